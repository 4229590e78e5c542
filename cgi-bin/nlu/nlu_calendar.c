#include "nlu/nlu_when.h"
#include <ctype.h>
#include <string.h>

/* Days of the calendar: what day a date means, seen from the person's today, and how sure that is. */

enum { MONTHS = 12, WEEK = 7, THIS_CENTURY = 2000, JUST_PAST = 65 };

static clock_day today_of(const struct when *when)
{
    return when->heard->today;
}

static bool real_day(int year, int month, int day, clock_day *out)
{
    int y, m, d;
    if (month < 1 || month > MONTHS || day < 1)
        return false;
    *out = clock_day_of(year, month, day);
    clock_date_of(*out, &y, &m, &d);
    return y == year && m == month && d == day;
}

/* A day of this year, or of the next where it is long over; one that is just over stays so, to be asked
 * about. */
static bool in_a_year(const struct when *when, int month, int day, clock_day *out)
{
    int year, m, d;
    clock_date_of(today_of(when), &year, &m, &d);
    if (real_day(year, month, day, out) && *out >= today_of(when) - JUST_PAST)
        return true;
    return real_day(year + 1, month, day, out) || real_day(year, month, day, out) ||
           real_day(year + 2, month, day, out);
}

/* ---- day, month and year ---- */

static void no_such(struct when_part *part)
{
    part->doubt = DATE_NO_SUCH;
}

static void must_be(struct when_part *part, const struct captures *captures)
{
    const struct capture *weekday = nlu_when_captured(captures, IS_WEEKDAY, 0);
    if (part->doubt == DATE_SURE && weekday && clock_weekday(part->day) != (int)weekday->value)
        no_such(part);
}

static bool set_date(const struct when *when, struct when_part *part, int day, int month, int year)
{
    const bool real = year ? real_day(year, month, day, &part->day) : in_a_year(when, month, day, &part->day);
    if (!real)
        no_such(part);
    return true;
}

static bool date(const struct when *when, const char *arg, const struct captures *captures,
                 struct when_part *part)
{
    (void)arg;
    set_date(when, part, nlu_when_captured_int(captures, CAP_DAY, 0, 0),
             nlu_when_captured_int(captures, IS_MONTH, 0, 0),
             nlu_when_captured_int(captures, CAP_YEAR, 0, 0));
    must_be(part, captures);
    return true;
}

/* From one day to another; `day` is the first, `other` the last. */
static bool date_range(const struct when *when, const char *arg, const struct captures *captures,
                       struct when_part *part)
{
    int year, month, day;
    clock_date_of(today_of(when), &year, &month, &day);
    const int last_month =
        nlu_when_captured_int(captures, IS_MONTH, 1, nlu_when_captured_int(captures, IS_MONTH, 0, month));
    const int first_month = nlu_when_captured_int(captures, IS_MONTH, 0, last_month);
    struct when_part last = {0};
    (void)arg;
    set_date(when, &last, nlu_when_captured_int(captures, CAP_DAY, 1, 0), last_month,
             nlu_when_captured_int(captures, CAP_YEAR, 0, 0));
    set_date(when, part, nlu_when_captured_int(captures, CAP_DAY, 0, 0), first_month,
             nlu_when_captured_int(captures, CAP_YEAR, 0, 0));
    if (last.doubt == DATE_SURE)
        part->other = last.day;
    if (part->doubt != DATE_SURE || last.doubt != DATE_SURE || last.day < part->day)
        no_such(part);
    if (part->doubt == DATE_SURE)
        part->doubt = DATE_TWO_WAYS;
    part->span = part->other - part->day; /* tells a range from two readings */
    return true;
}

static bool date_pair(const struct when *when, const char *arg, const struct captures *captures,
                      struct when_part *part)
{
    date_range(when, arg, captures, part);
    part->span = 0;
    return true;
}

/* The year first: nothing else can be meant. */
static bool year_first(const struct when *when, const char *arg, const struct captures *captures,
                       struct when_part *part)
{
    (void)arg;
    set_date(when, part, nlu_when_captured_int(captures, CAP_FIGURE, 2, 0),
             nlu_when_captured_int(captures, CAP_FIGURE, 1, 0),
             nlu_when_captured_int(captures, CAP_FIGURE, 0, 0));
    must_be(part, captures);
    return true;
}

static bool dotted(const struct when *when, const char *arg, const struct captures *captures,
                   struct when_part *part)
{
    const int day = nlu_when_captured_int(captures, CAP_FIGURE, 0, 0),
              month = nlu_when_captured_int(captures, CAP_FIGURE, 1, 0);
    (void)arg;
    if (day > 31 || month > MONTHS || month < 1)
        return false; /* "at 10.30" */
    set_date(when, part, day, month, nlu_when_captured_int(captures, CAP_FIGURE, 2, 0));
    must_be(part, captures);
    return true;
}

/* "5/1": the day or the month first? Where only one of the two is a day to come, that one. */
static bool slashed(const struct when *when, const char *arg, const struct captures *captures,
                    struct when_part *part)
{
    const int first = nlu_when_captured_int(captures, CAP_FIGURE, 0, 0),
              second = nlu_when_captured_int(captures, CAP_FIGURE, 1, 0);
    const int year = nlu_when_captured_int(captures, CAP_FIGURE, 2, 0);
    struct when_part one = {0}, other = {0};
    (void)arg;
    if (first > 31 || second > 31 || first < 1 || second < 1)
        return false;
    set_date(when, &one, first, second, year);
    set_date(when, &other, second, first, year);
    must_be(&one, captures);
    must_be(&other, captures);
    const bool first_fits = one.doubt == DATE_SURE && one.day >= today_of(when);
    const bool second_fits = other.doubt == DATE_SURE && other.day >= today_of(when);
    if (first_fits && second_fits && one.day != other.day) {
        part->doubt = DATE_TWO_WAYS;
        part->day = one.day;
        part->other = other.day;
    } else if (second_fits || (one.doubt != DATE_SURE && other.doubt == DATE_SURE)) {
        part->day = other.day;
    } else {
        part->doubt = one.doubt;
        part->day = one.day;
    }
    return true;
}

/* ---- the day of a month alone ---- */

/* The next day of that number, from so many months ahead; of a weekday, if one is said. */
static bool next_of_number(const struct when *when, int day, int ahead, const struct capture *weekday,
                           clock_day *out)
{
    int year, month, d;
    clock_date_of(today_of(when), &year, &month, &d);
    const int last = ahead > 0 ? ahead : 2;
    for (; ahead <= last; ahead++) {
        const int beyond = (month + ahead - 1) / MONTHS;
        if (real_day(year + beyond, month + ahead - MONTHS * beyond, day, out) && *out >= today_of(when) &&
            (!weekday || clock_weekday(*out) == (int)weekday->value))
            return true;
    }
    return false;
}

/* The month that was named with no day, just before: "in January, probably the 6th". */
static int month_named(const struct when *when)
{
    int month = when->heard->last.month;
    for (size_t i = 0; i < when->parts_n; i++)
        if (when->parts[i].sort == WHEN_DATE)
            month = when->parts[i].month;
    return month;
}

static bool of_the_month(const struct when *when, const char *arg, const struct captures *captures,
                         struct when_part *part)
{
    const struct capture *weekday = nlu_when_captured(captures, IS_WEEKDAY, 0);
    const int day =
        nlu_when_captured_int(captures, CAP_DAY, 0, nlu_when_captured_int(captures, CAP_FIGURE, 0, 0));
    const size_t next = part->to;
    const bool spelled = nlu_when_is(when, part->to - 1, IS_ORDINAL) && day < 4;
    const bool sign = next >= when->words_n || strchr(",.;:!?()-", *when->words[next].at) ||
                      isdigit((unsigned char)*when->words[next].at) || nlu_when_is(when, next, IS_NUMBER);
    if (strcmp(arg, "bare") == 0 && (when->heard->time_asked || nlu_hears(when->heard, HEAR_TIME_UNITS)))
        return false; /* "Monday 30" may be minutes */
    if (nlu_when_word_is(when, next, "-") || nlu_when_word_is(when, next, "/"))
        return false;
    if (!sign && !nlu_when_is(when, next, IS_BEHIND_DAY) && !nlu_when_is(when, next, IS_WEEKDAY))
        return false; /* "the 2nd round" */
    if (spelled && !weekday)
        return false; /* "the first of which" */
    if (!weekday && !*arg && month_named(when))
        return set_date(when, part, day, month_named(when), 0);
    if (!next_of_number(when, day, strcmp(arg, "next") == 0, weekday, &part->day))
        no_such(part);
    return true;
}

/* ---- so many days ahead ---- */

static bool ahead(const struct when *when, const char *arg, const struct captures *captures,
                  struct when_part *part)
{
    if (nlu_when_is_rate(when, captures, part))
        return false;
    part->day = today_of(when) + nlu_when_captured_int(captures, IS_AHEAD, 0, 0);
    part->day += strcmp(arg, "later") == 0 ? nlu_when_span_days(captures) : nlu_value(arg);
    if (nlu_when_captured_int(captures, IS_SPAN, 0, 1) > 2 * WEEK) {
        part->doubt = DATE_NEAR;
        part->span = part->day - today_of(when);
    }
    must_be(part, captures);
    return true;
}

/* "in ten days"; weeks in round numbers are often not to the day, months never. */
static bool counted(const struct when *when, const char *arg, const struct captures *captures,
                    struct when_part *part)
{
    const struct capture *number = nlu_when_captured(captures, CAP_NUMBER, 0);
    const int unit = nlu_when_captured_int(captures, IS_SPAN, 0, 1);
    part->span = nlu_when_span_days(captures);
    part->day = today_of(when) + part->span;
    part->counted = true;
    if (unit > 14 || number->high > number->value || nlu_when_captured(captures, IS_APPROX, 0) ||
        nlu_when_captured(captures, IS_LIMIT, 0) || number->value != (int)number->value ||
        strcmp(arg, "within") == 0)
        part->doubt = DATE_NEAR;
    else if (unit > 1)
        part->doubt = DATE_UNSURE;
    return true;
}

/* From the day that was spoken of last. */
static bool from_that(const struct when *when, const char *arg, const struct captures *captures,
                      struct when_part *part)
{
    clock_day last = when->heard->last.day;
    for (size_t i = 0; i < when->parts_n; i++)
        if (when->parts[i].sort == WHEN_DATE && when->parts[i].day)
            last = when->parts[i].day;
    if (!last)
        return false;
    if (strcmp(arg, "weekday") == 0)
        part->day =
            last +
            (nlu_when_captured_int(captures, IS_WEEKDAY, 0, 0) - clock_weekday(last) + WEEK - 1) % WEEK + 1;
    else if (strcmp(arg, "day") == 0)
        part->day = last + 1;
    else if (strcmp(arg, "daybefore") == 0)
        part->day = last - 1;
    else
        part->day = strcmp(arg, "back") == 0 ? last - nlu_when_span_days(captures)
                                             : last + nlu_when_span_days(captures);
    return true;
}

/* "12-25" */
static bool month_and_day(const struct when *when, const char *note, struct when_part *part)
{
    const char *day = strchr(note, '-');
    return set_date(when, part, nlu_value(day + 1),
                    nlu_value(arena_text(when->heard->arena, note, (size_t)(day - note))), 0);
}

static bool feast(const struct when *when, const char *arg, const struct captures *captures,
                  struct when_part *part)
{
    (void)arg;
    return month_and_day(when, nlu_when_note(when, nlu_when_captured(captures, IS_FEAST, 0)->word, IS_FEAST),
                         part);
}

/* "Christmas": some day around it. */
static bool some_day(const struct when *when, const char *arg, const struct captures *captures,
                     struct when_part *part)
{
    (void)captures;
    month_and_day(when, arg, part);
    part->doubt = DATE_VAGUE;
    return true;
}

static bool vague(const struct when *when, const char *arg, const struct captures *captures,
                  struct when_part *part)
{
    int year, month, day;
    clock_date_of(today_of(when), &year, &month, &day);
    part->month = nlu_when_captured_int(captures, IS_MONTH, 0, 0);
    if (strcmp(arg, "next") == 0)
        part->month = month % MONTHS + 1;
    part->doubt = DATE_VAGUE;
    return true;
}

static const struct maker {
    const char *name;
    bool (*make)(const struct when *when, const char *arg, const struct captures *captures,
                 struct when_part *part);
} makers[] = {{"date", date},
              {"daterange", date_range},
              {"datepair", date_pair},
              {"yearfirst", year_first},
              {"dotted", dotted},
              {"slashed", slashed},
              {"nth", of_the_month},
              {"weekday", nlu_when_weekday},
              {"weekdaypair", nlu_when_weekday_pair},
              {"ranked", nlu_when_ranked},
              {"ahead", ahead},
              {"in", counted},
              {"fromthat", from_that},
              {"feast", feast},
              {"about", some_day},
              {"vague", vague},
              {"week", nlu_when_week_of},
              {"weekend", nlu_when_weekend}};

bool nlu_when_make_date(const struct when *when, const char *note, const struct captures *captures,
                        struct when_part *part)
{
    const size_t n = strcspn(note, " ");
    const char *arg = note + n + (note[n] == ' ');
    part->sort = WHEN_DATE;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strlen(makers[i].name) == n && strncmp(makers[i].name, note, n) == 0)
            return makers[i].make(when, arg, captures, part);
    return nlu_when_make_other(when, note, captures, part);
}
