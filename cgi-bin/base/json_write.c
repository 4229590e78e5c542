#include "base/buf.h"
#include "base/json_inner.h"
#include "base/text.h"

struct writing {
    struct buf out;
    bool pretty;
    int level;
};

/* The letter of the short escape of a character that may not stand for itself; NUL: it has none. */
static char short_escape(char sign)
{
    static const char pairs[] = "\"\"\\\\\bb\nn\rr\tt\ff";
    for (const char *pair = pairs; *pair; pair += 2)
        if (*pair == sign)
            return pair[1];
    return '\0';
}

/* Line breaks beyond ASCII, U+0085, U+2028 and U+2029: programs that read line by line would part a text
 * there. How many bytes such a one has; 0: it is none. */
static size_t wide_break(const char *at, int *point)
{
    *point = 0;
    if (at[0] == '\xc2' && at[1] == '\x85')
        *point = 0x85;
    else if (at[0] == '\xe2' && at[1] == '\x80' && (at[2] == '\xa8' || at[2] == '\xa9'))
        *point = 0x2000 + ((unsigned char)at[2] & 0x3f);
    return *point ? text_point_bytes(at[0]) : 0;
}

static void write_text(struct buf *out, const char *text)
{
    buf_add_char(out, '"');
    for (const char *p = text, *plain = p;; p++) {
        int point;
        const size_t wide = wide_break(p, &point);
        if (wide) {
            buf_add_bytes(out, plain, (size_t)(p - plain));
            buf_printf(out, "\\u%04x", point);
            p += wide - 1;
            plain = p + 1;
            continue;
        }
        if ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
            continue;
        buf_add_bytes(out, plain, (size_t)(p - plain));
        plain = p + 1;
        if (!*p)
            break;
        const char letter = short_escape(*p);
        if (letter)
            buf_add_bytes(out, (const char[]){'\\', letter}, 2);
        else
            buf_printf(out, "\\u%04x", (unsigned char)*p);
    }
    buf_add_char(out, '"');
}

static void new_line(struct writing *to)
{
    if (!to->pretty)
        return;
    buf_add_char(&to->out, '\n');
    for (int i = 0; i < to->level; i++)
        buf_add(&to->out, "  ");
}

static void write_value(struct writing *to, const json *value);

static void write_member(struct writing *to, const struct json_member *member)
{
    write_text(&to->out, member->key);
    buf_add_char(&to->out, ':');
    if (to->pretty)
        buf_add_char(&to->out, ' ');
    write_value(to, member->value);
}

static void begin(struct writing *to, char bracket)
{
    buf_add_char(&to->out, bracket);
    to->level++;
}

/* What stands before the i-th of a list. */
static void separate(struct writing *to, size_t i)
{
    if (i)
        buf_add_char(&to->out, ',');
    new_line(to);
}

static void end(struct writing *to, char bracket, size_t n)
{
    to->level--;
    if (n)
        new_line(to);
    buf_add_char(&to->out, bracket);
}

static void write_array(struct writing *to, const json *array)
{
    begin(to, '[');
    for (size_t i = 0; i < array->items.n; i++) {
        separate(to, i);
        write_value(to, array->items.at[i]);
    }
    end(to, ']', array->items.n);
}

static void write_object(struct writing *to, const json *object)
{
    begin(to, '{');
    for (size_t i = 0; i < object->members.n; i++) {
        separate(to, i);
        write_member(to, &object->members.at[i]);
    }
    end(to, '}', object->members.n);
}

static void write_value(struct writing *to, const json *value)
{
    static const char *const truths[] = {[false] = "false", [true] = "true"};
    switch (json_kind_of(value)) {
    case JSON_NULL:
        buf_add(&to->out, "null");
        break;
    case JSON_BOOL:
        buf_add(&to->out, truths[value->truth]);
        break;
    case JSON_INT:
        buf_add_int(&to->out, value->number);
        break;
    case JSON_REAL:
        buf_add(&to->out, value->real.digits);
        break;
    case JSON_TEXT:
        write_text(&to->out, value->text);
        break;
    case JSON_ARRAY:
        write_array(to, value);
        break;
    case JSON_OBJECT:
        write_object(to, value);
        break;
    }
}

static char *written(struct arena *a, const json *value, bool pretty)
{
    struct writing to = {.out = buf_new(a, SIZE_MAX / 4), .pretty = pretty};
    write_value(&to, value);
    return to.out.data;
}

char *json_write(struct arena *a, const json *value)
{
    return written(a, value, false);
}

char *json_write_pretty(struct arena *a, const json *value)
{
    return written(a, value, true);
}
