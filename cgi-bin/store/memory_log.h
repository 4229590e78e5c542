#ifndef STORE_MEMORY_LOG_H
#define STORE_MEMORY_LOG_H

#include "store/row.h"

/* The full review log, so that a later scheduler can replay it. */
struct memory_log {
    struct id question;
    struct id attempt;
    clock_day day;
    int rating; /* 1..4, sealed */
};
/* One an attempt: ERR_CONFLICT for a second. */
MUST_USE enum err memory_log_add(struct work *w, const struct memory_log *log);
/* None of that attempt any more. */
MUST_USE enum err memory_log_drop(struct work *w, struct id attempt);
void memory_log_want_question(struct work *w, struct id question, struct memory_log **out, size_t *n);
void memory_log_want_all(struct work *w, struct memory_log **out, size_t *n);

/* The row itself, for the download. */
const struct row_kind *memory_log_row(void);

#endif
