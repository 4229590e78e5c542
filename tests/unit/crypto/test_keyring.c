#include "crypto/fixture.h"

/* Known answers made with another library. Data key 20..3f version 1, nonce 60..6b,
 * kid 7. */
#define KNOWN_WRAPPED                                                                                        \
    "010100000007606162636465666768696a6beb3b20c680d327faf682432bf6c60e74927f8b7aae805f53b6e8b78c17e4403e"   \
    "b84beb624ecfcdb5f01ab4369b4401b0"
#define KNOWN_CHECK "357c05a1dfc3f0e3ec41f1b84bb38cdc11eceb2ac660b81453b3682e4286b713"
#define KNOWN_BLIND "a096da6da9bb24318b9d0b44bfff71774fa6cf0dc69f4f7335fd7d0b568d65ca"

static struct dek known_dek(void)
{
    struct dek d = {.version = 1};
    count_up(d.key, 0x20, sizeof d.key);
    return d;
}

static enum err unwraps(const struct keyring *k, struct bytes wrapped)
{
    struct dek d;
    return keyring_unwrap(k, id_of(KNOWN_USER), 1, wrapped, &d);
}

/* ---- wrapping ---- */

static void test_known_wrapped_key_opens(void **state)
{
    (void)state;
    struct dek d;
    assert_int_equal(keyring_unwrap(known_ring(), id_of(KNOWN_USER), 1, unhex(KNOWN_WRAPPED), &d), OK);
    assert_int_equal(d.version, 1);
    assert_memory_equal(d.key, known_dek().key, sizeof d.key);
}

static void test_known_wrapped_key_is_made_from_the_same_nonce(void **state)
{
    (void)state;
    uint8_t nonce[12], out[WRAPPED_DEK_BYTES];
    const struct dek d = known_dek();
    count_up(nonce, 0x60, sizeof nonce);
    fix_random(nonce, sizeof nonce);
    assert_int_equal(keyring_wrap(known_ring(), id_of(KNOWN_USER), &d, out), OK);
    assert_hex(out, sizeof out, KNOWN_WRAPPED);
}

static void test_wrapped_key_has_a_fresh_nonce(void **state)
{
    (void)state;
    uint8_t one[WRAPPED_DEK_BYTES], two[WRAPPED_DEK_BYTES];
    const struct dek d = known_dek();
    const struct keyring *k = known_ring();
    assert_int_equal(keyring_wrap(k, id_of(KNOWN_USER), &d, one), OK);
    assert_int_equal(keyring_wrap(k, id_of(KNOWN_USER), &d, two), OK);
    assert_memory_not_equal(one + 6, two + 6, 12);
    assert_memory_not_equal(one + 18, two + 18, 32);
}

static void test_every_flipped_bit_of_a_wrapped_key_is_refused(void **state)
{
    (void)state;
    const struct keyring *k = known_ring();
    const struct bytes w = unhex(KNOWN_WRAPPED);
    uint8_t *bytes = arena_bytes(a, w.data, w.len);
    for (size_t bit = 0; bit < w.len * 8; bit++) {
        /* bytes 2..5 are the kid: a flipped one names a key that isn't there */
        const enum err wanted = bit / 8 >= 2 && bit / 8 < 6 ? ERR_NOT_FOUND : ERR_SEAL;
        bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_int_equal(unwraps(k, (struct bytes){.data = bytes, .len = w.len}), wanted);
        bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
    }
    assert_int_equal(unwraps(k, (struct bytes){.data = bytes, .len = w.len}), OK);
}

static void test_every_truncation_of_a_wrapped_key_is_refused(void **state)
{
    (void)state;
    const struct keyring *k = known_ring();
    const struct bytes w = unhex(KNOWN_WRAPPED "00");
    for (size_t n = 0; n <= w.len; n++)
        assert_int_equal(unwraps(k, (struct bytes){.data = w.data, .len = n}),
                         n == WRAPPED_DEK_BYTES ? OK : ERR_SEAL);
}

static void test_wrapped_key_belongs_to_its_user_and_version(void **state)
{
    (void)state;
    const struct keyring *k = known_ring();
    struct dek d;
    for (int bit = 0; bit < 128; bit++) {
        struct id user = id_of(KNOWN_USER);
        user.b[bit / 8] ^= (uint8_t)(1U << bit % 8);
        assert_int_equal(keyring_unwrap(k, user, 1, unhex(KNOWN_WRAPPED), &d), ERR_SEAL);
    }
    assert_int_equal(keyring_unwrap(k, id_of(KNOWN_USER), 2, unhex(KNOWN_WRAPPED), &d), ERR_SEAL);
}

static void test_nothing_of_a_refused_key_is_given_out(void **state)
{
    (void)state;
    const uint8_t zeros[32] = {0};
    struct dek d = known_dek();
    struct bytes w = unhex(KNOWN_WRAPPED);
    ((uint8_t *)w.data)[65] ^= 1;
    assert_int_equal(keyring_unwrap(known_ring(), id_of(KNOWN_USER), 1, w, &d), ERR_SEAL);
    assert_memory_equal(d.key, zeros, sizeof zeros);
}

static void test_another_master_key_under_the_same_number_is_refused(void **state)
{
    (void)state;
    const struct keyring *k = ring_of("7:" OTHER_MASTER "\nindex:" KNOWN_INDEX "\n");
    assert_int_equal(unwraps(k, unhex(KNOWN_WRAPPED)), ERR_SEAL);
}

static void test_wrapped_key_names_its_master_key(void **state)
{
    (void)state;
    const struct bytes w = unhex(KNOWN_WRAPPED);
    assert_int_equal(keyring_wrapped_kid(w), 7);
    assert_int_equal(keyring_wrapped_kid((struct bytes){.data = w.data, .len = 65}), 0);
}

static void test_new_data_keys_are_random(void **state)
{
    (void)state;
    struct dek one, two;
    assert_int_equal(keyring_new_dek(3, &one), OK);
    assert_int_equal(keyring_new_dek(3, &two), OK);
    assert_int_equal(one.version, 3);
    assert_memory_not_equal(one.key, two.key, sizeof one.key);
}

static void test_no_random_source_no_keys(void **state)
{
    (void)state;
    uint8_t out[WRAPPED_DEK_BYTES];
    struct dek d = known_dek();
    const char *why = "", *path = arena_printf(a, "%s/keys", new_folder());
    const struct keyring *k = known_ring();
    randomness.broken = true;
    assert_int_equal(keyring_wrap(k, id_of(KNOWN_USER), &d, out), ERR_CRYPTO);
    assert_int_equal(keyring_new_dek(1, &d), ERR_CRYPTO);
    assert_int_equal(keyring_create(path, &why), ERR_IO);
    assert_int_equal(access(path, F_OK), -1);
}

/* ---- rotation ---- */

static void test_highest_number_is_active_wherever_it_stands(void **state)
{
    (void)state;
    const struct keyring *k = ring_of("9:" OTHER_MASTER "\n7:" KNOWN_MASTER "\nindex:" KNOWN_INDEX "\n");
    uint8_t out[WRAPPED_DEK_BYTES];
    const struct dek d = known_dek();
    assert_int_equal(keyring_active(k), 9);
    assert_int_equal(keyring_count(k), 2);
    assert_int_equal(keyring_kid(k, 1), 7);
    assert_int_equal(keyring_kid(k, 2), 0);
    assert_int_equal(keyring_wrap(k, id_of(KNOWN_USER), &d, out), OK);
    assert_int_equal(keyring_wrapped_kid((struct bytes){.data = out, .len = sizeof out}), 9);
    assert_int_equal(unwraps(k, (struct bytes){.data = out, .len = sizeof out}), OK);
}

static void test_old_master_key_still_opens_after_rotation(void **state)
{
    (void)state;
    const struct keyring *k = ring_of("7:" KNOWN_MASTER "\n8:" OTHER_MASTER "\nindex:" KNOWN_INDEX "\n");
    assert_int_equal(keyring_active(k), 8);
    assert_int_equal(unwraps(k, unhex(KNOWN_WRAPPED)), OK);
}

static void test_removed_master_key_opens_no_more(void **state)
{
    (void)state;
    const struct keyring *k = ring_of("8:" OTHER_MASTER "\nindex:" KNOWN_INDEX "\n");
    assert_int_equal(unwraps(k, unhex(KNOWN_WRAPPED)), ERR_NOT_FOUND);
}

static void test_a_key_added_to_the_file_becomes_active_beside_the_old(void **state)
{
    (void)state;
    const char *path = key_file_mode("7:" KNOWN_MASTER "\nindex:" KNOWN_INDEX "\n", 0400), *why = "";
    struct keyring *k;
    uint32_t kid = 0;
    struct stat st;
    assert_int_equal(keyring_add(path, &kid, &why), OK);
    assert_int_equal(kid, 8);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0400);
    assert_int_equal(keyring_read(a, path, &k, &why), OK);
    assert_int_equal(keyring_active(k), 8);
    assert_int_equal(keyring_count(k), 2);
    assert_int_equal(unwraps(k, unhex(KNOWN_WRAPPED)), OK);
}

static void test_adding_keeps_comments_and_minds_a_missing_last_newline(void **state)
{
    (void)state;
    const char *path = key_file_mode("# kept\n\n7:" KNOWN_MASTER "\nindex:" KNOWN_INDEX, 0400), *why = "";
    struct keyring *k;
    uint32_t kid;
    char head[16] = "";
    assert_int_equal(keyring_add(path, &kid, &why), OK);
    assert_int_equal(keyring_read(a, path, &k, &why), OK);
    assert_int_equal(keyring_count(k), 2);
    FILE *f = fopen(path, "r");
    assert_non_null(fgets(head, sizeof head, f));
    fclose(f);
    assert_string_equal(head, "# kept\n");
}

static void assert_add_refused(const char *path, const char *wanted)
{
    struct keyring *k;
    const char *why = "";
    uint32_t kid;
    assert_int_equal(keyring_read(a, path, &k, &why), OK);
    const size_t before = keyring_count(k);
    assert_int_not_equal(keyring_add(path, &kid, &why), OK);
    assert_non_null(strstr(why, wanted));
    assert_int_equal(keyring_read(a, path, &k, &why), OK);
    assert_int_equal(keyring_count(k), before);
    assert_int_equal(access(arena_printf(a, "%s.new", path), F_OK), -1);
}

static void test_a_full_ring_stays_readable(void **state)
{
    (void)state;
    const char *text = "index:" KNOWN_INDEX "\n";
    for (int i = 1; i <= 64; i++)
        text = arena_printf(a, "%s%d:" KNOWN_MASTER "\n", text, i);
    assert_add_refused(key_file_mode(text, 0400), "as many keys as it can");
}

static void test_the_last_number_stays_readable(void **state)
{
    (void)state;
    assert_add_refused(key_file_mode("4294967295:" KNOWN_MASTER "\nindex:" KNOWN_INDEX "\n", 0400), "number");
}

static void test_a_file_that_would_grow_too_long_stays_readable(void **state)
{
    (void)state;
    const char *text = arena_printf(a, "1:" KNOWN_MASTER "\nindex:" KNOWN_INDEX "\n#%16200s\n", "");
    assert_add_refused(key_file_mode(text, 0400), "can't");
}

/* ---- the file ---- */

static void test_created_file_is_private_and_holds_fresh_keys(void **state)
{
    (void)state;
    const char *one = arena_printf(a, "%s/keys", new_folder()),
               *two = arena_printf(a, "%s/keys", new_folder()), *why = "";
    uint8_t check_one[MASTER_CHECK_BYTES], check_two[MASTER_CHECK_BYTES];
    struct keyring *k;
    struct stat st;
    assert_int_equal(keyring_create(one, &why), OK);
    assert_int_equal(keyring_create(two, &why), OK);
    assert_int_equal(stat(one, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0400);
    assert_int_equal(keyring_read(a, one, &k, &why), OK);
    assert_int_equal(keyring_active(k), 1);
    assert_int_equal(keyring_check(k, 1, check_one), OK);
    assert_int_equal(keyring_read(a, two, &k, &why), OK);
    assert_int_equal(keyring_check(k, 1, check_two), OK);
    assert_memory_not_equal(check_one, check_two, sizeof check_one);
}

static void test_a_file_is_never_written_over(void **state)
{
    (void)state;
    const char *path = key_file_mode("7:" KNOWN_MASTER "\nindex:" KNOWN_INDEX "\n", 0400), *why = "";
    struct keyring *k;
    assert_int_equal(keyring_create(path, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "never written over"));
    assert_int_equal(keyring_read(a, path, &k, &why), OK);
    assert_int_equal(keyring_active(k), 7);
}

static void assert_file_refused(const char *path, const char *wanted)
{
    struct keyring *k = NULL;
    const char *why = "";
    if (keyring_read(a, path, &k, &why) != ERR_CONFIG)
        fail_msg("taken, wanted: %s", wanted);
    if (!strstr(why, wanted) || !strstr(why, path))
        fail_msg("told “%s”, wanted “%s” and %s", why, wanted, path);
    assert_null(k);
    /* never a key in a message */
    assert_null(strstr(why, "00010203"));
}

static void test_a_file_others_may_read_is_refused(void **state)
{
    (void)state;
    static const mode_t open_modes[] = {0440, 0404, 0640, 0644, 0420, 0402, 0410, 0401, 0777};
    static const mode_t closed_modes[] = {0400, 0600};
    const char text[] = "7:" KNOWN_MASTER "\nindex:" KNOWN_INDEX "\n", *why = "";
    struct keyring *k;
    for (size_t i = 0; i < COUNT(open_modes); i++)
        assert_file_refused(key_file_mode(text, open_modes[i]),
                            "can be read by others: its mode must be 0400");
    for (size_t i = 0; i < COUNT(closed_modes); i++)
        assert_int_equal(keyring_read(a, key_file_mode(text, closed_modes[i]), &k, &why), OK);
}

static void test_a_missing_file_is_refused(void **state)
{
    (void)state;
    assert_file_refused(arena_printf(a, "%s/none", new_folder()), "No such file");
}

static void test_a_folder_or_pipe_is_refused_without_waiting(void **state)
{
    (void)state;
    const char *folder = new_folder(), *pipe = arena_printf(a, "%s/pipe", folder);
    assert_int_equal(mkfifo(pipe, 0400), 0);
    assert_file_refused(folder, "is not a file");
    alarm(10);
    assert_file_refused(pipe, "is not a file");
    alarm(0);
}

static void test_bad_lines_are_refused_by_number(void **state)
{
    (void)state;
#define INDEX_LINE "index:" KNOWN_INDEX "\n"
#define HEX62 "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e"
    static const struct {
        const char *text, *why;
    } bad[] = {
        {INDEX_LINE "7:" KNOWN_MASTER "\n7:" OTHER_MASTER "\n",
         "line 3: has a key number that was there before"},
        {INDEX_LINE "7:" KNOWN_MASTER "\n07:" OTHER_MASTER "\n", "line 3: "},
        {INDEX_LINE INDEX_LINE "7:" KNOWN_MASTER "\n", "line 2: is a second index secret"},
        {INDEX_LINE "7:" HEX62 "\n", "line 2: is not 64 hex digits"},
        {INDEX_LINE "7:" HEX62 "1f00\n", "line 2: is not 64 hex digits"},
        {INDEX_LINE "7:" HEX62 "1g\n", "line 2: is not 64 hex digits"},
        {INDEX_LINE "7: " HEX62 "1\n", "line 2: is not 64 hex digits"},
        {INDEX_LINE "7:" KNOWN_MASTER " \n", "line 2: is not 64 hex digits"},
        {INDEX_LINE "7:" KNOWN_MASTER "\r\n", "line 2: is not 64 hex digits"},
        {INDEX_LINE "7:\n", "line 2: is not 64 hex digits"},
        {"index:" HEX62 "\n7:" KNOWN_MASTER "\n", "line 1: is not 64 hex digits"},
        {INDEX_LINE "0:" KNOWN_MASTER "\n", "line 2: does not begin with a key number"},
        {INDEX_LINE "-1:" KNOWN_MASTER "\n", "line 2: does not begin with a key number"},
        {INDEX_LINE "4294967296:" KNOWN_MASTER "\n", "line 2: does not begin with a key number"},
        {INDEX_LINE "Index:" KNOWN_MASTER "\n", "line 2: does not begin with a key number"},
        {INDEX_LINE " 7:" KNOWN_MASTER "\n", "line 2: does not begin with a key number"},
        {INDEX_LINE ":" KNOWN_MASTER "\n", "line 2: does not begin with a key number"},
        {INDEX_LINE KNOWN_MASTER "\n", "line 2: has no colon"},
        {"# a note\n\n" INDEX_LINE "7 " KNOWN_MASTER "\n", "line 4: has no colon"},
        {"7:" KNOWN_MASTER "\n", "has no index secret"},
        {INDEX_LINE, "has no master key"},
        {"", "has no master key"},
        {"# nothing but a note\n", "has no master key"},
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_file_refused(key_file_mode(bad[i].text, 0400), bad[i].why);
}

static void test_one_key_too_many_is_refused(void **state)
{
    (void)state;
    const char *text = INDEX_LINE;
    for (int i = 1; i <= 65; i++)
        text = arena_printf(a, "%s%d:" KNOWN_MASTER "\n", text, i);
    assert_file_refused(key_file_mode(text, 0400), "line 66: is one key too many");
}

static void test_a_file_too_long_or_not_text_is_refused(void **state)
{
    (void)state;
    static const char cut[] = INDEX_LINE "7:" KNOWN_MASTER "\n\0008:" KNOWN_MASTER "\n";
    const char *path = write_file(new_folder(), "keys", cut, sizeof cut - 1);
    assert_int_equal(chmod(path, 0400), 0);
    assert_file_refused(path, "is not text");
    assert_file_refused(
        key_file_mode(arena_printf(a, "%s7:" KNOWN_MASTER "\n#%16400s\n", INDEX_LINE, ""), 0400),
        "can't read");
}

static void test_comments_blank_lines_and_capitals_are_fine(void **state)
{
    (void)state;
    const struct keyring *k = ring_of("# made in November\n\nindex:" KNOWN_INDEX "\n\n# the first\n"
                                      "7:000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");
    uint8_t check[MASTER_CHECK_BYTES];
    assert_int_equal(keyring_check(k, 7, check), OK);
    assert_hex(check, sizeof check, KNOWN_CHECK);
}

/* ---- keyed hashes ---- */

static void test_master_check_is_the_known_one(void **state)
{
    (void)state;
    uint8_t check[MASTER_CHECK_BYTES];
    assert_int_equal(keyring_check(known_ring(), 7, check), OK);
    assert_hex(check, sizeof check, KNOWN_CHECK);
    assert_int_equal(keyring_check(known_ring(), 8, check), ERR_NOT_FOUND);
}

static void test_blind_index_of_a_name_is_the_known_one(void **state)
{
    (void)state;
    uint8_t alice[BLIND_BYTES], other[BLIND_BYTES];
    assert_int_equal(keyring_blind_name(known_ring(), "alice", alice), OK);
    assert_hex(alice, sizeof alice, KNOWN_BLIND);
    assert_int_equal(keyring_blind_name(known_ring(), "alicf", other), OK);
    assert_memory_not_equal(alice, other, sizeof alice);
    assert_int_equal(keyring_blind_name(known_ring(), "", other), OK);
    assert_memory_not_equal(alice, other, sizeof alice);
}

static void test_blind_index_depends_on_the_index_secret_alone(void **state)
{
    (void)state;
    uint8_t out[BLIND_BYTES];
    assert_int_equal(keyring_blind_name(ring_of("1:" OTHER_MASTER "\nindex:" KNOWN_INDEX "\n"), "alice", out),
                     OK);
    assert_hex(out, sizeof out, KNOWN_BLIND);
    assert_int_equal(
        keyring_blind_name(ring_of("7:" KNOWN_MASTER "\nindex:" OTHER_MASTER "\n"), "alice", out), OK);
    assert_string_not_equal(hex_of(out, sizeof out), KNOWN_BLIND);
}

/* Computed apart from this code: HMAC-SHA256(HKDF-Expand-SHA512(IK, "greenroom/v1 throttle", 32), text). */
static void test_throttle_hash_and_form_key_are_the_known_ones(void **state)
{
    (void)state;
    uint8_t out[BLIND_BYTES];
    assert_int_equal(keyring_blind_throttle(known_ring(), "192.0.2.7", out), OK);
    assert_hex(out, sizeof out, "60ea7c5b5208bf654ad7c59e3a312bba4b82cc25f42e7fde5ca80badf95676f3");
    assert_hex(keyring_form_key(known_ring()), 32,
               "2ff28751bfbe023ee512e905d56765ca6447ad2729f033bc238af47abda22995");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CRYPTO_TEST(test_known_wrapped_key_opens),
        CRYPTO_TEST(test_known_wrapped_key_is_made_from_the_same_nonce),
        CRYPTO_TEST(test_wrapped_key_has_a_fresh_nonce),
        CRYPTO_TEST(test_every_flipped_bit_of_a_wrapped_key_is_refused),
        CRYPTO_TEST(test_every_truncation_of_a_wrapped_key_is_refused),
        CRYPTO_TEST(test_wrapped_key_belongs_to_its_user_and_version),
        CRYPTO_TEST(test_nothing_of_a_refused_key_is_given_out),
        CRYPTO_TEST(test_another_master_key_under_the_same_number_is_refused),
        CRYPTO_TEST(test_wrapped_key_names_its_master_key),
        CRYPTO_TEST(test_new_data_keys_are_random),
        CRYPTO_TEST(test_no_random_source_no_keys),
        CRYPTO_TEST(test_highest_number_is_active_wherever_it_stands),
        CRYPTO_TEST(test_old_master_key_still_opens_after_rotation),
        CRYPTO_TEST(test_removed_master_key_opens_no_more),
        CRYPTO_TEST(test_a_key_added_to_the_file_becomes_active_beside_the_old),
        CRYPTO_TEST(test_adding_keeps_comments_and_minds_a_missing_last_newline),
        CRYPTO_TEST(test_a_full_ring_stays_readable),
        CRYPTO_TEST(test_the_last_number_stays_readable),
        CRYPTO_TEST(test_a_file_that_would_grow_too_long_stays_readable),
        CRYPTO_TEST(test_created_file_is_private_and_holds_fresh_keys),
        CRYPTO_TEST(test_a_file_is_never_written_over),
        CRYPTO_TEST(test_a_file_others_may_read_is_refused),
        CRYPTO_TEST(test_a_missing_file_is_refused),
        CRYPTO_TEST(test_a_folder_or_pipe_is_refused_without_waiting),
        CRYPTO_TEST(test_bad_lines_are_refused_by_number),
        CRYPTO_TEST(test_one_key_too_many_is_refused),
        CRYPTO_TEST(test_a_file_too_long_or_not_text_is_refused),
        CRYPTO_TEST(test_comments_blank_lines_and_capitals_are_fine),
        CRYPTO_TEST(test_master_check_is_the_known_one),
        CRYPTO_TEST(test_blind_index_of_a_name_is_the_known_one),
        CRYPTO_TEST(test_blind_index_depends_on_the_index_secret_alone),
        CRYPTO_TEST(test_throttle_hash_and_form_key_are_the_known_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
