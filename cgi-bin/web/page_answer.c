#include "base/buf.h"
#include "base/text.h"
#include "coach/correct.h"
#include "coach/mark.h"
#include "coach/practice.h"
#include "library/library.h"
#include "store/job.h"
#include "store/session_question.h"
#include "web/forms.h"
#include "web/maybe.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show.h"
#include "web/show_coach.h"
#include "web/show_practice.h"
#include "web/show_said.h"
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

static void want_attempt(struct work *w, struct id id, struct attempt_page *page)
{
    attempt_want_beside(w, id, &page->tries, &page->tries_n);
    question_want_attempt(w, id, &page->question);
    session_want_attempt(w, id, &page->session);
    session_question_want_attempt(w, id, &page->picks, &page->picks_n);
    job_want_trouble(w, JOB_MARK, id_text(w->arena, id), &page->job);
}

/* The attempt among all tries, and those before and after it; ERR_NOT_FOUND where there is none of that id.
 */
static enum err find_attempt(struct attempt_page *page, struct id id)
{
    for (size_t i = 0; i < page->tries_n; i++) {
        const struct attempt *t = &page->tries[i];
        if (page->attempt && !page->after)
            page->after = t;
        if (id_equal(t->id, id))
            page->attempt = t;
        else if (!page->attempt && attempt_scored(t))
            page->before = t;
    }
    return err_unless(page->attempt && page->question && page->session, ERR_NOT_FOUND);
}

/* What is stored now. */
static enum err read_attempt(struct request *r, struct id id, struct attempt_page *page)
{
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    want_attempt(w, id, page);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    return find_attempt(page, id);
}

/* The question to go on with while the session runs; nil for none. */
static struct id next_question(const struct attempt_page *page)
{
    for (size_t i = 0; page->session->ended == 0 && i < page->picks_n; i++)
        if ((page->picks[i].state == SESSION_QUESTION_OFFERED ||
             page->picks[i].state == SESSION_QUESTION_OPEN) &&
            !id_equal(page->picks[i].question, page->attempt->question))
            return page->picks[i].question;
    return (struct id){0};
}

static const char *session_question_draft(const struct attempt_page *page)
{
    for (size_t i = 0; i < page->picks_n; i++)
        if (id_equal(page->picks[i].question, page->attempt->question))
            return page->picks[i].draft;
    return "";
}

/* Why there is no mark yet, and when a server that was asked wants to be asked again. */
static void put_pending(struct request *r, json *view, const struct attempt_page *page)
{
    struct arena *a = r->arena;
    const char *pending = NULL;
    clock_time later = 0;
    if (!page->attempt->mark && page->job && !text_blank(page->job->why)) {
        pending = show_coach_trouble(page->job->why);
        if (page->job->due > clock_now())
            later = page->job->due;
    }
    json_put_text(a, view, "pending_text", pending);
    json_put_text(a, view, "not_before", maybe_time(a, later));
    json_put_text(a, view, "not_before_text", maybe_moment(a, later, r->user->zone));
}

/* The answer with what landed marked in place, and what is new in it since the try before. */
static void put_said(struct arena *a, json *view, const struct attempt_page *page)
{
    struct show_said said = {
        .text = page->attempt->answer, .mark = page->attempt->mark, .attempt = page->attempt};
    if (page->before)
        said.before = page->before->answer;
    show_said_put(a, view, &said);
}

/* "You put right: Result (you said it), Parents (you didn’t). The mark was 5, it is 6 now." NULL: nothing. */
static const char *put_right_text(struct arena *a, const struct attempt *attempt)
{
    enum { MOST_TEXT = 2000 };
    static const char *const said[] = {[false] = "you didn’t", [true] = "you said it"};
    struct buf b = buf_new(a, MOST_TEXT);
    if (attempt->corrections_n == 0)
        return NULL;
    const int was = attempt->given->score, is = attempt->mark->score;
    buf_add(&b, "You put right: ");
    for (size_t i = 0; i < attempt->corrections_n; i++)
        buf_printf(&b, "%s%s (%s)", text_if(i > 0, ", "), attempt->corrections[i].name,
                   said[attempt->corrections[i].landed]);
    if (was == is)
        buf_printf(&b, ". The mark stays at %d.", is);
    else
        buf_printf(&b, ". The mark was %d, it is %d now.", was, is);
    return b.data;
}

/* The forms in which a person says what they think of the mark. */
static void put_say(struct request *r, json *view, const struct attempt *attempt)
{
    const struct correct_objection now = {.objection = attempt->objection, .left_out = attempt->left_out};
    json_put(r->arena, view, "sentences", show_said_sentences(r->arena, attempt->answer));
    json_put_text(r->arena, view, "put_right", put_right_text(r->arena, attempt));
    json_put_text(r->arena, view, "objected_text", attempt->objection);
    json_put_bool(r->arena, view, "is_left_out", attempt->left_out);
    FORM_BOXES(r, view, tick, NULL);
    FORM_BOXES(r, view, objection, &now);
}

static json *attempt_view(struct request *r, const struct attempt_page *page)
{
    struct arena *a = r->arena;
    json *view = show_practice_attempt(a, r->site->coach.library, page->attempt, r->user->zone);
    const struct exchange *x = page->attempt->exchange;
    const char *marked_by = NULL;
    struct id after = {0};
    if (x)
        marked_by = x->provider;
    if (page->after)
        after = page->after->id;
    json_put_text(a, view, "question", page->question->text);
    json_put_text(a, view, "topic", page->session->topic_name);
    json_put_text(a, view, "good", page->question->good);
    json_put_text(a, view, "mistakes", library_mistakes(r->site->coach.library, page->question->key));
    json_put_text(a, view, "follow_up", page->question->follow_up);
    json_put(a, view, "change", show_practice_change(a, page->before, page->attempt));
    json_put_text(a, view, "marked_by", marked_by);
    json_put_bool(a, view, "marked_here", text_equal(marked_by, "builtin"));
    json_put_text(a, view, "instead_text", show_coach_instead(a, x));
    put_pending(r, view, page);
    json_put_bool(a, view, "running", page->session->ended == 0);
    json_put_text(a, view, "next_id", maybe_id(a, next_question(page)));
    json_put_text(a, view, "after_id", maybe_id(a, after));
    struct form_self typed;
    FORM_FILL(r, self, &typed);
    if (!r->json_out) {
        put_said(a, view, page);
        put_say(r, view, page->attempt);
        json_put(a, view, "self_scores", show_practice_self_scores(a, typed.self_score));
        json_put_bool(a, view, "elsewhere", false); /* being marked in another window? */
        json_put_bool(a, view, "by_model",
                      attempt_not_marked(page->attempt) && mark_by_model(&r->site->coach, a, r->user));
        json_put_bool(a, view, "ask_self_score", page->attempt->self_score == 0 && !page->attempt->mark);
    }
    return view;
}

enum err page_answer_now(struct request *r, struct id attempt, json **view)
{
    struct attempt_page page = {0};
    const enum err e = read_attempt(r, attempt, &page);
    if (e == OK)
        *view = attempt_view(r, &page);
    return e;
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
    const char *title = "Your answer";
    if (attempt_scored(p->attempt))
        title = "Your mark";
    return reply_page(r, "attempt", title, attempt_view(r, p));
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
    struct practice_answer in = {.form = r->form.id, .session = r->path_id[0]};
    FORM_FILL(r, answer, &in);
    const enum err e = practice_answer(&r->site->coach, r->arena, r->user->id, &in, &attempt);
    if (e == ERR_CONFLICT)
        return another_text(r, attempt);
    if (e != OK)
        return e;
    return mark_now(r, attempt);
}

/* Marking again what is still pending; and what was not marked, where a model may be able to. */
enum err page_answer_mark_show(struct request *r)
{
    struct attempt_page p = {0};
    struct coach *coach = &r->site->coach;
    enum err e = read_attempt(r, r->path_id[0], &p);
    if (e != OK)
        return e;
    if (attempt_not_marked(p.attempt) && mark_by_model(coach, r->arena, r->user))
        e = mark_reopen(coach, r->arena, r->user->id, r->path_id[0]);
    if (e != OK && e != ERR_CONFLICT) /* another window did it first */
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
    json *view;
    enum err e = db_transact(r->site->db, r->arena, r->user->id, keep_self_score, r);
    if (e == OK)
        e = page_answer_now(r, r->path_id[0], &view);
    if (e != OK)
        return e;
    return reply_done(r, arena_printf(r->arena, "/attempt/%s", id_text(r->arena, r->path_id[0])), 200, view);
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

static json *exchange_view(struct arena *a, const struct conf *conf, const struct exchange *exchange)
{
    if (!exchange)
        return NULL;
    json *doc = exchange_to_json(a, exchange);
    const bool here = text_equal(exchange->provider, "builtin");
    json_put_bool(a, doc, "here", here);
    json_put_bool(a, doc, "outside", !here);
    json_put_bool(a, doc, "in_vain", show_coach_in_vain(exchange));
    json_put_bool(a, doc, "masked", conf_bool(conf, "model.mask"));
    json_put_bool(a, doc, "one_try", exchange->tries == 1);
    json_put_text(a, doc, "cost_text", cost_text(a, exchange->cost_micro));
    json_put_text(a, doc, "instead_text", show_coach_instead(a, exchange));
    json_put_text(a, doc, "took_text", arena_printf(a, "%.1f s", (double)exchange->ms / 1000.0));
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
    json_put_bool(a, view, "not_marked", attempt_not_marked(t));
    json_put(a, view, "score", show_score(a, t->mark));
    json_put(a, view, "score_given", show_score(a, t->given));
    json_put_bool(a, view, "put_right", t->corrections_n > 0);
    json_put_text(a, view, "marked_text", maybe_moment(a, t->marked, r->user->zone));
    json_put(a, view, "exchange", exchange_view(a, r->site->coach.conf, t->exchange));
    return reply_page(r, "sent", "Who gave this mark", view);
}
