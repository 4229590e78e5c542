#ifndef BUILTIN_BUILTIN_WISH_H
#define BUILTIN_BUILTIN_WISH_H

#include "builtin/builtin_operation.h"

/* What a wish for a plan asks for: operations on its topics, and what it says of days, dates and the role.
 * What can be understood in two ways, or only in part, is asked back, and then nothing is changed. */

/* The day's minutes, the facts known before and today are the plan's. */
struct builtin_wish_plan {
    const json *topics;
    const char *role, *rationale;
    const json *facts;
    clock_day today;
};

/* Reads a wish, given the plan that it is for. */
struct builtin_wish *builtin_wish_read(const struct library *library, struct arena *a,
                                       const struct builtin_wish_plan *plan, const char *text);

#endif
