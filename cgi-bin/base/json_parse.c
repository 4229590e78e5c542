#include "base/json_inner.h"
#include "base/num.h"
#include "base/text.h"
#include <errno.h>
#include <json-c/json.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Escapes, for both readers ---- */

/* The unit of UTF-16 of an escape, whose "u20ac" behind the backslash begins here; -1 for any other text. */
static int32_t unit_at(const char *at)
{
    int32_t unit = 0;
    if (*at != 'u')
        return -1;
    for (int i = 1; i <= 4; i++) {
        const int digit = num_hex_digit(at[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* The character that the escape here, \u20ac or a pair like \ud83d\ude00, stands for. Returns past it; NULL
 * for any other text, for half of a pair and for NUL. */
static const char *past_point(const char *at, int32_t *point)
{
    *point = unit_at(at + 1);
    if (*point <= 0 || (*point >= 0xdc00 && *point < 0xe000))
        return NULL;
    at += sizeof "\\u20ac" - 1;
    if (*point < 0xd800 || *point >= 0xe000)
        return at;
    if (*at != '\\')
        return NULL;
    const int32_t low = unit_at(at + 1);
    if (low < 0xdc00 || low >= 0xe000)
        return NULL;
    *point = 0x10000 + ((*point - 0xd800) << 10) + (low - 0xdc00);
    return at + sizeof "\\ude00" - 1;
}

/* ---- What others wrote: RFC 8259, by json-c ----
 *
 * json-c takes more than the standard, and no flags make all of its versions as strict as we need: 0.18
 * (Debian 13), told to be strict, refuses every text that is not ASCII. So it gets none. It gives the values
 * and says whether tokens follow one another as they may; then the tokens are looked at in the text. Refused
 * are what is no token of JSON (comments, 'text', NaN, True, 01, 1.), a control character, a NUL or half of a
 * pair in a string, a whole number beyond 64 bits (it became another number), and a comma before a bracket
 * that closes. Of equal keys json-c keeps the last: so keys are counted in the text and in what came of it.
 * Since json-c has been through the text, its end cuts no token off. */

/* Not 0 where one of the eight bytes is. */
static uint64_t any_zero(uint64_t eight)
{
    return (eight - 0x0101010101010101) & ~eight & 0x8080808080808080;
}

/* Past the characters of a string that stand for themselves: to a quote, a backslash or a control character.
 * Eight bytes are looked at together while there are as many. */
static const char *past_plain(const char *at, const char *end)
{
    const uint64_t quotes = 0x2222222222222222, backslashes = 0x5c5c5c5c5c5c5c5c,
                   not_control = 0xe0e0e0e0e0e0e0e0; /* bits, one of which each other character has */
    for (uint64_t eight; end - at >= (ptrdiff_t)sizeof eight; at += sizeof eight) {
        memcpy(&eight, at, sizeof eight);
        if (any_zero(eight ^ quotes) | any_zero(eight ^ backslashes) | any_zero(eight & not_control))
            break;
    }
    while (at < end && (unsigned char)*at >= ' ' && *at != '"' && *at != '\\')
        at++;
    return at;
}

static const char *past_if(bool fits, const char *at)
{
    return fits ? at : NULL;
}

/* Past the string whose opening quote stands here; NULL if it may not be. */
static const char *past_string(const char *at, const char *end)
{
    int32_t point;
    at = past_plain(at + 1, end);
    while (at < end && *at == '\\') {
        if (at[1] == 'u')
            at = past_point(at, &point);
        else
            at += 2;
        if (!at)
            return NULL;
        at = past_plain(at, end);
    }
    return past_if(at < end && *at == '"', at + 1);
}

static const char *past_digits(const char *at)
{
    const char *start = at;
    while (*at >= '0' && *at <= '9')
        at++;
    return past_if(at > start, at);
}

static bool fits_64_bits(const char *number)
{
    errno = 0;
    (void)strtoll(number, NULL, 10);
    return errno == 0;
}

/* Past the number that begins here; NULL if it may not be. */
static const char *past_number(const char *at)
{
    enum { MOST_SAFE = 18 }; /* so many signs fit into 64 bits, whatever they are */
    const char *const start = at, *const digits = at + (*at == '-');
    at = past_digits(digits);
    if (!at || (*digits == '0' && at > digits + 1))
        return NULL;
    const bool whole = *at != '.' && *at != 'e' && *at != 'E';
    if (*at == '.')
        at = past_digits(at + 1);
    if (at && (*at == 'e' || *at == 'E'))
        at = past_digits(at + 1 + (at[1] == '+' || at[1] == '-'));
    if (!at || (whole && at - start > MOST_SAFE && !fits_64_bits(start)))
        return NULL;
    return past_if(strchr(" \t\r\n,]}", *at), at); /* or the end */
}

static const char *past_word(const char *at, const char *word)
{
    const size_t n = strlen(word);
    if (strncmp(at, word, n) != 0)
        return NULL;
    return at + n;
}

static const char *past_token(const char *at, const char *end)
{
    switch (*at) {
    case '{':
    case '}':
    case '[':
    case ']':
    case ':':
    case ',':
        return at + 1;
    case '"':
        return past_string(at, end);
    case 'n':
        return past_word(at, "null");
    case 't':
        return past_word(at, "true");
    case 'f':
        return past_word(at, "false");
    default:
        return past_number(at);
    }
}

static bool is_blank(char sign)
{
    return sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t';
}

static const char *past_blanks(const char *at, const char *end)
{
    while (at < end && is_blank(*at))
        at++;
    return at;
}

/* Whether a text that json-c took may be; *keys is how many it has: a colon follows a key, and nothing else.
 */
static bool scan(const char *at, const char *end, size_t *keys)
{
    char before = '\0';
    *keys = 0;
    while ((at = past_blanks(at, end)) < end) {
        const char first = *at;
        at = past_token(at, end);
        if (!at || (before == ',' && (first == ']' || first == '}')))
            return false;
        *keys += first == ':';
        before = first;
    }
    return true;
}

/* json-c's values on their way to ours. */
struct copying {
    struct arena *arena;
    size_t keys;
    bool all_finite;
};

static json *copy_value(struct copying *to, struct json_object *from);

static json *copy_text(struct arena *a, struct json_object *from)
{
    json *value = json_new(a, JSON_TEXT);
    value->text = arena_text(a, json_object_get_string(from), (size_t)json_object_get_string_len(from));
    return value;
}

static json *copy_real(struct copying *to, struct json_object *from)
{
    json *value = json_new(to->arena, JSON_REAL);
    value->real.value = json_object_get_double(from);
    value->real.digits = arena_copy(to->arena, json_object_get_string(from));
    if (!isfinite(value->real.value)) /* 1e999 */
        to->all_finite = false;
    return value;
}

static json *copy_array(struct copying *to, struct json_object *from)
{
    json *array = json_new_array(to->arena);
    const size_t n = json_object_array_length(from);
    for (size_t i = 0; i < n; i++)
        json_add(to->arena, array, copy_value(to, json_object_array_get_idx(from, i)));
    return array;
}

static json *copy_object(struct copying *to, struct json_object *from)
{
    json *object = json_new_object(to->arena);
    json_object_object_foreach(from, key, member)
    {
        json_append(to->arena, object, arena_copy(to->arena, key), copy_value(to, member));
        to->keys++;
    }
    return object;
}

static json *copy_value(struct copying *to, struct json_object *from)
{
    switch (json_object_get_type(from)) {
    case json_type_null:
        return NULL;
    case json_type_boolean:
        return json_new_bool(to->arena, json_object_get_boolean(from));
    case json_type_int:
        return json_new_int(to->arena, json_object_get_int64(from));
    case json_type_string:
        return copy_text(to->arena, from);
    case json_type_double:
        return copy_real(to, from);
    case json_type_array:
        return copy_array(to, from);
    case json_type_object:
        return copy_object(to, from);
    }
    return NULL;
}

static void put_back(void *value)
{
    json_object_put(value);
}

/* json-c sees that a number or a word ends by what stands behind it. */
static bool ends_itself(const char *bytes, size_t n)
{
    const char *const end = bytes + n, *first = past_blanks(bytes, end);
    return first < end && (*first == '{' || *first == '[' || *first == '"');
}

/* json-c's value of the text, which may hold no other. It is put back with the arena, or when the newest
 * clean-up is run. */
static enum err read_foreign(struct arena *a, const char *text, const char *end, int depth,
                             struct json_object **out)
{
    struct json_tokener *parser = json_tokener_new_ex(depth);
    if (!parser)
        arena_fail(a);
    *out = json_tokener_parse_ex(parser, text, (int)(end - text));
    const bool parsed = json_tokener_get_error(parser) == json_tokener_success;
    const char *rest = text + json_tokener_get_parse_end(parser);
    json_tokener_free(parser);
    arena_defer(a, put_back, *out);
    return err_unless(parsed && past_blanks(rest, end) == end, ERR_INPUT);
}

/* Ours of json-c's value, if the text may be. */
static enum err copy_all(struct arena *a, const char *text, const char *end, struct json_object *from,
                         json **out)
{
    struct copying to = {.arena = a, .all_finite = true};
    size_t keys;
    if (!scan(text, end, &keys))
        return ERR_INPUT;
    json *value = copy_value(&to, from);
    if (!to.all_finite || to.keys != keys)
        return ERR_INPUT;
    *out = value;
    return OK;
}

enum err json_parse(struct arena *a, const char *bytes, size_t n, int depth, json **out)
{
    struct json_object *foreign;
    if (n == 0 || n >= INT32_MAX || !text_valid(bytes, n))
        return ERR_INPUT;
    if (!ends_itself(bytes, n)) {
        bytes = arena_printf(a, "%.*s\n", (int)n, bytes);
        n++;
    }
    enum err e = read_foreign(a, bytes, bytes + n, depth, &foreign);
    if (e == OK)
        e = copy_all(a, bytes, bytes + n, foreign, out);
    arena_release(a);
    return e;
}

/* ---- What we wrote ---- */

enum { LEVELS = 32 };

/* What is left to read; NULL once it was not what it must be. */
struct reading {
    struct arena *arena;
    const char *at;
    int level;
};

static json *read_value(struct reading *in);

static json *bad(struct reading *in)
{
    in->at = NULL;
    return NULL;
}

/* The next sign that is no blank; NUL at the end, and after a failure. */
static char next(struct reading *in)
{
    if (!in->at)
        return '\0';
    while (is_blank(*in->at))
        in->at++;
    return *in->at;
}

static bool take(struct reading *in, char sign)
{
    if (next(in) != sign)
        return false;
    in->at++;
    return true;
}

/* The value, if the sign that closes it comes next. */
static json *closed(struct reading *in, json *value, char sign)
{
    if (!take(in, sign))
        return bad(in);
    return value;
}

static char *put_point(char *out, int32_t point)
{
    static const unsigned char heads[] = {0, 0xc0, 0xe0, 0xf0};
    if (point < 0x80) {
        *out++ = (char)point;
        return out;
    }
    const int more = 1 + (point >= 0x800) + (point >= 0x10000);
    *out++ = (char)(heads[more] | point >> (6 * more));
    for (int i = more; i > 0; i--)
        *out++ = (char)(0x80 | (point >> (6 * (i - 1)) & 0x3f));
    return out;
}

/* One escape, whose backslash stands here; *out gets what it stands for. Returns past it, or NULL. */
static const char *unescape(const char *at, char **out)
{
    static const char signs[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *sign = strchr(signs, at[1]);
    if (at[1] && sign) {
        *(*out)++ = meant[sign - signs];
        return at + 2;
    }
    int32_t point;
    at = past_point(at, &point);
    if (at)
        *out = put_point(*out, point);
    return at;
}

/* The text with its escapes undone, in its place: an escape is never shorter than what it stands for. False
 * if one is none. */
static bool unescape_all(char *text)
{
    char *out = strchr(text, '\\');
    const char *at = out;
    while (at && *at == '\\') {
        at = unescape(at, &out);
        if (!at)
            return false;
        const size_t n = strcspn(at, "\\");
        memmove(out, at, n + 1);
        out += n;
        at += n;
    }
    return true;
}

#define ENDS_PLAIN "\"\\" /* what ends a run of characters that stand for themselves */

/* The string whose opening quote was taken. */
static const char *read_string(struct reading *in)
{
    const char *end = in->at + strcspn(in->at, ENDS_PLAIN);
    const bool plain = *end == '"';
    while (*end == '\\' && end[1])
        end += 2 + strcspn(end + 2, ENDS_PLAIN);
    if (*end != '"')
        return (const char *)bad(in);
    char *text = arena_text(in->arena, in->at, (size_t)(end - in->at));
    if (!plain && !unescape_all(text))
        return (const char *)bad(in);
    in->at = end + 1;
    return text;
}

static json *read_text(struct reading *in)
{
    const char *text = read_string(in);
    if (!text)
        return NULL;
    json *value = json_new(in->arena, JSON_TEXT);
    value->text = text;
    return value;
}

static json *read_real(struct reading *in, const char *digits)
{
    char *last;
    json *value = json_new(in->arena, JSON_REAL);
    value->real.value = strtod(digits, &last);
    value->real.digits = digits;
    if (*last || !isfinite(value->real.value))
        return bad(in);
    return value;
}

static json *read_number(struct reading *in)
{
    int64_t number;
    const size_t n = strspn(in->at, "+-.0123456789eE");
    const char *digits = arena_text(in->arena, in->at, n);
    in->at += n;
    if (strpbrk(digits, ".eE"))
        return read_real(in, digits);
    if (num_int(digits, INT64_MIN, INT64_MAX, &number) != OK)
        return bad(in);
    return json_new_int(in->arena, number);
}

static json *read_word(struct reading *in)
{
    static const struct {
        const char *word;
        bool is_null, truth;
    } words[] = {{"null", true, false}, {"true", false, true}, {"false", false, false}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *past = past_word(in->at, words[i].word);
        if (!past)
            continue;
        in->at = past;
        if (words[i].is_null)
            return NULL;
        return json_new_bool(in->arena, words[i].truth);
    }
    return bad(in);
}

static json *read_array(struct reading *in)
{
    json *list = json_new_array(in->arena);
    if (take(in, ']'))
        return list;
    do
        json_add(in->arena, list, read_value(in));
    while (take(in, ','));
    return closed(in, list, ']');
}

static json *read_object(struct reading *in)
{
    json *object = json_new_object(in->arena);
    if (take(in, '}'))
        return object;
    do {
        const char *key = NULL;
        if (take(in, '"'))
            key = read_string(in);
        if (!key || !take(in, ':'))
            return bad(in);
        json_append(in->arena, object, key, read_value(in));
    } while (take(in, ','));
    return closed(in, object, '}');
}

static json *read_value(struct reading *in)
{
    json *value;
    const char first = next(in);
    if (first == '\0' || in->level == LEVELS)
        return bad(in);
    in->level++;
    if (take(in, '{'))
        value = read_object(in);
    else if (take(in, '['))
        value = read_array(in);
    else if (take(in, '"'))
        value = read_text(in);
    else if (strchr("nft", first))
        value = read_word(in);
    else
        value = read_number(in);
    in->level--;
    return value;
}

enum err json_parse_own(struct arena *a, const char *text, json **out)
{
    struct reading in = {.arena = a, .at = text};
    *out = read_value(&in);
    if (in.at && next(&in) == '\0')
        return OK;
    *out = NULL;
    return ERR_INPUT;
}
