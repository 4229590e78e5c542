#include "base/conf.h"
#include "base/conf_server.h"
#include "base/fixture.h"
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

static struct conf *read_good(const char *text)
{
    struct conf *c = NULL;
    const char *why = "";
    if (conf_read(a, ini(text), &c, &why) != OK)
        fail_msg("%s", why);
    return c;
}

static void assert_refused(const char *text, const char *because)
{
    struct conf *c;
    const char *why = "";
    assert_int_equal(conf_read(a, ini(text), &c, &why), ERR_CONFIG);
    if (!text_contains(why, arena_printf(a, "greenroom.ini, %s", because)))
        fail_msg("\"%s\" does not say \"%s\"", why, because);
}

/* The server of that name, which must be set up. */
static const struct conf_server *server(const struct conf *c, const char *name)
{
    const struct conf_server *s = conf_server_named(conf_servers(c), name);
    if (!s)
        fail_msg("no server %s", name);
    return s;
}

static void assert_text(const struct conf_server *s, enum conf_server_setting which, const char *expected)
{
    assert_string_equal(conf_server_text(s, which), expected);
}

static char *shown(const struct conf *c)
{
    char *text = NULL;
    size_t n;
    FILE *out = open_memstream(&text, &n);
    assert_non_null(out);
    conf_show(c, out);
    fclose(out);
    char *copy = arena_copy(a, text);
    free(text);
    return copy;
}

/* ---- sections of their own ---- */

static void test_without_settings_no_server_is_set_up(void **state)
{
    (void)state;
    const struct conf *c = read_good("[site]\nname = x\n[openai]\n[local]\nmodel = small\n");
    const struct conf_servers *all = conf_servers(c);
    assert_int_equal(all->n, CONF_OWN_SECTIONS);
    for (size_t i = 0; i < all->n; i++)
        assert_false(conf_server_is_set(&all->list[i]));
    assert_null(conf_server_named(all, "openai"));
    assert_string_equal(conf_inside(c), "");
}

static void test_the_sections_of_their_own_are_what_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *name, *speaks, *url, *model;
        bool inside;
        int thinking;
    } expected[] = {
        {"openai", "openai", "https://api.openai.com/v1", "gpt-5.4-mini", false, 4000},
        {"anthropic", "anthropic", "https://api.anthropic.com/v1", "claude-haiku-4-5", false, 4000},
        {"other", "openai", "", "default", false, 4000},
        {"local", "openai", "", "default", true, 0},
    };
    const struct conf *c = read_good("[local]\nkey_file = k\n[other]\nkey_file = k\n[anthropic]\n"
                                     "key_file = k\n[openai]\nkey_file = k\n");
    for (size_t i = 0; i < COUNT(expected); i++) {
        const struct conf_server *s = server(c, expected[i].name);
        assert_string_equal(conf_servers(c)->list[i].name, expected[i].name); /* whatever the file's order */
        assert_string_equal(s->section, expected[i].name);
        assert_text(s, SERVER_SPEAKS, expected[i].speaks);
        assert_string_equal(conf_server_url(s), expected[i].url);
        assert_text(s, SERVER_MODEL, expected[i].model);
        assert_text(s, SERVER_STRUCTURED, "auto");
        assert_text(s, SERVER_TOKEN_NAME, "auto");
        assert_text(s, SERVER_EFFORT, "");
        assert_int_equal(conf_server_bool(s, SERVER_INSIDE), expected[i].inside);
        assert_int_equal(conf_server_int(s, SERVER_THINKING_TOKENS), expected[i].thinking);
    }
}

static void test_a_section_of_its_own_takes_its_settings(void **state)
{
    (void)state;
    const struct conf *c = read_good("[openai]\nurl = http://127.0.0.1:1/v1\n[site]\nname = x\n[openai]\n"
                                     "effort = low\nthinking_tokens = 9\ntoken_name = max_tokens\n");
    const struct conf_server *s = server(c, "openai");
    assert_string_equal(conf_server_url(s), "http://127.0.0.1:1/v1");
    assert_text(s, SERVER_EFFORT, "low");
    assert_text(s, SERVER_TOKEN_NAME, "max_tokens");
    assert_int_equal(conf_server_int(s, SERVER_THINKING_TOKENS), 9);
}

static void test_what_a_section_of_its_own_is_given_can_not_be_set(void **state)
{
    (void)state;
    assert_refused("[openai]\nspeaks = anthropic\n", "line 2: there is no setting openai.speaks");
    assert_refused("[local]\ninside = no\n", "line 2: there is no setting local.inside");
    assert_refused("[anthropic]\ntoken_name = auto\n", "line 2: there is no setting anthropic.token_name");
    assert_refused("[other]\ncolour = red\n", "line 2: there is no setting other.colour");
    assert_refused("[other]\nmodel =\n", "line 2: other.model can't be empty");
    assert_refused("[other]\nurl = a\nurl = b\n", "line 3: other.url is set twice");
}

/* ---- [server NAME] ---- */

static void test_a_server_has_what_its_section_says(void **state)
{
    (void)state;
    const struct conf *c = read_good(
        "[server basement-2_B]\nspeaks = openai\nurl = http://127.0.0.1:9/v1\nkey_file = /k\ninside = yes\n"
        "model = qwen3:8b\nstructured = plain\ntoken_name = max_tokens\neffort = high\n"
        "thinking_tokens = 12\n");
    const struct conf_server *s = server(c, "basement-2_B");
    assert_string_equal(s->section, "server basement-2_B");
    assert_text(s, SERVER_SPEAKS, "openai");
    assert_string_equal(conf_server_url(s), "http://127.0.0.1:9/v1");
    assert_text(s, SERVER_KEY_FILE, "/k");
    assert_true(conf_server_bool(s, SERVER_INSIDE));
    assert_text(s, SERVER_MODEL, "qwen3:8b");
    assert_text(s, SERVER_STRUCTURED, "plain");
    assert_text(s, SERVER_TOKEN_NAME, "max_tokens");
    assert_text(s, SERVER_EFFORT, "high");
    assert_int_equal(conf_server_int(s, SERVER_THINKING_TOKENS), 12);
}

static void test_what_a_server_does_not_say_is_the_tables(void **state)
{
    (void)state;
    const struct conf *c =
        read_good("[server a]\nspeaks = openai\nurl = https://models.example/v1\n[server b]\n"
                  "speaks = anthropic\n[server c]\nmodel = large\nspeaks = anthropic\nurl = https://c/v1\n");
    const struct conf_server *one = server(c, "a"), *two = server(c, "b"), *three = server(c, "c");
    assert_text(one, SERVER_MODEL, "default");
    assert_false(conf_server_bool(one, SERVER_INSIDE));
    assert_int_equal(conf_server_int(one, SERVER_THINKING_TOKENS), 4000);
    assert_string_equal(conf_server_url(two), "https://api.anthropic.com/v1");
    assert_text(two, SERVER_MODEL, "claude-haiku-4-5");
    assert_string_equal(conf_server_url(three), "https://c/v1");
    assert_text(three, SERVER_MODEL, "large");
}

static void test_servers_stand_beside_sections_of_their_own_in_the_order_of_their_names(void **state)
{
    (void)state;
    const struct conf *c = read_good("[server zebra]\nspeaks = openai\nurl = https://z/v1\ninside = yes\n"
                                     "[openai]\nkey_file = k\n"
                                     "[server  ape ]\nspeaks = openai\nurl = https://a/v1\ninside = yes\n"
                                     "[server mole]\nspeaks = openai\nurl = https://m/v1\n");
    const struct conf_servers *all = conf_servers(c);
    assert_int_equal(all->n, CONF_OWN_SECTIONS + 3);
    assert_string_equal(all->list[CONF_OWN_SECTIONS].name, "ape");
    assert_string_equal(all->list[CONF_OWN_SECTIONS + 1].name, "mole");
    assert_string_equal(all->list[CONF_OWN_SECTIONS + 2].name, "zebra");
    assert_string_equal(conf_server_url(server(c, "openai")), "https://api.openai.com/v1");
    assert_string_equal(conf_inside(c), "ape,zebra");
}

static void test_a_server_may_have_the_name_of_a_section_that_is_not_there(void **state)
{
    (void)state;
    const struct conf *c = read_good("[server openai]\nspeaks = anthropic\nurl = https://a/v1\n"
                                     "[server local]\nspeaks = openai\nurl = https://l/v1\ninside = yes\n");
    assert_string_equal(conf_server_url(server(c, "openai")), "https://a/v1");
    const char *text = shown(c);
    assert_false(text_contains(text, "\n[openai]\n"));
    assert_true(text_contains(text, "\n[anthropic]\n"));
    assert_string_equal(shown(read_good(text)), text); /* what is shown can be read */
}

static void test_a_server_that_does_not_say_what_it_must_is_refused_at_its_section(void **state)
{
    (void)state;
    assert_refused("[site]\nname = x\n[server a]\nurl = https://a/v1\n",
                   "line 3: [server a] does not say what it speaks: openai or anthropic");
    assert_refused("[server a]\n[site]\nname = x\n", "line 1: [server a] does not say what it speaks");
    assert_refused("[server a]", "line 1: [server a] does not say what it speaks");
    assert_refused("[server b]\nspeaks = anthropic\n[server a]\nspeaks = openai\n",
                   "line 3: [server a] does not say where it is: it wants a url");
    assert_refused("[server a]\nspeaks = openai\nkey_file = k\nurl =\n",
                   "line 1: [server a] does not say where");
    assert_refused("[server a]\nspeaks = anthropic\ninside = yes\n", "line 1: [server a] does not say where");
    assert_refused("[server local]\nspeaks = openai\nurl = https://a/v1\n",
                   "line 1: [server local] wants inside = yes");
}

static void test_settings_that_a_server_does_not_have_are_refused(void **state)
{
    (void)state;
    assert_refused("[server a]\nspeaks = openai\ncolour = red\n",
                   "line 3: there is no setting server a.colour");
    assert_refused("[server a]\nspeaks = gemini\n", "line 2: server a.speaks wants openai or anthropic");
    assert_refused("[server a]\nspeaks =\n", "line 2: server a.speaks wants openai or anthropic");
    assert_refused("[server a]\ninside = 1\n", "line 2: server a.inside wants yes or no");
    assert_refused("[server a]\nthinking_tokens = 100001\n",
                   "line 2: server a.thinking_tokens wants a whole number from 0 to 100000");
    assert_refused("[server a]\nspeaks = openai\nspeaks = openai\n", "line 3: server a.speaks is set twice");
    assert_refused("[server a]\ntoken_name = auto\nspeaks = anthropic\n",
                   "line 2: server a.token_name is for a server that speaks openai");
}

#define GOOD "speaks = openai\nurl = https://a/v1\n"

static void test_a_name_that_will_not_do_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "server",
        "server ",
        "server a b",
        "server a:b",
        "server a,b",
        "server a.b",
        "server b\xc3\xbcro",
        "server 123456789012345678901234567890123",
        "server 1234567890123456789012345678901234567890123456789012345678901234"};
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_refused(arena_printf(a, "\n[%s]\n" GOOD, bad[i]),
                       "line 2: a server's name has 1 to 32 letters, digits, - and _");
    assert_refused("[server builtin]\n" GOOD, "line 1: a server can't be called builtin");
    assert_refused("[server Builtin]\n" GOOD, "line 1: a server can't be called builtin");
    assert_refused("[server speech]\n" GOOD, "line 1: a server can't be called speech");
    assert_refused("[servers]\nspeaks = openai\n", "line 2: there is no setting servers.speaks");
    server(read_good("[server 12345678901234567890123456789012]\n" GOOD), "12345678901234567890123456789012");
    server(read_good("[server -_]\n" GOOD), "-_");
}

static void test_a_name_twice_is_refused(void **state)
{
    (void)state;
    assert_refused("[server a]\n" GOOD "[server a]\n" GOOD,
                   "line 4: [server a] and [server a] on line 1 are one server");
    assert_refused("[server a]\nspeaks = openai\n[server a]\nurl = https://a/v1\n", "line 3: [server a] and");
    assert_refused("[openai]\nkey_file = k\n[server openai]\n" GOOD,
                   "line 3: [server openai] and [openai] on line 1 are one server");
    assert_refused("[server openai]\n" GOOD "\n[openai]\n",
                   "line 5: [openai] and [server openai] on line 1 are one server");
    assert_int_equal(conf_servers(read_good("[server a]\n" GOOD "[server A]\n" GOOD))->n,
                     CONF_OWN_SECTIONS + 2);
}

static void test_there_may_be_32_servers(void **state)
{
    (void)state;
    const char *text = "[openai]\nkey_file = k\n";
    for (int i = 0; i < CONF_MOST_SERVERS; i++)
        text = arena_printf(a, "%s[server s%d]\n" GOOD, text, i);
    assert_int_equal(conf_servers(read_good(text))->n, CONF_OWN_SECTIONS + CONF_MOST_SERVERS);
    assert_refused(arena_printf(a, "%s[server more]\n" GOOD, text),
                   "line 99: [server more] is one too many: there may be 32");
}

static void test_the_first_thing_wrong_is_the_one_named(void **state)
{
    (void)state;
    assert_refused("[server a]\nnonsense\n[server a]\n", "line 2: this is neither");
    assert_refused("[server a]\nspeaks = x\n[server a]\n", "line 2: server a.speaks wants");
    assert_refused("[server a]\n[server a]\nnonsense\n", "line 2: [server a] and");
    assert_refused("[server a\n" GOOD, "line 1: this is neither");
}

/* An indented line continues the value before it, as it always did; elsewhere it counts as it stands. */
static void test_an_indented_section_is_none_behind_a_value(void **state)
{
    (void)state;
    assert_refused("[server a]\n" GOOD "  [server b]\n", "line 4: server a.url is set twice");
    server(read_good("\xef\xbb\xbf[server a]\n" GOOD), "a");
    server(read_good("\xef\xbb\xbf  [server a]\n\t" GOOD), "a");
    server(read_good("[site]\n  [server a]\n" GOOD "; [server a]\n# [server a]\n"), "a");
}

static void test_a_settings_place_is_its_line(void **state)
{
    (void)state;
    const struct conf *c = read_good("[model]\n\norder = a, builtin\n");
    assert_true(text_contains(conf_place(c, a, "model.order"), "greenroom.ini, line 3"));
    assert_string_equal(conf_place(read_good(""), a, "model.order"), "model.order");
}

#define CONF(f) cmocka_unit_test_setup_teardown(f, with_folder, without_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CONF(test_without_settings_no_server_is_set_up),
        CONF(test_the_sections_of_their_own_are_what_they_are),
        CONF(test_a_section_of_its_own_takes_its_settings),
        CONF(test_what_a_section_of_its_own_is_given_can_not_be_set),
        CONF(test_a_server_has_what_its_section_says),
        CONF(test_what_a_server_does_not_say_is_the_tables),
        CONF(test_servers_stand_beside_sections_of_their_own_in_the_order_of_their_names),
        CONF(test_a_server_may_have_the_name_of_a_section_that_is_not_there),
        CONF(test_a_server_that_does_not_say_what_it_must_is_refused_at_its_section),
        CONF(test_settings_that_a_server_does_not_have_are_refused),
        CONF(test_a_name_that_will_not_do_is_refused),
        CONF(test_a_name_twice_is_refused),
        CONF(test_there_may_be_32_servers),
        CONF(test_the_first_thing_wrong_is_the_one_named),
        CONF(test_an_indented_section_is_none_behind_a_value),
        CONF(test_a_settings_place_is_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
