#include "store/fixture.h"

#include "store/context.h"
#include "store/facts.h"

/* ---- Reading ---- */

static void test_page_is_one_round_trip(void **state)
{
    (void)state;
    struct id user = new_user("page");
    const uint8_t *hash = fresh_hash();
    log_in(user, hash);
    struct db *db = open_as(fx.conf, DB_APP); /* nothing is prepared yet */
    for (int i = 0; i < 2; i++) {
        uint64_t before = db_round_trips(db);
        struct work *w = work_reading(db, fx.a, hash);
        struct user *u;
        user_want(w, &u);
        struct facts *f;
        facts_want(w, &f);
        struct context *c;
        size_t n;
        context_want_all(w, &c, &n);
        assert_int_equal(work_flush(w), OK);
        assert_string_equal(f->role, "");
        assert_int_equal(n, 0);
        assert_true(id_equal(w->user, user));
        assert_string_equal(u->role, "year 4 teacher");
        assert_string_equal(u->zone, "Europe/Berlin");
        assert_int_equal(u->created, 1700000000);
        assert_int_equal(db_round_trips(db) - before, 1);
    }
}

static void test_second_flush_still_acts_for_the_user(void **state)
{
    (void)state;
    struct id user = new_user("twice");
    const uint8_t *hash = fresh_hash();
    log_in(user, hash);
    struct work *w = work_reading(fx.app, fx.a, hash);
    struct user *u;
    assert_int_equal(user_read(w, &u), OK);
    assert_non_null(u);
    assert_int_equal(user_read(w, &u), OK);
    assert_non_null(u);
}

static void test_user_does_not_leak_into_the_next_work(void **state)
{
    (void)state;
    struct id user = new_user("leak");
    const uint8_t *hash = fresh_hash();
    log_in(user, hash);
    struct work *w = work_reading(fx.app, fx.a, hash);
    struct user *u;
    assert_int_equal(user_read(w, &u), OK);
    w = work_reading(fx.app, fx.a, NULL);
    assert_int_equal(user_read(w, &u), OK);
    assert_null(u);
}

static void test_unknown_token_enters_nobody(void **state)
{
    (void)state;
    struct work *w = work_reading(fx.app, fx.a, fresh_hash());
    struct user *u;
    assert_int_equal(user_read(w, &u), OK);
    assert_null(u);
    assert_true(id_none(w->user));
}

static void assert_nobody_once(const char *ageing)
{
    struct id user = new_user(ageing);
    const uint8_t *hash = fresh_hash();
    log_in(user, hash);
    execute(fx.super,
            arena_printf(fx.a, "UPDATE gr.logins SET %s WHERE user_id = '%s'", ageing, id_text(fx.a, user)));
    struct work *w = work_reading(fx.app, fx.a, hash);
    struct user *u;
    assert_int_equal(user_read(w, &u), OK);
    assert_null(u);
    struct id owner;
    assert_int_equal(login_expired_user(fx.app, fx.a, hash, &owner), OK);
    assert_true(id_equal(owner, user));
}

static void test_idle_login_enters_nobody(void **state)
{
    (void)state;
    assert_nobody_once("idle_until = now() - interval '1 second'");
}

static void test_expired_login_enters_nobody(void **state)
{
    (void)state;
    assert_nobody_once("expires = now() - interval '1 second'");
}

static void test_used_login_says_when_it_is_stale(void **state)
{
    (void)state;
    struct id user = new_user("stale");
    const uint8_t *hash = fresh_hash();
    log_in(user, hash);
    struct work *w = work_reading(fx.app, fx.a, hash);
    assert_int_equal(work_flush(w), OK);
    assert_false(w->stale);
    execute(fx.super,
            arena_printf(fx.a,
                         "UPDATE gr.logins SET last_used = now() - interval '6 minutes' WHERE user_id = '%s'",
                         id_text(fx.a, user)));
    w = work_reading(fx.app, fx.a, hash);
    assert_int_equal(work_flush(w), OK);
    assert_true(w->stale);
    assert_int_equal(login_touch(w, hash, 3600), OK);
    w = work_reading(fx.app, fx.a, hash);
    assert_int_equal(work_flush(w), OK);
    assert_false(w->stale);
}

/* ---- Parameters and columns ---- */

static const struct statement echo = {
    "test_echo", "SELECT $1::uuid, $2::int8, $3::text, $4::bytea, $5::bool, $6::text, -7::integer,"
                 " -8::smallint"};

/* Sees each value as its bytes, when its rows are there. */
static enum err look_at_values(struct work *w, int statement, const struct into *into)
{
    size_t n;
    (void)into;
    if (statement < 0)
        return OK;
    assert_int_equal(work_rows(w, statement), 1);
    assert_true(work_decode_int(work_value(w, statement, 0, 1, &n), 8) == INT64_MIN);
    assert_memory_equal(work_value(w, statement, 0, 2, &n), "Gr\303\274\303\237e", 7);
    assert_int_equal(n, 7);
    assert_memory_equal(work_value(w, statement, 0, 3, &n), "a\0b", 3);
    assert_int_equal(n, 3);
    assert_memory_equal(work_value(w, statement, 0, 4, &n), "\1", 1);
    assert_non_null(work_value(w, statement, 0, 5, &n)); /* an empty text is no NULL */
    assert_int_equal(n, 0);
    const unsigned char *seven = work_value(w, statement, 0, 6, &n);
    assert_int_equal(work_decode_int(seven, n), -7);
    const unsigned char *eight = work_value(w, statement, 0, 7, &n);
    assert_int_equal(work_decode_int(eight, n), -8);
    return OK;
}

static void test_values_come_back_as_they_went(void **state)
{
    (void)state;
    struct id id = fresh_id(), back;
    struct work *w = work_reading(fx.app, fx.a, NULL);
    const struct param params[] = {P_ID(id),
                                   P_INT(INT64_MIN),
                                   P_TEXT("Gr\303\274\303\237e"),
                                   P_BYTES(((struct bytes){(const unsigned char *)"a\0b", 3})),
                                   P_BOOL(true),
                                   P_TEXT("")};
    work_read(w, WORK_ID(&back), &echo, params, 6);
    work_read(w, (struct into){.read = look_at_values}, &echo, params, 6);
    assert_int_equal(work_flush(w), OK);
    assert_true(id_equal(back, id));
}

static enum err look_for_nothing(struct work *w, int statement, const struct into *into)
{
    size_t n;
    (void)into;
    for (size_t column = 0; column < 6; column++)
        assert_null(work_value(w, statement, 0, column, &n));
    assert_null(work_value(w, statement, 1, 2, &n));  /* no such row */
    assert_null(work_value(w, statement, 0, 20, &n)); /* no such column */
    assert_null(work_value(w, 99, 0, 0, &n));         /* no such statement */
    return OK;
}

static void test_null_comes_back_as_nothing(void **state)
{
    (void)state;
    struct work *w = work_reading(fx.app, fx.a, NULL);
    struct id nil = fresh_id();
    const struct param params[] = {P_ID(((struct id){{0}})), P_NULL, P_TEXT(NULL), P_NULL, P_NULL, P_NULL};
    work_read(w, (struct into){.read = look_for_nothing}, &echo, params, 6);
    work_read(w, WORK_ID(&nil), &echo, params, 6);
    assert_int_equal(work_flush(w), OK);
    assert_true(id_none(nil));
    assert_int_equal(work_decode_int(NULL, 0), 0);
}

static const struct statement broken = {"test_broken", "SELECT 1 / $1::int8"};

static void test_failing_statement_fails_the_flush_and_the_next_work_is_fine(void **state)
{
    (void)state;
    struct work *w = work_reading(fx.app, fx.a, NULL);
    size_t after;
    int64_t one;
    WORK_WRITE(w, &broken, P_INT(0));
    WORK_READ(w, WORK_COUNT(&after), &broken, P_INT(1));
    assert_int_not_equal(work_flush(w), OK);
    assert_int_equal(after, 0);
    w = work_reading(fx.app, fx.a, NULL);
    WORK_READ(w, WORK_INT(&one), &broken, P_INT(1));
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(one, 1);
}

static void test_after_a_failure_nothing_more_is_done(void **state)
{
    (void)state;
    struct work *w = work_reading(fx.app, fx.a, NULL);
    int64_t value = 5;
    size_t count = 5;
    WORK_READ(w, WORK_INT(&value), &broken, P_INT(0));
    const enum err first = work_flush(w);
    assert_int_not_equal(first, OK);
    assert_int_equal(value, 0);
    uint64_t before = db_round_trips(fx.app);
    WORK_READ(w, WORK_COUNT(&count), &broken, P_INT(1));
    assert_int_equal(count, 0);
    assert_int_equal(work_flush(w), first);
    assert_int_equal(work_change(w, ERR_CONFLICT, &broken, WORK_PARAMS(P_INT(1))), first);
    assert_int_equal(db_round_trips(fx.app) - before, 0);
}

static const struct statement some = {"test_some", "SELECT 40 + n FROM generate_series(1, $1::int8) AS n"};

static const struct statement echo_id = {"test_echo_id", "SELECT $1::uuid FROM generate_series(1, $2::int8)"};
static const struct statement is_small = {"test_is_small", "SELECT $1::int8 < 10"};

static void test_counts_numbers_and_ids_have_a_destination(void **state)
{
    (void)state;
    const struct id sent = fresh_id();
    struct work *w = work_reading(fx.app, fx.a, NULL);
    struct id id = sent, no_id = sent;
    int64_t yes, no;
    size_t three, none;
    int64_t value, no_value;
    WORK_READ(w, WORK_COUNT(&three), &some, P_INT(3));
    WORK_READ(w, WORK_COUNT(&none), &some, P_INT(0));
    WORK_READ(w, WORK_INT(&value), &some, P_INT(2));
    WORK_READ(w, WORK_INT(&no_value), &some, P_INT(0));
    WORK_READ(w, WORK_INT(&yes), &is_small, P_INT(9));
    WORK_READ(w, WORK_INT(&no), &is_small, P_INT(10));
    WORK_READ(w, WORK_ID(&id), &echo_id, P_ID(sent), P_INT(1));
    WORK_READ(w, WORK_ID(&no_id), &echo_id, P_ID(sent), P_INT(0));
    WORK_READ(w, WORK_NOTHING, &some, P_INT(4));
    assert_true(id_none(id)); /* before the flush */
    assert_int_equal(work_flush(w), OK);
    assert_true(id_equal(id, sent));
    assert_true(id_none(no_id));
    assert_int_equal(yes, 1);
    assert_int_equal(no, 0);
    assert_int_equal(three, 3);
    assert_int_equal(none, 0);
    assert_int_equal(value, 41);
    assert_int_equal(no_value, 0);
    assert_int_equal(WORK_CHANGE(w, ERR_CONFLICT, &some, P_INT(1)), OK);
    assert_int_equal(WORK_CHANGE(w, ERR_CONFLICT, &some, P_INT(0)), ERR_CONFLICT);
}

/* ---- Keys ---- */

static void test_broken_data_key_hurts_its_user_only(void **state)
{
    (void)state;
    struct id broken_one = new_user("broken");
    struct id sound = new_user("sound");
    execute(fx.super,
            arena_printf(fx.a,
                         "UPDATE gr.user_keys SET wrapped = set_byte(wrapped, 40, get_byte(wrapped, 40) # 1)"
                         " WHERE user_id = '%s'",
                         id_text(fx.a, broken_one)));
    struct user *u;
    assert_int_equal(user_read(work_reading_as(fx.app, fx.a, broken_one), &u), ERR_SEAL);
    assert_int_equal(user_read(work_reading_as(fx.app, fx.a, sound), &u), OK);
    assert_non_null(u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_page_is_one_round_trip),
        TEST(test_second_flush_still_acts_for_the_user),
        TEST(test_user_does_not_leak_into_the_next_work),
        TEST(test_unknown_token_enters_nobody),
        TEST(test_idle_login_enters_nobody),
        TEST(test_expired_login_enters_nobody),
        TEST(test_used_login_says_when_it_is_stale),
        TEST(test_values_come_back_as_they_went),
        TEST(test_null_comes_back_as_nothing),
        TEST(test_failing_statement_fails_the_flush_and_the_next_work_is_fine),
        TEST(test_after_a_failure_nothing_more_is_done),
        TEST(test_counts_numbers_and_ids_have_a_destination),
        TEST(test_broken_data_key_hurts_its_user_only),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
