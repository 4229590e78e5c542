#include "base/fixture.h"
#include "base/plain.h"

/* What `part` is in `whole`, as it stands there; NULL: it is not in it. */
static const char *found(const char *whole, const char *part)
{
    size_t from, to;
    if (!plain_find(plain_new(a, whole), plain_new(a, part), &from, &to))
        return NULL;
    return arena_text(a, whole + from, to - from);
}

static void test_words_are_found_as_they_stand(void **state)
{
    (void)state;
    static const char whole[] = "We lost Müller\u00a0GmbH.\n\nI  didn’t call — then… “I WROTE”, didn't I?";
    static const struct {
        const char *part, *stands;
    } same[] = {
        {"We lost", "We lost"},
        {"we LOST", "We lost"},
        {" we\tlost ", "We lost"},
        {"müller gmbh", "Müller\u00a0GmbH"},
        {"MÜLLER GMBH. I didn't call", "Müller\u00a0GmbH.\n\nI  didn’t call"},
        {"call - then...", "call — then…"},
        {"\"i wrote\", didn’t I?", "“I WROTE”, didn't I?"},
        {"I?", "I?"},
    };
    for (size_t i = 0; i < COUNT(same); i++)
        assert_string_equal(found(whole, same[i].part), same[i].stands);
}

static void test_other_words_are_not_found(void **state)
{
    (void)state;
    static const char whole[] = "We called them, twice.";
    static const char *const others[] = {
        "called them twice",          "led them", "call", "them , twice", "We cälled", "twice!", "", " \n",
        "We called them, twice. Then"};
    for (size_t i = 0; i < COUNT(others); i++)
        if (found(whole, others[i]))
            fail_msg("“%s” was found", others[i]);
    assert_null(found("", "x"));
}

static void test_a_fold_that_is_longer_keeps_its_place(void **state)
{
    (void)state;
    assert_string_equal(found("Die GROẞE Straße!", "große STRASSE"), "GROẞE Straße");
    assert_string_equal(found("ŉΐ… end", "END"), "end");
}

static void test_the_words_alone(void **state)
{
    (void)state;
    assert_string_equal(plain_words(a, plain_new(a, "“You didn’t SAY”—e.g.: 'yes'.")),
                        " you didn't say e g yes ");
    assert_string_equal(plain_words(a, plain_new(a, "… ?")), " ");
    assert_string_equal(plain_words(a, plain_new(a, "")), " ");
}

static bool shares(const char *one, const char *other, size_t n)
{
    return plain_shares(a, plain_new(a, one), plain_new(a, other), n);
}

static void test_a_run_of_words_is_shared_whatever_stands_between_them(void **state)
{
    (void)state;
    assert_true(shares("so we cut, the queue: to two", "Then We Cut the “queue” in half.", 4));
    assert_false(shares("so we cut, the queue: to two", "Then We Cut the “queue” in half.", 5));
    assert_true(shares("I didn't know that", "i didn’t know that", 4));
    assert_false(shares("cut the queue down", "recut the queue down", 4));
    assert_false(shares("one two three", "one two three", 4));
    assert_true(shares("one two three", "one two three", 3));
    assert_false(shares("one", "one", 0));
    assert_false(shares("", "", 1));
}

static void test_what_is_a_word_is_told_by_its_signs(void **state)
{
    (void)state;
    static const char text[] = "é’a“";
    assert_true(plain_word_at(text));
    assert_false(plain_word_before(text, text));
    assert_true(plain_word_before(text, text + strlen("é")));
    assert_false(plain_word_before(text, text + strlen("é’")));
    assert_false(plain_word_at(text + strlen("é’a")));
    assert_false(plain_word_at(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_words_are_found_as_they_stand),
        TEST(test_other_words_are_not_found),
        TEST(test_a_fold_that_is_longer_keeps_its_place),
        TEST(test_the_words_alone),
        TEST(test_a_run_of_words_is_shared_whatever_stands_between_them),
        TEST(test_what_is_a_word_is_told_by_its_signs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
