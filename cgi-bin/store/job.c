#include "store/job.h"
#include "store/claim.h"

/* The number of the one lock of the hourly run: "greenroo" as bytes. */
static const int64_t HOURLY_LOCK = 0x677265656e726f6f;

static const char *const kind_names[] = {[JOB_RECONCILE] = "reconcile",
                                         [JOB_MARK] = "mark",
                                         [JOB_REVIEW] = "review",
                                         [JOB_CLOSE_SESSION] = "close_session"};

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
    return WORK_RUN(w, NULL, &job_insert, P_ID(id), P_INT(kind), P_TEXT(period), P_INT(due));
}

static const struct statement job_done = {
    "job_done",
    "UPDATE gr.jobs"
    "   SET state = 2, lease = NULL"
    " WHERE user_id = gr.me() AND kind = $1::int8::smallint AND period = $2::text AND state <> 2"};

enum err job_done_by_hand(struct work *w, enum job_kind kind, const char *period)
{
    return WORK_RUN(w, NULL, &job_done, P_INT(kind), P_TEXT(period));
}

static const struct statement job_done_try = {
    "job_done_by_try",
    "UPDATE gr.jobs"
    "   SET state = 2, lease = NULL"
    " WHERE user_id = gr.me() AND kind = $1::int8::smallint AND period = $2::text AND state = 1"
    "   AND tries = $3::int8"};

enum err job_done_by_try(struct work *w, enum job_kind kind, const char *period, int try_no)
{
    ticket t;
    const enum err e = WORK_RUN(w, &t, &job_done_try, P_INT(kind), P_TEXT(period), P_INT(try_no));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

static const struct statement job_off = {
    "job_put_off",
    "UPDATE gr.jobs"
    "   SET due = to_timestamp($3::int8), error_class = $4::text"
    " WHERE user_id = gr.me() AND kind = $1::int8::smallint AND period = $2::text AND state = 0"};

enum err job_put_off(struct work *w, enum job_kind kind, const char *period, clock_time due, const char *why)
{
    return WORK_RUN(w, NULL, &job_off, P_INT(kind), P_TEXT(period), P_INT(due), P_TEXT(why));
}

static const struct statement job_why = {
    "job_trouble",
    "SELECT coalesce(error_class, ''), extract(epoch FROM due)::int8"
    "  FROM gr.jobs"
    " WHERE user_id = gr.me() AND kind = $1::int8::smallint AND period = $2::text AND state < 2"};

ticket job_want_trouble(struct work *w, enum job_kind kind, const char *period)
{
    return WORK_WANT(w, &job_why, P_INT(kind), P_TEXT(period));
}

enum err job_take_trouble(struct work *w, ticket t, struct job_trouble **out)
{
    *out = NULL;
    if (work_count(w, t) == 0)
        return OK;
    *out = arena_alloc(w->arena, sizeof **out);
    **out = (struct job_trouble){.why = work_text(w, t, 0, 0), .due = work_int(w, t, 0, 1)};
    return OK;
}

static const struct statement job_all = {
    "job_all", "SELECT id, user_id, kind::int8, period, tries::int8, extract(epoch FROM due)::int8,"
               "       state::int8, coalesce(error_class, '')"
               "  FROM gr.jobs"
               " WHERE user_id = gr.me()"
               " ORDER BY due, id"};

ticket job_want_all(struct work *w)
{
    return work_want(w, &job_all, NULL, 0);
}

static struct job read_job(struct work *w, ticket t, size_t row)
{
    return (struct job){.id = work_id(w, t, row, 0),
                        .user = work_id(w, t, row, 1),
                        .kind = (enum job_kind)work_int(w, t, row, 2),
                        .period = work_text(w, t, row, 3),
                        .tries = (int)work_int(w, t, row, 4),
                        .due = work_int(w, t, row, 5),
                        .state = (enum job_state)work_int(w, t, row, 6),
                        .error_class = work_text(w, t, row, 7)};
}

enum err job_take_all(struct work *w, ticket t, struct job **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = read_job(w, t, i);
    return OK;
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
    "job_take",
    "WITH next AS ("
    "    SELECT user_id, id"
    "      FROM gr.jobs"
    "     WHERE due <= to_timestamp($1::int8)"
    "       AND state < 2"
    "       AND (state = 0 OR lease < to_timestamp($1::int8))"
    "       AND ($3::uuid IS NULL OR user_id = $3::uuid)"
    "     ORDER BY due, id"
    "       FOR UPDATE SKIP LOCKED"
    "     LIMIT 1)"
    " UPDATE gr.jobs j"
    "    SET state = 1, tries = tries + 1, lease = to_timestamp($1::int8 + $2::int8)"
    "   FROM next"
    "  WHERE j.user_id = next.user_id AND j.id = next.id"
    " RETURNING j.id, j.user_id, j.kind::int8, j.period, j.tries::int8, extract(epoch FROM j.due)::int8,"
    "           j.state::int8, coalesce(j.error_class, '')"};

enum err job_claim(struct db *db, struct arena *a, clock_time now, int64_t lease_seconds, struct id only,
                   struct job *out)
{
    *out = (struct job){.period = "", .error_class = ""};
    struct work *w;
    ticket t;
    enum err e = DB_SINGLE(db, a, &w, &t, &job_take, P_INT(now), P_INT(lease_seconds), P_ID(only));
    if (e != OK || work_count(w, t) == 0)
        return e;
    *out = read_job(w, t, 0);
    return OK;
}

/* Only while this try holds the job: what was done by hand or claimed anew meanwhile stays as it is. */
static const struct statement job_end = {
    "job_end", "UPDATE gr.jobs"
               "   SET state = 2, lease = NULL, error_class = NULL"
               " WHERE user_id = $1::uuid AND id = $2::uuid AND state = 1 AND tries = $3::int8"};

enum err job_finish(struct db *db, struct arena *a, const struct job *j)
{
    struct work *w;
    ticket t;
    return DB_SINGLE(db, a, &w, &t, &job_end, P_ID(j->user), P_ID(j->id), P_INT(j->tries));
}

static const struct statement job_again = {
    "job_again", "UPDATE gr.jobs"
                 "   SET state = CASE WHEN $4::int8 = 0 THEN 3 ELSE 0 END,"
                 "       due = CASE WHEN $4::int8 = 0 THEN due ELSE to_timestamp($4::int8) END,"
                 "       lease = NULL,"
                 "       error_class = $5::text"
                 " WHERE user_id = $1::uuid AND id = $2::uuid AND state = 1 AND tries = $3::int8"};

enum err job_retry(struct db *db, struct arena *a, const struct job *j, clock_time next,
                   const char *error_class)
{
    struct work *w;
    ticket t;
    return DB_SINGLE(db, a, &w, &t, &job_again, P_ID(j->user), P_ID(j->id), P_INT(j->tries), P_INT(next),
                     P_TEXT(error_class));
}

static const struct statement job_due = {"job_due", "SELECT count(*)::int8"
                                                    "  FROM gr.jobs"
                                                    " WHERE due <= to_timestamp($1::int8) AND state < 2"
                                                    "   AND (state = 0 OR lease < to_timestamp($1::int8))"
                                                    "   AND ($2::uuid IS NULL OR user_id = $2::uuid)"};

enum err job_count_due(struct db *db, struct arena *a, clock_time now, struct id only, int64_t *out)
{
    struct work *w = work_reading(db, a, NULL);
    ticket t;
    enum err e = WORK_RUN(w, &t, &job_due, P_INT(now), P_ID(only));
    *out = work_int(w, t, 0, 0);
    return e;
}

static const struct statement job_lock = {"job_lock", "SELECT pg_try_advisory_lock($1::int8)"};

enum err job_take_hourly_lock(struct db *db, struct arena *a, bool *taken)
{
    struct work *w = work_reading(db, a, NULL);
    ticket t;
    enum err e = WORK_RUN(w, &t, &job_lock, P_INT(HOURLY_LOCK));
    *taken = work_bool(w, t, 0, 0);
    return e;
}
