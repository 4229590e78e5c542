#include "base/json_inner.h"
#include "base/num.h"
#include "base/text.h"
#include <errno.h>
#include <json-c/json.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* The end of the escape whose backslash stands at p (its last byte); NULL if it may not be: a NUL, and half
 * of a pair, for which json-c would put another sign. */
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
static bool is_sound(const struct json_object *v)
{
    switch (json_object_get_type(v)) {
    case json_type_string:
        return text_valid(json_object_get_string((struct json_object *)v),
                          (size_t)json_object_get_string_len(v));
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

static size_t keys_kept(const struct json_object *v)
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

static void put_back(void *value)
{
    json_object_put(value);
}

/* json-c's value as one of ours. */
static json *taken(struct arena *a, struct json_object *from)
{
    json *v = NULL;
    switch (json_object_get_type(from)) {
    case json_type_null:
        return NULL;
    case json_type_boolean:
        return json_new_bool(a, json_object_get_boolean(from));
    case json_type_int:
        return json_new_int(a, json_object_get_int64(from));
    case json_type_string:
        return json_new_text(a, json_object_get_string(from));
    case json_type_double:
        v = json_new(a, JSON_REAL);
        v->real.value = json_object_get_double(from);
        v->real.digits = arena_copy(a, json_object_get_string(from));
        return v;
    case json_type_array:
        v = json_new_array(a);
        for (size_t i = 0; i < json_object_array_length(from); i++)
            json_add(a, v, taken(a, json_object_array_get_idx(from, i)));
        return v;
    case json_type_object:
        v = json_new_object(a);
        json_object_object_foreach(from, key, member)
        {
            json_append(a, v, arena_copy(a, key), taken(a, member));
        }
        return v;
    }
    return NULL;
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
    struct json_object *value = json_tokener_parse_ex(parser, text, (int)n + 1);
    const bool parsed = json_tokener_get_error(parser) == json_tokener_success;
    const size_t end = json_tokener_get_parse_end(parser);
    if (value)
        arena_defer(a, put_back, value);
    if (!parsed || (end < n && !only_blanks(text + end, n - end)))
        return ERR_INPUT;
    if (!is_sound(value) || keys_kept(value) != keys)
        return ERR_INPUT;
    *out = taken(a, value);
    if (value)
        arena_release(a);
    arena_release(a); /* the parser */
    return OK;
}
