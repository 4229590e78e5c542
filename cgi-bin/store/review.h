#ifndef STORE_REVIEW_H
#define STORE_REVIEW_H

#include "store/row.h"

/* The daily review: at most one per user and local day (unique). */
enum review_state { REVIEW_QUEUED, REVIEW_ASKING, REVIEW_DONE };

struct review {
    struct id id;
    clock_day day; /* the user's local day */
    enum review_state state;
    const char *verdict; /* "stands" or "change"; "" until done */
    const char *summary; /* what the coach says; sealed */
    const json *reasons; /* array of text */
    struct id proposal;  /* nil when the plan stands */
    const json *call;
    clock_time at;
    int try_no;
    const char *why; /* as in struct chat_message */
};

/* Queues today's review; ERR_CONFLICT if the day has one already (then *existing is it). */
MUST_USE enum err review_queue(struct work *w, clock_day day, struct id *out);
MUST_USE enum err review_claim(struct work *w, struct id id, int64_t lease_seconds, int *try_no);
/* As chat_release. */
MUST_USE enum err review_release(struct work *w, struct id id, int try_no, const char *why);
MUST_USE enum err review_finish(struct work *w, const struct review *review); /* only where try_no matches */
void review_want_latest(struct work *w, struct review **out);                 /* NULL if there is none */
void review_want_all(struct work *w, struct review **out, size_t *n);         /* newest first */

/* The row itself, for the download. */
const struct row_kind *review_row(void);

#endif
