#include "base/conf.h"
#include "base/fixture.h"
#include "base/log.h"
#include "base/text.h"

static const char *folder;

static int with_folder(void **state)
{
    if (with_arena(state) != 0)
        return -1;
    folder = new_folder();
    return 0;
}

static const char *ini(const char *text)
{
    return write_file(folder, "greenroom.ini", text, strlen(text));
}

static struct conf *read_good(const char *path)
{
    struct conf *c = NULL;
    const char *why = "";
    if (conf_read(a, path, &c, &why) != OK)
        fail_msg("%s", why);
    return c;
}

static void assert_refused(const char *path, const char *because)
{
    struct conf *c;
    const char *why = "";
    assert_int_equal(conf_read(a, path, &c, &why), ERR_CONFIG);
    if (!text_contains(why, because))
        fail_msg("\"%s\" does not say \"%s\"", why, because);
}

static char *printed(void (*print)(const struct conf *c, FILE *out), const struct conf *c)
{
    char *text = NULL;
    size_t n;
    FILE *out = open_memstream(&text, &n);
    assert_non_null(out);
    print(c, out);
    fclose(out);
    char *copy = arena_copy(a, text);
    free(text);
    return copy;
}

static void manual(const struct conf *c, FILE *out)
{
    (void)c;
    conf_manual(out);
}

static void test_no_file_gives_the_defaults(void **state)
{
    (void)state;
    const struct conf *c = read_good(NULL);
    assert_string_equal(conf_text(c, "site.origin"), "http://127.0.0.1:8080");
    assert_string_equal(conf_text(c, "model.order"), "builtin");
    assert_int_equal(conf_int(c, "password.min_length"), 12);
    assert_int_equal(conf_int(c, "database.port"), 5432);
    assert_int_equal(conf_int(c, "clock.shift_seconds"), 0);
}

static void test_file_changes_what_it_names(void **state)
{
    (void)state;
    const struct conf *c =
        read_good(ini("; a comment\n# another\n\n[site]\nname = Ye Olde Careers\n[hourly]\nchildren=8\r\n"
                      "[clock]\nshift_seconds = -60"));
    assert_string_equal(conf_text(c, "site.name"), "Ye Olde Careers");
    assert_int_equal(conf_int(c, "hourly.children"), 8);
    assert_int_equal(conf_int(c, "clock.shift_seconds"), -60);
    assert_int_equal(conf_int(c, "hourly.deadline_minutes"), 50);
}

static void test_yes_or_no(void **state)
{
    (void)state;
    assert_true(conf_bool(read_good(NULL), "model.mask"));
    assert_true(conf_bool(read_good(ini("[model]\nmask = yes\n")), "model.mask"));
    assert_false(conf_bool(read_good(ini("[model]\nmask = no\n")), "model.mask"));
    assert_refused(ini("[model]\nmask = 1\n"), "line 2: model.mask wants yes or no");
    assert_refused(ini("[model]\nmask =\n"), "yes or no");
}

static void test_empty_file_is_fine(void **state)
{
    (void)state;
    assert_string_equal(conf_text(read_good(ini("")), "site.name"), "Greenroom");
}

static void test_missing_file_is_refused(void **state)
{
    (void)state;
    assert_refused("/nowhere/greenroom.ini", "/nowhere/greenroom.ini");
    assert_refused(folder, folder);
}

static void test_unknown_names_are_refused_with_their_line(void **state)
{
    (void)state;
    assert_refused(ini("[site]\nname = x\ncolour = red\n"), "line 3: there is no setting site.colour");
    assert_refused(ini("\n[nowhere]\nname = x\n"), "line 3: there is no setting nowhere.name");
    assert_refused(ini("name = x\n"), "line 1: there is no setting .name");
}

static void test_wrong_type_or_range_is_refused_with_what_is_wanted(void **state)
{
    (void)state;
    assert_refused(ini("[hourly]\nchildren = many\n"),
                   "line 2: hourly.children wants a whole number from 1 to 64");
    assert_refused(ini("[hourly]\nchildren = 65\n"), "from 1 to 64");
    assert_refused(ini("[hourly]\nchildren = 0\n"), "from 1 to 64");
    assert_refused(ini("[hourly]\nchildren =\n"), "from 1 to 64");
    assert_refused(ini("[password]\nmin_length = 7\n"), "from 8 to");
    assert_refused(ini("[site]\norigin =\n"), "site.origin can't be empty");
}

static void test_same_setting_twice_is_refused(void **state)
{
    (void)state;
    assert_refused(ini("[site]\nname = a\nname = b\n"), "line 3: site.name is set twice");
    assert_refused(ini("[site]\nname = a\n[hourly]\n[site]\nname = a\n"), "line 5: site.name is set twice");
    assert_refused(ini("[site]\nname = a\n  b\n"), "line 3: site.name is set twice");
}

static void test_line_that_is_none_is_refused(void **state)
{
    (void)state;
    assert_refused(ini("[site]\nwhat is this\n"), "line 2: this is neither");
    assert_refused(ini("[site\nname = x\n"), "line 1: this is neither");
}

static void test_first_wrong_line_is_the_one_named(void **state)
{
    (void)state;
    assert_refused(ini("[site]\nnonsense\nalso = wrong\n"), "line 2: this is neither");
    assert_refused(ini("[site]\none = wrong\ntwo = wrong\nnonsense\n"),
                   "line 2: there is no setting site.one");
}

static void test_line_too_long_is_named(void **state)
{
    (void)state;
    assert_refused(ini(arena_printf(a, "[site]\nname = %0300dname = x\n", 0)),
                   "line 2: a line may have at most");
}

static void test_what_is_no_text_is_refused(void **state)
{
    (void)state;
    assert_refused(write_file(folder, "nul.ini", "[site]\nname = a\0b\n", 18), "UTF-8");
    assert_refused(ini("[site]\nname = \xff\n"), "UTF-8");
    assert_string_equal(conf_text(read_good(ini("\xef\xbb\xbf[site]\nname = Büro\n")), "site.name"), "Büro");
}

static void test_manual_is_a_file_of_the_defaults(void **state)
{
    (void)state;
    char *text = printed(manual, NULL);
    const char *defaults = printed(conf_show, read_good(NULL));
    assert_string_equal(printed(conf_show, read_good(ini(text))), defaults);
    /* Every ";name = value" made to count, but for those of the [server NAME] that ends it. */
    *strstr(text, ";[server NAME]") = '\0';
    char *live = arena_copy(a, text), *to = live;
    for (const char *p = text; *p; p++)
        if (!(*p == ';' && p[1] != ' ' && (p == text || p[-1] == '\n')))
            *to++ = *p;
    *to = '\0';
    assert_true(text_contains(live, "\nname = Greenroom\n"));
    assert_string_equal(printed(conf_show, read_good(ini(live))), defaults);
}

static void test_manual_has_each_section_once_and_says_how_far_a_number_goes(void **state)
{
    (void)state;
    const char *text = printed(manual, NULL);
    assert_true(text_contains(text, "; Shortest password, in characters. (8 to 64)\n;min_length = 12\n"));
    for (const char *p = text; (p = strchr(p, '[')); p++) {
        const char *section = arena_text(a, p, strcspn(p, "\n") + 1);
        if (p == text || p[-1] == '\n')
            assert_null(strstr(p + 1, section));
    }
}

static void test_manual_says_something_about_each(void **state)
{
    (void)state;
    const char *text = printed(manual, NULL);
    size_t said = 0, settings = 0;
    for (const char *p = text; *p; p = strchr(p, '\n') + 1) {
        const char *next = p + strcspn(p, "\n") + 1;
        const bool setting = *next == ';' && strchr(" [", next[1]) == NULL;
        said += setting && strncmp(p, "; ", 2) == 0 && next - p > 10;
        settings += setting;
        assert_true(strcspn(p, "\n") < 110);
    }
    assert_true(settings > 20);
    assert_int_equal(said, settings);
}

static void test_show_says_what_is_in_force(void **state)
{
    (void)state;
    const char *shown = printed(conf_show, read_good(ini("[hourly]\nchildren = 9\n")));
    assert_true(text_contains(shown, "[hourly]\nchildren = 9\n"));
    assert_true(text_contains(shown, "[site]\norigin = http://127.0.0.1:8080\n"));
}

/* What asking for a number logs. */
static const char *logged(const struct conf *c, const char *name, int64_t expected)
{
    FILE *log = tmpfile();
    assert_non_null(log);
    log_to(fileno(log));
    assert_int_equal(conf_int(c, name), expected);
    log_to(STDERR_FILENO);
    char *said = arena_alloc(a, 1000);
    rewind(log);
    said[fread(said, 1, 999, log)] = '\0';
    assert_int_equal(fclose(log), 0);
    return said;
}

static void test_asking_for_what_is_not_in_the_table_is_an_alert(void **state)
{
    (void)state;
    const struct conf *c = read_good(NULL);
    assert_true(text_contains(logged(c, "hourly.none", 0), "conf_name"));
    assert_true(text_contains(logged(c, "site.name", 0), "conf_name")); /* a text */
    assert_string_equal(conf_text(c, "site.name"), "Greenroom");
    assert_string_equal(logged(c, "hourly.children", 4), "");
}

#define CONF(f) cmocka_unit_test_setup_teardown(f, with_folder, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONF(test_no_file_gives_the_defaults),
        CONF(test_file_changes_what_it_names),
        CONF(test_yes_or_no),
        CONF(test_empty_file_is_fine),
        CONF(test_missing_file_is_refused),
        CONF(test_unknown_names_are_refused_with_their_line),
        CONF(test_wrong_type_or_range_is_refused_with_what_is_wanted),
        CONF(test_same_setting_twice_is_refused),
        CONF(test_line_that_is_none_is_refused),
        CONF(test_first_wrong_line_is_the_one_named),
        CONF(test_line_too_long_is_named),
        CONF(test_what_is_no_text_is_refused),
        CONF(test_manual_is_a_file_of_the_defaults),
        CONF(test_manual_has_each_section_once_and_says_how_far_a_number_goes),
        CONF(test_manual_says_something_about_each),
        CONF(test_show_says_what_is_in_force),
        CONF(test_asking_for_what_is_not_in_the_table_is_an_alert),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
