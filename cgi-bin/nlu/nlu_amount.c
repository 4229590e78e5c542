#include "nlu/nlu_when.h"
#include <string.h>

/* Numbers and amounts of time: "45 minutes", "an hour and a half", "1h30", "20-30 min", "half an hour to 45
 * minutes". */

enum { HOUR = 60, MOST_FIGURE = 5000, TENS = 20, NINE = 9, LEAST_LOOSE = 5, MOST_LOOSE = 300 };

/* ---- numbers ---- */

/* "45", "1.5", "1,5", "2 .5", "45ish" */
static size_t figures(const struct when *w, size_t i, double *value)
{
    int whole = 0, part;
    size_t digits, more;
    const bool bare_point = when_word_is(w, i, ".") && when_glued(w, i);
    if (!bare_point && !when_figure(w, i, &whole, &digits))
        return 0;
    const size_t point = bare_point ? i : i + 1;
    *value = whole;
    if (point < w->words_n && (when_word_is(w, point, ".") || when_word_is(w, point, ",")) &&
        when_glued(w, point) && when_figure(w, point + 1, &part, &more) && more <= 2 &&
        !(when_word_is(w, point + 2, ".") && when_glued(w, point + 1) && when_glued(w, point + 2))) {
        *value += more == 1 ? part / 10.0 : part / 100.0;
        return point + 2;
    }
    if (bare_point || *value > MOST_FIGURE)
        return 0;
    return when_word_is(w, i + 1, "ish") && when_glued(w, i) ? i + 2 : i + 1;
}

/* "forty-five", "a couple of" */
static size_t in_words(const struct when *w, size_t i, double *value)
{
    const size_t couple = when_word_is(w, i, "a") ? i + 1 : i;
    if (when_word_is(w, couple, "couple")) {
        *value = 2;
        return couple + 1 + when_word_is(w, couple + 1, "of");
    }
    if (!when_is(w, i, IS_NUMBER))
        return 0;
    *value = when_value(w, i, IS_NUMBER);
    const size_t next = i + 1 + when_word_is(w, i + 1, "-");
    const int ones = when_value(w, next, IS_NUMBER);
    if (*value >= TENS && ones >= 1 && ones <= NINE) {
        *value += ones;
        return next + 1;
    }
    if (when_word_is(w, i + 1, "hundred")) {
        double rest = 0;
        *value *= 100;
        const size_t end = in_words(w, i + 2 + when_word_is(w, i + 2, "and"), &rest);
        *value += rest;
        return end ? end : i + 2;
    }
    return i + 1;
}

static size_t article(const struct when *w, size_t i)
{
    return i + (when_word_is(w, i, "a") || when_word_is(w, i, "an"));
}

/* "half an", "a quarter of an", "three quarters of an", "two and a half" */
static size_t fraction(const struct when *w, size_t i, double *value)
{
    const size_t bare = article(w, i);
    if (when_word_is(w, bare, "half") && !when_word_is(w, bare + 1, "past")) {
        *value = 0.5;
        return article(w, bare + 1 + when_word_is(w, bare + 1, "-"));
    }
    double count = 1;
    size_t at = in_words(w, i, &count);
    at = at ? at + when_word_is(w, at, "-") : bare;
    if ((when_word_is(w, at, "quarter") || when_word_is(w, at, "quarters")) &&
        (when_word_is(w, at + 1, "of") || when_word_is(w, at + 1, "hour"))) {
        *value = count / 4;
        return article(w, at + 1 + when_word_is(w, at + 1, "of"));
    }
    return 0;
}

size_t when_one_number(const struct when *w, size_t i, double *value)
{
    size_t end = fraction(w, i, value);
    if (end)
        return end;
    end = figures(w, i, value);
    if (!end)
        end = in_words(w, i, value);
    if (end && when_word_is(w, end, "and") && when_word_is(w, article(w, end + 1), "half")) {
        *value += 0.5;
        return article(w, end + 1) + 1;
    }
    if (!end && article(w, i) > i) {
        *value = 1;
        return i + 1;
    }
    return end;
}

/* Does a word join the two ends of a range? */
static size_t range_joint(const struct when *w, size_t i, bool between)
{
    if (when_word_is(w, i, "-") || when_word_is(w, i, "to") || when_word_is(w, i, "or"))
        return i + 1;
    return between && when_word_is(w, i, "and") ? i + 1 : 0;
}

static bool was_between(const struct when *w, size_t i)
{
    while (i > 0 && when_is(w, i - 1, IS_APPROX)) {
        if (when_word_is(w, i - 1, "between"))
            return true;
        i--;
    }
    return false;
}

size_t when_number(const struct when *w, size_t i, double *low, double *high)
{
    double other;
    const size_t end = when_one_number(w, i, low);
    *high = *low;
    if (!end)
        return 0;
    const size_t next = range_joint(w, end, was_between(w, i));
    const bool an = when_word_is(w, next, "a") || when_word_is(w, next, "an");
    const size_t behind = next && !an ? when_one_number(w, next, &other) : 0;
    if (!behind || other <= *low)
        return end;
    *high = other;
    return behind;
}

/* ---- amounts ---- */

/* The unit at i, and what is behind it; letters alone only glued to a figure. */
static size_t unit(const struct when *w, size_t i, int *minutes)
{
    if (i >= w->words_n)
        return 0;
    const size_t n = (size_t)(w->words[i].end - w->words[i].at);
    const char *note = nlu_note(w->heard, w->words[i].at, n, HEAR_TIME_UNITS);
    if (!note || (n == 1 && (i == 0 || !when_glued(w, i - 1))))
        return 0;
    *minutes = nlu_value(note);
    return i + 1;
}

/* Behind "an hour": "and a half", "30", "and 20 minutes". */
static size_t and_more(const struct when *w, size_t i, double *minutes)
{
    const size_t at = i + when_word_is(w, i, "and"), bare = article(w, at);
    int more, each;
    size_t digits;
    if (at > i && when_word_is(w, bare, "half")) {
        *minutes += HOUR / 2;
        return bare + 1;
    }
    if (at > i && when_word_is(w, bare, "quarter")) {
        *minutes += HOUR / 4;
        return bare + 1;
    }
    double number;
    if (when_figure(w, i, &more, &digits) && i > 0 && when_glued(w, i - 1) && more < HOUR) {
        *minutes += more;
        return i + 1 + (unit(w, i + 1, &each) && each == 1);
    }
    const size_t end = when_one_number(w, at, &number);
    if (end && number < HOUR && unit(w, end, &each) && each == 1) {
        *minutes += number;
        return end + 1;
    }
    return i;
}

/* "1:30 hours" */
static size_t clocked(const struct when *w, size_t i, double *minutes)
{
    int hours, rest, each;
    size_t digits;
    if (!when_figure(w, i, &hours, &digits) || !when_word_is(w, i + 1, ":") ||
        !when_figure(w, i + 2, &rest, &digits) || !unit(w, i + 3, &each) || each != HOUR || rest >= HOUR)
        return 0;
    *minutes = hours * HOUR + rest;
    return i + 4;
}

static bool rate_follows(const struct when *w, size_t i)
{
    static const char *const words[] = {"a", "per", "each", "every", "and"};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (when_word_is(w, i, words[k]))
            return true;
    return false;
}

static bool times(const struct when *w, size_t i)
{
    return when_word_is(w, i, "x") || when_word_is(w, i, "times");
}

/* One amount without a range over units. */
static size_t one_amount(const struct when *w, size_t i, double *low, double *high, bool *glued)
{
    int minutes;
    size_t at = clocked(w, i, low);
    *high = *low;
    if (at)
        return at;
    const bool alone = when_word_is(w, i, "hour") || when_word_is(w, i, "hr");
    at = when_number(w, i, low, high);
    if (!at && alone && rate_follows(w, i + 1) && !(i > 0 && when_word_is(w, i - 1, "-"))) {
        *low = *high = 1;
        at = i;
    }
    if (!at || times(w, at))
        return alone && at == i ? i + 1 : 0;
    while (when_is(w, at, IS_FILLER))
        at++;
    *glued = when_word_is(w, at, "-");
    at = unit(w, at + *glued, &minutes);
    if (!at)
        return 0;
    *low *= minutes;
    *high *= minutes;
    if (minutes == HOUR && *low == *high) {
        at = and_more(w, at, low);
        *high = *low;
    }
    return at;
}

static int whole(double minutes)
{
    return (int)(minutes + 0.5);
}

/* "about", "at most" before an amount. */
static size_t leads(const struct when *w, size_t i, bool *under, bool *between)
{
    for (;;) {
        const char *note = when_note(w, i, IS_LIMIT);
        const size_t n = note ? w->words[i].kinds[IS_LIMIT] : 0;
        if (note && strcmp(note, "under") == 0)
            *under = true;
        if (when_word_is(w, i, "between"))
            *between = true;
        if (n)
            i += n;
        else if (when_is(w, i, IS_APPROX))
            i += w->words[i].kinds[IS_APPROX];
        else if (when_word_is(w, i, "~"))
            i++;
        else
            return i;
    }
}

static size_t trails(const struct when *w, size_t i)
{
    while (when_is(w, i, IS_TAIL))
        i += w->words[i].kinds[IS_TAIL];
    return i;
}

size_t when_amount(const struct when *w, size_t i, struct when_part *part)
{
    bool between = false, glued = false, again;
    double low, high, other, most;
    const size_t from = leads(w, i, &part->under, &between);
    size_t end = one_amount(w, from, &low, &high, &glued);
    if (!end)
        return 0;
    const size_t next = range_joint(w, end, between);
    const size_t behind = next ? one_amount(w, next, &other, &most, &again) : 0;
    if (behind && other > low) {
        high = most;
        end = behind;
    } else if (when_word_is(w, end, "or") && when_is(w, end + 1, IS_NUMBER) &&
               !when_is(w, end + 2, IS_UNIT)) {
        high = low * when_value(w, end + 1, IS_NUMBER); /* "an hour or two" */
        end += 2;
    }
    part->sort = WHEN_AMOUNT;
    part->low = whole(low);
    part->high = whole(high);
    part->glued = glued;
    return trails(w, end);
}

/* ---- numbers without a unit ---- */

static const struct when_part *nearest_amount(const struct when *w, size_t at)
{
    const struct when_part *best = NULL;
    for (size_t i = 0; i < w->parts_n; i++)
        if (w->parts[i].sort == WHEN_AMOUNT && (!best || w->parts[i].from < at))
            best = &w->parts[i];
    return best;
}

static bool goes_with_days(const struct when *w, size_t i)
{
    while (i < w->words_n && !w->part_of[i] && when_is(w, i, IS_SMALL))
        i++;
    if (i >= w->words_n || !w->part_of[i])
        return false;
    const struct when_part *part = &w->parts[w->part_of[i] - 1];
    return part->sort == WHEN_DAYS || part->sort == WHEN_RATE || part->sort == WHEN_HOUR ||
           (part->sort == WHEN_TIMES && !when_is(w, part->from, IS_NUMBER));
}

/* Is the word before it, but for small ones, the end of named days: "weekends 60"? */
static bool behind_days(const struct when *w, size_t i)
{
    while (i > 0 && !w->part_of[i - 1] && (when_is(w, i - 1, IS_APPROX) || when_word_is(w, i - 1, ":")))
        i--;
    return i > 0 && w->part_of[i - 1] && w->parts[w->part_of[i - 1] - 1].sort == WHEN_DAYS;
}

static bool ends_here(const struct when *w, size_t i)
{
    return i >= w->words_n || when_ends_clause(w, i) || when_word_is(w, i, ".") || when_word_is(w, i, "!") ||
           when_word_is(w, i, "?") || when_is(w, i, IS_JOINT) || when_is(w, i, IS_TAIL);
}

/* "make it 45", or "45" to one who was asked for minutes. */
static bool stands_for_minutes(const struct when *w, size_t from, size_t to)
{
    const struct nlu *heard = w->heard;
    size_t start = when_clause(w, from), at = from;
    if (when_is(w, to, IS_FILLER) && ends_here(w, to + 1)) /* "just ten spare" */
        to++;
    if (!ends_here(w, to) && !goes_with_days(w, to))
        return false;
    while (at > start &&
           (when_is(w, at - 1, IS_BARE) || when_is(w, at - 1, IS_APPROX) || when_is(w, at - 1, IS_LIMIT)))
        at--;
    if (heard->time_asked && at <= start)
        return true;
    const bool known = json_get_int(heard->facts, "minutes", json_get_int(heard->known, "minutes", 0)) > 0;
    size_t last;
    return known && when_between(w, start, from, IS_CORRECT, &last) &&
           last + w->words[last].kinds[IS_CORRECT] + 1 >= from;
}

/* The unit that labels a number: "Minutes: 30", "minutes a day: 45". 0: none does. */
static int label(const struct when *w, size_t i)
{
    int minutes = 0;
    const bool marked = i > 0 && (when_word_is(w, i - 1, ":") || when_word_is(w, i - 1, "="));
    size_t at = marked ? i - 1 : 0;
    while (at > 0 && w->part_of[at - 1] && w->parts[w->part_of[at - 1] - 1].sort == WHEN_RATE)
        at--;
    return at > 0 && unit(w, at - 1, &minutes) ? minutes : 0;
}

static void add_loose(struct when *w, size_t from, size_t to, double low, double high)
{
    const struct when_part *like = nearest_amount(w, from);
    const int labelled = label(w, from);
    int unit_minutes = labelled ? labelled : 1;
    if (labelled)
        like = NULL;
    if (like && like->low >= HOUR && like->low % HOUR == 0 && low <= 8)
        unit_minutes = HOUR;
    else if (like && low <= 3 && like->low < HOUR) /* "half an hour, two on Sundays" */
        unit_minutes = HOUR;
    if (low * unit_minutes < LEAST_LOOSE || low * unit_minutes > MOST_LOOSE)
        return;
    w->parts[w->parts_n] = (struct when_part){.sort = WHEN_AMOUNT,
                                              .from = from,
                                              .to = to,
                                              .low = whole(low * unit_minutes),
                                              .high = whole(high * unit_minutes),
                                              .tentative = like && unit_minutes == HOUR && like->low < HOUR};
    w->parts_n++;
    for (size_t k = from; k < to; k++)
        w->part_of[k] = w->parts_n;
}

/* The parts in the order of the words. */
static void sort_parts(struct when *w)
{
    for (size_t i = 1; i < w->parts_n; i++)
        for (size_t k = i; k > 0 && w->parts[k - 1].from > w->parts[k].from; k--) {
            const struct when_part part = w->parts[k];
            w->parts[k] = w->parts[k - 1];
            w->parts[k - 1] = part;
        }
    for (size_t i = 0; i < w->parts_n; i++)
        for (size_t k = w->parts[i].from; k < w->parts[i].to; k++)
            w->part_of[k] = i + 1;
}

void when_loose_numbers(struct when *w)
{
    const bool amounts = nearest_amount(w, 0) != NULL;
    double low, high;
    for (size_t i = 0; i < w->words_n; i++) {
        const size_t part = w->part_of[i];
        const bool bare = part && w->parts[part - 1].sort == WHEN_BARE && w->parts[part - 1].from == i;
        const bool article_only = when_word_is(w, i, "a") || when_word_is(w, i, "an");
        if ((part && !bare) || article_only || (i > 0 && when_word_is(w, i - 1, ".") && when_glued(w, i - 1)))
            continue;
        const size_t end = when_number(w, i, &low, &high);
        if (!end || (!bare && end < w->words_n && w->part_of[end - 1]))
            continue;
        const bool fits = (amounts && (goes_with_days(w, end) || (behind_days(w, i) && ends_here(w, end)))) ||
                          stands_for_minutes(w, i, end) || label(w, i);
        if (fits && bare) {
            w->parts[part - 1].sort = WHEN_AMOUNT;
            w->parts[part - 1].low = whole(low);
            w->parts[part - 1].high = whole(high);
        } else if (fits) {
            add_loose(w, i, end, low, high);
        }
        i = end - 1;
    }
    sort_parts(w);
}
