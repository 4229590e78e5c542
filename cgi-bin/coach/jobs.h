#ifndef COACH_JOBS_H
#define COACH_JOBS_H

#include "coach/coach.h"
#include "store/job.h"

/* THE table of jobs: kind -> function, tries, back-off. Does one claimed job as its user and settles it
 * (done, retry with back-off, failed). */
MUST_USE enum err jobs_do(struct coach *coach, struct arena *a, const struct job *job);
/* What is found before the queue is worked: sessions that nobody came back to, queued to be closed. (A daily
 * review is queued by reconciliation for the next day, and by logging in.) */
struct jobs_search {
    struct id only;   /* only this user's; nil: everybody's */
    bool look_only;   /* count, queue nothing */
    int64_t sessions; /* found */
    int64_t failed;   /* could not be queued: that stops nobody else's */
};
MUST_USE enum err jobs_find(struct coach *coach, struct arena *a, struct jobs_search *search);

#endif
