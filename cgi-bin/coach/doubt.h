#ifndef COACH_DOUBT_H
#define COACH_DOUBT_H

#include "coach/coach.h"

/* Why a model's mark is uncertain, for whoever got it: the built-in coach, who marks the same input, is far
 * from it, or the answer speaks to the marker and the model repeats that or does as it says. "" where nothing
 * speaks against the mark, NULL for a mark of the built-in coach's own. Nothing is recorded of its asking,
 * which takes milliseconds. `input`: evaluate_answer's; `result`: what came of asking for it. */
const char *doubt_of_mark(const struct coach *coach, struct arena *a, const json *input,
                          const struct ask_result *result);

#endif
