#include "marker/marker_order.h"
#include "marker/words.h"

/* Forty answers as people say and type them, against their own words shuffled and sorted. */

static const char *const answers[] = {
    "I ran the till in a garden centre for two summers. On my second day the card machine died, so I wrote "
    "every sale "
    "in a notebook and we took cash until noon.",
    "When a guest is angry I let them finish, then I say back what I heard. Most people only want to know "
    "that someone "
    "will do something about it today.",
    "The first thing I'd do is look at the logs from the minute before it broke. If nothing is there I would "
    "try to "
    "repeat it with the same input.",
    "so i had this class of thirty and half of them did not read well and i put them in pairs one strong one "
    "weak and "
    "after a month the weak ones read aloud",
    "My manager wanted the report by Friday. I told her on Tuesday that two figures were missing, and we "
    "agreed to send "
    "what we had with a note.",
    "We have in our company a rule that two persons must sign. I think this is good rule because one person "
    "can make a "
    "mistake and nobody sees it.",
    "A list keeps its order and can hold the same thing twice, a set can't. I take a set when I only need to "
    "know "
    "whether something is there.",
    "I told the parents what I had seen, not what I thought about it. Their son had sat alone at lunch for "
    "three weeks, "
    "and they had no idea.",
    "It was raining and the truck was late again, so I rang the builder before he could ring me. He was not "
    "pleased but "
    "he moved his men to the roof.",
    "Honestly I hated that job at first. The phones never stopped, and it took me half a year to learn that "
    "you may put "
    "people on hold and breathe.",
    "You measure the wound, look at the edges, smell it, and write down what you see. Then you compare it "
    "with the "
    "drawing from last week.",
    "The price went up by a tenth and we lost eleven customers of four hundred. The others paid more than "
    "those eleven "
    "had ever brought us.",
    "I would not promise a date. I'd say what has to happen first, who does it, and on which day I will call "
    "her with "
    "news.",
    "In my country we do not speak so direct with the boss. Here I learned to say it in the meeting, and "
    "after the "
    "first time it was easy.",
    "She kept coming late on Mondays. I asked her why over a coffee and it turned out that her bus had been "
    "cut, so we "
    "moved her shift by half an hour.",
    "An index is like the one at the back of a book: you find the word, it gives you the page, and you don't "
    "have to "
    "read everything.",
    "and then the customer said he will never come again and i said i understand that but please let me try "
    "one thing "
    "and i changed the wheel while he was waiting",
    "I keep a small notebook for mistakes. Each has a date, what I thought, what was true, and what I'd look "
    "at first "
    "the next time.",
    "Before I joined, nobody knew what stock we had on the shelves. I counted it on two Sundays with my "
    "brother and put "
    "it all in one sheet.",
    "If the patient says no, I ask what worries him. Often it is the needle and not the drug, and then there "
    "is "
    "something that we can do.",
    "We tested the new page on a tenth of our visitors for two weeks. More of them signed up, but fewer "
    "stayed after "
    "the first month, so we took it back.",
    "I don't think I'm the best speaker. What I do is stand in the room the evening before, walk about, and "
    "say the "
    "first three sentences to the empty chairs.",
    "My father had a bakery so I knew what early means. At sixteen I was the one who opened the doors at "
    "five and lit "
    "the oven.",
    "The bug only came on the last day of a month. I set the clock on my machine forward and there it was, a "
    "loop that "
    "counted to thirty.",
    "I explain a loan with a bicycle. You get it today and pay every week, and at the end you have paid for "
    "more than "
    "the bicycle.",
    "There were two of us who wanted the post and he got it. I was sore for a week, and then I asked him "
    "what he would "
    "like me to take over.",
    "Ask for the budget early, but not first. I want to hear what goes wrong without our product and what "
    "that costs "
    "them in a month.",
    "he was shouting so loud that the children could hear it and i asked him to come with me to the office "
    "and i closed "
    "the door and just waited",
    "Nobody had watered the beds for a month. I made a list with names and days, hung it by the gate, and "
    "crossed off "
    "my own day first.",
    "I would cut the weekly meeting, because eight people sit there for an hour and six of them say nothing. "
    "A short "
    "note on Monday does the same.",
    "For me good design means that my grandmother doesn't ring me. I watched her set the heating, and she "
    "pressed the "
    "wrong button four times.",
    "The supplier sent the wrong screws twice. The third time I drove there, showed them one of each, and we "
    "wrote the "
    "number on the shelf.",
    "First you stop the bleeding, then you think. I pressed with both hands and told the girl next to me to "
    "call for "
    "the doctor.",
    "I made the mistake to trust the figure in the mail. Since that day I open the system myself, also when "
    "it takes "
    "ten minutes more.",
    "It depends on who reads it. For the board one page with three numbers is enough, the team wants to see "
    "how we got "
    "there.",
    "You could call it luck, but we'd practised it. Every spring we emptied the hall in under four minutes, "
    "with the "
    "lights off and somebody missing.",
    "I sold ice cream on the beach when I was a student. On cloudy days I walked to the bus stop, where "
    "people were "
    "bored and had change.",
    "They had tried three tools in two years and used none. So I didn't show ours, I sat with the clerk for "
    "a morning "
    "and drew what she does.",
    "what i learned from it is that you must say the bad news on the same day because on the next day "
    "everybody has "
    "already heard it from another person",
    "A good handover takes five minutes: who is ill, what changed, what must happen before six, and what the "
    "family has "
    "been told.",
};

static const double NATURAL = 0.8; /* below it marker.c calls a text no order */

enum { SHUFFLES = 10, MOST_PER_CENT = 7 };

static struct marker_order *order;

static int with_order(void **state)
{
    const char *why = "";
    if (with_words(state) != 0)
        return -1;
    if (marker_order_read(life, "prompts/library/words/order.json", &order, &why) == OK)
        return 0;
    fprintf(stderr, "%s\n", why);
    return -1;
}

static double natural(const char *text)
{
    return marker_order_natural(order, a, typed(text));
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static char **words_of(const char *text, size_t *n)
{
    char **words = arena_array(a, strlen(text) + 1, sizeof *words), *rest = arena_copy(a, text), *one;
    for (*n = 0; (one = strsep(&rest, " "));)
        words[(*n)++] = one;
    return words;
}

static const char *joined(char **words, size_t n)
{
    const char *out = words[0];
    for (size_t i = 1; i < n; i++)
        out = arena_printf(a, "%s %s", out, words[i]);
    return out;
}

static const char *sorted(const char *text)
{
    size_t n;
    char **words = words_of(text, &n);
    qsort(words, n, sizeof *words, by_text);
    return joined(words, n);
}

static const char *shuffled(const char *text, uint32_t seed)
{
    size_t n;
    char **words = words_of(text, &n);
    for (size_t i = n; i > 1; i--) {
        seed = seed * 1664525 + 1013904223;
        char **one = &words[(seed >> 8) % i], *other = *one;
        *one = words[i - 1];
        words[i - 1] = other;
    }
    return joined(words, n);
}

static void test_answers_stand_in_an_order_that_english_has(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(answers); i++)
        if (natural(answers[i]) < NATURAL)
            fail_msg("%.2f: %s", natural(answers[i]), answers[i]);
    assert_true(COUNT(answers) >= 40);
}

/* A shuffle may fall into some order: few do, and none is as natural as what was said. */
static void test_their_words_shuffled_do_not(void **state)
{
    (void)state;
    size_t all = 0, natural_n = 0;
    for (size_t i = 0; i < COUNT(answers); i++) {
        const double said = natural(answers[i]);
        for (uint32_t seed = 1; seed <= SHUFFLES; seed++) {
            const char *text = shuffled(answers[i], seed + SHUFFLES * (uint32_t)i);
            const double here = natural(text);
            all++;
            natural_n += here >= NATURAL;
            if (here >= said)
                fail_msg("%.2f, as said %.2f: %s", here, said, text);
        }
    }
    if (natural_n * 100 > all * MOST_PER_CENT)
        fail_msg("%zu of %zu shuffles are natural", natural_n, all);
}

static void test_their_words_sorted_do_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(answers); i++)
        if (natural(sorted(answers[i])) > 0.5)
            fail_msg("%.2f: %s", natural(sorted(answers[i])), sorted(answers[i]));
}

static void test_a_short_text_is_not_judged(void **state)
{
    (void)state;
    assert_float_equal(natural("bucket the in falls it"), MARKER_ORDER_UNKNOWN, 0);
    assert_float_equal(natural(""), MARKER_ORDER_UNKNOWN, 0);
}

static void test_the_same_text_is_always_as_natural(void **state)
{
    (void)state;
    assert_float_equal(natural(answers[0]), natural(answers[0]), 0);
}

static void test_what_is_no_table_of_pairs_is_told(void **state)
{
    (void)state;
    static const char last_short[] =
        "{\"words\": [\"a\"], \"endings\": [], \"pairs\": [\"1 1 1 1\", \"1 1 1 1\", "
        "\"1 1 1 1\", \"1 1 1\"]}";
    const char *const bad[] = {"[", "{}", "{\"words\": [\"a\"], \"endings\": [], \"pairs\": []}", last_short};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct marker_order *out;
        const char *why = "", *path = write_file(new_folder(), "order.json", bad[i], strlen(bad[i]));
        assert_int_equal(marker_order_read(a, path, &out, &why), ERR_CONFIG);
        assert_non_null(strstr(why, "order.json"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_answers_stand_in_an_order_that_english_has),
        TEST(test_their_words_shuffled_do_not),
        TEST(test_their_words_sorted_do_not),
        TEST(test_a_short_text_is_not_judged),
        TEST(test_the_same_text_is_always_as_natural),
        TEST(test_what_is_no_table_of_pairs_is_told),
    };
    return cmocka_run_group_tests(tests, with_order, without_words);
}
