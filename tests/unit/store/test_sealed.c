#include "store/everything.h"
#include "store/sealed.h"

/* A user, facts, a context, two chat messages, a login, a parked answer, a kept one; a plan, a proposal, two
 * topics; a session and its summary, two questions, two picks, an attempt and its mark, a recall; a story and
 * its earlier version, a note, a review. */
enum { VALUES_OF_EVERYTHING = 8 + 4 + 9 + 4, SEALED_COLUMNS = 21 };

static void test_every_value_opens(void **state)
{
    (void)state;
    struct practice p = everything("verify-all");
    int64_t opened, broken;
    assert_int_equal(sealed_verify(reading(p.user), &opened, &broken), OK);
    assert_int_equal(opened, VALUES_OF_EVERYTHING);
    assert_int_equal(broken, 0);
}

static void test_broken_values_are_counted(void **state)
{
    (void)state;
    struct practice p = everything("verify-broken");
    int64_t opened, broken;
    tamper("UPDATE gr.attempts SET sealed = mark, mark = sealed WHERE id = '%s' AND user_id = '%s'",
           p.attempt.id, p.user);
    tamper("UPDATE gr.picks x SET sealed = y.sealed FROM gr.picks y WHERE x.question = '%s' AND y.question = "
           "'%s'",
           p.questions[0].id, p.questions[1].id);
    assert_int_equal(sealed_verify(reading(p.user), &opened, &broken), OK);
    assert_int_equal(opened, VALUES_OF_EVERYTHING - 3);
    assert_int_equal(broken, 3);
}

static void test_rows_of_others_are_not_counted(void **state)
{
    (void)state;
    everything("verify-other");
    int64_t opened, broken;
    assert_int_equal(sealed_verify(reading(new_user("verify-empty")), &opened, &broken), OK);
    assert_int_equal(opened, 1); /* the user itself */
}

/* A new sealed column must be verified too: then this number and the list in sealed.c grow together.
 */
static void test_no_sealed_column_is_forgotten(void **state)
{
    (void)state;
    assert_int_equal(number(fx.super, "SELECT count(*)::int8 FROM information_schema.columns"
                                      " WHERE table_schema = 'gr' AND udt_name = 'bytea'"
                                      " AND column_name NOT IN ('bidx', 'wrapped', 'token_hash', 'hash', "
                                      "'bucket', 'check', 'key', 'fingerprint')"
                                      " AND table_name <> 'migrations'"),
                     SEALED_COLUMNS);
}

/* ---- a new data key ---- */

static enum err begin(struct work *w, void *ctx)
{
    (void)ctx;
    return sealed_begin(w);
}

static enum err renew(struct work *w, void *ctx)
{
    int64_t *numbers = ctx;
    return sealed_renew(w, 1, &numbers[0], &numbers[1]); /* one of each kind at a time */
}

/* Goes on until nothing is done any more; how many values were sealed anew, and how many are broken. */
static void renew_all(struct id user, int64_t *renewed, int64_t *broken)
{
    int64_t numbers[2] = {1, 0};
    *renewed = 0;
    assert_int_equal(db_transact(fx.app, fx.a, user, begin, NULL), OK);
    while (numbers[0] > 0) {
        struct arena *some = arena_new(ARENA_CEILING, true);
        assert_int_equal(db_transact(fx.app, some, user, renew, numbers), OK);
        *renewed += numbers[0];
        arena_free(some);
    }
    *broken = numbers[1];
}

static int64_t keys_of(struct id user, const char *which)
{
    return number(fx.super,
                  arena_printf(fx.a, "SELECT %s(version)::int8 FROM gr.user_keys WHERE user_id = '%s'", which,
                               id_text(fx.a, user)));
}

static void opens(struct id user, int64_t values)
{
    int64_t opened, broken;
    assert_int_equal(sealed_verify(reading(user), &opened, &broken), OK);
    assert_int_equal(opened, values);
    assert_int_equal(broken, 0);
}

static void test_everything_is_sealed_under_a_new_key_and_the_old_one_goes(void **state)
{
    (void)state;
    struct practice p = everything("renew-all");
    int64_t renewed, broken;
    for (int64_t version = 2; version <= 3; version++) {
        renew_all(p.user, &renewed, &broken);
        assert_int_equal(renewed, VALUES_OF_EVERYTHING);
        assert_int_equal(broken, 0);
        assert_int_equal(keys_of(p.user, "min"), version);
        assert_int_equal(keys_of(p.user, "max"), version);
        opens(p.user, VALUES_OF_EVERYTHING);
    }
}

static void test_a_renewal_that_was_broken_off_is_gone_on_with(void **state)
{
    (void)state;
    struct practice p = everything("renew-broken-off");
    int64_t numbers[2], renewed, broken;
    assert_int_equal(db_transact(fx.app, fx.a, p.user, begin, NULL), OK);
    assert_int_equal(db_transact(fx.app, fx.a, p.user, renew, numbers), OK);
    assert_in_range(numbers[0], 1, VALUES_OF_EVERYTHING - 1);
    opens(p.user, VALUES_OF_EVERYTHING); /* some under either key */
    renew_all(p.user, &renewed, &broken);
    assert_int_equal(numbers[0] + renewed, VALUES_OF_EVERYTHING);
    assert_int_equal(keys_of(p.user, "count"), 1);
    assert_int_equal(keys_of(p.user, "max"), 2);
}

static void test_what_does_not_open_is_left_alone_and_its_key_stays(void **state)
{
    (void)state;
    struct practice p = everything("renew-broken");
    int64_t renewed, broken;
    tamper("UPDATE gr.attempts SET sealed = mark WHERE id = '%s' AND user_id = '%s'", p.attempt.id, p.user);
    renew_all(p.user, &renewed, &broken);
    assert_int_equal(renewed, VALUES_OF_EVERYTHING - 1);
    assert_int_equal(broken, 1);
    assert_int_equal(keys_of(p.user, "count"), 2);
}

static enum err only_read(struct work *w, void *ctx)
{
    int64_t *opened = ctx;
    return sealed_verify(w, &opened[0], &opened[1]);
}

/* A transaction that is still at it under the old key while the renewal wants to drop that key: one of the
 * two gives way, so that nothing is ever left under a key that is gone. */
static enum err write_late(struct work *w, void *ctx)
{
    struct practice *p = ctx;
    int64_t numbers[2] = {1, 0};
    static bool tried;
    enum err e = context_add(w, fresh_id(), "word-late");
    if (e != OK || tried)
        return e;
    tried = true;
    assert_int_equal(db_transact(fx.other, fx.a, p->user, begin, NULL), OK);
    while (numbers[0] > 0) {
        struct arena *some = arena_new(ARENA_CEILING, true);
        assert_int_equal(db_transact(fx.other, some, p->user, renew, numbers), OK);
        arena_free(some);
    }
    return OK;
}

static void test_a_writer_under_the_old_key_and_its_end_do_not_pass_each_other(void **state)
{
    (void)state;
    struct practice p = everything("renew-meanwhile");
    int64_t opened[2], renewed, broken;
    assert_int_equal(db_transact(fx.app, fx.a, p.user, write_late, &p), OK);
    assert_int_equal(db_transact(fx.app, fx.a, p.user, only_read, opened), OK);
    assert_int_equal(opened[0], VALUES_OF_EVERYTHING + 1);
    assert_int_equal(opened[1], 0);
    renew_all(p.user, &renewed, &broken);
    opens(p.user, VALUES_OF_EVERYTHING + 1);
    assert_int_equal(keys_of(p.user, "count"), 1);
}

static void test_others_keys_are_not_touched(void **state)
{
    (void)state;
    struct practice p = everything("renew-one"), other = everything("renew-other");
    int64_t renewed, broken;
    renew_all(p.user, &renewed, &broken);
    assert_int_equal(keys_of(other.user, "max"), 1);
    opens(other.user, VALUES_OF_EVERYTHING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_value_opens),
        TEST(test_broken_values_are_counted),
        TEST(test_rows_of_others_are_not_counted),
        TEST(test_no_sealed_column_is_forgotten),
        TEST(test_everything_is_sealed_under_a_new_key_and_the_old_one_goes),
        TEST(test_a_renewal_that_was_broken_off_is_gone_on_with),
        TEST(test_what_does_not_open_is_left_alone_and_its_key_stays),
        TEST(test_a_writer_under_the_old_key_and_its_end_do_not_pass_each_other),
        TEST(test_others_keys_are_not_touched),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
