#ifndef COACH_MARK_H
#define COACH_MARK_H

#include "store/attempt.h"

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
