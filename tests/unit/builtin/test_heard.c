#include "builtin/talk.h"

/* What is heard in one message, by a coach who knows nothing yet: tables, each row a message and what is
 * understood of it. */

static void test_a_sentence_or_two(void **state)
{
    (void)state;
    assert_heard("tests/unit/builtin/hearing.jsonl", 140);
}

/* Several facts in a message, asides, denials, slips. */
static void test_whole_messages(void **state)
{
    (void)state;
    assert_heard("tests/unit/builtin/sentences.jsonl", 50);
}

/* As people talk. */
static void test_spoken_words(void **state)
{
    (void)state;
    assert_heard("tests/unit/builtin/spoken.jsonl", 135);
}

/* Whole life stories, pasted as people write them: all sorts of work, all in lower case, without full stops,
 * with slips. What they say of their lives is not what they say of their plan. */
static void test_life_stories(void **state)
{
    (void)state;
    assert_heard("tests/unit/builtin/stories.jsonl", 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TALK_TEST(test_a_sentence_or_two),
        TALK_TEST(test_whole_messages),
        TALK_TEST(test_spoken_words),
        TALK_TEST(test_life_stories),
    };
    return cmocka_run_group_tests(tests, read_library, free_library);
}
