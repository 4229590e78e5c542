#include "base/clock.h"
#include "base/num.h"
#include "base/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define ZONE_FOLDER "/usr/share/zoneinfo/"
enum { ZONE_BYTES = 64, DAY = 86400 };

static int64_t shift;

clock_time clock_now(void)
{
    return (clock_time)time(NULL) + shift;
}

void clock_shift(int64_t seconds)
{
    shift = seconds;
}

int64_t clock_shifted(void)
{
    return shift;
}

int64_t clock_monotonic_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- zones ---- */

static bool zone_name_sound(const char *zone)
{
    const size_t n = zone ? strnlen(zone, ZONE_BYTES) : 0;
    if (n == 0 || n == ZONE_BYTES || zone[0] == '/' || strstr(zone, "..") || zone[n - 1] == '/')
        return false;
    if (strncmp(zone, "right/", 6) == 0 || strncmp(zone, "posix/", 6) == 0)
        return false; /* the same zones once more, with and without leap seconds: no place names */
    return strspn(zone, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") == n;
}

bool clock_zone_known(const char *zone)
{
    char path[sizeof ZONE_FOLDER + ZONE_BYTES];
    struct stat st;
    char magic[4] = "";
    if (!zone_name_sound(zone))
        return false;
    snprintf(path, sizeof path, "%s%s", ZONE_FOLDER, zone);
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    FILE *f = fopen(path, "rbe");
    const bool is_zone =
        f && fread(magic, 1, sizeof magic, f) == sizeof magic && memcmp(magic, "TZif", 4) == 0;
    if (f)
        fclose(f);
    return is_zone;
}

/* Makes libc's local time that of the zone; remembers the last one, since a request asks about one zone many
 * times. */
static void enter_zone(const char *zone)
{
    static char entered[ZONE_BYTES];
    const char *name = "UTC";
    if (zone_name_sound(zone))
        name = zone;
    if (strcmp(entered, name) == 0)
        return;
    if (!clock_zone_known(name))
        name = "UTC";
    setenv("TZ", name, 1);
    tzset();
    snprintf(entered, sizeof entered, "%s", name);
}

static struct tm local(clock_time time, const char *zone)
{
    struct tm tm = {.tm_mday = 1};
    const time_t at = (time_t)time;
    if (zone && strcmp(zone, "UTC") == 0) {
        gmtime_r(&at, &tm);
    } else {
        enter_zone(zone);
        localtime_r(&at, &tm);
    }
    return tm;
}

/* ---- calendar (days_from_civil and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms")
 * ---- */

/* Rounded down, below 0 too. */
static int floor_div(int n, int by)
{
    return n / by - (n % by < 0);
}

clock_day clock_day_of(int year, int month, int day)
{
    const int y = year - (month <= 2);
    const int era = floor_div(y, 400);
    const int yoe = y - era * 400;
    const int from_march = (month + 9) % 12;
    const int doy = (153 * from_march + 2) / 5 + day - 1;
    const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void clock_date_of(clock_day day, int *year, int *month, int *day_of_month)
{
    day += 719468;
    const int era = floor_div(day, 146097);
    const int doe = day - era * 146097;
    const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    const int from_march = (5 * doy + 2) / 153;
    *day_of_month = doy - (153 * from_march + 2) / 5 + 1;
    *month = (from_march + 2) % 12 + 1;
    *year = yoe + era * 400 + (*month <= 2);
}

int clock_weekday(clock_day day)
{
    return (int)(((int64_t)day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
}

clock_day clock_local_day(clock_time time, const char *zone)
{
    const struct tm tm = local(time, zone);
    return clock_day_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* Not mktime: where clocks go forward at midnight there is no 00:00 that day, and what it makes of it may lie
 * in the day before. So: the first second whose local day is this one (or later, for a day that a zone left
 * out). */
clock_time clock_day_start(clock_day day, const char *zone)
{
    enum { WIDEST = 16 * 3600 }; /* no zone was ever further from UTC */
    clock_time before = (clock_time)day * DAY - WIDEST, within = (clock_time)day * DAY + WIDEST;
    while (within - before > 1) {
        const clock_time middle = before + (within - before) / 2;
        if (clock_local_day(middle, zone) < day)
            before = middle;
        else
            within = middle;
    }
    return within;
}

/* n digits at p as a number; false if they are not all digits. */
static bool digits(const char *at, int n, int *out)
{
    *out = 0;
    for (int i = 0; i < n; i++) {
        if (at[i] < '0' || at[i] > '9')
            return false;
        *out = *out * 10 + (at[i] - '0');
    }
    return true;
}

static bool read_date(const char *at, clock_day *out)
{
    int y, m, d, y2, m2, d2;
    if (!digits(at, 4, &y) || at[4] != '-' || !digits(at + 5, 2, &m) || at[7] != '-' ||
        !digits(at + 8, 2, &d))
        return false;
    if (m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    *out = clock_day_of(y, m, d);
    clock_date_of(*out, &y2, &m2, &d2);
    return y == y2 && m == m2 && d == d2;
}

enum err clock_parse_date(const char *text, clock_day *out)
{
    return err_unless(text && strnlen(text, 11) == 10 && read_date(text, out), ERR_INPUT);
}

/* "Z" or "+02:00" -> seconds east of UTC; false otherwise. */
static bool read_offset(const char *at, int *seconds)
{
    int h, m;
    *seconds = 0;
    if (strcmp(at, "Z") == 0 || strcmp(at, "z") == 0)
        return true;
    if ((*at != '+' && *at != '-') || strnlen(at, 7) != 6 || !digits(at + 1, 2, &h) || at[3] != ':' ||
        !digits(at + 4, 2, &m))
        return false;
    *seconds = h * 3600 + m * 60;
    if (*at == '-')
        *seconds = -*seconds;
    return h < 24 && m < 60;
}

enum err clock_parse(const char *text, clock_time *out)
{
    clock_day day;
    int h, m, s, offset;
    if (!text || strnlen(text, 40) < 20 || strnlen(text, 40) == 40 || !read_date(text, &day))
        return ERR_INPUT;
    const char *p = text + 10;
    if ((*p != 'T' && *p != 't') || !digits(p + 1, 2, &h) || p[3] != ':' || !digits(p + 4, 2, &m) ||
        p[6] != ':' || !digits(p + 7, 2, &s) || h > 23 || m > 59 || s > 60)
        return ERR_INPUT;
    p += 9;
    if (*p == '.') {
        const size_t fraction = strspn(p + 1, "0123456789");
        if (fraction == 0)
            return ERR_INPUT;
        p += 1 + fraction;
    }
    if (!read_offset(p, &offset))
        return ERR_INPUT;
    *out = (clock_time)day * DAY + h * 3600 + m * 60 + s - offset;
    return OK;
}

/* ---- for people and programs ---- */

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

char *clock_hms(struct arena *a, clock_time time, const char *zone)
{
    const struct tm tm = local(time, zone);
    return arena_printf(a, "%02d:%02d:%02d", tm.tm_hour, tm.tm_min, tm.tm_sec);
}

char *clock_day_text(struct arena *a, clock_day day)
{
    int year, month, of_month;
    clock_date_of(day, &year, &month, &of_month);
    return arena_printf(a, "%s %d %s", weekdays[clock_weekday(day)], of_month, months[month - 1]);
}

char *clock_date_text(struct arena *a, clock_day day)
{
    int year, month, of_month;
    clock_date_of(day, &year, &month, &of_month);
    return arena_printf(a, "%04d-%02d-%02d", year, month, of_month);
}

char *clock_moment(struct arena *a, clock_time time, const char *zone)
{
    const struct tm tm = local(time, zone);
    return arena_printf(a, "%d %.3s %d, %02d:%02d", tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900,
                        tm.tm_hour, tm.tm_min);
}

char *clock_rfc3339(struct arena *a, clock_time time)
{
    int year, month, of_month;
    clock_time in_day = time % DAY;
    clock_day day = (clock_day)(time / DAY);
    if (in_day < 0) {
        in_day += DAY;
        day--;
    }
    clock_date_of(day, &year, &month, &of_month);
    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, of_month, (int)(in_day / 3600),
                        (int)(in_day / 60 % 60), (int)(in_day % 60));
}

char *clock_span(struct arena *a, int64_t seconds)
{
    const long long s = num_clamp(seconds, 0, INT64_MAX), minutes = s / 60, hours = s / 3600;
    if (s < 60)
        return arena_printf(a, "%lld s", s);
    if (s < 600 && s % 60)
        return arena_printf(a, "%lld min %lld s", minutes, s % 60);
    if (s < 3600)
        return arena_printf(a, "%lld min", minutes);
    if (minutes % 60)
        return arena_printf(a, "%lld h %lld min", hours, minutes % 60);
    return arena_printf(a, "%lld h", hours);
}
