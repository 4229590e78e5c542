#ifndef COACH_SCHEDULE_H
#define COACH_SCHEDULE_H

#include "library/library.h"
#include "store/facts.h"
#include "store/plan.h"
#include "store/question.h"
#include "store/session.h"
#include "store/topic.h"

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

/* The days of practice that count against what a topic is owed. */
enum { SCHEDULE_LOOK_BACK = 7 };

/* What it is derived from. */
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
void schedule_want(struct work *w, const struct library *library, int days, struct schedule_from *out);
void schedule_set_zone(struct schedule_from *from, const char *zone);

/* The progress of a topic; NULL when it has none. */
const struct topic *schedule_progress(const struct schedule_from *from, struct id topic);

/* The next `days` local days from today; days off are left out. Never more minutes a day than the plan's
 * total. Without a plan there is nothing. */
void schedule_make(struct arena *a, const struct schedule_from *from, int days, struct scheduled **out,
                   size_t *n);
/* The one to suggest now (NULL when the plan has no topics). */
const struct scheduled *schedule_next(const struct scheduled *all, size_t n, clock_day today);

#endif
