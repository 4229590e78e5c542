#include "builtin/modes.h"

/* Which family somebody's job belongs to, whatever they call it; what happens when two fit, and when none
 * does. */

static const struct {
    const char *role, *family;
} titles[] = {
    {"software engineer", "software"},
    {"backend developer", "software"},
    {"frontend engineer", "software"},
    {"full stack developer", "software"},
    {"SRE", "software"},
    {"site reliability engineer", "software"},
    {"DevOps engineer", "software"},
    {"platform engineer", "software"},
    {"iOS developer", "software"},
    {"android developer", "software"},
    {"embedded engineer", "software"},
    {"QA engineer", "software"},
    {"test automation engineer", "software"},
    {"security engineer", "software"},
    {"cloud engineer", "software"},
    {"java dev", "software"},
    {"python developer", "software"},
    {"golang engineer", "software"},
    {"tech lead", "software"},
    {"software architect", "software"},
    {"game developer", "software"},
    {"web developer", "software"},
    {"SDET", "software"},
    {"systems administrator", "software"},
    {"solutions architect", "software"},
    {"Staff engineer", "software"},
    {"data scientist", "data"},
    {"data analyst", "data"},
    {"ML engineer", "data"},
    {"MLOps engineer", "data"},
    {"data engineer", "data"},
    {"BI analyst", "data"},
    {"analytics engineer", "data"},
    {"statistician", "data"},
    {"quant analyst", "data"},
    {"business intelligence developer", "data"},
    {"computer vision engineer", "data"},
    {"LLM engineer", "applied-ai"},
    {"prompt engineer", "applied-ai"},
    {"AI engineer", "applied-ai"},
    {"GenAI developer", "applied-ai"},
    {"applied AI engineer", "applied-ai"},
    {"agent engineer", "applied-ai"},
    {"product manager", "product"},
    {"product owner", "product"},
    {"technical product manager", "product"},
    {"group product manager", "product"},
    {"APM", "product"},
    {"head of product", "product"},
    {"project manager", "operations"},
    {"scrum master", "product"},
    {"programme manager", "product"},
    {"UX designer", "design"},
    {"UI designer", "design"},
    {"product designer", "design"},
    {"graphic designer", "design"},
    {"UX researcher", "design"},
    {"motion designer", "design"},
    {"service designer", "design"},
    {"web designer", "design"},
    {"art director", "design"},
    {"SDR", "sales"},
    {"BDR", "sales"},
    {"KAM", "sales"},
    {"key account manager", "sales"},
    {"account executive", "sales"},
    {"sales rep", "sales"},
    {"sales manager", "sales"},
    {"AE", "sales"},
    {"field sales engineer", "sales"},
    {"inside sales representative", "sales"},
    {"business development manager", "sales"},
    {"estate agent", "sales"},
    {"pre-sales engineer", "sales"},
    {"car salesman", "sales"},
    {"telesales agent", "sales"},
    {"regional sales manager", "sales"},
    {"sales assistant", "customer-service"},
    {"marketing manager", "marketing"},
    {"SEO specialist", "marketing"},
    {"content marketer", "marketing"},
    {"social media manager", "marketing"},
    {"copywriter", "marketing"},
    {"brand manager", "marketing"},
    {"PPC specialist", "marketing"},
    {"CRM manager", "marketing"},
    {"growth marketer", "marketing"},
    {"PR officer", "marketing"},
    {"communications officer", "marketing"},
    {"digital marketing executive", "marketing"},
    {"year 4 teacher", "teaching"},
    {"primary school teacher", "teaching"},
    {"maths teacher", "teaching"},
    {"teaching assistant", "teaching"},
    {"SENCO", "teaching"},
    {"headteacher", "teaching"},
    {"lecturer", "teaching"},
    {"NQT", "teaching"},
    {"ECT", "teaching"},
    {"supply teacher", "teaching"},
    {"TA", "teaching"},
    {"early years practitioner", "teaching"},
    {"nursery nurse", "teaching"},
    {"tutor", "teaching"},
    {"head of year", "teaching"},
    {"cover supervisor", "teaching"},
    {"EFL teacher", "teaching"},
    {"French teacher", "teaching"},
    {"reception class teacher", "teaching"},
    {"ward sister", "nursing"},
    {"staff nurse", "nursing"},
    {"band 5 nurse", "nursing"},
    {"HCA", "nursing"},
    {"midwife", "nursing"},
    {"district nurse", "nursing"},
    {"care assistant", "nursing"},
    {"ICU nurse", "nursing"},
    {"paediatric nurse", "nursing"},
    {"mental health nurse", "nursing"},
    {"healthcare assistant", "nursing"},
    {"paramedic", "nursing"},
    {"physio", "nursing"},
    {"social worker", "nursing"},
    {"band 6 nurse", "nursing"},
    {"RMN", "nursing"},
    {"theatre nurse", "nursing"},
    {"occupational therapist", "nursing"},
    {"care home manager", "nursing"},
    {"support worker", "nursing"},
    {"ANP", "nursing"},
    {"customer service advisor", "customer-service"},
    {"call centre agent", "customer-service"},
    {"CSM", "customer-service"},
    {"customer success manager", "customer-service"},
    {"help desk analyst", "customer-service"},
    {"IT support technician", "customer-service"},
    {"receptionist at a hotel", "customer-service"},
    {"shop assistant", "customer-service"},
    {"barista at a shop", "customer-service"},
    {"flight attendant", "customer-service"},
    {"cabin crew", "customer-service"},
    {"complaints handler", "customer-service"},
    {"bank teller", "customer-service"},
    {"1st line support", "customer-service"},
    {"retail assistant", "customer-service"},
    {"accountant", "finance"},
    {"financial analyst", "finance"},
    {"auditor", "finance"},
    {"FP&A analyst", "finance"},
    {"bookkeeper", "finance"},
    {"credit controller", "finance"},
    {"financial controller", "finance"},
    {"tax adviser", "finance"},
    {"investment banker", "finance"},
    {"payroll clerk", "finance"},
    {"AML analyst", "finance"},
    {"underwriter", "finance"},
    {"actuary", "finance"},
    {"accounts payable clerk", "finance"},
    {"finance business partner", "finance"},
    {"ACCA trainee", "finance"},
    {"operations manager", "operations"},
    {"office manager", "operations"},
    {"PA", "operations"},
    {"executive assistant", "operations"},
    {"supply chain analyst", "operations"},
    {"logistics coordinator", "operations"},
    {"buyer", "operations"},
    {"warehouse manager", "operations"},
    {"HR administrator", "operations"},
    {"secretary", "operations"},
    {"procurement manager", "operations"},
    {"school administrator", "operations"},
    {"civil servant EO", "operations"},
    {"event planner assistant", "operations"},
    {"HR advisor", "operations"},
    {"recruiter", "operations"},
    {"engineering manager", "leadership"},
    {"team leader", "leadership"},
    {"head of department", "leadership"},
    {"CTO", "leadership"},
    {"managing director", "leadership"},
    {"area manager", "leadership"},
    {"general manager", "leadership"},
    {"shift leader", "leadership"},
    {"COO", "leadership"},
    {"site manager", "leadership"},
    {"chef", "general"},
    {"electrician", "general"},
    {"HGV driver", "general"},
    {"solicitor", "general"},
    {"journalist", "general"},
    {"security guard", "general"},
    {"hairdresser", "general"},
    {"plumber", "general"},
    {"civil engineer", "general"},
    {"mechanical engineer", "general"},
    {"lab technician", "general"},
    {"librarian", "general"},
};

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

static void test_two_hundred_titles_find_their_family(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < COUNT(titles); i++) {
        fresh();
        const struct library_family *f = library_nearest(library, a, titles[i].role, "");
        if (f && text_equal(f->key, titles[i].family))
            continue;
        print_error("%s: %s, wanted %s\n", titles[i].role, f ? f->key : "nothing", titles[i].family);
        wrong++;
    }
    assert_true(COUNT(titles) >= 150);
    assert_int_equal(wrong, 0);
}

static void test_every_title_gets_a_plan_that_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(titles); i++) {
        fresh();
        const json *plan = plan_for(titles[i].role, "");
        assert_true(json_len(json_get(plan, "plan_topics")) >= 3);
        assert_non_null(
            strstr(json_get_text(json_get(plan, "plan_overview"), "target_role", ""), titles[i].role));
    }
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

static void test_a_title_of_two_families_is_told_apart_by_the_rest(void **state)
{
    (void)state;
    const struct library_family *rival = library_rival(library, a, "analyst");
    assert_non_null(rival);
    assert_string_not_equal(rival->key, library_titled(library, a, "analyst")->key);
    assert_null(library_rival(library, a, "analyst (Finance and accounting)"));
    assert_string_equal(library_nearest(library, a, "analyst (Finance and accounting)", "")->key, "finance");
    assert_string_equal(
        library_nearest(library, a, "analyst", "I did audit, budgets, accounting and month end for years.")
            ->key,
        "finance");
    assert_null(library_rival(library, a, "staff nurse"));
    assert_null(library_rival(library, a, "beekeeper"));
    assert_non_null(strstr(told(plan_for("analyst", "")), "can be two things"));
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

static void test_when_two_fit_it_is_asked_and_the_answer_is_kept_with_the_role(void **state)
{
    (void)state;
    json *facts = json_new_object(a);
    const json *first = chat(facts, "I am applying for an analyst role.");
    assert_string_equal(json_get_text(json_get(first, "facts"), "role", ""), "analyst");
    assert_non_null(strstr(json_get_text(first, "reply", ""), "can be two things"));
    json_put_text(a, facts, "role", "analyst");
    const json *second = chat(facts, "Finance, mostly.");
    assert_string_equal(json_get_text(json_get(second, "facts"), "role", ""),
                        "analyst (Finance and accounting)");
    assert_null(strstr(json_get_text(second, "reply", ""), "can be two things"));
    const json *neither = chat(facts, "I have an hour a day.");
    assert_null(json_get(json_get(neither, "facts"), "role"));
    assert_non_null(strstr(json_get_text(neither, "reply", ""), "can be two things"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_two_hundred_titles_find_their_family),
        TEST(test_every_title_gets_a_plan_that_holds),
        TEST(test_an_unknown_role_gets_topics_of_its_own_words),
        TEST(test_a_title_of_two_families_is_told_apart_by_the_rest),
        TEST(test_when_two_fit_it_is_asked_and_the_answer_is_kept_with_the_role),
    };
    return cmocka_run_group_tests(tests, read_all, free_all);
}
