#include "builtin/talk.h"

/* What people write to the coach in one go, as they write it: several facts in a message, asides, denials,
 * slips. */

static void test_whole_messages(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {.message = "System design is where I fall apart; coding is fine.",
         .weak = "system design",
         .strong = "coding"},
        {.message = "Behaviour management worries me most.", .weak = "behaviour management"},
        {.message = "I am shy when I have to talk about myself.", .weak = "talk about myself"},
        {.message = "Negotiating with procurement is my weak spot and I ramble.",
         .weak = "negotiating with procurement, rambling"},
        {.message = "SQL is second nature, statistics is where I get stuck.",
         .weak = "statistics",
         .strong = "SQL"},
        {.message = "I'm useless at small talk.", .weak = "small talk"},
        {.message = "I get lost in long case questions.", .weak = "long case questions"},
        {.message = "Safeguarding questions make me panic", .weak = "safeguarding questions"},
        {.message = "numbers let me down every time", .weak = "numbers"},
        {.message = "I find it hard to say no.", .weak = "say no"},
        {.message = "My weak point: closing.", .weak = "closing"},
        {.message = "Salary negotiation is new to me.", .weak = "salary negotiation"},
        {.message = "I'm out of practice at live coding", .weak = "live coding"},
        {.message = "I've got gaps in pharmacology.", .weak = "pharmacology"},
        {.message = "An hour most evenings, nothing on Fridays.", .minutes = 60, .off = "4"},
        {.message = "Burnt out but I need this.", .capacity = 1},
        {.message = "Burnt out after the winter, but I need this.", .capacity = 1},
        {.message = "The interview is in three weeks.", .date = "2026-12-12"},
        {.message = "My interview is on 12 January.", .date = "2027-01-12"},
        {.message = "No interview date yet.", .date = "-"},
        {.message = "ward sister, 30 minutes a day", .role = "ward sister", .minutes = 30},
        {.message = "I'm going for a ward sister post on a surgical ward, the interview is in three weeks. "
                    "I've 30 minutes a day, but nothing on Fridays.",
         .role = "ward sister",
         .minutes = 30,
         .off = "4",
         .date = "2026-12-12"},
        {.message = "I want to become a site reliability engineer. I can give it an hour on weekdays. Plenty "
                    "of energy.",
         .role = "site reliability engineer",
         .minutes = 60,
         .off = "56",
         .capacity = 3},
        {.message = "Year 4 teacher, my interview is in 18 days. 25 minutes a day. Quite motivated.",
         .role = "Year 4 teacher",
         .minutes = 25,
         .capacity = 2,
         .date = "2026-12-09"},
        {.message = "I would like to work as a beekeeper at a heritage estate. 20 minutes a day is what I "
                    "have. Some energy.",
         .role = "beekeeper",
         .minutes = 20,
         .capacity = 2},
        {.message = "Applying for SDR. 20 mins a day. Cold calls scare me. Tired but willing.",
         .role = "SDR",
         .minutes = 20,
         .weak = "cold calls",
         .capacity = 1},
        {.message = "KAM position at a packaging firm, 45 min daily, weekends off.",
         .role = "KAM",
         .minutes = 45,
         .off = "56"},
        {.message = "I can spare half an hour before work, not at weekends.", .minutes = 30, .off = "56"},
        {.message = "Presentations are a nightmare, spreadsheets I can do in my sleep.",
         .weak = "presentations",
         .strong = "spreadsheets"},
        {.message = "My biggest worry is case interviews.", .weak = "case interviews"},
        {.message = "I'm worried about the technical round.", .weak = "technical round"},
        {.message = "Nothing in particular is weak."},
        {.message = "Motivation 3/10 to be honest.", .capacity = 1},
        {.message = "Motivation is about 8 out of 10.", .capacity = 3},
        {.message = "I'm really keen and ready to work hard.", .capacity = 3},
        {.message = "My energy comes and goes, up and down.", .capacity = 2},
        {.message = "I'm not tired at all."},
        {.message = "I had an interview last week and it went badly."},
        {.message = "My interview is tomorrow!", .date = "2026-11-22"},
        {.message = "They invited me for Monday week.", .date = "2026-11-30"},
        {.message = "It's on 2027-01-12, at nine.", .date = "2027-01-12"},
        {.message = "The interview is on 2027-01-12, at nine.", .date = "2027-01-12"},
        {.message = "I am a paramedic and want to become a practice nurse.", .role = "practice nurse"},
        {.message = "I do not want to be a team leader any more.", .role = NULL},
        {.message = "Could you explain what happens next?"},
    };
    assert_rows(rows, COUNT(rows));
}

static void test_a_change_of_mind_replaces_what_was_said(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day, and I struggle with numbers.");
    say("Actually, make that 20 minutes a day.");
    assert_number("minutes", "minutes", json_get_int(talk.facts, "minutes", 0), 20);
    say("Numbers are fine now.");
    assert_text("numbers", "weak", json_get_text(talk.facts, "weak", ""), "");
    assert_text("numbers", "strong", json_get_text(talk.facts, "strong", ""), "numbers");
    say("I meant a midwife job, sorry.");
    assert_text("role", "role", json_get_text(talk.facts, "role", ""), "midwife");
}

static void test_what_is_missing_is_asked_for_and_nothing_else(void **state)
{
    (void)state;
    say("I'm applying for a nurse job, 30 minutes a day.");
    assert_non_null(strstr(json_get_text(talk.answer, "reply", ""), "least sure"));
    assert_null(strstr(json_get_text(talk.answer, "reply", ""), "Which role"));
    say("Drug calculations scare me. Some energy.");
    assert_true(json_get_bool(talk.answer, "enough", false));
    assert_int_equal(json_len(talk.missing), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TALK_TEST(test_whole_messages),
        TALK_TEST(test_a_change_of_mind_replaces_what_was_said),
        TALK_TEST(test_what_is_missing_is_asked_for_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, read_library, free_library);
}
