#include "base/fixture.h"
#include "web/input.h"

static struct inputs in;

/* ---- what came in, as one text: name=value|name=value, with the kind's letter for what is not of a form
 * ---- */

static const char *told(void)
{
    static const char letters[] = {
        [INPUT_FORM] = 0,   [INPUT_TEXT] = 't',   [INPUT_INT] = 'i',  [INPUT_REAL] = 'r', [INPUT_BOOL] = 'b',
        [INPUT_NULL] = 'n', [INPUT_OBJECT] = 'o', [INPUT_LIST] = 'l', [INPUT_FILE] = 'f'};
    struct buf b = buf_new(a, 1 << 20);
    for (size_t i = 0; i < in.n; i++) {
        const char letter = letters[in.list[i].kind];
        if (in.list[i].kind != INPUT_FILE)
            assert_int_equal(in.list[i].value[in.list[i].n], '\0');
        buf_printf(&b, "%s%s=", i ? "|" : "", in.list[i].name);
        if (letter)
            buf_printf(&b, "%c:", letter);
        buf_add_bytes(&b, in.list[i].value, in.list[i].n);
    }
    assert_int_equal(buf_status(&b), OK);
    return b.data;
}

static enum err form_of(const char *body, size_t n)
{
    in = (struct inputs){0};
    return input_form(a, body, n, &in);
}

static void form_gives(const char *body, const char *expected)
{
    if (form_of(body, strlen(body)) != OK)
        fail_msg("refused: %s", body);
    assert_string_equal(told(), expected);
}

static void form_refused(const char *body)
{
    if (form_of(body, strlen(body)) != ERR_INPUT)
        fail_msg("taken: %s", body);
}

/* ---- forms ---- */

static void test_a_form_is_names_and_values(void **state)
{
    (void)state;
    form_gives("", "");
    form_gives("a=1&b=two", "a=1|b=two");
    form_gives("plan_topics.1.name=Sales&plan_topics.2.name=",
               "plan_topics.1.name=Sales|plan_topics.2.name=");
    form_gives("a=1=2&b", "a=1=2|b=");
    form_gives("&&a=1&", "a=1");
    form_gives("a=1&a=2", "a=1|a=2"); /* fields.c has a word on that */
}

static void test_escapes_are_read(void **state)
{
    (void)state;
    form_gives("a=one+two%20three%2b%2B&%61=x", "a=one two three++|a=x");
    form_gives("a=K%C3%A4se%0D%0A%26%3D", "a=Käse\r\n&=");
    form_gives("a=%25%32%35", "a=%25"); /* once, not twice */
}

static void test_broken_escapes_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"a=%",   "a=%4",  "a=%g1", "a=%1g", "a=x%",         "a=%%41",  "a=% 1",
                                      "a=%-1", "a=%+1", "%=x",   "%4=x",  "b=1&a=%2&c=1", "a=%u0041"};
    for (size_t i = 0; i < COUNT(bad); i++)
        form_refused(bad[i]);
}

static void test_names_are_plain(void **state)
{
    (void)state;
    static const char *const bad[] = {"=1",         "a%00b=1", "a+b=1",  "a%20=1", "%C3%A4=1",
                                      "\xc3\xa4=1", "a%0A=1",  "a%7F=1", "%09=1",  "a\n=1"};
    for (size_t i = 0; i < COUNT(bad); i++)
        form_refused(bad[i]);
    char longest[104] = {0};
    memset(longest, 'n', 100);
    form_gives(longest, arena_printf(a, "%s=", longest));
    memset(longest, 'n', 101);
    form_refused(longest);
}

static void test_a_nul_stays_in_the_value_with_its_length(void **state)
{
    (void)state;
    assert_int_equal(form_of("a=x%00y", 7), OK);
    assert_int_equal(in.list[0].n, 3);
    assert_memory_equal(in.list[0].value, "x\0y", 4);
    assert_int_equal(form_of("a=x\0y", 5), OK);
    assert_int_equal(in.list[0].n, 3);
}

static void test_only_the_bytes_given_are_read(void **state)
{
    (void)state;
    assert_int_equal(form_of("a=1&b=2", 3), OK);
    assert_string_equal(told(), "a=1");
    assert_int_equal(form_of("a=%41", 4), ERR_INPUT);
}

static const char *many(size_t n, const char *one)
{
    struct buf b = buf_new(a, 1 << 20);
    for (size_t i = 0; i < n; i++)
        buf_add(&b, one);
    return b.data;
}

static void test_so_many_values_and_no_more(void **state)
{
    (void)state;
    const char *most = many(INPUT_MOST, "a=1&");
    assert_int_equal(form_of(most, strlen(most)), OK);
    assert_int_equal(in.n, INPUT_MOST);
    const char *more = many(INPUT_MOST + 1, "a=1&");
    assert_int_equal(form_of(more, strlen(more)), ERR_LIMIT);
    const char *empty = many(INPUT_MOST + 1, "&"); /* no values at all */
    assert_int_equal(form_of(empty, strlen(empty)), OK);
    assert_int_equal(in.n, 0);
}

static void test_a_name_is_found_by_its_whole_self(void **state)
{
    (void)state;
    form_gives("ab=1&a=2&a=3", "ab=1|a=2|a=3");
    assert_string_equal(input_find(&in, "a")->value, "2");
    assert_null(input_find(&in, "b"));
    assert_null(input_find(&in, ""));
}

/* ---- escaping ---- */

static void test_encoding_escapes_all_but_the_plain(void **state)
{
    (void)state;
    assert_string_equal(input_encode(a, "aZ09-._~"), "aZ09-._~");
    assert_string_equal(input_encode(a, "a b&c=d/?#%+\"<>'"), "a%20b%26c%3Dd%2F%3F%23%25%2B%22%3C%3E%27");
    assert_string_equal(input_encode(a, "ä\n"), "%C3%A4%0A");
    assert_string_equal(input_encode(a, ""), "");
}

static void test_what_is_encoded_is_decoded_the_same(void **state)
{
    (void)state;
    char all[256];
    for (int i = 1; i < 256; i++)
        all[i - 1] = (char)i;
    all[255] = '\0';
    char *back;
    size_t n;
    const char *encoded = input_encode(a, all);
    assert_int_equal(input_decode(a, encoded, strlen(encoded), &back, &n), OK);
    assert_int_equal(n, 255);
    assert_string_equal(back, all);
}

/* ---- multipart ---- */

#define PART(head, value) "--bound\r\nContent-Disposition: form-data; " head "\r\n\r\n" value "\r\n"
#define LAST "--bound--\r\n"

static enum err multipart_of(const char *type, const char *body)
{
    in = (struct inputs){0};
    return input_multipart(a, type, body, strlen(body), &in);
}

static void multipart_gives(const char *body, const char *expected)
{
    if (multipart_of("multipart/form-data; boundary=bound", body) != OK)
        fail_msg("refused: %s", body);
    assert_string_equal(told(), expected);
}

static void multipart_refused(const char *body)
{
    if (multipart_of("multipart/form-data; boundary=bound", body) != ERR_INPUT)
        fail_msg("taken: %s", body);
}

static void test_multipart_is_read(void **state)
{
    (void)state;
    multipart_gives(LAST, "");
    multipart_gives(PART("name=\"answer\"", "I said: yes") LAST, "answer=I said: yes");
    multipart_gives(PART("name=\"a\"", "") PART("name=\"b\"", "two\r\nlines\r\n") LAST,
                    "a=|b=two\r\nlines\r\n");
    multipart_gives(PART("name=\"a\"\r\nContent-Type: text/plain", "%41+b") LAST, "a=%41+b");
    multipart_gives(PART("name=\"a\"", "1") "--bound--", "a=1");
}

static void test_a_file_is_known_as_one(void **state)
{
    (void)state;
    multipart_gives(PART("name=\"sound\"; filename=\"a.ogg\"\r\nContent-Type: audio/ogg", "OggS") LAST,
                    "sound=f:OggS");
    multipart_gives(PART("name=\"sound\"; filename=\"\"", "") LAST, "sound=f:");
}

/* A recording is large: it stays where it is. */
static void test_a_file_is_not_copied(void **state)
{
    (void)state;
    const char *body = PART("name=\"sound\"; filename=\"a.ogg\"", "OggS") LAST;
    in = (struct inputs){0};
    assert_int_equal(input_multipart(a, "multipart/form-data; boundary=bound", body, strlen(body), &in), OK);
    assert_true(in.list[0].value > body && in.list[0].value < body + strlen(body));
}

static void base64_gives(const char *text, const char *expected, size_t expected_n)
{
    char *out;
    size_t n;
    assert_int_equal(input_base64(a, text, strlen(text), &out, &n), OK);
    assert_int_equal(n, expected_n);
    assert_memory_equal(out, expected, n);
}

static void test_base64_is_read(void **state)
{
    (void)state;
    base64_gives("", "", 0);
    base64_gives("Zg==", "f", 1);
    base64_gives("Zm8=", "fo", 2);
    base64_gives("Zm9v", "foo", 3);
    base64_gives("Zm9vYmFy", "foobar", 6);
    base64_gives("AP/+", "\0\xff\xfe", 3);
}

static void test_what_is_no_base64_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"Z",    "Zg",    "Zg=",  "====", "Zg==Zg==", "Z===", "Zm9-", "Zm9_",
                                      "Zm 9", "Zm9\n", "=m9v", "Z=9v", "Zm=v",     "Zh==", "Zm9="};
    char *out;
    size_t n;
    for (size_t i = 0; i < COUNT(bad); i++)
        if (input_base64(a, bad[i], strlen(bad[i]), &out, &n) != ERR_INPUT)
            fail_msg("taken: %s", bad[i]);
}

/* Only a line of its own is a border. */
static void test_the_boundary_within_a_line_is_text(void **state)
{
    (void)state;
    multipart_gives(PART("name=\"a\"", "x --bound y\n--bound") LAST, "a=x --bound y\n--bound");
    multipart_refused(PART("name=\"a\"", "x\r\n--boundary y") LAST);
}

static void test_boundaries_may_be_quoted(void **state)
{
    (void)state;
    static const char body[] =
        "--b (d)\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b (d)--\r\n";
    assert_int_equal(multipart_of("multipart/form-data; boundary=\"b (d)\"", body), OK);
    assert_string_equal(told(), "a=1");
    assert_int_equal(multipart_of("multipart/form-data; boundary=b (d)", body), ERR_INPUT);
}

static void test_a_boundary_has_1_to_70_characters(void **state)
{
    (void)state;
    char name[72] = {0};
    memset(name, 'b', 70);
    const char *type = arena_printf(a, "multipart/form-data; boundary=%s", name),
               *body = arena_printf(
                   a, "--%s\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--%s--", name, name);
    assert_int_equal(multipart_of(type, body), OK);
    memset(name, 'b', 71);
    type = arena_printf(a, "multipart/form-data; boundary=%s", name);
    body = arena_printf(a, "--%s--", name);
    assert_int_equal(multipart_of(type, body), ERR_INPUT);
    assert_int_equal(multipart_of("multipart/form-data; boundary=", "----"), ERR_INPUT);
    assert_int_equal(multipart_of("multipart/form-data", "----"), ERR_INPUT);
}

static void test_multipart_cut_short_is_refused(void **state)
{
    (void)state;
    static const char whole[] = PART("name=\"a\"", "one") PART("name=\"b\"", "two") "--bound--";
    assert_int_equal(multipart_of("multipart/form-data; boundary=bound", whole), OK);
    for (size_t n = 0; n < sizeof whole - 1; n++) {
        in = (struct inputs){0};
        if (input_multipart(a, "multipart/form-data; boundary=bound", whole, n, &in) != ERR_INPUT)
            fail_msg("taken at %zu bytes", n);
    }
}

static void test_misshapen_parts_are_refused(void **state)
{
    (void)state;
    multipart_refused("");
    multipart_refused("hello");
    multipart_refused("--bound\nContent-Disposition: form-data; name=\"a\"\n\n1\n--bound--");
    multipart_refused("--bound\r\n\r\n1\r\n--bound--");
    multipart_refused(PART("filename=\"a.txt\"", "1") LAST);
    multipart_refused(PART("name=\"\"", "1") LAST);
    multipart_refused(PART("name=\"a b\"", "1") LAST);
    multipart_refused(PART("name=\"a", "1") LAST);
    multipart_refused(PART("name=a", "1") LAST);
    multipart_refused("--bound\r\nContent-Disposition: form-data; name=\"a\"\r\n--bound--");
}

static void test_so_many_parts_and_no_more(void **state)
{
    (void)state;
    static const char type[] = "multipart/form-data; boundary=bound";
    const char *one = PART("name=\"a\"", "1");
    assert_int_equal(multipart_of(type, arena_printf(a, "%s" LAST, many(INPUT_MOST, one))), OK);
    assert_int_equal(in.n, INPUT_MOST);
    assert_int_equal(multipart_of(type, arena_printf(a, "%s" LAST, many(INPUT_MOST + 1, one))), ERR_LIMIT);
}

/* ---- JSON ---- */

static enum err json_of(const char *body)
{
    in = (struct inputs){0};
    return input_json(a, body, strlen(body), &in);
}

static void json_gives(const char *body, const char *expected)
{
    if (json_of(body) != OK)
        fail_msg("refused: %s", body);
    assert_string_equal(told(), expected);
}

static void test_json_is_laid_flat_with_its_kinds(void **state)
{
    (void)state;
    json_gives("", "");
    json_gives("{}", "");
    json_gives("{\"t\":\"x\",\"i\":-7,\"r\":0.5,\"b\":true,\"n\":null}",
               "t=t:x|i=i:-7|r=r:0.5|b=b:true|n=n:");
    json_gives("{\"plan\":{\"topics\":[{\"name\":\"A\"},{\"name\":\"B\"}]},\"take\":[1,\"2\"]}",
               "plan=o:|plan.topics=l:|plan.topics.1=o:|plan.topics.1.name=t:A|plan.topics.2=o:|"
               "plan.topics.2.name=t:B|take=l:|take.1=i:1|take.2=t:2");
    json_gives("{\"e\":{},\"l\":[],\"s\":\"\"}", "e=o:|l=l:|s=t:");
}

static void test_json_that_is_no_object_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"[]",         "7",
                                      "\"x\"",      "null",
                                      "true",       "{",
                                      "{}{}",       "{\"a\":1,\"a\":2}",
                                      "{a:1}",      "{'a':1}",
                                      " ",          "{\"a\":NaN}",
                                      "{\"a\":01}", "\xef\xbb\xbf{}"};
    for (size_t i = 0; i < COUNT(bad); i++)
        if (json_of(bad[i]) != ERR_INPUT)
            fail_msg("taken: %s", bad[i]);
}

/* "a.b" would otherwise say the same as {"a":{"b":..}}, and the second would hide the first. */
static void test_json_names_are_plain_and_without_dots(void **state)
{
    (void)state;
    static const char *const bad[] = {"{\"a.b\":1}",       "{\"\":1}",        "{\"a b\":1}", "{\"ä\":1}",
                                      "{\"x\":{\".\":1}}", "{\"\\u0000\":1}", "{\"a\\n\":1}"};
    for (size_t i = 0; i < COUNT(bad); i++)
        if (json_of(bad[i]) != ERR_INPUT)
            fail_msg("taken: %s", bad[i]);
}

static void test_json_text_is_utf8_without_nul(void **state)
{
    (void)state;
    json_gives("{\"a\":\"K\\u00e4se \xf0\x9f\x98\x80\"}", "a=t:Käse \xf0\x9f\x98\x80");
    static const char *const bad[] = {"{\"a\":\"\\u0000\"}", "{\"a\":\"\xff\"}", "{\"a\":\"\xc0\x80\"}",
                                      "{\"a\":\"\xed\xa0\x80\"}", "{\"a\":\"\n\"}"};
    for (size_t i = 0; i < COUNT(bad); i++)
        if (json_of(bad[i]) != ERR_INPUT)
            fail_msg("taken: %zu", i);
    in = (struct inputs){0};
    assert_int_equal(input_json(a, "{}\0", 3, &in), ERR_INPUT);
}

static void test_json_is_at_most_12_deep(void **state)
{
    (void)state;
    json_gives("{\"a\":[[[[[[[[[[[]]]]]]]]]]]}",
               "a=l:|a.1=l:|a.1.1=l:|a.1.1.1=l:|a.1.1.1.1=l:|a.1.1.1.1.1=l:|"
               "a.1.1.1.1.1.1=l:|a.1.1.1.1.1.1.1=l:|a.1.1.1.1.1.1.1.1=l:|"
               "a.1.1.1.1.1.1.1.1.1=l:|a.1.1.1.1.1.1.1.1.1.1=l:");
    assert_int_equal(json_of("{\"a\":[[[[[[[[[[[[]]]]]]]]]]]]}"), ERR_INPUT);
}

/* Empty ones and nulls count: nothing is so small that there may be any number of it. */
static void test_so_many_json_values_and_no_more(void **state)
{
    (void)state;
    static const char *const ones[] = {"1,", "null,", "[],", "{},", "\"\","};
    for (size_t i = 0; i < COUNT(ones); i++) {
        assert_int_equal(json_of(arena_printf(a, "{\"a\":[%s0]}", many(INPUT_MOST - 2, ones[i]))), OK);
        assert_int_equal(in.n, INPUT_MOST);
        assert_int_equal(json_of(arena_printf(a, "{\"a\":[%s0]}", many(INPUT_MOST - 1, ones[i]))), ERR_LIMIT);
    }
    struct buf b = buf_new(a, 4 << 20);
    for (int i = 0; i < 20000; i++)
        buf_printf(&b, "%s\"n%d\":null", i ? "," : "{", i);
    buf_add(&b, "}");
    assert_int_equal(json_of(b.data), ERR_LIMIT);
}

/* ---- cookies ---- */

static void test_a_cookie_is_found_by_its_name(void **state)
{
    (void)state;
    static const char header[] = "theme=dark; gr=abc; gr_pre=def;__Host-gr=x";
    assert_string_equal(input_cookie(a, header, "gr"), "abc");
    assert_string_equal(input_cookie(a, header, "gr_pre"), "def");
    assert_string_equal(input_cookie(a, header, "theme"), "dark");
    assert_string_equal(input_cookie(a, header, "__Host-gr"), "x");
    assert_null(input_cookie(a, header, "GR"));
    assert_null(input_cookie(a, header, "g"));
    assert_null(input_cookie(a, header, "pre"));
}

static void test_odd_cookie_headers_are_survived(void **state)
{
    (void)state;
    assert_null(input_cookie(a, NULL, "gr"));
    assert_null(input_cookie(a, "", "gr"));
    assert_null(input_cookie(a, "gr", "gr"));
    assert_null(input_cookie(a, "; ;;  ;", "gr"));
    assert_null(input_cookie(a, "x=gr=abc", "gr"));
    assert_string_equal(input_cookie(a, "gr=", "gr"), "");
    assert_string_equal(input_cookie(a, "gr=a=b", "gr"), "a=b");
    assert_string_equal(input_cookie(a, "gr=first; gr=second", "gr"), "first");
    assert_string_equal(input_cookie(a, ";;gr=x", "gr"), "x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_form_is_names_and_values),
        TEST(test_escapes_are_read),
        TEST(test_broken_escapes_are_refused),
        TEST(test_names_are_plain),
        TEST(test_a_nul_stays_in_the_value_with_its_length),
        TEST(test_only_the_bytes_given_are_read),
        TEST(test_so_many_values_and_no_more),
        TEST(test_a_name_is_found_by_its_whole_self),
        TEST(test_encoding_escapes_all_but_the_plain),
        TEST(test_what_is_encoded_is_decoded_the_same),
        TEST(test_multipart_is_read),
        TEST(test_a_file_is_known_as_one),
        TEST(test_a_file_is_not_copied),
        TEST(test_base64_is_read),
        TEST(test_what_is_no_base64_is_refused),
        TEST(test_the_boundary_within_a_line_is_text),
        TEST(test_boundaries_may_be_quoted),
        TEST(test_a_boundary_has_1_to_70_characters),
        TEST(test_multipart_cut_short_is_refused),
        TEST(test_misshapen_parts_are_refused),
        TEST(test_so_many_parts_and_no_more),
        TEST(test_json_is_laid_flat_with_its_kinds),
        TEST(test_json_that_is_no_object_is_refused),
        TEST(test_json_names_are_plain_and_without_dots),
        TEST(test_json_text_is_utf8_without_nul),
        TEST(test_json_is_at_most_12_deep),
        TEST(test_so_many_json_values_and_no_more),
        TEST(test_a_cookie_is_found_by_its_name),
        TEST(test_odd_cookie_headers_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
