#include "llm/contract.h"
#include "base/text.h"
#include <string.h>

/* ---- the schema subset ---- */

enum { DEEPEST = 32 };

static const char *const known_words[] = {
    "$schema",   "$id",        "title",    "description",
    "type",      "properties", "required", "additionalProperties",
    "items",     "minItems",   "maxItems", "enum",
    "const",     "minimum",    "maximum",  "minLength",
    "maxLength", "maxWords",
};

static bool is_known(const char *word)
{
    for (size_t i = 0; i < sizeof known_words / sizeof *known_words; i++)
        if (text_equal(known_words[i], word))
            return true;
    return false;
}

static enum err known_at(struct arena *a, const json *schema, int depth, const char **why)
{
    if (json_kind_of(schema) != JSON_OBJECT || depth > DEEPEST) {
        *why = "a schema is an object, at most 32 levels deep";
        return ERR_INPUT;
    }
    for (size_t i = 0; i < json_members(schema); i++) {
        const char *word;
        json_member(schema, i, &word);
        if (!is_known(word)) {
            *why = arena_printf(a, "the schema word “%s” is not in the subset", word);
            return ERR_INPUT;
        }
    }
    const json *properties = json_get(schema, "properties");
    for (size_t i = 0; i < json_members(properties); i++) {
        const char *name;
        const enum err e = known_at(a, json_member(properties, i, &name), depth + 1, why);
        if (e != OK)
            return e;
    }
    const json *items = json_get(schema, "items");
    return items ? known_at(a, items, depth + 1, why) : OK;
}

enum err contract_known(struct arena *a, const json *schema, const char **why)
{
    return known_at(a, schema, 0, why);
}

/* Where a check stands and what was wrong there. */
struct check {
    struct arena *arena;
    const char **why;
};

static enum err wrong(const struct check *c, const char *at, const char *what)
{
    *c->why = arena_printf(c->arena, "%s: %s", *at ? at : "/", what);
    return ERR_INPUT;
}

static bool type_fits(const char *type, const json *value)
{
    static const struct {
        const char *name;
        enum json_kind kind;
    } types[] = {
        {"object", JSON_OBJECT}, {"array", JSON_ARRAY}, {"string", JSON_TEXT}, {"integer", JSON_INT},
        {"boolean", JSON_BOOL},  {"null", JSON_NULL},   {"number", JSON_REAL}, {"number", JSON_INT},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_equal(types[i].name, type) && json_kind_of(value) == types[i].kind)
            return true;
    return false;
}

static bool one_type_fits(const json *type, const json *value)
{
    if (json_kind_of(type) == JSON_TEXT)
        return type_fits(json_text(type, ""), value);
    for (size_t i = 0; i < json_len(type); i++)
        if (type_fits(json_text(json_at(type, i), ""), value))
            return true;
    return false;
}

static enum err check_choice(const struct check *c, const json *schema, const json *value, const char *at)
{
    const json *only = json_get(schema, "const");
    if (only && !json_equal(only, value))
        return wrong(c, at, arena_printf(c->arena, "must be %s", json_write(c->arena, only)));
    const json *choices = json_get(schema, "enum");
    if (!choices)
        return OK;
    for (size_t i = 0; i < json_len(choices); i++)
        if (json_equal(json_at(choices, i), value))
            return OK;
    return wrong(c, at, arena_printf(c->arena, "must be one of %s", json_write(c->arena, choices)));
}

static enum err check_number(const struct check *c, const json *schema, const json *value, const char *at)
{
    const double v = json_real(value, 0);
    const json *min = json_get(schema, "minimum"), *max = json_get(schema, "maximum");
    if (min && v < json_real(min, 0))
        return wrong(c, at, arena_printf(c->arena, "less than %s", json_write(c->arena, min)));
    if (max && v > json_real(max, 0))
        return wrong(c, at, arena_printf(c->arena, "more than %s", json_write(c->arena, max)));
    return OK;
}

static enum err check_text(const struct check *c, const json *schema, const json *value, const char *at)
{
    const char *text = json_text(value, "");
    const int64_t min = json_get_int(schema, "minLength", 0),
                  max = json_get_int(schema, "maxLength", INT64_MAX),
                  words = json_get_int(schema, "maxWords", INT64_MAX);
    if ((int64_t)text_length(text) < min)
        return wrong(c, at,
                     min == 1 ? "must not be empty"
                              : arena_printf(c->arena, "fewer than %lld characters", (long long)min));
    if ((int64_t)text_length(text) > max)
        return wrong(c, at, arena_printf(c->arena, "more than %lld characters", (long long)max));
    if (words != INT64_MAX && (int64_t)text_words(text) > words)
        return wrong(c, at, arena_printf(c->arena, "more than %lld words", (long long)words));
    return OK;
}

static enum err check_at(const struct check *c, const json *schema, const json *value, const char *at,
                         int depth);

static enum err check_array(const struct check *c, const json *schema, const json *value, const char *at,
                            int depth)
{
    const int64_t n = (int64_t)json_len(value);
    const int64_t min = json_get_int(schema, "minItems", 0),
                  max = json_get_int(schema, "maxItems", INT64_MAX);
    if (n < min)
        return wrong(c, at, arena_printf(c->arena, "fewer than %lld items", (long long)min));
    if (n > max)
        return wrong(c, at, arena_printf(c->arena, "more than %lld items", (long long)max));
    const json *items = json_get(schema, "items");
    for (int64_t i = 0; items && i < n; i++) {
        const char *where = arena_printf(c->arena, "%s/%lld", at, (long long)i);
        const enum err e = check_at(c, items, json_at(value, (size_t)i), where, depth + 1);
        if (e != OK)
            return e;
    }
    return OK;
}

static enum err check_object(const struct check *c, const json *schema, const json *value, const char *at,
                             int depth)
{
    const json *required = json_get(schema, "required");
    for (size_t i = 0; i < json_len(required); i++) {
        const char *name = json_text(json_at(required, i), "");
        if (!json_get(value, name))
            return wrong(c, arena_printf(c->arena, "%s/%s", at, name), "is missing");
    }
    const json *properties = json_get(schema, "properties");
    const json *more = json_get(schema, "additionalProperties");
    const bool closed =
        json_kind_of(more) == JSON_BOOL && !json_get_bool(schema, "additionalProperties", true);
    for (size_t i = 0; i < json_members(value); i++) {
        const char *name;
        const json *member = json_member(value, i, &name);
        const json *of = json_get(properties, name);
        const char *where = arena_printf(c->arena, "%s/%s", at, name);
        if (!of && closed)
            return wrong(c, where, "is not expected here");
        const enum err e = of ? check_at(c, of, member, where, depth + 1) : OK;
        if (e != OK)
            return e;
    }
    return OK;
}

static enum err check_at(const struct check *c, const json *schema, const json *value, const char *at,
                         int depth)
{
    if (depth > DEEPEST)
        return wrong(c, at, "too deep");
    const json *type = json_get(schema, "type");
    if (type && !one_type_fits(type, value))
        return wrong(c, at, arena_printf(c->arena, "must be of type %s", json_write(c->arena, type)));
    const enum err e = check_choice(c, schema, value, at);
    if (e != OK)
        return e;
    switch (json_kind_of(value)) {
    case JSON_INT:
    case JSON_REAL:
        return check_number(c, schema, value, at);
    case JSON_TEXT:
        return check_text(c, schema, value, at);
    case JSON_ARRAY:
        return check_array(c, schema, value, at, depth);
    case JSON_OBJECT:
        return check_object(c, schema, value, at, depth);
    default:
        return OK;
    }
}

enum err contract_check(struct arena *a, const json *schema, const json *document, const char **why)
{
    const struct check c = {.arena = a, .why = why};
    return check_at(&c, schema, document, "", 0);
}

/* ---- cross-field rules ---- */

static enum err plan_rules(const struct check *c, const json *input, const json *answer)
{
    (void)input;
    const json *topics = json_get(answer, "plan_topics");
    const size_t n = json_len(topics);
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        const json *t = json_at(topics, i);
        const int64_t priority = json_get_int(t, "priority", 0);
        const char *at = arena_printf(c->arena, "/plan_topics/%zu", i);
        sum += json_get_int(t, "daily_study_minutes", 0);
        if (priority < 1 || priority > (int64_t)n)
            return wrong(c, at, "priorities must be a ranking from 1 without gaps");
        for (size_t k = 0; k < i; k++) {
            const json *other = json_at(topics, k);
            if (json_get_int(other, "priority", 0) == priority)
                return wrong(c, at, "two topics have the same priority");
            if (text_equal(text_fold(c->arena, json_get_text(other, "name", "")),
                           text_fold(c->arena, json_get_text(t, "name", ""))))
                return wrong(c, at, "the same topic twice");
        }
    }
    if (sum != json_get_int(json_get(answer, "plan_overview"), "total_daily_minutes", -1))
        return wrong(c, "/plan_overview/total_daily_minutes", "the topics' minutes must add up to it");
    return OK;
}

static const json *topic_named(struct arena *a, const json *topics, const char *name)
{
    for (size_t i = 0; i < json_len(topics); i++)
        if (text_equal(text_fold(a, json_get_text(json_at(topics, i), "name", "")), text_fold(a, name)))
            return json_at(topics, i);
    return NULL;
}

static bool has_reason(struct arena *a, const json *reasons, const char *topic, const char *what)
{
    for (size_t i = 0; i < json_len(reasons); i++) {
        const json *r = json_at(reasons, i);
        if (text_equal(json_get_text(r, "what", ""), what) && !text_blank(json_get_text(r, "reason", "")) &&
            text_equal(text_fold(a, json_get_text(r, "topic", "")), text_fold(a, topic)))
            return true;
    }
    return false;
}

/* Every topic added, dropped or given other minutes says why. */
static enum err reasons_rules(const struct check *c, const json *input, const json *answer,
                              const char *member)
{
    const json *before = json_get(json_get(input, "plan"), "plan_topics"),
               *after = json_get(answer, "plan_topics");
    const json *reasons = json_get(answer, member);
    const char *at = arena_printf(c->arena, "/%s", member);
    for (size_t i = 0; i < json_len(after); i++) {
        const json *now = json_at(after, i);
        const char *name = json_get_text(now, "name", "");
        const json *old = topic_named(c->arena, before, name);
        if (!old && !has_reason(c->arena, reasons, name, "added"))
            return wrong(c, at, arena_printf(c->arena, "no reason for the added topic “%s”", name));
        if (old &&
            json_get_int(old, "daily_study_minutes", 0) != json_get_int(now, "daily_study_minutes", 0) &&
            !has_reason(c->arena, reasons, name, "minutes"))
            return wrong(c, at, arena_printf(c->arena, "no reason for the other minutes of “%s”", name));
    }
    for (size_t i = 0; i < json_len(before); i++) {
        const char *name = json_get_text(json_at(before, i), "name", "");
        if (!topic_named(c->arena, after, name) && !has_reason(c->arena, reasons, name, "dropped"))
            return wrong(c, at, arena_printf(c->arena, "no reason for dropping “%s”", name));
    }
    return OK;
}

static enum err changes_rules(const struct check *c, const json *input, const json *answer)
{
    const enum err e = plan_rules(c, input, answer);
    return e != OK ? e : reasons_rules(c, input, answer, "reasons");
}

static bool was_asked(const json *asked, const char *question)
{
    for (size_t i = 0; i < json_len(asked); i++)
        if (text_equal(json_get_text(json_at(asked, i), "question", ""), question))
            return true;
    return false;
}

static enum err questions_rules(const struct check *c, const json *input, const json *answer)
{
    const json *list = json_get(answer, "questions");
    for (size_t i = 0; i < json_len(list); i++) {
        const json *q = json_at(list, i);
        const char *at = arena_printf(c->arena, "/questions/%zu", i);
        const char *text = json_get_text(q, "question", "");
        const bool redo = text_equal(json_get_text(q, "status", ""), "redo");
        const bool reason = !text_blank(json_get_text(q, "redo_reason", ""));
        if (redo && !reason)
            return wrong(c, at, "a redo needs a redo_reason");
        if (!redo && reason)
            return wrong(c, at, "only a redo has a redo_reason");
        if (redo && !was_asked(json_get(input, "asked"), text))
            return wrong(c, at, "a redo must name, letter for letter, a question that was asked");
        for (size_t k = 0; k < i; k++)
            if (text_equal(json_get_text(json_at(list, k), "question", ""), text))
                return wrong(c, at, "the same question twice");
    }
    return OK;
}

static enum err mark_rules(const struct check *c, const json *input, const json *answer)
{
    const char *text = json_get_text(input, "answer", "");
    const json *anchors = json_get(answer, "anchors");
    for (size_t i = 0; i < json_len(anchors); i++) {
        const json *one = json_at(anchors, i);
        const char *at = arena_printf(c->arena, "/anchors/%zu/quote", i);
        const char *quote = json_get_text(one, "quote", "");
        const bool landed = json_get_bool(one, "landed", false);
        if (!landed && *quote)
            return wrong(c, at, "an anchor that did not land has no quotation");
        if (landed && text_blank(quote))
            return wrong(c, at, "an anchor that landed needs a quotation from the answer");
        if (landed && !text_contains(text, quote))
            return wrong(c, at, "is not in the answer letter for letter");
    }
    return OK;
}

static enum err review_rules(const struct check *c, const json *input, const json *answer)
{
    const bool change = text_equal(json_get_text(answer, "verdict", ""), "change");
    const bool whole =
        json_get(answer, "plan_overview") && json_get(answer, "plan_topics") && json_get(answer, "changes");
    const bool any =
        json_get(answer, "plan_overview") || json_get(answer, "plan_topics") || json_get(answer, "changes");
    if (change && !whole)
        return wrong(c, "", "the verdict change needs plan_overview, plan_topics and changes");
    if (!change && any)
        return wrong(c, "", "when the plan stands there is no changed plan");
    if (!change)
        return OK;
    const enum err e = plan_rules(c, input, answer);
    return e != OK ? e : reasons_rules(c, input, answer, "changes");
}

enum err contract_rules(struct arena *a, const char *mode, const json *input, const json *answer,
                        const char **why)
{
    static const struct {
        const char *mode;
        enum err (*rules)(const struct check *c, const json *input, const json *answer);
    } table[] = {
        {"suggest_plan", plan_rules},
        {"suggest_plan_changes", changes_rules},
        {"generate_questions", questions_rules},
        {"evaluate_answer", mark_rules},
        {"daily_review", review_rules},
    };
    const struct check c = {.arena = a, .why = why};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (text_equal(table[i].mode, mode))
            return table[i].rules(&c, input, answer);
    return OK;
}
