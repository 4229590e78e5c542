#ifndef STORE_CALL_H
#define STORE_CALL_H

#include "store/row.h"

/* Model calls: never any content. */
struct call {
    struct id id;
    const char *mode, *provider, *model, *prompt_version, *outcome; /* outcome: "ok" or an err_name */
    int64_t tokens_in, tokens_out, tokens_cached, cost_micro, first_ms, ms;
    int tries;
    clock_time at;
};

MUST_USE enum err call_add(struct work *w, const struct call *call);
void call_want_recent(struct work *w, int limit, struct call **out, size_t *n); /* newest first */
/* Sums over all of one user's calls since then. */
struct call_sums {
    int64_t calls, tokens_in, tokens_out, cost_micro;
};
void call_want_today(struct work *w, clock_time since, struct call_sums *out);
/* What one user's calls to servers outside this machine came to since then, and how many servers were asked
 * on the wire in the last minute. `inside`: providers that count as inside, by commas (conf_inside); "local"
 * is one in any case. */
struct call_load {
    int64_t tokens, cost_micro, last_minute;
};
void call_want_load(struct work *w, clock_time since, clock_time now, const char *inside,
                    struct call_load *out);

/* The row itself, for the download. */
const struct row_kind *call_row(void);

#endif
