#include "base/rows.h"
#include "library/library.h"
#include "nlu/nlu.h"

/* What is heard of time, days and dates: a table, each row a message and all that follows from it. Today is
 * Monday, 30 November 2026. */

enum { WEEK = 7 };

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

static struct nlu hear(const char *says)
{
    struct nlu heard = {.arena = a,
                        .library = library,
                        .today = today(),
                        .known = json_new_object(a),
                        .facts = json_new_object(a)};
    const char *message = nlu_plain(library, a, says);
    while (nlu_next(&heard, &message))
        nlu_when(&heard);
    return heard;
}

static const char *days_of(const json *facts)
{
    const json *list = json_get(facts, "days_off");
    const char *text = list ? "" : "-";
    for (size_t i = 0; i < json_len(list); i++)
        text = arena_printf(a, "%s%lld", text, (long long)json_int(json_at(list, i), 0));
    return text;
}

static const char *by_day(const json *facts)
{
    const json *list = json_get(facts, "minutes_by_day");
    const char *text = "";
    for (size_t i = 0; i < json_len(list); i++)
        if (json_int(json_at(list, i), 0) > 0)
            text = arena_printf(a, "%s%s%zu:%lld", text, *text ? " " : "", i,
                                (long long)json_int(json_at(list, i), 0));
    return text;
}

static const char *joined(const json *list)
{
    const char *text = "";
    for (size_t i = 0; i < json_len(list); i++)
        text = arena_printf(a, "%s%s%s", text, *text ? " " : "", json_text(json_at(list, i), ""));
    return text;
}

static void same(const char *says, const char *what, const char *is, const char *wanted)
{
    if (!text_equal(is, wanted))
        found_wrong(arena_printf(a, "“%s”: %s “%s”, wanted “%s”", says, what, is, wanted));
}

static const char *number_text(const json *object, const char *key)
{
    return arena_printf(a, "%lld", (long long)json_get_int(object, key, 0));
}

static void assert_facts(const char *says, const json *facts, const json *row)
{
    same(says, "minutes", number_text(facts, "minutes"), number_text(row, "minutes"));
    same(says, "by day", by_day(facts), json_get_text(row, "by", ""));
    same(says, "off", days_of(facts), json_get_text(row, "off", "-"));
    same(says, "date", json_get_text(facts, "interview_date", ""), json_get_text(row, "date", ""));
    same(says, "weeks", number_text(facts, "weeks"), number_text(row, "weeks"));
    same(says, "none", json_get_bool(facts, "no_interview_date", false) ? "none" : "",
         json_get_bool(row, "none", false) ? "none" : "");
    same(says, "unsure", joined(json_get(facts, "unsure")), json_get_text(row, "unsure", ""));
}

/* Every source stands in what was said. */
static void assert_sources(const char *says, const json *facts)
{
    static const char *const named[] = {"minutes", "minutes_by_day", "days_off", "weeks"};
    const json *sources = json_get(facts, "sources");
    const char *plain = nlu_plain(library, a, says);
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (json_has(facts, named[i]) && text_blank(json_get_text(sources, named[i], "")))
            found_wrong(arena_printf(a, "“%s”: %s has no source", says, named[i]));
    for (size_t i = 0; i < json_members(sources); i++) {
        const char *key, *words = json_text(json_member(sources, i, &key), "");
        if (!text_contains(plain, words))
            found_wrong(arena_printf(a, "“%s”: %s from “%s”", says, key, words));
    }
}

static void look(const json *row)
{
    const char *says = json_get_text(row, "says", "");
    const struct nlu heard = hear(says);
    assert_facts(says, heard.facts, row);
    same(says, "asks", joined(heard.asks), json_get_text(row, "asks", ""));
    assert_sources(says, heard.facts);
}

static const char *const members[] = {"of",    "says", "minutes", "by",   "off", "date",
                                      "weeks", "none", "unsure",  "asks", NULL};

static void test_what_a_message_says(void **state)
{
    (void)state;
    each_row("tests/unit/nlu/when.jsonl", 120, members, look);
}

static const char *range(const json *facts)
{
    const json *days = json_get(facts, "break");
    return days ? arena_printf(a, "%s %s", json_get_text(days, "from", ""), json_get_text(days, "to", ""))
                : "";
}

/* A wish of somebody who practises half an hour a day. */
static void look_at_wish(const json *row)
{
    const char *says = json_get_text(row, "says", "");
    json *known = json_new_object(a);
    json_put_int(a, known, "minutes", 30);
    json_put_text(a, known, "interview_date", json_get_text(row, "known", ""));
    const json *facts = nlu_wish(library, a, known, today(), says);
    same(says, "minutes", number_text(facts, "minutes"), number_text(row, "minutes"));
    same(says, "by day", by_day(facts), json_get_text(row, "by", ""));
    same(says, "off", days_of(facts), json_get_text(row, "off", "-"));
    same(says, "date", json_get_text(facts, "interview_date", ""), json_get_text(row, "date", ""));
    same(says, "weeks", number_text(facts, "weeks"), number_text(row, "weeks"));
    same(says, "break", range(facts), json_get_text(row, "break", ""));
    same(says, "minutes more", number_text(facts, "minutes_more"), number_text(row, "more"));
    same(says, "cancelled", text_if(json_get_bool(facts, "date_cancelled", false), "yes"),
         text_if(json_get_bool(row, "cancelled", false), "yes"));
}

static void test_what_a_wish_says(void **state)
{
    (void)state;
    static const char *const known[] = {"of",    "says",  "minutes", "by",    "off",       "date",
                                        "weeks", "break", "more",    "known", "cancelled", NULL};
    each_row("tests/unit/nlu/wishes.jsonl", 30, known, look_at_wish);
}

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_what_a_message_says), TEST(test_what_a_wish_says)};
    return cmocka_run_group_tests(tests, read_library, free_library);
}
