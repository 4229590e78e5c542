#include "llm/contract.h"
#include "base/text.h"
#include <string.h>

enum { DEEPEST = 32, NAME_SHOWN = 60 };

/* ---- is the schema itself in the subset? ---- */

static bool is_text(const json *value)
{
    return json_kind_of(value) == JSON_TEXT;
}

static bool is_number(const json *value)
{
    return json_kind_of(value) == JSON_INT || json_kind_of(value) == JSON_REAL;
}

static bool is_count(const json *value)
{
    return json_int(value, -1) >= 0;
}

static bool is_object(const json *value)
{
    return json_kind_of(value) == JSON_OBJECT;
}

static bool is_list(const json *value)
{
    return json_len(value) > 0;
}

static bool is_names(const json *value)
{
    for (size_t i = 0; i < json_len(value); i++)
        if (!is_text(json_at(value, i)))
            return false;
    return json_kind_of(value) == JSON_ARRAY;
}

static bool is_false(const json *value)
{
    return json_kind_of(value) == JSON_BOOL && !json_is_true(value);
}

static bool is_yes(const json *value)
{
    return json_is_true(value);
}

static bool is_inside(const json *value)
{
    return json_is_true(value) || text_equal(json_text(value, ""), "null");
}

static const struct {
    const char *name;
    enum json_kind kind;
} types[] = {
    {"object", JSON_OBJECT}, {"array", JSON_ARRAY}, {"string", JSON_TEXT}, {"integer", JSON_INT},
    {"boolean", JSON_BOOL},  {"null", JSON_NULL},   {"number", JSON_REAL}, {"number", JSON_INT},
};

static bool is_type(const json *value)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (text_equal(types[i].name, json_text(value, "")))
            return true;
    return false;
}

static bool is_types(const json *value)
{
    for (size_t i = 0; i < json_len(value); i++)
        if (!is_type(json_at(value, i)))
            return false;
    return json_len(value) > 0 || is_type(value);
}

/* THE subset: each word and what it may be set to. */
static const struct {
    const char *word;
    bool (*fits)(const json *v);
    const char *expected;
} subset[] = {
    {"$schema", is_text, "a text"},
    {"$id", is_text, "a text"},
    {"title", is_text, "a text"},
    {"description", is_text, "a text"},
    {"type", is_types, "a JSON type, or a list of them"},
    {"properties", is_object, "an object"},
    {"required", is_names, "a list of names"},
    {"additionalProperties", is_false, "false"},
    {"items", is_object, "one schema"},
    {"minItems", is_count, "a whole number from 0"},
    {"maxItems", is_count, "a whole number from 0"},
    {"enum", is_list, "a list of values"},
    {"const", NULL, "any value"},
    {"minimum", is_number, "a number"},
    {"maximum", is_number, "a number"},
    {"minLength", is_count, "a whole number from 0"},
    {"maxLength", is_count, "a whole number from 0"},
    {"maxWords", is_count, "a whole number from 0"},
    {"inside", is_inside, "true, or \"null\""}, /* both are llm/strict.h's */
    {"told", is_yes, "true"},
};

static enum err known_word(struct arena *a, const char *word, const json *value, const char **why)
{
    for (size_t i = 0; i < sizeof subset / sizeof *subset; i++) {
        if (!text_equal(subset[i].word, word))
            continue;
        if (!subset[i].fits || subset[i].fits(value))
            return OK;
        *why = arena_printf(a, "the schema word “%s” must be %s", word, subset[i].expected);
        return ERR_INPUT;
    }
    *why = arena_printf(a, "the schema word “%s” is not in the subset", text_head(a, word, NAME_SHOWN));
    return ERR_INPUT;
}

static enum err known_at(struct arena *a, const json *schema, int depth, const char **why)
{
    if (!is_object(schema) || depth > DEEPEST) {
        *why = "a schema is an object, at most 32 levels deep";
        return ERR_INPUT;
    }
    for (size_t i = 0; i < json_members(schema); i++) {
        const char *word;
        const json *value = json_member(schema, i, &word);
        const enum err e = known_word(a, word, value, why);
        if (e != OK)
            return e;
    }
    const json *properties = json_get(schema, "properties");
    for (size_t i = 0; i < json_members(properties); i++) {
        const char *name;
        const enum err e = known_at(a, json_member(properties, i, &name), depth + 1, why);
        if (e != OK)
            return e;
    }
    if (!json_has(schema, "items"))
        return OK;
    return known_at(a, json_get(schema, "items"), depth + 1, why);
}

enum err contract_known(struct arena *a, const json *schema, const char **why)
{
    return known_at(a, schema, 0, why);
}

/* ---- does a document hold to it? ---- */

/* Where a check stands and what was wrong there. */
struct check {
    struct arena *arena;
    const char **why;
};

static enum err wrong(const struct check *check, const char *at, const char *what)
{
    *check->why = arena_printf(check->arena, "%s: %s", text_or(at, "/"), what);
    return ERR_INPUT;
}

static bool type_fits(const char *type, const json *value)
{
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

static enum err check_choice(const struct check *check, const json *schema, const json *value, const char *at)
{
    const json *only = json_get(schema, "const");
    if (json_has(schema, "const") && !json_equal(only, value))
        return wrong(check, at, arena_printf(check->arena, "must be %s", json_write(check->arena, only)));
    const json *choices = json_get(schema, "enum");
    if (!choices)
        return OK;
    for (size_t i = 0; i < json_len(choices); i++)
        if (json_equal(json_at(choices, i), value))
            return OK;
    return wrong(check, at,
                 arena_printf(check->arena, "must be one of %s", json_write(check->arena, choices)));
}

static enum err check_number(const struct check *check, const json *schema, const json *value, const char *at)
{
    const double v = json_real(value, 0);
    const json *min = json_get(schema, "minimum"), *max = json_get(schema, "maximum");
    if (min && v < json_real(min, 0))
        return wrong(check, at, arena_printf(check->arena, "less than %s", json_write(check->arena, min)));
    if (max && v > json_real(max, 0))
        return wrong(check, at, arena_printf(check->arena, "more than %s", json_write(check->arena, max)));
    return OK;
}

static enum err check_text(const struct check *check, const json *schema, const json *value, const char *at)
{
    const char *text = json_text(value, "");
    const int64_t min = json_get_int(schema, "minLength", 0),
                  max = json_get_int(schema, "maxLength", INT64_MAX),
                  words = json_get_int(schema, "maxWords", INT64_MAX);
    if (!text_fit(text))
        return wrong(check, at, "a control character");
    if (!*text && min == 1)
        return wrong(check, at, "must not be empty");
    if ((int64_t)text_length(text) < min)
        return wrong(check, at, arena_printf(check->arena, "fewer than %lld characters", (long long)min));
    if ((int64_t)text_length(text) > max)
        return wrong(check, at, arena_printf(check->arena, "more than %lld characters", (long long)max));
    if (words != INT64_MAX && (int64_t)text_words(text) > words)
        return wrong(check, at, arena_printf(check->arena, "more than %lld words", (long long)words));
    return OK;
}

static enum err check_at(const struct check *check, const json *schema, const json *value, const char *at,
                         int depth);

static enum err check_array(const struct check *check, const json *schema, const json *value, const char *at,
                            int depth)
{
    const int64_t n = (int64_t)json_len(value);
    const int64_t min = json_get_int(schema, "minItems", 0),
                  max = json_get_int(schema, "maxItems", INT64_MAX);
    if (n < min)
        return wrong(check, at, arena_printf(check->arena, "fewer than %lld items", (long long)min));
    if (n > max)
        return wrong(check, at, arena_printf(check->arena, "more than %lld items", (long long)max));
    const json *items = json_get(schema, "items");
    for (int64_t i = 0; items && i < n; i++) {
        const char *where = arena_printf(check->arena, "%s/%lld", at, (long long)i);
        const enum err e = check_at(check, items, json_at(value, (size_t)i), where, depth + 1);
        if (e != OK)
            return e;
    }
    return OK;
}

/* The first member that the schema does not name; there is one. */
static const char *unexpected(const json *properties, const json *value)
{
    const char *name = "";
    for (size_t i = 0; i < json_members(value); i++) {
        json_member(value, i, &name);
        if (!json_has(properties, name))
            break;
    }
    return name;
}

/* Goes by the schema's names, which are few, not by the document's, which a model may have made many. */
static enum err check_object(const struct check *check, const json *schema, const json *value, const char *at,
                             int depth)
{
    const json *required = json_get(schema, "required"), *properties = json_get(schema, "properties");
    for (size_t i = 0; i < json_len(required); i++) {
        const char *name = json_text(json_at(required, i), "");
        if (!json_has(value, name))
            return wrong(check, arena_printf(check->arena, "%s/%s", at, name), "is missing");
    }
    size_t named = 0;
    for (size_t i = 0; i < json_members(properties); i++) {
        const char *name;
        const json *of = json_member(properties, i, &name);
        if (!json_has(value, name))
            continue;
        named++;
        const char *where = arena_printf(check->arena, "%s/%s", at, name);
        const enum err e = check_at(check, of, json_get(value, name), where, depth + 1);
        if (e != OK)
            return e;
    }
    if (named == json_members(value) || !json_has(schema, "additionalProperties"))
        return OK;
    const char *name = text_head(check->arena, unexpected(properties, value), NAME_SHOWN);
    return wrong(check, arena_printf(check->arena, "%s/%s", at, name), "is not expected here");
}

static enum err check_at(const struct check *check, const json *schema, const json *value, const char *at,
                         int depth)
{
    if (depth > DEEPEST)
        return wrong(check, at, "too deep");
    const json *type = json_get(schema, "type");
    if (type && !one_type_fits(type, value))
        return wrong(check, at,
                     arena_printf(check->arena, "must be of type %s", json_write(check->arena, type)));
    const enum err e = check_choice(check, schema, value, at);
    if (e != OK)
        return e;
    switch (json_kind_of(value)) {
    case JSON_INT:
    case JSON_REAL:
        return check_number(check, schema, value, at);
    case JSON_TEXT:
        return check_text(check, schema, value, at);
    case JSON_ARRAY:
        return check_array(check, schema, value, at, depth);
    case JSON_OBJECT:
        return check_object(check, schema, value, at, depth);
    default:
        return OK;
    }
}

enum err contract_check(struct arena *a, const json *schema, const json *document, const char **why)
{
    const struct check c = {.arena = a, .why = why};
    return check_at(&c, schema, document, "", 0);
}
