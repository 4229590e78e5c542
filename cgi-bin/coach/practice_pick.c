#include "coach/practice_inner.h"

#include "base/text.h"
#include "store/idempotency.h"

struct picking {
    struct form form;
    struct id session, question;
    const char *kind;
    const struct practice_answer *draft;
    enum err (*change)(struct work *w, const struct picking *k, struct session *s,
                       struct session_question *p);
};

static enum err on_pick(struct work *w, void *ctx)
{
    const struct picking *k = ctx;
    const char *done;
    enum err e = idempotency_begin(w, k->form, k->kind, &done);
    if (e != OK || done)
        return e;
    struct session *s;
    struct session_question *p;
    if ((e = session_read(w, k->session, &s)) != OK)
        return e;
    if ((e = session_question_read(w, k->session, k->question, &p)) != OK)
        return e;
    if (!s || !p)
        return ERR_NOT_FOUND;
    if ((e = k->change(w, k, s, p)) != OK)
        return e;
    if ((e = session_question_save(w, p)) != OK)
        return e;
    if ((e = session_touch(w, k->session, clock_now())) != OK)
        return e;
    return idempotency_finish(w, k->form.id, practice_path(w->arena, k->session));
}

static enum err open_pick(struct work *w, const struct picking *picking, struct session *session,
                          struct session_question *offered)
{
    if (session->ended)
        return ERR_CONFLICT;
    if (offered->state == SESSION_QUESTION_OPEN && offered->ends > clock_now())
        return OK; /* the back button: its clock runs on */
    struct question *q;
    enum err e = question_read(w, picking->question, &q);
    if (e != OK)
        return e;
    if (!q)
        return ERR_NOT_FOUND;
    if (offered->opened == 0) {
        q->asked++;
        if ((e = question_save(w, q)) != OK)
            return e;
    }
    offered->state = SESSION_QUESTION_OPEN;
    offered->opened = clock_now();
    offered->ends = offered->opened + offered->seconds;
    return id_new(&offered->form);
}

static enum err skip_pick(struct work *w, const struct picking *picking, struct session *session,
                          struct session_question *offered)
{
    (void)w;
    (void)picking;
    if (session->ended || offered->state == SESSION_QUESTION_ANSWERED)
        return ERR_CONFLICT;
    offered->state = SESSION_QUESTION_SKIPPED;
    return OK;
}

static enum err draft_pick(struct work *w, const struct picking *picking, struct session *session,
                           struct session_question *offered)
{
    (void)w;
    (void)session;
    offered->draft = picking->draft->answer;
    offered->self_score = picking->draft->self_score;
    offered->dictated = offered->dictated && !text_blank(offered->draft);
    return OK;
}

/* The planned time is over: the next step that is not an answer ends the session by the clock. */
struct timing_out {
    struct id session;
    bool over;
};

static enum err end_if_over(struct work *w, void *ctx)
{
    struct timing_out *t = ctx;
    struct session *s;
    enum err e = session_read(w, t->session, &s);
    if (e != OK)
        return e;
    if (!s)
        return ERR_NOT_FOUND;
    t->over = practice_is_over(s);
    if (!t->over)
        return OK;
    return practice_stop(w, t->session, SESSION_BY_CLOCK);
}

enum err practice_open(struct coach *coach, struct arena *a, struct id user, struct form form,
                       struct id session, struct id question)
{
    struct timing_out t = {.session = session};
    const enum err e = db_transact(coach->db, a, user, end_if_over, &t);
    if (e != OK)
        return e;
    if (t.over)
        return ERR_CONFLICT;
    struct picking k = {
        .form = form, .session = session, .question = question, .kind = "open", .change = open_pick};
    return db_transact(coach->db, a, user, on_pick, &k);
}

enum err practice_skip(struct coach *coach, struct arena *a, struct id user, struct form form,
                       struct id session, struct id question)
{
    struct picking k = {
        .form = form, .session = session, .question = question, .kind = "skip", .change = skip_pick};
    return db_transact(coach->db, a, user, on_pick, &k);
}

enum err practice_draft(struct coach *coach, struct arena *a, struct id user,
                        const struct practice_answer *draft)
{
    struct picking k = {.form = {.id = draft->form},
                        .session = draft->session,
                        .question = draft->question,
                        .kind = "draft",
                        .draft = draft,
                        .change = draft_pick};
    return db_transact(coach->db, a, user, on_pick, &k);
}
