/* The table is routes.c's own. It comes first: the fixture has an arena called `a`. */
#include "web/routes.c"

#include "web/fixture.h"

/* Every row of the field table at its limits, in every route that takes it: a whole body whose values hold,
 * of which one at a time is changed; sent as a form and as JSON. */

#define SOUND "T2dnUwAC" /* an Ogg file begins like this */

static json *sample(const struct field *f);

static json *sample_of(const struct field *fields)
{
    json *object = json_new_object(a);
    for (const struct field *f = fields; f && f->kind != FIELD_END; f++)
        if (f->kind != FIELD_UNSENT) /* of a browser's form only */
            json_put(a, object, f->name, sample(f));
    return object;
}

static json *sample(const struct field *f)
{
    const size_t bar = f->choices ? strcspn(f->choices, "|") : 0;
    switch (f->kind) {
    case FIELD_INT:
        return json_new_int(a, f->min);
    case FIELD_BOOL:
        return json_new_bool(a, true);
    case FIELD_ID:
        return json_new_text(a, "0123abcd-4567-489a-8bcd-ef0123456789");
    case FIELD_DATE:
        return json_new_text(a, "2026-12-31");
    case FIELD_CHOICE:
        return json_new_text(a, arena_text(a, f->choices, bar));
    case FIELD_OBJECT:
        return sample_of(f->of);
    case FIELD_LIST:
        return json_add(a, json_new_array(a), sample_of(f->of));
    case FIELD_TEXTS:
        return json_add_text(a, json_new_array(a), "word");
    case FIELD_INTS:
        return json_add(a, json_new_array(a), json_new_int(a, f->min));
    case FIELD_SOUND:
        return json_new_text(a, SOUND);
    default:
        return json_new_text(a, "word");
    }
}

/* ---- sending ---- */

/* What a browser would have sent for the same values. */
static void as_form(struct inputs *in)
{
    size_t n = 0;
    for (size_t i = 0; i < in->n; i++) {
        struct input one = in->list[i];
        if (one.kind == INPUT_OBJECT || one.kind == INPUT_LIST)
            continue;
        if (one.kind == INPUT_BOOL)
            one.value = "1", one.n = 1;
        one.kind = INPUT_FORM;
        if (text_equal(one.value, SOUND))
            one = (struct input){.name = one.name, .value = "OggS", .n = 4, .kind = INPUT_FILE};
        in->list[n++] = one;
    }
    in->n = n;
}

static struct request *sent(const struct route *route, const json *body, bool is_json)
{
    struct request *r = new_request(is_json);
    const char *text = json_write(a, body);
    const enum err e = input_json(a, text, strlen(text), r->inputs);
    if (e != OK)
        fail_msg("%s: %s: %s", route->path, err_name(e), text);
    if (!is_json)
        as_form(r->inputs);
    fields_read(r, route->fields, r->inputs);
    return r;
}

/* Where one value is changed: in a body, under a name, inside an object. */
struct spot {
    const struct route *route;
    const json *body;
    json *object;
    const char *prefix;
    const struct field *field;
};

static const char *name_at(const struct spot *s)
{
    return arena_printf(a, "%s%s", s->prefix, s->field->name);
}

static void both_ways(const struct spot *s, json *value, const char *problem_at)
{
    json_put(a, s->object, s->field->name, value);
    for (int is_json = 0; is_json < 2; is_json++) {
        const struct request *r = sent(s->route, s->body, is_json != 0);
        if (!problem_at && r->problems_n)
            fail_msg("%s: %s: %s", s->route->path, r->problems[0].field, r->problems[0].message);
        if (problem_at && !problem_of(r, problem_at))
            fail_msg("%s: no word on %s (%s)", s->route->path, problem_at, is_json ? "JSON" : "form");
        if (problem_at && (r->problems_n != 1 || strlen(problem_of(r, problem_at)) < 10))
            fail_msg("%s: %s: %zu problems", s->route->path, problem_at, r->problems_n);
    }
    json_put(a, s->object, s->field->name, sample(s->field));
}

static void holds(const struct spot *s, json *value)
{
    both_ways(s, value, NULL);
}

static void wrong(const struct spot *s, json *value)
{
    both_ways(s, value, name_at(s));
}

/* ---- the limits of each kind ---- */

/* n letters of three bytes each. */
static json *letters(int n)
{
    char *text = arena_alloc(a, (size_t)n * 3 + 1);
    for (int i = 0; i < n; i++)
        memcpy(text + i * 3, "語", 3);
    return json_new_text(a, text);
}

static void check_text(const struct spot *s)
{
    holds(s, letters(s->field->max));
    wrong(s, letters(s->field->max + 1));
    if (s->field->min > 0) {
        holds(s, letters(s->field->min));
        wrong(s, letters(s->field->min - 1));
    }
    both_ways(s, json_new_text(a, " \n\t"), s->field->required ? name_at(s) : NULL);
}

static void check_password(const struct spot *s)
{
    char *text = arena_alloc(a, 1026);
    memset(text, 'p', 1024);
    holds(s, json_new_text(a, text));
    text[1024] = 'p';
    wrong(s, json_new_text(a, text));
}

static void check_int(const struct spot *s)
{
    holds(s, json_new_int(a, s->field->max));
    holds(s, json_new_int(a, s->field->min));
    wrong(s, json_new_int(a, (int64_t)s->field->max + 1));
    wrong(s, json_new_int(a, (int64_t)s->field->min - 1));
    wrong(s, json_new_int(a, INT64_MAX));
    wrong(s, json_new_int(a, INT64_MIN));
    wrong(s, json_new_text(a, "seven"));
}

static json *list_of(json *one, int n)
{
    json *list = json_new_array(a);
    for (int i = 0; i < n; i++)
        json_add(a, list, one);
    return list;
}

/* One item too many is no item of the list: the problem stands at the whole. */
static void check_list(const struct spot *s, json *one, int most)
{
    holds(s, list_of(one, most));
    json_put(a, s->object, s->field->name, list_of(one, most + 1));
    if (sent(s->route, s->body, true)->problems_n == 0 || sent(s->route, s->body, false)->problems_n == 0)
        fail_msg("%s: %s: more than %d items", s->route->path, name_at(s), most);
    json_put(a, s->object, s->field->name, sample(s->field));
}

static void check_spot(const struct spot *s)
{
    const struct field *f = s->field;
    switch (f->kind) {
    case FIELD_TEXT:
    case FIELD_RAW:
        check_text(s);
        break;
    case FIELD_PASSWORD:
        check_password(s);
        break;
    case FIELD_INT:
        check_int(s);
        break;
    case FIELD_BOOL:
        holds(s, json_new_bool(a, true));
        wrong(s, json_new_text(a, "perhaps"));
        break;
    case FIELD_ID:
        wrong(s, json_new_text(a, "0123abcd-4567-489a-8bcd-ef012345678"));
        break;
    case FIELD_DATE:
        holds(s, json_new_text(a, "2028-02-29"));
        wrong(s, json_new_text(a, "2027-02-29"));
        break;
    case FIELD_CHOICE:
        wrong(s, json_new_text(a, f->choices)); /* all of them at once */
        break;
    case FIELD_TEXTS:
        check_list(s, json_new_text(a, "word"), f->max);
        both_ways(s, list_of(letters(2000), 1), NULL);
        both_ways(s, list_of(letters(2001), 1), arena_printf(a, "%s.1", name_at(s)));
        break;
    case FIELD_INTS:
        check_list(s, json_new_int(a, f->max), f->max - f->min + 1);
        both_ways(s, list_of(json_new_int(a, f->max + 1), 1), arena_printf(a, "%s.1", name_at(s)));
        both_ways(s, list_of(json_new_int(a, f->min - 1), 1), arena_printf(a, "%s.1", name_at(s)));
        break;
    case FIELD_LIST:
        check_list(s, sample_of(f->of), f->max);
        break;
    case FIELD_SOUND:
        wrong(s, json_new_text(a, "TVqQAAMA"));
        break;
    default:
        break;
    }
}

static void check_fields(const struct route *route, const json *body, json *object, const char *prefix,
                         const struct field *fields)
{
    for (const struct field *f = fields; f && f->kind != FIELD_END; f++) {
        const struct spot s = {.route = route, .body = body, .object = object, .prefix = prefix, .field = f};
        if (f->kind == FIELD_UNSENT)
            continue;
        check_spot(&s);
        json *inner = json_get(object, f->name);
        if (f->kind == FIELD_OBJECT)
            check_fields(route, body, inner, arena_printf(a, "%s.", name_at(&s)), f->of);
        if (f->kind == FIELD_LIST)
            check_fields(route, body, json_at(inner, 0), arena_printf(a, "%s.1.", name_at(&s)), f->of);
    }
}

/* ---- the tests ---- */

static void renew_arena(void)
{
    arena_free(a);
    a = arena_new(256 << 20, false);
    assert_non_null(a);
}

static void test_every_field_at_its_limits(void **state)
{
    (void)state;
    for (size_t i = 0; i < routes_count; i++) {
        const struct route *route = &routes_table[i];
        renew_arena();
        json *body = sample_of(route->fields);
        for (int is_json = 0; is_json < 2; is_json++)
            assert_int_equal(sent(route, body, is_json != 0)->problems_n, 0);
        check_fields(route, body, body, "", route->fields);
    }
}

static void test_every_required_field_is_missed(void **state)
{
    (void)state;
    for (size_t i = 0; i < routes_count; i++) {
        const struct route *route = &routes_table[i];
        for (const struct field *f = route->fields; f && f->kind != FIELD_END; f++) {
            renew_arena();
            json *body = sample_of(route->fields);
            json_drop(body, f->name);
            for (int is_json = 0; is_json < 2; is_json++) {
                const struct request *r = sent(route, body, is_json != 0);
                if ((r->problems_n > 0) != f->required)
                    fail_msg("%s: without %s: %zu problems", route->path, f->name, r->problems_n);
            }
        }
    }
}

static void test_no_route_takes_what_it_does_not_declare(void **state)
{
    (void)state;
    static const char *const foreign[] = {"user_id", "score", "late", "who", "id2", "approved", "admin"};
    for (size_t i = 0; i < routes_count; i++) {
        renew_arena();
        for (size_t k = 0; k < COUNT(foreign); k++) {
            json *body = json_put_text(a, sample_of(routes_table[i].fields), foreign[k], "1");
            for (int is_json = 0; is_json < 2; is_json++)
                if (sent(&routes_table[i], body, is_json != 0)->problems_n != 1)
                    fail_msg("%s takes %s", routes_table[i].path, foreign[k]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_field_at_its_limits),
        TEST(test_every_required_field_is_missed),
        TEST(test_no_route_takes_what_it_does_not_declare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
