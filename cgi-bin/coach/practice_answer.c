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
static enum err answered_already(struct work *w, struct answering *k)
{
    struct attempt *first;
    struct session_question *p;
    enum err e = attempt_read(w, k->in->form, &first);
    if (e != OK)
        return e;
    if (!first)
        return ERR_INTERNAL;
    k->other_text = !text_equal(first->answer, k->in->answer);
    if (!k->other_text)
        return OK;
    if ((e = session_question_read(w, k->in->session, k->in->question, &p)) != OK)
        return e;
    if (!p)
        return ERR_NOT_FOUND;
    p->draft = draft_with(w->arena, p->draft, k->in->answer);
    return session_question_save(w, p);
}

static int tries_so_far(const struct attempt *all, size_t n, struct id question)
{
    int tries = 0;
    for (size_t i = 0; i < n; i++)
        tries += id_equal(all[i].question, question);
    return tries;
}

static enum err save_answer(struct work *w, const struct answering *k, const struct session *s,
                            struct session_question *p, int try_no)
{
    const clock_time now = clock_now();
    const clock_time opened = p->opened ? p->opened : now;
    const struct attempt t = {
        .id = k->in->form,
        .session = s->id,
        .question = p->question,
        .try_no = try_no,
        .opened = opened,
        .answered = now,
        .seconds = (int)num_clamp(now - opened, 0, INT32_MAX), /* the clock may have been put back */
        .late = p->ends && now > p->ends + GRACE,
        .answer = k->in->answer,
        .self_score = k->in->self_score,
        .dictated = k->in->dictated || p->dictated,
        .state = MARK_PENDING,
    };
    enum err e = attempt_insert(w, &t);
    if (e != OK)
        return e;
    p->state = SESSION_QUESTION_ANSWERED;
    p->draft = "";
    p->dictated = false;
    if ((e = session_question_save(w, p)) != OK)
        return e;
    return job_queue(w, JOB_MARK, id_text(w->arena, t.id), now);
}

static enum err answer(struct work *w, void *ctx)
{
    struct answering *k = ctx;
    const char *done;
    enum err e = idempotency_begin(w, k->in->form, "answer", &done);
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

enum err practice_answer(struct coach *c, struct arena *a, struct id user, const struct practice_answer *in,
                         struct id *attempt)
{
    struct answering k = {.in = in};
    const enum err e = db_transact(c->db, a, user, answer, &k);
    *attempt = k.attempt;
    if (e == OK && k.other_text)
        return ERR_CONFLICT;
    return e;
}
