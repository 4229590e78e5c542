#include "base/text.h"
#include "nlu/nlu.h"
#include <ctype.h>
#include <limits.h>
#include <string.h>

/* The interview's date. Of all dates in a sentence the one nearest after the word "interview" wins; a date
 * that belongs to something else ("a new job in six months", "I started in March") never does. */

enum { FARTHEST = 730, BEFORE_IT = 200, WISHED = 1000, SOON = 60, SPAN_BEHIND = 60, MONTHS = 12 };

/* "not on the 3rd", "instead of the 3rd", "moved from the 3rd (to the 10th)" */
static bool replaced(const struct nlu *heard, const char *at)
{
    for (int i = 0; i < 4; i++) {
        const char *word = nlu_word_before(heard, at, &at);
        if (!*word || nlu_is(heard, word, HEAR_DATE_REPLACING))
            return false;
        if (nlu_is(heard, word, HEAR_DATE_REPLACED))
            return true;
    }
    return false;
}

/* Does a wish stand between two places? */
static bool wished(const struct nlu *heard, const char *from, const char *to)
{
    size_t length;
    const char *wish = from < to ? nlu_first(heard, from, HEAR_DATE_WISHES, &length) : NULL;
    return wish && wish < to;
}

/* How far a date is from the words about the interview. */
static int distance(const struct nlu *heard, const struct nlu_calendar *date, const char *cue,
                    const char *behind_last)
{
    const char *from = cue, *to = date->at;
    int far = 0;
    if (cue >= date->at) {
        from = date->end;
        to = cue;
        far = BEFORE_IT;
    }
    far += (int)(to - from);
    /* a wish has the date that follows it, and no other */
    const char *since = from < behind_last && behind_last < to ? behind_last : from;
    return wished(heard, since, to) ? far + WISHED : far;
}

static int nearest_cue(const struct nlu *heard, const struct nlu_calendar *date, const char *behind_last)
{
    int best = INT_MAX;
    size_t length;
    for (const char *at = heard->folded; (at = nlu_first(heard, at, HEAR_DATE_INTERVIEW, &length)) != NULL;
         at += length) {
        const int far = distance(heard, date, at, behind_last);
        if (far < best)
            best = far;
    }
    return best;
}

static bool date_known(const struct nlu *heard)
{
    return *nlu_fact(heard, "interview_date") != '\0';
}

/* Does the sentence go on about the interview of the sentence before, or correct its date? */
static bool goes_on(const struct nlu *heard)
{
    if (heard->of_interview && nlu_begins(heard, heard->folded, HEAR_DATE_GOING_ON, NULL))
        return true;
    return date_known(heard) && nlu_hears(heard, HEAR_DATE_CHANGES) && !nlu_hears(heard, HEAR_DATE_WISHES);
}

/* Without a word about the interview a date counts only when nothing better is known and nothing speaks
 * against it. */
static bool likely(const struct nlu *heard, const struct nlu_calendar *date)
{
    if (date_known(heard) || nlu_hears(heard, HEAR_DATE_WISHES) || nlu_hears(heard, HEAR_DATE_OVER) ||
        nlu_hears(heard, HEAR_DATE_PAST))
        return false;
    return date->sort == FULL_DATE || date->sort == MONTH_DAY ||
           (date->sort == SPAN && date->day <= heard->today + SOON);
}

static bool possible(const struct nlu *heard, const struct nlu_calendar *date)
{
    return date->day >= heard->today && date->day <= heard->today + FARTHEST && !replaced(heard, date->at);
}

/* "They put it back a week": the day it is on then; 0: it was not moved like that. */
static clock_day moved(const struct nlu *heard)
{
    clock_day known;
    size_t length;
    const char *at = nlu_first(heard, heard->folded, HEAR_DATE_MOVES, &length);
    const char *unit = at ? nlu_first(heard, at, HEAR_DATE_UNITS, &length) : NULL;
    if (!unit || unit > nlu_clause_end(at) ||
        clock_parse_date(nlu_fact(heard, "interview_date"), &known) != OK)
        return 0;
    const int days = (int)nlu_number(heard, unit) * nlu_value(nlu_note(heard, unit, length, HEAR_DATE_UNITS));
    if (days <= 0)
        return 0;
    return nlu_says(heard, at, HEAR_DATE_EARLIER) ? known - days : known + days;
}

static void put_date(struct nlu *heard, clock_day day)
{
    json_put_text(heard->arena, heard->facts, "interview_date", clock_date_text(heard->arena, day));
    json_put_bool(heard->arena, heard->facts, "no_interview_date", false);
}

/* The number of one or two digits at `at`, how many they are, and what is behind them; 0: there is none. */
static size_t short_number(const char *at, int *value)
{
    const size_t n = strspn(at, "0123456789");
    *value = at[0] - '0';
    if (n == 2)
        *value = *value * 10 + at[1] - '0';
    return n < 3 ? n : 0;
}

/* "3/12", "13.1.": two short numbers with a stroke between them, the first at `at`. */
static bool two_ways(const char *at)
{
    int first, second;
    const size_t n = short_number(at, &first);
    return n > 0 && at[n] == '/' && short_number(at + n + 1, &second) > 0 && first <= MONTHS &&
           second <= MONTHS && first != second;
}

static bool says_two_ways(const struct nlu *heard)
{
    for (const char *at = heard->folded; *at; at++)
        if ((at == heard->folded || at[-1] == ' ') && two_ways(at))
            return true;
    return false;
}

/* An interview with a date that can't be told to the day: asked about, not guessed. */
static void doubt(struct nlu *heard)
{
    const struct sentences *says = library_sentences(heard->library);
    if (says_two_ways(heard))
        heard->doubt = sentences_text(says, SAY_CHAT_WHICH_MONTH);
    else if (nlu_hears(heard, HEAR_DATE_VAGUE) && nlu_hears(heard, HEAR_DATE_IS))
        heard->doubt = sentences_text(says, SAY_CHAT_WHICH_DAY);
}

/* How much speaks for a date, the less the more; INT_MAX: it isn't the interview's. */
static int rank(const struct nlu *heard, const struct nlu_calendar *date, bool about, const char *behind_last)
{
    int far = INT_MAX;
    if (about && !nlu_hears(heard, HEAR_DATE_OVER))
        far = nearest_cue(heard, date, behind_last);
    else if (!about && (goes_on(heard) || likely(heard, date)))
        far = (int)date->sort;
    if (far < WISHED && date->sort == SPAN) /* a date says more than "in two weeks" */
        far += SPAN_BEHIND;
    return far < WISHED && possible(heard, date) ? far : INT_MAX;
}

/* The interview's day, as a date of the sentence says it; false: none does. */
static bool day_said(const struct nlu *heard, bool about, clock_day *day)
{
    struct nlu_calendar date;
    int best = INT_MAX;
    const char *behind_last = heard->folded;
    for (const char *at = heard->folded; *at; at++) {
        if (!nlu_calendar(heard, at, &date))
            continue;
        const int far = rank(heard, &date, about, behind_last);
        if (far < best) {
            best = far;
            *day = date.day;
        }
        behind_last = date.end;
        at = date.end - 1;
    }
    return best < INT_MAX;
}

static bool day_moved(const struct nlu *heard, clock_day *day)
{
    *day = moved(heard);
    return *day >= heard->today && *day <= heard->today + FARTHEST;
}

void nlu_date(struct nlu *heard)
{
    const bool about = nlu_hears(heard, HEAR_DATE_INTERVIEW), before = heard->of_interview;
    clock_day day = 0;
    const bool said = day_said(heard, about, &day) || day_moved(heard, &day);
    heard->of_interview = about || (before && said);
    if (said) {
        heard->doubt = NULL;
        put_date(heard, day);
    } else if (nlu_hears(heard, HEAR_DATE_NONE_YET)) {
        json_put_bool(heard->arena, heard->facts, "no_interview_date", true);
        json_put_text(heard->arena, heard->facts, "interview_date", "");
    } else if (about && !nlu_hears(heard, HEAR_DATE_OVER) && !nlu_hears(heard, HEAR_DATE_PAST)) {
        doubt(heard);
    }
}
