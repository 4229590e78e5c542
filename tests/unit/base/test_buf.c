#include "base/buf.h"
#include "base/fixture.h"

static void test_new_buffer_is_empty_text(void **state)
{
    (void)state;
    const struct buf b = buf_new(a, 100);
    assert_string_equal(b.data, "");
    assert_int_equal(b.len, 0);
    assert_int_equal(buf_status(&b), OK);
}

static void test_pieces_stand_in_order(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 1000);
    buf_add(&b, "one ");
    buf_add_char(&b, '2');
    buf_add_bytes(&b, " three!", 6);
    buf_printf(&b, " %d%s", 4, "th");
    assert_string_equal(b.data, "one 2 three 4th");
    assert_int_equal(b.len, strlen(b.data));
    assert_int_equal(buf_status(&b), OK);
}

static void test_whole_numbers_are_written_to_their_last_digit(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 200);
    static const int64_t known[] = {0, 7, -10, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < COUNT(known); i++) {
        buf_add_int(&b, known[i]);
        buf_add_char(&b, ' ');
    }
    assert_string_equal(b.data, "0 7 -10 9223372036854775807 -9223372036854775808 ");
}

static void test_bytes_may_hold_a_nul(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 10);
    buf_add_bytes(&b, "a\0b", 3);
    buf_add_bytes(&b, NULL, 0);
    assert_int_equal(b.len, 3);
    assert_memory_equal(b.data, "a\0b", 4);
}

static void test_grows_to_its_ceiling(void **state)
{
    (void)state;
    enum { CEILING = 100000 };
    struct buf b = buf_new(a, CEILING);
    for (int i = 0; i < CEILING; i++)
        buf_add_char(&b, (char)('a' + i % 26));
    assert_int_equal(buf_status(&b), OK);
    assert_int_equal(b.len, CEILING);
    for (int i = 0; i < CEILING; i++)
        assert_int_equal(b.data[i], 'a' + i % 26);
    assert_int_equal(b.data[CEILING], '\0');
}

static void test_one_byte_over_the_ceiling_fails(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 4);
    buf_add(&b, "four");
    assert_int_equal(buf_status(&b), OK);
    buf_add_char(&b, '5');
    assert_int_equal(buf_status(&b), ERR_LIMIT);
    assert_string_equal(b.data, "four");
}

static void test_failure_is_sticky(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 4);
    buf_add(&b, "a");
    buf_add(&b, "too long");
    buf_add(&b, "b");
    buf_printf(&b, "%d", 1);
    assert_string_equal(b.data, "a");
    assert_int_equal(buf_status(&b), ERR_LIMIT);
}

static void test_printf_over_the_ceiling_fails_whole(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 8);
    buf_printf(&b, "%s", "123456789");
    assert_string_equal(b.data, "");
    assert_int_equal(buf_status(&b), ERR_LIMIT);
}

static void test_huge_length_does_not_wrap(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 100);
    buf_add(&b, "x");
    buf_add_bytes(&b, "y", SIZE_MAX);
    assert_int_equal(buf_status(&b), ERR_LIMIT);
    assert_string_equal(b.data, "x");
}

static void test_ceiling_of_nothing_takes_nothing(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 0);
    buf_add(&b, "");
    assert_int_equal(buf_status(&b), OK);
    buf_add(&b, "x");
    assert_int_equal(buf_status(&b), ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_new_buffer_is_empty_text),
        TEST(test_pieces_stand_in_order),
        TEST(test_whole_numbers_are_written_to_their_last_digit),
        TEST(test_bytes_may_hold_a_nul),
        TEST(test_grows_to_its_ceiling),
        TEST(test_one_byte_over_the_ceiling_fails),
        TEST(test_failure_is_sticky),
        TEST(test_printf_over_the_ceiling_fails_whole),
        TEST(test_huge_length_does_not_wrap),
        TEST(test_ceiling_of_nothing_takes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
