#include "llm/json_stream.h"
#include "base/buf.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* Whatever the bytes and wherever they are cut: the same is seen, and it is text. The first byte says where.
 */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void see(void *ctx, const char *text, size_t n)
{
    if (!text_valid(text, n))
        abort();
    buf_add_bytes(ctx, text, n);
}

static void feed(struct arena *a, const char *bytes, size_t n, size_t step, struct buf *seen)
{
    *seen = buf_new(a, 8 << 20);
    struct json_stream *p = json_stream_new(a, "reply, r", see, seen);
    for (size_t i = 0; i < n; i += step)
        json_stream_feed(p, bytes + i, step < n - i ? step : n - i);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    if (n < 1)
        return 0;
    struct arena *a = arena_new(64 << 20, false);
    struct buf whole, pieces;
    feed(a, (const char *)data + 1, n - 1, n, &whole);
    feed(a, (const char *)data + 1, n - 1, data[0] % 16 + 1U, &pieces);
    if (whole.len != pieces.len || memcmp(whole.data, pieces.data, whole.len) != 0)
        abort();
    arena_free(a);
    return 0;
}
