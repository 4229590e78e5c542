#ifndef COACH_SCHEDULE_FROM_H
#define COACH_SCHEDULE_FROM_H

#include "library/library.h"
#include "store/facts.h"
#include "store/plan.h"
#include "store/question.h"
#include "store/session.h"
#include "store/topic.h"

/* The days of practice that count against what a topic is owed. */
enum { SCHEDULE_LOOK_BACK = 7 };

/* What the days of a plan are derived from (schedule.h). */
struct schedule_from {
    const struct library *library; /* in whose words it is said why */
    struct plan *plan;
    struct facts *facts;
    struct topic *topics;
    size_t topics_n;
    struct question_due *due;
    size_t due_n;
    struct session_span *recent; /* of the last seven days at least, newest first */
    size_t recent_n;
    clock_day today;
    const char *zone;
};

/* What schedule_from needs. Until it is read nobody knows the user's zone: a day more is read either way, and
 * the zone is set after the flush. */
void schedule_from_want(struct work *w, const struct library *library, int days, struct schedule_from *out);
void schedule_from_set_zone(struct schedule_from *from, const char *zone);
/* The days, the interview and a break as they were approved with the plan: what was told since is a wish. */
void schedule_from_approved(struct arena *a, struct schedule_from *from);

/* The minutes of a day: those that the facts give its weekday, else the plan's; 0 on a day off or in a
 * break. */
int schedule_from_minutes(const struct schedule_from *from, clock_day day);
/* The progress of a topic; NULL when it has none. */
const struct topic *schedule_from_progress(const struct schedule_from *from, struct id topic);

#endif
