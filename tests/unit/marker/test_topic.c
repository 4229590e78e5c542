#include "marker/marker_topic.h"
#include "marker/reader.h"

/* Which question an answer sounds like an answer to. The answers are of another hand than the library's. */

static const struct told {
    const char *key, *answer;
} told[] = {
    {"finance/valuation-investment/time-value", "With a hundred now I can buy a bond and have more in a "
                                                "year, and prices creep up meanwhile. The discount rate is "
                                                "what I'd earn elsewhere for the same risk."},
    {"leadership/leading-people/unmotivated-team",
     "I'd sit down with each of them in the first fortnight and ask what drains them. Then I'd give the team "
     "one aim they "
     "help to choose, and a small win soon."},
    {"customer-service/difficult-customers/insults-limit",
     "I'd like to help you, but I won't be called stupid. If we can speak calmly I'll sort it out, otherwise "
     "I'll end the "
     "call."},
    {"nursing/compassion-communication/culture-refusal",
     "He may refuse the blood if he understands what it means, so I call the doctor to talk through his "
     "faith and other "
     "treatments, and chart what he decided."},
    {"product/product-metrics/estimate-market",
     "Say half of the million are adults who work, a third of them drink coffee outside, every other day. "
     "That's roughly "
     "eighty thousand takeaway cups, and I'd check it against the number of cafés."},
    {"data/data-engineering/batch-stream", "A nightly batch is simple to run again when it fails. I only "
                                           "stream where somebody acts on an event within seconds, "
                                           "since late events and state cost a lot."},
    {"applied-ai/evaluation-quality/judge-bias", "A model as judge likes long replies and its own style, so "
                                                 "I'd have people rate two hundred cases and see whether "
                                                 "the judge agrees with them."},
    {"nursing/clinical-judgement/hypo-found", "Prick the finger, read the glucose, and if he can swallow "
                                              "give juice or gel straight away. After fifteen minutes I "
                                              "measure again and find out whether he ate after his insulin."},
    {"software/coding/hash-map-works", "The key's hash picks a bucket, keys that collide share it in a list, "
                                       "and when the table gets too full it's resized. "
                                       "If all keys collide the look-up walks the whole list."},
    {"sales/objections/send-information", "Gladly, I'll mail you a page. So that it fits: what would have to "
                                          "be in it for you to read it, and shall I ring on "
                                          "Thursday?"},
    {"sales/pipeline-forecast/behind-target", "I go through the pipeline deal by deal to see which can still "
                                              "close this quarter, ask old customers for more, and "
                                              "tell my boss the honest forecast now."},
    {"marketing/content-social/edit-text", "It says nothing that anybody can picture: innovative, holistic, "
                                           "individual. Better: we lend you a bike at the "
                                           "station, by the hour."},
    {"customer-service/difficult-customers/threat-violence",
     "I get my colleague out from behind the counter and keep a distance, press the alarm or call the "
     "police, and speak "
     "low to the drunk man."},
    {"general/introducing-yourself/career-gap", "I looked after my mother for that year without work, and "
                                                "did a bookkeeping course in the evenings. She is settled "
                                                "now and I'm ready for full days."},
    {"finance/accounting-basics/revenue-when", "The licence is revenue on delivery, the support is earned "
                                               "month by month over three years. Until then that part of "
                                               "the 300 sits on the balance sheet as deferred income."},
    {"applied-ai/agents-systems/agent-or-workflow",
     "If I can draw the steps I code a fixed sequence, it's cheaper and I can test it. An agent only where "
     "the path differs "
     "each time, with a cap on steps and tools."},
    {"teaching/inclusion/budget-cut-support", "I'd look at which pupils have a legal plan and keep the "
                                              "assistants with them, train teachers, and measure each term "
                                              "whether those children still make progress."},
    {"design/craft-interaction/age-device", "No touch screen for shaking hands: one big button that beeps, a "
                                            "light, a box with a day on each lid. I'd try it with "
                                            "five people over eighty at home."},
    {"data/data-to-decision/chart-choice", "First the message, then the chart: a line for time, bars to "
                                           "compare, and the axis starts at zero. I throw out every "
                                           "colour that means nothing."},
    {"leadership/performance-hiring/set-expectations",
     "Each has three goals in writing with an example of what good looks like, and we talk every two weeks "
     "about how it's "
     "going, so no review is a surprise."},
    {"teaching/assessment/useful-feedback", "One next step on the page, in words the pupil can act on, and "
                                            "ten minutes in the lesson to do it at once. Otherwise "
                                            "they read the mark and put the book away."},
    {"marketing/marketing-numbers/brand-performance",
     "I'd see whether searches for our brand name fall, whether the cost per click rose for competitors too, "
     "and test brand "
     "ads in two regions for half a year."},
    {"teaching/lesson-craft/questioning-skill", "I ask, wait five seconds, then pick a name, or everybody "
                                                "writes on a mini whiteboard. A wrong answer is thanked and "
                                                "passed on, so pupils dare."},
    {"general/role-knowledge/safety-rules", "Knives are carried point down and the fridge is logged twice a "
                                            "day, since guests get ill otherwise. When a colleague "
                                            "skips a safety rule I tell him at once."},
};

static struct marker_place place_of(const struct told *one)
{
    const struct marker_task task = answer_to(one->key, one->answer);
    return marker_measure(marker, a, &task).place;
}

/* Most have their own question first; those that don't have it near. */
static void test_an_answer_sounds_like_one_to_its_own_question(void **state)
{
    (void)state;
    size_t first = 0;
    for (size_t i = 0; i < COUNT(told); i++) {
        const struct marker_place place = place_of(&told[i]);
        assert_non_null(place.closest);
        assert_string_not_equal(place.closest->key, told[i].key);
        first += place.own > place.best;
        if (place.own < place.best / 2)
            fail_msg("%s: %.2f, but %.2f to %s", told[i].key, place.own, place.best, place.closest->key);
        without_arena(state);
        with_arena(state);
    }
    if (first * 10 < COUNT(told) * 9)
        fail_msg("only %zu of %zu", first, COUNT(told));
}

static void test_an_answer_to_another_question_is_told_with_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(told); i++) {
        const struct told swapped = {told[(i + 7) % COUNT(told)].key, told[i].answer};
        const struct marker_place place = place_of(&swapped);
        if (place.own >= place.best)
            fail_msg("%s: %.2f, and only %.2f to %s", swapped.key, place.own, place.best, place.closest->key);
        without_arena(state);
        with_arena(state);
    }
}

static void test_a_question_of_one_s_own_has_no_place(void **state)
{
    (void)state;
    const struct marker_task task = {.question = "Why bees?", .kind = "explain", .answer = told[0].answer};
    const struct marker_place place = marker_measure(marker, a, &task).place;
    assert_float_equal(place.own, 0, 0);
    assert_string_equal(place.closest->key, told[0].key);
}

static void test_nothing_sounds_like_nothing(void **state)
{
    (void)state;
    static const char *const none[] = {"", "the of and", "wibblethorpe quonk"};
    for (size_t i = 0; i < COUNT(none); i++) {
        const struct told one = {told[0].key, none[i]};
        const struct marker_place place = place_of(&one);
        assert_true(place.own < 0.05 && place.best < 0.2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_an_answer_sounds_like_one_to_its_own_question),
        TEST(test_an_answer_to_another_question_is_told_with_it),
        TEST(test_a_question_of_one_s_own_has_no_place),
        TEST(test_nothing_sounds_like_nothing),
    };
    return cmocka_run_group_tests(tests, with_marker, without_marker);
}
