#include "base/text.h"
#include "coach/difference.h"
#include "coach/propose_heard.h"
#include "web/forms.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show.h"
#include "web/show_plan.h"

/* Proposals: asked for, looked at, edited, approved or declined. */

static enum err read_proposal(struct request *r, struct id id, struct proposal **out)
{
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    const enum err e = proposal_read(w, id, out);
    if (e != OK)
        return e;
    return err_unless(*out != NULL, ERR_NOT_FOUND);
}

/* What became of it without the coach: a newer wish is answered instead, or it was declined meanwhile. */
static void put_fate(const struct request *r, json *view, const struct proposal *proposal)
{
    if (r->json_out)
        return;
    json_put_bool(r->arena, view, "replaced", proposal->state == PROPOSAL_REPLACED && !proposal->answered);
    json_put_bool(r->arena, view, "declined", proposal->state == PROPOSAL_DECLINED);
}

static enum err make_proposal(struct request *r, struct id id)
{
    struct proposal *p;
    enum err e = reply_stream_begin(r, "proposing", "A proposal", json_new_object(r->arena));
    if (e != OK)
        return e;
    const enum err made = reply_turn(r, TURN_PLAN, id);
    if ((e = read_proposal(r, id, &p)) != OK)
        return e;
    if (r->json_out && p->state == PROPOSAL_ASKING)
        return made == OK ? ERR_INTERNAL : made;
    json *view = show_proposal(r->arena, p);
    json_put_bool(r->arena, view, "ready", p->state == PROPOSAL_OPEN || p->state == PROPOSAL_APPROVED);
    json_put_bool(r->arena, view, "answered", p->answered);
    put_fate(r, view, p);
    return reply_stream_end(r, "proposing_end", view);
}

static enum err wish_and_make(struct request *r, const struct propose_wish *wish)
{
    struct id proposal;
    const enum err e = propose_heard_wish(&r->site->coach, r->arena, r->user->id, wish, &proposal);
    if (e != OK)
        return e;
    return make_proposal(r, proposal);
}

enum err page_proposal_suggest_new_show(struct request *r)
{
    struct propose_wish wish = {.form = r->form};
    FORM_FILL(r, suggest_new, &wish);
    return wish_and_make(r, &wish);
}

enum err page_proposal_suggest_changes_show(struct request *r)
{
    struct buf feedback = buf_new(r->arena, 65536);
    struct form_changes in = {0};
    FORM_FILL(r, suggest_changes, &in);
    for (size_t i = 0; i < in.feedback_n; i++)
        buf_printf(&feedback, "%s%s", text_if(i > 0, "\n"), in.feedback[i]);
    if (text_blank(feedback.data)) {
        request_problem(r, "feedback.1", "Say in a few words what should be different.");
        return ERR_INPUT;
    }
    struct propose_wish wish = {.form = r->form, .context = in.context, .feedback = feedback.data};
    if (in.plan.topics_n)
        wish.edited = &in.plan;
    return wish_and_make(r, &wish);
}

enum err page_proposal_make_again_show(struct request *r)
{
    return make_proposal(r, r->path_id[0]);
}

struct proposal_page {
    struct proposal *proposal;
};

void page_proposal_open_want(struct request *r)
{
    struct proposal_page *p = request_model(r, sizeof *p);
    proposal_want_open(r->work, &p->proposal);
}

/* What a form of an earlier release, or a program, does not say: which version of the proposal it was about,
 * and how long a day it showed. */
static void fill_approve(const struct request *r, struct form_approve *in)
{
    struct form_approve came = {.plan.version = PROPOSAL_AS_MADE, .total = PROPOSE_ANY_TOTAL};
    FORM_FILL(r, approve, in);
    FORM_UPDATE(r, approve, &came);
    in->plan.version = came.plan.version;
    in->total = came.total;
}

/* What was seen of it, and what it is now: how the topics were, and what became of them since. */
static void put_seen(struct request *r, json *view, const struct proposal *proposal, int seen)
{
    struct arena *a = r->arena;
    struct proposal now = *proposal;
    if (seen == PROPOSAL_AS_MADE)
        seen = proposal->made;
    const struct plan *before = proposal_revision(a, proposal, seen);
    if (!before)
        return;
    json *then = plan_to_json(a, &before->overview, before->topics, before->topics_n);
    json_put_int(a, then, "version", seen);
    difference_find(a, before, &now, NULL, NULL, "", &now.differences, &now.differences_n);
    json_put(a, then, "since", show_differences(a, &now));
    json_put(a, view, "seen", then);
}

/* ... for a program, beside the problem. */
static void put_both(struct request *r, const struct proposal *proposal, int seen)
{
    json *both = json_new_object(r->arena);
    put_seen(r, both, proposal, seen);
    json_put(r->arena, both, "now", show_proposal(r->arena, proposal));
    r->beside = both;
}

/* Its boxes are ticked; where the form is given back, those that were, unless they were another version's. */
static void put_ticks(const struct request *r, json *view, const struct proposal *proposal)
{
    struct form_approve in = {0};
    fill_approve(r, &in);
    const bool seen = in.plan.version == PROPOSAL_AS_MADE || in.plan.version == proposal->version;
    const bool came = r->fields == forms_approve && seen;
    const json *differences = json_get(view, "differences");
    for (size_t i = 0; i < json_len(differences); i++) {
        json *one = json_at(differences, i);
        bool ticked = !came;
        for (size_t k = 0; k < in.take_n; k++)
            ticked = ticked || in.take[k] == (int)json_get_int(one, "number", 0);
        json_put_bool(r->arena, one, "ticked", ticked);
    }
    json_put_int(r->arena, view, "total_shown", proposal->overview.total_daily_minutes);
}

/* What differences of the overview are called on a page. */
static const char *heading_of(const json *difference)
{
    static const struct {
        const char *name, *heading;
    } beside[] = {{"overview", "Role and weeks"},
                  {"days", "Your days"},
                  {"interview", "Interview date"},
                  {"break", "A break"},
                  {"rationale", "Why this plan"}};
    const char *name = json_get_text(difference, "name", "");
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        if (text_equal(json_get_text(difference, "kind", ""), "overview") && text_equal(name, beside[i].name))
            return beside[i].heading;
    return name;
}

/* Minutes that only shift along are one line, and its details. */
static void part_differences(struct request *r, json *view)
{
    json *asked = json_new_array(r->arena), *shifts = json_new_array(r->arena);
    const json *differences = json_get(view, "differences");
    for (size_t i = 0; i < json_len(differences); i++) {
        json *one = json_at(differences, i);
        json_put_text(r->arena, one, "heading", heading_of(one));
        json_add(r->arena, json_get_bool(one, "follows", false) ? shifts : asked, json_copy(r->arena, one));
    }
    json_put(r->arena, view, "asked", asked);
    json_put(r->arena, view, "shifts", shifts);
    json_put_bool(r->arena, view, "any_shift", json_len(shifts) > 0);
}

static json *proposal_view(struct request *r, struct proposal *proposal)
{
    json *view = show_proposal(r->arena, proposal);
    if (!r->json_out) {
        show_edit_rows(r, view, proposal);
        put_ticks(r, view, proposal);
        part_differences(r, view);
        put_fate(r, view, proposal);
    }
    FORM_BOXES(r, view, suggest_changes, NULL);
    return view;
}

static enum err reply_proposal(struct request *r, const struct proposal *proposal, json *view)
{
    if (proposal->answered)
        return reply_page(r, "answered", "What you asked for", view);
    return reply_page(r, "proposal", proposal->base_version ? "A proposed change" : "A proposed plan", view);
}

static enum err show_one(struct request *r, struct proposal *proposal)
{
    if (!proposal)
        return ERR_NOT_FOUND;
    return reply_proposal(r, proposal, proposal_view(r, proposal));
}

/* The proposal as it stands now beside what was seen of it, for a form that others were faster than. */
static enum err show_conflict(struct request *r, struct proposal *proposal, int seen)
{
    r->conflict = true;
    r->form_sent = ""; /* it comes back as a form of its own */
    json *view = proposal_view(r, proposal);
    put_seen(r, view, proposal, seen);
    return reply_proposal(r, proposal, view);
}

enum err page_proposal_open_show(struct request *r)
{
    const struct proposal_page *p = r->model;
    if (!p->proposal && !r->json_out)
        return reply_done(r, "/plan/view", 303, NULL);
    return show_one(r, p->proposal);
}

/* The proposal a form was about: of its path, or of its field. */
static struct id about(const struct request *r)
{
    struct form_approve in;
    FORM_FILL(r, approve, &in);
    if (id_none(r->path_id[0]))
        return in.proposal;
    return r->path_id[0];
}

void page_proposal_one_want(struct request *r)
{
    struct proposal_page *p = request_model(r, sizeof *p);
    proposal_want(r->work, about(r), &p->proposal);
}

enum err page_proposal_one_show(struct request *r)
{
    const struct proposal_page *p = r->model;
    return show_one(r, p->proposal);
}

/* Rows without a name are dropped. */
static void drop_unnamed(struct plan *plan)
{
    size_t kept = 0;
    for (size_t i = 0; i < plan->topics_n; i++)
        if (!text_blank(plan->topics[i].name))
            plan->topics[kept++] = plan->topics[i];
    plan->topics_n = kept;
}

static enum err said_why(struct request *r, enum err e, const char *why)
{
    if (e == ERR_INPUT)
        request_problem(r, "", text_or(why, "A plan needs at least one topic."));
    return e;
}

/* Two tabs: what was typed stays in the boxes, with what is stored beside it. */
static enum err edited_meanwhile(struct request *r)
{
    struct plan typed = {0};
    struct proposal *p;
    const enum err e = read_proposal(r, r->path_id[0], &p);
    if (e != OK)
        return e;
    show_edit_typed(r, &typed);
    put_both(r, p, typed.version);
    if (p->state != PROPOSAL_OPEN || r->json_out)
        return ERR_CONFLICT;
    show_edit_saved(r, p);
    return show_conflict(r, p, typed.version);
}

enum err page_proposal_edit_show(struct request *r)
{
    const char *why = NULL;
    struct proposal *p;
    struct plan edited = {0};
    show_edit_typed(r, &edited);
    drop_unnamed(&edited);
    enum err e = propose_edit(&r->site->coach, r->arena, r->user->id, r->form, r->path_id[0], &edited, &why);
    if (e == ERR_CONFLICT || (e == ERR_REUSED && !r->json_out))
        return edited_meanwhile(r);
    if (e != OK)
        return said_why(r, e, why);
    if ((e = read_proposal(r, r->path_id[0], &p)) != OK)
        return e;
    return reply_done(r, arena_printf(r->arena, "/proposal/%s", id_text(r->arena, p->id)), 200,
                      show_proposal(r->arena, p));
}

/* ---- approval ---- */

enum { MOST_DIFFERENCES = 64 };

static enum err approve(struct request *r, struct form_approve *in, struct propose_approved *out)
{
    const char *otherwise = "Take at least one of the differences, or decline the proposal.";
    bool take[MOST_DIFFERENCES] = {false};
    struct propose_approval approval = {.form = r->form,
                                        .proposal = in->proposal,
                                        .seen = in->plan.version,
                                        .total = in->total,
                                        .take_n = MOST_DIFFERENCES};
    for (size_t i = 0; in->take && i < in->take_n; i++)
        if (in->take[i] >= 1 && in->take[i] <= MOST_DIFFERENCES)
            take[in->take[i] - 1] = true;
    if (in->plan.topics_n) {
        drop_unnamed(&in->plan);
        approval.edited = &in->plan;
        otherwise = "A plan needs at least one topic.";
    } else if (in->take || in->chosen) {
        approval.take = take;
    }
    const enum err e = propose_approve(&r->site->coach, r->arena, r->user->id, &approval, out);
    return said_why(r, e, text_or(out->why, otherwise));
}

/* The plan changed, or the proposal was settled; or it was only edited in another tab: then it is there to be
 * looked at again. */
static enum err not_approved(struct request *r, const struct form_approve *in)
{
    struct proposal *p;
    const enum err e = read_proposal(r, in->proposal, &p);
    if (e != OK)
        return e;
    const int seen = in->plan.version == PROPOSAL_AS_MADE && p->made ? p->made : in->plan.version;
    const bool edited = p->state == PROPOSAL_OPEN && seen != PROPOSAL_AS_MADE && seen != p->version;
    put_both(r, p, seen);
    if (edited && !r->json_out) {
        request_problem(r, "",
                        "The proposal was edited meanwhile, in another tab. This is how it is now: look "
                        "at it again, then approve.");
        return show_conflict(r, p, seen);
    }
    return reply_fault(r,
                       &(struct fault){
                           .code = ERR_CONFLICT,
                           .what = "This proposal can’t be approved any more.",
                           .kept = "Your plan is as it was: nothing was overwritten.",
                           .next = "The plan changed since, or the proposal was edited or settled. Look at "
                                   "it again, or ask for the change again.",
                       });
}

/* What is ticked makes another day than was shown: that is said first, with the boxes as they are. */
static enum err another_total(struct request *r, const struct form_approve *in, int total)
{
    struct proposal *p;
    const enum err e = read_proposal(r, in->proposal, &p);
    if (e != OK)
        return e;
    const char *minutes = arena_printf(r->arena, "%d", total);
    if (r->json_out) {
        r->beside = json_put_int(r->arena, json_new_object(r->arena), "total_daily_minutes", total);
        return reply_fault(
            r, &(struct fault){
                   .code = ERR_CONFLICT,
                   .what = "What is taken makes another day than was shown.",
                   .kept = "Nothing is approved yet.",
                   .next = arena_printf(r->arena,
                                        "A day is %s minutes with it: send that as total_daily_minutes, or "
                                        "take something else.",
                                        minutes),
               });
    }
    json *view = proposal_view(r, p);
    r->form_sent = ""; /* it comes back as a form of its own */
    json_put_int(r->arena, view, "total_shown", total);
    json_put_text(r->arena, view, "total_of_ticked", minutes);
    return reply_proposal(r, p, view);
}

enum err page_proposal_approve_show(struct request *r)
{
    struct propose_approved done;
    struct plan *plan;
    struct form_approve in = {0};
    fill_approve(r, &in);
    enum err e = approve(r, &in, &done);
    if (e == ERR_CONFLICT && done.total)
        return another_total(r, &in, done.total);
    if (e == ERR_CONFLICT)
        return not_approved(r, &in);
    if (e != OK)
        return e;
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    if ((e = plan_read_version(w, done.version, &plan)) != OK)
        return e;
    json *view = json_new_object(r->arena);
    if (plan)
        view = show_plan(r->arena, plan, r->user->zone);
    return reply_done(r, "/plan/view", 200, view);
}

enum err page_proposal_decline_show(struct request *r)
{
    const enum err e = propose_decline(&r->site->coach, r->arena, r->user->id, r->form, r->path_id[0]);
    if (e != OK)
        return e;
    return reply_done(r, "/", 200, json_new_object(r->arena));
}

enum err page_proposal_version_show(struct request *r)
{
    struct id proposal;
    struct proposal *p;
    enum err e = propose_again(&r->site->coach, r->arena, r->user->id, r->form, r->path_number, &proposal);
    if (e != OK)
        return e;
    if ((e = read_proposal(r, proposal, &p)) != OK)
        return e;
    return reply_done(r, arena_printf(r->arena, "/proposal/%s", id_text(r->arena, proposal)), 200,
                      show_proposal(r->arena, p));
}

/* ---- a wish that is given back ---- */

struct wish_page {
    struct plan *plan;
    struct proposal *from; /* the one whose page it was sent from */
    struct proposal *open; /* the one that waits */
};

void page_proposal_wish_want(struct request *r)
{
    struct form_changes in = {0};
    FORM_FILL(r, suggest_changes, &in);
    struct wish_page *p = request_model(r, sizeof *p);
    plan_want_current(r->work, &p->plan);
    proposal_want_open(r->work, &p->open);
    if (!id_none(in.proposal))
        proposal_want(r->work, in.proposal, &p->from);
}

/* Can something different be asked for on its page? */
static bool takes_wishes(const struct proposal *proposal)
{
    return proposal && proposal->state == PROPOSAL_OPEN;
}

static enum err show_plan_page(struct request *r)
{
    r->work = work_reading_as(r->site->db, r->arena, r->user->id);
    page_plan_view_want(r);
    const enum err e = work_flush(r->work);
    if (e != OK)
        return e;
    return page_plan_view_show(r);
}

/* It is given back where it came from: on the proposal's page, else on the plan's, else, as long as there is
 * no plan, on that of the proposal that waits. */
enum err page_proposal_wish_show(struct request *r)
{
    const struct wish_page *p = r->model;
    if (takes_wishes(p->from))
        return show_one(r, p->from);
    if (p->plan)
        return show_plan_page(r);
    if (takes_wishes(p->open))
        return show_one(r, p->open);
    return ERR_NOT_FOUND;
}
