#include "store/fixture.h"
#include "store/say.h"

static void test_what_is_said_is_counted_by_day_marker_and_kind(void **state)
{
    (void)state;
    const struct exchange one = {.provider = "openai", .model = "small"},
                          other = {.provider = "builtin", .model = "b"};
    const clock_day today = clock_local_day(clock_now(), "UTC");
    struct say_sum *all;
    size_t n;
    assert_int_equal(say_count(fx.app, fx.a, SAY_OBJECTION, &one), OK);
    assert_int_equal(say_count(fx.app, fx.a, SAY_OBJECTION, &one), OK);
    assert_int_equal(say_count(fx.app, fx.a, SAY_CORRECTION, &one), OK);
    assert_int_equal(say_count(fx.app, fx.a, SAY_CORRECTION, &other), OK);
    assert_int_equal(say_count(fx.app, fx.a, SAY_CORRECTION, NULL), OK);
    assert_int_equal(say_by_day(fx.app, fx.a, today, &all, &n), OK);
    assert_int_equal(n, 4);
    assert_string_equal(all[0].provider, "");
    assert_string_equal(all[1].provider, "builtin");
    assert_string_equal(all[2].kind, "correction");
    assert_string_equal(all[3].kind, "objection");
    assert_string_equal(all[3].model, "small");
    assert_int_equal(all[3].n, 2);
    assert_int_equal(all[3].day, today);
    assert_int_equal(say_by_day(fx.app, fx.a, today + 1, &all, &n), OK);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_what_is_said_is_counted_by_day_marker_and_kind)};
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
