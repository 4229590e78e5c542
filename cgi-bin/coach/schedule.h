#ifndef COACH_SCHEDULE_H
#define COACH_SCHEDULE_H

#include "coach/schedule_from.h"

/* The plan broken down into sessions: what is for today and the coming days, derived from plan, progress and
 * interview date. Pure. */
struct scheduled {
    clock_day day;
    struct id topic;
    const char *topic_name;
    int minutes;
    const char *prescription;
    bool done;       /* a session on this topic was held that day */
    const char *why; /* "Your weakest topic", "3 questions are due" */
};

/* The next `days` local days from today; days off and a break are left out. Never more minutes than the
 * weekday has: the plan's total, or what the facts say of that day. Without a plan there is nothing. */
void schedule_make(struct arena *a, const struct schedule_from *from, int days, struct scheduled **out,
                   size_t *n);
/* The one to suggest now (NULL when the plan has no topics). */
const struct scheduled *schedule_next(const struct scheduled *all, size_t n, clock_day today);

#endif
