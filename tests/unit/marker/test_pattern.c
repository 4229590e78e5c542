#include "marker/marker_pattern.h"
#include "marker/words.h"

/* Patterns of anchors: what meets them, and what is none. */

/* Is it met in the sentence, the only one of its text? */
static bool meets(const char *pattern, const char *sentence)
{
    bool met[4] = {false};
    const struct marker_text *text = typed(sentence);
    assert_true(text->sentences_n <= 4);
    marker_pattern_find(a, text, pattern, met);
    return met[0];
}

static const struct row {
    const char *pattern, *sentence;
    bool met;
} rows[] = {
    /* all of them */
    {"hash & bucket", "A hash picks the bucket.", true},
    {"hash & bucket", "A hash picks the shelf.", false},
    {"hash & bucket", "The bucket comes from its hash.", true},
    {"hash", "Hashes are hashed by hashing.", true}, /* by stem */
    /* any of them */
    {"hash|digest & bucket|shelf", "The digest names a shelf.", true},
    {"hash|digest & bucket|shelf", "The digest names a drawer.", false},
    {"digest|hash", "It has a hash.", true},
    {"nothing|hash", "It has a hash.", true},
    /* in this order */
    {"ask > decide", "I ask her and then I decide.", true},
    {"ask > decide", "I decide and then I ask her.", false},
    {"ask > ask", "I ask her once.", false},
    {"ask > ask", "I ask her, and ask again.", true},
    {"plan & ask > decide", "I ask, decide, and plan.", true}, /* only what stands on both sides of a > */
    {"plan & ask > decide", "I plan, decide and ask.", false},
    /* within so many words */
    {"ask & decide / 4", "I ask and then decide.", true},
    {"ask & decide / 4", "I ask her about the whole matter and decide.", false},
    {"ask & decide/9", "I ask her about the whole matter and decide.", true},
    /* denied */
    {"index & fast", "The index is not fast.", false},
    {"index & fast", "The index is fast.", true},
    {"index & fast", "An index never makes it fast.", false},
    /* phrases */
    {"hash_function", "A hash function is fair.", true},
    {"hash_function", "A function of a hash.", false},
    {"on_the_other_hand", "On the other hand, it costs.", true},
    /* nothing */
    {"", "A hash.", false},
    {"hash & ", "A hash.", false},
    {"&", "A hash.", false},
};

static void test_patterns_are_met_as_they_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++)
        if (meets(rows[i].pattern, rows[i].sentence) != rows[i].met)
            fail_msg("“%s”, “%s”: wanted %d", rows[i].pattern, rows[i].sentence, rows[i].met);
}

static void test_each_sentence_is_looked_at_alone(void **state)
{
    (void)state;
    bool met[3] = {false};
    marker_pattern_find(a, typed("It has a hash. It has a bucket. The hash picks the bucket."),
                        "hash & bucket", met);
    assert_false(met[0]);
    assert_false(met[1]);
    assert_true(met[2]);
}

static void test_what_is_met_already_stays_met(void **state)
{
    (void)state;
    bool met[2] = {true, false};
    marker_pattern_find(a, typed("It has a tail. It has a head."), "head", met);
    assert_true(met[0]);
    assert_true(met[1]);
}

static void test_what_is_a_pattern_is_taken(void **state)
{
    (void)state;
    static const char *const good[] = {"hash",
                                       "hash_function|hash & index|bucket",
                                       "a > b / 8",
                                       "c++ & c#",
                                       "a & b & c & d & e & f",
                                       "na\xc3\xafve|caf\xc3\xa9"};
    const char *why;
    for (size_t i = 0; i < COUNT(good); i++) {
        if (!marker_pattern_fit(good[i], &why))
            fail_msg("“%s” %s", good[i], why);
        assert_string_equal(why, "");
    }
}

static void test_what_is_none_is_told(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {"", "no word"},
        {"a & ", "no word"},
        {"a | | b", "no word"},
        {"& a", "no word"},
        {"a & b /", "number"},
        {"a & b / soon", "number"},
        {"a/b|c", "number"},
        {"a & b / 0", "number"},
        {"a & b & c & d & e & f & g", "six terms"},
        {"a & b / 3 & c", "number"},
        {"a > > b", "no word"},
    };
    const char *why;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_false(marker_pattern_fit(bad[i][0], &why));
        if (!strstr(why, bad[i][1]))
            fail_msg("“%s”: told “%s”", bad[i][0], why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_patterns_are_met_as_they_say),  TEST(test_each_sentence_is_looked_at_alone),
        TEST(test_what_is_met_already_stays_met), TEST(test_what_is_a_pattern_is_taken),
        TEST(test_what_is_none_is_told),
    };
    return cmocka_run_group_tests(tests, with_words, without_words);
}
