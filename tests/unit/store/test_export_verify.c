#include "store/everything.h"
#include "store/export.h"

/* A user, facts, a context, two chat messages, a login, a parked answer, a kept one; a plan, a proposal, two
 * topics; a session and its summary, two questions, two picks, an attempt and its mark, a recall; a story and
 * its earlier version, a note, a review. */
enum { VALUES_OF_EVERYTHING = 8 + 4 + 9 + 4, SEALED_COLUMNS = 21 };

static void test_every_value_opens(void **state)
{
    (void)state;
    struct practice p = everything("verify-all");
    int64_t opened, broken;
    assert_int_equal(export_verify(reading(p.user), &opened, &broken), OK);
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
    assert_int_equal(export_verify(reading(p.user), &opened, &broken), OK);
    assert_int_equal(opened, VALUES_OF_EVERYTHING - 3);
    assert_int_equal(broken, 3);
}

static void test_rows_of_others_are_not_counted(void **state)
{
    (void)state;
    everything("verify-other");
    int64_t opened, broken;
    assert_int_equal(export_verify(reading(new_user("verify-empty")), &opened, &broken), OK);
    assert_int_equal(opened, 1); /* the user itself */
}

/* A new sealed column must be verified too: then this number and the list in export_verify.c grow together.
 */
static void test_no_sealed_column_is_forgotten(void **state)
{
    (void)state;
    assert_int_equal(
        number(fx.super,
               "SELECT count(*)::int8 FROM information_schema.columns"
               " WHERE table_schema = 'gr' AND udt_name = 'bytea'"
               " AND column_name NOT IN ('bidx', 'wrapped', 'token_hash', 'hash', 'bucket', 'check', 'key')"
               " AND table_name <> 'migrations'"),
        SEALED_COLUMNS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_value_opens),
        TEST(test_broken_values_are_counted),
        TEST(test_rows_of_others_are_not_counted),
        TEST(test_no_sealed_column_is_forgotten),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
