#include "store/breaker.h"
#include "store/fixture.h"
#include "store/usage.h"

enum { DAY = 20400 };

static void spend(const char *provider, clock_day day, int64_t tokens, int64_t micro)
{
    const struct usage_sum s = {.day = day,
                                .provider = provider,
                                .model = "m",
                                .mode = "plan_chat",
                                .outcome = "ok",
                                .tries = 2,
                                .tokens_in = tokens,
                                .tokens_out = 1,
                                .cost_micro = micro};
    assert_int_equal(usage_add(fx.app, fx.a, &s), OK);
}

static void today(clock_day day, const char *inside, int64_t *tokens, int64_t *micro)
{
    struct work *w = work_reading(fx.app, fx.a, NULL);
    struct usage_today used;
    usage_want_today(w, day, inside, &used);
    assert_int_equal(work_flush(w), OK);
    *tokens = used.tokens;
    *micro = used.cost_micro;
}

static void test_a_day_adds_up_and_counts_what_left_the_machine(void **state)
{
    (void)state;
    int64_t tokens, micro;
    spend("openai", DAY, 100, 7);
    spend("openai", DAY, 50, 3);
    spend("local", DAY, 1000, 0);
    spend("openai", DAY + 1, 9, 9);
    today(DAY, "", &tokens, &micro);
    assert_int_equal(tokens, 152);
    assert_int_equal(micro, 10);
}

static void test_servers_that_count_as_inside_count_for_no_budget(void **state)
{
    (void)state;
    int64_t tokens, micro;
    spend("basement", DAY - 9, 100, 5);
    spend("null", DAY - 9, 20, 3);
    spend("base", DAY - 9, 4, 1);
    today(DAY - 9, "basement,null", &tokens, &micro);
    assert_int_equal(tokens, 5);
    assert_int_equal(micro, 1);
    today(DAY - 9, "", &tokens, &micro);
    assert_int_equal(tokens, 127);
    assert_int_equal(micro, 9);
}

static void test_days_come_newest_first_by_provider(void **state)
{
    (void)state;
    struct usage_sum *all;
    size_t n;
    assert_int_equal(usage_by_day(fx.app, fx.a, DAY, &all, &n), OK);
    assert_int_equal(n, 3);
    assert_int_equal(all[0].day, DAY + 1);
    assert_string_equal(all[1].provider, "local");
    assert_int_equal(all[2].calls, 2);
    assert_int_equal(all[2].tries, 4);
    assert_int_equal(usage_by_day(fx.app, fx.a, DAY + 2, &all, &n), OK);
    assert_int_equal(n, 0);
}

static bool rests(const char *server)
{
    struct breaker *all;
    size_t n;
    assert_int_equal(breaker_read_resting(fx.app, fx.a, false, &all, &n), OK);
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].server, server) == 0)
            return true;
    return false;
}

static void fail_once(const char *server)
{
    assert_int_equal(breaker_failed(fx.app, fx.a, server), OK);
}

static void test_a_server_rests_from_its_third_failure_in_a_row(void **state)
{
    (void)state;
    fail_once("openai:a");
    fail_once("openai:a");
    assert_false(rests("openai:a"));
    fail_once("openai:a");
    assert_true(rests("openai:a"));
    assert_false(rests("openai:b"));
}

static void test_a_success_between_begins_anew(void **state)
{
    (void)state;
    fail_once("openai:c");
    fail_once("openai:c");
    assert_int_equal(breaker_held(fx.app, fx.a, "openai:c"), OK);
    fail_once("openai:c");
    assert_false(rests("openai:c"));
}

static void test_after_the_rest_one_may_try_and_the_others_wait(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        fail_once("local:d");
    assert_true(rests("local:d"));
    number(fx.super,
           "WITH past AS (UPDATE gr.breakers SET until = now() - interval '1 second' WHERE server = 'local:d'"
           " RETURNING 1) SELECT count(*)::int8 FROM past");
    assert_false(rests("local:d")); /* this one tries */
    assert_true(rests("local:d"));
}

/* Who asks a coach does not use up the one try of what hears. */
static void test_the_try_of_what_hears_is_its_own(void **state)
{
    (void)state;
    struct breaker *all;
    size_t n;
    for (int i = 0; i < 3; i++)
        fail_once("speech");
    number(fx.super,
           "WITH past AS (UPDATE gr.breakers SET until = now() - interval '1 second' WHERE server = 'speech'"
           " RETURNING 1) SELECT count(*)::int8 FROM past");
    assert_true(rests("speech"));
    assert_true(rests("speech"));
    assert_int_equal(breaker_read_resting(fx.app, fx.a, true, &all, &n), OK);
    for (size_t i = 0; i < n; i++)
        assert_string_not_equal(all[i].server, "speech"); /* this one tries */
    assert_int_equal(breaker_held(fx.app, fx.a, "speech"), OK);
}

static void test_each_further_failure_doubles_the_rest_up_to_a_quarter_of_an_hour(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++)
        fail_once("openai:e");
    const char *seconds =
        "SELECT extract(epoch FROM until - now())::int8 FROM gr.breakers WHERE server = 'openai:e'";
    assert_in_range(number(fx.super, seconds), 50, 60);
    for (int i = 0; i < 20; i++)
        fail_once("openai:e");
    assert_in_range(number(fx.super, seconds), 880, 900);
}

static void test_the_counts_hold_no_ids(void **state)
{
    (void)state;
    struct usage_count *all;
    size_t n;
    new_user("counted");
    struct work *w = work_reading(fx.app, fx.a, NULL);
    usage_want_counts(w, &all, &n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(n, 5);
    assert_string_equal(all[0].what, "users");
    assert_int_equal(all[0].n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_day_adds_up_and_counts_what_left_the_machine),
        TEST(test_servers_that_count_as_inside_count_for_no_budget),
        TEST(test_days_come_newest_first_by_provider),
        TEST(test_a_server_rests_from_its_third_failure_in_a_row),
        TEST(test_a_success_between_begins_anew),
        TEST(test_after_the_rest_one_may_try_and_the_others_wait),
        TEST(test_the_try_of_what_hears_is_its_own),
        TEST(test_each_further_failure_doubles_the_rest_up_to_a_quarter_of_an_hour),
        TEST(test_the_counts_hold_no_ids),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
