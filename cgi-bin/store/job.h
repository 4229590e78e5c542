#ifndef STORE_JOB_H
#define STORE_JOB_H

#include "store/row.h"

/* Work nobody is waiting for. Unique (user, kind, period): asked for twice is once. */
enum job_kind {
    JOB_RECONCILE,
    JOB_MARK,
    JOB_REVIEW,
    JOB_CLOSE_SESSION
}; /* period: session id, attempt id, local day, session id */

enum job_state { JOB_WAITING, JOB_CLAIMED, JOB_DONE, JOB_FAILED };

struct job {
    struct id id;
    struct id user;
    enum job_kind kind;
    const char *period;
    int tries; /* fencing number */
    clock_time due;
    enum job_state state;
    const char *error_class; /* of the last try that came to nothing; "" if none did */
};

MUST_USE enum err job_queue(struct work *w, enum job_kind kind, const char *period, clock_time due);
/* The same, where it was done before: it is to be done once more. */
MUST_USE enum err job_queue_again(struct work *w, enum job_kind kind, const char *period, clock_time due);
/* As the user: is it still to do, and done now by hand. */
MUST_USE enum err job_done_by_hand(struct work *w, enum job_kind kind, const char *period);
/* The same, by the try that holds it: ERR_CONFLICT where that does not hold it any more. */
MUST_USE enum err job_done_by_try(struct work *w, enum job_kind kind, const char *period, int try_no);
/* As the user: a session's reconciliation, which somebody waits for: theirs for the lease (claim_take), so
 * that many who ask at once, and the batch, ask the model once; and given back where it came to nothing. */
MUST_USE enum err job_claim_by_hand(struct work *w, struct id session, int64_t lease_seconds, int *try_no);
MUST_USE enum err job_release_by_hand(struct work *w, struct id session, int try_no, const char *why);
/* As the user: why the last try came to nothing, for a job that waits, and from when on it is due again. */
MUST_USE enum err job_put_off(struct work *w, enum job_kind kind, const char *period, clock_time due,
                              const char *why);
struct job_trouble {
    const char *why; /* a class of error; "" if it was not tried yet */
    clock_time due;
};
/* NULL if there is no such job, or it is done. */
void job_want_trouble(struct work *w, enum job_kind kind, const char *period, struct job_trouble **out);
/* As the user: all of theirs, those due first first. */
void job_want_all(struct work *w, struct job **out, size_t *n);
/* Batch role, nobody entered: claims the next due job (FOR UPDATE SKIP LOCKED), its lease and try. out->id
 * nil when none is due. `only`: a user, or nil. */
MUST_USE enum err job_claim(struct db *db, struct arena *a, clock_time now, int64_t lease_seconds,
                            struct id only, struct job *out);
MUST_USE enum err job_finish(struct db *db, struct arena *a, const struct job *job);
/* Back off and try again at `next`, or give up (state failed) when next is 0. The class is an err_name. */
MUST_USE enum err job_retry(struct db *db, struct arena *a, const struct job *job, clock_time next,
                            const char *error_class);
MUST_USE enum err job_count_due(struct db *db, struct arena *a, clock_time now, struct id only, int64_t *out);
/* One lock for the whole hourly run; *taken false when another holds it. Held until the connection closes. */
MUST_USE enum err job_take_hourly_lock(struct db *db, struct arena *a, bool *taken);
const char *job_kind_name(enum job_kind kind);

/* The row itself, for the download. */
const struct row_kind *job_row(void);

#endif
