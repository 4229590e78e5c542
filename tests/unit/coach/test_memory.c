#include "base/fixture.h"
#include "coach/memory.h"
#include "store/facts.h"
#include <math.h>

/* Expected numbers: py-fsrs 6.3.1 with its default parameters, empty step lists and no fuzz. */
enum { DAY = 20454 };

#define assert_near(is, wanted) near_enough((is), (wanted), #is, __LINE__)

static void near_enough(double is, double wanted, const char *what, int line)
{
    if (!(fabs(is - wanted) <= 1e-6))
        fail_msg("line %d: %s is %.12f, wanted %.12f", line, what, is, wanted);
}

/* One review, `gap` days after the one before. */
struct step {
    int rating, gap;
    double stability, difficulty;
    int interval;
};

static void assert_walk(const struct step *steps, size_t n)
{
    struct memory m = {.state = MEMORY_NEW};
    clock_day day = DAY;
    for (size_t i = 0; i < n; i++) {
        day += steps[i].gap;
        m = memory_review(m, (enum memory_rating)steps[i].rating, day, FACTS_NO_DATE);
        assert_near(m.stability, steps[i].stability);
        assert_near(m.difficulty, steps[i].difficulty);
        assert_int_equal(m.due_day - day, steps[i].interval);
        assert_int_equal(m.last_day, day);
        assert_int_equal(m.reviews, (int)i + 1);
    }
}

static void test_first_review_sets_stability_and_difficulty_by_rating(void **state)
{
    (void)state;
    assert_walk(&(struct step){MEMORY_AGAIN, 0, 0.212, 6.4133, 1}, 1);
    assert_walk(&(struct step){MEMORY_HARD, 0, 1.2931, 5.112170705601056, 1}, 1);
    assert_walk(&(struct step){MEMORY_GOOD, 0, 2.3065, 2.118103970459016, 2}, 1);
    assert_walk(&(struct step){MEMORY_EASY, 0, 8.2956, 1.0, 8}, 1);
}

static void test_good_answers_on_the_day_due_space_out(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {3, 0, 2.3065, 2.118103970459016, 2},
        {3, 2, 10.964332335820698, 2.111214235785395, 11},
        {3, 11, 46.28021728755693, 2.1043313908464483, 46},
        {3, 46, 162.86220163874916, 2.0974554287524403, 163},
        {3, 163, 497.4471936002745, 2.0905863426205262, 497},
    };
    assert_walk(steps, COUNT(steps));
}

static void test_forgotten_again_and_again_comes_back_daily(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {1, 0, 0.212, 6.4133, 1},
        {1, 1, 0.10088578982099844, 8.806304468856837, 1},
        {1, 1, 0.05503453011833104, 9.592868765339693, 1},
        {3, 1, 0.32936545929408334, 9.57850426587119, 1},
    };
    assert_walk(steps, COUNT(steps));
}

static void test_hard_answers_grow_slowly(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {2, 0, 1.2931, 5.112170705601056, 1},
        {2, 1, 3.2494117658571677, 6.7404595108297, 3},
        {2, 3, 6.728346299675288, 7.821393497998797, 7},
        {2, 7, 11.916432357612775, 8.538967850205447, 12},
    };
    assert_walk(steps, COUNT(steps));
}

static void test_easy_answers_leap(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {4, 0, 8.2956, 1.0, 8},
        {4, 8, 65.62422616189994, 1.0, 66},
        {4, 60, 374.76499257181683, 1.0, 375},
    };
    assert_walk(steps, COUNT(steps));
}

static void test_a_lapse_falls_back_and_recovers(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {3, 0, 2.3065, 2.118103970459016, 2},
        {3, 2, 10.964332335820698, 2.111214235785395, 11},
        {1, 10, 1.5221381549648938, 7.392238132342694, 2},
        {3, 2, 4.854272738850408, 7.38007426350719, 5},
        {2, 5, 9.323448361340793, 8.24599957687359, 9},
        {4, 7, 23.780104570470435, 7.6451227411813, 24},
    };
    assert_walk(steps, COUNT(steps));
}

static void test_late_and_early_reviews_count_the_days_that_passed(void **state)
{
    (void)state;
    static const struct step late[] = {
        {3, 0, 2.3065, 2.118103970459016, 2},
        {3, 30, 37.42063838925624, 2.111214235785395, 37},
        {1, 90, 3.0203324634882134, 7.392238132342694, 3},
    };
    static const struct step early[] = {
        {4, 0, 8.2956, 1.0, 8},
        {3, 1, 13.485062611471017, 1.0, 13},
        {3, 1, 18.3762654234516, 1.0, 18},
    };
    assert_walk(late, COUNT(late));
    assert_walk(early, COUNT(early));
}

static void test_second_review_on_the_same_day_has_its_own_formula(void **state)
{
    (void)state;
    static const struct step steps[] = {
        {3, 0, 2.3065, 2.118103970459016, 2},
        {3, 0, 2.3065, 2.111214235785395, 2},
        {4, 0, 3.946054067969477, 1.0, 4},
        {1, 0, 1.2800093588060393, 7.0269895692968385, 1},
    };
    assert_walk(steps, COUNT(steps));
}

/* Here we go with ts-fsrs and fsrs-rs (5.0), not with py-fsrs (2.7470). */
static void test_hard_on_the_same_day_never_sinks(void **state)
{
    (void)state;
    const struct memory five = {
        .state = MEMORY_REVIEW, .stability = 5, .difficulty = 5, .last_day = DAY, .reviews = 1};
    assert_near(memory_review(five, MEMORY_HARD, DAY, FACTS_NO_DATE).stability, 5.0);
    assert_near(memory_review(five, MEMORY_AGAIN, DAY, FACTS_NO_DATE).stability, 1.5968179979869213);
}

static void test_a_clock_set_back_counts_as_the_same_day(void **state)
{
    (void)state;
    const struct memory m = {
        .state = MEMORY_REVIEW, .stability = 5, .difficulty = 5, .last_day = DAY, .reviews = 1};
    assert_near(memory_review(m, MEMORY_GOOD, DAY - 3, FACTS_NO_DATE).stability,
                memory_review(m, MEMORY_GOOD, DAY, FACTS_NO_DATE).stability);
    assert_near(memory_recall(&m, DAY - 3), 1);
}

static void test_recall_falls_along_the_curve_and_is_nine_tenths_at_stability(void **state)
{
    (void)state;
    static const struct {
        double stability;
        int days;
        double recall;
    } curve[] = {{5, 0, 1},
                 {5, 1, 0.9727695594804078},
                 {5, 5, 0.9},
                 {5, 20, 0.782132114874225},
                 {100, 100, 0.9},
                 {100, 365, 0.7908969875893878},
                 {0.212, 1, 0.7661957302284143}};
    for (size_t i = 0; i < COUNT(curve); i++) {
        const struct memory m = {.state = MEMORY_REVIEW, .stability = curve[i].stability, .last_day = DAY};
        assert_near(memory_recall(&m, DAY + curve[i].days), curve[i].recall);
    }
}

static void test_a_new_question_is_not_known(void **state)
{
    (void)state;
    const struct memory m = {.state = MEMORY_NEW, .stability = 5, .last_day = DAY};
    assert_near(memory_recall(&m, DAY), 0);
}

static void test_interval_is_stability_in_whole_days(void **state)
{
    (void)state;
    static const struct {
        double stability;
        int days;
    } wanted[] = {{0.001, 1}, {0.5, 1},   {1, 1},         {1.49, 1},   {1.51, 2},
                  {10, 10},   {100, 100}, {36500, 36500}, {1e9, 36500}};
    for (size_t i = 0; i < COUNT(wanted); i++)
        assert_int_equal(memory_interval(wanted[i].stability), wanted[i].days);
}

static void test_stability_and_difficulty_stay_in_bounds(void **state)
{
    (void)state;
    struct memory low = {.state = MEMORY_NEW}, high = low;
    for (int i = 0; i < 200; i++) {
        low = memory_review(low, MEMORY_AGAIN, DAY + i / 2, FACTS_NO_DATE);
        high = memory_review(high, MEMORY_EASY, high.reviews ? high.due_day : DAY, FACTS_NO_DATE);
        assert_true(low.stability >= 0.001 && low.difficulty >= 1 && low.difficulty <= 10);
        assert_true(high.stability <= 36500 && high.difficulty >= 1 && high.difficulty <= 10);
    }
    assert_int_equal(high.due_day - high.last_day, 36500);
}

static void test_a_lapse_is_relearned_and_a_success_is_review(void **state)
{
    (void)state;
    struct memory m = {.state = MEMORY_NEW};
    m = memory_review(m, MEMORY_AGAIN, DAY, FACTS_NO_DATE);
    assert_int_equal(m.state, MEMORY_REVIEW);
    m = memory_review(m, MEMORY_AGAIN, DAY + 1, FACTS_NO_DATE);
    assert_int_equal(m.state, MEMORY_RELEARNING);
    m = memory_review(m, MEMORY_GOOD, DAY + 2, FACTS_NO_DATE);
    assert_int_equal(m.state, MEMORY_REVIEW);
}

static void test_the_interview_caps_the_interval(void **state)
{
    (void)state;
    const struct memory m = {
        .state = MEMORY_REVIEW, .stability = 50, .difficulty = 5, .last_day = DAY - 50, .reviews = 4};
    assert_int_equal(memory_review(m, MEMORY_GOOD, DAY, DAY + 9).due_day, DAY + 9);
    assert_int_equal(memory_review(m, MEMORY_GOOD, DAY, DAY + 1).due_day, DAY + 1);
    /* only the due day: what is known is known */
    assert_near(memory_review(m, MEMORY_GOOD, DAY, DAY + 9).stability,
                memory_review(m, MEMORY_GOOD, DAY, FACTS_NO_DATE).stability);
}

static void test_an_interview_far_away_or_past_caps_nothing(void **state)
{
    (void)state;
    const struct memory m = {.state = MEMORY_NEW};
    const clock_day free = memory_review(m, MEMORY_GOOD, DAY, FACTS_NO_DATE).due_day;
    assert_int_equal(free, DAY + 2);
    assert_int_equal(memory_review(m, MEMORY_GOOD, DAY, DAY + 400).due_day, free);
    assert_int_equal(memory_review(m, MEMORY_GOOD, DAY, DAY - 1).due_day, free);
    assert_int_equal(memory_review(m, MEMORY_GOOD, DAY, DAY).due_day, free);
}

static void test_marks_become_ratings(void **state)
{
    (void)state;
    static const enum memory_rating wanted[] = {[1] = MEMORY_AGAIN, MEMORY_AGAIN, MEMORY_AGAIN, MEMORY_HARD,
                                                MEMORY_HARD,        MEMORY_GOOD,  MEMORY_GOOD,  MEMORY_GOOD,
                                                MEMORY_EASY,        MEMORY_EASY};
    for (int score = 1; score <= 10; score++)
        assert_int_equal(memory_rating(score), wanted[score]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_review_sets_stability_and_difficulty_by_rating),
        cmocka_unit_test(test_good_answers_on_the_day_due_space_out),
        cmocka_unit_test(test_forgotten_again_and_again_comes_back_daily),
        cmocka_unit_test(test_hard_answers_grow_slowly),
        cmocka_unit_test(test_easy_answers_leap),
        cmocka_unit_test(test_a_lapse_falls_back_and_recovers),
        cmocka_unit_test(test_late_and_early_reviews_count_the_days_that_passed),
        cmocka_unit_test(test_second_review_on_the_same_day_has_its_own_formula),
        cmocka_unit_test(test_hard_on_the_same_day_never_sinks),
        cmocka_unit_test(test_a_clock_set_back_counts_as_the_same_day),
        cmocka_unit_test(test_recall_falls_along_the_curve_and_is_nine_tenths_at_stability),
        cmocka_unit_test(test_a_new_question_is_not_known),
        cmocka_unit_test(test_interval_is_stability_in_whole_days),
        cmocka_unit_test(test_stability_and_difficulty_stay_in_bounds),
        cmocka_unit_test(test_a_lapse_is_relearned_and_a_success_is_review),
        cmocka_unit_test(test_the_interview_caps_the_interval),
        cmocka_unit_test(test_an_interview_far_away_or_past_caps_nothing),
        cmocka_unit_test(test_marks_become_ratings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
