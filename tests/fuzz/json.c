#include "base/json.h"
#include <stdlib.h>
#include <string.h>

/* Whatever the bytes: what json_parse takes is written as one line that it takes again, as the same value;
 * whichever parser reads it; and what it takes is UTF-8 without a NUL, so that it can be handled as a string
 * from there on. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(64 << 20, false);
    json *value, *again, *own;
    if (json_parse(a, (const char *)data, n, 32, &value) == OK) {
        const char *text = json_write(a, value);
        if (strpbrk(text, "\r\n\t") || json_parse(a, text, strlen(text), 32, &again) != OK ||
            json_parse_own(a, text, &own) != OK || !json_equal(value, again) || !json_equal(value, own) ||
            !json_equal(value, json_copy(a, value)))
            abort();
    }
    json_parse_own(a, arena_text(a, (const char *)data, n), &own) == OK ? (void)json_write(a, own) : (void)0;
    arena_free(a);
    return 0;
}
