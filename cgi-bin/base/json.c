#include "base/json.h"
#include "base/json_inner.h"
#include "base/num.h"
#include "base/text.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- making ---- */

json *json_new(struct arena *a, enum json_kind kind)
{
    json *v = arena_alloc(a, sizeof *v);
    v->kind = kind;
    return v;
}

json *json_new_object(struct arena *a)
{
    return json_new(a, JSON_OBJECT);
}

json *json_new_array(struct arena *a)
{
    return json_new(a, JSON_ARRAY);
}

json *json_new_text(struct arena *a, const char *text)
{
    if (!text)
        return NULL;
    json *v = json_new(a, JSON_TEXT);
    v->text = arena_copy(a, text);
    return v;
}

json *json_new_int(struct arena *a, int64_t value)
{
    json *v = json_new(a, JSON_INT);
    v->number = value;
    return v;
}

json *json_new_bool(struct arena *a, bool value)
{
    json *v = json_new(a, JSON_BOOL);
    v->truth = value;
    return v;
}

/* With no more digits than it takes to read the same number again: 0.1, not 0.10000000000000001. */
json *json_new_real(struct arena *a, double value)
{
    char text[40];
    if (!isfinite(value))
        return NULL;
    for (int digits = DBL_DIG; digits <= DBL_DECIMAL_DIG; digits++) {
        snprintf(text, sizeof text - 2, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    if (!strpbrk(text, ".e")) /* stays a real when it is read again */
        snprintf(text, sizeof text, "%.0f.0", value);
    json *v = json_new(a, JSON_REAL);
    v->real.value = value;
    v->real.digits = arena_copy(a, text);
    return v;
}

/* The latest of its name: of equal keys in a text the last counts. */
static struct json_member *find(const json *object, const char *key)
{
    if (!object || object->kind != JSON_OBJECT)
        return NULL;
    const uint32_t hash = text_hash(key, strlen(key));
    for (size_t i = object->members.n; i > 0; i--) {
        struct json_member *m = &object->members.at[i - 1];
        if (m->hash == hash && strcmp(m->key, key) == 0)
            return m;
    }
    return NULL;
}

/* Room for one more of `size` bytes: the same place, or one twice as large with the n old ones. */
static void *grown(struct arena *a, void *at, size_t n, size_t *room, size_t size)
{
    if (n < *room)
        return at;
    *room = num_max(*room * 2, 8);
    void *larger = arena_array(a, *room, size);
    if (n)
        memcpy(larger, at, n * size);
    return larger;
}

void json_append(struct arena *a, json *object, const char *key, json *value)
{
    const size_t n = object->members.n;
    object->members.at = grown(a, object->members.at, n, &object->members.room, sizeof *object->members.at);
    object->members.at[n] =
        (struct json_member){.hash = text_hash(key, strlen(key)), .key = key, .value = value};
    object->members.n++;
}

json *json_put(struct arena *a, json *object, const char *key, json *value)
{
    struct json_member *old = find(object, key);
    if (old)
        old->value = value;
    else
        json_append(a, object, arena_copy(a, key), value);
    return object;
}

json *json_put_text(struct arena *a, json *object, const char *key, const char *text)
{
    return json_put(a, object, key, json_new_text(a, text));
}

json *json_put_int(struct arena *a, json *object, const char *key, int64_t value)
{
    return json_put(a, object, key, json_new_int(a, value));
}

json *json_put_bool(struct arena *a, json *object, const char *key, bool value)
{
    return json_put(a, object, key, json_new_bool(a, value));
}

json *json_put_real(struct arena *a, json *object, const char *key, double value)
{
    return json_put(a, object, key, json_new_real(a, value));
}

json *json_add(struct arena *a, json *array, json *value)
{
    array->items.at = grown(a, array->items.at, array->items.n, &array->items.room, sizeof(json *));
    array->items.at[array->items.n++] = value;
    return array;
}

json *json_add_text(struct arena *a, json *array, const char *text)
{
    return json_add(a, array, json_new_text(a, text));
}

void json_drop(json *object, const char *key)
{
    struct json_member *m = find(object, key);
    if (!m)
        return;
    const struct json_member *end = object->members.at + object->members.n;
    memmove(m, m + 1, (size_t)(end - (m + 1)) * sizeof *m);
    object->members.n--;
}

/* ---- reading ---- */

enum json_kind json_kind_of(const json *value)
{
    return value ? value->kind : JSON_NULL;
}

static bool is(const json *value, enum json_kind kind)
{
    return value && value->kind == kind;
}

bool json_find(const json *object, const char *key, const json **value)
{
    const struct json_member *m = find(object, key);
    *value = NULL;
    if (!m)
        return false;
    *value = m->value;
    return true;
}

json *json_get(const json *object, const char *key)
{
    const struct json_member *m = find(object, key);
    return m ? m->value : NULL;
}

bool json_has(const json *object, const char *key)
{
    return find(object, key) != NULL;
}

const char *json_text(const json *value, const char *fallback)
{
    return is(value, JSON_TEXT) ? value->text : fallback;
}

int64_t json_int(const json *value, int64_t fallback)
{
    return is(value, JSON_INT) ? value->number : fallback;
}

double json_real(const json *value, double fallback)
{
    if (is(value, JSON_INT))
        return (double)value->number;
    return is(value, JSON_REAL) ? value->real.value : fallback;
}

bool json_is_true(const json *value)
{
    return is(value, JSON_BOOL) && value->truth;
}

const char *json_get_text(const json *object, const char *key, const char *fallback)
{
    return json_text(json_get(object, key), fallback);
}

int64_t json_get_int(const json *object, const char *key, int64_t fallback)
{
    return json_int(json_get(object, key), fallback);
}

double json_get_real(const json *object, const char *key, double fallback)
{
    return json_real(json_get(object, key), fallback);
}

bool json_get_bool(const json *object, const char *key, bool fallback)
{
    const json *v = json_get(object, key);
    return is(v, JSON_BOOL) ? v->truth : fallback;
}

size_t json_len(const json *array)
{
    if (!is(array, JSON_ARRAY))
        return 0;
    return array->items.n;
}

json *json_at(const json *array, size_t i)
{
    return i < json_len(array) ? array->items.at[i] : NULL;
}

size_t json_members(const json *object)
{
    if (!is(object, JSON_OBJECT))
        return 0;
    return object->members.n;
}

json *json_member(const json *object, size_t i, const char **key)
{
    *key = NULL;
    if (i >= json_members(object))
        return NULL;
    *key = object->members.at[i].key;
    return object->members.at[i].value;
}

json *json_from_lines(struct arena *a, const char *lines)
{
    json *array = NULL;
    for (const char *p = lines; p && *p;) {
        const size_t n = strcspn(p, "\n");
        if (!array)
            array = json_new_array(a);
        json_add_text(a, array, arena_text(a, p, n));
        p += n + (p[n] == '\n');
    }
    return array;
}

const char *json_to_lines(struct arena *a, const json *array)
{
    const size_t n = json_len(array);
    size_t length = 0;
    if (n == 0)
        return NULL;
    for (size_t i = 0; i < n; i++)
        length += strlen(json_text(json_at(array, i), "")) + 1;
    char *lines = arena_alloc(a, length), *end = lines;
    for (size_t i = 0; i < n; i++) {
        const char *line = json_text(json_at(array, i), "");
        memcpy(end, line, strlen(line));
        end += strlen(line);
        *end++ = '\n';
    }
    end[-1] = '\0';
    return lines;
}

json *json_copy(struct arena *a, const json *value)
{
    if (!value)
        return NULL;
    json *copy = json_new(a, value->kind);
    switch (value->kind) {
    case JSON_TEXT:
        copy->text = arena_copy(a, value->text);
        break;
    case JSON_REAL:
        copy->real.value = value->real.value;
        copy->real.digits = arena_copy(a, value->real.digits);
        break;
    case JSON_ARRAY:
        for (size_t i = 0; i < value->items.n; i++)
            json_add(a, copy, json_copy(a, value->items.at[i]));
        break;
    case JSON_OBJECT:
        for (size_t i = 0; i < value->members.n; i++)
            json_append(a, copy, arena_copy(a, value->members.at[i].key),
                        json_copy(a, value->members.at[i].value));
        break;
    default:
        *copy = *value;
    }
    return copy;
}

static bool equal_items(const json *one, const json *other)
{
    bool same = one->items.n == other->items.n;
    for (size_t i = 0; same && i < one->items.n; i++)
        same = json_equal(one->items.at[i], other->items.at[i]);
    return same;
}

static bool equal_members(const json *one, const json *other)
{
    bool same = one->members.n == other->members.n;
    for (size_t i = 0; same && i < one->members.n; i++) {
        const struct json_member *m = find(other, one->members.at[i].key);
        same = m && json_equal(one->members.at[i].value, m->value);
    }
    return same;
}

bool json_equal(const json *one, const json *other)
{
    if (one == other || json_kind_of(one) != json_kind_of(other))
        return one == other;
    switch (one->kind) {
    case JSON_BOOL:
        return one->truth == other->truth;
    case JSON_INT:
        return one->number == other->number;
    case JSON_REAL:
        return one->real.value == other->real.value;
    case JSON_TEXT:
        return strcmp(one->text, other->text) == 0;
    case JSON_ARRAY:
        return equal_items(one, other);
    default:
        return equal_members(one, other);
    }
}
