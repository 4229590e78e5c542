#include "llm/mask.h"
#include "base/buf.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* Whatever a person wrote: masked and put back it is the same, masked again it is the same, and
 * in pieces it comes as it does whole. The first byte says where it is cut. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void see(void *ctx, const char *text, size_t n)
{
    buf_add_bytes(ctx, text, n);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    if (n < 1)
        return 0;
    struct arena *a = arena_new(256 << 20, false);
    const char *text = text_mend(a, (const char *)data + 1, n - 1);
    struct mask *m = mask_new(a, text);
    const char *masked = mask_text(m, text);
    const char *back = json_text(mask_restore_json(m, json_new_text(a, masked)), "");
    must(strcmp(back, text) == 0);
    must(strcmp(mask_text(m, text), masked) == 0);
    must(text_valid(masked, strlen(masked)));

    const size_t step = data[0] % 16 + 1U, len = strlen(masked);
    struct buf seen = buf_new(a, 64 << 20);
    struct mask_stream *s = mask_stream_new(m, see, &seen);
    for (size_t i = 0; i < len; i += step)
        mask_feed(s, masked + i, step < len - i ? step : len - i);
    mask_feed_end(s);
    must(strcmp(seen.data, text) == 0);
    arena_free(a);
    return 0;
}
