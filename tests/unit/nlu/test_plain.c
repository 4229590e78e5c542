#include "base/fixture.h"
#include "library/library.h"
#include "nlu/nlu.h"
#include "nlu/nlu_material.h"
#include <string.h>

/* One spelling for what is typed in several ways, the way back to what was typed, and what is pasted. */

static struct arena *life;
static struct library *library;

static int read_library(void **state)
{
    (void)state;
    const char *why = "";
    life = arena_new(256 << 20, false);
    if (library_read(life, "prompts/library", &library, &why) != OK)
        fail_msg("%s", why);
    return 0;
}

static int free_library(void **state)
{
    (void)state;
    arena_free(life);
    return 0;
}

static void test_one_spelling(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"I\xe2\x80\x99m here", "I'm here"},
        {"Mon \xe2\x80\x93 Thu", "Mon - Thu"},
        {"20\xe2\x80\x94"
         "30 minutes",
         "20-30 minutes"},
        {"self-service tills", "self-service tills"},
        {"baker \xe2\x80\x93 half an hour", "baker, half an hour"},
        {"- first\n- second", "  first\n  second"},
        {"gar\xc2\xad"
         "dener",
         "gardener"},
        {"role: usher\xe2\x80\xa8time: 20 min", "role: usher\ntime: 20 min"},
        {"usher | 20 min", "usher\n20 min"},
        {"dont know", "don't know"},
        {"an intervew on Wensday", "an interview on Wensday"},
        {"every evning", "every evening"},
        {"the event was ever so good", "the event was ever so good"},
        {"hi \xf0\x9f\x99\x82 there", "hi   there"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(nlu_plain(library, a, rows[i][0]), rows[i][1]);
}

static void test_words_as_they_were_typed(void **state)
{
    (void)state;
    const struct nlu_plain plain = nlu_plain_of(
        library, a, "Well \xe2\x80\x93 I\xe2\x80\x99m free Mon \xe2\x80\x93 Thu, evry\xc2\xa0week.");
    assert_string_equal(nlu_said(&plain, a, "I'm free Mon - Thu"),
                        "I\xe2\x80\x99m free Mon \xe2\x80\x93 Thu");
    assert_string_equal(nlu_said(&plain, a, "every week"), "evry\xc2\xa0week");
    assert_string_equal(nlu_said(&plain, a, "not there"), "not there");
}

static void assert_kind(const char *text, enum nlu_material_kind kind, const char *own)
{
    const struct nlu_material parts = nlu_material_of(library, a, nlu_plain(library, a, text));
    assert_int_equal(parts.kind, kind);
    if (own && !strstr(parts.own, own))
        fail_msg("“%s” are not taken for own words", own);
    if (!own && *parts.own)
        fail_msg("“%s” are taken for own words", parts.own);
}

static void test_what_is_pasted(void **state)
{
    (void)state;
    assert_kind("Swimming teacher, Lido East\n\nWe need you on Saturdays.\nYou are patient.\nYou must hold a "
                "certificate.\nPay: 15 pounds per hour",
                MATERIAL_ADVERT, NULL);
    assert_kind(
        "I saw this and I'd like to try.\n\nSwimming teacher, Lido East\nWe need you on Saturdays.\nYou are "
        "patient.\nYou must hold a certificate.\nOur pay: 15 pounds per hour, pension",
        MATERIAL_ADVERT, "I'd like to try");
    assert_kind("Profile\nA careful joiner.\nEmployment\nHolt & Sons, 2011 - 2019\nBryce Ltd, 2019 - "
                "today\nEducation\nCity College",
                MATERIAL_CV, NULL);
    assert_kind(
        "What is a joist?\nHow do you hang a door?\nTell us about a time when a wall was not straight.\nWhy "
        "us?",
        MATERIAL_QUESTIONS, NULL);
}

static void test_what_is_theirs(void **state)
{
    (void)state;
    static const char *const own[] = {
        "I'm a joiner and I'm going for site manager. We have two kids and our evenings are short, but I can "
        "do 20 "
        "minutes. My interview is on Friday.",
        "Position: site manager\nAvailable: 20 minutes a day\nWeak: budgets\nInterview: 11 December",
        "joiner\n20 minutes\nnot on Sundays",
        "Site manager at a small firm, interview on Friday, they want to see me at nine."};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        const struct nlu_material parts = nlu_material_of(library, a, own[i]);
        assert_int_equal(parts.kind, MATERIAL_NONE);
        assert_string_equal(parts.own, own[i]);
    }
}

static void test_the_job_of_an_advert(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"VACANCY: Pastry Chef (full-time)\nCafe Rill\nYou bake.", "Pastry Chef"},
        {"# Data Analyst II\nRill Foods\nAbout the role", "Data Analyst II"},
        {"Rill Foods has baked since 1950. We are looking for a night baker who loves bread.", "night baker"},
        {"Rill Foods has baked since 1950. Come and see us.", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(nlu_material_role(library, a, nlu_plain(library, a, rows[i][0])), rows[i][1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_one_spelling, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(test_words_as_they_were_typed, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(test_what_is_pasted, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(test_what_is_theirs, with_arena, without_arena),
        cmocka_unit_test_setup_teardown(test_the_job_of_an_advert, with_arena, without_arena),
    };
    return cmocka_run_group_tests(tests, read_library, free_library);
}
