#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* Ways to say a date: each function reads one that begins at `at`. */

enum { FARTHEST = 730, THIS_CENTURY = 2000, MONTHS = 12, WEEK = 7, FRIDAY = 4 };

/* The number of at most so many digits that stands at a place, and what is behind it; NULL: none does. */
static const char *digits(const char *at, int most, int *out)
{
    const char *end = at;
    *out = 0;
    while (isdigit((unsigned char)*end) && end - at < most)
        *out = *out * 10 + (*end++ - '0');
    return end > at && !isdigit((unsigned char)*end) ? end : NULL;
}

static bool real_day(int year, int month, int day, clock_day *out)
{
    int y, m, d;
    *out = clock_day_of(year, month, day);
    clock_date_of(*out, &y, &m, &d);
    return y == year && m == month && d == day;
}

/* The date of three numbers: the year first, or the day and the month, where it can't be the other way round.
 */
static bool of_numbers(int first, int second, int third, char mark, clock_day *out)
{
    if (first > 1900)
        return real_day(first, second, third, out);
    if (third < 100)
        third += THIS_CENTURY;
    if (mark == '/' && first <= MONTHS && second <= MONTHS && first != second)
        return false; /* the day or the month first? nobody knows */
    return second <= MONTHS ? real_day(third, second, first, out) : real_day(third, first, second, out);
}

static bool full_date(const char *at, struct nlu_calendar *date)
{
    int first, second, third;
    const char *end = digits(at, 4, &first);
    if (!end || !*end || !strchr("-./", *end))
        return false;
    const char mark = *end;
    end = digits(end + 1, 2, &second);
    if (!end || *end != mark)
        return false;
    end = digits(end + 1, 4, &third);
    if (!end)
        return false;
    *date = (struct nlu_calendar){.at = at, .end = end, .sort = FULL_DATE};
    return of_numbers(first, second, third, mark, &date->day);
}

/* A day of this year, or of the next where it is over. */
static bool next_such_day(const struct nlu *heard, int month, int day, clock_day *out)
{
    int year, m, d;
    clock_date_of(heard->today, &year, &m, &d);
    if (!real_day(year, month, day, out))
        return false;
    return *out >= heard->today || real_day(year + 1, month, day, out);
}

/* "15/1", "3.12.": the day and the month, where it can't be the other way round. */
static bool short_date(const struct nlu *heard, const char *at, struct nlu_calendar *date)
{
    int day, month;
    const char *end = digits(at, 2, &day);
    if (!end || (*end != '/' && *end != '.'))
        return false;
    const char mark = *end;
    end = digits(end + 1, 2, &month);
    if (!end || (mark == '.' && *end != '.') || isdigit((unsigned char)end[*end == mark]))
        return false;
    if (mark == '/' && day <= MONTHS) {
        const int first = day;
        if (month <= MONTHS)
            return false;
        day = month;
        month = first;
    }
    *date = (struct nlu_calendar){.at = at, .end = end, .sort = WEEKDAY};
    return month >= 1 && month <= MONTHS && next_such_day(heard, month, day, &date->day);
}

static size_t letters(const char *at)
{
    size_t n = 0;
    while (isalpha((unsigned char)at[n]))
        n++;
    return n;
}

/* The month whose name stands at a place, and what is behind it; 0: none does. */
static int month_at(const struct nlu *heard, const char *at, const char **end)
{
    const size_t n = letters(at);
    *end = at + n;
    return nlu_value(nlu_note(heard, at, n, HEAR_CALENDAR_MONTHS));
}

/* "12th", "3rd of", "12": the day of a month; NULL if it isn't one. */
static const char *day_of_month(const struct nlu *heard, const char *at, int *day)
{
    const char *end = digits(at, 2, day);
    if (!end || *day < 1 || *day > 31)
        return NULL;
    end += nlu_prefix(heard, end, HEAR_CALENDAR_ORDINALS, NULL);
    return isalnum((unsigned char)*end) ? NULL : end;
}

/* A year behind it, or else the next such day. */
static bool in_year(const struct nlu *heard, struct nlu_calendar *date, int month, int day)
{
    int year, m, d, said;
    const char *end = digits(date->end + strspn(date->end, " ,."), 4, &said);
    if (end && said >= THIS_CENTURY && said < THIS_CENTURY + 200) {
        date->end = end;
        return real_day(said, month, day, &date->day);
    }
    clock_date_of(heard->today, &year, &m, &d);
    return next_such_day(heard, month, day, &date->day) || real_day(year + 1, month, day, &date->day);
}

static const char *without(const char *at, const char *word)
{
    const size_t n = strlen(word);
    return strncmp(at, word, n) == 0 ? at + n : at;
}

/* "12 January", "the 3rd of March", "12. January" */
static bool day_month(const struct nlu *heard, const char *behind_day, int day, struct nlu_calendar *date)
{
    const char *at = without(behind_day + strspn(behind_day, " ."), "of ");
    const int month = month_at(heard, at, &date->end);
    return month && in_year(heard, date, month, day);
}

/* ... and "January 12th 2027" */
static bool month_day(const struct nlu *heard, const char *at, struct nlu_calendar *date)
{
    int day;
    const char *end = day_of_month(heard, at, &day);
    *date = (struct nlu_calendar){.at = at, .sort = MONTH_DAY};
    if (end)
        return day_month(heard, end, day, date);
    const int month = month_at(heard, at, &end);
    if (!month)
        return false;
    date->end = day_of_month(heard, without(end + strspn(end, " ."), "the "), &day);
    return date->end && in_year(heard, date, month, day);
}

/* The last day of a month, which may be beyond 12. */
static clock_day last_of(int year, int month)
{
    if (month >= MONTHS)
        return clock_day_of(year + 1, month - MONTHS + 1, 1) - 1;
    return clock_day_of(year, month + 1, 1) - 1;
}

/* The last day of the month that is named at a place, the next there is. */
static bool end_of_month(const struct nlu *heard, const char *at, struct nlu_calendar *date)
{
    int year, month, day;
    const int named = month_at(heard, at, &date->end);
    clock_date_of(heard->today, &year, &month, &day);
    date->day = last_of(named < month ? year + 1 : year, named);
    return named > 0;
}

/* "the end of the month", "end of January", "the end of next week" (its Friday) */
static bool end_of(const struct nlu *heard, const char *at, struct nlu_calendar *date)
{
    const size_t n = nlu_begins(heard, at, HEAR_CALENDAR_END_OF, NULL);
    int year, month, day;
    if (!n)
        return false;
    clock_date_of(heard->today, &year, &month, &day);
    const int today = clock_weekday(heard->today);
    const clock_day friday = heard->today + (FRIDAY + WEEK - today) % WEEK;
    const struct {
        enum phrase_list which;
        clock_day day;
    } ends[] = {{HEAR_CALENDAR_THIS_MONTH, last_of(year, month)},
                {HEAR_CALENDAR_NEXT_MONTH, last_of(year, month + 1)},
                {HEAR_CALENDAR_THIS_YEAR, clock_day_of(year, MONTHS, 31)},
                {HEAR_CALENDAR_THIS_WEEK, friday},
                {HEAR_CALENDAR_NEXT_WEEK, friday + (today <= FRIDAY ? WEEK : 0)}};
    const char *behind = at + n + (at[n] != '\0');
    *date = (struct nlu_calendar){.at = at, .sort = WEEKDAY};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const size_t length = nlu_begins(heard, behind, ends[i].which, NULL);
        if (!length)
            continue;
        date->end = behind + length;
        date->day = ends[i].day;
        return true;
    }
    return end_of_month(heard, behind, date);
}

/* The next day of that number, from so many months ahead. */
static bool next_of_number(const struct nlu *heard, int day, int ahead, clock_day *out)
{
    int year, month, d;
    clock_date_of(heard->today, &year, &month, &d);
    for (; ahead < 3; ahead++) {
        const int beyond = month + ahead > MONTHS;
        if (real_day(year + beyond, month + ahead - MONTHS * beyond, day, out) && *out >= heard->today)
            return true;
    }
    return false;
}

/* "on the 14th": the next one there is. */
static bool day_alone(const struct nlu *heard, const char *at, struct nlu_calendar *date)
{
    int day;
    const char *end = day_of_month(heard, at, &day);
    if (!end || isdigit((unsigned char)end[-1]) || strcmp(nlu_word_before(heard, at, NULL), "the") != 0)
        return false;
    const char *behind = end + strspn(end, " ");
    if (isalnum((unsigned char)*behind) && !nlu_begins(heard, behind, HEAR_CALENDAR_BEHIND_DAY, NULL))
        return false;
    *date = (struct nlu_calendar){.at = at, .end = end, .sort = WEEKDAY};
    const int months = nlu_begins(heard, behind, HEAR_CALENDAR_OF_NEXT_MONTH, NULL) > 0;
    return next_of_number(heard, day, months, &date->day);
}

/* "a week on Tuesday", "Tuesday week": a week later than the day named. */
static void a_week_on(const struct nlu *heard, struct nlu_calendar *date)
{
    const char *at = date->at, *word = nlu_word_before(heard, at, &at);
    if (strcmp(word, "on") == 0 || strcmp(word, "from") == 0)
        word = nlu_word_before(heard, at, &at);
    if (strcmp(word, "week") == 0 && strcmp(nlu_word_before(heard, at, NULL), "a") == 0) {
        date->day += WEEK;
    } else if (nlu_find(date->end, "week") == date->end + 1) {
        date->day += WEEK;
        date->end += strlen(" week");
    }
}

/* "Tuesday the 1st of December": the date says more than the day. */
static bool with_date(const struct nlu *heard, struct nlu_calendar *date)
{
    struct nlu_calendar more;
    const char *at = without(date->end + strspn(date->end, " ,"), "the ");
    if (!month_day(heard, at, &more) && !full_date(at, &more))
        return false;
    more.at = date->at;
    *date = more;
    return true;
}

/* "tomorrow", "next week" */
static bool ahead(const struct nlu *heard, const char *at, struct nlu_calendar *date)
{
    const char *note = NULL;
    const size_t n = nlu_begins(heard, at, HEAR_CALENDAR_AHEAD, &note);
    const int days = nlu_value(note);
    if (!n)
        return false;
    *date = (struct nlu_calendar){.at = at, .end = at + n, .sort = WEEKDAY, .day = heard->today + days};
    if (days < 2)
        a_week_on(heard, date);
    return true;
}

/* "on Friday", "next Tuesday" */
static bool weekday(const struct nlu *heard, const char *at, struct nlu_calendar *date)
{
    const size_t n = letters(at);
    const char *note = nlu_note(heard, at, n, HEAR_CALENDAR_WEEKDAYS);
    if (!note)
        return false;
    const int days = (nlu_value(note) - clock_weekday(heard->today) + WEEK) % WEEK;
    *date = (struct nlu_calendar){.at = at, .end = at + n, .sort = WEEKDAY};
    date->day = heard->today + (days ? days : WEEK);
    if (!with_date(heard, date))
        a_week_on(heard, date);
    return true;
}

/* Is the span one to come: "in two weeks", "two weeks from now", "ten days left to prepare"? */
static bool to_come(const struct nlu *heard, const char *unit, const char *behind)
{
    if (nlu_begins(heard, behind + strspn(behind, " '"), HEAR_CALENDAR_TO_COME, NULL))
        return true;
    const char *at = unit;
    for (int i = 0; i < 5; i++) {
        const char *word = nlu_word_before(heard, at, &at);
        if (nlu_is(heard, word, HEAR_CALENDAR_WITHIN))
            return true;
        if (!*word)
            return false;
    }
    return false;
}

/* "five days a week" */
static bool of_a_rate(const struct nlu *heard, const char *unit)
{
    const char *at = unit;
    if (strcmp(nlu_word_before(heard, at, &at), "a") != 0)
        return false;
    return nlu_is(heard, nlu_word_before(heard, at, NULL), HEAR_CALENDAR_COUNTED);
}

static bool span(const struct nlu *heard, const char *at, struct nlu_calendar *date)
{
    const char *end = at + letters(at);
    const char *note = nlu_note(heard, at, (size_t)(end - at), HEAR_CALENDAR_SPANS);
    if (!note)
        return false;
    const double days = nlu_number(heard, at) * nlu_value(note);
    if (days <= 0 || of_a_rate(heard, at) ||
        nlu_begins(heard, end + strspn(end, " "), HEAR_CALENDAR_RATES, NULL) || !to_come(heard, at, end))
        return false;
    *date = (struct nlu_calendar){
        .at = at, .end = end, .sort = SPAN, .day = heard->today + (clock_day)(days + 0.5)};
    return days <= FARTHEST;
}

bool nlu_calendar(const struct nlu *heard, const char *at, struct nlu_calendar *date)
{
    if (at > heard->folded && (isalnum((unsigned char)at[-1]) || at[-1] == '-' || at[-1] == '/'))
        return false;
    return full_date(at, date) || short_date(heard, at, date) || month_day(heard, at, date) ||
           end_of(heard, at, date) || day_alone(heard, at, date) || ahead(heard, at, date) ||
           weekday(heard, at, date) || span(heard, at, date);
}
