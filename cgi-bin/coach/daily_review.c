#include "coach/daily_review.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/difference.h"
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
    const ticket plan_t = plan_want_current(w);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if ((e = plan_take(w, plan_t, &plan)) != OK)
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

enum err daily_review_queue(struct coach *c, struct arena *a, struct id user, struct id *review)
{
    return db_transact(c->db, a, user, queue, review);
}

/* ---- running ---- */

struct reviewing {
    struct coach *c;
    struct id id;
    int try_no;
    clock_day today;
    struct user *user;
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
    bool last_declined; /* what a review proposed last was declined */
    json *evidence;     /* {"a1": attempt id}: a model sees only the reference */
    const struct ask_result *result;
};

/* What became of the newest proposal of a review. */
static enum err read_last_proposal(struct work *w, struct reviewing *r)
{
    const struct review *newest = NULL;
    struct proposal *p = NULL;
    for (size_t i = 0; i < r->reviews_n; i++)
        if (!id_none(r->reviews[i].proposal) && (!newest || r->reviews[i].day > newest->day))
            newest = &r->reviews[i];
    const enum err e = newest ? proposal_read(w, newest->proposal, &p) : OK;
    r->last_declined = e == OK && p && p->state == PROPOSAL_DECLINED;
    return e;
}

static enum err read_progress(struct work *w, struct reviewing *r)
{
    user_want(w, &r->user);
    facts_want(w, &r->facts);
    attempt_want_since(w, clock_now() - (int64_t)DAYS_WEIGHED * 86400, &r->attempts, &r->attempts_n);
    const ticket plan = plan_want_current(w), topics = topic_want_all(w),
                 sessions = session_want_recent(w, SESSIONS_WEIGHED), questions = question_want_all(w),
                 reviews = review_want_all(w);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if ((e = plan_take(w, plan, &r->plan)) != OK)
        return e;
    if ((e = topic_take_all(w, topics, &r->topics, &r->topics_n)) != OK)
        return e;
    if ((e = session_take_all(w, sessions, &r->sessions, &r->sessions_n)) != OK)
        return e;
    if ((e = question_take_all(w, questions, &r->questions, &r->questions_n)) != OK)
        return e;
    if ((e = review_take_all(w, reviews, &r->reviews, &r->reviews_n)) != OK)
        return e;
    if ((e = read_last_proposal(w, r)) != OK)
        return e;
    return r->plan ? OK : ERR_NOT_FOUND;
}

static enum err claim(struct work *w, void *ctx)
{
    struct reviewing *r = ctx;
    const enum err e = review_claim(w, r->id, conf_int(r->c->conf, "model.lease_seconds"), &r->try_no);
    return e != OK ? e : read_progress(w, r);
}

static const struct question *question_of(const struct reviewing *r, struct id id)
{
    for (size_t i = 0; i < r->questions_n; i++)
        if (id_equal(r->questions[i].id, id))
            return &r->questions[i];
    return NULL;
}

static const char *topic_name(const struct reviewing *r, struct id id)
{
    for (size_t i = 0; i < r->topics_n; i++)
        if (id_equal(r->topics[i].id, id))
            return r->topics[i].name;
    return "";
}

static json *attempts_json(struct arena *a, struct reviewing *r)
{
    json *list = json_new_array(a);
    r->evidence = json_new_object(a);
    int number = 0;
    for (size_t i = 0; i < r->attempts_n; i++) {
        const struct attempt *t = &r->attempts[i];
        const struct question *q = question_of(r, t->question);
        if (!t->mark || !q)
            continue;
        const char *ref = arena_printf(a, "a%d", ++number);
        json_put_text(a, r->evidence, ref, id_text(a, t->id));
        json *one = json_new_object(a);
        json_put_text(a, one, "ref", ref);
        json_put_text(a, one, "topic", topic_name(r, q->topic));
        json_put_text(a, one, "question", q->text);
        json_put_int(a, one, "score", t->mark->score);
        json_put_bool(a, one, "late", t->late);
        json_put_text(a, one, "day", clock_date_text(a, clock_local_day(t->answered, r->user->zone)));
        json_add(a, list, one);
    }
    return list;
}

static json *session_json(struct arena *a, const struct reviewing *r, const struct session *s)
{
    int answered = 0, best = 0;
    for (size_t i = 0; i < r->attempts_n; i++) {
        if (!id_equal(r->attempts[i].session, s->id))
            continue;
        answered++;
        if (r->attempts[i].mark && r->attempts[i].mark->score > best)
            best = r->attempts[i].mark->score;
    }
    json *one = json_new_object(a);
    json_put_text(a, one, "topic", s->topic_name);
    json_put_text(a, one, "day", clock_date_text(a, clock_local_day(s->started, r->user->zone)));
    json_put_int(a, one, "minutes", ((s->ended ? s->ended : s->last) - s->started) / 60);
    json_put_int(a, one, "answered", answered);
    json_put_int(a, one, "best_score", best);
    return one;
}

/* Days since a review last proposed something, whatever became of it; -1: none did. */
static int days_since_proposal(const struct reviewing *r)
{
    int days = -1;
    for (size_t i = 0; i < r->reviews_n; i++) {
        const int ago = r->today - r->reviews[i].day;
        if (!id_none(r->reviews[i].proposal) && ago >= 0 && (days < 0 || ago < days))
            days = ago;
    }
    return days;
}

/* What the last two reviews said, so that it is not said in the same words again. */
static json *said_before(struct arena *a, const struct reviewing *r)
{
    enum { TWO_DAYS = 2 };
    json *list = json_new_array(a);
    for (int ago = 1; ago <= TWO_DAYS; ago++)
        for (size_t i = 0; i < r->reviews_n; i++)
            if (r->today - r->reviews[i].day == ago && !text_blank(r->reviews[i].summary))
                json_add_text(a, list, r->reviews[i].summary);
    return list;
}

static json *review_input(struct arena *a, struct reviewing *r)
{
    json *in = json_new_object(a), *sessions = json_new_array(a);
    for (size_t i = 0; i < r->sessions_n; i++)
        json_add(a, sessions, session_json(a, r, &r->sessions[i]));
    json_put_text(a, in, "today", clock_date_text(a, r->today));
    json_put(a, in, "plan", asking_plan(a, &r->plan->overview, r->plan->topics, r->plan->topics_n));
    json_put(a, in, "facts", asking_facts(a, r->facts));
    json_put(a, in, "progress", asking_progress(a, r->topics, r->topics_n));
    json_put_int(a, in, "days_left", asking_days_left(r->facts, r->today));
    json_put(a, in, "sessions", sessions);
    json_put(a, in, "attempts", attempts_json(a, r));
    json_put(a, in, "feedback", json_new_array(a));
    json_put_int(a, in, "days_since_proposal", days_since_proposal(r));
    json_put_bool(a, in, "last_declined", r->last_declined);
    json_put(a, in, "said_before", said_before(a, r));
    return in;
}

/* A change becomes an open proposal against the plan that was weighed; if that has been replaced meanwhile
 * there is nothing to propose against. */
static enum err keep_proposal(struct work *w, struct reviewing *r, const json *answer, struct id *proposal)
{
    struct plan *now;
    enum err e = plan_read_current(w, &now);
    if (e != OK)
        return e;
    if (!now || now->version != r->plan->version)
        return OK;
    struct proposal p = {.base_version = now->version, .from_review = true, .feedback = ""};
    if ((e = id_new(&p.id)) != OK)
        return e;
    plan_from_json(w->arena, answer, &p.overview, &p.topics, &p.topics_n);
    difference_adopt(now, p.topics, p.topics_n);
    for (size_t i = 0; i < p.topics_n; i++)
        if (id_none(p.topics[i].topic) && (e = id_new(&p.topics[i].topic)) != OK)
            return e;
    difference_find(w->arena, now, &p, json_get(answer, "changes"), r->evidence,
                    json_get_text(answer, "summary", ""), &p.differences, &p.differences_n);
    if (p.differences_n == 0)
        return OK;
    p.call = asking_call(w->arena, r->result);
    if ((e = proposal_ask(w, p.id, p.base_version, true, "", (struct id){0})) != OK)
        return e;
    if ((e = proposal_claim(w, p.id, conf_int(r->c->conf, "model.lease_seconds"), &p.try_no)) != OK)
        return e;
    *proposal = p.id;
    return proposal_answer(w, &p);
}

static enum err keep(struct work *w, void *ctx)
{
    struct reviewing *r = ctx;
    const json *answer = r->result->answer;
    struct review done = {
        .id = r->id,
        .day = r->today,
        .state = REVIEW_DONE,
        .verdict = json_get_text(answer, "verdict", "stands"),
        .summary = json_get_text(answer, "summary", ""),
        .reasons = json_get(answer, "reasons"),
        .call = asking_call(w->arena, r->result),
        .at = clock_now(),
        .try_no = r->try_no,
    };
    enum err e = OK;
    if (text_equal(done.verdict, "change") && asking_allows(w->user, STAGE_REVIEW, ACTION_PROPOSE))
        e = keep_proposal(w, r, answer, &done.proposal);
    if (e != OK)
        return e;
    if ((e = review_finish(w, &done)) != OK)
        return e;
    return job_done_by_hand(w, JOB_REVIEW, clock_date_text(w->arena, r->today));
}

enum err daily_review_run(struct coach *c, struct arena *a, struct id user, struct id review,
                          struct listener to)
{
    struct reviewing r = {.c = c, .id = review};
    enum err e = db_transact(c->db, a, user, claim, &r);
    if (e != OK)
        return e;
    r.today = clock_local_day(clock_now(), r.user->zone);
    struct ask_result result = {0};
    const struct asking q = {
        .stage = STAGE_REVIEW,
        .action = ACTION_PROPOSE,
        .mode = "daily_review",
        .input = review_input(a, &r),
        .user = r.user,
        .to = to,
    };
    if ((e = asking_do(c, a, user, &q, &result)) != OK)
        return asking_gave_up(c, a, user, &(struct asking_claim){review_release, review, r.try_no}, &result,
                              e);
    r.result = &result;
    return db_transact(c->db, a, user, keep, &r);
}
