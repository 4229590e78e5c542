#include "nlu/nlu_when.h"
#include <string.h>

/* Amounts of time: "45 minutes", "an hour and a half", "1h30", "20-30 min", "half an hour to 45
 * minutes". */

enum { HOUR = 60, HALF = 30, QUARTER = 15, LEAST_LOOSE = 5, MOST_LOOSE = 300 };

/* The unit at i, and what is behind it; letters alone only glued to a figure. */
static size_t unit(const struct when *when, size_t i, int *minutes)
{
    if (i >= when->words_n)
        return 0;
    const size_t n = (size_t)(when->words[i].end - when->words[i].at);
    const char *note = nlu_note(when->heard, when->words[i].at, n, HEAR_TIME_UNITS);
    if (!note || (n == 1 && (i == 0 || !nlu_when_glued(when, i - 1))))
        return 0;
    *minutes = nlu_value(note);
    return i + 1;
}

/* Behind "an hour": "and a half", "30", "and 20 minutes". */
static size_t and_more(const struct when *when, size_t i, double *minutes)
{
    const size_t at = i + nlu_when_word_is(when, i, "and"), bare = nlu_when_article(when, at);
    int more, each;
    size_t digits;
    if (at > i && nlu_when_word_is(when, bare, "half")) {
        *minutes += HALF;
        return bare + 1;
    }
    if (at > i && nlu_when_word_is(when, bare, "quarter")) {
        *minutes += QUARTER;
        return bare + 1;
    }
    double number;
    if (at > i && nlu_when_word_is(when, at + 1, "quarters")) {
        *minutes += QUARTER * nlu_when_value(when, at, IS_NUMBER);
        return at + 2;
    }
    if (nlu_when_figure(when, i, &more, &digits) && i > 0 && nlu_when_glued(when, i - 1) && more < HOUR) {
        *minutes += more;
        return i + 1 + (unit(when, i + 1, &each) && each == 1);
    }
    const size_t end = nlu_when_one_number(when, at, &number);
    if (end && number < HOUR && unit(when, end, &each) && each == 1) {
        *minutes += number;
        return end + 1;
    }
    return i;
}

/* "1:30 hours" */
static size_t clocked(const struct when *when, size_t i, double *minutes)
{
    int hours, rest, each;
    size_t digits;
    if (!nlu_when_figure(when, i, &hours, &digits) || !nlu_when_word_is(when, i + 1, ":") ||
        !nlu_when_figure(when, i + 2, &rest, &digits) || !unit(when, i + 3, &each) || each != HOUR ||
        rest >= HOUR)
        return 0;
    *minutes = hours * HOUR + rest;
    return i + 4;
}

static bool rate_follows(const struct when *when, size_t i)
{
    static const char *const words[] = {"a", "per", "each", "every", "and"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (nlu_when_word_is(when, i, words[k]))
            return true;
    return false;
}

static bool times(const struct when *when, size_t i)
{
    return nlu_when_word_is(when, i, "x") || nlu_when_word_is(when, i, "times");
}

/* One amount without a range over units. */
static size_t one_amount(const struct when *when, size_t i, double *low, double *high, bool *glued)
{
    int minutes;
    *low = 0;
    size_t at = clocked(when, i, low);
    *high = *low;
    if (at)
        return at;
    const bool alone = nlu_when_word_is(when, i, "hour") || nlu_when_word_is(when, i, "hr");
    at = nlu_when_number(when, i, low, high);
    if (!at && alone && rate_follows(when, i + 1) && !(i > 0 && nlu_when_word_is(when, i - 1, "-"))) {
        *low = *high = 1;
        at = i;
    }
    if (!at || times(when, at))
        return alone && at == i ? i + 1 : 0;
    while (nlu_when_is(when, at, IS_FILLER))
        at++;
    *glued = nlu_when_word_is(when, at, "-");
    at = unit(when, at + *glued, &minutes);
    if (!at)
        return 0;
    *low *= minutes;
    *high *= minutes;
    if (minutes == HOUR && *low == *high) {
        at = and_more(when, at, low);
        *high = *low;
    }
    return at;
}

static int whole(double minutes)
{
    return (int)(minutes + 0.5);
}

/* "about", "at most" before an amount. */
static size_t leads(const struct when *when, size_t i, bool *under, bool *between)
{
    for (;;) {
        const char *note = nlu_when_note(when, i, IS_LIMIT);
        const size_t n = note ? when->words[i].kinds[IS_LIMIT] : 0;
        if (note && strcmp(note, "under") == 0)
            *under = true;
        if (nlu_when_word_is(when, i, "between"))
            *between = true;
        if (n)
            i += n;
        else if (nlu_when_is(when, i, IS_APPROX))
            i += when->words[i].kinds[IS_APPROX];
        else if (nlu_when_word_is(when, i, "~"))
            i++;
        else
            return i;
    }
}

static size_t trails(const struct when *when, size_t i)
{
    while (nlu_when_is(when, i, IS_TAIL))
        i += when->words[i].kinds[IS_TAIL];
    return i;
}

size_t nlu_when_amount(const struct when *when, size_t i, struct when_part *part)
{
    bool between = false, glued = false, again;
    double low, high, other, most;
    const size_t from = leads(when, i, &part->under, &between);
    size_t end = one_amount(when, from, &low, &high, &glued);
    if (!end)
        return 0;
    const size_t next = nlu_when_range_joint(when, end, between);
    const size_t behind = next ? one_amount(when, next, &other, &most, &again) : 0;
    if (behind && other > low) {
        high = most;
        end = behind;
    } else if (nlu_when_word_is(when, end, "or") && nlu_when_is(when, end + 1, IS_NUMBER) &&
               !nlu_when_is(when, end + 2, IS_UNIT)) {
        high = low * nlu_when_value(when, end + 1, IS_NUMBER); /* "an hour or two" */
        end += 2;
    }
    part->sort = WHEN_AMOUNT;
    part->low = whole(low);
    part->high = whole(high);
    part->glued = glued;
    return trails(when, end);
}

/* ---- numbers without a unit ---- */

static const struct when_part *nearest_amount(const struct when *when, size_t at)
{
    const struct when_part *best = NULL;
    for (size_t i = 0; i < when->parts_n; i++)
        if (when->parts[i].sort == WHEN_AMOUNT && (!best || when->parts[i].from < at))
            best = &when->parts[i];
    return best;
}

static bool goes_with_days(const struct when *when, size_t i)
{
    while (i < when->words_n && !when->part_of[i] && nlu_when_is(when, i, IS_SMALL))
        i++;
    if (i >= when->words_n || !when->part_of[i])
        return false;
    const struct when_part *part = &when->parts[when->part_of[i] - 1];
    return part->sort == WHEN_DAYS || part->sort == WHEN_RATE || part->sort == WHEN_HOUR ||
           (part->sort == WHEN_TIMES && !nlu_when_is(when, part->from, IS_NUMBER));
}

/* Is the word before it, but for small ones, the end of named days: "weekends 60"? */
static bool behind_days(const struct when *when, size_t i)
{
    while (i > 0 && !when->part_of[i - 1] &&
           (nlu_when_is(when, i - 1, IS_APPROX) || nlu_when_word_is(when, i - 1, ":")))
        i--;
    return i > 0 && when->part_of[i - 1] && when->parts[when->part_of[i - 1] - 1].sort == WHEN_DAYS;
}

static bool ends_here(const struct when *when, size_t i)
{
    return i >= when->words_n || nlu_when_ends_clause(when, i) || nlu_when_word_is(when, i, ".") ||
           nlu_when_word_is(when, i, "!") || nlu_when_word_is(when, i, "?") ||
           nlu_when_is(when, i, IS_JOINT) || nlu_when_is(when, i, IS_TAIL);
}

/* Is there an amount that another may correct? */
static bool amount_said(const struct when *when)
{
    const struct nlu *heard = when->heard;
    return json_get_int(heard->facts, "minutes", json_get_int(heard->known, "minutes", 0)) > 0 ||
           nearest_amount(when, 0) != NULL;
}

/* "make it 45", or "45" to one who was asked for minutes. */
static bool stands_for_minutes(const struct when *when, size_t from, size_t to)
{
    const struct nlu *heard = when->heard;
    size_t start = nlu_when_clause(when, from), at = from;
    if (nlu_when_is(when, to, IS_FILLER) && ends_here(when, to + 1)) /* "just ten spare" */
        to++;
    if (amount_said(when) && nlu_when_fits_better(when, to) && at <= start) /* "30 is more like it" */
        return true;
    if (!ends_here(when, to) && !goes_with_days(when, to))
        return false;
    while (at > start && (nlu_when_is(when, at - 1, IS_BARE) || nlu_when_is(when, at - 1, IS_APPROX) ||
                          nlu_when_is(when, at - 1, IS_LIMIT)))
        at--;
    if (at <= start && (heard->time_asked || (amount_said(when) && start > 0 && ends_here(when, to) &&
                                              nlu_when_between(when, 0, start, IS_CORRECT, NULL))))
        return true; /* "sorry, too much, say 35" */
    size_t last;
    return amount_said(when) && nlu_when_between(when, start, from, IS_CORRECT, &last) &&
           last + when->words[last].kinds[IS_CORRECT] + 1 >= from;
}

/* The unit that labels a number: "Minutes: 30", "minutes a day: 45". 0: none does. */
static int label(const struct when *when, size_t i)
{
    int minutes = 0;
    const bool marked = i > 0 && (nlu_when_word_is(when, i - 1, ":") || nlu_when_word_is(when, i - 1, "="));
    size_t at = marked ? i - 1 : 0;
    while (at > 0 && when->part_of[at - 1] && when->parts[when->part_of[at - 1] - 1].sort == WHEN_RATE)
        at--;
    return at > 0 && unit(when, at - 1, &minutes) ? minutes : 0;
}

static void add_loose(struct when *when, size_t from, size_t to, double low, double high)
{
    const struct when_part *like = nearest_amount(when, from);
    const int labelled = label(when, from);
    int unit_minutes = labelled ? labelled : 1;
    if (labelled)
        like = NULL;
    const bool in_hours = like && like->low >= HOUR && like->low % HOUR == 0;
    const bool few = like && like->low < HOUR && low <= 3; /* "half an hour, two on Sundays" */
    if ((in_hours && low <= 8) || few)
        unit_minutes = HOUR;
    if (low * unit_minutes < LEAST_LOOSE || low * unit_minutes > MOST_LOOSE)
        return;
    when->parts[when->parts_n] =
        (struct when_part){.sort = WHEN_AMOUNT,
                           .from = from,
                           .to = to,
                           .low = whole(low * unit_minutes),
                           .high = whole(high * unit_minutes),
                           .tentative = like && unit_minutes == HOUR && like->low < HOUR};
    when->parts_n++;
    for (size_t k = from; k < to; k++)
        when->part_of[k] = when->parts_n;
}

/* The parts in the order of the words. */
static void sort_parts(struct when *when)
{
    for (size_t i = 1; i < when->parts_n; i++)
        for (size_t k = i; k > 0 && when->parts[k - 1].from > when->parts[k].from; k--) {
            const struct when_part part = when->parts[k];
            when->parts[k] = when->parts[k - 1];
            when->parts[k - 1] = part;
        }
    for (size_t i = 0; i < when->parts_n; i++)
        for (size_t k = when->parts[i].from; k < when->parts[i].to; k++)
            when->part_of[k] = i + 1;
}

void nlu_when_loose_numbers(struct when *when)
{
    const bool amounts = nearest_amount(when, 0) != NULL;
    double low, high;
    for (size_t i = 0; i < when->words_n; i++) {
        const size_t part = when->part_of[i];
        const bool bare = part && when->parts[part - 1].sort == WHEN_BARE && when->parts[part - 1].from == i;
        const bool article_only = nlu_when_word_is(when, i, "a") || nlu_when_word_is(when, i, "an");
        if ((part && !bare) || article_only ||
            (i > 0 && nlu_when_word_is(when, i - 1, ".") && nlu_when_glued(when, i - 1)))
            continue;
        const size_t end = nlu_when_number(when, i, &low, &high);
        if (!end || (!bare && end < when->words_n && when->part_of[end - 1]))
            continue;
        const bool fits =
            (amounts && (goes_with_days(when, end) || (behind_days(when, i) && ends_here(when, end)))) ||
            stands_for_minutes(when, i, end) || label(when, i);
        if (fits && bare) {
            when->parts[part - 1].sort = WHEN_AMOUNT;
            when->parts[part - 1].low = whole(low);
            when->parts[part - 1].high = whole(high);
        } else if (fits) {
            add_loose(when, i, end, low, high);
        }
        i = end - 1;
    }
    sort_parts(when);
}
