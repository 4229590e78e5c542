#include "web/fields.h"
#include "web/fixture.h"

struct inner {
    const char *name;
    int minutes;
};
struct thing {
    const char *text, *raw, *choice, *secret;
    int number, version;
    bool ticked;
    struct id id;
    clock_day date;
    unsigned numbers;
    struct inner inner, *all;
    size_t all_n;
    const char **texts;
    size_t texts_n;
    int *ints;
    size_t ints_n;
    const char *apart; /* no field's */
};

FORM(inner, struct inner);
const struct field forms_inner[] = {FIELD(TEXT, struct inner, name, "name", .max = 9),
                                    FIELD(INT, struct inner, minutes, "minutes_a_day", .min = 1, .max = 60),
                                    FIELDS_END};
FORM(thing, struct thing);
const struct field forms_thing[] = {
    FIELD(TEXT, struct thing, text, "the_text", .label = "Text", .max = 9),
    FIELD(RAW, struct thing, raw, "raw", .label = "As it came", .max = 9),
    FIELD(CHOICE, struct thing, choice, "choice", .choices = "easy|hard"),
    FIELD(PASSWORD, struct thing, secret, "secret"),
    FIELD(INT, struct thing, number, "number", .min = -3, .max = 10),
    FIELD(INT, struct thing, version, "version", .hidden = true, .max = 100),
    FIELD(BOOL, struct thing, ticked, "ticked"),
    FIELD(ID, struct thing, id, "id"),
    FIELD(DATE, struct thing, date, "date"),
    FIELD(INTS, struct thing, numbers, "numbers", .max = 6),
    FIELD_OF(struct thing, inner, inner, "object"),
    FIELD_ALL_OF(struct thing, all, inner, "list", .max = 3),
    FIELD_ALL(TEXTS, struct thing, texts, "texts", .max = 3),
    FIELD_ALL(INTS, struct thing, ints, "ints", .min = 2, .max = 4),
    FIELD_UNREAD(UNSENT, "audio", .message = "Choose it again."),
    FIELDS_END,
};
FORM(other, struct thing);
const struct field forms_other[] = {FIELD(TEXT, struct thing, text, "the_text", .max = 9), FIELDS_END};

#define ID "0123abcd-4567-489a-8bcd-ef0123456789"

static struct request *sent_as(bool is_json, const char *body)
{
    struct request *r = new_request(is_json);
    const enum err e =
        is_json ? input_json(a, body, strlen(body), r->inputs) : input_form(a, body, strlen(body), r->inputs);
    assert_int_equal(e, OK);
    fields_read(r, forms_thing, r->inputs);
    return r;
}

static struct request *form_with(const char *body)
{
    return sent_as(false, body);
}

static struct request *json_with(const char *body)
{
    return sent_as(true, body);
}

/* ---- into the struct ---- */

static void holds_everything(const struct request *r)
{
    struct thing t = {.apart = "stays"};
    assert_int_equal(r->problems_n, 0);
    assert_true(FORM_FILL(r, thing, &t));
    assert_string_equal(t.text, "a");
    assert_string_equal(t.raw, " b ");
    assert_string_equal(t.choice, "hard");
    assert_string_equal(t.secret, " s");
    assert_int_equal(t.number, -3);
    assert_int_equal(t.version, 7);
    assert_true(t.ticked);
    assert_string_equal(id_text(a, t.id), ID);
    assert_string_equal(clock_date_text(a, t.date), "2028-02-29");
    assert_int_equal(t.numbers, 1U << 0 | 1U << 6);
    assert_string_equal(t.inner.name, "in");
    assert_int_equal(t.inner.minutes, 5);
    assert_int_equal(t.all_n, 2);
    assert_string_equal(t.all[0].name, "x");
    assert_int_equal(t.all[0].minutes, 0);
    assert_string_equal(t.all[1].name, "");
    assert_int_equal(t.all[1].minutes, 9);
    assert_int_equal(t.texts_n, 2);
    assert_string_equal(t.texts[1], "two");
    assert_int_equal(t.ints_n, 1);
    assert_int_equal(t.ints[0], 3);
    assert_string_equal(t.apart, "stays");
}

static void test_a_form_fills_its_struct(void **state)
{
    (void)state;
    holds_everything(form_with(
        "the_text=+a+&raw=+b+&choice=hard&secret=+s&number=-3&version=7&ticked=1&id=" ID
        "&date=2028-02-29&numbers.1=0&numbers.7=6&object.name=in&object.minutes_a_day=5&list.1.name=x"
        "&list.3.minutes_a_day=9&texts.1=one&texts.2=two&ints.1=3"));
}

static void test_json_fills_the_same(void **state)
{
    (void)state;
    holds_everything(
        json_with("{\"the_text\":\" a \",\"raw\":\" b \",\"choice\":\"hard\",\"secret\":\" s\",\"number\":-3,"
                  "\"version\":7,\"ticked\":true,\"id\":\"" ID "\",\"date\":\"2028-02-29\","
                  "\"numbers\":[0,6],\"object\":{\"name\":\"in\",\"minutes_a_day\":5},"
                  "\"list\":[{\"name\":\"x\"},{\"minutes_a_day\":9}],\"texts\":[\"one\",\"two\"],"
                  "\"ints\":[3]}"));
}

static struct thing full(void)
{
    static const char *texts[] = {"t"};
    static int ints[] = {4};
    static struct inner all[] = {{"i", 1}};
    return (struct thing){.text = "text",
                          .raw = "raw",
                          .choice = "easy",
                          .secret = "secret",
                          .number = 5,
                          .version = 6,
                          .ticked = true,
                          .id = {{1}},
                          .date = 100,
                          .numbers = 3,
                          .inner = {.name = "inner", .minutes = 2},
                          .all = all,
                          .all_n = 1,
                          .texts = texts,
                          .texts_n = 1,
                          .ints = ints,
                          .ints_n = 1};
}

static void is_empty(const struct thing *t)
{
    assert_string_equal(t->text, "");
    assert_string_equal(t->raw, "");
    assert_string_equal(t->choice, "");
    assert_string_equal(t->secret, "");
    assert_int_equal(t->number, 0);
    assert_int_equal(t->version, 0);
    assert_false(t->ticked);
    assert_true(id_none(t->id));
    assert_int_equal(t->date, FIELD_NO_DATE);
    assert_int_equal(t->numbers, 0);
    assert_string_equal(t->inner.name, "");
    assert_int_equal(t->inner.minutes, 0);
    assert_null(t->all);
    assert_null(t->texts);
    assert_null(t->ints);
    assert_int_equal(t->all_n + t->texts_n + t->ints_n, 0);
}

static void test_what_did_not_come_is_empty(void **state)
{
    (void)state;
    struct thing t = full(), u = full();
    assert_true(FORM_FILL(form_with(""), thing, &t));
    is_empty(&t);
    assert_true(FORM_FILL(json_with("{\"the_text\":null,\"list\":null}"), thing, &u));
    is_empty(&u);
}

static void test_another_form_fills_nothing(void **state)
{
    (void)state;
    struct request *r = form_with("the_text=other");
    struct thing t = full();
    fields_read(r, forms_other, r->inputs);
    assert_false(FORM_FILL(r, thing, &t));
    is_empty(&t);
    assert_true(FORM_FILL(r, other, &t));
    assert_string_equal(t.text, "other");
    t = full();
    assert_false(FORM_UPDATE(r, thing, &t));
    assert_string_equal(t.text, "text");
    assert_false(FORM_FILL(new_request(false), thing, &t)); /* none has come yet */
}

static void test_a_list_that_came_empty_is_there(void **state)
{
    (void)state;
    struct thing t = {0};
    FORM_FILL(json_with("{\"list\":[],\"texts\":[],\"ints\":[]}"), thing, &t);
    assert_true(t.all && t.texts && t.ints);
    assert_int_equal(t.all_n + t.texts_n + t.ints_n, 0);
}

static void test_an_update_leaves_what_did_not_come(void **state)
{
    (void)state;
    struct thing t = full();
    assert_true(FORM_UPDATE(json_with("{\"the_text\":\"new\",\"raw\":\"\",\"object\":{\"minutes_a_day\":9}}"),
                            thing, &t));
    assert_string_equal(t.text, "new");
    assert_string_equal(t.raw, "");
    assert_string_equal(t.choice, "easy");
    assert_int_equal(t.number, 5);
    assert_true(t.ticked);
    assert_string_equal(t.inner.name, "inner");
    assert_int_equal(t.inner.minutes, 9);
    assert_int_equal(t.all_n, 1);
}

static void test_same_is_what_the_boxes_say(void **state)
{
    (void)state;
    struct thing x = full(), y = full();
    x.text = "";
    y.text = NULL;
    y.version = 99; /* hidden */
    y.apart = "other";
    assert_true(FORM_SAME(thing, &x, &y));
    y.text = "other";
    assert_false(FORM_SAME(thing, &x, &y));
    y = x;
    y.number++;
    assert_false(FORM_SAME(thing, &x, &y));
    y = x;
    y.ticked = false;
    assert_false(FORM_SAME(thing, &x, &y));
    y = x;
    y.id = (struct id){{2}};
    assert_false(FORM_SAME(thing, &x, &y));
}

/* ---- shown, and given back ---- */

static void shows(const json *view, const char *name, const char *expected)
{
    if (strcmp(json_get_text(view, name, "(none)"), expected) != 0)
        fail_msg("%s: %s", name, json_get_text(view, name, "(none)"));
}

static void test_a_struct_is_shown_as_its_boxes(void **state)
{
    (void)state;
    const struct thing t = full();
    json *view = json_new_object(a);
    FORM_SHOW(a, view, thing, &t);
    shows(view, "the_text", "text");
    shows(view, "choice", "easy");
    shows(view, "secret", "");
    shows(view, "number", "5");
    shows(view, "id", id_text(a, t.id));
    shows(view, "date", "1970-04-11");
    shows(view, "object_name", "inner");
    shows(view, "object_minutes_a_day", "2");
    assert_true(json_get_bool(view, "ticked", false));
    static const char *const not [] = {"version", "numbers", "list", "texts", "ints", "audio", "object"};
    for (size_t i = 0; i < COUNT(not ); i++)
        if (json_has(view, not [i]))
            fail_msg("%s is shown", not [i]);
}

static void test_nothing_known_is_an_empty_box(void **state)
{
    (void)state;
    static const char *const boxes[] = {"the_text", "number", "id", "date", "object_name"};
    const struct thing unknown = {.date = FIELD_NO_DATE};
    for (int from = 0; from < 2; from++) {
        json *view = json_new_object(a);
        FORM_SHOW(a, view, thing, from ? &unknown : NULL);
        for (size_t i = 0; i < COUNT(boxes); i++)
            shows(view, boxes[i], "");
        assert_true(json_has(view, "ticked") && !json_get_bool(view, "ticked", true));
    }
}

static void test_a_field_shows_what_was_typed(void **state)
{
    (void)state;
    const struct thing t = full();
    struct request *r = form_with("the_text=+nurse&raw=&number=many&object.minutes_a_day=99&texts.2=b");
    json *view = json_new_object(a);
    FORM_BOXES(r, view, thing, &t);
    shows(view, "the_text", " nurse");
    shows(view, "raw", ""); /* an emptied field stays empty */
    shows(view, "number", "many");
    shows(view, "object_minutes_a_day", "99");
    shows(view, "object_name", "inner");
    shows(view, "choice", "easy");
    shows(view, "texts_2", "b");
    assert_false(json_get_bool(view, "ticked", true)); /* it was sent unticked */
    assert_false(json_has(view, "the_text_problem"));
}

static void test_a_field_shows_its_problem_and_only_its_own(void **state)
{
    (void)state;
    struct request *r = form_with("");
    json *view = json_new_object(a);
    static const char *const wrong[] = {"the_text", "secret",      "version", "ticked",
                                        "audio",    "object.name", "texts.3", ""};
    for (size_t i = 0; i < COUNT(wrong); i++)
        request_problem(r, wrong[i], "Please fill this in.");
    fields_give_back(r, view, forms_thing);
    static const char *const shown[] = {"the_text_problem", "secret_problem", "version_problem",
                                        "ticked_problem",   "audio_problem",  "object_name_problem",
                                        "texts_3_problem"};
    for (size_t i = 0; i < COUNT(shown); i++)
        shows(view, shown[i], "Please fill this in.");
    assert_false(json_has(view, "raw_problem"));
    assert_false(json_has(view, "object_minutes_a_day_problem"));
    assert_false(json_has(view, "version")); /* what stands in a hidden field is the page's to say */
}

static void test_a_password_is_not_given_back(void **state)
{
    (void)state;
    json *view = json_new_object(a);
    FORM_BOXES(form_with("secret=hush"), view, thing, NULL);
    shows(view, "secret", "");
}

static void test_a_program_has_no_boxes(void **state)
{
    (void)state;
    json *view = json_new_object(a);
    FORM_BOXES(json_with("{\"the_text\":\"a\"}"), view, thing, NULL);
    assert_string_equal(json_write(a, view), "{}");
}

static void test_a_row_of_a_list(void **state)
{
    (void)state;
    const struct inner stored = {.name = "Sales", .minutes = 3};
    struct request *r = form_with("list.2.name=a+name+too+long&list.1.name=x");
    const json *row = FORM_ROW(r, inner, "list", 2, &stored);
    assert_int_equal(json_get_int(row, "place", 0), 2);
    shows(row, "name", "a name too long");
    shows(row, "name_problem", "This is too long: 15 characters, at most 9 fit.");
    shows(row, "minutes_a_day", "3");
}

static void test_texts_with_a_label_are_parts(void **state)
{
    (void)state;
    const struct thing t = {.text = "some", .raw = " "};
    assert_string_equal(json_write(a, FORM_PARTS(a, thing, &t)),
                        "[{\"field\":\"the_text\",\"label\":\"Text\",\"value\":\"some\",\"told\":true},"
                        "{\"field\":\"raw\",\"label\":\"As it came\",\"value\":\" \",\"told\":false}]");
}

static void test_typed_anew(void **state)
{
    (void)state;
    struct request *r = form_with("the_text=a&raw=b");
    fields_retype(r, "the_text", "and more");
    fields_retype(r, "raw", NULL);
    assert_string_equal(request_given(r, "the_text", ""), "and more");
    assert_string_equal(request_given(r, "raw", "nothing"), "nothing");
}

/* ---- problems ---- */

static void test_the_first_message_of_a_field_stays(void **state)
{
    (void)state;
    struct request *r = new_request(false);
    request_problem(r, "role", "first");
    request_problem(r, "role", "second");
    request_problem(r, "zone", "third");
    assert_int_equal(r->problems_n, 2);
    assert_string_equal(problem_of(r, "role"), "first");
}

static void test_there_are_only_so_many_problems(void **state)
{
    (void)state;
    struct request *r = new_request(false);
    for (int i = 0; i < 200; i++)
        request_problem(r, arena_printf(a, "f%d", i), "wrong");
    assert_int_equal(r->problems_n, 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_form_fills_its_struct),
        TEST(test_json_fills_the_same),
        TEST(test_what_did_not_come_is_empty),
        TEST(test_another_form_fills_nothing),
        TEST(test_a_list_that_came_empty_is_there),
        TEST(test_an_update_leaves_what_did_not_come),
        TEST(test_same_is_what_the_boxes_say),
        TEST(test_a_struct_is_shown_as_its_boxes),
        TEST(test_nothing_known_is_an_empty_box),
        TEST(test_a_field_shows_what_was_typed),
        TEST(test_a_field_shows_its_problem_and_only_its_own),
        TEST(test_a_password_is_not_given_back),
        TEST(test_a_program_has_no_boxes),
        TEST(test_a_row_of_a_list),
        TEST(test_texts_with_a_label_are_parts),
        TEST(test_typed_anew),
        TEST(test_the_first_message_of_a_field_stays),
        TEST(test_there_are_only_so_many_problems),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
