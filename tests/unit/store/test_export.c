#include "store/everything.h"
#include "store/export.h"

static void test_every_word_is_in_it(void **state)
{
    (void)state;
    struct practice p = everything("export-all");
    json *doc;
    assert_int_equal(export_user(reading(p.user), &doc), OK);
    const char *text = json_write(fx.a, doc);
    static const char *const words[] = {
        "export-all",
        "Robin",
        "year 4 teacher",
        "Europe/Berlin",
        "word-role",
        "word-source",
        "word-days",
        "word-weak",
        "word-strong",
        "word-motivation",
        "word-context",
        "word-question",
        "word-answer",
        "word-understood",
        "word-mode",
        "word-path",
        "word-parked",
        "word-feedback",
        "word-difference",
        "word-from",
        "word-to",
        "word-why",
        "word-review",
        "word-reason",
        "Safeguarding",
        "3 x 4min @ medium",
        "You ran out of time last week.",
        "Once I",
        "How do you get quiet?",
        "routine",
        "A routine, practised",
        "I taught the class",
        "word-praise",
        "word-improve",
        "word-anchor",
        "word-landed",
        "silent signal",
        "word-system",
        "word-request",
        "word-summary",
        "word-story-before",
        "word-story-after",
        "word-note",
        "word-corrected",
        "Firefox on Linux",
        "2026-01-01",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(text, words[i]) == NULL)
            fail_msg("%s is missing", words[i]);
}

static void test_every_part_has_rows(void **state)
{
    (void)state;
    struct practice p = everything("export-parts");
    json *doc;
    assert_int_equal(export_user(reading(p.user), &doc), OK);
    static const struct {
        const char *name;
        size_t rows;
    } parts[] = {
        {"raw_context", 1}, {"chat", 2},           {"plans", 1},     {"proposals", 1}, {"topics", 2},
        {"sessions", 1},    {"picks", 2},          {"questions", 2}, {"attempts", 1},  {"recalls", 1},
        {"stories", 1},     {"story_versions", 1}, {"notes", 1},     {"reviews", 1},   {"logins", 1},
        {"model_calls", 1}, {"parked", 1},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (json_len(json_get(doc, parts[i].name)) != parts[i].rows)
            fail_msg("%s: %zu", parts[i].name, json_len(json_get(doc, parts[i].name)));
}

static void test_names_stand_for_numbers(void **state)
{
    (void)state;
    struct practice p = everything("export-names");
    json *doc;
    assert_int_equal(export_user(reading(p.user), &doc), OK);
    assert_string_equal(json_get_text(json_at(json_get(doc, "questions"), 0), "difficulty", ""), "hard");
    assert_string_equal(json_get_text(json_at(json_get(doc, "sessions"), 0), "how", ""), "by_hand");
    assert_string_equal(json_get_text(json_at(json_get(doc, "sessions"), 0), "started", ""),
                        "2023-11-14T22:15:50Z");
    assert_string_equal(json_get_text(json_at(json_get(doc, "attempts"), 0), "state", ""), "done");
}

static void test_password_and_tokens_are_not_in_it(void **state)
{
    (void)state;
    struct practice p = everything("export-secret");
    json *doc;
    assert_int_equal(export_user(reading(p.user), &doc), OK);
    const char *text = json_write(fx.a, doc);
    assert_null(strstr(text, "argon2id"));
    assert_null(strstr(text, "token"
                             "_hash"));
}

static void test_nothing_of_another_user_is_in_it(void **state)
{
    (void)state;
    everything("export-other");
    json *doc;
    assert_int_equal(export_user(reading(new_user("export-empty")), &doc), OK);
    assert_null(strstr(json_write(fx.a, doc), "word-"));
    assert_int_equal(json_len(json_get(doc, "attempts")), 0);
}

static void test_all_is_read_in_one_round_trip(void **state)
{
    (void)state;
    struct practice p = everything("export-trip");
    json *doc;
    uint64_t before = db_round_trips(fx.app);
    assert_int_equal(export_user(reading(p.user), &doc), OK);
    assert_int_equal(db_round_trips(fx.app) - before, 1);
}

static void test_broken_row_is_an_error_not_a_gap(void **state)
{
    (void)state;
    struct practice p = everything("export-broken");
    json *doc;
    tamper("UPDATE gr.attempts SET sealed = mark WHERE id = '%s' AND user_id = '%s'", p.attempt.id, p.user);
    assert_int_equal(export_user(reading(p.user), &doc), ERR_SEAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_word_is_in_it),
        TEST(test_every_part_has_rows),
        TEST(test_names_stand_for_numbers),
        TEST(test_password_and_tokens_are_not_in_it),
        TEST(test_nothing_of_another_user_is_in_it),
        TEST(test_all_is_read_in_one_round_trip),
        TEST(test_broken_row_is_an_error_not_a_gap),
    };
    return cmocka_run_group_tests(tests, start_cluster, stop_cluster);
}
