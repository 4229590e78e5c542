#include "builtin/talk.h"

/* What people say when they are asked how much, when, what worries them and how they feel: one thing a
 * sentence, in as many ways as people have, with what must be left open between them. */

static void test_how_long_a_day(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "20 min before work and 40 at the weekend", .minutes = 20},
        {.message = "not much, maybe 15 mins", .minutes = 15},
        {.message = "Honestly? Ten minutes on the bus.", .minutes = 10},
        {.message = "i can probably squeeze in half an hour during my lunch break", .minutes = 30},
        {.message = "a couple of hours on Sundays", .minutes = 120, .off = "012345"},
        {.message = "An hour, tops.", .minutes = 60},
        {.message = "45m", .minutes = 45},
        {.message = "1.5h in the evenings", .minutes = 90},
        {.message = "Three hours a day, I'm between jobs.", .minutes = 180},
        {.message = "My evenings are free, say 40 minutes.", .minutes = 40},
        {.message = "once the kids are asleep I've got about 25 minutes", .minutes = 25},
        {.message = "At most twenty minutes a day.", .minutes = 20},
        {.message = "I could put in 2-3 hrs per day", .minutes = 120},
        {.message = "15 minutes in the morning and 15 at night", .minutes = 30},
        {.message = "half an hour in the morning, half an hour in the evening", .minutes = 60},
        {.message = "I only get 30 minutes between shifts.", .minutes = 30},
        {.message = "An hour each on Tuesday and Thursday.", .minutes = 60, .off = "02456"},
        {.message = "I have seven hours a week", .minutes = 84},
        {.message = "30ish minutes daily", .minutes = 30},
        {.message = "60 mins mon-fri", .minutes = 60, .off = "56"},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_what_is_said_of_time_without_a_length(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "Not a lot of time, to be honest."},
        {.message = "As long as it takes."},
        {.message = "I work twelve hour shifts on the ward."},
        {.message = "The round has a 30 minute presentation."},
        {.message = "It takes me an hour to get home."},
        {.message = "My last interview went on for two hours."},
        {.message = "My contract is 37 hours a week."},
        {.message = "I sleep five hours a night at the moment."},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_which_days(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "Every day apart from Sunday, half an hour.", .minutes = 30, .off = "6"},
        {.message = "no weekends please", .off = "56"},
        {.message = "Tuesdays never work for me.", .off = "1"},
        {.message = "I keep Saturdays free for my family.", .off = "5"},
        {.message = "Weekdays only.", .off = "56"},
        {.message = "30 min Monday to Thursday", .minutes = 30, .off = "456"},
        {.message = "Half an hour on Mon, Wed and Sat.", .minutes = 30, .off = "1346"},
        {.message = "not Mondays, otherwise 20 minutes", .minutes = 20, .off = "0"},
        {.message = "I have choir on Wednesdays so not then.", .off = "2"},
        {.message = "I'm busy on Thursdays.", .off = "3"},
        {.message = "seven days a week, 20 minutes", .minutes = 20},
        {.message = "Sundays are sacred.", .off = "6"},
        {.message = "only on Saturday and Sunday, 90 minutes each", .minutes = 90, .off = "01234"},
        {.message = "I work Mondays and Tuesdays."},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_what_worries_them(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I'm terrible at explaining my thinking.", .weak = "explaining my thinking"},
        {.message = "Whiteboard coding terrifies me.", .weak = "whiteboard coding"},
        {.message = "Salary talk makes me uncomfortable.", .weak = "salary talk"},
        {.message = "The thing I'm dreading is the role play.", .weak = "role play"},
        {.message = "My Achilles heel is estimation.", .weak = "estimation"},
        {.message = "I always freeze when they ask about conflict.", .weak = "conflict"},
        {.message = "I never learned budgets.", .weak = "budgets"},
        {.message = "My English is not great.", .weak = "English"},
        {.message = "Not sure about infection control.", .weak = "infection control"},
        {.message = "I know nothing about Kubernetes.", .weak = "Kubernetes"},
        {.message = "I could do with help on competency questions.", .weak = "competency questions"},
        {.message = "I keep failing at take-home tasks.", .weak = "take-home tasks"},
        {.message = "statistics isn't my strong suit", .weak = "statistics"},
        {.message = "I haven't touched Excel in years.", .weak = "Excel"},
        {.message = "My weakness is that I undersell myself.", .weak = "underselling myself"},
        {.message = "I'd like to get better at storytelling.", .weak = "storytelling"},
        {.message = "What I'm least sure of is the data protection part.", .weak = "data protection part"},
        {.message = "I go blank under pressure.", .weak = "going blank"},
        {.message = "presentations, budgets and staff rotas are what worry me",
         .weak = "presentations, budgets and staff rotas"},
        {.message = "I lack experience in managing people.", .weak = "managing people"},
        {.message = "Closing deals? Awful at it.", .weak = "closing deals"},
        {.message = "I second-guess myself in group exercises.", .weak = "group exercises"},
        {.message = "I tend to ramble.", .weak = "rambling"},
        {.message = "I find numerical tests tricky.", .weak = "numerical tests"},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_what_does_not_worry_them(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I don't need help with SQL.", .strong = "SQL"},
        {.message = "The technical part doesn't bother me.", .strong = "technical part"},
        {.message = "I'm comfortable with presentations.", .strong = "presentations"},
        {.message = "Negotiation comes easily to me.", .strong = "negotiation"},
        {.message = "I'm not afraid of difficult parents.", .strong = "difficult parents"},
        {.message = "Phonics? No worries there.", .strong = "phonics"},
        {.message = "I know my way around a spreadsheet.", .strong = "spreadsheet"},
        {.message = "My strongest area is stakeholder management.", .strong = "stakeholder management"},
        {.message = "I've got the algorithms covered.", .strong = "algorithms"},
        {.message = "Public speaking used to scare me but now it's fine.", .strong = "public speaking"},
        {.message = "Python I'm solid on, pandas less so.", .weak = "pandas", .strong = "Python"},
        {.message = "I can handle conflict; what I can't do is brag.", .weak = "brag", .strong = "conflict"},
        {.message = "I'm not weak at anything."},
        {.message = "I don't know what my weak areas are."},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_how_they_feel_about_it(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I'm running on empty.", .capacity = 1},
        {.message = "Fired up!", .capacity = 3},
        {.message = "So-so.", .capacity = 2},
        {.message = "I can't wait to start.", .capacity = 3},
        {.message = "Really struggling to get going these days.", .capacity = 1},
        {.message = "pretty low tbh"},
        {.message = "I'm determined to get this one.", .capacity = 3},
        {.message = "My heart isn't really in it.", .capacity = 1},
        {.message = "I feel okay about it.", .capacity = 2},
        {.message = "Knackered after nights.", .capacity = 1},
        {.message = "100% motivated", .capacity = 3},
        {.message = "motivation: 5 out of 10", .capacity = 2},
        {.message = "After four rejections I've lost my drive.", .capacity = 1},
        {.message = "I've got loads of energy for this.", .capacity = 3},
        {.message = "I'm overwhelmed with two small children.", .capacity = 1},
        {.message = "The energy sector interests me."},
        {.message = "My team was motivated."},
        {.message = "I am not lazy."},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_when_it_is(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "The interview is a week on Tuesday.", .date = "2026-12-01"},
        {.message = "Tuesday week is the interview.", .date = "2026-12-01"},
        {.message = "My interview is at the end of the month.", .date = "2026-11-30"},
        {.message = "They want to see me at the end of January.", .date = "2027-01-31"},
        {.message = "My interview is the day after tomorrow.", .date = "2026-11-23"},
        {.message = "My interview is today, in four hours!", .date = "2026-11-21"},
        {.message = "My interview is on Tuesday the 1st of December at 2pm.", .date = "2026-12-01"},
        {.message = "interview 15/1", .date = "2027-01-15"},
        {.message = "I've got 10 days before the assessment day.", .date = "2026-12-01"},
        {.message = "The panel is on the 14th.", .date = "2026-12-14"},
        {.message = "my interview is next thursday", .date = "2026-11-26"},
        {.message = "It's in about a month, the interview.", .date = "2026-12-21"},
        {.message = "The final interview's on Jan 5.", .date = "2027-01-05"},
        {.message = "I'm meeting the hiring manager on Wednesday.", .date = "2026-11-25"},
        {.message = "The interview is in mid-January."},
        {.message = "Some time next year, the interview I mean."},
        {.message = "The interview was yesterday."},
        {.message = "My interview was on Tuesday and I didn't get it."},
        {.message = "I don't have an interview yet.", .date = "-"},
        {.message = "Nothing scheduled so far.", .date = "-"},
        {.message = "I haven't heard back about the date.", .date = "-"},
        {.message = "I hand in my notice on 1 December."},
        {.message = "I sent my application on Monday."},
        {.message = "My daughter's birthday is on 12 January."},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_what_the_job_is_called(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I have an interview for Band 6 midwife.", .role = "Band 6 midwife"},
        {.message = "hoping to move into product management", .role = "product management"},
        {.message = "It's a matron position in a care home.", .role = "matron"},
        {.message = "I've been shortlisted for assistant principal", .role = "assistant principal"},
        {.message = "Trying to get a job as a barista.", .role = "barista"},
        {.message = "I'm after a scrum master role", .role = "scrum master"},
        {.message = "I'd love to work as a lighthouse keeper.", .role = "lighthouse keeper"},
        {.message = "My dream job is pastry chef.", .role = "pastry chef"},
        {.message = "a friend told me about an opening for a piano tuner, so I applied",
         .role = "piano tuner"},
        {.message = "Looking for my first job as a junior developer.", .role = "junior developer"},
        {.message = "I am currently a nurse."},
        {.message = "My sister is a teacher."},
        {.message = "My manager wants me to apply for his job."},
    };
    assert_rows(rows, COUNT(rows));
}

/* ---- over several turns ---- */

static void assert_reply(const char *part)
{
    const char *reply = json_get_text(talk.answer, "reply", "");
    if (!strstr(reply, part))
        fail_msg("“%s” does not say “%s”", reply, part);
}

static void test_a_date_that_can_be_two_is_asked_about(void **state)
{
    (void)state;
    static const char *const unclear[] = {"The interview is on 3/12.", "My interview is some time in March.",
                                          "The interview is in mid-January.",
                                          "The interview is early next year."};
    for (size_t i = 0; i < COUNT(unclear); i++) {
        start_over();
        say(unclear[i]);
        assert_text(unclear[i], "date", json_get_text(talk.facts, "interview_date", ""), "");
        assert_reply(i == 0 ? "write the month as a word" : "Which day is the interview exactly?");
    }
    say("It's on 12 January.");
    assert_text("then", "date", json_get_text(talk.facts, "interview_date", ""), "2027-01-12");
}

static void test_a_list_of_worries_as_a_bare_answer(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day.");
    say("mostly the coding round, and a bit the culture fit");
    assert_text("list", "weak", json_get_text(talk.facts, "weak", ""), "coding round, culture fit");
}

static void test_more_time_on_other_days_is_said_back(void **state)
{
    (void)state;
    say("20 min before work and 40 at the weekend");
    assert_reply("40 minutes");
    say("I could do 30 minutes on weekdays and an hour on Sundays");
    assert_reply("60 minutes");
}

static void test_second_thoughts(void **state)
{
    (void)state;
    say("An hour a day, weak at budgets and rotas. Interview on 3 December. I'm keen.");
    say("actually make that 30");
    assert_number("30", "minutes", json_get_int(talk.facts, "minutes", 0), 30);
    say("Sorry, I meant 40 minutes.");
    assert_number("40", "minutes", json_get_int(talk.facts, "minutes", 0), 40);
    say("Scrap the rotas, I'm not worried about rotas any more.");
    assert_text("rotas", "weak", json_get_text(talk.facts, "weak", ""), "budgets");
    say("No wait, it's the 10th of December.");
    assert_text("10th", "date", json_get_text(talk.facts, "interview_date", ""), "2026-12-10");
    say("They put it back a week.");
    assert_text("a week later", "date", json_get_text(talk.facts, "interview_date", ""), "2026-12-17");
    say("I was wrong about Sundays, nothing on Sundays.");
    assert_text("Sundays", "off", days_off(), "6");
    say("Not so keen after all, I'm shattered.");
    assert_number("shattered", "capacity", json_get_int(talk.facts, "capacity", 0), 1);
}

static void test_one_more_day_off_leaves_the_others_off(void **state)
{
    (void)state;
    say("Half an hour a day, Thursdays are choir so never then.");
    say("No sittings on Sundays please.");
    assert_text("both", "off", days_off(), "36");
    say("Only on Mondays and Tuesdays.");
    assert_text("only", "off", days_off(), "23456");
}

static void test_a_bare_no_is_no_area(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day.");
    say("not really");
    assert_text("no", "weak", json_get_text(talk.facts, "weak", ""), "");
    assert_true(json_get_bool(talk.facts, "weak_told", false));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TALK_TEST(test_how_long_a_day),
        TALK_TEST(test_what_is_said_of_time_without_a_length),
        TALK_TEST(test_which_days),
        TALK_TEST(test_what_worries_them),
        TALK_TEST(test_what_does_not_worry_them),
        TALK_TEST(test_how_they_feel_about_it),
        TALK_TEST(test_when_it_is),
        TALK_TEST(test_what_the_job_is_called),
        TALK_TEST(test_a_date_that_can_be_two_is_asked_about),
        TALK_TEST(test_a_list_of_worries_as_a_bare_answer),
        TALK_TEST(test_more_time_on_other_days_is_said_back),
        TALK_TEST(test_second_thoughts),
        TALK_TEST(test_one_more_day_off_leaves_the_others_off),
        TALK_TEST(test_a_bare_no_is_no_area),
    };
    return cmocka_run_group_tests(tests, read_library, free_library);
}
