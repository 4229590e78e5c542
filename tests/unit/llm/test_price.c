#include "base/fixture.h"
#include "llm/price.h"

static const char *wrong;

static struct prices *prices_of(const char *text)
{
    struct prices *p = NULL;
    wrong = "";
    return price_read(a, write_file(new_folder(), "prices", text, strlen(text)), &p, &wrong) == OK ? p : NULL;
}

static int64_t cost(const struct prices *p, const char *model, struct provider_usage u)
{
    price_add(p, model, &u);
    return u.cost_micro;
}

static const char file[] = "# a comment\n\n"
                           "gpt-5 1000000 100000 0 2000000\n"
                           "gpt-5.4-mini\t750000 75000 0 4500000 # and a note\n"
                           "claude 3000000 300000 3750000 15000000\r\n";

static void test_each_kind_of_token_has_its_price(void **state)
{
    (void)state;
    const struct prices *p = prices_of(file);
    assert_non_null(p);
    /* 1000 in, of which 600 cached and 100 written: 300 x 3 + 600 x 0.3 + 100 x 3.75; 50 out x 15 */
    const struct provider_usage u = {
        .tokens_in = 1000, .tokens_cached = 600, .tokens_written = 100, .tokens_out = 50};
    assert_int_equal(cost(p, "claude-sonnet-5", u), 900 + 180 + 375 + 750);
}

static void test_the_longest_name_counts(void **state)
{
    (void)state;
    const struct prices *p = prices_of(file);
    const struct provider_usage u = {.tokens_in = 1000000};
    assert_int_equal(cost(p, "gpt-5.4-mini-2026-03-01", u), 750000);
    assert_int_equal(cost(p, "gpt-5-nano", u), 1000000);
    assert_int_equal(cost(p, "openai/gpt-5.4-mini", u), 750000);
}

static void test_a_cost_is_rounded_up_and_added(void **state)
{
    (void)state;
    const struct prices *p = prices_of(file);
    assert_int_equal(cost(p, "gpt-5.4-mini", (struct provider_usage){.tokens_in = 1, .cost_micro = 9}), 10);
    assert_int_equal(cost(p, "gpt-5.4-mini", (struct provider_usage){.cost_micro = 9}), 9);
}

static void test_an_unknown_model_is_marked(void **state)
{
    (void)state;
    const struct prices *p = prices_of(file);
    struct provider_usage u = {.tokens_in = 1000};
    price_add(p, "mystery-1", &u);
    assert_int_equal(u.cost_micro, 0);
    assert_true(u.estimated);
    u = (struct provider_usage){.tokens_in = 1000};
    price_add(prices_of("* 5000000 0 0 0\n"), "mystery-1", &u);
    assert_int_equal(u.cost_micro, 5000);
    assert_true(u.estimated);
    u = (struct provider_usage){.tokens_in = 1000};
    price_add(p, "gpt-5.4-mini", &u);
    assert_false(u.estimated);
}

static void test_odd_counts_do_no_harm(void **state)
{
    (void)state;
    const struct prices *p = prices_of("m 1000000000000 1000000000000 1000000000000 1000000000000\n");
    assert_true(cost(p, "m", (struct provider_usage){.tokens_in = 10, .tokens_cached = 20}) > 0);
    assert_true(cost(p, "m", (struct provider_usage){.tokens_in = INT32_MAX, .tokens_out = INT32_MAX}) > 0);
}

static void test_a_line_that_is_not_a_price_refuses_to_start(void **state)
{
    (void)state;
    static const char *const bad[] = {"m 1 2 3\n",    "m 1 2 3 4 5\n", "m 1 2 3 four\n",
                                      "m -1 2 3 4\n", "m 1.5 2 3 4\n", "m\n"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_null(prices_of(arena_printf(a, "# first\n%s", bad[i])));
        assert_non_null(strstr(wrong, "line 2"));
    }
}

static void test_the_file_that_ships_is_fit(void **state)
{
    (void)state;
    struct prices *p = NULL;
    const char *why = "";
    if (price_read(a, "deploy/prices.conf", &p, &why) != OK)
        fail_msg("%s", why);
    const struct provider_usage u = {.tokens_in = 1000000, .tokens_out = 1000000};
    assert_int_equal(cost(p, "gpt-5.4-mini", u), 5250000);
    assert_true(cost(p, "anything else", u) > 5250000);
    assert_int_equal(price_read(a, "deploy/nothing.conf", &p, &why), ERR_CONFIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_kind_of_token_has_its_price),
        TEST(test_the_longest_name_counts),
        TEST(test_a_cost_is_rounded_up_and_added),
        TEST(test_an_unknown_model_is_marked),
        TEST(test_odd_counts_do_no_harm),
        TEST(test_a_line_that_is_not_a_price_refuses_to_start),
        TEST(test_the_file_that_ships_is_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
