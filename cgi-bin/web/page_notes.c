#include "base/markdown.h"
#include "base/text.h"
#include "coach/daily_review.h"
#include "store/notes.h"
#include "store/plan.h"
#include "store/topic.h"
#include "web/forms.h"
#include "web/maybe.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show_coach.h"
#include <stdlib.h>
#include <string.h>

/* Progress notes, which the user may read and correct; and the daily review. */

/* ---- reading ---- */

struct reading {
    struct note *notes;
    struct topic *topics;
    size_t notes_n, topics_n;
};

static void want_notes(struct work *w, struct reading *reading)
{
    notes_want_all(w, &reading->notes, &reading->notes_n);
    topic_want_all(w, &reading->topics, &reading->topics_n);
}

static int newest_first(const void *left, const void *right)
{
    const struct topic *a = left, *b = right;
    if (a->last_practised != b->last_practised)
        return a->last_practised < b->last_practised ? 1 : -1;
    return strcmp(a->name, b->name);
}

/* Topics in the order of the page: those practised last first. */
static const struct reading *in_order(struct reading *reading)
{
    if (reading->topics_n)
        qsort(reading->topics, reading->topics_n, sizeof *reading->topics, newest_first);
    return reading;
}

static const struct note *note_of(const struct reading *reading, struct id topic)
{
    static const struct note none = {.topic_name = "", .text = "", .corrected = ""};
    for (size_t i = 0; i < reading->notes_n; i++)
        if (id_equal(reading->notes[i].topic, topic))
            return &reading->notes[i];
    return &none;
}

/* ---- as a page ---- */

/* The correction box; of the form that is being given back it holds what was typed. */
static void put_correction(struct request *r, json *one, const struct note *note, bool given_back)
{
    FORM_SHOW(r->arena, one, correct, note);
    const char *stored = NULL;
    if (given_back) {
        fields_give_back(r, one, forms_correct);
        stored = note->corrected;
    }
    json_put_text(r->arena, one, "stored_correction", stored);
    if (!r->json_out)
        json_put_bool(r->arena, one, "correcting", given_back || !text_blank(note->corrected));
}

/* What a note's heading and box are called by. */
static const char *label_of(struct arena *a, struct id topic)
{
    return text_or(maybe_id(a, topic), "general");
}

static json *note_view(struct request *r, const struct note *note, struct id topic, const char *name)
{
    struct arena *a = r->arena;
    struct note typed = {0};
    const bool given_back = FORM_FILL(r, correct, &typed) && id_equal(typed.topic, topic);
    json *one = json_new_object(a);
    json_put_text(a, one, "topic_id", maybe_id(a, topic));
    json_put_text(a, one, "label", label_of(a, topic));
    json_put_text(a, one, "topic", name);
    json_put_text(a, one, "text", note->text);
    json_put_int(a, one, "version", note->version);
    json_put_text(a, one, "changed_text", maybe_moment(a, note->changed, r->user->zone));
    put_correction(r, one, note, given_back);
    return one;
}

static void put_progress(struct request *r, json *one, const struct topic *topic)
{
    struct arena *a = r->arena;
    json *strength = NULL;
    const char *strength_text = NULL, *last = NULL;
    if (topic->marked) {
        strength = json_new_real(a, topic->strength);
        strength_text = arena_printf(a, "%.1f of 10", topic->strength);
    }
    if (topic->last_practised)
        last = clock_day_text(a, clock_local_day(topic->last_practised, r->user->zone));
    json_put_bool(a, one, "in_plan", topic->in_plan);
    json_put(a, one, "strength", strength);
    json_put_text(a, one, "strength_text", strength_text);
    json_put_int(a, one, "marks", topic->marked);
    json_put_int(a, one, "sessions", topic->sessions);
    json_put_bool(a, one, "one_session", topic->sessions == 1);
    json_put_int(a, one, "total_seconds", topic->total_seconds);
    json_put_text(a, one, "time_text", maybe_span(a, topic->total_seconds));
    json_put_text(a, one, "last_text", last);
}

static void add_topics(struct request *r, json *list, const struct reading *reading, bool in_plan)
{
    for (size_t i = 0; i < reading->topics_n; i++) {
        const struct topic *t = &reading->topics[i];
        if (t->in_plan != in_plan)
            continue;
        json *one = note_view(r, note_of(reading, t->id), t->id, t->name);
        put_progress(r, one, t);
        json_add(r->arena, list, one);
    }
}

static json *notes_view(struct request *r, const struct reading *reading)
{
    json *view = json_new_object(r->arena), *list = json_new_array(r->arena);
    const struct id general = {0};
    add_topics(r, list, reading, true);
    add_topics(r, list, reading, false);
    json_put(r->arena, view, "notes", list);
    json_put(r->arena, view, "general",
             note_view(r, note_of(reading, general), general, "Yourself in general"));
    struct note typed = {0};
    if (FORM_FILL(r, correct, &typed) && r->problems_n)
        json_put_text(r->arena, view, "corrected_box",
                      arena_printf(r->arena, "note-%s", label_of(r->arena, typed.topic)));
    return view;
}

void page_notes_all_want(struct request *r)
{
    want_notes(r->work, request_model(r, sizeof(struct reading)));
}

enum err page_notes_all_show(struct request *r)
{
    return reply_page(r, "notes", "Progress notes", notes_view(r, in_order(r->model)));
}

/* ---- correcting ---- */

/* The same correction twice is once. Another save meanwhile (another tab, or reconciliation): ERR_CONFLICT.
 * Only a topic that was ever in the plan has a note of its own. */
static enum err correct(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    struct topic *topic = NULL;
    struct note typed = {0};
    FORM_FILL(r, correct, &typed);
    struct note *n, fresh = {.topic = typed.topic, .topic_name = "", .text = "", .corrected = ""};
    enum err e = OK;
    if (!id_none(typed.topic)) {
        if ((e = topic_read(w, typed.topic, &topic)) != OK)
            return e;
        if (!topic)
            return ERR_NOT_FOUND;
    }
    if ((e = notes_read(w, typed.topic, &n)) != OK)
        return e;
    if (!n)
        n = &fresh;
    if (FORM_SAME(correct, n, &typed))
        return OK;
    if (n->version != typed.version)
        return ERR_CONFLICT;
    if (topic)
        n->topic_name = topic->name;
    FORM_FILL(r, correct, n);
    n->changed = clock_now();
    return notes_save(w, n);
}

/* What is stored now. */
static enum err read_notes(struct request *r, struct reading *reading)
{
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    want_notes(w, reading);
    return work_flush(w);
}

static enum err changed_meanwhile(struct request *r)
{
    struct reading n = {0};
    if (r->json_out)
        return reply_fault(r, &(struct fault){.code = ERR_CONFLICT,
                                              .what = "This note was changed meanwhile.",
                                              .kept = "What is stored stays as it is.",
                                              .next = "Read the notes again, and send the note’s version."});
    const enum err e = read_notes(r, &n);
    if (e != OK)
        return e;
    json *view = notes_view(r, in_order(&n));
    json_put_bool(r->arena, view, "conflict", true);
    return reply_page_status(r, 409, "notes", "This note was changed meanwhile", view);
}

enum err page_notes_correct_show(struct request *r)
{
    struct reading n = {0};
    enum err e = db_transact(r->site->db, r->arena, r->user->id, correct, r);
    if (e == ERR_CONFLICT)
        return changed_meanwhile(r);
    if (e == OK)
        e = read_notes(r, &n);
    if (e != OK)
        return e;
    return reply_done(r, "/notes", 200, notes_view(r, in_order(&n)));
}

/* ---- as a file ---- */

void page_notes_file_want(struct request *r)
{
    want_notes(r->work, request_model(r, sizeof(struct reading)));
}

static void add_note(struct buf *buf, const struct note *note)
{
    markdown_part(buf, "In your own words", note->corrected);
    markdown_part(buf, "The coach", note->text);
}

static void add_topic(struct buf *buf, const struct topic *topic, const struct note *note)
{
    markdown_heading(buf, topic->name);
    if (topic->marked)
        buf_printf(buf, "Strength %.1f of 10. ", topic->strength);
    buf_printf(buf, "%d session%s, %s.\n\n", topic->sessions, text_plural(topic->sessions),
               clock_span(buf->arena, topic->total_seconds));
    add_note(buf, note);
}

enum err page_notes_file_show(struct request *r)
{
    enum { FILE_MOST = 4 * 1024 * 1024 };
    const struct reading *n = in_order(r->model);
    struct buf b = buf_new(r->arena, FILE_MOST);
    buf_add(&b, "# My progress\n\n");
    add_note(&b, note_of(n, (struct id){0}));
    for (size_t i = 0; i < n->topics_n; i++)
        add_topic(&b, &n->topics[i], note_of(n, n->topics[i].id));
    const enum err e = buf_status(&b);
    if (e != OK)
        return e;
    return reply_file(r, "text/markdown; charset=utf-8", "progress.md", b.data);
}

/* ---- the daily review ---- */

struct reviews {
    struct review *all; /* newest first */
    size_t n;
    struct plan *plan;
};

static void want_reviews(struct work *w, struct reviews *reviews)
{
    review_want_all(w, &reviews->all, &reviews->n);
    plan_want_current(w, &reviews->plan);
}

void page_notes_review_want(struct request *r)
{
    want_reviews(r->work, request_model(r, sizeof(struct reviews)));
}

static json *review_view(struct request *r, const struct review *review)
{
    struct arena *a = r->arena;
    const bool done = review->state == REVIEW_DONE;
    const char *verdict = NULL;
    if (done)
        verdict = review->verdict;
    json *one = json_new_object(a);
    json_put_text(a, one, "review_id", id_text(a, review->id));
    json_put_text(a, one, "day", clock_date_text(a, review->day));
    json_put_text(a, one, "day_text", clock_day_text(a, review->day));
    json_put_text(a, one, "verdict", verdict);
    json_put_bool(a, one, "stands", text_equal(review->verdict, "stands"));
    json_put_bool(a, one, "waits", !done);
    json_put_text(a, one, "summary", review->summary);
    json_put(a, one, "reasons", maybe_list(a, review->reasons));
    json_put_text(a, one, "proposal_id", maybe_id(a, review->proposal));
    return one;
}

static json *reviews_view(struct request *r, const struct reviews *reviews)
{
    struct arena *a = r->arena;
    const clock_day today = clock_local_day(clock_now(), r->user->zone);
    json *view = json_new_object(a), *history = json_new_array(a);
    json *latest = NULL;
    const char *unanswered = "";
    bool done_today = false;
    for (size_t i = 0; i < reviews->n; i++) {
        const struct review *one = &reviews->all[i];
        done_today |= one->day == today && one->state == REVIEW_DONE;
        if (one->state != REVIEW_DONE)
            continue;
        if (latest)
            json_add(a, history, review_view(r, one));
        else
            latest = review_view(r, one);
    }
    if (reviews->n && !done_today)
        unanswered = show_coach_trouble(reviews->all[0].why);
    json_put(a, view, "latest", latest);
    json_put(a, view, "history", history);
    json_put_bool(a, view, "has_history", json_len(history) > 0);
    json_put_bool(a, view, "has_plan", reviews->plan != NULL);
    json_put_text(a, view, "unanswered_text", unanswered);
    json_put_bool(a, view, "can_run", reviews->plan && !done_today);
    json_put_bool(a, view, "done_today", done_today);
    return view;
}

enum err page_notes_review_show(struct request *r)
{
    return reply_page(r, "review", "The daily review", reviews_view(r, r->model));
}

static enum err read_reviews(struct request *r, struct reviews *reviews)
{
    struct work *w = work_reading_as(r->site->db, r->arena, r->user->id);
    want_reviews(w, reviews);
    return work_flush(w);
}

enum err page_notes_review_run_show(struct request *r)
{
    struct id review;
    struct reviews v = {0};
    enum err e = daily_review_queue(&r->site->coach, r->arena, r->user->id, &review);
    if (e == ERR_NOT_FOUND)
        return reply_fault(
            r, &(struct fault){.code = ERR_CONFLICT,
                               .what = "There is no plan to look at yet.",
                               .next = "Tell the coach about yourself and approve a plan first."});
    if (e == OK)
        e = reply_stream_begin(r, "review_run", "Looking at your progress", json_new_object(r->arena));
    if (e != OK)
        return e;
    const enum err done = reply_turn(r, TURN_REVIEW, review);
    if (done != OK && done != ERR_CONFLICT && r->json_out)
        return done;
    if ((e = read_reviews(r, &v)) != OK)
        return e;
    json *view = reviews_view(r, &v);
    if (!r->json_out) {
        json_put_bool(r->arena, view, "elsewhere", done == ERR_BUSY);
        json_put_bool(r->arena, view, "failed", done != OK && done != ERR_CONFLICT && done != ERR_BUSY);
    }
    return reply_stream_end(r, "review", view);
}
