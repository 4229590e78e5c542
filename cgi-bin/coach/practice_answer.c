#include "coach/practice_inner.h"

#include "base/num.h"
#include "base/text.h"
#include "store/idempotency.h"
#include "store/job.h"
#include <string.h>

enum { GRACE = 10 }; /* seconds after the clock's end that still count as in time: the form's way here */

struct answering {
    const struct practice_answer *in;
    struct id attempt;
    bool other_text; /* the same form brought another text: kept as a draft */
};

/* The draft with one more text: a third tab must not push out what the second one brought. */
static const char *draft_with(struct arena *a, const char *draft, const char *text)
{
    enum { MOST_BYTES = 60000 };
    if (text_contains(draft, text))
        return draft;
    if (text_blank(draft) || strlen(draft) + strlen(text) > MOST_BYTES)
        return text;
    return arena_printf(a, "%s\n\n%s", draft, text);
}

/* The form was used before. The same text: that attempt. Another text (two tabs): the first stands, this one
 * is kept as a draft. */
static enum err answered_already(struct work *w, struct answering *answering)
{
    struct attempt *first;
    struct session_question *p;
    enum err e = attempt_read(w, answering->in->form, &first);
    if (e != OK)
        return e;
    if (!first)
        return ERR_INTERNAL;
    answering->other_text = !text_equal(first->answer, answering->in->answer);
    if (!answering->other_text)
        return OK;
    if ((e = session_question_read(w, answering->in->session, answering->in->question, &p)) != OK)
        return e;
    if (!p)
        return ERR_NOT_FOUND;
    p->draft = draft_with(w->arena, p->draft, answering->in->answer);
    return session_question_save(w, p);
}

static int tries_so_far(const struct attempt *all, size_t n, struct id question)
{
    int tries = 0;
    for (size_t i = 0; i < n; i++)
        tries += id_equal(all[i].question, question);
    return tries;
}

static enum err save_answer(struct work *w, const struct answering *answering, const struct session *session,
                            struct session_question *offered, int try_no)
{
    const clock_time now = clock_now();
    const clock_time opened = offered->opened ? offered->opened : now;
    const struct attempt t = {
        .id = answering->in->form,
        .session = session->id,
        .question = offered->question,
        .try_no = try_no,
        .opened = opened,
        .answered = now,
        .seconds = (int)num_clamp(now - opened, 0, INT32_MAX), /* the clock may have been put back */
        .late = offered->ends && now > offered->ends + GRACE,
        .answer = answering->in->answer,
        .self_score = answering->in->self_score,
        .dictated = answering->in->dictated || offered->dictated,
        .state = MARK_PENDING,
    };
    enum err e = attempt_insert(w, &t);
    if (e != OK)
        return e;
    offered->state = SESSION_QUESTION_ANSWERED;
    offered->draft = "";
    offered->self_score = 0;
    offered->dictated = false;
    if ((e = session_question_save(w, offered)) != OK)
        return e;
    return job_queue(w, JOB_MARK, id_text(w->arena, t.id), now);
}

static enum err answer(struct work *w, void *ctx)
{
    struct answering *k = ctx;
    const char *done;
    enum err e = idempotency_begin(w, (struct form){.id = k->in->form}, "answer", &done);
    k->attempt = k->in->form;
    k->other_text = false;
    if (e != OK)
        return e;
    if (done)
        return answered_already(w, k);
    struct session *s;
    struct attempt *all;
    struct session_question *p;
    size_t n;
    session_want(w, k->in->session, &s);
    attempt_want_session(w, k->in->session, &all, &n);
    if ((e = work_flush(w)) != OK)
        return e;
    if ((e = session_question_read(w, k->in->session, k->in->question, &p)) != OK)
        return e;
    if (!s || !p)
        return ERR_NOT_FOUND;
    if ((e = save_answer(w, k, s, p, tries_so_far(all, n, p->question) + 1)) != OK)
        return e;
    if ((e = session_touch(w, s->id, clock_now())) != OK)
        return e;
    return idempotency_finish(w, k->in->form,
                              arena_printf(w->arena, "/attempt/%s", id_text(w->arena, k->attempt)));
}

enum err practice_answer(struct coach *coach, struct arena *a, struct id user,
                         const struct practice_answer *in, struct id *attempt)
{
    struct answering answering = {.in = in};
    const enum err e = db_transact(coach->db, a, user, answer, &answering);
    *attempt = answering.attempt;
    if (e == OK && answering.other_text)
        return ERR_CONFLICT;
    return e;
}
