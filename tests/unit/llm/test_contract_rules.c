#include "llm/contract.h"
#include "llm/fixture.h"

/* NULL: the rules hold. */
static const char *ruled(const char *mode, const char *input, const char *answer)
{
    const char *why = NULL;
    const enum err e = contract_rules(a, mode, doc(input), doc(answer), &why);
    if (e == OK)
        return NULL;
    assert_int_equal(e, ERR_INPUT);
    assert_non_null(why);
    return why;
}

static void holds(const char *mode, const char *input, const char *answer)
{
    const char *why = ruled(mode, input, answer);
    if (why)
        fail_msg("%s: %s: %s", mode, answer, why);
}

static void broken(const char *mode, const char *input, const char *answer, const char *expected)
{
    const char *why = ruled(mode, input, answer);
    if (!why)
        fail_msg("%s took %s", mode, answer);
    assert_string_equal(why, expected);
}

/* ---- plans ---- */

#define PLAN(total, topics) "{'plan_overview':{'total_daily_minutes':" total "},'plan_topics':[" topics "]}"
#define TOPIC(name, priority, minutes)                                                                       \
    "{'name':'" name "','priority':" priority ",'daily_study_minutes':" minutes "}"

static void test_minutes_add_up(void **state)
{
    (void)state;
    holds("suggest_plan", "{}", PLAN("45", TOPIC("A", "1", "30") "," TOPIC("B", "2", "15")));
    static const char why[] = "/plan_overview/total_daily_minutes: the topics' minutes must add up to it";
    broken("suggest_plan", "{}", PLAN("46", TOPIC("A", "1", "30") "," TOPIC("B", "2", "15")), why);
    broken("suggest_plan", "{}", PLAN("44", TOPIC("A", "1", "30") "," TOPIC("B", "2", "15")), why);
    broken("suggest_plan", "{}", "{'plan_topics':[" TOPIC("A", "1", "30") "]}", why);
    broken("suggest_plan", "{}",
           PLAN("-2", TOPIC("A", "1", "9223372036854775807") "," TOPIC("B", "2", "9223372036854775807")),
           why);
}

static void test_priorities_are_a_ranking(void **state)
{
    (void)state;
    holds("suggest_plan", "{}",
          PLAN("3", TOPIC("A", "3", "1") "," TOPIC("B", "1", "1") "," TOPIC("C", "2", "1")));
    broken("suggest_plan", "{}", PLAN("2", TOPIC("A", "1", "1") "," TOPIC("B", "1", "1")),
           "/plan_topics/1: two topics have the same priority");
    static const char gap[] = "/plan_topics/1: priorities must be a ranking from 1 without gaps";
    broken("suggest_plan", "{}", PLAN("2", TOPIC("A", "1", "1") "," TOPIC("B", "3", "1")), gap);
    broken("suggest_plan", "{}", PLAN("2", TOPIC("A", "1", "1") "," TOPIC("B", "0", "1")), gap);
    broken("suggest_plan", "{}", PLAN("2", TOPIC("A", "1", "1") "," TOPIC("B", "-1", "1")), gap);
}

static void test_no_topic_twice(void **state)
{
    (void)state;
    holds("suggest_plan", "{}", PLAN("2", TOPIC("Sales", "1", "1") "," TOPIC("Sales calls", "2", "1")));
    static const char twice[] = "/plan_topics/1: the same topic twice";
    broken("suggest_plan", "{}", PLAN("2", TOPIC("Sales", "1", "1") "," TOPIC("Sales", "2", "1")), twice);
    broken("suggest_plan", "{}", PLAN("2", TOPIC("Sales", "1", "1") "," TOPIC("SALES", "2", "1")), twice);
    broken("suggest_plan", "{}", PLAN("2", TOPIC("Sales", "1", "1") "," TOPIC(" sales ", "2", "1")), twice);
    broken("suggest_plan", "{}", PLAN("2", TOPIC("Größe", "1", "1") "," TOPIC("GRÖSSE", "2", "1")), twice);
}

#define BEFORE "{'plan':" PLAN("30", TOPIC("A", "1", "20") "," TOPIC("B", "2", "10")) "}"
#define CHANGED(total, topics, reasons)                                                                      \
    "{'plan_overview':{'total_daily_minutes':" total "},'plan_topics':[" topics "],'reasons':[" reasons "]}"
#define REASON(topic, what) "{'topic':'" topic "','what':'" what "','reason':'because'}"

static void test_other_minutes_need_a_reason(void **state)
{
    (void)state;
    static const char mode[] = "suggest_plan_changes";
    holds(mode, BEFORE, CHANGED("30", TOPIC("A", "1", "20") "," TOPIC("B", "2", "10"), ""));
    holds(mode, BEFORE,
          CHANGED("40", TOPIC("A", "1", "20") "," TOPIC("B", "2", "20"), REASON("B", "minutes")));
    static const char why[] = "/reasons: no reason for the other minutes of “B”";
    broken(mode, BEFORE, CHANGED("40", TOPIC("A", "1", "20") "," TOPIC("B", "2", "20"), ""), why);
    broken(mode, BEFORE,
           CHANGED("40", TOPIC("A", "1", "20") "," TOPIC("B", "2", "20"), REASON("A", "minutes")), why);
    broken(mode, BEFORE, CHANGED("40", TOPIC("A", "1", "20") "," TOPIC("B", "2", "20"), REASON("B", "words")),
           why);
    broken(mode, BEFORE,
           CHANGED("40", TOPIC("A", "1", "20") "," TOPIC("B", "2", "20"),
                   "{'topic':'B','what':'minutes','reason':'  '}"),
           why);
}

static void test_added_and_dropped_topics_need_a_reason(void **state)
{
    (void)state;
    static const char mode[] = "suggest_plan_changes";
    holds(mode, BEFORE, CHANGED("20", TOPIC("A", "1", "20"), REASON("b", "dropped")));
    broken(mode, BEFORE, CHANGED("20", TOPIC("A", "1", "20"), ""), "/reasons: no reason for dropping “B”");
    holds(mode, BEFORE,
          CHANGED("35", TOPIC("A", "1", "20") "," TOPIC("B", "2", "10") "," TOPIC("C", "3", "5"),
                  REASON("C", "added")));
    broken(mode, BEFORE,
           CHANGED("35", TOPIC("A", "1", "20") "," TOPIC("B", "2", "10") "," TOPIC("C", "3", "5"), ""),
           "/reasons: no reason for the added topic “C”");
}

static void test_a_changed_plan_is_held_to_the_rules_of_a_plan(void **state)
{
    (void)state;
    broken("suggest_plan_changes", BEFORE, CHANGED("31", TOPIC("A", "1", "20") "," TOPIC("B", "2", "10"), ""),
           "/plan_overview/total_daily_minutes: the topics' minutes must add up to it");
}

/* ---- questions ---- */

#define ASKED "{'asked':[{'question':'Why sales?'},{'question':'Tell me of a loss.'}]}"
#define QUESTIONS(list) "{'questions':[" list "]}"

static void test_a_redo_carries_a_reason(void **state)
{
    (void)state;
    static const char mode[] = "generate_questions";
    holds(mode, ASKED,
          QUESTIONS("{'question':'Why sales?','status':'redo','redo_reason':'weak_answer'},"
                    "{'question':'Why us?','status':'new'}"));
    broken(mode, ASKED, QUESTIONS("{'question':'Why sales?','status':'redo'}"),
           "/questions/0: a redo needs a redo_reason");
    broken(mode, ASKED, QUESTIONS("{'question':'Why us?','status':'new','redo_reason':'high_value'}"),
           "/questions/0: only a redo has a redo_reason");
}

static void test_a_redo_names_a_question_that_was_asked(void **state)
{
    (void)state;
    static const char mode[] = "generate_questions",
                      why[] = "/questions/0: a redo must name, letter for letter, a question that was asked";
    holds(mode, ASKED,
          QUESTIONS("{'question':'Tell me of a loss.','status':'redo','redo_reason':'incomplete'}"));
    broken(mode, ASKED,
           QUESTIONS("{'question':'Tell me of a loss','status':'redo','redo_reason':'incomplete'}"), why);
    broken(mode, ASKED, QUESTIONS("{'question':'why sales?','status':'redo','redo_reason':'incomplete'}"),
           why);
    broken(mode, "{}", QUESTIONS("{'question':'Why sales?','status':'redo','redo_reason':'incomplete'}"),
           why);
}

static void test_no_question_twice(void **state)
{
    (void)state;
    holds("generate_questions", ASKED,
          QUESTIONS("{'question':'A?','status':'new'},{'question':'B?','status':'new'}"));
    broken("generate_questions", ASKED,
           QUESTIONS("{'question':'A?','status':'new'},{'question':'B?','status':'new'},"
                     "{'question':'A?','status':'new'}"),
           "/questions/2: the same question twice");
}

/* ---- marks ---- */

#define ANSWER "{'answer':'We lost Müller GmbH.\\nI called them, twice — and listened.'}"
#define ANCHOR(landed, quote)                                                                                \
    "{'anchors':[{'name':'n','anchor':'t','landed':" landed ",'quote':'" quote "'}]}"

static void test_quotations_are_in_the_answer_letter_for_letter(void **state)
{
    (void)state;
    static const char *const quoted[] = {ANCHOR("true", "I called them, twice"),
                                         ANCHOR("true", "Müller GmbH.\\nI called"),
                                         ANCHOR("true", "twice — and listened."), ANCHOR("false", "")};
    for (size_t i = 0; i < COUNT(quoted); i++)
        holds("evaluate_answer", ANSWER, quoted[i]);
    static const char *const not_quoted[] = {
        ANCHOR("true", "I called them twice"),   /* a comma */
        ANCHOR("true", "i called them"),         /* a capital */
        ANCHOR("true", "Muller GmbH"),           /* an umlaut */
        ANCHOR("true", "Müller GmbH. I called"), /* the line's end */
        ANCHOR("true", "twice - and listened"),  /* the dash */
        ANCHOR("true", "them,  twice"),          /* a blank */
        ANCHOR("true", "“I called them”"),       /* the quotation marks */
    };
    for (size_t i = 0; i < COUNT(not_quoted); i++)
        broken("evaluate_answer", ANSWER, not_quoted[i],
               "/anchors/0/quote: is not in the answer letter for letter");
    broken("evaluate_answer", "{}", ANCHOR("true", "I called them"),
           "/anchors/0/quote: is not in the answer letter for letter");
}

static void test_only_what_landed_is_quoted(void **state)
{
    (void)state;
    broken("evaluate_answer", ANSWER, ANCHOR("false", "I called them"),
           "/anchors/0/quote: an anchor that did not land has no quotation");
    static const char needs[] = "/anchors/0/quote: an anchor that landed needs a quotation from the answer";
    broken("evaluate_answer", ANSWER, ANCHOR("true", ""), needs);
    broken("evaluate_answer", ANSWER, ANCHOR("true", " \\n"), needs);
}

static void test_no_score_comes_with_a_reason(void **state)
{
    (void)state;
    holds("evaluate_answer", ANSWER, "{'score':null,'why':'It is in Spanish.','anchors':[]}");
    holds("evaluate_answer", ANSWER, "{'score':7,'anchors':[]}");
    static const char reason[] = "/why: an answer that is not marked needs a reason";
    broken("evaluate_answer", ANSWER, "{'score':null,'anchors':[]}", reason);
    broken("evaluate_answer", ANSWER, "{'score':null,'why':' ','anchors':[]}", reason);
}

static void test_the_anchor_is_named_by_its_place(void **state)
{
    (void)state;
    broken("evaluate_answer", ANSWER,
           "{'anchors':[{'anchor':'x','landed':false,'quote':''},{'anchor':'y','landed':true,'quote':'never "
           "said'}]}",
           "/anchors/1/quote: is not in the answer letter for letter");
}

static void test_an_anchor_that_was_not_given_says_what_it_is(void **state)
{
    (void)state;
    static const char given[] = "{'answer':'hello','anchors':[{'name':'First step','anchor':'Names one.'}]}";
    holds("evaluate_answer", given, "{'anchors':[{'name':' first STEP','landed':false,'quote':''}]}");
    holds("evaluate_answer", given,
          "{'anchors':[{'name':'Another','anchor':'Names two.','landed':false,'quote':''}]}");
    broken("evaluate_answer", given, "{'anchors':[{'name':'Another','landed':false,'quote':''}]}",
           "/anchors/0/anchor: one that was not given by this name needs its text");
    broken("evaluate_answer", "{'answer':'hello','anchors':[]}",
           "{'anchors':[{'name':'First step','landed':false,'quote':''}]}",
           "/anchors/0/anchor: one that was not given by this name needs its text");
}

/* ---- the daily review ---- */

#define REVIEWED(changes)                                                                                    \
    "{'verdict':'change','plan_overview':{'total_daily_minutes':40},'plan_topics':[" TOPIC(                  \
        "A", "1", "20") "," TOPIC("B", "2", "20") "],'changes':[" changes "]}"

static void test_a_review_that_lets_the_plan_stand_has_none(void **state)
{
    (void)state;
    static const char why[] = "/: when the plan stands there is no changed plan";
    holds("daily_review", BEFORE, "{'verdict':'stands'}");
    broken("daily_review", BEFORE, "{'verdict':'stands','plan_topics':[]}", why);
    broken("daily_review", BEFORE, "{'verdict':'stands','plan_overview':{}}", why);
    broken("daily_review", BEFORE, "{'verdict':'stands','changes':[]}", why);
}

static void test_a_review_that_changes_the_plan_has_it_whole_with_reasons(void **state)
{
    (void)state;
    static const char whole[] = "/: the verdict change needs plan_overview, plan_topics and changes";
    holds("daily_review", BEFORE, REVIEWED(REASON("B", "minutes")));
    broken("daily_review", BEFORE, REVIEWED(""), "/changes: no reason for the other minutes of “B”");
    broken("daily_review", BEFORE, "{'verdict':'change'}", whole);
    broken("daily_review", BEFORE, "{'verdict':'change','plan_overview':{},'plan_topics':[]}", whole);
    broken("daily_review", BEFORE, "{'verdict':'change','plan_overview':{},'changes':[]}", whole);
    broken("daily_review", BEFORE,
           "{'verdict':'change','plan_overview':{'total_daily_minutes':1},'plan_topics':[],'changes':[]}",
           "/plan_overview/total_daily_minutes: the topics' minutes must add up to it");
}

/* ---- the rest ---- */

static void test_a_mode_without_rules_holds(void **state)
{
    (void)state;
    static const char *const modes[] = {"plan_chat", "build_story", "reconcile_session", "no_such_mode"};
    for (size_t i = 0; i < COUNT(modes); i++)
        holds(modes[i], "{}", "{}");
}

/* What a schema would have refused may be anything here: the rules say no or yes, and nothing else. */
static void test_rules_live_with_any_shape(void **state)
{
    (void)state;
    static const char *const modes[] = {"suggest_plan", "suggest_plan_changes", "generate_questions",
                                        "evaluate_answer", "daily_review"};
    static const char *const shapes[] = {
        "null",
        "[]",
        "7",
        "'x'",
        "{}",
        "{'plan_topics':7,'questions':'x','anchors':{}}",
        "{'plan_topics':[null,7],'questions':[null,[]],'anchors':[7,{}],'verdict':'change','changes':null}"};
    for (size_t m = 0; m < COUNT(modes); m++)
        for (size_t i = 0; i < COUNT(shapes); i++)
            for (size_t k = 0; k < COUNT(shapes); k++)
                (void)ruled(modes[m], shapes[i], shapes[k]);
    assert_null(ruled("generate_questions", "null", "null"));
    assert_non_null(ruled("suggest_plan", "null", "null"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_minutes_add_up),
        TEST(test_priorities_are_a_ranking),
        TEST(test_no_topic_twice),
        TEST(test_other_minutes_need_a_reason),
        TEST(test_added_and_dropped_topics_need_a_reason),
        TEST(test_a_changed_plan_is_held_to_the_rules_of_a_plan),
        TEST(test_a_redo_carries_a_reason),
        TEST(test_a_redo_names_a_question_that_was_asked),
        TEST(test_no_question_twice),
        TEST(test_quotations_are_in_the_answer_letter_for_letter),
        TEST(test_only_what_landed_is_quoted),
        TEST(test_no_score_comes_with_a_reason),
        TEST(test_the_anchor_is_named_by_its_place),
        TEST(test_an_anchor_that_was_not_given_says_what_it_is),
        TEST(test_a_review_that_lets_the_plan_stand_has_none),
        TEST(test_a_review_that_changes_the_plan_has_it_whole_with_reasons),
        TEST(test_a_mode_without_rules_holds),
        TEST(test_rules_live_with_any_shape),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
