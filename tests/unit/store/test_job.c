#include "store/fixture.h"

#include "store/job.h"

static const struct id nobody = {{0}};
static const clock_time now = 1800000000;

static enum err queue(struct work *w, void *ctx)
{
    return job_queue(w, JOB_RECONCILE, ctx, now - 10);
}

static enum err done_by_hand(struct work *w, void *ctx)
{
    return job_done_by_hand(w, JOB_RECONCILE, ctx);
}

static enum err done_by_try(struct work *w, void *ctx)
{
    const int *try_no = ctx;
    return job_done_by_try(w, JOB_RECONCILE, "first", *try_no);
}

static enum err put_off(struct work *w, void *ctx)
{
    return job_put_off(w, JOB_RECONCILE, ctx, now + 300, "rate_limited");
}

/* Why the first job waits; NULL if it does not. */
static struct job_trouble *trouble_of_first(struct id user)
{
    struct work *w = work_reading_as(fx.app, fx.a, user);
    struct job_trouble *t;
    job_want_trouble(w, JOB_RECONCILE, "first", &t);
    assert_int_equal(work_flush(w), OK);
    return t;
}

static struct job claim_next(struct id only)
{
    struct job j;
    assert_int_equal(job_claim(fx.hourly, fx.a, now, 60, only, &j), OK);
    return j;
}

static char first[] = "first", second[] = "second";

static void test_job_is_claimed_once(void **state)
{
    (void)state;
    struct id user = new_user("once");
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK); /* twice is once */
    int64_t due;
    assert_int_equal(job_count_due(fx.hourly, fx.a, now, (struct id){{0}}, &due), OK);
    assert_int_equal(due, 1);
    struct job j = claim_next(nobody);
    assert_true(id_equal(j.user, user));
    assert_int_equal(j.kind, JOB_RECONCILE);
    assert_string_equal(j.period, "first");
    assert_int_equal(j.tries, 1);
    assert_true(id_none(claim_next(nobody).id));
    assert_int_equal(job_finish(fx.hourly, fx.a, &j), OK);
    assert_int_equal(job_count_due(fx.hourly, fx.a, now + 10000, (struct id){{0}}, &due), OK);
    assert_int_equal(due, 0);
}

static void test_job_of_the_future_waits(void **state)
{
    (void)state;
    struct id user = new_user("future");
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    struct job j;
    assert_int_equal(job_claim(fx.hourly, fx.a, now - 100, 60, user, &j), OK);
    assert_true(id_none(j.id));
    assert_false(id_none(claim_next(user).id));
}

static void test_only_one_users_jobs_are_claimed_when_asked(void **state)
{
    (void)state;
    struct id user = new_user("only");
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    assert_true(id_none(claim_next(fresh_id()).id));
    assert_false(id_none(claim_next(user).id));
}

static void test_lease_runs_out_and_the_late_worker_changes_nothing(void **state)
{
    (void)state;
    struct id user = new_user("lease");
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    struct job late = claim_next(user), j;
    assert_int_equal(job_claim(fx.hourly, fx.a, now + 61, 60, user, &j), OK);
    assert_true(id_equal(j.id, late.id));
    assert_int_equal(j.tries, 2);
    assert_int_equal(job_retry(fx.hourly, fx.a, &late, 0, "provider"), OK);
    assert_int_equal(job_finish(fx.hourly, fx.a, &j), OK);
    assert_int_equal(number(fx.super, "SELECT count(*) FROM gr.jobs WHERE state = 3"), 0);
}

static void test_retry_backs_off_and_gives_up(void **state)
{
    (void)state;
    struct id user = new_user("retry");
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    struct job j = claim_next(user);
    assert_int_equal(job_retry(fx.hourly, fx.a, &j, now + 300, "provider"), OK);
    assert_true(id_none(claim_next(user).id));
    assert_int_equal(job_claim(fx.hourly, fx.a, now + 301, 60, user, &j), OK);
    assert_int_equal(j.tries, 2);
    assert_int_equal(job_retry(fx.hourly, fx.a, &j, 0, "provider"), OK);
    assert_int_equal(job_claim(fx.hourly, fx.a, now + 100000, 60, user, &j), OK);
    assert_true(id_none(j.id));
}

static void test_job_done_by_hand_is_not_done_again(void **state)
{
    (void)state;
    struct id user = new_user("hand");
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, done_by_hand, first), OK);
    assert_true(id_none(claim_next(user).id));
}

static void test_only_the_try_that_holds_a_job_has_done_it(void **state)
{
    (void)state;
    struct id user = new_user("try");
    int first_try = 1, second_try = 2;
    struct job j;
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, done_by_try, &first_try), ERR_CONFLICT); /* nobody's */
    claim_next(user);
    assert_int_equal(job_claim(fx.hourly, fx.a, now + 61, 60, user, &j), OK); /* its lease ran out */
    assert_int_equal(db_transact(fx.app, fx.a, user, done_by_try, &first_try), ERR_CONFLICT);
    assert_int_equal(db_transact(fx.app, fx.a, user, done_by_try, &second_try), OK);
    assert_int_equal(job_claim(fx.hourly, fx.a, now + 1000, 60, user, &j), OK);
    assert_true(id_none(j.id));
}

static void test_a_job_put_off_says_why_and_is_not_due_before(void **state)
{
    (void)state;
    struct id user = new_user("off"), other = new_user("other");
    struct job j;
    assert_null(trouble_of_first(user));
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    assert_string_equal(trouble_of_first(user)->why, "");
    assert_int_equal(db_transact(fx.app, fx.a, other, put_off, first), OK); /* not theirs */
    assert_string_equal(trouble_of_first(user)->why, "");
    assert_int_equal(db_transact(fx.app, fx.a, user, put_off, first), OK);
    assert_string_equal(trouble_of_first(user)->why, "rate_limited");
    assert_true(trouble_of_first(user)->due == now + 300);
    assert_null(trouble_of_first(other));
    assert_true(id_none(claim_next(user).id));
    assert_int_equal(job_claim(fx.hourly, fx.a, now + 301, 60, user, &j), OK);
    assert_false(id_none(j.id));
    assert_int_equal(job_finish(fx.hourly, fx.a, &j), OK);
    assert_null(trouble_of_first(user));
}

/* What the batch is at stays as it is. */
static void test_a_job_that_runs_is_not_put_off(void **state)
{
    (void)state;
    struct id user = new_user("runs");
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    claim_next(user);
    assert_int_equal(db_transact(fx.app, fx.a, user, put_off, first), OK);
    assert_string_equal(trouble_of_first(user)->why, "");
    assert_true(trouble_of_first(user)->due == now - 10);
}

/* A row that another child is just claiming is passed over, not waited for. */
/* Claims while another holds the first job's row. */
static enum err claim_meanwhile(struct work *w, void *ctx)
{
    static const struct statement lock = {
        "test_lock", "SELECT 1 FROM gr.jobs WHERE user_id = $1::uuid AND period = 'first' FOR UPDATE"};
    const struct id *user = ctx;
    WORK_WRITE(w, &lock, P_ID(*user));
    const enum err e = work_flush(w);
    assert_string_equal(claim_next(*user).period, "second");
    assert_true(id_none(claim_next(*user).id));
    return e;
}

static void test_claims_do_not_wait_for_each_other(void **state)
{
    (void)state;
    struct id user = new_user("skip");
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, second), OK);
    assert_int_equal(db_transact(fx.super, fx.a, nobody, claim_meanwhile, &user), OK);
    assert_string_equal(claim_next(user).period, "first");
}

static void test_app_can_not_claim(void **state)
{
    (void)state;
    struct id user = new_user("app");
    assert_int_equal(db_transact(fx.app, fx.a, user, queue, first), OK);
    struct job j;
    assert_int_equal(job_claim(fx.app, fx.a, now, 60, nobody, &j), OK);
    assert_true(id_none(j.id));
}

static void test_second_hourly_run_finds_the_lock_taken(void **state)
{
    (void)state;
    struct db *second_run = open_as(fx.conf, DB_HOURLY);
    bool taken;
    assert_int_equal(job_take_hourly_lock(fx.hourly, fx.a, &taken), OK);
    assert_true(taken);
    assert_int_equal(job_take_hourly_lock(second_run, fx.a, &taken), OK);
    assert_false(taken);
    db_close(second_run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_job_is_claimed_once),
        TEST(test_job_of_the_future_waits),
        TEST(test_only_one_users_jobs_are_claimed_when_asked),
        TEST(test_lease_runs_out_and_the_late_worker_changes_nothing),
        TEST(test_retry_backs_off_and_gives_up),
        TEST(test_job_done_by_hand_is_not_done_again),
        TEST(test_only_the_try_that_holds_a_job_has_done_it),
        TEST(test_a_job_put_off_says_why_and_is_not_due_before),
        TEST(test_a_job_that_runs_is_not_put_off),
        TEST(test_claims_do_not_wait_for_each_other),
        TEST(test_app_can_not_claim),
        TEST(test_second_hourly_run_finds_the_lock_taken),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
