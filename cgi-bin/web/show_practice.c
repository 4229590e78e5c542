#include "web/show_practice.h"
#include "base/num.h"
#include "base/text.h"
#include "coach/mark.h"
#include "library/prescription.h"
#include "web/maybe.h"
#include "web/show.h"

enum { SHAPE_MOST = 2000, CLOCK_MOST = 29999 };

/* ---- shapes and clocks ---- */

static const char *level_text(enum difficulty level)
{
    if (level == MIXED)
        return "easy to hard";
    return difficulty_name(level);
}

static void add_block(struct buf *buf, const struct prescription_block *block)
{
    buf_printf(buf, "%d question%s of %s, %s", block->count, text_plural(block->count),
               clock_span(buf->arena, block->seconds), level_text(block->level));
    if (block->pause > 0 && block->count > 1)
        buf_printf(buf, ", with %s between them", clock_span(buf->arena, block->pause));
}

char *show_practice_shape(struct arena *a, const char *prescription)
{
    struct prescription p;
    const char *why;
    struct buf b = buf_new(a, SHAPE_MOST);
    if (prescription_parse(a, prescription, &p, &why) != OK)
        return "";
    for (int i = 0; i < p.blocks_n; i++) {
        if (i > 0)
            buf_add(&b, "; then ");
        add_block(&b, &p.blocks[i]);
    }
    return b.data;
}

/* A number of seconds as the style sheet's digits: 3723 is "t0 k3 c7 d2 u3". */
static char *digits(struct arena *a, int64_t seconds)
{
    const int n = (int)num_clamp(seconds, 0, CLOCK_MOST);
    return arena_printf(a, "t%d k%d c%d d%d u%d", n / 10000, n / 1000 % 10, n / 100 % 10, n / 10 % 10,
                        n % 10);
}

void show_practice_clock(const struct request *r, json *view, int64_t all, int64_t left)
{
    if (left < 0)
        left = 0;
    json_put_int(r->arena, view, "seconds_left", left);
    if (r->json_out)
        return;
    json_put_text(r->arena, view, "clock_all", digits(r->arena, all));
    json_put_text(r->arena, view, "clock_left", digits(r->arena, left));
}

/* ---- what a session offers ---- */

static const struct question *question_of(const struct show_practice_offer *offer, struct id id)
{
    for (size_t i = 0; i < offer->questions_n; i++)
        if (id_equal(offer->questions[i].id, id))
            return &offer->questions[i];
    return NULL;
}

static const struct attempt *last_attempt(const struct show_practice_offer *offer, struct id question)
{
    const struct attempt *last = NULL;
    for (size_t i = 0; i < offer->attempts_n; i++)
        if (id_equal(offer->attempts[i].question, question))
            last = &offer->attempts[i];
    return last;
}

/* What may be done with it, for the page's buttons. */
static void put_choices(struct arena *a, json *one, const struct show_practice_offer *offer,
                        const struct session_question *offered)
{
    json_put_bool(a, one, "can_take", offer->running && offered->state == SESSION_QUESTION_OFFERED);
    json_put_bool(a, one, "can_go_on", offered->state == SESSION_QUESTION_OPEN);
    json_put_bool(a, one, "can_retake", offer->running && offered->state == SESSION_QUESTION_SKIPPED);
    json_put_bool(a, one, "can_retry", offer->running && offered->state == SESSION_QUESTION_ANSWERED);
    json_put_bool(a, one, "can_skip",
                  offer->running && (offered->state == SESSION_QUESTION_OFFERED ||
                                     offered->state == SESSION_QUESTION_OPEN));
}

static void put_last(struct arena *a, json *one, const struct attempt *attempt)
{
    struct id id = {0};
    const struct mark *mark = NULL;
    if (attempt) {
        id = attempt->id;
        mark = attempt->mark;
    }
    json_put_text(a, one, "attempt_id", maybe_id(a, id));
    json_put(a, one, "last_score", show_score(a, mark));
    json_put_bool(a, one, "last_pending", attempt && !mark);
    json_put_bool(a, one, "last_not_marked", attempt && attempt_not_marked(attempt));
    json_put_bool(a, one, "last_late", attempt && attempt->late);
}

static json *pick_view(struct arena *a, const struct show_practice_offer *offer,
                       const struct session_question *offered)
{
    static const char *const reasons[] = {
        [REDO_NONE] = "new",
        [REDO_WEAK_ANSWER] = "again: a weak answer",
        [REDO_INCOMPLETE] = "again: incomplete",
        [REDO_TIME_PRESSURE] = "again: time ran out",
        [REDO_HIGH_VALUE] = "again: asked often",
    };
    const struct question *q = question_of(offer, offered->question);
    const char *question = "", *difficulty = "", *status = "new", *redo = NULL;
    clock_time ends = 0;
    if (q) {
        question = q->text;
        difficulty = difficulty_name(q->difficulty);
    }
    if (offered->redo != REDO_NONE) {
        status = "redo";
        redo = redo_name(offered->redo);
    }
    if (offered->state == SESSION_QUESTION_OPEN)
        ends = offered->ends;
    json *one = json_new_object(a);
    json_put_text(a, one, "question_id", id_text(a, offered->question));
    json_put_text(a, one, "question", question);
    json_put_text(a, one, "status", status);
    json_put_text(a, one, "status_text", reasons[offered->redo]);
    json_put_text(a, one, "redo_reason", redo);
    json_put_text(a, one, "difficulty", difficulty);
    json_put_int(a, one, "seconds", offered->seconds);
    json_put_text(a, one, "seconds_text", clock_span(a, offered->seconds));
    json_put_text(a, one, "why", offered->why);
    json_put_text(a, one, "state", session_question_state_name(offered->state));
    json_put_bool(a, one, "is_skipped", offered->state == SESSION_QUESTION_SKIPPED);
    json_put_text(a, one, "question_ends", maybe_time(a, ends));
    json_put_text(a, one, "question_ends_text", maybe_hms(a, ends, offer->zone));
    put_choices(a, one, offer, offered);
    put_last(a, one, last_attempt(offer, offered->question));
    return one;
}

/* Where to go on: the one that is open, else the first that is offered. */
static const struct session_question *next_of(const struct show_practice_offer *offer)
{
    const struct session_question *first = NULL;
    for (size_t i = 0; offer->running && i < offer->picks_n; i++) {
        if (offer->picks[i].state == SESSION_QUESTION_OPEN)
            return &offer->picks[i];
        if (!first && offer->picks[i].state == SESSION_QUESTION_OFFERED)
            first = &offer->picks[i];
    }
    return first;
}

json *show_practice_questions(struct arena *a, const struct show_practice_offer *offer)
{
    json *list = json_new_array(a);
    const struct session_question *next = next_of(offer);
    for (size_t i = 0; i < offer->picks_n; i++)
        json_add(
            a, list,
            json_put_bool(a, pick_view(a, offer, &offer->picks[i]), "is_next", &offer->picks[i] == next));
    return list;
}

/* ---- attempts ---- */

static void put_mark(struct arena *a, json *doc, const struct library *library, const struct mark *given)
{
    static const char *const names[] = {
        "score", "why", "meaning", "positive_feedback", "improvement_areas", "anchors", "confidence"};
    const json *mark = show_mark(a, library, given);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        json_put(a, doc, names[i], json_get(mark, names[i]));
}

const char *show_practice_state(const struct attempt *attempt)
{
    if (attempt_not_marked(attempt))
        return "not_marked";
    return attempt->mark ? "marked" : "pending";
}

/* What the user had to say of it. */
static void put_said(struct arena *a, json *doc, const struct attempt *attempt)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < attempt->corrections_n; i++) {
        const struct corrected *one = &attempt->corrections[i];
        json *right = json_put_text(a, json_new_object(a), "name", one->name);
        json_put_bool(a, right, "landed", one->landed);
        json_add(a, list, json_put_text(a, right, "quote", one->quote));
    }
    json_put(a, doc, "score_given", show_score(a, attempt->given));
    json_put(a, doc, "corrections", list);
    json_put_bool(a, doc, "objected", attempt->objected);
    json_put_text(a, doc, "objection", text_or(attempt->objection, ""));
    json_put_bool(a, doc, "left_out", attempt->left_out);
}

json *show_practice_attempt(struct arena *a, const struct library *library, const struct attempt *attempt,
                            const char *zone)
{
    json *doc = json_new_object(a);
    json_put_text(a, doc, "attempt_id", id_text(a, attempt->id));
    json_put_text(a, doc, "session_id", id_text(a, attempt->session));
    json_put_text(a, doc, "question_id", id_text(a, attempt->question));
    json_put_int(a, doc, "try_number", attempt->try_no);
    json_put_text(a, doc, "state", show_practice_state(attempt));
    json_put_bool(a, doc, "marked", attempt_scored(attempt));
    json_put_bool(a, doc, "not_marked", attempt_not_marked(attempt));
    json_put_bool(a, doc, "pending", attempt->mark == NULL);
    put_mark(a, doc, library, attempt->mark);
    put_said(a, doc, attempt);
    json_put_text(a, doc, "answer", attempt->answer);
    json_put(a, doc, "self_score", maybe_int(a, attempt->self_score));
    json_put_bool(a, doc, "dictated", attempt->dictated);
    json_put_bool(a, doc, "late", attempt->late);
    json_put_int(a, doc, "seconds", attempt->seconds);
    json_put_text(a, doc, "took_text", clock_span(a, attempt->seconds));
    json_put_text(a, doc, "answered", clock_rfc3339(a, attempt->answered));
    json_put_text(a, doc, "answered_text", clock_moment(a, attempt->answered, zone));
    return doc;
}

static json *texts(struct arena *a, const char *const *list, size_t n)
{
    json *out = json_new_array(a);
    for (size_t i = 0; i < n; i++)
        json_add_text(a, out, list[i]);
    return out;
}

json *show_practice_change(struct arena *a, const struct attempt *before, const struct attempt *now)
{
    struct mark_change c;
    if (!before || !attempt_scored(before) || !attempt_scored(now))
        return NULL;
    mark_compare(a, before->mark, now->mark, &c);
    json *doc = json_new_object(a);
    json_put_int(a, doc, "score_before", c.score_before);
    json_put_int(a, doc, "score_now", c.score_now);
    json_put_bool(a, doc, "better", c.score_now > c.score_before);
    json_put_bool(a, doc, "worse", c.score_now < c.score_before);
    json_put_bool(a, doc, "same", c.score_now == c.score_before);
    json_put(a, doc, "gained", texts(a, c.gained, c.gained_n));
    json_put(a, doc, "lost", texts(a, c.lost, c.lost_n));
    json_put_text(a, doc, "before_id", id_text(a, before->id));
    return doc;
}

/* ---- the facts of a session ---- */

static json *best_view(struct arena *a, const struct practice_best *best)
{
    json *one = json_new_object(a), *anchors = json_new_array(a);
    for (size_t i = 0; i < best->best_anchors_n; i++) {
        if (!best->best_anchors[i].landed)
            continue;
        json *k = json_new_object(a);
        json_put_text(a, k, "name", best->best_anchors[i].name);
        json_put_text(a, k, "anchor", best->best_anchors[i].anchor);
        json_add(a, anchors, k);
    }
    json_put_text(a, one, "question_id", id_text(a, best->question));
    json_put_text(a, one, "question", best->text);
    json_put_int(a, one, "tries", best->attempts);
    json_put_bool(a, one, "tried_again", best->attempts > 1);
    json_put(a, one, "best_score_here", maybe_int(a, best->best_score));
    json_put_bool(a, one, "to_come", best->pending > 0);
    json_put(a, one, "best_anchors", anchors);
    return one;
}

json *show_practice_tally(struct arena *a, const struct practice_tally *tally)
{
    json *doc = json_new_object(a), *list = json_new_array(a);
    for (size_t i = 0; i < tally->questions_n; i++)
        json_add(a, list, best_view(a, &tally->questions[i]));
    json_put_int(a, doc, "questions_offered", tally->offered);
    json_put_int(a, doc, "questions_answered", tally->answered);
    json_put_int(a, doc, "attempts", tally->attempts);
    json_put_int(a, doc, "skipped", tally->skipped);
    json_put_int(a, doc, "late", tally->late);
    json_put_int(a, doc, "pending", tally->pending);
    json_put_int(a, doc, "not_marked", tally->not_marked);
    json_put(a, doc, "best_score", maybe_int(a, tally->best_score));
    json_put_int(a, doc, "seconds", tally->seconds);
    json_put_text(a, doc, "spent_text", clock_span(a, tally->seconds));
    json_put(a, doc, "question_attempts", list);
    return doc;
}

json *show_practice_self_scores(struct arena *a, int chosen)
{
    json *list = json_new_array(a);
    for (int i = 1; i <= 10; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "value", arena_printf(a, "%d", i));
        json_put_bool(a, one, "chosen", i == chosen);
        json_add(a, list, one);
    }
    return list;
}
