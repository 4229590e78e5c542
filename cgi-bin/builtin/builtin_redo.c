#include "builtin/builtin_redo.h"
#include "base/num.h"
#include "base/text.h"

enum { WEAK = 5, STRONG = 8, LAST_DAYS = 3, MOST_NAMED = 2, DAYS_IN_WORDS = 11 };
static const double nearly_sure = 0.95; /* in the last days even this is worth another look */
static const double weak_ahead = 0.2;   /* of recall: what is weak comes before what only fades */

/* What a question that was asked is told of again. */
struct telling {
    const struct sentences *says;
    struct arena *arena;
    const json *in;
};

/* The names of what the last answer left out, as a sentence's end; NULL if nothing is known of it. */
static const char *left_out(const struct telling *telling, const json *asked)
{
    static const enum sentence ends[] = {SAY_REDO_GAP_ONE, SAY_REDO_GAP_TWO, SAY_REDO_GAP_MORE};
    const json *all = json_get(telling->in, "left_out");
    for (size_t i = 0; i < json_len(all); i++) {
        const json *names = json_get(json_at(all, i), "anchors");
        const size_t n = json_len(names);
        if (n == 0 ||
            !text_equal(json_get_text(json_at(all, i), "question", ""), json_get_text(asked, "question", "")))
            continue;
        return SAY(telling->says, telling->arena, ends[num_min(n - 1, MOST_NAMED)],
                   {"one", json_text(json_at(names, 0), "")}, {"two", json_text(json_at(names, 1), "")},
                   {"more", num_text(telling->arena, (int64_t)n - MOST_NAMED)});
    }
    return NULL;
}

/* "earlier today", "yesterday" ... "ten days ago", and from then on in digits. */
static const char *days_ago(const struct telling *telling, int64_t days)
{
    if (days >= DAYS_IN_WORDS)
        return SAY(telling->says, telling->arena, SAY_REDO_DAYS_AGO,
                   {"days", num_text(telling->arena, days)});
    if (days < 0)
        days = 0;
    return sentences_variant(telling->says, SAY_REDO_WHEN, (size_t)days);
}

/* Of a question that memory brings back. */
static enum sentence told_of_value(const struct telling *telling, const json *asked, int64_t last)
{
    const int64_t days_left = json_get_int(telling->in, "days_left", -1);
    if (days_left >= 0 && days_left <= LAST_DAYS)
        return SAY_REDO_LAST_DAYS;
    if (!json_get_bool(asked, "due", false))
        return SAY_REDO_FADED;
    if (last >= STRONG)
        return SAY_REDO_DUE;
    return SAY_REDO_MORE_IN_IT;
}

/* THE table of what is told by reason: where it is known what was left out, and where it is not. */
static enum sentence told_of(const struct telling *telling, const json *asked, const char *reason, bool gap)
{
    static const struct {
        const char *reason;
        enum sentence plain, with_gap;
    } reasons[] = {
        {"time_pressure", SAY_REDO_LATE, SAY_REDO_LATE},
        {"weak_answer", SAY_REDO_WEAK, SAY_REDO_WEAK_GAP},
        {"incomplete", SAY_REDO_INCOMPLETE, SAY_REDO_INCOMPLETE_GAP},
    };
    const int64_t last = json_get_int(asked, "last_score", 0);
    if (last == 0)
        return SAY_REDO_OPENED;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (text_equal(reasons[i].reason, reason))
            return gap ? reasons[i].with_gap : reasons[i].plain;
    return told_of_value(telling, asked, last);
}

static const char *told(const struct telling *telling, const json *asked, const char *reason)
{
    const char *gap = left_out(telling, asked);
    return SAY(telling->says, telling->arena, told_of(telling, asked, reason, gap != NULL),
               {"when", days_ago(telling, json_get_int(asked, "days_since", 0))},
               {"score", num_text(telling->arena, json_get_int(asked, "last_score", 0))},
               {"gap", text_or(gap, "")});
}

/* Why a question should be asked again. */
static const char *reason_for(const json *value)
{
    const int64_t last = json_get_int(value, "last_score", 0);
    if (last == 0)
        return "incomplete"; /* opened, and not answered or not marked yet */
    if (json_get_bool(value, "late", false) && last < STRONG)
        return "time_pressure";
    if (last <= WEAK)
        return "weak_answer";
    if (last < STRONG && json_get_real(value, "landed_share", 1) < 1)
        return "incomplete";
    return "high_value";
}

/* On another day: weak ones at once, the others when memory says so; in the last days before the interview
 * all that is not quite sure. */
static bool is_due(const json *in, const json *value, const char *reason)
{
    const int64_t days_left = json_get_int(in, "days_left", -1);
    if (json_get_int(value, "last_score", 0) == 0)
        return true;
    if (json_get_int(value, "days_since", 0) < 1)
        return false;
    if (json_get_bool(value, "due", false) || text_equal(reason, "weak_answer"))
        return true;
    return days_left >= 0 && days_left <= LAST_DAYS && json_get_real(value, "recall", 1) < nearly_sure;
}

size_t builtin_redo_due(const struct library *library, struct arena *a, const json *in,
                        struct builtin_redo **out)
{
    const struct telling t = {.says = library_sentences(library), .arena = a, .in = in};
    const json *asked = json_get(in, "asked");
    size_t n = 0;
    *out = arena_array(a, json_len(asked) + 1, sizeof **out);
    for (size_t i = 0; i < json_len(asked); i++) {
        const json *q = json_at(asked, i);
        const char *reason = reason_for(q);
        if (!is_due(in, q, reason))
            continue;
        struct builtin_redo one = {.asked = q,
                                   .reason = reason,
                                   .why = told(&t, q, reason),
                                   .recall = json_get_real(q, "recall", 0)};
        if (text_equal(reason, "weak_answer"))
            one.recall -= weak_ahead;
        size_t at = n++;
        for (; at > 0 && (*out)[at - 1].recall > one.recall; at--)
            (*out)[at] = (*out)[at - 1];
        (*out)[at] = one;
    }
    return n;
}

/* What the library has to say of it need not be told again: the question is known to the program. */
void builtin_redo_add(const struct library *library, struct arena *a, const struct builtin_redo *redo,
                      json *out)
{
    json *one = json_new_object(a);
    const struct question *q = library_question(library, json_get_text(redo->asked, "key", ""));
    json_put_text(a, one, "question", json_get_text(redo->asked, "question", ""));
    json_put_text(a, one, "status", "redo");
    json_put_text(a, one, "redo_reason", redo->reason);
    json_put_text(a, one, "difficulty", json_get_text(redo->asked, "difficulty", "medium"));
    json_put_text(a, one, "why", redo->why);
    if (q)
        json_put_text(a, one, "key", q->key);
    json_add(a, out, one);
}

static bool stands_in(const json *out, const json *value)
{
    for (size_t i = 0; i < json_len(out); i++)
        if (text_equal(json_get_text(json_at(out, i), "question", ""), json_get_text(value, "question", "")))
            return true;
    return false;
}

void builtin_redo_fill(const struct library *library, struct arena *a, const json *in, size_t least,
                       json *out)
{
    const struct telling t = {.says = library_sentences(library), .arena = a, .in = in};
    const json *asked = json_get(in, "asked");
    while (json_len(out) < least) {
        const json *oldest = NULL;
        for (size_t i = 0; i < json_len(asked); i++) {
            const json *q = json_at(asked, i);
            if (!stands_in(out, q) &&
                (!oldest || json_get_real(q, "recall", 0) < json_get_real(oldest, "recall", 0)))
                oldest = q;
        }
        if (!oldest)
            return;
        const char *reason = reason_for(oldest);
        builtin_redo_add(
            library, a,
            &(struct builtin_redo){.asked = oldest, .reason = reason, .why = told(&t, oldest, reason)}, out);
    }
}
