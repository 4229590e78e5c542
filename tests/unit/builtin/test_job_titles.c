#include "base/rows.h"
#include "builtin/modes.h"

/* What people call their jobs, as they type it: abbreviations, slips, levels, what they leave and what they
 * go for. Family "": nothing curated fits, and the plan says so; "?": several
 * families fit, and it is asked; "nursing~": the library hasn't it, and nursing is the nearest, as the plan
 * says. */
static const char odd[] = "tests/unit/builtin/job_titles.jsonl";
static const char *const known[] = {"role", "family", NULL};

/* "nursing", "nursing~" where it is only the nearest, "?" where it is asked. */
static const char *family_of(const char *role)
{
    const struct library_title title = library_title_of(library, a, role);
    if (title.asks)
        return "?";
    if (!title.family || text_equal(title.family->key, "general"))
        return "";
    return arena_printf(a, "%s%s", title.family->key, text_if(title.nearest, "~"));
}

static void finds(const json *row)
{
    const char *role = json_get_text(row, "role", ""), *family = json_get_text(row, "family", "-");
    fresh();
    const char *got = family_of(role);
    if (!text_equal(got, family))
        found_wrong(arena_printf(a, "%s: “%s”, wanted “%s”", role, got, family));
}

static void test_odd_titles_find_their_family(void **state)
{
    (void)state;
    each_row(odd, 555, known, finds);
}

static json *plan_with(const char *role, const char *weak)
{
    json *in = json_new_object(a), *facts = json_new_object(a);
    json_put_int(a, facts, "minutes", 25);
    json_put_int(a, facts, "capacity", 1);
    json_put_text(a, facts, "weak", weak);
    json_put_text(a, facts, "motivation", "worn out but I need this");
    json_put_text(a, facts, "interview_date", "2026-12-12");
    json_put_text(a, in, "today", "2026-11-21");
    json_put_text(a, in, "role", role);
    json_put_text(a, in, "raw_context", arena_printf(a, "%s. worn out but I need this", weak));
    json_put(a, in, "facts", facts);
    return answer("suggest_plan", in); /* which holds it to its contract */
}

static json *plan_for(const char *role)
{
    return plan_with(role, "nerves, talking about money");
}

static bool has_topic_of(const json *plan, const char *family)
{
    const json *topics = json_get(plan, "plan_topics");
    const size_t n = strlen(family);
    for (size_t i = 0; i < json_len(topics); i++)
        if (strncmp(json_get_text(json_at(topics, i), "key", ""), family, n) == 0)
            return true;
    return false;
}

static void plans(const json *row)
{
    const char *role = json_get_text(row, "role", ""), *family = json_get_text(row, "family", "-");
    fresh();
    const json *plan = plan_for(role);
    const char *why = json_get_text(json_get(plan, "plan_overview"), "rationale", "");
    if (text_equal(family, "") && (!has_topic_of(plan, "general/") || !has_topic_of(plan, "behavioural/")))
        found_wrong(arena_printf(a, "%s: no general plan: %s", role, json_write(a, plan)));
    if (text_equal(family, "") && !strstr(why, "no curated plan"))
        found_wrong(arena_printf(a, "%s is not told that nothing fits: %s", role, why));
    const size_t n = strcspn(family, "~");
    const bool nearest = family[n] != 0;
    family = arena_text(a, family, n);
    if (nearest && (!strstr(why, "no curated plan") || !strstr(why, "the nearest I have is")))
        found_wrong(arena_printf(a, "%s is not told what is nearest: %s", role, why));
    if (*family && *family != '?' &&
        (!has_topic_of(plan, family) || (!nearest && strstr(why, "no curated plan"))))
        found_wrong(arena_printf(a, "%s: not of %s: %s", role, family, json_write(a, plan)));
    if (*family == '?' && !strstr(why, "can be several things"))
        found_wrong(arena_printf(a, "%s is not told of two: %s", role, why));
}

static void test_odd_titles_get_an_honest_plan(void **state)
{
    (void)state;
    each_row(odd, 555, known, plans);
}

static void test_an_endless_word_is_cut_in_the_plan(void **state)
{
    (void)state;
    char weak[600];
    memset(weak, 'x', sizeof weak - 1);
    weak[sizeof weak - 1] = 0;
    assert_false(
        has_topic_of(plan_with("shop worker", weak), "general/own-words")); /* no name, but asked about */
}

/* ---- how a title is read ---- */

static void test_what_they_go_for_counts_not_what_they_leave(void **state)
{
    (void)state;
    assert_string_equal(family_of("ex-teacher, UX researcher"), "design");
    assert_string_equal(family_of("nurse, now a maths teacher"), "teaching");
    assert_string_equal(family_of("maths teacher moving into nursing"), "nursing");
    assert_string_equal(family_of("former accountant, staff nurse"), "nursing");
    assert_string_equal(family_of("ex-teacher"), "teaching"); /* all that they said */
}

static void test_slips_of_spelling_are_read_as_meant(void **state)
{
    (void)state;
    assert_string_equal(family_of("acountant"), "finance");
    assert_string_equal(family_of("sofware enginer"), "software");
    assert_string_equal(family_of("pyhsiotherapist"), "nursing~");
    assert_string_equal(family_of("office manger"), "operations");
}

static void test_words_that_exist_are_not_taken_for_slips(void **state)
{
    (void)state;
    assert_string_equal(family_of("beekeeper"), "");      /* no bookkeeper */
    assert_string_equal(family_of("dancer"), "");         /* no danger */
    assert_string_equal(family_of("preacher"), "");       /* no teacher */
    assert_string_equal(family_of("nurd"), "");           /* too short to tell */
    assert_string_equal(family_of("lathe operator"), ""); /* nothing to do with operations */
}

static void test_the_work_counts_before_the_rank(void **state)
{
    (void)state;
    assert_string_equal(family_of("care team leader"), "nursing");
    assert_string_equal(family_of("SDR team lead"), "sales");
    assert_string_equal(family_of("supervisor"), "leadership");
    assert_string_equal(family_of("head of department"), "leadership");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_odd_titles_find_their_family),
        TEST(test_odd_titles_get_an_honest_plan),
        TEST(test_an_endless_word_is_cut_in_the_plan),
        TEST(test_what_they_go_for_counts_not_what_they_leave),
        TEST(test_slips_of_spelling_are_read_as_meant),
        TEST(test_words_that_exist_are_not_taken_for_slips),
        TEST(test_the_work_counts_before_the_rank),
    };
    return cmocka_run_group_tests(tests, read_all, free_all);
}
