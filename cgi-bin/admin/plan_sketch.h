#ifndef ADMIN_PLAN_SKETCH_H
#define ADMIN_PLAN_SKETCH_H

#include "base/arena.h"
#include "base/err.h"
#include "llm/mode.h"

struct builtin;

/* `greenroom-admin plan`: the plan that the built-in coach would propose, without an account. The options,
 * each with a word behind it: --role, --minutes (a day, 1 to 1440), --weeks (until the interview, 1 to 104),
 * --weak,
 * --strong, --motivation (in the user's own words). All may be left out. */
struct plan_sketch {
    const char *role, *weak, *strong, *motivation;
    int minutes, weeks; /* 0: not said */
};

/* ERR_INPUT with *why for an unknown option, one twice or without its word, or a number out of range. */
MUST_USE enum err plan_sketch_options(struct arena *a, int argc, char **argv, struct plan_sketch *out,
                                      const char **why);
/* The answer of mode suggest_plan as JSON text; ERR_INTERNAL with *why should it not hold the mode's contract
 * and rules. */
MUST_USE enum err plan_sketch_make(struct arena *a, const struct builtin *coach, const struct mode *mode,
                                   const struct plan_sketch *sketch, const char **text, const char **why);

#endif
