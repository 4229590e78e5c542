#include "marker/words.h"

/* A text as the marker sees it: sentences, letter for letter, and their words. */

static void expect_sentences(const char *text, const char *const *sentences, size_t n)
{
    const struct marker_text *read = typed(text);
    for (size_t s = 0; s < n && s < read->sentences_n; s++)
        assert_string_equal(read->sentences[s].text, sentences[s]);
    assert_int_equal(read->sentences_n, n);
}

#define SENTENCES(text, ...)                                                                                 \
    expect_sentences(text, (const char *const[]){__VA_ARGS__},                                               \
                     sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void test_sentences_end_where_people_end_them(void **state)
{
    (void)state;
    SENTENCES("I asked her. She said no! Why? Well...", "I asked her.", "She said no!", "Why?", "Well...");
    SENTENCES("It cost 3.50 at example.com and more.", "It cost 3.50 at example.com and more.");
    SENTENCES("One thing; another thing", "One thing", "another thing");
    SENTENCES("He left (at last.) Then I slept.", "He left (at last.)", "Then I slept.");
    SENTENCES("She said \"no.\" Then I slept.", "She said \"no.\"", "Then I slept.");
}

static void test_curly_quotation_marks_close_a_sentence(void **state)
{
    (void)state;
    SENTENCES("She said “no.” Then I slept.", "She said “no.”", "Then I slept.");
    SENTENCES("She said ‘no!’ Then I slept.", "She said ‘no!’", "Then I slept.");
}

static void test_each_kind_of_line_break_ends_a_sentence(void **state)
{
    (void)state;
    static const char *const breaks[] = {"\n",       "\r\n",         "\v",          "\f",
                                         "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < COUNT(breaks); i++)
        SENTENCES(arena_printf(a, "I asked her%sShe said no", breaks[i]), "I asked her", "She said no");
}

static void test_a_line_that_only_a_window_ended_ends_no_sentence(void **state)
{
    (void)state;
    SENTENCES("I told the manager. Then we went down to the cellar and\nlooked at the pump, which nobody had "
              "ever serviced. It "
              "was\nblocked.\nWe cleared it",
              "I told the manager.",
              "Then we went down to the cellar and\nlooked at the pump, which nobody had ever serviced.",
              "It was\nblocked.", "We cleared it");
}

static void test_an_end_before_any_blank_is_an_end(void **state)
{
    (void)state;
    SENTENCES("I asked her.\xC2\xA0She said no.\tI left.\xE2\x80\xA8We met.", "I asked her.", "She said no.",
              "I left.", "We met.");
}

static void expect_words(const char *text, const char *const *words, size_t n)
{
    const struct marker_text *read = typed(text);
    for (size_t i = 0; i < n && i < read->n; i++)
        assert_string_equal(read->words[i].word, words[i]);
    assert_int_equal(read->n, n);
}

#define WORDS(text, ...)                                                                                     \
    expect_words(text, (const char *const[]){__VA_ARGS__},                                                   \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void test_unusual_blanks_and_hyphens_part_words_or_do_not(void **state)
{
    (void)state;
    WORDS("ten\xC2\xA0"
          "bees",
          "ten", "bees");
    WORDS("hon\xC2\xAD"
          "ey",
          "honey");
    WORDS("co\xE2\x80\x8Boperate", "co", "operate");
    WORDS("zero\xE2\x80\x8Dwidth", "zerowidth");
    WORDS("I don\xE2\x80\x99t", "i", "don't");
    WORDS("well\xE2\x80\x94never", "well", "never");
    WORDS("C++ and C#", "c++", "and", "c#");
}

static void test_a_sentence_stays_letter_for_letter(void **state)
{
    (void)state;
    static const char *const kept[] = {
        "  I  said:\t“Don’t — please\xC2\xA0— touch\xC2\xAD it.”  ",
        "Na\xc3\xafve caf\xc3\xa9s cost 3.50 \xe2\x82\xac (each)",
        "It's C++, not C#: see a_b.c",
    };
    for (size_t i = 0; i < COUNT(kept); i++) {
        const struct marker_text *read = typed(kept[i]);
        assert_int_equal(read->sentences_n, 1);
        if (!strstr(kept[i], read->sentences[0].text))
            fail_msg("“%s” is not in “%s”", read->sentences[0].text, kept[i]);
        assert_true(strlen(read->sentences[0].text) + 4 >= strlen(kept[i]));
    }
}

static const char dictated[] = "so i was working in a small bakery and one morning the oven stopped and "
                               "there were forty people outside and i "
                               "told them it would take an hour and then i rang the owner because she knew "
                               "the electrician and he came at "
                               "eight which was quicker than i hoped and we sold bread from the day before "
                               "for half the price until the first "
                               "loaves were ready and nobody left without something";

/* Without what stands between sentences. */
static char *squeezed(const char *text)
{
    char *out = arena_alloc(a, strlen(text) + 1), *to = out;
    for (; *text; text++)
        if (*text != ' ' && *text != '\n')
            *to++ = *text;
    return out;
}

static void test_what_is_dictated_is_cut_and_nothing_is_lost(void **state)
{
    (void)state;
    const struct marker_text *read = typed(dictated);
    const char *all = "", *at = dictated;
    assert_true(read->sentences_n >= 4);
    for (size_t s = 0; s < read->sentences_n; s++) {
        at = strstr(at, read->sentences[s].text);
        if (!at)
            fail_msg("not letter for letter, or not in order: “%s”", read->sentences[s].text);
        at += strlen(read->sentences[s].text);
        all = arena_printf(a, "%s%s", all, read->sentences[s].text);
    }
    assert_string_equal(squeezed(all), squeezed(dictated));
}

static void test_the_library_s_own_sentences_are_never_cut(void **state)
{
    (void)state;
    assert_int_equal(marker_text_library(vocabulary, a, dictated, NULL)->sentences_n, 1);
    assert_int_equal(marker_text_read(vocabulary, a, dictated, NULL)->sentences_n, 1);
}

/* As many sentences as a text can have for its length. */
static void test_a_run_of_short_parts_has_room(void **state)
{
    (void)state;
    const char *run = "";
    for (int i = 0; i < 60; i++)
        run = arena_printf(a, "%si saw bee %d at home, ", run, i);
    const struct marker_text *read = typed(run);
    assert_true(read->sentences_n >= 50);
    for (size_t s = 0; s < read->sentences_n; s++)
        assert_non_null(strstr(run, read->sentences[s].text));
}

static void test_a_sentence_said_twice_is_said_once(void **state)
{
    (void)state;
    const struct marker_text *read = typed("I ask her. I go home. I ask her.");
    assert_int_equal(read->sentences_n, 2);
    assert_int_equal(read->again, 3);
}

static const struct marker_word *word_of(const struct marker_text *text, const char *word)
{
    for (size_t i = 0; i < text->n; i++)
        if (strcmp(text->words[i].word, word) == 0)
            return &text->words[i];
    fail_msg("no word “%s”", word);
    return NULL;
}

static void test_a_not_denies_the_next_words_alone(void **state)
{
    (void)state;
    const struct marker_text *read =
        typed("The index is not fast on small tables, since every read is short.");
    assert_true(word_of(read, "fast")->denied);
    assert_false(word_of(read, "index")->denied);
    assert_false(word_of(read, "short")->denied);
    assert_true(word_of(typed("It is not true that every table with an index is fast."), "fast")->denied);
    assert_false(word_of(typed("It is not slow. It is fast."), "fast")->denied);
}

static void test_a_slip_counts_as_what_was_meant(void **state)
{
    (void)state;
    const char *said = "I spoke to the cutsomer about it today.";
    assert_string_equal(word_of(typed(said), "cutsomer")->stem, "custom");
    assert_false(word_of(marker_text_read(vocabulary, a, said, NULL), "cutsomer")->meaning.known);
}

static void test_words_of_the_question_are_noted(void **state)
{
    (void)state;
    const struct marker_text *asked = marker_text_read(vocabulary, a, "What does an index cost?", NULL),
                             *read = marker_text_typed(vocabulary, a, "Indexes cost room.", asked);
    assert_true(word_of(read, "indexes")->asked);
    assert_false(word_of(read, "room")->asked);
    assert_true(marker_text_counts(true) < marker_text_counts(false));
}

static void test_words_are_found_in_their_order(void **state)
{
    (void)state;
    const struct marker_text *read = typed("A bee saw two bees. A third bee slept.");
    assert_int_equal(marker_text_find(read, "bee", 3, 0), 1);
    assert_int_equal(marker_text_find(read, "bee", 3, 2), 4);
    assert_int_equal(marker_text_again(read, 4), 7);
    assert_int_equal(marker_text_again(read, 7), -1);
    assert_int_equal(marker_text_find(read, "wasp", 4, 0), -1);
    assert_int_equal(marker_text_find(read, "be", 2, 0), -1);
}

static void test_nothing_has_no_sentences(void **state)
{
    (void)state;
    static const char *const none[] = {"", " ", "\n\n", "...", "; ; ;", "“”", "\xC2\xA0", "-- !"};
    for (size_t i = 0; i < COUNT(none); i++) {
        assert_int_equal(typed(none[i])->n, 0);
        assert_int_equal(typed(none[i])->sentences_n, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_sentences_end_where_people_end_them),
        TEST(test_curly_quotation_marks_close_a_sentence),
        TEST(test_each_kind_of_line_break_ends_a_sentence),
        TEST(test_a_line_that_only_a_window_ended_ends_no_sentence),
        TEST(test_an_end_before_any_blank_is_an_end),
        TEST(test_unusual_blanks_and_hyphens_part_words_or_do_not),
        TEST(test_a_sentence_stays_letter_for_letter),
        TEST(test_what_is_dictated_is_cut_and_nothing_is_lost),
        TEST(test_the_library_s_own_sentences_are_never_cut),
        TEST(test_a_run_of_short_parts_has_room),
        TEST(test_a_sentence_said_twice_is_said_once),
        TEST(test_a_not_denies_the_next_words_alone),
        TEST(test_a_slip_counts_as_what_was_meant),
        TEST(test_words_of_the_question_are_noted),
        TEST(test_words_are_found_in_their_order),
        TEST(test_nothing_has_no_sentences),
    };
    return cmocka_run_group_tests(tests, with_words, without_words);
}
