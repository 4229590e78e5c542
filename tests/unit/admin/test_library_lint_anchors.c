#include "admin/anchor_report.h"
#include "admin/linted.h"

/* Each rule for anchors/ with its bad twin, and the report on how well anchors are told apart. */

static json *known(json *doc, const char *question_key, const char *anchor_key)
{
    return json_get(json_get(json_get(doc, question_key), "anchors"), anchor_key);
}

static json *right_checks(json *doc)
{
    return known(doc, "medication-checks", "Right checks");
}

static void unknown_question(json *doc)
{
    json_put(a, doc, "tea-break", json_copy(a, json_get(doc, "medication-checks")));
}

static void no_question(json *doc)
{
    json_drop(doc, "medication-checks");
}

static void unknown_anchor(json *doc)
{
    json *anchors = json_get(json_get(doc, "medication-checks"), "anchors"), *one = json_new_object(a),
         *right = json_new_array(a), *wrong = json_new_array(a);
    json_put_text(a, one, "next", "Say it.");
    json_put(a, one, "right", right);
    json_put(a, one, "wrong", wrong);
    json_put(a, anchors, "Tea", one);
}

static void no_anchor(json *doc)
{
    json_drop(json_get(json_get(doc, "medication-checks"), "anchors"), "Right checks");
}

static void few_right(json *doc)
{
    json *two = json_new_array(a);
    json_add_text(a, two, "The dose is held against the chart.");
    json_add_text(a, two, "The name is held against the band.");
    json_put(a, right_checks(doc), "right", two);
}

static void no_wrong(json *doc)
{
    json_put(a, right_checks(doc), "wrong", json_new_array(a));
}

static void short_sentence(json *doc)
{
    json_add_text(a, json_get(right_checks(doc), "right"), "Check the band.");
}

static void long_sentence(json *doc)
{
    json_put(a, right_checks(doc), "wrong", json_new_array(a));
    json_add_text(
        a, json_get(right_checks(doc), "wrong"),
        "one two three four five six seven eight nine ten one two three four five six seven eight nine "
        "ten one two three four five");
}

static void said_twice(json *doc)
{
    json *right = json_get(right_checks(doc), "right");
    json_add_text(a, right, json_text(json_at(right, 0), ""));
}

static void no_next(json *doc)
{
    json_drop(right_checks(doc), "next");
}

static void long_next(json *doc)
{
    json_put_text(
        a, right_checks(doc), "next",
        "one two three four five six seven eight nine ten one two three four five six seven eight nine "
        "ten one");
}

static void no_pattern(json *doc)
{
    json *patterns = json_new_array(a);
    json_add_text(a, patterns, "dose & chart / soon");
    json_put(a, right_checks(doc), "patterns", patterns);
}

static const char *story_of(json *doc)
{
    const char *key = "";
    for (size_t i = 0; i < json_members(doc); i++)
        if (json_get(json_member(doc, i, &key), "about"))
            return key;
    fail_msg("no story in the family");
    return key;
}

static void no_part(json *doc)
{
    const char *name;
    json_put_text(a, json_member(json_get(json_get(doc, story_of(doc)), "anchors"), 0, &name), "part",
                  "chorus");
}

static void little_about(json *doc)
{
    json_put(a, json_get(doc, story_of(doc)), "about", json_new_array(a));
}

static const struct twin {
    void (*change)(json *doc);
    const char *told[2];
} anchor_twins[] = {
    {unknown_question, {"anchors/nursing.json, tea-break: the library has no such question", "drop it"}},
    {no_question, {"anchors/nursing.json, medication-checks: is missing", "say how"}},
    {unknown_anchor, {"medication-checks, Tea: the question has no such anchor", "drop it"}},
    {no_anchor, {"medication-checks, Right checks: is missing", "say how"}},
    {few_right, {"has 2 right sentences", "it wants 3 to 6"}},
    {no_wrong, {"has 0 wrong sentences", "it wants 2 to 3"}},
    {short_sentence, {"a sentence has 3 words", "“Check the band.”"}},
    {long_sentence, {"a sentence has 25 words", "say it in 4 to 24"}},
    {said_twice, {"a sentence stands at nursing/medication-checks, Right checks, too", "say it otherwise"}},
    {no_next, {"Right checks: has no “next”", "say what to do"}},
    {long_next, {"“next” has 21 words", "say it in 20 at most"}},
    {no_pattern, {"the pattern “dose & chart / soon” has a /", "mend it"}},
    {no_part, {"“chorus” is no part of a story", "use one"}},
    {little_about, {"has 0 words in “about”", "it wants 20"}},
};

static void test_each_fault_of_anchors_is_told_with_its_place_and_what_to_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(anchor_twins); i++) {
        size_t faults;
        json *doc = family("nursing"), *anchors = family("anchors/nursing");
        anchor_twins[i].change(anchors);
        const char *told = told_of((const char *const[]){"nursing"}, &doc, 1, anchors, &faults),
                   *at = strstr(told, anchor_twins[i].told[0]);
        if (faults <= 3 || !at || !strstr(at, anchor_twins[i].told[1]))
            fail_msg("%zu, wanted “%s … %s”:\n%s", i, anchor_twins[i].told[0], anchor_twins[i].told[1], told);
        without_arena(state);
        with_arena(state);
    }
}

static void anchor_key_twice(json *doc)
{
    json_put_text(a, anchor(doc, 0, 0, 0), "key", json_get_text(anchor(doc, 0, 0, 1), "key", ""));
}

static void question_key_twice(json *doc)
{
    json_put_text(a, question(doc, 1, 0), "key", json_get_text(question(doc, 0, 0), "key", ""));
}

static void test_a_key_that_stands_twice_is_a_fault(void **state)
{
    (void)state;
    size_t faults;
    assert_non_null(strstr(told_after(anchor_key_twice, &faults), "two anchors have the key"));
    assert_non_null(
        strstr(told_after(question_key_twice, &faults), "has a question of this key; rename one"));
}

/* ---- how well anchors are told apart ---- */

static const char *reported(const char *folder_name, const char *family_key, enum err *e, const char **why)
{
    struct arena *life = arena_new(256 << 20, false);
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    assert_non_null(out);
    *e = anchor_report_print(life, folder_name, family_key, out, why);
    *why = arena_copy(a, *why);
    fclose(out);
    const char *told = arena_copy(a, text);
    free(text);
    arena_free(life);
    return told;
}

static void test_the_report_tells_what_fails_beneath_its_anchor(void **state)
{
    (void)state;
    const char *folder = new_folder(), *why = "";
    json *doc = family("nursing"), *anchors = family("anchors/nursing");
    json *other = known(anchors, "medication-checks", "Allergies and state"), *patterns = json_new_array(a);
    enum err e;
    const char *wrong = json_text(json_at(json_get(right_checks(anchors), "wrong"), 0), ""),
               *text = json_write(a, doc);
    json_add_text(a, patterns, "bed_number & surname");
    json_add_text(a, patterns, "allergy_box");
    json_add_text(a, patterns, "right_patient");
    json_put(a, right_checks(anchors), "patterns", patterns);
    assert_non_null(other);
    write_file(folder, "nursing.json", text, strlen(text));
    take_as_it_ships(folder, "words");
    take_as_it_ships(folder, "hears");
    take_as_it_ships(folder, "says");
    take_as_it_ships(folder, "titles");
    take_anchors(folder, (const char *const[]){"nursing"}, 1, anchors);
    const char *told = reported(folder, NULL, &e, &why);
    assert_int_equal(e, OK);
    const char *line = strstr(told, "medication-checks, Right checks: of 5 right 5 hits");
    assert_non_null(line);
    assert_non_null(strstr(line, "; patterns 3, hits 1, bad 2\n"));
    assert_non_null(
        strstr(line, arena_printf(a, "“bed_number & surname” is met by a wrong sentence: %s", wrong)));
    assert_non_null(strstr(line, "“allergy_box” is met by one of “Allergies and state”: "));
    assert_non_null(strstr(line, " anchors: of "));
}

static void test_a_report_on_no_family_is_refused(void **state)
{
    (void)state;
    const char *why = "";
    enum err e;
    reported("prompts/library", "astronomy", &e, &why);
    assert_int_equal(e, ERR_CONFIG);
    assert_non_null(strstr(why, "no such family"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_fault_of_anchors_is_told_with_its_place_and_what_to_do),
        TEST(test_a_key_that_stands_twice_is_a_fault),
        TEST(test_the_report_tells_what_fails_beneath_its_anchor),
        TEST(test_a_report_on_no_family_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
