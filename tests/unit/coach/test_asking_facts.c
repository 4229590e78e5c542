#include "base/fixture.h"
#include "coach/asking.h"
#include "coach/intake_ask.h"
#include "coach/intake_heard.h"

/* What an answer of the plan chat says of the person, taken over with the words it was heard in. */

static struct facts known(void)
{
    struct facts facts = {.role = "nurse",
                          .minutes = 30,
                          .days = "",
                          .weak = "",
                          .strong = "",
                          .motivation = "",
                          .interview = FACTS_NO_DATE};
    facts_set_source(&facts, FACT_ROLE, "I want to be a nurse", false);
    facts_set_source(&facts, FACT_MINUTES, "half an hour", true);
    return facts;
}

static const json *doc(const char *text)
{
    json *out;
    assert_int_equal(json_parse_own(a, text, &out), OK);
    return out;
}

static struct facts after(const char *understood)
{
    struct facts facts = known();
    asking_take_facts(a, doc(understood), &facts);
    return facts;
}

static void test_a_fact_brings_its_words(void **state)
{
    (void)state;
    const struct facts f =
        after("{\"weeks\":5,\"minutes_by_day\":[0,0,0,0,0,60,0],\"days_off\":[6],"
              "\"sources\":{\"weeks\":\"five weeks or so\",\"minutes_by_day\":\"an hour on "
              "Saturdays\",\"days_off\":\"never on Sundays\"},\"unsure\":[\"weeks\"]}");
    assert_int_equal(f.weeks, 5);
    assert_string_equal(f.source[FACT_WEEKS], "five weeks or so");
    assert_string_equal(f.source[FACT_DAYS_OFF], "never on Sundays");
    assert_string_equal(f.source[FACT_ROLE], "I want to be a nurse");
    assert_int_equal(f.unsure, 1U << FACT_WEEKS | 1U << FACT_MINUTES);
    assert_int_equal(facts_minutes_on(&f, 5), 60);
    assert_int_equal(facts_minutes_on(&f, 6), 0);
}

static void test_other_words_replace_the_source_and_none_leave_it(void **state)
{
    (void)state;
    struct facts f = after("{\"minutes\":45,\"sources\":{\"minutes\":\"rather 45\"}}");
    assert_int_equal(f.minutes, 45);
    assert_string_equal(f.source[FACT_MINUTES], "rather 45");
    assert_int_equal(f.unsure, 0);
    f = after("{\"minutes\":30}"); /* said again, without words of theirs */
    assert_string_equal(f.source[FACT_MINUTES], "half an hour");
    f = after("{\"minutes\":20}"); /* what is told otherwise isn't what the old words say */
    assert_string_equal(f.source[FACT_MINUTES], "");
}

static void test_how_they_feel_is_its_own_source(void **state)
{
    (void)state;
    struct facts f = after("{\"capacity\":1,\"motivation\":\"I am worn out\"}");
    assert_string_equal(f.source[FACT_CAPACITY], "I am worn out");
    f = after("{\"capacity\":1,\"motivation\":\"I am worn out\",\"sources\":{\"capacity\":\"worn out\"}}");
    assert_string_equal(f.source[FACT_CAPACITY], "worn out");
}

static void test_what_cannot_be_is_not_taken(void **state)
{
    (void)state;
    struct facts f =
        after("{\"days_off\":[0,1,2,3,4,5,6],\"minutes\":1440,\"minutes_by_day\":[0,0,0,0,0,900,0],"
              "\"weeks\":400,\"sources\":{\"days_off\":\"never\"}}");
    assert_int_equal(f.days_off, 0);
    assert_int_equal(f.minutes, 30);
    assert_int_equal(facts_minutes_on(&f, 5), 30);
    assert_int_equal(f.weeks, 0);
    assert_string_equal(f.source[FACT_DAYS_OFF], "");
}

static void test_a_date_ends_the_weeks(void **state)
{
    (void)state;
    struct facts f = after("{\"weeks\":6,\"sources\":{\"weeks\":\"six weeks\"}}");
    asking_take_facts(
        a, doc("{\"interview_date\":\"2026-12-16\",\"sources\":{\"interview_date\":\"on the 16th\"}}"), &f);
    assert_int_equal(f.weeks, 0);
    assert_string_equal(f.source[FACT_WEEKS], "");
    assert_string_equal(f.source[FACT_INTERVIEW_DATE], "on the 16th");
}

static void test_a_break_comes_with_its_words_and_goes(void **state)
{
    (void)state;
    struct facts f = after("{\"break\":{\"from\":\"2091-12-12\",\"to\":\"2091-12-19\"},"
                           "\"sources\":{\"break\":\"off to the sea\"}}");
    assert_true(facts_known(&f, FACT_BREAK));
    assert_int_equal(f.break_to - f.break_from, 7);
    assert_true(facts_on_break(&f, f.break_from) && facts_on_break(&f, f.break_to));
    assert_false(facts_on_break(&f, f.break_from - 1) || facts_on_break(&f, f.break_to + 1));
    assert_string_equal(f.source[FACT_BREAK], "off to the sea");
    assert_string_equal(json_write(a, json_get(asking_facts(a, &f), "break")),
                        "{\"from\":\"2091-12-12\",\"to\":\"2091-12-19\"}");
    asking_take_facts(a, doc("{\"minutes\":20}"), &f);
    assert_true(facts_known(&f, FACT_BREAK));
    asking_take_facts(a, doc("{\"break\":{\"from\":\"\",\"to\":\"\"}}"), &f);
    assert_false(facts_known(&f, FACT_BREAK));
    assert_string_equal(f.source[FACT_BREAK], "");
    assert_false(json_has(asking_facts(a, &f), "break"));
}

static void test_no_break_is_one_that_has_passed_or_cannot_be(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "{\"break\":{\"from\":\"2001-12-12\",\"to\":\"2001-12-19\"}}",
        "{\"break\":{\"from\":\"2091-12-19\",\"to\":\"2091-12-12\"}}",
        "{\"break\":{\"from\":\"2091-12-19\",\"to\":\"\"}}",
        "{\"break\":{\"from\":\"soon\",\"to\":\"later\"}}",
        "{\"break\":null}",
        "{}",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct facts f = after(rows[i]);
        assert_false(facts_known(&f, FACT_BREAK));
    }
}

static void test_what_goes_in_comes_out(void **state)
{
    (void)state;
    struct facts f = after(
                     "{\"weeks\":5,\"minutes_by_day\":[0,0,0,0,0,60,0],\"days_off\":[6],\"weak\":\"drug "
                     "doses\",\"sources\":{\"weak\":\"drug doses scare me\"},\"unsure\":[\"weak\"]}"),
                 again = known();
    asking_take_facts(a, asking_facts(a, &f), &again);
    assert_string_equal(json_write(a, asking_facts(a, &again)), json_write(a, asking_facts(a, &f)));
}

/* ---- a model's facts need the person's words ---- */

static void test_a_model_hears_only_what_it_can_quote(void **state)
{
    (void)state;
    const struct ask_result result = {
        .provider = "openai",
        .answer = doc(
            "{\"facts\":{\"role\":\"nurse\",\"minutes\":40,\"no_interview_date\":true,\"weak\":\"stairs\","
            "\"weak_told\":true,\"sources\":{\"minutes\":\"made up\"}},\"heard\":[{\"fact\":\"role\","
            "\"words\":\"a nurse's post\"},{\"fact\":\"minutes\",\"words\":\"forty minutes\"},{\"fact\":"
            "\"interview_date\",\"words\":\"no date yet\"}]}"),
    };
    const json *facts =
        intake_heard_facts(a, &result, "I hope for a nurse's post; there is no date yet.", "");
    assert_string_equal(json_get_text(facts, "role", ""), "nurse");
    assert_true(json_get_bool(facts, "no_interview_date", false));
    assert_false(json_has(facts, "minutes"));
    assert_false(json_has(facts, "weak") || json_has(facts, "weak_told"));
    assert_string_equal(json_write(a, json_get(facts, "sources")),
                        "{\"role\":\"a nurse's post\",\"interview_date\":\"no date yet\"}");
}

static void test_the_built_in_coach_brings_its_sources_itself(void **state)
{
    (void)state;
    const struct ask_result result = {.provider = "builtin",
                                      .answer = doc("{\"facts\":{\"role\":\"nurse\"}}")};
    assert_string_equal(json_get_text(intake_heard_facts(a, &result, "", ""), "role", ""), "nurse");
}

/* ---- what is asked next ---- */

static void test_things_are_asked_one_by_one_in_their_order(void **state)
{
    (void)state;
    struct facts f = {.interview = FACTS_NO_DATE};
    assert_int_equal(intake_ask_next(&f), ASK_ROLE);
    f.role = "chef";
    assert_int_equal(intake_ask_next(&f), ASK_DATE);
    f.weeks = 3;
    assert_int_equal(intake_ask_next(&f), ASK_MINUTES);
    f.minutes = 20;
    assert_int_equal(intake_ask_next(&f), ASK_WEAK);
    f.weak_told = true;
    assert_int_equal(intake_ask_next(&f), ASK_ENERGY);
    f.capacity = 2;
    assert_int_equal(intake_ask_next(&f), INTAKE_ASKS);
}

static void test_what_the_reply_asks_comes_first_until_it_is_answered(void **state)
{
    (void)state;
    struct facts f = {.role = "chef", .minutes = 20, .interview = FACTS_NO_DATE};
    f.asked = intake_heard_asks(doc("{\"asks\":[\"days\",\"nonsense\"]}"));
    assert_int_equal(intake_ask_next(&f), ASK_DAYS);
    f.asked = intake_ask_settled(&f, intake_ask_facts(ASK_ROLE));
    assert_int_equal(intake_ask_next(&f), ASK_DAYS);
    f.asked = intake_ask_settled(&f, intake_ask_facts(ASK_MINUTES));
    assert_int_equal(intake_ask_next(&f), ASK_DATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_fact_brings_its_words),
        TEST(test_other_words_replace_the_source_and_none_leave_it),
        TEST(test_how_they_feel_is_its_own_source),
        TEST(test_what_cannot_be_is_not_taken),
        TEST(test_a_date_ends_the_weeks),
        TEST(test_a_break_comes_with_its_words_and_goes),
        TEST(test_no_break_is_one_that_has_passed_or_cannot_be),
        TEST(test_what_goes_in_comes_out),
        TEST(test_a_model_hears_only_what_it_can_quote),
        TEST(test_the_built_in_coach_brings_its_sources_itself),
        TEST(test_things_are_asked_one_by_one_in_their_order),
        TEST(test_what_the_reply_asks_comes_first_until_it_is_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
