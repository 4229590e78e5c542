#include "coach/propose_inner.h"

#include "base/text.h"
#include "coach/asking.h"
#include "coach/difference.h"
#include "nlu/nlu.h"
#include "store/context.h"
#include "store/idempotency.h"

enum { CONTEXT_WORDS = 4000, BACKGROUND_WORDS = 300, REASON_WORDS = 25 };

/* ---- the wish (T1) ---- */

struct wishing {
    const struct propose_wish *wish;
    struct id proposal;
};

static enum err read_them(struct work *w, struct user **user, struct facts **f)
{
    const enum err e = user_read(w, user);
    return e != OK ? e : facts_read(w, f);
}

static enum err keep_role(struct work *w, const char *role)
{
    struct user *user;
    struct facts *f;
    enum err e = read_them(w, &user, &f);
    if (e != OK)
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

/* Days off and the interview's date, said in a wish ("nothing at weekends"), are facts as in the chat. */
static enum err keep_heard(struct work *w, const char *wish)
{
    struct user *user;
    struct facts *f;
    const enum err e = read_them(w, &user, &f);
    if (e != OK)
        return e;
    const json *heard =
        nlu_wish(w->arena, asking_facts(w->arena, f), clock_local_day(clock_now(), user->zone), wish);
    if (json_members(heard) == 0)
        return OK;
    asking_take_facts(w->arena, heard, f);
    return facts_save(w, f);
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
    enum err e = idempotency_begin(w, in->form, "proposal", &done);
    k->proposal = in->form;
    if (e != OK || done)
        return e;
    if (!text_blank(in->role) && (e = keep_role(w, in->role)) != OK)
        return e;
    if (!text_blank(in->context) && (e = keep_context(w, in->context)) != OK)
        return e;
    if (in->feedback && (e = keep_heard(w, in->feedback)) != OK)
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
    return idempotency_finish(w, in->form,
                              arena_printf(w->arena, "/proposal/%s", id_text(w->arena, k->proposal)));
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
    user_want(w, &m->user);
    facts_want(w, &m->facts);
    const ticket plan = plan_want_current(w), context = context_want_all(w), topics = topic_want_all(w),
                 proposal = proposal_want(w, m->id);
    enum err e = work_flush(w);
    if (e != OK)
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
static const char *context_text(struct arena *a, const struct context *all, size_t n, size_t most)
{
    struct buf b = buf_new(a, 256 * 1024);
    size_t words = 0;
    for (size_t i = n; i > 0; i--) {
        words += text_words(all[i - 1].text);
        if (words > most && i < n)
            break;
        buf_add(&b, text_head_words(a, all[i - 1].text, most));
        buf_add(&b, "\n\n");
    }
    return buf_status(&b) == OK ? b.data : text_head_words(a, n ? all[n - 1].text : "", most);
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
    /* a change rests on the plan, the progress and the wish: their story is only its background */
    json_put_text(a, in, "raw_context",
                  context_text(a, m->context, m->context_n, start ? BACKGROUND_WORDS : CONTEXT_WORDS));
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

static const char *plain_reason(struct arena *a, const struct proposal *p)
{
    if (text_blank(p->feedback))
        return "Fits what you told me about the role, your time and yourself.";
    return arena_printf(a, "You asked: %s", text_head_words(a, p->feedback, REASON_WORDS - 2));
}

/* A first plan changes nothing yet: what speaks for each of its topics is where it leads. */
static const json *first_reasons(struct arena *a, const struct plan_topic *topics, size_t n)
{
    json *all = json_new_array(a);
    for (size_t i = 0; i < n; i++) {
        if (text_blank(topics[i].outcome))
            continue;
        json *one = json_new_object(a);
        json_put_text(a, one, "what", difference_kind_name(DIFF_ADDED));
        json_put_text(a, one, "topic", topics[i].name);
        json_put_text(a, one, "reason", arena_printf(a, "Expected outcome: %s", topics[i].outcome));
        json_add(a, all, one);
    }
    return all;
}

/* Fills a proposal with a checked answer (plan_overview, plan_topics, reasons) and its differences. */
static enum err fill(struct arena *a, const struct plan *base, const json *answer, const json *reasons,
                     const json *evidence, const char *plain, struct proposal *p)
{
    plan_from_json(a, answer, &p->overview, &p->topics, &p->topics_n);
    difference_adopt(base, p->topics, p->topics_n);
    const enum err e = propose_complete(a, p->topics, p->topics_n);
    if (e != OK)
        return e;
    if (!base && !json_len(reasons))
        reasons = first_reasons(a, p->topics, p->topics_n);
    difference_find(a, base, p, reasons, evidence, plain, &p->differences, &p->differences_n);
    return OK;
}

static enum err keep(struct work *w, void *ctx)
{
    struct making *m = ctx;
    struct proposal p = *m->proposal;
    p.try_no = m->try_no;
    p.call = asking_call(w->arena, m->result);
    p.reply = json_get_text(m->result->answer, "reply", "");
    const enum err e =
        fill(w->arena, propose_base(w->arena, m->plan, m->after), m->result->answer,
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
        .user = m.user,
        .to = to,
    };
    if ((e = asking_do(c, a, user, &q, &result)) != OK)
        return asking_gave_up(c, a, user, &(struct asking_claim){proposal_release, proposal, m.try_no},
                              &result, e);
    m.result = &result;
    return db_transact(c->db, a, user, keep, &m);
}
