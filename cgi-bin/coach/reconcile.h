#ifndef COACH_RECONCILE_H
#define COACH_RECONCILE_H

#include "coach/coach.h"

/* After an ended session: marks what is missing a mark, summarises, updates strength and time of the topic,
 * brings the progress notes up to date (the user's corrections are respected), schedules the next questions.
 * Doing it twice is once. ERR_CONFLICT: the session still runs. */
MUST_USE enum err reconcile_session(struct coach *c, struct arena *a, struct id user, struct id session);
/* The same for somebody who waits for it. ERR_BUSY: it is being done already. */
MUST_USE enum err reconcile_by_hand(struct coach *c, struct arena *a, struct id user, struct id session);

#endif
