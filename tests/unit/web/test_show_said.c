#include "base/fixture.h"
#include "web/show_said.h"

/* An answer with what landed marked in place. */

#define SAID "I greet them. Then I count & wait.\r\nWe lost five minutes, not twenty!"

static json *view(const char *text, struct landed *anchors, size_t n, const char *before)
{
    const struct mark mark = {.score = 5, .anchors = anchors, .anchors_n = n};
    json *out = json_new_object(a);
    show_said_put(a, out, &(struct show_said){.text = text, .mark = &mark, .before = before});
    return out;
}

/* The runs as one text: [1:words that landed 1], (2:words that may 2?), +a new sentence+, {3} where others
 * end. */
static const char *drawn(const json *view)
{
    char *out = "";
    const json *said = json_get(view, "said");
    for (size_t i = 0; i < json_len(said); i++) {
        const json *run = json_at(said, i), *pieces = json_get(run, "pieces");
        const char *edge = json_get_bool(run, "is_new", false) ? "+" : "";
        out = arena_printf(a, "%s%s", out, edge);
        for (size_t k = 0; k < json_len(pieces); k++) {
            const json *one = json_at(pieces, k), *also = json_get(one, "also");
            const char *text = json_get_text(one, "text", ""), *ends = json_get_text(one, "ends", "");
            const int n = (int)json_get_int(one, "n", 0);
            assert_int_equal(json_get_bool(one, "plain", false), n == 0);
            if (json_get_bool(one, "hit", false))
                out = arena_printf(a, "%s[%d:%s%s]", out, n, text, *ends ? "|" : "");
            else if (json_get_bool(one, "may", false))
                out = arena_printf(a, "%s(%d:%s%s)", out, n, text, *ends ? "|" : "");
            else
                out = arena_printf(a, "%s%s", out, text);
            for (size_t j = 0; j < json_len(also); j++)
                out = arena_printf(a, "%s{%s}", out, json_get_text(json_at(also, j), "ends", ""));
        }
        out = arena_printf(a, "%s%s", out, edge);
    }
    return out;
}

static struct landed hit(const char *quote)
{
    return (struct landed){.name = "a", .anchor = "x", .landed = true, .quote = quote, .perhaps = ""};
}

static struct landed may(const char *perhaps)
{
    return (struct landed){.name = "b", .anchor = "y", .quote = "", .perhaps = perhaps};
}

static void test_what_landed_is_marked_in_place(void **state)
{
    (void)state;
    struct landed anchors[] = {hit("five minutes"), may("Then I count & wait."), hit("I greet them.")};
    const json *v = view(SAID, anchors, COUNT(anchors), NULL);
    assert_string_equal(
        drawn(v), "[3:I greet them.|] (2:Then I count & wait.|)\r\nWe lost [1:five minutes|], not twenty!");
    assert_int_equal(json_len(json_get(v, "hits")), 2);
    assert_int_equal(json_len(json_get(v, "missing")), 1);
    assert_int_equal(json_get_int(json_at(json_get(v, "missing"), 0), "n", 0), 2);
}

static void test_what_nobody_said_marks_nothing(void **state)
{
    (void)state;
    struct landed anchors[] = {hit("six minutes"), hit(""), hit(" "), may("Then i count"),
                               hit("I greet them. Then I count &amp; wait")};
    assert_string_equal(drawn(view(SAID, anchors, COUNT(anchors), NULL)), SAID);
    assert_string_equal(drawn(view("", anchors, COUNT(anchors), NULL)), "");
    json *none = json_new_object(a);
    show_said_put(a, none, &(struct show_said){.text = SAID});
    assert_string_equal(drawn(none), SAID);
}

static void test_quotations_may_overlap(void **state)
{
    (void)state;
    struct landed crossing[] = {hit("I greet them. Then I"), hit("Then I count")};
    assert_string_equal(drawn(view("I greet them. Then I count.", crossing, 2, NULL)),
                        "[1:I greet them. ][1:Then I|][2: count|].");
    struct landed inside[] = {hit("I greet them. Then I count"), hit("greet")};
    assert_string_equal(drawn(view("I greet them. Then I count.", inside, 2, NULL)),
                        "[1:I ][1:greet]{2}[1: them. Then I count|].");
    struct landed equal[] = {hit("I greet"), hit("I greet"), may("I greet")};
    assert_string_equal(drawn(view("I greet.", equal, 3, NULL)), "[1:I greet|]{2}{3?}.");
    struct landed weaker[] = {may("I greet them."), hit("greet")};
    assert_string_equal(drawn(view("I greet them.", weaker, 2, NULL)), "(1:I )[2:greet|](1: them.|)");
}

static void test_sentences_that_are_new_are_told(void **state)
{
    (void)state;
    const json *v = view(SAID, NULL, 0, "well, i GREET them.");
    assert_string_equal(drawn(v),
                        "I greet them. +Then I count & wait.\r\nWe lost five minutes, not twenty!+");
    assert_true(json_get_bool(v, "has_new", false));
    struct landed anchors[] = {hit("them. Then")};
    assert_string_equal(drawn(view(SAID, anchors, 1, "I greet them. We lost five minutes, not twenty!")),
                        "I greet [1:them. ]+[1:Then|] I count & wait.+\r\nWe lost five minutes, not twenty!");
}

static void test_where_all_or_nothing_is_new_nothing_is_marked(void **state)
{
    (void)state;
    const json *all = view(SAID, NULL, 0, "I do not know."), *nothing = view(SAID, NULL, 0, SAID);
    assert_string_equal(drawn(all), SAID);
    assert_true(json_get_bool(all, "all_new", false));
    assert_false(json_get_bool(all, "has_new", false));
    assert_string_equal(drawn(nothing), SAID);
    assert_false(json_get_bool(nothing, "all_new", false) || json_get_bool(nothing, "has_new", false));
    assert_false(json_get_bool(view("", NULL, 0, SAID), "all_new", false));
}

static void test_sentences_are_the_answers_own_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *sentences;
    } known[] = {
        {SAID, "[\"I greet them.\",\"Then I count & wait.\",\"We lost five minutes, not twenty!\"]"},
        {"It cost 3.5 million. “Really?” he said… Yes",
         "[\"It cost 3.5 million.\",\"“Really?”\",\"he said…\",\"Yes\"]"},
        {"  one line \n\n - another  \r\n", "[\"one line\",\"- another\"]"},
        {"I met her on a Monday in the corridor behind the shop and\nasked. She said\nYes",
         "[\"I met her on a Monday in the corridor behind the shop and\\nasked.\",\"She said\",\"Yes\"]"},
        {"", "[]"},
        {" \n", "[]"},
        {"...", "[\"...\"]"},
    };
    for (size_t i = 0; i < COUNT(known); i++) {
        const json *list = show_said_sentences(a, known[i].text);
        json *sentences = json_new_array(a);
        for (size_t k = 0; k < json_len(list); k++)
            json_add_text(a, sentences, json_get_text(json_at(list, k), "sentence", ""));
        assert_string_equal(json_write(a, sentences), known[i].sentences);
    }
}

static void test_a_long_sentence_is_told_in_short(void **state)
{
    (void)state;
    static const char longest[] =
        "It was a long way to the school on the hill, and every morning I walked it with ä";
    const json *one = json_at(show_said_sentences(a, longest), 0);
    assert_string_equal(json_get_text(one, "sentence", ""), longest);
    assert_string_equal(json_get_text(one, "short", ""),
                        "It was a long way to the school on the hill, and every morning I walked…");
    assert_string_equal(json_get_text(json_at(show_said_sentences(a, "Short."), 0), "short", ""), "Short.");
}

static void test_a_text_of_full_stops_ends(void **state)
{
    (void)state;
    char *text = arena_alloc(a, 20001);
    memset(text, '.', 20000);
    for (size_t i = 1; i < 20000; i += 2)
        text[i] = ' ';
    assert_int_equal(json_len(show_said_sentences(a, text)), 400);
    assert_string_equal(drawn(view(text, NULL, 0, "no")), text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_landed_is_marked_in_place),
        TEST(test_what_nobody_said_marks_nothing),
        TEST(test_quotations_may_overlap),
        TEST(test_sentences_that_are_new_are_told),
        TEST(test_where_all_or_nothing_is_new_nothing_is_marked),
        TEST(test_sentences_are_the_answers_own_words),
        TEST(test_a_long_sentence_is_told_in_short),
        TEST(test_a_text_of_full_stops_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
