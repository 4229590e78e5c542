#include "crypto/token.h"
#include "web/input.h"
#include <stdlib.h>
#include <string.h>

/* Whatever a browser sends as its cookies: what is found stands there under that very name, the first wins,
 * and what follows is found too. A token made of it is 43 characters of base64url or none. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(16 << 20, false);
    const char *header = arena_text(a, (const char *)data, n);
    const char *value = input_cookie(a, header, "gr");
    uint8_t hash[TOKEN_HASH_BYTES];
    if (value) {
        must(strstr(header, arena_printf(a, "gr=%s", value)) && !strchr(value, ';'));
        must(token_hash(value, hash) != OK || strlen(value) == TOKEN_TEXT);
    }
    must(token_hash(header, hash) != OK || strlen(header) == TOKEN_TEXT);
    must(strcmp(input_cookie(a, arena_printf(a, "gr=first; %s", header), "gr"), "first") == 0);
    if (!input_cookie(a, header, "gr_last"))
        must(strcmp(input_cookie(a, arena_printf(a, "%s; gr_last=x", header), "gr_last"), "x") == 0);
    arena_free(a);
    return 0;
}
