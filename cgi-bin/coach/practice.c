#include "coach/practice_inner.h"

#include "base/text.h"
#include "library/prescription.h"
#include "store/idempotency.h"
#include "store/job.h"

char *practice_path(struct arena *a, struct id session)
{
    return arena_printf(a, "/session/%s", id_text(a, session));
}

enum err practice_stop(struct work *w, struct id session, enum session_end how)
{
    bool changed;
    enum err e = session_end(w, session, how, clock_now(), &changed);
    if (e != OK || !changed)
        return e;
    return job_queue(w, JOB_RECONCILE, id_text(w->arena, session), clock_now());
}

bool practice_is_over(const struct session *session)
{
    return session->ended == 0 && clock_now() > session->started + session->planned_seconds;
}

struct beginning {
    const struct practice_start *start;
    struct id session;
    const char **why;
};

const struct plan_topic *practice_topic(const struct plan *plan, struct id id)
{
    for (size_t i = 0; plan && i < plan->topics_n; i++)
        if (id_equal(plan->topics[i].topic, id))
            return &plan->topics[i];
    return NULL;
}

/* The shape of the session: the user's own, else the topic's usual one made as long as planned. */
static enum err shape(struct arena *a, const struct beginning *beginning, const struct plan_topic *topic,
                      struct session *session)
{
    struct prescription p;
    const bool own = !text_blank(beginning->start->prescription);
    const char *text = own ? beginning->start->prescription : topic->prescription;
    if (prescription_parse(a, text, &p, beginning->why) != OK) {
        if (own)
            return ERR_INPUT;
        p = prescription_make(topic->daily_minutes * 60, 4 * 60, MIXED);
    }
    const int wanted = beginning->start->minutes * 60;
    if (!own && wanted > 0 &&
        (prescription_seconds(&p) > wanted + 60 || prescription_seconds(&p) < wanted - 180))
        p = prescription_make(wanted, p.blocks[0].seconds, p.blocks[0].level);
    session->prescription = prescription_text(a, &p);
    session->planned_seconds = wanted;
    if (wanted <= 0)
        session->planned_seconds = prescription_seconds(&p);
    return OK;
}

static enum err begin(struct work *w, void *ctx)
{
    struct beginning *b = ctx;
    const char *done;
    enum err e = idempotency_begin(w, b->start->form, "session", &done);
    b->session = b->start->form.id;
    if (e != OK || done)
        return e;
    struct plan *plan;
    struct session *running;
    plan_want_current(w, &plan);
    session_want_running(w, &running);
    if ((e = work_flush(w)) != OK)
        return e;
    const struct plan_topic *t = practice_topic(plan, b->start->topic);
    if (!t)
        return ERR_NOT_FOUND;
    if (running && (e = practice_stop(w, running->id, SESSION_BY_HAND)) != OK)
        return e;
    struct session s = {.id = b->session, .topic = t->topic, .topic_name = t->name, .started = clock_now()};
    s.last = s.started;
    if ((e = shape(w->arena, b, t, &s)) != OK)
        return e;
    if ((e = session_insert(w, &s)) != OK)
        return e;
    return idempotency_finish(w, b->start->form.id, practice_path(w->arena, s.id));
}

enum err practice_begin(struct coach *coach, struct arena *a, struct id user,
                        const struct practice_start *start, struct id *session, const char **why)
{
    struct beginning b = {.start = start, .why = why};
    const enum err e = db_transact(coach->db, a, user, begin, &b);
    *session = b.session;
    return e;
}

struct ending {
    struct form form;
    struct id session;
    enum session_end how;
};

static enum err end(struct work *w, void *ctx)
{
    const struct ending *k = ctx;
    const char *done = NULL;
    enum err e = OK;
    if (!id_none(k->form.id))
        e = idempotency_begin(w, k->form, "end", &done);
    if (e != OK || done)
        return e;
    struct session *s;
    if ((e = session_read(w, k->session, &s)) != OK)
        return e;
    if (!s)
        return ERR_NOT_FOUND;
    if ((e = practice_stop(w, k->session, k->how)) != OK || id_none(k->form.id))
        return e;
    return idempotency_finish(w, k->form.id,
                              arena_printf(w->arena, "%s/summary", practice_path(w->arena, k->session)));
}

enum err practice_end(struct coach *coach, struct arena *a, struct id user, struct form form,
                      struct id session, enum session_end how)
{
    struct ending k = {.form = form, .session = session, .how = how};
    return db_transact(coach->db, a, user, end, &k);
}
