#include "base/fixture.h"
#include "llm/retry.h"

enum { NOW = 1696004797 }; /* Fri, 29 Sep 2023 16:26:37 GMT */

static int64_t asked(const char *retry_after)
{
    return retry_asked_ms(retry_after, "", NOW);
}

static void test_what_the_headers_ask_for(void **state)
{
    (void)state;
    assert_int_equal(asked("20"), 20000);
    assert_int_equal(asked("0.5"), 500);
    assert_int_equal(asked("3600"), 3600000);
    assert_int_equal(asked("0"), 0);
    assert_int_equal(asked("Fri, 29 Sep 2023 16:26:57 GMT"), 20000);
    assert_int_equal(asked("Fri, 29 Sep 2023 16:27:38 GMT"), 61000);
    assert_int_equal(asked("Fri, 29 Sep 2023 16:26:37 GMT"), 0);
    assert_int_equal(asked("Fri, 29 Sep 2023 16:26:27 GMT"), 0);
    assert_int_equal(retry_asked_ms("20", "1500", NOW), 1500);
    assert_int_equal(retry_asked_ms("20", "soon", NOW), 20000);
}

static void test_nonsense_asks_for_nothing(void **state)
{
    (void)state;
    static const char *const nonsense[] = {"",     "-10",
                                           "inf",  "nan",
                                           "1e99", "99999999999999999999999999999999999",
                                           "20s",  "Zun, 29 Sep 2023 16:26:27 GMT",
                                           " ",    "Fri, 29 Sep 100000 16:26:27 GMT",
                                           "0x10", "Fri, 29 Sep 2023 16:26:57 GMT and more"};
    for (size_t i = 0; i < COUNT(nonsense); i++)
        if (asked(nonsense[i]) != -1)
            fail_msg("“%s” asks for %lld", nonsense[i], (long long)asked(nonsense[i]));
}

static struct retry after(enum outcome o)
{
    return (struct retry){
        .outcome = o, .retry_after = "", .retry_after_ms = "", .should_retry = "", .left_ms = 40000};
}

static bool worth(struct retry r)
{
    int64_t ms;
    return retry_worth(&r, NOW, &ms);
}

static int64_t wait_of(struct retry r)
{
    int64_t ms = -1;
    assert_true(retry_worth(&r, NOW, &ms));
    return ms;
}

static void test_what_may_pass_is_tried_again(void **state)
{
    (void)state;
    static const enum outcome pass[] = {OUTCOME_CONNECT, OUTCOME_CUT, OUTCOME_SERVER, OUTCOME_OVERLOADED};
    for (size_t i = 0; i < COUNT(pass); i++)
        assert_true(worth(after(pass[i])));
}

static void test_what_will_not_pass_is_not(void **state)
{
    (void)state;
    static const enum outcome stay[] = {
        OUTCOME_OK,        OUTCOME_UNREACHED, OUTCOME_TLS,      OUTCOME_TIMEOUT,  OUTCOME_SLOW,
        OUTCOME_TOO_LARGE, OUTCOME_REDIRECT,  OUTCOME_NO_MONEY, OUTCOME_KEY,      OUTCOME_NO_MODEL,
        OUTCOME_REQUEST,   OUTCOME_TOO_LONG,  OUTCOME_REFUSED,  OUTCOME_FILTERED, OUTCOME_TRUNCATED,
        OUTCOME_MALFORMED, OUTCOME_INVALID,   OUTCOME_FAILED};
    for (size_t i = 0; i < COUNT(stay); i++)
        if (worth(after(stay[i])))
            fail_msg("%s", outcome_name(stay[i]));
}

static void test_too_many_requests_only_with_a_time_to_wait(void **state)
{
    (void)state;
    struct retry r = after(OUTCOME_RATE_LIMITED);
    assert_false(worth(r));
    r.retry_after = "2";
    assert_int_equal(wait_of(r), 2000);
    r.retry_after = "0";
    assert_in_range(wait_of(r), 375, 500);
    r.retry_after = "whenever";
    assert_false(worth(r));
    r.should_retry = "true"; /* then it says so itself */
    assert_in_range(wait_of(r), 375, 500);
    r.outcome = OUTCOME_NO_MONEY;
    r.retry_after = "2";
    assert_false(worth(r));
}

static void test_never_longer_than_the_deadline_allows(void **state)
{
    (void)state;
    struct retry r = after(OUTCOME_OVERLOADED);
    r.retry_after = "3600";
    assert_false(worth(r));
    r.retry_after = "39";
    assert_true(worth(r));
    r.retry_after = "39.5"; /* no time to ask would be left */
    assert_false(worth(r));
    r.retry_after = "";
    r.left_ms = 1200;
    assert_false(worth(r));
}

static void test_twice_at_most_and_never_after_text_was_shown(void **state)
{
    (void)state;
    struct retry r = after(OUTCOME_SERVER);
    r.done = 1;
    assert_true(worth(r));
    r.done = 2;
    assert_false(worth(r));
    r.done = 0;
    r.shown = true;
    assert_false(worth(r));
}

static void test_a_server_may_forbid_it(void **state)
{
    (void)state;
    struct retry r = after(OUTCOME_SERVER);
    r.should_retry = "false";
    assert_false(worth(r));
    r = after(OUTCOME_REQUEST);
    r.should_retry = "true"; /* but not ask for what is never done */
    assert_false(worth(r));
}

static void test_each_wait_is_twice_the_last_less_some_chance(void **state)
{
    (void)state;
    struct retry r = after(OUTCOME_SERVER);
    assert_int_equal(wait_of(r), 500);
    r.chance = UINT32_MAX;
    assert_int_equal(wait_of(r), 375);
    r.done = 1;
    assert_int_equal(wait_of(r), 750);
    r.chance = 0;
    assert_int_equal(wait_of(r), 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_the_headers_ask_for),
        TEST(test_nonsense_asks_for_nothing),
        TEST(test_what_may_pass_is_tried_again),
        TEST(test_what_will_not_pass_is_not),
        TEST(test_too_many_requests_only_with_a_time_to_wait),
        TEST(test_never_longer_than_the_deadline_allows),
        TEST(test_twice_at_most_and_never_after_text_was_shown),
        TEST(test_a_server_may_forbid_it),
        TEST(test_each_wait_is_twice_the_last_less_some_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
