#include "base/fixture.h"
#include "base/text.h"
#include "coach/schedule.h"
#include "library/prescription.h"

/* Today is Saturday 21 November 2026, half past eight in Berlin. */
enum { DAYS = 14 };
static const clock_time now = 1795246200;

static struct arena *life;
static struct library *library;

static struct from {
    struct plan plan;
    struct facts facts;
    struct topic topics[8];
    struct question_due due[8];
    struct session_span recent[8];
    struct schedule_from all;
} from;

static struct id topic_id(size_t i)
{
    struct id id;
    memset(id.b, (int)i + 1, sizeof id.b);
    return id;
}

/* A plan of topics with these minutes a day, none of them practised yet. */
static void plan(const int *minutes, size_t n)
{
    memset(&from, 0, sizeof from);
    from.facts.interview = FACTS_NO_DATE;
    from.plan.topics = arena_array(a, n, sizeof *from.plan.topics);
    from.plan.topics_n = n;
    for (size_t i = 0; i < n; i++) {
        from.plan.topics[i] = (struct plan_topic){
            .topic = topic_id(i),
            .name = arena_printf(a, "topic %zu", i + 1),
            .priority = (int)i + 1,
            .daily_minutes = minutes[i],
            .prescription = "3 x 5min @ medium",
        };
        from.plan.overview.total_daily_minutes += minutes[i];
        from.topics[i] = (struct topic){
            .id = topic_id(i), .in_plan = true, .name = from.plan.topics[i].name, .strength = -1};
    }
    from.all = (struct schedule_from){
        .library = library,
        .plan = &from.plan,
        .facts = &from.facts,
        .topics = from.topics,
        .topics_n = n,
        .due = from.due,
        .recent = from.recent,
        .today = clock_local_day(now, "Europe/Berlin"),
        .zone = "Europe/Berlin",
    };
}

static const int usual[] = {15, 10, 5};
#define USUAL usual, COUNT(usual)

static struct scheduled *made(int days, size_t *n)
{
    struct scheduled *out;
    schedule_make(a, &from.all, days, &out, n);
    return out;
}

static int minutes_on(const struct scheduled *all, size_t n, clock_day day)
{
    int minutes = 0;
    for (size_t i = 0; i < n; i++)
        minutes += all[i].day == day ? all[i].minutes : 0;
    return minutes;
}

static int sittings_of(const struct scheduled *all, size_t n, size_t topic)
{
    int sittings = 0;
    for (size_t i = 0; i < n; i++)
        sittings += id_equal(all[i].topic, topic_id(topic));
    return sittings;
}

/* What holds whatever the plan. */
static void assert_sound(const struct scheduled *all, size_t n, int days)
{
    for (size_t i = 0; i < n; i++) {
        const struct scheduled *s = &all[i];
        struct prescription p;
        const char *why = "";
        assert_in_range(s->day, from.all.today, from.all.today + days - 1);
        assert_true(i == 0 || s->day >= all[i - 1].day);
        assert_false(text_blank(s->why));
        assert_false(text_blank(s->topic_name));
        if (s->done)
            continue;
        assert_false(from.facts.days_off >> clock_weekday(s->day) & 1U);
        assert_in_range(s->minutes, 1, 60);
        assert_true(minutes_on(all, n, s->day) <= schedule_from_minutes(&from.all, s->day));
        if (prescription_parse(a, s->prescription, &p, &why) != OK)
            fail_msg("%s", why);
        for (size_t k = 0; k < i; k++)
            assert_false(all[k].day == s->day && !all[k].done && id_equal(all[k].topic, s->topic));
    }
}

static void test_today_and_coming_days_have_sessions(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    const struct scheduled *all = made(7, &n);
    assert_sound(all, n, 7);
    for (int day = 0; day < 7; day++)
        assert_int_equal(minutes_on(all, n, from.all.today + day), 30);
}

static void test_the_highest_priority_comes_first(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    const struct scheduled *all = made(7, &n);
    assert_true(id_equal(all[0].topic, topic_id(0)));
    assert_string_equal(all[0].topic_name, "topic 1");
}

static void test_minutes_are_shared_as_the_plan_says(void **state)
{
    (void)state;
    size_t n;
    int minutes[3] = {0};
    plan(USUAL);
    const struct scheduled *all = made(28, &n);
    for (size_t i = 0; i < n; i++)
        minutes[all[i].topic.b[0] - 1] += all[i].minutes;
    /* four weeks of 15, 10 and 5 a day, within a quarter */
    assert_in_range(minutes[0], 315, 525);
    assert_in_range(minutes[1], 210, 350);
    assert_in_range(minutes[2], 105, 175);
}

static void test_every_topic_has_its_turn_within_a_week(void **state)
{
    (void)state;
    static const int six[] = {10, 10, 5, 5, 5, 5};
    size_t n;
    plan(six, COUNT(six));
    const struct scheduled *all = made(7, &n);
    assert_sound(all, n, 7);
    for (size_t i = 0; i < COUNT(six); i++)
        assert_true(sittings_of(all, n, i) >= 1);
}

static void test_a_plan_of_few_minutes_has_its_sitting_every_day(void **state)
{
    (void)state;
    static const int few[] = {5, 3};
    size_t n;
    plan(few, COUNT(few));
    const struct scheduled *all = made(7, &n);
    assert_sound(all, n, 7);
    for (int day = 0; day < 7; day++)
        assert_int_equal(minutes_on(all, n, from.all.today + day), 8);
}

static void test_days_off_are_left_out(void **state)
{
    (void)state;
    size_t n;
    for (unsigned off = 1; off < 0x7f; off += 9) {
        plan(USUAL);
        from.facts.days_off = off;
        const struct scheduled *all = made(DAYS, &n);
        assert_sound(all, n, DAYS);
        for (int day = 0; day < DAYS; day++)
            if (!(off >> clock_weekday(from.all.today + day) & 1U))
                assert_true(minutes_on(all, n, from.all.today + day) > 0);
    }
}

/* Saturday has an hour, Sunday ten minutes, Wednesday none: today is Saturday. */
static void test_every_day_has_the_minutes_of_its_weekday(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    from.facts.minutes_by_day[5] = 60;
    from.facts.minutes_by_day[6] = 10;
    from.facts.days_off = 1U << 2;
    const struct scheduled *all = made(DAYS, &n);
    static const int week[] = {60, 10, 30, 30, 0, 30, 30};
    assert_sound(all, n, DAYS);
    for (int day = 0; day < DAYS; day++)
        assert_int_equal(minutes_on(all, n, from.all.today + day), week[day % 7]);
}

static void test_a_long_day_is_filled_in_whole(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    from.facts.minutes_by_day[5] = 180;
    const struct scheduled *all = made(DAYS, &n);
    assert_sound(all, n, DAYS);
    assert_int_equal(minutes_on(all, n, from.all.today), 180);
    assert_int_equal(minutes_on(all, n, from.all.today + 1), 30);
}

/* The topics keep their parts of the week, however its minutes lie. */
static void test_minutes_by_day_are_shared_as_the_plan_says(void **state)
{
    (void)state;
    size_t n;
    int minutes[3] = {0};
    plan(USUAL);
    for (int day = 0; day < 4; day++)
        from.facts.minutes_by_day[day] = 15;
    from.facts.minutes_by_day[5] = 75;
    const struct scheduled *all = made(28, &n);
    assert_sound(all, n, 28);
    for (size_t i = 0; i < n; i++)
        minutes[all[i].topic.b[0] - 1] += all[i].minutes;
    const int whole = minutes[0] + minutes[1] + minutes[2];
    assert_in_range(whole, 750, 780); /* four weeks of 195 */
    assert_in_range(minutes[0] * 100 / whole, 38, 62);
    assert_in_range(minutes[2] * 100 / whole, 10, 25);
}

static void test_nothing_when_every_day_is_off(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    from.facts.days_off = 0x7f;
    made(DAYS, &n);
    assert_int_equal(n, 0);
}

static void test_the_interview_ends_it(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    from.facts.interview = from.all.today + 3;
    const struct scheduled *all = made(DAYS, &n);
    assert_sound(all, n, DAYS);
    assert_int_equal(minutes_on(all, n, from.all.today + 2), 30);
    for (size_t i = 0; i < n; i++)
        assert_true(all[i].day < from.facts.interview);
}

static void test_an_interview_that_is_past_ends_nothing(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    from.facts.interview = from.all.today - 1;
    const struct scheduled *all = made(DAYS, &n);
    assert_int_equal(minutes_on(all, n, from.all.today + DAYS - 1), 30);
}

static void test_what_was_done_today_stands_first_and_counts(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    from.recent[0] = (struct session_span){
        .topic = topic_id(1), .started = now - 1800, .last = now - 900, .ended = now - 900};
    from.all.recent_n = 1;
    const struct scheduled *all = made(7, &n);
    assert_sound(all, n, 7);
    assert_true(all[0].done);
    assert_true(id_equal(all[0].topic, topic_id(1)));
    assert_int_equal(all[0].minutes, 15);
    assert_int_equal(minutes_on(all, n, from.all.today), 30);
    assert_int_equal(minutes_on(all, n, from.all.today + 1), 30);
}

static void test_enough_done_today_leaves_the_day_as_it_is(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    from.recent[0] =
        (struct session_span){.topic = topic_id(0), .started = now - 3000, .last = now, .ended = now};
    from.all.recent_n = 1;
    const struct scheduled *all = made(7, &n);
    assert_true(all[0].done);
    assert_true(all[1].day > from.all.today);
    assert_ptr_equal(schedule_next(all, n, from.all.today), &all[1]);
}

static void test_yesterdays_session_is_not_todays(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    /* 23:50 yesterday in Berlin is 22:50 UTC */
    const clock_time midnight = clock_day_start(from.all.today, "Europe/Berlin");
    from.recent[0] = (struct session_span){
        .topic = topic_id(0), .started = midnight - 600, .last = midnight - 60, .ended = midnight - 60};
    from.all.recent_n = 1;
    const struct scheduled *all = made(7, &n);
    assert_false(all[0].done);
    from.recent[0].started = midnight + 60;
    from.recent[0].ended = from.recent[0].last = midnight + 600;
    all = made(7, &n);
    assert_true(all[0].done);
}

static void test_practised_lately_waits_for_what_was_not(void **state)
{
    (void)state;
    static const int same[] = {10, 10};
    size_t n;
    plan(same, COUNT(same));
    for (size_t i = 0; i < 4; i++)
        from.recent[i] = (struct session_span){.topic = topic_id(0),
                                               .started = now - (clock_time)(i + 1) * 86400 - 1800,
                                               .ended = now - (clock_time)(i + 1) * 86400};
    from.all.recent_n = 4;
    const struct scheduled *all = made(7, &n);
    assert_true(id_equal(all[0].topic, topic_id(1)));
}

static void test_due_questions_pull_and_are_told(void **state)
{
    (void)state;
    static const int same[] = {10, 10};
    size_t n;
    plan(same, COUNT(same));
    from.due[0] = (struct question_due){.topic = topic_id(1), .day = from.all.today, .n = 9};
    from.all.due_n = 1;
    const struct scheduled *all = made(7, &n);
    assert_true(id_equal(all[0].topic, topic_id(1)));
    assert_string_equal(all[0].why, "Nine questions are ready to be tried again.");
    from.due[0].n = 1;
    all = made(7, &n);
    for (size_t i = 0; i < n && all[i].day == from.all.today; i++)
        if (id_equal(all[i].topic, topic_id(1)))
            assert_string_equal(all[i].why, "One question is ready to be tried again.");
    from.due[0].day = from.all.today + 3;
    all = made(1, &n);
    assert_string_equal(all[0].why, "You have not practised this yet.");
}

static void test_a_weak_topic_pulls_and_is_told(void **state)
{
    (void)state;
    static const int same[] = {10, 10};
    size_t n;
    plan(same, COUNT(same));
    from.topics[0].strength = 8, from.topics[0].marked = 6, from.topics[0].sessions = 3;
    from.topics[1].strength = 1.5, from.topics[1].marked = 6, from.topics[1].sessions = 3;
    from.plan.topics[0].priority = 2;
    from.plan.topics[1].priority = 1;
    const struct scheduled *all = made(7, &n);
    assert_true(id_equal(all[0].topic, topic_id(1)));
    assert_string_equal(all[0].why, "Your marks here average 1.5: more practice pays most.");
}

/* The plan is of three weeks, and this is the middle of one of them. */
static void in_week(int week)
{
    from.plan.overview.time_horizon_weeks = 3;
    from.plan.approved = now - (clock_time)(7 * week - 4) * 86400;
}

static void test_a_sitting_has_the_shape_of_its_topic(void **state)
{
    (void)state;
    static const int one[] = {15};
    size_t n;
    plan(one, 1);
    in_week(2);
    assert_string_equal(made(1, &n)[0].prescription, "3 x 5min @ medium");
    from.plan.topics[0].prescription = "9 x 6min @ hard";
    assert_string_equal(made(1, &n)[0].prescription, "2 x 6min @ hard"); /* its length cut to the day */
    from.plan.topics[0].prescription = "1 x 3min @ easy, 2 x 4min @ mixed";
    assert_string_equal(made(1, &n)[0].prescription, "1 x 3min @ easy, 3 x 4min @ mixed"); /* or stretched */
    from.plan.topics[0].prescription = "";
    assert_string_equal(made(1, &n)[0].prescription, "4 x 4min @ mixed");
    from.plan.topics[0].prescription = "not a shape";
    assert_string_equal(made(1, &n)[0].prescription, "4 x 4min @ mixed");
}

static const char *shape_in_week(int week, const char *usual_shape)
{
    size_t n;
    in_week(week);
    from.plan.topics[0].prescription = usual_shape;
    return made(1, &n)[0].prescription;
}

static void test_what_is_mixed_rises_with_the_weeks(void **state)
{
    (void)state;
    static const int one[] = {15};
    plan(one, 1);
    assert_string_equal(shape_in_week(1, "3 x 5min @ mixed"), "1 x 5min @ easy, 2 x 5min @ mixed");
    assert_string_equal(shape_in_week(2, "3 x 5min @ mixed"), "3 x 5min @ mixed");
    assert_string_equal(shape_in_week(3, "3 x 5min @ mixed"), "2 x 5min @ mixed, 1 x 5min @ hard");
    from.facts.interview = from.all.today + 30; /* the date counts, not the weeks */
    assert_string_equal(shape_in_week(2, "3 x 5min @ mixed"), "1 x 5min @ easy, 2 x 5min @ mixed");
}

static void test_what_has_a_level_keeps_it(void **state)
{
    (void)state;
    static const int one[] = {15};
    plan(one, 1);
    for (int week = 1; week <= 3; week++) {
        assert_string_equal(shape_in_week(week, "3 x 5min @ medium"), "3 x 5min @ medium");
        assert_string_equal(shape_in_week(week, "1 x 15min @ mixed"), "1 x 15min @ mixed");
    }
}

static void test_nobody_is_asked_too_easy_or_too_hard_for_them(void **state)
{
    (void)state;
    static const int one[] = {15};
    plan(one, 1);
    from.topics[0].marked = 6, from.topics[0].sessions = 3, from.topics[0].strength = 7;
    assert_string_equal(shape_in_week(1, "3 x 5min @ mixed"), "3 x 5min @ mixed");
    assert_string_equal(shape_in_week(3, "3 x 5min @ mixed"), "2 x 5min @ mixed, 1 x 5min @ hard");
    from.topics[0].strength = 2;
    assert_string_equal(shape_in_week(1, "3 x 5min @ mixed"), "1 x 5min @ easy, 2 x 5min @ mixed");
    assert_string_equal(shape_in_week(3, "3 x 5min @ mixed"), "3 x 5min @ mixed");
    from.topics[0].strength = 5;
    from.facts.capacity = 1; /* little energy */
    assert_string_equal(shape_in_week(3, "3 x 5min @ mixed"), "3 x 5min @ mixed");
}

static void test_without_a_plan_there_is_nothing(void **state)
{
    (void)state;
    size_t n = 7;
    plan(USUAL);
    from.all.plan = NULL;
    made(DAYS, &n);
    assert_int_equal(n, 0);
    assert_null(schedule_next(NULL, 0, from.all.today));
}

static void test_the_next_is_todays_first_that_is_not_done(void **state)
{
    (void)state;
    static const struct scheduled all[] = {
        {.day = 10, .done = true}, {.day = 10}, {.day = 10, .minutes = 1}, {.day = 11}};
    assert_ptr_equal(schedule_next(all, 4, 10), &all[1]);
    assert_ptr_equal(schedule_next(all, 1, 10), NULL);
    assert_ptr_equal(schedule_next(all, 4, 11), &all[3]);
    assert_ptr_equal(schedule_next(all + 3, 1, 10), &all[3]);
}

static void test_any_plan_is_laid_out_soundly(void **state)
{
    (void)state;
    unsigned seed = 20261121;
    for (int round = 0; round < 300; round++) {
        int minutes[6];
        size_t n;
        const size_t topics = 1 + (seed = seed * 1664525 + 1013904223) % 6;
        for (size_t i = 0; i < topics; i++)
            minutes[i] = 1 + (int)((seed = seed * 1664525 + 1013904223) >> 16) % 60;
        plan(minutes, topics);
        from.facts.days_off = (seed = seed * 1664525 + 1013904223) >> 20 & 0x3f;
        for (int day = 0; day < 7; day++)
            from.facts.minutes_by_day[day] = (int)((seed = seed * 1664525 + 1013904223) >> 18) % 90;
        const struct scheduled *all = made(DAYS, &n);
        assert_sound(all, n, DAYS);
        assert_true(n > 0);
    }
}

/* ---- a break ---- */

static void test_a_break_is_without_practice_and_ends_by_itself(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    const clock_day today = from.all.today;
    from.facts.break_from = today + 2;
    from.facts.break_to = today + 4;
    const struct scheduled *all = made(7, &n);
    assert_sound(all, n, 7);
    for (int day = 0; day < 7; day++)
        assert_int_equal(minutes_on(all, n, today + day), day >= 2 && day <= 4 ? 0 : 30);
}

static void test_a_break_that_has_passed_is_nothing(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    from.facts.break_from = from.all.today - 5;
    from.facts.break_to = from.all.today - 1;
    const struct scheduled *all = made(7, &n);
    for (int day = 0; day < 7; day++)
        assert_int_equal(minutes_on(all, n, from.all.today + day), 30);
}

static void test_a_break_longer_than_what_is_laid_out_leaves_nothing(void **state)
{
    (void)state;
    size_t n;
    plan(USUAL);
    from.facts.break_from = from.all.today - 1;
    from.facts.break_to = from.all.today + 30;
    made(DAYS, &n);
    assert_int_equal(n, 0);
}

/* The last days before the interview are a break of more than a week: the mock interview comes before it. */
static void test_the_mock_interview_is_held_before_a_break(void **state)
{
    (void)state;
    size_t n;
    int held = 0;
    plan(USUAL);
    from.plan.topics[2].key = "software" LIBRARY_MOCK;
    from.facts.interview = from.all.today + 13;
    from.facts.break_from = from.all.today + 3;
    from.facts.break_to = from.all.today + 12;
    const struct scheduled *all = made(DAYS, &n);
    assert_sound(all, n, DAYS);
    for (size_t i = 0; i < n; i++)
        held += all[i].day == from.all.today + 2 && id_equal(all[i].topic, topic_id(2));
    assert_int_equal(held, 1);
}

static int read_it(void **state)
{
    (void)state;
    const char *why = "";
    life = arena_new(256 << 20, false);
    if (library_read(life, "prompts/library", &library, &why) != OK)
        fail_msg("%s", why);
    return 0;
}

static int free_it(void **state)
{
    (void)state;
    arena_free(life);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_today_and_coming_days_have_sessions),
        TEST(test_the_highest_priority_comes_first),
        TEST(test_minutes_are_shared_as_the_plan_says),
        TEST(test_every_topic_has_its_turn_within_a_week),
        TEST(test_a_plan_of_few_minutes_has_its_sitting_every_day),
        TEST(test_days_off_are_left_out),
        TEST(test_every_day_has_the_minutes_of_its_weekday),
        TEST(test_a_long_day_is_filled_in_whole),
        TEST(test_minutes_by_day_are_shared_as_the_plan_says),
        TEST(test_nothing_when_every_day_is_off),
        TEST(test_the_interview_ends_it),
        TEST(test_an_interview_that_is_past_ends_nothing),
        TEST(test_what_was_done_today_stands_first_and_counts),
        TEST(test_enough_done_today_leaves_the_day_as_it_is),
        TEST(test_yesterdays_session_is_not_todays),
        TEST(test_practised_lately_waits_for_what_was_not),
        TEST(test_due_questions_pull_and_are_told),
        TEST(test_a_weak_topic_pulls_and_is_told),
        TEST(test_a_sitting_has_the_shape_of_its_topic),
        TEST(test_what_is_mixed_rises_with_the_weeks),
        TEST(test_what_has_a_level_keeps_it),
        TEST(test_nobody_is_asked_too_easy_or_too_hard_for_them),
        TEST(test_without_a_plan_there_is_nothing),
        TEST(test_the_next_is_todays_first_that_is_not_done),
        TEST(test_any_plan_is_laid_out_soundly),
        TEST(test_a_break_is_without_practice_and_ends_by_itself),
        TEST(test_a_break_that_has_passed_is_nothing),
        TEST(test_a_break_longer_than_what_is_laid_out_leaves_nothing),
        TEST(test_the_mock_interview_is_held_before_a_break),
    };
    return cmocka_run_group_tests(tests, read_it, free_it);
}
