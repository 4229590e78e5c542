#include "builtin/talk.h"

/* Whole life stories, pasted as people write them: all sorts of work, all in lower case, without full stops,
 * with slips. What they say of their lives is not what they say of their plan. */

static void test_life_stories(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "hi so basically i've been a barista for 6 years, started at 19 in a little place near "
                    "the station, "
                    "getting up at 4 every day, 10 hour shifts, you know how it is. then lockdown came and i "
                    "lost that job "
                    "and my flat in the same month!! moved back to my mums. anyway i did an online course in "
                    "bookkeeping "
                    "(level 3, passed in june) and now im going for a job as a payroll assistant at the "
                    "council. the "
                    "interview is on 3 december at 10.30. i have half an hour in the evening after my shift, "
                    "not fridays "
                    "bc i do a late. excel scares me tbh, people are fine, ive dealt with every kind of "
                    "customer. ive got "
                    "some energy, not loads.",
         .role = "payroll assistant",
         .minutes = 30,
         .off = "4",
         .weak = "excel",
         .strong = "people",
         .capacity = 2,
         .date = "2026-12-03"},
        {.message =
             "I trained as a funeral director in my father's business in Sligo; thirty years of early "
             "mornings. He "
             "died in 2019, and my brother and I sold it two years later. Since then I have driven a school "
             "bus. I "
             "enjoyed it more than I expected - children say what they think. Now there is a vacancy as a "
             "bereavement coordinator at the hospital and I have been shortlisted. They want to see me on 9 "
             "December. "
             "I have not sat an interview since 1989. I find talking about myself difficult, and the online "
             "forms "
             "and the computer system worry me. Sitting with families is second nature. I can give it forty "
             "minutes "
             "each morning once the bus is parked, not at weekends. I am determined to do this properly.",
         .role = "bereavement coordinator",
         .minutes = 40,
         .off = "56",
         .weak = "online forms and the computer system, talking about myself",
         .strong = "sitting with families",
         .capacity = 3,
         .date = "2026-12-09"},
        {.message = "ok here goes. im 24, dropped out of uni (physics), worked nights in a warehouse for 2 "
                    "yrs picking "
                    "20 orders an hour. taught myself python in the breaks, built a thing that predicts when "
                    "the conveyor "
                    "jams, my manager loved it, saved them about 3 hours a week. applying for junior data "
                    "analyst roles "
                    "now, got one interview so far its in 2 weeks w a logistics firm. what im worst at is "
                    "stats questions "
                    "and explaining my projects to non technical ppl. sql is ok. can do 1 hr a day, more "
                    "like 2 on my days "
                    "off. super motivated, i need out of here",
         .role = "junior data analyst",
         .minutes = 60,
         .off = "",
         .weak = "stats questions and explaining my projects to non technical ppl",
         .strong = "sql",
         .capacity = 3,
         .date = "2026-12-05"},
        {.message = "My name is Ines. I came to this country eleven years ago with two suitcases and a "
                    "daughter of three. In "
                    "Lisbon I was a dental nurse; here I cleaned offices at night, then I cooked in a school "
                    "for seven "
                    "years. My daughter is fourteen now and last spring she said: mum, go back to teeth! So "
                    "I finished my "
                    "registration and I am applying for a dental nurse post at a family practice. The "
                    "interview is a week "
                    "on Tuesday. My English is not great when I am nervous. I am also unsure about the new "
                    "infection "
                    "control rules. Calming frightened patients comes easily to me. I have about 20 minutes "
                    "before work and "
                    "maybe 40 at the weekend. I am tired most days but this is my chance.",
         .role = "dental nurse",
         .minutes = 20,
         .off = "",
         .weak = "English, new infection control rules",
         .strong = "Calming frightened patients",
         .capacity = 1,
         .date = "2026-12-01"},
        {.message = "Retired army, 22 yrs, logistics, warrant officer. Left in March. Wife says I can't keep "
                    "fixing the "
                    "shed. Want to become an operations manager, ideally rail or distribution. No interview "
                    "yet. I run "
                    "things, I don't talk about them: selling myself is the problem, and civvy jargon. "
                    "Planning under "
                    "pressure - fine. Budgets up to 4 million, fine. Mondays to Thursdays, one hour, 0600. "
                    "Motivation: "
                    "high. I had an interview last month and came across as too direct they told me",
         .role = "operations manager",
         .minutes = 60,
         .off = "456",
         .weak = "selling myself",
         .strong = "Planning under pressure, Budgets up to 4 million",
         .capacity = 3,
         .date = "-"},
        {.message = "i am a zookeeper (11 years mostly big cats & then reptiles) and my knees are gone lol. "
                    "theres a job "
                    "going for education officer at the same zoo. ive never done a presentation to a panel "
                    "and thats part "
                    "of it, 10 mins plus questions!! i also ramble. animals & kids no problem at all. my "
                    "partner works "
                    "nights so i only get like 25 mins a day when the baby naps, never on sundays. interview "
                    "is end of the "
                    "month. honestly pretty knackered but excited",
         .role = "education officer",
         .minutes = 25,
         .off = "6",
         .weak = "presentation to a panel, rambling",
         .capacity = 1,
         .date = "2026-11-30"},
        {.message = "After my PhD in medieval history (2015) I taught seminars on short contracts at three "
                    "universities. I "
                    "was exhausted by the end of it, and in 2021 I left. I worked for a heritage charity, "
                    "where I raised "
                    "£140,000 from two trusts. I am now interviewing for a fundraising manager role at a "
                    "hospice. I would "
                    "say that writing bids is my strength. Corporate partnerships are new to me, and I "
                    "freeze when I'm "
                    "asked about targets. I have an hour and a half on Tuesdays and Thursdays only. I feel "
                    "okay about it. "
                    "The first round is on 15 January 2027; I don't know when the second would be.",
         .role = "fundraising manager",
         .minutes = 90,
         .off = "02456",
         .weak = "targets, corporate partnerships",
         .strong = "writing bids",
         .capacity = 2,
         .date = "2027-01-15"},
        {.message = "grew up on a farm, six of us. left school at 16 no quals. been on the tools ever since, "
                    "roofing, then "
                    "my back went in 2022. my lad does the computers so he is typing this. im going for site "
                    "manager with "
                    "a housing firm i used to sub for. they know me but theres a panel and a case study. "
                    "reading drawings "
                    "and running a gang i can do in my sleep, its the paperwork - risk assessments, "
                    "programmes, emails. "
                    "paperwork scares me to death. got all day really but say 45 mins a day. interviews on "
                    "the 14th. "
                    "cant wait to be honest",
         .role = "site manager",
         .minutes = 45,
         .weak = "paperwork",
         .strong = "reading drawings and running a gang",
         .capacity = 3,
         .date = "2026-12-14"},
        {.message =
             "I have been a stay-at-home parent for nine years, and before that I was a legal secretary for "
             "a firm "
             "of twelve solicitors. I run the school fair, which raises about 6,000 each June, and I do the "
             "rota for "
             "40 volunteers. I would love to work as an office manager again. I'm scared they'll see a nine "
             "year "
             "gap and nothing else. I lack confidence with new software. Organising people is no problem. On "
             "school days I have two hours free, but realistically 30 minutes. My motivation goes up and "
             "down. No "
             "date yet.",
         .role = "office manager",
         .minutes = 30,
         .weak = "new software",
         .strong = "Organising people",
         .capacity = 2,
         .date = "-"},
        {.message = "Lighthouse tours, ferry ticket office, then ten years as harbour assistant in Oban. The "
                    "harbour "
                    "master's retiring and I have put in for his job, so: harbour master. Interview on "
                    "Thursday!!! I know "
                    "the tides, the boats and the people. I don't know much about budgets or the legal side "
                    "(port safety "
                    "code etc). Public speaking used to terrify me, now it's fine. I've taken Monday and "
                    "Tuesday off and "
                    "can do 3 hours a day. Nervous but ready to give it everything.",
         .role = NULL, /* asked for */
         .minutes = 180,
         .weak = "budgets or the legal side",
         .strong = "public speaking",
         .capacity = 3,
         .date = "2026-11-26"},
        {.message = "right, where to begin. i'm Rosie, 41, and i've been a theatrical wigmaker for seventeen "
                    "years - knotting, "
                    "fronting, fitting, running the wig room for two long west end shows. before that i sold "
                    "shoes (badly). My "
                    "hands are starting to complain so theres a textile conservator job going at a house in "
                    "Northumberland, "
                    "costume collection mostly, and they want to see me in two and a half weeks, on the 9th "
                    "of December i "
                    "think it said. I did a part time diploma, 240 hours in the studio. I've never been good "
                    "at the science: "
                    "light levels, pH, pests. Talking to people is fine. I ramble a bit when I'm "
                    "nervous.\n\nTime - half an "
                    "hour most evenings, an hour at the weekend, Thursdays are choir so never then. Honestly "
                    "I'm knackered "
                    "from the tour but I do really want this.",
         .role = "textile conservator",
         .minutes = 30,
         .off = "3",
         .weak = "science (light levels, pH, pests), rambling",
         .strong = "Talking to people",
         .capacity = 1,
         .date = "2026-12-09"},
    };
    assert_rows(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TALK_TEST(test_life_stories),
    };
    return cmocka_run_group_tests(tests, read_library, free_library);
}
