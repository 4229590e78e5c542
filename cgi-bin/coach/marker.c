#include "coach/marker.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "coach/marker_say.h"
#include <math.h>
#include <string.h>

enum {
    MOST_FILE = 1024 * 1024,
    DEPTH = 8,
    MOST_DENIED = 4, /* what an answer that denies the anchors gets at most */
    NO_ANSWER = 2
};

/* What makes the mark: tests/bench/README says how these were found. */
static const double WORTH_COVERAGE = 0.58;
static const double WORTH_STRUCTURE = 0.10;
static const double WORTH_SPECIFIC = 0.14;
static const double WORTH_LENGTH = 0.21;
static const double LOST_BY_VAGUE = 0.7;
static const double COST_VAGUE = 0.1;
static const double BESIDE = 0.2;      /* on_question and coverage of an answer to something else */
static const double ON = 0.7;          /* ... of one that is wholly on the question */
static const double BY_LANDING = 0.25; /* of coverage: how many anchors landed; the rest: how surely */
static const double CLOSE_CALL = 0.1;

struct marker {
    struct lexicon *lexicon;
    struct marker_grammar grammar;
    struct marker_cues *cues;
    json *feedback;
};

static enum err read_json(struct arena *a, const char *path, json **out, const char **why)
{
    char *text;
    size_t n;
    if (file_read(a, path, MOST_FILE, &text, &n) == OK && json_parse(a, text, n, DEPTH, out) == OK && *out)
        return OK;
    *why = arena_printf(a, "%s can't be read, or is not JSON", path);
    return ERR_CONFIG;
}

enum err marker_read(struct arena *a, const char *folder, struct marker **out, const char **why)
{
    struct marker *k = arena_alloc(a, sizeof *k);
    json *cues;
    enum err e = lexicon_read(a, arena_printf(a, "%s/words.txt", folder), &k->lexicon, why);
    if (e != OK)
        return e;
    if ((e = read_json(a, arena_printf(a, "%s/cues.json", folder), &cues, why)) != OK)
        return e;
    if ((e = marker_cues_read(a, cues, &k->cues, why)) != OK)
        return e;
    if ((e = read_json(a, arena_printf(a, "%s/feedback.json", folder), &k->feedback, why)) != OK)
        return e;
    if ((e = marker_say_check(a, k->feedback, why)) != OK)
        return e;
    k->grammar = marker_text_grammar(a, k->lexicon, json_get(cues, "tie"), json_get(cues, "deny"));
    *out = k;
    return OK;
}

const char *marker_level(const struct marker *k, int score)
{
    const json *levels = json_get(k->feedback, "levels");
    return score >= 1 && score <= MARKER_LEVELS ? json_text(json_at(levels, (size_t)score - 1), "") : "";
}

const json *marker_feedback(const struct marker *k)
{
    return k->feedback;
}

/* ---- against a reference text ---- */

static double close_to(const struct marker_closeness *c, bool *denies)
{
    *denies = c->undenied > 0.3 && c->recall < 0.4 * c->undenied;
    const double near =
        0.36 * c->recall + 0.18 * c->precision + 0.16 * c->order + 0.38 * c->letters + 0.12 * c->amount;
    return pow(fmin(1, 1.05 * near), 0.8);
}

/* A few words may be all that a reference asks for; no words, nonsense or the question are no answer all the
 * same. */
static int most_by_reference(const struct marker_form *f)
{
    const bool copied = f->shape == SHAPE_PASTED && f->copied > 0.7;
    return copied || f->shape == SHAPE_NONSENSE ? NO_ANSWER : MARKER_LEVELS;
}

/* ---- against anchors ---- */

static double covered(const struct marker_mark *m, bool *denies)
{
    double strength = 0, undenied = 0, landed = 0;
    for (size_t i = 0; i < m->found_n; i++) {
        strength += m->found[i].strength;
        undenied += m->found[i].undenied;
        landed += m->found[i].landed;
    }
    if (m->found_n == 0)
        return 0;
    *denies = m->form.denying || (undenied > 0.3 * (double)m->found_n && strength < 0.5 * undenied);
    return ((1 - BY_LANDING) * strength + BY_LANDING * landed) / (double)m->found_n;
}

/* What is said without a case of one's own counts for little, even where the right words fall in it; and how
 * an answer is built counts only as far as it is on the question. */
static double worth(const struct marker_mark *m, double coverage)
{
    const struct marker_form *f = &m->form;
    const double on = fmin(1, fmax(0, m->on_question + coverage - BESIDE) / (ON - BESIDE)),
                 built =
                     WORTH_STRUCTURE * f->structure + WORTH_SPECIFIC * f->specific + WORTH_LENGTH * f->length;
    return WORTH_COVERAGE * coverage * (1 - LOST_BY_VAGUE * f->vague) + built * on - COST_VAGUE * f->vague;
}

static int score_of(double raw)
{
    return (int)lround(1 + 9 * raw);
}

static double held(double raw, int most)
{
    const double top = ((double)most - 1) / 9;
    return fmin(fmax(raw, 0), top);
}

/* A question without anchors of its own gets those that any answer of its kind has. */
static size_t usual_anchors(const struct marker *k, const char *kind,
                            struct marker_anchor out[MARKER_ANCHORS])
{
    const json *usual = json_get(k->feedback, "usual"), *list = json_get(usual, kind);
    if (!list)
        list = json_get(usual, "other");
    return marker_anchor_take(list, out, MARKER_ANCHORS);
}

/* Several anchors that all but landed, or just did: the mark might as well be another. */
static enum marker_sure sure_of(const struct marker_mark *m)
{
    size_t close_calls = 0;
    for (size_t i = 0; i < m->found_n; i++)
        close_calls += fabs(m->found[i].strength - MARKER_LANDED) < CLOSE_CALL;
    if (close_calls == 0 || m->form.shape != SHAPE_FAIR)
        return SURE_QUITE;
    return close_calls * 2 <= m->found_n ? SURE_FAIRLY : SURE_NOT;
}

/* Everything that the anchors are looked for by, as one text: what a list of key words is made of. */
static struct marker_text *all_anchors(const struct marker *k, struct arena *a,
                                       const struct marker_anchor *anchors, size_t n)
{
    struct buf all = buf_new(a, 64 * 1024);
    for (size_t i = 0; i < n; i++) {
        buf_printf(&all, "%s. %s. ", anchors[i].name, anchors[i].text);
        for (size_t w = 0; w < json_len(anchors[i].words); w++)
            buf_printf(&all, "%s, ", json_text(json_at(anchors[i].words, w), ""));
    }
    return marker_text_read(&k->grammar, a, all.data ? all.data : "", NULL);
}

static struct marker_answer read_answer(const struct marker *k, struct arena *a,
                                        const struct marker_task *task, const struct marker_anchor *anchors,
                                        size_t n)
{
    struct marker_answer m = {
        .grammar = &k->grammar, .cues = k->cues, .arena = a, .story = text_equal(task->kind, "story")};
    m.question = marker_text_read(&k->grammar, a, task->question, NULL);
    m.text = marker_text_typed(&k->grammar, a, task->answer, m.question);
    m.signs = marker_cues_find(k->cues, a, m.text, m.count);
    m.touched = arena_array(a, m.text->sentences_n + 1, sizeof *m.touched);
    m.inside = arena_array(a, m.text->sentences_n + 1, sizeof *m.inside);
    m.wanted = all_anchors(k, a, anchors, n);
    return m;
}

struct marker_mark marker_mark(const struct marker *k, struct arena *a, const struct marker_task *task)
{
    struct marker_anchor usual[MARKER_ANCHORS];
    const struct marker_anchor *anchors = task->anchors;
    struct marker_mark out = {.found_n = task->anchors_n < MARKER_ANCHORS ? task->anchors_n : MARKER_ANCHORS};
    if (out.found_n == 0 && !task->reference) {
        anchors = usual;
        out.found_n = usual_anchors(k, task->kind, usual);
    }
    const struct marker_answer m = read_answer(k, a, task, anchors, out.found_n);
    out.on_question = marker_anchor_find(&m, anchors, out.found_n, out.found);
    out.form = marker_form_read(&m, task->kind, task->seconds ? task->seconds : MARKER_SECONDS);
    if (task->reference) {
        out.close = marker_anchor_closeness(&m, task->reference);
        out.raw = held(close_to(&out.close, &out.denies), most_by_reference(&out.form));
    } else {
        out.raw = held(worth(&out, covered(&out, &out.denies)), marker_form_most(&out.form));
    }
    out.raw = held(out.raw, out.denies ? MOST_DENIED : MARKER_LEVELS);
    out.score = score_of(out.raw);
    for (size_t i = 0; i < out.found_n && out.score <= NO_ANSWER; i++) {
        out.found[i].landed = false; /* what is no answer lands nothing */
        out.found[i].quote = "";
    }
    out.sure = sure_of(&out);
    return out;
}
