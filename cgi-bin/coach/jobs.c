#include "coach/jobs.h"
#include "base/log.h"
#include "coach/daily_review.h"
#include "coach/practice.h"
#include "coach/reconcile.h"
#include "coach/turn.h"
#include "store/session.h"

static enum err mark_job(struct coach *c, struct arena *a, const struct job *j, struct id about,
                         struct listener to)
{
    struct turn turn = {
        .coach = c, .arena = a, .mode = TURN_MARK, .user = j->user, .id = about, .listener = to};
    return turn_run(&turn);
}

static enum err reconcile_job(struct coach *c, struct arena *a, const struct job *j, struct id about,
                              struct listener to)
{
    (void)to;
    return reconcile_session(c, a, j->user, about);
}

/* A session whose planned time ran to its end was ended by the clock; one that was left before was abandoned.
 */
struct how_ended {
    struct id session;
    enum session_end how;
};

static enum err how_it_ended(struct work *w, void *ctx)
{
    struct how_ended *h = ctx;
    struct session *s;
    const enum err e = session_read(w, h->session, &s);
    if (e != OK)
        return e;
    if (!s)
        return ERR_NOT_FOUND;
    h->how = s->last >= s->started + s->planned_seconds ? SESSION_BY_CLOCK : SESSION_ABANDONED;
    return OK;
}

static enum err close_job(struct coach *c, struct arena *a, const struct job *j, struct id about,
                          struct listener to)
{
    struct how_ended h = {.session = about};
    (void)to;
    const enum err e = db_transact(c->db, a, j->user, how_it_ended, &h);
    return e != OK ? e : practice_end(c, a, j->user, (struct id){0}, about, h.how);
}

static enum err review_job(struct coach *c, struct arena *a, const struct job *j, struct id about,
                           struct listener to)
{
    (void)about; /* the period is a day: the review is that of the day it is run on */
    struct id review;
    const enum err e = daily_review_queue(c, a, j->user, &review);
    return e != OK ? e : daily_review_run(c, a, j->user, review, to);
}

/* THE table of jobs. */
static const struct kind {
    enum err (*run)(struct coach *c, struct arena *a, const struct job *j, struct id about,
                    struct listener to);
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

enum err jobs_do(struct coach *c, struct arena *a, const struct job *j)
{
    const struct kind *k = &kinds[j->kind];
    struct id about = {0};
    struct trouble trouble = {0};
    enum err e = OK;
    if (k->about_row)
        e = id_parse(j->period, &about);
    if (e == OK)
        e = k->run(c, a, j, about, (struct listener){.trouble = &trouble});
    if (settled(e))
        return job_finish(c->db, a, j);
    if (e == ERR_BUSY) { /* somebody is at it just now: their lease ends soon, and no try was wasted */
        const enum err put_off =
            job_retry(c->db, a, j, clock_now() + conf_int(c->conf, "model.lease_seconds"), err_name(e));
        return put_off != OK ? put_off : ERR_BUSY;
    }

    const bool give_up = j->tries >= k->tries;
    const int doubled = j->tries < 6 ? j->tries - 1 : 5;
    const clock_time backed_off = clock_now() + (k->back_off << (doubled > 0 ? doubled : 0));
    const clock_time next = give_up ? 0 : trouble.again > backed_off ? trouble.again : backed_off;
    if (!trouble.why)
        trouble.why = err_name(e);
    log_event(give_up ? LOG_ALERT : LOG_WARN, "job_failed", LOG_ID("user", j->user),
              LOG_WORD("kind", job_kind_name(j->kind)), LOG_WORD("class", trouble.why),
              LOG_INT("tries", j->tries));
    const enum err kept = job_retry(c->db, a, j, next, trouble.why);
    return kept != OK ? kept : e;
}

/* ---- what is found ---- */

enum { FIND_BYTES = 16 * 1024 * 1024 };

static enum err queue_close(struct work *w, void *ctx)
{
    const struct id *session = ctx;
    return job_queue(w, JOB_CLOSE_SESSION, id_text(w->arena, *session), clock_now());
}

/* In an arena of its own: one user's trouble stops nobody else's. */
static void close_one(struct coach *c, const struct session_ref *s, struct jobs_search *search)
{
    struct arena *a = arena_new(FIND_BYTES, true);
    struct id session = s->session;
    const enum err e = !a                  ? ERR_MEMORY
                       : search->look_only ? OK
                                           : db_transact(c->db, a, s->user, queue_close, &session);
    arena_free(a);
    if (e == OK) {
        search->sessions++;
        return;
    }
    search->failed++;
    log_event(LOG_WARN, "close_not_queued", LOG_ID("user", s->user), LOG_WORD("class", err_name(e)));
}

enum err jobs_find(struct coach *c, struct arena *a, struct jobs_search *search)
{
    struct session_ref *left;
    size_t n;
    const clock_time before = clock_now() - conf_int(c->conf, "practice.abandoned_minutes") * 60;
    const enum err e = session_list_abandoned(c->db, a, before, &left, &n);
    for (size_t i = 0; e == OK && i < n; i++)
        if (id_none(search->only) || id_equal(search->only, left[i].user))
            close_one(c, &left[i], search);
    return e;
}
