#include "marker/marker_turn.h"
#include "marker/words.h"

/* Sentences that turn round what another says, and those that don't. */

static bool turned(const char *said, const char *right)
{
    return marker_turn_is(cues, typed(said), 0, typed(right));
}

static void expect(const char *const pairs[][2], size_t n, bool wanted)
{
    for (size_t i = 0; i < n; i++)
        if (turned(pairs[i][0], pairs[i][1]) != wanted)
            fail_msg("“%s”, “%s”: wanted %d", pairs[i][0], pairs[i][1], wanted);
}

static void test_the_same_ways_are_no_turn(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"Bond prices fall when rates rise.", "Bond prices fall when rates rise."},
        {"When rates rise, bond prices fall.", "Bond prices drop as rates go up."},
        {"Latency grows with the queue.", "As the queue grows, latency rises."},
        {"Churn went down after the change.", "Churn dropped after the change."},
    };
    expect(same, COUNT(same), false);
}

static void test_both_turned_is_the_same(void **state)
{
    (void)state;
    static const char *const both[][2] = {
        {"Bond prices rise when rates fall.", "Bond prices fall when rates rise."},
        {"Demand grows when the price drops.", "Demand drops when the price grows."},
    };
    expect(both, COUNT(both), false);
}

static void test_one_turned_is_a_turn(void **state)
{
    (void)state;
    static const char *const one[][2] = {
        {"Bond prices rise when rates rise.", "Bond prices fall when rates rise."},
        {"Demand falls when the price falls.", "Demand rises when the price falls."},
        {"A higher temperature lowers variety.", "A higher temperature raises variety."},
        {"The churn increased.", "The churn decreased."},
        {"Latency drops when the queue grows.", "Latency grows when the queue grows."},
    };
    expect(one, COUNT(one), true);
}

static void test_a_denied_move_goes_the_other_way(void **state)
{
    (void)state;
    assert_true(turned("The churn did not increase.", "The churn increased."));
    assert_false(turned("The churn did not increase.", "The churn decreased."));
}

static void test_cause_and_effect_swapped_is_a_turn(void **state)
{
    (void)state;
    static const char *const swapped[][2] = {
        {"The nurse missed the allergy because the chart stayed empty.",
         "The chart stayed empty because the nurse missed the allergy."},
        {"The server crashed so the memory leaked.", "The memory leaked so the server crashed."},
        {"The memory leaked because the server crashed.", "The memory leaked so the server crashed."},
    };
    expect(swapped, COUNT(swapped), true);
}

static void test_the_same_cause_told_the_other_way_round_is_none(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"The server crashed because the memory leaked.", "The memory leaked so the server crashed."},
        {"The memory leaked, so the server crashed.", "The server crashed because the memory leaked."},
    };
    expect(same, COUNT(same), false);
}

/* Each says what the other says, or something else; none turns it round. */
static void test_ordinary_sentences_raise_no_alarm(void **state)
{
    (void)state;
    static const char *const ordinary[][2] = {
        {"I look at the wristband before every dose.", "I check the band before I give anything."},
        {"I wrote the tests before the code.", "First the tests, and then the code."},
        {"We rolled it back within ten minutes.", "Ten minutes later the old version was back."},
        {"I rang the customer and said sorry.", "I called her and apologised."},
        {"An index makes reads faster and writes slower.", "Reads get faster with an index, writes slower."},
        {"I set a cap on what the agent may spend.", "There is a ceiling for the agent's budget."},
        {"The parents came in the same week.", "I invited the parents within days."},
        {"I moved the meeting because two were ill.", "Two people were ill, so we met later."},
        {"Costs went up by a tenth that year.", "That year the costs were up ten per cent."},
        {"I ask what the person needs first.", "First I find out what she needs."},
        {"Two of us counted the till at night.", "We counted the money in pairs."},
        {"A cache saves the trip to the database.", "With a cache the database is asked less."},
        {"The median is not moved by one huge value.", "One outlier hardly changes the median."},
        {"I let her finish before I answered.", "I listened to the end, then replied."},
        {"More people read it when it's short.", "A short text has more readers."},
        {"The queue grew so we added a second worker.", "We added a worker because the queue grew."},
        {"I gave him a small task and praised him.", "He got one easy task, and I praised the result."},
        {"The stock ran out on a Friday.", "By Friday the shelf was empty."},
        {"Higher prices bring fewer buyers.", "Fewer people buy at a higher price."},
        {"I showed both drafts to three users.", "Three users saw the two drafts."},
    };
    expect(ordinary, COUNT(ordinary), false);
    assert_int_equal(COUNT(ordinary), 20);
}

static void test_nothing_turns_nothing_round(void **state)
{
    (void)state;
    assert_false(turned("Prices fall.", ""));
    assert_false(turned("It.", "Prices rise."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_same_ways_are_no_turn),
        TEST(test_both_turned_is_the_same),
        TEST(test_one_turned_is_a_turn),
        TEST(test_a_denied_move_goes_the_other_way),
        TEST(test_cause_and_effect_swapped_is_a_turn),
        TEST(test_the_same_cause_told_the_other_way_round_is_none),
        TEST(test_ordinary_sentences_raise_no_alarm),
        TEST(test_nothing_turns_nothing_round),
    };
    return cmocka_run_group_tests(tests, with_words, without_words);
}
