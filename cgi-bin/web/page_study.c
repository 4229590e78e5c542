#include "base/text.h"
#include "coach/practice.h"
#include "coach/schedule.h"
#include "library/prescription.h"
#include "store/session_question.h"
#include "web/forms.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show.h"
#include "web/show_coach.h"
#include "web/show_practice.h"

/* Study sessions: choosing one, the questions it offers, its end and summary. */

enum { DAYS_AHEAD = 7, USUAL_MINUTES = 30 };

static const char *session_path(struct request *r, struct id session, const char *rest)
{
    return arena_printf(r->arena, "/session/%s%s", id_text(r->arena, session), rest);
}

/* ---- choosing ---- */

struct choosing {
    struct schedule_from from;
    struct session *running;
};

void page_study_choose_want(struct request *r)
{
    struct choosing *c = request_model(r, sizeof *c);
    schedule_from_want(r->work, r->site->coach.library, DAYS_AHEAD, &c->from);
    session_want_running(r->work, &c->running);
}

/* The session to suggest now; NULL where there is nothing to suggest. */
static json *suggested(struct request *r, const struct choosing *choosing)
{
    struct scheduled *all;
    size_t n;
    const clock_day today = choosing->from.today;
    schedule_make(r->arena, &choosing->from, DAYS_AHEAD, &all, &n);
    const struct scheduled *next = schedule_next(all, n, today);
    if (!next)
        return NULL;
    json *one = json_at(show_schedule(r->arena, next, 1, today), 0);
    json_put_bool(r->arena, one, "not_today", next->day != today);
    json_put_text(r->arena, one, "shape", show_practice_shape(r->arena, next->prescription));
    return one;
}

static json *topics_view(struct request *r, const struct plan *plan)
{
    struct arena *a = r->arena;
    struct practice_start typed;
    FORM_FILL(r, start_session, &typed);
    json *list = json_new_array(a);
    for (size_t i = 0; plan && i < plan->topics_n; i++) {
        const struct plan_topic *t = &plan->topics[i];
        json *one = json_new_object(a);
        json_put_text(a, one, "topic_id", id_text(a, t->topic));
        json_put_text(a, one, "topic", t->name);
        json_put_int(a, one, "daily_study_minutes", t->daily_minutes);
        json_put_text(a, one, "prescription", t->prescription);
        json_put_bool(a, one, "chosen", id_equal(t->topic, typed.topic));
        json_add(a, list, one);
    }
    return list;
}

enum err page_study_choose_show(struct request *r)
{
    struct arena *a = r->arena;
    struct choosing *c = r->model;
    schedule_from_set_zone(&c->from, r->user->zone);
    schedule_from_approved(r->arena, &c->from);
    json *view = json_new_object(a);
    json_put_bool(a, view, "has_plan", c->from.plan != NULL);
    json_put(a, view, "running", show_session(a, c->running, r->user->zone));
    json_put(a, view, "suggested", suggested(r, c));
    json_put(a, view, "topics", topics_view(r, c->from.plan));
    FORM_BOXES(r, view, start_session, &(struct practice_start){.minutes = USUAL_MINUTES});
    return reply_page(r, "study", "Practise", view);
}

/* The session as it is stored now, for a program's answer. */
static enum err read_session(struct request *r, struct id id, struct session **out)
{
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    const enum err e = session_read(w, id, out);
    if (e != OK)
        return e;
    return err_unless(*out != NULL, ERR_NOT_FOUND);
}

/* A page asks for minutes or for a shape: its box may not be empty. A program that says neither means the
 * plan's. */
static bool says_how_long(struct request *r, const struct practice_start *start)
{
    struct practice_start came = {.prescription = NULL};
    if (r->json_in || start->minutes > 0 || !text_blank(start->prescription))
        return true;
    FORM_UPDATE(r, start_session, &came);
    if (came.prescription)
        request_problem(r, "prescription", "Please say how many questions and how long: 3 x 4min @ medium.");
    else
        request_problem(r, "planned_study_time", "Please give 1 to 240 minutes.");
    return false;
}

enum err page_study_start_show(struct request *r)
{
    const char *why = "";
    struct id id;
    struct practice_start s = {.form = r->form};
    FORM_FILL(r, start_session, &s);
    if (!says_how_long(r, &s))
        return ERR_INPUT;
    enum err e = practice_begin(&r->site->coach, r->arena, r->user->id, &s, &id, &why);
    if (e == ERR_INPUT)
        request_problem(r, "prescription", why);
    if (e != OK)
        return e;
    struct session *made;
    if ((e = read_session(r, id, &made)) != OK)
        return e;
    return reply_done(r, session_path(r, id, ""), 200, show_session(r->arena, made, r->user->zone));
}

/* ---- one session ---- */

struct sitting {
    struct session *session;
    struct session_question *picks;
    struct question *questions;
    struct attempt *attempts;
    size_t picks_n, questions_n, attempts_n;
};

static void want_sitting(struct work *w, struct id id, struct sitting *sitting)
{
    session_want(w, id, &sitting->session);
    session_question_want_session(w, id, &sitting->picks, &sitting->picks_n);
    question_want_session(w, id, &sitting->questions, &sitting->questions_n);
    attempt_want_session(w, id, &sitting->attempts, &sitting->attempts_n);
}

/* What is stored now, after something changed it. */
static enum err read_sitting(struct request *r, struct id id, struct sitting *sitting)
{
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    want_sitting(w, id, sitting);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    return err_unless(sitting->session != NULL, ERR_NOT_FOUND);
}

static json *offered(struct request *r, const struct sitting *sitting)
{
    const struct show_practice_offer o = {
        .picks = sitting->picks,
        .picks_n = sitting->picks_n,
        .questions = sitting->questions,
        .questions_n = sitting->questions_n,
        .attempts = sitting->attempts,
        .attempts_n = sitting->attempts_n,
        .running = sitting->session->ended == 0,
        .zone = r->user->zone,
    };
    return show_practice_questions(r->arena, &o);
}

static json *sitting_view(struct request *r, const struct sitting *sitting)
{
    struct arena *a = r->arena;
    const bool running = sitting->session->ended == 0;
    int64_t left = 0;
    if (running)
        left = sitting->session->started + sitting->session->planned_seconds - clock_now();
    json *view = show_session(a, sitting->session, r->user->zone);
    json_put_text(a, view, "shape", show_practice_shape(a, sitting->session->prescription));
    json_put_bool(a, view, "running", running);
    json_put_bool(a, view, "time_left", left > 0);
    show_practice_clock(r, view, sitting->session->planned_seconds, left);
    json_put(a, view, "questions", offered(r, sitting));
    json_put_bool(a, view, "to_suggest", running && sitting->picks_n == 0);
    if (!r->json_out)
        json_put_text(a, view, "unanswered_text", show_coach_trouble(sitting->session->why));
    return view;
}

void page_study_session_want(struct request *r)
{
    want_sitting(r->work, r->path_id[0], request_model(r, sizeof(struct sitting)));
}

enum err page_study_session_show(struct request *r)
{
    struct sitting *s = r->model;
    if (!s->session)
        return ERR_NOT_FOUND;
    return reply_page(r, "session", s->session->topic_name, sitting_view(r, s));
}

/* ---- suggesting questions ---- */

static enum err questions_failed(struct request *r, enum err why)
{
    return reply_fault(r, &(struct fault){.code = why,
                                          .what = "The coach could not suggest questions just now.",
                                          .kept = "Your session is saved and goes on.",
                                          .next = "Try again in a moment."});
}

/* There are none yet, and no wonder: another window is just asking for them. */
static bool chosen_elsewhere(const struct sitting *sitting, enum err asked)
{
    const bool theirs = asked == ERR_BUSY || asked == ERR_CONFLICT;
    return theirs && sitting->picks_n == 0 && sitting->session->ended == 0;
}

static enum err questions_json(struct request *r, const struct sitting *sitting, enum err asked)
{
    if (chosen_elsewhere(sitting, asked))
        return ERR_BUSY;
    if (asked == ERR_CONFLICT && sitting->picks_n == 0)
        return asked;
    if (asked != OK && sitting->picks_n == 0)
        return questions_failed(r, asked);
    json *list = json_new_object(r->arena);
    return reply_stream_end(r, "session", json_put(r->arena, list, "questions", offered(r, sitting)));
}

enum err page_study_generate_show(struct request *r)
{
    json *head = json_new_object(r->arena);
    struct sitting s = {0};
    json_put_text(r->arena, head, "session_id", id_text(r->arena, r->path_id[0]));
    enum err e = read_session(r, r->path_id[0], &s.session);
    if (e == OK)
        e = reply_stream_begin(r, "suggesting", "Your questions", head);
    if (e != OK)
        return e;
    const enum err asked = reply_turn(r, TURN_QUESTIONS, r->path_id[0]);
    if ((e = read_sitting(r, r->path_id[0], &s)) != OK)
        return e;
    if (r->json_out)
        return questions_json(r, &s, asked);
    json *view = sitting_view(r, &s);
    const bool none = s.picks_n == 0 && s.session->ended == 0, elsewhere = chosen_elsewhere(&s, asked);
    json_put_bool(r->arena, view, "to_suggest", none && !elsewhere);
    json_put_bool(r->arena, view, "elsewhere", elsewhere);
    json_put_bool(r->arena, view, "failed", none && !elsewhere && asked != OK);
    return reply_stream_end(r, "session", view);
}

/* ---- taking and skipping a question ---- */

static const char *question_path(struct request *r, struct id session, struct id question)
{
    return session_path(r, session, arena_printf(r->arena, "/question/%s", id_text(r->arena, question)));
}

/* The session is over: what is to be seen now is its summary. */
static enum err session_is_over(struct request *r, struct id session)
{
    if (!r->json_out)
        return reply_done(r, session_path(r, session, "/summary"), 303, NULL);
    return reply_fault(r, &(struct fault){.code = ERR_CONFLICT,
                                          .what = "This session has ended.",
                                          .kept = "All its answers are kept.",
                                          .next = "Start another session to go on practising."});
}

/* The questions of the session, for a program; a browser goes on to `location`. */
static enum err picked(struct request *r, struct id session, const char *location)
{
    struct sitting s = {0};
    if (!r->json_out)
        return reply_done(r, location, 303, NULL);
    const enum err e = read_sitting(r, session, &s);
    if (e != OK)
        return e;
    return reply_done(r, location, 200, sitting_view(r, &s));
}

enum err page_study_open_show(struct request *r)
{
    const enum err e =
        practice_open(&r->site->coach, r->arena, r->user->id, r->form, r->path_id[0], r->path_id[1]);
    if (e == ERR_CONFLICT)
        return session_is_over(r, r->path_id[0]);
    if (e != OK)
        return e;
    return picked(r, r->path_id[0], question_path(r, r->path_id[0], r->path_id[1]));
}

/* What is asked next after an answer is taken at once. */
enum err page_study_next_show(struct request *r)
{
    struct practice_next next = {0};
    const enum err e = practice_follow(&r->site->coach, r->arena, r->user->id, r->form, r->path_id[0], &next);
    if (e == ERR_CONFLICT && !id_none(next.session))
        return session_is_over(r, next.session);
    if (e != OK)
        return e;
    return picked(r, next.session, question_path(r, next.session, next.question));
}

enum err page_study_skip_show(struct request *r)
{
    const enum err e =
        practice_skip(&r->site->coach, r->arena, r->user->id, r->form, r->path_id[0], r->path_id[1]);
    if (e == OK || (e == ERR_CONFLICT && !r->json_out)) /* answered or ended meanwhile: the page says so */
        return picked(r, r->path_id[0], session_path(r, r->path_id[0], ""));
    return e;
}

/* ---- the end ---- */

static json *summary_view(struct request *r, const struct sitting *sitting)
{
    struct arena *a = r->arena;
    struct practice_tally t;
    practice_count(a, sitting->session, sitting->picks, sitting->picks_n, sitting->questions,
                   sitting->questions_n, sitting->attempts, sitting->attempts_n, &t);
    json *view = show_session(a, sitting->session, r->user->zone);
    json_put(a, view, "tally", show_practice_tally(a, &t));
    json_put_text(a, view, "narrative", json_get_text(sitting->session->summary, "summary", NULL));
    json_put(a, view, "focus", json_copy(a, json_get(sitting->session->summary, "focus")));
    json_put_bool(a, view, "has_focus", json_len(json_get(view, "focus")) > 0);
    json_put(a, view, "questions", offered(r, sitting));
    json_put_bool(a, view, "running", sitting->session->ended == 0);
    json_put_bool(a, view, "ended_by_clock", sitting->session->how == SESSION_BY_CLOCK);
    json_put_bool(a, view, "abandoned", sitting->session->how == SESSION_ABANDONED);
    json_put_bool(a, view, "to_reconcile", sitting->session->ended && !sitting->session->reconciled);
    return view;
}

enum err page_study_end_show(struct request *r)
{
    struct form_session in = {0};
    FORM_FILL(r, session, &in);
    struct sitting s = {0};
    enum err e = practice_end(&r->site->coach, r->arena, r->user->id, r->form, in.session, SESSION_BY_HAND);
    if (e == OK)
        e = read_sitting(r, in.session, &s);
    if (e != OK)
        return e;
    return reply_done(r, session_path(r, in.session, "/summary"), 200, summary_view(r, &s));
}

void page_study_summary_want(struct request *r)
{
    want_sitting(r->work, r->path_id[0], request_model(r, sizeof(struct sitting)));
}

enum err page_study_summary_show(struct request *r)
{
    struct sitting *s = r->model;
    if (!s->session)
        return ERR_NOT_FOUND;
    return reply_page(r, "summary", "Summary of your session", summary_view(r, s));
}

enum err page_study_reconcile_show(struct request *r)
{
    struct sitting s = {0};
    json *head = json_new_object(r->arena);
    json_put_text(r->arena, head, "session_id", id_text(r->arena, r->path_id[0]));
    enum err e = read_session(r, r->path_id[0], &s.session);
    if (e != OK)
        return e;
    if (!s.session->ended)
        return ERR_CONFLICT;
    if ((e = reply_stream_begin(r, "reconciling", "Looking back at your session", head)) != OK)
        return e;
    const enum err done = reply_turn(r, TURN_RECONCILE, r->path_id[0]);
    if (done != OK && done != ERR_CONFLICT && r->json_out)
        return done;
    if ((e = read_sitting(r, r->path_id[0], &s)) != OK)
        return e;
    json *view = summary_view(r, &s);
    if (!r->json_out) {
        json_put_bool(r->arena, view, "elsewhere", done == ERR_BUSY && !s.session->reconciled);
        json_put_bool(r->arena, view, "failed", done != ERR_BUSY && !s.session->reconciled);
    }
    return reply_stream_end(r, "summary", view);
}
