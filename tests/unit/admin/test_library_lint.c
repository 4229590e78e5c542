#include "admin/library_lint_measure.h"
#include "admin/linted.h"

/* Each rule of `library check` with its bad twin: one family of the library that ships, with one thing in it
 * changed. */

static const char hard[] = "Organisational interdependencies necessitate comprehensive methodological "
                           "prioritisation.",
                  rare[] = "Pips, wimples, quoits, gudgeons, skeps and the spile.";

/* ---- the twins ---- */

static void none(json *doc)
{
    (void)doc;
}

static void near_double(json *doc)
{
    const char *text = json_get_text(question(doc, 0, 0), "question", "");
    json_put_text(a, question(doc, 1, 0), "question", arena_printf(a, "Well now: %s", text));
}

static void same_double(json *doc)
{
    json_put_text(a, question(doc, 2, 1), "question", json_get_text(question(doc, 0, 1), "question", ""));
}

static void anchors_taken_over(json *doc)
{
    json_put(a, question(doc, 1, 0), "anchors", json_copy(a, json_get(question(doc, 0, 0), "anchors")));
}

static void one_anchor_copied(json *doc)
{
    json_put_text(a, anchor(doc, 1, 2, 0), "anchor", json_get_text(anchor(doc, 0, 3, 1), "anchor", ""));
}

static void anchor_named_twice(json *doc)
{
    json_put_text(a, anchor(doc, 0, 0, 0), "name", json_get_text(anchor(doc, 0, 0, 1), "name", ""));
}

static void hard_question(json *doc)
{
    json_put_text(a, question(doc, 0, 0), "question", hard);
}

static void hard_good(json *doc)
{
    json_put_text(a, question(doc, 0, 0), "good", hard);
}

static void hard_follow_up(json *doc)
{
    json_put_text(a, question(doc, 0, 0), "follow_up", hard);
}

static void hard_anchor(json *doc)
{
    json_put_text(a, anchor(doc, 0, 0, 0), "anchor", hard);
}

static void hard_description(json *doc)
{
    json_put_text(a, topic(doc, 0), "description", hard);
}

static void hard_outcome(json *doc)
{
    json_put_text(a, topic(doc, 0), "outcome", hard);
}

static void hard_overview(json *doc)
{
    json_put_text(a, json_get(doc, "plan"), "overview", hard);
}

static void rare_question(json *doc)
{
    json_put_text(a, question(doc, 0, 0), "question", rare);
}

static void hard_family(json *doc)
{
    for (size_t t = 0; t < json_len(json_get(doc, "topics")); t++)
        for (size_t i = 0; question(doc, t, i); i++)
            json_put_text(a, question(doc, t, i), "good",
                          "Prioritising interdependent organisational responsibilities, conscientiously.");
}

/* The first of the topic that is hard becomes of another level. */
static void one_level_thin(json *doc)
{
    for (size_t i = 0; question(doc, 0, i); i++)
        if (strcmp(json_get_text(question(doc, 0, i), "difficulty", ""), "hard") == 0) {
            json_put_text(a, question(doc, 0, i), "difficulty", "medium");
            return;
        }
}

static void few_questions(json *doc)
{
    json *left = json_new_array(a), *all = json_get(topic(doc, 0), "questions");
    for (size_t i = json_len(all) - 4; i < json_len(all); i++)
        json_add(a, left, json_copy(a, json_at(all, i)));
    static const char *const levels[] = {"easy", "medium", "hard", "hard"};
    for (size_t i = 0; i < 4; i++)
        json_put_text(a, json_at(left, i), "difficulty", levels[i]);
    json_put(a, topic(doc, 0), "questions", left);
}

static void no_time_for_hard(json *doc)
{
    for (size_t i = 0; question(doc, 0, i); i++)
        if (strcmp(json_get_text(question(doc, 0, i), "difficulty", ""), "hard") == 0)
            json_put_int(a, question(doc, 0, i), "seconds", 60);
}

static void session_too_long(json *doc)
{
    json_put_text(a, topic(doc, 0), "session", "2 x 12min @ mixed");
}

static void one_kind(json *doc)
{
    for (size_t t = 0; t < json_len(json_get(doc, "topics")); t++)
        for (size_t i = 0; question(doc, t, i); i++)
            json_put_text(a, question(doc, t, i), "kind", "explain");
}

static void title_twice(json *doc)
{
    json_add_text(a, json_get(doc, "titles"), "Staff Nurse");
}

static void no_titles(json *doc)
{
    json_put(a, doc, "titles", json_new_array(a));
}

static void senior_first(json *doc)
{
    json *levels = json_get(json_get(doc, "plan"), "levels"),
         *entry = json_copy(a, json_get(levels, "entry"));
    json_put(a, levels, "entry", json_copy(a, json_get(levels, "senior")));
    json_put(a, levels, "senior", entry);
}

static void no_senior(json *doc)
{
    json_drop(json_get(json_get(doc, "plan"), "levels"), "senior");
}

static void never_harder(json *doc)
{
    for (size_t t = 0; t < json_len(json_get(doc, "topics")); t++)
        json_put_text(a, topic(doc, t), "session", "3 x 4min @ medium");
}

static const struct twin {
    void (*change)(json *doc);
    const char *told[2];
} twins[] = {
    {near_double, {"nearly the words of nursing/", "ask something else"}},
    {same_double, {"nearly the words of nursing/", "drop one"}},
    {anchors_taken_over, {"nearly the anchors of nursing/", "of its own"}},
    {one_anchor_copied, {"stands at nursing/", "say it for this question"}},
    {anchor_named_twice, {"two anchors have the name", "rename one"}},
    {hard_question, {"the question reads at grade", "use shorter words"}},
    {hard_good, {"what good answers mention reads at grade", "use shorter words"}},
    {hard_follow_up, {"the follow-up reads at grade", "use shorter words"}},
    {hard_anchor, {"an anchor reads at grade", "use shorter words"}},
    {hard_description, {"the description reads at grade", "use shorter words"}},
    {hard_outcome, {"the outcome reads at grade", "use shorter words"}},
    {hard_overview, {"the overview reads at grade", "use shorter words"}},
    {rare_question, {"rare words in a hundred", "say it plainly"}},
    {hard_family, {"FAULT nursing.json: reads at grade", "use shorter words"}},
    {one_level_thin, {"has only 1 hard", "it wants 2"}},
    {few_questions, {"has 4 questions", "write 4 more"}},
    {no_time_for_hard, {"gives hard questions less time", "look at their seconds"}},
    {session_too_long, {"its session gives a question 720 s", "change one"}},
    {one_kind, {"no topic has questions of 3 kinds", "vary them"}},
    {title_twice, {"the title “Staff Nurse” stands twice", "drop one"}},
    {no_titles, {"has no titles", "nobody finds it"}},
    {senior_first, {"is for senior posts and stands before", "for first jobs"}},
    {no_senior, {"and 0 for senior ones", "2 of each"}},
    {never_harder, {"is no harder at its end", "a plan for “nurse”"}},
};

static void test_the_library_that_ships_has_no_fault(void **state)
{
    (void)state;
    struct arena *life = arena_new(256 << 20, false);
    size_t faults;
    const char *told = checked(life, "prompts/library", &faults);
    arena_free(life);
    if (faults)
        fail_msg("%s", told);
    assert_non_null(strstr(told, "all within their limits"));
}

static void test_a_family_alone_is_only_too_little(void **state)
{
    (void)state;
    size_t faults;
    const char *told = told_after(none, &faults);
    assert_int_equal(faults, 3);
    assert_non_null(strstr(told, "FAULT the library has 1 families; it wants 12 at least"));
    assert_non_null(strstr(told, "topics; it wants 60 at least"));
    assert_non_null(strstr(told, "questions; it wants 600 at least"));
}

static void test_each_fault_is_told_with_its_place_and_what_to_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(twins); i++) {
        size_t faults;
        const char *told = told_after(twins[i].change, &faults), *at = strstr(told, twins[i].told[0]);
        if (faults <= 3 || !at || !strstr(at, twins[i].told[1]))
            fail_msg("%zu, wanted “%s … %s”:\n%s", i, twins[i].told[0], twins[i].told[1], told);
        assert_non_null(strstr(told, "FAULT nursing.json"));
        without_arena(state);
        with_arena(state);
    }
}

static void test_a_file_that_breaks_a_limit_is_one_fault(void **state)
{
    (void)state;
    json *doc = family("nursing");
    size_t faults;
    json_put_int(a, question(doc, 0, 0), "seconds", 5);
    const char *told = told_of((const char *const[]){"nursing"}, &doc, 1, NULL, &faults);
    assert_int_equal(faults, 1);
    assert_non_null(strstr(told, "FAULT library, nursing.json"));
    assert_non_null(strstr(told, "seconds go from 60 to 900"));
}

/* ---- titles of several families ---- */

static const char *const three[] = {"finance", "nursing", "sales"};

static const char *told_with_title(const char *title, size_t homes)
{
    json *docs[3];
    size_t faults;
    for (size_t i = 0; i < 3; i++) {
        docs[i] = family(three[i]);
        if (i < homes)
            json_add_text(a, json_get(docs[i], "titles"), title);
    }
    return told_of(three, docs, 3, NULL, &faults);
}

static void test_a_title_may_stand_in_two_files(void **state)
{
    (void)state;
    assert_null(strstr(told_with_title("zookeeper", 1), "zookeeper"));
    assert_null(strstr(told_with_title("zookeeper", 2), "zookeeper"));
}

static void test_a_title_in_three_files_is_a_fault(void **state)
{
    (void)state;
    assert_non_null(strstr(told_with_title("zookeeper", 3), "“zookeeper” stands in 3 files"));
}

static void test_a_title_that_leads_elsewhere_is_a_fault(void **state)
{
    (void)state;
    assert_non_null(strstr(told_with_title("staff nurse", 1), "FAULT finance.json: the title “staff nurse”"));
}

/* ---- measures ---- */

static struct lexicon *words_of(void)
{
    struct lexicon *x;
    const char *why = "";
    if (lexicon_read(a, "prompts/library/words/words.txt", &x, &why) != OK)
        fail_msg("%s", why);
    return x;
}

static void test_grades_grow_with_words_and_sentences(void **state)
{
    (void)state;
    assert_float_equal(library_lint_grade("The cat sat on the mat."), -1.45F, 1e-6F);
    assert_true(library_lint_grade("The cat sat. The mat lay.") <
                library_lint_grade("The cat sat, the mat lay."));
    assert_true(library_lint_grade(hard) > 20);
    assert_float_equal(library_lint_grade(""), 0, 0);
    assert_float_equal(library_lint_grade("1, 2!"), 0, 0);
}

static void test_rare_words_are_counted(void **state)
{
    (void)state;
    const struct lexicon *x = words_of();
    size_t n;
    assert_float_equal(library_lint_rare(x, a, "How do you help a patient who fell?", &n), 0, 0);
    assert_int_equal(n, 8);
    assert_true(library_lint_rare(x, a, rare, &n) > 0.5);
    assert_float_equal(library_lint_rare(x, a, "2024 and 1999", &n), 0, 0);
    assert_float_equal(library_lint_rare(x, a, "", &n), 0, 0);
    assert_int_equal(n, 0);
}

static double alike(const char *x, const char *y)
{
    const struct lexicon *l = words_of();
    struct phrases *all;
    const char *why = "";
    if (phrases_read(a, "prompts/library/hears", &all, &why) != OK)
        fail_msg("%s", why);
    const struct library_lint_gist p = library_lint_gist(l, all, a, x), q = library_lint_gist(l, all, a, y);
    return library_lint_likeness(&p, &q);
}

static void test_alike_is_what_has_the_same_rare_words(void **state)
{
    (void)state;
    assert_float_equal(alike("How do you keep bees calm?", "Keeping bees calm: how?"), 1, 1e-6F);
    assert_float_equal(alike("How are bees kept calm?", "Which budget did you overspend?"), 0, 0);
    assert_true(alike("A very good day with bees", "Bees on a wet roof") >
                alike("A very good day with bees", "A very good rest from work"));
    assert_float_equal(alike("", ""), 0, 0);
    assert_float_equal(alike("Tell me about it.", "What was it for?"), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_library_that_ships_has_no_fault),
        TEST(test_a_family_alone_is_only_too_little),
        TEST(test_each_fault_is_told_with_its_place_and_what_to_do),
        TEST(test_a_file_that_breaks_a_limit_is_one_fault),
        TEST(test_a_title_may_stand_in_two_files),
        TEST(test_a_title_in_three_files_is_a_fault),
        TEST(test_a_title_that_leads_elsewhere_is_a_fault),
        TEST(test_grades_grow_with_words_and_sentences),
        TEST(test_rare_words_are_counted),
        TEST(test_alike_is_what_has_the_same_rare_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
