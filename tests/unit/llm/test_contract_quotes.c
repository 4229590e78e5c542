#include "llm/contract.h"
#include "llm/fixture.h"

/* ---- an anchor's quotation ---- */

static const char said[] =
    "We lost Müller\u00a0GmbH.\nI  didn’t shout — I called them, twice. It’s “their” call.";

static json *input_of(const char *member, const char *text)
{
    return json_put_text(a, json_new_object(a), member, text);
}

/* What becomes of a quotation, and of a sentence that may be one. */
static const char *mended(const char *quote)
{
    json *anchor = json_new_object(a), *answer = json_new_object(a);
    json_put_text(a, anchor, "quote", quote);
    json_put_text(a, anchor, "perhaps", quote);
    json_put(a, answer, "anchors", json_add(a, json_new_array(a), anchor));
    contract_quotes_mend(a, "evaluate_answer", input_of("answer", said), answer);
    assert_string_equal(json_get_text(anchor, "perhaps", ""), json_get_text(anchor, "quote", ""));
    return json_get_text(anchor, "quote", "");
}

static void test_a_slip_of_the_pen_is_put_right(void **state)
{
    (void)state;
    static const struct {
        const char *slip, *right;
    } slips[] = {
        {"I called them, twice", "I called them, twice"},
        {"we lost müller", "We lost Müller"},                                  /* capitals */
        {"Müller GmbH. I didn’t shout", "Müller\u00a0GmbH.\nI  didn’t shout"}, /* blanks */
        {"I didn't shout", "I  didn’t shout"},                                 /* the apostrophe */
        {"It's \"their\" call", "It’s “their” call"},                          /* quotation marks */
        {"shout - I called", "shout — I called"},                              /* the dash */
        {"I called them.", "I called them"},                                   /* a full stop */
        {"I called them…", "I called them…"},                                  /* which this is not */
        {" they", " they"},                                                    /* a part of a word */
        {"It’s “their” call..", "It’s “their” call"},
    };
    for (size_t i = 0; i < COUNT(slips); i++)
        assert_string_equal(mended(slips[i].slip), slips[i].right);
}

static void test_other_words_stay_for_the_rules_to_find(void **state)
{
    (void)state;
    static const char *const others[] = {
        "I called them twice", "Muller GmbH", "I shouted", "“I called them”", "", " ", ".", "..",
        "called her, twice"};
    for (size_t i = 0; i < COUNT(others); i++)
        assert_string_equal(mended(others[i]), others[i]);
}

static void test_only_a_mark_is_mended(void **state)
{
    (void)state;
    json *answer = doc("{'anchors':[{'quote':'WE LOST'},7,null]}");
    contract_quotes_mend(a, "build_story", input_of("answer", said), answer);
    assert_string_equal(json_write(a, answer), "{\"anchors\":[{\"quote\":\"WE LOST\"},7,null]}");
    contract_quotes_mend(a, "evaluate_answer", NULL, NULL);
}

/* ---- what stands in quotation marks ---- */

/* The text as it stands afterwards; NULL: it does not hold. */
static const char *quoted(const char *mode, const char *member, json *input, const char *text)
{
    const char *why = NULL;
    json *answer = json_put_text(a, json_new_object(a), member, text);
    const enum err e = contract_quotes(a, mode, input, answer, &why);
    if (e == OK)
        return json_get_text(answer, member, "");
    assert_int_equal(e, ERR_INPUT);
    assert_non_null(strstr(why, "letter for letter"));
    return NULL;
}

static const char *in_list(const char *member, const char *text, const char **why)
{
    json *input =
        doc("{'question':'Tell me of a loss.','anchors':[{'name':'What it cost','anchor':'Says what it "
            "cost.'}]}");
    json *answer = json_new_object(a);
    json_put_text(a, input, "answer", said);
    json_put(a, answer, member, json_add_text(a, json_add_text(a, json_new_array(a), "So."), text));
    if (contract_quotes(a, "evaluate_answer", input, answer, why) != OK)
        return NULL;
    return json_text(json_at(json_get(answer, member), 1), "");
}

static void holds(const char *member, const char *text, const char *afterwards)
{
    const char *why = "", *now = in_list(member, text, &why);
    if (!now)
        fail_msg("%s: %s: %s", member, text, why);
    assert_string_equal(now, afterwards);
}

static void broken(const char *member, const char *text)
{
    const char *why = NULL;
    if (in_list(member, text, &why))
        fail_msg("%s took %s", member, text);
    assert_int_equal(strncmp(why, arena_printf(a, "/%s/1: “", member), strlen(member) + 7), 0);
}

#define PRAISE "positive_feedback"
#define ADVICE "improvement_areas"

static void test_praise_quotes_what_was_said(void **state)
{
    (void)state;
    holds(PRAISE, "“I called them, twice” shows it.", "“I called them, twice” shows it.");
    holds(PRAISE, "\"I called them\" and ‘them, twice. It’s’ and 'called them, twice'.",
          "\"I called them\" and ‘them, twice. It’s’ and 'called them, twice'.");
    broken(PRAISE, "“I led forty people” shows it.");
    broken(PRAISE, "\"I led forty people\" shows it.");
    broken(PRAISE, "‘I led forty people’ shows it.");
    broken(PRAISE, "It's 'I led forty people' that shows it.");
    broken(PRAISE, "“I called them, twice” and \"I led forty people\".");
    broken(PRAISE, "You say “I called you, twice”.");
}

static void test_fewer_than_three_words_are_no_quotation(void **state)
{
    (void)state;
    holds(PRAISE, "Your “big picture” and the team's 'can do'.",
          "Your “big picture” and the team's 'can do'.");
    holds(PRAISE, "The users' wishes come first, and so do the teams' own.",
          "The users' wishes come first, and so do the teams' own.");
    holds(PRAISE, "In the '90s you gave 'em what the customers' and users' wishes asked for.",
          "In the '90s you gave 'em what the customers' and users' wishes asked for.");
    holds(PRAISE, "<a href=\"http://one.example/two/three\">", "<a href=\"http://one.example/two/three\">");
    holds(PRAISE, "It's 5\" wide and 6\" long: that's exact, and one mark \" is left alone.",
          "It's 5\" wide and 6\" long: that's exact, and one mark \" is left alone.");
}

static void test_quotations_in_a_text_are_put_right_too(void **state)
{
    (void)state;
    static const struct {
        const char *slip, *right;
    } slips[] = {
        {"“i didn't shout” is calm.", "“I  didn’t shout” is calm."},
        {"You are calm: “I didn’t shout.”", "You are calm: “I  didn’t shout”."},
        {"“I called them, twice,” you say.", "“I called them, twice”, you say."},
        {"“WE LOST MÜLLER,”, you say.", "“We lost Müller”, you say."},
        {"“…shout — I called them…” is calm.", "“…shout — I called them…” is calm."},
        {"“... Lost Müller GmbH ...” is plain.", "“... lost Müller\u00a0GmbH ...” is plain."},
    };
    for (size_t i = 0; i < COUNT(slips); i++)
        holds(PRAISE, slips[i].slip, slips[i].right);
    broken(PRAISE, "“I … called them, twice” leaves out words in the middle.");
}

static void test_what_was_asked_may_be_named_but_not_be_put_into_their_mouth(void **state)
{
    (void)state;
    holds(PRAISE, "“What it cost” comes across; “tell me of a loss” is answered.",
          "“What it cost” comes across; “Tell me of a loss” is answered.");
    broken(PRAISE, "You said “what it cost”.");
    broken(PRAISE, "“Says what it cost” comes across."); /* an anchor's text reads like theirs */
}

static void test_advice_may_say_what_to_say(void **state)
{
    (void)state;
    static const char *const fine[] = {
        "Say “the queue cost us nine days a month”.",
        "Your result is vague. Add e.g. \"the queue cost us nine days a month\".",
        "Name the cost: ‘the queue cost us nine days a month’.",
        "Say it in your own words: “the queue cost us nine days a month”.",
        "You said “the queue cost us”: of what?",              /* too few words */
        "You said “I called them, twice, and wrote to them”.", /* four of them in a row */
        "You wrote “I didn't shout — I called”. What came of it?",
        "Your answer ends early: “it is their call now, not ours” would close it.",
    };
    for (size_t i = 0; i < COUNT(fine); i++) {
        const char *why = "";
        if (!in_list(ADVICE, fine[i], &why))
            fail_msg("%s: %s", fine[i], why);
    }
    broken(ADVICE, "You said “the queue cost us nine days a month”: of what?");
    broken(ADVICE, "At first you wrote that \"the queue cost us nine days a month\".");
    broken(ADVICE, "Your “the queue cost us nine days a month” is vague.");
    broken(ADVICE, "Say more. You said “the queue cost us nine days a month”.");
}

static void test_a_summary_quotes_what_it_was_given(void **state)
{
    (void)state;
    static const char mode[] = "reconcile_session";
    json *in = doc("{'attempts':[{'question':'Why do you teach?','improve':['You say: it just went well.']}],"
                   "'notes':'Opens well.','corrected':'I never rush the ending.'}");
    assert_non_null(
        quoted(mode, "summary", in, "“Why do you teach?” went well; “it just went well” did not."));
    assert_non_null(quoted(mode, "summary", in, "Next time say “we lost nine days a month”."));
    assert_null(quoted(mode, "summary", in, "You said “we lost nine days a month”."));
    assert_null(quoted(mode, "notes", in, "Writes “we lost nine days a month”."));
    assert_string_equal(quoted(mode, "notes", in, "Says “i never rush the ending.”"),
                        "Says “I never rush the ending.”");
    const char *why = NULL;
    json *focus = json_new_array(a), *one = json_new_object(a);
    json_put_text(a, one, "reason", "It had “nobody ever said this” in it.");
    json_add(a, focus, one);
    assert_int_equal(contract_quotes(a, mode, in, json_put(a, json_new_object(a), "focus", focus), &why),
                     ERR_INPUT);
    assert_int_equal(strncmp(why, "/focus/0: ", 10), 0);
}

static void test_a_story_quotes_what_was_told(void **state)
{
    (void)state;
    static const char mode[] = "build_story";
    json *in = doc("{'question':'Tell me of a loss.','context':'I told her we would fix it. She laughed.',"
                   "'stories':['The day the tills stood still']}");
    assert_non_null(quoted(mode, "action", in, "I told her “we would fix it”."));
    assert_string_equal(quoted(mode, "action", in, "I said: “We would fix it.”"),
                        "I said: “we would fix it.”");
    assert_null(quoted(mode, "action", in, "I said: “We will fix it by Monday.”"));
    assert_non_null(quoted(mode, "reply", in,
                           "It answers “Tell me of a loss.” and is not “The day the tills stood still”."));
    assert_non_null(quoted(mode, "reply", in, "You could end with “and she never laughed again”."));
    assert_null(quoted(mode, "reply", in, "You said “and she never laughed again”."));
}

static void test_other_modes_and_shapes_hold(void **state)
{
    (void)state;
    assert_non_null(quoted("plan_chat", "reply", doc("{}"), "You said “nobody ever said this”."));
    static const char *const modes[] = {"evaluate_answer", "reconcile_session", "build_story",
                                        "no_such_mode"};
    static const char *const shapes[] = {
        "null",
        "[]",
        "7",
        "'x'",
        "{}",
        "{'positive_feedback':7,'improvement_areas':'x','focus':{},'anchors':'x'}",
        "{'positive_feedback':[null,7,{}],'summary':null,'notes':[[]],'focus':[7,null,{'reason':7}],'title':{"
        "},"
        "'answer':{'a':['b']},'context':7,'stories':'x','anchors':[7]}"};
    for (size_t m = 0; m < COUNT(modes); m++)
        for (size_t i = 0; i < COUNT(shapes); i++)
            for (size_t k = 0; k < COUNT(shapes); k++) {
                const char *why = NULL, *before = json_write(a, doc(shapes[k]));
                json *answer = doc(shapes[k]);
                assert_int_equal(contract_quotes(a, modes[m], doc(shapes[i]), answer, &why), OK);
                assert_string_equal(json_write(a, answer), before);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_slip_of_the_pen_is_put_right),
        TEST(test_other_words_stay_for_the_rules_to_find),
        TEST(test_only_a_mark_is_mended),
        TEST(test_praise_quotes_what_was_said),
        TEST(test_fewer_than_three_words_are_no_quotation),
        TEST(test_quotations_in_a_text_are_put_right_too),
        TEST(test_what_was_asked_may_be_named_but_not_be_put_into_their_mouth),
        TEST(test_advice_may_say_what_to_say),
        TEST(test_a_summary_quotes_what_it_was_given),
        TEST(test_a_story_quotes_what_was_told),
        TEST(test_other_modes_and_shapes_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
