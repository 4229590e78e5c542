#include "web/fields.h"
#include "web/fixture.h"

static const struct field inner[] = {{"name", FIELD_TEXT, .required = true, .max = 5},
                                     {"minutes", FIELD_INT, .min = 1, .max = 60},
                                     FIELDS_END};
/* A box comes last: from a form one that is not ticked is false. */
static const struct field fields[] = {
    {"text", FIELD_TEXT, .min = 2, .max = 5},
    {"raw", FIELD_RAW, .max = 5},
    {"password", FIELD_PASSWORD, .required = false},
    {"int", FIELD_INT, .min = -3, .max = 10},
    {"id", FIELD_ID, .required = false},
    {"date", FIELD_DATE, .required = false},
    {"choice", FIELD_CHOICE, .choices = "easy|hard"},
    {"object", FIELD_OBJECT, .of = inner},
    {"list", FIELD_LIST, .max = 3, .of = inner},
    {"texts", FIELD_TEXTS, .max = 3},
    {"ints", FIELD_INTS, .min = 2, .max = 4},
    {"bool", FIELD_BOOL, .required = false},
    FIELDS_END,
};

#define ID "0123ABCD-4567-489a-8bcd-ef0123456789"

static struct request *form_with(const struct field *of, const char *body)
{
    struct request *r = new_request(false);
    assert_int_equal(input_form(a, body, strlen(body), r->inputs), OK);
    fields_read(r, of, r->inputs);
    return r;
}

static struct request *json_with(const struct field *of, const char *body)
{
    struct request *r = new_request(true);
    if (input_json(a, body, strlen(body), r->inputs) != OK)
        fail_msg("not read: %s", body);
    fields_read(r, of, r->inputs);
    return r;
}

static void holds(struct request *r, const char *expected)
{
    if (r->problems_n)
        fail_msg("%s: %s", r->problems[0].field, r->problems[0].message);
    assert_string_equal(json_write(a, r->in), expected);
}

/* The one thing wrong is with that field; what is expected of the message. */
static void wrong(struct request *r, const char *field, const char *message)
{
    assert_int_equal(r->problems_n, 1);
    assert_string_equal(r->problems[0].field, field);
    assert_string_equal(r->problems[0].message, message);
}

#define F(members) "{" members "}"
#define UNTICKED "\"bool\":false"

/* ---- one kind each ---- */

static void test_text_is_trimmed_and_measured(void **state)
{
    (void)state;
    holds(form_with(fields, "text=++ab+%0A"), F("\"text\":\"ab\"," UNTICKED));
    holds(form_with(fields, "text=%C3%A4%C3%A4%C3%A4%C3%A4%C3%A4"), F("\"text\":\"äääää\"," UNTICKED));
    holds(form_with(fields, "text="), F("\"text\":\"\"," UNTICKED));
    holds(form_with(fields, "text=+++++++++"), F("\"text\":\"\"," UNTICKED));
    holds(json_with(fields, "{\"text\":\" abcde \"}"), F("\"text\":\"abcde\""));
    wrong(form_with(fields, "text=abcdef"), "text", "This is too long: 6 characters, at most 5 fit.");
    wrong(form_with(fields, "text=a"), "text", "Please use at least 2 characters.");
}

static void test_text_of_another_type_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"7", "7.5", "true", "{}", "[]", "[\"ab\"]"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_string_equal(problem_of(json_with(fields, arena_printf(a, "{\"text\":%s}", bad[i])), "text"),
                            "This must be text.");
}

static void test_raw_text_keeps_its_blanks(void **state)
{
    (void)state;
    holds(form_with(fields, "raw=+a%0D%0A+"), F("\"raw\":\" a\\n \"," UNTICKED));
    wrong(form_with(fields, "raw=+a+b++"), "raw", "This is too long: 6 characters, at most 5 fit.");
}

static void test_what_is_no_text_is_refused_and_given_back(void **state)
{
    (void)state;
    static const struct {
        const char *body, *given;
    } bad[] = {{"raw=a%00b", "a\xef\xbf\xbd"
                             "b"},
               {"raw=a%FF", "a\xef\xbf\xbd"},
               {"raw=a%0Cb", "a\xef\xbf\xbd"
                             "b"},
               {"raw=%ED%A0%80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
               {"raw=%C0%80", "\xef\xbf\xbd\xef\xbf\xbd"}};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct request *r = form_with(fields, bad[i].body);
        wrong(r, "raw", "This holds characters that can’t be kept. Please remove them.");
        assert_string_equal(request_given(r, "raw", ""), bad[i].given);
    }
}

static void test_a_password_stays_as_it_came_and_is_not_given_back(void **state)
{
    (void)state;
    struct request *r = form_with(fields, "password=+a%09+%C3%A4a%CC%88+");
    holds(r, F("\"password\":\" a\\t ää \"," UNTICKED));
    assert_string_equal(request_given(r, "password", "none"), "none");
    r = form_with(fields, "password=a%00b");
    wrong(r, "password", "This password has characters that can’t be used.");
    assert_string_equal(request_given(r, "password", "none"), "none");
    wrong(form_with(fields, "password=%FF"), "password", "This password has characters that can’t be used.");
    wrong(json_with(fields, "{\"password\":1}"), "password",
          "This password has characters that can’t be used.");
}

static void test_a_password_has_at_most_1024_bytes(void **state)
{
    (void)state;
    char longest[1026] = {0};
    memset(longest, 'p', 1024);
    assert_int_equal(form_with(fields, arena_printf(a, "password=%s", longest))->problems_n, 0);
    memset(longest, 'p', 1025);
    wrong(form_with(fields, arena_printf(a, "password=%s", longest)), "password",
          "This password is too long: at most 1,024 bytes fit.");
}

static void test_whole_numbers_at_both_ends(void **state)
{
    (void)state;
    static const char message[] = "Please give a whole number from -3 to 10.";
    holds(form_with(fields, "int=-3"), F("\"int\":-3," UNTICKED));
    holds(form_with(fields, "int=+10+"), F("\"int\":10," UNTICKED));
    holds(form_with(fields, "int="), F(UNTICKED));
    holds(form_with(fields, "int=++"), F(UNTICKED));
    holds(json_with(fields, "{\"int\":0}"), F("\"int\":0"));
    static const char *const bad[] = {"-4",  "11", "1.5", "x",    "1x",    "%2B1", "0x1",
                                      "1e1", "-",  "%2B", "5%00", "5%00x", "%FF",  "99999999999999999999",
                                      "1+2"};
    for (size_t i = 0; i < COUNT(bad); i++)
        wrong(form_with(fields, arena_printf(a, "int=%s", bad[i])), "int", message);
    static const char *const bad_json[] = {"\"5\"", "5.0", "true", "\"\""};
    for (size_t i = 0; i < COUNT(bad_json); i++)
        wrong(json_with(fields, arena_printf(a, "{\"int\":%s}", bad_json[i])), "int", message);
}

static void test_boxes_are_ticked_or_not(void **state)
{
    (void)state;
    holds(form_with(fields, "bool=1"), F("\"bool\":true"));
    holds(form_with(fields, "bool=on"), F("\"bool\":true"));
    holds(form_with(fields, "bool="), F("\"bool\":false"));
    holds(form_with(fields, ""), F("\"bool\":false"));
    holds(json_with(fields, "{\"bool\":true}"), F("\"bool\":true"));
    holds(json_with(fields, "{\"bool\":false}"), F("\"bool\":false"));
    holds(json_with(fields, "{}"), F("")); /* a program that says nothing leaves it as it is */
    static const char *const bad[] = {"bool=yes", "bool=true", "bool=0", "bool=1%00", "bool=%00"};
    for (size_t i = 0; i < COUNT(bad); i++)
        wrong(form_with(fields, bad[i]), "bool", "This must be yes or no.");
    wrong(json_with(fields, "{\"bool\":1}"), "bool", "This must be yes or no.");
    wrong(json_with(fields, "{\"bool\":\"on\"}"), "bool", "This must be yes or no.");
}

static void test_ids(void **state)
{
    (void)state;
    holds(form_with(fields, "id=" ID), F("\"id\":\"0123abcd-4567-489a-8bcd-ef0123456789\"," UNTICKED));
    holds(json_with(fields, "{\"id\":\"" ID "\"}"), F("\"id\":\"0123abcd-4567-489a-8bcd-ef0123456789\""));
    holds(form_with(fields, "id="), F(UNTICKED));
    static const char *const bad[] = {"id=0", "id=" ID "0", "id=+" ID, "id=" ID "%00",
                                      "id=0123ABCD-4567-489a-8bcd-ef012345678g"};
    for (size_t i = 0; i < COUNT(bad); i++)
        wrong(form_with(fields, bad[i]), "id", "This is not an id.");
    wrong(json_with(fields, "{\"id\":\"\"}"), "id", "This is not an id.");
    wrong(json_with(fields, "{\"id\":7}"), "id", "This is not an id.");
}

static void test_dates(void **state)
{
    (void)state;
    holds(form_with(fields, "date=2028-02-29"), F("\"date\":\"2028-02-29\"," UNTICKED));
    holds(form_with(fields, "date="), F("\"date\":\"\"," UNTICKED));
    holds(json_with(fields, "{\"date\":\"\"}"), F("\"date\":\"\""));
    static const char *const bad[] = {"date=2027-02-29",    "date=31.12.2026", "date=2026-12-3",
                                      "date=2026-12-31%00", "date=2026-13-01", "date=+2026-12-31"};
    for (size_t i = 0; i < COUNT(bad); i++)
        wrong(form_with(fields, bad[i]), "date", "Please give a date like 2026-12-31.");
    wrong(json_with(fields, "{\"date\":20261231}"), "date", "Please give a date like 2026-12-31.");
}

static void test_choices(void **state)
{
    (void)state;
    holds(form_with(fields, "choice=easy"), F("\"choice\":\"easy\"," UNTICKED));
    holds(json_with(fields, "{\"choice\":\"hard\"}"), F("\"choice\":\"hard\""));
    holds(form_with(fields, "choice="), F(UNTICKED));
    static const char *const bad[] = {"choice=eas", "choice=easyy", "choice=easy%7Chard",
                                      "choice=%7C", "choice=Easy",  "choice=easy%00"};
    for (size_t i = 0; i < COUNT(bad); i++)
        wrong(form_with(fields, bad[i]), "choice", "Please choose one of what is offered.");
    wrong(json_with(fields, "{\"choice\":\"\"}"), "choice", "Please choose one of what is offered.");
    wrong(json_with(fields, "{\"choice\":1}"), "choice", "Please choose one of what is offered.");
}

/* ---- what is missing, sent twice, or does not belong ---- */

static void test_required_ones_that_are_missing(void **state)
{
    (void)state;
    static const struct field required[] = {
        {"text", FIELD_TEXT, .required = true, .max = 5, .message = "Please choose a user name."},
        {"raw", FIELD_RAW, .required = true, .max = 5},
        {"password", FIELD_PASSWORD, .required = true},
        {"int", FIELD_INT, .required = true, .max = 5},
        {"id", FIELD_ID, .required = true},
        {"date", FIELD_DATE, .required = true},
        {"choice", FIELD_CHOICE, .required = true, .choices = "a"},
        {"object", FIELD_OBJECT, .required = true, .of = inner},
        {"list", FIELD_LIST, .required = true, .of = inner},
        {"texts", FIELD_TEXTS, .required = true},
        {"ints", FIELD_INTS, .required = true, .max = 3},
        FIELDS_END};
    static const char *const bodies[] = {
        "", "text=+&raw=%0A&password=&int=&id=&date=&choice=&object.name=+&texts.1=+&ints.1="};
    static const char *const missing[] = {"text",   "raw",         "password", "int",   "id",  "date",
                                          "choice", "object.name", "list",     "texts", "ints"};
    for (size_t b = 0; b < COUNT(bodies); b++) {
        struct request *r = form_with(required, bodies[b]);
        assert_string_equal(problem_of(r, "text"), "Please choose a user name.");
        for (size_t i = 0; i < COUNT(missing); i++)
            if (!problem_of(r, missing[i]) && !problem_of(r, arena_printf(a, "%s.1", missing[i])))
                fail_msg("no word on %s", missing[i]);
    }
    struct request *r =
        json_with(required, "{\"text\":null,\"raw\":null,\"password\":null,\"int\":null,\"id\":null,"
                            "\"date\":null,\"choice\":null,\"object\":null,\"list\":[],\"texts\":[],"
                            "\"ints\":null}");
    assert_int_equal(r->problems_n, COUNT(missing));
    for (size_t i = 0; i < COUNT(missing); i++)
        if (!problem_of(r, missing[i]))
            fail_msg("no word on %s", missing[i]);
}

static void test_sent_twice_is_refused(void **state)
{
    (void)state;
    wrong(form_with(fields, "text=ab&text=ab"), "text", "This was sent more than once.");
    wrong(form_with(fields, "list.1.name=a&list.1.name=b"), "list.1.name", "This was sent more than once.");
    wrong(form_with(fields, "texts.2=a&texts.2=b"), "texts.2", "This was sent more than once.");
    wrong(form_with(fields, "text=ab&text=ab&text=ab"), "text", "This was sent more than once.");
}

static void test_what_is_not_declared_is_refused(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "user_id",      "object",      "object.x", "object.name.x", "list.0.name", "list.4.name",
        "list.01.name", "list.x.name", "list.1.x", "texts",         "texts.4",     "texts.0",
        "texts.1.x",    "ints.4",      "TEXT",     "text.1",        "list"};
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct request *r = form_with(fields, arena_printf(a, "%s=1", forms[i]));
        if (!r->problems_n)
            fail_msg("taken: %s", forms[i]);
    }
    struct request *r = form_with(fields, "user_id=1");
    wrong(r, "", "The field “user_id” does not belong here.");
    static const char *const values[] = {"1", "null", "{}", "[]", "\"\"", "{\"a\":1}"};
    for (size_t i = 0; i < COUNT(values); i++) {
        r = json_with(fields, arena_printf(a, "{\"user_id\":%s}", values[i]));
        if (!problem_of(r, ""))
            fail_msg("taken: %s", values[i]);
    }
}

static void test_no_fields_take_nothing(void **state)
{
    (void)state;
    holds(form_with(NULL, ""), "{}");
    holds(json_with(NULL, "{}"), "{}");
    assert_int_equal(form_with(NULL, "a=1")->problems_n, 1);
    assert_int_equal(json_with(NULL, "{\"a\":null}")->problems_n, 1);
}

static void test_nulls_are_nothing(void **state)
{
    (void)state;
    holds(json_with(
              fields,
              "{\"text\":null,\"raw\":null,\"password\":null,\"int\":null,\"bool\":null,\"id\":null,"
              "\"date\":null,\"choice\":null,\"object\":null,\"list\":null,\"texts\":null,\"ints\":null}"),
          "{}");
    holds(json_with(fields, "{\"list\":[null],\"texts\":[null,\"a\"],\"ints\":[null,3]}"),
          "{\"list\":[],\"texts\":[\"a\"],\"ints\":[3]}");
}

/* ---- nested ---- */

static void test_objects(void **state)
{
    (void)state;
    holds(form_with(fields, "object.name=+a+&object.minutes=60"),
          F("\"object\":{\"name\":\"a\",\"minutes\":60}," UNTICKED));
    holds(json_with(fields, "{\"object\":{\"name\":\"a\"}}"), F("\"object\":{\"name\":\"a\"}"));
    wrong(form_with(fields, "object.minutes=1"), "object.name", "Please fill this in.");
    wrong(form_with(fields, "object.name=a&object.minutes=61"), "object.minutes",
          "Please give a whole number from 1 to 60.");
    wrong(json_with(fields, "{\"object\":{}}"), "object.name", "Please fill this in.");
    static const char *const bad[] = {"7", "\"\"", "[]", "[{\"name\":\"a\"}]", "true"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_string_equal(
            problem_of(json_with(fields, arena_printf(a, "{\"object\":%s}", bad[i])), "object"),
            "This must be an object.");
}

static void test_lists_close_the_gaps_of_a_form(void **state)
{
    (void)state;
    struct request *r = form_with(fields, "list.3.name=c&list.1.name=a");
    holds(r, F("\"list\":[{\"name\":\"a\"},{\"name\":\"c\"}]," UNTICKED));
    assert_string_equal(request_given(r, "list.3.name", ""), "c");
    wrong(form_with(fields, "list.1.name=a&list.3.minutes=2"), "list.3.name", "Please fill this in.");
}

static void test_lists_have_so_many_items_and_no_more(void **state)
{
    (void)state;
    holds(json_with(fields, "{\"list\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]}"),
          F("\"list\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]"));
    assert_true(
        json_with(fields, "{\"list\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"},{\"name\":\"d\"}]}")
            ->problems_n > 0);
    holds(json_with(fields, "{\"list\":[]}"), F("\"list\":[]"));
    static const char *const bad[] = {"7",   "\"\"", "{}",     "{\"1\":{\"name\":\"a\"}}",
                                      "[7]", "[[]]", "[\"a\"]"};
    for (size_t i = 0; i < COUNT(bad); i++)
        if (!json_with(fields, arena_printf(a, "{\"list\":%s}", bad[i]))->problems_n)
            fail_msg("taken: %s", bad[i]);
}

static void test_lists_of_texts(void **state)
{
    (void)state;
    holds(form_with(fields, "texts.1=+a+&texts.3=b&texts.2="), F("\"texts\":[\"a\",\"b\"]," UNTICKED));
    holds(json_with(fields, "{\"texts\":[\"a\",\"\",\"b\"]}"), F("\"texts\":[\"a\",\"b\"]"));
    assert_true(json_with(fields, "{\"texts\":[\"a\",\"b\",\"c\",\"d\"]}")->problems_n > 0);
    assert_string_equal(problem_of(json_with(fields, "{\"texts\":[\"a\",2]}"), "texts.2"),
                        "This must be text.");
    assert_string_equal(problem_of(json_with(fields, "{\"texts\":\"a\"}"), "texts"), "This must be a list.");
}

static void test_a_text_of_a_list_is_given_back(void **state)
{
    (void)state;
    char body[2010] = "texts.1=";
    memset(body + 8, 'x', 2000);
    assert_int_equal(form_with(fields, body)->problems_n, 0);
    body[2008] = 'x';
    struct request *r = form_with(fields, body);
    wrong(r, "texts.1", "This is too long: 2001 characters, at most 2000 fit.");
    assert_int_equal(strlen(request_given(r, "texts.1", "")), 2001);
}

static void test_lists_of_numbers(void **state)
{
    (void)state;
    holds(form_with(fields, "ints.1=2&ints.3=4"), F("\"ints\":[2,4]," UNTICKED));
    holds(json_with(fields, "{\"ints\":[2,3,4]}"), F("\"ints\":[2,3,4]"));
    holds(json_with(fields, "{\"ints\":[\"2\",3]}"),
          F("\"ints\":[2,3]")); /* as a form would have sent them */
    holds(json_with(fields, "{\"ints\":[]}"), F("\"ints\":[]"));
    holds(form_with(fields, "ints.1="), F("\"ints\":[]," UNTICKED));
    static const char *const bad[] = {"[1]",   "[5]",  "[2.0]", "[true]", "[\"x\"]",   "[\"\"]",
                                      "[[2]]", "[{}]", "2",     "\"2\"",  "{\"1\":2}", "[2,2,2,2]"};
    for (size_t i = 0; i < COUNT(bad); i++)
        if (!json_with(fields, arena_printf(a, "{\"ints\":%s}", bad[i]))->problems_n)
            fail_msg("taken: %s", bad[i]);
    wrong(form_with(fields, "ints.2=9"), "ints.2", "Please give a whole number from 2 to 4.");
}

/* ---- recordings ---- */

static const struct field sounds[] = {
    {"audio", FIELD_SOUND, .required = true, .max = 1, .message = "Please choose a recording first."},
    FIELDS_END};

static struct request *sound_with(const char *bytes, size_t n)
{
    struct request *r = new_request(false);
    static struct input one;
    one = (struct input){.name = "audio", .value = bytes, .n = n, .kind = INPUT_FILE};
    *r->inputs = (struct inputs){.list = &one, .n = 1};
    fields_read(r, sounds, r->inputs);
    return r;
}

static void test_a_recording_goes_where_it_is_not_shown(void **state)
{
    (void)state;
    static const char ogg[] = "OggS\0and more";
    struct request *r = sound_with(ogg, sizeof ogg - 1);
    holds(r, "{}");
    assert_string_equal(json_write(a, r->given), "{}");
    assert_ptr_equal(r->sound.bytes, ogg);
    assert_int_equal(r->sound.n, sizeof ogg - 1);
    assert_string_equal(r->sound.ending, "ogg");
    r = json_with(sounds, "{\"audio\":\"T2dnUwBhbmQgbW9yZQ==\"}");
    holds(r, "{}");
    assert_int_equal(r->sound.n, sizeof ogg - 1);
    assert_memory_equal(r->sound.bytes, ogg, r->sound.n);
}

static void test_what_is_no_recording_is_refused(void **state)
{
    (void)state;
    static char large[1025] = "OggS";
    static const char other[] = "MZ program";
    static const char *const bad[] = {"7", "\"T2dnUw\"", "\"\"", "[]", "\"TVqQAAMA\""};
    assert_int_equal(sound_with(large, 1024)->problems_n, 0);
    wrong(sound_with(large, 1025), "audio",
          "This recording is too large: 1 KiB, at most 1 fit. Say it in parts, or record it in a smaller "
          "format such as M4A or OGG.");
    wrong(sound_with(other, sizeof other - 1), "audio",
          "This is no recording that can be read here: WAV, MP3, M4A, OGG, WebM and FLAC can.");
    wrong(sound_with("", 0), "audio", "Please choose a recording first.");
    wrong(form_with(sounds, "audio=memo.m4a"), "audio", "Please choose a recording first.");
    for (size_t i = 0; i < COUNT(bad); i++) {
        const struct request *r = json_with(sounds, arena_printf(a, "{\"audio\":%s}", bad[i]));
        assert_non_null(problem_of(r, "audio"));
        assert_int_equal(r->sound.n, 0);
    }
}

static void test_a_file_that_stayed_behind_is_no_value(void **state)
{
    (void)state;
    static const struct field quiet[] = {{"audio", FIELD_UNSENT, .required = false}, FIELDS_END},
                              told[] = {{"audio", FIELD_UNSENT, .message = "Choose it again."}, FIELDS_END};
    holds(form_with(quiet, "audio=memo.m4a"), "{}");
    holds(form_with(told, "audio="), "{}");
    holds(form_with(told, ""), "{}");
    struct request *r = form_with(told, "audio=memo.m4a");
    wrong(r, "audio", "Choose it again.");
    assert_string_equal(json_write(a, r->given), "{}");
    wrong(json_with(told, "{\"audio\":\"memo.m4a\"}"), "", "The field “audio” does not belong here.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_text_is_trimmed_and_measured),
        TEST(test_text_of_another_type_is_refused),
        TEST(test_raw_text_keeps_its_blanks),
        TEST(test_what_is_no_text_is_refused_and_given_back),
        TEST(test_a_password_stays_as_it_came_and_is_not_given_back),
        TEST(test_a_password_has_at_most_1024_bytes),
        TEST(test_whole_numbers_at_both_ends),
        TEST(test_boxes_are_ticked_or_not),
        TEST(test_ids),
        TEST(test_dates),
        TEST(test_choices),
        TEST(test_required_ones_that_are_missing),
        TEST(test_sent_twice_is_refused),
        TEST(test_what_is_not_declared_is_refused),
        TEST(test_no_fields_take_nothing),
        TEST(test_nulls_are_nothing),
        TEST(test_objects),
        TEST(test_lists_close_the_gaps_of_a_form),
        TEST(test_lists_have_so_many_items_and_no_more),
        TEST(test_lists_of_texts),
        TEST(test_a_text_of_a_list_is_given_back),
        TEST(test_lists_of_numbers),
        TEST(test_a_recording_goes_where_it_is_not_shown),
        TEST(test_what_is_no_recording_is_refused),
        TEST(test_a_file_that_stayed_behind_is_no_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
