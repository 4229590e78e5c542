#ifndef COACH_RECONCILE_H
#define COACH_RECONCILE_H

#include "coach/coach.h"

/* After an ended session: marks what is missing a mark, summarises, updates strength and time of the topic,
 * brings the progress notes up to date (the user's corrections are respected), schedules the next questions.
 * Doing it twice is once. ERR_CONFLICT: the session still runs. */
MUST_USE enum err reconcile_session(struct coach *c, struct arena *a, struct id user, struct id session);

#endif
