#include "base/fixture.h"
#include "library/prescription.h"

static struct prescription parsed(const char *text)
{
    struct prescription p;
    const char *why = "";
    if (prescription_parse(a, text, &p, &why) != OK)
        fail_msg("%s refused: %s", text, why);
    return p;
}

static void assert_refused(const char *text, const char *expected)
{
    struct prescription p;
    const char *why = "";
    if (prescription_parse(a, text, &p, &why) != ERR_INPUT)
        fail_msg("%s was taken", text);
    assert_string_equal(why, expected);
}

static void test_one_block_is_count_length_and_level(void **state)
{
    (void)state;
    const struct prescription p = parsed("3 x 4min @ hard");
    assert_int_equal(p.blocks_n, 1);
    assert_int_equal(p.blocks[0].count, 3);
    assert_int_equal(p.blocks[0].seconds, 240);
    assert_int_equal(p.blocks[0].level, HARD);
    assert_int_equal(p.blocks[0].pause, 0);
}

static void test_pause_stands_between_the_questions_of_its_block(void **state)
{
    (void)state;
    const struct prescription p = parsed("3 x 4min @ medium / 60s");
    assert_int_equal(p.blocks[0].pause, 60);
    assert_int_equal(p.blocks[0].level, MEDIUM);
    assert_int_equal(prescription_seconds(&p), 3 * 240 + 2 * 60);
}

static void test_blocks_follow_one_another(void **state)
{
    (void)state;
    const struct prescription p = parsed("2 x 10min @ hard, 3 x 2min @ easy / 30s");
    assert_int_equal(p.blocks_n, 2);
    assert_int_equal(p.blocks[0].pause, 0);
    assert_int_equal(p.blocks[1].pause, 30);
    assert_int_equal(prescription_questions(&p), 5);
    assert_int_equal(prescription_seconds(&p), 20 * 60 + 3 * 120 + 2 * 30);
    assert_ptr_equal(prescription_of(&p, 0), &p.blocks[0]);
    assert_ptr_equal(prescription_of(&p, 1), &p.blocks[0]);
    assert_ptr_equal(prescription_of(&p, 2), &p.blocks[1]);
    assert_ptr_equal(prescription_of(&p, 4), &p.blocks[1]);
    assert_null(prescription_of(&p, 5));
}

static void test_blanks_between_tokens_are_free(void **state)
{
    (void)state;
    static const char *const same[] = {
        "2x10min@hard,3x2min@easy/30s",
        "  2  x  10  min  @  hard  ,  3  x  2  min  @  easy  /  30  s  ",
        "\t2\tx 10min\t@ hard,\t3 x 2min @easy /30s\t",
        "02 x 0010min @ hard, 3 x 120s @ easy / 30s",
    };
    for (size_t i = 0; i < COUNT(same); i++) {
        const struct prescription p = parsed(same[i]);
        assert_string_equal(prescription_text(a, &p), "2 x 10min @ hard, 3 x 2min @ easy / 30s");
    }
}

static void test_every_level_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum difficulty level;
    } levels[] = {{"1 x 30s @ easy", EASY},
                  {"1 x 30s @ medium", MEDIUM},
                  {"1 x 30s @ hard", HARD},
                  {"1 x 30s @ mixed", MIXED}};
    for (size_t i = 0; i < COUNT(levels); i++) {
        const struct prescription p = parsed(levels[i].text);
        assert_int_equal(p.blocks[0].level, levels[i].level);
        assert_string_equal(prescription_text(a, &p), levels[i].text);
    }
}

/* An example letter for letter. */
static void test_refusal_names_the_place_and_what_was_expected(void **state)
{
    (void)state;
    assert_refused("3 x 5min @ moderate", "3 x 5min @ moderate: at 11, expected easy, medium, hard or mixed");
}

static void test_each_token_missing_or_wrong_is_refused_where_it_stands(void **state)
{
    (void)state;
#define COUNT_WANTED "expected a number of questions from 1 to 20"
#define LENGTH_WANTED "expected a length from 30s to 60min"
#define PAUSE_WANTED "expected a pause from 0s to 10min"
#define LEVEL_WANTED "expected easy, medium, hard or mixed"
    static const struct {
        const char *text, *why;
    } wrong[] = {
        {"", "at 0, " COUNT_WANTED},
        {"   ", "at 3, " COUNT_WANTED},
        {"x", "at 0, " COUNT_WANTED},
        {"three x 4min @ hard", "at 0, " COUNT_WANTED},
        {"-3 x 4min @ hard", "at 0, " COUNT_WANTED},
        {"+3 x 4min @ hard", "at 0, " COUNT_WANTED},
        {"3", "at 1, expected x"},
        {"3.5 x 4min @ hard", "at 1, expected x"},
        {"3 X 4min @ hard", "at 2, expected x"},
        {"3 \xc3\x97 4min @ hard", "at 2, expected x"},
        {"3 4min @ hard", "at 2, expected x"},
        {"3 xx 4min @ hard", "at 3, " LENGTH_WANTED},
        {"3 x", "at 3, " LENGTH_WANTED},
        {"3 x min @ hard", "at 4, " LENGTH_WANTED},
        {"3 x -4min @ hard", "at 4, " LENGTH_WANTED},
        {"3 x 4", "at 5, expected s or min"},
        {"3 x 4 @ hard", "at 6, expected s or min"},
        {"3 x 4m @ hard", "at 5, expected s or min"},
        {"3 x 4mins @ hard", "at 5, expected s or min"},
        {"3 x 40sec @ hard", "at 6, expected s or min"},
        {"3 x 4h @ hard", "at 5, expected s or min"},
        {"3 x 4MIN @ hard", "at 5, expected s or min"},
        {"3 x 4min", "at 8, expected @"},
        {"3 x 4min hard", "at 9, expected @"},
        {"3 x 4min @", "at 10, " LEVEL_WANTED},
        {"3 x 4min @ ", "at 11, " LEVEL_WANTED},
        {"3 x 4min @ Hard", "at 11, " LEVEL_WANTED},
        {"3 x 4min @ harder", "at 11, " LEVEL_WANTED},
        {"3 x 4min @ , 1 x 4min @ easy", "at 11, " LEVEL_WANTED},
        {"3 x 4min @ hard /", "at 17, " PAUSE_WANTED},
        {"3 x 4min @ hard / pause", "at 18, " PAUSE_WANTED},
        {"3 x 4min @ hard / 60", "at 20, expected s or min"},
        {"3 x 4min @ hard / -1s", "at 18, " PAUSE_WANTED},
        {"3 x 4min @ hard,", "at 16, " COUNT_WANTED},
        {"3 x 4min @ hard, ,", "at 17, " COUNT_WANTED},
        {", 3 x 4min @ hard", "at 0, " COUNT_WANTED},
        {"3 x 4min @ hard 2 x 4min @ easy", "at 16, expected /, a comma or the end"},
        {"3 x 4min @ hard; drop everything", "at 15, expected /, a comma or the end"},
        {"3 x 4min @ hard / 60s / 60s", "at 22, expected a comma or the end"},
        {"3 x 4min @ hard / 0s / 60s", "at 21, expected a comma or the end"},
        {"3 x 4min @ hard\n", "at 15, expected /, a comma or the end"},
        {"2 x 4min @ easy, 3 x 4min @ soft", "at 28, " LEVEL_WANTED},
    };
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_refused(wrong[i].text, arena_printf(a, "%s: %s", wrong[i].text, wrong[i].why));
}

static void test_count_goes_from_1_to_20(void **state)
{
    (void)state;
    assert_int_equal(parsed("1 x 1min @ easy").blocks[0].count, 1);
    assert_int_equal(parsed("20 x 1min @ easy").blocks[0].count, 20);
    assert_refused("0 x 1min @ easy", "0 x 1min @ easy: at 0, " COUNT_WANTED);
    assert_refused("21 x 1min @ easy", "21 x 1min @ easy: at 0, " COUNT_WANTED);
    assert_refused(" 4294967297 x 1min @ easy", " 4294967297 x 1min @ easy: at 1, " COUNT_WANTED);
}

static void test_length_goes_from_30_seconds_to_60_minutes(void **state)
{
    (void)state;
    assert_int_equal(parsed("1 x 30s @ easy").blocks[0].seconds, 30);
    assert_int_equal(parsed("1 x 1min @ easy").blocks[0].seconds, 60);
    assert_int_equal(parsed("1 x 60min @ easy").blocks[0].seconds, 3600);
    assert_int_equal(parsed("1 x 3600s @ easy").blocks[0].seconds, 3600);
    assert_refused("1 x 29s @ easy", "1 x 29s @ easy: at 4, " LENGTH_WANTED);
    assert_refused("1 x 0min @ easy", "1 x 0min @ easy: at 4, " LENGTH_WANTED);
    assert_refused("1 x 61min @ easy", "1 x 61min @ easy: at 4, " LENGTH_WANTED);
    assert_refused("1 x 3601s @ easy", "1 x 3601s @ easy: at 4, " LENGTH_WANTED);
    assert_refused("1 x 71582789min @ easy", "1 x 71582789min @ easy: at 4, " LENGTH_WANTED);
}

static void test_pause_goes_from_none_to_10_minutes(void **state)
{
    (void)state;
    assert_int_equal(parsed("2 x 1min @ easy / 0s").blocks[0].pause, 0);
    assert_int_equal(parsed("2 x 1min @ easy / 1s").blocks[0].pause, 1);
    assert_int_equal(parsed("2 x 1min @ easy / 10min").blocks[0].pause, 600);
    assert_int_equal(parsed("2 x 1min @ easy / 600s").blocks[0].pause, 600);
    assert_refused("2 x 1min @ easy / 11min", "2 x 1min @ easy / 11min: at 18, " PAUSE_WANTED);
    assert_refused("2 x 1min @ easy / 601s", "2 x 1min @ easy / 601s: at 18, " PAUSE_WANTED);
}

static const char *blocks_of(int n)
{
    const char *text = "1x1min@easy";
    for (int i = 1; i < n; i++)
        text = arena_printf(a, "%s,1x1min@easy", text);
    return text;
}

static void test_at_most_eight_blocks(void **state)
{
    (void)state;
    assert_int_equal(parsed(blocks_of(PRESCRIPTION_BLOCKS)).blocks_n, PRESCRIPTION_BLOCKS);
    const char *nine = blocks_of(PRESCRIPTION_BLOCKS + 1);
    assert_refused(nine, arena_printf(a, "%s: at 96, expected at most eight blocks", nine));
}

static void test_at_most_200_characters(void **state)
{
    (void)state;
    const char *fits = arena_printf(a, "%-200s", "1 x 1min @ easy");
    parsed(fits);
    assert_refused(arena_printf(a, "%s ", fits), "a prescription has at most 200 characters");
}

static void test_missing_text_is_refused_like_an_empty_one(void **state)
{
    (void)state;
    assert_refused(NULL, ": at 0, " COUNT_WANTED);
}

/* What was taken can be written down, read again, and shown in a field of 200 characters. */
static void test_what_was_taken_reads_the_same_when_written(void **state)
{
    (void)state;
    static const int counts[] = {1, 9, 20}, seconds[] = {30, 59, 60, 61, 240, 3599, 3600},
                     pauses[] = {0, 1, 60, 599, 600};
    for (size_t c = 0; c < COUNT(counts); c++)
        for (size_t s = 0; s < COUNT(seconds); s++)
            for (size_t p = 0; p < COUNT(pauses); p++)
                for (enum difficulty d = EASY; d <= MIXED; d++) {
                    const struct prescription made = {.blocks = {{counts[c], seconds[s], d, pauses[p]}},
                                                      .blocks_n = 1};
                    const struct prescription again = parsed(prescription_text(a, &made));
                    assert_int_equal(again.blocks_n, 1);
                    assert_memory_equal(&again.blocks[0], &made.blocks[0], sizeof made.blocks[0]);
                }
}

static void test_one_too_long_to_be_written_out_is_refused(void **state)
{
    (void)state;
    const char *text = "20x3599s@medium/600s";
    for (int i = 1; i < PRESCRIPTION_BLOCKS; i++)
        text = arena_printf(a, "%s,20x3599s@medium/600s", text);
    assert_true(strlen(text) <= PRESCRIPTION_TEXT);
    assert_refused(text, "a prescription has at most 200 characters, written with its blanks");
}

static void test_a_made_shape_lasts_about_as_long_as_wanted(void **state)
{
    (void)state;
    for (int minutes = 5; minutes <= 90; minutes += 5)
        for (int each = 60; each <= 600; each += 60) {
            const struct prescription p = prescription_make(minutes * 60, each, MIXED);
            const int lasts = prescription_seconds(&p), off = lasts - minutes * 60;
            parsed(prescription_text(a, &p));
            if (p.blocks[0].count > 1 && p.blocks[0].count < 20)
                assert_in_range(abs(off), 0, each / 2);
        }
}

static void test_a_made_shape_stays_within_the_grammar(void **state)
{
    (void)state;
    static const struct {
        int seconds, each, count, length;
    } made[] = {{0, 0, 1, 30},
                {60, 10, 2, 30},
                {100000, 30, 20, 30},
                {100000, 100000, 20, 3600},
                {10, 3600, 1, 3600}};
    for (size_t i = 0; i < COUNT(made); i++) {
        const struct prescription p = prescription_make(made[i].seconds, made[i].each, EASY);
        assert_int_equal(p.blocks[0].count, made[i].count);
        assert_int_equal(p.blocks[0].seconds, made[i].length);
        parsed(prescription_text(a, &p));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_block_is_count_length_and_level),
        TEST(test_pause_stands_between_the_questions_of_its_block),
        TEST(test_blocks_follow_one_another),
        TEST(test_blanks_between_tokens_are_free),
        TEST(test_every_level_is_known),
        TEST(test_refusal_names_the_place_and_what_was_expected),
        TEST(test_each_token_missing_or_wrong_is_refused_where_it_stands),
        TEST(test_count_goes_from_1_to_20),
        TEST(test_length_goes_from_30_seconds_to_60_minutes),
        TEST(test_pause_goes_from_none_to_10_minutes),
        TEST(test_at_most_eight_blocks),
        TEST(test_at_most_200_characters),
        TEST(test_missing_text_is_refused_like_an_empty_one),
        TEST(test_what_was_taken_reads_the_same_when_written),
        TEST(test_one_too_long_to_be_written_out_is_refused),
        TEST(test_a_made_shape_lasts_about_as_long_as_wanted),
        TEST(test_a_made_shape_stays_within_the_grammar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
