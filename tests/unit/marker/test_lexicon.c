#include "base/fixture.h"
#include "library/lexicon.h"
#include "marker/marker_spell.h"

/* What words mean: the list itself, as it is shipped, and lists that are none. */

static struct lexicon *shipped(void)
{
    struct lexicon *l = NULL;
    const char *why = "";
    if (lexicon_read(a, "prompts/library/words/words.txt", &l, &why) != OK)
        fail_msg("%s", why);
    return l;
}

static bool has_kin(struct lexicon_word w, const char *stem, bool opposite)
{
    const char *at = w.kin;
    for (struct lexicon_kin k; lexicon_next(&at, &k);)
        if (k.n == strlen(stem) && memcmp(k.stem, stem, k.n) == 0 && k.opposite == opposite)
            return true;
    return false;
}

static void test_rare_words_are_rarer_than_common_ones(void **state)
{
    (void)state;
    struct lexicon *l = shipped();
    const int the = lexicon_find(l, "the").rarity, team = lexicon_find(l, "team").rarity,
              hash = lexicon_find(l, "hash").rarity;
    assert_true(the < team && team < hash);
}

static void test_an_unlisted_word_is_as_rare_as_can_be(void **state)
{
    (void)state;
    static const char *const unlisted[] = {"", "a\x01", "blorp", "zzzzzz", "~", "0"};
    struct lexicon *l = shipped();
    for (size_t i = 0; i < COUNT(unlisted); i++) {
        const struct lexicon_word w = lexicon_find(l, unlisted[i]);
        const char *at = w.kin;
        struct lexicon_kin none;
        assert_false(w.known);
        assert_int_equal(w.rarity, LEXICON_UNKNOWN);
        assert_false(lexicon_next(&at, &none));
    }
}

static void test_words_that_may_stand_for_one_another(void **state)
{
    (void)state;
    struct lexicon *l = shipped();
    assert_true(has_kin(lexicon_find(l, "boss"), "manag", false));
    assert_true(has_kin(lexicon_find(l, "manag"), "boss", false));
    assert_true(has_kin(lexicon_find(l, "quick"), "fast", false));
    assert_true(has_kin(lexicon_find(l, "danger"), "safe", true));
    assert_false(has_kin(lexicon_find(l, "boss"), "safe", false));
}

static void test_nouns_are_things_or_not(void **state)
{
    (void)state;
    struct lexicon *l = shipped();
    assert_int_equal(lexicon_find(l, "hammer").thing, THING_CONCRETE);
    assert_int_equal(lexicon_find(l, "truck").thing, THING_CONCRETE);
    assert_int_equal(lexicon_find(l, "honesti").thing, THING_ABSTRACT);
    assert_int_equal(lexicon_find(l, "patienc").thing, THING_ABSTRACT);
    assert_int_equal(lexicon_find(l, "the").thing, THING_NONE);
    assert_int_equal(lexicon_find(l, "wibblethorp").thing, THING_NONE);
}

static void test_a_thing_is_no_kin(void **state)
{
    (void)state;
    static const char bytes[] = "air 40 *\nbee 41 * =wasp fly\ncar 42 ~ !foot\ndo 43\n";
    struct lexicon *l;
    struct lexicon_kin kin;
    const char *why = "", *path = write_file(new_folder(), "words.txt", bytes, strlen(bytes));
    assert_int_equal(lexicon_read(a, path, &l, &why), OK);
    const struct lexicon_word air = lexicon_find(l, "air"), bee = lexicon_find(l, "bee"),
                              car = lexicon_find(l, "car");
    const char *at = air.kin;
    assert_int_equal(air.thing, THING_CONCRETE);
    assert_false(lexicon_next(&at, &kin));
    at = bee.kin;
    assert_int_equal(bee.thing, THING_CONCRETE);
    assert_true(lexicon_next(&at, &kin));
    assert_true(kin.talk && kin.n == 4);
    assert_true(lexicon_next(&at, &kin));
    assert_false(kin.talk);
    assert_false(lexicon_next(&at, &kin));
    assert_int_equal(car.thing, THING_ABSTRACT);
    assert_true(has_kin(car, "foot", true));
    assert_int_equal(lexicon_find(l, "do").thing, THING_NONE);
}

static enum err read_bytes(const char *bytes)
{
    struct lexicon *l;
    const char *why = NULL, *path = write_file(new_folder(), "words.txt", bytes, strlen(bytes));
    const enum err e = lexicon_read(a, path, &l, &why);
    assert_true(e == OK || strstr(why, path));
    return e;
}

static void test_what_is_no_sorted_list_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",          "one 40",   "one 40\ntwo", "two 40\none 41\n", "one 40\none 41\n",  "one 4\n",
        "one 400\n", "one x0\n", " 40\n",       "one40\n",          "one 40\n\ntwo 41\n"};
    assert_int_equal(read_bytes("one 40\ntwo 41 one =three !four\n"), OK);
    for (size_t i = 0; i < COUNT(bad); i++)
        if (read_bytes(bad[i]) != ERR_CONFIG)
            fail_msg("taken: %s", bad[i]);
}

static void test_slips_are_taken_for_the_word_that_was_meant(void **state)
{
    (void)state;
    static const char *const slips[][2] = {{"cutsomer", "custom"},
                                           {"custmer", "custom"},
                                           {"cusstomer", "custom"},
                                           {"cuxtomer", "custom"},
                                           {"mananger", "manag"}};
    struct lexicon *l = shipped();
    for (size_t i = 0; i < COUNT(slips); i++) {
        const char *stem = marker_spell_stem(l, a, slips[i][0]);
        if (!stem || strcmp(stem, slips[i][1]) != 0)
            fail_msg("%s: %s", slips[i][0], stem ? stem : "nothing");
    }
}

static void test_what_is_no_slip_stays_unknown(void **state)
{
    (void)state;
    static const char *const none[] = {"",       "ab",           "xqzj",
                                       "grpc",   "wibblethorpe", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                                       "a1b2c3", "\xc3\xbcmlaut"};
    struct lexicon *l = shipped();
    for (size_t i = 0; i < COUNT(none); i++)
        assert_null(marker_spell_stem(l, a, none[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_rare_words_are_rarer_than_common_ones),
        TEST(test_an_unlisted_word_is_as_rare_as_can_be),
        TEST(test_words_that_may_stand_for_one_another),
        TEST(test_nouns_are_things_or_not),
        TEST(test_a_thing_is_no_kin),
        TEST(test_what_is_no_sorted_list_is_refused),
        TEST(test_slips_are_taken_for_the_word_that_was_meant),
        TEST(test_what_is_no_slip_stays_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
