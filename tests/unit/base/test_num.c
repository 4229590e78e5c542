#include "base/fixture.h"
#include "base/num.h"
#include <locale.h>
#include <math.h>

static void test_whole_numbers_in_their_range(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } good[] = {{"0", 0},
                {"7", 7},
                {"-7", -7},
                {"-0", 0},
                {"007", 7},
                {"9223372036854775807", INT64_MAX},
                {"-9223372036854775808", INT64_MIN}};
    for (size_t i = 0; i < COUNT(good); i++) {
        int64_t v = 99;
        assert_int_equal(num_int(good[i].text, INT64_MIN, INT64_MAX, &v), OK);
        assert_true(v == good[i].value);
    }
}

static void test_anything_but_digits_is_no_whole_number(void **state)
{
    (void)state;
    static const char *const bad[] = {NULL,
                                      "",
                                      "-",
                                      "--1",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1\n",
                                      "1.0",
                                      "1e3",
                                      "0x10",
                                      "1_0",
                                      "٣",
                                      "1,000",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "99999999999999999999999999999999"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        int64_t v = 99;
        assert_int_equal(num_int(bad[i], INT64_MIN, INT64_MAX, &v), ERR_INPUT);
        assert_int_equal(v, 99);
    }
}

static void test_whole_number_outside_its_range_is_refused(void **state)
{
    (void)state;
    int64_t v;
    assert_int_equal(num_int("5", 5, 10, &v), OK);
    assert_int_equal(num_int("10", 5, 10, &v), OK);
    assert_int_equal(num_int("4", 5, 10, &v), ERR_INPUT);
    assert_int_equal(num_int("11", 5, 10, &v), ERR_INPUT);
    assert_int_equal(num_int("-5", 5, 10, &v), ERR_INPUT);
}

static void test_decimal_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } good[] = {{"0", 0}, {"-0.5", -0.5}, {"7.25", 7.25}, {".5", .5}, {"1e3", 1000}, {"1E-2", 0.01}};
    for (size_t i = 0; i < COUNT(good); i++) {
        double v = 99;
        assert_int_equal(num_real(good[i].text, -1e9, 1e9, &v), OK);
        assert_float_equal(v, good[i].value, 0);
    }
}

static void test_anything_else_is_no_decimal_number(void **state)
{
    (void)state;
    static const char *const bad[] = {NULL,
                                      "",
                                      ".",
                                      "-",
                                      "nan",
                                      "inf",
                                      "-Infinity",
                                      "0x1p3",
                                      "1,5",
                                      "1.5 ",
                                      " 1.5",
                                      "1.5.2",
                                      "1e",
                                      "e5",
                                      "1e999",
                                      "-1e999",
                                      "0.00000000000000000000000000000000000001"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        double v = 99;
        assert_int_equal(num_real(bad[i], -INFINITY, INFINITY, &v), ERR_INPUT);
        assert_float_equal(v, 99, 0);
    }
}

static void test_decimal_number_outside_its_range_is_refused(void **state)
{
    (void)state;
    double v;
    assert_int_equal(num_real("1", 1, 10, &v), OK);
    assert_int_equal(num_real("10.0", 1, 10, &v), OK);
    assert_int_equal(num_real("0.999", 1, 10, &v), ERR_INPUT);
    assert_int_equal(num_real("10.001", 1, 10, &v), ERR_INPUT);
}

static void test_point_is_the_point_in_any_locale(void **state)
{
    (void)state;
    if (!setlocale(LC_ALL, "de_DE.UTF-8"))
        setlocale(LC_ALL, "");
    double v = 0;
    const enum err point = num_real("1.5", 0, 10, &v), comma = num_real("1,5", 0, 10, &v);
    setlocale(LC_ALL, "C");
    assert_int_equal(point, OK);
    assert_float_equal(v, 1.5, 0);
    assert_int_equal(comma, ERR_INPUT);
}

static void test_hexadecimal_digits_of_either_case(void **state)
{
    (void)state;
    assert_int_equal(num_hex_digit('0'), 0);
    assert_int_equal(num_hex_digit('9'), 9);
    assert_int_equal(num_hex_digit('a'), 10);
    assert_int_equal(num_hex_digit('F'), 15);
}

static void test_any_other_character_is_no_hexadecimal_digit(void **state)
{
    (void)state;
    for (const char *p = "/:@G`gxX -"; *p; p++)
        assert_int_equal(num_hex_digit(*p), -1);
    assert_int_equal(num_hex_digit('\0'), -1);
}

static void test_smaller_and_larger_of_two_sizes(void **state)
{
    (void)state;
    assert_true(num_min(3, 5) == 3 && num_min(5, 3) == 3 && num_min(4, 4) == 4);
    assert_true(num_max(3, 5) == 5 && num_max(5, 3) == 5 && num_max(4, 4) == 4);
    assert_true(num_min(0, SIZE_MAX) == 0 && num_max(0, SIZE_MAX) == SIZE_MAX);
}

static void test_a_number_is_held_within_its_range(void **state)
{
    (void)state;
    assert_true(num_clamp(4, 1, 9) == 4);
    assert_true(num_clamp(1, 1, 9) == 1 && num_clamp(9, 1, 9) == 9);
    assert_true(num_clamp(-7, 1, 9) == 1 && num_clamp(70, 1, 9) == 9);
    assert_true(num_clamp(INT64_MIN, -1, INT64_MAX) == -1 && num_clamp(5, 2, 2) == 2);
}

static void test_share_of_nothing_is_nothing(void **state)
{
    (void)state;
    assert_true(num_share(1, 4) == 0.25 && num_share(0, 4) == 0 && num_share(3, 1) == 3);
    assert_true(num_share(1, 0) == 0 && num_share(0, 0) == 0 && num_share(1, -1) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_whole_numbers_in_their_range),
        TEST(test_anything_but_digits_is_no_whole_number),
        TEST(test_whole_number_outside_its_range_is_refused),
        TEST(test_decimal_numbers),
        TEST(test_anything_else_is_no_decimal_number),
        TEST(test_decimal_number_outside_its_range_is_refused),
        TEST(test_point_is_the_point_in_any_locale),
        TEST(test_hexadecimal_digits_of_either_case),
        TEST(test_any_other_character_is_no_hexadecimal_digit),
        TEST(test_smaller_and_larger_of_two_sizes),
        TEST(test_a_number_is_held_within_its_range),
        TEST(test_share_of_nothing_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
