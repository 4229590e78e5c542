#ifndef WEB_SHOW_H
#define WEB_SHOW_H

#include "coach/schedule.h"
#include "library/library.h"
#include "store/attempt.h"
#include "store/facts.h"
#include "store/plan.h"
#include "store/session.h"

/* Things of the product as parts of a view, the same on every page and for programs. */

/* Array of {day, today, done, topic_id, topic, minutes, ...}. */
json *show_schedule(struct arena *a, const struct scheduled *all, size_t n, clock_day today);
/* NULL for none. */
json *show_session(struct arena *a, const struct session *session, const char *zone);
json *show_plan(struct arena *a, const struct plan *plan, const char *zone);
/* NULL if no date is known or it has passed. */
json *show_days_left(struct arena *a, const struct facts *facts, clock_day today);
/* NULL for none. */
json *show_mark(struct arena *a, const struct library *library, const struct mark *mark);
/* NULL for no mark, and for one without a score. */
json *show_score(struct arena *a, const struct mark *mark);

/* The question of the front page: the library's `key`, or one that anybody can answer. NULL for an unknown
 * key. */
const struct question *show_try_question(const struct library *library, const char *key);
json *show_library_question(struct arena *a, const struct question *question);
json *show_try_input(struct arena *a, const struct question *question,
                     const char *answer); /* evaluate_answer's input */

#endif
