#ifndef COACH_SCHEDULE_CLAIM_H
#define COACH_SCHEDULE_CLAIM_H

#include "coach/schedule_from.h"
#include "coach/schedule_shape.h"

enum {
    SCHEDULE_SHORTEST = 10,   /* minutes: below this a sitting is not worth starting */
    SCHEDULE_LONGEST = 60,    /* and beyond this it is too long */
    SCHEDULE_LOW_CAPACITY = 1 /* little energy */
};

/* What one topic is owed while the days are laid out. */
struct schedule_claim {
    const struct plan_topic *topic;
    double owed;                      /* minutes */
    int due;                          /* questions to be redone by today */
    int laid;                         /* sittings laid out so far */
    int longest;                      /* minutes of one sitting */
    bool today;                       /* practised today already */
    bool mock;                        /* the mock interview: has its own days */
    bool gentle;                      /* little energy: nothing harder at the end */
    int fitted_minutes;               /* a sitting of so many minutes ... */
    enum schedule_stage fitted_stage; /* ... at this stage ... */
    const char *fitted;               /* ... has this shape: most sittings of a topic are alike */
    const struct topic *progress;
};

/* What the i-th topic of the plan is owed as today begins. */
struct schedule_claim schedule_claim_open(struct arena *a, const struct schedule_from *from, size_t i);
/* The next day to practise on: the topic's share of its minutes is owed too, and more questions may be due.
 */
void schedule_claim_next_day(struct schedule_claim *claim, const struct schedule_from *from, clock_day day);
/* How long a sitting on it should be, of what the day has left; `last`: no other topic could take the rest.
 */
int schedule_claim_sitting(const struct schedule_claim *claim, int budget, bool last);
/* Its prescription at that length and stage. */
const char *schedule_claim_fitted(struct arena *a, struct schedule_claim *claim, int minutes,
                                  enum schedule_stage stage);
/* Why it has its turn now, in a sentence. */
const char *schedule_claim_why(struct arena *a, const struct library *library,
                               const struct schedule_claim *claim);
/* How long a session took. */
int64_t schedule_claim_seconds(const struct session_span *span);

#endif
