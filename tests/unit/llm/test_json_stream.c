#include "base/buf.h"
#include "base/fixture.h"
#include "base/text.h"
#include "llm/json_stream.h"

static struct buf seen;

static void see(void *ctx, const char *text, size_t n)
{
    (void)ctx;
    assert_true(n > 0);
    if (!text_valid(text, n)) /* each piece by itself */
        fail_msg("not UTF-8: %.*s", (int)n, text);
    buf_add_bytes(&seen, text, n);
}

/* Whole, cut at every byte, and byte by byte: the same is seen. */
static void assert_seen(const char *members, const char *document, const char *text)
{
    const size_t n = strlen(document);
    for (size_t cut = 0; cut <= n + 1; cut++) {
        seen = buf_new(a, 1 << 20);
        struct json_stream *p = json_stream_new(a, members, see, NULL);
        for (size_t i = 0; cut > n && i < n; i++)
            json_stream_feed(p, document + i, 1);
        if (cut <= n) {
            json_stream_feed(p, document, cut);
            json_stream_feed(p, document + cut, n - cut);
        }
        if (!text_equal(seen.data, text))
            fail_msg("cut at %zu: “%s”, not “%s”", cut, seen.data, text);
    }
}

static void test_a_member_of_the_root_is_seen(void **state)
{
    (void)state;
    assert_seen("reply", "{\"reply\":\"Good evening.\",\"enough\":false}", "Good evening.");
    assert_seen("reply", " \n{ \"facts\" : {} , \"reply\" : \"Good\" }", "Good");
}

static void test_other_members_are_not(void **state)
{
    (void)state;
    assert_seen(
        "reply",
        "{\"replying\":\"a\",\"repl\":\"b\",\"facts\":{\"reply\":\"c\"},\"x\":[\"reply\",\"d\"],\"\":\"e\"}",
        "");
    assert_seen("reply", "{\"x\":\"reply\",\"y\":\"\\\"reply\\\":\\\"z\"}", "");
}

static void test_strings_of_a_list_come_line_by_line(void **state)
{
    (void)state;
    assert_seen("positive_feedback, improvement_areas",
                "{\"score\":7,\"positive_feedback\":[\"a\",\"b\"],\"anchors\":[{\"name\":\"n\"}],"
                "\"improvement_areas\":[\"c\"]}",
                "a\nb\nc");
}

static void test_several_members_in_the_order_they_come(void **state)
{
    (void)state;
    assert_seen("situation,task", "{\"title\":\"t\",\"task\":\"b\",\"situation\":\"a\"}", "b\na");
}

static void test_escapes_are_undone(void **state)
{
    (void)state;
    assert_seen("r", "{\"r\":\"a\\\"b\\\\c\\/d\\n\\te\\u0041\\u00e9\\u20AC\\ud83c\\udfad.\"}",
                "a\"b\\c/d\n\teA\xc3\xa9\xe2\x82\xac\xf0\x9f\x8e\xad.");
}

static void test_characters_come_whole(void **state)
{
    (void)state;
    assert_seen("r", "{\"r\":\"na\xc3\xafve \xe2\x82\xac \xf0\x9f\x8e\xad\"}",
                "na\xc3\xafve \xe2\x82\xac \xf0\x9f\x8e\xad");
}

static void test_broken_characters_are_marked(void **state)
{
    (void)state;
    assert_seen("r", "{\"r\":\"a\\ud83cb\\udfadc\\ud83c\"}",
                "a\xef\xbf\xbd"
                "b\xef\xbf\xbd"
                "c\xef\xbf\xbd");
    assert_seen("r",
                "{\"r\":\"a\xc3"
                "b\xaf"
                "c\xe2\x82\"}",
                "a\xef\xbf\xbd"
                "b\xef\xbf\xbd"
                "c\xef\xbf\xbd");
}

static void test_control_characters_are_left_out(void **state)
{
    (void)state;
    assert_seen("r", "{\"r\":\"a\\u001b[31mb\\u0000\\b\\r\\u007f\\u0085\\u009bc\x1b\xc2\x9b\"}", "a[31mbc");
}

static void test_what_is_open_is_seen_as_far_as_it_came(void **state)
{
    (void)state;
    assert_seen("reply", "{\"reply\":\"Good ev", "Good ev");
}

static void test_a_fence_may_come_first(void **state)
{
    (void)state;
    assert_seen("reply", "```json\n{\"reply\":\"Good\"}\n```\n{\"reply\":\"again\"}", "Good");
}

static void test_what_is_no_document_gives_nothing(void **state)
{
    (void)state;
    assert_seen("reply", "Here you are: {\"reply\":\"Good\"}", "");
    assert_seen("reply", "<think>{\"reply\":\"Good\"}</think>", "");
    assert_seen("reply", "[{\"reply\":\"Good\"}]", "");
    assert_seen("reply", "", "");
}

static void test_only_the_first_document_counts(void **state)
{
    (void)state;
    assert_seen("reply", "{\"reply\":\"a\"}{\"reply\":\"b\"}", "a");
    assert_seen("reply", "{}]]]]}\"reply\":\"b\"}", "");
}

static void test_endless_depth_gives_nothing_more(void **state)
{
    (void)state;
    struct buf deep = buf_new(a, 1 << 20);
    buf_add(&deep, "{\"x\":");
    for (int i = 0; i < 200; i++)
        buf_add(&deep, "[{\"y\":");
    buf_add(&deep, "\"z\"");
    for (int i = 0; i < 200; i++)
        buf_add(&deep, "}]");
    buf_add(&deep, ",\"reply\":\"a\"}");
    seen = buf_new(a, 1 << 20);
    json_stream_feed(json_stream_new(a, "reply", see, NULL), deep.data, deep.len);
    assert_string_equal(seen.data, "");
}

static void test_no_members_show_nothing(void **state)
{
    (void)state;
    assert_seen("", "{\"\":\"a\",\"reply\":\"b\"}", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_member_of_the_root_is_seen),
        TEST(test_other_members_are_not),
        TEST(test_strings_of_a_list_come_line_by_line),
        TEST(test_several_members_in_the_order_they_come),
        TEST(test_escapes_are_undone),
        TEST(test_characters_come_whole),
        TEST(test_broken_characters_are_marked),
        TEST(test_control_characters_are_left_out),
        TEST(test_what_is_open_is_seen_as_far_as_it_came),
        TEST(test_a_fence_may_come_first),
        TEST(test_what_is_no_document_gives_nothing),
        TEST(test_only_the_first_document_counts),
        TEST(test_endless_depth_gives_nothing_more),
        TEST(test_no_members_show_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
