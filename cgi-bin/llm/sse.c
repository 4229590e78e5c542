#include "llm/sse.h"
#include "base/buf.h"
#include "base/text.h"
#include <string.h>

struct sse {
    struct buf line, name, data;
    bool any;      /* a field was set since the last event */
    bool after_cr; /* an LF that comes next belongs to it */
    bool begun;    /* the first line, which may have a byte order mark, is over */
    enum err status;
    enum err (*on_event)(void *ctx, const struct sse_event *e);
    void *ctx;
};

struct sse *sse_new(struct arena *a, size_t ceiling,
                    enum err (*on_event)(void *ctx, const struct sse_event *e), void *ctx)
{
    struct sse *s = arena_alloc(a, sizeof *s);
    *s = (struct sse){
        .line = buf_new(a, ceiling),
        .name = buf_new(a, ceiling),
        .data = buf_new(a, ceiling),
        .on_event = on_event,
        .ctx = ctx,
    };
    return s;
}

static void empty(struct buf *b)
{
    b->len = 0;
    b->data[0] = '\0';
}

static void dispatch(struct sse *s)
{
    if (s->any) {
        const bool ends = s->data.len > 0; /* every data line left an LF behind it */
        const struct sse_event e = {.name = s->name.data, .data = s->data.data, .n = s->data.len - ends};
        s->data.data[e.n] = '\0';
        s->status = s->on_event(s->ctx, &e);
    }
    s->any = false;
    empty(&s->name);
    empty(&s->data);
}

static void take_field(struct sse *s, const char *name, const char *value, size_t n)
{
    if (text_equal(name, "data")) {
        buf_add_bytes(&s->data, value, n);
        buf_add_char(&s->data, '\n');
    } else if (text_equal(name, "event")) {
        empty(&s->name);
        buf_add_bytes(&s->name, value, n);
    } else if (!text_equal(name, "id") && !text_equal(name, "retry")) {
        return;
    }
    s->any = true;
}

static void take_line(struct sse *s)
{
    char *line = s->line.data;
    size_t n = s->line.len;
    if (!s->begun && n >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
        line += 3;
        n -= 3;
    }
    s->begun = true;
    if (n == 0) {
        dispatch(s);
    } else if (*line == '{') {
        const struct sse_event stray = {.name = "", .data = line, .n = n, .stray = true};
        s->status = s->on_event(s->ctx, &stray);
    } else if (*line != ':') {
        char *colon = memchr(line, ':', n);
        const char *value = line + n;
        if (colon) {
            value = colon + 1;
            *colon = '\0';
        }
        value += *value == ' ';
        take_field(s, line, value, (size_t)(line + n - value));
    }
    empty(&s->line);
}

enum err sse_feed(struct sse *s, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n && s->status == OK;) {
        if (s->after_cr && bytes[i] == '\n') {
            s->after_cr = false;
            i++;
            continue;
        }
        s->after_cr = false;
        size_t end = i;
        while (end < n && bytes[end] != '\n' && bytes[end] != '\r')
            end++;
        buf_add_bytes(&s->line, bytes + i, end - i);
        if (end < n) {
            s->after_cr = bytes[end] == '\r';
            if (buf_status(&s->line) == OK)
                take_line(s);
            end++;
        }
        i = end;
        if (s->status == OK && (buf_status(&s->line) != OK || buf_status(&s->data) != OK))
            s->status = ERR_LIMIT;
    }
    return s->status;
}
