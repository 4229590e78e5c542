#include "llm/sound.h"
#include <stdbool.h>
#include <stdlib.h>

/* Whatever a recording holds: it is none, or its samples fit what it has. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(64 << 20, false);
    const struct sound s = sound_of(arena_bytes(a, data, n), n);
    int16_t *samples;
    size_t count;
    must(s.ending && s.type && (s.n == 0 || s.n == n));
    if (s.n && sound_samples(a, &s, &samples, &count) == OK)
        must(count <= n); /* two bytes a sample, and at most twice as many of them as there were */
    arena_free(a);
    return 0;
}
