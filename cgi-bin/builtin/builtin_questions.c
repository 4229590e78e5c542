#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_level.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_own.h"
#include "builtin/builtin_redo.h"
#include "builtin/builtin_words.h"
#include "library/prescription.h"
#include <string.h>

/* Which questions a session offers: half of what it takes is asked again where that is due (builtin_redo.c),
 * the rest is new, at the level that the last answers speak for. The first ones are what most people take. */

enum { MOST_OFFERED = 20, MOCK_EACH = 2, MOST_SAID = 8 };
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
    bool fixed;                  /* the session asks for one level */
    bool stretch;                /* they may be tried a step higher */
    bool again;                  /* what was taken up under another topic may come */
    bool nearest;                /* the library hasn't the role: what is of the craft doesn't fit */
    const char *said[MOST_SAID]; /* what they or the advert say of a topic of their own words */
    size_t said_n;
};

/* ---- which topic of the library ---- */

static const struct library_topic *topic_for(const struct library *library, struct arena *a,
                                             const json *topic, const char *role)
{
    const struct library_topic *t = library_topic(library, json_get_text(topic, "key", ""));
    if (t)
        return t;
    const char *text =
        arena_printf(a, "%s %s %s", json_get_text(topic, "name", ""), json_get_text(topic, "name", ""),
                     json_get_text(topic, "description", ""));
    const struct library_family *near = library_nearest(library, a, role, "");
    const struct library_topic *best = NULL;
    size_t best_score = 0;
    for (size_t i = 0; i < library_count(library); i++) {
        const struct library_family *f = library_family(library, i);
        for (size_t k = 0; k < f->topics_n; k++) {
            const char *own =
                arena_printf(a, "%s %s %s", f->topics[k].name, f->topics[k].name, f->topics[k].description);
            const size_t score =
                builtin_shared_stems(library_phrases(library), a, text, own) * 2 + (f == near);
            if (score > best_score) {
                best_score = score;
                best = &f->topics[k];
            }
        }
    }
    const struct library_family *behavioural = library_find(library, "behavioural");
    if (best)
        return best;
    if (!behavioural)
        behavioural = library_family(library, 0);
    return &behavioural->topics[0];
}

/* ---- new ones ---- */

/* A question on whatever the user named stands in the library with {words} in its place: there comes what
 * they, or the advert, say of it, another sentence each time; where nobody says anything, its name. */
static const char *spoken(const struct offering *offering, const struct question *question)
{
    struct arena *a = offering->arena;
    const char *at = strstr(question->text, own_words);
    const char *name = json_get_text(json_get(offering->in, "topic"), "name", "");
    if (!at)
        return question->text;
    if (offering->said_n) {
        const size_t turn = (size_t)(question - offering->topic->questions) % offering->said_n;
        name = arena_printf(a, "“%s”", offering->said[turn]);
    }
    return arena_printf(a, "%.*s%s%s", (int)(at - question->text), question->text, name,
                        at + sizeof own_words - 1);
}

/* Is it one that asks for what nobody has said yet? */
static bool asks_for_it(const struct question *question)
{
    static const char *const asking[] = {"/a-time", "/where-you-stand"};
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        if (text_contains(question->key, asking[i]))
            return true;
    return false;
}

/* Does it fit? Not one of the craft, for a role that the family is only the nearest to; and of a topic of
 * their own words of which nothing is known, only those that ask for it. */
static bool fits(const struct offering *offering, const struct library_topic *topic, size_t at)
{
    const struct question *question = &topic->questions[at];
    if (offering->nearest && at < 8 * sizeof topic->craft && topic->craft >> at & 1U)
        return false;
    return !text_equal(topic->key, LIBRARY_OWN_WORDS) || offering->said_n || asks_for_it(question);
}

static bool stands_in(const json *list, const struct question *question)
{
    for (size_t i = 0; i < json_len(list); i++)
        if (text_equal(json_get_text(json_at(list, i), "key", ""), question->key) ||
            text_equal(json_get_text(json_at(list, i), "question", ""), question->text))
            return true;
    return false;
}

static void put_library_parts(struct arena *a, json *one, const struct question *question)
{
    json *anchors = json_new_array(a);
    for (size_t i = 0; i < question->anchors_n; i++) {
        json *k = json_new_object(a);
        json_put_text(a, k, "name", question->anchors[i].name);
        json_put_text(a, k, "anchor", question->anchors[i].text);
        json_put(a, k, "words", json_from_lines(a, question->anchors[i].words));
        json_add(a, anchors, k);
    }
    json_put_text(a, one, "key", question->key);
    json_put_text(a, one, "kind", question->kind);
    json_put_int(a, one, "seconds", question->seconds);
    json_put(a, one, "anchors", anchors);
    json_put_text(a, one, "good", question->good);
    json_put_text(a, one, "follow_up", question->follow_up);
}

static void add_new(struct offering *offering, const struct question *question, const char *why)
{
    struct arena *a = offering->arena;
    json *one = json_new_object(a);
    json_put_text(a, one, "question", spoken(offering, question));
    json_put_text(a, one, "status", "new");
    json_put_text(a, one, "difficulty", difficulty_name(question->difficulty));
    json_put_text(a, one, "why", why);
    put_library_parts(a, one, question);
    json_add(a, offering->out, one);
}

/* Was it taken up under another topic? */
static bool had(const struct offering *offering, const struct question *question)
{
    const json *list = json_get(offering->in, "asked_elsewhere");
    for (size_t i = 0; i < json_len(list); i++)
        if (text_equal(json_text(json_at(list, i), ""), question->text))
            return true;
    return false;
}

/* The next question of a topic at a level that was not asked and is not offered; NULL if there is none. */
static const struct question *fresh_one(const struct offering *offering, const struct library_topic *topic,
                                        enum difficulty difficulty)
{
    for (size_t i = 0; topic && topic->questions && i < topic->questions_n; i++)
        if (topic->questions[i].difficulty == difficulty && fits(offering, topic, i) &&
            !stands_in(offering->asked, &topic->questions[i]) &&
            !stands_in(offering->out, &topic->questions[i]) &&
            (offering->again || !had(offering, &topic->questions[i])))
            return &topic->questions[i];
    return NULL;
}

static const char *say(const struct offering *offering, enum sentence which)
{
    return sentences_text(library_sentences(offering->library), which);
}

static const char *say_from(const struct offering *offering, enum sentence which,
                            const struct library_topic *topic)
{
    return SAY(library_sentences(offering->library), offering->arena, which, {"topic", topic->name});
}

static enum sentence why_new(const struct offering *offering, const struct question *question)
{
    if (had(offering, question))
        return SAY_QUESTIONS_ELSEWHERE;
    if (offering->fixed || json_len(offering->asked) == 0)
        return SAY_QUESTIONS_NEW;
    if (question->difficulty > offering->level)
        return SAY_QUESTIONS_HARDER;
    if (question->difficulty < offering->level)
        return SAY_QUESTIONS_EASIER;
    return SAY_QUESTIONS_LEVEL;
}

/* A new question of the topic: at the level, else a step to either side; two steps only if `far`. */
static bool add_fresh(struct offering *offering, enum difficulty level, bool far)
{
    static const enum difficulty order[][3] = {
        [EASY] = {EASY, MEDIUM, HARD}, [MEDIUM] = {MEDIUM, EASY, HARD}, [HARD] = {HARD, MEDIUM, EASY}};
    const int steps = far || level == MEDIUM ? 3 : 2;
    for (int k = 0; k < steps; k++) {
        const struct question *q = fresh_one(offering, offering->topic, order[level][k]);
        if (!q)
            continue;
        add_new(offering, q, say(offering, why_new(offering, q)));
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
static bool add_neighbour(struct offering *offering)
{
    const struct library_family *f = library_family_of(offering->library, offering->topic->key);
    for (size_t i = 0; f && i < f->topics_n; i++) {
        const struct library_topic *t = &f->topics[i];
        const struct question *q = NULL;
        if (t != offering->topic && !planned(offering->in, t->key) && (!offering->nearest || t->transfers))
            q = fresh_one(offering, t, offering->level);
        if (!q)
            continue;
        add_new(offering, q, say_from(offering, SAY_QUESTIONS_NEIGHBOUR, t));
        return true;
    }
    return false;
}

/* ---- put together ---- */

/* The level that the session asks for at its i-th place; what follows the user where it is mixed: two at
 * their level, then one a step up. */
static enum difficulty level_at(const struct offering *offering, const struct prescription *prescription,
                                size_t i)
{
    const struct prescription_block *b = prescription_of(prescription, (int)i);
    if (offering->fixed)
        return offering->level;
    if (b && b->level != MIXED)
        return b->level;
    if (i % 3 == 2 && offering->stretch)
        return (enum difficulty)(offering->level + 1);
    return offering->level;
}

/* New ones and those asked again take turns, so that no session is all old mistakes while there is anything
 * new. */
static void add_turns(struct offering *offering, const struct prescription *prescription)
{
    struct builtin_redo *due;
    const size_t due_n = builtin_redo_due(offering->library, offering->arena, offering->in, &due);
    const size_t most = (offering->wanted + 1) / 2;
    size_t redone = 0;
    while (json_len(offering->out) < offering->wanted) {
        const size_t place = json_len(offering->out);
        if (redone < due_n && redone < most && place % 2 == 0)
            builtin_redo_add(offering->library, offering->arena, &due[redone++], offering->out);
        else if (!add_fresh(offering, level_at(offering, prescription, place), false) &&
                 !add_neighbour(offering)) {
            if (redone < due_n)
                builtin_redo_add(offering->library, offering->arena, &due[redone++], offering->out);
            else if (!add_fresh(offering, offering->level, true) && offering->again)
                break;
            else
                offering->again = true;
        }
    }
    while (json_len(offering->out) < offering->count) { /* a choice beyond what the session takes */
        if (add_fresh(offering, level_at(offering, prescription, json_len(offering->out)), true) ||
            add_neighbour(offering))
            continue;
        if (redone >= due_n)
            break;
        builtin_redo_add(offering->library, offering->arena, &due[redone++], offering->out);
    }
}

static void add_rehearsed(struct offering *offering, const struct question *question, const char *why)
{
    if (had(offering, question))
        why = say(offering, SAY_QUESTIONS_REHEARSED);
    add_new(offering, question, why);
}

/* How every interview opens. */
static void add_opening(struct offering *offering)
{
    static const struct {
        const char *topic;
        enum sentence why;
    } first[] = {{"general/introducing-yourself", SAY_QUESTIONS_OPENS},
                 {"general/motivation", SAY_QUESTIONS_EVERYWHERE}};
    offering->again = true;
    for (size_t i = 0;
         i < sizeof first / sizeof *first && json_len(offering->out) + MOCK_EACH < offering->count; i++) {
        const struct library_topic *t = library_topic(offering->library, first[i].topic);
        const enum difficulty level = i == 0 ? EASY : offering->level;
        const struct question *q = fresh_one(offering, t, level);
        if (q)
            add_rehearsed(offering, q, say(offering, first[i].why));
    }
}

/* The i-th of the family's topics, and behind them one of the behavioural family's; NULL: there is none. */
static const struct library_topic *topic_at(const struct offering *offering,
                                            const struct library_family *family, size_t i)
{
    const struct library_family *behavioural = library_find(offering->library, "behavioural");
    if (i < family->topics_n)
        return offering->nearest && !family->topics[i].transfers ? NULL : &family->topics[i];
    if (!behavioural)
        return NULL;
    return &behavioural->topics[json_len(offering->out) % behavioural->topics_n];
}

/* One round through what the role is asked; false: there was nothing left. */
static bool add_round(struct offering *offering, const struct library_family *family)
{
    bool more = false;
    for (size_t i = 0; i < family->topics_n + 1 && json_len(offering->out) < offering->count; i++) {
        const size_t turn = json_len(offering->out);
        const struct library_topic *t = topic_at(offering, family, i);
        const enum difficulty level = turn >= 3 && turn % 2 ? HARD : MEDIUM;
        const struct question *q = fresh_one(offering, t, level);
        if (!q)
            continue;
        add_rehearsed(offering, q, say_from(offering, SAY_QUESTIONS_MOCK, t));
        more = true;
    }
    return more;
}

/* A mock interview: one after another from all that the role is asked, a little harder as it goes on; what
 * was never asked comes before what was practised. */
static void add_mock(struct offering *offering, const struct library_family *family)
{
    const struct library_family *any = library_find(offering->library, "general");
    add_opening(offering);
    for (int pass = 0; pass < 2; pass++) {
        offering->again = pass > 0;
        while (json_len(offering->out) < offering->count && add_round(offering, family))
            ;
        while (offering->nearest && json_len(offering->out) < offering->count && add_round(offering, any))
            ;
    }
}

/* Their own sentences on a topic of their own words, and the advert's. */
static void hear_own(struct offering *offering)
{
    static const char *const from[] = {"own_words", "material"};
    const char *name = json_get_text(json_get(offering->in, "topic"), "name", "");
    if (!text_equal(offering->topic->key, LIBRARY_OWN_WORDS))
        return;
    for (size_t i = 0; i < sizeof from / sizeof *from; i++)
        offering->said_n += builtin_own_sentences(
            offering->library, offering->arena, name, json_get_text(offering->in, from[i], ""),
            offering->said + offering->said_n, MOST_SAID - offering->said_n);
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
    o.nearest = library_title_of(l, a, role).nearest;
    const struct library_family *mock = library_mock_family(l, json_get_text(topic, "key", ""));
    if (mock) {
        o.topic = &mock->topics[0];
        add_mock(&o, mock);
    } else {
        o.topic = topic_for(l, a, topic, role);
        hear_own(&o);
        add_turns(&o, &p);
    }
    builtin_redo_fill(l, a, in, num_min(o.count, 3), o.out); /* never nothing to do */
    json *answer = json_new_object(a);
    json_put(a, answer, "questions", o.out);
    return answer;
}
