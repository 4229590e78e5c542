#include "base/text.h"
#include "coach/read_back.h"
#include "coach/schedule.h"
#include "coach/told.h"
#include "store/proposal.h"
#include "web/forms.h"
#include "web/maybe.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show.h"

/* The plan, and its earlier versions. */

enum { DAYS_SHOWN = 7 };

struct plan_page {
    struct schedule_from from;
    struct proposal *open;
    struct proposal *declined; /* the newest one */
};

void page_plan_view_want(struct request *r)
{
    struct plan_page *p = request_model(r, sizeof *p);
    schedule_from_want(r->work, r->site->coach.library, DAYS_SHOWN, &p->from);
    proposal_want_open(r->work, &p->open);
    proposal_want_declined(r->work, &p->declined);
}

static void put_progress(struct arena *a, json *plan, const struct schedule_from *from)
{
    const json *list = json_get(plan, "plan_topics");
    for (size_t i = 0; i < json_len(list); i++) {
        const struct topic *t = schedule_from_progress(from, from->plan->topics[i].topic);
        if (!t)
            continue;
        if (t->marked)
            json_put_real(a, json_at(list, i), "strength", t->strength);
        json_put_text(a, json_at(list, i), "time_spent", text_or(maybe_span(a, t->total_seconds), ""));
        json_put_int(a, json_at(list, i), "sessions", t->sessions);
    }
}

/* The week in words, where its days differ. */
static const char *week_text(struct request *r, const struct schedule_from *from)
{
    struct facts week = *from->facts;
    week.minutes = from->plan->overview.total_daily_minutes;
    if (!facts_known(&week, FACT_DAYS_OFF) && !facts_known(&week, FACT_MINUTES_BY_DAY))
        return "";
    return read_back_week(r->site->coach.library, r->arena, &week);
}

/* A break that isn't over yet, in words; NULL: none. */
static const char *break_text(struct request *r, const struct schedule_from *from)
{
    if (!facts_known(from->facts, FACT_BREAK) || from->facts->break_to < from->today)
        return NULL;
    return read_back_break(library_sentences(r->site->coach.library), r->arena, from->facts);
}

/* What was told since the plan was approved and differs from it, unless it was decided about; and an
 * interview that has passed. */
static void put_told(struct request *r, json *view, const struct plan_page *page, const struct facts *known)
{
    struct arena *a = r->arena;
    const struct plan *plan = page->from.plan;
    const json *basis = told_seen(plan, page->declined);
    const json *told = told_since(library_sentences(r->site->coach.library), a,
                                  told_basis(a, basis, &plan->overview, known), known);
    json *list = json_new_array(a);
    for (size_t i = 0; i < json_len(told); i++) {
        const json *one = json_at(told, i);
        json *row = json_new_object(a);
        json_put_text(a, row, "fact", json_get_text(one, "fact", ""));
        json_put_text(a, row, "before", json_get_text(one, "from", ""));
        json_put_text(a, row, "now", json_get_text(one, "to", ""));
        json_put_text(a, row, "words", json_get_text(one, "words", ""));
        json_put_bool(a, row, "is_role", text_equal(json_get_text(one, "fact", ""), "role"));
        json_add(a, list, row);
    }
    json_put(a, view, "told_since", list);
    json_put_bool(a, view, "any_told", json_len(list) > 0 && !page->open);
    const bool past = known->interview != FACTS_NO_DATE && known->interview < page->from.today;
    json_put_text(a, view, "interview_was", past ? clock_day_text(a, known->interview) : NULL);
}

static enum err show_plan_page(struct request *r, struct plan_page *page)
{
    struct arena *a = r->arena;
    struct schedule_from *from = &page->from;
    struct scheduled *all;
    size_t n;
    schedule_from_set_zone(from, r->user->zone);
    const struct facts *known = from->facts;
    schedule_from_approved(a, from);
    schedule_make(a, from, DAYS_SHOWN, &all, &n);
    json *view = show_plan(a, from->plan, r->user->zone);
    put_progress(a, view, from);
    json_put(a, view, "schedule", show_schedule(a, all, n, from->today));
    json_put(a, view, "days_left", show_days_left(a, known, from->today));
    if (!r->json_out) {
        json_put_text(a, view, "week_text", week_text(r, from));
        json_put_text(a, view, "break_text", break_text(r, from));
    }
    put_told(r, view, page, known);
    if (page->open)
        json_put_text(a, view, "proposal_id", id_text(a, page->open->id));
    FORM_BOXES(r, view, suggest_changes, NULL);
    return reply_page(r, "plan", "Your plan", view);
}

enum err page_plan_view_show(struct request *r)
{
    struct plan_page *p = r->model;
    if (p->from.plan)
        return show_plan_page(r, p);
    if (r->json_out)
        return ERR_NOT_FOUND;
    return reply_done(r, p->open ? "/proposal" : "/chat", 303, NULL);
}

struct versions_page {
    struct plan *all;
    size_t n;
};

void page_plan_versions_want(struct request *r)
{
    struct versions_page *p = request_model(r, sizeof *p);
    plan_want_all(r->work, &p->all, &p->n);
}

enum err page_plan_versions_show(struct request *r)
{
    const struct versions_page *p = r->model;
    json *view = json_new_object(r->arena), *list = json_new_array(r->arena);
    for (size_t i = 0; i < p->n; i++)
        json_add(r->arena, list, show_plan(r->arena, &p->all[i], r->user->zone));
    json_put(r->arena, view, "versions", list);
    return reply_page(r, "versions", "Earlier versions of your plan", view);
}

struct version_page {
    struct plan *plan;
};

void page_plan_version_want(struct request *r)
{
    struct version_page *p = request_model(r, sizeof *p);
    plan_want_version(r->work, r->path_number, &p->plan);
}

enum err page_plan_version_show(struct request *r)
{
    const struct version_page *p = r->model;
    const struct plan *plan = p->plan;
    if (!plan)
        return ERR_NOT_FOUND;
    return reply_page(r, "version", arena_printf(r->arena, "Version %d of your plan", plan->version),
                      show_plan(r->arena, plan, r->user->zone));
}
