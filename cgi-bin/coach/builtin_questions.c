#include "base/text.h"
#include "coach/builtin_modes.h"
#include "coach/stem.h"
#include <string.h>

enum { WEAK = 4, MOST_REDO_SHARE = 2 /* at most one in two is asked again */ };

/* ---- which topic of the library ---- */

static size_t shared_stems(struct arena *a, const char *x, const char *y)
{
    size_t xn, yn, shared = 0;
    char **xs = stem_words(a, x, &xn), **ys = stem_words(a, y, &yn);
    for (size_t i = 0; i < xn; i++)
        for (size_t k = 0; k < yn && !builtin_is_common(xs[i]); k++)
            if (strcmp(xs[i], ys[k]) == 0) {
                shared++;
                break;
            }
    return shared;
}

static const struct library_topic *topic_for(const struct library *l, struct arena *a, const json *topic,
                                             const char *role)
{
    const struct library_topic *t = library_topic(l, json_get_text(topic, "key", ""));
    if (t)
        return t;
    const char *text =
        arena_printf(a, "%s %s %s", json_get_text(topic, "name", ""), json_get_text(topic, "name", ""),
                     json_get_text(topic, "description", ""));
    const struct library_family *near = library_nearest(l, a, role, "");
    const struct library_topic *best = NULL;
    size_t best_score = 0;
    for (size_t i = 0; i < library_count(l); i++) {
        const struct library_family *f = library_family(l, i);
        for (size_t k = 0; k < f->topics_n; k++) {
            const char *own =
                arena_printf(a, "%s %s %s", f->topics[k].name, f->topics[k].name, f->topics[k].description);
            const size_t score = shared_stems(a, text, own) * 2 + (f == near);
            if (score > best_score) {
                best_score = score;
                best = &f->topics[k];
            }
        }
    }
    const struct library_family *behavioural = library_find(l, "behavioural");
    return best ? best : &(behavioural ? behavioural : library_family(l, 0))->topics[0];
}

/* ---- asked again ---- */

/* Why a question should be asked again; NULL when it rests. */
static const char *redo_reason(const json *q)
{
    const int64_t last = json_get_int(q, "last_score", 0);
    if (last == 0)
        return NULL;
    if (json_get_bool(q, "late", false) && last < 8)
        return "time_pressure";
    if (last <= WEAK)
        return "weak_answer";
    if (json_get_real(q, "landed_share", 1) < 0.5)
        return "incomplete";
    return json_get_bool(q, "due", false) ? "high_value" : NULL;
}

/* Weak ones come at once on another day; the others when they are due. */
static bool is_due(const json *q, const char *reason)
{
    if (!reason)
        return false;
    return json_get_bool(q, "due", false) ||
           (json_get_int(q, "days_since", 0) >= 1 && !text_equal(reason, "high_value"));
}

static const char *redo_why(struct arena *a, const char *reason, int64_t last)
{
    if (text_equal(reason, "weak_answer"))
        return arena_printf(a, "Your last answer got %lld: it comes back soonest.", (long long)last);
    if (text_equal(reason, "incomplete"))
        return "Your last answer left out more than half of what it should land.";
    if (text_equal(reason, "time_pressure"))
        return "Last time the clock ran out before you did.";
    return "You answered this well a while ago; this keeps it fresh.";
}

static void put_library_parts(struct arena *a, json *one, const struct question *q)
{
    json *anchors = json_new_array(a);
    for (size_t i = 0; i < q->anchors_n; i++) {
        json *k = json_new_object(a);
        json_put_text(a, k, "name", q->anchors[i].name);
        json_put_text(a, k, "anchor", q->anchors[i].text);
        json_put(a, k, "words", json_copy(a, q->anchors[i].words));
        json_add(a, anchors, k);
    }
    json_put_text(a, one, "key", q->key);
    json_put_text(a, one, "kind", q->kind);
    json_put_int(a, one, "seconds", q->seconds);
    json_put(a, one, "anchors", anchors);
    json_put_text(a, one, "good", q->good);
    json_put_text(a, one, "follow_up", q->follow_up);
}

static void add_redo(const struct library *l, struct arena *a, const json *asked, const char *reason,
                     json *out)
{
    json *one = json_new_object(a);
    const struct question *q = library_question(l, json_get_text(asked, "key", ""));
    json_put_text(a, one, "question", json_get_text(asked, "question", ""));
    json_put_text(a, one, "status", "redo");
    json_put_text(a, one, "redo_reason", reason);
    json_put_text(a, one, "difficulty", json_get_text(asked, "difficulty", "medium"));
    json_put_text(a, one, "why", redo_why(a, reason, json_get_int(asked, "last_score", 0)));
    if (q)
        put_library_parts(a, one, q);
    json_add(a, out, one);
}

/* Lowest recall first. */
static size_t add_redos(const struct library *l, struct arena *a, const json *asked, size_t most, json *out)
{
    const size_t n = json_len(asked);
    bool *used = arena_array(a, n + 1, sizeof *used);
    size_t added = 0;
    while (added < most) {
        size_t best = n;
        for (size_t i = 0; i < n; i++) {
            const json *q = json_at(asked, i);
            if (!used[i] && is_due(q, redo_reason(q)) &&
                (best == n ||
                 json_get_real(q, "recall", 0) < json_get_real(json_at(asked, best), "recall", 0)))
                best = i;
        }
        if (best == n)
            break;
        used[best] = true;
        add_redo(l, a, json_at(asked, best), redo_reason(json_at(asked, best)), out);
        added++;
    }
    return added;
}

/* ---- new ones ---- */

/* What suits them now: from their last marks where the level is mixed. */
static enum difficulty suited(const json *in)
{
    enum difficulty level;
    if (difficulty_parse(json_get_text(in, "level", ""), &level) && level != MIXED)
        return level;
    const json *asked = json_get(in, "asked");
    double sum = 0;
    int n = 0;
    for (size_t i = 0; i < json_len(asked); i++) {
        const int64_t last = json_get_int(json_at(asked, i), "last_score", 0);
        sum += (double)last;
        n += last > 0;
    }
    if (n == 0 || sum / n < 4.5)
        return EASY;
    return sum / n < 7.5 ? MEDIUM : HARD;
}

static bool was_asked(const json *asked, const struct question *q)
{
    for (size_t i = 0; i < json_len(asked); i++)
        if (text_equal(json_get_text(json_at(asked, i), "key", ""), q->key) ||
            text_equal(json_get_text(json_at(asked, i), "question", ""), q->text))
            return true;
    return false;
}

static void add_new(struct arena *a, const struct question *q, json *out)
{
    json *one = json_new_object(a);
    json_put_text(a, one, "question", q->text);
    json_put_text(a, one, "status", "new");
    json_put_text(a, one, "difficulty", difficulty_name(q->difficulty));
    json_put_text(a, one, "why", "New: you have not been asked this yet.");
    put_library_parts(a, one, q);
    json_add(a, out, one);
}

/* New questions of one difficulty, in the library's order, until `count` stand in out. */
static void add_news(struct arena *a, const struct library_topic *t, const json *asked, enum difficulty d,
                     size_t count, json *out)
{
    for (size_t i = 0; i < t->questions_n && json_len(out) < count; i++)
        if (t->questions[i].difficulty == d && !was_asked(asked, &t->questions[i]))
            add_new(a, &t->questions[i], out);
}

/* Everything of the topic was asked: what was asked longest ago and is not there yet fills up. */
static void fill_up(const struct library *l, struct arena *a, const json *asked, size_t count, json *out)
{
    for (size_t i = 0; i < json_len(asked) && json_len(out) < count; i++) {
        const json *q = json_at(asked, i);
        bool there = false;
        for (size_t k = 0; k < json_len(out); k++)
            there |=
                text_equal(json_get_text(json_at(out, k), "question", ""), json_get_text(q, "question", ""));
        const char *reason = redo_reason(q);
        if (!there)
            add_redo(l, a, q, reason ? reason : "high_value", out);
    }
}

json *builtin_questions(const struct library *l, struct arena *a, const json *in)
{
    static const enum difficulty order[][3] = {
        [EASY] = {EASY, MEDIUM, HARD}, [MEDIUM] = {MEDIUM, EASY, HARD}, [HARD] = {HARD, MEDIUM, EASY}};
    const json *asked = json_get(in, "asked");
    const size_t count = (size_t)json_get_int(in, "count", 6);
    const struct library_topic *t = topic_for(l, a, json_get(in, "topic"), json_get_text(in, "role", ""));
    const enum difficulty level = suited(in);
    const bool mixed = text_equal(json_get_text(in, "level", ""), "mixed");
    json *out = json_new_array(a);
    const size_t redo = add_redos(l, a, asked, (count + 1) / MOST_REDO_SHARE, out);
    if (mixed) { /* half of what suits them, then a step to each side */
        add_news(a, t, asked, order[level][0], redo + (count - redo + 1) / 2, out);
        add_news(a, t, asked, order[level][1], redo + (count - redo) * 3 / 4 + 1, out);
    }
    json *seen = json_len(asked) ? json_copy(a, asked) : json_new_array(a);
    for (size_t i = 0; i < json_len(out); i++)
        json_add(a, seen, json_at(out, i));
    for (int k = 0; k < 3; k++)
        add_news(a, t, seen, order[level][k], count, out);
    fill_up(l, a, asked, count, out);
    json *answer = json_new_object(a);
    json_put(a, answer, "questions", out);
    return answer;
}
