#include "llm/json_stream.h"
#include "base/buf.h"
#include "base/num.h"
#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { MOST_NAME = 64, DEEPEST = 32, MOST_PIECE = 1 << 20, REPLACEMENT = 0xfffd };

struct json_stream {
    const char *members;
    void (*on_text)(void *ctx, const char *text, size_t n);
    void *ctx;
    struct buf out;
    enum { BEFORE, WITHIN, MUTE } state;
    int depth;             /* of objects and arrays open */
    bool objects[DEEPEST]; /* is the one at this depth an object? */
    bool is_key;           /* the next string of an object is a key */
    bool in_string, escaped, wanted;
    bool again;           /* a wanted string was there before */
    bool fenced;          /* a fence came before the document */
    char name[MOST_NAME]; /* of the root's member; key being read */
    size_t name_n;
    int hex;             /* digits still to come of a \u escape */
    uint32_t unit, high; /* the escape's value; a high surrogate before it */
    char part[4];        /* of a character in UTF-8 that has not all come */
    size_t part_n, part_want;
};

struct json_stream *json_stream_new(struct arena *a, const char *members,
                                    void (*on_text)(void *ctx, const char *text, size_t n), void *ctx)
{
    struct json_stream *p = arena_alloc(a, sizeof *p);
    *p = (struct json_stream){
        .members = members, .on_text = on_text, .ctx = ctx, .out = buf_new(a, MOST_PIECE)};
    return p;
}

/* ---- what is passed on ---- */

static bool is_control(const char *bytes, size_t n)
{
    const unsigned char first = (unsigned char)bytes[0];
    if (n == 1)
        return (first < 0x20 && first != '\n' && first != '\t') || first == 0x7f;
    return n == 2 && first == 0xc2 && (unsigned char)bytes[1] < 0xa0;
}

/* One character. */
static void pass(struct json_stream *p, const char *bytes, size_t n)
{
    if (is_control(bytes, n))
        return;
    if (text_valid(bytes, n))
        buf_add_bytes(&p->out, bytes, n);
    else
        buf_add(&p->out, "\xef\xbf\xbd");
}

static void pass_point(struct json_stream *p, uint32_t c)
{
    char b[4];
    size_t n = 1;
    if (c < 0x80) {
        b[0] = (char)c;
    } else if (c < 0x800) {
        b[0] = (char)(0xc0 | c >> 6);
        n = 2;
    } else if (c < 0x10000) {
        b[0] = (char)(0xe0 | c >> 12);
        n = 3;
    } else {
        b[0] = (char)(0xf0 | c >> 18);
        n = 4;
    }
    for (size_t i = 1; i < n; i++)
        b[i] = (char)(0x80 | (c >> 6 * (n - 1 - i) & 0x3f));
    pass(p, b, n);
}

/* A high surrogate that no low one followed. */
static void pass_lone(struct json_stream *p)
{
    if (p->high)
        pass_point(p, REPLACEMENT);
    p->high = 0;
}

static void pass_unit(struct json_stream *p, uint32_t unit)
{
    const bool low = unit >= 0xdc00 && unit < 0xe000;
    if (low && p->high) {
        pass_point(p, 0x10000 + ((p->high - 0xd800) << 10) + (unit - 0xdc00));
        p->high = 0;
        return;
    }
    pass_lone(p);
    if (unit >= 0xd800 && unit < 0xdc00)
        p->high = unit;
    else if (low)
        pass_point(p, REPLACEMENT);
    else
        pass_point(p, unit);
}

static void pass_partial(struct json_stream *p)
{
    if (p->part_n)
        pass_point(p, REPLACEMENT);
    p->part_n = 0;
}

/* A byte of a string as it stands; bytes of one character are kept until it is whole. */
static void pass_byte(struct json_stream *p, char c)
{
    const bool goes_on = ((unsigned char)c & 0xc0) == 0x80;
    pass_lone(p);
    if (!goes_on) {
        pass_partial(p);
        p->part_want = text_point_bytes(c);
    } else if (!p->part_n) {
        p->part_want = 1; /* stands alone where it can't: text_valid says so */
    }
    p->part[p->part_n++] = c;
    if (p->part_n == p->part_want) {
        pass(p, p->part, p->part_n);
        p->part_n = 0;
    }
}

/* ---- where it stands ---- */

static bool is_member(const struct json_stream *p)
{
    const size_t n = strlen(p->name);
    for (const char *m = p->members + strspn(p->members, ", "); *m;) {
        const size_t k = strcspn(m, ", ");
        if (k == n && strncmp(m, p->name, n) == 0)
            return true;
        m += k + strspn(m + k, ", ");
    }
    return false;
}

static void in_escape(struct json_stream *p, char c)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (p->hex > 0) {
        const int digit = num_hex_digit(c);
        p->unit <<= 4;
        if (digit > 0)
            p->unit |= (uint32_t)digit;
        if (--p->hex == 0) {
            p->escaped = false;
            if (p->wanted)
                pass_unit(p, p->unit);
        }
        return;
    }
    if (c == 'u') {
        p->hex = 4;
        p->unit = 0;
        return;
    }
    p->escaped = false;
    const char *at = strchr(names, c);
    if (p->wanted && c && at)
        pass_byte(p, values[at - names]);
}

static void begin_string(struct json_stream *p)
{
    p->in_string = true;
    const bool key = p->is_key && p->objects[p->depth];
    if (key && p->depth == 1) {
        p->name_n = 0;
        p->name[0] = '\0';
    }
    p->wanted = !key && is_member(p);
    if (p->wanted && p->again)
        buf_add(&p->out, "\n");
    p->again = p->again || p->wanted;
}

static void end_string(struct json_stream *p)
{
    pass_lone(p);
    pass_partial(p);
    p->in_string = p->wanted = false;
}

static void within_string(struct json_stream *p, char c)
{
    if (p->escaped) {
        in_escape(p, c);
    } else if (c == '\\') {
        if (p->wanted)
            pass_partial(p);
        p->escaped = true;
    } else if (c == '"') {
        end_string(p);
    } else if (p->wanted) {
        pass_byte(p, c);
    } else if (p->is_key && p->depth == 1 && p->objects[1] && p->name_n < MOST_NAME - 1) {
        p->name[p->name_n++] = c;
        p->name[p->name_n] = '\0';
    }
}

static void open_one(struct json_stream *p, bool object)
{
    if (p->depth == DEEPEST - 1) {
        p->state = MUTE;
        return;
    }
    p->objects[++p->depth] = object;
    p->is_key = object;
}

static void close_one(struct json_stream *p)
{
    p->is_key = false;
    if (--p->depth <= 0)
        p->state = MUTE; /* the document is over */
}

static void step(struct json_stream *p, char c)
{
    if (p->in_string) {
        within_string(p, c);
        return;
    }
    switch (c) {
    case '"':
        begin_string(p);
        break;
    case '{':
    case '[':
        open_one(p, c == '{');
        break;
    case '}':
    case ']':
        close_one(p);
        break;
    case ':':
        p->is_key = false;
        break;
    case ',':
        p->is_key = p->objects[p->depth];
        break;
    default:
        break;
    }
}

/* Before the document there may be blanks and a fence's line. */
static void before(struct json_stream *p, char c)
{
    if (c == '{') {
        p->state = WITHIN;
        open_one(p, true);
    } else if (c == '`') {
        p->fenced = true;
    } else if (!strchr(" \t\r\n", c) && !p->fenced) {
        p->state = MUTE;
    }
}

void json_stream_feed(struct json_stream *p, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n && p->state != MUTE; i++) {
        if (p->state == BEFORE)
            before(p, bytes[i]);
        else
            step(p, bytes[i]);
    }
    if (p->out.len && buf_status(&p->out) == OK)
        p->on_text(p->ctx, p->out.data, p->out.len);
    p->out.len = 0;
}
