/* The table is routes.c's own. It comes first: the fixture has an arena called `a`. */
#include "web/routes.c"

#include "base/buf.h"
#include "base/conf.h"
#include "base/file.h"
#include "web/fixture.h"

#define EACH_ROUTE(route)                                                                                    \
    for (const struct route *route = routes_table; route < routes_table + routes_count; route++)

static bool is_get(const struct route *route)
{
    return strcmp(route->method, "GET") == 0;
}

/* ---- the table itself ---- */

static void test_every_route_has_a_page(void **state)
{
    (void)state;
    assert_true(routes_count > 50);
    EACH_ROUTE(route)
    if (!route->show || !route->path || route->path[0] != '/')
        fail_msg("%s %s", route->method, route->path);
}

static void test_no_route_stands_twice(void **state)
{
    (void)state;
    EACH_ROUTE(route)
    for (const struct route *other = routes_table; other < route; other++)
        if (strcmp(route->path, other->path) == 0 && strcmp(route->method, other->method) == 0)
            fail_msg("%s %s", route->method, route->path);
}

static void test_what_changes_something_needs_a_form_token(void **state)
{
    (void)state;
    EACH_ROUTE(route)
    {
        if (is_get(route))
            continue;
        if (strcmp(route->method, "POST") != 0 && strcmp(route->method, "PUT") != 0)
            fail_msg("%s %s: another method", route->method, route->path);
        if (!route->token || route->body_kib <= 0)
            fail_msg("%s %s: no token, or no room for one", route->method, route->path);
    }
}

/* A GET changes nothing and calls no model: it has no body, no token, and never waits. */
static void test_a_get_can_not_write(void **state)
{
    (void)state;
    EACH_ROUTE(route)
    {
        if (!is_get(route))
            continue;
        if (route->token || route->body_kib || route->pool != POOL_PAGES || route->back || route->back_want)
            fail_msg("%s", route->path);
        for (const struct field *f = route->fields; f && f->kind != FIELD_END; f++)
            if (f->kind == FIELD_PASSWORD || f->kind == FIELD_RAW)
                fail_msg("%s: %s has no place in an address", route->path, f->name);
    }
}

static void test_a_form_that_can_be_wrong_has_a_page_to_come_back_to(void **state)
{
    (void)state;
    EACH_ROUTE(route)
    {
        if (route->back_want && !route->back)
            fail_msg("%s: reads for no page", route->path);
        if (route->back && !route->fields)
            fail_msg("%s: nothing in it can be wrong", route->path);
        bool typed = false;
        for (const struct field *f = route->fields; f && f->kind != FIELD_END; f++)
            typed |= f->kind != FIELD_ID && f->kind != FIELD_BOOL;
        if (!is_get(route) && typed && !route->back)
            fail_msg("%s: what was typed would not come back", route->path);
    }
}

static void test_passwords_are_hashed_in_their_own_pool(void **state)
{
    (void)state;
    EACH_ROUTE(route)
    {
        bool password = false;
        for (const struct field *f = route->fields; f && f->kind != FIELD_END; f++)
            password |= f->kind == FIELD_PASSWORD;
        if (password != (route->pool == POOL_DOOR))
            fail_msg("%s", route->path);
    }
}

static void test_paths_are_plain_with_at_most_two_ids(void **state)
{
    (void)state;
    EACH_ROUTE(route)
    {
        int ids = 0, numbers = 0;
        for (const char *p = route->path; *p; p++) {
            if (*p == '{') {
                ids += strncmp(p, "{id}", 4) == 0;
                numbers += strncmp(p, "{n}", 3) == 0;
                if (p[-1] != '/' || (strncmp(p, "{id}", 4) != 0 && strncmp(p, "{n}", 3) != 0))
                    fail_msg("%s", route->path);
                p = strchr(p, '}');
                assert_non_null(p);
                if (p[1] && p[1] != '/')
                    fail_msg("%s", route->path);
            } else if (!strchr("abcdefghijklmnopqrstuvwxyz_/.", *p)) {
                fail_msg("%s", route->path);
            }
        }
        if (ids > 2 || numbers > 1)
            fail_msg("%s", route->path);
    }
}

static void test_the_routes_of_the_specification_are_there(void **state)
{
    (void)state;
    static const char *const fixed[][2] = {{"POST", "/users/create"},
                                           {"POST", "/users/login"},
                                           {"POST", "/plan/suggest_new"},
                                           {"POST", "/plan/suggest_changes"},
                                           {"POST", "/plan/approve_plan"},
                                           {"GET", "/plan/view"},
                                           {"POST", "/study/start_session"},
                                           {"PUT", "/study/end_session"},
                                           {"POST", "/study/generate_questions/{id}"},
                                           {"POST", "/study/evaluate_answer/{id}"}};
    for (size_t i = 0; i < COUNT(fixed); i++) {
        bool found = false;
        EACH_ROUTE(route)
        found |= strcmp(route->method, fixed[i][0]) == 0 && strcmp(route->path, fixed[i][1]) == 0;
        if (!found)
            fail_msg("%s %s", fixed[i][0], fixed[i][1]);
    }
}

/* ---- fields ---- */

static void check_fields(const struct field *fields, const char *where, int depth)
{
    assert_true(depth < 4);
    for (const struct field *f = fields; f && f->kind != FIELD_END; f++) {
        const char *at = arena_printf(a, "%s: %s", where, f->name);
        const bool is_text = f->kind == FIELD_TEXT || f->kind == FIELD_RAW,
                   is_number = f->kind == FIELD_INT || f->kind == FIELD_INTS,
                   is_nested = f->kind == FIELD_OBJECT || f->kind == FIELD_LIST;
        if (!f->name || !*f->name || strpbrk(f->name, ". ") || strlen(f->name) > 40)
            fail_msg("%s: a name", at);
        if (is_text && (f->max < 1 || f->max > 60000 || f->min > f->max))
            fail_msg("%s: no limit", at);
        if (is_number && f->min >= f->max)
            fail_msg("%s: no range", at);
        if ((f->kind == FIELD_LIST || f->kind == FIELD_TEXTS) && (f->max < 1 || f->max > 100))
            fail_msg("%s: no limit of items", at);
        if ((f->kind == FIELD_CHOICE) != (f->choices != NULL) || is_nested != (f->of != NULL))
            fail_msg("%s: what it has does not go with its kind", at);
        if (strcmp(f->name, "token") == 0 || strcmp(f->name, "form") == 0)
            fail_msg("%s: every form has it already", at);
        for (const struct field *other = fields; other < f; other++)
            if (strcmp(f->name, other->name) == 0)
                fail_msg("%s: twice", at);
        check_fields(f->of, at, depth + 1);
    }
}

static void test_every_field_has_its_limits(void **state)
{
    (void)state;
    EACH_ROUTE(route)
    check_fields(route->fields, route->path, 0);
}

/* The longest body of a form whose fields are filled to their limits, in the script that takes most room:
 * three bytes a letter, three characters a byte. */
static size_t longest(const struct field *fields, size_t prefix)
{
    enum { LETTER = 9, NUMBER = 12, UUID = 36 };
    size_t n = 0;
    for (const struct field *f = fields; f && f->kind != FIELD_END; f++) {
        const size_t name = prefix + strlen(f->name) + 2, item = name + 3, max = (size_t)f->max;
        switch (f->kind) {
        case FIELD_TEXT:
        case FIELD_RAW:
            n += name + max * LETTER;
            break;
        case FIELD_PASSWORD:
            n += name + 1024 * 3;
            break;
        case FIELD_TEXTS:
            n += max * (item + 2000 * LETTER);
            break;
        case FIELD_INTS:
            n += (size_t)(f->max - f->min + 1) * (item + NUMBER);
            break;
        case FIELD_OBJECT:
            n += longest(f->of, name);
            break;
        case FIELD_LIST:
            n += max * longest(f->of, item);
            break;
        default:
            n += name + UUID;
        }
    }
    return n;
}

static void test_what_fits_its_fields_fits_the_body(void **state)
{
    (void)state;
    struct conf *settings;
    const char *why = "";
    assert_int_equal(conf_read(a, write_file(new_folder(), "empty.ini", "", 0), &settings, &why), OK);
    EACH_ROUTE(route)
    {
        const size_t need = longest(route->fields, 0) + 200; /* token and form */
        if (!is_get(route) && need > (size_t)route->body_kib * 1024)
            fail_msg("%s %s: %zu KiB would be needed", route->method, route->path, need / 1024 + 1);
        if (route->body_kib > conf_int(settings, "limits.body_kib"))
            fail_msg("%s: the setting takes no more than %lld KiB", route->path,
                     (long long)conf_int(settings, "limits.body_kib"));
    }
}

/* What a model may propose fits the fields of the form that edits it. */
static void fits(const json *schema, const struct field *fields, const char *where)
{
    const json *properties = json_get(schema, "properties");
    for (size_t i = 0; i < json_members(properties); i++) {
        const char *name;
        const json *of = json_member(properties, i, &name);
        const struct field *f = fields;
        while (f->kind != FIELD_END && strcmp(f->name, name) != 0)
            f++;
        if (f->kind == FIELD_END && strcmp(name, "asks") == 0)
            continue; /* what the coach asks about a plan is answered, not edited */
        if (f->kind == FIELD_END)
            fail_msg("%s: %s is no field", where, name);
        if (f->kind == FIELD_INT && (json_get_int(of, "minimum", INT64_MIN) < f->min ||
                                     json_get_int(of, "maximum", INT64_MAX) > f->max))
            fail_msg("%s: %s: from %d to %d is too narrow", where, name, f->min, f->max);
        if (f->kind == FIELD_TEXT && json_get_int(of, "maxLength", INT64_MAX) > f->max)
            fail_msg("%s: %s: %d is too short", where, name, f->max);
        if (f->kind == FIELD_LIST && json_get_int(of, "maxItems", INT64_MAX) > f->max)
            fail_msg("%s: %s: %d are too few", where, name, f->max);
        if (f->of)
            fits(f->kind == FIELD_LIST ? json_get(of, "items") : of, f->of, name);
    }
}

static const struct field *fields_of(const char *path)
{
    EACH_ROUTE(route)
    if (strcmp(route->path, path) == 0 && !is_get(route))
        return route->fields;
    fail_msg("no %s", path);
    return NULL;
}

static void test_a_proposed_plan_fits_the_form_that_edits_it(void **state)
{
    (void)state;
    char *text;
    size_t n;
    json *schema;
    assert_int_equal(file_read(a, "prompts/suggest_plan/answer.schema.json", 1 << 20, &text, &n), OK);
    assert_int_equal(json_parse(a, text, n, 24, &schema), OK);
    fits(schema, fields_of("/plan/proposal/{id}/edit"), "edit");
    fits(schema, fields_of("/plan/approve_plan"), "approve");
}

/* ---- finding ---- */

#define ID1 "0123abcd-4567-489a-8bcd-ef0123456789"
#define ID2 "11111111-2222-4333-8444-555555555555"

static const struct route *find(const char *method, const char *path, struct request **out,
                                const char **allow)
{
    struct request *r = new_request(false);
    r->method = method;
    r->path = path;
    *out = r;
    return routes_find(r, allow);
}

static void finds(const char *method, const char *path, const char *expected)
{
    struct request *r;
    const char *allow;
    const struct route *route = find(method, path, &r, &allow);
    if (!route)
        fail_msg("not found: %s %s", method, path);
    assert_string_equal(route->path, expected);
}

/* `takes`: the methods that the path has; NULL where it has none. */
static void misses(const char *method, const char *path, const char *takes)
{
    struct request *r;
    const char *allow;
    if (find(method, path, &r, &allow))
        fail_msg("found: %s %s", method, path);
    if (strcmp(allow ? allow : "nothing", takes ? takes : "nothing") != 0)
        fail_msg("%s %s takes %s", method, path, allow ? allow : "nothing");
}

static void test_every_route_is_found_by_its_own_path(void **state)
{
    (void)state;
    EACH_ROUTE(route)
    {
        struct buf b = buf_new(a, 400);
        int ids = 0;
        for (const char *p = route->path; *p; p++) {
            if (*p != '{') {
                buf_add_char(&b, *p);
                continue;
            }
            buf_add(&b, strncmp(p, "{n}", 3) == 0 ? "12" : ids++ ? ID2 : ID1);
            p = strchr(p, '}');
        }
        struct request *r;
        const char *other;
        if (find(route->method, b.data, &r, &other) != route)
            fail_msg("%s %s", route->method, b.data);
        char text[37];
        id_write(r->path_id[0], text);
        if (ids > 0)
            assert_string_equal(text, ID1);
        id_write(r->path_id[1], text);
        if (ids > 1)
            assert_string_equal(text, ID2);
        if (strstr(route->path, "{n}"))
            assert_int_equal(r->path_number, 12);
    }
}

static void test_paths_fit_whole_or_not_at_all(void **state)
{
    (void)state;
    finds("GET", "/", "/");
    finds("GET", "/session/" ID1, "/session/{id}");
    finds("GET", "/session/0123ABCD-4567-489A-8BCD-EF0123456789", "/session/{id}");
    static const char *const bad[] = {"",
                                      "//",
                                      "/plan",
                                      "/plan/vie",
                                      "/plan/views",
                                      "/plan/view/",
                                      "/Plan/view",
                                      "/session",
                                      "/session/",
                                      "/session/" ID1 "/",
                                      "/session/" ID1 "0",
                                      "/session/0123abcd-4567-489a-8bcd-ef012345678",
                                      "/session/x123abcd-4567-489a-8bcd-ef0123456789",
                                      "/session//" ID1,
                                      "/session/{id}",
                                      "/session/../plan/view",
                                      "/session/" ID1 "/question",
                                      "/session/" ID1 "/question/" ID1 "/" ID1,
                                      "/stories_md",
                                      "/storiesxmd"};
    for (size_t i = 0; i < COUNT(bad); i++)
        misses("GET", bad[i], NULL);
}

static void test_numbers_in_paths_have_a_range(void **state)
{
    (void)state;
    finds("GET", "/plan/version/1", "/plan/version/{n}");
    finds("GET", "/plan/version/999999", "/plan/version/{n}");
    static const char *const bad[] = {
        "0", "1000000", "-1", "+1", "1x", "", " 1", "1e2", "99999999999999999999"};
    for (size_t i = 0; i < COUNT(bad); i++)
        misses("GET", arena_printf(a, "/plan/version/%s", bad[i]), NULL);
}

static void test_another_method_is_told_from_no_such_path(void **state)
{
    (void)state;
    misses("POST", "/plan/view", "GET, HEAD");
    misses("GET", "/plan/approve_plan", "POST");
    misses("DELETE", "/settings", "GET, HEAD");
    misses("get", "/settings", "GET, HEAD");
    misses("", "/settings", "GET, HEAD");
    misses("DELETE", "/try", "GET, HEAD, POST");
    misses("POST", "/nothing/here", NULL);
}

static void test_put_takes_post_too(void **state)
{
    (void)state;
    finds("PUT", "/study/end_session", "/study/end_session");
    finds("POST", "/study/end_session", "/study/end_session");
    misses("GET", "/study/end_session", "PUT, POST");
    misses("PUT", "/study/start_session", "POST");
}

/* ---- for nginx and for tests ---- */

static const char *printed(void (*print)(FILE *out))
{
    char *text = NULL;
    size_t n;
    FILE *f = open_memstream(&text, &n);
    assert_non_null(f);
    print(f);
    assert_int_equal(fclose(f), 0);
    const char *copy = arena_copy(a, text);
    free(text);
    return copy;
}

static void test_nginx_is_told_the_pool_of_every_route_that_has_one(void **state)
{
    (void)state;
    const char *map = printed(routes_print_pools);
    assert_non_null(strstr(map, "default pages;"));
    EACH_ROUTE(route)
    {
        const char *line =
            arena_printf(a, "\"~^(POST|PUT) %.*s", (int)strcspn(route->path, "{"), route->path);
        if (route->pool != POOL_PAGES && !strstr(map, line))
            fail_msg("not there: %s", line);
    }
    assert_non_null(strstr(map, "    \"~^(POST|PUT) /users/login$\" door;\n"));
    assert_non_null(strstr(map, "    \"~^(POST|PUT) /study/evaluate_answer/[^/]+$\" coach;\n"));
    assert_null(strstr(map, "GET"));
}

static void test_the_table_is_printed_a_route_a_line(void **state)
{
    (void)state;
    const char *lines = printed(routes_print);
    size_t n = 0;
    for (const char *p = lines; *p; p = strchr(p, '\n') + 1, n++) {
        json *one;
        assert_int_equal(json_parse(a, p, strcspn(p, "\n"), 16, &one), OK);
        assert_string_equal(json_get_text(one, "path", ""), routes_table[n].path);
        assert_string_equal(json_get_text(one, "method", ""), routes_table[n].method);
        assert_true(json_get_bool(one, "token", false) == routes_table[n].token);
        assert_int_equal(json_get_int(one, "body_kib", -1), routes_table[n].body_kib);
        assert_true(*json_get_text(one, "who", "") && *json_get_text(one, "pool", ""));
        for (size_t i = 0; i < json_len(json_get(one, "fields")); i++)
            assert_true(*json_get_text(json_at(json_get(one, "fields"), i), "kind", ""));
    }
    assert_int_equal(n, routes_count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_route_has_a_page),
        TEST(test_no_route_stands_twice),
        TEST(test_what_changes_something_needs_a_form_token),
        TEST(test_a_get_can_not_write),
        TEST(test_a_form_that_can_be_wrong_has_a_page_to_come_back_to),
        TEST(test_passwords_are_hashed_in_their_own_pool),
        TEST(test_paths_are_plain_with_at_most_two_ids),
        TEST(test_the_routes_of_the_specification_are_there),
        TEST(test_every_field_has_its_limits),
        TEST(test_what_fits_its_fields_fits_the_body),
        TEST(test_a_proposed_plan_fits_the_form_that_edits_it),
        TEST(test_every_route_is_found_by_its_own_path),
        TEST(test_paths_fit_whole_or_not_at_all),
        TEST(test_numbers_in_paths_have_a_range),
        TEST(test_another_method_is_told_from_no_such_path),
        TEST(test_put_takes_post_too),
        TEST(test_nginx_is_told_the_pool_of_every_route_that_has_one),
        TEST(test_the_table_is_printed_a_route_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
