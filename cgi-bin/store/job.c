#include "store/job.h"
#include "store/claim.h"

/* The number of the one lock of the hourly run: "greenroo" as bytes. */
static const int64_t HOURLY_LOCK = 0x677265656e726f6f;

static const char *const kind_names[] = {[JOB_RECONCILE] = "reconcile",
                                         [JOB_MARK] = "mark",
                                         [JOB_REVIEW] = "review",
                                         [JOB_CLOSE_SESSION] = "close_session"};

static const char *const states[] = {
    [JOB_WAITING] = "waiting",
    [JOB_CLAIMED] = "claimed",
    [JOB_DONE] = "done",
    [JOB_FAILED] = "failed",
};

/* clang-format off */
#define JOB(C)                                                        \
    C(COLUMN(1, ID, id))                                              \
    C(COLUMN_WORD(2, kind, kind_names))                               \
    C(COLUMN(3, TEXT, period))                                        \
    C(COLUMN_WORD(4, state, states))                                  \
    C(COLUMN(5, TIME, due))                                           \
    C(COLUMN(6, INT, tries))                                          \
    C(EXPRESSION(7, TEXT, error_class, "coalesce(error_class, '')"))  \
    C(INNER_AS(8, ID, user_id, user))
/* clang-format on */

ROW_DEFINE_OPEN(job_row, struct job, JOB);

const char *job_kind_name(enum job_kind kind)
{
    return (size_t)kind < sizeof kind_names / sizeof *kind_names ? kind_names[kind] : "";
}

static const struct statement job_insert = {
    "job_insert", "INSERT INTO gr.jobs (user_id, id, kind, period, due)"
                  " VALUES (gr.me(), $1::uuid, $2::int8::smallint, $3::text, to_timestamp($4::int8))"
                  " ON CONFLICT (user_id, kind, period) DO NOTHING"};

enum err job_queue(struct work *w, enum job_kind kind, const char *period, clock_time due)
{
    struct id id;
    enum err e = id_new(&id);
    if (e != OK)
        return e;
    WORK_WRITE(w, &job_insert, P_ID(id), P_INT(kind), P_TEXT(period), P_INT(due));
    return work_flush(w);
}

static const struct statement job_anew = {
    "job_anew", "UPDATE gr.jobs"
                "   SET state = 0, lease = NULL, error_class = NULL, due = to_timestamp($3::int8)"
                " WHERE user_id = gr.me() AND kind = $1::int8::smallint AND period = $2::text AND state > 1"};

enum err job_queue_again(struct work *w, enum job_kind kind, const char *period, clock_time due)
{
    const enum err e = job_queue(w, kind, period, due);
    if (e != OK)
        return e;
    WORK_WRITE(w, &job_anew, P_INT(kind), P_TEXT(period), P_INT(due));
    return work_flush(w);
}

static const struct statement job_done = {
    "job_done",
    "UPDATE gr.jobs"
    "   SET state = 2, lease = NULL"
    " WHERE user_id = gr.me() AND kind = $1::int8::smallint AND period = $2::text AND state <> 2"};

enum err job_done_by_hand(struct work *w, enum job_kind kind, const char *period)
{
    WORK_WRITE(w, &job_done, P_INT(kind), P_TEXT(period));
    return work_flush(w);
}

static const struct statement job_done_try = {
    "job_done_by_try",
    "UPDATE gr.jobs"
    "   SET state = 2, lease = NULL"
    " WHERE user_id = gr.me() AND kind = $1::int8::smallint AND period = $2::text AND state = 1"
    "   AND tries = $3::int8"};

enum err job_done_by_try(struct work *w, enum job_kind kind, const char *period, int try_no)
{
    return WORK_CHANGE(w, ERR_CONFLICT, &job_done_try, P_INT(kind), P_TEXT(period), P_INT(try_no));
}

static const struct statement job_off = {
    "job_put_off",
    "UPDATE gr.jobs"
    "   SET due = to_timestamp($3::int8), error_class = $4::text"
    " WHERE user_id = gr.me() AND kind = $1::int8::smallint AND period = $2::text AND state = 0"};

enum err job_put_off(struct work *w, enum job_kind kind, const char *period, clock_time due, const char *why)
{
    WORK_WRITE(w, &job_off, P_INT(kind), P_TEXT(period), P_INT(due), P_TEXT(why));
    return work_flush(w);
}

/* clang-format off */
#define TROUBLE(C)                                            \
    C(EXPRESSION(1, TEXT, why, "coalesce(error_class, '')"))  \
    C(COLUMN(2, TIME, due))
/* clang-format on */

static ROW_DEFINE_OPEN(trouble_row, struct job_trouble, TROUBLE);

static const struct statement job_why = {
    "job_trouble", "SELECT " ROW_COLUMNS(TROUBLE) "  FROM gr.jobs"
                                                  " WHERE user_id = gr.me() AND kind = $1::int8::smallint "
                                                  "AND period = $2::text AND state < 2"};

void job_want_trouble(struct work *w, enum job_kind kind, const char *period, struct job_trouble **out)
{
    WORK_READ(w, ROW_ONE(trouble_row(), out), &job_why, P_INT(kind), P_TEXT(period));
}

static const struct statement job_all = {"job_all", "SELECT " ROW_COLUMNS(JOB) "  FROM gr.jobs"
                                                                               " WHERE user_id = gr.me()"
                                                                               " ORDER BY due, id"};

void job_want_all(struct work *w, struct job **out, size_t *n)
{
    work_read(w, ROW_ALL(job_row(), out, n), &job_all, NULL, 0);
}

/* Of a session's reconciliation, by the session: what somebody waits for and what the batch does is one
 * thing. */
static const struct claim by_hand = {
    .take = {"job_hand_claim",
             "UPDATE gr.jobs"
             "   SET state = 1, tries = tries + 1, lease = to_timestamp($3::int8)"
             " WHERE user_id = gr.me() AND kind = 0 AND period = $1::uuid::text AND state <> 2"
             "   AND (state <> 1 OR lease < to_timestamp($2::int8))"
             " RETURNING tries::int8"},
    .look = {"job_hand_look", "SELECT (state = 2)::int::int8"
                              "  FROM gr.jobs"
                              " WHERE user_id = gr.me() AND kind = 0 AND period = $1::uuid::text"},
    .release = {"job_hand_release",
                "UPDATE gr.jobs"
                "   SET state = 0, lease = NULL, error_class = $3::text"
                " WHERE user_id = gr.me() AND kind = 0 AND period = $1::uuid::text AND state = 1"
                "   AND tries = $2::int8"},
};

enum err job_claim_by_hand(struct work *w, struct id session, int64_t lease_seconds, int *try_no)
{
    return claim_take(w, &by_hand, session, lease_seconds, try_no);
}

enum err job_release_by_hand(struct work *w, struct id session, int try_no, const char *why)
{
    return claim_release(w, &by_hand, session, try_no, why);
}

/* ---- The batch: nobody is entered, and only ids and the schedule are touched ---- */

static const struct statement job_take = {
    "job_take", "WITH next AS ("
                "    SELECT user_id AS next_user, id AS next_id"
                "      FROM gr.jobs"
                "     WHERE due <= to_timestamp($1::int8)"
                "       AND state < 2"
                "       AND (state = 0 OR lease < to_timestamp($1::int8))"
                "       AND ($3::uuid IS NULL OR user_id = $3::uuid)"
                "     ORDER BY due, id"
                "       FOR UPDATE SKIP LOCKED"
                "     LIMIT 1)"
                " UPDATE gr.jobs"
                "    SET state = 1, tries = tries + 1, lease = to_timestamp($1::int8 + $2::int8)"
                "   FROM next"
                "  WHERE user_id = next_user AND id = next_id"
                " RETURNING " ROW_COLUMNS(JOB)};

enum err job_claim(struct db *db, struct arena *a, clock_time now, int64_t lease_seconds, struct id only,
                   struct job *out)
{
    *out = (struct job){.period = "", .error_class = ""};
    return DB_SINGLE(db, a, ROW_HERE(job_row(), out), &job_take, P_INT(now), P_INT(lease_seconds),
                     P_ID(only));
}

/* Only while this try holds the job: what was done by hand or claimed anew meanwhile stays as it is. */
static const struct statement job_end = {
    "job_end", "UPDATE gr.jobs"
               "   SET state = 2, lease = NULL, error_class = NULL"
               " WHERE user_id = $1::uuid AND id = $2::uuid AND state = 1 AND tries = $3::int8"};

enum err job_finish(struct db *db, struct arena *a, const struct job *job)
{
    return DB_SINGLE(db, a, WORK_NOTHING, &job_end, P_ID(job->user), P_ID(job->id), P_INT(job->tries));
}

static const struct statement job_again = {
    "job_again", "UPDATE gr.jobs"
                 "   SET state = CASE WHEN $4::int8 = 0 THEN 3 ELSE 0 END,"
                 "       due = CASE WHEN $4::int8 = 0 THEN due ELSE to_timestamp($4::int8) END,"
                 "       lease = NULL,"
                 "       error_class = $5::text"
                 " WHERE user_id = $1::uuid AND id = $2::uuid AND state = 1 AND tries = $3::int8"};

enum err job_retry(struct db *db, struct arena *a, const struct job *job, clock_time next,
                   const char *error_class)
{
    return DB_SINGLE(db, a, WORK_NOTHING, &job_again, P_ID(job->user), P_ID(job->id), P_INT(job->tries),
                     P_INT(next), P_TEXT(error_class));
}

static const struct statement job_due = {"job_due", "SELECT count(*)::int8"
                                                    "  FROM gr.jobs"
                                                    " WHERE due <= to_timestamp($1::int8) AND state < 2"
                                                    "   AND (state = 0 OR lease < to_timestamp($1::int8))"
                                                    "   AND ($2::uuid IS NULL OR user_id = $2::uuid)"};

enum err job_count_due(struct db *db, struct arena *a, clock_time now, struct id only, int64_t *out)
{
    struct work *w = work_reading(db, a, NULL);
    WORK_READ(w, WORK_INT(out), &job_due, P_INT(now), P_ID(only));
    return work_flush(w);
}

static const struct statement job_lock = {"job_lock", "SELECT pg_try_advisory_lock($1::int8)"};

enum err job_take_hourly_lock(struct db *db, struct arena *a, bool *taken)
{
    struct work *w = work_reading(db, a, NULL);
    int64_t got;
    WORK_READ(w, WORK_INT(&got), &job_lock, P_INT(HOURLY_LOCK));
    const enum err e = work_flush(w);
    *taken = got == 1;
    return e;
}
