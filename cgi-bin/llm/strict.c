#include "llm/strict.h"
#include "base/buf.h"
#include "base/text.h"
#include <math.h>

enum { MOST_NOTE = 1000, DEEPEST = 32 };

static bool is_required(const json *schema, const char *name)
{
    const json *required = json_get(schema, "required");
    for (size_t i = 0; i < json_len(required); i++)
        if (text_equal(json_text(json_at(required, i), ""), name))
            return true;
    return false;
}

/* Is null something that only a provider inside this program may give here? */
static bool null_inside(const json *schema)
{
    return text_equal(json_get_text(schema, "inside", ""), "null");
}

static bool has_type(const json *schema, const char *name)
{
    const json *type = json_get(schema, "type");
    if (text_equal(json_text(type, ""), name))
        return true;
    for (size_t i = 0; i < json_len(type); i++)
        if (text_equal(json_text(json_at(type, i), ""), name))
            return true;
    return false;
}

/* ---- to the vendors ---- */

static void add_note(struct buf *buf, const char *note)
{
    buf_printf(buf, "%s%s", text_if(buf->len, " "), note);
}

/* The bounds that a writer can keep in mind, as text behind the description: each answer pays for each sign.
 */
static void put_note(struct arena *a, const json *from, json *to, bool told)
{
    struct buf b = buf_new(a, MOST_NOTE);
    const json *low = json_get(from, "minimum"), *high = json_get(from, "maximum"),
               *items = json_get(from, "maxItems"), *words = json_get(from, "maxWords");
    buf_add(&b, json_get_text(from, "description", ""));
    if (told)
        low = high = items = words = NULL;
    if (low && high)
        add_note(&b, arena_printf(a, "%s-%s", json_write(a, low), json_write(a, high)));
    else if (low)
        add_note(&b, arena_printf(a, "≥%s", json_write(a, low)));
    else if (high)
        add_note(&b, arena_printf(a, "≤%s", json_write(a, high)));
    if (items)
        add_note(&b, arena_printf(a, "≤%s", json_write(a, items)));
    if (words)
        add_note(&b, arena_printf(a, "≤%s words", json_write(a, words)));
    if (b.len)
        json_put_text(a, to, "description", b.data);
}

static json *with_null(struct arena *a, json *type)
{
    json *both = json_new_array(a);
    if (json_kind_of(type) == JSON_ARRAY)
        for (size_t i = 0; i < json_len(type); i++)
            json_add(a, both, json_at(type, i));
    else
        json_add(a, both, type);
    return json_add_text(a, both, "null");
}

/* It, or null. */
static json *nullable(struct arena *a, json *schema)
{
    if (has_type(schema, "null"))
        return schema;
    json *type = json_get(schema, "type"), *choices = json_get(schema, "enum");
    if (json_get(schema, "properties") || json_get(schema, "items") || json_get(schema, "const") || !type) {
        json *none = json_put_text(a, json_new_object(a), "type", "null");
        json *either = json_add(a, json_add(a, json_new_array(a), schema), none);
        return json_put(a, json_new_object(a), "anyOf", either);
    }
    if (choices) {
        json *more = json_new_array(a);
        for (size_t i = 0; i < json_len(choices); i++)
            json_add(a, more, json_at(choices, i));
        json_put(a, schema, "enum", json_add(a, more, NULL));
    }
    return json_put(a, schema, "type", with_null(a, type));
}

/* What a vendor is told of a type: without the null that is only ours to give. */
static json *type_told(struct arena *a, const json *schema)
{
    const json *type = json_get(schema, "type");
    if (!null_inside(schema))
        return json_copy(a, type);
    for (size_t i = 0; i < json_len(type); i++)
        if (!text_equal(json_text(json_at(type, i), ""), "null"))
            return json_copy(a, json_at(type, i));
    return json_copy(a, type);
}

struct making {
    struct arena *arena;
    bool all_required;
};

static json *portable(const struct making *making, const json *from, bool told, int depth);

static void put_members(const struct making *making, const json *from, json *to, bool told, int depth)
{
    struct arena *a = making->arena;
    const json *properties = json_get(from, "properties");
    json *members = json_new_object(a), *required = json_new_array(a);
    for (size_t i = 0; i < json_members(properties); i++) {
        const char *name;
        const json *one = json_member(properties, i, &name);
        if (json_get_bool(one, "inside", false))
            continue;
        json *made = portable(making, one, told, depth + 1);
        const bool needed = is_required(from, name);
        if (making->all_required && !needed)
            made = nullable(a, made);
        json_put(a, members, name, made);
        if (needed || making->all_required)
            json_add_text(a, required, name);
    }
    json_put(a, to, "properties", members);
    json_put(a, to, "required", required);
    json_put_bool(a, to, "additionalProperties", false);
}

static json *portable(const struct making *making, const json *from, bool told, int depth)
{
    struct arena *a = making->arena;
    static const char *const kept[] = {"enum", "const"};
    json *to = json_new_object(a);
    if (json_get(from, "type"))
        json_put(a, to, "type", type_told(a, from));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (json_get(from, kept[i]))
            json_put(a, to, kept[i], json_copy(a, json_get(from, kept[i])));
    told = told || json_get_bool(from, "told", false);
    put_note(a, from, to, told);
    if (depth >= DEEPEST)
        return to;
    if (has_type(from, "object"))
        put_members(making, from, to, told, depth);
    if (json_get(from, "items"))
        json_put(a, to, "items", portable(making, json_get(from, "items"), told, depth + 1));
    return to;
}

json *strict_schema(struct arena *a, const json *schema, bool all_required)
{
    return portable(&(struct making){.arena = a, .all_required = all_required}, schema, false, 0);
}

/* ---- and back ---- */

struct settling {
    struct arena *arena;
    bool inside;
};

static json *settle(const struct settling *settling, const json *schema, const json *value, int depth);

/* Is a member of an answer that is null no member at all? */
static bool left_out(const struct settling *settling, const json *schema, const char *name, const json *of)
{
    if (!settling->inside && null_inside(of))
        return true;
    return of && !is_required(schema, name);
}

static json *settle_object(const struct settling *settling, const json *schema, const json *value, int depth)
{
    const json *properties = json_get(schema, "properties");
    json *to = json_new_object(settling->arena);
    for (size_t i = 0; i < json_members(value); i++) {
        const char *name;
        const json *one = json_member(value, i, &name);
        const json *of = json_get(properties, name);
        if (one || !left_out(settling, schema, name, of))
            json_put(settling->arena, to, name, settle(settling, of, one, depth + 1));
    }
    return to;
}

static json *settle_text(struct arena *a, const json *schema, const json *value)
{
    const char *text = json_text(value, "");
    const json *choices = json_get(schema, "enum");
    for (size_t i = 0; i < json_len(choices); i++) {
        const char *choice = json_text(json_at(choices, i), "");
        if (text_equal(text_fold(a, choice), text_fold(a, text)))
            text = choice;
    }
    return json_new_text(a, text);
}

static json *settle(const struct settling *settling, const json *schema, const json *value, int depth)
{
    struct arena *a = settling->arena;
    const double real = json_real(value, 0.5);
    if (!value || depth > DEEPEST)
        return json_copy(a, value);
    switch (json_kind_of(value)) {
    case JSON_OBJECT:
        return settle_object(settling, schema, value, depth);
    case JSON_ARRAY: {
        json *to = json_new_array(a);
        for (size_t i = 0; i < json_len(value); i++)
            json_add(a, to, settle(settling, json_get(schema, "items"), json_at(value, i), depth + 1));
        return to;
    }
    case JSON_TEXT:
        return settle_text(a, schema, value);
    case JSON_REAL:
        if (has_type(schema, "integer") && trunc(real) == real && fabs(real) < 1e15)
            return json_new_int(a, (int64_t)real);
        return json_copy(a, value);
    default:
        return json_copy(a, value);
    }
}

json *strict_settle(struct arena *a, const json *schema, const json *document, bool inside)
{
    return settle(&(struct settling){.arena = a, .inside = inside}, schema, document, 0);
}
