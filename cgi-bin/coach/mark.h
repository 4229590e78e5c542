#ifndef COACH_MARK_H
#define COACH_MARK_H

#include "coach/coach.h"
#include "store/attempt.h"

/* Claims an attempt's marking, asks evaluate_answer with no transaction open, stores the mark where the try
 * still matches, updates the question's memory (FSRS) and scores. ERR_BUSY: another is at it; ERR_CONFLICT:
 * marked meanwhile (fine); ERR_PROVIDER: stays pending, Retry, a job is queued. */
MUST_USE enum err mark_attempt(struct coach *c, struct arena *a, struct id user, struct id attempt,
                               struct listener to);

/* What got better and worse since the last try at the same question: anchors gained and lost, score then and
 * now. */
struct mark_change {
    int score_before, score_now;
    const char **gained;
    size_t gained_n;
    const char **lost;
    size_t lost_n;
};
void mark_compare(struct arena *a, const struct mark *before, const struct mark *now,
                  struct mark_change *out);

#endif
