#include "nlu/nlu.h"
#include <ctype.h>
#include <string.h>

/* Ways to say a date: each function reads one that begins at p. */

enum { FARTHEST = 730 };

static const char *digits(const char *p, int most, int *out)
{
    *out = 0;
    const char *start = p;
    while (isdigit((unsigned char)*p) && p - start < most)
        *out = *out * 10 + (*p++ - '0');
    return p > start && !isdigit((unsigned char)*p) ? p : NULL;
}

static bool real_day(int year, int month, int day, clock_day *out)
{
    int y, m, d;
    *out = clock_day_of(year, month, day);
    clock_date_of(*out, &y, &m, &d);
    return y == year && m == month && d == day;
}

static bool full_date(const char *p, struct nlu_calendar *d)
{
    int first, second, third;
    const char *q = digits(p, 4, &first);
    const char mark = q ? *q : '\0';
    if (!mark || !strchr("-./", mark) || !(q = digits(q + 1, 2, &second)) || *q != mark ||
        !(q = digits(q + 1, 4, &third)))
        return false;
    *d = (struct nlu_calendar){.at = p, .end = q, .sort = FULL_DATE};
    if (first > 1900)
        return real_day(first, second, third, &d->day);
    third += third < 100 ? 2000 : 0;
    if (mark == '/' && first <= 12 && second <= 12 && first != second)
        return false; /* the day or the month first? nobody knows */
    return second <= 12 ? real_day(third, second, first, &d->day) : real_day(third, first, second, &d->day);
}

/* "15/1", "3.12.": the day and the month, where it can't be the other way round. */
static bool short_date(const struct nlu *heard, const char *p, struct nlu_calendar *d)
{
    int day, month, year, m, dom;
    const char *q = digits(p, 2, &day);
    const char mark = q ? *q : '\0';
    if ((mark != '/' && mark != '.') || !(q = digits(q + 1, 2, &month)) || (mark == '.' && *q != '.') ||
        isdigit((unsigned char)q[*q == mark]))
        return false;
    if (mark == '/' && day <= 12 && month > 12) {
        m = day;
        day = month;
        month = m;
    } else if (mark == '/' && day <= 12) {
        return false;
    }
    *d = (struct nlu_calendar){.at = p, .end = q, .sort = WEEKDAY};
    clock_date_of(heard->today, &year, &m, &dom);
    return month >= 1 && month <= 12 && real_day(year, month, day, &d->day) &&
           (d->day >= heard->today || real_day(year + 1, month, day, &d->day));
}

static int month_of(const char *p, size_t n)
{
    static const char *const months[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
    for (int m = 0; m < 12; m++)
        if ((n == 3 && strncmp(p, months[m], 3) == 0) ||
            (n == strlen(months[m]) && strncmp(p, months[m], n) == 0) ||
            (m == 8 && n == 4 && strncmp(p, "sept", 4) == 0))
            return m + 1;
    return 0;
}

static size_t letters(const char *p)
{
    size_t n = 0;
    while (isalpha((unsigned char)p[n]))
        n++;
    return n;
}

/* "12th", "3rd of", "12": the day of a month; NULL if it isn't one. */
static const char *day_of_month(const char *p, int *day)
{
    const char *q = digits(p, 2, day);
    if (!q || *day < 1 || *day > 31)
        return NULL;
    if (strncmp(q, "st", 2) == 0 || strncmp(q, "nd", 2) == 0 || strncmp(q, "rd", 2) == 0 ||
        strncmp(q, "th", 2) == 0)
        q += 2;
    return isalnum((unsigned char)*q) ? NULL : q;
}

/* A year behind it, or else the next such day. */
static bool in_year(const struct nlu *heard, struct nlu_calendar *d, int month, int day)
{
    int year, m, dom, said;
    const char *p = d->end + strspn(d->end, " ,."), *q = digits(p, 4, &said);
    clock_date_of(heard->today, &year, &m, &dom);
    if (q && said >= 2000 && said < 2200) {
        d->end = q;
        return real_day(said, month, day, &d->day);
    }
    if (!real_day(year, month, day, &d->day))
        return real_day(year + 1, month, day, &d->day);
    return d->day >= heard->today || real_day(year + 1, month, day, &d->day);
}

/* "12 January", "the 3rd of March", "January 12th 2027", "12. January" */
static bool month_day(const struct nlu *heard, const char *p, struct nlu_calendar *d)
{
    int day, month;
    const char *q = day_of_month(p, &day);
    *d = (struct nlu_calendar){.at = p, .sort = MONTH_DAY};
    if (q) {
        q += strspn(q, " .");
        if (strncmp(q, "of ", 3) == 0)
            q += 3;
        month = month_of(q, letters(q));
        d->end = q + letters(q);
        return month && in_year(heard, d, month, day);
    }
    const size_t n = letters(p);
    month = month_of(p, n);
    if (!month)
        return false;
    q = p + n + strspn(p + n, " .");
    if (strncmp(q, "the ", 4) == 0)
        q += 4;
    if (!isdigit((unsigned char)*q) || !(q = day_of_month(q, &day)))
        return false;
    d->end = q;
    return in_year(heard, d, month, day);
}

/* The last day of a month, which may be beyond 12. */
static clock_day last_of(int year, int month)
{
    return clock_day_of(month >= 12 ? year + 1 : year, month >= 12 ? month - 11 : month + 1, 1) - 1;
}

/* "the end of the month", "end of January", "the end of next week" (its Friday) */
static bool end_of(const struct nlu *heard, const char *p, struct nlu_calendar *d)
{
    static const char *const heads[] = {"end of", NULL};
    int year, month, day;
    size_t n;
    if (nlu_first(p, heads, &n) != p)
        return false;
    clock_date_of(heard->today, &year, &month, &day);
    p += n + 1;
    const clock_day friday = heard->today + (11 - clock_weekday(heard->today)) % 7;
    const struct {
        const char *phrase;
        clock_day day;
    } ends[] = {{"the month", last_of(year, month)},
                {"this month", last_of(year, month)},
                {"next month", month == 12 ? last_of(year + 1, 1) : last_of(year, month + 1)},
                {"the year", clock_day_of(year, 12, 31)},
                {"this year", clock_day_of(year, 12, 31)},
                {"the week", friday},
                {"this week", friday},
                {"next week", friday + (clock_weekday(heard->today) <= 4 ? 7 : 0)}};
    *d = (struct nlu_calendar){.at = p - n - 1, .sort = WEEKDAY};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (nlu_find(p, ends[i].phrase) == p) {
            d->end = p + strlen(ends[i].phrase);
            d->day = ends[i].day;
            return true;
        }
    const int named = month_of(p, letters(p));
    if (!named)
        return false;
    d->end = p + letters(p);
    d->day = last_of(named < month ? year + 1 : year, named);
    return true;
}

/* "on the 14th": the next one there is. */
static bool day_alone(const struct nlu *heard, const char *p, struct nlu_calendar *d)
{
    static const char *const follows[] = {"at|of|so|and|then|but|which|with|for|in|if|now|instead", NULL};
    int day, year, month, dom;
    const char *q = day_of_month(p, &day);
    size_t n;
    if (!q || isdigit((unsigned char)q[-1]) || strcmp(nlu_word_before(heard, p, NULL), "the") != 0)
        return false;
    const char *behind = q + strspn(q, " ");
    if (isalnum((unsigned char)*behind) && nlu_first(behind, follows, &n) != behind)
        return false;
    clock_date_of(heard->today, &year, &month, &dom);
    const bool next = nlu_find(behind, "of next month") == behind;
    *d = (struct nlu_calendar){.at = p, .end = q, .sort = WEEKDAY};
    for (int ahead = next ? 1 : 0; ahead < 3; ahead++) {
        const int m = month + ahead;
        if (real_day(m > 12 ? year + 1 : year, m > 12 ? m - 12 : m, day, &d->day) && d->day >= heard->today)
            return true;
    }
    return false;
}

/* "a week on Tuesday", "Tuesday week": a week later than the day named. */
static void a_week_on(const struct nlu *heard, struct nlu_calendar *d)
{
    const char *p = d->at, *word = nlu_word_before(heard, p, &p);
    if (strcmp(word, "on") == 0 || strcmp(word, "from") == 0)
        word = nlu_word_before(heard, p, &p);
    if (strcmp(word, "week") == 0 && strcmp(nlu_word_before(heard, p, NULL), "a") == 0) {
        d->day += 7;
    } else if (nlu_find(d->end, "week") == d->end + 1) {
        d->day += 7;
        d->end += strlen(" week");
    }
}

/* "Tuesday the 1st of December": the date says more than the day. */
static bool with_date(const struct nlu *heard, struct nlu_calendar *d)
{
    struct nlu_calendar date;
    const char *p = d->end + strspn(d->end, " ,");
    if (strncmp(p, "the ", 4) == 0)
        p += 4;
    if (!month_day(heard, p, &date) && !full_date(p, &date))
        return false;
    date.at = d->at;
    *d = date;
    return true;
}

/* "on Friday", "next Tuesday", "tomorrow", "next week" */
static bool weekday(const struct nlu *heard, const char *p, struct nlu_calendar *d)
{
    static const char *const names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                        "friday", "saturday", "sunday"};
    static const struct {
        const char *phrase;
        int ahead;
    } phrases[] = {
        {"today", 0},       {"this afternoon", 0}, {"the day after tomorrow", 2}, {"day after tomorrow", 2},
        {"tomorrow", 1},    {"next week", 7},      {"a week today", 7},           {"in a fortnight", 14},
        {"a fortnight", 14}};
    *d = (struct nlu_calendar){.at = p, .sort = WEEKDAY};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (nlu_find(p, phrases[i].phrase) == p) {
            d->end = p + strlen(phrases[i].phrase);
            d->day = heard->today + phrases[i].ahead;
            if (phrases[i].ahead < 2)
                a_week_on(heard, d);
            return true;
        }
    const size_t n = letters(p);
    for (int day = 0; day < 7; day++)
        if (n == strlen(names[day]) && strncmp(p, names[day], n) == 0) {
            const int ahead = (day - clock_weekday(heard->today) + 7) % 7;
            d->end = p + n;
            d->day = heard->today + (ahead ? ahead : 7);
            if (!with_date(heard, d))
                a_week_on(heard, d);
            return true;
        }
    return false;
}

/* Is the span one to come: "in two weeks", "two weeks from now", "ten days left to prepare"? */
static bool to_come(const struct nlu *heard, const char *unit, const char *behind)
{
    static const char *const signs[] = {"until",      "till",        "before",      "to go", "left",
                                        "to prepare", "to get",      "from now",    "away",  "time",
                                        "from today", "to practise", "to practice", NULL};
    size_t n;
    behind += strspn(behind, " '");
    if (nlu_first(behind, signs, &n) == behind)
        return true;
    const char *p = unit;
    for (int i = 0; i < 5; i++) {
        const char *word = nlu_word_before(heard, p, &p);
        if (strcmp(word, "in") == 0 || strcmp(word, "within") == 0)
            return true;
        if (!*word)
            return false;
    }
    return false;
}

/* "five days a week" */
static bool of_a_rate(const struct nlu *heard, const char *unit)
{
    static const char *const counted[] = {"days",     "times",  "hours", "hour",  "minutes",  "evenings",
                                          "mornings", "nights", "once",  "twice", "sessions", "afternoons"};
    const char *p = unit;
    if (strcmp(nlu_word_before(heard, p, &p), "a") != 0)
        return false;
    const char *word = nlu_word_before(heard, p, NULL);
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        if (strcmp(word, counted[i]) == 0)
            return true;
    return false;
}

static bool span(const struct nlu *heard, const char *p, struct nlu_calendar *d)
{
    static const struct {
        const char *word;
        int days;
    } units[] = {{"day", 1}, {"days", 1},   {"week", 7},    {"weeks", 7},     {"wk", 7},
                 {"wks", 7}, {"month", 30}, {"months", 30}, {"fortnight", 14}};
    static const char *const rates[] = {"a week", "per week",      "each week", "a month",
                                        "ago",    "of experience", NULL};
    const size_t n = letters(p);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (n != strlen(units[i].word) || strncmp(p, units[i].word, n) != 0)
            continue;
        const double many = nlu_number(heard, p);
        const char *behind = p + n + strspn(p + n, " ");
        size_t length;
        if (many <= 0 || of_a_rate(heard, p) || nlu_first(behind, rates, &length) == behind ||
            !to_come(heard, p, p + n))
            return false;
        *d = (struct nlu_calendar){.at = p,
                                   .end = p + n,
                                   .sort = SPAN,
                                   .day = heard->today + (clock_day)(many * units[i].days + 0.5)};
        return many * units[i].days <= FARTHEST;
    }
    return false;
}

bool nlu_calendar(const struct nlu *heard, const char *p, struct nlu_calendar *d)
{
    if (p > heard->folded && (isalnum((unsigned char)p[-1]) || p[-1] == '-' || p[-1] == '/'))
        return false;
    return full_date(p, d) || short_date(heard, p, d) || month_day(heard, p, d) || end_of(heard, p, d) ||
           day_alone(heard, p, d) || weekday(heard, p, d) || span(heard, p, d);
}
