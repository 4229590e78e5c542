#ifndef STORE_USAGE_H
#define STORE_USAGE_H

#include "store/db.h"

/* What asking models cost, summed over all users by UTC day. No content, nobody's id. */
struct usage_sum {
    clock_day day;
    const char *provider, *model, *mode, *outcome; /* NULL where the sum is over all of them */
    int64_t calls, tries, tokens_in, tokens_out, tokens_cached, cost_micro, ms;
};

MUST_USE enum err usage_add(struct db *db, struct arena *a, const struct usage_sum *sum);
/* Tokens (in and out) and cost of the day with servers outside this machine: what a budget counts. `inside`:
 * providers that count as inside, by commas (conf_inside); "local" is one in any case. */
struct usage_today {
    int64_t tokens, cost_micro;
};
void usage_want_today(struct work *w, clock_day day, const char *inside, struct usage_today *out);
/* The last `days` days by provider and model, newest first. */
MUST_USE enum err usage_by_day(struct db *db, struct arena *a, clock_day since, struct usage_sum **out,
                               size_t *n);
/* Everything since the beginning by provider, model, mode and outcome: counters that only rise. */
void usage_want_counters(struct work *w, struct usage_sum **out, size_t *n);

/* How many users there are and how much work waits. */
struct usage_count {
    const char *what; /* "users", "jobs_waiting", ... */
    int64_t n;
};
void usage_want_counts(struct work *w, struct usage_count **out, size_t *n);

#endif
