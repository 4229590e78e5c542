#include "base/clock.h"
#include "base/fixture.h"
#include "base/json.h"
#include "base/log.h"

static int ends[2];

static int with_pipe(void **state)
{
    log_request("");
    if (with_arena(state) != 0 || pipe(ends) != 0)
        return -1;
    log_to(ends[1]);
    return 0;
}

static int without_pipe(void **state)
{
    log_to(STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    return without_arena(state);
}

/* What was written since last time: one line, one JSON object. */
static json *line(void)
{
    char text[8192];
    json *v = NULL;
    const ssize_t n = read(ends[0], text, sizeof text);
    assert_true(n > 1 && n <= 2048);
    assert_ptr_equal(memchr(text, '\n', (size_t)n), text + n - 1);
    assert_int_equal(json_parse(a, text, (size_t)n, 3, &v), OK);
    return v;
}

static void test_line_has_time_level_event_and_fields(void **state)
{
    (void)state;
    struct id id;
    assert_int_equal(id_parse("00112233-4455-6677-8899-aabbccddeeff", &id), OK);
    log_event(LOG_INFO, "login", LOG_ID("user", id), LOG_WORD("outcome", "ok"), LOG_INT("ms", -12));
    json *v = line();
    clock_time t;
    assert_int_equal(clock_parse(json_get_text(v, "time", ""), &t), OK);
    assert_in_range(clock_now() - t, 0, 5);
    assert_string_equal(json_get_text(v, "level", ""), "info");
    assert_string_equal(json_get_text(v, "event", ""), "login");
    assert_string_equal(json_get_text(v, "user", ""), "00112233-4455-6677-8899-aabbccddeeff");
    assert_string_equal(json_get_text(v, "outcome", ""), "ok");
    assert_int_equal(json_get_int(v, "ms", 0), -12);
    assert_int_equal(json_members(v), 6);
}

static void test_levels_have_their_words(void **state)
{
    (void)state;
    log_event(LOG_WARN, "x", LOG_INT("n", INT64_MIN));
    json *v = line();
    assert_string_equal(json_get_text(v, "level", ""), "warn");
    assert_true(json_get_int(v, "n", 0) == INT64_MIN);
    log_event(LOG_ALERT, "x", LOG_INT("n", 1));
    assert_string_equal(json_get_text(line(), "level", ""), "alert");
}

static void test_request_id_stands_on_every_line_until_changed(void **state)
{
    (void)state;
    log_request("abc123");
    log_event(LOG_INFO, "one", LOG_INT("n", 1));
    assert_string_equal(json_get_text(line(), "request", ""), "abc123");
    log_event(LOG_INFO, "two", LOG_INT("n", 1));
    assert_string_equal(json_get_text(line(), "request", ""), "abc123");
    log_request(NULL);
    log_event(LOG_INFO, "three", LOG_INT("n", 1));
    assert_null(json_get(line(), "request"));
}

static void test_word_can_not_break_out_of_its_line(void **state)
{
    (void)state;
    log_event(LOG_INFO, "x", LOG_WORD("w", "a\n{\"event\":\"forged\"}\r\t\x1b[31m\\\x7f é"),
              LOG_WORD("none", NULL));
    json *v = line();
    assert_string_equal(json_get_text(v, "w", ""), "a?{\"event\":\"forged\"}???[31m\\? ??");
    assert_string_equal(json_get_text(v, "event", ""), "x");
    assert_string_equal(json_get_text(v, "none", "?"), "");
}

static void test_word_is_cut(void **state)
{
    (void)state;
    log_event(LOG_INFO, "x", LOG_WORD("w", arena_printf(a, "%0500d", 0)));
    assert_int_equal(strlen(json_get_text(line(), "w", "")), 120);
}

static void test_field_that_does_not_fit_is_left_out_whole(void **state)
{
    (void)state;
    char quotes[101];
    memset(quotes, '"', 100);
    quotes[100] = '\0';
    struct log_field fields[14] = {0};
    for (int i = 0; i < 12; i++)
        fields[i] = LOG_WORD(arena_printf(a, "k%d", i), quotes);
    fields[12] = LOG_INT("last", 1);
    log_line(LOG_INFO, "x", fields);
    json *v = line();
    assert_non_null(json_get(v, "k5"));
    assert_null(json_get(v, "k11"));
    assert_int_equal(json_get_int(v, "last", 0), 1);
}

static void test_nowhere_to_write_is_survived(void **state)
{
    (void)state;
    log_to(-1);
    log_event(LOG_ALERT, "x", LOG_INT("n", 1));
}

#define LOGGING(f) cmocka_unit_test_setup_teardown(f, with_pipe, without_pipe)

static void test_failure_is_worth_a_look(void **state)
{
    (void)state;
    assert_int_equal(log_level_of(true), LOG_INFO);
    assert_int_equal(log_level_of(false), LOG_WARN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOGGING(test_line_has_time_level_event_and_fields),
        LOGGING(test_levels_have_their_words),
        LOGGING(test_request_id_stands_on_every_line_until_changed),
        LOGGING(test_word_can_not_break_out_of_its_line),
        LOGGING(test_word_is_cut),
        LOGGING(test_field_that_does_not_fit_is_left_out_whole),
        LOGGING(test_nowhere_to_write_is_survived),
        LOGGING(test_failure_is_worth_a_look),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
