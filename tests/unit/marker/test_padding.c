#include "marker/marker_padding.h"
#include "marker/words.h"

/* Sentences that could stand in any answer are left out; what says anything stays. */

static const char *rest_of(const char *text)
{
    struct marker_answer answer = {.vocabulary = vocabulary, .cues = cues, .arena = a};
    answer.text = typed(text);
    answer.signs = marker_cues_find(cues, a, answer.text, answer.count);
    return marker_padding_without(&answer);
}

#define EMPTY "It is always very important to do the right thing and to do it well for everyone."
#define OTHER "There are many things that you have to think about and it all depends on a lot of things."

static void test_padding_is_left_out(void **state)
{
    (void)state;
    assert_string_equal(rest_of("An index costs time on every insert. " EMPTY),
                        "An index costs time on every insert.\n\n");
    assert_string_equal(rest_of(EMPTY " I count the tablets twice. " OTHER),
                        "I count the tablets twice.\n\n");
}

static void test_an_answer_without_any_stays_as_it_is(void **state)
{
    (void)state;
    static const char *const whole[] = {
        "An index costs time on every insert.",
        "I'd ask. I'd listen. Then we would see.", /* short ones are what a person says */
        "We had to do it all again and again until it was 12 of them in all.",
        "We went there and they gave us all that we had wanted to have from them.",
        "",
    };
    for (size_t i = 0; i < COUNT(whole); i++)
        if (rest_of(whole[i]))
            fail_msg("“%s” became “%s”", whole[i], rest_of(whole[i]));
}

static void test_nothing_but_padding_is_left_to_be_marked(void **state)
{
    (void)state;
    assert_null(rest_of(EMPTY));
    assert_null(rest_of(EMPTY " " OTHER));
}

static void test_what_stays_is_letter_for_letter(void **state)
{
    (void)state;
    assert_string_equal(rest_of("She said “don’t — not\xC2\xA0yet”. " EMPTY),
                        "She said “don’t — not\xC2\xA0yet”.\n\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_padding_is_left_out),
        TEST(test_an_answer_without_any_stays_as_it_is),
        TEST(test_nothing_but_padding_is_left_to_be_marked),
        TEST(test_what_stays_is_letter_for_letter),
    };
    return cmocka_run_group_tests(tests, with_words, without_words);
}
