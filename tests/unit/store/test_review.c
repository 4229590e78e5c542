#include "store/practice.h"
#include "store/proposal.h"
#include "store/review.h"

struct queueing {
    clock_day day;
    struct id id;
};
STEP(queue, struct queueing, review_queue(w, x->day, &x->id))
STEP(claim, struct claiming, review_claim(w, x->id, x->lease, &x->try_no))
STEP(release, struct claiming, review_release(w, x->id, x->try_no, "timeout"))
STEP(finish, struct review, review_finish(w, x))
STEP(ask, struct id, proposal_ask(w, *x, 0, true, "", (struct id){{0}}))

static struct review *latest(struct id user, enum err expected)
{
    struct review *r = NULL;
    struct work *w = reading(user);
    review_want_latest(w, &r);
    assert_int_equal(work_flush(w), expected);
    return r;
}

static struct claiming queued(struct id user, clock_day day)
{
    struct queueing q = {.day = day};
    DONE(user, queue, &q);
    return (struct claiming){.id = q.id, .lease = 60};
}

static struct review verdict(struct id id, int try_no)
{
    json *reasons = json_new_array(fx.a), *call = json_new_object(fx.a);
    json_add_text(fx.a, reasons, "Two strong answers in a row.");
    json_put_text(fx.a, call, "model", "builtin-1");
    return (struct review){.id = id,
                           .try_no = try_no,
                           .verdict = "change",
                           .summary = "Going well.",
                           .reasons = reasons,
                           .call = call};
}

static void test_review_comes_back_whole(void **state)
{
    (void)state;
    struct id user = new_user("review-whole"), proposal = fresh_id();
    struct claiming c = queued(user, 20100);
    assert_int_equal(latest(user, OK)->state, REVIEW_QUEUED);
    DONE(user, claim, &c);
    assert_int_equal(latest(user, OK)->state, REVIEW_ASKING);
    DONE(user, ask, &proposal);
    struct review in = verdict(c.id, c.try_no);
    in.proposal = proposal;
    DONE(user, finish, &in);
    struct review *r = latest(user, OK);
    assert_true(same(r->id, c.id));
    assert_int_equal(r->day, 20100);
    assert_int_equal(r->state, REVIEW_DONE);
    assert_string_equal(r->verdict, "change");
    assert_string_equal(r->summary, "Going well.");
    assert_string_equal(json_text(json_at(r->reasons, 0), ""), "Two strong answers in a row.");
    assert_string_equal(json_get_text(r->call, "model", ""), "builtin-1");
    assert_true(same(r->proposal, proposal));
    assert_int_not_equal(r->at, 0);
}

static void test_second_review_of_a_day_is_the_first(void **state)
{
    (void)state;
    struct id user = new_user("review-twice");
    struct claiming c = queued(user, 20100);
    struct queueing again = {.day = 20100}, tomorrow = {.day = 20101};
    assert_int_equal(run(user, queue, &again), ERR_CONFLICT);
    assert_true(same(again.id, c.id));
    DONE(user, queue, &tomorrow);
    assert_false(same(tomorrow.id, c.id));
}

static void test_superseded_verdict_is_dropped(void **state)
{
    (void)state;
    struct id user = new_user("review-late");
    struct claiming c = queued(user, 20100);
    c.lease = -1;
    DONE(user, claim, &c);
    DONE(user, claim, &c);
    struct review late = verdict(c.id, 1), right = verdict(c.id, 2);
    right.verdict = "stands";
    assert_int_equal(run(user, finish, &late), ERR_CONFLICT);
    DONE(user, finish, &right);
    assert_int_equal(run(user, finish, &right), ERR_CONFLICT);
    assert_int_equal(run(user, claim, &c), ERR_CONFLICT);
    assert_string_equal(latest(user, OK)->verdict, "stands");
    assert_true(id_none(latest(user, OK)->proposal));
}

static void test_claimed_is_busy_until_released(void **state)
{
    (void)state;
    struct id user = new_user("review-claim");
    struct claiming c = queued(user, 20100), second = c, unknown = {.id = fresh_id(), .lease = 60};
    DONE(user, claim, &c);
    assert_int_equal(run(user, claim, &second), ERR_BUSY);
    DONE(user, release, &c);
    assert_int_equal(latest(user, OK)->state, REVIEW_QUEUED);
    DONE(user, claim, &second);
    assert_int_equal(run(user, claim, &unknown), ERR_NOT_FOUND);
}

static void test_latest_is_of_the_newest_day(void **state)
{
    (void)state;
    struct id user = new_user("review-latest");
    queued(user, 20101);
    queued(user, 20100);
    struct review *r, *all;
    size_t n;
    struct work *w = reading(user);
    review_want_latest(w, &r);
    review_want_all(w, &all, &n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(r->day, 20101);
    assert_int_equal(n, 2);
}

static void test_another_user_sees_no_review(void **state)
{
    (void)state;
    struct id user = new_user("review-mine"), other = new_user("review-theirs");
    struct claiming c = queued(user, 20100);
    assert_null(latest(other, OK));
    assert_int_equal(run(other, claim, &c), ERR_NOT_FOUND);
    queued(other, 20100); /* the day is theirs too */
}

static void test_swapped_reviews_do_not_open(void **state)
{
    (void)state;
    struct id user = new_user("review-swap");
    struct claiming one = queued(user, 20100), other = queued(user, 20101);
    latest(user, OK);
    tamper("UPDATE gr.reviews x SET sealed = y.sealed FROM gr.reviews y WHERE x.id = '%s' AND y.id = '%s'",
           other.id, one.id);
    latest(user, ERR_SEAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_review_comes_back_whole),       TEST(test_second_review_of_a_day_is_the_first),
        TEST(test_superseded_verdict_is_dropped), TEST(test_claimed_is_busy_until_released),
        TEST(test_latest_is_of_the_newest_day),   TEST(test_another_user_sees_no_review),
        TEST(test_swapped_reviews_do_not_open),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
