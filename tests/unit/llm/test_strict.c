#include "base/fixture.h"
#include "base/text.h"
#include "llm/contract.h"
#include "llm/mode.h"
#include "llm/strict.h"

static json *read_json(const char *text)
{
    json *v = NULL;
    if (json_parse(a, text, strlen(text), 32, &v) != OK)
        fail_msg("not JSON: %s", text);
    return v;
}

static void assert_strict(const char *schema, bool all_required, const char *made)
{
    assert_string_equal(json_write(a, strict_schema(a, read_json(schema), all_required)), made);
}

static void test_bounds_become_words(void **state)
{
    (void)state;
    assert_strict("{\"type\":\"integer\",\"minimum\":1,\"maximum\":10}", true,
                  "{\"type\":\"integer\",\"description\":\"1-10\"}");
    assert_strict("{\"type\":\"number\",\"minimum\":0.5}", true,
                  "{\"type\":\"number\",\"description\":\"≥0.5\"}");
    assert_strict("{\"type\":\"integer\",\"maximum\":10}", true,
                  "{\"type\":\"integer\",\"description\":\"≤10\"}");
    assert_strict(
        "{\"type\":\"string\",\"description\":\"a name\",\"maxWords\":3,\"minLength\":1,\"maxLength\":60}",
        true, "{\"type\":\"string\",\"description\":\"a name ≤3 words\"}");
    assert_strict("{\"type\":\"string\",\"maxLength\":600}", true, "{\"type\":\"string\"}");
    assert_strict("{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":0,\"maxItems\":3}", true,
                  "{\"type\":\"array\",\"description\":\"≤3\",\"items\":{\"type\":\"string\"}}");
}

static void test_bounds_that_the_instructions_tell_are_not_told_again(void **state)
{
    (void)state;
    assert_strict(
        "{\"type\":\"array\",\"told\":true,\"maxItems\":3,\"items\":{\"type\":\"string\",\"maxWords\":3}}",
        true, "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}");
    assert_strict(
        "{\"type\":\"array\",\"maxItems\":3,\"items\":{\"type\":\"string\",\"told\":true,\"maxWords\":3}}",
        true, "{\"type\":\"array\",\"description\":\"≤3\",\"items\":{\"type\":\"string\"}}");
}

static void test_what_only_the_inside_gives_is_not_asked_for(void **state)
{
    (void)state;
    assert_strict("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},"
                  "\"b\":{\"type\":\"string\",\"inside\":true}},\"required\":[\"a\"],"
                  "\"additionalProperties\":false}",
                  true,
                  "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}},\"required\":[\"a\"],"
                  "\"additionalProperties\":false}");
}

/* A member that is asked of nobody outside may not be required of them. */
static void assert_inside_is_optional(const json *s, const char *mode)
{
    const json *properties = json_get(s, "properties"), *required = json_get(s, "required");
    for (size_t i = 0; i < json_members(properties); i++) {
        const char *name;
        const json *one = json_member(properties, i, &name);
        for (size_t k = 0; k < json_len(required); k++)
            if (json_get_bool(one, "inside", false) && text_equal(json_text(json_at(required, k), ""), name))
                fail_msg("%s: %s", mode, name);
        assert_inside_is_optional(one, mode);
    }
    if (json_get(s, "items"))
        assert_inside_is_optional(json_get(s, "items"), mode);
}

static void test_a_null_that_only_the_inside_gives_is_not_told(void **state)
{
    (void)state;
    static const char schema[] = "{\"type\":[\"integer\",\"null\"],\"minimum\":1,\"inside\":\"null\"}";
    assert_strict(schema, true, "{\"type\":\"integer\",\"description\":\"≥1\"}");
    assert_strict(schema, false, "{\"type\":\"integer\",\"description\":\"≥1\"}");
}

static void test_what_has_no_bounds_stays(void **state)
{
    (void)state;
    assert_strict("{\"type\":\"boolean\"}", true, "{\"type\":\"boolean\"}");
    assert_strict("{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}", true,
                  "{\"type\":\"string\",\"enum\":[\"a\",\"b\"]}");
}

#define OPTIONAL                                                                                             \
    "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"string\",\"enum\":" \
    "[\"x\"]},"                                                                                              \
    "\"c\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},\"required\":[\"a\"],"                      \
    "\"additionalProperties\":false}"

static void test_what_is_optional_may_be_null_where_all_is_required(void **state)
{
    (void)state;
    assert_strict(
        OPTIONAL, true,
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},"
        "\"b\":{\"type\":[\"string\",\"null\"],\"enum\":[\"x\",null]},"
        "\"c\":{\"anyOf\":[{\"type\":\"array\",\"items\":{\"type\":\"string\"}},{\"type\":\"null\"}]}},"
        "\"required\":[\"a\",\"b\",\"c\"],\"additionalProperties\":false}");
}

static void test_what_is_optional_stays_so_where_it_may(void **state)
{
    (void)state;
    assert_strict(OPTIONAL, false,
                  "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},"
                  "\"b\":{\"type\":\"string\",\"enum\":[\"x\"]},\"c\":{\"type\":\"array\",\"items\":{"
                  "\"type\":\"string\"}}},"
                  "\"required\":[\"a\"],\"additionalProperties\":false}");
}

static void test_every_object_is_closed(void **state)
{
    (void)state;
    assert_strict("{\"type\":\"object\",\"properties\":{}}", false,
                  "{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}");
}

/* What both vendors' compilers refuse must not be in there, at any depth. */
static void assert_portable(const json *s, const char *mode, bool all_required, int *optional, int *unions)
{
    static const char *const known[] = {"type",  "enum",       "const",    "description",
                                        "items", "properties", "required", "additionalProperties",
                                        "anyOf"};
    for (size_t i = 0; i < json_members(s); i++) {
        const char *word;
        bool found = false;
        json_member(s, i, &word);
        for (size_t k = 0; k < COUNT(known); k++)
            found = found || text_equal(word, known[k]);
        if (!found)
            fail_msg("%s: %s", mode, word);
    }
    const json *properties = json_get(s, "properties");
    *unions += json_kind_of(json_get(s, "type")) == JSON_ARRAY || json_get(s, "anyOf");
    if (properties) {
        assert_false(json_get_bool(s, "additionalProperties", true));
        *optional += (int)(json_members(properties) - json_len(json_get(s, "required")));
        if (all_required)
            assert_int_equal(json_members(properties), json_len(json_get(s, "required")));
    }
    for (size_t i = 0; i < json_members(properties); i++) {
        const char *name;
        assert_portable(json_member(properties, i, &name), mode, all_required, optional, unions);
    }
    for (size_t i = 0; i < json_len(json_get(s, "anyOf")); i++)
        assert_portable(json_at(json_get(s, "anyOf"), i), mode, all_required, optional, unions);
    if (json_get(s, "items"))
        assert_portable(json_get(s, "items"), mode, all_required, optional, unions);
}

static void test_every_modes_schema_is_one_both_vendors_take(void **state)
{
    (void)state;
    struct modes *modes;
    const char *why = "";
    if (mode_read_all(a, "prompts", &modes, &why) != OK)
        fail_msg("%s", why);
    static const char *const names[] = {"plan_chat",          "suggest_plan",    "suggest_plan_changes",
                                        "generate_questions", "evaluate_answer", "build_story",
                                        "reconcile_session",  "daily_review"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct mode *m = mode_find(modes, names[i]);
        assert_non_null(m);
        assert_inside_is_optional(m->schema, m->name);
        int optional = 0, unions = 0;
        assert_portable(strict_schema(a, m->schema, true), m->name, true, &optional, &unions);
        assert_true(unions <= 16);
        optional = unions = 0;
        assert_portable(strict_schema(a, m->schema, false), m->name, false, &optional, &unions);
        assert_true(optional <= 24 && unions <= 16);
    }
}

static void assert_settled(const char *document, const char *made)
{
    static const char schema[] =
        "{\"type\":\"object\",\"properties\":{\"score\":{\"type\":\"integer\"},\"level\":{\"type\":"
        "\"string\","
        "\"enum\":[\"easy\",\"hard\"]},\"why\":{\"type\":\"string\"},\"all\":{\"type\":\"array\",\"items\":{"
        "\"type\":"
        "\"string\",\"enum\":[\"easy\"]}}},\"required\":[\"score\"],\"additionalProperties\":false}";
    assert_string_equal(json_write(a, strict_settle(a, read_json(schema), read_json(document), true)), made);
}

static void test_an_optional_null_is_left_out(void **state)
{
    (void)state;
    assert_settled("{\"score\":7,\"why\":null,\"level\":null}", "{\"score\":7}");
}

static void test_a_required_null_stays_to_be_refused(void **state)
{
    (void)state;
    assert_settled("{\"score\":null}", "{\"score\":null}");
}

static void test_a_null_that_only_the_inside_gives_is_nobody_elses(void **state)
{
    (void)state;
    static const char schema[] = "{\"type\":\"object\",\"properties\":{\"score\":{\"type\":[\"integer\","
                                 "\"null\"],\"inside\":\"null\"}},\"required\":[\"score\"]}";
    const json *none = read_json("{\"score\":null}"), *seven = read_json("{\"score\":7}");
    assert_string_equal(json_write(a, strict_settle(a, read_json(schema), none, false)), "{}");
    assert_string_equal(json_write(a, strict_settle(a, read_json(schema), none, true)), "{\"score\":null}");
    assert_string_equal(json_write(a, strict_settle(a, read_json(schema), seven, false)), "{\"score\":7}");
}

static void test_capitals_of_an_enum_are_the_schemas(void **state)
{
    (void)state;
    assert_settled("{\"score\":7,\"level\":\"Hard\",\"all\":[\"EASY\"],\"why\":\"Hard\"}",
                   "{\"score\":7,\"level\":\"hard\",\"all\":[\"easy\"],\"why\":\"Hard\"}");
    assert_settled("{\"score\":7,\"level\":\"harder\"}", "{\"score\":7,\"level\":\"harder\"}");
}

static void test_a_whole_number_may_come_with_a_point(void **state)
{
    (void)state;
    assert_settled("{\"score\":7.0}", "{\"score\":7}");
    assert_settled("{\"score\":7.5}", "{\"score\":7.5}");
    assert_settled("{\"score\":1e300}", "{\"score\":1e300}");
}

static void test_what_is_not_expected_stays_to_be_refused(void **state)
{
    (void)state;
    assert_settled("{\"score\":7,\"user_id\":null}", "{\"score\":7,\"user_id\":null}");
    assert_settled("[{\"score\":7}]", "[{\"score\":7}]");
    assert_settled("\"seven\"", "\"seven\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_bounds_become_words),
        TEST(test_bounds_that_the_instructions_tell_are_not_told_again),
        TEST(test_what_only_the_inside_gives_is_not_asked_for),
        TEST(test_a_null_that_only_the_inside_gives_is_not_told),
        TEST(test_what_has_no_bounds_stays),
        TEST(test_what_is_optional_may_be_null_where_all_is_required),
        TEST(test_what_is_optional_stays_so_where_it_may),
        TEST(test_every_object_is_closed),
        TEST(test_every_modes_schema_is_one_both_vendors_take),
        TEST(test_an_optional_null_is_left_out),
        TEST(test_a_required_null_stays_to_be_refused),
        TEST(test_a_null_that_only_the_inside_gives_is_nobody_elses),
        TEST(test_capitals_of_an_enum_are_the_schemas),
        TEST(test_a_whole_number_may_come_with_a_point),
        TEST(test_what_is_not_expected_stays_to_be_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
