#include "builtin/modes.h"
#include "coach/memory.h"

/* Three weeks of one topic with an interview at their end, session after session: what is asked, what comes
 * back and why, as the marks and the memory model have it. */

enum { FIRST_DAY = 20000, DAYS = 21, WANTED = 4, MOST = 64 };

static const char *const shape = "4 x 3min @ mixed";

struct known {
    const char *text, *key, *difficulty;
    struct memory memory;
    int last, times;
};

/* What is known of all that was asked, and what was seen on the way. */
static struct course {
    struct known list[MOST];
    size_t n;
    clock_day day;
    int skill; /* the mark of an easy question when it is new */
    int fresh[3], hard_in_last_week, fresh_in_last_week, redone, answered;
} course;

static struct known *known(const char *text)
{
    for (size_t i = 0; i < course.n; i++)
        if (text_equal(course.list[i].text, text))
            return &course.list[i];
    return NULL;
}

static bool is_due(const struct known *k)
{
    return k->memory.due_day <= course.day;
}

static json *input(void)
{
    json *in = doc("{'topic':{'name':'Patient safety','key':'nursing/patient-safety','description':''},"
                   "'role':'staff nurse','count':6,'level':'mixed','asked':[],'left_out':[],"
                   "'other_topics':[],'weak':'','context':''}");
    json_put_text(a, in, "prescription", shape);
    json_put_int(a, in, "days_left", FIRST_DAY + DAYS - course.day);
    for (size_t i = 0; i < course.n; i++) {
        const struct known *k = &course.list[i];
        json *one = json_new_object(a);
        json_put_text(a, one, "question", k->text);
        json_put_text(a, one, "key", k->key);
        json_put_text(a, one, "difficulty", k->difficulty);
        json_put_int(a, one, "best_score", k->last);
        json_put_int(a, one, "last_score", k->last);
        json_put_bool(a, one, "late", false);
        json_put_real(a, one, "landed_share", k->last / 10.0);
        json_put_int(a, one, "days_since", course.day - k->memory.last_day);
        json_put_bool(a, one, "due", is_due(k));
        json_put_real(a, one, "recall", memory_recall(&k->memory, course.day));
        json_put_int(a, one, "times", k->times);
        json_add(a, json_get(in, "asked"), one);
    }
    return in;
}

static const char *reason_wanted(const struct known *k)
{
    return k->last <= 5 ? "weak_answer" : k->last < 8 ? "incomplete" : "high_value";
}

static void assert_offered_truly(const json *list)
{
    for (size_t i = 0; i < json_len(list); i++) {
        const json *q = json_at(list, i);
        const char *text = json_get_text(q, "question", "");
        const struct known *k = known(text);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(text, json_get_text(json_at(list, j), "question", ""));
        assert_string_equal(json_get_text(q, "status", ""), k ? "redo" : "new");
        if (k)
            assert_string_equal(json_get_text(q, "redo_reason", ""), reason_wanted(k));
        assert_false(text_blank(json_get_text(q, "why", "")));
    }
}

static void assert_weakest_comes_back(const json *list)
{
    const struct known *weakest = NULL;
    bool there = false;
    for (size_t i = 0; i < course.n; i++) {
        const struct known *k = &course.list[i];
        if (k->last <= 5 && k->memory.last_day < course.day &&
            (!weakest || memory_recall(&k->memory, course.day) < memory_recall(&weakest->memory, course.day)))
            weakest = k;
    }
    for (size_t i = 0; weakest && i < WANTED && i < json_len(list); i++)
        there |= text_equal(json_get_text(json_at(list, i), "question", ""), weakest->text);
    assert_true(!weakest || there);
}

/* Answers are worth their difficulty, and a try more each time. */
static void answer_one(const json *q)
{
    static const char *const levels[] = {"easy", "medium", "hard"};
    const char *text = json_get_text(q, "question", "");
    struct known *k = known(text);
    int level = 0;
    while (level < 2 && !text_equal(levels[level], json_get_text(q, "difficulty", "")))
        level++;
    if (!k) {
        assert_true(course.n < MOST);
        k = &course.list[course.n++];
        *k = (struct known){.text = arena_copy(life, text),
                            .key = arena_copy(life, json_get_text(q, "key", "")),
                            .difficulty = levels[level]};
        course.fresh[level]++;
        if (course.day >= FIRST_DAY + DAYS - 7) {
            course.fresh_in_last_week++;
            course.hard_in_last_week += level == 2;
        }
    } else {
        course.redone++;
    }
    course.answered++;
    const int score = course.skill - level + 2 * k->times;
    k->last = score > 10 ? 10 : score < 1 ? 1 : score;
    k->times++;
    k->memory = memory_review(k->memory, memory_rating(k->last), course.day, FIRST_DAY + DAYS);
    assert_true(k->memory.due_day <= FIRST_DAY + DAYS);
}

static void run(int skill, int every)
{
    course = (struct course){.skill = skill};
    for (course.day = FIRST_DAY; course.day < FIRST_DAY + DAYS; course.day += every) {
        fresh();
        const json *list = json_get(answer("generate_questions", input()), "questions");
        assert_true(json_len(list) >= 3);
        assert_offered_truly(list);
        assert_weakest_comes_back(list);
        int again = 0;
        for (size_t i = 0; i < WANTED && i < json_len(list); i++)
            again += known(json_get_text(json_at(list, i), "question", "")) != NULL;
        if (course.n < 8) /* there is enough that is new */
            assert_true(again <= WANTED / 2);
        for (size_t i = 0; i < WANTED && i < json_len(list); i++)
            answer_one(json_at(list, i));
    }
}

static void test_whoever_answers_well_gets_harder_ones(void **state)
{
    (void)state;
    run(8, 3);
    assert_true(course.fresh[2] > 0);
    assert_true(course.fresh[0] <= 4);
}

static void test_whoever_finds_it_hard_keeps_easy_ones_and_the_weak_come_back(void **state)
{
    (void)state;
    run(3, 3);
    assert_true(course.fresh[0] >= course.fresh[2]);
    assert_true(course.redone * 3 >= course.answered);
}

static void test_new_and_old_are_balanced(void **state)
{
    (void)state;
    run(6, 3);
    assert_in_range(course.redone * 100 / course.answered, 20, 70);
}

static void test_every_day_practice_holds_too(void **state)
{
    (void)state;
    run(5, 1);
    assert_true(course.redone > 0);
}

/* In the last days all that isn't sure is looked at once more, and then rests. */
static void test_before_the_interview_nothing_weak_is_left_unasked(void **state)
{
    (void)state;
    run(4, 1);
    for (size_t i = 0; i < course.n; i++)
        if (course.list[i].last <= 3)
            assert_true(course.list[i].memory.last_day >= FIRST_DAY + DAYS - 4);
}

#define MODE_TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MODE_TEST(test_whoever_answers_well_gets_harder_ones),
        MODE_TEST(test_whoever_finds_it_hard_keeps_easy_ones_and_the_weak_come_back),
        MODE_TEST(test_new_and_old_are_balanced),
        MODE_TEST(test_every_day_practice_holds_too),
        MODE_TEST(test_before_the_interview_nothing_weak_is_left_unasked),
    };
    return cmocka_run_group_tests(tests, read_all, free_all);
}
