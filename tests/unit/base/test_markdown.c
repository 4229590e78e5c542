#include "base/fixture.h"
#include "base/markdown.h"

static const char *part(const char *text)
{
    struct buf b = buf_new(a, 1000);
    markdown_part(&b, "Task", text);
    assert_int_equal(buf_status(&b), OK);
    return b.data;
}

static void test_a_part_has_its_label_in_bold(void **state)
{
    (void)state;
    assert_string_equal(part("Move a ward."), "**Task.** Move a ward.\n\n");
}

static void test_a_blank_part_is_left_out(void **state)
{
    (void)state;
    assert_string_equal(part(" \n"), "");
}

static void test_a_line_that_would_be_a_heading_list_or_quotation_is_text(void **state)
{
    (void)state;
    assert_string_equal(part("# one\n- two\n> three\n* four\n+ five\n= six"),
                        "**Task.** \\# one\n\\- two\n\\> three\n\\* four\n\\+ five\n\\= six\n\n");
}

static void test_the_same_characters_within_a_line_stay(void **state)
{
    (void)state;
    assert_string_equal(part("C# - 2 > 1"), "**Task.** C# - 2 > 1\n\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_part_has_its_label_in_bold),
        TEST(test_a_blank_part_is_left_out),
        TEST(test_a_line_that_would_be_a_heading_list_or_quotation_is_text),
        TEST(test_the_same_characters_within_a_line_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
