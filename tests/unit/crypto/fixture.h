#ifndef TEST_CRYPTO_FIXTURE_H
#define TEST_CRYPTO_FIXTURE_H

/* Known keys, hex, and the random source, which a test may fix or break. */

#include "base/fixture.h"
#include "crypto/keyring.h"
#include <openssl/rand.h>
#include <sys/random.h>

static struct {
    const uint8_t *fixed; /* given out when set */
    size_t n;
    bool broken;
} randomness;

/* Takes the place of libcrypto's in this program, so that what is made from random bytes can be compared. */
int RAND_bytes(unsigned char *out, int n)
{
    if (randomness.broken)
        return 0;
    if (!randomness.fixed)
        return getrandom(out, (size_t)n, 0) == n;
    assert_int_equal(n, randomness.n);
    memcpy(out, randomness.fixed, (size_t)n);
    return 1;
}

static inline void fix_random(const uint8_t *bytes, size_t n)
{
    randomness.fixed = bytes;
    randomness.n = n;
}

static inline int usual_random(void **state)
{
    memset(&randomness, 0, sizeof randomness);
    return without_arena(state);
}

#define CRYPTO_TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, usual_random)

static inline struct bytes unhex(const char *hex)
{
    const size_t n = strlen(hex) / 2;
    uint8_t *out = arena_alloc(a, n + 1);
    for (size_t i = 0; i < n; i++) {
        unsigned byte;
        assert_int_equal(sscanf(hex + 2 * i, "%2x", &byte), 1);
        out[i] = (uint8_t)byte;
    }
    return (struct bytes){.data = out, .len = n};
}

static inline struct id id_of(const char *hex)
{
    struct id id;
    memcpy(id.b, unhex(hex).data, sizeof id.b);
    return id;
}

/* n bytes that count up: the known answers' keys. */
static inline void count_up(uint8_t *out, int first, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (uint8_t)(first + (int)i);
}

static inline const char *hex_of(const uint8_t *bytes, size_t n)
{
    char *hex = arena_alloc(a, 2 * n + 1);
    for (size_t i = 0; i < n; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    return hex;
}

static inline void assert_hex(const void *bytes, size_t n, const char *hex)
{
    assert_string_equal(hex_of(bytes, n), hex);
}

/* The known answers' master key (bytes 00..1f) and index secret (80..9f), as a key file has them. */
#define KNOWN_MASTER "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
#define KNOWN_INDEX "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f"
#define OTHER_MASTER "c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
#define KNOWN_USER "000102030405460788090a0b0c0d0e0f"
#define KNOWN_ROW "f0f1f2f3f4f546f7b8f9fafbfcfdfeff"

static inline const char *key_file_mode(const char *text, mode_t mode)
{
    const char *path = write_file(new_folder(), "keys", text, strlen(text));
    assert_int_equal(chmod(path, mode), 0);
    return path;
}

static inline struct keyring *ring_of(const char *text)
{
    struct keyring *k;
    const char *why = "";
    if (keyring_read(a, key_file_mode(text, 0400), &k, &why) != OK)
        fail_msg("key file refused: %s", why);
    return k;
}

static inline struct keyring *known_ring(void)
{
    return ring_of("7:" KNOWN_MASTER "\nindex:" KNOWN_INDEX "\n");
}

#endif
