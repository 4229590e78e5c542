#include "base/json_inner.h"
#include "base/num.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS = 32 };

/* What is left to read; NULL once it was not what it must be. */
struct reading {
    struct arena *arena;
    const char *at;
    int level;
};

static json *read_value(struct reading *r);

static json *bad(struct reading *r)
{
    r->at = NULL;
    return NULL;
}

/* The next sign that is no blank; NUL at the end, and after a failure. */
static char next(struct reading *r)
{
    while (r->at && (*r->at == ' ' || *r->at == '\n' || *r->at == '\r' || *r->at == '\t'))
        r->at++;
    return r->at ? *r->at : '\0';
}

static bool take(struct reading *r, char sign)
{
    if (next(r) != sign)
        return false;
    r->at++;
    return true;
}

/* The four digits after \u; 0, which is no character, where they are none. */
static unsigned hex(const char *p)
{
    unsigned c = 0;
    for (int i = 0; i < 4; i++) {
        const int digit = num_hex_digit(p[i]);
        if (digit < 0)
            return 0;
        c = c << 4 | (unsigned)digit;
    }
    return c;
}

static char *put_point(char *out, unsigned c)
{
    if (c < 0x80) {
        *out++ = (char)c;
        return out;
    }
    const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    static const unsigned char heads[] = {0, 0xc0, 0xe0, 0xf0};
    *out++ = (char)(heads[more] | c >> (6 * more));
    for (int i = more; i > 0; i--)
        *out++ = (char)(0x80 | (c >> (6 * (i - 1)) & 0x3f));
    return out;
}

/* One escape at p, its backslash; *out gets what it stands for. Returns past it, or NULL. */
static const char *unescape(const char *p, char **out)
{
    static const char signs[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *sign = p[1] ? strchr(signs, p[1]) : NULL;
    if (sign) {
        *(*out)++ = meant[sign - signs];
        return p + 2;
    }
    unsigned c = p[1] == 'u' ? hex(p + 2) : 0;
    if (c == 0)
        return NULL;
    p += 6;
    if (c >= 0xd800 && c < 0xe000) { /* the first half of a pair */
        const unsigned low = c < 0xdc00 && p[0] == '\\' && p[1] == 'u' ? hex(p + 2) : 0;
        if (low < 0xdc00 || low > 0xdfff)
            return NULL;
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        p += 6;
    }
    *out = put_point(*out, c);
    return p;
}

/* The string whose opening quote was taken. An escape is never shorter than what it stands for. */
static const char *read_string(struct reading *r)
{
    const char *end = r->at;
    while (*end && *end != '"')
        end += *end == '\\' && end[1] ? 2 : 1;
    if (!*end)
        return (const char *)bad(r);
    char *text = arena_text(r->arena, r->at, (size_t)(end - r->at)), *from = strchr(text, '\\'), *out = from;
    const char *p = from;
    while (p && *p) {
        if (*p == '\\')
            p = unescape(p, &out);
        else
            *out++ = *p++;
    }
    if (from && !p)
        return (const char *)bad(r);
    if (out)
        *out = '\0';
    r->at = end + 1;
    return text;
}

static json *read_number(struct reading *r)
{
    const char *end = r->at + strspn(r->at, "+-.0123456789eE");
    const char *digits = arena_text(r->arena, r->at, (size_t)(end - r->at));
    json *v = json_new(r->arena, strpbrk(digits, ".eE") ? JSON_REAL : JSON_INT);
    bool fine = end > r->at;
    if (v->kind == JSON_REAL) {
        char *last;
        v->real.value = strtod(digits, &last);
        v->real.digits = digits;
        fine = fine && !*last && isfinite(v->real.value);
    } else {
        fine = fine && num_int(digits, INT64_MIN, INT64_MAX, &v->number) == OK;
    }
    r->at = fine ? end : NULL;
    return fine ? v : NULL;
}

static json *read_word(struct reading *r)
{
    static const struct {
        const char *word;
        size_t n;
        bool is_null, truth;
    } words[] = {{"null", 4, true, false}, {"true", 4, false, true}, {"false", 5, false, false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(r->at, words[i].word, words[i].n) == 0) {
            r->at += words[i].n;
            return words[i].is_null ? NULL : json_new_bool(r->arena, words[i].truth);
        }
    return bad(r);
}

static json *read_array(struct reading *r)
{
    json *list = json_new_array(r->arena);
    if (take(r, ']'))
        return list;
    do
        json_add(r->arena, list, read_value(r));
    while (take(r, ','));
    return take(r, ']') ? list : bad(r);
}

static json *read_object(struct reading *r)
{
    json *object = json_new_object(r->arena);
    if (take(r, '}'))
        return object;
    do {
        const char *key = take(r, '"') ? read_string(r) : NULL;
        if (!key || !take(r, ':'))
            return bad(r);
        json_append(r->arena, object, key, read_value(r));
    } while (take(r, ','));
    return take(r, '}') ? object : bad(r);
}

static json *read_value(struct reading *r)
{
    json *v = NULL;
    const char first = next(r);
    if (first == '\0' || r->level == LEVELS)
        return bad(r);
    r->level++;
    if (take(r, '{'))
        v = read_object(r);
    else if (take(r, '['))
        v = read_array(r);
    else if (take(r, '"')) {
        const char *text = read_string(r);
        v = text ? json_new(r->arena, JSON_TEXT) : NULL;
        if (v)
            v->text = text;
    } else
        v = strchr("nft", first) ? read_word(r) : read_number(r);
    r->level--;
    return v;
}

enum err json_parse_own(struct arena *a, const char *text, json **out)
{
    struct reading r = {.arena = a, .at = text};
    *out = read_value(&r);
    if (r.at && next(&r) == '\0')
        return OK;
    *out = NULL;
    return ERR_INPUT;
}
