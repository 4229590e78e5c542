#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_level.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_redo.h"
#include "builtin/builtin_words.h"
#include "library/prescription.h"
#include <string.h>

/* Which questions a session offers: half of what it takes is asked again where that is due (builtin_redo.c),
 * the rest is new, at the level that the last answers speak for. The first ones are what most people take. */

enum { MOST_OFFERED = 20, MOCK_EACH = 2 };
static const char own_words[] = "{words}";

/* What is being put together. */
struct offering {
    const struct library *library;
    struct arena *arena;
    const json *in, *asked;
    const struct library_topic *topic;
    json *out;
    size_t count, wanted;
    enum difficulty level;
    bool fixed;   /* the session asks for one level */
    bool stretch; /* they may be tried a step higher */
    bool again;   /* what was taken up under another topic may come */
};

/* ---- which topic of the library ---- */

static const struct library_topic *topic_for(const struct library *l, struct arena *a, const json *topic,
                                             const char *role)
{
    const struct library_topic *t = library_topic(l, json_get_text(topic, "key", ""));
    if (t)
        return t;
    const char *text =
        arena_printf(a, "%s %s %s", json_get_text(topic, "name", ""), json_get_text(topic, "name", ""),
                     json_get_text(topic, "description", ""));
    const struct library_family *near = library_nearest(l, a, role, "");
    const struct library_topic *best = NULL;
    size_t best_score = 0;
    for (size_t i = 0; i < library_count(l); i++) {
        const struct library_family *f = library_family(l, i);
        for (size_t k = 0; k < f->topics_n; k++) {
            const char *own =
                arena_printf(a, "%s %s %s", f->topics[k].name, f->topics[k].name, f->topics[k].description);
            const size_t score = builtin_shared_stems(library_phrases(l), a, text, own) * 2 + (f == near);
            if (score > best_score) {
                best_score = score;
                best = &f->topics[k];
            }
        }
    }
    const struct library_family *behavioural = library_find(l, "behavioural");
    if (best)
        return best;
    if (!behavioural)
        behavioural = library_family(l, 0);
    return &behavioural->topics[0];
}

/* ---- new ones ---- */

/* A question on whatever the user named stands in the library with {words} in its place. */
static const char *spoken(const struct offering *o, const struct question *q)
{
    const char *at = strstr(q->text, own_words);
    const char *name = json_get_text(json_get(o->in, "topic"), "name", "");
    if (!at)
        return q->text;
    return arena_printf(o->arena, "%.*s%s%s", (int)(at - q->text), q->text, name, at + sizeof own_words - 1);
}

static bool stands_in(const json *list, const struct question *q)
{
    for (size_t i = 0; i < json_len(list); i++)
        if (text_equal(json_get_text(json_at(list, i), "key", ""), q->key) ||
            text_equal(json_get_text(json_at(list, i), "question", ""), q->text))
            return true;
    return false;
}

static void put_library_parts(struct arena *a, json *one, const struct question *q)
{
    json *anchors = json_new_array(a);
    for (size_t i = 0; i < q->anchors_n; i++) {
        json *k = json_new_object(a);
        json_put_text(a, k, "name", q->anchors[i].name);
        json_put_text(a, k, "anchor", q->anchors[i].text);
        json_put(a, k, "words", json_from_lines(a, q->anchors[i].words));
        json_add(a, anchors, k);
    }
    json_put_text(a, one, "key", q->key);
    json_put_text(a, one, "kind", q->kind);
    json_put_int(a, one, "seconds", q->seconds);
    json_put(a, one, "anchors", anchors);
    json_put_text(a, one, "good", q->good);
    json_put_text(a, one, "follow_up", q->follow_up);
}

static void add_new(struct offering *o, const struct question *q, const char *why)
{
    struct arena *a = o->arena;
    json *one = json_new_object(a);
    json_put_text(a, one, "question", spoken(o, q));
    json_put_text(a, one, "status", "new");
    json_put_text(a, one, "difficulty", difficulty_name(q->difficulty));
    json_put_text(a, one, "why", why);
    put_library_parts(a, one, q);
    json_add(a, o->out, one);
}

/* Was it taken up under another topic? */
static bool had(const struct offering *o, const struct question *q)
{
    const json *list = json_get(o->in, "asked_elsewhere");
    for (size_t i = 0; i < json_len(list); i++)
        if (text_equal(json_text(json_at(list, i), ""), q->text))
            return true;
    return false;
}

/* The next question of a topic at a level that was not asked and is not offered; NULL if there is none. */
static const struct question *fresh_one(const struct offering *o, const struct library_topic *t,
                                        enum difficulty d)
{
    for (size_t i = 0; t && t->questions && i < t->questions_n; i++)
        if (t->questions[i].difficulty == d && !stands_in(o->asked, &t->questions[i]) &&
            !stands_in(o->out, &t->questions[i]) && (o->again || !had(o, &t->questions[i])))
            return &t->questions[i];
    return NULL;
}

static const char *say(const struct offering *o, enum sentence which)
{
    return sentences_text(library_sentences(o->library), which);
}

static const char *say_from(const struct offering *o, enum sentence which, const struct library_topic *t)
{
    return SAY(library_sentences(o->library), o->arena, which, {"topic", t->name});
}

static enum sentence why_new(const struct offering *o, const struct question *q)
{
    if (had(o, q))
        return SAY_QUESTIONS_ELSEWHERE;
    if (o->fixed || json_len(o->asked) == 0)
        return SAY_QUESTIONS_NEW;
    if (q->difficulty > o->level)
        return SAY_QUESTIONS_HARDER;
    if (q->difficulty < o->level)
        return SAY_QUESTIONS_EASIER;
    return SAY_QUESTIONS_LEVEL;
}

/* A new question of the topic: at the level, else a step to either side; two steps only if `far`. */
static bool add_fresh(struct offering *o, enum difficulty level, bool far)
{
    static const enum difficulty order[][3] = {
        [EASY] = {EASY, MEDIUM, HARD}, [MEDIUM] = {MEDIUM, EASY, HARD}, [HARD] = {HARD, MEDIUM, EASY}};
    const int steps = far || level == MEDIUM ? 3 : 2;
    for (int k = 0; k < steps; k++) {
        const struct question *q = fresh_one(o, o->topic, order[level][k]);
        if (!q)
            continue;
        add_new(o, q, say(o, why_new(o, q)));
        return true;
    }
    return false;
}

/* Is the topic one of the plan's others? */
static bool planned(const json *in, const char *key)
{
    const json *others = json_get(in, "other_topics");
    for (size_t i = 0; i < json_len(others); i++)
        if (text_equal(json_text(json_at(others, i), ""), key))
            return true;
    return false;
}

/* The topic's own questions are used up: one from a topic of its family that the plan does not have. */
static bool add_neighbour(struct offering *o)
{
    const struct library_family *f = library_family_of(o->library, o->topic->key);
    for (size_t i = 0; f && i < f->topics_n; i++) {
        const struct library_topic *t = &f->topics[i];
        const struct question *q = NULL;
        if (t != o->topic && !planned(o->in, t->key))
            q = fresh_one(o, t, o->level);
        if (!q)
            continue;
        add_new(o, q, say_from(o, SAY_QUESTIONS_NEIGHBOUR, t));
        return true;
    }
    return false;
}

/* ---- put together ---- */

/* The level that the session asks for at its i-th place; what follows the user where it is mixed: two at
 * their level, then one a step up. */
static enum difficulty level_at(const struct offering *o, const struct prescription *p, size_t i)
{
    const struct prescription_block *b = prescription_of(p, (int)i);
    if (o->fixed)
        return o->level;
    if (b && b->level != MIXED)
        return b->level;
    if (i % 3 == 2 && o->stretch)
        return (enum difficulty)(o->level + 1);
    return o->level;
}

/* New ones and those asked again take turns, so that no session is all old mistakes while there is anything
 * new. */
static void add_turns(struct offering *o, const struct prescription *p)
{
    struct builtin_redo *due;
    const size_t due_n = builtin_redo_due(o->library, o->arena, o->in, &due);
    const size_t most = (o->wanted + 1) / 2;
    size_t redone = 0;
    while (json_len(o->out) < o->wanted) {
        const size_t place = json_len(o->out);
        if (redone < due_n && redone < most && place % 2 == 0)
            builtin_redo_add(o->library, o->arena, &due[redone++], o->out);
        else if (!add_fresh(o, level_at(o, p, place), false) && !add_neighbour(o)) {
            if (redone < due_n)
                builtin_redo_add(o->library, o->arena, &due[redone++], o->out);
            else if (!add_fresh(o, o->level, true) && o->again)
                break;
            else
                o->again = true;
        }
    }
    while (json_len(o->out) < o->count) { /* a choice beyond what the session takes */
        if (add_fresh(o, level_at(o, p, json_len(o->out)), true) || add_neighbour(o))
            continue;
        if (redone >= due_n)
            break;
        builtin_redo_add(o->library, o->arena, &due[redone++], o->out);
    }
}

static void add_rehearsed(struct offering *o, const struct question *q, const char *why)
{
    if (had(o, q))
        why = say(o, SAY_QUESTIONS_REHEARSED);
    add_new(o, q, why);
}

/* How every interview opens. */
static void add_opening(struct offering *o)
{
    static const struct {
        const char *topic;
        enum sentence why;
    } first[] = {{"general/introducing-yourself", SAY_QUESTIONS_OPENS},
                 {"general/motivation", SAY_QUESTIONS_EVERYWHERE}};
    o->again = true;
    for (size_t i = 0; i < sizeof first / sizeof *first && json_len(o->out) + MOCK_EACH < o->count; i++) {
        const struct library_topic *t = library_topic(o->library, first[i].topic);
        const enum difficulty level = i == 0 ? EASY : o->level;
        const struct question *q = fresh_one(o, t, level);
        if (q)
            add_rehearsed(o, q, say(o, first[i].why));
    }
}

/* The i-th of the family's topics, and behind them one of the behavioural family's; NULL: there is none. */
static const struct library_topic *topic_at(const struct offering *o, const struct library_family *f,
                                            size_t i)
{
    const struct library_family *behavioural = library_find(o->library, "behavioural");
    if (i < f->topics_n)
        return &f->topics[i];
    if (!behavioural)
        return NULL;
    return &behavioural->topics[json_len(o->out) % behavioural->topics_n];
}

/* One round through what the role is asked; false: there was nothing left. */
static bool add_round(struct offering *o, const struct library_family *f)
{
    bool more = false;
    for (size_t i = 0; i < f->topics_n + 1 && json_len(o->out) < o->count; i++) {
        const size_t turn = json_len(o->out);
        const struct library_topic *t = topic_at(o, f, i);
        const enum difficulty level = turn >= 3 && turn % 2 ? HARD : MEDIUM;
        const struct question *q = fresh_one(o, t, level);
        if (!q)
            continue;
        add_rehearsed(o, q, say_from(o, SAY_QUESTIONS_MOCK, t));
        more = true;
    }
    return more;
}

/* A mock interview: one after another from all that the role is asked, a little harder as it goes on; what
 * was never asked comes before what was practised. */
static void add_mock(struct offering *o, const struct library_family *f)
{
    add_opening(o);
    for (int pass = 0; pass < 2; pass++) {
        o->again = pass > 0;
        while (json_len(o->out) < o->count && add_round(o, f))
            ;
    }
}

json *builtin_questions(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct library *l = coach->library;
    struct prescription p = {0};
    const char *why, *role = json_get_text(in, "role", "");
    const json *topic = json_get(in, "topic");
    struct offering o = {
        .library = l, .arena = a, .in = in, .asked = json_get(in, "asked"), .out = json_new_array(a)};
    if (prescription_parse(a, json_get_text(in, "prescription", ""), &p, &why) != OK)
        p = prescription_make(720, 240, MIXED);
    o.count = num_min((size_t)json_get_int(in, "count", 6), MOST_OFFERED);
    o.wanted = num_min((size_t)prescription_questions(&p), o.count);
    o.fixed = difficulty_parse(json_get_text(in, "level", ""), &o.level) && o.level != MIXED;
    if (!o.fixed)
        o.level = builtin_level_suited(l, a, in);
    o.stretch = builtin_level_stretches(o.asked, o.level);
    const struct library_family *mock = library_mock_family(l, json_get_text(topic, "key", ""));
    if (mock) {
        o.topic = &mock->topics[0];
        add_mock(&o, mock);
    } else {
        o.topic = topic_for(l, a, topic, role);
        add_turns(&o, &p);
    }
    builtin_redo_fill(l, a, in, num_min(o.count, 3), o.out); /* never nothing to do */
    json *answer = json_new_object(a);
    json_put(a, answer, "questions", o.out);
    return answer;
}
