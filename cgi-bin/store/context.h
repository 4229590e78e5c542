#ifndef STORE_CONTEXT_H
#define STORE_CONTEXT_H

#include "store/row.h"

/* Raw context: everything a user has told us about themselves, in their own words, each addition with its
 * time. */
struct context {
    struct id id;
    const char *text;
    clock_time added;
};

MUST_USE enum err context_add(struct work *w, struct id id, const char *text);
void context_want_all(struct work *w, struct context **out, size_t *n); /* oldest first */

/* The row itself, for the download. */
const struct row_kind *context_row(void);

#endif
