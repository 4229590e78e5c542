#ifndef COACH_SCHEDULE_SHAPE_H
#define COACH_SCHEDULE_SHAPE_H

#include "base/arena.h"

/* Where in the plan's time a sitting lies: its first third, its middle, its last third. */
enum schedule_stage { STAGE_FIRST, STAGE_MIDDLE, STAGE_LAST };

/* A topic's usual prescription at this length; mixed questions of four minutes where it has none. What is
 * mixed follows the user, and rises with the weeks: in the first third it opens with an easy question, in the
 * last it ends with a hard one. */
const char *schedule_shape(struct arena *a, const char *usual, int minutes, enum schedule_stage stage);

#endif
