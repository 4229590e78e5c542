#include "base/buf.h"
#include "base/json_inner.h"

struct writing {
    struct buf out;
    bool pretty;
    int level;
};

static void write_text(struct buf *out, const char *text)
{
    static const char short_ones[] = "\"\"\\\\\bb\nn\rr\tt\ff"; /* pairs */
    buf_add_char(out, '"');
    for (const char *p = text, *plain = p;; p++) {
        if ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
            continue;
        buf_add_bytes(out, plain, (size_t)(p - plain));
        plain = p + 1;
        if (!*p)
            break;
        const char *pair = short_ones;
        while (*pair && *pair != *p)
            pair += 2;
        if (*pair)
            buf_add_bytes(out, (const char[]){'\\', pair[1]}, 2);
        else
            buf_printf(out, "\\u%04x", (unsigned char)*p);
    }
    buf_add_char(out, '"');
}

static void new_line(struct writing *w)
{
    if (!w->pretty)
        return;
    buf_add_char(&w->out, '\n');
    for (int i = 0; i < w->level; i++)
        buf_add(&w->out, "  ");
}

static void write_value(struct writing *w, const json *v);

static void write_list(struct writing *w, const json *v)
{
    const bool object = v->kind == JSON_OBJECT;
    const size_t n = object ? v->members.n : v->items.n;
    buf_add_char(&w->out, object ? '{' : '[');
    w->level++;
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_add_char(&w->out, ',');
        new_line(w);
        if (object) {
            write_text(&w->out, v->members.at[i].key);
            buf_add(&w->out, w->pretty ? ": " : ":");
        }
        write_value(w, object ? v->members.at[i].value : v->items.at[i]);
    }
    w->level--;
    if (n)
        new_line(w);
    buf_add_char(&w->out, object ? '}' : ']');
}

static void write_value(struct writing *w, const json *v)
{
    switch (json_kind_of(v)) {
    case JSON_NULL:
        buf_add(&w->out, "null");
        break;
    case JSON_BOOL:
        buf_add(&w->out, v->truth ? "true" : "false");
        break;
    case JSON_INT:
        buf_add_int(&w->out, v->number);
        break;
    case JSON_REAL:
        buf_add(&w->out, v->real.digits);
        break;
    case JSON_TEXT:
        write_text(&w->out, v->text);
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        write_list(w, v);
        break;
    }
}

static char *written(struct arena *a, const json *value, bool pretty)
{
    struct writing w = {.out = buf_new(a, SIZE_MAX / 4), .pretty = pretty};
    write_value(&w, value);
    return w.out.data;
}

char *json_write(struct arena *a, const json *value)
{
    return written(a, value, false);
}

char *json_write_pretty(struct arena *a, const json *value)
{
    return written(a, value, true);
}
