#ifndef COACH_PRACTICE_INNER_H
#define COACH_PRACTICE_INNER_H

#include "coach/practice.h"
#include "store/plan.h"

/* What the files behind practice.h share: practice.c begins and ends a session, practice_suggest.c finds its
 * questions, practice_pick.c takes and skips them, practice_answer.c keeps answers, practice_count.c counts.
 */

/* The page of a session. */
char *practice_path(struct arena *a, struct id session);
/* Ends a session that still runs and queues its reconciliation; of one that has ended nothing changes. */
MUST_USE enum err practice_stop(struct work *w, struct id session, enum session_end how);
/* Does it still run, its planned time being over? */
bool practice_is_over(const struct session *session);
/* The plan's topic with this id; NULL when it has none, or there is no plan. */
const struct plan_topic *practice_topic(const struct plan *plan, struct id id);

#endif
