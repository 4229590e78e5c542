#include "base/fixture.h"
#include "coach/read_back.h"

/* What was understood, read back. Today is Tuesday 1 December 2026. */

static struct arena *life;
static struct library *library;
static clock_day today;

static const char *week(int minutes, const int by_day[FACTS_WEEKDAYS], unsigned off)
{
    struct facts facts = facts_none();
    facts.minutes = minutes;
    facts.days_off = off;
    memcpy(facts.minutes_by_day, by_day, sizeof facts.minutes_by_day);
    return read_back_week(library, a, &facts);
}

static void test_a_week_in_plain_words(void **state)
{
    (void)state;
    static const struct {
        int minutes, by_day[FACTS_WEEKDAYS];
        unsigned off;
        const char *text;
    } rows[] = {
        {30, {0}, 0, "every day, 30 minutes"},
        {60, {0}, 0x60, "Mondays to Fridays, an hour; Saturdays and Sundays off"},
        {30, {0, 0, 0, 0, 0, 60, 0}, 0x40, "Mondays to Fridays, 30 minutes; Saturdays, an hour; Sundays off"},
        {45,
         {0},
         0x54,
         "Mondays, Tuesdays, Thursdays and Saturdays, 45 minutes; Wednesdays, Fridays and Sundays off"},
        {20,
         {90, 0, 0, 0, 0, 120, 0},
         0,
         "Mondays, an hour and 30 minutes; Tuesdays to Fridays and Sundays, 20 minutes; "
         "Saturdays, 2 hours"},
        {0, {0, 0, 0, 0, 0, 60, 0}, 0, "Saturdays, an hour"},
        {0, {0}, 0x40, "Sundays off"},
        {1, {0}, 0x7e, "Mondays, one minute; Tuesdays to Sundays off"},
        {0, {0}, 0, ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(week(rows[i].minutes, rows[i].by_day, rows[i].off), rows[i].text);
}

static size_t lines(const struct facts *facts, struct read_back out[READ_BACK_MOST])
{
    return read_back(library, a, facts, today, out);
}

static void test_each_line_has_the_words_it_was_heard_in(void **state)
{
    (void)state;
    struct facts facts = facts_none();
    struct read_back line[READ_BACK_MOST];
    facts.role = "night porter";
    facts.minutes = 30;
    facts.days_off = 0x60;
    facts.weak = "difficult guests";
    facts_set_source(&facts, FACT_ROLE, "Night porter wanted", false);
    facts.from_job = 1U << FACT_ROLE;
    facts_set_source(&facts, FACT_MINUTES, "30 minutes Monday – Friday", false);
    facts_set_source(&facts, FACT_DAYS_OFF, "30 minutes Monday – Friday", true);
    facts_set_source(&facts, FACT_WEAK, FACTS_BY_HAND, false);
    assert_int_equal(lines(&facts, line), 3);
    assert_string_equal(line[0].source, "the job says “Night porter wanted”");
    assert_string_equal(line[1].text,
                        "You can practise: Mondays to Fridays, 30 minutes; Saturdays and Sundays off.");
    assert_string_equal(line[1].source, "you said “30 minutes Monday – Friday”");
    assert_true(line[1].unsure && !line[0].unsure);
    assert_int_equal(line[1].ask, ASK_MINUTES);
    assert_string_equal(line[2].source, "you set it on this page");
}

static void test_what_was_kept_before_there_were_sources_is_to_be_checked(void **state)
{
    (void)state;
    struct facts facts = facts_none();
    struct read_back line[READ_BACK_MOST];
    facts.minutes = 20;
    assert_int_equal(lines(&facts, line), 1);
    assert_true(line[0].unsure);
    assert_string_equal(line[0].source, "noted before I kept your words: is it right?");
}

static void test_the_date_is_said_as_it_is(void **state)
{
    (void)state;
    struct read_back line[READ_BACK_MOST];
    struct facts facts = facts_none();
    facts.interview = today + 15;
    lines(&facts, line);
    assert_string_equal(line[0].text, "The interview is on Wednesday 16 December.");
    facts.interview = today;
    lines(&facts, line);
    assert_string_equal(line[0].text, "The interview is today.");
    facts.interview = today - 1;
    lines(&facts, line);
    assert_string_equal(line[0].text, "The interview was on Monday 30 November.");
    facts.interview = FACTS_NO_DATE;
    facts.no_interview_date = true;
    facts.weeks = 1;
    assert_int_equal(lines(&facts, line), 2);
    assert_string_equal(line[0].text, "There is no date for the interview yet.");
    assert_string_equal(line[1].text, "About a week is left.");
}

static void test_a_break_is_said_until_it_has_passed(void **state)
{
    (void)state;
    struct read_back line[READ_BACK_MOST];
    struct facts facts = facts_none();
    static const struct {
        int from, to; /* days from today */
        const char *text;
    } rows[] = {
        {11, 18, "No practice from Saturday 12 to Saturday 19 December."},
        {24, 33, "No practice from Friday 25 December to Sunday 3 January."},
        {7, 7, "No practice on Tuesday 8 December."},
        {-3, 0, "No practice from Saturday 28 November to Tuesday 1 December."},
        {-3, -1, ""},
    };
    facts_set_source(&facts, FACT_BREAK, "we are at my sister's", false);
    for (size_t i = 0; i < COUNT(rows); i++) {
        facts.break_from = today + rows[i].from;
        facts.break_to = today + rows[i].to;
        const size_t n = lines(&facts, line);
        assert_int_equal(n, *rows[i].text ? 1 : 0);
        if (!n)
            continue;
        assert_string_equal(line[0].text, rows[i].text);
        assert_string_equal(line[0].source, "you said “we are at my sister's”");
        assert_int_equal(line[0].ask, ASK_BREAK);
    }
}

static int read_it(void **state)
{
    (void)state;
    const char *why = "";
    life = arena_new(256 << 20, false);
    if (library_read(life, "prompts/library", &library, &why) != OK)
        fail_msg("%s", why);
    return clock_parse_date("2026-12-01", &today) == OK ? 0 : 1;
}

static int free_it(void **state)
{
    (void)state;
    arena_free(life);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_week_in_plain_words),
        TEST(test_each_line_has_the_words_it_was_heard_in),
        TEST(test_what_was_kept_before_there_were_sources_is_to_be_checked),
        TEST(test_the_date_is_said_as_it_is),
        TEST(test_a_break_is_said_until_it_has_passed),
    };
    return cmocka_run_group_tests(tests, read_it, free_it);
}
