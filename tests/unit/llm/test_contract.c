#include "base/buf.h"
#include "llm/contract.h"
#include "llm/fixture.h"
#include <time.h>

/* NULL: it holds. Otherwise why it does not. */
static const char *checked(const char *schema, const char *document)
{
    const char *why = NULL;
    const enum err e = contract_check(a, doc(schema), doc(document), &why);
    if (e == OK)
        return NULL;
    assert_int_equal(e, ERR_INPUT);
    assert_non_null(why);
    return why;
}

/* One word of the subset: what holds, its bad twin, and what is said of that one. */
struct pair {
    const char *schema, *good, *bad, *why;
};

static void check_pairs(const struct pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct pair *p = &pairs[i];
        const char *why = checked(p->schema, p->good);
        if (why)
            fail_msg("%s should take %s: %s", p->schema, p->good, why);
        why = checked(p->schema, p->bad);
        if (!why)
            fail_msg("%s should refuse %s", p->schema, p->bad);
        assert_string_equal(why, p->why);
    }
}

static void test_types(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"{'type':'object'}", "{}", "[]", "/: must be of type \"object\""},
        {"{'type':'array'}", "[]", "{}", "/: must be of type \"array\""},
        {"{'type':'string'}", "''", "7", "/: must be of type \"string\""},
        {"{'type':'integer'}", "7", "'7'", "/: must be of type \"integer\""},
        {"{'type':'integer'}", "-7", "7.5", "/: must be of type \"integer\""},
        {"{'type':'number'}", "7.5", "true", "/: must be of type \"number\""},
        {"{'type':'number'}", "7", "null", "/: must be of type \"number\""},
        {"{'type':'boolean'}", "false", "0", "/: must be of type \"boolean\""},
        {"{'type':'null'}", "null", "''", "/: must be of type \"null\""},
        {"{'type':['object','null']}", "null", "[]", "/: must be of type [\"object\",\"null\"]"},
        {"{'type':['object','null']}", "{}", "1", "/: must be of type [\"object\",\"null\"]"},
    };
    check_pairs(pairs, COUNT(pairs));
}

static void test_choices(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"{'enum':['new','redo']}", "'redo'", "'Redo'", "/: must be one of [\"new\",\"redo\"]"},
        {"{'enum':[1,2]}", "2", "'2'", "/: must be one of [1,2]"},
        {"{'enum':[null]}", "null", "0", "/: must be one of [null]"},
        {"{'const':'v1'}", "'v1'", "'v2'", "/: must be \"v1\""},
        {"{'const':{'a':[1]}}", "{'a':[1]}", "{'a':[1,1]}", "/: must be {\"a\":[1]}"},
        {"{'const':null}", "null", "1", "/: must be null"},
    };
    check_pairs(pairs, COUNT(pairs));
}

static void test_numbers_at_both_ends(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"{'minimum':1,'maximum':10}", "1", "0", "/: less than 1"},
        {"{'minimum':1,'maximum':10}", "10", "11", "/: more than 10"},
        {"{'minimum':-0.5}", "-0.5", "-0.6", "/: less than -0.5"},
        {"{'maximum':2.5}", "2.5", "2.6", "/: more than 2.5"},
        {"{'maximum':10}", "'more than ten'", "1e9", "/: more than 10"},
    };
    check_pairs(pairs, COUNT(pairs));
}

static void test_texts_at_both_ends(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"{'minLength':1}", "'x'", "''", "/: must not be empty"},
        {"{'minLength':3}", "'abc'", "'ab'", "/: fewer than 3 characters"},
        {"{'maxLength':3}", "'abc'", "'abcd'", "/: more than 3 characters"},
        {"{'maxWords':3}", "'one two three'", "'one two three four'", "/: more than 3 words"},
        {"{'maxWords':3}", "' one,  two -- three! '", "'one,two,three,four'", "/: more than 3 words"},
        {"{'maxWords':0}", "''", "'one'", "/: more than 0 words"},
        {"{'maxWords':2}", "'follow-up doesn’t'", "'follow up questions'", "/: more than 2 words"},
    };
    check_pairs(pairs, COUNT(pairs));
}

/* Some of them steer a terminal, and none of them is anything to read. */
static void test_no_text_has_control_characters(void **state)
{
    (void)state;
    static const char *const bad[] = {"'\\u0001'", "'a\\u001b[31m'", "'\\u0007'",
                                      "'\\u007f'", "'\\u0085'",      "'\\u009f'"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_string_equal(checked("{}", bad[i]), "/: a control character");
        assert_string_equal(checked("{'items':{'maxLength':9}}", arena_printf(a, "['x',%s]", bad[i])),
                            "/1: a control character");
    }
    assert_null(checked("{}", "'a\\tb\\nc\\r\\n\\u00a0\\u2028\\ufeff'"));
}

static void test_length_counts_characters_not_bytes(void **state)
{
    (void)state;
    assert_null(checked("{'maxLength':4}", "'Käse'"));
    assert_null(checked("{'minLength':2,'maxLength':2}", "'日本'"));
    assert_string_equal(checked("{'minLength':2}", "'日'"), "/: fewer than 2 characters");
}

static void test_lists(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"{'minItems':1}", "[0]", "[]", "/: fewer than 1 items"},
        {"{'maxItems':3}", "[1,2,3]", "[1,2,3,4]", "/: more than 3 items"},
        {"{'items':{'type':'integer'}}", "[1,2]", "[1,'2']", "/1: must be of type \"integer\""},
        {"{'items':{'type':'integer'}}", "[]", "[null]", "/0: must be of type \"integer\""},
        {"{'items':{'maxItems':1}}", "[[1],[]]", "[[1],[1],[1,2]]", "/2: more than 1 items"},
    };
    check_pairs(pairs, COUNT(pairs));
}

static void test_objects(void **state)
{
    (void)state;
    static const char one[] = "{'properties':{'a':{'type':'integer'}},'required':['a']}",
                      closed[] = "{'properties':{'a':{}},'additionalProperties':false}";
    static const struct pair pairs[] = {
        {one, "{'a':1}", "{}", "/a: is missing"},
        {one, "{'a':1,'b':2}", "{'a':'1'}", "/a: must be of type \"integer\""},
        {one, "{'b':1,'a':2}", "{'b':1,'a':null}", "/a: must be of type \"integer\""},
        {closed, "{'a':[]}", "{'a':[],'b':1}", "/b: is not expected here"},
        {closed, "{}", "{'b':null}", "/b: is not expected here"},
        {"{'additionalProperties':false}", "{}", "{'x':1}", "/x: is not expected here"},
    };
    check_pairs(pairs, COUNT(pairs));
}

/* Required means that the name is there: a null is what the type may forbid. */
static void test_a_null_member_is_there(void **state)
{
    (void)state;
    static const char schema[] =
        "{'properties':{'previous':{'type':['object','null']}},'required':['previous'],"
        "'additionalProperties':false}";
    assert_null(checked(schema, "{'previous':null}"));
    assert_string_equal(checked(schema, "{}"), "/previous: is missing");
}

static void test_the_place_is_named(void **state)
{
    (void)state;
    static const char schema[] =
        "{'type':'object','properties':{'plan_topics':{'type':'array','items':{'type':'object','properties':"
        "{'name':{'type':'string','maxWords':3}},'required':['name'],'additionalProperties':false}}}}";
    assert_string_equal(
        checked(schema, "{'plan_topics':[{'name':'a'},{'name':'b'},{'name':'one two three four'}]}"),
        "/plan_topics/2/name: more than 3 words");
    assert_string_equal(checked(schema, "{'plan_topics':[{'name':'a'},{}]}"),
                        "/plan_topics/1/name: is missing");
    assert_string_equal(checked(schema, "{'plan_topics':[{'name':'a','x':1}]}"),
                        "/plan_topics/0/x: is not expected here");
    assert_null(checked(schema, "{'plan_topics':[{'name':'one two three'}]}"));
}

/* What a model calls a member can't make the message that goes back to it long. */
static void test_an_unexpected_name_is_cut(void **state)
{
    (void)state;
    json *answer = json_new_object(a);
    char name[5001] = {0};
    memset(name, 'x', 5000);
    json_put_int(a, answer, name, 1);
    const char *why = NULL;
    assert_int_equal(contract_check(a, doc("{'additionalProperties':false}"), answer, &why), ERR_INPUT);
    assert_true(strlen(why) < 100);
}

/* A document with very many members is looked at by the schema's few names. */
static void test_many_members_take_no_time(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 4 << 20);
    buf_add(&b, "{");
    for (int i = 0; i < 100000; i++)
        buf_printf(&b, "\"m%d\":1,", i);
    buf_add(&b, "\"a\":1}");
    json *answer;
    const char *why;
    assert_int_equal(buf_status(&b), OK);
    struct arena *large = arena_new(256 << 20, false);
    assert_int_equal(json_parse(large, b.data, b.len, 4, &answer), OK);
    const clock_t began = clock();
    assert_int_equal(contract_check(a, doc("{'properties':{'a':{'type':'integer'}}}"), answer, &why), OK);
    assert_true(clock() - began < CLOCKS_PER_SEC / 2);
    arena_free(large);
}

/* ---- depth ---- */

static json *nested(int levels)
{
    json *inner = json_new_array(a);
    for (int i = 1; i < levels; i++)
        inner = json_add(a, json_new_array(a), inner);
    return inner;
}

static json *nested_schema(int levels)
{
    json *inner = doc("{'type':'array'}");
    for (int i = 1; i < levels; i++)
        inner = json_put(a, doc("{'type':'array'}"), "items", inner);
    return inner;
}

static void test_a_deep_document_is_checked_as_deep_as_its_schema_goes(void **state)
{
    (void)state;
    const char *why = NULL;
    assert_int_equal(contract_check(a, nested_schema(33), nested(33), &why), OK);
    assert_int_equal(contract_check(a, nested_schema(5), nested(200), &why), OK);
    assert_int_equal(contract_check(a, nested_schema(200), nested(5), &why), OK);
    assert_int_equal(contract_check(a, nested_schema(200), nested(200), &why), ERR_INPUT);
    assert_non_null(strstr(why, "too deep"));
}

static void test_a_schema_too_deep_is_not_known(void **state)
{
    (void)state;
    const char *why = NULL;
    assert_int_equal(contract_known(a, nested_schema(33), &why), OK);
    assert_int_equal(contract_known(a, nested_schema(34), &why), ERR_INPUT);
    assert_string_equal(why, "a schema is an object, at most 32 levels deep");
}

/* ---- which schemas are known ---- */

static void test_every_word_of_the_subset_is_known(void **state)
{
    (void)state;
    const char *why = NULL;
    const json *all = doc(
        "{'$schema':'x','$id':'x','title':'x','description':'x','type':['object','null'],"
        "'properties':{'a':{'type':'array','items':{'type':'string','minLength':0,'maxLength':9,'maxWords':3,"
        "'enum':['a'],'const':null},'minItems':0,'maxItems':9},'n':{'type':'number','minimum':-1.5,"
        "'maximum':9},'b':{'type':'boolean'}},'required':[],'additionalProperties':false}");
    if (contract_known(a, all, &why) != OK)
        fail_msg("%s", why);
}

static void test_unknown_words_are_refused_wherever_they_stand(void **state)
{
    (void)state;
    static const char *const bad[] = {"{'pattern':'^a'}", "{'properties':{'a':{'pattern':'^a'}}}",
                                      "{'items':{'items':{'pattern':'^a'}}}",
                                      "{'properties':{'a':{'items':{'properties':{'b':{'pattern':'^a'}}}}}}"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        const char *why = NULL;
        assert_int_equal(contract_known(a, doc(bad[i]), &why), ERR_INPUT);
        assert_string_equal(why, "the schema word “pattern” is not in the subset");
    }
    /* a member may be called anything */
    const char *why = NULL;
    assert_int_equal(contract_known(a, doc("{'properties':{'pattern':{'type':'string'}}}"), &why), OK);
}

/* A limit that is misspelt would hold nothing, in silence. */
static void test_words_set_to_what_they_can_not_be_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *why;
    } bad[] = {
        {"{'type':'text'}", "the schema word “type” must be a JSON type, or a list of them"},
        {"{'type':[]}", "the schema word “type” must be a JSON type, or a list of them"},
        {"{'type':['string','text']}", "the schema word “type” must be a JSON type, or a list of them"},
        {"{'maxWords':'3'}", "the schema word “maxWords” must be a whole number from 0"},
        {"{'maxLength':2.5}", "the schema word “maxLength” must be a whole number from 0"},
        {"{'minLength':-1}", "the schema word “minLength” must be a whole number from 0"},
        {"{'maxItems':null}", "the schema word “maxItems” must be a whole number from 0"},
        {"{'minItems':true}", "the schema word “minItems” must be a whole number from 0"},
        {"{'minimum':'1'}", "the schema word “minimum” must be a number"},
        {"{'maximum':null}", "the schema word “maximum” must be a number"},
        {"{'enum':[]}", "the schema word “enum” must be a list of values"},
        {"{'enum':'a'}", "the schema word “enum” must be a list of values"},
        {"{'required':'a'}", "the schema word “required” must be a list of names"},
        {"{'required':[1]}", "the schema word “required” must be a list of names"},
        {"{'properties':[]}", "the schema word “properties” must be an object"},
        {"{'items':[{}]}", "the schema word “items” must be one schema"},
        {"{'additionalProperties':true}", "the schema word “additionalProperties” must be false"},
        {"{'additionalProperties':{}}", "the schema word “additionalProperties” must be false"},
        {"{'title':1}", "the schema word “title” must be a text"},
        {"{'properties':{'a':null}}", "a schema is an object, at most 32 levels deep"},
        {"{'properties':{'a':'string'}}", "a schema is an object, at most 32 levels deep"},
        {"null", "a schema is an object, at most 32 levels deep"},
        {"[]", "a schema is an object, at most 32 levels deep"},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        const char *why = NULL;
        if (contract_known(a, doc(bad[i].schema), &why) != ERR_INPUT)
            fail_msg("taken: %s", bad[i].schema);
        assert_string_equal(why, bad[i].why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_types),
        TEST(test_choices),
        TEST(test_numbers_at_both_ends),
        TEST(test_texts_at_both_ends),
        TEST(test_no_text_has_control_characters),
        TEST(test_length_counts_characters_not_bytes),
        TEST(test_lists),
        TEST(test_objects),
        TEST(test_a_null_member_is_there),
        TEST(test_the_place_is_named),
        TEST(test_an_unexpected_name_is_cut),
        TEST(test_many_members_take_no_time),
        TEST(test_a_deep_document_is_checked_as_deep_as_its_schema_goes),
        TEST(test_a_schema_too_deep_is_not_known),
        TEST(test_every_word_of_the_subset_is_known),
        TEST(test_unknown_words_are_refused_wherever_they_stand),
        TEST(test_words_set_to_what_they_can_not_be_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
