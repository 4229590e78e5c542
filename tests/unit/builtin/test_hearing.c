#include "builtin/talk.h"

/* What is heard in one sentence or two, by a coach who knows nothing yet. */

static void test_roles_of_any_profession(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I am applying for a job as a year 4 teacher.", .role = "year 4 teacher"},
        {.message = "Year 4 teacher", .role = "year 4 teacher"},
        {.message = "I'm applying for a software engineer position at Acme.", .role = "software engineer"},
        {.message = "I’m interviewing for a senior data analyst role next month.",
         .role = "senior data analyst"},
        {.message = "I want to become a nurse.", .role = "nurse"},
        {.message = "I'd like to be a product manager because I like people.", .role = "product manager"},
        {.message = "Interviewing at Meta as a data engineer", .role = "data engineer"},
        {.message = "I am applying to Siemens for a financial controller job.",
         .role = "financial controller"},
        {.message = "The role is Head of Operations.", .role = "Head of Operations"},
        {.message = "Role: customer success manager", .role = "customer success manager"},
        {.message = "I am a nurse and I want to become a ward manager.", .role = "ward manager"},
        {.message = "going for a beekeeper job", .role = "beekeeper"},
        {.message = "I work as a waiter and I am applying for a sales representative post.",
         .role = "sales representative"},
        {.message = "I used to be an accountant, now I am preparing for an interview as a UX designer.",
         .role = "UX designer"},
        {.message = "An interview for the post of deputy head teacher with St Mary's",
         .role = "deputy head teacher"},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_no_role_is_made_up(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I want to be more confident."},
        {.message = "I am applying for jobs."},
        {.message = "I am preparing for interviews."},
        {.message = "I have been looking for a new job for months."},
        {.message = "I don't want to be a manager."},
        {.message = "I want to become better at talking to people.", .weak = "talking to people"},
        {.message = "I used to work as a waiter."},
        {.message = "I had been looking for work for three years."},
        {.message = "Hello!"},
        {.message = "What do you need to know?"},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_minutes_a_day(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I have 45 minutes a day.", .minutes = 45},
        {.message = "I can do an hour a day.", .minutes = 60},
        {.message = "half an hour most evenings", .minutes = 30},
        {.message = "About 1.5 hours each morning.", .minutes = 90},
        {.message = "I could manage an hour and a half daily", .minutes = 90},
        {.message = "1h30 every day", .minutes = 90},
        {.message = "1 hour 15 minutes a day", .minutes = 75},
        {.message = "forty-five minutes on most days", .minutes = 45},
        {.message = "I can spend forty five minutes a day on it", .minutes = 45},
        {.message = "20-30 minutes a day", .minutes = 20},
        {.message = "between 30 and 45 minutes every night", .minutes = 30},
        {.message = "I can practise 5 hours a week.", .minutes = 60},
        {.message = "10 hrs/week", .minutes = 120},
        {.message = "an hour three evenings a week", .minutes = 60},
        {.message = "a couple of hours a day", .minutes = 120},
        {.message = "three quarters of an hour before work", .minutes = 45},
        {.message = "a quarter of an hour a day, no more", .minutes = 15},
        {.message = "I have 90min daily", .minutes = 90},
        {.message = "I said an hour, but 30 minutes a day is more realistic.", .minutes = 30},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_other_minutes_are_not_study_time(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "My commute takes two hours a day."},
        {.message = "We lost five minutes instead of twenty, and the head copied it for the year group."},
        {.message = "The interview lasts 45 minutes."},
        {.message = "I cut the nightly report from three hours to ten minutes."},
        {.message = "I work 10 hours a day."},
        {.message = "I was 40 minutes late that day."},
        {.message = "I have a few minutes a day."},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_days_off(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I can practise 40 minutes most evenings, nothing on Fridays.",
         .minutes = 40,
         .off = "4"},
        {.message = "30 minutes a day, not on Saturdays or Sundays", .minutes = 30, .off = "56"},
        {.message = "An hour on weekdays only.", .minutes = 60, .off = "56"},
        {.message = "2 hours, only at weekends", .minutes = 120, .off = "01234"},
        {.message = "Half an hour every day except Wednesday.", .minutes = 30, .off = "2"},
        {.message = "half an hour on Mondays, Wednesdays and Fridays", .minutes = 30, .off = "1356"},
        {.message = "I am free on Tuesdays and Thursdays only", .off = "02456"},
        {.message = "25 minutes every evening but Sunday", .minutes = 25, .off = "6"},
        {.message = "Fridays are out, otherwise 30 minutes a day.", .minutes = 30, .off = "4"},
        {.message = "I can't do weekends.", .off = "56"},
        {.message = "40 minutes a day, weekends off", .minutes = 40, .off = "56"},
        {.message = "30 minutes a day, not on Fridays but Saturdays are fine", .minutes = 30, .off = "4"},
        {.message = "an hour every day", .minutes = 60},
        {.message = "I teach on Mondays."},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_weak_areas(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "Behaviour management scares me.", .weak = "behaviour management"},
        {.message = "I struggle with system design.", .weak = "system design"},
        {.message = "I'm weak at SQL and statistics.", .weak = "SQL and statistics"},
        {.message = "Weak: pricing, negotiation and cold calls",
         .weak = "pricing, negotiation and cold calls"},
        {.message = "My weak areas are budgeting and forecasting.", .weak = "budgeting and forecasting"},
        {.message = "I am not good at talking about myself.", .weak = "talking about myself"},
        {.message = "I dread behavioural questions because I ramble.", .weak = "behavioural questions"},
        {.message = "Coding under pressure makes me nervous", .weak = "coding under pressure"},
        {.message = "I have never done a case interview", .weak = "case interview"},
        {.message = "Budgets, forecasts and ratios scare me.", .weak = "budgets, forecasts and ratios"},
        {.message = "I am a teacher and phonics worries me.", .weak = "phonics"},
        {.message = "I need to work on my presentation skills", .weak = "presentation skills"},
        {.message = "I’m nervous about the panel questions.", .weak = "panel questions"},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_what_is_fine_is_no_weakness(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "System design is fine.", .strong = "system design"},
        {.message = "I'm good at SQL but struggle with statistics.", .weak = "statistics", .strong = "SQL"},
        {.message = "Coding is fine but system design scares me.",
         .weak = "system design",
         .strong = "coding"},
        {.message = "I'm not worried about coding.", .strong = "coding"},
        {.message = "I have no trouble with numbers.", .strong = "numbers"},
        {.message = "Lesson planning is no problem, behaviour management is my weak spot.",
         .weak = "behaviour management",
         .strong = "lesson planning"},
        {.message = "I am not confident with numbers.", .weak = "numbers"},
        {.message = "Strong: people. Weak: spreadsheets.", .weak = "spreadsheets", .strong = "people"},
        {.message = "Closing isn't a problem, prospecting needs work",
         .weak = "prospecting",
         .strong = "closing"},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_troubles_of_a_life_are_no_areas(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I hate my job."},
        {.message = "I was scared of losing my flat."},
        {.message = "I hate it there."},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_energy(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "I am tired but I need this.", .capacity = 1},
        {.message = "I'm very motivated.", .capacity = 3},
        {.message = "I'm not very motivated right now.", .capacity = 1},
        {.message = "I'm not exhausted, just busy."},
        {.message = "fairly motivated", .capacity = 2},
        {.message = "Honestly I am burnt out.", .capacity = 1},
        {.message = "Motivation 8/10", .capacity = 3},
        {.message = "My energy is about 2 out of 10.", .capacity = 1},
        {.message = "I have plenty of energy!", .capacity = 3},
        {.message = "I have some energy after the children are in bed.", .capacity = 2},
        {.message = "I was exhausted back then."},
        {.message = "I'm tired of my boss."},
        {.message = "I work for a medium company with a reasonable salary."},
        {.message = "My motivation comes and goes.", .capacity = 2},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_interview_dates(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "The interview is in three weeks.", .date = "2026-12-12"},
        {.message = "My interview is on 2026-12-20.", .date = "2026-12-20"},
        {.message = "My interview is on 12 January.", .date = "2027-01-12"},
        {.message = "Interview: January 12th", .date = "2027-01-12"},
        {.message = "I've got an interview on the 3rd of December.", .date = "2026-12-03"},
        {.message = "interview on 5 Feb 2027 at 10", .date = "2027-02-05"},
        {.message = "Interview on 24.12.2026", .date = "2026-12-24"},
        {.message = "Interview on 24/12/2026", .date = "2026-12-24"},
        {.message = "The interview is on Friday.", .date = "2026-11-27"},
        {.message = "My interview is tomorrow!", .date = "2026-11-22"},
        {.message = "The interview is next week", .date = "2026-11-28"},
        {.message = "I have my interview in a fortnight", .date = "2026-12-05"},
        {.message = "On 12 January I have my final round.", .date = "2027-01-12"},
        {.message = "I have two weeks until the interview.", .date = "2026-12-05"},
        {.message = "Ten days left to prepare.", .date = "2026-12-01"},
        {.message = "I got an interview. It is on 12 January.", .date = "2027-01-12"},
        {.message = "The interview was moved from 3 December to 10 December.", .date = "2026-12-10"},
        {.message = "The interview is not on 3 December but on 10 December.", .date = "2026-12-10"},
        {.message = "I have no interview date yet.", .date = "-"},
        {.message = "No date yet", .date = "-"},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_other_dates_are_not_the_interviews(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "My interview is on 2026-12-20. I want a new job in six months.", .date = "2026-12-20"},
        {.message = "My interview is on 2026-12-20 ... I want a new job in six months", .date = "2026-12-20"},
        {.message = "I want a new job in six months and my interview is on 20 December.",
         .date = "2026-12-20"},
        {.message = "I want a new job in six months. My interview is on 2026-12-20.", .date = "2026-12-20"},
        {.message = "My interview for the job I want to have in six months is in ten days.",
         .date = "2026-12-01"},
        {.message = "I want a new job in six months."},
        {.message = "I would like to move to Berlin in March."},
        {.message = "I was born on 12 January 1990."},
        {.message = "I had an interview on 3 March last year."},
        {.message = "Two years ago I started in a new team."},
        {.message = "My contract ends in two months."},
        {.message = "The interview is some time in March."},
        {.message = "The interview was on 2026-01-05."},
        {.message = "Interview on 03/04/2027"},
        {.message = "I can study 5 days a week until I find something."},
        {.message = "The interview is in three weeks, I started looking two months ago.",
         .date = "2026-12-12"},
    };
    assert_rows(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TALK_TEST(test_roles_of_any_profession),
        TALK_TEST(test_no_role_is_made_up),
        TALK_TEST(test_minutes_a_day),
        TALK_TEST(test_other_minutes_are_not_study_time),
        TALK_TEST(test_days_off),
        TALK_TEST(test_weak_areas),
        TALK_TEST(test_what_is_fine_is_no_weakness),
        TALK_TEST(test_troubles_of_a_life_are_no_areas),
        TALK_TEST(test_energy),
        TALK_TEST(test_interview_dates),
        TALK_TEST(test_other_dates_are_not_the_interviews),
    };
    return cmocka_run_group_tests(tests, read_library, free_library);
}
