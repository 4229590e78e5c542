#include "crypto/fixture.h"
#include "crypto/kdf.h"
#include "crypto/seal.h"

/* Known answers made with another library. Data key 20..3f version 1, salt 40..5f,
 * table 3, column 2, seq 5. */
#define KNOWN_TEXT                                                                                           \
    "Gr\xc3\xbc\xc3\x9f"                                                                                     \
    "e"
#define KNOWN_MESSAGE                                                                                        \
    "010100000001404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"                           \
    "05fcb16a15e60ae2df5f5550b04bb90a4f43a996137281deb1a628ef2d5958dc"                                       \
    "d02035f08aeaac54abd3ebeec4e973c59927f93e2b83eefbf50b2fa2b423c77be4a48e4c28765c6caca9210b468e0d7a"       \
    "f84483b591832c6033cb601a6dd659129420923e13f67ac4031fdd9064506e8429b978bc84691e895dc89c3b7218d651"       \
    "ee8fe50b7560b7ed318b9879ef8f6c7c23d4a9fd044f719a39a25677ed384e42793e9cc6a5781a592f982b13208fa2a5"       \
    "2824aab8e49a6598c6464ade93fd9bafa2c34a920fc13972ea54ef49472298ba41cbc8d4b01efa304c06389d1d52e7e1"       \
    "a59588aa31bb414b250d951fbaf4186bcf1ac377fd13c8aa8285fd17c13ca1d6636060836625348adbd8e6771f7d8889"       \
    "259603cba91aa7c4fec572c08843421237dc3d6cc574c89c5b2ce1c6ce6b87d4"
#define KNOWN_OKM "d230c590b660184c7dbbe8b7385b3df7c23c51fcb26769afdaac344e621576441707ef5ac19ff16febbcb958"
#define KNOWN_AAD                                                                                            \
    "4752763101010000000100030002000102030405460788090a0b0c0d0e0ff0f1f2f3f4f546f7b8f9fafbfcfdfeff00000005"

enum { OVERHEAD = 86, SALT_AT = 6, COMMITMENT_AT = 38, SEALED_AT = 70 };

static struct dek dek;
static struct place at;
static uint8_t salt[32];

static int known(void **state)
{
    dek.version = 1;
    count_up(dek.key, 0x20, sizeof dek.key);
    count_up(salt, 0x40, sizeof salt);
    if (with_arena(state) != 0)
        return -1;
    at =
        (struct place){.table = 3, .column = 2, .user = id_of(KNOWN_USER), .row = id_of(KNOWN_ROW), .seq = 5};
    return 0;
}

static enum err opens(struct bytes sealed)
{
    const char *text = "untouched";
    size_t n = 1;
    const enum err e = seal_open(a, &dek, &at, sealed, &text, &n);
    if (e != OK) {
        assert_null(text);
        assert_int_equal(n, 0);
    }
    return e;
}

static struct bytes sealed(const char *text, size_t n)
{
    struct bytes out;
    assert_int_equal(seal_make(a, &dek, &at, text, n, &out), OK);
    return out;
}

/* ---- the format ---- */

static void test_known_message_opens(void **state)
{
    (void)state;
    const char *text;
    size_t n;
    assert_int_equal(seal_open(a, &dek, &at, unhex(KNOWN_MESSAGE), &text, &n), OK);
    assert_string_equal(text, KNOWN_TEXT);
    assert_int_equal(n, strlen(KNOWN_TEXT));
}

static void test_known_message_is_made_from_the_same_salt(void **state)
{
    (void)state;
    fix_random(salt, sizeof salt);
    const struct bytes m = sealed(KNOWN_TEXT, strlen(KNOWN_TEXT));
    assert_int_equal(m.len, 342);
    assert_hex(m.data, m.len, KNOWN_MESSAGE);
}

static void test_derived_key_is_the_known_one(void **state)
{
    (void)state;
    static const char info[] = "greenroom/v1 data key\x01\x01\0\0\0\x01";
    uint8_t prk[PRK_BYTES], okm[44];
    assert_int_equal(kdf_extract(salt, sizeof salt, dek.key, sizeof dek.key, prk), OK);
    assert_int_equal(kdf_expand(prk, sizeof prk, info, sizeof info - 1, okm, sizeof okm), OK);
    assert_hex(okm, sizeof okm, KNOWN_OKM);
}

/* A message of this salt around any padded text and with any commitment, as only the key's holder could make.
 */
static struct bytes crafted(const uint8_t *plain, size_t n, int spoil_commitment)
{
    const struct bytes known_message = unhex(KNOWN_MESSAGE), okm = unhex(KNOWN_OKM), aad = unhex(KNOWN_AAD);
    uint8_t *m = arena_alloc(a, n + OVERHEAD);
    memcpy(m, known_message.data, SEALED_AT);
    m[COMMITMENT_AT] ^= (uint8_t)spoil_commitment;
    const struct aead with = {.key = okm.data, .nonce = okm.data + 32, .aad = aad.data, .aad_n = aad.len};
    assert_int_equal(kdf_encrypt(&with, plain, n, m + SEALED_AT), OK);
    return (struct bytes){.data = m, .len = n + OVERHEAD};
}

static void test_crafted_message_with_right_padding_opens(void **state)
{
    (void)state;
    const uint8_t plain[256] = {0, 0, 0, 2, 'o', 'k'};
    assert_int_equal(opens(crafted(plain, sizeof plain, 0)), OK);
}

static void test_wrong_commitment_is_refused_though_the_tag_holds(void **state)
{
    (void)state;
    const uint8_t plain[256] = {0, 0, 0, 2, 'o', 'k'};
    assert_int_equal(opens(crafted(plain, sizeof plain, 1)), ERR_SEAL);
}

static void test_wrong_padding_is_refused_though_the_tag_holds(void **state)
{
    (void)state;
    uint8_t plain[512] = {0, 0, 0, 2, 'o', 'k'};
    assert_int_equal(opens(crafted(plain, 255, 0)), ERR_SEAL);
    assert_int_equal(opens(crafted(plain, 257, 0)), ERR_SEAL);
    assert_int_equal(opens(crafted(plain, 512, 0)), ERR_SEAL); /* longer than need be */
    assert_int_equal(opens(crafted(plain, 3, 0)), ERR_SEAL);
    plain[255] = 1;
    assert_int_equal(opens(crafted(plain, 256, 0)), ERR_SEAL);
    plain[255] = 0, plain[6] = 1;
    assert_int_equal(opens(crafted(plain, 256, 0)), ERR_SEAL);
}

static void test_length_beyond_the_message_is_refused_though_the_tag_holds(void **state)
{
    (void)state;
    uint8_t plain[256] = {0, 0, 0, 252};
    assert_int_equal(opens(crafted(plain, sizeof plain, 0)), OK);
    plain[3] = 253;
    assert_int_equal(opens(crafted(plain, sizeof plain, 0)), ERR_SEAL);
    plain[0] = 0xff;
    assert_int_equal(opens(crafted(plain, sizeof plain, 0)), ERR_SEAL);
    memset(plain, 0xff, 4);
    assert_int_equal(opens(crafted(plain, sizeof plain, 0)), ERR_SEAL);
}

/* ---- tampering ---- */

static void test_every_flipped_bit_is_refused(void **state)
{
    (void)state;
    const struct bytes m = unhex(KNOWN_MESSAGE);
    uint8_t *bytes = arena_bytes(a, m.data, m.len);
    size_t taken = 0;
    for (size_t bit = 0; bit < m.len * 8; bit++) {
        bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
        taken += opens((struct bytes){.data = bytes, .len = m.len}) != ERR_SEAL;
        bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    assert_int_equal(taken, 0);
    assert_int_equal(opens((struct bytes){.data = bytes, .len = m.len}), OK);
}

static void test_every_truncation_is_refused(void **state)
{
    (void)state;
    const struct bytes m = unhex(KNOWN_MESSAGE);
    for (size_t n = 0; n < m.len; n++) {
        /* its own memory, so that reading past its end is seen */
        uint8_t *head = malloc(n ? n : 1);
        assert_non_null(head);
        memcpy(head, m.data, n);
        assert_int_equal(opens((struct bytes){.data = head, .len = n}), ERR_SEAL);
        free(head);
    }
}

static void test_appended_bytes_are_refused(void **state)
{
    (void)state;
    const struct bytes m = unhex(KNOWN_MESSAGE "00"), much = unhex(KNOWN_MESSAGE KNOWN_MESSAGE);
    assert_int_equal(opens(m), ERR_SEAL);
    assert_int_equal(opens(much), ERR_SEAL);
}

static void test_nothing_is_no_message(void **state)
{
    (void)state;
    assert_int_equal(opens((struct bytes){.data = NULL, .len = 0}), ERR_SEAL);
    assert_int_equal(seal_version((struct bytes){.data = NULL, .len = 0}), 0);
}

/* ---- where it belongs ---- */

static void test_every_bit_of_its_place_counts(void **state)
{
    (void)state;
    const struct bytes m = unhex(KNOWN_MESSAGE);
    const struct place right = at;
    for (int bit = 0; bit < 128; bit++) {
        at.user.b[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_int_equal(opens(m), ERR_SEAL);
        at = right;
        at.row.b[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_int_equal(opens(m), ERR_SEAL);
        at = right;
    }
    for (int bit = 0; bit < 16; bit++) {
        at.table ^= (uint16_t)(1U << bit);
        assert_int_equal(opens(m), ERR_SEAL);
        at = right;
        at.column ^= (uint16_t)(1U << bit);
        assert_int_equal(opens(m), ERR_SEAL);
        at = right;
    }
    for (int bit = 0; bit < 32; bit++) {
        at.seq ^= 1U << bit;
        assert_int_equal(opens(m), ERR_SEAL);
        at = right;
    }
    assert_int_equal(opens(m), OK);
}

static void test_user_and_row_are_not_interchangeable(void **state)
{
    (void)state;
    const struct id user = at.user;
    at.user = at.row;
    at.row = user;
    assert_int_equal(opens(unhex(KNOWN_MESSAGE)), ERR_SEAL);
}

static void test_another_data_key_is_refused(void **state)
{
    (void)state;
    for (int bit = 0; bit < 256; bit++) {
        dek.key[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_int_equal(opens(unhex(KNOWN_MESSAGE)), ERR_SEAL);
        dek.key[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
}

static void test_another_version_of_the_data_key_is_refused(void **state)
{
    (void)state;
    dek.version = 2;
    assert_int_equal(opens(unhex(KNOWN_MESSAGE)), ERR_SEAL);
}

static void test_message_names_its_data_key_version(void **state)
{
    (void)state;
    assert_int_equal(seal_version(unhex(KNOWN_MESSAGE)), 1);
    dek.version = 0x01020304;
    assert_int_equal(seal_version(sealed("x", 1)), 0x01020304);
    assert_int_equal(seal_version((struct bytes){.data = unhex(KNOWN_MESSAGE).data, .len = OVERHEAD}), 0);
}

/* ---- lengths ---- */

static void test_lengths_are_hidden_in_steps(void **state)
{
    (void)state;
    static const struct {
        size_t text, padded;
    } steps[] = {
        {0, 256},     {1, 256},       {252, 256},     {253, 512},         {508, 512},   {509, 768},
        {4091, 4096}, {4092, 4096},   {4093, 5120},   {5116, 5120},       {5117, 6144}, {6140, 6144},
        {6141, 7168}, {65532, 65536}, {65533, 66560}, {1048576, 1049600},
    };
    char *text = arena_alloc(a, 1048576);
    memset(text, 'x', 1048576);
    for (size_t i = 0; i < COUNT(steps); i++) {
        const struct bytes m = sealed(text, steps[i].text);
        const char *again;
        size_t n;
        assert_int_equal(m.len, steps[i].padded + OVERHEAD);
        assert_int_equal(seal_open(a, &dek, &at, m, &again, &n), OK);
        assert_int_equal(n, steps[i].text);
        assert_memory_equal(again, text, n);
        assert_int_equal(again[n], '\0');
    }
}

static void test_more_than_a_mebibyte_is_refused(void **state)
{
    (void)state;
    struct bytes out;
    char *text = arena_alloc(a, 1048577);
    assert_int_equal(seal_make(a, &dek, &at, text, 1048577, &out), ERR_LIMIT);
}

static void test_sealed_text_is_nowhere_in_the_message(void **state)
{
    (void)state;
    static const char text[] = "a text of somebody's own life";
    const struct bytes m = sealed(text, sizeof text - 1);
    assert_null(memmem(m.data, m.len, text, 8));
    assert_null(memmem(m.data, m.len, dek.key, 8));
}

/* ---- fresh keys ---- */

static int by_bytes(const void *x, const void *y)
{
    return memcmp(x, y, 32);
}

static void test_salts_of_100000_messages_are_distinct(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    uint8_t(*salts)[32] = arena_array(a, MANY, 32);
    for (int i = 0; i < MANY;) {
        struct arena *once = arena_new(1 << 22, true);
        assert_non_null(once);
        for (int k = 0; k < 1000; k++, i++) {
            struct bytes m;
            assert_int_equal(seal_make(once, &dek, &at, "x", 1, &m), OK);
            memcpy(salts[i], m.data + SALT_AT, 32);
        }
        arena_free(once);
    }
    qsort(salts, MANY, 32, by_bytes);
    for (int i = 1; i < MANY; i++)
        assert_memory_not_equal(salts[i - 1], salts[i], 32);
}

static void test_no_random_source_no_message(void **state)
{
    (void)state;
    struct bytes out;
    randomness.broken = true;
    assert_int_equal(seal_make(a, &dek, &at, "x", 1, &out), ERR_CRYPTO);
}

#define SEAL_TEST(f) cmocka_unit_test_setup_teardown(f, known, usual_random)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEAL_TEST(test_known_message_opens),
        SEAL_TEST(test_known_message_is_made_from_the_same_salt),
        SEAL_TEST(test_derived_key_is_the_known_one),
        SEAL_TEST(test_crafted_message_with_right_padding_opens),
        SEAL_TEST(test_wrong_commitment_is_refused_though_the_tag_holds),
        SEAL_TEST(test_wrong_padding_is_refused_though_the_tag_holds),
        SEAL_TEST(test_length_beyond_the_message_is_refused_though_the_tag_holds),
        SEAL_TEST(test_every_flipped_bit_is_refused),
        SEAL_TEST(test_every_truncation_is_refused),
        SEAL_TEST(test_appended_bytes_are_refused),
        SEAL_TEST(test_nothing_is_no_message),
        SEAL_TEST(test_every_bit_of_its_place_counts),
        SEAL_TEST(test_user_and_row_are_not_interchangeable),
        SEAL_TEST(test_another_data_key_is_refused),
        SEAL_TEST(test_another_version_of_the_data_key_is_refused),
        SEAL_TEST(test_message_names_its_data_key_version),
        SEAL_TEST(test_lengths_are_hidden_in_steps),
        SEAL_TEST(test_more_than_a_mebibyte_is_refused),
        SEAL_TEST(test_sealed_text_is_nowhere_in_the_message),
        SEAL_TEST(test_salts_of_100000_messages_are_distinct),
        SEAL_TEST(test_no_random_source_no_message),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
