#include "builtin/builtin_edit.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_own.h"
#include "library/prescription.h"
#include <string.h>

enum { MOST_TOPICS = 12, REASON_WORDS = 25 };

static const struct sentences *says(const struct builtin_edit *edit)
{
    return library_sentences(edit->library);
}

/* Minutes that a wish for the whole plan moved once more have two reasons. */
static void add_reason(const struct builtin_edit *edit, json *value)
{
    const char *old = json_get_text(value, "reason", "");
    const char *both =
        SAY(says(edit), edit->arena, SAY_CHANGES_TWO_REASONS,
            {"first", arena_text(edit->arena, old, strlen(old) - 1)}, {"wish", edit->sentence});
    if (!text_contains(old, edit->sentence) && text_words(both) <= REASON_WORDS)
        json_put_text(edit->arena, value, "reason", both);
}

/* The clause that speaks of a topic is the reason for what became of it; one that speaks of another only
 * where there is no better. */
void builtin_edit_reason(struct builtin_edit *edit, const char *topic, const char *what)
{
    struct arena *a = edit->arena;
    json *r = NULL;
    for (size_t i = 0; i < json_len(edit->reasons); i++) {
        json *old = json_at(edit->reasons, i);
        if (text_equal(json_get_text(old, "topic", ""), topic) &&
            text_equal(json_get_text(old, "what", ""), what))
            r = old;
    }
    if (r && !*edit->subject && text_equal(what, "minutes"))
        add_reason(edit, r);
    if (r && !text_equal(edit->subject, topic))
        return;
    if (!r) {
        r = json_new_object(a);
        json_add(a, edit->reasons, r);
    }
    enum sentence which = SAY_CHANGES_ASKED;
    if (*edit->subject && !text_equal(edit->subject, topic) && text_equal(what, "minutes"))
        which = SAY_CHANGES_FOLLOWS;
    const char *asked = text_head_words(a, edit->sentence, REASON_WORDS - 9);
    json_put_text(a, r, "topic", topic);
    json_put_text(a, r, "what", what);
    json_put_text(a, r, "reason", SAY(says(edit), a, which, {"topic", edit->subject}, {"wish", asked}));
}

int builtin_edit_minutes(const json *topic)
{
    return (int)json_get_int(topic, "daily_study_minutes", 0);
}

void builtin_edit_set(struct builtin_edit *edit, json *topic, int minutes)
{
    if (minutes == builtin_edit_minutes(topic))
        return;
    json_put_int(edit->arena, topic, "daily_study_minutes", num_clamp(minutes, 1, INT32_MAX));
    builtin_edit_reason(edit, json_get_text(topic, "name", ""), "minutes");
}

int builtin_edit_total(const struct builtin_edit *edit)
{
    int sum = 0;
    for (size_t i = 0; i < json_len(edit->topics); i++)
        sum += builtin_edit_minutes(json_at(edit->topics, i));
    return sum;
}

/* The topic with the most minutes; NULL: none has more than one. */
static json *longest(const struct builtin_edit *edit)
{
    json *found = NULL;
    int most = 1;
    for (size_t i = 0; i < json_len(edit->topics); i++) {
        json *t = json_at(edit->topics, i);
        if (builtin_edit_minutes(t) <= most)
            continue;
        most = builtin_edit_minutes(t);
        found = t;
    }
    return found;
}

bool builtin_edit_scale(struct builtin_edit *edit, int wanted)
{
    const int before = builtin_edit_total(edit);
    const size_t n = json_len(edit->topics);
    if (before <= 0 || wanted < (int)n)
        return false;
    for (size_t i = 0; i < n; i++) {
        json *t = json_at(edit->topics, i);
        builtin_edit_set(edit, t, builtin_edit_minutes(t) * wanted / before);
    }
    for (int over; (over = builtin_edit_total(edit) - wanted) != 0;) {
        json *t = json_at(edit->topics, 0);
        if (over > 0) { /* the longest gives, minute by minute */
            t = longest(edit);
            over = 1;
        }
        if (!t)
            return false;
        builtin_edit_set(edit, t, builtin_edit_minutes(t) - over);
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
void builtin_edit_move(struct builtin_edit *edit, json *topic, bool more)
{
    const int step = step_for(topic), way = more ? 1 : -1;
    int moved = 0;
    for (size_t round = 0; round < 60 && moved < step; round++) {
        const size_t n = json_len(edit->topics);
        size_t at = round % n; /* the first gets, the last gives */
        if (more)
            at = n - 1 - at;
        json *other = json_at(edit->topics, at);
        if (other == topic || library_mock_family(edit->library, json_get_text(other, "key", "")) ||
            (more && builtin_edit_minutes(other) <= 1))
            continue;
        if (!more && builtin_edit_minutes(topic) - moved <= 1)
            break;
        builtin_edit_set(edit, other, builtin_edit_minutes(other) - way);
        moved++;
    }
    if (moved)
        builtin_edit_set(edit, topic, builtin_edit_minutes(topic) + way * moved);
}

void builtin_edit_drop(struct builtin_edit *edit, size_t at)
{
    struct arena *a = edit->arena;
    const json *gone = json_at(edit->topics, at);
    const int freed = builtin_edit_minutes(gone);
    builtin_edit_reason(edit, json_get_text(gone, "name", ""), "dropped");
    json *kept = json_new_array(a);
    for (size_t i = 0; i < json_len(edit->topics); i++)
        if (i != at)
            json_add(a, kept, json_at(edit->topics, i));
    edit->topics = kept;
    (void)builtin_edit_scale(edit, builtin_edit_total(edit) + freed);
}

void builtin_edit_to_front(struct builtin_edit *edit, size_t at)
{
    struct arena *a = edit->arena;
    if (at == 0)
        return;
    json *order = json_new_array(a);
    json_add(a, order, json_at(edit->topics, at));
    for (size_t i = 0; i < json_len(edit->topics); i++)
        if (i != at)
            json_add(a, order, json_at(edit->topics, i));
    builtin_edit_reason(edit, json_get_text(json_at(edit->topics, at), "name", ""), "priority");
    edit->topics = order;
}

static bool has_name(const struct builtin_edit *edit, const char *name)
{
    for (size_t i = 0; i < json_len(edit->topics); i++)
        if (text_equal(text_fold(edit->arena, json_get_text(json_at(edit->topics, i), "name", "")),
                       text_fold(edit->arena, name)))
            return true;
    return false;
}

bool builtin_edit_add(struct builtin_edit *edit, const struct library_topic *topic, const char *words,
                      int minutes)
{
    struct arena *a = edit->arena;
    const struct library_family *general = library_find(edit->library, "general");
    struct library_topic made = {0};
    if (general && general->own)
        made = *general->own;
    made.name = builtin_own_name(edit->library, a, words);
    made.description = builtin_own_description(edit->library, a, words);
    if (topic)
        made = *topic;
    if (!made.key || text_blank(made.name) || has_name(edit, made.name) ||
        json_len(edit->topics) == MOST_TOPICS)
        return false;
    const int before = builtin_edit_total(edit), share = before / ((int)json_len(edit->topics) + 1);
    if (minutes <= 0)
        minutes = share;
    if (minutes < 1)
        minutes = 1;
    edit->subject = made.name;
    builtin_edit_scale(edit, (int)num_clamp(before - minutes, 1, INT32_MAX));
    json *one = json_new_object(a);
    json_put_text(a, one, "name", made.name);
    json_put_text(a, one, "description", made.description);
    json_put_int(a, one, "daily_study_minutes", minutes);
    json_put_text(a, one, "expected_outcome", made.outcome);
    json_put_text(a, one, "key", made.key);
    json_put_text(a, one, "prescription", made.session);
    json_add(a, edit->topics, one);
    builtin_edit_reason(edit, made.name, "added");
    return true;
}

bool builtin_edit_ease(struct builtin_edit *edit, json *topic, bool easier)
{
    static const enum difficulty up_or_down[][4] = {
        {[EASY] = MEDIUM, [MEDIUM] = HARD, [HARD] = HARD, [MIXED] = HARD},
        {[EASY] = EASY, [MEDIUM] = EASY, [HARD] = MEDIUM, [MIXED] = EASY}};
    struct prescription shape;
    const char *why;
    const char *before = json_get_text(topic, "prescription", "");
    if (prescription_parse(edit->arena, before, &shape, &why) != OK)
        return false;
    for (int i = 0; i < shape.blocks_n; i++)
        shape.blocks[i].level = up_or_down[easier][shape.blocks[i].level];
    const char *now = prescription_text(edit->arena, &shape);
    if (text_equal(before, now))
        return false;
    json_put_text(edit->arena, topic, "prescription", now);
    builtin_edit_reason(edit, json_get_text(topic, "name", ""), "words");
    return true;
}
