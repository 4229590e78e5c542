#include "base/fixture.h"
#include "base/json_lines.h"

/* Answers each line with the double of its "n"; refuses one without it. */
static enum err twice(struct arena *each, const json *line, void *ctx, json **out)
{
    ++*(int *)ctx;
    if (json_kind_of(json_get(line, "n")) != JSON_INT)
        return ERR_INPUT;
    *out = json_new_object(each);
    json_put_int(each, *out, "twice", 2 * json_get_int(line, "n", 0));
    return OK;
}

static enum err all_memory(struct arena *each, const json *line, void *ctx, json **out)
{
    (void)line, (void)ctx;
    for (int i = 0; i < 1 << 10; i++)
        *out = (json *)arena_alloc(each, 1 << 20);
    return OK;
}

static struct {
    const char *text;
    size_t line;
    int asked;
} got;

static enum err filter(const char *in, size_t n, json_lines_answer answer)
{
    char *told;
    size_t told_n;
    FILE *from = fmemopen((char *)in, n, "r"), *to = open_memstream(&told, &told_n);
    assert_non_null(from);
    assert_non_null(to);
    got.asked = 0;
    const enum err e = json_lines(from, to, answer, &got.asked, &got.line);
    fclose(from);
    fclose(to);
    got.text = arena_copy(a, told);
    free(told);
    return e;
}
#define FILTER(in) filter((in), sizeof(in) - 1, twice)

static void test_an_answer_a_line(void **state)
{
    (void)state;
    assert_int_equal(FILTER("{\"n\": 2}\n{\"n\": 5}\n"), OK);
    assert_string_equal(got.text, "{\"twice\":4}\n{\"twice\":10}\n");
    assert_int_equal(got.line, 2);
}

static void test_the_last_line_needs_no_end(void **state)
{
    (void)state;
    assert_int_equal(FILTER("{\"n\": 2}"), OK);
    assert_string_equal(got.text, "{\"twice\":4}\n");
}

static void test_blank_lines_are_passed_over(void **state)
{
    (void)state;
    assert_int_equal(FILTER("\n  \n{\"n\": 2}\n\n"), OK);
    assert_int_equal(got.asked, 1);
}

static void test_stops_at_the_first_bad_line_and_names_it(void **state)
{
    (void)state;
    static const char *const bad[] = {"{\"n\": 2}\n\n{\"n\": \n{\"n\": 2}\n",
                                      "{\"n\": 2}\n\n[]\n{\"n\": 2}\n",
                                      "{\"n\": 2}\n\n{\"n\": \"2\"}\n{\"n\": 2}\n"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(filter(bad[i], strlen(bad[i]), twice), ERR_INPUT);
        assert_int_equal(got.line, 3);
        assert_string_equal(got.text, "{\"twice\":4}\n");
    }
}

static void test_a_line_over_a_mebibyte_is_refused(void **state)
{
    (void)state;
    enum { LONG = (1 << 20) + 1 };
    char *line = arena_alloc(a, LONG);
    memset(line, ' ', LONG);
    line[LONG - 2] = '{';
    line[LONG - 1] = '}';
    assert_int_equal(filter(line, LONG, twice), ERR_LIMIT);
    assert_int_equal(got.asked, 0);
}

static void test_a_line_that_needs_too_much_memory_is_refused(void **state)
{
    (void)state;
    assert_int_equal(filter("{}\n", 3, all_memory), ERR_LIMIT);
    assert_int_equal(got.line, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_an_answer_a_line),
        TEST(test_the_last_line_needs_no_end),
        TEST(test_blank_lines_are_passed_over),
        TEST(test_stops_at_the_first_bad_line_and_names_it),
        TEST(test_a_line_over_a_mebibyte_is_refused),
        TEST(test_a_line_that_needs_too_much_memory_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
