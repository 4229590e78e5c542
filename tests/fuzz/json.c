#include "base/json.h"
#include <stdlib.h>
#include <string.h>

/* Whatever the bytes: what json_parse takes is written as one line that it takes again, as the same value;
 * and what it takes is UTF-8 without a NUL, so that it can be handled as a string from there on. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(64 << 20, false);
    json *value, *again;
    if (json_parse(a, (const char *)data, n, 32, &value) == OK) {
        const char *text = json_write(a, value);
        if (strpbrk(text, "\r\n\t") || json_parse(a, text, strlen(text), 32, &again) != OK ||
            !json_equal(value, again) || !json_equal(value, json_copy(a, value)))
            abort();
    }
    arena_free(a);
    return 0;
}
