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

static void test_indented_lines_numbers_and_fences_are_text_too(void **state)
{
    (void)state;
    assert_string_equal(part("one\n  # two\n\t- three\n~~~\n12. four\n3) five\n1.5 six\n7 eight"),
                        "**Task.** one\n  \\# two\n\t\\- three\n\\~~~\n12\\. four\n3\\) five\n1\\.5 six\n"
                        "7 eight\n\n");
}

static void test_nothing_is_a_link_an_image_html_or_code(void **state)
{
    (void)state;
    assert_string_equal(part("[a](javascript:alert(1)) ![b](//evil) <img src=x> <http://evil> `c` \\[d](e)"),
                        "**Task.** \\[a](javascript:alert(1)) !\\[b](//evil) \\<img src=x> \\<http://evil> "
                        "\\`c\\` \\\\\\[d](e)\n\n");
}

static void test_a_heading_is_one_line_of_text(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 1000);
    markdown_heading(&b, "One\n# two [x](y)");
    markdown_heading(&b, "");
    assert_string_equal(b.data, "## One \\# two \\[x](y)\n\n## \n\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_part_has_its_label_in_bold),
        TEST(test_a_blank_part_is_left_out),
        TEST(test_a_line_that_would_be_a_heading_list_or_quotation_is_text),
        TEST(test_the_same_characters_within_a_line_stay),
        TEST(test_indented_lines_numbers_and_fences_are_text_too),
        TEST(test_nothing_is_a_link_an_image_html_or_code),
        TEST(test_a_heading_is_one_line_of_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
