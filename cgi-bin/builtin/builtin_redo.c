#include "builtin/builtin_redo.h"
#include "base/text.h"

enum { WEAK = 5, STRONG = 8, LAST_DAYS = 3, MOST_NAMED = 2 };
static const double nearly_sure = 0.95; /* in the last days even this is worth another look */
static const double weak_ahead = 0.2;   /* of recall: what is weak comes before what only fades */

/* The names of what the last answer left out, as a sentence's end; NULL if nothing is known of it. */
static const char *left_out(struct arena *a, const json *in, const json *asked)
{
    const json *all = json_get(in, "left_out");
    for (size_t i = 0; i < json_len(all); i++) {
        const json *names = json_get(json_at(all, i), "anchors");
        const size_t n = json_len(names);
        if (!n ||
            !text_equal(json_get_text(json_at(all, i), "question", ""), json_get_text(asked, "question", "")))
            continue;
        const char *one = json_text(json_at(names, 0), ""),
                   *two = n > 1 ? json_text(json_at(names, 1), "") : NULL;
        if (!two)
            return arena_printf(a, "“%s”", one);
        if (n == MOST_NAMED)
            return arena_printf(a, "“%s” and “%s”", one, two);
        return arena_printf(a, "“%s”, “%s” and %zu more", one, two, n - MOST_NAMED);
    }
    return NULL;
}

static const char *days_ago(struct arena *a, int64_t days)
{
    static const char *const words[] = {"earlier today",  "yesterday",     "two days ago", "three days ago",
                                        "four days ago",  "five days ago", "six days ago", "a week ago",
                                        "eight days ago", "nine days ago", "ten days ago"};
    const int64_t most = (int64_t)(sizeof words / sizeof *words);
    return days < most ? words[days > 0 ? days : 0] : arena_printf(a, "%lld days ago", (long long)days);
}

static const char *told(struct arena *a, const json *in, const json *q, const char *reason)
{
    const int64_t last = json_get_int(q, "last_score", 0), days_left = json_get_int(in, "days_left", -1);
    const char *when = days_ago(a, json_get_int(q, "days_since", 0)), *gap = left_out(a, in, q);
    if (last == 0)
        return "You have opened it before; there is no mark for it yet.";
    if (text_equal(reason, "time_pressure"))
        return arena_printf(
            a, "The clock ran out before you did %s. Say the most important thing first this time.", when);
    if (text_equal(reason, "weak_answer"))
        return gap ? arena_printf(a, "It got %lld %s. Missing then: %s.", (long long)last, when, gap)
                   : arena_printf(a, "It got %lld %s: worth a second, fuller try.", (long long)last, when);
    if (text_equal(reason, "incomplete"))
        return gap ? arena_printf(a, "Nearly there %s, with %lld. It lacked %s.", when, (long long)last, gap)
                   : arena_printf(a, "Nearly there %s, with %lld: a part of it was missing.", when,
                                  (long long)last);
    if (days_left >= 0 && days_left <= LAST_DAYS)
        return arena_printf(a, "You had it %s, with %lld. Once more before the day.", when, (long long)last);
    if (!json_get_bool(q, "due", false))
        return arena_printf(a, "You had it %s, with %lld. Of what you have seen here it has faded most.",
                            when, (long long)last);
    return last >= STRONG ? arena_printf(a, "You had it %s, with %lld: due again before it fades.", when,
                                         (long long)last)
                          : arena_printf(a, "You had it %s, with %lld: there is more in it for you.", when,
                                         (long long)last);
}

/* Why a question should be asked again. */
static const char *reason_for(const json *q)
{
    const int64_t last = json_get_int(q, "last_score", 0);
    if (last == 0)
        return "incomplete"; /* opened, and not answered or not marked yet */
    if (json_get_bool(q, "late", false) && last < STRONG)
        return "time_pressure";
    if (last <= WEAK)
        return "weak_answer";
    return last < STRONG && json_get_real(q, "landed_share", 1) < 1 ? "incomplete" : "high_value";
}

/* On another day: weak ones at once, the others when memory says so; in the last days before the interview
 * all that is not quite sure. */
static bool is_due(const json *in, const json *q, const char *reason)
{
    const int64_t days_left = json_get_int(in, "days_left", -1);
    if (json_get_int(q, "last_score", 0) == 0)
        return true;
    if (json_get_int(q, "days_since", 0) < 1)
        return false;
    if (json_get_bool(q, "due", false) || text_equal(reason, "weak_answer"))
        return true;
    return days_left >= 0 && days_left <= LAST_DAYS && json_get_real(q, "recall", 1) < nearly_sure;
}

size_t builtin_redo_due(struct arena *a, const json *in, struct builtin_redo **out)
{
    const json *asked = json_get(in, "asked");
    size_t n = 0;
    *out = arena_array(a, json_len(asked) + 1, sizeof **out);
    for (size_t i = 0; i < json_len(asked); i++) {
        const json *q = json_at(asked, i);
        const char *reason = reason_for(q);
        if (!is_due(in, q, reason))
            continue;
        const struct builtin_redo one = {.asked = q,
                                         .reason = reason,
                                         .why = told(a, in, q, reason),
                                         .recall = json_get_real(q, "recall", 0) -
                                                   (text_equal(reason, "weak_answer") ? weak_ahead : 0)};
        size_t at = n++;
        for (; at > 0 && (*out)[at - 1].recall > one.recall; at--)
            (*out)[at] = (*out)[at - 1];
        (*out)[at] = one;
    }
    return n;
}

/* What the library has to say of it need not be told again: the question is known to the program. */
void builtin_redo_add(const struct library *l, struct arena *a, const struct builtin_redo *r, json *out)
{
    json *one = json_new_object(a);
    const struct question *q = library_question(l, json_get_text(r->asked, "key", ""));
    json_put_text(a, one, "question", json_get_text(r->asked, "question", ""));
    json_put_text(a, one, "status", "redo");
    json_put_text(a, one, "redo_reason", r->reason);
    json_put_text(a, one, "difficulty", json_get_text(r->asked, "difficulty", "medium"));
    json_put_text(a, one, "why", r->why);
    if (q)
        json_put_text(a, one, "key", q->key);
    json_add(a, out, one);
}

static bool stands_in(const json *out, const json *q)
{
    for (size_t i = 0; i < json_len(out); i++)
        if (text_equal(json_get_text(json_at(out, i), "question", ""), json_get_text(q, "question", "")))
            return true;
    return false;
}

void builtin_redo_fill(const struct library *l, struct arena *a, const json *in, size_t least, json *out)
{
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
            l, a,
            &(struct builtin_redo){.asked = oldest, .reason = reason, .why = told(a, in, oldest, reason)},
            out);
    }
}
