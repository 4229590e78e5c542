#ifndef STORE_CALL_H
#define STORE_CALL_H

#include "store/db.h"

/* Model calls: never any content. */
struct call {
    struct id id;
    const char *mode, *provider, *model, *prompt_version, *outcome; /* outcome: "ok" or an err_name */
    int64_t tokens_in, tokens_out, tokens_cached, cost_micro, ms;
    int tries;
    clock_time at;
};

MUST_USE enum err call_add(struct work *w, const struct call *c);
ticket call_want_recent(struct work *w, int limit);
MUST_USE enum err call_take_all(struct work *w, ticket t, struct call **out, size_t *n);
ticket call_want_today(struct work *w, clock_time since); /* sums */
MUST_USE enum err call_take_today(struct work *w, ticket t, int64_t *calls, int64_t *tokens_in,
                                  int64_t *tokens_out, int64_t *cost_micro);

#endif
