#include "nlu/nlu_when.h"
#include <ctype.h>
#include <string.h>

/* Days of the calendar: what day a date means, seen from the person's today, and how sure that is. */

enum { MONTHS = 12, WEEK = 7, THIS_CENTURY = 2000, JUST_PAST = 65 };

static clock_day today_of(const struct when *w)
{
    return w->heard->today;
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
static bool in_a_year(const struct when *w, int month, int day, clock_day *out)
{
    int year, m, d;
    clock_date_of(today_of(w), &year, &m, &d);
    if (real_day(year, month, day, out) && *out >= today_of(w) - JUST_PAST)
        return true;
    return real_day(year + 1, month, day, out) || real_day(year, month, day, out) ||
           real_day(year + 2, month, day, out);
}

/* ---- day, month and year ---- */

static void no_such(struct when_part *part)
{
    part->doubt = DATE_NO_SUCH;
}

static void must_be(struct when_part *part, const struct captures *c)
{
    const struct capture *weekday = when_captured(c, IS_WEEKDAY, 0);
    if (part->doubt == DATE_SURE && weekday && clock_weekday(part->day) != (int)weekday->value)
        no_such(part);
}

static bool set_date(const struct when *w, struct when_part *part, int day, int month, int year)
{
    const bool real = year ? real_day(year, month, day, &part->day) : in_a_year(w, month, day, &part->day);
    if (!real)
        no_such(part);
    return true;
}

static bool date(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    (void)arg;
    set_date(w, part, when_captured_int(c, CAP_DAY, 0, 0), when_captured_int(c, IS_MONTH, 0, 0),
             when_captured_int(c, CAP_YEAR, 0, 0));
    must_be(part, c);
    return true;
}

/* From one day to another; `day` is the first, `other` the last. */
static bool date_range(const struct when *w, const char *arg, const struct captures *c,
                       struct when_part *part)
{
    int year, month, day;
    clock_date_of(today_of(w), &year, &month, &day);
    const int last_month = when_captured_int(c, IS_MONTH, 1, when_captured_int(c, IS_MONTH, 0, month));
    const int first_month = when_captured_int(c, IS_MONTH, 0, last_month);
    struct when_part last = {0};
    (void)arg;
    set_date(w, &last, when_captured_int(c, CAP_DAY, 1, 0), last_month, when_captured_int(c, CAP_YEAR, 0, 0));
    set_date(w, part, when_captured_int(c, CAP_DAY, 0, 0), first_month, when_captured_int(c, CAP_YEAR, 0, 0));
    if (last.doubt == DATE_SURE)
        part->other = last.day;
    if (part->doubt != DATE_SURE || last.doubt != DATE_SURE || last.day < part->day)
        no_such(part);
    if (part->doubt == DATE_SURE)
        part->doubt = DATE_TWO_WAYS;
    part->span = part->other - part->day; /* tells a range from two readings */
    return true;
}

static bool date_pair(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    date_range(w, arg, c, part);
    part->span = 0;
    return true;
}

/* The year first: nothing else can be meant. */
static bool year_first(const struct when *w, const char *arg, const struct captures *c,
                       struct when_part *part)
{
    (void)arg;
    set_date(w, part, when_captured_int(c, CAP_FIGURE, 2, 0), when_captured_int(c, CAP_FIGURE, 1, 0),
             when_captured_int(c, CAP_FIGURE, 0, 0));
    must_be(part, c);
    return true;
}

static bool dotted(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    const int day = when_captured_int(c, CAP_FIGURE, 0, 0), month = when_captured_int(c, CAP_FIGURE, 1, 0);
    (void)arg;
    if (day > 31 || month > MONTHS || month < 1)
        return false; /* "at 10.30" */
    set_date(w, part, day, month, when_captured_int(c, CAP_FIGURE, 2, 0));
    must_be(part, c);
    return true;
}

/* "5/1": the day or the month first? Where only one of the two is a day to come, that one. */
static bool slashed(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    const int first = when_captured_int(c, CAP_FIGURE, 0, 0), second = when_captured_int(c, CAP_FIGURE, 1, 0);
    const int year = when_captured_int(c, CAP_FIGURE, 2, 0);
    struct when_part one = {0}, other = {0};
    (void)arg;
    if (first > 31 || second > 31 || first < 1 || second < 1)
        return false;
    set_date(w, &one, first, second, year);
    set_date(w, &other, second, first, year);
    must_be(&one, c);
    must_be(&other, c);
    const bool first_fits = one.doubt == DATE_SURE && one.day >= today_of(w);
    const bool second_fits = other.doubt == DATE_SURE && other.day >= today_of(w);
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
static bool next_of_number(const struct when *w, int day, int ahead, const struct capture *weekday,
                           clock_day *out)
{
    int year, month, d;
    clock_date_of(today_of(w), &year, &month, &d);
    const int last = ahead > 0 ? ahead : 2;
    for (; ahead <= last; ahead++) {
        const int beyond = (month + ahead - 1) / MONTHS;
        if (real_day(year + beyond, month + ahead - MONTHS * beyond, day, out) && *out >= today_of(w) &&
            (!weekday || clock_weekday(*out) == (int)weekday->value))
            return true;
    }
    return false;
}

static bool of_the_month(const struct when *w, const char *arg, const struct captures *c,
                         struct when_part *part)
{
    const struct capture *weekday = when_captured(c, IS_WEEKDAY, 0);
    const int day = when_captured_int(c, CAP_DAY, 0, when_captured_int(c, CAP_FIGURE, 0, 0));
    const size_t next = part->to;
    const bool spelled = when_is(w, part->to - 1, IS_ORDINAL) && day < 4;
    const bool sign = next >= w->words_n || strchr(",.;:!?()-", *w->words[next].at) ||
                      isdigit((unsigned char)*w->words[next].at) || when_is(w, next, IS_NUMBER);
    if (strcmp(arg, "bare") == 0 && (w->heard->time_asked || nlu_hears(w->heard, HEAR_TIME_UNITS)))
        return false; /* "Monday 30" may be minutes */
    if (when_word_is(w, next, "-") || when_word_is(w, next, "/"))
        return false;
    if (!sign && !when_is(w, next, IS_BEHIND_DAY) && !when_is(w, next, IS_WEEKDAY))
        return false; /* "the 2nd round" */
    if (spelled && !weekday)
        return false; /* "the first of which" */
    if (!next_of_number(w, day, strcmp(arg, "next") == 0, weekday, &part->day))
        no_such(part);
    return true;
}

/* ---- days of the week ---- */

static int days_until(const struct when *w, int weekday)
{
    return (weekday - clock_weekday(today_of(w)) + WEEK) % WEEK;
}

static clock_day monday_of(const struct when *w)
{
    return today_of(w) - clock_weekday(today_of(w));
}

/* "two weeks" */
static int span_days(const struct captures *c)
{
    const struct capture *number = when_captured(c, CAP_NUMBER, 0);
    const double count = number ? number->value : 1;
    return (int)(count * when_captured_int(c, IS_SPAN, 0, 1) + 0.5);
}

/* "30 minutes a day from Monday": how often, and no span. */
static bool is_rate(const struct when *w, const struct captures *c, const struct when_part *part)
{
    const struct capture *number = when_captured(c, CAP_NUMBER, 0);
    const struct when_part *before = w->parts_n ? &w->parts[w->parts_n - 1] : NULL;
    return number && when_word_is(w, number->word, "a") && before && before->sort == WHEN_AMOUNT &&
           before->to == part->from;
}

static void either(struct when_part *part, clock_day day, clock_day other)
{
    part->day = day;
    part->other = other;
    part->doubt = DATE_TWO_WAYS;
}

/* "next Friday": the coming one, or that of next week? One and the same from its weekday on. */
static void next_weekday(const struct when *w, int named, struct when_part *part)
{
    const int until = days_until(w, named);
    part->day = today_of(w) + until + WEEK * (until == 0);
    if (named > clock_weekday(today_of(w)))
        either(part, part->day + WEEK, part->day);
}

/* A day of the week with what stands around it: so many days behind the coming one, or behind a Monday. */
static bool weekday(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    static const struct {
        const char *arg;
        int behind_monday;
    } weeks[] = {{"thisweek", 0}, {"nextweek", WEEK}, {"weekafter", 2 * WEEK}};
    const int named = when_captured_int(c, IS_WEEKDAY, 0, 0), until = days_until(w, named);
    if (is_rate(w, c, part))
        return false;
    part->day = today_of(w) + until;
    part->day += strcmp(arg, "later") == 0 ? span_days(c) : nlu_value(arg);
    if (until == 0) /* said on that very day */
        either(part, part->day + WEEK, part->day);
    if (strcmp(arg, "next") == 0)
        next_weekday(w, named, part);
    for (size_t i = 0; i < sizeof weeks / sizeof *weeks; i++)
        if (strcmp(weeks[i].arg, arg) == 0) {
            part->day = monday_of(w) + weeks[i].behind_monday + named;
            part->doubt = DATE_SURE;
        }
    if (!*arg) { /* as well the day that comes back every week */
        part->sort = WHEN_DAYS;
        part->days = 1U << named;
    }
    return true;
}

static bool weekday_pair(const struct when *w, const char *arg, const struct captures *c,
                         struct when_part *part)
{
    const int first = when_captured_int(c, IS_WEEKDAY, 0, 0), second = when_captured_int(c, IS_WEEKDAY, 1, 0);
    (void)arg;
    part->sort = WHEN_DAYS;
    part->days = 1U << first | 1U << second;
    part->day = today_of(w) + days_until(w, first);
    part->other = today_of(w) + days_until(w, second);
    part->doubt = DATE_TWO_WAYS;
    return true;
}

/* "the first Monday in January"; 0: the last. */
static clock_day ranked_day(int year, int month, int rank, int named)
{
    const clock_day first = clock_day_of(year, month, 1);
    const clock_day behind =
        month == MONTHS ? clock_day_of(year + 1, 1, 1) : clock_day_of(year, month + 1, 1);
    if (rank > 0)
        return first + (named - clock_weekday(first) + WEEK) % WEEK + (rank - 1) * WEEK;
    return behind - 1 - (clock_weekday(behind - 1) - named + WEEK) % WEEK;
}

static bool ranked(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    int year, month, day;
    clock_date_of(today_of(w), &year, &month, &day);
    const int rank = when_captured_int(c, CAP_RANK, 0, 1), named = when_captured_int(c, IS_WEEKDAY, 0, 0);
    int in = when_captured_int(c, IS_MONTH, 0, month), of = when_captured_int(c, CAP_YEAR, 0, year);
    if (strcmp(arg, "newyear") == 0) {
        in = 1;
        of = year + 1;
    }
    in += strcmp(arg, "1") == 0;
    of += in > MONTHS;
    in -= MONTHS * (in > MONTHS);
    part->day = ranked_day(of, in, rank, named);
    if (part->day < today_of(w) && !when_captured(c, CAP_YEAR, 0) && when_captured(c, IS_MONTH, 0))
        part->day = ranked_day(of + 1, in, rank, named);
    return true;
}

/* ---- so many days ahead ---- */

static bool ahead(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    if (is_rate(w, c, part))
        return false;
    part->day = today_of(w) + when_captured_int(c, IS_AHEAD, 0, 0);
    part->day += strcmp(arg, "later") == 0 ? span_days(c) : nlu_value(arg);
    if (when_captured_int(c, IS_SPAN, 0, 1) > 2 * WEEK) {
        part->doubt = DATE_NEAR;
        part->span = part->day - today_of(w);
    }
    must_be(part, c);
    return true;
}

/* "in ten days"; weeks in round numbers are often not to the day, months never. */
static bool counted(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    const struct capture *number = when_captured(c, CAP_NUMBER, 0);
    const int unit = when_captured_int(c, IS_SPAN, 0, 1);
    part->span = span_days(c);
    part->day = today_of(w) + part->span;
    part->counted = true;
    if (unit > 14 || number->high > number->value || when_captured(c, IS_APPROX, 0) ||
        when_captured(c, IS_LIMIT, 0) || number->value != (int)number->value || strcmp(arg, "within") == 0)
        part->doubt = DATE_NEAR;
    else if (unit > 1)
        part->doubt = DATE_UNSURE;
    return true;
}

/* From the day that was spoken of last. */
static bool from_that(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    clock_day last = w->heard->last.day;
    for (size_t i = 0; i < w->parts_n; i++)
        if (w->parts[i].sort == WHEN_DATE && w->parts[i].day)
            last = w->parts[i].day;
    if (!last)
        return false;
    if (strcmp(arg, "weekday") == 0)
        part->day =
            last + (when_captured_int(c, IS_WEEKDAY, 0, 0) - clock_weekday(last) + WEEK - 1) % WEEK + 1;
    else if (strcmp(arg, "day") == 0)
        part->day = last + 1;
    else if (strcmp(arg, "daybefore") == 0)
        part->day = last - 1;
    else
        part->day = strcmp(arg, "back") == 0 ? last - span_days(c) : last + span_days(c);
    return true;
}

/* "12-25" */
static bool month_and_day(const struct when *w, const char *note, struct when_part *part)
{
    const char *day = strchr(note, '-');
    return set_date(w, part, nlu_value(day + 1),
                    nlu_value(arena_text(w->heard->arena, note, (size_t)(day - note))), 0);
}

static bool feast(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    (void)arg;
    return month_and_day(w, when_note(w, when_captured(c, IS_FEAST, 0)->word, IS_FEAST), part);
}

/* "Christmas": some day around it. */
static bool some_day(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    (void)c;
    month_and_day(w, arg, part);
    part->doubt = DATE_VAGUE;
    return true;
}

static bool vague(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    (void)w;
    (void)arg;
    (void)c;
    part->doubt = DATE_VAGUE;
    return true;
}

/* A week, or its end: for a break to the day, for an interview only about when. */
static bool week(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    (void)c;
    const int later = nlu_value(arg);
    part->doubt = DATE_VAGUE;
    part->day = later ? monday_of(w) + WEEK : today_of(w);
    part->other = monday_of(w) + WEEK * later + WEEK - 1;
    part->span = part->other - part->day + 1;
    return true;
}

static bool weekend(const struct when *w, const char *arg, const struct captures *c, struct when_part *part)
{
    week(w, arg, c, part);
    part->day = part->other - 1;
    part->span = 2;
    return true;
}

static const struct maker {
    const char *name;
    bool (*make)(const struct when *w, const char *arg, const struct captures *c, struct when_part *part);
} makers[] = {{"date", date},
              {"daterange", date_range},
              {"datepair", date_pair},
              {"yearfirst", year_first},
              {"dotted", dotted},
              {"slashed", slashed},
              {"nth", of_the_month},
              {"weekday", weekday},
              {"weekdaypair", weekday_pair},
              {"ranked", ranked},
              {"ahead", ahead},
              {"in", counted},
              {"fromthat", from_that},
              {"feast", feast},
              {"about", some_day},
              {"vague", vague},
              {"week", week},
              {"weekend", weekend}};

bool when_make_date(const struct when *w, const char *note, const struct captures *c, struct when_part *part)
{
    const size_t n = strcspn(note, " ");
    const char *arg = note + n + (note[n] == ' ');
    part->sort = WHEN_DATE;
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (strlen(makers[i].name) == n && strncmp(makers[i].name, note, n) == 0)
            return makers[i].make(w, arg, c, part);
    return when_make_other(w, note, c, part);
}
