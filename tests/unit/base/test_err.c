#include "base/err.h"
#include "base/fixture.h"
#include <ctype.h>

enum { CODES = ERR_INTERNAL + 1 };

static void test_every_code_has_its_own_word(void **state)
{
    (void)state;
    for (int i = 0; i < CODES; i++) {
        const char *name = err_name((enum err)i);
        assert_true(*name != '\0');
        for (const char *p = name; *p; p++)
            assert_true(islower((unsigned char)*p) || *p == '_');
        for (int k = 0; k < i; k++)
            assert_string_not_equal(name, err_name((enum err)k));
    }
}

static void test_status_fits_the_error(void **state)
{
    (void)state;
    static const struct {
        enum err code;
        int status;
    } known[] = {{OK, 200},
                 {ERR_INPUT, 400},
                 {ERR_LOGIN, 401},
                 {ERR_FORBIDDEN, 403},
                 {ERR_NOT_FOUND, 404},
                 {ERR_CONFLICT, 409},
                 {ERR_REUSED, 409},
                 {ERR_LIMIT, 429},
                 {ERR_DB, 503},
                 {ERR_OUTCOME, 503},
                 {ERR_SEAL, 500},
                 {ERR_PROVIDER, 502},
                 {ERR_TIMEOUT, 504},
                 {ERR_BUSY, 503},
                 {ERR_INTERNAL, 500}};
    for (size_t i = 0; i < COUNT(known); i++)
        assert_int_equal(err_status(known[i].code), known[i].status);
    for (int i = 1; i < CODES; i++)
        assert_in_range(err_status((enum err)i), 400, 599);
}

static void test_every_failure_says_what_and_what_next(void **state)
{
    (void)state;
    for (int i = 1; i < CODES; i++) {
        const struct fault f = err_fault((enum err)i);
        assert_int_equal(f.code, i);
        assert_true(f.what && strlen(f.what) > 10);
        assert_true(f.next && strlen(f.next) > 10);
    }
}

static void test_unknown_code_counts_as_a_bug(void **state)
{
    (void)state;
    assert_string_equal(err_name((enum err)999), "internal");
    assert_int_equal(err_status((enum err)(-1)), 500);
    assert_non_null(err_fault((enum err)999).what);
}

static void test_what_holds_is_no_error(void **state)
{
    (void)state;
    assert_int_equal(err_unless(true, ERR_CRYPTO), OK);
    assert_int_equal(err_unless(false, ERR_CRYPTO), ERR_CRYPTO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_code_has_its_own_word),
        TEST(test_status_fits_the_error),
        TEST(test_every_failure_says_what_and_what_next),
        TEST(test_unknown_code_counts_as_a_bug),
        TEST(test_what_holds_is_no_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
