#include "base/num.h"
#include "base/text.h"
#include "coach/builtin_modes.h"
#include "coach/hearing.h"
#include "coach/stem.h"
#include <string.h>

enum { MOST_TOPICS = 12, REASON_WORDS = 25 };

/* A plan being changed. */
struct changing {
    struct arena *arena;
    const struct library *library;
    json *plan, *topics, *reasons;
    const char *sentence; /* what they asked for, being looked at */
    const char *subject;  /* the topic that it speaks of; "": none */
};

/* The clause that speaks of a topic is the reason for what became of it; one that speaks of another only
 * where there is no better. */
static void give_reason(struct changing *c, const char *topic, const char *what)
{
    struct arena *a = c->arena;
    json *r = NULL;
    for (size_t i = 0; i < json_len(c->reasons); i++) {
        json *old = json_at(c->reasons, i);
        if (text_equal(json_get_text(old, "topic", ""), topic) &&
            text_equal(json_get_text(old, "what", ""), what))
            r = old;
    }
    if (r && !text_equal(c->subject, topic))
        return;
    if (!r) {
        r = json_new_object(a);
        json_add(a, c->reasons, r);
    }
    json_put_text(a, r, "topic", topic);
    json_put_text(a, r, "what", what);
    json_put_text(a, r, "reason",
                  arena_printf(a, "You asked: “%s”.", text_head_words(a, c->sentence, REASON_WORDS - 4)));
}

static int minutes_of(const json *topic)
{
    return (int)json_get_int(topic, "daily_study_minutes", 0);
}

static void set_minutes(struct changing *c, json *topic, int minutes)
{
    if (minutes == minutes_of(topic))
        return;
    json_put_int(c->arena, topic, "daily_study_minutes", minutes < 1 ? 1 : minutes);
    give_reason(c, json_get_text(topic, "name", ""), "minutes");
}

static int total(const struct changing *c)
{
    int sum = 0;
    for (size_t i = 0; i < json_len(c->topics); i++)
        sum += minutes_of(json_at(c->topics, i));
    return sum;
}

/* Does a clause speak of this topic: by its name, a word of its name, or a word the library knows for it? */
static bool speaks_of(const struct changing *c, const struct builtin_sentence *s, const json *topic)
{
    const char *name = json_get_text(topic, "name", "");
    const struct library_topic *t = library_topic(c->library, json_get_text(topic, "key", ""));
    size_t n;
    char **stems = stem_words(c->arena, name, &n);
    if (builtin_has_phrase(c->arena, s, name))
        return true;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < s->n; k++)
            if (!builtin_is_common(stems[i]) && strlen(stems[i]) > 3 && strcmp(stems[i], s->stems[k]) == 0)
                return true;
    for (size_t i = 0; t && i < t->weak_words_n; i++)
        if (builtin_has_phrase(c->arena, s, t->weak_words[i]))
            return true;
    return false;
}

static bool says_any(const struct changing *c, const struct builtin_sentence *s, const char *const *phrases)
{
    for (; *phrases; phrases++)
        if (builtin_has_phrase(c->arena, s, *phrases))
            return true;
    return false;
}

/* The number before "minutes" or "hours" in a clause, in minutes; 0 if there is none. */
static int said_minutes(const struct builtin_sentence *s)
{
    for (size_t i = 0; i + 1 < s->n; i++) {
        int64_t v;
        if (num_int(s->stems[i], 1, 1440, &v) != OK)
            continue;
        if (strncmp(s->stems[i + 1], "min", 3) == 0)
            return (int)v;
        if (strncmp(s->stems[i + 1], "hour", 4) == 0 && v <= 12)
            return (int)v * 60;
    }
    return 0;
}

/* ... or said otherwise: "half an hour", "an hour and a half". */
static int heard_minutes(const struct changing *c, const struct builtin_sentence *s)
{
    struct hearing k = {.arena = c->arena,
                        .library = c->library,
                        .known = json_new_object(c->arena),
                        .facts = json_new_object(c->arena)};
    const int said = said_minutes(s);
    if (said)
        return said;
    hearing_take(&k, hearing_plain(c->arena, s->text));
    hearing_time(&k);
    return (int)json_get_int(k.facts, "minutes", 0);
}

/* Scales all topics so that they add up to `wanted`. */
static void scale(struct changing *c, int wanted)
{
    const int before = total(c);
    const size_t n = json_len(c->topics);
    int given = 0;
    if (before <= 0 || wanted < (int)n)
        return;
    for (size_t i = 0; i < n; i++) {
        json *t = json_at(c->topics, i);
        int share = minutes_of(t) * wanted / before;
        share = share < 1 ? 1 : share;
        if (i + 1 == n && wanted - given > 0)
            share = wanted - given;
        given += share;
        set_minutes(c, t, share);
    }
}

static int step_for(const json *topic)
{
    const int m = minutes_of(topic);
    return m >= 20 ? 10 : m >= 8 ? 5 : m > 2 ? 2 : 1;
}

/* Moves minutes to (or from) a topic; the others give (or take) in turn, so that the day stays as long as it
 * was. */
static void move_minutes(struct changing *c, json *topic, bool more)
{
    const int step = step_for(topic);
    int moved = 0;
    for (size_t round = 0; round < 60 && moved < step; round++) {
        const size_t n = json_len(c->topics);
        json *other =
            json_at(c->topics, more ? n - 1 - round % n : round % n); /* the last gives, the first gets */
        if (other == topic || builtin_mock_family(c->library, json_get_text(other, "key", "")) ||
            (more && minutes_of(other) <= 1))
            continue;
        if (!more && minutes_of(topic) - moved <= 1)
            break;
        set_minutes(c, other, minutes_of(other) + (more ? -1 : 1));
        moved++;
    }
    if (moved)
        set_minutes(c, topic, minutes_of(topic) + (more ? moved : -moved));
}

static void drop(struct changing *c, size_t at)
{
    struct arena *a = c->arena;
    const json *gone = json_at(c->topics, at);
    const int freed = minutes_of(gone);
    give_reason(c, json_get_text(gone, "name", ""), "dropped");
    json *kept = json_new_array(a);
    for (size_t i = 0; i < json_len(c->topics); i++)
        if (i != at)
            json_add(a, kept, json_at(c->topics, i));
    c->topics = kept;
    json *first = json_at(kept, 0);
    if (first)
        set_minutes(c, first, minutes_of(first) + freed);
}

static void to_the_front(struct changing *c, size_t at)
{
    struct arena *a = c->arena;
    if (at == 0)
        return;
    json *order = json_new_array(a);
    json_add(a, order, json_at(c->topics, at));
    for (size_t i = 0; i < json_len(c->topics); i++)
        if (i != at)
            json_add(a, order, json_at(c->topics, i));
    give_reason(c, json_get_text(json_at(c->topics, at), "name", ""), "priority");
    c->topics = order;
}

/* A topic of the library that a clause names and the plan does not have. */
static const struct library_topic *named(const struct changing *c, const struct builtin_sentence *s,
                                         const char *role)
{
    const struct library_family *near = library_nearest(c->library, c->arena, role, "");
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < library_count(c->library); i++) {
            const struct library_family *f = library_family(c->library, i);
            if ((pass == 0) != (f == near))
                continue;
            for (size_t k = 0; k < f->topics_n; k++) {
                bool hit = builtin_has_phrase(c->arena, s, f->topics[k].name);
                for (size_t j = 0; j < f->topics[k].weak_words_n && !hit; j++)
                    hit = builtin_has_phrase(c->arena, s, f->topics[k].weak_words[j]);
                if (hit)
                    return &f->topics[k];
            }
        }
    return NULL;
}

static bool has_name(const struct changing *c, const char *name)
{
    for (size_t i = 0; i < json_len(c->topics); i++)
        if (text_equal(text_fold(c->arena, json_get_text(json_at(c->topics, i), "name", "")),
                       text_fold(c->arena, name)))
            return true;
    return false;
}

static void add_topic(struct changing *c, const struct library_topic *t)
{
    struct arena *a = c->arena;
    if (!t || has_name(c, t->name) || json_len(c->topics) == MOST_TOPICS)
        return;
    int minutes = total(c) / ((int)json_len(c->topics) + 1);
    minutes = minutes < 1 ? 1 : minutes;
    scale(c, total(c) - minutes);
    json *one = json_new_object(a);
    json_put_text(a, one, "name", t->name);
    json_put_text(a, one, "description", t->description);
    json_put_int(a, one, "daily_study_minutes", minutes);
    json_put_text(a, one, "expected_outcome", t->outcome);
    json_put_text(a, one, "key", t->key);
    json_put_text(a, one, "prescription", t->session);
    json_add(a, c->topics, one);
    give_reason(c, t->name, "added");
}

/* One clause: "less system design". */
static void follow(struct changing *c, const struct builtin_sentence *s, const char *role)
{
    static const char *const drops[] = {"drop",      "remove", "without",    "take out", "no more",
                                        "leave out", "skip",   "get rid of", NULL};
    static const char *const less[] = {"less", "fewer", "reduce", "cut", "too much", "shorter", NULL};
    static const char *const more[] = {"more",     "increase", "extra",          "longer",
                                       "focus on", "focus",    "concentrate on", NULL};
    static const char *const fronts[] = {"first",    "focus on",   "focus",      "most important",
                                         "priority", "prioritise", "prioritize", NULL};
    static const char *const lighter[] = {"too much",  "too long",  "shorter", "less time",     "tired",
                                          "exhausted", "burnt out", "lighter", "can't keep up", NULL};
    static const char *const adds[] = {"add", "include", "also", "missing", "more", NULL};
    c->sentence = s->text;
    c->subject = "";
    const int minutes = heard_minutes(c, s);
    for (size_t i = 0; i < json_len(c->topics); i++) {
        json *t = json_at(c->topics, i);
        if (!speaks_of(c, s, t))
            continue;
        c->subject = json_get_text(t, "name", "");
        if (says_any(c, s, drops) && json_len(c->topics) > 1) {
            drop(c, i);
            return;
        }
        if (minutes)
            set_minutes(c, t, minutes);
        else if (says_any(c, s, less))
            move_minutes(c, t, false);
        else if (says_any(c, s, more))
            move_minutes(c, t, true);
        if (says_any(c, s, fronts))
            to_the_front(c, i);
        return;
    }
    if (minutes)
        scale(c, minutes);
    else if (says_any(c, s, lighter))
        scale(c, total(c) * 2 / 3);
    else if (says_any(c, s, adds))
        add_topic(c, named(c, s, role));
}

/* Clauses: "less coding, more leadership and drop testing" are three. */
static const char *in_clauses(struct arena *a, const char *text)
{
    static const char *const joints[] = {", ", " and ", " but ", " then "};
    char *t = arena_copy(a, text);
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        for (char *p = t; (p = strstr(p, joints[i])) != NULL;)
            *p = ';';
    return t;
}

/* The rationale's sentence on the minutes says what holds now. */
static void retell_minutes(struct changing *c, json *overview)
{
    struct arena *a = c->arena;
    struct buf b = buf_new(a, 4096);
    size_t n;
    bool told = false;
    const int now = total(c);
    if (json_get_int(overview, "total_daily_minutes", 0) == now)
        return;
    const struct builtin_sentence *all = builtin_sentences(a, json_get_text(overview, "rationale", ""), &n);
    for (size_t i = 0; i < n; i++) {
        const bool minutes = text_contains(all[i].text, "minutes a day");
        buf_printf(&b, "%s%s", i ? " " : "",
                   minutes ? arena_printf(a, "%d minutes a day, as you asked.", now) : all[i].text);
        told |= minutes;
    }
    if (told)
        json_put_text(a, overview, "rationale", b.data);
    json_put_int(a, overview, "total_daily_minutes", now);
}

json *builtin_changes(const struct library *l, struct arena *a, const json *in)
{
    struct changing c = {.arena = a,
                         .subject = "",
                         .library = l,
                         .plan = json_copy(a, json_get(in, "plan")),
                         .reasons = json_new_array(a)};
    c.topics = json_get(c.plan, "plan_topics");
    const json *feedback = json_get(in, "feedback");
    for (size_t i = 0; i < json_len(feedback); i++) {
        size_t n;
        const struct builtin_sentence *all =
            builtin_sentences(a, in_clauses(a, json_text(json_at(feedback, i), "")), &n);
        for (size_t k = 0; k < n; k++)
            follow(&c, &all[k], json_get_text(in, "role", ""));
    }
    for (size_t i = 0; i < json_len(c.topics); i++) {
        json_put_int(a, json_at(c.topics, i), "priority", (int64_t)i + 1);
        json_drop(json_at(c.topics, i), "topic_id");
    }
    json *overview = json_get(c.plan, "plan_overview"), *answer = json_new_object(a);
    retell_minutes(&c, overview);
    json_put(a, answer, "plan_overview", overview);
    json_put(a, answer, "plan_topics", c.topics);
    json_put(a, answer, "reasons", c.reasons);
    return answer;
}
