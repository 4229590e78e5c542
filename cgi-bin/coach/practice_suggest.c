#include "coach/practice_inner.h"

#include "base/num.h"
#include "base/text.h"
#include "coach/asking.h"
#include "coach/memory.h"
#include "coach/turn.h"
#include "coach/turn_modes.h"
#include "library/library.h"
#include "library/prescription.h"
#include "store/context.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CONTEXT_WORDS = 300,    /* what a question may be fitted to */
    ATTEMPTS_WEIGHED = 200, /* the newest */
    MOST_QUESTIONS = 20,    /* that a model is asked for */
    OWN_WORDS_BYTES = 64 * 1024,
    USUAL_SECONDS = 4 * 60 /* for an answer, in a session whose shape nobody can read */
};

/* What they are chosen by. */
struct practice_suggest_turn {
    struct context *told; /* in their own words */
    size_t told_n;
    struct session *session;
    struct prescription prescription;
    struct facts *facts;
    struct plan *plan;
    struct question *questions;
    size_t questions_n;
    struct attempt *attempts;
    size_t attempts_n;
};

enum err practice_suggest_read(struct work *w, struct turn *turn)
{
    struct practice_suggest_turn *own = turn->found = arena_alloc(turn->arena, sizeof *own);
    const char *why;
    user_want(w, &turn->account);
    facts_want(w, &own->facts);
    attempt_want_recent(w, ATTEMPTS_WEIGHED, &own->attempts, &own->attempts_n);
    session_want(w, turn->id, &own->session);
    plan_want_current(w, &own->plan);
    context_want_all(w, &own->told, &own->told_n);
    question_want_all(w, &own->questions, &own->questions_n);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    if (!own->session)
        return ERR_NOT_FOUND;
    if (prescription_parse(turn->arena, own->session->prescription, &own->prescription, &why) != OK)
        own->prescription = prescription_make(own->session->planned_seconds, USUAL_SECONDS, MIXED);
    return OK;
}

static const struct attempt *newest_marked(const struct practice_suggest_turn *own, struct id question)
{
    for (size_t i = 0; i < own->attempts_n; i++) /* newest first */
        if (id_equal(own->attempts[i].question, question) && attempt_counts(&own->attempts[i]))
            return &own->attempts[i];
    return NULL;
}

/* The share of anchors that the newest marked answer to a question landed; 1 when nothing is known. */
static double landed_share(const struct practice_suggest_turn *own, struct id question)
{
    const struct attempt *attempt = newest_marked(own, question);
    size_t landed = 0;
    if (!attempt || !attempt->mark->anchors_n)
        return 1;
    for (size_t i = 0; i < attempt->mark->anchors_n; i++)
        landed += attempt->mark->anchors[i].landed;
    return (double)landed / (double)attempt->mark->anchors_n;
}

/* Soonest due first, those without a mark last. */
static int by_due(const void *one, const void *other)
{
    const struct question *first = *(const struct question *const *)one;
    const struct question *second = *(const struct question *const *)other;
    const bool first_new = first->memory.reviews == 0, second_new = second->memory.reviews == 0;
    if (first_new != second_new)
        return first_new - second_new;
    if (first->memory.due_day != second->memory.due_day)
        return (first->memory.due_day > second->memory.due_day) -
               (first->memory.due_day < second->memory.due_day);
    return (first->created > second->created) - (first->created < second->created);
}

static json *asked_before(struct arena *a, const struct practice_suggest_turn *own, clock_day today)
{
    json *list = json_new_array(a);
    const struct question **asked = arena_array(a, own->questions_n, sizeof(void *));
    size_t n = 0;
    for (size_t i = 0; i < own->questions_n; i++)
        if (id_equal(own->questions[i].topic, own->session->topic) && own->questions[i].asked > 0)
            asked[n++] = &own->questions[i];
    qsort(asked, n, sizeof(void *), by_due);
    for (size_t i = 0; i < n; i++) {
        const struct question *question = asked[i];
        const struct memory *memory = &question->memory;
        const bool met = memory->reviews > 0;
        json *one = json_new_object(a);
        json_put_text(a, one, "question", question->text);
        json_put_text(a, one, "key", question->key);
        json_put_text(a, one, "difficulty", difficulty_name(question->difficulty));
        json_put_int(a, one, "best_score", question->best_score);
        json_put_int(a, one, "last_score", question->last_score);
        json_put_bool(a, one, "late", question->last_late);
        json_put_real(a, one, "landed_share", round(landed_share(own, question->id) * 100) / 100);
        json_put_int(a, one, "days_since", met ? today - memory->last_day : -1);
        json_put_bool(a, one, "due", met && memory->due_day <= today);
        json_put_real(a, one, "recall", met ? memory_recall(memory, today) : 0);
        json_put_int(a, one, "times", question->asked);
        json_add(a, list, one);
    }
    return list;
}

/* What the newest marked answer to each question left out: for the built-in coach's reasons, no model is
 * told. */
static json *left_out(struct arena *a, const struct practice_suggest_turn *own)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < own->questions_n; i++) {
        const struct question *question = &own->questions[i];
        const struct attempt *attempt = newest_marked(own, question->id);
        if (!attempt || !id_equal(question->topic, own->session->topic))
            continue;
        json *names = json_new_array(a), *one = json_new_object(a);
        for (size_t k = 0; k < attempt->mark->anchors_n; k++)
            if (!attempt->mark->anchors[k].landed)
                json_add_text(a, names, attempt->mark->anchors[k].name);
        if (json_len(names) == 0)
            continue;
        json_put_text(a, one, "question", question->text);
        json_put(a, one, "anchors", names);
        json_add(a, list, one);
    }
    return list;
}

/* Questions that were taken up under another topic: a rehearsal brings them again, and nothing else calls
 * them new. */
static json *asked_elsewhere(struct arena *a, const struct practice_suggest_turn *own)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < own->questions_n; i++)
        if (!id_equal(own->questions[i].topic, own->session->topic) && own->questions[i].asked > 0)
            json_add_text(a, list, own->questions[i].text);
    return list;
}

static json *other_topics(struct arena *a, const struct practice_suggest_turn *own)
{
    json *list = json_new_array(a);
    for (size_t i = 0; own->plan && i < own->plan->topics_n; i++)
        if (!id_equal(own->plan->topics[i].topic, own->session->topic) && *own->plan->topics[i].key)
            json_add_text(a, list, own->plan->topics[i].key);
    return list;
}

/* One level for all of the session, or mixed. */
static enum difficulty level_of(const struct prescription *shape)
{
    for (int i = 1; i < shape->blocks_n; i++)
        if (shape->blocks[i].level != shape->blocks[0].level)
            return MIXED;
    return shape->blocks[0].level;
}

static json *topic_json(struct arena *a, const struct practice_suggest_turn *own)
{
    static const struct plan_topic unknown = {.key = "", .description = "", .outcome = ""};
    const struct plan_topic *in_plan = practice_topic(own->plan, own->session->topic);
    if (!in_plan)
        in_plan = &unknown;
    json *topic = json_new_object(a);
    json_put_text(a, topic, "name", own->session->topic_name);
    json_put_text(a, topic, "key", in_plan->key);
    json_put_text(a, topic, "description", in_plan->description);
    json_put_text(a, topic, "expected_outcome", in_plan->outcome);
    return topic;
}

/* A choice beyond what the shape asks for. */
static int how_many(const struct practice_suggest_turn *own, int usual)
{
    return (int)num_clamp(prescription_questions(&own->prescription) + 2, usual, MOST_QUESTIONS);
}

/* What they told, or the material, for a topic that is made of it; the newest first. */
static const char *told_of(struct arena *a, const struct practice_suggest_turn *own, bool material)
{
    const struct plan_topic *topic = practice_topic(own->plan, own->session->topic);
    const char *told = "";
    if (!topic || !text_equal(topic->key, LIBRARY_OWN_WORDS))
        return told;
    for (size_t i = own->told_n; i > 0 && strlen(told) < OWN_WORDS_BYTES; i--)
        if (own->told[i - 1].material == material)
            told = arena_printf(a, "%s%s\n", told, own->told[i - 1].text);
    return told;
}

json *practice_suggest_input(struct turn *turn)
{
    const struct practice_suggest_turn *own = turn->found;
    struct arena *a = turn->arena;
    const clock_day today = clock_local_day(clock_now(), turn->account->zone);
    const int usual = (int)conf_int(turn->coach->conf, "practice.questions_offered");
    json *in = json_new_object(a);
    json_put(a, in, "topic", topic_json(a, own));
    json_put_text(a, in, "role", own->facts->role);
    json_put_text(a, in, "prescription", own->session->prescription);
    json_put_int(a, in, "count", how_many(own, usual));
    json_put_text(a, in, "level", difficulty_name(level_of(&own->prescription)));
    json_put_int(a, in, "days_left", asking_days_left(own->facts, today));
    json_put(a, in, "asked", asked_before(a, own, today));
    json_put(a, in, "left_out", left_out(a, own));
    json_put(a, in, "other_topics", other_topics(a, own));
    json_put(a, in, "asked_elsewhere", asked_elsewhere(a, own));
    json_put_text(a, in, "weak", own->facts->weak);
    json_put_text(a, in, "own_words", told_of(a, own, false));
    json_put_text(a, in, "material", told_of(a, own, true));
    json_put_text(a, in, "context", text_head_words(a, own->facts->strong, CONTEXT_WORDS));
    return in;
}

static struct question *known_question(const struct practice_suggest_turn *own, const json *doc)
{
    const char *text = json_get_text(doc, "question", ""), *key = json_get_text(doc, "key", "");
    for (size_t i = 0; i < own->questions_n; i++) {
        struct question *known = &own->questions[i];
        if (id_equal(known->topic, own->session->topic) &&
            (text_equal(known->text, text) || (*key && text_equal(known->key, key))))
            return known;
    }
    return NULL;
}

static void take_anchors(struct arena *a, const json *list, struct question *question)
{
    question->anchors_n = json_len(list);
    question->anchors = arena_array(a, question->anchors_n, sizeof *question->anchors);
    for (size_t i = 0; i < question->anchors_n; i++) {
        const json *one = json_at(list, i);
        question->anchors[i] = (struct anchor){
            .name = json_get_text(one, "name", ""),
            .text = json_get_text(one, "anchor", ""),
            .words = json_to_lines(a, json_get(one, "words")),
        };
    }
}

static enum err new_question(struct work *w, const struct turn *turn, const json *doc, struct question **out)
{
    const struct practice_suggest_turn *own = turn->found;
    struct question *question = arena_alloc(w->arena, sizeof *question);
    const char *key = json_get_text(doc, "key", "");
    const int64_t usual = conf_int(turn->coach->conf, "practice.answer_seconds");
    *question = (struct question){
        .topic = own->session->topic,
        .text = json_get_text(doc, "question", ""),
        .kind = json_get_text(doc, "kind", "explain"),
        .seconds = (int)json_get_int(doc, "seconds", usual),
        .source = *key ? FROM_LIBRARY : FROM_MODEL,
        .key = key,
        .good = json_get_text(doc, "good", ""),
        .follow_up = json_get_text(doc, "follow_up", ""),
        .created = clock_now(),
    };
    question->memory.last_day = clock_local_day(clock_now(), turn->account->zone);
    question->memory.due_day = question->memory.last_day;
    if (!difficulty_parse(json_get_text(doc, "difficulty", ""), &question->difficulty))
        question->difficulty = MEDIUM;
    take_anchors(w->arena, json_get(doc, "anchors"), question);
    *out = question;
    const enum err e = id_new(&question->id);
    if (e != OK)
        return e;
    return question_insert(w, question);
}

static const char *why_asked(const struct library *library, enum redo_reason reason)
{
    static const enum sentence words[] = {
        [REDO_NONE] = SAY_PRACTICE_NEW,
        [REDO_WEAK_ANSWER] = SAY_PRACTICE_WEAK,
        [REDO_INCOMPLETE] = SAY_PRACTICE_INCOMPLETE,
        [REDO_TIME_PRESSURE] = SAY_PRACTICE_LATE,
        [REDO_HIGH_VALUE] = SAY_PRACTICE_WORTH,
    };
    return sentences_text(library_sentences(library), words[reason]);
}

/* Why a question is asked again: as the answer has it, if that is a reason. */
static enum redo_reason redo_of(const struct question *question, const json *doc)
{
    const enum redo_reason reason = redo_parse(json_get_text(doc, "redo_reason", ""));
    if (question->asked == 0)
        return REDO_NONE;
    if (reason == REDO_NONE)
        return REDO_HIGH_VALUE;
    return reason;
}

/* The time that the session's shape gives to a question, by its place from 0; beyond the last, as to that. */
static int seconds_at(const struct prescription *shape, int place)
{
    const struct prescription_block *block = prescription_of(shape, place);
    if (!block)
        block = &shape->blocks[shape->blocks_n - 1];
    return block->seconds;
}

static enum err offer(struct work *w, const struct turn *turn, const json *doc, int place)
{
    const struct practice_suggest_turn *own = turn->found;
    struct question *question = known_question(own, doc);
    if (!question) {
        const enum err e = new_question(w, turn, doc, &question);
        if (e != OK)
            return e;
    }
    const enum redo_reason redo = redo_of(question, doc);
    const struct session_question offered = {
        .session = turn->id,
        .question = question->id,
        .place = place,
        .state = SESSION_QUESTION_OFFERED,
        .redo = redo,
        .why = json_get_text(doc, "why", why_asked(turn->coach->library, redo)),
        .seconds = seconds_at(&own->prescription, place - 1),
        .draft = "",
    };
    return session_question_insert(w, &offered);
}

enum err practice_suggest_keep(struct work *w, struct turn *turn)
{
    enum err e = session_suggested(w, turn->id, turn->try_no, clock_now());
    if (e != OK)
        return e;
    if ((e = practice_suggest_read(w, turn)) != OK) /* anew: its topic may have got questions meanwhile */
        return e;
    const json *list = json_get(turn->result.answer, "questions");
    for (size_t i = 0; i < json_len(list); i++)
        if ((e = offer(w, turn, json_at(list, i), (int)i + 1)) != OK)
            return e;
    return OK;
}
