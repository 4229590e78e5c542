#include "base/fixture.h"
#include "coach/stage.h"

/* The stages and what each may bring about, written down a second time. */
static const struct {
    enum stage stage;
    const char *name;
    const char *may; /* action names, each with a blank before and behind */
} stages[] = {
    {STAGE_INTAKE, "intake", " ask note_fact propose "},
    {STAGE_PROPOSAL, "proposal", " revise explain "},
    {STAGE_PRACTICE, "practice", " suggest_questions mark build_story "},
    {STAGE_AFTER, "after", " summarise update_notes schedule "},
    {STAGE_REVIEW, "review", " propose "},
};

static void test_each_stage_allows_its_actions_and_no_others(void **state)
{
    (void)state;
    for (size_t s = 0; s < COUNT(stages); s++)
        for (enum action action = ACTION_ASK; action <= ACTION_SCHEDULE; action++) {
            const char *name = arena_printf(a, " %s ", stage_action_name(action));
            if (stage_allows(stages[s].stage, action) != (strstr(stages[s].may, name) != NULL))
                fail_msg("%s and%s", stages[s].name, name);
        }
}

static void test_stages_and_actions_have_names(void **state)
{
    (void)state;
    for (size_t s = 0; s < COUNT(stages); s++)
        assert_string_equal(stage_name(stages[s].stage), stages[s].name);
    for (enum action x = ACTION_ASK; x <= ACTION_SCHEDULE; x++)
        for (enum action y = ACTION_ASK; y < x; y++)
            assert_string_not_equal(stage_action_name(x), stage_action_name(y));
}

static void test_every_action_belongs_to_some_stage(void **state)
{
    (void)state;
    for (enum action action = ACTION_ASK; action <= ACTION_SCHEDULE; action++) {
        int n = 0;
        for (size_t s = 0; s < COUNT(stages); s++)
            n += stage_allows(stages[s].stage, action);
        assert_true(n >= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_each_stage_allows_its_actions_and_no_others),
        TEST(test_stages_and_actions_have_names),
        TEST(test_every_action_belongs_to_some_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
