#include "nlu/nlu_when.h"
#include <string.h>

/* Days of the week, and weeks, as days of the calendar: "next Friday", "a week on Tuesday", "the first Monday
 * in January". */

enum { MONTHS = 12, WEEK = 7 };

static int days_until(const struct when *when, int weekday)
{
    return (weekday - clock_weekday(when->heard->today) + WEEK) % WEEK;
}

static clock_day monday_of(const struct when *when)
{
    return when->heard->today - clock_weekday(when->heard->today);
}

/* "two weeks" */
int nlu_when_span_days(const struct captures *captures)
{
    const struct capture *number = nlu_when_captured(captures, CAP_NUMBER, 0);
    const double half = nlu_when_captured(captures, CAP_HALF, 0) ? 0.5 : 0;
    const double count = (number ? number->value : 1) + half;
    return (int)(count * nlu_when_captured_int(captures, IS_SPAN, 0, 1) + 0.5);
}

/* "30 minutes a day from Monday": how often, and no span. */
bool nlu_when_is_rate(const struct when *when, const struct captures *captures, const struct when_part *part)
{
    const struct capture *number = nlu_when_captured(captures, CAP_NUMBER, 0);
    const struct when_part *before = when->parts_n ? &when->parts[when->parts_n - 1] : NULL;
    return number && nlu_when_word_is(when, number->word, "a") && before && before->sort == WHEN_AMOUNT &&
           before->to == part->from;
}

static void either(struct when_part *part, clock_day day, clock_day other)
{
    part->day = day;
    part->other = other;
    part->doubt = DATE_TWO_WAYS;
}

/* "next Friday": the coming one, or that of next week? One and the same from its weekday on. */
static void next_weekday(const struct when *when, int named, struct when_part *part)
{
    const int until = days_until(when, named);
    part->day = when->heard->today + until + WEEK * (until == 0);
    if (named > clock_weekday(when->heard->today))
        either(part, part->day + WEEK, part->day);
}

/* A day of the week with what stands around it: so many days behind the coming one, or behind a Monday. */
bool nlu_when_weekday(const struct when *when, const char *arg, const struct captures *captures,
                      struct when_part *part)
{
    static const struct {
        const char *arg;
        int behind_monday;
    } weeks[] = {{"thisweek", 0}, {"nextweek", WEEK}, {"weekafter", 2 * WEEK}};
    const int named = nlu_when_captured_int(captures, IS_WEEKDAY, 0, 0), until = days_until(when, named);
    if (nlu_when_is_rate(when, captures, part))
        return false;
    part->day = when->heard->today + until;
    part->day += strcmp(arg, "later") == 0 ? nlu_when_span_days(captures) : nlu_value(arg);
    if (until == 0) /* said on that very day */
        either(part, part->day + WEEK, part->day);
    if (strcmp(arg, "next") == 0)
        next_weekday(when, named, part);
    for (size_t i = 0; i < sizeof weeks / sizeof *weeks; i++)
        if (strcmp(weeks[i].arg, arg) == 0) {
            part->day = monday_of(when) + weeks[i].behind_monday + named;
            part->doubt = DATE_SURE;
        }
    if (!*arg) { /* as well the day that comes back every week */
        part->sort = WHEN_DAYS;
        part->days = 1U << named;
    }
    return true;
}

bool nlu_when_weekday_pair(const struct when *when, const char *arg, const struct captures *captures,
                           struct when_part *part)
{
    const int first = nlu_when_captured_int(captures, IS_WEEKDAY, 0, 0),
              second = nlu_when_captured_int(captures, IS_WEEKDAY, 1, 0);
    (void)arg;
    part->sort = WHEN_DAYS;
    part->days = 1U << first | 1U << second;
    part->day = when->heard->today + days_until(when, first);
    part->other = when->heard->today + days_until(when, second);
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

bool nlu_when_ranked(const struct when *when, const char *arg, const struct captures *captures,
                     struct when_part *part)
{
    int year, month, day;
    clock_date_of(when->heard->today, &year, &month, &day);
    const int rank = nlu_when_captured_int(captures, CAP_RANK, 0, 1),
              named = nlu_when_captured_int(captures, IS_WEEKDAY, 0, 0);
    int in = nlu_when_captured_int(captures, IS_MONTH, 0, month),
        of = nlu_when_captured_int(captures, CAP_YEAR, 0, year);
    if (strcmp(arg, "newyear") == 0) {
        in = 1;
        of = year + 1;
    }
    in += strcmp(arg, "1") == 0;
    of += in > MONTHS;
    in -= MONTHS * (in > MONTHS);
    part->day = ranked_day(of, in, rank, named);
    if (part->day < when->heard->today && !nlu_when_captured(captures, CAP_YEAR, 0) &&
        nlu_when_captured(captures, IS_MONTH, 0))
        part->day = ranked_day(of + 1, in, rank, named);
    return true;
}

/* A week, or its end: for a break to the day, for an interview only about when. */
bool nlu_when_week_of(const struct when *when, const char *arg, const struct captures *captures,
                      struct when_part *part)
{
    (void)captures;
    const int later = nlu_value(arg);
    part->doubt = DATE_VAGUE;
    part->day = later ? monday_of(when) + WEEK : when->heard->today;
    part->other = monday_of(when) + WEEK * later + WEEK - 1;
    part->span = part->other - part->day + 1;
    return true;
}

bool nlu_when_weekend(const struct when *when, const char *arg, const struct captures *captures,
                      struct when_part *part)
{
    nlu_when_week_of(when, arg, captures, part);
    part->day = part->other - 1;
    part->span = 2;
    return true;
}
