#include "builtin/talk.h"

/* The conversation: a life story, changes of mind, what is asked and said back. */

static const char story[] =
    "I grew up in Leeds and was born on 3 May 1991. I worked as a waiter for four years, ten hours a day, "
    "and I was exhausted "
    "most nights. In 2016 I started in a call centre; my commute took two hours a day and I hated my "
    "boss.\n\n"
    "Two years ago I moved into a support team. When our ticket system went down for 45 minutes I wrote to "
    "all "
    "customers myself. I had an interview last year and failed it, because I talked too much.\n\n"
    "Now I am applying for a job as a customer success manager at a software company. I can practise 40 "
    "minutes most "
    "evenings, nothing on Fridays. Talking about numbers scares me. Dealing with angry customers is fine. I "
    "am motivated "
    "this time. The interview is on 9 December. In five years I would like to lead a team of my own.";

static void test_a_life_story(void **state)
{
    (void)state;
    say(story);
    assert_known(&(struct row){.message = "story",
                               .role = "customer success manager",
                               .minutes = 40,
                               .off = "4",
                               .weak = "Talking about numbers",
                               .strong = "Dealing with angry customers",
                               .capacity = 3,
                               .date = "2026-12-09"});
    assert_true(json_get_bool(talk.answer, "enough", false));
    assert_int_equal(json_len(talk.missing), 0);
}

static void test_changes_of_mind(void **state)
{
    (void)state;
    say("I'm applying for a sales manager job. 30 minutes a day, not on Fridays. Weak at pricing and cold "
        "calls. "
        "Interview on 3 December. I'm tired.");
    say("Actually I am now applying for an account executive job.");
    assert_text("role", "role", json_get_text(talk.facts, "role", ""), "account executive");
    say("Make it 45 minutes a day.");
    assert_number("45", "minutes", json_get_int(talk.facts, "minutes", 0), 45);
    say("Any day is possible now, weekends too.");
    assert_text("any day", "days off", days_off(), "");
    say("Pricing is fine now.");
    assert_text("pricing", "weak", json_get_text(talk.facts, "weak", ""), "cold calls");
    assert_text("pricing", "strong", json_get_text(talk.facts, "strong", ""), "pricing");
    say("Hm, pricing scares me again.");
    assert_text("pricing again", "strong", json_get_text(talk.facts, "strong", ""), "");
    say("The interview was moved to 10 December.");
    assert_text("moved", "date", json_get_text(talk.facts, "interview_date", ""), "2026-12-10");
    say("I'm very motivated after all.");
    assert_number("motivated", "capacity", json_get_int(talk.facts, "capacity", 0), 3);
    say("The interview was cancelled.");
    assert_text("cancelled", "date", json_get_text(talk.facts, "interview_date", "?"), "");
    assert_true(json_get_bool(talk.facts, "no_interview_date", false));
}

static void test_known_date_is_not_replaced_by_another_date(void **state)
{
    (void)state;
    say("My interview is on 10 December.");
    say("I want a new job in six months.");
    say("I will be on holiday in two weeks.");
    say("My exam is on 3 December.");
    say("In three weeks my contract ends.");
    assert_text("kept", "date", json_get_text(talk.facts, "interview_date", ""), "2026-12-10");
}

/* ---- what it asks ---- */

static void assert_asks(const char *first, const char *second)
{
    const char *reply = json_get_text(talk.answer, "reply", "");
    int questions = 0;
    for (const char *p = reply; *p; p++)
        questions += *p == '?';
    assert_int_equal(questions, (first != NULL) + (second != NULL));
    if (first && !strstr(reply, first))
        fail_msg("“%s” does not ask “%s”", reply, first);
    if (second && !strstr(reply, second))
        fail_msg("“%s” does not ask “%s”", reply, second);
}

static void test_it_asks_one_thing_at_a_time_and_never_what_it_was_told(void **state)
{
    (void)state;
    say("Hello");
    assert_asks("Which role", NULL);
    say("I'm applying for a nurse job.");
    assert_asks("When is the interview", NULL);
    say("Drug calculations scare me."); /* a date is asked for once, and never pressed for */
    assert_asks("How many minutes", NULL);
    say("30 minutes a day");
    assert_asks("How much energy", NULL);
    say("plenty");
    assert_asks(NULL, NULL);
    assert_true(json_get_bool(talk.answer, "enough", false));
    assert_non_null(strstr(json_get_text(talk.answer, "reply", ""), "Propose a plan"));
}

static void test_bare_answers_fit_what_was_asked(void **state)
{
    (void)state;
    say("beekeeper");
    assert_text("beekeeper", "role", json_get_text(talk.facts, "role", ""), "beekeeper");
    say("No date yet.");
    say("45");
    assert_number("45", "minutes", json_get_int(talk.facts, "minutes", 0), 45);
    say("hive inspections");
    assert_text("hives", "weak", json_get_text(talk.facts, "weak", ""), "hive inspections");
    say("some");
    assert_number("some", "capacity", json_get_int(talk.facts, "capacity", 0), 2);
    assert_true(json_get_bool(talk.answer, "enough", false));
}

static void test_nothing_in_particular_is_an_answer(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day, no interview date yet.");
    say("Nothing in particular.");
    assert_true(json_get_bool(talk.facts, "weak_told", false));
    assert_text("nothing", "weak", json_get_text(talk.facts, "weak", ""), "");
    assert_asks("How much energy", NULL);
}

static void test_a_bare_answer_and_more(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day, no interview date yet.");
    say("Drug calculations. I've plenty of energy.");
    assert_text("both", "weak", json_get_text(talk.facts, "weak", ""), "Drug calculations");
    assert_number("both", "capacity", json_get_int(talk.facts, "capacity", 0), 3);
}

static void test_when_unsure_it_leaves_open_and_asks_again(void **state)
{
    (void)state;
    static const char *const unclear[] = {"Hm, I don't know.",          "What does it cost?",
                                          "Could you explain that?",    "ok",
                                          "a few minutes now and then", "Thank you"};
    for (size_t i = 0; i < COUNT(unclear); i++) {
        start_over();
        say(unclear[i]);
        assert_known(&(struct row){.message = unclear[i]});
        assert_asks("Which role", NULL);
    }
}

static void test_what_was_understood_is_said_back(void **state)
{
    (void)state;
    say("Year 4 teacher, half an hour most evenings. Phonics scares me. I'm tired. Interview on 9 December.");
    const char *reply = json_get_text(talk.answer, "reply", "");
    static const char *const parts[] = {"Year 4 teacher", "30 minutes a day", "Phonics", "little energy",
                                        "9 December"};
    for (size_t i = 0; i < COUNT(parts); i++)
        if (!strstr(reply, parts[i]))
            fail_msg("“%s” does not say %s", reply, parts[i]);
}

static void test_days_are_kept_in_their_words(void **state)
{
    (void)state;
    say("Year 4 teacher, half an hour most evenings, not on Fridays, interview in two weeks.");
    assert_text("days", "days", json_get_text(talk.facts, "days", ""), "most evenings, not on Fridays");
}

static void test_same_words_same_answer(void **state)
{
    (void)state;
    say(story);
    const char *first = arena_copy(a, json_write(a, talk.answer));
    talk.facts = json_new_object(a);
    const json *missing = talk.missing;
    (void)missing;
    say(story);
    assert_string_equal(json_write(a, json_get(talk.answer, "facts")), json_write(a, talk.facts));
    assert_true(strlen(first) > 0);
}

/* Nothing typed may break it: the longest message, no words, other scripts, only punctuation. */
static void test_odd_messages_hold_the_contract(void **state)
{
    (void)state;
    static const char *const odd[] = {"",
                                      " ",
                                      "?",
                                      "...",
                                      "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e\xe3\x81\xa7",
                                      "5",
                                      "-",
                                      "in in in in",
                                      "interview",
                                      "on",
                                      "not",
                                      "applying for",
                                      "weak:",
                                      "but",
                                      "12",
                                      "99999999999",
                                      "1/1/1",
                                      "interview 31 February",
                                      "interview in 99999 months",
                                      "is fine",
                                      " and ",
                                      "'",
                                      "“”",
                                      "a week",
                                      "minutes",
                                      "half",
                                      "half an",
                                      "and a half hours"};
    for (size_t i = 0; i < COUNT(odd); i++) {
        start_over();
        say(odd[i]);
        say(odd[i]);
    }
    start_over();
    char *one_word = arena_alloc(a, 60001);
    memset(one_word, 'x', 60000);
    say(one_word);
}

/* An arena of a request holds 64 MiB; the longest message there may be needs far less. */
static void test_work_stays_in_proportion_to_the_message(void **state)
{
    (void)state;
    static const char *const dense[] = {"interview 5 ", "weak at 5 min but ",  "on 5 May, ",
                                        "5 h ",         "not on Fridays and ", "is fine, "};
    for (size_t i = 0; i < COUNT(dense); i++) {
        const size_t n = strlen(dense[i]);
        start_over();
        char *text = arena_alloc(a, 60001);
        for (size_t at = 0; at + n <= 60000; at += n)
            memcpy(text + at, dense[i], n);
        say(text);
        assert_in_range(arena_used(a), 0, 16 << 20);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TALK_TEST(test_a_life_story),
        TALK_TEST(test_changes_of_mind),
        TALK_TEST(test_known_date_is_not_replaced_by_another_date),
        TALK_TEST(test_it_asks_one_thing_at_a_time_and_never_what_it_was_told),
        TALK_TEST(test_bare_answers_fit_what_was_asked),
        TALK_TEST(test_nothing_in_particular_is_an_answer),
        TALK_TEST(test_a_bare_answer_and_more),
        TALK_TEST(test_when_unsure_it_leaves_open_and_asks_again),
        TALK_TEST(test_what_was_understood_is_said_back),
        TALK_TEST(test_days_are_kept_in_their_words),
        TALK_TEST(test_same_words_same_answer),
        TALK_TEST(test_odd_messages_hold_the_contract),
        TALK_TEST(test_work_stays_in_proportion_to_the_message),
    };
    return cmocka_run_group_tests(tests, read_library, free_library);
}
