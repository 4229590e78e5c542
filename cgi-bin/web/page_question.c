#include "coach/practice.h"
#include "store/session_question.h"
#include "store/story.h"
#include "web/forms.h"
#include "web/maybe.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show.h"
#include "web/show_coach.h"
#include "web/show_practice.h"

/* One question, its clock and its answer box. */

struct asking_page {
    struct session *session;
    struct session_question *picks;
    const struct session_question *pick; /* this question among them */
    struct question *question;
    struct attempt *attempts; /* at this question in this session, oldest first */
    struct story *stories;
    size_t picks_n, attempts_n, stories_n;
};

/* What came of the answer's form, wherever it was sent. */
static bool typed_answer(const struct request *r, struct practice_answer *typed)
{
    return FORM_FILL(r, answer, typed) || FORM_FILL(r, draft, typed) || FORM_FILL(r, hear_answer, typed);
}

/* The page's address names the question; where the page is given back after an answer that can't be used, the
 * form does. */
static struct id question_asked(const struct request *r)
{
    struct practice_answer typed = {0};
    typed_answer(r, &typed);
    if (id_none(r->path_id[1]))
        return typed.question;
    return r->path_id[1];
}

void page_question_want(struct request *r)
{
    struct asking_page *p = request_model(r, sizeof *p);
    session_want(r->work, r->path_id[0], &p->session);
    session_question_want_session(r->work, r->path_id[0], &p->picks, &p->picks_n);
    question_want(r->work, question_asked(r), &p->question);
    attempt_want_session(r->work, r->path_id[0], &p->attempts, &p->attempts_n);
    story_want_all(r->work, &p->stories, &p->stories_n);
}

static const struct session_question *pick_of(const struct asking_page *page, struct id question)
{
    for (size_t i = 0; i < page->picks_n; i++)
        if (id_equal(page->picks[i].question, question))
            return &page->picks[i];
    return NULL;
}

static void keep_of_question(struct attempt *all, size_t *n, struct id question)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if (id_equal(all[i].question, question))
            all[kept++] = all[i];
    *n = kept;
}

/* What was read, as far as it is about this question; ERR_NOT_FOUND where it is no question of the session.
 */
static enum err find_question(const struct request *r, struct asking_page *page)
{
    page->pick = pick_of(page, question_asked(r));
    if (!page->session || !page->pick || !page->question)
        return ERR_NOT_FOUND;
    keep_of_question(page->attempts, &page->attempts_n, page->question->id);
    return OK;
}

static json *tries_view(struct arena *a, const struct attempt *list, size_t n)
{
    json *out = json_new_array(a);
    for (size_t i = 0; i < n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "attempt_id", id_text(a, list[i].id));
        json_put_int(a, one, "number", (int64_t)i + 1);
        json_put(a, one, "score_then", show_score(a, list[i].mark));
        json_add(a, out, one);
    }
    return out;
}

static json *stories_view(struct arena *a, const struct asking_page *page)
{
    json *out = json_new_array(a);
    for (size_t i = 0; i < page->stories_n; i++) {
        if (!id_equal(page->stories[i].question, page->question->id))
            continue;
        json *one = json_new_object(a);
        json_put_text(a, one, "story_id", id_text(a, page->stories[i].id));
        json_put_text(a, one, "story_title", page->stories[i].title);
        json_add(a, out, one);
    }
    return out;
}

static void put_clock(struct request *r, json *view, const struct session_question *offered)
{
    struct arena *a = r->arena;
    const bool open = offered->state == SESSION_QUESTION_OPEN;
    int64_t left = 0;
    clock_time opened = 0, ends = 0;
    if (open) {
        left = offered->ends - clock_now();
        opened = offered->opened;
        ends = offered->ends;
    }
    json_put_bool(a, view, "is_open", open);
    json_put_bool(a, view, "time_over", open && left <= 0);
    json_put_bool(a, view, "time_left", left > 0);
    show_practice_clock(r, view, offered->seconds, left);
    json_put_text(a, view, "opened", maybe_time(a, opened));
    json_put_text(a, view, "ends", maybe_time(a, ends));
    json_put_text(a, view, "ends_text", maybe_hms(a, ends, r->user->zone));
}

static void put_answer_form(struct request *r, json *view, const struct session_question *offered)
{
    if (!id_none(offered->form))
        json_put_text(r->arena, view, "form", id_text(r->arena, offered->form));
    json_put_text(r->arena, view, "draft", offered->draft);
    json_put(r->arena, view, "self_score", maybe_int(r->arena, offered->self_score));
    if (r->json_out)
        return;
    struct practice_answer typed = {0};
    if (!typed_answer(r, &typed))
        typed.self_score = offered->self_score;
    FORM_BOXES(r, view, answer, &(struct practice_answer){.answer = offered->draft});
    json_put(r->arena, view, "self_scores", show_practice_self_scores(r->arena, typed.self_score));
    show_coach_speech(r, view);
}

static json *question_view(struct request *r, const struct asking_page *page)
{
    struct arena *a = r->arena;
    const bool running = page->session->ended == 0, open = page->pick->state == SESSION_QUESTION_OPEN;
    json *view = json_new_object(a);
    json_put_text(a, view, "session_id", id_text(a, page->session->id));
    json_put_text(a, view, "question_id", id_text(a, page->question->id));
    json_put_text(a, view, "topic", page->session->topic_name);
    json_put_text(a, view, "question", page->question->text);
    json_put_text(a, view, "difficulty", difficulty_name(page->question->difficulty));
    json_put_int(a, view, "seconds", page->pick->seconds);
    json_put_text(a, view, "seconds_text", clock_span(a, page->pick->seconds));
    json_put_text(a, view, "why", page->pick->why);
    json_put_text(a, view, "state", session_question_state_name(page->pick->state));
    json_put_bool(a, view, "running", running);
    json_put_bool(a, view, "can_take", running && page->pick->state == SESSION_QUESTION_OFFERED);
    json_put_bool(a, view, "can_retake", running && !open && page->pick->state != SESSION_QUESTION_OFFERED);
    json_put_bool(a, view, "can_skip", running && open);
    json_put(a, view, "tries", tries_view(a, page->attempts, page->attempts_n));
    json_put(a, view, "stories", stories_view(a, page));
    put_clock(r, view, page->pick);
    put_answer_form(r, view, page->pick);
    return view;
}

enum err page_question_show(struct request *r)
{
    struct asking_page *p = r->model;
    const enum err e = find_question(r, p);
    if (e != OK)
        return e;
    return reply_page(r, "question", "Question", question_view(r, p));
}

enum err page_question_now(struct request *r, json **view)
{
    r->work = work_reading_as(r->site->db, r->arena, r->user->id);
    page_question_want(r);
    enum err e = work_flush(r->work);
    if (e == OK)
        e = find_question(r, r->model);
    if (e == OK)
        *view = question_view(r, r->model);
    return e;
}

/* A draft is what was typed last; so every saving counts, also from the same form. */
enum err page_question_draft_show(struct request *r)
{
    struct id each;
    enum err e = id_new(&each);
    if (e != OK)
        return e;
    struct practice_answer in = {0};
    FORM_FILL(r, draft, &in);
    in.form = each;
    in.session = r->path_id[0];
    in.question = r->path_id[1];
    e = practice_draft(&r->site->coach, r->arena, r->user->id, &in);
    if (e != OK)
        return e;
    json *view = json_new_object(r->arena);
    json_put_text(r->arena, view, "session_id", id_text(r->arena, r->path_id[0]));
    json_put_text(r->arena, view, "question_id", id_text(r->arena, r->path_id[1]));
    json_put_text(r->arena, view, "draft", in.answer);
    return reply_done(r,
                      arena_printf(r->arena, "/session/%s/question/%s", id_text(r->arena, r->path_id[0]),
                                   id_text(r->arena, r->path_id[1])),
                      200, view);
}
