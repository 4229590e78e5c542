#ifndef BUILTIN_BUILTIN_FOLLOW_H
#define BUILTIN_BUILTIN_FOLLOW_H

#include "base/json.h"

struct builtin;

/* A plan that follows what its user told since it was made: another role, other minutes, weeks or a date,
 * other areas that are weak or fine. */
struct builtin_followed {
    json *plan;    /* plan_overview, plan_topics */
    json *reasons; /* as the answer of suggest_plan_changes has them */
    json *asks;    /* what is asked back; may be empty */
    bool changed;
};
/* in: plan, told, facts, role and the rest of suggest_plan_changes' input (or the daily review's). */
struct builtin_followed builtin_follow(const struct builtin *coach, struct arena *a, const json *in);

/* Why a plan is as it is now: written anew, unless the person wrote it. */
void builtin_follow_retell(const struct builtin *coach, struct arena *a, const json *in, json *answer);

#endif
