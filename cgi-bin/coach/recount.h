#ifndef COACH_RECOUNT_H
#define COACH_RECOUNT_H

#include "store/attempt.h"

/* What rests on an attempt's score, when the user has put it right, or leaves it out. */

/* The score as strength and schedule have it: of what the user put right, half, rounded towards the mark as
 * it was given. 0: it does not count. */
int recount_weight(const struct attempt *attempt);

/* `before` became `after`, which is stored: the question's scores, what it remembers and when it is due, and
 * the strength of its topic, if that rests on it already, follow. */
MUST_USE enum err recount(struct work *w, const struct attempt *before, const struct attempt *after);

#endif
