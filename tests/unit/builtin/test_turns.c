#include "builtin/talk.h"

/* A talk over several turns, as people talk: what stays, what another word of theirs changes, what is asked
 * about. */

static void assert_reply(const char *part)
{
    const char *reply = json_get_text(talk.answer, "reply", "");
    if (!strstr(reply, part))
        fail_msg("“%s” does not say “%s”", reply, part);
}

static void test_a_date_that_can_be_two_is_asked_about(void **state)
{
    (void)state;
    static const char *const unclear[] = {"The interview is on 3/12.", "My interview is some time in March.",
                                          "The interview is in mid-January.",
                                          "The interview is early next year."};
    for (size_t i = 0; i < COUNT(unclear); i++) {
        start_over();
        say(unclear[i]);
        assert_text(unclear[i], "date", json_get_text(talk.facts, "interview_date", ""), "");
        assert_reply(i == 0 ? "write the month as a word" : "Which day is the interview exactly?");
    }
    say("It's on 12 January.");
    assert_text("then", "date", json_get_text(talk.facts, "interview_date", ""), "2027-01-12");
}

static void test_a_list_of_worries_as_a_bare_answer(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day, no interview date yet.");
    say("mostly the coding round, and a bit the culture fit");
    assert_text("list", "weak", json_get_text(talk.facts, "weak", ""), "coding round, culture fit");
}

static void test_more_time_on_other_days_is_said_back(void **state)
{
    (void)state;
    say("20 min before work and 40 at the weekend");
    assert_reply("40 minutes");
    say("I could do 30 minutes on weekdays and an hour on Sundays");
    assert_reply("60 minutes");
}

static void test_second_thoughts(void **state)
{
    (void)state;
    say("An hour a day, weak at budgets and rotas. Interview on 3 December. I'm keen.");
    say("actually make that 30");
    assert_number("30", "minutes", json_get_int(talk.facts, "minutes", 0), 30);
    say("Sorry, I meant 40 minutes.");
    assert_number("40", "minutes", json_get_int(talk.facts, "minutes", 0), 40);
    say("Scrap the rotas, I'm not worried about rotas any more.");
    assert_text("rotas", "weak", json_get_text(talk.facts, "weak", ""), "budgets");
    say("No wait, it's the 10th of December.");
    assert_text("10th", "date", json_get_text(talk.facts, "interview_date", ""), "2026-12-10");
    say("They put it back a week.");
    assert_text("a week later", "date", json_get_text(talk.facts, "interview_date", ""), "2026-12-17");
    say("I was wrong about Sundays, nothing on Sundays.");
    assert_text("Sundays", "off", days_off(), "6");
    say("Not so keen after all, I'm shattered.");
    assert_number("shattered", "capacity", json_get_int(talk.facts, "capacity", 0), 1);
}

static void test_one_more_day_off_leaves_the_others_off(void **state)
{
    (void)state;
    say("Half an hour a day, Thursdays are choir so never then.");
    say("No sittings on Sundays please.");
    assert_text("both", "off", days_off(), "36");
    say("Only on Mondays and Tuesdays.");
    assert_text("only", "off", days_off(), "23456");
}

static void test_a_bare_no_is_no_area(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day, no interview date yet.");
    say("not really");
    assert_text("no", "weak", json_get_text(talk.facts, "weak", ""), "");
    assert_true(json_get_bool(talk.facts, "weak_told", false));
}

static void test_a_change_of_mind_replaces_what_was_said(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day, and I struggle with numbers.");
    say("Actually, make that 20 minutes a day.");
    assert_number("minutes", "minutes", json_get_int(talk.facts, "minutes", 0), 20);
    say("Numbers are fine now.");
    assert_text("numbers", "weak", json_get_text(talk.facts, "weak", ""), "");
    assert_text("numbers", "strong", json_get_text(talk.facts, "strong", ""), "numbers");
    say("I meant a midwife job, sorry.");
    assert_text("role", "role", json_get_text(talk.facts, "role", ""), "midwife");
}

static void test_what_is_missing_is_asked_for_and_nothing_else(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day, no interview date yet.");
    assert_non_null(strstr(json_get_text(talk.answer, "reply", ""), "least sure"));
    assert_null(strstr(json_get_text(talk.answer, "reply", ""), "Which role"));
    say("Drug calculations scare me. Some energy.");
    assert_true(json_get_bool(talk.answer, "enough", false));
    assert_int_equal(json_len(talk.missing), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TALK_TEST(test_a_date_that_can_be_two_is_asked_about),
        TALK_TEST(test_a_list_of_worries_as_a_bare_answer),
        TALK_TEST(test_more_time_on_other_days_is_said_back),
        TALK_TEST(test_second_thoughts),
        TALK_TEST(test_one_more_day_off_leaves_the_others_off),
        TALK_TEST(test_a_bare_no_is_no_area),
        TALK_TEST(test_a_change_of_mind_replaces_what_was_said),
        TALK_TEST(test_what_is_missing_is_asked_for_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, read_library, free_library);
}
