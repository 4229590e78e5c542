#include "llm/mask.h"
#include "base/buf.h"
#include "base/num.h"
#include "llm/mask_find.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { MOST_TEXT = 16 << 20, MOST_PLACE = 24, MOST_DIGITS = 9, DEEPEST = 64 };

static const char *const kinds[] = {[MASK_EMAIL] = "email", [MASK_PHONE] = "phone", [MASK_NUMBER] = "number"};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct mask {
    struct arena *arena;
    json *places; /* value -> placeholder */
    json *values; /* placeholder -> value */
    int next[KINDS];
};

/* ---- placeholders ---- */

/* How much of one stands at the beginning of n bytes: a whole one (*whole, its length is returned), the
 * beginning of one (the bytes end within it: n is returned), or none (0). */
static size_t place_at(const char *at, size_t n, enum mask_kind *kind, long *number, bool *whole)
{
    *whole = false;
    if (n == 0 || at[0] != '[')
        return 0;
    for (size_t k = 0; k < KINDS; k++) {
        const size_t name = strlen(kinds[k]), have = num_min(n - 1, name);
        if (strncasecmp(at + 1, kinds[k], have) != 0)
            continue;
        if (n <= name + 1)
            return n;
        size_t i = name + 1;
        if (at[i] != ' ')
            return 0;
        const size_t first = ++i;
        *number = 0;
        for (; i < n && i - first < MOST_DIGITS && isdigit((unsigned char)at[i]); i++)
            *number = *number * 10 + (at[i] - '0');
        if (i == n)
            return n;
        *kind = (enum mask_kind)k;
        *whole = at[i] == ']' && i > first && at[first] != '0';
        return *whole ? i + 1 : 0;
    }
    return 0;
}

static const char *place(struct arena *a, enum mask_kind kind, long number)
{
    return arena_printf(a, "[%s %ld]", kinds[kind], number);
}

/* Our numbers begin behind the highest that somebody has typed. */
static void pass_over(struct mask *mask, const char *all)
{
    for (const char *p = strchr(all, '['); p; p = strchr(p + 1, '[')) {
        enum mask_kind kind;
        long number;
        bool whole;
        if (place_at(p, strnlen(p, MOST_PLACE), &kind, &number, &whole) && whole &&
            number >= mask->next[kind])
            mask->next[kind] = (int)number + 1;
    }
}

struct mask *mask_new(struct arena *a, const char *all)
{
    struct mask *m = arena_alloc(a, sizeof *m);
    *m = (struct mask){.arena = a, .places = json_new_object(a), .values = json_new_object(a)};
    for (size_t k = 0; k < KINDS; k++)
        m->next[k] = 1;
    pass_over(m, all);
    return m;
}

static const char *place_of(struct mask *mask, enum mask_kind kind, const char *value)
{
    const char *known = json_get_text(mask->places, value, NULL);
    if (known)
        return known;
    const char *made = place(mask->arena, kind, mask->next[kind]++);
    json_put_text(mask->arena, mask->places, value, made);
    json_put_text(mask->arena, mask->values, made, value);
    return made;
}

/* ---- texts ---- */

static const char *all_of(const struct buf *buf)
{
    return buf_status(buf) == OK ? buf->data : "";
}

const char *mask_text(struct mask *mask, const char *text)
{
    struct mask_span s;
    if (!mask_find_next(text, 0, &s))
        return text;
    struct buf b = buf_new(mask->arena, MOST_TEXT);
    size_t done = 0;
    do {
        buf_add_bytes(&b, text + done, s.at - done);
        buf_add(&b, place_of(mask, s.kind, arena_text(mask->arena, text + s.at, s.n)));
        done = s.at + s.n;
    } while (mask_find_next(text, done, &s));
    buf_add(&b, text + done);
    return all_of(&b);
}

/* What our placeholder at p stands for; NULL if there is none of ours. */
static const char *value_at(const struct mask *mask, const char *at, size_t n, size_t *len)
{
    enum mask_kind kind;
    long number;
    bool whole;
    *len = place_at(at, n, &kind, &number, &whole);
    if (!whole)
        return NULL;
    return json_get_text(mask->values, place(mask->arena, kind, number), NULL);
}

static const char *restore(const struct mask *mask, const char *text)
{
    if (json_members(mask->values) == 0 || !strchr(text, '['))
        return text;
    struct buf b = buf_new(mask->arena, MOST_TEXT);
    for (const char *p = text; *p;) {
        size_t len;
        const char *value = value_at(mask, p, strnlen(p, MOST_PLACE), &len);
        if (value) {
            buf_add(&b, value);
            p += len;
        } else {
            buf_add_char(&b, *p++);
        }
    }
    return all_of(&b);
}

/* ---- documents ---- */

/* A copy of a document with every text masked, or restored. */
struct copying {
    struct arena *arena;
    struct mask *mask;         /* to mask with, or */
    const struct mask *masked; /* what was masked with */
};

static const char *changed(const struct copying *copying, const char *text)
{
    return copying->mask ? mask_text(copying->mask, text) : restore(copying->masked, text);
}

static json *copy(const struct copying *copying, const json *value, int depth)
{
    json *to;
    if (depth > DEEPEST)
        return NULL;
    switch (json_kind_of(value)) {
    case JSON_TEXT:
        return json_new_text(copying->arena, changed(copying, json_text(value, "")));
    case JSON_ARRAY:
        to = json_new_array(copying->arena);
        for (size_t i = 0; i < json_len(value); i++)
            json_add(copying->arena, to, copy(copying, json_at(value, i), depth + 1));
        return to;
    case JSON_OBJECT:
        to = json_new_object(copying->arena);
        for (size_t i = 0; i < json_members(value); i++) {
            const char *key;
            const json *one = json_member(value, i, &key);
            json_put(copying->arena, to, key, copy(copying, one, depth + 1));
        }
        return to;
    default:
        return json_copy(copying->arena, value);
    }
}

json *mask_json(struct mask *mask, const json *document)
{
    return copy(&(struct copying){.arena = mask->arena, .mask = mask}, document, 0);
}

json *mask_restore_json(const struct mask *mask, const json *document)
{
    return copy(&(struct copying){.arena = mask->arena, .masked = mask}, document, 0);
}

/* ---- in pieces ---- */

struct mask_stream {
    const struct mask *mask;
    void (*on_text)(void *ctx, const char *text, size_t n);
    void *ctx;
    struct buf out;
    char waiting[MOST_PLACE]; /* the beginning of what may be a placeholder */
    size_t waiting_n;
};

struct mask_stream *mask_stream_new(const struct mask *mask,
                                    void (*on_text)(void *ctx, const char *text, size_t n), void *ctx)
{
    struct mask_stream *s = arena_alloc(mask->arena, sizeof *s);
    *s = (struct mask_stream){
        .mask = mask, .on_text = on_text, .ctx = ctx, .out = buf_new(mask->arena, MOST_TEXT)};
    return s;
}

static void give_waiting(struct mask_stream *stream)
{
    buf_add_bytes(&stream->out, stream->waiting, stream->waiting_n);
    stream->waiting_n = 0;
}

static void take(struct mask_stream *stream, char letter)
{
    if (letter == '[')
        give_waiting(stream);
    if (stream->waiting_n == 0 && letter != '[') {
        buf_add_char(&stream->out, letter);
        return;
    }
    size_t len;
    stream->waiting[stream->waiting_n++] = letter;
    const char *value = value_at(stream->mask, stream->waiting, stream->waiting_n, &len);
    if (value) {
        buf_add(&stream->out, value);
        stream->waiting_n = 0;
    } else if (letter == ']' || len < stream->waiting_n || stream->waiting_n == MOST_PLACE) {
        give_waiting(stream);
    }
}

static void give(struct mask_stream *stream)
{
    if (stream->out.len && buf_status(&stream->out) == OK)
        stream->on_text(stream->ctx, stream->out.data, stream->out.len);
    stream->out.len = 0;
}

void mask_feed(void *stream, const char *text, size_t n)
{
    struct mask_stream *s = stream;
    for (size_t i = 0; i < n; i++)
        take(s, text[i]);
    give(s);
}

void mask_feed_end(struct mask_stream *stream)
{
    give_waiting(stream);
    give(stream);
}
