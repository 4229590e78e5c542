#ifndef COACH_REVIEWING_H
#define COACH_REVIEWING_H

#include "coach/coach.h"
#include "store/review.h"

/* Queues today's review for the batch (asked for on login). A day has one: asking again changes nothing. */
MUST_USE enum err reviewing_queue(struct coach *c, struct arena *a, struct id user, struct id *review);
/* Runs it now: claim, ask daily_review, store verdict and perhaps a proposal (T2). ERR_CONFLICT: done already
 * (fine). */
MUST_USE enum err reviewing_run(struct coach *c, struct arena *a, struct id user, struct id review,
                                struct listener to);

#endif
