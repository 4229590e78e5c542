#include "base/fill.h"
#include "base/fixture.h"

#define FILL(text, ...)                                                                                      \
    fill_holes(a, text, (const struct hole[]){__VA_ARGS__},                                                  \
               sizeof((const struct hole[]){__VA_ARGS__}) / sizeof(struct hole))

static void test_holes_are_filled_wherever_they_stand(void **state)
{
    (void)state;
    assert_string_equal(FILL("{{n}} minutes on {{day}}, {{n}} in all", {"n", "20"}, {"day", "Friday"}),
                        "20 minutes on Friday, 20 in all");
}

static void test_a_hole_that_nobody_named_stays(void **state)
{
    (void)state;
    assert_string_equal(FILL("{{n}} of {{all}}", {"n", "2"}), "2 of {{all}}");
}

static void test_what_fills_a_hole_is_not_looked_into(void **state)
{
    (void)state;
    assert_string_equal(FILL("“{{quote}}”, {{n}}", {"quote", "{{n}}"}, {"n", "3"}), "“{{n}}”, 3");
}

static void test_braces_without_an_end_are_text(void **state)
{
    (void)state;
    assert_string_equal(FILL("{{n", {"n", "3"}), "{{n");
    assert_string_equal(FILL("", {"n", "3"}), "");
}

static void test_the_holes_of_a_text_in_turn(void **state)
{
    (void)state;
    const char *at = "{{one}} and {{two}} and {{";
    assert_string_equal(fill_next_hole(a, &at), "one");
    assert_string_equal(fill_next_hole(a, &at), "two");
    assert_null(fill_next_hole(a, &at));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_holes_are_filled_wherever_they_stand), TEST(test_a_hole_that_nobody_named_stays),
        TEST(test_what_fills_a_hole_is_not_looked_into), TEST(test_braces_without_an_end_are_text),
        TEST(test_the_holes_of_a_text_in_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
