#include "coach/jobs.h"
#include "base/log.h"
#include "base/num.h"
#include "coach/daily_review.h"
#include "coach/practice.h"
#include "coach/turn.h"
#include "store/session.h"

static enum err mark_job(struct coach *coach, struct arena *a, const struct job *job, struct id about,
                         struct listener listener)
{
    struct turn turn = {
        .coach = coach, .arena = a, .mode = TURN_MARK, .user = job->user, .id = about, .listener = listener};
    return turn_run(&turn);
}

static enum err reconcile_job(struct coach *coach, struct arena *a, const struct job *job, struct id about,
                              struct listener listener)
{
    struct turn turn = {.coach = coach,
                        .arena = a,
                        .mode = TURN_RECONCILE,
                        .user = job->user,
                        .id = about,
                        .listener = listener,
                        .held = true,
                        .try_no = job->tries};
    return turn_run(&turn);
}

/* A session whose planned time ran to its end was ended by the clock; one that was left before was abandoned.
 */
struct how_ended {
    struct id session;
    enum session_end how;
};

static enum err how_it_ended(struct work *w, void *ctx)
{
    struct how_ended *ended = ctx;
    struct session *session;
    const enum err e = session_read(w, ended->session, &session);
    if (e != OK)
        return e;
    if (!session)
        return ERR_NOT_FOUND;
    ended->how = SESSION_ABANDONED;
    if (session->last >= session->started + session->planned_seconds)
        ended->how = SESSION_BY_CLOCK;
    return OK;
}

static enum err close_job(struct coach *coach, struct arena *a, const struct job *job, struct id about,
                          struct listener listener)
{
    struct how_ended ended = {.session = about};
    (void)listener;
    const enum err e = db_transact(coach->db, a, job->user, how_it_ended, &ended);
    if (e != OK)
        return e;
    return practice_end(coach, a, job->user, (struct form){.content = NULL}, about, ended.how);
}

static enum err review_job(struct coach *coach, struct arena *a, const struct job *job, struct id about,
                           struct listener listener)
{
    struct turn turn = {
        .coach = coach, .arena = a, .mode = TURN_REVIEW, .user = job->user, .listener = listener};
    (void)about; /* the period is a day: the review is that of the day it is run on */
    const enum err e = daily_review_queue(coach, a, job->user, &turn.id);
    if (e != OK)
        return e;
    return turn_run(&turn);
}

/* THE table of jobs. */
static const struct kind {
    enum err (*run)(struct coach *coach, struct arena *a, const struct job *job, struct id about,
                    struct listener listener);
    bool about_row;   /* is its period a row's id? */
    int tries;        /* at most; then it has failed and an operator should look */
    int64_t back_off; /* seconds before the second try; doubled for each further one */
} kinds[] = {
    [JOB_CLOSE_SESSION] = {.run = close_job, .about_row = true, .tries = 5, .back_off = 60},
    [JOB_MARK] = {.run = mark_job, .about_row = true, .tries = 8, .back_off = 600},
    [JOB_RECONCILE] = {.run = reconcile_job, .about_row = true, .tries = 8, .back_off = 600},
    [JOB_REVIEW] = {.run = review_job, .about_row = false, .tries = 4, .back_off = 1800},
};

/* Done before or by somebody else meanwhile, or the thing is gone: nothing is left to do. */
static bool settled(enum err e)
{
    return e == OK || e == ERR_CONFLICT || e == ERR_NOT_FOUND;
}

/* When a job that came to nothing is due again; 0: never, it was tried often enough. */
static clock_time due_again(const struct kind *kind, const struct job *job, clock_time not_before)
{
    if (job->tries >= kind->tries)
        return 0;
    const clock_time backed_off = clock_now() + (kind->back_off << num_clamp(job->tries - 1, 0, 5));
    return not_before > backed_off ? not_before : backed_off;
}

enum err jobs_do(struct coach *coach, struct arena *a, const struct job *job)
{
    const struct kind *kind = &kinds[job->kind];
    struct id about = {0};
    struct trouble trouble = {0};
    enum err e = OK;
    if (kind->about_row)
        e = id_parse(job->period, &about);
    if (e == OK)
        e = kind->run(coach, a, job, about, (struct listener){.trouble = &trouble});
    if (settled(e))
        return job_finish(coach->db, a, job);
    if (e == ERR_BUSY) { /* somebody is at it just now: their lease ends soon, and no try was wasted */
        const clock_time later = clock_now() + conf_int(coach->conf, "model.lease_seconds");
        const enum err put_off = job_retry(coach->db, a, job, later, err_name(e));
        if (put_off != OK)
            return put_off;
        return ERR_BUSY;
    }

    const clock_time next = due_again(kind, job, trouble.again);
    if (!trouble.why)
        trouble.why = err_name(e);
    log_event(next ? LOG_WARN : LOG_ALERT, "job_failed", LOG_ID("user", job->user),
              LOG_WORD("kind", job_kind_name(job->kind)), LOG_WORD("class", trouble.why),
              LOG_INT("tries", job->tries));
    const enum err kept = job_retry(coach->db, a, job, next, trouble.why);
    if (kept != OK)
        return kept;
    return e;
}

/* ---- what is found ---- */

enum { FIND_BYTES = 16 * 1024 * 1024 };

static enum err queue_close(struct work *w, void *ctx)
{
    const struct id *session = ctx;
    return job_queue(w, JOB_CLOSE_SESSION, id_text(w->arena, *session), clock_now());
}

/* In an arena of its own: one user's trouble stops nobody else's. */
static void close_one(struct coach *coach, const struct session_ref *left, struct jobs_search *search)
{
    struct arena *a = arena_new(FIND_BYTES, true);
    struct id session = left->session;
    enum err e = OK;
    if (!a)
        e = ERR_MEMORY;
    else if (!search->look_only)
        e = db_transact(coach->db, a, left->user, queue_close, &session);
    arena_free(a);
    if (e == OK) {
        search->sessions++;
        return;
    }
    search->failed++;
    log_event(LOG_WARN, "close_not_queued", LOG_ID("user", left->user), LOG_WORD("class", err_name(e)));
}

enum err jobs_find(struct coach *coach, struct arena *a, struct jobs_search *search)
{
    struct session_ref *left;
    size_t n;
    const clock_time before = clock_now() - conf_int(coach->conf, "practice.abandoned_minutes") * 60;
    const enum err e = session_list_abandoned(coach->db, a, before, &left, &n);
    for (size_t i = 0; e == OK && i < n; i++)
        if (id_none(search->only) || id_equal(search->only, left[i].user))
            close_one(coach, &left[i], search);
    return e;
}
