#include "base/buf.h"
#include "base/num.h"
#include <stdio.h>
#include <string.h>

enum { LEAST_ROOM = 256 };

struct buf buf_new(struct arena *a, size_t ceiling)
{
    return (struct buf){.arena = a, .ceiling = ceiling, .data = arena_alloc(a, 1)};
}

/* Room for n more bytes and the NUL; false (and failed) over the ceiling. */
static bool room(struct buf *buf, size_t n)
{
    if (buf->failed || n > buf->ceiling - buf->len) {
        buf->failed = true;
        return false;
    }
    if (buf->len + n < buf->cap)
        return true;
    const size_t cap = num_max(num_max(buf->cap * 2, LEAST_ROOM), buf->len + n + 1);
    char *grown = arena_alloc(buf->arena, cap);
    memcpy(grown, buf->data, buf->len);
    buf->data = grown;
    buf->cap = cap;
    return true;
}

void buf_add_bytes(struct buf *buf, const void *bytes, size_t n)
{
    if (!room(buf, n))
        return;
    if (n)
        memcpy(buf->data + buf->len, bytes, n);
    buf->len += n;
    buf->data[buf->len] = '\0';
}

void buf_add(struct buf *buf, const char *string)
{
    buf_add_bytes(buf, string, strlen(string));
}

void buf_add_char(struct buf *buf, char letter)
{
    buf_add_bytes(buf, &letter, 1);
}

void buf_add_int(struct buf *buf, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = (uint64_t)value;
    if (value < 0)
        rest = -rest;
    do
        digits[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (value < 0)
        digits[--at] = '-';
    buf_add_bytes(buf, digits + at, sizeof digits - at);
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const size_t left = buf->cap - buf->len; /* mostly it is enough */
    const int n = vsnprintf(buf->data + buf->len, left, format, args);
    buf->failed = buf->failed || n < 0;
    if (!buf->failed && room(buf, (size_t)n)) {
        if ((size_t)n >= left)
            vsnprintf(buf->data + buf->len, (size_t)n + 1, format, again);
        buf->len += (size_t)n;
    }
    buf->data[buf->len] = '\0';
    va_end(again);
    va_end(args);
}

enum err buf_status(const struct buf *buf)
{
    return err_unless(!buf->failed, ERR_LIMIT);
}
