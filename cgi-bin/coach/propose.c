#include "coach/propose.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/difference.h"
#include "coach/prescription.h"
#include "store/context.h"
#include "store/op.h"
#include <string.h>

enum { MOST_TOPICS = 12, CONTEXT_WORDS = 4000, REASON_WORDS = 25 };

/* ---- the wish (T1) ---- */

struct wishing {
    const struct propose_wish *wish;
    struct id proposal;
};

static enum err keep_role(struct work *w, const char *role)
{
    struct user *user;
    struct facts *f;
    enum err e = user_read(w, &user);
    if (e != OK)
        return e;
    if ((e = facts_read(w, &f)) != OK)
        return e;
    f->role = role;
    user->role = role;
    if ((e = facts_save(w, f)) != OK)
        return e;
    return user_update(w, user);
}

static enum err keep_context(struct work *w, const char *text)
{
    struct id id;
    const enum err e = id_new(&id);
    return e != OK ? e : context_add(w, id, text);
}

static enum err start_from(struct work *w, struct id proposal, const json *edited)
{
    struct proposal p = {.id = proposal};
    plan_from_json(w->arena, edited, &p.overview, &p.topics, &p.topics_n);
    return proposal_edit(w, &p);
}

static enum err wish(struct work *w, void *ctx)
{
    struct wishing *k = ctx;
    const struct propose_wish *in = k->wish;
    const char *done;
    enum err e = op_begin(w, in->form, "proposal", &done);
    k->proposal = in->form;
    if (e != OK || done)
        return e;
    if (!text_blank(in->role) && (e = keep_role(w, in->role)) != OK)
        return e;
    if (!text_blank(in->context) && (e = keep_context(w, in->context)) != OK)
        return e;
    const ticket plan_t = plan_want_current(w), open_t = proposal_want_open(w);
    if ((e = work_flush(w)) != OK)
        return e;
    struct plan *plan;
    struct proposal *open;
    if ((e = plan_take(w, plan_t, &plan)) != OK)
        return e;
    if ((e = proposal_take(w, open_t, &open)) != OK)
        return e;
    const struct id after = open && open->state == PROPOSAL_OPEN && in->feedback ? open->id : (struct id){0};
    e = proposal_ask(w, k->proposal, plan ? plan->version : 0, false, in->feedback ? in->feedback : "",
                     after);
    if (e != OK)
        return e;
    if (in->edited && (e = start_from(w, k->proposal, in->edited)) != OK)
        return e;
    return op_finish(w, in->form, arena_printf(w->arena, "/proposal/%s", id_text(w->arena, k->proposal)));
}

enum err propose_wish(struct coach *c, struct arena *a, struct id user, const struct propose_wish *in,
                      struct id *proposal)
{
    struct wishing k = {.wish = in};
    const enum err e = db_transact(c->db, a, user, wish, &k);
    *proposal = k.proposal;
    return e;
}

/* ---- making it ---- */

struct making {
    struct coach *c;
    struct id id;
    int try_no;
    struct user *user;
    struct facts *facts;
    struct proposal *proposal; /* the one being made */
    struct proposal *after;    /* the one before it, NULL if none */
    struct plan *plan;         /* the current plan, NULL if none */
    struct context *context;
    size_t context_n;
    struct topic *topics;
    size_t topics_n;
    const struct ask_result *result;
};

static enum err read_for_making(struct work *w, struct making *m)
{
    const ticket user = user_want(w), facts = facts_want(w), plan = plan_want_current(w),
                 context = context_want_all(w), topics = topic_want_all(w),
                 proposal = proposal_want(w, m->id);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if ((e = user_take(w, user, &m->user)) != OK)
        return e;
    if ((e = facts_take(w, facts, &m->facts)) != OK)
        return e;
    if ((e = plan_take(w, plan, &m->plan)) != OK)
        return e;
    if ((e = context_take_all(w, context, &m->context, &m->context_n)) != OK)
        return e;
    if ((e = topic_take_all(w, topics, &m->topics, &m->topics_n)) != OK)
        return e;
    if ((e = proposal_take(w, proposal, &m->proposal)) != OK)
        return e;
    if (!m->proposal)
        return ERR_NOT_FOUND;
    m->after = NULL;
    return id_none(m->proposal->after) ? OK : proposal_read(w, m->proposal->after, &m->after);
}

static enum err claim(struct work *w, void *ctx)
{
    struct making *m = ctx;
    const enum err e = proposal_claim(w, m->id, conf_int(m->c->conf, "model.lease_seconds"), &m->try_no);
    return e != OK ? e : read_for_making(w, m);
}

/* The newest words first, whole additions while they fit. */
static const char *context_text(struct arena *a, const struct context *all, size_t n)
{
    struct buf b = buf_new(a, 256 * 1024);
    size_t words = 0;
    for (size_t i = n; i > 0; i--) {
        words += text_words(all[i - 1].text);
        if (words > CONTEXT_WORDS && i < n)
            break;
        buf_add(&b, text_head_words(a, all[i - 1].text, CONTEXT_WORDS));
        buf_add(&b, "\n\n");
    }
    return buf_status(&b) == OK ? b.data : text_head_words(a, n ? all[n - 1].text : "", CONTEXT_WORDS);
}

/* What a change starts from: the plan a program sent along, else the proposal before this one, else the
 * current plan. NULL for a first plan. */
static const json *starting_plan(struct arena *a, const struct making *m)
{
    if (m->proposal->topics_n)
        return asking_plan(a, &m->proposal->overview, m->proposal->topics, m->proposal->topics_n);
    if (m->after)
        return asking_plan(a, &m->after->overview, m->after->topics, m->after->topics_n);
    if (m->plan)
        return asking_plan(a, &m->plan->overview, m->plan->topics, m->plan->topics_n);
    return NULL;
}

static json *making_input(struct arena *a, const struct making *m, const json *start)
{
    json *in = json_new_object(a);
    json_put_text(a, in, "today", clock_date_text(a, clock_local_day(clock_now(), m->user->zone)));
    json_put_text(a, in, "role", m->facts->role);
    json_put_text(a, in, "raw_context", context_text(a, m->context, m->context_n));
    json_put(a, in, "facts", asking_facts(a, m->facts));
    if (!start)
        return in;
    json_put(a, in, "plan", json_copy(a, start));
    json_put(a, in, "progress", asking_progress(a, m->topics, m->topics_n));
    json *feedback = json_new_array(a);
    if (!text_blank(m->proposal->feedback))
        json_add_text(a, feedback, m->proposal->feedback);
    json_put(a, in, "feedback", feedback);
    return in;
}

/* What differences are shown against: the current plan, or while there is none, the proposal before. */
static const struct plan *compared_with(struct arena *a, const struct plan *plan,
                                        const struct proposal *after)
{
    if (plan || !after)
        return plan;
    struct plan *p = arena_alloc(a, sizeof *p);
    *p = (struct plan){.overview = after->overview, .topics = after->topics, .topics_n = after->topics_n};
    return p;
}

static enum err complete_topics(struct arena *a, struct plan_topic *topics, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        enum err e = OK;
        if (id_none(topics[i].topic))
            e = id_new(&topics[i].topic);
        if (e != OK)
            return e;
        if (!topics[i].key)
            topics[i].key = "";
        if (text_blank(topics[i].prescription)) {
            const struct prescription p = prescription_make(topics[i].daily_minutes * 60, 4 * 60, MIXED);
            topics[i].prescription = prescription_text(a, &p);
        }
    }
    return OK;
}

static const char *plain_reason(struct arena *a, const struct proposal *p)
{
    if (text_blank(p->feedback))
        return "Fits what you told me about the role, your time and yourself.";
    return arena_printf(a, "You asked: %s", text_head_words(a, p->feedback, REASON_WORDS - 2));
}

/* Fills a proposal with a checked answer (plan_overview, plan_topics, reasons) and its differences. */
static enum err fill(struct arena *a, const struct plan *base, const json *answer, const json *reasons,
                     const json *evidence, const char *plain, struct proposal *p)
{
    plan_from_json(a, answer, &p->overview, &p->topics, &p->topics_n);
    difference_adopt(base, p->topics, p->topics_n);
    const enum err e = complete_topics(a, p->topics, p->topics_n);
    if (e != OK)
        return e;
    difference_find(a, base, p, reasons, evidence, plain, &p->differences, &p->differences_n);
    return OK;
}

static enum err keep(struct work *w, void *ctx)
{
    struct making *m = ctx;
    struct proposal p = *m->proposal;
    p.try_no = m->try_no;
    p.call = asking_call(w->arena, m->result);
    const enum err e =
        fill(w->arena, compared_with(w->arena, m->plan, m->after), m->result->answer,
             json_get(m->result->answer, "reasons"), NULL, plain_reason(w->arena, m->proposal), &p);
    return e != OK ? e : proposal_answer(w, &p);
}

enum err propose_make(struct coach *c, struct arena *a, struct id user, struct id proposal,
                      struct listener to)
{
    struct making m = {.c = c, .id = proposal};
    enum err e = db_transact(c->db, a, user, claim, &m);
    if (e != OK)
        return e;
    const json *start = starting_plan(a, &m);
    const bool first = start == NULL;
    struct ask_result result = {0};
    const struct asking q = {
        .stage = first ? STAGE_INTAKE : STAGE_PROPOSAL,
        .action = first ? ACTION_PROPOSE : ACTION_REVISE,
        .mode = first ? "suggest_plan" : "suggest_plan_changes",
        .input = making_input(a, &m, start),
        .inside_only = m.user->builtin_only,
        .to = to,
    };
    if ((e = asking_do(c, a, user, &q, &result)) != OK)
        return asking_gave_up(c, a, user, proposal_release, proposal, m.try_no, e);
    m.result = &result;
    return db_transact(c->db, a, user, keep, &m);
}

/* ---- a plan's own rules ---- */

static enum err check_topic(struct arena *a, const struct plan_topic *t, const char **why)
{
    const char *bad = NULL;
    struct prescription p;
    const char *where;
    if (text_blank(t->name))
        bad = "has no name";
    else if (text_words(t->name) > 3)
        bad = "has a name of more than three words";
    else if (text_words(t->description) > 20)
        bad = "has a description of more than twenty words";
    else if (text_words(t->outcome) > 15)
        bad = "has an expected outcome of more than fifteen words";
    else if (t->daily_minutes < 1 || t->daily_minutes > 600)
        bad = "needs between 1 and 600 minutes a day";
    else if (!text_blank(t->prescription) && prescription_parse(a, t->prescription, &p, &where) != OK)
        bad = arena_printf(a, "has a session shape that can't be read: %s", where);
    if (!bad)
        return OK;
    *why = arena_printf(a, "The topic “%s” %s.", t->name, bad);
    return ERR_INPUT;
}

enum err propose_check(struct arena *a, const struct overview *o, const struct plan_topic *topics, size_t n,
                       const char **why)
{
    if (n == 0 || n > MOST_TOPICS) {
        *why = "A plan has between one and twelve topics.";
        return ERR_INPUT;
    }
    if (text_words(o->rationale) > 60) {
        *why = "The rationale has more than sixty words.";
        return ERR_INPUT;
    }
    if (o->time_horizon_weeks < 1 || o->time_horizon_weeks > 104) {
        *why = "A plan spans between 1 and 104 weeks.";
        return ERR_INPUT;
    }
    for (size_t i = 0; i < n; i++) {
        const enum err e = check_topic(a, &topics[i], why);
        if (e != OK)
            return e;
        for (size_t k = 0; k < i; k++) {
            if (text_equal(text_fold(a, topics[i].name), text_fold(a, topics[k].name))) {
                *why = arena_printf(a, "The topic “%s” stands in the plan twice.", topics[i].name);
                return ERR_INPUT;
            }
        }
    }
    return OK;
}

/* Priorities as a ranking 1..n in the order of the numbers given, and the total that the topics add up to. */
static void settle_numbers(struct overview *o, struct plan_topic *topics, size_t n)
{
    for (size_t i = 1; i < n; i++) { /* insertion sort: at most twelve, and equal ones keep their order */
        const struct plan_topic t = topics[i];
        size_t k = i;
        for (; k > 0 && topics[k - 1].priority > t.priority; k--)
            topics[k] = topics[k - 1];
        topics[k] = t;
    }
    o->total_daily_minutes = 0;
    for (size_t i = 0; i < n; i++) {
        topics[i].priority = (int)i + 1;
        o->total_daily_minutes += topics[i].daily_minutes;
    }
}

/* ---- edits by hand ---- */

struct editing {
    struct id form;
    struct id proposal;
    const struct overview *overview;
    const struct plan_topic *topics;
    size_t topics_n;
    const char **why;
    struct proposal *edited; /* the result */
    const struct plan *base;
};

/* Reads an open proposal and what it is compared with. */
static enum err read_open(struct work *w, struct id id, struct proposal **p, const struct plan **base)
{
    struct plan *plan = NULL;
    struct proposal *after = NULL;
    enum err e = proposal_read(w, id, p);
    if (e != OK)
        return e;
    if (!*p)
        return ERR_NOT_FOUND;
    if ((*p)->state != PROPOSAL_OPEN)
        return ERR_CONFLICT;
    if ((*p)->base_version && (e = plan_read_version(w, (*p)->base_version, &plan)) != OK)
        return e;
    if (!id_none((*p)->after) && (e = proposal_read(w, (*p)->after, &after)) != OK)
        return e;
    *base = compared_with(w->arena, plan, after);
    return OK;
}

/* The reasons a proposal's differences had, so that an edit elsewhere keeps them. */
static json *reasons_of(struct arena *a, const struct proposal *p, json *evidence_ids)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < p->differences_n; i++) {
        const struct difference *d = &p->differences[i];
        json *r = json_new_object(a), *refs = json_new_array(a);
        json_put_text(a, r, "topic", d->name);
        json_put_text(a, r, "what", difference_kind_name(d->kind));
        json_put_text(a, r, "reason", d->reason);
        for (size_t k = 0; k < d->evidence_n; k++) {
            const char *id = id_text(a, d->evidence[k]);
            json_put_text(a, evidence_ids, id, id);
            json_add_text(a, refs, id);
        }
        json_put(a, r, "evidence", refs);
        json_add(a, list, r);
    }
    return list;
}

static enum err apply_edit(struct work *w, struct editing *k)
{
    struct arena *a = w->arena;
    struct proposal *p;
    enum err e = read_open(w, k->proposal, &p, &k->base);
    if (e != OK)
        return e;
    json *ids = json_new_object(a);
    const json *reasons = reasons_of(a, p, ids);
    const char *rationale = p->overview.rationale;
    p->overview = *k->overview;
    if (!p->overview.rationale)
        p->overview.rationale = rationale;
    p->topics = arena_bytes(a, k->topics, k->topics_n * sizeof *k->topics);
    p->topics_n = k->topics_n;
    if ((e = propose_check(a, &p->overview, p->topics, p->topics_n, k->why)) != OK)
        return e;
    difference_adopt(k->base, p->topics, p->topics_n);
    if ((e = complete_topics(a, p->topics, p->topics_n)) != OK)
        return e;
    settle_numbers(&p->overview, p->topics, p->topics_n);
    difference_find(a, k->base, p, reasons, ids, "You changed this yourself.", &p->differences,
                    &p->differences_n);
    k->edited = p;
    return proposal_edit(w, p);
}

static enum err edit(struct work *w, void *ctx)
{
    struct editing *k = ctx;
    const char *done;
    enum err e = op_begin(w, k->form, "proposal_edit", &done);
    if (e != OK || done)
        return e;
    if ((e = apply_edit(w, k)) != OK)
        return e;
    return op_finish(w, k->form, arena_printf(w->arena, "/proposal/%s", id_text(w->arena, k->proposal)));
}

enum err propose_edit(struct coach *c, struct arena *a, struct id user, struct id form, struct id proposal,
                      const struct overview *o, const struct plan_topic *topics, size_t n, const char **why)
{
    struct editing k = {
        .form = form, .proposal = proposal, .overview = o, .topics = topics, .topics_n = n, .why = why};
    return db_transact(c->db, a, user, edit, &k);
}

/* ---- approval ---- */

struct approving {
    struct id form;
    struct id proposal;
    const bool *take; /* NULL: all */
    size_t take_n;
    struct editing *edit; /* NULL: as proposed */
    int version;
};

/* Makes a plan of what was taken of an open proposal, in the version it was made from and no other. */
static enum err make_plan(struct work *w, struct approving *k, struct proposal *p, const struct plan *base)
{
    bool *take = arena_array(w->arena, p->differences_n + 1, sizeof *take);
    for (size_t i = 0; i < p->differences_n; i++)
        take[i] = !k->take || (i < k->take_n && k->take[i]);
    struct plan plan;
    difference_apply(w->arena, base, p, take, &plan);
    if (plan.topics_n == 0)
        return ERR_INPUT;
    plan.proposal = p->id;
    enum err e = plan_insert(w, &plan, p->base_version);
    if (e != OK)
        return e;
    k->version = plan.version;
    if ((e = proposal_settle(w, p->id, PROPOSAL_APPROVED)) != OK)
        return e;
    return op_finish(w, k->form, arena_printf(w->arena, "/plan/version/%d", plan.version));
}

/* "/plan/version/7" -> 7: where an approval sent twice ended the first time. */
static int version_of(const char *done)
{
    const char *slash = strrchr(done, '/');
    int64_t version = 0;
    return slash && num_int(slash + 1, 1, INT32_MAX, &version) == OK ? (int)version : 0;
}

static enum err approve(struct work *w, void *ctx)
{
    struct approving *k = ctx;
    const char *done;
    enum err e = op_begin(w, k->form, "approve", &done);
    if (e != OK)
        return e;
    if (done) {
        k->version = version_of(done);
        return OK;
    }
    if (k->edit) {
        if ((e = apply_edit(w, k->edit)) != OK)
            return e;
        return make_plan(w, k, k->edit->edited, k->edit->base);
    }
    struct proposal *p;
    const struct plan *base;
    if ((e = read_open(w, k->proposal, &p, &base)) != OK)
        return e;
    return make_plan(w, k, p, base);
}

enum err propose_approve(struct coach *c, struct arena *a, struct id user, struct id form, struct id proposal,
                         const bool *take, size_t take_n, int *version)
{
    struct approving k = {.form = form, .proposal = proposal, .take = take, .take_n = take_n};
    const enum err e = db_transact(c->db, a, user, approve, &k);
    *version = k.version;
    return e;
}

enum err propose_approve_as(struct coach *c, struct arena *a, struct id user, struct id form,
                            struct id proposal, const struct overview *o, const struct plan_topic *topics,
                            size_t n, int *version, const char **why)
{
    struct editing edit_first = {
        .proposal = proposal, .overview = o, .topics = topics, .topics_n = n, .why = why};
    struct approving k = {.form = form, .proposal = proposal, .edit = &edit_first};
    const enum err e = db_transact(c->db, a, user, approve, &k);
    *version = k.version;
    return e;
}

/* ---- declining, going back ---- */

struct declining {
    struct id form, proposal;
};

static enum err decline(struct work *w, void *ctx)
{
    const struct declining *k = ctx;
    const char *done;
    enum err e = op_begin(w, k->form, "decline", &done);
    if (e != OK || done)
        return e;
    struct proposal *p;
    if ((e = proposal_read(w, k->proposal, &p)) != OK)
        return e;
    if (!p)
        return ERR_NOT_FOUND;
    if ((e = proposal_settle(w, k->proposal, PROPOSAL_DECLINED)) != OK)
        return e;
    return op_finish(w, k->form, "/plan/view");
}

enum err propose_decline(struct coach *c, struct arena *a, struct id user, struct id form, struct id proposal)
{
    struct declining k = {form, proposal};
    return db_transact(c->db, a, user, decline, &k);
}

struct returning {
    struct id form;
    int version;
    int64_t lease;
};

static enum err again(struct work *w, void *ctx)
{
    struct returning *k = ctx;
    const char *done;
    enum err e = op_begin(w, k->form, "propose_again", &done);
    if (e != OK || done)
        return e;
    struct plan *old, *now;
    if ((e = plan_read_version(w, k->version, &old)) != OK)
        return e;
    if ((e = plan_read_current(w, &now)) != OK)
        return e;
    if (!old || !now)
        return ERR_NOT_FOUND;
    if (old->version == now->version)
        return ERR_CONFLICT;
    const char *reason = arena_printf(w->arena, "You asked to go back to version %d.", k->version);
    if ((e = proposal_ask(w, k->form, now->version, false, reason, (struct id){0})) != OK)
        return e;
    struct proposal p = {
        .id = k->form,
        .base_version = now->version,
        .overview = old->overview,
        .topics = old->topics,
        .topics_n = old->topics_n,
        .feedback = reason,
    };
    if ((e = proposal_claim(w, p.id, k->lease, &p.try_no)) != OK)
        return e;
    difference_find(w->arena, now, &p, NULL, NULL, reason, &p.differences, &p.differences_n);
    if ((e = proposal_answer(w, &p)) != OK)
        return e;
    return op_finish(w, k->form, arena_printf(w->arena, "/proposal/%s", id_text(w->arena, p.id)));
}

enum err propose_again(struct coach *c, struct arena *a, struct id user, struct id form, int version,
                       struct id *proposal)
{
    struct returning k = {
        .form = form, .version = version, .lease = conf_int(c->conf, "model.lease_seconds")};
    *proposal = form;
    return db_transact(c->db, a, user, again, &k);
}
