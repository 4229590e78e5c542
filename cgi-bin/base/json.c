#include "base/json.h"
#include "base/num.h"
#include "base/text.h"
#include <errno.h>
#include <float.h>
#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- ownership: every value made here has one reference on its arena's clean-up list ---- */

static void put_back(void *value)
{
    json_object_put(value);
}

static json *own(struct arena *a, json *value)
{
    if (!value)
        arena_fail(a);
    arena_defer(a, put_back, value);
    return value;
}

/* ---- parsing ---- */

/* RFC 8259 in the places where json-c is more generous, looked at in the text itself: control characters and
 * NULs in strings (a key would end at its NUL), "1." and "-01", whole numbers beyond 64 bits (they would
 * become another number), single quotes, keys (of two that are equal the last would win; so they are counted
 * here and where they were kept). */

#define DIGITS "0123456789"
#define AFTER_NUMBER " \t\r\n,]}"

/* The unit of UTF-16 of an escape, "u20ac"; -1 for any other text. */
static int32_t unit_of(const char *p)
{
    int32_t unit = 0;
    if (*p != 'u')
        return -1;
    for (int i = 1; i <= 4; i++) {
        const int digit = num_hex_digit(p[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* The end of the escape whose backslash stands at p (its last byte); NULL if it may not be: a NUL, and half of
 * a pair, for which json-c would put another sign. */
static const char *past_escape(const char *p)
{
    const int32_t unit = unit_of(++p);
    if (!*p || ((unsigned char)*p & 0x80) || unit == 0 || (unit >= 0xdc00 && unit < 0xe000))
        return NULL;
    if (unit < 0xd800 || unit >= 0xe000)
        return p;
    const int32_t low = p[5] == '\\' ? unit_of(p + 6) : -1;
    return low >= 0xdc00 && low < 0xe000 ? p + 6 : NULL;
}

/* Past the string whose opening quote stands at p; NULL if it may not be. */
static const char *past_string(const char *p)
{
    for (p++; *p != '"'; p++) {
        if ((unsigned char)*p < 0x20)
            return NULL;
        if (*p == '\\' && !(p = past_escape(p)))
            return NULL;
    }
    return p + 1;
}

static const char *past_digits(const char *p)
{
    const size_t n = strspn(p, DIGITS);
    return n ? p + n : NULL;
}

/* Past the number at p; NULL if it may not be. */
static const char *past_number(const char *start)
{
    const char *p = start + (*start == '-');
    if (*p == '0' && p[1] && strchr(DIGITS, p[1]))
        return NULL;
    p = past_digits(p);
    const bool whole = p && *p != '.' && *p != 'e' && *p != 'E';
    if (p && *p == '.')
        p = past_digits(p + 1);
    if (p && (*p == 'e' || *p == 'E'))
        p = past_digits(p + 1 + (p[1] == '+' || p[1] == '-'));
    if (!p || !strchr(AFTER_NUMBER, *p))
        return NULL;
    errno = 0;
    if (whole)
        (void)strtoll(start, NULL, 10);
    return errno ? NULL : p;
}

/* False if the text may not be; else how many keys it has: in text that parses, a colon outside a string
 * follows a key, and nothing else. */
static bool scan(const char *p, size_t *keys)
{
    *keys = 0;
    while (p && *p) {
        if (*p == '"') {
            p = past_string(p);
        } else if (*p == '-' || strchr(DIGITS, *p)) {
            p = past_number(p);
        } else if (*p == '\'') {
            return false;
        } else {
            *keys += *p == ':';
            p++;
        }
    }
    return p != NULL;
}

/* What a parsed value may not have: bad UTF-8, NaN, Infinity. */
static bool is_sound(const json *v)
{
    switch (json_object_get_type(v)) {
    case json_type_string:
        return text_valid(json_object_get_string((json *)v), (size_t)json_object_get_string_len(v));
    case json_type_double:
        return isfinite(json_object_get_double(v));
    case json_type_array:
        for (size_t i = 0; i < json_object_array_length(v); i++)
            if (!is_sound(json_object_array_get_idx(v, i)))
                return false;
        return true;
    case json_type_object: {
        json_object_object_foreach(v, key, member)
        {
            if (!text_valid(key, strlen(key)) || !is_sound(member))
                return false;
        }
        return true;
    }
    default:
        return true;
    }
}

static size_t keys_kept(const json *v)
{
    size_t n = 0;
    if (json_object_is_type(v, json_type_array))
        for (size_t i = 0; i < json_object_array_length(v); i++)
            n += keys_kept(json_object_array_get_idx(v, i));
    if (json_object_is_type(v, json_type_object)) {
        json_object_object_foreach(v, key, member)
        {
            (void)key;
            n += 1 + keys_kept(member);
        }
    }
    return n;
}

static void free_parser(void *parser)
{
    json_tokener_free(parser);
}

static bool only_blanks(const char *p, size_t n)
{
    return n == 0 || strspn(p, " \t\r\n") >= n;
}

/* A character of valid UTF-8 that is not ASCII, as JSON's escape: one unit of UTF-16 or two. Returns its
 * bytes. */
static size_t escape_one(const char *from, char *out, size_t *written)
{
    const unsigned char *p = (const unsigned char *)from;
    const size_t used = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    unsigned c = p[0] & (0xffU >> (used + 1));
    for (size_t i = 1; i < used; i++)
        c = c << 6 | (p[i] & 0x3fU);
    enum { ONE = 7, TWO = 13 }; /* with the NUL */
    *written = (size_t)(c < 0x10000 ? snprintf(out, ONE, "\\u%04x", c)
                                    : snprintf(out, TWO, "\\u%04x\\u%04x",
                                               0xd800 + ((c - 0x10000) >> 10 & 0x3ff), 0xdc00 + (c & 0x3ff)));
    return used;
}

/* json-c 0.18 (Debian 13), held to be strict, takes every byte of a string that is not ASCII for a control
 * character: its char has a sign. So what is not ASCII goes in escaped. */
static const char *as_ascii(struct arena *a, const char *text, size_t n, size_t *out_n)
{
    size_t plain = 0, at = 0;
    while (plain < n && !((unsigned char)text[plain] & 0x80))
        plain++;
    *out_n = n;
    if (plain == n)
        return text;
    char *out = arena_alloc(a, n * 3 + 1); /* two bytes become six at most */
    for (size_t i = 0; i < n;) {
        size_t written = 1;
        if ((unsigned char)text[i] & 0x80)
            i += escape_one(text + i, out + at, &written);
        else
            out[at] = text[i++];
        at += written;
    }
    out[at] = '\0';
    *out_n = at;
    return out;
}

enum err json_parse(struct arena *a, const char *bytes, size_t n, int depth, json **out)
{
    struct json_tokener *parser = json_tokener_new_ex(depth);
    if (!parser)
        arena_fail(a);
    arena_defer(a, free_parser, parser);
    json_tokener_set_flags(parser, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8 |
                                       JSON_TOKENER_ALLOW_TRAILING_CHARS);
    if (n == 0 || n >= INT32_MAX / 3 || !text_valid(bytes, n))
        return ERR_INPUT;
    size_t keys;
    const char *text = arena_text(a, bytes, n); /* with a NUL: ends a number that stands alone */
    if (!scan(text, &keys))
        return ERR_INPUT;
    text = as_ascii(a, text, n, &n);
    json *value = json_tokener_parse_ex(parser, text, (int)n + 1);
    const bool parsed = json_tokener_get_error(parser) == json_tokener_success;
    const size_t end = json_tokener_get_parse_end(parser);
    if (value)
        own(a, value);
    if (!parsed || (end < n && !only_blanks(text + end, n - end)))
        return ERR_INPUT;
    if (!is_sound(value) || keys_kept(value) != keys)
        return ERR_INPUT;
    *out = value;
    return OK;
}

/* One parser for the life of the process: its stack of levels is what costs. */
static struct json_tokener *own_parser;

enum err json_parse_own(struct arena *a, const char *bytes, size_t n, json **out)
{
    enum { LEVELS = 32 };
    if (!own_parser && !(own_parser = json_tokener_new_ex(LEVELS)))
        arena_fail(a);
    json_tokener_reset(own_parser);
    if (n == 0 || n >= INT32_MAX)
        return ERR_INPUT;
    json *value = json_tokener_parse_ex(own_parser, bytes, (int)n);
    if (value)
        own(a, value);
    *out = value;
    return json_tokener_get_error(own_parser) == json_tokener_success ? OK : ERR_INPUT;
}

/* ---- writing ---- */

static char *write_as(struct arena *a, const json *value, int flags)
{
    size_t n;
    const char *text = json_object_to_json_string_length((json *)value, flags, &n);
    if (!text)
        arena_fail(a);
    return arena_text(a, text, n);
}

char *json_write(struct arena *a, const json *value)
{
    return value ? write_as(a, value, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE)
                 : arena_copy(a, "null");
}

char *json_pretty(struct arena *a, const json *value)
{
    const int flags = JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE;
    return value ? write_as(a, value, flags) : arena_copy(a, "null");
}

/* ---- making ---- */

json *json_new_object(struct arena *a)
{
    return own(a, json_object_new_object());
}

json *json_new_array(struct arena *a)
{
    return own(a, json_object_new_array());
}

json *json_new_text(struct arena *a, const char *text)
{
    return text ? own(a, json_object_new_string(text)) : NULL;
}

json *json_new_int(struct arena *a, int64_t value)
{
    return own(a, json_object_new_int64(value));
}

json *json_new_bool(struct arena *a, bool value)
{
    return own(a, json_object_new_boolean(value));
}

/* With no more digits than it takes to read the same number again: 0.1, where json-c writes
 * 0.10000000000000001. */
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
    return own(a, json_object_new_double_s(value, text));
}

static json *made(struct arena *a, json *value)
{
    if (!value)
        arena_fail(a);
    return value;
}

/* The object takes over the only reference to the value: nothing for the clean-up list. */
static json *give(struct arena *a, json *object, const char *key, json *value)
{
    if (json_object_object_add(object, key, value) != 0)
        arena_fail(a);
    return object;
}

json *json_put(struct arena *a, json *object, const char *key, json *value)
{
    return give(a, object, key, json_object_get(value));
}

json *json_put_text(struct arena *a, json *object, const char *key, const char *text)
{
    return give(a, object, key, text ? made(a, json_object_new_string(text)) : NULL);
}

json *json_put_int(struct arena *a, json *object, const char *key, int64_t value)
{
    return give(a, object, key, made(a, json_object_new_int64(value)));
}

json *json_put_bool(struct arena *a, json *object, const char *key, bool value)
{
    return give(a, object, key, made(a, json_object_new_boolean(value)));
}

json *json_put_real(struct arena *a, json *object, const char *key, double value)
{
    return json_put(a, object, key, json_new_real(a, value));
}

json *json_add(struct arena *a, json *array, json *value)
{
    if (json_object_array_add(array, json_object_get(value)) != 0)
        arena_fail(a);
    return array;
}

json *json_add_text(struct arena *a, json *array, const char *text)
{
    return json_add(a, array, json_new_text(a, text));
}

void json_drop(json *object, const char *key)
{
    json_object_object_del(object, key);
}

/* ---- reading ---- */

enum json_kind json_kind_of(const json *value)
{
    static const enum json_kind kinds[] = {
        [json_type_null] = JSON_NULL,   [json_type_boolean] = JSON_BOOL,  [json_type_double] = JSON_REAL,
        [json_type_int] = JSON_INT,     [json_type_object] = JSON_OBJECT, [json_type_array] = JSON_ARRAY,
        [json_type_string] = JSON_TEXT,
    };
    return kinds[json_object_get_type(value)];
}

json *json_get(const json *object, const char *key)
{
    json *value = NULL;
    if (json_object_is_type(object, json_type_object))
        json_object_object_get_ex(object, key, &value);
    return value;
}

bool json_has(const json *object, const char *key)
{
    return json_object_is_type(object, json_type_object) && json_object_object_get_ex(object, key, NULL);
}

bool json_find(const json *object, const char *key, const json **value)
{
    json *found = NULL;
    const bool there =
        json_object_is_type(object, json_type_object) && json_object_object_get_ex(object, key, &found);
    *value = found;
    return there;
}

const char *json_text(const json *value, const char *fallback)
{
    return json_object_is_type(value, json_type_string) ? json_object_get_string((json *)value) : fallback;
}

int64_t json_int(const json *value, int64_t fallback)
{
    return json_object_is_type(value, json_type_int) ? json_object_get_int64(value) : fallback;
}

double json_real(const json *value, double fallback)
{
    if (json_object_is_type(value, json_type_int) || json_object_is_type(value, json_type_double))
        return json_object_get_double(value);
    return fallback;
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

bool json_is_true(const json *value)
{
    return json_object_is_type(value, json_type_boolean) && json_object_get_boolean(value);
}

bool json_get_bool(const json *object, const char *key, bool fallback)
{
    const json *v = json_get(object, key);
    return json_object_is_type(v, json_type_boolean) ? json_object_get_boolean(v) : fallback;
}

size_t json_len(const json *array)
{
    return json_object_is_type(array, json_type_array) ? json_object_array_length(array) : 0;
}

json *json_at(const json *array, size_t i)
{
    return i < json_len(array) ? json_object_array_get_idx(array, i) : NULL;
}

size_t json_members(const json *object)
{
    return json_object_is_type(object, json_type_object) ? (size_t)json_object_object_length(object) : 0;
}

json *json_member(const json *object, size_t i, const char **key)
{
    *key = NULL;
    if (i >= json_members(object))
        return NULL;
    size_t at = 0;
    json_object_object_foreach(object, name, value)
    {
        if (at++ != i)
            continue;
        *key = name;
        return value;
    }
    return NULL;
}

json *json_from_lines(struct arena *a, const char *lines)
{
    json *array = NULL;
    for (const char *p = lines; p && *p;) {
        const size_t n = strcspn(p, "\n");
        array = array ? array : json_new_array(a);
        json_add_text(a, array, arena_text(a, p, n));
        p += n + (p[n] == '\n');
    }
    return array;
}

const char *json_to_lines(struct arena *a, const json *array)
{
    const size_t n = json_len(array);
    size_t length = 0;
    for (size_t i = 0; i < n; i++)
        length += strlen(json_text(json_at(array, i), "")) + 1;
    char *lines = n ? arena_alloc(a, length) : NULL, *end = lines;
    for (size_t i = 0; i < n; i++) {
        const char *line = json_text(json_at(array, i), "");
        memcpy(end, line, strlen(line));
        end += strlen(line);
        *end++ = i + 1 < n ? '\n' : 0;
    }
    return lines;
}

json *json_copy(struct arena *a, const json *value)
{
    json *copy = NULL;
    if (!value)
        return NULL;
    if (json_object_deep_copy((json *)value, &copy, NULL) != 0)
        arena_fail(a);
    return own(a, copy);
}

bool json_equal(const json *x, const json *y)
{
    return json_object_equal((json *)x, (json *)y);
}
