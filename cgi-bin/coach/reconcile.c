#include "base/text.h"
#include "coach/asking.h"
#include "coach/practice.h"
#include "coach/recount.h"
#include "coach/turn.h"
#include "coach/turn_modes.h"
#include "store/job.h"
#include "store/notes.h"
#include "store/session_question.h"
#include "store/topic.h"
#include <math.h>

enum {
    REVIEW_HOUR = 4, /* the daily review is due from four in the morning, local time */
};

/* After an ended session: what is missing a mark is marked, the session summed up, strength and time of its
 * topic brought up to date, and its progress note (the user's corrections are respected), and the next
 * questions scheduled. */
struct reconcile_turn {
    struct session *session;
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
};

enum err reconcile_claim(struct work *w, struct id session, int64_t lease_seconds, int *try_no)
{
    return job_claim_by_hand(w, session, 2 * lease_seconds, try_no);
}

/* The last score among the tries at a question, oldest first, before the session's end and not in it. */
static int last_score_before(const struct session *session, const struct attempt *all, size_t n)
{
    int score = 0;
    for (size_t i = 0; i < n; i++)
        if (attempt_counts(&all[i]) && !id_equal(all[i].session, session->id) &&
            all[i].answered < session->ended)
            score = all[i].mark->score;
    return score;
}

/* What each question of the session got when it was last asked before it. */
static enum err read_before(struct work *w, struct reconcile_turn *own)
{
    struct tries {
        struct attempt *all; /* oldest first */
        size_t n;
    } *tries = arena_array(w->arena, own->attempts_n, sizeof *tries);
    own->before = arena_array(w->arena, own->attempts_n, sizeof *own->before);
    for (size_t i = 0; i < own->attempts_n; i++)
        attempt_want_question(w, own->attempts[i].question, &tries[i].all, &tries[i].n);
    const enum err e = own->attempts_n ? work_flush(w) : OK;
    for (size_t i = 0; i < own->attempts_n && e == OK; i++)
        own->before[i] = last_score_before(own->session, tries[i].all, tries[i].n);
    return e;
}

static void find_unmarked(struct turn *turn, const struct reconcile_turn *own)
{
    turn->unmarked = arena_array(turn->arena, own->attempts_n, sizeof *turn->unmarked);
    turn->unmarked_n = 0;
    for (size_t i = 0; i < own->attempts_n; i++)
        if (own->attempts[i].state != MARK_DONE)
            turn->unmarked[turn->unmarked_n++] = own->attempts[i].id;
}

enum err reconcile_read(struct work *w, struct turn *turn)
{
    struct reconcile_turn *own = turn->found = arena_alloc(turn->arena, sizeof *own);
    enum err e = session_read(w, turn->id, &own->session);
    if (e != OK)
        return e;
    if (!own->session)
        return ERR_NOT_FOUND;
    if (!own->session->ended || own->session->reconciled)
        return ERR_CONFLICT;
    user_want(w, &turn->account);
    facts_want(w, &own->facts);
    session_question_want_session(w, turn->id, &own->picks, &own->picks_n);
    attempt_want_session(w, turn->id, &own->attempts, &own->attempts_n);
    question_want_topic(w, own->session->topic, &own->questions, &own->questions_n);
    if ((e = work_flush(w)) != OK)
        return e;
    if ((e = read_before(w, own)) != OK)
        return e;
    if ((e = topic_read(w, own->session->topic, &own->topic)) != OK)
        return e;
    if (!own->topic)
        return ERR_NOT_FOUND;
    find_unmarked(turn, own);
    return notes_read(w, own->session->topic, &own->note);
}

static const char *question_text(const struct reconcile_turn *own, struct id id)
{
    for (size_t i = 0; i < own->questions_n; i++)
        if (id_equal(own->questions[i].id, id))
            return own->questions[i].text;
    return "";
}

static const char *difficulty_of(const struct reconcile_turn *own, struct id id)
{
    for (size_t i = 0; i < own->questions_n; i++)
        if (id_equal(own->questions[i].id, id))
            return difficulty_name(own->questions[i].difficulty);
    return "";
}

static json *texts(struct arena *a, const char *const *list, size_t n)
{
    json *out = json_new_array(a);
    for (size_t i = 0; i < n; i++)
        json_add_text(a, out, list[i]);
    return out;
}

/* Of one that has its mark. */
static json *attempt_json(struct arena *a, const struct reconcile_turn *own, size_t which)
{
    const struct attempt *attempt = &own->attempts[which];
    const struct mark *mark = attempt->mark;
    json *one = json_new_object(a), *anchors = json_new_array(a), *landed = json_new_array(a),
         *missed = json_new_array(a);
    for (size_t i = 0; i < mark->anchors_n; i++) {
        const struct landed *point = &mark->anchors[i];
        json *anchor = json_new_object(a);
        json_put_text(a, anchor, "name", point->name);
        json_put_text(a, anchor, "anchor", point->anchor);
        json_put_bool(a, anchor, "landed", point->landed);
        json_add(a, anchors, anchor);
        json_add_text(a, point->landed ? landed : missed, point->name);
    }
    json_put_text(a, one, "question", question_text(own, attempt->question));
    json_put_int(a, one, "try", attempt->try_no);
    json_put_int(a, one, "score", mark->score);
    json_put_int(a, one, "before", own->before[which]);
    json_put_text(a, one, "difficulty", difficulty_of(own, attempt->question));
    json_put_bool(a, one, "late", attempt->late);
    json_put(a, one, "anchors", anchors);
    json_put(a, one, "landed", landed);
    json_put(a, one, "missed", missed);
    json_put(a, one, "improve", texts(a, mark->improve, mark->improve_n));
    json_put(a, one, "praise", texts(a, mark->praise, mark->praise_n));
    return one;
}

static void count(struct arena *a, const struct reconcile_turn *own, struct practice_tally *tally)
{
    practice_count(a, own->session, own->picks, own->picks_n, own->questions, own->questions_n, own->attempts,
                   own->attempts_n, tally);
}

json *reconcile_input(struct turn *turn)
{
    static const struct note none = {.text = "", .corrected = ""};
    const struct reconcile_turn *own = turn->found;
    const struct note *note = own->note;
    struct arena *a = turn->arena;
    struct practice_tally tally;
    if (!note)
        note = &none;
    json *in = json_new_object(a), *attempts = json_new_array(a), *skipped = json_new_array(a);
    count(a, own, &tally);
    for (size_t i = 0; i < own->attempts_n; i++)
        if (attempt_counts(&own->attempts[i]))
            json_add(a, attempts, attempt_json(a, own, i));
    for (size_t i = 0; i < own->picks_n; i++)
        if (own->picks[i].state == SESSION_QUESTION_SKIPPED)
            json_add_text(a, skipped, question_text(own, own->picks[i].question));
    json_put_text(a, in, "topic", own->session->topic_name);
    json_put_text(a, in, "role", own->facts->role);
    json_put_int(a, in, "minutes", tally.seconds / 60);
    json_put(a, in, "attempts", attempts);
    json_put(a, in, "skipped", skipped);
    json_put_text(a, in, "notes", note->text);
    json_put_text(a, in, "corrected", note->corrected);
    json_put_real(a, in, "strength_before", asking_strength(own->topic));
    return in;
}

/* A moving average: the first marks count evenly, later ones a quarter each, so that strength follows what is
 * new. */
static void update_topic(const struct reconcile_turn *own, const struct practice_tally *tally)
{
    struct topic *topic = own->topic;
    for (size_t i = 0; i < own->attempts_n; i++) {
        if (!attempt_counts(&own->attempts[i]))
            continue;
        const double share = fmax(1.0 / (topic->marked + 1), 0.25);
        const double before = topic->marked ? topic->strength : 0;
        topic->strength = before + (recount_weight(&own->attempts[i]) - before) * share;
        topic->marked++;
    }
    topic->total_seconds += tally->seconds;
    topic->sessions++;
    topic->last_practised = own->session->started;
}

/* What the next sessions are to look at first: its questions are due tomorrow at the latest. */
static enum err focus(struct work *w, const struct turn *turn, const json *list)
{
    const struct reconcile_turn *own = turn->found;
    const clock_day tomorrow = clock_local_day(clock_now(), turn->account->zone) + 1;
    for (size_t i = 0; i < json_len(list); i++) {
        const char *text = json_get_text(json_at(list, i), "question", "");
        for (size_t k = 0; k < own->questions_n; k++) {
            struct question *question = &own->questions[k];
            if (!text_equal(question->text, text) || question->memory.reviews == 0 ||
                question->memory.due_day <= tomorrow)
                continue;
            question->memory.due_day = tomorrow;
            const enum err e = question_save(w, question);
            if (e != OK)
                return e;
        }
    }
    return OK;
}

static enum err update_note(struct work *w, const struct reconcile_turn *own, const char *text)
{
    struct note fresh = {
        .topic = own->session->topic, .topic_name = own->session->topic_name, .corrected = ""};
    struct note *note = own->note;
    if (!note)
        note = &fresh;
    note->text = text;
    note->changed = clock_now();
    return notes_save(w, note);
}

static enum err queue_review(struct work *w, const char *zone)
{
    const clock_day day = clock_local_day(clock_now(), zone) + 1;
    return job_queue(w, JOB_REVIEW, clock_date_text(w->arena, day),
                     clock_day_start(day, zone) + REVIEW_HOUR * 3600);
}

static enum err keep_answer(struct work *w, const struct turn *turn)
{
    const struct reconcile_turn *own = turn->found;
    const json *answer = turn->result.answer;
    enum err e;
    if (asking_allows(w->user, STAGE_AFTER, ACTION_UPDATE_NOTES) &&
        (e = update_note(w, own, json_get_text(answer, "notes", ""))) != OK)
        return e;
    if (asking_allows(w->user, STAGE_AFTER, ACTION_SCHEDULE) &&
        (e = focus(w, turn, json_get(answer, "focus"))) != OK)
        return e;
    json *summary = json_new_object(w->arena);
    json_put_text(w->arena, summary, "summary", json_get_text(answer, "summary", ""));
    json_put(w->arena, summary, "focus", json_copy(w->arena, json_get(answer, "focus")));
    json_put(w->arena, summary, "call", json_copy(w->arena, asking_call(w->arena, &turn->result)));
    return session_reconciled(w, turn->id, summary);
}

enum err reconcile_keep(struct work *w, struct turn *turn)
{
    struct practice_tally tally;
    enum err e = reconcile_read(w, turn); /* anew: twice is once */
    if (e != OK)
        return e;
    const struct reconcile_turn *own = turn->found;
    count(w->arena, own, &tally);
    update_topic(own, &tally);
    if ((e = topic_save(w, own->topic)) != OK)
        return e;
    if ((e = keep_answer(w, turn)) != OK)
        return e;
    if ((e = queue_review(w, turn->account->zone)) != OK)
        return e;
    return job_done_by_try(w, JOB_RECONCILE, id_text(w->arena, turn->id), turn->try_no);
}
