#include "base/text.h"
#include "marker/marker_say.h"
#include "marker/reader.h"
#include <ctype.h>

/* What the marker says: short, in whole sentences, and quoting letter for letter. */

enum { MOST_WORDS = 30 };

static const char key[] = "nursing/patient-safety/medication-checks";

static const char *const answers[] = {
    "Right patient, right drug, right dose, right route and right time, and I hold each against the chart "
    "and the "
    "wristband before I give anything to anybody on my ward. I look at the allergy box, and ask her too.",
    "I read the label three times: from the cupboard, as I pour, and at the bedside.",
    "He tells me his name “and his date of birth” — always, and I compare it with the band. If I gave the "
    "wrong one I "
    "say so at once, to the doctor and to him, and I write the report.",
    "so i look at the chart and then i ask her name and when she was born and i look at the band and then "
    "the label and "
    "the dose and if it is an injection a second nurse looks too and then i sign it",
    "",
    "hm",
    "xkcd qwfp zxcv hjkl mnbv",
    "I don't know.",
    "Which checks do you do before you give a drug?",
    "I check it. I check it again. I check it. I check it again. I check it. I check it again. I check it.",
    "drug, dose, patient, route, time, band, chart, allergy, label, name, birth, report, doctor, nurse, "
    "ward, pharmacy",
    "It is always important to be careful and to do the right thing for everyone in the right way at all "
    "times.",
    "Ich vergleiche den Namen mit dem Armband und lese das Etikett dreimal, bevor ich etwas gebe.",
    "{{quote}} {{anchor}} {{low}} I look at the wristband and the chart before I give {{the}} tablets.",
};

static void hold(const char *point)
{
    if (text_blank(point) || text_words(point) > MOST_WORDS)
        fail_msg("%zu words: “%s”", text_words(point), point);
}

/* What stands between the first pair of quotation marks, and whether an ellipsis follows. */
static const char *quote_in(const char *point, bool *cut)
{
    const char *from = strstr(point, "“"), *to = from;
    *cut = false;
    if (!from)
        return NULL;
    from += strlen("“");
    for (const char *end = from; (end = strstr(end, "”")); end += strlen("”")) {
        to = end;
        if (strncmp(end, "” …", strlen("” …")) == 0)
            *cut = true;
    }
    return arena_text(a, from, (size_t)(to - from));
}

static void hold_quote(const char *point, const char *answer)
{
    bool cut;
    const char *quote = quote_in(point, &cut);
    if (!quote)
        return;
    const char *at = strstr(answer, quote);
    if (!at)
        fail_msg("“%s” is not in “%s”", quote, answer);
    const char next = at[strlen(quote)];
    if (isalnum((unsigned char)next))
        fail_msg("“%s” ends within a word of “%s”", quote, answer);
}

static struct marker_said said_of(const struct marker_mark *mark)
{
    return marker_say(marker_feedback(marker), a, "explain", mark);
}

static void test_each_point_is_short_and_quotes_letter_for_letter(void **state)
{
    (void)state;
    size_t quoted = 0;
    for (size_t i = 0; i < COUNT(answers); i++) {
        const struct marker_mark mark = mark_of(key, answers[i]);
        const struct marker_said said = said_of(&mark);
        bool cut;
        for (size_t k = 0; k < json_len(said.praise); k++) {
            const char *point = json_text(json_at(said.praise, k), "");
            hold(point);
            hold_quote(point, answers[i]);
            quoted += quote_in(point, &cut) != NULL;
        }
        assert_int_equal(json_len(said.improve), 1);
        hold(json_text(json_at(said.improve, 0), ""));
        assert_false(text_blank(said.confidence));
        assert_null(strstr(said.confidence, "{{"));
    }
    assert_true(quoted >= 3);
}

static void test_no_hole_is_left_open(void **state)
{
    (void)state;
    for (size_t i = 0; i + 1 < COUNT(answers); i++) { /* the last one has braces of its own */
        const struct marker_mark mark = mark_of(key, answers[i]);
        const struct marker_said said = said_of(&mark);
        assert_null(strstr(json_write(a, said.praise), "{{"));
        assert_null(strstr(json_write(a, said.improve), "{{"));
        assert_null(strstr(marker_say_why(marker_feedback(marker), a, &mark), "{{"));
    }
}

/* A mark by hand, so that what is said depends on nothing else. */
static struct marker_anchor anchor = {
    .key = "Bees", .name = "Bees", .text = "That bees dance to tell where."};

static struct marker_mark made(enum marker_landing landing, const char *quote, int score)
{
    struct marker_mark mark = {.score = score, .low = score, .high = score, .found_n = 1, .language = ""};
    mark.found[0] = (struct marker_found){.anchor = &anchor, .landing = landing, .sure = 0.9, .quote = quote};
    return mark;
}

static const char *first(const json *points)
{
    return json_text(json_at(points, 0), "");
}

#define SHORT "Bees dance to tell the others."
#define LONG                                                                                                 \
    "When a bee comes home from a field of clover she dances on the comb in the dark, and the others "       \
    "follow "                                                                                                \
    "her with their feelers until they know the way."

static void test_a_short_quotation_is_whole(void **state)
{
    (void)state;
    const struct marker_mark mark = made(LANDING_SHOWN, SHORT, 7);
    const char *point = first(said_of(&mark).praise);
    assert_non_null(strstr(point, "“Bees dance to tell the others”"));
    assert_null(strstr(point, "…"));
}

static void test_a_long_one_ends_with_an_ellipsis(void **state)
{
    (void)state;
    bool cut;
    const struct marker_mark mark = made(LANDING_SHOWN, LONG, 7);
    const char *point = first(said_of(&mark).praise), *quote = quote_in(point, &cut);
    assert_true(cut);
    assert_true(strncmp(LONG, quote, strlen(quote)) == 0);
    assert_true(text_words(quote) <= 16);
    hold(point);
}

static void test_what_is_perhaps_there_is_asked_for_plainly(void **state)
{
    (void)state;
    const struct marker_mark mark = made(LANDING_PERHAPS, SHORT, 6);
    const struct marker_said said = said_of(&mark);
    assert_int_equal(json_len(said.praise), 0);
    assert_non_null(strstr(first(said.improve), "“Bees dance to tell the others”"));
}

static void test_what_is_missing_is_said_as_the_library_says_it(void **state)
{
    (void)state;
    const struct example example = {.next = "Say what the dance is for.", .part = ""};
    struct marker_mark mark = made(LANDING_NOT, "", 3);
    assert_non_null(strstr(first(said_of(&mark).improve), anchor.text));
    struct marker_anchor known = anchor;
    known.example = &example;
    mark.found[0].anchor = &known;
    assert_string_equal(first(said_of(&mark).improve), example.next);
}

static void test_a_long_anchor_is_cut_and_says_so(void **state)
{
    (void)state;
    struct marker_mark mark = made(LANDING_NOT, "", 3);
    struct marker_anchor long_one = anchor;
    long_one.text = LONG " " LONG;
    mark.found[0].anchor = &long_one;
    const char *point = first(said_of(&mark).improve);
    hold(point);
    assert_string_equal(point + strlen(point) - strlen(" …"), " …");
}

static void test_a_very_good_answer_is_left_alone(void **state)
{
    (void)state;
    static const struct {
        enum marker_landing landing;
        int score;
        bool enough;
    } marks[] = {
        {LANDING_SHOWN, 9, true},    {LANDING_SHOWN, 8, true}, {LANDING_SHOWN, 6, false},
        {LANDING_PERHAPS, 8, false}, {LANDING_NOT, 8, false},  {LANDING_PERHAPS, 9, true},
    };
    for (size_t i = 0; i < COUNT(marks); i++) {
        const struct marker_mark mark = made(marks[i].landing, SHORT, marks[i].score);
        const char *point = first(said_of(&mark).improve);
        assert_int_equal(strstr(point, "Good enough") != NULL, marks[i].enough);
    }
}

static void test_every_shape_has_its_text(void **state)
{
    (void)state;
    const char *before[SHAPE_HOLLOW + 1];
    for (int shape = SHAPE_EMPTY; shape <= SHAPE_HOLLOW; shape++) {
        struct marker_mark mark = made(LANDING_NOT, "", 1);
        mark.form.shape = (enum marker_shape)shape;
        before[shape] = first(said_of(&mark).improve);
        hold(before[shape]);
        assert_null(strstr(before[shape], "{{"));
        for (int other = SHAPE_EMPTY; other < shape; other++)
            assert_string_not_equal(before[shape], before[other]);
    }
}

static void test_every_kind_and_every_doubt_has_its_text(void **state)
{
    (void)state;
    static const char *const kinds[] = {"story", "explain", "design", "debug", "case", "roleplay", "other"};
    for (size_t i = 0; i < COUNT(kinds); i++)
        for (int sure = SURE_NOT; sure <= SURE_QUITE; sure++) {
            struct marker_mark mark = made(LANDING_SHOWN, SHORT, 6);
            mark.sure = (enum marker_sure)sure;
            const struct marker_said said = marker_say(marker_feedback(marker), a, kinds[i], &mark);
            hold(first(said.improve));
            assert_non_null(strstr(said.confidence, "built-in coach"));
        }
}

static void test_a_span_and_another_question_are_told(void **state)
{
    (void)state;
    struct marker_mark mark = made(LANDING_PERHAPS, SHORT, 5);
    mark.low = 3;
    mark.high = 8;
    assert_non_null(strstr(said_of(&mark).confidence, "from 3 to 8"));
    mark.elsewhere = true;
    mark.place.closest = library_question(library, key);
    assert_non_null(strstr(said_of(&mark).confidence, mark.place.closest->text));
}

static void test_another_language_is_told_by_its_name(void **state)
{
    (void)state;
    struct marker_mark mark = made(LANDING_NOT, "", 0);
    assert_string_equal(marker_say_why(marker_feedback(marker), a, &mark), "");
    mark.language = "Welsh";
    assert_non_null(strstr(marker_say_why(marker_feedback(marker), a, &mark), "in Welsh"));
}

static void test_a_missing_text_is_told(void **state)
{
    (void)state;
    static const char *const parts[][2] = {
        {"praise", "keep"},    {"improve", "shape"}, {"improve", "missing"}, {"improve", "perhaps"},
        {"improve", "enough"}, {"improve", "kind"},  {"improve", "other"},   {"confidence", "fairly"},
        {"usual", "story"},    {"usual", "other"}};
    const char *why = "";
    assert_int_equal(marker_say_check(a, marker_feedback(marker), &why), OK);
    for (size_t i = 0; i < COUNT(parts); i++) {
        json *doc = json_copy(a, marker_feedback(marker));
        json_drop(json_get(doc, parts[i][0]), parts[i][1]);
        assert_int_equal(marker_say_check(a, doc, &why), ERR_CONFIG);
        assert_non_null(strstr(why, arena_printf(a, "%s/%s", parts[i][0], parts[i][1])));
    }
}

static void test_a_missing_shape_or_whole_text_is_told(void **state)
{
    (void)state;
    static const char *const shapes[] = {"empty", "nonsense", "pasted", "passed", "repeated", "hollow"},
                             *const whole[] = {"elsewhere", "span", "language"};
    const char *why = "";
    for (size_t i = 0; i < COUNT(shapes); i++) {
        json *doc = json_copy(a, marker_feedback(marker));
        json_drop(json_get(json_get(doc, "improve"), "shape"), shapes[i]);
        if (marker_say_check(a, doc, &why) != ERR_CONFIG || !strstr(why, shapes[i]))
            fail_msg("without %s: “%s”", shapes[i], why);
    }
    for (size_t i = 0; i < COUNT(whole); i++) {
        json *doc = json_copy(a, marker_feedback(marker));
        json_drop(doc, whole[i]);
        if (marker_say_check(a, doc, &why) != ERR_CONFIG || !strstr(why, whole[i]))
            fail_msg("without %s: “%s”", whole[i], why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_point_is_short_and_quotes_letter_for_letter),
        TEST(test_no_hole_is_left_open),
        TEST(test_a_short_quotation_is_whole),
        TEST(test_a_long_one_ends_with_an_ellipsis),
        TEST(test_what_is_perhaps_there_is_asked_for_plainly),
        TEST(test_what_is_missing_is_said_as_the_library_says_it),
        TEST(test_a_long_anchor_is_cut_and_says_so),
        TEST(test_a_very_good_answer_is_left_alone),
        TEST(test_every_shape_has_its_text),
        TEST(test_every_kind_and_every_doubt_has_its_text),
        TEST(test_a_span_and_another_question_are_told),
        TEST(test_another_language_is_told_by_its_name),
        TEST(test_a_missing_text_is_told),
        TEST(test_a_missing_shape_or_whole_text_is_told),
    };
    return cmocka_run_group_tests(tests, with_marker, without_marker);
}
