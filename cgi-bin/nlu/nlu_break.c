#include "nlu/nlu_when.h"
#include <string.h>

/* What only a wish says of time and days: a break, which ends by itself, and minutes more or less than now.
 */

enum { WEEK = 7, MOST_BREAK = 120, NEAR = 3 };

/* ---- minutes more or less ---- */

/* 1 more, -1 less, 0 neither: from the words in and around an amount. */
static int direction(const struct when *when, const struct when_part *amount)
{
    const size_t from = nlu_when_clause(when, amount->from), to = amount->to + NEAR;
    const bool less = nlu_when_between(when, from, to, IS_SHORTER, NULL);
    const bool more = nlu_when_between(when, from, to, IS_LONGER, NULL);
    for (size_t i = from; i < amount->from; i++)
        if (nlu_when_word_is(when, i, "than") || nlu_when_word_is(when, i, "to"))
            return 0; /* "no more than 30 minutes", "cut it to 20 minutes" */
    if (when->words[amount->from].kinds[IS_LIMIT] > 0)
        return 0;
    return less ? -1 : more;
}

/* Minutes more on some days: what these have now, and more. */
static void more_on_days(const struct when *when, const struct when_part *days, int more)
{
    struct nlu *heard = when->heard;
    const json *known = json_get(heard->known, "minutes_by_day");
    const int64_t usual = json_get_int(heard->known, "minutes", 0);
    json *list = json_new_array(heard->arena);
    for (size_t day = 0; day < WEEK; day++) {
        int64_t minutes = json_int(json_at(known, day), 0);
        if (days->days & 1U << day)
            minutes = (minutes ? minutes : usual) + more;
        json_add(heard->arena, list, json_new_int(heard->arena, minutes > 0 ? minutes : 0));
    }
    json_put(heard->arena, heard->facts, "minutes_by_day", list);
}

static void more_or_less(struct when *when)
{
    for (size_t i = 0; i < when->parts_n; i++) {
        struct when_part *amount = &when->parts[i];
        if (amount->sort != WHEN_AMOUNT || amount->aside)
            continue;
        const int more = direction(when, amount) * amount->low;
        const struct when_part *next = i + 1 < when->parts_n ? &when->parts[i + 1] : NULL;
        if (!more)
            continue;
        amount->aside = true;
        if (next && next->sort == WHEN_DAYS && !next->all && next->polarity >= 0)
            more_on_days(when, next, more);
        else
            json_put_int(when->heard->arena, when->heard->facts, "minutes_more", more);
    }
}

/* ---- breaks ---- */

struct away {
    clock_day from, to;
    bool any, until;
};

static bool is_day(const struct when_part *part)
{
    return (part->sort == WHEN_DATE || (part->sort == WHEN_DAYS && !part->plural)) && part->day;
}

static bool led(const struct when *when, const struct when_part *part, const char *word)
{
    for (size_t i = part->from; i > 0 && i + 3 > part->from; i--)
        if (nlu_when_word_is(when, i - 1, word))
            return true;
    return nlu_when_word_is(when, part->from, word);
}

static bool led_until(const struct when *when, const struct when_part *part)
{
    return led(when, part, "until") || led(when, part, "till") || led(when, part, "til") ||
           led(when, part, "before");
}

/* The first day on which they practise again, or the last without? */
static clock_day last_without(const struct when *when, const struct when_part *part)
{
    const bool back = nlu_when_between(when, 0, part->from, IS_NOT, NULL) || part->sort == WHEN_DAYS;
    return back || led(when, part, "before") ? part->day - 1 : part->day;
}

static void add_day(const struct when *when, const struct when_part *part, struct away *away)
{
    const clock_day today = when->heard->today;
    const bool range = part->span > 0 && part->other;
    if (led(when, part, "back")) {
        away->to = part->day - 1;
        away->from = away->any ? away->from : today;
    } else if (led_until(when, part)) {
        away->to = last_without(when, part);
        away->from = away->any ? away->from : today;
    } else if (!away->any) {
        away->from = part->day;
        away->to = range ? part->other : part->day;
    } else {
        away->to = range ? part->other : part->day;
    }
    away->any = true;
}

/* "for two weeks", "a week off": from the day that is said, or from today. */
static void add_span(const struct when *when, const struct when_part *part, struct away *away)
{
    if (!away->any)
        away->from = when->heard->today;
    away->to = away->from + part->span - 1;
    away->any = true;
}

/* Is there no practice for a while: "can't", "away", "off", with a day that comes once? */
static bool says_away(const struct when *when)
{
    bool away = nlu_when_between(when, 0, when->words_n, IS_AWAY, NULL);
    for (size_t i = 0; i < when->words_n; i++)
        away |= nlu_when_is(when, i, IS_NOT) && !when->part_of[i] &&
                !nlu_when_is(when, i + when->words[i].kinds[IS_NOT], IS_NOT_ALONE);
    return away;
}

static void find_break(struct when *when)
{
    struct away away = {.any = false};
    struct arena *a = when->heard->arena;
    if (!says_away(when) || nlu_when_between(when, 0, when->words_n, IS_INTERVIEW, NULL))
        return;
    for (size_t i = 0; i < when->parts_n; i++) {
        struct when_part *part = &when->parts[i];
        if (is_day(part)) {
            add_day(when, part, &away);
            part->aside = part->sort == WHEN_DAYS;
        }
    }
    for (size_t i = 0; i < when->parts_n; i++) {
        const struct when_part *part = &when->parts[i];
        const bool spans = part->sort == WHEN_LEFT && part->span > 0;
        if (spans && (part->lasting || nlu_when_is(when, part->to, IS_AWAY)))
            add_span(when, part, &away);
    }
    if (!away.any || away.to < away.from || away.to - away.from > MOST_BREAK || away.to < when->heard->today)
        return;
    json *days = json_new_object(a);
    json_put_text(a, days, "from", clock_date_text(a, away.from));
    json_put_text(a, days, "to", clock_date_text(a, away.to));
    json_put(a, when->heard->facts, "break", days);
}

void nlu_when_wish(struct when *when)
{
    more_or_less(when);
    find_break(when);
}
