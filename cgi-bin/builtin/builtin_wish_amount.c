#include "builtin/builtin_wish_amount.h"
#include "base/text.h"
#include <ctype.h>
#include <string.h>

enum { SHORTEST = 10, MOST_MINUTES = 1440, TENS = 20, MOST_FIGURE = 100000 };

const char *builtin_wish_amount_end(const struct builtin_wish_word *word)
{
    return word->at + word->n;
}

/* The first word that begins at or behind a place. */
size_t builtin_wish_amount_behind(const struct builtin_scan *scan, size_t from, const char *place)
{
    size_t i = from;
    while (i < scan->n && scan->words[i].at < place)
        i++;
    return i;
}

/* ---- numbers and amounts ---- */

static bool is_word(const struct builtin_wish_word *word, const char *text)
{
    return word->n == strlen(text) && strncmp(word->at, text, word->n) == 0;
}

static int value_of(const struct builtin_scan *scan, const struct builtin_wish_word *word)
{
    return nlu_value(nlu_note(scan->heard, word->at, word->n, HEAR_NUMBER_VALUES));
}

/* The digits that stand at a place, and what is behind them. */
static double figure(const char *at, const char **end)
{
    double value = 0;
    while (isdigit((unsigned char)*at) && value < MOST_FIGURE)
        value = value * 10 + (*at++ - '0');
    *end = at;
    return value;
}

/* The number that begins at a word, and how many words it has; the letters behind digits ("15min") are its
 * unit. */
static size_t number_at(const struct builtin_scan *scan, size_t i, double *number, const char **glued)
{
    const char *end;
    const struct builtin_wish_word *word = &scan->words[i];
    *glued = NULL;
    if (isdigit((unsigned char)*word->at)) {
        *number = figure(word->at, &end);
        const char decimal = *end;
        if (decimal == '.' && isdigit((unsigned char)end[1])) { /* "1.5" */
            *number += figure(end + 1, &end) / 10;
        }
        if (end < builtin_wish_amount_end(word))
            *glued = end;
        return decimal == '.' && end > builtin_wish_amount_end(word) ? 2 : 1;
    }
    *number = value_of(scan, word);
    if (*number <= 0)
        return 0;
    if (*number >= TENS && i + 1 < scan->n && value_of(scan, word + 1) > 0 && value_of(scan, word + 1) < 10) {
        *number += value_of(scan, word + 1);
        return 2;
    }
    return 1;
}

bool builtin_wish_amount_in(const struct builtin_scan *scan, size_t i, enum phrase_list which)
{
    return i < scan->n && nlu_begins(scan->heard, scan->words[i].at, which, NULL) > 0;
}

/* What is said of an amount before or behind it: more, or less, than now. */
static int sign_at(const struct builtin_scan *scan, size_t i)
{
    if (builtin_wish_amount_in(scan, i, HEAR_CHANGES_ADDED_TIME))
        return 1;
    return -(int)builtin_wish_amount_in(scan, i, HEAR_CHANGES_TAKEN_TIME);
}

static int unit_of(const struct builtin_scan *scan, const char *at)
{
    const char *note = "0";
    const size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyz");
    const char *found = nlu_note(scan->heard, at, n, HEAR_CHANGES_MINUTES);
    return nlu_value(text_or(found, note));
}

void builtin_wish_amount_put(struct builtin_scan *scan, struct builtin_item item, size_t from, size_t to)
{
    item.at = scan->words[from].at;
    item.end = builtin_wish_amount_end(&scan->words[to - 1]);
    item.parted = scan->words[from].parted;
    item.quoted = scan->words[from].quoted;
    scan->items[scan->items_n++] = item;
}

/* "half an hour": the words behind it; 0: none begins here. */
static size_t length_at(const struct builtin_scan *scan, size_t i, double *minutes)
{
    const char *note = "0";
    const size_t n = nlu_begins(scan->heard, scan->words[i].at, HEAR_CHANGES_LENGTHS, &note);
    *minutes = nlu_value(note);
    if (!n)
        return i;
    return builtin_wish_amount_behind(scan, i, scan->words[i].at + n);
}

/* "20 minutes", "ten more minutes", "an hour and a half": the words behind it. */
size_t builtin_wish_amount_at(const struct builtin_scan *scan, size_t i, double *minutes, int *sign)
{
    double number;
    const char *glued;
    size_t at = length_at(scan, i, minutes);
    *sign = 0;
    if (at > i)
        return at;
    const size_t n = number_at(scan, i, &number, &glued);
    if (!n)
        return i;
    if (glued) {
        *minutes = number * unit_of(scan, glued);
        return *minutes > 0 ? i + 1 : i;
    }
    at = i + n;
    *sign = sign_at(scan, at);
    at += *sign != 0;
    if (at + 2 < scan->n && is_word(&scan->words[at], "and") && is_word(&scan->words[at + 1], "a")) {
        number += 0.5;
        at += 3;
    }
    if (at >= scan->n || unit_of(scan, scan->words[at].at) == 0)
        return i;
    *minutes = number * unit_of(scan, scan->words[at].at);
    return at + 1;
}

size_t builtin_wish_amount_take(struct builtin_scan *scan, size_t i)
{
    double minutes;
    int sign;
    size_t from = i + (builtin_wish_amount_in(scan, i, HEAR_CHANGES_ANOTHER) && i + 1 < scan->n), to;
    to = builtin_wish_amount_at(scan, from, &minutes, &sign);
    if (to == from || minutes <= 0 || minutes > MOST_MINUTES)
        return i;
    if (from > i)
        sign = 1;
    if (!sign && to < scan->n && !scan->words[to].parted) {
        sign = sign_at(scan, to);
        to += sign != 0;
    }
    builtin_wish_amount_put(
        scan,
        (struct builtin_item){.kind = BUILTIN_ITEM_AMOUNT, .number = (int)(minutes + 0.5), .sign = sign}, i,
        to);
    return to;
}

static bool ordinal(const char *at)
{
    return strncmp(at, "st", 2) == 0 || strncmp(at, "nd", 2) == 0 || strncmp(at, "rd", 2) == 0 ||
           strncmp(at, "th", 2) == 0;
}

/* "2027-01-12", "12/1/2027": where it ends; NULL: none begins here. */
static const char *figures(const char *at)
{
    static const char digits[] = "0123456789";
    for (int part = 0; part < 3; part++) {
        const size_t n = strspn(at, digits);
        if (n == 0 || (part < 2 && !strchr("-./", at[n])))
            return NULL;
        at += n + (part < 2);
    }
    return at;
}

static bool is_month(const struct builtin_scan *scan, size_t i)
{
    return i < scan->n &&
           nlu_note(scan->heard, scan->words[i].at, scan->words[i].n, HEAR_CALENDAR_MONTHS) != NULL;
}

/* The word behind the month that stands at a word, if one does: "December", "of December". */
static size_t behind_month(const struct builtin_scan *scan, size_t i)
{
    const size_t of = i < scan->n && is_word(&scan->words[i], "of");
    if (is_month(scan, i + of))
        return i + of + 1;
    return i;
}

/* A date, or the day of a month. */
size_t builtin_wish_amount_date(struct builtin_scan *scan, size_t i)
{
    const char *glued, *end = figures(scan->words[i].at);
    double number;
    const size_t n = number_at(scan, i, &number, &glued);
    size_t to = i;
    if (end)
        to = builtin_wish_amount_behind(scan, i, end);
    else if ((n && glued && ordinal(glued)) || (n && is_month(scan, i + n)))
        to = behind_month(scan, i + n);
    if (to > i)
        builtin_wish_amount_put(scan, (struct builtin_item){.kind = BUILTIN_ITEM_DATE}, i, to);
    return to;
}

size_t builtin_wish_amount_number(struct builtin_scan *scan, size_t i)
{
    double number;
    const char *glued;
    const size_t n = number_at(scan, i, &number, &glued);
    if (!n || glued)
        return i;
    const bool a_day = number >= SHORTEST && builtin_wish_amount_in(scan, i + n, HEAR_CHANGES_EVERY_DAY);
    const struct builtin_item item = {.kind = a_day ? BUILTIN_ITEM_AMOUNT : BUILTIN_ITEM_NUMBER,
                                      .number = (int)number};
    builtin_wish_amount_put(scan, item, i, i + n);
    return i + n;
}
