#include "crypto/seal.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Whatever bytes stand in a row: they don't open, neither as they are nor laid over what was sealed there;
 * only what was sealed opens, and only where it was sealed. The same for wrapped keys. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static const struct dek key = {.version = 3, .key = "a data key that nobody else has"};
static const struct place here = {
    .table = SEALED_ATTEMPT, .column = 1, .user = {{1}}, .row = {{2}}, .seq = 5};

static void must(bool holds)
{
    if (!holds)
        abort();
}

static bool opens(struct arena *a, const struct place *at, struct bytes sealed)
{
    const char *text = "";
    size_t len = 1;
    const enum err e = seal_open(a, &key, at, sealed, &text, &len);
    must(e == OK || e == ERR_SEAL);
    return e == OK;
}

/* The bytes laid over the sealed message from a place that the first two say. */
static void laid_over(struct arena *a, struct bytes sealed, const unsigned char *data, size_t n)
{
    if (n < 3)
        return;
    const size_t from = (size_t)(data[0] << 8 | data[1]) % sealed.len;
    const size_t count = n - 2 < sealed.len - from ? n - 2 : sealed.len - from;
    unsigned char *changed = arena_bytes(a, sealed.data, sealed.len);
    memcpy(changed + from, data + 2, count);
    const bool same = memcmp(changed, sealed.data, sealed.len) == 0;
    must(opens(a, &here, (struct bytes){.data = changed, .len = sealed.len}) == same);
    must(!opens(a, &here, (struct bytes){.data = sealed.data, .len = from}));
}

static void elsewhere(struct arena *a, struct bytes sealed, const unsigned char *data, size_t n)
{
    struct place there = here;
    memcpy(&there, data, n < sizeof there ? n : sizeof there);
    const bool same = there.table == here.table && there.column == here.column && there.seq == here.seq &&
                      id_equal(there.user, here.user) && id_equal(there.row, here.row);
    must(opens(a, &there, sealed) == same);
}

static void as_wrapped_key(struct arena *a, const unsigned char *data, size_t n)
{
    static struct keyring *ring;
    static struct arena *life;
    struct dek out;
    const char *why;
    if (!life)
        life = arena_new(1 << 20, true);
    if (!ring) {
        const char *path = arena_printf(life, "/tmp/greenroom-fuzz-keys-%d", (int)getpid());
        must(keyring_create(path, &why) == OK && keyring_read(life, path, &ring, &why) == OK);
        remove(path);
    }
    const struct bytes wrapped = {.data = arena_bytes(a, data, n), .len = n};
    must(keyring_unwrap(ring, here.user, 3, wrapped, &out) != OK);
    (void)keyring_wrapped_kid(wrapped);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(64 << 20, true);
    struct bytes sealed;
    must(seal_make(a, &key, &here, "What I said.", 12, &sealed) == OK && opens(a, &here, sealed));
    const struct bytes raw = {.data = arena_bytes(a, data, n), .len = n};
    must(!opens(a, &here, raw));
    (void)seal_version(raw);
    laid_over(a, sealed, data, n);
    elsewhere(a, sealed, data, n);
    as_wrapped_key(a, data, n);
    arena_free(a);
    return 0;
}
