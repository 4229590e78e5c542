#include "base/text.h"
#include "coach/practice.h"
#include "store/job.h"
#include "store/session_question.h"
#include "web/forms.h"
#include "web/maybe.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show_coach.h"
#include "web/show_practice.h"
#include <string.h>

/* An answer: given, marked, shown with its mark, and what was sent for it. */

/* ---- an attempt and its mark ---- */

struct attempt_page {
    struct attempt *tries; /* all at its question, oldest first */
    size_t tries_n;
    const struct attempt *attempt;
    const struct attempt *before; /* the newest marked try before it, in whatever session; NULL if none */
    const struct attempt *after;  /* the next try; NULL if none */
    struct question *question;
    struct session *session;
    struct session_question *picks;
    size_t picks_n;
    struct job_trouble *job; /* its mark is still to be given; NULL once it is */
};

static void want_attempt(struct work *w, struct id id, struct attempt_page *p)
{
    attempt_want_beside(w, id, &p->tries, &p->tries_n);
    question_want_attempt(w, id, &p->question);
    session_want_attempt(w, id, &p->session);
    session_question_want_attempt(w, id, &p->picks, &p->picks_n);
    job_want_trouble(w, JOB_MARK, id_text(w->arena, id), &p->job);
}

/* The attempt among all tries, and those before and after it; ERR_NOT_FOUND where there is none of that id.
 */
static enum err find_attempt(struct attempt_page *p, struct id id)
{
    for (size_t i = 0; i < p->tries_n; i++) {
        const struct attempt *t = &p->tries[i];
        if (p->attempt && !p->after)
            p->after = t;
        if (id_equal(t->id, id))
            p->attempt = t;
        else if (!p->attempt && t->mark)
            p->before = t;
    }
    return err_unless(p->attempt && p->question && p->session, ERR_NOT_FOUND);
}

/* What is stored now. */
static enum err read_attempt(struct request *r, struct id id, struct attempt_page *p)
{
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    want_attempt(w, id, p);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    return find_attempt(p, id);
}

/* The question to go on with while the session runs; nil for none. */
static struct id next_question(const struct attempt_page *p)
{
    for (size_t i = 0; p->session->ended == 0 && i < p->picks_n; i++)
        if ((p->picks[i].state == SESSION_QUESTION_OFFERED || p->picks[i].state == SESSION_QUESTION_OPEN) &&
            !id_equal(p->picks[i].question, p->attempt->question))
            return p->picks[i].question;
    return (struct id){0};
}

static const char *session_question_draft(const struct attempt_page *p)
{
    for (size_t i = 0; i < p->picks_n; i++)
        if (id_equal(p->picks[i].question, p->attempt->question))
            return p->picks[i].draft;
    return "";
}

/* Why there is no mark yet, and when a server that was asked wants to be asked again. */
static void put_pending(struct request *r, json *view, const struct attempt_page *p)
{
    struct arena *a = r->arena;
    const char *pending = NULL;
    clock_time later = 0;
    if (!p->attempt->mark && p->job && !text_blank(p->job->why)) {
        pending = show_coach_trouble(p->job->why);
        if (p->job->due > clock_now())
            later = p->job->due;
    }
    json_put_text(a, view, "pending_text", pending);
    json_put_text(a, view, "not_before", maybe_time(a, later));
    json_put_text(a, view, "not_before_text", maybe_moment(a, later, r->user->zone));
}

static json *attempt_view(struct request *r, const struct attempt_page *p)
{
    struct arena *a = r->arena;
    json *view = show_practice_attempt(a, r->site->coach.library, p->attempt, r->user->zone);
    const struct exchange *x = p->attempt->exchange;
    const char *marked_by = NULL;
    struct id after = {0};
    if (x)
        marked_by = x->provider;
    if (p->after)
        after = p->after->id;
    json_put_text(a, view, "question", p->question->text);
    json_put_text(a, view, "topic", p->session->topic_name);
    json_put(a, view, "change", show_practice_change(a, p->before, p->attempt));
    json_put_text(a, view, "marked_by", marked_by);
    json_put_bool(a, view, "marked_here", text_equal(marked_by, "builtin"));
    json_put_text(a, view, "instead_text", show_coach_instead(a, x));
    put_pending(r, view, p);
    json_put_bool(a, view, "running", p->session->ended == 0);
    json_put_text(a, view, "next_id", maybe_id(a, next_question(p)));
    json_put_text(a, view, "after_id", maybe_id(a, after));
    struct form_self typed;
    FORM_FILL(r, self, &typed);
    if (!r->json_out) {
        json_put(a, view, "self_scores", show_practice_self_scores(a, typed.self_score));
        json_put_bool(a, view, "elsewhere", false); /* being marked in another window? */
        json_put_bool(a, view, "ask_self_score", p->attempt->self_score == 0 && !p->attempt->mark);
    }
    return view;
}

void page_answer_attempt_want(struct request *r)
{
    want_attempt(r->work, r->path_id[0], request_model(r, sizeof(struct attempt_page)));
}

enum err page_answer_attempt_show(struct request *r)
{
    struct attempt_page *p = r->model;
    const enum err e = find_attempt(p, r->path_id[0]);
    if (e != OK)
        return e;
    return reply_page(r, "attempt", p->attempt->mark ? "Your mark" : "Your answer", attempt_view(r, p));
}

/* The answer is stored: asks for its mark while the page arrives, then shows what is stored. */
static enum err mark_now(struct request *r, struct id attempt)
{
    struct attempt_page p = {0};
    json *head = json_new_object(r->arena);
    json_put_text(r->arena, head, "attempt_id", id_text(r->arena, attempt));
    enum err e = reply_stream_begin(r, "marking", "Your answer is being marked", head);
    if (e != OK)
        return e;
    const enum err marked = reply_turn(r, TURN_MARK, attempt);
    if ((e = read_attempt(r, attempt, &p)) != OK)
        return e;
    json *view = attempt_view(r, &p);
    if (!r->json_out)
        json_put_bool(r->arena, view, "elsewhere", marked == ERR_BUSY && !p.attempt->mark);
    return reply_stream_end(r, "attempt", view);
}

/* ---- answering ---- */

/* The form was used before, with another text: the first answer stands, this one is kept as a draft. */
static enum err another_text(struct request *r, struct id first)
{
    struct attempt_page p = {0};
    if (r->json_out)
        return reply_fault(
            r,
            &(struct fault){.code = ERR_CONFLICT,
                            .what = "This answer was sent before, with another text.",
                            .kept = "The first text is the answer; this one is kept as the question’s draft.",
                            .next = "Open the question again to give this text as another try."});
    const enum err e = read_attempt(r, first, &p);
    if (e != OK)
        return e;
    json *view = attempt_view(r, &p);
    json_put_text(r->arena, view, "second", session_question_draft(&p));
    return reply_page_status(r, 409, "answer_twice", "You have answered this already", view);
}

enum err page_answer_evaluate_show(struct request *r)
{
    struct id attempt;
    struct practice_answer in = {.form = r->form, .session = r->path_id[0]};
    FORM_FILL(r, answer, &in);
    const enum err e = practice_answer(&r->site->coach, r->arena, r->user->id, &in, &attempt);
    if (e == ERR_CONFLICT)
        return another_text(r, attempt);
    if (e != OK)
        return e;
    return mark_now(r, attempt);
}

/* Marking again what is still pending. */
enum err page_answer_mark_show(struct request *r)
{
    struct attempt_page p = {0};
    const enum err e = read_attempt(r, r->path_id[0], &p);
    if (e != OK)
        return e;
    return mark_now(r, r->path_id[0]);
}

static enum err keep_self_score(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    struct form_self in = {0};
    FORM_FILL(r, self, &in);
    return attempt_self_score(w, r->path_id[0], in.self_score);
}

enum err page_answer_self_show(struct request *r)
{
    struct attempt_page p = {0};
    enum err e = db_transact(r->site->db, r->arena, r->user->id, keep_self_score, r);
    if (e == OK)
        e = read_attempt(r, r->path_id[0], &p);
    if (e != OK)
        return e;
    return reply_done(r, arena_printf(r->arena, "/attempt/%s", id_text(r->arena, r->path_id[0])), 200,
                      attempt_view(r, &p));
}

/* ---- who gave the mark, and what was sent ---- */

struct sent_page {
    struct attempt *attempt;
    struct question *question;
};

void page_answer_sent_want(struct request *r)
{
    struct sent_page *p = request_model(r, sizeof *p);
    attempt_want(r->work, r->path_id[0], &p->attempt);
    question_want_attempt(r->work, r->path_id[0], &p->question);
}

/* In the currency of the host's prices, without zeros at the end. */
static const char *cost_text(struct arena *a, int64_t micro)
{
    if (micro == 0)
        return "nothing";
    char *text = arena_printf(a, "%lld.%06lld", (long long)(micro / 1000000), (long long)(micro % 1000000));
    size_t n = strlen(text);
    while (text[n - 1] == '0' && text[n - 3] != '.') /* cents stay */
        text[--n] = '\0';
    return text;
}

static json *exchange_view(struct arena *a, const struct conf *conf, const struct exchange *x)
{
    if (!x)
        return NULL;
    json *doc = exchange_to_json(a, x);
    const bool here = text_equal(x->provider, "builtin");
    json_put_bool(a, doc, "here", here);
    json_put_bool(a, doc, "outside", !here);
    json_put_bool(a, doc, "in_vain", show_coach_in_vain(x));
    json_put_bool(a, doc, "masked", conf_bool(conf, "model.mask"));
    json_put_bool(a, doc, "one_try", x->tries == 1);
    json_put_text(a, doc, "cost_text", cost_text(a, x->cost_micro));
    json_put_text(a, doc, "instead_text", show_coach_instead(a, x));
    json_put_text(a, doc, "took_text", arena_printf(a, "%.1f s", (double)x->ms / 1000.0));
    return doc;
}

enum err page_answer_sent_show(struct request *r)
{
    struct arena *a = r->arena;
    const struct sent_page *p = r->model;
    const struct attempt *t = p->attempt;
    const struct question *q = p->question;
    if (!t || !q)
        return ERR_NOT_FOUND;
    json *view = json_new_object(a);
    json_put_text(a, view, "attempt_id", id_text(a, t->id));
    json_put_text(a, view, "question", q->text);
    json_put_text(a, view, "state", show_practice_state(t));
    json_put_text(a, view, "marked_text", maybe_moment(a, t->marked, r->user->zone));
    json_put(a, view, "exchange", exchange_view(a, r->site->coach.conf, t->exchange));
    return reply_page(r, "sent", "Who gave this mark", view);
}
