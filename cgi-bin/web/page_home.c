#include "base/text.h"
#include "coach/mark.h"
#include "coach/schedule.h"
#include "library/library.h"
#include "store/proposal.h"
#include "store/review.h"
#include "store/saved_form.h"
#include "web/forms.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show.h"
#include "web/show_coach.h"
#include "web/show_said.h"

/* ---- the front page and home ---- */

enum { DAYS_SHOWN = 1 };

struct home {
    struct schedule_from from;
    struct session *running;
    struct proposal *proposal;
    struct review *review;
    struct saved_form *parked;
    size_t parked_n;
};

void page_home_front_want(struct request *r)
{
    if (!r->login_cookie)
        return;
    struct home *h = request_model(r, sizeof *h);
    schedule_from_want(r->work, r->site->coach.library, DAYS_SHOWN, &h->from);
    session_want_running(r->work, &h->running);
    proposal_want_open(r->work, &h->proposal);
    review_want_latest(r->work, &h->review);
    saved_form_want_all(r->work, &h->parked, &h->parked_n);
}

static json *today_view(struct request *r, const struct home *home)
{
    struct scheduled *all;
    size_t n;
    schedule_make(r->arena, &home->from, DAYS_SHOWN, &all, &n);
    return show_schedule(r->arena, all, n, home->from.today);
}

static json *home_view(struct request *r, const struct home *home)
{
    struct arena *a = r->arena;
    const clock_day today = home->from.today;
    const struct plan *plan = home->from.plan;
    json *view = json_new_object(a);
    json_put_bool(a, view, "has_plan", plan != NULL);
    json_put_bool(a, view, "no_plan_yet", plan == NULL);
    json_put_text(a, view, "today_text", clock_day_text(a, today));
    if (plan) {
        json_put_text(a, view, "target_role", plan->overview.target_role);
        json_put(a, view, "today", today_view(r, home));
        json_put(a, view, "days_left", show_days_left(a, home->from.facts, today));
    }
    json_put(a, view, "running", show_session(a, home->running, r->user->zone));
    if (home->proposal) {
        json *p = json_new_object(a);
        json_put_text(a, p, "proposal_id", id_text(a, home->proposal->id));
        json_put_bool(a, p, "from_review", home->proposal->from_review);
        json_put_bool(a, p, "asked", !home->proposal->from_review);
        json_put(a, view, "proposal", p);
    }
    if (home->review && home->review->state == REVIEW_DONE) {
        json *v = json_new_object(a);
        json_put_text(a, v, "summary", home->review->summary);
        json_put_text(a, v, "day", clock_day_text(a, home->review->day));
        json_put(a, view, "review", v);
    }
    json_put_int(a, view, "parked", (int64_t)home->parked_n);
    json_put(a, view, "choice", show_coach_choice(r));
    if (!r->json_out)
        json_put_bool(a, view, "to_tell", !plan && !home->proposal);
    return view;
}

enum err page_home_front_show(struct request *r)
{
    if (!r->user) {
        json *view = json_new_object(r->arena);
        json_put(r->arena, view, "question",
                 show_library_question(r->arena, show_try_question(r->site->coach.library, "")));
        return reply_page(r, "front", r->site->name, view);
    }
    struct home *h = r->model;
    schedule_from_set_zone(&h->from, r->user->zone);
    schedule_from_approved(r->arena, &h->from);
    return reply_page(r, "home", "Today", home_view(r, h));
}

/* ---- try one ---- */

enum err page_home_try_show(struct request *r)
{
    json *view = json_new_object(r->arena);
    struct form_try in;
    if (!FORM_FILL(r, try_page, &in))
        FORM_FILL(r, try, &in);
    const struct question *q = show_try_question(r->site->coach.library, in.q);
    if (!q)
        return ERR_NOT_FOUND;
    json_put(r->arena, view, "question", show_library_question(r->arena, q));
    FORM_BOXES(r, view, try, NULL);
    return reply_page(r, "try", "Try one question", view);
}

/* Marked by the built-in coach and stored nowhere: what comes back holds the answer itself. */
enum err page_home_try_answer_show(struct request *r)
{
    struct arena *a = r->arena;
    struct form_try in = {0};
    FORM_FILL(r, try, &in);
    const struct question *q = library_question(r->site->coach.library, in.q);
    if (!q)
        return ERR_NOT_FOUND;
    struct ask_result result = {0};
    const struct ask_request ask = {
        .mode = "evaluate_answer", .input = show_try_input(a, q, in.answer), .at_once = true};
    const enum err e = ask_mode(r->site->coach.asker, a, &ask, &result);
    if (e != OK)
        return e;
    struct mark mark;
    mark_take(a, result.answer, q, in.answer, &mark);
    json *view = json_new_object(a);
    json_put(a, view, "question", show_library_question(a, q));
    json_put_text(a, view, "answer", in.answer);
    json_put(a, view, "mark", show_mark(a, r->site->coach.library, &mark));
    if (!r->json_out) {
        json_put_bool(a, view, "marked", mark.score > 0);
        show_said_put(a, view, &(struct show_said){.text = in.answer, .mark = &mark});
        json_put_int(a, view, "min_length", conf_int(r->site->conf, "password.min_length"));
    }
    return reply_page(r, "tried", "Your first mark", view);
}

enum err page_home_about_show(struct request *r)
{
    return reply_page(r, "about", "How your words are kept", json_new_object(r->arena));
}
