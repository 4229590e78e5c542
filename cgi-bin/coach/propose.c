#include "coach/propose_inner.h"

#include "base/text.h"
#include "coach/asking.h"
#include "coach/difference.h"
#include "coach/intake.h"
#include "coach/told.h"
#include "coach/turn.h"
#include "coach/turn_modes.h"
#include "store/context.h"
#include "store/idempotency.h"

enum {
    CONTEXT_WORDS = 4000,
    BACKGROUND_WORDS = 300,
    MATERIAL_WORDS = 1500,
    REASON_WORDS = 25,
    REASON_CHARACTERS = 300
};

/* ---- the wish (T1) ---- */

struct wishing {
    const struct library *library;
    const struct propose_wish *wish;
    struct id proposal;
    struct id message; /* of the chat: their context, yet to be heard; nil: none */
};

static enum err read_them(struct work *w, struct user **user, struct facts **facts)
{
    const enum err e = user_read(w, user);
    if (e != OK)
        return e;
    return facts_read(w, facts);
}

static enum err keep_role(struct work *w, const char *role)
{
    struct user *user;
    struct facts *facts;
    enum err e = read_them(w, &user, &facts);
    if (e != OK)
        return e;
    if (text_equal(facts->role, role) && text_equal(user->role, role))
        return OK;
    if (!text_equal(facts->role, role))
        facts_set_source(facts, FACT_ROLE, FACTS_BY_HAND, false);
    facts->role = role;
    user->role = role;
    if ((e = facts_save(w, facts)) != OK)
        return e;
    return user_update(w, user);
}

/* Beside a wish it is kept; with the wish for a plan it is said as in the chat, and answered there: so it is
 * heard as anything else. */
static enum err keep_context(struct work *w, struct wishing *wishing, const char *text)
{
    struct id id;
    const enum err e = id_new(&id);
    if (e != OK)
        return e;
    if (wishing->wish->feedback)
        return context_add(w, id, text);
    wishing->message = id;
    return intake_keep_said(w, wishing->library, id, &(struct intake_words){.text = text, .job = ""});
}

static enum err start_from(struct work *w, struct id proposal, const struct plan *edited)
{
    const struct proposal start = {
        .id = proposal, .overview = edited->overview, .topics = edited->topics, .topics_n = edited->topics_n};
    return proposal_edit(w, &start);
}

static enum err wish(struct work *w, void *ctx)
{
    struct wishing *wishing = ctx;
    const struct propose_wish *in = wishing->wish;
    const char *done;
    enum err e = idempotency_begin(w, in->form, "proposal", &done);
    wishing->proposal = in->form.id;
    if (e != OK || done)
        return e;
    if (!text_blank(in->role) && (e = keep_role(w, in->role)) != OK)
        return e;
    if (!text_blank(in->context) && (e = keep_context(w, wishing, in->context)) != OK)
        return e;
    struct plan *plan;
    struct proposal *open;
    plan_want_current(w, &plan);
    proposal_want_standing(w, &open);
    if ((e = work_flush(w)) != OK)
        return e;
    struct id after = {0};
    if (open && in->feedback)
        after = open->id;
    const int version = plan ? plan->version : 0;
    if ((e = proposal_ask(w, wishing->proposal, version, false, text_or(in->feedback, ""), after)) != OK)
        return e;
    if (in->edited && (e = start_from(w, wishing->proposal, in->edited)) != OK)
        return e;
    return idempotency_finish(w, in->form.id,
                              arena_printf(w->arena, "/proposal/%s", id_text(w->arena, wishing->proposal)));
}

enum err propose_wish(struct coach *coach, struct arena *a, struct id user, const struct propose_wish *in,
                      struct id *proposal, struct id *message)
{
    struct wishing wishing = {.library = coach->library, .wish = in};
    const enum err e = db_transact(coach->db, a, user, wish, &wishing);
    *proposal = wishing.proposal;
    *message = wishing.message;
    return e;
}

static enum err role_as_said(struct work *w, void *ctx)
{
    return keep_role(w, ctx);
}

enum err propose_role(struct coach *coach, struct arena *a, struct id user, const char *role)
{
    return db_transact(coach->db, a, user, role_as_said, (void *)role);
}

/* ---- making it ---- */

/* What it rests on. */
struct propose_turn {
    struct facts *facts;
    struct proposal *proposal; /* the one being made */
    struct proposal *after;    /* the one before it, NULL if none */
    struct plan *plan;         /* the current plan, NULL if none */
    struct proposal *declined; /* the newest one that was, NULL if none */
    const json *start;         /* the plan that a change starts from; NULL for a first plan */
    struct context *context;
    size_t context_n;
    struct context *material; /* the advert, and what else they brought */
    size_t material_n;
    struct topic *topics;
    size_t topics_n;
};

static enum err read_all(struct work *w, struct turn *turn)
{
    struct propose_turn *own = turn->found;
    user_want(w, &turn->account);
    facts_want(w, &own->facts);
    plan_want_current(w, &own->plan);
    context_want_all(w, &own->context, &own->context_n);
    topic_want_all(w, &own->topics, &own->topics_n);
    proposal_want_declined(w, &own->declined);
    proposal_want(w, turn->id, &own->proposal);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if (!own->proposal)
        return ERR_NOT_FOUND;
    own->material = arena_bytes(w->arena, own->context, own->context_n * sizeof *own->context);
    own->material_n = context_only(own->material, own->context_n, true);
    own->context_n = context_only(own->context, own->context_n, false);
    return id_none(own->proposal->after) ? OK : proposal_read(w, own->proposal->after, &own->after);
}

/* What a change starts from: the plan a program sent along, else the proposal before this one, else the
 * current plan. NULL for a first plan. */
static const json *starting_plan(struct arena *a, const struct propose_turn *own)
{
    const struct proposal *proposal = own->proposal;
    if (proposal->topics_n)
        return asking_plan(a, &proposal->overview, proposal->topics, proposal->topics_n);
    if (own->after)
        return asking_plan(a, &own->after->overview, own->after->topics, own->after->topics_n);
    if (own->plan)
        return asking_plan(a, &own->plan->overview, own->plan->topics, own->plan->topics_n);
    return NULL;
}

enum err propose_read(struct work *w, struct turn *turn)
{
    struct propose_turn *own = turn->found = arena_alloc(turn->arena, sizeof *own);
    const enum err e = read_all(w, turn);
    if (e != OK)
        return e;
    own->start = starting_plan(turn->arena, own);
    turn->mode = own->start ? TURN_CHANGE : TURN_PLAN;
    return OK;
}

/* The newest words first, whole additions while they fit. */
static const char *context_text(struct arena *a, const struct context *all, size_t count, size_t most)
{
    struct buf b = buf_new(a, 256 * 1024);
    size_t words = 0;
    for (size_t i = count; i > 0; i--) {
        words += text_words(all[i - 1].text);
        if (words > most && i < count)
            break;
        buf_add(&b, text_head_words(a, all[i - 1].text, most));
        buf_add(&b, "\n\n");
    }
    if (buf_status(&b) == OK)
        return b.data;
    return text_head_words(a, all[count - 1].text, most);
}

/* What was told since the plan that it starts from. */
static json *told(struct turn *turn, const struct propose_turn *own)
{
    struct arena *a = turn->arena;
    const json *basis = own->plan ? own->plan->basis : NULL;
    if (own->plan &&
        !text_blank(own->proposal->feedback)) /* a wish doesn't bring up what was decided about */
        basis = told_seen(own->plan, own->declined);
    const struct overview *overview = own->plan ? &own->plan->overview : &own->proposal->overview;
    if (own->after) {
        basis = told_seen_in(own->after->basis);
        overview = &own->after->overview;
    }
    return told_since(library_sentences(turn->coach->library), a, told_basis(a, basis, overview, own->facts),
                      own->facts);
}

json *propose_input(struct turn *turn)
{
    const struct propose_turn *own = turn->found;
    struct arena *a = turn->arena;
    json *in = json_new_object(a);
    /* a change rests on the plan, the progress and the wish: their story is only its background */
    const size_t most = own->start ? BACKGROUND_WORDS : CONTEXT_WORDS;
    json_put_text(a, in, "today", clock_date_text(a, clock_local_day(clock_now(), turn->account->zone)));
    json_put_text(a, in, "role", own->facts->role);
    json_put_text(a, in, "raw_context", context_text(a, own->context, own->context_n, most));
    json_put_text(a, in, "material", context_text(a, own->material, own->material_n, MATERIAL_WORDS));
    json_put(a, in, "facts", asking_facts(a, own->facts));
    if (!own->start)
        return in;
    json_put(a, in, "told", told(turn, own));
    json_put(a, in, "plan", json_copy(a, own->start));
    json_put(a, in, "progress", asking_progress(a, own->topics, own->topics_n));
    json *feedback = json_new_array(a);
    if (!text_blank(own->proposal->feedback))
        json_add_text(a, feedback, own->proposal->feedback);
    json_put(a, in, "feedback", feedback);
    return in;
}

static const char *plain_reason(const struct sentences *says, struct arena *a,
                                const struct proposal *proposal)
{
    if (text_blank(proposal->feedback))
        return sentences_text(says, SAY_PROPOSE_FITS);
    const char *wish =
        text_head(a, text_head_words(a, proposal->feedback, REASON_WORDS - 2), REASON_CHARACTERS);
    return SAY(says, a, SAY_PROPOSE_ASKED, {"wish", wish});
}

/* A first plan changes nothing yet: what speaks for each of its topics is where it leads. */
static const json *first_reasons(const struct sentences *says, struct arena *a,
                                 const struct plan_topic *topics, size_t n)
{
    json *all = json_new_array(a);
    for (size_t i = 0; i < n; i++) {
        if (text_blank(topics[i].outcome))
            continue;
        json *one = json_new_object(a);
        json_put_text(a, one, "what", difference_kind_name(DIFF_ADDED));
        json_put_text(a, one, "topic", topics[i].name);
        json_put_text(a, one, "reason", SAY(says, a, SAY_PROPOSE_OUTCOME, {"outcome", topics[i].outcome}));
        json_add(a, all, one);
    }
    return all;
}

/* Is it the plan that it was to change, as it was? What a program sent along, or took away, is a change too.
 */
static bool changes_nothing(const struct sentences *says, struct arena *a, const struct propose_turn *own,
                            const struct proposal *proposal)
{
    struct proposal same = *proposal;
    if (!own->start)
        return false;
    if (proposal->differences_n == 0)
        return true;
    if (!own->after || own->proposal->topics_n)
        return false;
    const struct plan before = *propose_base(a, NULL, own->after);
    difference_find(a, &before, &same, NULL, NULL, "", &same.differences, &same.differences_n);
    propose_add_parts(says, a, &(struct propose_parts){.base = &before, .known = own->facts, .plain = ""},
                      &same);
    return same.differences_n == 0;
}

/* A difference keeps the wish that it came from when a newer one only moves its minutes along: what is asked
 * for now comes first, then what was before, then what follows of it. */
static const json *with_earlier(struct arena *a, const json *now, const json *earlier)
{
    json *all = json_new_array(a);
    for (int follows = 0; follows < 2; follows++) {
        for (size_t i = 0; i < json_len(now); i++)
            if (json_get_bool(json_at(now, i), "follows", false) == (follows == 1))
                json_add(a, all, json_copy(a, json_at(now, i)));
        for (size_t i = 0; i < json_len(earlier) && follows == 0; i++)
            json_add(a, all, json_copy(a, json_at(earlier, i)));
    }
    return all;
}

/* How long a day has to be, whoever made the plan: as the person said, or as it was where they said nothing
 * else since; 0: a wish may have changed it in words that only its maker understood. */
static int minutes_held(const struct propose_turn *own, const json *wanted)
{
    const int wished = (int)json_get_int(wanted, "minutes", 0);
    if (wished > 0)
        return wished;
    if (!own->start)
        return own->facts->minutes;
    if (!text_blank(own->proposal->feedback))
        return 0;
    const struct plan *plan = own->plan;
    const int64_t before = json_get_int(plan ? plan->basis : NULL, "minutes", own->facts->minutes);
    if (before != own->facts->minutes)
        return own->facts->minutes;
    return (int)json_get_int(json_get(own->start, "plan_overview"), "total_daily_minutes", 0);
}

/* The facts known; but a wish doesn't bring up days or a date that were decided about: there it stays as the
 * plan has it. */
static const json *rests_on(struct arena *a, const struct propose_turn *own)
{
    struct facts rests = *own->facts;
    if (own->plan && !text_blank(own->proposal->feedback)) {
        const struct overview *overview = &own->plan->overview;
        const struct facts *settled =
                               told_basis(a, told_seen(own->plan, own->declined), overview, own->facts),
                           *plan = told_basis(a, own->plan->basis, overview, own->facts);
        for (size_t i = 0; i < TOLD_PARTS; i++)
            if (told_part_same(&told_parts[i], settled, own->facts))
                told_part_take(&told_parts[i], &rests, plan);
    }
    return json_put(a, asking_facts(a, &rests), TOLD_SEEN, asking_facts(a, own->facts));
}

enum err propose_keep(struct work *w, struct turn *turn)
{
    const struct propose_turn *own = turn->found;
    const struct plan *base = propose_base(w->arena, own->plan, own->after);
    const json *answer = turn->result.answer, *reasons = json_get(answer, "reasons");
    const struct sentences *says = library_sentences(turn->coach->library);
    struct proposal proposal = *own->proposal;
    proposal.try_no = turn->try_no;
    proposal.call = asking_call(w->arena, &turn->result);
    proposal.reply = json_get_text(answer, "reply", "");
    proposal.asks = json_get(answer, "asks");
    plan_from_json(w->arena, answer, &proposal.overview, &proposal.topics, &proposal.topics_n);
    proposal.wanted =
        propose_wanted(turn->coach->library, w->arena, own->facts, own->after, propose_input(turn));
    if (!text_equal(turn->result.provider,
                    "builtin")) /* a model is held to what the built-in coach keeps to */
        propose_hold(&proposal.overview, proposal.topics, proposal.topics_n,
                     minutes_held(own, proposal.wanted));
    difference_adopt(base, proposal.topics, proposal.topics_n);
    if (own->after) { /* what it would add keeps its id from one proposal to the next */
        const struct plan before = *propose_base(w->arena, NULL, own->after);
        difference_adopt(&before, proposal.topics, proposal.topics_n);
    }
    const enum err e = propose_complete(w->arena, proposal.topics, proposal.topics_n);
    if (e != OK)
        return e;
    if (!base && !json_len(reasons))
        reasons = first_reasons(says, w->arena, proposal.topics, proposal.topics_n);
    const char *plain = plain_reason(says, w->arena, own->proposal);
    proposal.basis = rests_on(w->arena, own);
    json *ids = json_new_object(w->arena);
    if (own->after && own->plan)
        reasons = with_earlier(w->arena, reasons, propose_reasons(w->arena, own->after, ids));
    difference_find(w->arena, base, &proposal, reasons, ids, plain, &proposal.differences,
                    &proposal.differences_n);
    propose_add_parts(says, w->arena,
                      &(struct propose_parts){.base = base, .known = own->facts, .plain = plain}, &proposal);
    proposal.answered = changes_nothing(says, w->arena, own, &proposal);
    return proposal_answer(w, &proposal);
}
