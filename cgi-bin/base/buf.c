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
static bool room(struct buf *b, size_t n)
{
    if (b->failed || n > b->ceiling - b->len) {
        b->failed = true;
        return false;
    }
    if (b->len + n < b->cap)
        return true;
    const size_t cap = num_max(num_max(b->cap * 2, LEAST_ROOM), b->len + n + 1);
    char *grown = arena_alloc(b->arena, cap);
    memcpy(grown, b->data, b->len);
    b->data = grown;
    b->cap = cap;
    return true;
}

void buf_add_bytes(struct buf *b, const void *bytes, size_t n)
{
    if (!room(b, n))
        return;
    if (n)
        memcpy(b->data + b->len, bytes, n);
    b->len += n;
    b->data[b->len] = '\0';
}

void buf_add(struct buf *b, const char *string)
{
    buf_add_bytes(b, string, strlen(string));
}

void buf_add_char(struct buf *b, char c)
{
    buf_add_bytes(b, &c, 1);
}

void buf_add_int(struct buf *b, int64_t value)
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
    buf_add_bytes(b, digits + at, sizeof digits - at);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const size_t left = b->cap - b->len; /* mostly it is enough */
    const int n = vsnprintf(b->data + b->len, left, format, args);
    b->failed = b->failed || n < 0;
    if (!b->failed && room(b, (size_t)n)) {
        if ((size_t)n >= left)
            vsnprintf(b->data + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    b->data[b->len] = '\0';
    va_end(again);
    va_end(args);
}

enum err buf_status(const struct buf *b)
{
    return err_unless(!b->failed, ERR_LIMIT);
}
