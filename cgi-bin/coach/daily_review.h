#ifndef COACH_DAILY_REVIEW_H
#define COACH_DAILY_REVIEW_H

#include "coach/coach.h"
#include "store/review.h"

/* Queues today's review for the batch (asked for on login). A day has one: asking again changes nothing. */
MUST_USE enum err daily_review_queue(struct coach *c, struct arena *a, struct id user, struct id *review);
/* Runs it now: claim, ask daily_review, store verdict and perhaps a proposal (T2). ERR_CONFLICT: done already
 * (fine). */
MUST_USE enum err daily_review_run(struct coach *c, struct arena *a, struct id user, struct id review,
                                   struct listener to);

#endif
