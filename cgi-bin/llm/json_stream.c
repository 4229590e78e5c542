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
static void pass(struct json_stream *stream, const char *bytes, size_t n)
{
    if (is_control(bytes, n))
        return;
    if (text_valid(bytes, n))
        buf_add_bytes(&stream->out, bytes, n);
    else
        buf_add(&stream->out, "\xef\xbf\xbd");
}

static void pass_point(struct json_stream *stream, uint32_t point)
{
    char b[4];
    size_t n = 1;
    if (point < 0x80) {
        b[0] = (char)point;
    } else if (point < 0x800) {
        b[0] = (char)(0xc0 | point >> 6);
        n = 2;
    } else if (point < 0x10000) {
        b[0] = (char)(0xe0 | point >> 12);
        n = 3;
    } else {
        b[0] = (char)(0xf0 | point >> 18);
        n = 4;
    }
    for (size_t i = 1; i < n; i++)
        b[i] = (char)(0x80 | (point >> 6 * (n - 1 - i) & 0x3f));
    pass(stream, b, n);
}

/* A high surrogate that no low one followed. */
static void pass_lone(struct json_stream *stream)
{
    if (stream->high)
        pass_point(stream, REPLACEMENT);
    stream->high = 0;
}

static void pass_unit(struct json_stream *stream, uint32_t unit)
{
    const bool low = unit >= 0xdc00 && unit < 0xe000;
    if (low && stream->high) {
        pass_point(stream, 0x10000 + ((stream->high - 0xd800) << 10) + (unit - 0xdc00));
        stream->high = 0;
        return;
    }
    pass_lone(stream);
    if (unit >= 0xd800 && unit < 0xdc00)
        stream->high = unit;
    else if (low)
        pass_point(stream, REPLACEMENT);
    else
        pass_point(stream, unit);
}

static void pass_partial(struct json_stream *stream)
{
    if (stream->part_n)
        pass_point(stream, REPLACEMENT);
    stream->part_n = 0;
}

/* A byte of a string as it stands; bytes of one character are kept until it is whole. */
static void pass_byte(struct json_stream *stream, char letter)
{
    const bool goes_on = ((unsigned char)letter & 0xc0) == 0x80;
    pass_lone(stream);
    if (!goes_on) {
        pass_partial(stream);
        stream->part_want = text_point_bytes(letter);
    } else if (!stream->part_n) {
        stream->part_want = 1; /* stands alone where it can't: text_valid says so */
    }
    stream->part[stream->part_n++] = letter;
    if (stream->part_n == stream->part_want) {
        pass(stream, stream->part, stream->part_n);
        stream->part_n = 0;
    }
}

/* ---- where it stands ---- */

static bool is_member(const struct json_stream *stream)
{
    const size_t n = strlen(stream->name);
    for (const char *m = stream->members + strspn(stream->members, ", "); *m;) {
        const size_t k = strcspn(m, ", ");
        if (k == n && strncmp(m, stream->name, n) == 0)
            return true;
        m += k + strspn(m + k, ", ");
    }
    return false;
}

static void in_escape(struct json_stream *stream, char letter)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (stream->hex > 0) {
        const int digit = num_hex_digit(letter);
        stream->unit <<= 4;
        if (digit > 0)
            stream->unit |= (uint32_t)digit;
        if (--stream->hex == 0) {
            stream->escaped = false;
            if (stream->wanted)
                pass_unit(stream, stream->unit);
        }
        return;
    }
    if (letter == 'u') {
        stream->hex = 4;
        stream->unit = 0;
        return;
    }
    stream->escaped = false;
    const char *at = strchr(names, letter);
    if (stream->wanted && letter && at)
        pass_byte(stream, values[at - names]);
}

static void begin_string(struct json_stream *stream)
{
    stream->in_string = true;
    const bool key = stream->is_key && stream->objects[stream->depth];
    if (key && stream->depth == 1) {
        stream->name_n = 0;
        stream->name[0] = '\0';
    }
    stream->wanted = !key && is_member(stream);
    if (stream->wanted && stream->again)
        buf_add(&stream->out, "\n");
    stream->again = stream->again || stream->wanted;
}

static void end_string(struct json_stream *stream)
{
    pass_lone(stream);
    pass_partial(stream);
    stream->in_string = stream->wanted = false;
}

static void within_string(struct json_stream *stream, char letter)
{
    if (stream->escaped) {
        in_escape(stream, letter);
    } else if (letter == '\\') {
        if (stream->wanted)
            pass_partial(stream);
        stream->escaped = true;
    } else if (letter == '"') {
        end_string(stream);
    } else if (stream->wanted) {
        pass_byte(stream, letter);
    } else if (stream->is_key && stream->depth == 1 && stream->objects[1] && stream->name_n < MOST_NAME - 1) {
        stream->name[stream->name_n++] = letter;
        stream->name[stream->name_n] = '\0';
    }
}

static void open_one(struct json_stream *stream, bool object)
{
    if (stream->depth == DEEPEST - 1) {
        stream->state = MUTE;
        return;
    }
    stream->objects[++stream->depth] = object;
    stream->is_key = object;
}

static void close_one(struct json_stream *stream)
{
    stream->is_key = false;
    if (--stream->depth <= 0)
        stream->state = MUTE; /* the document is over */
}

static void step(struct json_stream *stream, char letter)
{
    if (stream->in_string) {
        within_string(stream, letter);
        return;
    }
    switch (letter) {
    case '"':
        begin_string(stream);
        break;
    case '{':
    case '[':
        open_one(stream, letter == '{');
        break;
    case '}':
    case ']':
        close_one(stream);
        break;
    case ':':
        stream->is_key = false;
        break;
    case ',':
        stream->is_key = stream->objects[stream->depth];
        break;
    default:
        break;
    }
}

/* Before the document there may be blanks and a fence's line. */
static void before(struct json_stream *stream, char letter)
{
    if (letter == '{') {
        stream->state = WITHIN;
        open_one(stream, true);
    } else if (letter == '`') {
        stream->fenced = true;
    } else if (!strchr(" \t\r\n", letter) && !stream->fenced) {
        stream->state = MUTE;
    }
}

void json_stream_feed(struct json_stream *stream, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n && stream->state != MUTE; i++) {
        if (stream->state == BEFORE)
            before(stream, bytes[i]);
        else
            step(stream, bytes[i]);
    }
    if (stream->out.len && buf_status(&stream->out) == OK)
        stream->on_text(stream->ctx, stream->out.data, stream->out.len);
    stream->out.len = 0;
}
