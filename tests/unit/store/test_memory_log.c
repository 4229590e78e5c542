#include "store/memory_log.h"
#include "store/practice.h"

STEP(add, struct memory_log, memory_log_add(w, x))

static void take_all(struct id user, enum err expected, struct memory_log **all, size_t *n)
{
    struct work *w = reading(user);
    memory_log_want_all(w, all, n);
    assert_int_equal(work_flush(w), expected);
}

static struct memory_log logged(const struct practice *p)
{
    struct memory_log r = {
        .question = p->questions[0].id, .attempt = p->attempt.id, .day = 20001, .rating = 3};
    DONE(p->user, add, &r);
    return r;
}

static void test_log_comes_back_whole(void **state)
{
    (void)state;
    struct practice p = practise("recall-whole");
    struct memory_log in = logged(&p), *all;
    size_t n;
    take_all(p.user, OK, &all, &n);
    assert_int_equal(n, 1);
    assert_true(same(all[0].question, in.question));
    assert_true(same(all[0].attempt, in.attempt));
    assert_int_equal(all[0].day, 20001);
    assert_int_equal(all[0].rating, 3);
}

static void test_one_line_an_attempt(void **state)
{
    (void)state;
    struct practice p = practise("recall-twice");
    struct memory_log r = logged(&p);
    assert_int_equal(run(p.user, add, &r), ERR_CONFLICT);
}

static void test_line_for_anothers_attempt_is_not_found(void **state)
{
    (void)state;
    struct practice p = practise("recall-mine"), q = practise("recall-theirs");
    struct memory_log r = {.question = q.questions[0].id, .attempt = p.attempt.id, .day = 20001, .rating = 3},
                      *all;
    size_t n;
    assert_int_equal(run(q.user, add, &r), ERR_NOT_FOUND);
    logged(&p);
    take_all(q.user, OK, &all, &n);
    assert_int_equal(n, 0);
}

static void test_line_moved_to_another_attempt_does_not_open(void **state)
{
    (void)state;
    struct practice p = practise("recall-swap");
    struct attempt second = some_attempt(p.session.id, p.questions[0].id, 2);
    struct memory_log *all;
    size_t n;
    DONE(p.user, answer, &second);
    logged(&p);
    tamper("UPDATE gr.recalls SET attempt = '%s' WHERE attempt = '%s'", second.id, p.attempt.id);
    take_all(p.user, ERR_SEAL, &all, &n);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_log_comes_back_whole),
        TEST(test_one_line_an_attempt),
        TEST(test_line_for_anothers_attempt_is_not_found),
        TEST(test_line_moved_to_another_attempt_does_not_open),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
