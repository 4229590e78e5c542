#include "store/practice.h"

STEP(save, struct question, question_save(w, x))

static struct question *stored(struct id user, struct id id)
{
    struct question *q;
    assert_int_equal(question_read(reading(user), id, &q), OK);
    assert_non_null(q);
    return q;
}

static void test_question_comes_back_whole(void **state)
{
    (void)state;
    struct practice p = practise("question-whole");
    const struct question *in = &p.questions[0], *q = stored(p.user, in->id);
    assert_true(same(q->topic, in->topic));
    assert_string_equal(q->text, in->text);
    assert_string_equal(q->kind, "story");
    assert_int_equal(q->difficulty, HARD);
    assert_int_equal(q->seconds, 240);
    assert_int_equal(q->source, FROM_LIBRARY);
    assert_string_equal(q->key, in->key);
    assert_string_equal(q->good, in->good);
    assert_string_equal(q->follow_up, in->follow_up);
    assert_int_equal(q->anchors_n, 2);
    assert_string_equal(q->anchors[0].name, "Routines");
    assert_string_equal(q->anchors[0].text, in->anchors[0].text);
    assert_string_equal(q->anchors[0].words, "routine\ncue");
    assert_string_equal(q->anchors[1].words, "");
    assert_int_equal(q->memory.state, MEMORY_REVIEW);
    assert_float_equal(q->memory.stability, 3.25, 0);
    assert_float_equal(q->memory.difficulty, 6.5, 0);
    assert_int_equal(q->memory.last_day, 20000);
    assert_int_equal(q->memory.due_day, 20003);
    assert_int_equal(q->memory.reviews, 2);
    assert_int_equal(q->best_score, 7);
    assert_int_equal(q->last_score, 5);
    assert_true(q->last_late);
    assert_int_equal(q->asked, 2);
    assert_int_equal(q->created, 1700000100);
}

static void test_what_was_learned_is_saved(void **state)
{
    (void)state;
    struct practice p = practise("question-save");
    struct question q = p.questions[0], *back;
    q.memory.due_day = 20050;
    q.memory.stability = 1.0 / 3;
    q.best_score = 9;
    q.asked = 3;
    q.anchors_n = 1;
    DONE(p.user, save, &q);
    back = stored(p.user, q.id);
    assert_int_equal(back->memory.due_day, 20050);
    assert_float_equal(back->memory.stability, 1.0 / 3, 0);
    assert_int_equal(back->best_score, 9);
    assert_int_equal(back->asked, 3);
    assert_int_equal(back->anchors_n, 1);
    assert_string_equal(back->text, p.questions[0].text);
}

static void test_unknown_question_is_not_found(void **state)
{
    (void)state;
    struct practice p = practise("question-unknown");
    struct question q = some_question(p.session.topic, "Never asked"), *back;
    assert_int_equal(run(p.user, save, &q), ERR_NOT_FOUND);
    assert_int_equal(question_read(reading(p.user), q.id, &back), OK);
    assert_null(back);
}

static void test_same_question_twice_is_a_conflict(void **state)
{
    (void)state;
    struct practice p = practise("question-twice");
    assert_int_equal(run(p.user, add_question, &p.questions[0]), ERR_CONFLICT);
}

static void test_question_on_anothers_topic_is_not_found(void **state)
{
    (void)state;
    struct practice p = practise("question-topic");
    struct question q = some_question(p.session.topic, "On your topic");
    assert_int_equal(run(new_user("question-topic-2"), add_question, &q), ERR_NOT_FOUND);
}

static void test_questions_of_a_topic_only(void **state)
{
    (void)state;
    struct practice p = practise("question-lists");
    struct question other = some_question(p.plan.topics[1].topic, "Elsewhere"), *of_topic, *all;
    DONE(p.user, add_question, &other);
    struct work *w = reading(p.user);
    size_t n, n_all;
    question_want_topic(w, p.session.topic, &of_topic, &n);
    question_want_all(w, &all, &n_all);
    assert_int_equal(work_flush(w), OK);
    assert_int_equal(n, 2);
    assert_int_equal(n_all, 3);
}

static void test_another_user_sees_no_question(void **state)
{
    (void)state;
    struct practice p = practise("question-mine");
    struct question *q;
    struct id other = new_user("question-theirs");
    assert_int_equal(question_read(reading(other), p.questions[0].id, &q), OK);
    assert_null(q);
    assert_int_equal(run(other, save, &p.questions[0]), ERR_NOT_FOUND);
}

static void test_swapped_questions_do_not_open(void **state)
{
    (void)state;
    struct practice p = practise("question-swap");
    struct question *q;
    tamper(
        "UPDATE gr.questions x SET sealed = y.sealed FROM gr.questions y WHERE x.id = '%s' AND y.id = '%s'",
        p.questions[0].id, p.questions[1].id);
    assert_int_equal(question_read(reading(p.user), p.questions[0].id, &q), ERR_SEAL);
}

static void test_difficulty_names(void **state)
{
    (void)state;
    for (enum difficulty d = EASY; d <= MIXED; d++) {
        enum difficulty back;
        assert_true(difficulty_parse(difficulty_name(d), &back));
        assert_int_equal(back, d);
    }
}

static void test_unknown_difficulty_is_refused(void **state)
{
    (void)state;
    enum difficulty d;
    assert_false(difficulty_parse("moderate", &d));
    assert_false(difficulty_parse("", &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_question_comes_back_whole),
        TEST(test_what_was_learned_is_saved),
        TEST(test_unknown_question_is_not_found),
        TEST(test_same_question_twice_is_a_conflict),
        TEST(test_question_on_anothers_topic_is_not_found),
        TEST(test_questions_of_a_topic_only),
        TEST(test_another_user_sees_no_question),
        TEST(test_swapped_questions_do_not_open),
        TEST(test_difficulty_names),
        TEST(test_unknown_difficulty_is_refused),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
