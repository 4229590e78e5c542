#include "coach/stage.h"

/* THE table: a model never acts; what its answer may bring about depends on the stage, and is listed here. */
static const struct {
    const char *name;
    unsigned actions; /* one bit each */
} stages[] = {
#define MAY(action) (1U << (action))
    [STAGE_INTAKE] = {"intake", MAY(ACTION_ASK) | MAY(ACTION_NOTE_FACT) | MAY(ACTION_PROPOSE)},
    [STAGE_PROPOSAL] = {"proposal", MAY(ACTION_REVISE) | MAY(ACTION_EXPLAIN)},
    [STAGE_PRACTICE] = {"practice",
                        MAY(ACTION_SUGGEST_QUESTIONS) | MAY(ACTION_MARK) | MAY(ACTION_BUILD_STORY)},
    [STAGE_AFTER] = {"after", MAY(ACTION_SUMMARISE) | MAY(ACTION_UPDATE_NOTES) | MAY(ACTION_SCHEDULE)},
    [STAGE_REVIEW] = {"review", MAY(ACTION_PROPOSE)},
#undef MAY
};

static const char *const actions[] = {
    [ACTION_ASK] = "ask",
    [ACTION_NOTE_FACT] = "note_fact",
    [ACTION_PROPOSE] = "propose",
    [ACTION_REVISE] = "revise",
    [ACTION_EXPLAIN] = "explain",
    [ACTION_SUGGEST_QUESTIONS] = "suggest_questions",
    [ACTION_MARK] = "mark",
    [ACTION_BUILD_STORY] = "build_story",
    [ACTION_SUMMARISE] = "summarise",
    [ACTION_UPDATE_NOTES] = "update_notes",
    [ACTION_SCHEDULE] = "schedule",
};

bool stage_allows(enum stage stage, enum action action)
{
    return (stages[stage].actions >> action & 1U) != 0;
}

const char *stage_name(enum stage stage)
{
    return stages[stage].name;
}

const char *stage_action_name(enum action action)
{
    return actions[action];
}
