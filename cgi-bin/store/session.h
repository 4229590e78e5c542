#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "store/row.h"

enum session_end { SESSION_RUNNING, SESSION_BY_HAND, SESSION_BY_CLOCK, SESSION_ABANDONED };

/* A timed sitting on one plan topic. */
struct session {
    struct id id;
    struct id topic;
    const char *topic_name;
    const char *prescription; /* sealed */
    int planned_seconds;
    clock_time started;
    clock_time last;  /* last interaction */
    clock_time ended; /* 0 while running */
    enum session_end how;
    bool reconciled;
    const json *summary; /* reconciliation's narrative (ReconcileSession's answer) and who wrote it; NULL
                            until then. Sealed, column 2 */
    const char
        *why; /* nobody could suggest its questions the last time, as a class; NULL if that is not known */
};

MUST_USE enum err session_insert(struct work *w, const struct session *session);
/* Wants. One: NULL if there is none. */
void session_want(struct work *w, struct id id, struct session **out);
void session_want_attempt(struct work *w, struct id attempt,
                          struct session **out);                 /* the one it was made in */
void session_want_running(struct work *w, struct session **out); /* the newest running one */
void session_want_recent(struct work *w, int limit, struct session **out, size_t *n); /* newest first */
/* Those begun since, newest first, at most 200: when and on what, nothing opened (no topic name, prescription
 * or summary). */
struct session_span {
    struct id topic;
    clock_time started, last, ended; /* ended: 0 while it runs */
};
void session_want_spans(struct work *w, clock_time since, struct session_span **out, size_t *n);
MUST_USE enum err session_read(struct work *w, struct id id, struct session **out);
MUST_USE enum err session_touch(struct work *w, struct id id, clock_time now);
/* Claims the suggesting of its questions. ERR_BUSY while another holds the lease; ERR_CONFLICT when it has
 * questions, or has ended. */
MUST_USE enum err session_claim(struct work *w, struct id id, int64_t lease_seconds, int *try_no);
/* Gives the claim back when nobody could answer, and why (a class): Retry works at once. Nothing happens if
 * the try no longer matches. */
MUST_USE enum err session_release(struct work *w, struct id id, int try_no, const char *why);
/* The try that holds the claim has its questions, which follow in the same transaction: an interaction like
 * session_touch. ERR_CONFLICT: the try no longer matches, the session has ended, or it has questions. */
MUST_USE enum err session_suggested(struct work *w, struct id id, int try_no, clock_time now);
/* Running -> ended. Already ended: OK and nothing changes (*changed false). */
MUST_USE enum err session_end(struct work *w, struct id id, enum session_end how, clock_time at,
                              bool *changed);
/* Once: ERR_CONFLICT while it runs and when it was reconciled before. */
MUST_USE enum err session_reconciled(struct work *w, struct id id, const json *summary);
/* Batch (role hourly, no user entered): sessions still running whose last interaction is before `before`. */
struct session_ref {
    struct id user;
    struct id session;
};
MUST_USE enum err session_list_abandoned(struct db *db, struct arena *a, clock_time before,
                                         struct session_ref **out, size_t *n);

/* The row itself, for the download. */
const struct row_kind *session_row(void);

#endif
