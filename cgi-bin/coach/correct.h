#ifndef COACH_CORRECT_H
#define COACH_CORRECT_H

#include "coach/coach.h"
#include "store/attempt.h"

/* What a person has to say about a mark of theirs. Kept sealed with the attempt; the mark as it was given
 * stays on record. */

/* A tick put right: this anchor landed, in these words of the answer; or it did not. The opposite takes it
 * back. */
struct correct_tick {
    struct id attempt;
    const char *name; /* of the anchor */
    bool landed;
    const char *quote; /* of the answer, letter for letter */
};
/* ERR_INPUT with *wrong: "name", no anchor of the mark; "quote", not in the answer. ERR_CONFLICT: it has no
 * score. */
MUST_USE enum err correct_tick(struct coach *coach, struct arena *a, struct id user,
                               const struct correct_tick *in, const char **wrong);

/* "This mark is wrong", with a line if they like. */
struct correct_objection {
    struct id attempt;
    const char *objection;
    bool left_out;  /* strength, best score and schedule are to pass over the mark */
    bool take_back; /* they say so no longer */
};
/* ERR_CONFLICT: there is no mark yet. */
MUST_USE enum err correct_object(struct coach *coach, struct arena *a, struct id user,
                                 const struct correct_objection *in);

#endif
