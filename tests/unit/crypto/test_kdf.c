#include "crypto/fixture.h"
#include "crypto/kdf.h"

/* RFC 5869's inputs of case 1, with SHA-512; the outputs were computed apart from this code. */
static void test_known_extract_and_expand(void **state)
{
    (void)state;
    uint8_t prk[PRK_BYTES], out[200];
    const struct bytes key = unhex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                       salt = unhex("000102030405060708090a0b0c"), info = unhex("f0f1f2f3f4f5f6f7f8f9");
    assert_int_equal(kdf_extract(salt.data, salt.len, key.data, key.len, prk), OK);
    assert_hex(prk, sizeof prk,
               "665799823737ded04a88e47e54a5890bb2c3d247c7a4254a8e61350723590a26"
               "c36238127d8661b88cf80ef802d57e2f7cebcf1e00e083848be19929c61b4237");
    assert_int_equal(kdf_expand(prk, sizeof prk, info.data, info.len, out, 42), OK);
    assert_hex(out, 42,
               "832390086cda71fb47625bb5ceb168e4c8e26a1a16ed34d9fc7fe92c1481579338da362cb8d9f925d7cb");
    assert_int_equal(kdf_expand(prk, sizeof prk, info.data, info.len, out, 200), OK);
    assert_hex(
        out, 200,
        "832390086cda71fb47625bb5ceb168e4c8e26a1a16ed34d9fc7fe92c1481579338da362cb8d9f925d7cbcce0dff70987"
        "69cf15959867d571c1715450cb530137be3fb62f3cf32b84feba8f1eb1b563e20d9749b8640b8264c4b69b14ad519911"
        "5e1d609c83c6940ce5b4214a0c79946983547a35cdcc17e0daf31b647dec0d0e6142b1deaa036b348422068ca66631c0"
        "ca5586485a276a4336e1cde0e83159b53f017201c7ccfe4ef0d5b543e6715821462a0e876aec3e7ff562173a205240fb"
        "1fa67a81bfa3e267");
}

/* RFC 2104: no salt is one of zeros, and one longer than a block is hashed first. Computed apart from this
 * code. */
static void test_known_extract_with_no_salt_and_with_a_long_one(void **state)
{
    (void)state;
    uint8_t prk[PRK_BYTES], salt[200];
    const struct bytes key = unhex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
    memset(salt, 0xaa, sizeof salt);
    assert_int_equal(kdf_extract(NULL, 0, key.data, key.len, prk), OK);
    assert_hex(prk, sizeof prk,
               "fd200c4987ac491313bd4a2a13287121247239e11c9ef82802044b66ef357e5b"
               "194498d0682611382348572a7b1611de54764094286320578a863f36562b0df6");
    assert_int_equal(kdf_extract(salt, sizeof salt, key.data, key.len, prk), OK);
    assert_hex(prk, sizeof prk,
               "7dbbb8b6c8bae3c53e1eab0e4449b4cb24c50086d860784cbb6be13aabd35736"
               "32b7a9152987aef19b2a6e91ef0d1981c1e5c34b7b41cf480c52973c15d672b5");
}

/* Each output, as it is by itself. */
static void expand_both(const uint8_t prk[PRK_BYTES], const uint8_t first[100], const uint8_t second[64])
{
    uint8_t one[100], two[64];
    const struct kdf_output outputs[] = {{"one", 3, one, sizeof one}, {"two", 3, two, sizeof two}};
    assert_int_equal(kdf_expand_each(prk, PRK_BYTES, outputs, 2), OK);
    assert_memory_equal(one, first, sizeof one);
    assert_memory_equal(two, second, sizeof two);
}

static void test_what_was_forgotten_changes_nothing(void **state)
{
    (void)state;
    uint8_t one[100], two[64], prk[PRK_BYTES] = {1};
    kdf_forget(NULL);
    assert_int_equal(kdf_expand(prk, sizeof prk, "one", 3, one, sizeof one), OK);
    assert_int_equal(kdf_expand(prk, sizeof prk, "two", 3, two, sizeof two), OK);
    expand_both(prk, one, two);
    expand_both(prk, one, two);
    kdf_forget(NULL);
    kdf_forget(NULL);
    expand_both(prk, one, two);
    arena_defer(a, kdf_forget, NULL);
}

static void test_too_much_is_not_made(void **state)
{
    (void)state;
    static uint8_t out[255 * PRK_BYTES + 1];
    const uint8_t prk[PRK_BYTES] = {1};
    assert_int_equal(kdf_expand(prk, sizeof prk, "one", 3, out, sizeof out), ERR_CRYPTO);
    assert_int_equal(kdf_expand(prk, sizeof prk, "one", 3, out, sizeof out - 1), OK);
}

static void test_other_label_other_key(void **state)
{
    (void)state;
    uint8_t one[32], two[32], prk[PRK_BYTES] = {1};
    assert_int_equal(kdf_expand(prk, sizeof prk, "one", 3, one, sizeof one), OK);
    assert_int_equal(kdf_expand(prk, sizeof prk, "two", 3, two, sizeof two), OK);
    assert_memory_not_equal(one, two, sizeof one);
}

/* RFC 4231, cases 1 and 6. */
static void test_known_hmacs(void **state)
{
    (void)state;
    static const char text[] = "Test Using Larger Than Block-Size Key - Hash Key First";
    uint8_t key[131], out[32];
    memset(key, 0x0b, 20);
    assert_int_equal(kdf_hmac_sha256(key, 20, "Hi There", 8, out), OK);
    assert_hex(out, sizeof out, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    memset(key, 0xaa, sizeof key);
    assert_int_equal(kdf_hmac_sha256(key, sizeof key, text, sizeof text - 1, out), OK);
    assert_hex(out, sizeof out, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void test_numbers_are_big_endian(void **state)
{
    (void)state;
    uint8_t out[6];
    kdf_put_u16(out, 0x0102);
    kdf_put_u32(out + 2, 0xfefdfcfb);
    assert_hex(out, sizeof out, "0102fefdfcfb");
    assert_int_equal(kdf_get_u32(out + 2), 0xfefdfcfb);
}

/* The GCM specification's test cases 13, 14 and 16 (AES-256, 96-bit nonce). */
static const struct {
    const char *key, *nonce, *aad, *text, *sealed;
} gcm[] = {
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "",
     "530f8afbc74536b9a963b4f1c4cb738b"},
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "",
     "00000000000000000000000000000000", "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
     "b16aedf5aa0de657ba637b39",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838"
     "c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"},
};

static struct aead with_case(size_t i)
{
    const struct bytes aad = unhex(gcm[i].aad);
    return (struct aead){
        .key = unhex(gcm[i].key).data, .nonce = unhex(gcm[i].nonce).data, .aad = aad.data, .aad_n = aad.len};
}

static void test_known_gcm_texts_are_sealed_and_opened(void **state)
{
    (void)state;
    uint8_t out[128];
    for (size_t i = 0; i < COUNT(gcm); i++) {
        const struct bytes text = unhex(gcm[i].text), sealed = unhex(gcm[i].sealed);
        const struct aead with = with_case(i);
        assert_int_equal(kdf_encrypt(&with, text.data, text.len, out), OK);
        assert_hex(out, sealed.len, gcm[i].sealed);
        assert_int_equal(kdf_decrypt(&with, sealed.data, sealed.len, out), OK);
        assert_hex(out, text.len, gcm[i].text);
    }
}

static void test_refused_text_is_not_given_out(void **state)
{
    (void)state;
    const struct bytes sealed = unhex(gcm[2].sealed);
    const struct aead with = with_case(2);
    uint8_t out[128];
    const uint8_t zeros[128] = {0};
    for (size_t bit = 0; bit < sealed.len * 8; bit++) {
        ((uint8_t *)sealed.data)[bit / 8] ^= (uint8_t)(1U << bit % 8);
        memset(out, 0xff, sizeof out);
        assert_int_equal(kdf_decrypt(&with, sealed.data, sealed.len, out), ERR_SEAL);
        assert_memory_equal(out, zeros, sealed.len - 16);
        ((uint8_t *)sealed.data)[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
}

/* OpenSSL itself would take a tag of one byte. */
static void test_shortened_tag_is_refused(void **state)
{
    (void)state;
    const struct bytes sealed = unhex(gcm[2].sealed);
    const struct aead with = with_case(2);
    uint8_t out[128];
    for (size_t n = 0; n < sealed.len; n++)
        assert_int_equal(kdf_decrypt(&with, sealed.data, n, out), ERR_SEAL);
}

static void test_what_is_authenticated_counts(void **state)
{
    (void)state;
    const struct bytes sealed = unhex(gcm[2].sealed);
    struct aead with = with_case(2);
    uint8_t out[128];
    with.aad_n--;
    assert_int_equal(kdf_decrypt(&with, sealed.data, sealed.len, out), ERR_SEAL);
    with.aad_n++;
    ((uint8_t *)with.aad)[0] ^= 1;
    assert_int_equal(kdf_decrypt(&with, sealed.data, sealed.len, out), ERR_SEAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CRYPTO_TEST(test_known_extract_and_expand),
        CRYPTO_TEST(test_known_extract_with_no_salt_and_with_a_long_one),
        CRYPTO_TEST(test_what_was_forgotten_changes_nothing),
        CRYPTO_TEST(test_too_much_is_not_made),
        CRYPTO_TEST(test_other_label_other_key),
        CRYPTO_TEST(test_known_hmacs),
        CRYPTO_TEST(test_numbers_are_big_endian),
        CRYPTO_TEST(test_known_gcm_texts_are_sealed_and_opened),
        CRYPTO_TEST(test_refused_text_is_not_given_out),
        CRYPTO_TEST(test_shortened_tag_is_refused),
        CRYPTO_TEST(test_what_is_authenticated_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
