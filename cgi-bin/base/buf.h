#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes with a known length. Not NUL-terminated unless a function says so. */
struct bytes {
    const unsigned char *data;
    size_t len;
};

/* Growing text in an arena with a ceiling set at birth. Failure is sticky: once something did not fit,
 * nothing more is added and buf_status says ERR_LIMIT. data is always NUL-terminated. */
struct buf {
    struct arena *arena;
    char *data;
    size_t len;
    size_t cap;
    size_t ceiling;
    bool failed;
};

/* An empty one; whole strings, n bytes, one byte, a number, printf; did all of it fit? */
struct buf buf_new(struct arena *a, size_t ceiling);
void buf_add(struct buf *buf, const char *string);
void buf_add_bytes(struct buf *buf, const void *bytes, size_t n);
void buf_add_char(struct buf *buf, char letter);
void buf_add_int(struct buf *buf, int64_t value);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
MUST_USE enum err buf_status(const struct buf *buf);

#endif
