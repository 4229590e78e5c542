#include "builtin/builtin_edit.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_own.h"
#include "library/prescription.h"
#include <string.h>

enum { MOST_TOPICS = 12, REASON_WORDS = 25 };

static const struct sentences *says(const struct builtin_edit *c)
{
    return library_sentences(c->library);
}

/* Minutes that a wish for the whole plan moved once more have two reasons. */
static void add_reason(const struct builtin_edit *c, json *r)
{
    const char *old = json_get_text(r, "reason", "");
    const char *both = SAY(says(c), c->arena, SAY_CHANGES_TWO_REASONS,
                           {"first", arena_text(c->arena, old, strlen(old) - 1)}, {"wish", c->sentence});
    if (!text_contains(old, c->sentence) && text_words(both) <= REASON_WORDS)
        json_put_text(c->arena, r, "reason", both);
}

/* The clause that speaks of a topic is the reason for what became of it; one that speaks of another only
 * where there is no better. */
void builtin_edit_reason(struct builtin_edit *c, const char *topic, const char *what)
{
    struct arena *a = c->arena;
    json *r = NULL;
    for (size_t i = 0; i < json_len(c->reasons); i++) {
        json *old = json_at(c->reasons, i);
        if (text_equal(json_get_text(old, "topic", ""), topic) &&
            text_equal(json_get_text(old, "what", ""), what))
            r = old;
    }
    if (r && !*c->subject && text_equal(what, "minutes"))
        add_reason(c, r);
    if (r && !text_equal(c->subject, topic))
        return;
    if (!r) {
        r = json_new_object(a);
        json_add(a, c->reasons, r);
    }
    enum sentence which = SAY_CHANGES_ASKED;
    if (*c->subject && !text_equal(c->subject, topic) && text_equal(what, "minutes"))
        which = SAY_CHANGES_FOLLOWS;
    const char *asked = text_head_words(a, c->sentence, REASON_WORDS - 9);
    json_put_text(a, r, "topic", topic);
    json_put_text(a, r, "what", what);
    json_put_text(a, r, "reason", SAY(says(c), a, which, {"topic", c->subject}, {"wish", asked}));
}

int builtin_edit_minutes(const json *topic)
{
    return (int)json_get_int(topic, "daily_study_minutes", 0);
}

void builtin_edit_set(struct builtin_edit *c, json *topic, int minutes)
{
    if (minutes == builtin_edit_minutes(topic))
        return;
    json_put_int(c->arena, topic, "daily_study_minutes", num_clamp(minutes, 1, INT32_MAX));
    builtin_edit_reason(c, json_get_text(topic, "name", ""), "minutes");
}

int builtin_edit_total(const struct builtin_edit *c)
{
    int sum = 0;
    for (size_t i = 0; i < json_len(c->topics); i++)
        sum += builtin_edit_minutes(json_at(c->topics, i));
    return sum;
}

/* The topic with the most minutes; NULL: none has more than one. */
static json *longest(const struct builtin_edit *c)
{
    json *found = NULL;
    int most = 1;
    for (size_t i = 0; i < json_len(c->topics); i++) {
        json *t = json_at(c->topics, i);
        if (builtin_edit_minutes(t) <= most)
            continue;
        most = builtin_edit_minutes(t);
        found = t;
    }
    return found;
}

bool builtin_edit_scale(struct builtin_edit *c, int wanted)
{
    const int before = builtin_edit_total(c);
    const size_t n = json_len(c->topics);
    if (before <= 0 || wanted < (int)n)
        return false;
    for (size_t i = 0; i < n; i++) {
        json *t = json_at(c->topics, i);
        builtin_edit_set(c, t, builtin_edit_minutes(t) * wanted / before);
    }
    for (int over; (over = builtin_edit_total(c) - wanted) != 0;) {
        json *t = json_at(c->topics, 0);
        if (over > 0) { /* the longest gives, minute by minute */
            t = longest(c);
            over = 1;
        }
        if (!t)
            return false;
        builtin_edit_set(c, t, builtin_edit_minutes(t) - over);
    }
    return true;
}

static int step_for(const json *topic)
{
    static const struct {
        int from, step; /* minutes */
    } steps[] = {{20, 10}, {8, 5}, {3, 2}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (builtin_edit_minutes(topic) >= steps[i].from)
            return steps[i].step;
    return 1;
}

/* Moves minutes to (or from) a topic; the others give (or take) in turn, so that the day stays as long as it
 * was. */
void builtin_edit_move(struct builtin_edit *c, json *topic, bool more)
{
    const int step = step_for(topic), way = more ? 1 : -1;
    int moved = 0;
    for (size_t round = 0; round < 60 && moved < step; round++) {
        const size_t n = json_len(c->topics);
        size_t at = round % n; /* the first gets, the last gives */
        if (more)
            at = n - 1 - at;
        json *other = json_at(c->topics, at);
        if (other == topic || library_mock_family(c->library, json_get_text(other, "key", "")) ||
            (more && builtin_edit_minutes(other) <= 1))
            continue;
        if (!more && builtin_edit_minutes(topic) - moved <= 1)
            break;
        builtin_edit_set(c, other, builtin_edit_minutes(other) - way);
        moved++;
    }
    if (moved)
        builtin_edit_set(c, topic, builtin_edit_minutes(topic) + way * moved);
}

void builtin_edit_drop(struct builtin_edit *c, size_t at)
{
    struct arena *a = c->arena;
    const json *gone = json_at(c->topics, at);
    const int freed = builtin_edit_minutes(gone);
    builtin_edit_reason(c, json_get_text(gone, "name", ""), "dropped");
    json *kept = json_new_array(a);
    for (size_t i = 0; i < json_len(c->topics); i++)
        if (i != at)
            json_add(a, kept, json_at(c->topics, i));
    c->topics = kept;
    (void)builtin_edit_scale(c, builtin_edit_total(c) + freed);
}

void builtin_edit_to_front(struct builtin_edit *c, size_t at)
{
    struct arena *a = c->arena;
    if (at == 0)
        return;
    json *order = json_new_array(a);
    json_add(a, order, json_at(c->topics, at));
    for (size_t i = 0; i < json_len(c->topics); i++)
        if (i != at)
            json_add(a, order, json_at(c->topics, i));
    builtin_edit_reason(c, json_get_text(json_at(c->topics, at), "name", ""), "priority");
    c->topics = order;
}

static bool has_name(const struct builtin_edit *c, const char *name)
{
    for (size_t i = 0; i < json_len(c->topics); i++)
        if (text_equal(text_fold(c->arena, json_get_text(json_at(c->topics, i), "name", "")),
                       text_fold(c->arena, name)))
            return true;
    return false;
}

bool builtin_edit_add(struct builtin_edit *c, const struct library_topic *t, const char *words, int minutes)
{
    struct arena *a = c->arena;
    const struct library_family *general = library_find(c->library, "general");
    struct library_topic made = {0};
    if (general && general->own)
        made = *general->own;
    made.name = builtin_own_name(c->library, a, words);
    made.description = builtin_own_description(c->library, a, words);
    if (t)
        made = *t;
    if (!made.key || text_blank(made.name) || has_name(c, made.name) || json_len(c->topics) == MOST_TOPICS)
        return false;
    const int before = builtin_edit_total(c), share = before / ((int)json_len(c->topics) + 1);
    if (minutes <= 0)
        minutes = share;
    if (minutes < 1)
        minutes = 1;
    c->subject = made.name;
    builtin_edit_scale(c, (int)num_clamp(before - minutes, 1, INT32_MAX));
    json *one = json_new_object(a);
    json_put_text(a, one, "name", made.name);
    json_put_text(a, one, "description", made.description);
    json_put_int(a, one, "daily_study_minutes", minutes);
    json_put_text(a, one, "expected_outcome", made.outcome);
    json_put_text(a, one, "key", made.key);
    json_put_text(a, one, "prescription", made.session);
    json_add(a, c->topics, one);
    builtin_edit_reason(c, made.name, "added");
    return true;
}

bool builtin_edit_ease(struct builtin_edit *c, json *topic, bool easier)
{
    static const enum difficulty up_or_down[][4] = {
        {[EASY] = MEDIUM, [MEDIUM] = HARD, [HARD] = HARD, [MIXED] = HARD},
        {[EASY] = EASY, [MEDIUM] = EASY, [HARD] = MEDIUM, [MIXED] = EASY}};
    struct prescription shape;
    const char *why;
    const char *before = json_get_text(topic, "prescription", "");
    if (prescription_parse(c->arena, before, &shape, &why) != OK)
        return false;
    for (int i = 0; i < shape.blocks_n; i++)
        shape.blocks[i].level = up_or_down[easier][shape.blocks[i].level];
    const char *now = prescription_text(c->arena, &shape);
    if (text_equal(before, now))
        return false;
    json_put_text(c->arena, topic, "prescription", now);
    builtin_edit_reason(c, json_get_text(topic, "name", ""), "words");
    return true;
}
