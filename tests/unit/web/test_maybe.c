#include "base/fixture.h"
#include "web/maybe.h"

static void test_what_is_there_is_shown(void **state)
{
    (void)state;
    const struct id id = {.b = {1}};
    assert_string_equal(maybe_id(a, id), id_text(a, id));
    assert_string_equal(maybe_time(a, 60), "1970-01-01T00:01:00Z");
    assert_string_equal(maybe_moment(a, 60, "UTC"), clock_moment(a, 60, "UTC"));
    assert_string_equal(maybe_hms(a, 60, "UTC"), "00:01:00");
    assert_string_equal(maybe_span(a, 60), "1 min");
    assert_int_equal(json_int(maybe_int(a, 7), 0), 7);
}

static void test_what_is_not_there_is_null(void **state)
{
    (void)state;
    assert_null(maybe_id(a, (struct id){0}));
    assert_null(maybe_time(a, 0));
    assert_null(maybe_moment(a, 0, "UTC"));
    assert_null(maybe_hms(a, 0, "UTC"));
    assert_null(maybe_span(a, 0));
    assert_null(maybe_int(a, 0));
}

static void test_a_list_is_copied_and_none_is_an_empty_one(void **state)
{
    (void)state;
    json *list = json_add_text(a, json_new_array(a), "one"), *copy = maybe_list(a, list);
    assert_true(copy != list && json_equal(copy, list));
    assert_string_equal(json_write(a, maybe_list(a, NULL)), "[]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_is_there_is_shown),
        TEST(test_what_is_not_there_is_null),
        TEST(test_a_list_is_copied_and_none_is_an_empty_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
