#include "crypto/fixture.h"
#include "crypto/token.h"

#define BASE64URL "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define CROCKFORD "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

static uint8_t login[TOKEN_HASH_BYTES], other_login[TOKEN_HASH_BYTES];

static int known(void **state)
{
    count_up(login, 0xb0, sizeof login);
    memcpy(other_login, login, sizeof login);
    other_login[31] ^= 1;
    return with_arena(state);
}

/* ---- login tokens ---- */

static void test_login_token_is_43_characters_of_base64url(void **state)
{
    (void)state;
    char text[TOKEN_TEXT + 1];
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(token_new(text), OK);
        assert_int_equal(strlen(text), 43);
        assert_int_equal(strspn(text, BASE64URL), 43);
    }
}

static int by_text(const void *x, const void *y)
{
    return strcmp(x, y);
}

static void test_login_tokens_differ(void **state)
{
    (void)state;
    enum { MANY = 10000 };
    char(*tokens)[TOKEN_TEXT + 1] = arena_array(a, MANY, sizeof *tokens);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(token_new(tokens[i]), OK);
    qsort(tokens, MANY, sizeof *tokens, by_text);
    for (int i = 1; i < MANY; i++)
        assert_string_not_equal(tokens[i - 1], tokens[i]);
}

static void test_login_token_and_its_hash_are_the_known_ones(void **state)
{
    (void)state;
    static const char known_text[] = "4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v8";
    uint8_t bytes[32], hash[TOKEN_HASH_BYTES];
    char text[TOKEN_TEXT + 1];
    count_up(bytes, 0xe0, sizeof bytes);
    fix_random(bytes, sizeof bytes);
    assert_int_equal(token_new(text), OK);
    assert_string_equal(text, known_text);
    assert_int_equal(token_hash(text, hash), OK);
    assert_hex(hash, sizeof hash, "9432c1a7d343fcfacb164bdc44ff71c1281c004886b1c428419088d06cd3561a");
}

static void test_anything_but_a_login_token_is_refused(void **state)
{
    (void)state;
    uint8_t hash[TOKEN_HASH_BYTES];
    static const char *const wrong[] = {
        "",
        "4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v",
        "4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v8=",
        "4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v88",
        "4OHi4+Tl5ufo6err7O3u7/Dx8vP09fb3+Pn6+/z9/v8",
        " OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v8",
        "4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v9", /* a second spelling of the same bytes */
        "4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_\xc3\xa9",
    };
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(token_hash(wrong[i], hash), ERR_INPUT);
    assert_int_equal(token_hash(NULL, hash), ERR_INPUT);
}

/* ---- form tokens ---- */

static char *form_token(void)
{
    char *text = NULL;
    assert_int_equal(token_form(a, known_ring(), login, &text), OK);
    return text;
}

/* Computed apart from this code: base64url(random || HMAC-SHA256(K_csrf, binding || random)). */
static void test_form_token_is_the_known_one(void **state)
{
    (void)state;
    uint8_t random[16];
    count_up(random, 0x40, sizeof random);
    fix_random(random, sizeof random);
    assert_string_equal(form_token(), "QEFCQ0RFRkdISUpLTE1OTySWet6b0Xot2BtOJLI_y3AiDYH83YUDnwVaaDZW2URh");
}

static void test_form_token_always_looks_alike_and_never_is(void **state)
{
    (void)state;
    const char *one = form_token(), *two = form_token();
    assert_int_equal(strlen(one), 64);
    assert_int_equal(strspn(one, BASE64URL), 64);
    assert_int_equal(strlen(two), 64);
    assert_string_not_equal(one, two);
}

static void test_form_token_holds_for_its_login(void **state)
{
    (void)state;
    assert_true(token_form_holds(known_ring(), login, form_token()));
}

static void test_form_token_of_another_login_is_refused(void **state)
{
    (void)state;
    assert_false(token_form_holds(known_ring(), other_login, form_token()));
}

static void test_form_token_of_another_installation_is_refused(void **state)
{
    (void)state;
    const struct keyring *other = ring_of("7:" KNOWN_MASTER "\nindex:" OTHER_MASTER "\n");
    assert_false(token_form_holds(other, login, form_token()));
}

static void test_form_token_outlives_a_new_master_key(void **state)
{
    (void)state;
    const struct keyring *rotated =
        ring_of("7:" KNOWN_MASTER "\n8:" OTHER_MASTER "\nindex:" KNOWN_INDEX "\n");
    assert_true(token_form_holds(rotated, login, form_token()));
}

static void test_every_changed_character_of_a_form_token_is_refused(void **state)
{
    (void)state;
    const struct keyring *k = known_ring();
    char *text = form_token();
    for (size_t i = 0; i < 64; i++) {
        const char right = text[i];
        for (const char *c = BASE64URL; *c; c++) {
            text[i] = *c;
            assert_int_equal(token_form_holds(k, login, text), *c == right);
        }
        text[i] = right;
    }
}

static void test_form_token_of_any_other_length_is_refused(void **state)
{
    (void)state;
    const struct keyring *k = known_ring();
    char *text = form_token();
    assert_false(token_form_holds(k, login, NULL));
    assert_false(token_form_holds(k, login, arena_printf(a, "%sA", text)));
    assert_false(token_form_holds(k, login, arena_printf(a, "%s=", text)));
    for (size_t n = 64; n-- > 0;) {
        text[n] = '\0';
        assert_false(token_form_holds(k, login, text));
    }
}

static void test_forged_form_token_is_refused(void **state)
{
    (void)state;
    char zeros[65];
    memset(zeros, 'A', 64);
    zeros[64] = '\0';
    assert_false(token_form_holds(known_ring(), login, zeros));
}

/* ---- recovery codes ---- */

/* ---- a browser that is known ---- */

static void test_a_known_browser_is_known_by_one_name_of_one_installation(void **state)
{
    (void)state;
    char text[TOKEN_KNOWN_TEXT + 1], again[TOKEN_KNOWN_TEXT + 1];
    const struct keyring *k = known_ring(), *other = ring_of("7:" KNOWN_MASTER "\nindex:" OTHER_MASTER "\n");
    assert_int_equal(token_known(k, "alice", text), OK);
    assert_int_equal(token_known(k, "alice", again), OK);
    assert_int_equal(strlen(text), 64);
    assert_int_equal(strspn(text, BASE64URL), 64);
    assert_string_not_equal(text, again);
    assert_true(token_known_holds(k, "alice", text));
    assert_false(token_known_holds(k, "alic", text));
    assert_false(token_known_holds(k, "", text));
    assert_false(token_known_holds(other, "alice", text));
}

static void test_a_known_browser_is_not_known_by_anything_else(void **state)
{
    (void)state;
    char text[TOKEN_KNOWN_TEXT + 2] = "", login_token[TOKEN_TEXT + 1];
    const struct keyring *k = known_ring();
    assert_int_equal(token_known(k, "alice", text), OK);
    for (int i = 0; i < TOKEN_KNOWN_TEXT; i++) {
        text[i] ^= 1;
        assert_false(token_known_holds(k, "alice", text));
        text[i] ^= 1;
    }
    text[64] = 'A';
    assert_false(token_known_holds(k, "alice", text));
    text[63] = '\0';
    assert_false(token_known_holds(k, "alice", text));
    assert_int_equal(token_new(login_token), OK);
    assert_false(token_known_holds(k, "alice", login_token));
    assert_false(token_known_holds(k, "alice", ""));
    assert_false(token_known_holds(k, "alice", NULL));
}

/* ---- recovery codes ---- */

static void test_recovery_code_is_four_groups_of_five(void **state)
{
    (void)state;
    char text[24];
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(token_recovery(text), OK);
        assert_int_equal(strlen(text), 23);
        for (int k = 0; k < 23; k++)
            assert_int_equal(strchr(k % 6 == 5 ? "-" : CROCKFORD, text[k]) != NULL, 1);
    }
}

static void test_every_character_turns_up_in_recovery_codes(void **state)
{
    (void)state;
    char text[24];
    int seen[128] = {0};
    for (int i = 0; i < 2000; i++) {
        assert_int_equal(token_recovery(text), OK);
        for (const char *p = text; *p; p++)
            seen[(int)*p]++;
    }
    for (const char *c = CROCKFORD; *c; c++)
        assert_in_range(seen[(int)*c], 1000, 1500); /* 1250 wanted, 35 off by chance */
}

static void test_recovery_code_is_taken_as_people_type_it(void **state)
{
    (void)state;
    static const char *const same[] = {"01234-56789-ABCDE-FGHJK",       "0123456789ABCDEFGHJK",
                                       "01234-56789-abcde-fghjk",       "  01234 56789 ABCDE FGHJK ",
                                       "OI234-56789-ABCDE-FGHJK",       "oL234-56789-abcde-fghjk",
                                       "o-i-2-3-4-5-6-7-8-9-abcdefghjk"};
    uint8_t hash[TOKEN_HASH_BYTES];
    for (size_t i = 0; i < COUNT(same); i++) {
        assert_int_equal(token_recovery_hash(same[i], hash), OK);
        assert_hex(hash, sizeof hash, "a6b239e79989fa88083024f6fa3518b4f917667d90dc8408053fcf0cfc8cfb8a");
    }
}

static void test_another_recovery_code_has_another_hash(void **state)
{
    (void)state;
    uint8_t one[TOKEN_HASH_BYTES], two[TOKEN_HASH_BYTES];
    assert_int_equal(token_recovery_hash("01234-56789-ABCDE-FGHJK", one), OK);
    assert_int_equal(token_recovery_hash("01234-56789-ABCDE-FGHJM", two), OK);
    assert_memory_not_equal(one, two, sizeof one);
}

static void test_anything_but_a_recovery_code_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"",
                                        "-",
                                        "01234-56789-ABCDE-FGHJ",
                                        "01234-56789-ABCDE-FGHJKM",
                                        "01234-56789-ABCDE-FGHJU",
                                        "01234-56789-ABCDE-FGHJ!",
                                        "01234_56789_ABCDE_FGHJK",
                                        "01234\t56789-ABCDE-FGHJK",
                                        "01234-56789-ABCDE-FGHJ\xc3\xa9"};
    uint8_t hash[TOKEN_HASH_BYTES];
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(token_recovery_hash(wrong[i], hash), ERR_INPUT);
}

static void test_no_random_source_no_tokens(void **state)
{
    (void)state;
    char token[TOKEN_TEXT + 1], code[24], browser[TOKEN_KNOWN_TEXT + 1], *form;
    const struct keyring *k = known_ring();
    randomness.broken = true;
    assert_int_equal(token_new(token), ERR_CRYPTO);
    assert_int_equal(token_form(a, k, login, &form), ERR_CRYPTO);
    assert_int_equal(token_recovery(code), ERR_CRYPTO);
    assert_int_equal(token_known(k, "alice", browser), ERR_CRYPTO);
    assert_string_equal(browser, "");
}

#define TOKEN_TEST(f) cmocka_unit_test_setup_teardown(f, known, usual_random)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TOKEN_TEST(test_login_token_is_43_characters_of_base64url),
        TOKEN_TEST(test_login_tokens_differ),
        TOKEN_TEST(test_login_token_and_its_hash_are_the_known_ones),
        TOKEN_TEST(test_anything_but_a_login_token_is_refused),
        TOKEN_TEST(test_form_token_is_the_known_one),
        TOKEN_TEST(test_form_token_always_looks_alike_and_never_is),
        TOKEN_TEST(test_form_token_holds_for_its_login),
        TOKEN_TEST(test_form_token_of_another_login_is_refused),
        TOKEN_TEST(test_form_token_of_another_installation_is_refused),
        TOKEN_TEST(test_form_token_outlives_a_new_master_key),
        TOKEN_TEST(test_every_changed_character_of_a_form_token_is_refused),
        TOKEN_TEST(test_form_token_of_any_other_length_is_refused),
        TOKEN_TEST(test_forged_form_token_is_refused),
        TOKEN_TEST(test_a_known_browser_is_known_by_one_name_of_one_installation),
        TOKEN_TEST(test_a_known_browser_is_not_known_by_anything_else),
        TOKEN_TEST(test_recovery_code_is_four_groups_of_five),
        TOKEN_TEST(test_every_character_turns_up_in_recovery_codes),
        TOKEN_TEST(test_recovery_code_is_taken_as_people_type_it),
        TOKEN_TEST(test_another_recovery_code_has_another_hash),
        TOKEN_TEST(test_anything_but_a_recovery_code_is_refused),
        TOKEN_TEST(test_no_random_source_no_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
