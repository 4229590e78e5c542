#include "llm/sse.h"
#include "base/buf.h"
#include <stdlib.h>
#include <string.h>

/* Whatever the bytes and wherever they are cut: the same events. The first byte says where. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static enum err hear(void *ctx, const struct sse_event *e)
{
    struct buf *heard = ctx;
    if (e->data[e->n] != '\0')
        abort();
    buf_add_char(heard, e->stray ? 's' : 'e');
    buf_add(heard, e->name);
    buf_add_char(heard, '\0');
    buf_add_bytes(heard, e->data, e->n);
    buf_add_char(heard, '\0');
    return OK;
}

static enum err feed(struct arena *a, const char *bytes, size_t n, size_t step, struct buf *heard)
{
    *heard = buf_new(a, 8 << 20);
    struct sse *s = sse_new(a, 4096, hear, heard);
    enum err e = OK;
    for (size_t i = 0; i < n; i += step)
        e = sse_feed(s, bytes + i, step < n - i ? step : n - i);
    return e;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    if (n < 1)
        return 0;
    struct arena *a = arena_new(64 << 20, false);
    struct buf whole, pieces;
    const char *bytes = (const char *)data + 1;
    const enum err e = feed(a, bytes, n - 1, n, &whole),
                   again = feed(a, bytes, n - 1, data[0] % 16 + 1U, &pieces);
    if (e != again || whole.len != pieces.len || memcmp(whole.data, pieces.data, whole.len) != 0)
        abort();
    arena_free(a);
    return 0;
}
