#include "base/num.h"
#include "base/text.h"
#include "nlu/nlu_event.h"
#include <string.h>

/* The time that is left where there is no date. */

enum { WEEK = 7, MOST_COUNTED = 28 };

static bool says_word(const struct when *when, size_t from, size_t to, const char *word)
{
    for (size_t i = from; i < to; i++)
        if (nlu_when_word_is(when, i, word))
            return true;
    return false;
}

/* Does the span end here, but for "at the outside"? */
static bool ends_there(const struct when *when, size_t at)
{
    static const char *const behind[] = {"to", "and", "for", "now"};
    while (nlu_when_is(when, at, IS_TAIL) ||
           (nlu_when_word_is(when, at, ",") && nlu_when_is(when, at + 1, IS_TAIL)))
        at += nlu_when_word_is(when, at, ",") ? 1 : when->words[at].kinds[IS_TAIL];
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (nlu_when_word_is(when, at, behind[i]))
            return true;
    return at >= when->words_n || strchr(",.;:!?()", *when->words[at].at);
}

static bool is_left(const struct when *when, const struct when_part *part)
{
    size_t at = part->from;
    const size_t from = nlu_when_clause(when, part->from), to = nlu_when_clause_end(when, part->to);
    bool crossed = false;
    const enum about before = nlu_when_event_before(when, part->from, &at, &crossed),
                     next = nlu_when_event_behind(when, part->to, &at);
    if (before == ABOUT_ANOTHER || next == ABOUT_ANOTHER || when->heard->last.about == ABOUT_ANOTHER)
        return false;
    if (nlu_when_between(when, from, part->from, IS_PAST, NULL) ||
        nlu_when_between(when, from, part->from, IS_OTHERS, NULL))
        return false;
    if (part->left || (to > part->to && says_word(when, part->to, to, "left")))
        return true;
    const bool ends = ends_there(when, part->to);
    if (part->lasting)
        return ends && nlu_when_between(when, from, part->from, IS_PRACTICE, NULL) &&
               !nlu_when_between(when, from, part->from, IS_LIFE, NULL);
    const bool has = part->from > 0 && nlu_when_is(when, part->from - 1, IS_HAS_TIME);
    if (nlu_when_between(when, from, to, IS_LIFE, NULL) && next != ABOUT_INTERVIEW)
        return false;
    return ends && (has || nlu_when_is_bare_date(when, from, to));
}

/* Days counted until the interview are as good as its date, to be confirmed where they are weeks. */
static void put_left(const struct when *when, const struct when_part *part)
{
    struct found found = {.any = true, .event = part->from, .date = *part};
    const bool until = part->left && part->counted && part->span <= MOST_COUNTED;
    if (!until || (part->span % WEEK == 0 && !nlu_hears(when->heard, HEAR_DATE_INTERVIEW))) {
        nlu_when_put_weeks(when, part->span, part->from, part->to);
        return;
    }
    found.date.day = when->heard->today + part->span;
    found.date.doubt = DATE_UNSURE;
    nlu_when_put_date(when, &found);
}

/* "There's time until Christmas", "I have till 20 December": without a word of what is then. */
static bool lasts_until(const struct when *when, const struct when_part *part)
{
    const size_t from = nlu_when_clause(when, part->from), at = nlu_when_lead(when, part);
    const bool until =
        at > 0 && (nlu_when_word_is(when, at - 1, "until") || nlu_when_word_is(when, at - 1, "till") ||
                   nlu_when_word_is(when, at - 1, "til"));
    const bool up_to =
        at > 0 && at < part->from && nlu_when_word_is(when, at, "to") && nlu_when_word_is(when, at - 1, "up");
    if (part->counted && says_word(when, from, part->from, "ready") &&
        !nlu_hears(when->heard, HEAR_DATE_INTERVIEW))
        return true;
    const bool has = nlu_when_between(when, from, part->from, IS_HAVE, NULL) ||
                     nlu_when_between(when, from, part->from, IS_PRACTICE, NULL);
    return (until || up_to) && has && part->sort == WHEN_DATE && part->day > when->heard->today &&
           !when->heard->wish && !nlu_when_names_event(when) &&
           !nlu_hears(when->heard, HEAR_DATE_INTERVIEW) && when->heard->last.about != ABOUT_ANOTHER;
}

void nlu_when_find_left(const struct when *when)
{
    for (size_t i = 0; i < when->parts_n; i++)
        if (lasts_until(when, &when->parts[i]))
            nlu_when_put_weeks(when, when->parts[i].day - when->heard->today, when->parts[i].from,
                               when->parts[i].to);
    for (size_t i = 0; i < when->parts_n; i++) {
        const struct when_part *part = &when->parts[i];
        if (part->sort == WHEN_LEFT && part->span > 0 && is_left(when, part))
            put_left(when, part);
    }
}
