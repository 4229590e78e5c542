#include "nlu/nlu_when.h"
#include <ctype.h>
#include <string.h>

/* Parts of a sentence that are no date: how often, at which time of the day, on which days of the week, how
 * long until then, and what is knowingly none of these. */

enum { WEEK = 7, ALL_DAYS = 0x7f, LAST_HOUR = 24, YEAR = 365, HALF_A_DAY = 12 * 60 };

static bool rate(const struct when *when, const char *arg, const struct captures *captures,
                 struct when_part *part)
{
    (void)when;
    part->sort = WHEN_RATE;
    part->per = *arg ? nlu_value(arg) : nlu_when_captured_int(captures, IS_SPAN, 0, 1);
    part->times = 1;
    if (part->per >= YEAR)
        part->sort = WHEN_ASIDE;
    return true;
}

static bool often(const struct when *when, const char *arg, const struct captures *captures,
                  struct when_part *part)
{
    (void)when;
    part->sort = WHEN_TIMES;
    part->times =
        nlu_when_captured_int(captures, IS_OFTEN, 0, nlu_when_captured_int(captures, CAP_NUMBER, 0, 2));
    part->per = *arg ? nlu_value(arg) : nlu_when_captured_int(captures, IS_SPAN, 0, 1);
    return part->times > 0;
}

static bool hour(const struct when *when, const char *arg, const struct captures *captures,
                 struct when_part *part)
{
    (void)when;
    part->sort = WHEN_HOUR;
    part->hour = *arg ? nlu_value(arg) : nlu_when_captured_int(captures, IS_PART, 0, 0);
    return true;
}

/* "in four hours": today, unless something is fitted in. */
static bool in_hours(const struct when *when, const char *arg, const struct captures *captures,
                     struct when_part *part)
{
    (void)arg;
    const struct capture *number = nlu_when_captured(captures, CAP_NUMBER, 0);
    const bool fitted = part->from > 0 && when->words[part->from - 1].kinds[IS_PRACTICE] > 1;
    part->sort = WHEN_DATE;
    part->day = when->heard->today;
    return !fitted && number->value * nlu_when_captured_int(captures, IS_UNIT, 0, 1) < 8 * 60;
}

static bool aside(const struct when *when, const char *arg, const struct captures *captures,
                  struct when_part *part)
{
    (void)when;
    (void)arg;
    (void)captures;
    part->sort = WHEN_ASIDE;
    part->aside = true;
    return true;
}

/* May a number that ends before i be one of the clock: no unit, month or noun follows? */
static bool of_the_clock(const struct when *when, size_t i)
{
    static const enum word_kind not_then[] = {IS_UNIT, IS_SPAN,   IS_MONTH,   IS_DAYS,
                                              IS_PART, IS_FILLER, IS_PRACTICE};
    if (i >= when->words_n)
        return true;
    for (size_t k = 0; k < sizeof not_then / sizeof *not_then; k++)
        if (nlu_when_is(when, i, not_then[k]))
            return false;
    return !nlu_when_word_is(when, i, "-") && !nlu_when_word_is(when, i, "/") &&
           !nlu_when_word_is(when, i, "%") && !nlu_when_word_is(when, i, "times") &&
           !(isalpha((unsigned char)*when->words[i].at) && nlu_when_glued(when, i - 1));
}

static bool clock_hour(const struct when *when, const char *arg, const struct captures *captures,
                       struct when_part *part)
{
    for (size_t i = 0; i < captures->n; i++)
        if ((captures->list[i].kind == CAP_NUMBER || captures->list[i].kind == CAP_FIGURE) &&
            captures->list[i].value > LAST_HOUR * 2.5)
            return false;
    (void)arg;
    part->sort = WHEN_CLOCK;
    return of_the_clock(when, part->to);
}

/* "from 8 to 9:30pm": the minutes between. Two bare figures may be anything. */
static bool window(const struct when *when, const char *arg, const struct captures *captures,
                   struct when_part *part)
{
    const int first = nlu_when_captured_int(captures, CAP_HOUR, 0, 0),
              last = nlu_when_captured_int(captures, CAP_HOUR, 1, 0);
    static const char *const signs[] = {":", ".", "till", "until", "from", "between"};
    bool clock = false;
    if (part->from > 0 &&
        (nlu_when_word_is(when, part->from - 1, "half") || nlu_when_word_is(when, part->from - 1, "past") ||
         nlu_when_word_is(when, part->from - 1, "to")))
        return false; /* "half 6 till 7" */
    for (size_t i = part->from; i < part->to; i++) {
        clock |= nlu_when_is(when, i, IS_HALFDAY);
        for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
            clock |= nlu_when_word_is(when, i, signs[k]);
    }
    (void)arg;
    part->sort = WHEN_CLOCK;
    part->low = part->high = (last - first + 2 * HALF_A_DAY) % HALF_A_DAY;
    const bool figures = nlu_when_is(when, part->to, IS_UNIT) || nlu_when_is(when, part->to, IS_SPAN) ||
                         nlu_when_is(when, part->to, IS_MONTH) || nlu_when_word_is(when, part->to, "/");
    return clock && !figures;
}

static bool bare(const struct when *when, const char *arg, const struct captures *captures,
                 struct when_part *part)
{
    (void)arg;
    (void)captures;
    part->sort = WHEN_BARE;
    return part->to >= when->words_n ||
           !(nlu_when_is(when, part->to, IS_SPAN) || nlu_when_is(when, part->to, IS_MONTH) ||
             nlu_when_word_is(when, part->to, "-") || nlu_when_word_is(when, part->to, "/"));
}

/* ---- days of the week ---- */

static unsigned named(const struct when *when, const struct captures *captures, size_t nth)
{
    const struct capture *days = nlu_when_captured(captures, IS_DAYS, nth);
    unsigned bits = 0;
    for (const char *note = days ? nlu_when_note(when, days->word, IS_DAYS) : ""; *note; note++)
        bits |= 1U << ((*note - '0') % WEEK);
    return bits;
}

static bool one_day(unsigned days)
{
    return days && !(days & (days - 1));
}

static clock_day coming(const struct when *when, unsigned day)
{
    clock_day next = when->heard->today;
    while (1U << clock_weekday(next) != day)
        next++;
    return next;
}

/* "sat" and "sun" are words as well: not behind "i" or "the". */
static bool is_a_day(const struct when *when, size_t at)
{
    static const char *const words[] = {"sat", "sun", "wed"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (nlu_when_word_is(when, at, words[i]))
            return at == 0 ||
                   !(nlu_when_is(when, at - 1, IS_FIRST) || nlu_when_is(when, at - 1, IS_OTHERS) ||
                     nlu_when_word_is(when, at - 1, "the") || nlu_when_word_is(when, at - 1, "have") ||
                     nlu_when_word_is(when, at - 1, "had"));
    return true;
}

static bool days(const struct when *when, const char *arg, const struct captures *captures,
                 struct when_part *part)
{
    const size_t word = nlu_when_captured(captures, IS_DAYS, 0)->word;
    part->sort = WHEN_DAYS;
    part->days = named(when, captures, 0);
    part->plural = nlu_when_is(when, word, IS_PLURAL) || strcmp(arg, "every") == 0;
    if (strcmp(arg, "range") == 0) {
        const unsigned last = named(when, captures, 1);
        unsigned day = part->days;
        if (!one_day(day) || !one_day(last))
            return false;
        part->other = coming(when, last);
        for (; day != last; part->days |= day)
            day = day == 1U << (WEEK - 1) ? 1 : day << 1;
        part->plural = true;
    }
    return is_a_day(when, word);
}

static bool all_days(const struct when *when, const char *arg, const struct captures *captures,
                     struct when_part *part)
{
    (void)when;
    (void)arg;
    (void)captures;
    part->sort = WHEN_DAYS;
    part->days = ALL_DAYS;
    part->all = part->plural = true;
    return true;
}

static bool other_days(const struct when *when, const char *arg, const struct captures *captures,
                       struct when_part *part)
{
    part->sort = WHEN_DAYS;
    part->plural = true;
    part->rest = strcmp(arg, "rest") == 0;
    part->open = strcmp(arg, "open") == 0;
    part->then = strcmp(arg, "then") == 0;
    const struct capture *then = nlu_when_captured(captures, IS_THEN, 0);
    const char *note = then ? nlu_when_note(when, then->word, IS_THEN) : NULL;
    part->each = note && strcmp(note, "each") == 0;
    return true;
}

/* ---- spans ---- */

/* Right behind an amount "a week" is a rate. */
static bool behind_amount(const struct when *when, size_t from)
{
    int number;
    size_t digits;
    if (from > 0 &&
        (nlu_when_figure(when, from - 1, &number, &digits) || nlu_when_is(when, from - 1, IS_NUMBER)))
        return true;
    for (size_t i = when->parts_n; i > 0; i--) {
        const struct when_part *before = &when->parts[i - 1];
        if (before->sort == WHEN_AMOUNT)
            return !nlu_when_between(when, before->to, from, IS_BOUND, NULL);
        if (before->sort == WHEN_DATE)
            return false;
    }
    return false;
}

static bool span(const struct when *when, const char *arg, const struct captures *captures,
                 struct when_part *part)
{
    const struct capture *number = nlu_when_captured(captures, CAP_NUMBER, 0);
    const bool article =
        nlu_when_word_is(when, number->word, "a") || nlu_when_word_is(when, number->word, "an");
    const bool adjacent = when->parts_n && when->parts[when->parts_n - 1].sort == WHEN_AMOUNT &&
                          when->parts[when->parts_n - 1].to == part->from;
    if (article && (adjacent || (!*arg && behind_amount(when, part->from))))
        return false;
    part->sort = WHEN_LEFT;
    part->span = nlu_when_span_days(captures);
    part->left = strcmp(arg, "left") == 0;
    part->counted = !nlu_when_captured(captures, CAP_HALF, 0) && number->value == (int)number->value &&
                    number->value == number->high &&
                    nlu_when_captured_int(captures, IS_SPAN, 0, 1) <= 2 * WEEK &&
                    !(part->from > 0 && nlu_when_is(when, part->from - 1, IS_APPROX));
    part->lasting = strcmp(arg, "for") == 0;
    if (nlu_when_captured_int(captures, IS_SPAN, 0, 1) >= YEAR)
        part->sort = WHEN_ASIDE;
    return true;
}

static const struct maker {
    const char *name;
    bool (*make)(const struct when *when, const char *arg, const struct captures *captures,
                 struct when_part *part);
} makers[] = {{"rate", rate},        {"times", often},      {"hour", hour},     {"aside", aside},
              {"clock", clock_hour}, {"bare", bare},        {"window", window}, {"days", days},
              {"all", all_days},     {"which", other_days}, {"span", span},     {"soon", in_hours}};

bool nlu_when_make_other(const struct when *when, const char *note, const struct captures *captures,
                         struct when_part *part)
{
    const size_t n = strcspn(note, " ");
    const char *arg = note + n + (note[n] == ' ');
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strlen(makers[i].name) == n && strncmp(makers[i].name, note, n) == 0)
            return makers[i].make(when, arg, captures, part);
    return false;
}
