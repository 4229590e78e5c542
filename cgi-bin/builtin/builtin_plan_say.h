#ifndef BUILTIN_BUILTIN_PLAN_SAY_H
#define BUILTIN_BUILTIN_PLAN_SAY_H

#include "builtin/builtin_planning.h"

/* At most 60 words, whole sentences: which of their words led to which choice, what is unknown, how the weeks
 * go. */
const char *builtin_plan_rationale(const struct builtin_planning *planning);

/* Puts what is asked back into the answer: each area with the question, and the wish that says yes. */
void builtin_plan_ask(const struct builtin_planning *planning, json *answer);
/* What is said of nerves; NULL: they named none. */
const char *builtin_plan_nerves(const struct builtin_planning *planning);

#endif
