#include "web/fixture.h"
#include "web/view.h"

static void test_a_field_shows_what_was_typed(void **state)
{
    (void)state;
    struct request *r = new_request(false);
    json *view = json_new_object(a);
    json_put_text(a, (json *)r->given, "role", "nurse");
    json_put_text(a, (json *)r->given, "name", "");
    view_field(r, view, "role", "teacher");
    view_field(r, view, "name", "Ada"); /* an emptied field stays empty */
    view_field(r, view, "zone", "UTC");
    view_field(r, view, "none", NULL);
    assert_string_equal(json_get_text(view, "role", "-"), "nurse");
    assert_string_equal(json_get_text(view, "name", "-"), "");
    assert_string_equal(json_get_text(view, "zone", "-"), "UTC");
    assert_true(json_has(view, "none") && !json_get(view, "none"));
    assert_false(json_has(view, "role_problem"));
}

static void test_a_field_shows_its_problem_and_only_its_own(void **state)
{
    (void)state;
    struct request *r = new_request(false);
    json *view = json_new_object(a);
    request_problem(r, "role", "Please fill this in.");
    request_problem(r, "", "The field “x” does not belong here.");
    view_field(r, view, "role", "");
    view_field(r, view, "role2", "");
    assert_string_equal(json_get_text(view, "role_problem", "-"), "Please fill this in.");
    assert_false(json_has(view, "role2_problem"));
}

static void test_dots_become_underscores(void **state)
{
    (void)state;
    struct request *r = new_request(false);
    json *view = json_new_object(a);
    json_put_text(a, (json *)r->given, "plan_topics.2.name", "Sales");
    request_problem(r, "plan_topics.2.name", "This is too long.");
    view_field(r, view, "plan_topics.2.name", "");
    assert_string_equal(json_get_text(view, "plan_topics_2_name", "-"), "Sales");
    assert_string_equal(json_get_text(view, "plan_topics_2_name_problem", "-"), "This is too long.");
}

/* ---- problems ---- */

static void test_the_first_message_of_a_field_stays(void **state)
{
    (void)state;
    struct request *r = new_request(false);
    request_problem(r, "role", "first");
    request_problem(r, "role", "second");
    request_problem(r, "zone", "third");
    assert_int_equal(r->problems_n, 2);
    assert_string_equal(problem_of(r, "role"), "first");
}

static void test_there_are_only_so_many_problems(void **state)
{
    (void)state;
    struct request *r = new_request(false);
    for (int i = 0; i < 200; i++)
        request_problem(r, arena_printf(a, "f%d", i), "wrong");
    assert_int_equal(r->problems_n, 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_field_shows_what_was_typed),    TEST(test_a_field_shows_its_problem_and_only_its_own),
        TEST(test_dots_become_underscores),         TEST(test_the_first_message_of_a_field_stays),
        TEST(test_there_are_only_so_many_problems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
