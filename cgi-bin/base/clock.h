#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

/* Times are whole seconds since 1970-01-01 UTC; days are days since 1970-01-01 in a named time zone. */
typedef int64_t clock_time;
typedef int32_t clock_day;

/* Now. The wall clock plus the shift set below (0 unless a test or `--now` set it). */
clock_time clock_now(void);

/* Everything happens `seconds` later (or earlier): for tests, rehearsals and `greenroom-hourly --now`. */
void clock_shift(int64_t seconds);
int64_t clock_shifted(void);

/* Milliseconds that only go forward, for deadlines and durations. */
int64_t clock_monotonic_ms(void);

/* Is it the name of a zone this machine knows ("Europe/Berlin", "UTC")? Never leaves the zone folder. */
bool clock_zone_known(const char *zone);

/* The local day of a time, and the time at which a local day begins. An unknown zone counts as UTC. */
clock_day clock_local_day(clock_time time, const char *zone);
clock_time clock_day_start(clock_day day, const char *zone);

/* Calendar dates (proleptic Gregorian): "2026-11-21" <-> day. Anything that is not a real date is ERR_INPUT.
 */
MUST_USE enum err clock_parse_date(const char *text, clock_day *out);
clock_day clock_day_of(int year, int month, int day);
void clock_date_of(clock_day day, int *year, int *month, int *day_of_month);
int clock_weekday(clock_day day); /* 0 Monday .. 6 Sunday */

/* For people, in the zone: "14:32:10", "Saturday 21 November", "21 Nov 2026, 14:32". For programs: RFC 3339
 * in UTC. */
char *clock_hms(struct arena *a, clock_time time, const char *zone);
char *clock_day_text(struct arena *a, clock_day day);
char *clock_date_text(struct arena *a, clock_day day); /* "2026-11-21" */
char *clock_moment(struct arena *a, clock_time time, const char *zone);
char *clock_rfc3339(struct arena *a, clock_time time);
/* Reads RFC 3339 (for --now); ERR_INPUT otherwise. */
MUST_USE enum err clock_parse(const char *text, clock_time *out);
/* "4 min", "1 h 5 min", "45 s". */
char *clock_span(struct arena *a, int64_t seconds);

#endif
