#ifndef COACH_MARK_H
#define COACH_MARK_H

#include "coach/coach.h"
#include "store/attempt.h"
#include "store/user.h"

enum { MARK_POINTS = 3 }; /* of praise, and to improve */

/* evaluate_answer's answer as a mark of a text: what is not in it letter for letter is left out. */
void mark_take(struct arena *a, const json *answer, const struct question *question, const char *text,
               struct mark *out);
/* Would a model be asked for this user's marks, not the built-in coach alone? */
bool mark_by_model(const struct coach *coach, struct arena *a, const struct user *user);
/* One that was looked at and not marked waits for its mark again (TURN_MARK asks for it, or its job does).
 * ERR_CONFLICT for any other. */
MUST_USE enum err mark_reopen(struct coach *coach, struct arena *a, struct id user, struct id attempt);

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
