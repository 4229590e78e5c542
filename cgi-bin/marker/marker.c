#include "marker/marker.h"
#include "base/buf.h"
#include "base/json_file.h"
#include "base/num.h"
#include "base/text.h"
#include "marker/marker_hollow.h"
#include "marker/marker_say.h"
#include <math.h>
#include <string.h>

enum {
    MOST_DENIED = 4, /* what an answer that denies the anchors gets at most */
    NO_ANSWER = 2,
    MOST_REFERENCES = 20
};

/* What makes the mark: tests/bench/README says how these were found. */
static const double WORTH_COVERAGE = 0.58;
static const double WORTH_STRUCTURE = 0.10;
static const double WORTH_SPECIFIC = 0.14;
static const double WORTH_LENGTH = 0.21;
static const double LOST_BY_VAGUE = 0.7;
static const double COST_VAGUE = 0.05;
static const double BESIDE = 0.2;      /* on_question and coverage of an answer to something else */
static const double ON = 0.7;          /* ... of one that is wholly on the question */
static const double BY_LANDING = 0.25; /* of coverage: how many anchors landed; the rest: how surely */
static const double LENIENT = 0.6;
static const double WORTH_BESIDE = 0.1;
static const double LIFT = 0.05; /* so that what costs can cost something where little is said */
static const double CLOSE_CALL = 0.1;
static const double CLEARLY_WRONG = 0.25, CLEARLY_RIGHT = 0.73, MARGIN = 0.1;
static const double MIDDLE_FROM = 0.2, MIDDLE_TO = 0.55;

struct marker {
    struct lexicon *lexicon;
    struct marker_grammar grammar;
    struct marker_cues *cues;
    json *feedback;
    const json *kinds;
};

enum err marker_read(struct arena *a, const char *folder, struct marker **out, const char **why)
{
    struct marker *k = arena_alloc(a, sizeof *k);
    json *cues;
    enum err e = lexicon_read(a, arena_printf(a, "%s/words.txt", folder), &k->lexicon, why);
    if (e != OK)
        return e;
    if ((e = json_file_read(a, arena_printf(a, "%s/cues.json", folder), &cues, why)) != OK)
        return e;
    if ((e = marker_cues_read(a, cues, &k->cues, why)) != OK)
        return e;
    if ((e = json_file_read(a, arena_printf(a, "%s/feedback.json", folder), &k->feedback, why)) != OK)
        return e;
    if ((e = marker_say_check(a, k->feedback, why)) != OK)
        return e;
    k->grammar = marker_text_grammar(a, k->lexicon, json_get(cues, "tie"), json_get(cues, "deny"));
    k->kinds = json_get(cues, "kinds");
    *out = k;
    return OK;
}

const char *marker_kind(const struct marker *marker, struct arena *a, const char *question)
{
    const char *folded = text_fold(a, question);
    for (size_t i = 0; i < json_len(marker->kinds); i++) {
        const json *kind = json_at(marker->kinds, i), *asked = json_get(kind, "asked");
        for (size_t n = 0; n < json_len(asked); n++)
            if (strstr(folded, json_text(json_at(asked, n), "\n")))
                return json_get_text(kind, "kind", "explain");
    }
    return "explain";
}

const json *marker_feedback(const struct marker *marker)
{
    return marker->feedback;
}

/* ---- against a reference text ---- */

/* Lenient in the middle, as people are. */
static double close_to(const struct marker_closeness *closeness, bool *denies)
{
    *denies = closeness->undenied > 0.3 && closeness->recall < 0.4 * closeness->undenied;
    const double lift = LIFT * (closeness->recall > 0);
    return pow(fmax(0, (closeness->near + lift) / (1 + lift)), LENIENT);
}

/* A few words may be all that a reference asks for; no words, nonsense or the question are no answer all the
 * same. */
static int most_by_reference(const struct marker_form *form, const struct marker_closeness *closeness)
{
    const bool copied = form->shape == SHAPE_PASTED && form->copied > 0.7;
    if (copied || form->shape == SHAPE_NONSENSE)
        return NO_ANSWER;
    return closeness->bare ? marker_form_most(&(struct marker_form){.shape = SHAPE_LIST}) : MARKER_LEVELS;
}

/* ---- against anchors ---- */

static double covered(const struct marker_mark *mark, bool *denies)
{
    double strength = 0, undenied = 0, landed = 0;
    for (size_t i = 0; i < mark->found_n; i++) {
        strength += mark->found[i].strength;
        undenied += mark->found[i].undenied;
        landed += mark->found[i].landed;
    }
    if (mark->found_n == 0)
        return 0;
    *denies = mark->form.denying || (undenied > 0.3 * (double)mark->found_n && strength < 0.5 * undenied);
    return ((1 - BY_LANDING) * strength + BY_LANDING * landed) / (double)mark->found_n;
}

/* What is said without a case of one's own counts for little, even where the right words fall in it; and how
 * an answer is built counts only as far as it is on the question. */
static double worth(const struct marker_mark *mark, double coverage)
{
    const struct marker_form *f = &mark->form;
    const double on = fmin(1, fmax(0, mark->on_question + coverage - BESIDE) / (ON - BESIDE)),
                 built =
                     WORTH_STRUCTURE * f->structure + WORTH_SPECIFIC * f->specific + WORTH_LENGTH * f->length;
    return WORTH_COVERAGE * coverage * (1 - LOST_BY_VAGUE * f->vague) + built * on - COST_VAGUE * f->vague;
}

/* What an answer shares with what is wanted tells whether it is one to this question, however well it is
 * told: from which share on it may be, and from which it surely is (tests/bench/marking prints what that
 * does). Words that show an anchor make it easier to tell. */
static const struct aim {
    double may, surely;
} aims[] = {[false] = {0.03, 0.08}, [true] = {0.09, 0.16}};
static const double KEPT_BESIDE = 0.3; /* of the mark of one that surely is not */

static bool has_words(const struct marker_anchor *anchors, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (json_len(anchors[i].words) > 0)
            return true;
    return false;
}

static double aimed(double topic, bool words)
{
    const double aim = (topic - aims[words].may) / (aims[words].surely - aims[words].may);
    return KEPT_BESIDE + (1 - KEPT_BESIDE) * fmin(1, fmax(0, aim));
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
static size_t usual_anchors(const struct marker *marker, const char *kind,
                            struct marker_anchor out[MARKER_ANCHORS])
{
    const json *usual = json_get(marker->feedback, "usual"), *list = json_get(usual, kind);
    if (!list)
        list = json_get(usual, "other");
    return marker_anchor_take(list, out, MARKER_ANCHORS);
}

/* How sure a mark against a reference is: what is close to it, or shares next to nothing with it, is clear;
 * between them the same right thing may be said in other words. */
static enum marker_sure sure_by_reference(double raw)
{
    if (raw < CLEARLY_WRONG || raw > CLEARLY_RIGHT)
        return SURE_QUITE;
    if (raw < CLEARLY_WRONG + MARGIN || raw > CLEARLY_RIGHT - MARGIN)
        return SURE_FAIRLY;
    return SURE_NOT;
}

/* Each of these makes a mark against anchors less sure: it is in the middle of the scale; most anchors all
 * but landed, or just did; it may be an answer to something else. */
static enum marker_sure sure_of(const struct marker_mark *mark, bool words)
{
    static const enum marker_sure by_doubts[] = {SURE_QUITE, SURE_FAIRLY, SURE_NOT, SURE_NOT};
    size_t close_calls = 0, doubts = 0;
    for (size_t i = 0; i < mark->found_n; i++)
        close_calls += fabs(mark->found[i].strength - MARKER_LANDED) < CLOSE_CALL;
    doubts += mark->raw > MIDDLE_FROM && mark->raw < MIDDLE_TO;
    doubts += close_calls * 2 > mark->found_n;
    doubts += mark->topic > aims[words].may && mark->topic < aims[words].surely;
    return by_doubts[doubts];
}

/* Everything that the anchors are looked for by, or the reference, as one text: what a list of key words is
 * made of. */
static struct marker_text *all_wanted(const struct marker *marker, struct arena *a, const char *reference,
                                      const struct marker_anchor *anchors, size_t n)
{
    struct buf all = buf_new(a, 64 * 1024);
    buf_printf(&all, "%s\n", text_or(reference, ""));
    for (size_t i = 0; i < n; i++) {
        buf_printf(&all, "%s. %s. ", anchors[i].name, anchors[i].text);
        for (size_t w = 0; w < json_len(anchors[i].words); w++)
            buf_printf(&all, "%s, ", json_text(json_at(anchors[i].words, w), ""));
    }
    return marker_text_read(&marker->grammar, a, all.data, NULL);
}

static struct marker_answer read_answer(const struct marker *marker, struct arena *a,
                                        const struct marker_task *task, const struct marker_anchor *anchors,
                                        size_t n)
{
    struct marker_answer m = {.grammar = &marker->grammar,
                              .cues = marker->cues,
                              .arena = a,
                              .story = text_equal(task->kind, "story")};
    m.question = marker_text_read(&marker->grammar, a, task->question, NULL);
    m.text = marker_text_typed(&marker->grammar, a, task->answer, m.question);
    m.signs = marker_cues_find(marker->cues, a, m.text, m.count);
    m.touched = arena_array(a, m.text->sentences_n + 1, sizeof *m.touched);
    m.inside = arena_array(a, m.text->sentences_n + 1, sizeof *m.inside);
    m.wanted = all_wanted(marker, a, task->reference, anchors, n);
    return m;
}

static struct marker_closeness closest(const struct marker_answer *answer, const struct marker_task *task)
{
    struct marker_closeness best = marker_close(answer, task->reference);
    for (size_t i = 0; i < json_len(task->references) && i < MOST_REFERENCES; i++) {
        const struct marker_closeness other =
            marker_close(answer, json_text(json_at(task->references, i), task->reference));
        if (other.near > best.near)
            best = other;
    }
    return best;
}

/* The mark of the text as it stands. */
static struct marker_mark mark_whole(const struct marker_answer *answer, const struct marker_task *task,
                                     const struct marker_anchor *anchors, size_t n)
{
    struct marker_mark out = {.found_n = n};
    int64_t seconds = task->seconds;
    if (seconds == 0)
        seconds = MARKER_SECONDS;
    out.topic = marker_close_topic(answer);
    out.on_question = marker_anchor_find(answer, anchors, n, out.found);
    out.form = marker_form_read(answer, task->kind, seconds);
    if (task->reference) {
        out.close = closest(answer, task);
        out.raw = held(close_to(&out.close, &out.denies), most_by_reference(&out.form, &out.close));
    } else {
        out.raw = held(worth(&out, covered(&out, &out.denies)), marker_form_most(&out.form));
        if (anchors == task->anchors)
            out.raw *= aimed(out.topic, has_words(anchors, n));
    }
    if (out.denies)
        out.raw = held(out.raw, MOST_DENIED);
    return out;
}

/* Words beside the reference are not worth more than a point, though letters and length go with them. */
static double most_without_beside(const struct marker *marker, const struct marker_answer *answer,
                                  const struct marker_task *task)
{
    struct marker_task without = *task;
    without.answer = marker_hollow_beside(answer);
    if (!without.answer)
        return 1;
    const struct marker_answer rest = read_answer(marker, answer->arena, &without, task->anchors, 0);
    return mark_whole(&rest, &without, task->anchors, 0).raw + WORTH_BESIDE;
}

struct marker_mark marker_mark(const struct marker *marker, struct arena *a, const struct marker_task *task)
{
    struct marker_anchor usual[MARKER_ANCHORS];
    const struct marker_anchor *anchors = task->anchors;
    size_t n = num_min(task->anchors_n, MARKER_ANCHORS);
    if (task->anchors_n == 0 && !task->reference) {
        anchors = usual;
        n = usual_anchors(marker, task->kind, usual);
    }
    struct marker_answer m = read_answer(marker, a, task, anchors, n);
    const struct marker_hollow hollow = marker_hollow_find(&m);
    if (hollow.rest) {
        struct marker_task rest = *task;
        rest.answer = hollow.rest;
        m = read_answer(marker, a, &rest, anchors, n);
        m.hollow_words = hollow.words;
        m.hollow_first = hollow.first;
    }
    struct marker_mark out = mark_whole(&m, task, anchors, n);
    if (task->reference)
        out.raw = fmin(out.raw, most_without_beside(marker, &m, task));
    out.score = score_of(out.raw);
    for (size_t i = 0; i < out.found_n && out.score <= NO_ANSWER; i++) {
        out.found[i].landed = false; /* what is no answer lands nothing */
        out.found[i].quote = "";
    }
    if (task->reference)
        out.sure = sure_by_reference(out.raw);
    else
        out.sure = sure_of(&out, has_words(anchors, n));
    return out;
}
