#ifndef BUILTIN_BUILTIN_CHANGES_H
#define BUILTIN_BUILTIN_CHANGES_H

#include "builtin/builtin_operation.h"

/* What is made of a wish: the answer of mode suggest_plan_changes, and how it was understood. */
struct builtin_changes_made {
    json *answer;
    const struct builtin_wish *wish;
};

/* `in` as the mode has it. Where something is asked back the plan is as it was. */
struct builtin_changes_made builtin_changes_make(const struct library *library, struct arena *a,
                                                 const json *in);

#endif
