#include "base/fixture.h"
#include "base/json.h"
#include "base/rows.h"
#include "base/text.h"
#include "library/job_titles.h"
#include "library/library.h"
#include "library/title_role.h"

/* Where job titles lead: to the family that has them, to the nearest, or to a question back. */

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

static void leads(const json *row)
{
    const char *title = json_get_text(row, "title", "-"), *family = json_get_text(row, "family", "-");
    const struct library_title got = library_title_of(library, a, title);
    const char *key = got.family ? got.family->key : "";
    if (!text_equal(key, family) || got.nearest != json_get_bool(row, "nearest", false) ||
        got.asks != json_get_bool(row, "asks", false))
        found_wrong(arena_printf(a, "%s: “%s”, nearest %d, asks %d", title, key, got.nearest, got.asks));
    if (got.asks && (got.asked_n < 2 || got.asked_n > LIBRARY_ASKED))
        found_wrong(arena_printf(a, "%s asks about %zu", title, got.asked_n));
}

static void test_every_title_leads_where_it_should(void **state)
{
    (void)state;
    static const char *const known[] = {"title", "family", "nearest", "asks", NULL};
    each_row("tests/unit/library/titles.jsonl", 80, known, leads);
}

/* Every job that is said to be near a family is found there, but for those that are asked about when they
 * stand alone. */
static void test_every_job_beside_the_families_leads_to_its_nearest(void **state)
{
    (void)state;
    struct job_titles beside;
    const char *why = "";
    if (job_titles_read(a, "prompts/library/titles/titles.json", &beside, &why) != OK)
        fail_msg("%s", why);
    assert_true(beside.nearest_n >= 250);
    for (size_t i = 0; i < beside.nearest_n; i++) {
        const struct job_title *one = &beside.nearest[i];
        const struct library_title got = library_title_of(library, a, one->title);
        if (!library_find(library, one->family))
            fail_msg("%s: no family %s", one->title, one->family);
        if (job_titles_asked(&beside, one->title))
            assert_true(got.asks);
        else if (!got.nearest || !text_equal(got.family->key, one->family))
            fail_msg("%s leads to %s", one->title, got.family ? got.family->key : "nothing");
    }
}

static void test_every_bare_title_asks_about_families_that_are_there(void **state)
{
    (void)state;
    struct job_titles beside;
    const char *why = "";
    assert_int_equal(job_titles_read(a, "prompts/library/titles/titles.json", &beside, &why), OK);
    for (size_t i = 0; i < beside.asked_n; i++) {
        const struct library_title got = library_title_of(library, a, beside.asked[i].title);
        if (!got.asks || got.asked_n != beside.asked[i].n)
            fail_msg("%s asks about %zu", beside.asked[i].title, got.asked_n);
    }
}

static void test_both_englishes_are_one_spelling(void **state)
{
    (void)state;
    struct job_titles beside;
    const char *why = "";
    assert_int_equal(job_titles_read(a, "prompts/library/titles/titles.json", &beside, &why), OK);
    assert_string_equal(job_titles_spell(&beside, a, "Call Centre"),
                        job_titles_spell(&beside, a, "call center"));
    assert_string_equal(job_titles_spell(&beside, a, "Paediatric Counsellor"),
                        job_titles_spell(&beside, a, "pediatric counselor"));
    assert_string_equal(job_titles_spell(&beside, a, "Full-Stack"), "fullstack");
    assert_string_equal(job_titles_spell(&beside, a, ""), "");
}

static void test_the_singular_of_a_word(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"secretaries", "secretary"}, {"salesmen", "salesman"}, {"chefs", "chef"}, {"waitresses", "waitress"},
        {"coaches", "coach"},         {"boss", "boss"},         {"s", "s"},        {"", ""}};
    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_string_equal(title_role_singular(a, pairs[i][0]), pairs[i][1]);
}

static void test_a_file_of_another_kind_is_refused(void **state)
{
    (void)state;
    static const char *const broken[] = {"{", "{\"asks\":{\"lead\":[\"sales\"]}}", "{\"spelled\":[[\"a\"]]}",
                                         "{\"spelled\":[[\"\",\"b\"]]}"};
    const char *folder = new_folder();
    struct job_titles out;
    for (size_t i = 0; i < COUNT(broken); i++) {
        const char *why = "", *path = arena_printf(a, "%s/titles.json", folder);
        write_file(folder, "titles.json", broken[i], strlen(broken[i]));
        assert_int_equal(job_titles_read(a, path, &out, &why), ERR_CONFIG);
        assert_non_null(strstr(why, "titles.json"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_title_leads_where_it_should),
        TEST(test_every_job_beside_the_families_leads_to_its_nearest),
        TEST(test_every_bare_title_asks_about_families_that_are_there),
        TEST(test_both_englishes_are_one_spelling),
        TEST(test_the_singular_of_a_word),
        TEST(test_a_file_of_another_kind_is_refused),
    };
    return cmocka_run_group_tests(tests, read_it, free_it);
}
