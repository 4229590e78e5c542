#include "base/buf.h"
#include "web/fixture.h"
#include "web/tpl.h"

#define PRAGMA "{{%AUTOESCAPE context=\"HTML\"}}"

/* Everything that means something in HTML, and in the text and attributes that it stands in. */
#define NASTY "<b>\"x\"'y'&amp;`=/</b>"

static void add(void *ctx, const char *bytes, size_t n)
{
    buf_add_bytes(ctx, bytes, n);
}

/* A view written with single quotes. */
static json *view_of(const char *quoted)
{
    json *v = NULL;
    char *text = arena_copy(a, quoted);
    for (char *p = text; *p; p++)
        if (*p == '\'')
            *p = '"';
    assert_int_equal(json_parse(a, text, strlen(text), 16, &v), OK);
    return v;
}

static const char *rendered(const char *name, const json *view)
{
    struct buf b = buf_new(a, 1 << 20);
    if (!tpl_render(name, view, add, &b))
        fail_msg("no template %s", name);
    assert_int_equal(buf_status(&b), OK);
    return b.data;
}

static const char *template_file(const char *text)
{
    static int number;
    const char *name = arena_printf(a, "part%d", ++number), *folder = new_folder(), *why = "";
    const char *file = arena_printf(a, "%s.tpl", name);
    write_file(folder, file, text, strlen(text));
    if (!tpl_load(folder, "", &why))
        fail_msg("%s", why);
    return name;
}

/* What a template makes of a view. */
static void makes(const char *template, const char *view, const char *expected)
{
    assert_string_equal(rendered(template_file(arena_printf(a, "%s%s", PRAGMA, template)), view_of(view)),
                        expected);
}

/* ---- escaping ---- */

static const char *nasty_in(const char *template)
{
    json *view = json_put_text(a, json_new_object(a), "x", NASTY);
    return rendered(template_file(arena_printf(a, "%s%s", PRAGMA, template)), view);
}

static void test_text_is_escaped(void **state)
{
    (void)state;
    const char *out = nasty_in("<p>{{x}}</p>");
    assert_memory_equal(out, "<p>", 3);
    assert_string_equal(out + strlen(out) - 4, "</p>");
    const char *inside = arena_text(a, out + 3, strlen(out) - 7);
    assert_null(strpbrk(inside, "<>\"'"));
    assert_non_null(strstr(inside, "&lt;b&gt;&quot;x&quot;&#39;y&#39;&amp;amp;"));
}

static void test_attributes_are_escaped(void **state)
{
    (void)state;
    static const char *const around[][2] = {{"<input value=\"", "\">"},
                                            {"<input value='", "'>"},
                                            {"<textarea name=\"a\">", "</textarea>"},
                                            {"<title>", "</title>"},
                                            {"<option value=\"", "\" selected>"}};
    for (size_t i = 0; i < COUNT(around); i++) {
        const char *out = nasty_in(arena_printf(a, "%s{{x}}%s", around[i][0], around[i][1]));
        const size_t before = strlen(around[i][0]), after = strlen(around[i][1]);
        assert_memory_equal(out, around[i][0], before);
        assert_string_equal(out + strlen(out) - after, around[i][1]);
        assert_null(strpbrk(arena_text(a, out + before, strlen(out) - before - after), "<>\"'"));
    }
}

static void test_an_address_can_not_become_a_script(void **state)
{
    (void)state;
    static const char *const bad[] = {"javascript:alert(1)", "data:text/html,<script>", "JAVASCRIPT:x",
                                      "vbscript:x"};
    const char *name = template_file(PRAGMA "<a href=\"{{x}}\">y</a>");
    for (size_t i = 0; i < COUNT(bad); i++) {
        const char *out = rendered(name, json_put_text(a, json_new_object(a), "x", bad[i]));
        if (strcasestr(out, "script:") || strcasestr(out, "data:"))
            fail_msg("%s", out);
    }
    assert_string_equal(rendered(name, view_of("{'x':'/session/1?a=b'}")),
                        "<a href=\"/session/1?a=b\">y</a>");
}

static void test_what_is_in_a_section_is_escaped_too(void **state)
{
    (void)state;
    static const char template[] =
        "{{#list}}<i>{{value}}</i>{{/list}}{{#one}}<b title=\"{{x}}\">{{x}}</b>{{/one}}";
    makes(template, "{'list':['<a>'],'one':{'x':'<'}}", "<i>&lt;a&gt;</i><b title=\"&lt;\">&lt;</b>");
}

static void test_a_template_in_a_value_is_text(void **state)
{
    (void)state;
    makes("<p>{{x}}</p>", "{'x':'{{y}} {{#z}}','y':'secret'}", "<p>{{y}} {{#z}}</p>");
}

/* ---- what a view shows ---- */

static void test_values_are_shown(void **state)
{
    (void)state;
    makes("{{t}}|{{i}}|{{r}}", "{'t':'Ada','i':-7,'r':4.25}", "Ada|-7|4.2");
    makes("{{i}}", "{'i':9007199254740993}", "9007199254740993");
    makes("{{t}}", "{'t':'zwölf 語'}", "zwölf 語");
}

static void test_what_is_there_shows_its_section_and_what_is_not_the_other(void **state)
{
    (void)state;
    static const char template[] = "{{#x}}yes{{/x}}{{#no_x}}no{{/no_x}}";
    static const struct {
        const char *view, *shown;
    } known[] = {
        {"{'x':'a'}", "yes"},
        {"{'x':''}", "no"},
        {"{'x':1}", "yes"},
        {"{'x':0}", "no"},
        {"{'x':true}", "yes"},
        {"{'x':false}", "no"},
        {"{'x':null}", "no"},
        {"{'x':[]}", "no"},
        {"{'x':{}}", "no"},
        {"{'x':[1]}", "yes"},
        {"{'x':{'y':0}}", "yes"},
        {"{'x':0.0}", "yes"},
        {"{'x':['a','b']}", "yesyes"},
        {"{}", ""},
    };
    for (size_t i = 0; i < COUNT(known); i++)
        makes(template, known[i].view, known[i].shown);
}

static void test_lists_repeat_their_section(void **state)
{
    (void)state;
    makes("{{#l}}[{{name}}{{#tags}} {{value}}{{/tags}}]{{/l}}",
          "{'l':[{'name':'a','tags':['x','y']},{'name':'b'},{'tags':[1]}]}", "[a x y][b][ 1]");
}

static void test_members_are_those_of_the_section_and_what_is_around(void **state)
{
    (void)state;
    makes("{{x}}{{#o}}({{x}}{{y}}){{/o}}{{y}}", "{'x':'1','o':{'y':'2'}}", "1(12)");
}

/* A name that the view does not have prints nothing and is no error; the lint compares the names. */
static void test_a_missing_name_prints_nothing(void **state)
{
    (void)state;
    makes("a{{none}}b{{#none}}c{{/none}}d", "{}", "abd");
    makes("a{{none}}b", "null", "ab");
}

/* ---- templates ---- */

static void test_there_is_only_what_was_loaded(void **state)
{
    (void)state;
    struct buf b = buf_new(a, 100);
    assert_false(tpl_render("no_such_page", json_new_object(a), add, &b));
    assert_false(tpl_render("", json_new_object(a), add, &b));
    assert_false(tpl_render("../part1", json_new_object(a), add, &b));
    assert_int_equal(b.len, 0);
}

static void not_loaded(const char *text, const char *expected)
{
    const char *folder = new_folder(), *why = NULL;
    write_file(folder, "bad.tpl", text, strlen(text));
    assert_false(tpl_load(folder, "", &why));
    assert_string_equal(why, expected);
}

static void test_a_template_without_the_pragma_is_refused(void **state)
{
    (void)state;
    static const char why[] = "template bad.tpl does not begin with the AUTOESCAPE pragma";
    not_loaded("<p>{{x}}</p>", why);
    not_loaded("", why);
    not_loaded(" " PRAGMA "<p>{{x}}</p>", why);
    not_loaded("{{%AUTOESCAPE context=\"JAVASCRIPT\"}}{{x}}", why);
}

static void test_a_broken_template_is_refused(void **state)
{
    (void)state;
    static const char why[] = "template bad.tpl can't be read";
    not_loaded(PRAGMA "{{#x}}never closed", why);
    not_loaded(PRAGMA "{{#x}}{{/y}}", why);
}

static void test_only_templates_of_the_folder_are_looked_at(void **state)
{
    (void)state;
    const char *folder = new_folder(), *why = NULL;
    write_file(folder, "notes.txt", "no template", 11);
    write_file(folder, ".tpl", "no name", 7);
    assert_true(tpl_load(folder, "", &why));
    assert_false(tpl_load("/nowhere/at/all", "", &why));
    assert_non_null(why);
}

/* ---- templates that include others ---- */

/* A folder of two templates, "page" and "part". */
static bool loads(const char *page, const char *part, const char **why)
{
    const char *folder = new_folder();
    write_file(folder, "page.tpl", page, strlen(page));
    write_file(folder, "part.tpl", part, strlen(part));
    return tpl_load(folder, "page part", why);
}

static void test_a_part_sees_what_is_around_it(void **state)
{
    (void)state;
    const char *why = "";
    if (!loads(PRAGMA "<ul>{{#list}}{{>part}}{{/list}}</ul>\n{{>part}}\nend",
               PRAGMA "<li>{{name}} of {{all}} {{n}}</li>\n", &why))
        fail_msg("%s", why);
    assert_string_equal(
        rendered("page", view_of("{'all':'many','n':3,'list':[{'name':'a'},{'name':'b','n':4}]}")),
        "<ul><li>a of many 3</li>\n<li>b of many 4</li>\n</ul>\n<li> of many 3</li>\nend");
}

static void test_a_part_escapes_by_its_own_pragma(void **state)
{
    (void)state;
    const char *why = "";
    assert_true(loads(PRAGMA "{{>part}}", PRAGMA "<p title=\"{{x}}\">{{x}}</p><a href=\"{{x}}\">", &why));
    const char *out = rendered("page", json_put_text(a, json_new_object(a), "x", NASTY));
    assert_null(strstr(out, "<b>"));
    assert_null(strstr(out, "\"x\"'y"));
}

static void test_a_part_without_the_pragma_is_refused(void **state)
{
    (void)state;
    const char *why = "";
    assert_false(loads(PRAGMA "{{>part}}", "<p>{{x}}</p>", &why));
    assert_string_equal(why, "template part.tpl does not begin with the AUTOESCAPE pragma");
}

static void test_a_part_that_is_missing_is_named(void **state)
{
    (void)state;
    const char *why = "";
    assert_false(loads(PRAGMA "{{>part}}{{>prat}}", PRAGMA "x", &why));
    assert_string_equal(why, "template page.tpl includes prat.tpl, which is not there");
}

static void test_a_part_that_includes_itself_is_refused(void **state)
{
    (void)state;
    const char *why = "";
    assert_false(loads(PRAGMA "{{>part}}", PRAGMA "{{>page}}", &why));
    assert_non_null(strstr(why, "includes itself"));
    assert_false(loads(PRAGMA "x", PRAGMA "{{>part}}", &why));
    assert_string_equal(why, "template part.tpl includes itself");
}

static void test_a_needed_template_that_is_missing_is_named(void **state)
{
    (void)state;
    const char *why = NULL;
    assert_true(tpl_load("templates", "about home", &why));
    assert_false(tpl_load("templates", "about nowhere home", &why));
    assert_string_equal(why, "template nowhere.tpl is not in templates");
}

/* The product's own: all can be used, and none prints a value raw. */
static void test_the_products_templates_load(void **state)
{
    (void)state;
    const char *why = NULL;
    if (!tpl_load("templates", "about home", &why))
        fail_msg("%s", why);
    static const char nasty[] = "<script>alert('x')</script>\"";
    json *view = json_new_object(a);
    static const char *const names[] = {"title", "site",   "what",  "kept", "next",
                                        "text",  "called", "style", "path"};
    for (size_t i = 0; i < COUNT(names); i++)
        json_put_text(a, view, names[i], nasty);
    json_put_bool(a, view, "logged_in", true);
    static const char *const pages[] = {"frame_top", "error", "piece", "frame_end"};
    for (size_t i = 0; i < COUNT(pages); i++)
        assert_null(strstr(rendered(pages[i], view), "<script>"));
    assert_non_null(strstr(rendered("piece", view), "&lt;script&gt;"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_text_is_escaped),
        TEST(test_attributes_are_escaped),
        TEST(test_an_address_can_not_become_a_script),
        TEST(test_what_is_in_a_section_is_escaped_too),
        TEST(test_a_template_in_a_value_is_text),
        TEST(test_values_are_shown),
        TEST(test_what_is_there_shows_its_section_and_what_is_not_the_other),
        TEST(test_lists_repeat_their_section),
        TEST(test_members_are_those_of_the_section_and_what_is_around),
        TEST(test_a_missing_name_prints_nothing),
        TEST(test_there_is_only_what_was_loaded),
        TEST(test_a_template_without_the_pragma_is_refused),
        TEST(test_a_broken_template_is_refused),
        TEST(test_only_templates_of_the_folder_are_looked_at),
        TEST(test_a_part_sees_what_is_around_it),
        TEST(test_a_part_escapes_by_its_own_pragma),
        TEST(test_a_part_without_the_pragma_is_refused),
        TEST(test_a_part_that_is_missing_is_named),
        TEST(test_a_part_that_includes_itself_is_refused),
        TEST(test_a_needed_template_that_is_missing_is_named),
        TEST(test_the_products_templates_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
