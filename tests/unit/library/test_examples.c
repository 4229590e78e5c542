#include "base/fixture.h"
#include "library/examples.h"

/* How anchors are said: reading, finding, and what has not the shape. */

static const char bees[] =
    "{\"hive-opened\": {\"anchors\": {"
    "\"Smoke\": {\"right\": [\"I smoke them first.\", \"Smoke calms them.\"],"
    " \"wrong\": [\"Smoke kills them.\"], \"patterns\": [\"smoke & calm\"], \"next\": \"Say why.\"},"
    "\"Weather\": {\"next\": \"Say when.\"}}},"
    "\"a-swarm\": {\"about\": [\"queen\", \"box\"], \"anchors\": {\"Where\": {\"part\": \"situation\"}}}}";

static struct examples *all;
static const char *why;

static enum err read_as(const char *name, const char *text)
{
    const char *folder = new_folder();
    write_file(folder, name, text, strlen(text));
    why = "";
    return examples_read(a, folder, &all, &why);
}

static void test_an_anchor_is_read_whole(void **state)
{
    (void)state;
    assert_int_equal(read_as("bees.json", bees), OK);
    const struct example *smoke = examples_find(all, "bees/summer/hive-opened", "Smoke");
    assert_non_null(smoke);
    assert_int_equal(smoke->right_n, 2);
    assert_string_equal(smoke->right[1], "Smoke calms them.");
    assert_int_equal(smoke->wrong_n, 1);
    assert_string_equal(smoke->wrong[0], "Smoke kills them.");
    assert_int_equal(smoke->pattern_n, 1);
    assert_string_equal(smoke->pattern[0], "smoke & calm");
    assert_string_equal(smoke->next, "Say why.");
    assert_string_equal(smoke->part, "");
}

static void test_what_is_left_out_is_empty(void **state)
{
    (void)state;
    assert_int_equal(read_as("bees.json", bees), OK);
    const struct example *weather = examples_find(all, "bees/summer/hive-opened", "Weather");
    assert_non_null(weather);
    assert_int_equal(weather->right_n + weather->wrong_n + weather->pattern_n, 0);
    assert_string_equal(examples_find(all, "bees/summer/a-swarm", "Where")->part, "situation");
    assert_string_equal(examples_find(all, "bees/summer/a-swarm", "Where")->next, "");
}

static void test_a_question_is_found_by_family_and_last_part_alone(void **state)
{
    (void)state;
    assert_int_equal(read_as("bees.json", bees), OK);
    const struct question_examples *swarm = examples_question(all, "bees/spring/a-swarm");
    assert_non_null(swarm);
    assert_int_equal(swarm->about_n, 2);
    assert_string_equal(swarm->about[0], "queen");
    assert_ptr_equal(swarm, examples_question(all, "bees/summer/a-swarm"));
}

static void test_what_the_library_has_not_is_not_found(void **state)
{
    (void)state;
    static const char *const none[] = {
        "bees/summer/a-hive", "bee/summer/a-swarm", "beeses/summer/a-swarm", "a-swarm", "bees", "",
        "wasps/a/a-swarm"};
    assert_int_equal(read_as("bees.json", bees), OK);
    for (size_t i = 0; i < COUNT(none); i++)
        assert_null(examples_question(all, none[i]));
    assert_null(examples_question(all, NULL));
    assert_null(examples_find(all, "bees/summer/a-swarm", "Smoke"));
    assert_null(examples_find(all, "bees/summer/a-swarm", NULL));
}

static void test_files_are_walked(void **state)
{
    (void)state;
    const char *family = "";
    size_t n = 0;
    assert_int_equal(read_as("bees.json", bees), OK);
    assert_string_equal(examples_family(all, 0, &family, &n)[0].key, "a-swarm");
    assert_string_equal(family, "bees");
    assert_int_equal(n, 2);
    assert_null(examples_family(all, 1, &family, &n));
}

static void test_what_has_not_the_shape_is_told_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } bad[] = {
        {"[", "bees.json"},
        {"{\"q\": {}}", "bees.json: q: about"},
        {"{\"q\": {\"anchors\": []}}", "bees.json: q: about"},
        {"{\"q\": {\"about\": [\" \"], \"anchors\": {}}}", "bees.json: q: about"},
        {"{\"q\": {\"anchors\": {\"A\": {\"right\": \"no list\"}}}}", "bees.json: q: A: “right”"},
        {"{\"q\": {\"anchors\": {\"A\": {\"wrong\": [1]}}}}", "bees.json: q: A: “wrong”"},
        {"{\"q\": {\"anchors\": {\"A\": {\"patterns\": [\"\"]}}}}", "bees.json: q: A: “patterns”"},
        {"{\"q\": {\"anchors\": {\"A\": {}, \"A\": {}}}}", "bees.json"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(read_as("bees.json", bad[i].text), ERR_CONFIG);
        if (!strstr(why, bad[i].told))
            fail_msg("told “%s”, wanted %s", why, bad[i].told);
    }
}

static void test_a_folder_that_is_none_is_told(void **state)
{
    (void)state;
    assert_int_equal(examples_read(a, "/nowhere/anchors", &all, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "/nowhere/anchors"));
}

static void test_the_anchors_that_ship_are_read(void **state)
{
    (void)state;
    struct arena *big = arena_new(128 << 20, false);
    const enum err e = examples_read(big, "prompts/library/anchors", &all, &why);
    if (e != OK)
        fail_msg("%s", why);
    assert_true(examples_question(all, "nursing/patient-safety/medication-checks")->n >= 3);
    arena_free(big);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_an_anchor_is_read_whole),
        TEST(test_what_is_left_out_is_empty),
        TEST(test_a_question_is_found_by_family_and_last_part_alone),
        TEST(test_what_the_library_has_not_is_not_found),
        TEST(test_files_are_walked),
        TEST(test_what_has_not_the_shape_is_told_with_its_place),
        TEST(test_a_folder_that_is_none_is_told),
        TEST(test_the_anchors_that_ship_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
