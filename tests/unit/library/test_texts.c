#include "base/fixture.h"
#include "base/text.h"
#include "library/phrases.h"
#include "library/sentences.h"
#include "library/texts.h"

/* Texts that are data: read by a table, refused where they do not fit it. */

static const struct text_row table[] = {{"tea", "hot", ""}, {"tea", "cold", ""}, {"cake", "sweet", ""}};

static enum err take(const struct texts *t, const json *value, size_t i, void *into)
{
    const char **out = into;
    out[i] = arena_copy(t->arena, json_text(value, ""));
    return *out[i] ? OK : texts_wrong(t, i, "is missing");
}

static const char *took[3], *why;

static enum err read_two(const char *tea, const char *cake)
{
    const char *folder = new_folder();
    if (tea)
        write_file(folder, "tea.json", tea, strlen(tea));
    if (cake)
        write_file(folder, "cake.json", cake, strlen(cake));
    const struct texts t = {
        .arena = a, .folder = folder, .why = &why, .table = table, .table_n = 3, .take = take};
    why = "";
    return texts_read(&t, took);
}

static void test_every_row_is_read(void **state)
{
    (void)state;
    assert_int_equal(
        read_two("{\"about\":\"tea\",\"hot\":\"hot tea\",\"cold\":\"iced tea\"}", "{\"sweet\":\"cake\"}"),
        OK);
    assert_string_equal(took[0], "hot tea");
    assert_string_equal(took[1], "iced tea");
    assert_string_equal(took[2], "cake");
}

static void test_what_does_not_fit_the_table_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *tea, *cake, *place;
    } cases[] = {
        {"{\"hot\":\"x\",\"cold\":\"y\"}", NULL, "cake.json"},
        {"{\"hot\":\"x\",\"cold\":\"y\"}", "[]]", "cake.json"},
        {"{\"hot\":\"x\"}", "{\"sweet\":\"z\"}", "tea.json, cold"},
        {"{\"hot\":\"x\",\"cold\":\"y\",\"warm\":\"w\"}", "{\"sweet\":\"z\"}", "tea.json, warm"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(read_two(cases[i].tea, cases[i].cake), ERR_CONFIG);
        if (!strstr(why, cases[i].place))
            fail_msg("told “%s”, wanted %s", why, cases[i].place);
    }
}

static void test_the_phrases_that_ship_are_read(void **state)
{
    (void)state;
    struct phrases *all;
    if (phrases_read(a, "prompts/library/hears", &all, &why) != OK)
        fail_msg("%s", why);
    for (size_t i = 0; i < PHRASE_LISTS; i++) {
        size_t n = 0, notes = 0;
        while (phrases_list(all, (enum phrase_list)i)[n])
            n++;
        while (phrases_notes(all, (enum phrase_list)i)[notes])
            notes++;
        assert_true(n > 0);
        assert_int_equal(n, notes);
    }
}

/* Notes that are read as numbers: one that is none would be heard as 0. */
static void test_notes_that_count_are_numbers(void **state)
{
    (void)state;
    static const enum phrase_list counting[] = {
        HEAR_CALENDAR_MONTHS, HEAR_CALENDAR_AHEAD, HEAR_CALENDAR_WEEKDAYS, HEAR_CALENDAR_SPANS,
        HEAR_NUMBER_ORDINALS, HEAR_DAYS_DAYS,      HEAR_NUMBER_VALUES,     HEAR_NUMBER_TIMES,
        HEAR_TIME_PARTS,      HEAR_TIME_UNITS};
    struct phrases *all;
    if (phrases_read(a, "prompts/library/hears", &all, &why) != OK)
        fail_msg("%s", why);
    for (size_t i = 0; i < sizeof counting / sizeof *counting; i++)
        for (size_t k = 0; phrases_list(all, counting[i])[k]; k++) {
            const char *note = phrases_notes(all, counting[i])[k];
            if (!*note || note[strspn(note, "0123456789")])
                fail_msg("“%s”: “%s” is no number", phrases_list(all, counting[i])[k], note);
        }
}

static void test_the_sentences_that_ship_are_read(void **state)
{
    (void)state;
    struct sentences *all;
    if (sentences_read(a, "prompts/library/says", &all, &why) != OK)
        fail_msg("%s", why);
    for (size_t i = 0; i < SENTENCES_MOST; i++)
        assert_false(*sentences_text(all, (enum sentence)i) == '\0');
}

/* The folder that ships, with one replacement in chat.json. */
static const char *broken(const char *kind, const char *old, const char *new)
{
    const char *folder = new_folder();
    char command[400];
    snprintf(command, sizeof command, "cp prompts/library/%s/*.json %s && sed -i 's/%s/%s/' %s/chat.json",
             kind, folder, old, new, folder);
    assert_int_equal(system(command), 0);
    return folder;
}

static void test_a_hole_that_nothing_fills_is_refused(void **state)
{
    (void)state;
    struct sentences *all;
    assert_int_equal(
        sentences_read(a, broken("says", "\"enough\": \"", "\"enough\": \"{{nonsense}} "), &all, &why),
        ERR_CONFIG);
    assert_non_null(strstr(why, "nothing is there for {{nonsense}}"));
    assert_int_equal(sentences_read(a, broken("says", "\"enough\"", "\"enuogh\""), &all, &why), ERR_CONFIG);
}

static void test_a_list_that_is_none_is_refused(void **state)
{
    (void)state;
    struct phrases *all;
    assert_int_equal(
        phrases_read(a, broken("hears", "\"nothing\": \\[[^]]*\\]", "\"nothing\": []"), &all, &why),
        ERR_CONFIG);
    assert_non_null(strstr(why, "chat.json, nothing"));
    assert_int_equal(phrases_read(a, broken("hears", "\"none\"", "[\"none\"]"), &all, &why), ERR_CONFIG);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_row_is_read),
        TEST(test_what_does_not_fit_the_table_is_refused_with_its_place),
        TEST(test_the_phrases_that_ship_are_read),
        TEST(test_notes_that_count_are_numbers),
        TEST(test_the_sentences_that_ship_are_read),
        TEST(test_a_hole_that_nothing_fills_is_refused),
        TEST(test_a_list_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
