#include "base/fixture.h"
#include "library/stem.h"

static const char *stems(const char *text)
{
    size_t n;
    char **all = stem_words(a, text, &n);
    const char *joined = "";
    for (size_t i = 0; i < n; i++)
        joined = arena_printf(a, "%s%s%s", joined, i ? " " : "", all[i]);
    return joined;
}

static void test_words_come_folded_stemmed_and_in_order(void **state)
{
    (void)state;
    assert_string_equal(stems("Negotiating prices"), "negoti price");
    assert_string_equal(stems("PRICES, negotiated!"), "price negoti");
}

static void test_forms_of_a_word_have_one_stem(void **state)
{
    (void)state;
    static const char *const families[][4] = {{"manage", "managed", "managing", "manages"},
                                              {"customer", "customers", "Customers", "customer's"},
                                              {"design", "designs", "designing", "designed"},
                                              {"prioritise", "prioritising", "prioritised", "prioritises"}};
    for (size_t f = 0; f < COUNT(families); f++)
        for (size_t i = 1; i < 4; i++)
            assert_string_equal(stems(families[f][i]), stems(families[f][0]));
}

static void test_different_words_stay_different(void **state)
{
    (void)state;
    assert_string_not_equal(stems("teacher"), stems("teach"));
    assert_string_not_equal(stems("new"), stems("news"));
}

static void test_terms_with_signs_stay_whole(void **state)
{
    (void)state;
    assert_string_equal(stems("C++ and C# (not C)"), "c++ and c# not c");
    assert_string_equal(stems("node.js a/b"), "node js a b");
}

static void test_apostrophes_stay_within_words_only(void **state)
{
    (void)state;
    assert_string_equal(stems("don't 'quote'"), "don't quot");
    assert_string_equal(stems("''''"), "");
}

static void test_other_scripts_are_words_too(void **state)
{
    (void)state;
    assert_string_equal(stems("\xc3\x9c"
                              "BUNG"),
                        stems("\xc3\xbc"
                              "bung"));
    size_t n;
    stem_words(a, "\xe6\x97\xa5\xe6\x9c\xac \xd0\x9c\xd0\xbe\xd1\x81\xd0\xba\xd0\xb2\xd0\xb0", &n);
    assert_int_equal(n, 2);
}

static void test_nothing_has_no_words(void **state)
{
    (void)state;
    size_t n = 7;
    stem_words(a, "", &n);
    assert_int_equal(n, 0);
    stem_words(a, " .,;-()\n", &n);
    assert_int_equal(n, 0);
}

static void test_a_word_of_any_length_is_kept(void **state)
{
    (void)state;
    char *word = arena_alloc(a, 10001);
    memset(word, 'x', 10000);
    assert_string_equal(stems(word), word);
    word[64] = '\0';
    assert_string_equal(stems(word), word);
}

static void test_typographic_signs_are_no_letters(void **state)
{
    (void)state;
    assert_string_equal(stems("don\xe2\x80\x99t"), stems("don't"));
    assert_string_equal(stems("\xe2\x80\x9cquoted\xe2\x80\x9d words\xe2\x80\x94"
                              "and more\xc2\xbb"),
                        stems("quoted words and more"));
}

static void test_pairs_keep_the_word_as_it_stands(void **state)
{
    (void)state;
    size_t n;
    const struct stem_word *pairs = stem_pairs(a, "Negotiating PRICES", &n);
    assert_int_equal(n, 2);
    assert_string_equal(pairs[0].word, "negotiating");
    assert_string_equal(pairs[0].stem, "negoti");
    assert_string_equal(pairs[1].word, "prices");
    assert_string_equal(stem_one(a, "prices"), pairs[1].stem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_words_come_folded_stemmed_and_in_order),
        TEST(test_forms_of_a_word_have_one_stem),
        TEST(test_different_words_stay_different),
        TEST(test_terms_with_signs_stay_whole),
        TEST(test_apostrophes_stay_within_words_only),
        TEST(test_other_scripts_are_words_too),
        TEST(test_nothing_has_no_words),
        TEST(test_a_word_of_any_length_is_kept),
        TEST(test_typographic_signs_are_no_letters),
        TEST(test_pairs_keep_the_word_as_it_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
