#include "base/fixture.h"
#include "base/json.h"
#include <math.h>

enum { DEPTH = 16 };

static json *parsed(const char *text)
{
    json *v = NULL;
    if (json_parse(a, text, strlen(text), DEPTH, &v) != OK)
        fail_msg("refused: %s", text);
    return v;
}

static bool refused(const char *bytes, size_t n)
{
    json *v = NULL;
    return json_parse(a, bytes, n, DEPTH, &v) == ERR_INPUT && v == NULL;
}

static void test_each_kind_is_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum json_kind kind;
    } known[] = {{"null", JSON_NULL},
                 {"true", JSON_BOOL},
                 {"false", JSON_BOOL},
                 {"0", JSON_INT},
                 {"-42", JSON_INT},
                 {"9223372036854775807", JSON_INT},
                 {"-9223372036854775808", JSON_INT},
                 {"1.5", JSON_REAL},
                 {"1e5", JSON_REAL},
                 {"\"\"", JSON_TEXT},
                 {"\"a \\\"b\\\" \\\\ \\n\"", JSON_TEXT},
                 {"\"http://x/y\"", JSON_TEXT},
                 {"[]", JSON_ARRAY},
                 {"[1,[],{}]", JSON_ARRAY},
                 {"{}", JSON_OBJECT},
                 {"{\"a\":{\"a\":1},\"b\":[{\"a\":null}]}", JSON_OBJECT}};
    for (size_t i = 0; i < COUNT(known); i++) {
        json *v = parsed(known[i].text);
        assert_int_equal(json_kind_of(v), known[i].kind);
        assert_string_equal(json_write(a, v), known[i].text);
    }
}

static void test_blanks_around_are_allowed(void **state)
{
    (void)state;
    assert_string_equal(json_write(a, parsed(" \r\n\t{ \"a\" : [ 1 , 2 ] } \n")), "{\"a\":[1,2]}");
    assert_int_equal(json_int(parsed(" 7 "), 0), 7);
}

static void test_what_is_not_json_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",          " ",    "nul",        "True",   "'a'",         "{'a':1}",
        "{a:1}",     "[1,]", "{\"a\":1,}", "[1 2]",  "{\"a\" 1}",   "[",
        "{\"a\":",   "\"a",  "// x\n1",    "/*x*/1", "1 /*x*/",     "\xef\xbb\xbf{}",
        "1 2",       "{}{}", "{}x",        "[1]]",   "\"a\"\"b\"",  "\"\\x41\"",
        "\"\\u12\"", "\"\\", ",",          ":",      "{\"a\":1:2}", "[1:2]",
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        if (!refused(bad[i], strlen(bad[i])))
            fail_msg("taken: %s", bad[i]);
}

static void test_numbers_are_held_to_the_standard(void **state)
{
    (void)state;
    static const char *const bad[] = {"01",
                                      "-01",
                                      "1.",
                                      "[1.]",
                                      ".5",
                                      "+1",
                                      "-",
                                      "1.5E",
                                      "1e+",
                                      "0x10",
                                      "1-2",
                                      "[1.e5]",
                                      "NaN",
                                      "[NaN]",
                                      "Infinity",
                                      "-Infinity",
                                      "1e999",
                                      "-1e999",
                                      "9223372036854775808",
                                      "-9223372036854775809",
                                      "[99999999999999999999]"};
    static const char *const good[] = {"-0", "0.5", "-0.25e-3", "1E5", "[1,2.5,-3]", "{\"a\":1}"};
    for (size_t i = 0; i < COUNT(bad); i++)
        if (!refused(bad[i], strlen(bad[i])))
            fail_msg("taken: %s", bad[i]);
    for (size_t i = 0; i < COUNT(good); i++)
        parsed(good[i]);
}

static void test_half_of_a_pair_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"\"\\ud800\"",        "\"\\udc00\"",        "\"\\udfff x\"",
                                      "\"\\udc00\\ud800\"", "\"\\ud800\\ud800\"", "\"\\ud83d \\ude00\"",
                                      "\"\\ud83d\\n\"",     "{\"\\udbff\":1}",    "\"\\ud83d\\u00e9\""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!refused(bad[i], strlen(bad[i])))
            fail_msg("taken: %s", bad[i]);
    assert_string_equal(json_text(parsed("\"\\ud83d\\ude00\\uD83D\\uDE00\\ue000\""), NULL), "😀😀\uE000");
    assert_string_equal(json_text(parsed("\"\\\\ud800\""), NULL), "\\ud800");
}

static void test_nul_and_control_characters_are_refused(void **state)
{
    (void)state;
    assert_true(refused("\"a\\u0000b\"", 10));
    assert_true(refused("{\"a\\u0000b\":1}", 14));
    assert_true(refused("\"a\0b\"", 5));
    assert_true(refused("1\0", 2));
    assert_true(refused("\"a\nb\"", 5));
    assert_true(refused("\"a\tb\"", 5));
    assert_string_equal(json_text(parsed("\"a\\nb\\t\\\\u0000\""), NULL), "a\nb\t\\u0000");
}

static void test_bad_utf8_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"",
                                      "\"\xc3\"", "{\"\xff\":1}", "\"\xf4\x90\x80\x80\""};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_true(refused(bad[i], strlen(bad[i])));
    assert_string_equal(json_text(parsed("\"é😀 \\u00e9 \\ud83d\\ude00\""), NULL), "é😀 é 😀");
}

/* The first and the last character of each length, in a value and in a key, beside quotes and backslashes. */
static void test_what_is_not_ascii_comes_through_as_it_is(void **state)
{
    (void)state;
    static const char all[] =
        "\xc2\x80 \xdf\xbf \xe0\xa0\x80 \xef\xbf\xbd \xf0\x90\x80\x80 \xf4\x8f\xbf\xbf “Off the record…”";
    const json *doc = parsed(arena_printf(a, "{\"%s\": \"\\\"%s\\\\\"}", all, all));
    assert_string_equal(json_get_text(doc, all, ""), arena_printf(a, "\"%s\\", all));
    assert_true(refused("\"\\é\"", 5)); /* no escape of JSON's */
    assert_true(refused("é", 2));
    assert_true(refused("[1,é]", 6));
}

static void test_equal_keys_are_refused_at_any_level(void **state)
{
    (void)state;
    static const char *const bad[] = {"{\"a\":1,\"a\":1}", "[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]",
                                      "{\"a\":1,\"\\u0061\":2}"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_true(refused(bad[i], strlen(bad[i])));
    parsed("{\"a\":{\"a\":{\"a\":\":\"}},\"b:\":\"{\\\"a\\\":1}\"}");
}

static char *nested(size_t levels)
{
    char *text = arena_alloc(a, 2 * levels + 1);
    memset(text, '[', levels);
    memset(text + levels, ']', levels);
    return text;
}

static void test_depth_is_limited(void **state)
{
    (void)state;
    json *v;
    assert_int_equal(json_parse(a, nested(DEPTH), 2 * DEPTH, DEPTH, &v), OK);
    assert_int_equal(json_parse(a, nested(DEPTH + 1), 2 * DEPTH + 2, DEPTH, &v), ERR_INPUT);
    assert_int_equal(json_parse(a, nested(100000), 200000, DEPTH, &v), ERR_INPUT);
    assert_int_equal(json_parse(a, "[1]", 3, 2, &v), OK);
    assert_int_equal(json_parse(a, "[1]", 3, 1, &v), ERR_INPUT);
    assert_int_equal(json_parse(a, "1", 1, 1, &v), OK);
}

static void test_only_the_bytes_given_are_read(void **state)
{
    (void)state;
    json *v;
    char *exact = malloc(3); /* so that a sanitizer sees one byte too many */
    memcpy(exact, "123", 3);
    const enum err e = json_parse(a, exact, 3, DEPTH, &v);
    free(exact);
    assert_int_equal(e, OK);
    assert_int_equal(json_int(v, 0), 123);
    assert_int_equal(json_parse(a, "[1]xyz", 3, DEPTH, &v), OK);
}

/* From memory that ends where the text does. */
static enum err parse_exactly(const char *text, size_t n)
{
    json *v;
    char *exact = malloc(n);
    memcpy(exact, text, n);
    const enum err e = json_parse(a, exact, n, DEPTH, &v);
    free(exact);
    return e;
}

static void test_a_text_that_is_cut_off_anywhere_is_refused(void **state)
{
    (void)state;
    static const char *const whole[] = {"{\"k\\u00e9é\":[1.5e-3,true,\"\\ud83d\\ude00\\n\",null,-12,false]}",
                                        "\"a \\\" \\\\ \\ud83d\\ude00\"", "[[],{},\"\"]"};
    for (size_t i = 0; i < COUNT(whole); i++) {
        for (size_t n = 1; n < strlen(whole[i]); n++)
            if (parse_exactly(whole[i], n) != ERR_INPUT)
                fail_msg("taken: %.*s", (int)n, whole[i]);
        assert_int_equal(parse_exactly(whole[i], strlen(whole[i])), OK);
    }
}

static void test_numbers_and_words_may_stand_alone(void **state)
{
    (void)state;
    static const char *const good[] = {"true", "false", "null", "0", "-12", "1.5e3", " 7", "7 \n", "\tnull "};
    static const char *const bad[] = {"tru", "truer", "nan", "-", "1e", "1.", "7 8", "7,", "null null", "t"};
    for (size_t i = 0; i < COUNT(good); i++)
        assert_int_equal(parse_exactly(good[i], strlen(good[i])), OK);
    for (size_t i = 0; i < COUNT(bad); i++)
        if (parse_exactly(bad[i], strlen(bad[i])) != ERR_INPUT)
            fail_msg("taken: %s", bad[i]);
}

static void test_made_values_are_written(void **state)
{
    (void)state;
    json *o = json_new_object(a), *list = json_new_array(a);
    json_put_text(a, o, "name", "Ada / \"Lady\"");
    json_put_int(a, o, "n", -5);
    json_put_bool(a, o, "yes", true);
    json_put_real(a, o, "half", 0.5);
    json_put_text(a, o, "none", NULL);
    json_put(a, o, "list", json_add_text(a, json_add(a, list, json_new_int(a, 1)), "x"));
    assert_string_equal(json_write(a, o),
                        "{\"name\":\"Ada / \\\"Lady\\\"\",\"n\":-5,\"yes\":true,\"half\":0.5,"
                        "\"none\":null,\"list\":[1,\"x\"]}");
    assert_string_equal(json_write(a, NULL), "null");
    assert_true(strchr(json_write_pretty(a, o), '\n') != NULL);
    assert_true(json_equal(parsed(json_write_pretty(a, o)), o));
}

static void test_reals_have_no_more_digits_than_needed(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } known[] = {{0.1, "0.1"},      {1, "1.0"}, {-3, "-3.0"}, {7.25, "7.25"}, {1.0 / 3, "0.3333333333333333"},
                 {1e300, "1e+300"}, {0, "0.0"}};
    for (size_t i = 0; i < COUNT(known); i++) {
        const char *text = json_write(a, json_new_real(a, known[i].value));
        assert_string_equal(text, known[i].text);
        json *back = parsed(text);
        assert_int_equal(json_kind_of(back), JSON_REAL);
        assert_true(json_real(back, -1) == known[i].value);
    }
}

static void test_what_json_has_no_number_for_is_null(void **state)
{
    (void)state;
    json *o = json_put_real(a, json_put_real(a, json_new_object(a), "x", NAN), "y", -INFINITY);
    assert_string_equal(json_write(a, o), "{\"x\":null,\"y\":null}");
}

static void test_put_replaces_and_drop_removes(void **state)
{
    (void)state;
    json *o = json_put_int(a, json_new_object(a), "a", 1);
    json_put_int(a, o, "a", 2);
    assert_string_equal(json_write(a, o), "{\"a\":2}");
    json_drop(o, "a");
    json_drop(o, "not there");
    assert_string_equal(json_write(a, o), "{}");
}

static void test_one_value_may_stand_in_several_places(void **state)
{
    (void)state;
    json *shared = json_put_int(a, json_new_object(a), "n", 1), *o = json_new_object(a),
         *list = json_new_array(a);
    json_put(a, o, "x", shared);
    json_put(a, o, "y", shared);
    json_add(a, list, shared);
    json_add(a, list, o);
    json_put(a, o, "part of another", json_get(parsed("{\"deep\":[1,2]}"), "deep"));
    json_drop(o, "x");
    assert_string_equal(json_write(a, list), "[{\"n\":1},{\"y\":{\"n\":1},\"part of another\":[1,2]}]");
}

static void test_typed_get(void **state)
{
    (void)state;
    json *o = parsed("{\"t\":\"x\",\"i\":7,\"r\":1.5,\"b\":true,\"n\":null,\"l\":[1]}");
    assert_string_equal(json_get_text(o, "t", "?"), "x");
    assert_int_equal(json_get_int(o, "i", -1), 7);
    assert_float_equal(json_get_real(o, "r", -1), 1.5, 0);
    assert_float_equal(json_get_real(o, "i", -1), 7, 0);
    assert_true(json_get_bool(o, "b", false));
    assert_int_equal(json_len(json_get(o, "l")), 1);
}

static void test_another_kind_or_nothing_gives_the_fallback(void **state)
{
    (void)state;
    json *o = parsed("{\"t\":\"7\",\"i\":7,\"r\":1.5,\"n\":null}");
    assert_string_equal(json_get_text(o, "i", "?"), "?");
    assert_string_equal(json_get_text(o, "n", "?"), "?");
    assert_null(json_get_text(o, "none", NULL));
    assert_int_equal(json_get_int(o, "t", -1), -1);
    assert_int_equal(json_get_int(o, "r", -1), -1);
    assert_float_equal(json_get_real(o, "t", -1), -1, 0);
    assert_true(json_get_bool(o, "i", true));
    assert_null(json_get(NULL, "t"));
    assert_null(json_get(json_get(o, "i"), "t"));
    assert_int_equal(json_get_int(NULL, "i", -1), -1);
    assert_int_equal(json_len(o), 0);
    assert_int_equal(json_len(NULL), 0);
    assert_null(json_at(o, 0));
    assert_null(json_at(parsed("[1]"), 1));
    assert_int_equal(json_kind_of(NULL), JSON_NULL);
}

static void test_a_null_member_is_there_and_a_missing_one_is_not(void **state)
{
    (void)state;
    const json *o = parsed("{\"null\":null,\"none\":{}}");
    assert_true(json_has(o, "null") && !json_get(o, "null"));
    assert_true(json_has(o, "none"));
    assert_false(json_has(o, "other"));
    assert_false(json_has(parsed("[\"null\"]"), "null"));
    assert_false(json_has(NULL, "null"));
}

static void test_only_true_is_true(void **state)
{
    (void)state;
    static const char *const others[] = {"false", "null", "1", "\"true\"", "[true]", "{}"};
    assert_true(json_is_true(parsed("true")));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(json_is_true(parsed(others[i])));
}

static void test_members_come_in_order(void **state)
{
    (void)state;
    json *o = parsed("{\"z\":1,\"a\":2,\"m\":3}");
    const char *const keys[] = {"z", "a", "m"}, *key;
    assert_int_equal(json_members(o), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(json_int(json_member(o, i, &key), 0), i + 1);
        assert_string_equal(key, keys[i]);
    }
    assert_null(json_member(o, 3, &key));
    assert_null(key);
    assert_int_equal(json_members(parsed("[1]")), 0);
}

static void test_copy_is_equal_and_apart(void **state)
{
    (void)state;
    json *o = parsed("{\"a\":[1,2.5,{\"b\":\"x\"}],\"n\":null}");
    json_put_real(a, o, "made", 0.1);
    struct arena *other = arena_new(1 << 20, false);
    json *copy = json_copy(other, o);
    assert_true(json_equal(copy, o));
    json_put_int(other, json_at(json_get(copy, "a"), 2), "c", 1);
    assert_false(json_equal(copy, o));
    assert_string_equal(json_write(a, o), "{\"a\":[1,2.5,{\"b\":\"x\"}],\"n\":null,\"made\":0.1}");
    assert_null(json_copy(other, NULL));
    arena_free(other);
}

static void test_lines_and_arrays_of_texts_turn_into_each_other(void **state)
{
    (void)state;
    assert_string_equal(json_to_lines(a, parsed("[\"right dose\",\"\",\"time\"]")), "right dose\n\ntime");
    assert_string_equal(json_write(a, json_from_lines(a, "right dose\n\ntime")),
                        "[\"right dose\",\"\",\"time\"]");
    assert_string_equal(json_to_lines(a, parsed("[\"one\",2]")), "one\n");
    assert_string_equal(json_write(a, json_from_lines(a, "one\n")), "[\"one\"]");
}

static void test_no_lines_are_no_array(void **state)
{
    (void)state;
    assert_null(json_from_lines(a, NULL));
    assert_null(json_from_lines(a, ""));
    assert_null(json_to_lines(a, NULL));
    assert_null(json_to_lines(a, parsed("[]")));
    assert_null(json_to_lines(a, parsed("{\"a\":1}")));
}

static void test_equality(void **state)
{
    (void)state;
    assert_true(json_equal(parsed("{\"a\":1,\"b\":[2]}"), parsed("{\"b\":[2],\"a\":1}")));
    assert_false(json_equal(parsed("[1,2]"), parsed("[2,1]")));
    assert_false(json_equal(parsed("\"1\""), parsed("1")));
    assert_true(json_equal(NULL, NULL));
    assert_false(json_equal(parsed("{}"), NULL));
}

static void test_what_was_written_here_is_read_again(void **state)
{
    (void)state;
    static const char *const known[] = {"null",
                                        "true",
                                        "[]",
                                        "{}",
                                        "-9223372036854775808",
                                        "1e5",
                                        "[1,[2.5,{\"a\":null}],\"x\"]",
                                        "\"\"",
                                        "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u001f é😀\"",
                                        "{\"a\":{\"b\":[]},\"c\":false}"};
    json *v;
    for (size_t i = 0; i < COUNT(known); i++) {
        assert_int_equal(json_parse_own(a, known[i], &v), OK);
        assert_string_equal(json_write(a, v), known[i]);
    }
    assert_int_equal(json_parse_own(a, " { \"k\" : [ \"\\u00e9\\ud83d\\ude00\" ] } ", &v), OK);
    assert_string_equal(json_write(a, v), "{\"k\":[\"é😀\"]}");
}

static void test_of_equal_keys_of_our_own_the_last_counts(void **state)
{
    (void)state;
    json *v;
    assert_int_equal(json_parse_own(a, "{\"a\":1,\"a\":2}", &v), OK);
    assert_int_equal(json_get_int(v, "a", 0), 2);
}

static void test_what_we_can_not_have_written_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      " ",
                                      "nul",
                                      "[1,]",
                                      "{\"a\":}",
                                      "{\"a\" 1}",
                                      "{a:1}",
                                      "[1 2]",
                                      "\"a",
                                      "\"\\x\"",
                                      "\"\\u12\"",
                                      "\"\\u0000\"",
                                      "\"\\ud83d\"",
                                      "[",
                                      "{",
                                      "{\"a\"",
                                      "1 2",
                                      "-",
                                      "1.2.3",
                                      "1e999",
                                      "--1",
                                      "\"\\",
                                      "99999999999999999999"};
    json *v;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (json_parse_own(a, bad[i], &v) != ERR_INPUT || v)
            fail_msg("taken: %s", bad[i]);
    assert_int_equal(json_parse_own(a, nested(32), &v), OK);
    assert_int_equal(json_parse_own(a, nested(33), &v), ERR_INPUT);
    assert_int_equal(json_parse_own(a, nested(100000), &v), ERR_INPUT);
}

static void work_until_out_of_memory(size_t ceiling)
{
    static const char text[] = "{\"a\":[1,2,3],\"b\":{\"c\":\"text\"}}";
    struct arena *small = arena_new(ceiling, false);
    jmp_buf place;
    arena_on_failure(small, &place);
    if (setjmp(place) == 0) {
        json *o = json_new_object(small);
        for (;;) {
            json *v = NULL;
            assert_int_equal(json_parse(small, text, sizeof text - 1, DEPTH, &v), OK);
            assert_int_equal(json_parse_own(small, text, &v), OK);
            json_put(small, o, json_write(small, v), json_copy(small, v));
            json_put_real(small, o, "x", 0.5);
        }
    }
    arena_free(small); /* the leak checker has the last word */
}

static void test_running_out_in_the_middle_leaks_nothing(void **state)
{
    (void)state;
    for (size_t ceiling = 128; ceiling < 4000; ceiling += 16)
        work_until_out_of_memory(ceiling);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_kind_is_read_and_written),
        TEST(test_blanks_around_are_allowed),
        TEST(test_what_is_not_json_is_refused),
        TEST(test_numbers_are_held_to_the_standard),
        TEST(test_half_of_a_pair_is_refused),
        TEST(test_nul_and_control_characters_are_refused),
        TEST(test_bad_utf8_is_refused),
        TEST(test_what_is_not_ascii_comes_through_as_it_is),
        TEST(test_equal_keys_are_refused_at_any_level),
        TEST(test_depth_is_limited),
        TEST(test_only_the_bytes_given_are_read),
        TEST(test_a_text_that_is_cut_off_anywhere_is_refused),
        TEST(test_numbers_and_words_may_stand_alone),
        TEST(test_made_values_are_written),
        TEST(test_reals_have_no_more_digits_than_needed),
        TEST(test_what_json_has_no_number_for_is_null),
        TEST(test_put_replaces_and_drop_removes),
        TEST(test_one_value_may_stand_in_several_places),
        TEST(test_typed_get),
        TEST(test_another_kind_or_nothing_gives_the_fallback),
        TEST(test_a_null_member_is_there_and_a_missing_one_is_not),
        TEST(test_only_true_is_true),
        TEST(test_members_come_in_order),
        TEST(test_copy_is_equal_and_apart),
        TEST(test_lines_and_arrays_of_texts_turn_into_each_other),
        TEST(test_no_lines_are_no_array),
        TEST(test_equality),
        TEST(test_what_was_written_here_is_read_again),
        TEST(test_of_equal_keys_of_our_own_the_last_counts),
        TEST(test_what_we_can_not_have_written_is_refused),
        TEST(test_running_out_in_the_middle_leaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
