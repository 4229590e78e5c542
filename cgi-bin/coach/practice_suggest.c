#include "coach/practice_inner.h"

#include "base/text.h"
#include "coach/asking.h"
#include "coach/memory.h"
#include "library/prescription.h"
#include <math.h>
#include <stdlib.h>

enum { CONTEXT_WORDS = 300 }; /* what a question may be fitted to */

struct suggesting {
    struct coach *c;
    struct id id;
    struct session *session;
    struct prescription prescription;
    struct user *user;
    struct facts *facts;
    struct plan *plan;
    struct question *questions;
    size_t questions_n;
    struct attempt *attempts;
    size_t attempts_n;
    bool suggested; /* already */
    const struct ask_result *result;
};

static enum err read_for_questions(struct work *w, void *ctx)
{
    struct suggesting *s = ctx;
    struct session_question *p;
    size_t n;
    const ticket session = session_want(w, s->id), plan = plan_want_current(w),
                 questions = question_want_all(w);
    session_question_want_session(w, s->id, &p, &n);
    user_want(w, &s->user);
    facts_want(w, &s->facts);
    attempt_want_recent(w, 200, &s->attempts, &s->attempts_n);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if ((e = session_take(w, session, &s->session)) != OK)
        return e;
    if (!s->session)
        return ERR_NOT_FOUND;
    s->suggested = n > 0;
    if (s->suggested)
        return OK;
    if (s->session->ended)
        return ERR_CONFLICT;
    if ((e = plan_take(w, plan, &s->plan)) != OK)
        return e;
    return question_take_all(w, questions, &s->questions, &s->questions_n);
}

static const struct attempt *newest_marked(const struct suggesting *s, struct id question)
{
    for (size_t i = 0; i < s->attempts_n; i++) /* newest first */
        if (id_equal(s->attempts[i].question, question) && s->attempts[i].mark)
            return &s->attempts[i];
    return NULL;
}

/* The share of anchors that the newest marked answer to a question landed; 1 when nothing is known. */
static double landed_share(const struct suggesting *s, struct id question)
{
    const struct attempt *t = newest_marked(s, question);
    size_t landed = 0;
    for (size_t k = 0; t && k < t->mark->anchors_n; k++)
        landed += t->mark->anchors[k].landed;
    return t && t->mark->anchors_n ? (double)landed / (double)t->mark->anchors_n : 1;
}

/* Soonest due first, those without a mark last. */
static int by_due(const void *x, const void *y)
{
    const struct question *p = *(const struct question *const *)x, *q = *(const struct question *const *)y;
    if ((p->memory.reviews == 0) != (q->memory.reviews == 0))
        return p->memory.reviews == 0 ? 1 : -1;
    if (p->memory.due_day != q->memory.due_day)
        return p->memory.due_day < q->memory.due_day ? -1 : 1;
    return p->created < q->created ? -1 : p->created > q->created;
}

static json *asked_before(struct arena *a, const struct suggesting *s, clock_day today)
{
    json *list = json_new_array(a);
    const struct question **asked = arena_array(a, s->questions_n, sizeof(void *));
    size_t n = 0;
    for (size_t i = 0; i < s->questions_n; i++)
        if (id_equal(s->questions[i].topic, s->session->topic) && s->questions[i].asked > 0)
            asked[n++] = &s->questions[i];
    qsort(asked, n, sizeof(void *), by_due);
    for (size_t i = 0; i < n; i++) {
        const struct question *q = asked[i];
        json *one = json_new_object(a);
        json_put_text(a, one, "question", q->text);
        json_put_text(a, one, "key", q->key);
        json_put_text(a, one, "difficulty", difficulty_name(q->difficulty));
        json_put_int(a, one, "best_score", q->best_score);
        json_put_int(a, one, "last_score", q->last_score);
        json_put_bool(a, one, "late", q->last_late);
        json_put_real(a, one, "landed_share", round(landed_share(s, q->id) * 100) / 100);
        json_put_int(a, one, "days_since", q->memory.reviews ? today - q->memory.last_day : -1);
        json_put_bool(a, one, "due", q->memory.reviews > 0 && q->memory.due_day <= today);
        json_put_real(a, one, "recall", q->memory.reviews ? memory_recall(&q->memory, today) : 0);
        json_put_int(a, one, "times", q->asked);
        json_add(a, list, one);
    }
    return list;
}

/* What the newest marked answer to each question left out: for the built-in coach's reasons, no model is
 * told. */
static json *left_out(struct arena *a, const struct suggesting *s)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < s->questions_n; i++) {
        const struct question *q = &s->questions[i];
        const struct attempt *t = id_equal(q->topic, s->session->topic) ? newest_marked(s, q->id) : NULL;
        json *names = json_new_array(a), *one = json_new_object(a);
        for (size_t k = 0; t && k < t->mark->anchors_n; k++)
            if (!t->mark->anchors[k].landed)
                json_add_text(a, names, t->mark->anchors[k].name);
        if (json_len(names) == 0)
            continue;
        json_put_text(a, one, "question", q->text);
        json_put(a, one, "anchors", names);
        json_add(a, list, one);
    }
    return list;
}

/* Questions that were taken up under another topic: a rehearsal brings them again, and nothing else calls
 * them new. */
static json *asked_elsewhere(struct arena *a, const struct suggesting *s)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < s->questions_n; i++)
        if (!id_equal(s->questions[i].topic, s->session->topic) && s->questions[i].asked > 0)
            json_add_text(a, list, s->questions[i].text);
    return list;
}

static json *other_topics(struct arena *a, const struct suggesting *s)
{
    json *list = json_new_array(a);
    for (size_t i = 0; s->plan && i < s->plan->topics_n; i++)
        if (!id_equal(s->plan->topics[i].topic, s->session->topic) && *s->plan->topics[i].key)
            json_add_text(a, list, s->plan->topics[i].key);
    return list;
}

/* One level for all of the session, or mixed. */
static enum difficulty level_of(const struct prescription *p)
{
    for (int i = 1; i < p->blocks_n; i++)
        if (p->blocks[i].level != p->blocks[0].level)
            return MIXED;
    return p->blocks[0].level;
}

static json *questions_input(struct arena *a, const struct suggesting *s)
{
    const clock_day today = clock_local_day(clock_now(), s->user->zone);
    const struct plan_topic *t = practice_topic(s->plan, s->session->topic);
    json *topic = json_new_object(a);
    json_put_text(a, topic, "name", s->session->topic_name);
    json_put_text(a, topic, "key", t ? t->key : "");
    json_put_text(a, topic, "description", t ? t->description : "");
    json_put_text(a, topic, "expected_outcome", t ? t->outcome : "");
    int count = prescription_questions(&s->prescription) + 2; /* a choice beyond what the shape asks for */
    const int usual = (int)conf_int(s->c->conf, "practice.questions_offered");
    count = count < usual ? usual : count;
    json *in = json_new_object(a);
    json_put(a, in, "topic", topic);
    json_put_text(a, in, "role", s->facts->role);
    json_put_text(a, in, "prescription", s->session->prescription);
    json_put_int(a, in, "count", count > 20 ? 20 : count);
    json_put_text(a, in, "level", difficulty_name(level_of(&s->prescription)));
    json_put_int(a, in, "days_left", asking_days_left(s->facts, today));
    json_put(a, in, "asked", asked_before(a, s, today));
    json_put(a, in, "left_out", left_out(a, s));
    json_put(a, in, "other_topics", other_topics(a, s));
    json_put(a, in, "asked_elsewhere", asked_elsewhere(a, s));
    json_put_text(a, in, "weak", s->facts->weak);
    json_put_text(a, in, "context", text_head_words(a, s->facts->strong, CONTEXT_WORDS));
    return in;
}

static struct question *known_question(const struct suggesting *s, const json *q)
{
    const char *key = json_get_text(q, "key", "");
    for (size_t i = 0; i < s->questions_n; i++) {
        struct question *k = &s->questions[i];
        if (id_equal(k->topic, s->session->topic) &&
            (text_equal(k->text, json_get_text(q, "question", "")) || (*key && text_equal(k->key, key))))
            return k;
    }
    return NULL;
}

static void take_anchors(struct arena *a, const json *list, struct question *q)
{
    q->anchors_n = json_len(list);
    q->anchors = arena_array(a, q->anchors_n, sizeof *q->anchors);
    for (size_t i = 0; i < q->anchors_n; i++) {
        const json *one = json_at(list, i);
        q->anchors[i] = (struct anchor){
            .name = json_get_text(one, "name", ""),
            .text = json_get_text(one, "anchor", ""),
            .words = json_to_lines(a, json_get(one, "words")),
        };
    }
}

static enum err new_question(struct work *w, const struct suggesting *s, const json *doc,
                             struct question **out)
{
    struct question *q = arena_alloc(w->arena, sizeof *q);
    const char *key = json_get_text(doc, "key", "");
    *q = (struct question){
        .topic = s->session->topic,
        .text = json_get_text(doc, "question", ""),
        .kind = json_get_text(doc, "kind", "explain"),
        .seconds = (int)json_get_int(doc, "seconds", conf_int(s->c->conf, "practice.answer_seconds")),
        .source = *key ? FROM_LIBRARY : FROM_MODEL,
        .key = key,
        .good = json_get_text(doc, "good", ""),
        .follow_up = json_get_text(doc, "follow_up", ""),
        .created = clock_now(),
    };
    q->memory.last_day = q->memory.due_day = clock_local_day(clock_now(), s->user->zone);
    if (!difficulty_parse(json_get_text(doc, "difficulty", ""), &q->difficulty))
        q->difficulty = MEDIUM;
    take_anchors(w->arena, json_get(doc, "anchors"), q);
    *out = q;
    const enum err e = id_new(&q->id);
    return e != OK ? e : question_insert(w, q);
}

static const char *why_asked(enum redo_reason r)
{
    static const char *const words[] = {
        [REDO_NONE] = "New: you have not been asked this yet.",
        [REDO_WEAK_ANSWER] = "Again: your last answer was weak.",
        [REDO_INCOMPLETE] = "Again: your last answer left important points out.",
        [REDO_TIME_PRESSURE] = "Again: last time the clock ran out.",
        [REDO_HIGH_VALUE] = "Again: it is asked often and worth keeping fresh.",
    };
    return words[r];
}

static enum err offer(struct work *w, const struct suggesting *s, const json *doc, int place)
{
    struct question *q = known_question(s, doc);
    const bool is_new = q == NULL;
    if (is_new) {
        const enum err e = new_question(w, s, doc, &q);
        if (e != OK)
            return e;
    }
    const bool redo = !is_new && q->asked > 0;
    enum redo_reason reason = redo_parse(json_get_text(doc, "redo_reason", ""));
    if (redo && reason == REDO_NONE)
        reason = REDO_HIGH_VALUE;
    const struct prescription_block *b = prescription_of(&s->prescription, place - 1);
    const struct session_question p = {
        .session = s->id,
        .question = q->id,
        .place = place,
        .state = SESSION_QUESTION_OFFERED,
        .redo = redo ? reason : REDO_NONE,
        .why = json_get_text(doc, "why", why_asked(redo ? reason : REDO_NONE)),
        .seconds = b ? b->seconds : s->prescription.blocks[s->prescription.blocks_n - 1].seconds,
        .draft = "",
    };
    return session_question_insert(w, &p);
}

static enum err keep_questions(struct work *w, void *ctx)
{
    struct suggesting *s = ctx;
    enum err e = read_for_questions(w, s); /* anew: another tab may have been first */
    if (e != OK || s->suggested)
        return e;
    const json *list = json_get(s->result->answer, "questions");
    for (size_t i = 0; i < json_len(list); i++)
        if ((e = offer(w, s, json_at(list, i), (int)i + 1)) != OK)
            return e;
    return session_touch(w, s->id, clock_now());
}

enum err practice_suggest(struct coach *c, struct arena *a, struct id user, struct id session,
                          struct listener to)
{
    struct suggesting s = {.c = c, .id = session};
    enum err e = db_transact(c->db, a, user, read_for_questions, &s);
    if (e != OK || s.suggested)
        return e;
    const char *why;
    if (prescription_parse(a, s.session->prescription, &s.prescription, &why) != OK)
        s.prescription = prescription_make(s.session->planned_seconds, 4 * 60, MIXED);
    struct ask_result result = {0};
    const struct asking q = {
        .stage = STAGE_PRACTICE,
        .action = ACTION_SUGGEST_QUESTIONS,
        .mode = "generate_questions",
        .input = questions_input(a, &s),
        .user = s.user,
        .to = to,
    };
    if ((e = asking_do(c, a, user, &q, &result)) != OK)
        return e;
    s.result = &result;
    return db_transact(c->db, a, user, keep_questions, &s);
}
