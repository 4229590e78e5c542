#include "builtin/modes.h"

/* Plans for every combination of role, time, weeks, weak areas and motivation; and changes to them, asked for
 * in words: each does what it says, with a reason a difference, or says what it did not understand. */

static json *plan_for(const char *role, int minutes, int weeks, const char *weak, const char *motivation,
                      int capacity)
{
    json *in = doc("{'today':'2026-11-21','raw_context':'','facts':{}}"), *facts = json_new_object(a);
    json_put_text(a, in, "role", role);
    json_put_int(a, facts, "minutes", minutes);
    json_put_text(a, facts, "weak", weak);
    json_put_text(a, facts, "motivation", motivation);
    json_put_int(a, facts, "capacity", capacity);
    json_put_text(a, facts, "interview_date", clock_date_text(a, clock_day_of(2026, 11, 21) + 7 * weeks));
    json_put(a, in, "facts", facts);
    return answer("suggest_plan", in);
}

static const char *rationale(const json *plan)
{
    return json_get_text(json_get(plan, "plan_overview"), "rationale", "");
}

static json *topic_at(const json *plan, size_t i)
{
    return json_at(json_get(plan, "plan_topics"), i);
}

static int minutes_of(const json *topic)
{
    return (int)json_get_int(topic, "daily_study_minutes", 0);
}

static const json *named(const json *plan, const char *name)
{
    for (size_t i = 0; i < json_len(json_get(plan, "plan_topics")); i++)
        if (text_equal(json_get_text(topic_at(plan, i), "name", ""), name))
            return topic_at(plan, i);
    return NULL;
}

/* ---- plans ---- */

/* 60 and more: the contract holds each (words, sums, ranking), the weak area is a topic or told of. */
static void test_plans_of_all_combinations_hold_and_tell_of_the_weak_area(void **state)
{
    (void)state;
    static const int minutes[] = {5, 12, 30, 75, 240}, weeks[] = {1, 3, 26};
    static const struct {
        const char *words, *topic; /* NULL: whichever the library has */
    } weak[] = {{"budgets", NULL}, {"Kubernetes", NULL}, {"rambling", NULL}, {"salary negotiation", NULL}};
    static const struct {
        const char *words;
        int capacity;
    } moods[] = {{"worn out", 1}, {"", 2}, {"raring to go", 3}};
    int told = 0;
    for (size_t i = 0; i < COUNT(roles) * COUNT(minutes) * COUNT(weeks); i++) {
        fresh();
        const int m = minutes[i / COUNT(roles) % COUNT(minutes)],
                  w = weeks[i / COUNT(roles) / COUNT(minutes)];
        const size_t which = i % COUNT(weak), mood = i % COUNT(moods);
        const json *p = plan_for(roles[i % COUNT(roles)], m, w, weak[which].words, moods[mood].words,
                                 moods[mood].capacity);
        assert_int_equal(json_get_int(json_get(p, "plan_overview"), "total_daily_minutes", 0), m);
        assert_int_equal(json_get_int(json_get(p, "plan_overview"), "time_horizon_weeks", 0), w);
        if (!strstr(rationale(p), weak[which].words))
            fail_msg("%s, %d minutes: “%s” is not told of: %s", roles[i % COUNT(roles)], m, weak[which].words,
                     rationale(p));
        if (weak[which].topic && !named(p, weak[which].topic) && !strstr(rationale(p), "to wait"))
            fail_msg("%s, %d minutes: %s is neither a topic nor said to wait: %s", roles[i % COUNT(roles)], m,
                     weak[which].topic, rationale(p));
        told++;
    }
    assert_true(told >= 60);
}

static const json *asked_back(const json *plan, const char *words)
{
    const json *asks = json_get(plan, "asks");
    for (size_t i = 0; i < json_len(asks); i++)
        if (text_equal(json_get_text(json_at(asks, i), "words", ""), words))
            return json_at(asks, i);
    return NULL;
}

static bool asks_about(const json *plan, const char *words, const char *question, const char *wish)
{
    const json *one = asked_back(plan, words);
    return one && strstr(json_get_text(one, "question", ""), question) &&
           text_equal(json_get_text(one, "wish", ""), wish);
}

/* What no topic surely answers is asked about: nothing is made of it meanwhile. */
static void test_a_weak_area_that_the_role_has_not_is_asked_about(void **state)
{
    (void)state;
    const json *p = plan_for("matron", 30, 4, "budgets, origami, energy is fine", "", 2);
    assert_true(asks_about(p, "budgets", "is this something interviewers ask about?", "add Budgets"));
    assert_true(asks_about(p, "origami", "is this something interviewers ask about?", "add Origami"));
    assert_true(asks_about(p, "energy is fine", "A word or two will do.", ""));
    assert_null(named(p, "Budgets"));
    assert_null(named(p, "Origami"));
    assert_null(named(p, "Energy is fine"));
}

/* Of the role's own topics the likeliest is taken, and asked about. */
static void test_an_unsure_area_is_taken_within_the_family_and_asked_about(void **state)
{
    (void)state;
    const json *p = plan_for("backend developer", 45, 4, "caching weirdness of old mainframes", "", 2);
    assert_true(asks_about(p, "caching weirdness of old mainframes", "did you mean System design?", ""));
    assert_non_null(named(p, "System design"));
    assert_null(json_get(plan_for("backend developer", 45, 4, "system design", "", 2), "asks"));
}

static void test_nerves_are_no_topic_but_a_first_session_on_oneself(void **state)
{
    (void)state;
    static const char *const nerves[] = {"going blank", "nerves", "I panic", "stage fright in interviews"};
    for (size_t i = 0; i < COUNT(nerves); i++) {
        const json *p = plan_for("staff nurse", 30, 4, nerves[i], "", 1 + (int)i % 2);
        assert_string_equal(json_get_text(topic_at(p, 0), "name", ""), "Introducing yourself");
        assert_non_null(strstr(rationale(p), "nerves are no subject"));
        assert_null(json_get(p, "asks"));
    }
}

static void test_nervous_about_something_is_about_that(void **state)
{
    (void)state;
    const json *p = plan_for("year 4 teacher", 30, 4, "nervous about behaviour", "", 2);
    assert_null(json_get(p, "asks"));
    assert_string_equal(json_get_text(topic_at(p, 0), "key", ""), "teaching/behaviour");
}

static void test_two_topics_of_the_role_stay_whatever_is_weak(void **state)
{
    (void)state;
    static const struct {
        const char *role, *family;
    } of[] = {{"staff nurse", "nursing/"}, {"accountant", "finance/"}, {"year 4 teacher", "teaching/"}};
    for (size_t i = 0; i < COUNT(of) * 4; i++) {
        fresh();
        const json *p =
            plan_for(of[i / 4].role, 10 + 20 * (int)(i % 4), 4,
                     "rambling, salary, career change, questions to them, conflict with colleagues", "",
                     1 + (int)i % 3);
        size_t core = 0;
        for (size_t k = 0; k < json_len(json_get(p, "plan_topics")); k++) {
            const char *key = json_get_text(topic_at(p, k), "key", "");
            core += strncmp(key, of[i / 4].family, strlen(of[i / 4].family)) == 0 && !strstr(key, "/mock");
        }
        if (core < 2)
            fail_msg("%s: %zu of its own topics: %s", of[i / 4].role, core, json_write(a, p));
    }
}

/* What was told since the plan was made, and a wish beside it. */
static void test_a_new_role_told_since_and_any_wish_hold_the_contract(void **state)
{
    (void)state;
    static const char *const wishes[] = {"",
                                         "more patient safety",
                                         "drop compassion",
                                         "only 20 minutes a day",
                                         "harder",
                                         "swap mock interview for budgets",
                                         "less ownership"};
    static const char *const told[] = {"role", "minutes", "weak", "strong"};
    static const char *const now[] = {"accountant", "50 minutes a day", "medicines, salary, nerves",
                                      "patient safety"};
    for (size_t i = 0; i < COUNT(wishes) * COUNT(told); i++) {
        fresh();
        const size_t which = i % COUNT(told);
        const json *before = plan_for("staff nurse", 30, 4, "medicines", "", 2);
        json *in = doc("{'today':'2026-11-21','raw_context':'','role':'staff nurse','facts':{'minutes':30,"
                       "'weak':'medicines','strong':''},'progress':[]}");
        json *since = json_new_object(a), *list = json_new_array(a), *feedback = json_new_array(a);
        json_put_text(a, since, "fact", told[which]);
        json_put_text(a, since, "from", which == 2 ? "medicines" : "");
        json_put_text(a, since, "to", now[which]);
        json_put_text(a, since, "words", "");
        json_add(a, list, since);
        json_put(a, in, "told", list);
        if (which == 0)
            json_put_text(a, in, "role", now[which]);
        if (which == 1)
            json_put_int(a, json_get(in, "facts"), "minutes", 50);
        if (*wishes[i / COUNT(told)])
            json_add_text(a, feedback, wishes[i / COUNT(told)]);
        json_put(a, in, "feedback", feedback);
        json_put(a, in, "plan", json_copy(a, before));
        json_drop(json_get(in, "plan"), "asks");
        const json *after = answer("suggest_plan_changes", in);
        assert_true(json_len(json_get(after, "plan_topics")) > 0);
        assert_true(json_len(json_get(after, "reasons")) > 0 || which > 1);
    }
}

/* A topic of one's own, where the advert asks for it. */
static void test_an_area_that_the_advert_asks_for_is_a_topic(void **state)
{
    (void)state;
    json *in = doc("{'today':'2026-11-21','raw_context':'','role':'backend developer','facts':{'minutes':45,"
                   "'weak':'Kubernetes'},'material':'You run our Kubernetes clusters and write Go.'}");
    const json *p = answer("suggest_plan", in);
    assert_non_null(named(p, "Kubernetes"));
    assert_null(json_get(p, "asks"));
}

static void test_what_has_no_room_is_said_to_wait(void **state)
{
    (void)state;
    const json *p = plan_for("SRE", 5, 1, "databases, system design, coding", "little", 1);
    assert_int_equal(json_len(json_get(p, "plan_topics")), 2);
    assert_non_null(strstr(rationale(p), "You named “system design” and “coding”"));
    assert_non_null(strstr(rationale(p), "“databases” has to wait"));
}

static void test_two_areas_of_one_topic_are_both_named(void **state)
{
    (void)state;
    const json *p = plan_for("year 4 teacher", 30, 3, "behaviour, disruption", "", 2);
    assert_non_null(strstr(rationale(p), "“behaviour” and “disruption”: most time goes to"));
}

static void test_low_energy_is_said_with_what_it_changed(void **state)
{
    (void)state;
    const json *p = plan_for("staff nurse", 45, 4, "medicines", "worn out", 1);
    assert_non_null(strstr(rationale(p), "“worn out”: fewer topics, short sittings, and"));
    assert_non_null(strstr(rationale(p), "early win"));
    assert_null(strstr(rationale(plan_for("staff nurse", 45, 4, "medicines", "keen", 3)), "early win"));
}

/* Only what they wrote letter for letter stands in quotation marks. */
static void test_no_words_are_put_into_their_mouth(void **state)
{
    (void)state;
    json *in = doc("{'today':'2026-11-21','raw_context':'I ramble when I am nervous.',"
                   "'role':'staff nurse','facts':{'minutes':30,'weak':'rambling'}}");
    const json *p = answer("suggest_plan", in);
    assert_non_null(strstr(rationale(p), "You named rambling:"));
    assert_null(strstr(rationale(p), "“rambling”"));
}

/* ---- changes ---- */

static json *start;

static json *changed(const char *wish)
{
    json *in =
        doc("{'today':'2026-11-21','role':'software engineer','raw_context':'','facts':{},'progress':[]}");
    json *feedback = json_new_array(a);
    start = plan_for("software engineer", 40, 4, "system design", "", 2);
    json_put(a, in, "plan", json_copy(a, start));
    json_add_text(a, feedback, wish);
    json_put(a, in, "feedback", feedback);
    return answer("suggest_plan_changes", in);
}

static const char *reply(const json *p)
{
    return json_get_text(p, "reply", "");
}

static const char *reason_of(const json *p, const char *topic, const char *what)
{
    const json *reasons = json_get(p, "reasons");
    for (size_t i = 0; i < json_len(reasons); i++)
        if (text_equal(json_get_text(json_at(reasons, i), "topic", ""), topic) &&
            text_equal(json_get_text(json_at(reasons, i), "what", ""), what))
            return json_get_text(json_at(reasons, i), "reason", "");
    return "";
}

static int total(const json *p)
{
    int sum = 0;
    for (size_t i = 0; i < json_len(json_get(p, "plan_topics")); i++)
        sum += minutes_of(topic_at(p, i));
    return sum;
}

static void test_less_of_one_more_of_another(void **state)
{
    (void)state;
    const json *p = changed("less coding, more leadership");
    assert_true(minutes_of(named(p, "Coding aloud")) < minutes_of(named(start, "Coding aloud")));
    assert_non_null(strstr(reason_of(p, "Coding aloud", "minutes"), "“less coding”"));
    assert_non_null(strstr(reason_of(p, "Leadership", "added"), "“more leadership”"));
    assert_int_equal(total(p), 40);
    assert_string_equal(reply(p), "Less coding aloud, leadership added.");
}

static void test_only_twenty_minutes_on_weekdays(void **state)
{
    (void)state;
    const json *p = changed("only 20 minutes on weekdays");
    assert_int_equal(total(p), 20);
    assert_int_equal(json_get_int(json_get(p, "plan_overview"), "total_daily_minutes", 0), 20);
    for (size_t i = 0; i < json_len(json_get(p, "plan_topics")); i++) {
        const char *name = json_get_text(topic_at(p, i), "name", "");
        if (minutes_of(topic_at(p, i)) != minutes_of(named(start, name)))
            assert_non_null(strstr(reason_of(p, name, "minutes"), "the day has 20 minutes"));
    }
}

/* Each difference has the clause that asked for it; what follows from it says that it does. */
static void test_what_was_asked_for_and_what_follows_have_reasons_of_their_own(void **state)
{
    (void)state;
    const json *p = changed("less coding, only 20 minutes a day");
    assert_string_equal(reason_of(p, "Coding aloud", "minutes"), "You asked: “less coding”.");
    assert_non_null(strstr(reason_of(p, "System design", "minutes"), "So that the day has 20 minutes"));
    p = changed("more coding");
    assert_string_equal(reason_of(p, "System design", "minutes"), "So that the day stays at 40 minutes.");
}

static void test_drop_takes_all_that_is_named(void **state)
{
    (void)state;
    const json *p = changed("drop coding and system design");
    assert_null(named(p, "Coding aloud"));
    assert_null(named(p, "System design"));
    assert_non_null(strstr(reason_of(p, "System design", "dropped"), "“drop coding and system design”"));
    assert_int_equal(total(p), 40);
}

static void test_what_is_not_there_cant_be_dropped(void **state)
{
    (void)state;
    const json *p = changed("drop juggling");
    assert_int_equal(json_len(json_get(p, "reasons")), 0);
    assert_non_null(strstr(reply(p), "“juggling” is not in this plan"));
}

static void test_add_takes_the_librarys_topic_where_there_is_one(void **state)
{
    (void)state;
    const json *p = changed("Please add salary negotiation.");
    assert_string_equal(json_get_text(named(p, "Salary negotiation"), "key", ""),
                        "general/practical-matters");
    assert_non_null(strstr(reason_of(p, "Salary negotiation", "added"), "add salary negotiation"));
    assert_int_equal(total(p), 40);
    assert_string_equal(
        json_get_text(named(changed("add motivation and fit"), "Motivation and fit"), "key", ""),
        "general/motivation");
}

static void test_add_makes_a_topic_of_their_words_otherwise(void **state)
{
    (void)state;
    const json *p = changed("add Kubernetes");
    assert_non_null(named(p, "Kubernetes"));
    assert_int_equal(total(p), 40);
}

static void test_swap_puts_one_in_the_place_of_the_other(void **state)
{
    (void)state;
    static const char *const ways[] = {"swap coding for public speaking",
                                       "replace coding with public speaking",
                                       "public speaking instead of coding"};
    for (size_t i = 0; i < COUNT(ways); i++) {
        const json *p = changed(ways[i]);
        if (named(p, "Coding aloud") || !named(p, "Public speaking"))
            fail_msg("%s: %s", ways[i], json_write(a, p));
        assert_non_null(strstr(reason_of(p, "Coding aloud", "dropped"), ways[i]));
        assert_int_equal(total(p), 40);
    }
}

static void test_days_off_are_noted_and_said(void **state)
{
    (void)state;
    const json *p = changed("nothing at weekends");
    assert_non_null(strstr(reply(p), "Saturdays and Sundays stay free"));
    assert_int_equal(json_len(json_get(p, "reasons")), 0);
}

static void test_fewer_weeks_are_another_horizon(void **state)
{
    (void)state;
    const json *p = changed("I only have two weeks left");
    assert_int_equal(json_get_int(json_get(p, "plan_overview"), "time_horizon_weeks", 0), 2);
    assert_non_null(strstr(reason_of(p, "overview", "overview"), "two weeks"));
    assert_null(strstr(rationale(p), "4 weeks"));
    p = changed("The interview was moved to 2 January.");
    assert_int_equal(json_get_int(json_get(p, "plan_overview"), "time_horizon_weeks", 0), 6);
}

static void test_easier_changes_the_questions_not_the_time(void **state)
{
    (void)state;
    const json *p = changed("make it easier");
    bool hard = false;
    for (size_t i = 0; i < json_len(json_get(p, "plan_topics")); i++)
        hard |= strstr(json_get_text(topic_at(p, i), "prescription", ""), "hard") ||
                strstr(json_get_text(topic_at(p, i), "prescription", ""), "mixed");
    assert_false(hard);
    assert_int_equal(total(p), 40);
    assert_non_null(strstr(reason_of(p, "System design", "words"), "“make it easier”"));
}

static void test_a_shorter_day_is_one_of_so_many_minutes(void **state)
{
    (void)state;
    assert_int_equal(total(changed("this is too much, I am exhausted")), 40); /* how much less is asked */
    assert_int_equal(total(changed("half the time please")), 20);
    assert_int_equal(total(changed("make it an hour a day")), 60);
}

static void test_too_few_minutes_are_not_made_up(void **state)
{
    (void)state;
    const json *p = changed("5 minutes a day");
    assert_int_equal(total(p), 40);
    assert_non_null(strstr(reply(p), "too few"));
}

static void test_what_is_not_understood_is_said_and_asked_about(void **state)
{
    (void)state;
    static const char *const unclear[] = {"hmm, purple elephants", "make it better", "I don't like it",
                                          "what about my cousin's advice?", "it's too much"};
    for (size_t i = 0; i < COUNT(unclear); i++) {
        const json *p = changed(unclear[i]);
        if (!strstr(reply(p), "?") || json_len(json_get(p, "reasons")))
            fail_msg("%s: %s", unclear[i], json_write(a, json_get(p, "reasons")));
        assert_int_equal(total(p), 40);
    }
}

static void test_one_clause_in_two_that_is_not_understood_changes_nothing(void **state)
{
    (void)state;
    const json *p = changed("less coding, and do the thing with the ducks");
    assert_int_equal(minutes_of(named(p, "Coding aloud")), minutes_of(named(start, "Coding aloud")));
    assert_non_null(strstr(reply(p), "?"));
}

static void test_first_and_last(void **state)
{
    (void)state;
    const json *p = changed("put coding first");
    assert_string_equal(json_get_text(topic_at(p, 0), "name", ""), "Coding aloud");
    p = changed("system design last");
    assert_string_equal(json_get_text(topic_at(p, json_len(json_get(p, "plan_topics")) - 1), "name", ""),
                        "System design");
}

#define MODE_TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MODE_TEST(test_plans_of_all_combinations_hold_and_tell_of_the_weak_area),
        MODE_TEST(test_a_weak_area_that_the_role_has_not_is_asked_about),
        MODE_TEST(test_an_unsure_area_is_taken_within_the_family_and_asked_about),
        MODE_TEST(test_nerves_are_no_topic_but_a_first_session_on_oneself),
        MODE_TEST(test_nervous_about_something_is_about_that),
        MODE_TEST(test_two_topics_of_the_role_stay_whatever_is_weak),
        MODE_TEST(test_an_area_that_the_advert_asks_for_is_a_topic),
        MODE_TEST(test_a_new_role_told_since_and_any_wish_hold_the_contract),
        MODE_TEST(test_what_has_no_room_is_said_to_wait),
        MODE_TEST(test_two_areas_of_one_topic_are_both_named),
        MODE_TEST(test_low_energy_is_said_with_what_it_changed),
        MODE_TEST(test_no_words_are_put_into_their_mouth),
        MODE_TEST(test_less_of_one_more_of_another),
        MODE_TEST(test_only_twenty_minutes_on_weekdays),
        MODE_TEST(test_what_was_asked_for_and_what_follows_have_reasons_of_their_own),
        MODE_TEST(test_drop_takes_all_that_is_named),
        MODE_TEST(test_what_is_not_there_cant_be_dropped),
        MODE_TEST(test_add_takes_the_librarys_topic_where_there_is_one),
        MODE_TEST(test_add_makes_a_topic_of_their_words_otherwise),
        MODE_TEST(test_swap_puts_one_in_the_place_of_the_other),
        MODE_TEST(test_days_off_are_noted_and_said),
        MODE_TEST(test_fewer_weeks_are_another_horizon),
        MODE_TEST(test_easier_changes_the_questions_not_the_time),
        MODE_TEST(test_a_shorter_day_is_one_of_so_many_minutes),
        MODE_TEST(test_too_few_minutes_are_not_made_up),
        MODE_TEST(test_what_is_not_understood_is_said_and_asked_about),
        MODE_TEST(test_one_clause_in_two_that_is_not_understood_changes_nothing),
        MODE_TEST(test_first_and_last),
    };
    return cmocka_run_group_tests(tests, read_all, free_all);
}
