#ifndef BUILTIN_BUILTIN_CHANGES_H
#define BUILTIN_BUILTIN_CHANGES_H

#include "builtin/builtin_wish.h"

struct builtin;

/* What is made of a wish: the answer of mode suggest_plan_changes, and how it was understood. */
struct builtin_changes_made {
    json *answer;
    const struct builtin_wish *wish;
};

struct builtin_changes_made builtin_changes_make(const struct builtin *coach, struct arena *a,
                                                 const json *in);

#endif
