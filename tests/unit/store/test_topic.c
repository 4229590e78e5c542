#include "store/practice.h"

STEP(save, struct topic, topic_save(w, x))

struct naming {
    const struct topic_named *in;
    size_t n;
};
STEP(set_plan, struct naming, topic_set_plan(w, x->in, x->n))

static struct id one_topic(struct id user)
{
    struct topic_named named = {.id = fresh_id(), .name = "Phonics", .key = "teaching/phonics"};
    DONE(user, set_plan, (&(struct naming){&named, 1}));
    return named.id;
}

static void test_progress_comes_back_whole(void **state)
{
    (void)state;
    struct id user = new_user("topic-whole");
    struct topic t = {.id = one_topic(user),
                      .in_plan = false,
                      .name = "Phonics",
                      .key = "teaching/phonics",
                      .strength = 6.75,
                      .marked = 4,
                      .total_seconds = 5000000000,
                      .sessions = 9,
                      .last_practised = 1700000000};
    DONE(user, save, &t);
    struct topic *back;
    assert_int_equal(topic_read(reading(user), t.id, &back), OK);
    assert_false(back->in_plan);
    assert_string_equal(back->name, "Phonics");
    assert_string_equal(back->key, "teaching/phonics");
    assert_float_equal(back->strength, 6.75, 0);
    assert_int_equal(back->marked, 4);
    assert_int_equal(back->total_seconds, 5000000000);
    assert_int_equal(back->sessions, 9);
    assert_int_equal(back->last_practised, 1700000000);
}

static void test_new_topic_has_no_strength_yet(void **state)
{
    (void)state;
    struct id user = new_user("topic-new");
    struct topic *back;
    assert_int_equal(topic_read(reading(user), one_topic(user), &back), OK);
    assert_true(back->in_plan);
    assert_float_equal(back->strength, -1, 0);
    assert_int_equal(back->last_practised, 0);
}

static void test_unknown_topic_is_not_found(void **state)
{
    (void)state;
    struct topic t = {.id = fresh_id(), .name = "Nothing"}, *back;
    struct id user = new_user("topic-unknown");
    assert_int_equal(run(user, save, &t), ERR_NOT_FOUND);
    assert_int_equal(topic_read(reading(user), t.id, &back), OK);
    assert_null(back);
}

static void test_another_users_topic_is_not_found(void **state)
{
    (void)state;
    struct id user = new_user("topic-mine");
    struct topic t = {.id = one_topic(user), .name = "Phonics"};
    assert_int_equal(run(new_user("topic-theirs"), save, &t), ERR_NOT_FOUND);
}

static void test_all_topics_those_in_the_plan_first(void **state)
{
    (void)state;
    struct id user = new_user("topic-all");
    one_topic(user);
    struct id second = one_topic(user); /* the first leaves the plan */
    struct work *w = reading(user);
    struct topic *all;
    size_t n;
    topic_want_all(w, &all, &n);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(n, 2);
    assert_true(same(all[0].id, second));
    assert_false(all[1].in_plan);
}

static void test_swapped_topics_do_not_open(void **state)
{
    (void)state;
    struct id user = new_user("topic-swap");
    struct id first = one_topic(user), second = one_topic(user);
    struct topic *back;
    tamper("UPDATE gr.topics x SET sealed = y.sealed FROM gr.topics y WHERE x.id = '%s' AND y.id = '%s'",
           first, second);
    assert_int_equal(topic_read(reading(user), first, &back), ERR_SEAL);
    assert_int_equal(topic_read(reading(user), second, &back), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_progress_comes_back_whole),          TEST(test_new_topic_has_no_strength_yet),
        TEST(test_unknown_topic_is_not_found),         TEST(test_another_users_topic_is_not_found),
        TEST(test_all_topics_those_in_the_plan_first), TEST(test_swapped_topics_do_not_open),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
