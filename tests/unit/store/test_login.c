#include "store/fixture.h"

static enum err end_others(struct work *w, void *ctx)
{
    return login_end_all(w, ctx);
}

static enum err end_all(struct work *w, void *ctx)
{
    (void)ctx;
    return login_end_all(w, NULL);
}

static enum err end_one(struct work *w, void *ctx)
{
    const struct id *id = ctx;
    return login_end(w, *id);
}

static size_t list_logins(struct id user, const uint8_t *current, struct login **out)
{
    struct work *w = work_reading_as(fx.app, fx.a, user);
    size_t n;
    login_want_all(w, current, out, &n);
    assert_int_equal(work_flush(w), OK);
    return n;
}

static void test_user_sees_where_they_are_logged_in(void **state)
{
    (void)state;
    struct id user = new_user("where");
    const uint8_t *here = fresh_hash();
    log_in(user, here);
    log_in(user, fresh_hash());
    struct login *l;
    assert_int_equal(list_logins(user, here, &l), 2);
    assert_int_equal(l[0].current + l[1].current, 1);
    assert_string_equal(l[0].where, "Firefox on Linux, 192.0.2.x");
    assert_true(l[0].expires > l[0].created);
}

static void test_ended_login_enters_nobody(void **state)
{
    (void)state;
    struct id user = new_user("ended"), other = new_user("another");
    const uint8_t *here = fresh_hash(), *there = fresh_hash();
    log_in(user, here);
    log_in(user, there);
    struct login *l;
    size_t n = list_logins(user, here, &l);
    assert_int_equal(n, 2);
    struct id gone = l[l[0].current ? 1 : 0].id;
    assert_int_equal(db_transact(fx.app, fx.a, other, end_one, &gone), ERR_NOT_FOUND);
    assert_int_equal(db_transact(fx.app, fx.a, user, end_one, &gone), OK);
    struct work *w = work_reading(fx.app, fx.a, there);
    assert_int_equal(work_flush(w), OK);
    assert_true(id_none(w->user));
    struct id owner;
    assert_int_equal(login_expired_user(fx.app, fx.a, there, &owner), OK);
    assert_true(id_none(owner)); /* ended is not the same as run out */
}

static void test_all_but_this_login_end(void **state)
{
    (void)state;
    struct id user = new_user("others");
    uint8_t here[32];
    memcpy(here, fresh_hash(), 32);
    log_in(user, here);
    log_in(user, fresh_hash());
    log_in(user, fresh_hash());
    struct login *l;
    assert_int_equal(db_transact(fx.app, fx.a, user, end_others, here), OK);
    assert_int_equal(list_logins(user, here, &l), 1);
    assert_true(l[0].current);
    assert_int_equal(db_transact(fx.app, fx.a, user, end_all, NULL), OK);
    assert_int_equal(list_logins(user, here, &l), 0);
}

static void test_what_ran_out_long_ago_is_forgotten(void **state)
{
    (void)state;
    struct id user = new_user("sweep");
    const uint8_t *hash = fresh_hash();
    log_in(user, hash);
    execute(fx.super,
            arena_printf(fx.a,
                         "UPDATE gr.logins SET expires = now() - interval '9 days' WHERE user_id = '%s'",
                         id_text(fx.a, user)));
    log_in(user, fresh_hash());
    struct id owner;
    assert_int_equal(login_expired_user(fx.app, fx.a, hash, &owner), OK);
    assert_true(id_none(owner));
    int64_t swept;
    assert_int_equal(login_sweep(fx.hourly, fx.a, &swept), OK);
    assert_int_equal(swept, 1);
    assert_int_equal(login_sweep(fx.hourly, fx.a, &swept), OK);
    assert_int_equal(swept, 0);
    struct login *l;
    assert_int_equal(list_logins(user, hash, &l), 1);
}

/* ---- Recovery codes ---- */

static uint8_t codes[10][TOKEN_HASH_BYTES];

static enum err save_codes(struct work *w, void *ctx)
{
    (void)ctx;
    return login_save_codes(w, (const uint8_t(*)[TOKEN_HASH_BYTES])codes, 10);
}

static bool was_spent;

static enum err spend(struct work *w, void *ctx)
{
    return login_spend_code(w, ctx, &was_spent);
}

static int64_t codes_left(struct id user)
{
    struct work *w = work_reading_as(fx.app, fx.a, user);
    int64_t left;
    login_want_codes_left(w, &left);
    assert_int_equal(work_flush(w), OK);
    return left;
}

static void test_recovery_code_works_once(void **state)
{
    (void)state;
    struct id user = new_user("codes"), other = new_user("thief");
    for (int i = 0; i < 10; i++)
        memcpy(codes[i], fresh_hash(), TOKEN_HASH_BYTES);
    assert_int_equal(db_transact(fx.app, fx.a, user, save_codes, NULL), OK);
    assert_int_equal(codes_left(user), 10);
    assert_int_equal(db_transact(fx.app, fx.a, other, spend, codes[3]), OK);
    assert_false(was_spent);
    assert_int_equal(db_transact(fx.app, fx.a, user, spend, codes[3]), OK);
    assert_true(was_spent);
    assert_int_equal(db_transact(fx.app, fx.a, user, spend, codes[3]), OK);
    assert_false(was_spent);
    assert_int_equal(codes_left(user), 9);
}

/* ---- Throttle ---- */

static int64_t wait_of(const uint8_t *bucket)
{
    int64_t seconds;
    assert_int_equal(login_throttle_wait(fx.app, fx.a, bucket, &seconds), OK);
    return seconds;
}

static void test_cool_off_doubles_to_fifteen_minutes(void **state)
{
    (void)state;
    static const int64_t expected[] = {0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900};
    const uint8_t *bucket = fresh_hash();
    assert_int_equal(wait_of(bucket), 0);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_int_equal(login_throttle_failed(fx.app, fx.a, bucket, 3, 100), OK);
        assert_in_range(wait_of(bucket), expected[i] > 0 ? expected[i] - 1 : 0, expected[i]);
    }
}

static void test_the_hundredth_failure_is_followed_by_a_days_rest(void **state)
{
    (void)state;
    const uint8_t *bucket = fresh_hash(), *never = fresh_hash();
    for (int i = 1; i < 100; i++) {
        assert_int_equal(login_throttle_failed(fx.app, fx.a, bucket, 5, 100), OK);
        assert_int_equal(login_throttle_failed(fx.app, fx.a, never, 5, 0), OK);
    }
    assert_in_range(wait_of(bucket), 899, 900);
    assert_int_equal(login_throttle_failed(fx.app, fx.a, bucket, 5, 100), OK);
    assert_int_equal(login_throttle_failed(fx.app, fx.a, never, 5, 0), OK);
    assert_in_range(wait_of(bucket), 86399, 86400);
    assert_in_range(wait_of(never), 899, 900);
}

static void test_success_clears_the_throttle(void **state)
{
    (void)state;
    const uint8_t *bucket = fresh_hash();
    for (int i = 0; i < 5; i++)
        assert_int_equal(login_throttle_failed(fx.app, fx.a, bucket, 0, 100), OK);
    assert_true(wait_of(bucket) > 10);
    assert_int_equal(login_throttle_clear(fx.app, fx.a, bucket), OK);
    assert_int_equal(wait_of(bucket), 0);
}

static void test_failures_of_yesterday_are_forgotten(void **state)
{
    (void)state;
    const uint8_t *bucket = fresh_hash();
    for (int i = 0; i < 12; i++)
        assert_int_equal(login_throttle_failed(fx.app, fx.a, bucket, 0, 100), OK);
    execute(
        fx.super,
        "UPDATE gr.throttle SET last = now() - interval '25 hours', wait_until = now() - interval '1 day'");
    assert_int_equal(login_throttle_failed(fx.app, fx.a, bucket, 0, 100), OK);
    assert_true(wait_of(bucket) <= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_user_sees_where_they_are_logged_in),
        TEST(test_ended_login_enters_nobody),
        TEST(test_all_but_this_login_end),
        TEST(test_what_ran_out_long_ago_is_forgotten),
        TEST(test_recovery_code_works_once),
        TEST(test_cool_off_doubles_to_fifteen_minutes),
        TEST(test_the_hundredth_failure_is_followed_by_a_days_rest),
        TEST(test_success_clears_the_throttle),
        TEST(test_failures_of_yesterday_are_forgotten),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
