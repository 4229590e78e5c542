#include "base/rows.h"
#include "coach/asking.h"
#include "coach/read_back.h"
#include "nlu/nlu.h"

/* What is read back, said again, is heard alike: tried on all that nlu's table says. Today is Monday, 30
 * November 2026. */

static struct arena *life;
static struct library *library;

static int read_library(void **state)
{
    (void)state;
    const char *why = "";
    life = arena_new(256 << 20, false);
    if (library_read(life, "prompts/library", &library, &why) != OK)
        fail_msg("%s", why);
    return 0;
}

static int free_library(void **state)
{
    (void)state;
    arena_free(life);
    return 0;
}

static clock_day today(void)
{
    return clock_day_of(2026, 11, 30);
}

static struct facts hear(const char *says)
{
    struct nlu heard = {.arena = a,
                        .library = library,
                        .today = today(),
                        .known = json_new_object(a),
                        .facts = json_new_object(a)};
    struct facts facts = facts_none();
    const char *message = nlu_plain(library, a, says);
    while (nlu_next(&heard, &message))
        nlu_when(&heard);
    asking_take_facts(a, heard.facts, &facts);
    return facts;
}

static const char *read_aloud(const struct facts *facts)
{
    struct read_back lines[READ_BACK_MOST];
    const size_t n = read_back(library, a, facts, today(), lines);
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        all = arena_printf(a, "%s%s%s", all, text_if(i > 0, " "), lines[i].text);
    return all;
}

static void assert_same(const char *said, const char *again, const char *what, long long is, long long wanted)
{
    if (is != wanted)
        found_wrong(arena_printf(a, "“%s” is read back as “%s”: %s is %lld then, and was %lld", said, again,
                                 what, is, wanted));
}

static void look(const json *row)
{
    const char *said = json_get_text(row, "says", "");
    const struct facts facts = hear(said);
    const char *again = read_aloud(&facts);
    const struct facts other = hear(again);
    for (int day = 0; day < FACTS_WEEKDAYS; day++)
        assert_same(said, again, "a day's minutes", facts_minutes_on(&other, day),
                    facts_minutes_on(&facts, day));
    assert_same(said, again, "days off", other.days_off, facts.days_off);
    assert_same(said, again, "the date", other.interview, facts.interview);
    assert_same(said, again, "weeks", other.weeks, facts.weeks);
}

static void test_what_is_read_back_is_heard_alike(void **state)
{
    (void)state;
    static const char *const members[] = {"of",    "says", "minutes", "by",   "off", "date",
                                          "weeks", "none", "unsure",  "asks", NULL};
    each_row("tests/unit/nlu/when.jsonl", 120, members, look);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_what_is_read_back_is_heard_alike)};
    return cmocka_run_group_tests(tests, read_library, free_library);
}
