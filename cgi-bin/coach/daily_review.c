#include "coach/daily_review.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/difference.h"
#include "coach/propose_inner.h"
#include "coach/told.h"
#include "coach/turn.h"
#include "coach/turn_modes.h"
#include "store/attempt.h"
#include "store/job.h"
#include "store/proposal.h"
#include "store/session.h"

enum { DAYS_WEIGHED = 28, SESSIONS_WEIGHED = 30 };

/* ---- queueing ---- */

static enum err queue(struct work *w, void *ctx)
{
    struct id *review = ctx;
    struct user *user;
    struct plan *plan;
    user_want(w, &user);
    plan_want_current(w, &plan);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if (!user || !plan)
        return ERR_NOT_FOUND;
    const clock_day today = clock_local_day(clock_now(), user->zone);
    e = review_queue(w, today, review);
    if (e == ERR_CONFLICT) /* the day has one already: that is it */
        return OK;
    if (e != OK)
        return e;
    return job_queue(w, JOB_REVIEW, clock_date_text(w->arena, today), clock_now());
}

enum err daily_review_queue(struct coach *coach, struct arena *a, struct id user, struct id *review)
{
    return db_transact(coach->db, a, user, queue, review);
}

/* ---- running ---- */

/* What it weighs. */
struct daily_review_turn {
    clock_day today;
    const char *zone; /* the user's */
    struct facts *facts;
    struct plan *plan;
    struct topic *topics;
    size_t topics_n;
    struct session *sessions;
    size_t sessions_n;
    struct question *questions;
    size_t questions_n;
    struct attempt *attempts;
    size_t attempts_n;
    struct review *reviews;
    size_t reviews_n;
    bool last_declined;          /* what a review proposed last was declined */
    const struct facts *settled; /* the facts that were decided about last: the plan's, or those of what was
                                    declined since */
    json *evidence;              /* {"a1": attempt id}: a model sees only the reference */
};

/* What became of the newest proposal of a review. */
static enum err read_last_proposal(struct work *w, struct daily_review_turn *own)
{
    const struct review *newest = NULL;
    struct proposal *proposal = NULL;
    for (size_t i = 0; i < own->reviews_n; i++)
        if (!id_none(own->reviews[i].proposal) && (!newest || own->reviews[i].day > newest->day))
            newest = &own->reviews[i];
    if (!newest)
        return OK;
    const enum err e = proposal_read(w, newest->proposal, &proposal);
    own->last_declined = e == OK && proposal && proposal->state == PROPOSAL_DECLINED;
    return e;
}

enum err daily_review_read(struct work *w, struct turn *turn)
{
    struct daily_review_turn *own = turn->found = arena_alloc(turn->arena, sizeof *own);
    const clock_time since = clock_now() - (int64_t)DAYS_WEIGHED * 86400;
    user_want(w, &turn->account);
    facts_want(w, &own->facts);
    attempt_want_since(w, since, &own->attempts, &own->attempts_n);
    plan_want_current(w, &own->plan);
    topic_want_all(w, &own->topics, &own->topics_n);
    session_want_recent(w, SESSIONS_WEIGHED, &own->sessions, &own->sessions_n);
    question_want_all(w, &own->questions, &own->questions_n);
    review_want_all(w, &own->reviews, &own->reviews_n);
    struct proposal *declined;
    proposal_want_declined(w, &declined);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if ((e = read_last_proposal(w, own)) != OK)
        return e;
    if (!own->plan)
        return ERR_NOT_FOUND;
    own->settled = told_basis(w->arena, told_seen(own->plan, declined), &own->plan->overview, own->facts);
    own->zone = turn->account->zone;
    own->today = clock_local_day(clock_now(), own->zone);
    return OK;
}

static const struct question *question_of(const struct daily_review_turn *own, struct id id)
{
    for (size_t i = 0; i < own->questions_n; i++)
        if (id_equal(own->questions[i].id, id))
            return &own->questions[i];
    return NULL;
}

static const char *topic_name(const struct daily_review_turn *own, struct id id)
{
    for (size_t i = 0; i < own->topics_n; i++)
        if (id_equal(own->topics[i].id, id))
            return own->topics[i].name;
    return "";
}

static json *attempts_json(struct arena *a, struct daily_review_turn *own)
{
    json *list = json_new_array(a);
    own->evidence = json_new_object(a);
    int number = 0;
    for (size_t i = 0; i < own->attempts_n; i++) {
        const struct attempt *attempt = &own->attempts[i];
        const struct question *question = question_of(own, attempt->question);
        if (!attempt_counts(attempt) || !question)
            continue;
        const char *ref = arena_printf(a, "a%d", ++number);
        json_put_text(a, own->evidence, ref, id_text(a, attempt->id));
        json *one = json_new_object(a);
        json_put_text(a, one, "ref", ref);
        json_put_text(a, one, "topic", topic_name(own, question->topic));
        json_put_text(a, one, "question", question->text);
        json_put_int(a, one, "score", attempt->mark->score);
        json_put_bool(a, one, "late", attempt->late);
        json_put_text(a, one, "day", clock_date_text(a, clock_local_day(attempt->answered, own->zone)));
        json_add(a, list, one);
    }
    return list;
}

static json *session_json(struct arena *a, const struct daily_review_turn *own, const struct session *session)
{
    const clock_time end = session->ended ? session->ended : session->last;
    int answered = 0, best = 0;
    for (size_t i = 0; i < own->attempts_n; i++) {
        if (!id_equal(own->attempts[i].session, session->id))
            continue;
        answered++;
        if (attempt_counts(&own->attempts[i]) && own->attempts[i].mark->score > best)
            best = own->attempts[i].mark->score;
    }
    json *one = json_new_object(a);
    json_put_text(a, one, "topic", session->topic_name);
    json_put_text(a, one, "day", clock_date_text(a, clock_local_day(session->started, own->zone)));
    json_put_int(a, one, "minutes", (end - session->started) / 60);
    json_put_int(a, one, "answered", answered);
    json_put_int(a, one, "best_score", best);
    return one;
}

/* Days since a review last proposed something, whatever became of it; -1: none did. */
static int days_since_proposal(const struct daily_review_turn *own)
{
    int days = -1;
    for (size_t i = 0; i < own->reviews_n; i++) {
        const int ago = own->today - own->reviews[i].day;
        if (!id_none(own->reviews[i].proposal) && ago >= 0 && (days < 0 || ago < days))
            days = ago;
    }
    return days;
}

/* What the last two reviews said, so that it is not said in the same words again. */
static json *said_before(struct arena *a, const struct daily_review_turn *own)
{
    enum { TWO_DAYS = 2 };
    json *list = json_new_array(a);
    for (int ago = 1; ago <= TWO_DAYS; ago++)
        for (size_t i = 0; i < own->reviews_n; i++)
            if (own->today - own->reviews[i].day == ago && !text_blank(own->reviews[i].summary))
                json_add_text(a, list, own->reviews[i].summary);
    return list;
}

json *daily_review_input(struct turn *turn)
{
    struct daily_review_turn *own = turn->found;
    struct arena *a = turn->arena;
    json *in = json_new_object(a), *sessions = json_new_array(a);
    for (size_t i = 0; i < own->sessions_n; i++)
        json_add(a, sessions, session_json(a, own, &own->sessions[i]));
    json_put_text(a, in, "today", clock_date_text(a, own->today));
    json_put(a, in, "plan", asking_plan(a, &own->plan->overview, own->plan->topics, own->plan->topics_n));
    json_put(a, in, "facts", asking_facts(a, own->facts));
    json_put_text(a, in, "role", own->facts->role);
    json_put(a, in, "told", told_since(library_sentences(turn->coach->library), a, own->settled, own->facts));
    json_put(a, in, "progress", asking_progress(a, own->topics, own->topics_n));
    json_put_int(a, in, "days_left", asking_days_left(own->facts, own->today));
    json_put(a, in, "sessions", sessions);
    json_put(a, in, "attempts", attempts_json(a, own));
    json_put(a, in, "feedback", json_new_array(a));
    json_put_int(a, in, "days_since_proposal", days_since_proposal(own));
    json_put_bool(a, in, "last_declined", own->last_declined);
    json_put(a, in, "said_before", said_before(a, own));
    return in;
}

/* A change becomes an open proposal against the plan that was weighed; if that has been replaced meanwhile
 * there is nothing to propose against. */
static enum err keep_proposal(struct work *w, const struct turn *turn, struct id *id)
{
    const struct daily_review_turn *own = turn->found;
    const json *answer = turn->result.answer;
    struct plan *now;
    enum err e = plan_read_current(w, &now);
    if (e != OK)
        return e;
    if (!now || now->version != own->plan->version)
        return OK;
    struct proposal proposal = {.base_version = now->version, .from_review = true, .feedback = ""};
    if ((e = id_new(&proposal.id)) != OK)
        return e;
    plan_from_json(w->arena, answer, &proposal.overview, &proposal.topics, &proposal.topics_n);
    difference_adopt(now, proposal.topics, proposal.topics_n);
    for (size_t i = 0; i < proposal.topics_n; i++)
        if (id_none(proposal.topics[i].topic) && (e = id_new(&proposal.topics[i].topic)) != OK)
            return e;
    difference_find(w->arena, now, &proposal, json_get(answer, "changes"), own->evidence,
                    json_get_text(answer, "summary", ""), &proposal.differences, &proposal.differences_n);
    proposal.basis = asking_facts(w->arena, own->facts);
    propose_add_parts(library_sentences(turn->coach->library), w->arena,
                      &(struct propose_parts){.base = now, .known = own->facts, .plain = ""}, &proposal);
    if (proposal.differences_n == 0)
        return OK;
    const int64_t lease = conf_int(turn->coach->conf, "model.lease_seconds");
    proposal.call = asking_call(w->arena, &turn->result);
    if ((e = proposal_ask(w, proposal.id, proposal.base_version, true, "", (struct id){0})) != OK)
        return e;
    if ((e = proposal_claim(w, proposal.id, lease, &proposal.try_no)) != OK)
        return e;
    *id = proposal.id;
    return proposal_answer(w, &proposal);
}

enum err daily_review_keep(struct work *w, struct turn *turn)
{
    const struct daily_review_turn *own = turn->found;
    const json *answer = turn->result.answer;
    struct review done = {
        .id = turn->id,
        .day = own->today,
        .state = REVIEW_DONE,
        .verdict = json_get_text(answer, "verdict", "stands"),
        .summary = json_get_text(answer, "summary", ""),
        .reasons = json_get(answer, "reasons"),
        .call = asking_call(w->arena, &turn->result),
        .at = clock_now(),
        .try_no = turn->try_no,
    };
    enum err e = OK;
    if (text_equal(done.verdict, "change") && asking_allows(w->user, STAGE_REVIEW, ACTION_PROPOSE))
        e = keep_proposal(w, turn, &done.proposal);
    if (e != OK)
        return e;
    if ((e = review_finish(w, &done)) != OK)
        return e;
    return job_done_by_hand(w, JOB_REVIEW, clock_date_text(w->arena, own->today));
}
