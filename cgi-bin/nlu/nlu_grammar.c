#include "nlu/nlu_when.h"
#include <string.h>

/* The grammar: rules over words (hears/calendar.json), the longest that fits taken at each place. */

enum { YEAR_DIGITS = 4, MOST_DAY = 31, THIS_CENTURY = 2000, LAST_YEAR = 2199, HOUR = 60, HOURS = 24 };

/* ---- kinds of words that are no list ---- */

/* "1st", "fifteenth", "twenty first" */
static size_t ordinal(const struct when *when, size_t i, double *value)
{
    int number;
    size_t digits;
    const size_t next = i + 1 + nlu_when_word_is(when, i + 1, "-");
    if (nlu_when_figure(when, i, &number, &digits) && digits <= 2 && nlu_when_glued(when, i)) {
        static const char *const ends[] = {"st", "nd", "rd", "th"};
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            if (nlu_when_word_is(when, i + 1, ends[k])) {
                *value = number;
                return i + 2;
            }
        return 0;
    }
    *value = nlu_when_value(when, i, IS_ORDINAL);
    if (*value > 0)
        return i + 1;
    const int tens = nlu_when_value(when, i, IS_NUMBER), ones = nlu_when_value(when, next, IS_ORDINAL);
    if (tens != 20 && tens != 30)
        return 0;
    *value = tens + ones;
    return ones > 0 && ones < 10 ? next + 1 : 0;
}

/* The day of a month: "14", "14.", "14th", "fourteenth" */
static size_t day_of_month(const struct when *when, size_t i, struct capture *out)
{
    int number;
    size_t digits;
    const size_t end = ordinal(when, i, &out->value);
    out->kind = CAP_DAY;
    if (end)
        return end;
    if (!nlu_when_figure(when, i, &number, &digits) || digits > 2 || number < 1)
        return 0;
    out->value = number;
    return i + 1 + (nlu_when_word_is(when, i + 1, ".") && nlu_when_glued(when, i));
}

static size_t nth(const struct when *when, size_t i, struct capture *out)
{
    out->kind = CAP_DAY;
    return ordinal(when, i, &out->value);
}

/* "first", "2nd", "last" (0) */
static size_t rank(const struct when *when, size_t i, struct capture *out)
{
    out->kind = CAP_RANK;
    if (nlu_when_word_is(when, i, "last")) {
        out->value = 0;
        return i + 1;
    }
    const size_t end = ordinal(when, i, &out->value);
    return out->value <= 5 ? end : 0;
}

static size_t year(const struct when *when, size_t i, struct capture *out)
{
    int number;
    size_t digits;
    out->kind = CAP_YEAR;
    if (!nlu_when_figure(when, i, &number, &digits))
        return 0;
    out->value = number;
    return digits == YEAR_DIGITS && number >= 1900 && number <= LAST_YEAR ? i + 1 : 0;
}

static size_t figure_of(const struct when *when, size_t i, struct capture *out, size_t least, size_t most)
{
    int number;
    size_t digits;
    if (!nlu_when_figure(when, i, &number, &digits) || digits < least || digits > most)
        return 0;
    *out = (struct capture){.kind = CAP_FIGURE, .value = number};
    return i + 1;
}

static size_t figure(const struct when *when, size_t i, struct capture *out)
{
    return figure_of(when, i, out, 1, 2);
}

static size_t figures(const struct when *when, size_t i, struct capture *out)
{
    return figure_of(when, i, out, YEAR_DIGITS, YEAR_DIGITS);
}

/* A year of four figures or of two. */
static size_t yearly(const struct when *when, size_t i, struct capture *out)
{
    size_t end = figures(when, i, out);
    if (!end)
        end = figure_of(when, i, out, 2, 2);
    if (end && out->value < 100)
        out->value += THIS_CENTURY;
    return end;
}

static size_t number(const struct when *when, size_t i, struct capture *out)
{
    out->kind = CAP_NUMBER;
    return nlu_when_number(when, i, &out->value, &out->high);
}

/* An hour of the clock, in minutes: "8", "9:30pm", "6.45 am", "seven". */
static size_t hour(const struct when *when, size_t i, struct capture *out)
{
    int hours = nlu_when_value(when, i, IS_NUMBER), minutes = 0;
    size_t digits, end = i + 1;
    if (hours <= 0 && (!nlu_when_figure(when, i, &hours, &digits) || digits > 2))
        return 0;
    const bool point = nlu_when_word_is(when, end, ":") || nlu_when_word_is(when, end, ".");
    if (point && nlu_when_glued(when, i) && nlu_when_glued(when, end) &&
        nlu_when_figure(when, end + 1, &minutes, &digits)) {
        if (digits != 2 || minutes >= HOUR)
            return 0;
        end += 2;
    }
    if (nlu_when_is(when, end, IS_HALFDAY))
        end += when->words[end].kinds[IS_HALFDAY];
    *out = (struct capture){.kind = CAP_HOUR, .value = hours * HOUR + minutes, .word = i};
    return hours <= HOURS ? end : 0;
}

/* A word of no kind that matters here. */
static size_t adjective(const struct when *when, size_t i, struct capture *out)
{
    out->kind = -1;
    if (i >= when->words_n || nlu_when_is(when, i, IS_LIFE) || nlu_when_is(when, i, IS_BOUND) ||
        strchr(",.;:!?()", *when->words[i].at))
        return 0;
    return i + 1;
}

/* "a month and a half" */
static size_t half(const struct when *when, size_t i, struct capture *out)
{
    *out = (struct capture){.kind = CAP_HALF, .value = 0.5};
    const bool said = nlu_when_word_is(when, i, "and") && nlu_when_word_is(when, i + 1, "a") &&
                      nlu_when_word_is(when, i + 2, "half");
    return said ? i + 3 : 0;
}

static size_t nothing(const struct when *when, size_t i, struct capture *out)
{
    (void)when;
    (void)i;
    (void)out;
    return 0;
}

static const struct {
    const char *name;
    size_t (*read)(const struct when *when, size_t i, struct capture *out);
} readers[] = {{"number", number}, {"day", day_of_month},    {"nth", nth},         {"rank", rank},
               {"year", year},     {"figure", figure},       {"figures", figures}, {"yearly", yearly},
               {"hour", hour},     {"adjective", adjective}, {"half", half},       {"nothing", nothing}};

/* What "@name" takes at i; its capture in *out. */
static size_t read_kind(const struct when *when, size_t i, const char *name, size_t n, struct capture *out)
{
    out->word = i;
    if (i >= when->words_n)
        return 0;
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++)
        if (strlen(readers[k].name) == n && strncmp(readers[k].name, name, n) == 0)
            return readers[k].read(when, i, out);
    const enum word_kind kind = nlu_when_kind_of(name, n);
    if (kind == WORD_KINDS_N || !nlu_when_is(when, i, kind))
        return 0;
    out->kind = kind;
    out->value = out->high = nlu_when_value(when, i, kind);
    return i + when->words[i].kinds[kind];
}

/* ---- rules ---- */

/* The longest of "left|to_go" that stands at i. */
static size_t literal(const struct when *when, size_t i, const char *word, const char *end)
{
    size_t best = 0;
    for (const char *from = word; from < end;) {
        const char *to = from;
        size_t at = i;
        bool same = true;
        while (to < end && *to != '|') {
            const char *part = to;
            while (to < end && *to != '|' && *to != '_')
                to++;
            const size_t n = (size_t)(to - part);
            same = same && at < when->words_n && (size_t)(when->words[at].end - when->words[at].at) == n &&
                   strncmp(when->words[at].at, part, n) == 0;
            at++;
            to += to < end && *to == '_';
        }
        if (same && at > i && at > best)
            best = at;
        from = to + 1;
    }
    return best;
}

/* Where the rest of a rule, tried at i, ends; 0: it doesn't fit. */
static size_t fit(const struct when *when, const char *rule, size_t i, struct captures *captures)
{
    rule += strspn(rule, " ");
    if (!*rule)
        return i;
    const char *end = rule + strcspn(rule, " ");
    const bool may_lack = end[-1] == '?' && end - rule > 1;
    const size_t n = (size_t)(end - rule) - may_lack, before = captures->n;
    struct capture capture = {.kind = -1};
    size_t next;
    if (*rule == '@')
        next = read_kind(when, i, rule + 1, n - 1, &capture);
    else
        next = literal(when, i, rule, rule + n);
    if (next && next <= when->words_n) {
        if (capture.kind >= 0 && captures->n < MOST_CAPTURES)
            captures->list[captures->n++] = capture;
        const size_t behind = fit(when, end, next, captures);
        if (behind)
            return behind;
        captures->n = before;
    }
    return may_lack ? fit(when, end, i, captures) : 0;
}

/* The longest part that a rule makes at i. */
static size_t by_rule(const struct when *when, size_t i, size_t least, struct when_part *part)
{
    const struct phrases *all = library_phrases(when->heard->library);
    const char *const *rules = phrases_list(all, HEAR_CALENDAR_RULES);
    const char *const *notes = phrases_notes(all, HEAR_CALENDAR_RULES);
    size_t best = least;
    for (size_t k = 0; rules[k]; k++) {
        struct captures captures = {.n = 0};
        struct when_part made = {.from = i};
        made.to = fit(when, rules[k], i, &captures);
        while (made.to > i && nlu_when_word_is(when, made.to - 1, ",")) /* it ends the clause */
            made.to--;
        if (made.to <= best || !nlu_when_make_date(when, notes[k], &captures, &made))
            continue;
        if (made.to <= best)
            continue;
        best = made.to;
        *part = made;
    }
    return best;
}

void nlu_when_parse(struct when *when)
{
    for (size_t i = 0; i < when->words_n;) {
        struct when_part part = {.from = i}, other = {.from = i};
        size_t end = nlu_when_amount(when, i, &part);
        const size_t longer = by_rule(when, i, end > i ? end : i, &other);
        if (longer > end) {
            part = other;
            end = longer;
        }
        if (end <= i) {
            i++;
            continue;
        }
        part.to = end;
        when->parts[when->parts_n++] = part;
        for (size_t k = i; k < end; k++)
            when->part_of[k] = when->parts_n;
        i = end;
    }
    nlu_when_loose_numbers(when);
    nlu_when_join_dates(when);
}
