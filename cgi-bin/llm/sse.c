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

static void empty(struct buf *buf)
{
    buf->len = 0;
    buf->data[0] = '\0';
}

static void dispatch(struct sse *sse)
{
    if (sse->any) {
        const bool ends = sse->data.len > 0; /* every data line left an LF behind it */
        const struct sse_event e = {
            .name = sse->name.data, .data = sse->data.data, .n = sse->data.len - ends};
        sse->data.data[e.n] = '\0';
        sse->status = sse->on_event(sse->ctx, &e);
    }
    sse->any = false;
    empty(&sse->name);
    empty(&sse->data);
}

static void take_field(struct sse *sse, const char *name, const char *value, size_t n)
{
    if (text_equal(name, "data")) {
        buf_add_bytes(&sse->data, value, n);
        buf_add_char(&sse->data, '\n');
    } else if (text_equal(name, "event")) {
        empty(&sse->name);
        buf_add_bytes(&sse->name, value, n);
    } else if (!text_equal(name, "id") && !text_equal(name, "retry")) {
        return;
    }
    sse->any = true;
}

static void take_line(struct sse *sse)
{
    char *line = sse->line.data;
    size_t n = sse->line.len;
    if (!sse->begun && n >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
        line += 3;
        n -= 3;
    }
    sse->begun = true;
    if (n == 0) {
        dispatch(sse);
    } else if (*line == '{') {
        const struct sse_event stray = {.name = "", .data = line, .n = n, .stray = true};
        sse->status = sse->on_event(sse->ctx, &stray);
    } else if (*line != ':') {
        char *colon = memchr(line, ':', n);
        const char *value = line + n;
        if (colon) {
            value = colon + 1;
            *colon = '\0';
        }
        value += *value == ' ';
        take_field(sse, line, value, (size_t)(line + n - value));
    }
    empty(&sse->line);
}

enum err sse_feed(struct sse *sse, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n && sse->status == OK;) {
        if (sse->after_cr && bytes[i] == '\n') {
            sse->after_cr = false;
            i++;
            continue;
        }
        sse->after_cr = false;
        size_t end = i;
        while (end < n && bytes[end] != '\n' && bytes[end] != '\r')
            end++;
        buf_add_bytes(&sse->line, bytes + i, end - i);
        if (end < n) {
            sse->after_cr = bytes[end] == '\r';
            if (buf_status(&sse->line) == OK)
                take_line(sse);
            end++;
        }
        i = end;
        if (sse->status == OK && (buf_status(&sse->line) != OK || buf_status(&sse->data) != OK))
            sse->status = ERR_LIMIT;
    }
    return sse->status;
}
