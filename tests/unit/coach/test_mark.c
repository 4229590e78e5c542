#include "builtin/modes.h"
#include "coach/mark.h"
#include "coach/practice.h"
#include "coach/recount.h"

/* What becomes of evaluate_answer's answer, and what counts. */

static const char said[] = "I greet them at the door. Then I count who is calm.";

static struct mark taken(const char *answer)
{
    struct anchor given[] = {{.name = "Greeting", .text = "Greets every child."}};
    const struct question question = {.anchors = given, .anchors_n = 1};
    struct mark mark;
    mark_take(a, doc(answer), &question, said, &mark);
    return mark;
}

static void test_a_given_anchor_has_its_own_text(void **state)
{
    (void)state;
    const struct mark mark = taken("{'score':7,'anchors':[{'name':'greeting','anchor':null,'landed':true,"
                                   "'quote':'at the door'}]}");
    assert_int_equal(mark.score, 7);
    assert_string_equal(mark.why, "");
    assert_string_equal(mark.anchors[0].anchor, "Greets every child.");
    assert_string_equal(mark.anchors[0].quote, "at the door");
}

static void test_what_is_not_in_the_answer_is_left_out(void **state)
{
    (void)state;
    const struct mark mark = taken("{'score':7,'anchors':[{'name':'a','anchor':'x','landed':true,"
                                   "'quote':'at the window'},{'name':'b','anchor':'x','landed':false,"
                                   "'quote':'','perhaps':'Then I count who is loud.'}]}");
    assert_string_equal(mark.anchors[0].quote, "");
    assert_string_equal(mark.anchors[1].perhaps, "");
}

static void test_only_what_did_not_land_may_be_said_perhaps(void **state)
{
    (void)state;
    const struct mark mark = taken("{'score':7,'anchors':[{'name':'a','anchor':'x','landed':true,"
                                   "'quote':'at the door','perhaps':'Then I count who is calm.'},"
                                   "{'name':'b','anchor':'x','landed':false,'quote':'',"
                                   "'perhaps':'Then I count who is calm.'}]}");
    assert_string_equal(mark.anchors[0].perhaps, "");
    assert_string_equal(mark.anchors[1].perhaps, "Then I count who is calm.");
}

static void test_no_score_is_kept_with_its_reason(void **state)
{
    (void)state;
    const struct mark mark = taken("{'score':null,'why':'It is in Spanish.','anchors':[]}");
    assert_int_equal(mark.score, 0);
    assert_string_equal(mark.why, "It is in Spanish.");
    assert_string_equal(taken("{'score':7,'why':'It is in Spanish.','anchors':[]}").why, "");
}

static void test_what_was_not_marked_is_no_score_and_no_mark_to_come(void **state)
{
    (void)state;
    const struct mark none = {.why = "It is in Spanish."}, five = {.score = 5};
    const struct session_question picks[] = {{.place = 1}};
    struct attempt attempts[] = {{.state = MARK_DONE, .mark = &none}, {.state = MARK_DONE, .mark = &five}};
    struct practice_tally tally;
    practice_count(a, &(struct session){0}, picks, 1, NULL, 0, attempts, 1, &tally);
    assert_int_equal(tally.not_marked, 1);
    assert_int_equal(tally.pending, 0);
    assert_int_equal(tally.best_score, 0);
    assert_int_equal(tally.questions[0].pending, 0);
    practice_count(a, &(struct session){0}, picks, 1, NULL, 0, attempts, 2, &tally);
    assert_int_equal(tally.not_marked, 1);
    assert_int_equal(tally.best_score, 5);
}

static void test_strength_and_schedule_follow_by_half_towards_what_was_given(void **state)
{
    (void)state;
    static const struct {
        int given, now, weight;
    } known[] = {{5, 5, 5}, {5, 6, 5}, {5, 7, 6},  {5, 8, 6}, {5, 4, 5},
                 {5, 3, 4}, {5, 2, 4}, {1, 10, 5}, {10, 1, 6}};
    for (size_t i = 0; i < COUNT(known); i++) {
        const struct mark given = {.score = known[i].given}, now = {.score = known[i].now};
        struct attempt attempt = {.state = MARK_DONE, .given = &given, .mark = &now};
        assert_int_equal(recount_weight(&attempt), known[i].weight);
        attempt.left_out = true;
        assert_int_equal(recount_weight(&attempt), 0);
    }
    assert_int_equal(recount_weight(&(struct attempt){.state = MARK_PENDING}), 0);
}

static void test_what_is_left_out_is_no_best_score(void **state)
{
    (void)state;
    const struct mark nine = {.score = 9}, five = {.score = 5};
    const struct session_question picks[] = {{.place = 1}};
    struct attempt attempts[] = {{.state = MARK_DONE, .mark = &nine, .left_out = true},
                                 {.state = MARK_DONE, .mark = &five}};
    struct practice_tally tally;
    practice_count(a, &(struct session){0}, picks, 1, NULL, 0, attempts, 2, &tally);
    assert_int_equal(tally.best_score, 5);
    assert_int_equal(tally.attempts, 2);
}

#define MODE_TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MODE_TEST(test_a_given_anchor_has_its_own_text),
        MODE_TEST(test_what_is_not_in_the_answer_is_left_out),
        MODE_TEST(test_only_what_did_not_land_may_be_said_perhaps),
        MODE_TEST(test_no_score_is_kept_with_its_reason),
        MODE_TEST(test_strength_and_schedule_follow_by_half_towards_what_was_given),
        MODE_TEST(test_what_is_left_out_is_no_best_score),
        MODE_TEST(test_what_was_not_marked_is_no_score_and_no_mark_to_come),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
