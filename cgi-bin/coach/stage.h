#ifndef COACH_STAGE_H
#define COACH_STAGE_H

#include <stdbool.h>

/* THE table of what a model may bring about, stage by stage. A model never acts: an answer asks for actions,
 * and one that the stage does not list is refused and recorded (log event "action_refused"), whatever the
 * model says. */
enum stage { STAGE_INTAKE, STAGE_PROPOSAL, STAGE_PRACTICE, STAGE_AFTER, STAGE_REVIEW };
enum action {
    ACTION_ASK,
    ACTION_NOTE_FACT,
    ACTION_PROPOSE,
    ACTION_REVISE,
    ACTION_EXPLAIN,
    ACTION_SUGGEST_QUESTIONS,
    ACTION_MARK,
    ACTION_BUILD_STORY,
    ACTION_SUMMARISE,
    ACTION_UPDATE_NOTES,
    ACTION_SCHEDULE
};
bool stage_allows(enum stage stage, enum action action);
const char *stage_name(enum stage stage);
const char *stage_action_name(enum action action);

#endif
