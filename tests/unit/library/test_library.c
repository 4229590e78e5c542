#include "base/fixture.h"
#include "base/json.h"
#include "base/rows.h"
#include "base/text.h"
#include "library/library.h"
#include "library/prescription.h"
#include <stdlib.h>

static struct arena *life;
static struct library *library;

static int read_it(void **state)
{
    (void)state;
    const char *why = "";
    life = arena_new(256 << 20, false);
    if (library_read(life, "prompts/library", &library, &why) != OK)
        fail_msg("%s", why);
    return 0;
}

static int free_it(void **state)
{
    (void)state;
    arena_free(life);
    return 0;
}

/* ---- what it must hold ---- */

static void test_every_family_is_there(void **state)
{
    (void)state;
    static const char *const wanted[] = {
        "software", "data",       "applied-ai", "product",     "design",
        "sales",    "marketing",  "teaching",   "nursing",     "customer-service",
        "finance",  "operations", "leadership", "behavioural", "general"};
    for (size_t i = 0; i < COUNT(wanted); i++) {
        const struct library_family *f = library_find(library, wanted[i]);
        if (!f)
            fail_msg("no family %s", wanted[i]);
        assert_string_equal(f->key, wanted[i]);
        assert_true(f->topics_n >= 3);
        assert_true(f->titles_n >= 20);
    }
    assert_true(library_count(library) >= COUNT(wanted));
    assert_null(library_find(library, "astrology"));
    assert_null(library_family(library, library_count(library)));
}

static void check_question(const struct library_topic *t, const struct question *q)
{
    assert_true(text_words(q->text) <= 30);
    assert_int_equal(strncmp(q->key, t->key, strlen(t->key)), 0);
    assert_in_range(q->anchors_n, 3, 6);
    assert_in_range(q->seconds, 60, 900);
    assert_false(text_blank(q->good));
    assert_ptr_equal(library_question(library, q->key), q);
    for (size_t i = 0; i < q->anchors_n; i++) {
        assert_true(text_words(q->anchors[i].name) <= 3);
        assert_true(text_words(q->anchors[i].text) <= 50);
        assert_false(text_blank(q->anchors[i].words));
    }
}

static void test_every_topic_and_question_keeps_the_limits(void **state)
{
    (void)state;
    for (size_t f = 0; f < library_count(library); f++) {
        const struct library_family *family = library_family(library, f);
        assert_true(text_words(family->overview) <= 40);
        for (size_t i = 0; i < family->topics_n; i++) {
            const struct library_topic *t = &family->topics[i];
            struct prescription p;
            const char *why = "";
            unsigned levels = 0;
            assert_true(text_words(t->name) <= 3);
            assert_true(text_words(t->description) <= 20);
            assert_true(text_words(t->outcome) <= 15);
            assert_int_equal(prescription_parse(a, t->session, &p, &why), OK);
            assert_ptr_equal(library_topic(library, t->key), t);
            for (size_t k = 0; k < t->questions_n; k++) {
                check_question(t, &t->questions[k]);
                levels |= 1U << t->questions[k].difficulty;
            }
            assert_int_equal(levels, 1U << EASY | 1U << MEDIUM | 1U << HARD);
        }
    }
}

static void test_keys_of_nothing_are_found_nowhere(void **state)
{
    (void)state;
    assert_null(library_topic(library, "software/astrology"));
    assert_null(library_topic(library, ""));
    assert_null(library_question(library, "software/system-design/astrology"));
    assert_null(library_question(library, ""));
}

/* ---- the nearest family ---- */

static void finds_its_family(const json *row)
{
    const char *role = json_get_text(row, "role", ""), *family = json_get_text(row, "family", "");
    const struct library_family *f = library_nearest(library, a, role, "");
    if (!f || !text_equal(f->key, family))
        found_wrong(arena_printf(a, "%s: %s, wanted %s", role, f ? f->key : "nothing", family));
}

static void test_families_are_found_by_job_title(void **state)
{
    (void)state;
    static const char *const known[] = {"role", "family", NULL};
    each_row("tests/unit/library/roles.jsonl", 49, known, finds_its_family);
}

static void test_case_and_forms_of_words_do_not_matter(void **state)
{
    (void)state;
    assert_string_equal(library_nearest(library, a, "SOFTWARE ENGINEERS", "")->key, "software");
    assert_string_equal(library_nearest(library, a, "Teachers", "")->key, "teaching");
}

/* "product" and "production" have one stem, "manage" and "manager" too. */
static void test_titles_of_one_stem_are_told_apart(void **state)
{
    (void)state;
    assert_string_equal(library_nearest(library, a, "Product Manager", "")->key, "product");
    assert_string_equal(library_nearest(library, a, "production manager", "")->key, "leadership");
    assert_string_equal(library_nearest(library, a, "product managers", "")->key, "product");
}

static void test_the_story_helps_where_the_role_says_too_little(void **state)
{
    (void)state;
    const struct library_family *f = library_nearest(
        library, a, "", "I care for patients on a ward and hand over to the next shift of nurses.");
    assert_non_null(f);
    assert_string_equal(f->key, "nursing");
}

static void test_the_role_counts_before_the_story(void **state)
{
    (void)state;
    const struct library_family *f =
        library_nearest(library, a, "software engineer",
                        "I was a nurse on a ward with patients and medication for ten years.");
    assert_string_equal(f->key, "software");
}

static void test_nothing_fits_nonsense(void **state)
{
    (void)state;
    assert_null(library_nearest(library, a, "", ""));
    assert_null(library_nearest(library, a, NULL, NULL));
    assert_null(library_nearest(library, a, "xyzzy plugh", "qwertz"));
}

static void test_a_title_alone_is_known_as_such(void **state)
{
    (void)state;
    assert_string_equal(library_title_of(library, a, "senior data analyst").family->key, "data");
    assert_null(library_title_of(library, a, "beekeeper of hives").family);
    assert_null(library_title_of(library, a, "").family);
}

/* ---- files that break a limit ---- */

static const char *question_of(const char *key, const char *difficulty)
{
    return arena_printf(
        a,
        "{\"key\":\"%s\",\"question\":\"What about %s?\",\"kind\":\"explain\",\"difficulty\":\"%s\","
        "\"seconds\":120,\"good\":\"this and that\",\"mistakes\":\"neither\",\"follow_up\":\"And "
        "then?\",\"anchors\":["
        "{\"key\":\"One\",\"name\":\"One\",\"anchor\":\"one thing\",\"words\":[\"one\"]},"
        "{\"key\":\"Two\",\"name\":\"Two\",\"anchor\":\"two things\",\"words\":[\"two\"]},"
        "{\"key\":\"Three\",\"name\":\"Three\",\"anchor\":\"three things\",\"words\":[\"three\"]}]}",
        key, key, difficulty);
}

static const char *whole_file(void)
{
    return arena_printf(
        a,
        "{\"family\":\"bees\",\"name\":\"Bees\",\"version\":1,\"titles\":[\"beekeeper\"],\"words\":[\"hive\"]"
        ","
        "\"topics\":[{\"key\":\"hives\",\"name\":\"Hives\",\"description\":\"all about hives\","
        "\"outcome\":\"calm bees\",\"weight\":3,\"session\":\"3 x 4min @ mixed\",\"weak_words\":[\"hive\"],"
        "\"questions\":[%s,%s,%s]}],\"plan\":{\"overview\":\"Bees first.\",\"order\":[\"hives\"]}}",
        question_of("a", "easy"), question_of("b", "medium"), question_of("c", "hard"));
}

static enum err read_library(const char *text, struct library **l, const char **why)
{
    static const char *const shared[] = {"words", "hears", "says", "titles"};
    const char *folder = new_folder();
    write_file(folder, "bees.json", text, strlen(text));
    for (size_t i = 0; i < COUNT(shared); i++) {
        char *ours = realpath(arena_printf(a, "prompts/library/%s", shared[i]), NULL);
        assert_int_equal(symlink(ours, arena_printf(a, "%s/%s", folder, shared[i])), 0);
        free(ours);
    }
    return library_read(a, folder, l, why);
}

static enum err read_text(const char *text, const char **why)
{
    struct library *l;
    return read_library(text, &l, why);
}

/* The whole file with the first `old` replaced. */
static const char *broken(const char *old, const char *new)
{
    const char *text = whole_file(), *at = strstr(text, old);
    assert_non_null(at);
    return arena_printf(a, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

static void test_a_small_library_is_read(void **state)
{
    (void)state;
    const char *why = "";
    if (read_text(whole_file(), &why) != OK)
        fail_msg("%s", why);
}

static void test_what_breaks_a_limit_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *old, *new, *place;
    } cases[] = {
        {"\"name\":\"Hives\"", "\"name\":\"Hives of many bees\"", "bees/hives"},
        {"\"name\":\"Hives\"", "\"nome\":\"Hives\"", "bees/hives"},
        {"\"description\":\"all about hives\"",
         "\"description\":\"a b c d e f g h i j k l m n o p q r s t u\"", "bees/hives"},
        {"\"outcome\":\"calm bees\"", "\"outcome\":\"a b c d e f g h i j k l m n o p\"", "bees/hives"},
        {"\"weight\":3", "\"weight\":6", "weight"},
        {"\"weight\":3", "\"weight\":0", "weight"},
        {"3 x 4min @ mixed", "3 x 4min @ soft", "at 11, expected easy, medium, hard or mixed"},
        {"\"difficulty\":\"easy\"", "\"difficulty\":\"mixed\"", "bees/hives/a"},
        {"\"difficulty\":\"easy\"", "\"difficulty\":\"medium\"", "needs easy, medium and hard"},
        {"\"seconds\":120", "\"seconds\":59", "bees/hives/a"},
        {"\"seconds\":120", "\"seconds\":901", "bees/hives/a"},
        {"\"follow_up\":\"And then?\"", "\"follow_up\":\"\"", "follow_up is missing"},
        {"\"mistakes\":\"neither\"", "\"mistakes\":\"\"", "mistakes is missing"},
        {"\"good\":\"this and that\"", "\"good\":\" \"", "good is missing"},
        {"\"kind\":\"explain\"", "\"kind\":\"riddle\"", "bees/hives/a"},
        {"\"question\":\"What about b?\"", "\"question\":\"What about a?\"", "stands twice"},
        {"\"key\":\"b\"", "\"key\":\"a\"", "stands twice"},
        {",{\"key\":\"Three\",\"name\":\"Three\",\"anchor\":\"three things\",\"words\":[\"three\"]}", "",
         "three to six anchors"},
        {"\"words\":[\"one\"]", "\"words\":[]", "bees/hives/a"},
        {"\"name\":\"One\"", "\"name\":\"One two three four\"", "bees/hives/a"},
        {"\"key\":\"One\"", "\"key\":\"\"", "key is missing"},
        {"\"order\":[\"hives\"]", "\"order\":[]", "order"},
        {"\"order\":[\"hives\"]", "\"order\":[\"honey\"]", "honey"},
        {"\"order\":[\"hives\"]", "\"order\":[\"hives\",\"hives\"]", "order"},
        {"\"version\":1", "\"version\":1,\"version\":2", "JSON"},
        {"{\"family\"", "{\"family\",", "JSON"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *why = "";
        if (read_text(broken(cases[i].old, cases[i].new), &why) != ERR_CONFIG)
            fail_msg("taken: %s", cases[i].new);
        if (!strstr(why, cases[i].place) || !strstr(why, "bees.json"))
            fail_msg("%s: told “%s”, wanted %s", cases[i].new, why, cases[i].place);
    }
}

static void test_an_empty_or_missing_folder_is_refused(void **state)
{
    (void)state;
    struct library *l;
    const char *why = "";
    assert_int_equal(library_read(a, new_folder(), &l, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "no library"));
    assert_int_equal(library_read(a, "/nowhere/at/all", &l, &why), ERR_CONFIG);
}

static void test_a_file_that_is_not_named_by_its_family_is_refused(void **state)
{
    (void)state;
    struct library *l;
    const char *why = "", *folder = new_folder(), *text = whole_file();
    write_file(folder, "bees.json", text, strlen(text));
    write_file(folder, "wasps.json", text, strlen(text));
    assert_int_equal(library_read(a, folder, &l, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "wasps.json"));
    assert_non_null(strstr(why, "named by its family"));
}

static void test_every_score_has_a_meaning_of_its_own(void **state)
{
    (void)state;
    for (int i = 1; i <= 10; i++) {
        assert_true(strlen(library_level(library, i)) > 10);
        for (int other = 1; other < i; other++)
            assert_string_not_equal(library_level(library, i), library_level(library, other));
    }
    assert_string_equal(library_level(library, 0), "");
    assert_string_equal(library_level(library, 11), "");
}

static void test_the_usual_mistake_is_found_by_the_key(void **state)
{
    (void)state;
    const struct question *first = &library_family(library, 0)->topics[0].questions[0];
    assert_true(first->mistakes[0] != '\0');
    assert_string_equal(library_mistakes(library, first->key), first->mistakes);
    assert_true(library_mistakes(library, LIBRARY_OWN_WORDS "/plainly")[0] != '\0');
    assert_string_equal(library_mistakes(library, "software/nothing/at-all"), "");
    assert_string_equal(library_mistakes(library, ""), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_family_is_there),
        TEST(test_every_topic_and_question_keeps_the_limits),
        TEST(test_keys_of_nothing_are_found_nowhere),
        TEST(test_the_usual_mistake_is_found_by_the_key),
        TEST(test_families_are_found_by_job_title),
        TEST(test_case_and_forms_of_words_do_not_matter),
        TEST(test_titles_of_one_stem_are_told_apart),
        TEST(test_the_story_helps_where_the_role_says_too_little),
        TEST(test_the_role_counts_before_the_story),
        TEST(test_nothing_fits_nonsense),
        TEST(test_a_title_alone_is_known_as_such),
        TEST(test_every_score_has_a_meaning_of_its_own),
        TEST(test_a_small_library_is_read),
        TEST(test_what_breaks_a_limit_is_refused_with_its_place),
        TEST(test_an_empty_or_missing_folder_is_refused),
        TEST(test_a_file_that_is_not_named_by_its_family_is_refused),
    };
    return cmocka_run_group_tests(tests, read_it, free_it);
}
