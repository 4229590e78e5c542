#include "builtin/builtin_edit.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_wish_new.h"
#include "builtin/builtin_wish_state.h"
#include "library/prescription.h"
#include <string.h>

enum { LEAST = 2, MOST_PLAN = 12, SLOTS = 2 * BUILTIN_WISH_OPERATIONS, REASON_WORDS = 25 };

/* A topic while the minutes are dealt out. */
struct slot {
    json *topic;
    int before, minutes;
    size_t was; /* its place in the plan; BUILTIN_WISH_NEW */
    bool gone;
    bool fixed;         /* its minutes were asked for */
    int way;            /* 1: more of it was asked for, -1: less */
    bool mock;          /* a rehearsal keeps its time */
    const char *clause; /* what was asked of it; NULL: nothing */
};

struct dealing {
    struct builtin_wish *wish;
    struct slot slots[SLOTS];
    size_t n;
    int day;
    json *reasons;
};

int builtin_edit_total(const json *topics)
{
    int sum = 0;
    for (size_t i = 0; i < json_len(topics); i++)
        sum += (int)json_get_int(json_at(topics, i), "daily_study_minutes", 0);
    return sum;
}

static const char *name_of(const struct slot *slot)
{
    return json_get_text(slot->topic, "name", "");
}

/* ---- reasons ---- */

static void reason(struct dealing *dealing, const char *topic, const char *what, const char *text,
                   bool follows)
{
    struct arena *a = dealing->wish->arena;
    json *one = json_new_object(a);
    json_put_text(a, one, "topic", topic);
    json_put_text(a, one, "what", what);
    json_put_text(a, one, "reason", text_head_words(a, text, REASON_WORDS));
    if (follows)
        json_put_bool(a, one, "follows", true);
    json_add(a, dealing->reasons, one);
}

static const char *asked(const struct dealing *dealing, const char *clause)
{
    struct arena *a = dealing->wish->arena;
    return SAY(library_sentences(dealing->wish->library), a, SAY_CHANGES_ASKED,
               {"wish", text_head_words(a, clause, REASON_WORDS - 4)});
}

/* The minutes that nobody asked for have the whole wish's length of day as their reason. */
static const char *why_follows(const struct dealing *dealing, bool longer)
{
    struct arena *a = dealing->wish->arena;
    const struct sentences *says = library_sentences(dealing->wish->library);
    const struct hole holes[] = {
        {"minutes", num_text(a, dealing->day)},
        {"wish", text_head_words(a, dealing->wish->day_clause, REASON_WORDS - 12)},
    };
    return fill_holes(a, sentences_text(says, longer ? SAY_CHANGES_NEW_DAY : SAY_CHANGES_FOLLOWS), holes, 2);
}

/* ---- dealing out ---- */

static void ask_of(struct dealing *dealing, enum sentence which, const struct slot *slot)
{
    struct arena *a = dealing->wish->arena;
    const char *name = "";
    int minutes = dealing->day;
    if (slot) {
        name = name_of(slot);
        minutes = slot->before;
    }
    const struct hole holes[] = {
        {"topic", name}, {"minutes", num_text(a, minutes)}, {"topics", num_text(a, (int64_t)dealing->n)}};
    builtin_wish_state_question(dealing->wish, which, holes, sizeof holes / sizeof *holes);
}

static int step_for(int minutes)
{
    static const struct {
        int from, step; /* minutes */
    } steps[] = {{20, 10}, {8, 5}, {3, 2}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (minutes >= steps[i].from)
            return steps[i].step;
    return 1;
}

static int sum_of(const struct dealing *dealing)
{
    int sum = 0;
    for (size_t i = 0; i < dealing->n; i++)
        if (!dealing->slots[i].gone)
            sum += dealing->slots[i].minutes;
    return sum;
}

/* Of the topics whose minutes nobody asked for the one that gives (or takes) a minute next: the longest
 * gives, the one that got least of what it had takes. NULL: none can. */
static struct slot *next_to_move(struct dealing *dealing, int way, bool mocks)
{
    struct slot *found = NULL;
    for (size_t i = 0; i < dealing->n; i++) {
        struct slot *slot = &dealing->slots[i];
        if (slot->gone || slot->fixed || (slot->mock && !mocks) || (way < 0 && slot->minutes <= LEAST))
            continue;
        if (!found || (way < 0 && slot->minutes > found->minutes) ||
            (way > 0 && slot->minutes * found->before < found->minutes * slot->before))
            found = slot;
    }
    return found;
}

/* More of what more was asked of, if nothing else can take it. */
static struct slot *wanted_more(struct dealing *dealing)
{
    for (size_t i = 0; i < dealing->n; i++)
        if (!dealing->slots[i].gone && dealing->slots[i].way > 0)
            return &dealing->slots[i];
    return NULL;
}

static bool balance(struct dealing *dealing)
{
    for (int over; (over = sum_of(dealing) - dealing->day) != 0;) {
        const int way = over > 0 ? -1 : 1;
        struct slot *slot = next_to_move(dealing, way, false);
        if (!slot)
            slot = next_to_move(dealing, way, true);
        if (!slot && way > 0)
            slot = wanted_more(dealing);
        if (!slot)
            return false;
        slot->minutes += way;
    }
    return true;
}

/* What has less than before, though more was asked, or the other way round: there is no room. */
static bool holds(const struct dealing *dealing)
{
    for (size_t i = 0; i < dealing->n; i++) {
        const struct slot *slot = &dealing->slots[i];
        if (!slot->gone && slot->way && (slot->minutes - slot->before) * slot->way <= 0)
            return false;
    }
    return true;
}

/* ---- operations ---- */

static void ease(struct dealing *dealing, struct slot *slot, const struct builtin_operation *operation)
{
    static const enum difficulty moved[][4] = {
        {[EASY] = MEDIUM, [MEDIUM] = HARD, [HARD] = HARD, [MIXED] = HARD},
        {[EASY] = EASY, [MEDIUM] = EASY, [HARD] = MEDIUM, [MIXED] = EASY}};
    struct arena *a = dealing->wish->arena;
    struct prescription shape;
    const char *why, *before = json_get_text(slot->topic, "prescription", "");
    if (prescription_parse(a, before, &shape, &why) != OK)
        return;
    for (int i = 0; i < shape.blocks_n; i++)
        shape.blocks[i].level = moved[operation->op == BUILTIN_OP_EASIER][shape.blocks[i].level];
    const char *now = prescription_text(a, &shape);
    if (text_equal(before, now))
        return;
    json_put_text(a, slot->topic, "prescription", now);
    reason(dealing, name_of(slot), "words", asked(dealing, operation->clause), false);
}

static void less(struct dealing *dealing, struct slot *slot)
{
    if (slot->before <= LEAST)
        ask_of(dealing, SAY_CHANGES_ASK_SMALL, slot);
    else
        slot->minutes = (int)num_max(slot->before - step_for(slot->before), LEAST);
}

static void operate(struct dealing *dealing, const struct builtin_operation *operation)
{
    struct slot *slot = &dealing->slots[operation->topic];
    switch (operation->op) {
    case BUILTIN_OP_MORE:
        slot->minutes = slot->before + step_for(slot->before);
        slot->way = 1;
        break;
    case BUILTIN_OP_LESS:
        less(dealing, slot);
        slot->way = -1;
        break;
    case BUILTIN_OP_MINUTES:
        slot->minutes = operation->to;
        if (operation->to < LEAST)
            ask_of(dealing, SAY_CHANGES_ASK_SMALL, slot);
        break;
    case BUILTIN_OP_DROP:
        slot->gone = true;
        reason(dealing, name_of(slot), "dropped", asked(dealing, operation->clause), false);
        break;
    case BUILTIN_OP_HARDER:
    case BUILTIN_OP_EASIER:
        ease(dealing, slot, operation);
        return;
    default:
        return;
    }
    slot->fixed = true;
    slot->clause = operation->clause;
}

/* ---- a new topic ---- */

static bool has_name(const struct dealing *dealing, const char *name)
{
    struct arena *a = dealing->wish->arena;
    for (size_t i = 0; i < dealing->n; i++)
        if (!dealing->slots[i].gone &&
            text_equal(text_fold(a, name_of(&dealing->slots[i])), text_fold(a, name)))
            return true;
    return false;
}

static void add(struct dealing *dealing, const struct builtin_operation *operation)
{
    struct arena *a = dealing->wish->arena;
    struct library_topic made;
    const struct builtin_wish *wish = dealing->wish;
    if (!builtin_wish_new_topic(wish->library, a, wish->role, operation->words, &made)) {
        builtin_wish_state_question(dealing->wish, SAY_CHANGES_ASK_NAME,
                                    &(struct hole){"topic", operation->words}, 1);
        return;
    }
    if (has_name(dealing, made.name)) {
        builtin_wish_state_question(dealing->wish, SAY_CHANGES_ASK_THERE, &(struct hole){"topic", made.name},
                                    1);
        return;
    }
    if (dealing->n >= MOST_PLAN) {
        ask_of(dealing, SAY_CHANGES_FULL, NULL);
        return;
    }
    json *one = json_new_object(a);
    json_put_text(a, one, "name", made.name);
    json_put_text(a, one, "description", made.description);
    json_put_int(a, one, "daily_study_minutes", 0);
    json_put_text(a, one, "expected_outcome", made.outcome);
    json_put_text(a, one, "key", made.key);
    json_put_text(a, one, "prescription", made.session);
    int minutes = operation->to;
    if (!minutes)
        minutes = (int)num_max(dealing->day / ((int)dealing->n + 1), LEAST);
    dealing->slots[dealing->n++] = (struct slot){.topic = one,
                                                 .minutes = minutes,
                                                 .was = BUILTIN_WISH_NEW,
                                                 .fixed = true,
                                                 .clause = operation->clause};
    reason(dealing, made.name, "added", asked(dealing, operation->clause), false);
}

/* ---- the day ---- */

/* All in proportion, none below what a question needs. */
static void scale(struct dealing *dealing, int before)
{
    for (size_t i = 0; i < dealing->n && before > 0; i++) {
        struct slot *slot = &dealing->slots[i];
        if (!slot->fixed && !slot->gone)
            slot->minutes = (int)num_max(slot->before * dealing->day / before, LEAST);
    }
}

/* So few minutes that not every topic has its question: the last wait. */
static void let_wait(struct dealing *dealing)
{
    size_t room = (size_t)num_max(dealing->day / LEAST, 0), there = 0;
    for (size_t i = 0; i < dealing->n; i++)
        there += !dealing->slots[i].gone;
    if (room * 2 < there || room == 0) {
        ask_of(dealing, SAY_CHANGES_TOO_FEW, NULL);
        return;
    }
    for (size_t i = dealing->n; i > 0 && there > room; i--) {
        struct slot *slot = &dealing->slots[i - 1];
        if (slot->gone || slot->fixed)
            continue;
        slot->gone = true;
        there--;
        reason(dealing, name_of(slot), "dropped", why_follows(dealing, true), true);
    }
}

static void tell_minutes(struct dealing *dealing, bool longer)
{
    struct arena *a = dealing->wish->arena;
    for (size_t i = 0; i < dealing->n; i++) {
        const struct slot *slot = &dealing->slots[i];
        json_put_int(a, slot->topic, "daily_study_minutes", slot->minutes);
        if (slot->gone || slot->was == BUILTIN_WISH_NEW || slot->minutes == slot->before)
            continue;
        const char *why = why_follows(dealing, longer);
        if (slot->clause)
            why = asked(dealing, slot->clause);
        reason(dealing, name_of(slot), "minutes", why, !slot->clause);
    }
}

/* ---- places ---- */

static void move_to(struct slot *slots, size_t from, size_t to)
{
    const struct slot moved = slots[from];
    if (from < to)
        memmove(&slots[from], &slots[from + 1], (to - from) * sizeof *slots);
    else
        memmove(&slots[to + 1], &slots[to], (from - to) * sizeof *slots);
    slots[to] = moved;
}

static void set_places(struct dealing *dealing)
{
    const struct builtin_wish *wish = dealing->wish;
    for (size_t i = 0; i < wish->operations_n; i++) {
        const struct builtin_operation *operation = &wish->operations[i];
        if (operation->op != BUILTIN_OP_PLACE)
            continue;
        size_t at = 0;
        while (dealing->slots[at].was != operation->topic)
            at++;
        const size_t to = num_min((size_t)operation->to - 1, dealing->n - 1);
        if (at == to)
            continue;
        move_to(dealing->slots, at, to);
        dealing->slots[to].clause = operation->clause;
        reason(dealing, name_of(&dealing->slots[to]), "priority", asked(dealing, operation->clause), false);
    }
}

static struct builtin_edit finish(struct dealing *dealing)
{
    struct arena *a = dealing->wish->arena;
    struct builtin_edit edit = {.topics = json_new_array(a), .reasons = dealing->reasons};
    for (size_t i = 0; i < dealing->n; i++)
        if (!dealing->slots[i].gone)
            json_add(a, edit.topics, dealing->slots[i].topic);
    return edit;
}

static void begin(struct dealing *dealing)
{
    const struct builtin_wish *wish = dealing->wish;
    for (size_t i = 0; i < json_len(wish->topics) && i < MOST_PLAN; i++) {
        json *topic = json_copy(wish->arena, json_at(wish->topics, i));
        const int minutes = (int)json_get_int(topic, "daily_study_minutes", 0);
        dealing->slots[dealing->n++] = (struct slot){
            .topic = topic,
            .was = i,
            .before = minutes,
            .minutes = minutes,
            .mock = library_mock_family(wish->library, json_get_text(topic, "key", "")) != NULL};
    }
}

struct builtin_edit builtin_edit_apply(struct builtin_wish *wish)
{
    struct dealing dealing = {.wish = wish, .reasons = json_new_array(wish->arena)};
    begin(&dealing);
    const int before = sum_of(&dealing);
    const bool longer = wish->day && wish->day != before;
    dealing.day = longer ? wish->day : before;
    for (size_t i = 0; i < wish->operations_n; i++)
        if (wish->operations[i].op == BUILTIN_OP_ADD)
            add(&dealing, &wish->operations[i]);
        else
            operate(&dealing, &wish->operations[i]);
    if (longer)
        let_wait(&dealing);
    if (longer && !wish->asked_n)
        scale(&dealing, before);
    if (!wish->asked_n && (!balance(&dealing) || !holds(&dealing)))
        ask_of(&dealing, SAY_CHANGES_ASK_ROOM, NULL);
    tell_minutes(&dealing, longer);
    set_places(&dealing);
    return finish(&dealing);
}
