#include "store/db_inner.h"

#include "base/log.h"
#include <sys/random.h>

enum { RETRIES = 5, LOST_MOST = 2 };

static const struct statement commit_all = {"db_commit", "COMMIT"};
static const struct statement roll_back = {"db_rollback", "ROLLBACK"};

enum ending {
    SETTLED,     /* committed, or rolled back as fn wished, or refused for good */
    ASKED_AGAIN, /* PostgreSQL wants the whole transaction again */
    BROKEN,      /* the connection was lost before COMMIT was sent: nothing happened */
    UNKNOWN,     /* ... after it was sent: perhaps it happened */
    UNREPLICATED /* committed here, but a replica that must have it has not confirmed */
};

static enum ending ending_of(const struct work_inner *in)
{
    if (in->retry)
        return ASKED_AGAIN;
    return in->lost ? BROKEN : SETTLED;
}

/* Sends COMMIT with whatever is still queued before it, in one round trip. An error that PostgreSQL itself
 * reported for a statement before it means that COMMIT was skipped; silence, or a breakdown at COMMIT itself,
 * tells nothing.
 *
 * A warning at COMMIT is PostgreSQL saying that it stopped waiting for a replica. Running fn again would find
 * its form's id here and prove nothing about the replica, so that is reported as it is; idempotency_begin
 * writes each time, so that a later success does prove it. */
static enum err commit(struct work *w, enum ending *how)
{
    struct work_inner *in = w->inner;
    struct batch b = {.ends = true};
    const size_t end = work_push(w, &commit_all, NULL, 0);
    enum err e = work_send(w, &b);
    *how = ending_of(in);
    if (e == OK && !db_batch_committed(in, end))
        return ERR_INTERNAL; /* PostgreSQL rolled back what we took for sound */
    if (e == OK && in->db->warned)
        *how = UNREPLICATED;
    if (b.lost && b.end_sent && !(b.told && b.failed_at < end))
        *how = UNKNOWN;
    return *how == UNREPLICATED ? ERR_OUTCOME : e;
}

static void undo(struct work *w)
{
    struct work_inner *in = w->inner;
    if (in->db->holder != in)
        return;
    in->failed = OK;
    in->sent = in->n; /* what is still queued is dropped */
    work_push(w, &roll_back, NULL, 0);
    if (work_send(w, &(struct batch){.ends = true}) != OK)
        db_disconnect(in->db);
}

static enum err transact_once(struct db *db, struct arena *a, struct id user,
                              enum err (*fn)(struct work *w, void *ctx), void *ctx, bool again,
                              enum ending *how)
{
    struct work *w = work_new(db, a, TRANSACTION, user);
    struct work_inner *in = w->inner;
    in->again = again;
    enum err e = fn(w, ctx);
    *how = SETTLED;
    if (in->failed != OK) { /* a failure in the pipeline stands, even if fn went past it */
        *how = ending_of(in);
        if (e == OK || *how != SETTLED)
            e = in->failed;
    }
    if (e == OK && work_waits(w)) { /* fn forgot to flush: what it gives back rests on rows it has not seen */
        log_event(LOG_ALERT, "db_not_flushed", LOG_WORD("statement", in->queue[in->n - 1].s.name));
        e = ERR_INTERNAL;
    }
    if (e == OK && in->n > 0)
        e = commit(w, how);
    if (e != OK)
        undo(w);
    work_release(in);
    return e;
}

/* By chance up to 4, 16, 64, 256, 1024 ms: those that collided wait for one another anyway. The last two are
 * for a machine that is so busy, or a table that is so small (PostgreSQL notes it whole as read), that all
 * collide with all: what would be lost is an answer that was just written, or a claim that nobody gives back.
 */
static void back_off(int retry)
{
    uint8_t chance = 0;
    if (getrandom(&chance, 1, GRND_NONBLOCK) != 1)
        chance = 128;
    db_sleep(((int64_t)1 << 2 * retry) * chance / UINT8_MAX);
}

enum err db_transact(struct db *db, struct arena *a, struct id user,
                     enum err (*fn)(struct work *w, void *ctx), void *ctx)
{
    int retries = 0, losses = 0;
    bool unsure = false; /* an earlier COMMIT may have happened */
    const int64_t patient_until = clock_monotonic_ms() + db->role->patience_ms;
    for (;;) {
        enum ending how;
        enum err e = transact_once(db, a, user, fn, ctx, retries > 0, &how);
        switch (how) {
        case SETTLED:
        case UNREPLICATED:
            return e != OK && unsure ? ERR_OUTCOME : e;
        case ASKED_AGAIN:
            if (++retries > RETRIES)
                return unsure ? ERR_OUTCOME : ERR_BUSY;
            back_off(retries);
            break;
        case UNKNOWN:
            unsure = true;
            if (++losses > LOST_MOST || clock_monotonic_ms() > patient_until)
                return ERR_OUTCOME;
            break;
        case BROKEN:
            if (++losses > LOST_MOST)
                return unsure ? ERR_OUTCOME : ERR_DB;
            break;
        }
    }
}

enum err db_single(struct db *db, struct arena *a, struct into into, const struct statement *statement,
                   const struct param *params, size_t n)
{
    struct work *w = work_new(db, a, SINGLE, (struct id){{0}});
    work_read(w, into, statement, params, n);
    enum ending how;
    const enum err e = commit(w, &how);
    if (e == OK)
        return work_fill(w, 0);
    undo(w);
    return how == UNKNOWN ? ERR_OUTCOME : e;
}
