#ifndef STORE_RECALL_H
#define STORE_RECALL_H

#include "store/db.h"

/* The full review log, so that a later scheduler can replay it. */
struct recall {
    struct id question;
    struct id attempt;
    clock_day day;
    int rating; /* 1..4, sealed */
};
/* One an attempt: ERR_CONFLICT for a second. */
MUST_USE enum err recall_add(struct work *w, const struct recall *r);
ticket recall_want_all(struct work *w);
MUST_USE enum err recall_take_all(struct work *w, ticket t, struct recall **out, size_t *n);

#endif
