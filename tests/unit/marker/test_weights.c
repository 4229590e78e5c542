#include "base/json_file.h"
#include "marker/marker_weights.h"
#include "marker/words.h"

/* Weights: what ships is whole; what is missing or nobody measures is told. */

static struct marker_weights weights;
static const char *why;

static json *shipped(void)
{
    json *doc;
    if (json_file_read(a, "prompts/library/words/weights.json", &doc, &why) != OK)
        fail_msg("%s", why);
    return doc;
}

static enum err read_it(const json *doc)
{
    why = "";
    return marker_weights_read(a, doc, &weights, &why);
}

static void test_the_weights_that_ship_are_read(void **state)
{
    (void)state;
    json *doc = shipped();
    if (read_it(doc) != OK)
        fail_msg("%s", why);
    assert_float_equal(weights.mark[WAY_STORY][PROFILE_substance],
                       json_get_real(json_get(json_get(doc, "mark"), "story"), "substance", 0), 0);
    assert_true(weights.mark[WAY_STORY][PROFILE_substance] > 0);
    assert_true(weights.fairly < weights.quite);
    for (size_t i = 0; i < HOWS; i++)
        assert_true(weights.perhaps[i] > 0 && weights.perhaps[i] <= weights.shown[i] &&
                    weights.shown[i] <= 1);
}

static void test_what_is_not_named_counts_nothing(void **state)
{
    (void)state;
    json *doc = shipped();
    json_drop(json_get(doc, "substance"), "numbers");
    assert_int_equal(read_it(doc), OK);
    assert_float_equal(weights.substance[PROFILE_numbers], 0, 0);
}

static void test_a_missing_part_is_told(void **state)
{
    (void)state;
    static const char *const parts[] = {"sentence", "anchor",  "substance", "mark",  "sure",
                                        "shown",    "perhaps", "quite",     "fairly"};
    for (size_t i = 0; i < COUNT(parts); i++) {
        json *doc = shipped();
        json_drop(doc, parts[i]);
        if (read_it(doc) != ERR_CONFIG || !strstr(why, parts[i]))
            fail_msg("without %s: “%s”", parts[i], why);
    }
}

static void test_a_missing_way_or_how_is_told(void **state)
{
    (void)state;
    static const char *const parts[][2] = {{"mark", "story"},  {"mark", "good"},     {"sentence", "known"},
                                           {"anchor", "bare"}, {"sentence", "task"}, {"shown", "lesson"},
                                           {"perhaps", "own"}};
    for (size_t i = 0; i < COUNT(parts); i++) {
        json *doc = shipped();
        json_drop(json_get(doc, parts[i][0]), parts[i][1]);
        if (read_it(doc) != ERR_CONFIG || !strstr(why, parts[i][0]))
            fail_msg("without %s of %s: “%s”", parts[i][1], parts[i][0], why);
    }
}

static void test_what_nobody_measures_is_told(void **state)
{
    (void)state;
    static const char *const parts[] = {"substance", "sure"};
    for (size_t i = 0; i < COUNT(parts); i++) {
        json *doc = shipped();
        json_put_real(a, json_get(doc, parts[i]), "charm", 1);
        if (read_it(doc) != ERR_CONFIG || !strstr(why, parts[i]))
            fail_msg("charm in %s: “%s”", parts[i], why);
    }
    json *doc = shipped();
    json_put_real(a, json_get(json_get(doc, "sentence"), "known"), "charm", 1);
    assert_int_equal(read_it(doc), ERR_CONFIG);
}

static void test_a_sum_and_how_sure_it_makes(void **state)
{
    (void)state;
    const double counts[] = {1, -2, 0.5}, values[] = {3, 1, 4};
    assert_float_equal(marker_weights_sum(counts, values, 3), 3, 1e-9F);
    assert_float_equal(marker_weights_sum(counts, values, 0), 0, 0);
    assert_float_equal(marker_weights_sure(0), 0.5F, 1e-9F);
    assert_true(marker_weights_sure(40) <= 1 && marker_weights_sure(40) > 0.99);
    assert_true(marker_weights_sure(-40) >= 0 && marker_weights_sure(-40) < 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_weights_that_ship_are_read), TEST(test_what_is_not_named_counts_nothing),
        TEST(test_a_missing_part_is_told),         TEST(test_a_missing_way_or_how_is_told),
        TEST(test_what_nobody_measures_is_told),   TEST(test_a_sum_and_how_sure_it_makes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
