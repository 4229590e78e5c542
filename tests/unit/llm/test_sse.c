#include "base/buf.h"
#include "base/fixture.h"
#include "llm/sse.h"

/* What was heard, one event a line: "name|data" with LF shown as '/', "stray|..." for a stray line. */
struct heard {
    struct buf text;
    int left; /* events until the listener has had enough; -1: never */
};

static enum err hear(void *ctx, const struct sse_event *e)
{
    struct heard *h = ctx;
    assert_int_equal(e->data[e->n], '\0');
    buf_printf(&h->text, "%s|", e->stray ? "stray" : e->name);
    for (size_t i = 0; i < e->n; i++)
        buf_add_char(&h->text, e->data[i] == '\n' ? '/' : e->data[i]);
    buf_add(&h->text, "\n");
    return h->left >= 0 && h->left-- == 0 ? ERR_PROVIDER : OK;
}

static enum err feed_in_two(struct arena *room, const char *stream, size_t n, size_t cut, struct heard *h)
{
    *h = (struct heard){.text = buf_new(room, 1 << 20), .left = -1};
    struct sse *s = sse_new(room, 4096, hear, h);
    const enum err e = sse_feed(s, stream, cut);
    return e != OK ? e : sse_feed(s, stream + cut, n - cut);
}

/* Cut at every byte, and fed byte by byte, a stream says the same. */
static void assert_says(const char *stream, size_t n, const char *events)
{
    for (size_t cut = 0; cut <= n; cut++) {
        struct arena *room = arena_new(1 << 20, false);
        struct heard h;
        assert_int_equal(feed_in_two(room, stream, n, cut, &h), OK);
        assert_string_equal(h.text.data, events);
        arena_free(room);
    }
    struct heard h = {.text = buf_new(a, 1 << 20), .left = -1};
    struct sse *s = sse_new(a, 4096, hear, &h);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(sse_feed(s, stream + i, 1), OK);
    assert_string_equal(h.text.data, events);
}

#define SAYS(stream, events) assert_says(stream, sizeof(stream) - 1, events)

static void test_events_are_read_wherever_they_are_cut(void **state)
{
    (void)state;
    SAYS("event: ping\ndata: {\"type\": \"ping\"}\n\ndata: [DONE]\n\n",
         "ping|{\"type\": \"ping\"}\n|[DONE]\n");
}

static void test_lines_end_in_lf_cr_or_both_even_mixed(void **state)
{
    (void)state;
    SAYS("data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\rdata: e\n\r\n", "|a\n|b\n|c\n|d\n|e\n");
}

static void test_comments_and_unknown_fields_are_passed_over(void **state)
{
    (void)state;
    SAYS(": OPENROUTER PROCESSING\n\nfoo: bar\n\ndata: a\n: in between\nbar\ndata: b\n\n", "|a/b\n");
}

static void test_one_blank_after_the_colon_goes(void **state)
{
    (void)state;
    SAYS("data:a\n\ndata:  b\n\ndata: \n\ndata\n\n", "|a\n| b\n|\n|\n");
}

static void test_several_data_lines_are_joined(void **state)
{
    (void)state;
    SAYS("data: a\ndata:\ndata: b\n\ndata\ndata\n\n", "|a//b\n|/\n");
}

static void test_an_event_without_data_is_told(void **state)
{
    (void)state;
    SAYS("event: ping\n\nid: 7\n\nretry: 3\n\n\n\n", "ping|\n|\n|\n");
}

static void test_what_is_not_ended_is_discarded(void **state)
{
    (void)state;
    SAYS("data: a\n\ndata: b\n", "|a\n");
    SAYS("data: a\n\ndata: b", "|a\n");
    SAYS("data: a", "");
}

static void test_a_name_holds_for_one_event_and_the_last_one_counts(void **state)
{
    (void)state;
    SAYS("event: x\nevent: y\ndata: a\n\ndata: b\n\n", "y|a\n|b\n");
}

static void test_characters_and_other_line_ends_stay_whole(void **state)
{
    (void)state;
    SAYS("data: na\xc3\xafve \xe2\x80\xa8 \xf0\x9f\x8e\xad\n\n",
         "|na\xc3\xafve \xe2\x80\xa8 \xf0\x9f\x8e\xad\n");
}

static void test_a_byte_order_mark_may_come_first_and_only_first(void **state)
{
    (void)state;
    SAYS("\xef\xbb\xbf"
         "data: a\n\n\xef\xbb\xbf"
         "data: b\n\n",
         "|a\n");
}

static void test_a_bare_line_of_json_is_told_as_stray(void **state)
{
    (void)state;
    SAYS("data: a\n\n{\"error\":\"gone\"}\ndata: b\n\n", "|a\nstray|{\"error\":\"gone\"}\n|b\n");
}

static void test_an_endless_line_is_refused(void **state)
{
    (void)state;
    struct heard h = {.text = buf_new(a, 1 << 20), .left = -1};
    struct sse *s = sse_new(a, 100, hear, &h);
    enum err e = OK;
    for (int i = 0; i < 101; i++)
        e = sse_feed(s, "x", 1);
    assert_int_equal(e, ERR_LIMIT);
    assert_int_equal(sse_feed(s, "\n\n", 2), ERR_LIMIT);
    assert_string_equal(h.text.data, "");
}

static void test_an_endless_event_is_refused(void **state)
{
    (void)state;
    struct heard h = {.text = buf_new(a, 1 << 20), .left = -1};
    struct sse *s = sse_new(a, 100, hear, &h);
    enum err e = OK;
    for (int i = 0; i < 100 && e == OK; i++)
        e = sse_feed(s, "data: 1234567\n", 14);
    assert_int_equal(e, ERR_LIMIT);
    assert_string_equal(h.text.data, "");
}

static void test_as_much_as_the_ceiling_is_taken(void **state)
{
    (void)state;
    struct heard h = {.text = buf_new(a, 1 << 20), .left = -1};
    struct sse *s = sse_new(a, 10, hear, &h);
    assert_int_equal(sse_feed(s, "data: 1234\n\n", 12), OK);
    assert_string_equal(h.text.data, "|1234\n");
}

static void test_a_listener_that_has_had_enough_hears_no_more(void **state)
{
    (void)state;
    struct heard h = {.text = buf_new(a, 1 << 20), .left = 1};
    struct sse *s = sse_new(a, 100, hear, &h);
    static const char stream[] = "data: a\n\ndata: b\n\ndata: c\n\n";
    assert_int_equal(sse_feed(s, stream, sizeof stream - 1), ERR_PROVIDER);
    assert_int_equal(sse_feed(s, stream, sizeof stream - 1), ERR_PROVIDER);
    assert_string_equal(h.text.data, "|a\n|b\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_events_are_read_wherever_they_are_cut),
        TEST(test_lines_end_in_lf_cr_or_both_even_mixed),
        TEST(test_comments_and_unknown_fields_are_passed_over),
        TEST(test_one_blank_after_the_colon_goes),
        TEST(test_several_data_lines_are_joined),
        TEST(test_an_event_without_data_is_told),
        TEST(test_what_is_not_ended_is_discarded),
        TEST(test_a_name_holds_for_one_event_and_the_last_one_counts),
        TEST(test_characters_and_other_line_ends_stay_whole),
        TEST(test_a_byte_order_mark_may_come_first_and_only_first),
        TEST(test_a_bare_line_of_json_is_told_as_stray),
        TEST(test_an_endless_line_is_refused),
        TEST(test_an_endless_event_is_refused),
        TEST(test_as_much_as_the_ceiling_is_taken),
        TEST(test_a_listener_that_has_had_enough_hears_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
