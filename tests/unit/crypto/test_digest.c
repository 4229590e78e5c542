#include "crypto/digest.h"
#include "crypto/fixture.h"

/* FIPS 180-4's examples. */
static void test_known_digests(void **state)
{
    (void)state;
    uint8_t out[DIGEST_BYTES];
    assert_int_equal(digest_sha256("", 0, out), OK);
    assert_hex(out, sizeof out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_int_equal(digest_sha256("abc", 3, out), OK);
    assert_hex(out, sizeof out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    char *million = arena_alloc(a, 1000000);
    memset(million, 'a', 1000000);
    assert_int_equal(digest_sha256(million, 1000000, out), OK);
    assert_hex(out, sizeof out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void test_every_byte_counts_a_nul_too(void **state)
{
    (void)state;
    uint8_t one[DIGEST_BYTES], two[DIGEST_BYTES];
    assert_int_equal(digest_sha256("a\0b", 3, one), OK);
    assert_int_equal(digest_sha256("a\0c", 3, two), OK);
    assert_memory_not_equal(one, two, sizeof one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CRYPTO_TEST(test_known_digests),
        CRYPTO_TEST(test_every_byte_counts_a_nul_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
