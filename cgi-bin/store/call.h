#ifndef STORE_CALL_H
#define STORE_CALL_H

#include "store/db.h"

/* Model calls: never any content. */
struct call {
    struct id id;
    const char *mode, *provider, *model, *prompt_version, *outcome; /* outcome: "ok" or an err_name */
    int64_t tokens_in, tokens_out, tokens_cached, cost_micro, first_ms, ms;
    int tries;
    clock_time at;
};

MUST_USE enum err call_add(struct work *w, const struct call *c);
ticket call_want_recent(struct work *w, int limit);
MUST_USE enum err call_take_all(struct work *w, ticket t, struct call **out, size_t *n);
ticket call_want_today(struct work *w, clock_time since); /* sums */
/* What one user's calls to servers outside this machine came to since then, and how many servers were asked
 * on the wire in the last minute. `inside`: providers that count as inside, by commas (conf_inside); "local"
 * is one in any case. */
ticket call_want_load(struct work *w, clock_time since, clock_time now, const char *inside);
void call_take_load(struct work *w, ticket t, int64_t *tokens, int64_t *cost_micro, int64_t *last_minute);
MUST_USE enum err call_take_today(struct work *w, ticket t, int64_t *calls, int64_t *tokens_in,
                                  int64_t *tokens_out, int64_t *cost_micro);

#endif
