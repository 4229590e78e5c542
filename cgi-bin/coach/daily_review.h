#ifndef COACH_DAILY_REVIEW_H
#define COACH_DAILY_REVIEW_H

#include "coach/coach.h"
#include "store/review.h"

/* Queues today's review for the batch (asked for on login). A day has one: asking again changes nothing.
 * It is made by TURN_REVIEW (coach/turn.h). */
MUST_USE enum err daily_review_queue(struct coach *coach, struct arena *a, struct id user, struct id *review);

#endif
