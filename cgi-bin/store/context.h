#ifndef STORE_CONTEXT_H
#define STORE_CONTEXT_H

#include "store/db.h"

/* Raw context: everything a user has told us about themselves, in their own words, each addition with its
 * time. */
struct context {
    struct id id;
    const char *text;
    clock_time added;
};

MUST_USE enum err context_add(struct work *w, struct id id, const char *text);
ticket context_want_all(struct work *w);
/* Oldest first. */
MUST_USE enum err context_take_all(struct work *w, ticket t, struct context **out, size_t *n);

#endif
