#ifndef COACH_JOBS_H
#define COACH_JOBS_H

#include "coach/coach.h"
#include "store/job.h"

/* THE table of jobs: kind -> function, tries, back-off. Does one claimed job as its user and settles it
 * (done, retry with back-off, failed). */
MUST_USE enum err jobs_do(struct coach *c, struct arena *a, const struct job *j);
/* Before the queue is worked: abandoned sessions are found and queued to be closed, due daily reviews queued.
 */
MUST_USE enum err jobs_find(struct coach *c, struct arena *a, clock_time now, int64_t *found);

#endif
