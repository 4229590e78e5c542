#include "builtin/talk.h"
#include "nlu/nlu.h"

/* What people say feels weak or is fine, and their energy for it: one message a row. A row of the table has
 * `weak` and `strong` as lists, `capacity`, and `asks` where what they say of their energy doesn't go
 * together. */

/* A list as its areas, one a line, in lower case. */
static const char *lines_of(const char *list)
{
    const char *lines = "";
    for (const char *area; (area = nlu_next_area(library, a, &list)) != NULL;)
        lines = arena_printf(a, "%s%s\n", lines, text_fold(a, area));
    return lines;
}

static void assert_areas(const json *row, const char *key)
{
    assert_text(json_get_text(row, "says", ""), key, lines_of(json_get_text(talk.facts, key, "")),
                lines_of(json_get_text(row, key, "")));
}

static bool asks_for(const char *what)
{
    const json *asks = json_get(talk.answer, "asks");
    for (size_t i = 0; i < json_len(asks); i++)
        if (text_equal(json_text(json_at(asks, i), ""), what))
            return true;
    return false;
}

/* Each fact of it has its source, in the words of the message. */
static void assert_source(const json *row, const char *fact)
{
    const char *says = json_get_text(row, "says", "");
    const char *source = json_get_text(json_get(talk.facts, "sources"), fact, "");
    if (!*source || !text_contains(says, source))
        found_wrong(arena_printf(a, "“%s”: %s comes from “%s”", says, fact, source));
}

static void look_at_areas(const json *row)
{
    static const char *const facts[] = {"weak", "strong", "capacity"};
    const char *says = json_get_text(row, "says", "");
    start_over();
    say(says);
    assert_areas(row, "weak");
    assert_areas(row, "strong");
    assert_number(says, "capacity", json_get_int(talk.facts, "capacity", 0),
                  json_get_int(row, "capacity", 0));
    for (size_t i = 0; i < COUNT(facts); i++)
        if (json_get(row, facts[i]))
            assert_source(row, facts[i]);
    if (json_get_bool(row, "asks", false) && !asks_for("motivation"))
        found_wrong(arena_printf(a, "“%s”: is not asked about", says));
}

static void test_areas_and_energy(void **state)
{
    (void)state;
    static const char *const known[] = {"of", "says", "weak", "strong", "capacity", "asks", NULL};
    each_row("tests/unit/builtin/areas.jsonl", 200, known, look_at_areas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TALK_TEST(test_areas_and_energy)};
    return cmocka_run_group_tests(tests, read_library, free_library);
}
