#include "nlu/nlu_when.h"
#include <string.h>

/* The grammar: rules over words (hears/calendar.json), the longest that fits taken at each place. */

enum { YEAR_DIGITS = 4, MOST_DAY = 31, THIS_CENTURY = 2000, LAST_YEAR = 2199 };

const struct capture *when_captured(const struct captures *captures, int kind, size_t nth)
{
    for (size_t i = 0; i < captures->n; i++)
        if (captures->list[i].kind == kind && nth-- == 0)
            return &captures->list[i];
    return NULL;
}

int when_captured_int(const struct captures *captures, int kind, size_t nth, int fallback)
{
    const struct capture *found = when_captured(captures, kind, nth);
    return found ? (int)found->value : fallback;
}

/* ---- kinds of words that are no list ---- */

/* "1st", "fifteenth", "twenty first" */
static size_t ordinal(const struct when *w, size_t i, double *value)
{
    int number;
    size_t digits;
    const size_t next = i + 1 + when_word_is(w, i + 1, "-");
    if (when_figure(w, i, &number, &digits) && digits <= 2 && when_glued(w, i)) {
        static const char *const ends[] = {"st", "nd", "rd", "th"};
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
            if (when_word_is(w, i + 1, ends[k])) {
                *value = number;
                return i + 2;
            }
        return 0;
    }
    *value = when_value(w, i, IS_ORDINAL);
    if (*value > 0)
        return i + 1;
    const int tens = when_value(w, i, IS_NUMBER), ones = when_value(w, next, IS_ORDINAL);
    if (tens != 20 && tens != 30)
        return 0;
    *value = tens + ones;
    return ones > 0 && ones < 10 ? next + 1 : 0;
}

/* The day of a month: "14", "14.", "14th", "fourteenth" */
static size_t day_of_month(const struct when *w, size_t i, struct capture *out)
{
    int number;
    size_t digits;
    const size_t end = ordinal(w, i, &out->value);
    out->kind = CAP_DAY;
    if (end)
        return end;
    if (!when_figure(w, i, &number, &digits) || digits > 2 || number < 1)
        return 0;
    out->value = number;
    return i + 1 + (when_word_is(w, i + 1, ".") && when_glued(w, i));
}

static size_t nth(const struct when *w, size_t i, struct capture *out)
{
    out->kind = CAP_DAY;
    return ordinal(w, i, &out->value);
}

/* "first", "2nd", "last" (0) */
static size_t rank(const struct when *w, size_t i, struct capture *out)
{
    out->kind = CAP_RANK;
    if (when_word_is(w, i, "last")) {
        out->value = 0;
        return i + 1;
    }
    const size_t end = ordinal(w, i, &out->value);
    return out->value <= 5 ? end : 0;
}

static size_t year(const struct when *w, size_t i, struct capture *out)
{
    int number;
    size_t digits;
    out->kind = CAP_YEAR;
    if (!when_figure(w, i, &number, &digits))
        return 0;
    out->value = number;
    return digits == YEAR_DIGITS && number >= 1900 && number <= LAST_YEAR ? i + 1 : 0;
}

static size_t figure_of(const struct when *w, size_t i, struct capture *out, size_t least, size_t most)
{
    int number;
    size_t digits;
    if (!when_figure(w, i, &number, &digits) || digits < least || digits > most)
        return 0;
    *out = (struct capture){.kind = CAP_FIGURE, .value = number};
    return i + 1;
}

static size_t figure(const struct when *w, size_t i, struct capture *out)
{
    return figure_of(w, i, out, 1, 2);
}

static size_t figures(const struct when *w, size_t i, struct capture *out)
{
    return figure_of(w, i, out, YEAR_DIGITS, YEAR_DIGITS);
}

/* A year of four figures or of two. */
static size_t yearly(const struct when *w, size_t i, struct capture *out)
{
    size_t end = figures(w, i, out);
    if (!end)
        end = figure_of(w, i, out, 2, 2);
    if (end && out->value < 100)
        out->value += THIS_CENTURY;
    return end;
}

static size_t number(const struct when *w, size_t i, struct capture *out)
{
    out->kind = CAP_NUMBER;
    return when_number(w, i, &out->value, &out->high);
}

/* A word of no kind that matters here. */
static size_t adjective(const struct when *w, size_t i, struct capture *out)
{
    out->kind = -1;
    if (i >= w->words_n || when_is(w, i, IS_LIFE) || when_is(w, i, IS_BOUND) ||
        strchr(",.;:!?()", *w->words[i].at))
        return 0;
    return i + 1;
}

static size_t nothing(const struct when *w, size_t i, struct capture *out)
{
    (void)w;
    (void)i;
    (void)out;
    return 0;
}

static const struct {
    const char *name;
    size_t (*read)(const struct when *w, size_t i, struct capture *out);
} readers[] = {{"number", number},       {"day", day_of_month}, {"nth", nth},         {"rank", rank},
               {"year", year},           {"figure", figure},    {"figures", figures}, {"yearly", yearly},
               {"adjective", adjective}, {"nothing", nothing}};

/* What "@name" takes at i; its capture in *out. */
static size_t read_kind(const struct when *w, size_t i, const char *name, size_t n, struct capture *out)
{
    out->word = i;
    if (i >= w->words_n)
        return 0;
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++)
        if (strlen(readers[k].name) == n && strncmp(readers[k].name, name, n) == 0)
            return readers[k].read(w, i, out);
    const enum word_kind kind = when_kind_of(name, n);
    if (kind == WORD_KINDS_N || !when_is(w, i, kind))
        return 0;
    out->kind = kind;
    out->value = out->high = when_value(w, i, kind);
    return i + w->words[i].kinds[kind];
}

/* ---- rules ---- */

/* The longest of "left|to_go" that stands at i. */
static size_t literal(const struct when *w, size_t i, const char *word, const char *end)
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
            same = same && at < w->words_n && (size_t)(w->words[at].end - w->words[at].at) == n &&
                   strncmp(w->words[at].at, part, n) == 0;
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
static size_t fit(const struct when *w, const char *rule, size_t i, struct captures *c)
{
    rule += strspn(rule, " ");
    if (!*rule)
        return i;
    const char *end = rule + strcspn(rule, " ");
    const bool may_lack = end[-1] == '?' && end - rule > 1;
    const size_t n = (size_t)(end - rule) - may_lack, before = c->n;
    struct capture capture = {.kind = -1};
    size_t next;
    if (*rule == '@')
        next = read_kind(w, i, rule + 1, n - 1, &capture);
    else
        next = literal(w, i, rule, rule + n);
    if (next && next <= w->words_n) {
        if (capture.kind >= 0 && c->n < MOST_CAPTURES)
            c->list[c->n++] = capture;
        const size_t behind = fit(w, end, next, c);
        if (behind)
            return behind;
        c->n = before;
    }
    return may_lack ? fit(w, end, i, c) : 0;
}

/* The longest part that a rule makes at i. */
static size_t by_rule(const struct when *w, size_t i, size_t least, struct when_part *part)
{
    const struct phrases *all = library_phrases(w->heard->library);
    const char *const *rules = phrases_list(all, HEAR_CALENDAR_RULES);
    const char *const *notes = phrases_notes(all, HEAR_CALENDAR_RULES);
    size_t best = least;
    for (size_t k = 0; rules[k]; k++) {
        struct captures captures = {.n = 0};
        struct when_part made = {.from = i};
        made.to = fit(w, rules[k], i, &captures);
        while (made.to > i && when_word_is(w, made.to - 1, ",")) /* it ends the clause */
            made.to--;
        if (made.to <= best || !when_make_date(w, notes[k], &captures, &made))
            continue;
        if (made.to <= best)
            continue;
        best = made.to;
        *part = made;
    }
    return best;
}

void when_parse(struct when *w)
{
    for (size_t i = 0; i < w->words_n;) {
        struct when_part part = {.from = i}, other = {.from = i};
        size_t end = when_amount(w, i, &part);
        const size_t longer = by_rule(w, i, end > i ? end : i, &other);
        if (longer > end) {
            part = other;
            end = longer;
        }
        if (end <= i) {
            i++;
            continue;
        }
        part.to = end;
        w->parts[w->parts_n++] = part;
        for (size_t k = i; k < end; k++)
            w->part_of[k] = w->parts_n;
        i = end;
    }
    when_loose_numbers(w);
    when_join_dates(w);
}
