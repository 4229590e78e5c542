#include "coach/reconcile.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/practice.h"
#include "coach/turn.h"
#include "store/job.h"
#include "store/notes.h"
#include "store/session_question.h"
#include "store/topic.h"
#include <math.h>

enum {
    REVIEW_HOUR = 4, /* the daily review is due from four in the morning, local time */
};

struct reconciling {
    struct coach *c;
    struct id id;
    struct session *session;
    struct user *user;
    struct facts *facts;
    struct session_question *picks;
    size_t picks_n;
    struct question *questions;
    size_t questions_n;
    struct attempt *attempts;
    size_t attempts_n;
    int *before; /* for each attempt the last score its question had in an earlier session; 0: none */
    struct topic *topic;
    struct note *note; /* NULL if there is none yet */
    const struct ask_result *result;
};

/* The last score among the tries at a question, oldest first, before the session's end and not in it. */
static int last_score_before(const struct reconciling *r, const struct attempt *all, size_t n)
{
    int score = 0;
    for (size_t i = 0; i < n; i++)
        if (all[i].mark && !id_equal(all[i].session, r->id) && all[i].answered < r->session->ended)
            score = all[i].mark->score;
    return score;
}

/* What each question of the session got when it was last asked before it. */
static enum err read_before(struct work *w, struct reconciling *r)
{
    struct tries {
        struct attempt *all; /* oldest first */
        size_t n;
    } *tries = arena_array(w->arena, r->attempts_n, sizeof *tries);
    r->before = arena_array(w->arena, r->attempts_n + 1, sizeof *r->before);
    for (size_t i = 0; i < r->attempts_n; i++)
        attempt_want_question(w, r->attempts[i].question, &tries[i].all, &tries[i].n);
    enum err e = r->attempts_n ? work_flush(w) : OK;
    for (size_t i = 0; i < r->attempts_n && e == OK; i++)
        r->before[i] = last_score_before(r, tries[i].all, tries[i].n);
    return e;
}

static enum err read_all(struct work *w, void *ctx)
{
    struct reconciling *r = ctx;
    enum err e = session_read(w, r->id, &r->session);
    if (e != OK)
        return e;
    if (!r->session)
        return ERR_NOT_FOUND;
    if (!r->session->ended)
        return ERR_CONFLICT;
    const ticket questions = question_want_topic(w, r->session->topic);
    user_want(w, &r->user);
    facts_want(w, &r->facts);
    session_question_want_session(w, r->id, &r->picks, &r->picks_n);
    attempt_want_session(w, r->id, &r->attempts, &r->attempts_n);
    if ((e = work_flush(w)) != OK)
        return e;
    if ((e = question_take_all(w, questions, &r->questions, &r->questions_n)) != OK)
        return e;
    if ((e = read_before(w, r)) != OK)
        return e;
    if ((e = topic_read(w, r->session->topic, &r->topic)) != OK)
        return e;
    if (!r->topic)
        return ERR_NOT_FOUND;
    return notes_read(w, r->session->topic, &r->note);
}

/* Marks what is missing a mark. What no provider could mark stays pending, with its own job. */
static enum err mark_missing(struct reconciling *r, struct arena *a, struct id user, bool *marked)
{
    *marked = false;
    for (size_t i = 0; i < r->attempts_n; i++) {
        if (r->attempts[i].state == MARK_DONE)
            continue;
        struct turn mark = {
            .coach = r->c, .arena = a, .mode = TURN_MARK, .user = user, .id = r->attempts[i].id};
        const enum err e = turn_run(&mark);
        if (e != OK && e != ERR_CONFLICT && e != ERR_BUSY && e != ERR_PROVIDER)
            return e;
        *marked = true;
    }
    return OK;
}

static const char *question_text(const struct reconciling *r, struct id id)
{
    for (size_t i = 0; i < r->questions_n; i++)
        if (id_equal(r->questions[i].id, id))
            return r->questions[i].text;
    return "";
}

static const char *difficulty_of(const struct reconciling *r, struct id id)
{
    for (size_t i = 0; i < r->questions_n; i++)
        if (id_equal(r->questions[i].id, id))
            return difficulty_name(r->questions[i].difficulty);
    return "";
}

static json *texts(struct arena *a, const char *const *list, size_t n)
{
    json *out = json_new_array(a);
    for (size_t i = 0; i < n; i++)
        json_add_text(a, out, list[i]);
    return out;
}

static json *attempt_json(struct arena *a, const struct reconciling *r, size_t which)
{
    const struct attempt *t = &r->attempts[which];
    json *one = json_new_object(a), *anchors = json_new_array(a), *landed = json_new_array(a),
         *missed = json_new_array(a);
    for (size_t i = 0; t->mark && i < t->mark->anchors_n; i++) {
        const struct landed *l = &t->mark->anchors[i];
        json *k = json_new_object(a);
        json_put_text(a, k, "name", l->name);
        json_put_text(a, k, "anchor", l->anchor);
        json_put_bool(a, k, "landed", l->landed);
        json_add(a, anchors, k);
        json_add_text(a, l->landed ? landed : missed, l->name);
    }
    json_put_text(a, one, "question", question_text(r, t->question));
    json_put_int(a, one, "try", t->try_no);
    json_put_int(a, one, "score", t->mark ? t->mark->score : 0);
    json_put_int(a, one, "before", r->before[which]);
    json_put_text(a, one, "difficulty", difficulty_of(r, t->question));
    json_put_bool(a, one, "late", t->late);
    json_put(a, one, "anchors", anchors);
    json_put(a, one, "landed", landed);
    json_put(a, one, "missed", missed);
    json_put(a, one, "improve", t->mark ? texts(a, t->mark->improve, t->mark->improve_n) : json_new_array(a));
    json_put(a, one, "praise", t->mark ? texts(a, t->mark->praise, t->mark->praise_n) : json_new_array(a));
    return one;
}

static json *reconcile_input(struct arena *a, const struct reconciling *r, const struct practice_tally *t)
{
    json *in = json_new_object(a), *attempts = json_new_array(a), *skipped = json_new_array(a);
    for (size_t i = 0; i < r->attempts_n; i++)
        if (r->attempts[i].mark)
            json_add(a, attempts, attempt_json(a, r, i));
    for (size_t i = 0; i < r->picks_n; i++)
        if (r->picks[i].state == SESSION_QUESTION_SKIPPED)
            json_add_text(a, skipped, question_text(r, r->picks[i].question));
    json_put_text(a, in, "topic", r->session->topic_name);
    json_put_text(a, in, "role", r->facts->role);
    json_put_int(a, in, "minutes", t->seconds / 60);
    json_put(a, in, "attempts", attempts);
    json_put(a, in, "skipped", skipped);
    json_put_text(a, in, "notes", r->note ? r->note->text : "");
    json_put_text(a, in, "corrected", r->note ? r->note->corrected : "");
    json_put_real(a, in, "strength_before", r->topic->marked ? round(r->topic->strength * 10) / 10 : -1);
    return in;
}

/* A moving average: the first marks count evenly, later ones a quarter each, so that strength follows what is
 * new. */
static void update_topic(struct topic *t, const struct reconciling *r, const struct practice_tally *tally)
{
    for (size_t i = 0; i < r->attempts_n; i++) {
        if (!r->attempts[i].mark)
            continue;
        const double share = t->marked < 3 ? 1.0 / (t->marked + 1) : 0.25;
        const double before = t->marked ? t->strength : 0;
        t->strength = before + (r->attempts[i].mark->score - before) * share;
        t->marked++;
    }
    t->total_seconds += tally->seconds;
    t->sessions++;
    t->last_practised = r->session->started;
}

/* What the next sessions are to look at first: its questions are due tomorrow at the latest. */
static enum err focus(struct work *w, const struct reconciling *r, const json *list)
{
    const clock_day tomorrow = clock_local_day(clock_now(), r->user->zone) + 1;
    for (size_t i = 0; i < json_len(list); i++) {
        const char *text = json_get_text(json_at(list, i), "question", "");
        for (size_t k = 0; k < r->questions_n; k++) {
            struct question *q = &r->questions[k];
            if (!text_equal(q->text, text) || q->memory.reviews == 0 || q->memory.due_day <= tomorrow)
                continue;
            q->memory.due_day = tomorrow;
            const enum err e = question_save(w, q);
            if (e != OK)
                return e;
        }
    }
    return OK;
}

static enum err update_note(struct work *w, const struct reconciling *r, const char *text)
{
    struct note fresh = {.topic = r->session->topic, .topic_name = r->session->topic_name, .corrected = ""};
    struct note *n = r->note ? r->note : &fresh;
    n->text = text;
    n->changed = clock_now();
    return notes_save(w, n);
}

static enum err queue_review(struct work *w, const struct user *u)
{
    const clock_day day = clock_local_day(clock_now(), u->zone) + 1;
    return job_queue(w, JOB_REVIEW, clock_date_text(w->arena, day),
                     clock_day_start(day, u->zone) + REVIEW_HOUR * 3600);
}

static enum err keep(struct work *w, void *ctx)
{
    struct reconciling *r = ctx;
    const struct ask_result *result = r->result;
    enum err e = read_all(w, r); /* anew: twice is once */
    if (e != OK || r->session->reconciled)
        return e;
    struct practice_tally tally;
    practice_count(w->arena, r->session, r->picks, r->picks_n, r->questions, r->questions_n, r->attempts,
                   r->attempts_n, &tally);
    const json *answer = result->answer;
    json *summary = json_new_object(w->arena);
    json_put_text(w->arena, summary, "summary", json_get_text(answer, "summary", ""));
    json_put(w->arena, summary, "focus", json_copy(w->arena, json_get(answer, "focus")));
    json_put(w->arena, summary, "call", json_copy(w->arena, asking_call(w->arena, result)));
    update_topic(r->topic, r, &tally);
    if ((e = topic_save(w, r->topic)) != OK)
        return e;
    if (asking_allows(w->user, STAGE_AFTER, ACTION_UPDATE_NOTES) &&
        (e = update_note(w, r, json_get_text(answer, "notes", ""))) != OK)
        return e;
    if (asking_allows(w->user, STAGE_AFTER, ACTION_SCHEDULE) &&
        (e = focus(w, r, json_get(answer, "focus"))) != OK)
        return e;
    if ((e = session_reconciled(w, r->id, summary)) != OK)
        return e;
    if ((e = queue_review(w, r->user)) != OK)
        return e;
    return job_done_by_hand(w, JOB_RECONCILE, id_text(w->arena, r->id));
}

enum err reconcile_session(struct coach *c, struct arena *a, struct id user, struct id session)
{
    struct reconciling r = {.c = c, .id = session};
    bool marked;
    enum err e = db_transact(c->db, a, user, read_all, &r);
    if (e != OK || r.session->reconciled)
        return e;
    if ((e = mark_missing(&r, a, user, &marked)) != OK)
        return e;
    if (marked && (e = db_transact(c->db, a, user, read_all, &r)) != OK)
        return e;
    struct practice_tally tally;
    practice_count(a, r.session, r.picks, r.picks_n, r.questions, r.questions_n, r.attempts, r.attempts_n,
                   &tally);
    struct ask_result result = {0};
    const struct asking q = {
        .stage = STAGE_AFTER,
        .action = ACTION_SUMMARISE,
        .mode = "reconcile_session",
        .input = reconcile_input(a, &r, &tally),
        .user = r.user,
    };
    if ((e = asking_do(c, a, user, &q, &result)) != OK)
        return e;
    r.result = &result;
    return db_transact(c->db, a, user, keep, &r);
}

/* ---- for somebody who waits ---- */

struct by_hand {
    const struct coach *c;
    struct id session;
    int try_no;
    enum err came_of_it;
};

static enum err claim_it(struct work *w, void *ctx)
{
    struct by_hand *h = ctx;
    const int64_t lease =
        2 * conf_int(h->c->conf, "model.lease_seconds"); /* marks that are missing come first */
    return job_claim_by_hand(w, h->session, lease, &h->try_no);
}

static enum err give_it_back(struct work *w, void *ctx)
{
    const struct by_hand *h = ctx;
    return job_release_by_hand(w, h->session, h->try_no, err_name(h->came_of_it));
}

enum err reconcile_by_hand(struct coach *c, struct arena *a, struct id user, struct id session)
{
    struct by_hand h = {.c = c, .session = session};
    enum err e = db_transact(c->db, a, user, claim_it, &h);
    if (e == ERR_CONFLICT)
        return OK; /* it is done */
    if (e != OK)
        return e;
    h.came_of_it = reconcile_session(c, a, user, session);
    if (h.came_of_it == OK)
        return OK;
    e = db_transact(c->db, a, user, give_it_back, &h);
    return e == OK ? h.came_of_it : e;
}
