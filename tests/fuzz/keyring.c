#include "crypto/keyring.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whatever stands in a key file: it is refused with a reason that tells no key, or it is a ring whose newest
 * key is active, wraps, and opens what it wrapped. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void must_work(const struct keyring *k)
{
    const struct id user = {{1}};
    struct dek dek = {.version = 2, .key = "a data key"}, opened;
    uint8_t check[MASTER_CHECK_BYTES], wrapped[WRAPPED_DEK_BYTES];
    uint32_t highest = 0;
    for (size_t i = 0; i < keyring_count(k); i++) {
        must(keyring_kid(k, i) > 0 && keyring_check(k, keyring_kid(k, i), check) == OK);
        for (size_t m = 0; m < i; m++)
            must(keyring_kid(k, m) != keyring_kid(k, i));
        highest = keyring_kid(k, i) > highest ? keyring_kid(k, i) : highest;
    }
    const struct bytes sealed = {.data = wrapped, .len = sizeof wrapped};
    must(highest == keyring_active(k) && keyring_kid(k, keyring_count(k)) == 0);
    must(keyring_wrap(k, user, &dek, wrapped) == OK && keyring_wrapped_kid(sealed) == highest);
    must(keyring_unwrap(k, user, 2, sealed, &opened) == OK && memcmp(&opened, &dek, sizeof dek) == 0);
    must(keyring_blind_name(k, "ada", check) == OK && keyring_blind_throttle(k, "10.0.0.1", check) == OK);
}

/* No run of digits as long as a key's. */
static void must_tell_no_key(const char *why)
{
    must(why && *why);
    for (const char *p = why; *p; p += strcspn(p, "0123456789abcdef") ? 1 : 0) {
        const size_t run = strspn(p, "0123456789abcdef");
        must(run < 32);
        p += run;
        if (!*p)
            return;
    }
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    struct arena *a = arena_new(16 << 20, true);
    struct keyring *k;
    const char *why = NULL;
    const int fd = memfd_create("keys", 0);
    must(fd >= 0 && fchmod(fd, 0400) == 0 && write(fd, data, n) == (ssize_t)n);
    if (keyring_read(a, arena_printf(a, "/proc/self/fd/%d", fd), &k, &why) == OK)
        must_work(k);
    else
        must_tell_no_key(why);
    close(fd);
    arena_free(a);
    return 0;
}
