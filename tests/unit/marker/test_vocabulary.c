#include "marker/words.h"

/* What is known of words, and that what a person typed is never kept. */

static const struct vocabulary_word *find(const char *word, bool keep)
{
    return marker_vocabulary_find(vocabulary, a, word, keep);
}

static void test_a_word_is_known_by_stem_and_rarity(void **state)
{
    (void)state;
    const struct vocabulary_word *word = find("hashes", false);
    assert_string_equal(word->word, "hashes");
    assert_string_equal(word->stem, "hash");
    assert_true(word->meaning.known);
    assert_true(word->weight > 0.8 && word->weight <= 1);
    assert_true(find("team", false)->weight < word->weight);
}

static void test_words_that_tie_and_deny_tell_nothing(void **state)
{
    (void)state;
    assert_true(find("the", false)->tie);
    assert_true(find("not", false)->deny);
    assert_true(find("don't", false)->deny);
    assert_float_equal(find("the", false)->weight, 0, 0);
    assert_float_equal(find("not", false)->weight, 0, 0);
    assert_false(find("hash", false)->tie || find("hash", false)->deny);
}

static void test_numbers_are_numbers_as_figures_and_as_words(void **state)
{
    (void)state;
    static const char *const numbers[] = {"12", "3rd", "twelve", "half", "million"};
    for (size_t i = 0; i < COUNT(numbers); i++)
        assert_true(find(numbers[i], false)->number);
    assert_false(find("one", false)->number); /* "one of them" is no figure */
    assert_false(find("dozens", false)->number);
}

static void test_an_unknown_word_tells_as_much_as_can_be(void **state)
{
    (void)state;
    const struct vocabulary_word *word = find("wibblethorpe", false);
    assert_false(word->meaning.known);
    assert_float_equal(word->weight, 1, 0);
}

static void test_words_of_the_library_are_kept(void **state)
{
    (void)state;
    const struct vocabulary_word *kept = find("apiary", true);
    without_arena(state);
    with_arena(state);
    assert_ptr_equal(find("apiary", true), kept);
    assert_ptr_equal(find("apiary", false), kept); /* a person may say it, too */
    assert_string_equal(kept->word, "apiary");
}

static void test_what_is_typed_is_never_kept(void **state)
{
    (void)state;
    const size_t before = arena_used(life);
    const struct vocabulary_word *once = find("mortgagequarrel", false);
    assert_ptr_not_equal(find("mortgagequarrel", false), once);
    typed("My neighbour Wilhelmina Quistgaard owes me her mortgagequarrel.");
    marker_text_read(vocabulary, a, "And Wilhelmina Quistgaard owes it still.", NULL);
    assert_int_equal(arena_used(life), before);
    const struct vocabulary_word *kept = find("quistgaard", true);
    assert_ptr_equal(find("quistgaard", true), kept);
    assert_true(arena_used(life) > before);
}

static void test_a_text_of_the_library_is_kept_word_by_word(void **state)
{
    (void)state;
    const size_t before = arena_used(life);
    marker_text_library(vocabulary, a, "Propolis seals the beehive.", NULL);
    const size_t after = arena_used(life);
    assert_true(after > before);
    marker_text_library(vocabulary, a, "The beehive propolis seals.", NULL);
    assert_int_equal(arena_used(life), after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_word_is_known_by_stem_and_rarity),
        TEST(test_words_that_tie_and_deny_tell_nothing),
        TEST(test_numbers_are_numbers_as_figures_and_as_words),
        TEST(test_an_unknown_word_tells_as_much_as_can_be),
        TEST(test_words_of_the_library_are_kept),
        TEST(test_what_is_typed_is_never_kept),
        TEST(test_a_text_of_the_library_is_kept_word_by_word),
    };
    return cmocka_run_group_tests(tests, with_words, without_words);
}
