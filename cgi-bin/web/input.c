#include "web/input.h"
#include "base/num.h"
#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { JSON_DEPTH = 12, BOUNDARY_MOST = 70 };

static enum err add(struct inputs *in, struct arena *a, struct input one)
{
    if (!in->list)
        in->list = arena_array(a, INPUT_MOST, sizeof *in->list);
    if (in->n == INPUT_MOST)
        return ERR_LIMIT;
    in->list[in->n++] = one;
    return OK;
}

struct input *input_find(const struct inputs *in, const char *name)
{
    for (size_t i = 0; i < in->n; i++)
        if (strcmp(in->list[i].name, name) == 0)
            return &in->list[i];
    return NULL;
}

/* ---- application/x-www-form-urlencoded ---- */

/* The byte that two hexadecimal digits are; -1 where they do not stand there. */
static int hex_byte(const char *text, size_t n)
{
    if (n < 2)
        return -1;
    const int high = num_hex_digit(text[0]), low = num_hex_digit(text[1]);
    if (high < 0 || low < 0)
        return -1;
    return high << 4 | low;
}

enum err input_decode(struct arena *a, const char *text, size_t len, char **out, size_t *n)
{
    char *p = arena_alloc(a, len + 1);
    *out = p;
    *n = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == '+') {
            c = ' ';
        } else if (c == '%') {
            const int byte = hex_byte(text + i + 1, len - i - 1);
            if (byte < 0)
                return ERR_INPUT;
            c = (char)byte;
            i += 2;
        }
        p[(*n)++] = c;
    }
    return OK;
}

char *input_encode(struct arena *a, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    char *out = arena_alloc(a, strlen(text) * 3 + 1), *p = out;
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if ((*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') ||
            strchr("-._~", *c)) {
            *p++ = (char)*c;
            continue;
        }
        *p++ = '%';
        *p++ = digits[*c >> 4];
        *p++ = digits[*c & 15];
    }
    return out;
}

/* The value of a base64 sign; -1 for anything else. */
static int sextet(char letter)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = memchr(signs, letter, sizeof signs - 1);
    return at ? (int)(at - signs) : -1;
}

/* How many signs at its end stand for nothing: two at most. */
static size_t padding_of(const char *text, size_t len)
{
    size_t n = 0;
    while (n < 2 && n < len && text[len - 1 - n] == '=')
        n++;
    return n;
}

enum err input_base64(struct arena *a, const char *text, size_t len, char **out, size_t *n)
{
    const size_t padding = padding_of(text, len);
    uint32_t bits = 0;
    *out = arena_alloc(a, len / 4 * 3 + 1);
    *n = 0;
    if (len % 4)
        return ERR_INPUT;
    for (size_t i = 0; i < len; i++) {
        int six = 0;
        if (i < len - padding)
            six = sextet(text[i]);
        if (six < 0)
            return ERR_INPUT;
        bits = bits << 6 | (uint32_t)six;
        if (i % 4 != 3)
            continue;
        if (i + 1 == len && (bits & ((1U << 8 * padding) - 1)) != 0)
            return ERR_INPUT; /* it would have another, shorter form */
        (*out)[(*n)++] = (char)(bits >> 16);
        (*out)[(*n)++] = (char)(bits >> 8);
        (*out)[(*n)++] = (char)bits;
        bits = 0;
    }
    *n -= padding;
    return OK;
}

/* A name is plain printable ASCII: every declared one is, so anything else is undeclared anyway. */
static bool name_sound(const char *name, size_t n)
{
    if (n == 0 || n > 100)
        return false;
    for (size_t i = 0; i < n; i++)
        if (name[i] <= ' ' || name[i] > '~')
            return false;
    return true;
}

/* Where the sign stands first before `end`; `end` where it does not. */
static const char *until(const char *from, const char *end, char sign)
{
    const char *found = memchr(from, sign, (size_t)(end - from));
    return found ? found : end;
}

enum err input_form(struct arena *a, const char *body, size_t n, struct inputs *in)
{
    for (const char *p = body, *end = body + n; p < end;) {
        const char *stop = until(p, end, '&'), *name_end = until(p, stop, '=');
        char *name, *value = "";
        size_t name_n, value_n = 0;
        enum err e = input_decode(a, p, (size_t)(name_end - p), &name, &name_n);
        if (e == OK && name_end < stop)
            e = input_decode(a, name_end + 1, (size_t)(stop - name_end - 1), &value, &value_n);
        if (e != OK || (stop > p && !name_sound(name, name_n)))
            return ERR_INPUT;
        if (stop > p && (e = add(in, a, (struct input){.name = name, .value = value, .n = value_n})) != OK)
            return e;
        p = stop + 1;
    }
    return OK;
}

/* ---- multipart/form-data (RFC 7578) ---- */

/* What stands between parts: the boundary on a line of its own, the end of the line before included. */
static char *delimiter_of(struct arena *a, const char *content_type)
{
    const char *p = strcasestr(content_type, "boundary=");
    if (!p)
        return NULL;
    p += strlen("boundary=");
    const char *after = "; \t";
    if (*p == '"') {
        p++;
        after = "\"";
    }
    const size_t n = strcspn(p, after);
    if (n == 0 || n > BOUNDARY_MOST)
        return NULL;
    return arena_printf(a, "\r\n--%.*s", (int)n, p);
}

/* The value of a parameter in a part's head: name="answer". */
static char *parameter(struct arena *a, const char *head, const char *name)
{
    const char *key = arena_printf(a, "; %s=\"", name);
    const char *p = strcasestr(head, key);
    if (!p)
        return NULL;
    p += strlen(key);
    const char *end = strchr(p, '"');
    if (!end)
        return NULL;
    return arena_text(a, p, (size_t)(end - p));
}

static enum err add_part(struct arena *a, const char *head, const char *value, size_t n, struct inputs *in)
{
    const char *name = parameter(a, head, "name");
    if (!name || !name_sound(name, strlen(name)))
        return ERR_INPUT;
    struct input part = {.name = name, .value = value, .n = n, .kind = INPUT_FILE};
    if (!parameter(a, head, "filename")) {
        part.value = arena_text(a, value, n);
        part.kind = INPUT_FORM;
    }
    return add(in, a, part);
}

enum err input_multipart(struct arena *a, const char *content_type, const char *body, size_t n,
                         struct inputs *in)
{
    const char *delimiter = delimiter_of(a, content_type);
    if (!delimiter)
        return ERR_INPUT;
    const size_t len = strlen(delimiter);
    const char *end = body + n, *p = body;
    if (n < len - 2 || memcmp(p, delimiter + 2, len - 2) != 0) /* the first has no line before it */
        return ERR_INPUT;
    for (p += len - 2;;) {
        if (end - p >= 2 && memcmp(p, "--", 2) == 0)
            return OK;
        if (end - p < 2 || memcmp(p, "\r\n", 2) != 0)
            return ERR_INPUT;
        p += 2;
        const char *head_end = memmem(p, (size_t)(end - p), "\r\n\r\n", 4);
        if (!head_end)
            return ERR_INPUT;
        const char *value = head_end + 4;
        const char *next = memmem(value, (size_t)(end - value), delimiter, len);
        if (!next)
            return ERR_INPUT; /* it did not arrive whole */
        const char *head = arena_text(a, p, (size_t)(head_end - p));
        const enum err e = add_part(a, head, value, (size_t)(next - value), in);
        if (e != OK)
            return e;
        p = next + len;
    }
}

/* ---- application/json ---- */

static enum err flatten(struct arena *a, const char *name, const json *value, struct inputs *in);

/* The document itself has no name and is no value. */
static enum err flatten_object(struct arena *a, const char *name, const json *object, struct inputs *in)
{
    enum err e = OK;
    for (size_t i = 0; i < json_members(object) && e == OK; i++) {
        const char *key;
        const json *member = json_member(object, i, &key);
        if (!name_sound(key, strlen(key)) || strchr(key, '.'))
            return ERR_INPUT;
        if (*name)
            key = arena_printf(a, "%s.%s", name, key);
        e = flatten(a, key, member, in);
    }
    return e;
}

/* The value as text; "" for a null and for what has members. */
static const char *value_text(struct arena *a, const json *value)
{
    switch (json_kind_of(value)) {
    case JSON_TEXT:
        return json_text(value, "");
    case JSON_NULL:
    case JSON_OBJECT:
    case JSON_ARRAY:
        return "";
    default:
        return json_write(a, value);
    }
}

static enum err flatten(struct arena *a, const char *name, const json *value, struct inputs *in)
{
    static const enum input_kind kinds[] = {
        [JSON_NULL] = INPUT_NULL, [JSON_TEXT] = INPUT_TEXT, [JSON_INT] = INPUT_INT,
        [JSON_REAL] = INPUT_REAL, [JSON_BOOL] = INPUT_BOOL, [JSON_OBJECT] = INPUT_OBJECT,
        [JSON_ARRAY] = INPUT_LIST};
    const enum input_kind kind = kinds[json_kind_of(value)];
    const char *text = value_text(a, value);
    enum err e = add(in, a, (struct input){.name = name, .value = text, .n = strlen(text), .kind = kind});
    if (e == OK && kind == INPUT_OBJECT)
        e = flatten_object(a, name, value, in);
    for (size_t i = 0; i < json_len(value) && e == OK; i++)
        e = flatten(a, arena_printf(a, "%s.%zu", name, i + 1), json_at(value, i), in);
    return e;
}

enum err input_json(struct arena *a, const char *body, size_t n, struct inputs *in)
{
    json *doc;
    if (n == 0)
        return OK;
    if (json_parse(a, body, n, JSON_DEPTH, &doc) != OK || json_kind_of(doc) != JSON_OBJECT)
        return ERR_INPUT;
    return flatten_object(a, "", doc, in);
}

/* ---- cookies (RFC 6265) ---- */

const char *input_cookie(struct arena *a, const char *header, const char *name)
{
    const size_t n = strlen(name);
    for (const char *p = header; p && *p;) {
        p += strspn(p, "; ");
        const size_t len = strcspn(p, ";");
        if (len > n && strncmp(p, name, n) == 0 && p[n] == '=')
            return arena_text(a, p + n + 1, len - n - 1);
        p += len;
    }
    return NULL;
}
