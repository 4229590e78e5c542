#include "base/rows.h"
#include "builtin/modes.h"

/* Which family somebody's job belongs to, whatever they call it; what happens when several fit, and when none
 * does. */

static const char titles[] = "tests/unit/builtin/families.jsonl";
static const char *const known[] = {"role", "family", NULL};

static json *plan_for(const char *role, const char *said)
{
    json *in = json_new_object(a), *facts = json_new_object(a);
    json_put_text(a, in, "today", "2026-11-21");
    json_put_text(a, in, "role", role);
    json_put_text(a, in, "raw_context", said);
    json_put(a, in, "facts", facts);
    return answer("suggest_plan", in);
}

static const char *told(const json *plan)
{
    return json_get_text(json_get(plan, "plan_overview"), "rationale", "");
}

static void finds_its_family(const json *row)
{
    const char *role = json_get_text(row, "role", ""), *family = json_get_text(row, "family", "");
    fresh();
    const struct library_family *f = library_nearest(library, a, role, "");
    if (!f || !text_equal(f->key, family))
        found_wrong(arena_printf(a, "%s: %s, wanted %s", role, f ? f->key : "nothing", family));
}

static void test_two_hundred_titles_find_their_family(void **state)
{
    (void)state;
    each_row(titles, 199, known, finds_its_family);
}

static void gets_a_plan(const json *row)
{
    const char *role = json_get_text(row, "role", "");
    fresh();
    const json *plan = plan_for(role, "");
    if (json_len(json_get(plan, "plan_topics")) < 3 ||
        !strstr(json_get_text(json_get(plan, "plan_overview"), "target_role", ""), role))
        found_wrong(arena_printf(a, "%s: %s", role, json_write(a, plan)));
}

static void test_every_title_gets_a_plan_that_holds(void **state)
{
    (void)state;
    each_row(titles, 199, known, gets_a_plan);
}

/* The plan's topics, by the families they come from: one that nobody curated is honest about it, and has
 * topics of the user's own words. */
static void test_an_unknown_role_gets_topics_of_its_own_words(void **state)
{
    (void)state;
    const json *plan = plan_for(
        "beekeeper",
        "I want to be a beekeeper at an estate: hives, honey and visitors. I have done it for years.");
    const json *topics = json_get(plan, "plan_topics");
    bool own = false;
    assert_non_null(strstr(told(plan), "no curated plan for “beekeeper”"));
    for (size_t i = 0; i < json_len(topics); i++)
        if (text_equal(json_get_text(json_at(topics, i), "key", ""), "general/own-words")) {
            own = true;
            assert_string_equal(json_get_text(json_at(topics, i), "name", ""), "Hives and honey");
        }
    assert_true(own);
    assert_null(strstr(told(plan_for("staff nurse", "")), "no curated plan"));
}

/* A role that a family is only the nearest to gets of it what fits, what fits any role, and what its own
 * words and the advert give: said plainly. */
static void test_the_nearest_family_gives_only_what_fits(void **state)
{
    (void)state;
    static const char *const nearest[] = {"general practitioner", "head chef", "vet", "warehouse worker"};
    for (size_t i = 0; i < sizeof nearest / sizeof *nearest; i++) {
        fresh();
        const json *plan = plan_for(nearest[i], ""), *topics = json_get(plan, "plan_topics");
        if (!strstr(told(plan), "the nearest"))
            fail_msg("%s: the nearest is not said: %s", nearest[i], told(plan));
        for (size_t k = 0; k < json_len(topics); k++) {
            const char *key = json_get_text(json_at(topics, k), "key", "");
            const struct library_topic *t = library_topic(library, key);
            if (t && !t->transfers)
                fail_msg("%s gets %s, which is of the craft", nearest[i], key);
        }
    }
}

static void test_the_work_is_named_by_the_advert_and_their_own_words(void **state)
{
    (void)state;
    json *in = doc("{'today':'2026-11-21','raw_context':'I am a solicitor. I worked mostly in family law.',"
                   "'role':'solicitor','facts':{'minutes':60},"
                   "'material':'You have experience of residential conveyancing and a calm manner.'}");
    const json *plan = answer("suggest_plan", in), *topics = json_get(plan, "plan_topics");
    const char *names = "";
    for (size_t i = 0; i < json_len(topics); i++)
        names = arena_printf(a, "%s%s, ", names, json_get_text(json_at(topics, i), "name", ""));
    if (!strstr(names, "Residential conveyancing") || !strstr(names, "Family law") ||
        !strstr(told(plan), "Residential conveyancing"))
        fail_msg("%s; %s", names, told(plan));
}

static void test_a_title_of_several_families_is_told_apart_by_the_rest(void **state)
{
    (void)state;
    const struct library_title analyst = library_title_of(library, a, "analyst");
    assert_true(analyst.asks);
    assert_true(analyst.asked_n >= 2);
    assert_string_not_equal(analyst.asked[0]->key, analyst.asked[1]->key);
    assert_false(library_title_of(library, a, "analyst (Finance and accounting)").asks);
    assert_string_equal(library_nearest(library, a, "analyst (Finance and accounting)", "")->key, "finance");
    assert_string_equal(
        library_nearest(library, a, "analyst", "I did audit, budgets, accounting and month end for years.")
            ->key,
        "finance");
    assert_false(library_title_of(library, a, "staff nurse").asks);
    assert_false(library_title_of(library, a, "beekeeper").asks);
    assert_non_null(strstr(told(plan_for("analyst", "")), "can be several things"));
}

/* A title without a plan of its own beside one of a family. */
static void test_a_title_that_no_family_has_is_never_one_of_several(void **state)
{
    (void)state;
    static const char *const both[] = {"nqt journalist", "coo economist", "cmo school caretaker"};
    for (size_t i = 0; i < COUNT(both); i++) {
        const char *why = told(plan_for(both[i], ""));
        assert_non_null(strstr(why, "no curated plan"));
        assert_null(strstr(why, "can be several things"));
    }
}

static json *chat(json *facts, const char *message)
{
    json *in = json_new_object(a);
    json_put_text(a, in, "today", "2026-11-21");
    json_put(a, in, "facts", facts);
    json_put_bool(a, in, "has_plan", false);
    json_put_text(a, in, "message", message);
    json_put(a, in, "messages", json_new_array(a));
    json_put(a, in, "greeting_asked_for", json_new_array(a));
    return answer("plan_chat", in);
}

static void test_when_several_fit_it_is_asked_and_the_answer_is_kept_with_the_role(void **state)
{
    (void)state;
    json *facts = json_new_object(a);
    const json *first = chat(facts, "I am applying for an analyst role.");
    assert_string_equal(json_get_text(json_get(first, "facts"), "role", ""), "analyst");
    assert_non_null(strstr(json_get_text(first, "reply", ""), "can be several things"));
    assert_non_null(strstr(json_get_text(first, "reply", ""),
                           "Data and machine learning, Finance and accounting or Product management?"));
    json_put_text(a, facts, "role", "analyst");
    const json *second = chat(facts, "Finance, mostly.");
    assert_string_equal(json_get_text(json_get(second, "facts"), "role", ""),
                        "analyst (Finance and accounting)");
    assert_null(strstr(json_get_text(second, "reply", ""), "can be several things"));
    const json *neither = chat(facts, "I have an hour a day.");
    assert_null(json_get(json_get(neither, "facts"), "role"));
    assert_non_null(strstr(json_get_text(neither, "reply", ""), "can be several things"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_two_hundred_titles_find_their_family),
        TEST(test_every_title_gets_a_plan_that_holds),
        TEST(test_an_unknown_role_gets_topics_of_its_own_words),
        TEST(test_the_nearest_family_gives_only_what_fits),
        TEST(test_the_work_is_named_by_the_advert_and_their_own_words),
        TEST(test_a_title_of_several_families_is_told_apart_by_the_rest),
        TEST(test_a_title_that_no_family_has_is_never_one_of_several),
        TEST(test_when_several_fit_it_is_asked_and_the_answer_is_kept_with_the_role),
    };
    return cmocka_run_group_tests(tests, read_all, free_all);
}
