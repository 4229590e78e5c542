#ifndef BUILTIN_BUILTIN_REVIEW_SAY_H
#define BUILTIN_BUILTIN_REVIEW_SAY_H

#include "builtin/builtin_weigh.h"

/* That the plan stands, most to the point first, and not in the words of the days before. */
const char *builtin_review_say_summary(const struct review_weighing *weighing);
/* How a topic stands, in a sentence. */
const char *builtin_review_say_reason(const struct review_weighing *weighing,
                                      const struct review_topic *topic);

#endif
