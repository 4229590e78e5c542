#ifndef WEB_SHOW_PRACTICE_H
#define WEB_SHOW_PRACTICE_H

#include "coach/practice.h"
#include "store/attempt.h"
#include "store/session_question.h"
#include "web/request.h"

/* Practice as parts of a view: what a session offers, an attempt with its mark, the facts of a session. */

/* A prescription in words: "3 questions of 4 min, hard, with 1 min between them; then 2 questions of 10 min,
 * easy". */
char *show_practice_shape(struct arena *a, const char *prescription);

/* Puts seconds_left, and for a page the classes of the style sheet's clock: clock_all and clock_left. */
void show_practice_clock(const struct request *r, json *view, int64_t all, int64_t left);

struct show_practice_offer {
    const struct session_question *picks;
    size_t picks_n;
    const struct question *questions;
    size_t questions_n;
    const struct attempt *attempts; /* of the session, oldest first */
    size_t attempts_n;
    bool running; /* the session has not ended */
    const char *zone;
};
/* Array of {question_id, question, status, redo_reason, difficulty, seconds, why, state, ...} by place. */
json *show_practice_questions(struct arena *a, const struct show_practice_offer *offer);

/* "marked", "pending" or "not_marked". */
const char *show_practice_state(const struct attempt *attempt);
/* {attempt_id, state, score, positive_feedback, improvement_areas, anchors, late, seconds, ...}. */
json *show_practice_attempt(struct arena *a, const struct library *library, const struct attempt *attempt,
                            const char *zone);
/* What got better and worse since the try before; NULL if either is not marked. */
json *show_practice_change(struct arena *a, const struct attempt *before, const struct attempt *now);
/* {questions_offered, questions_answered, attempts, skipped, late, pending, best_score, seconds, questions:
 * [...]}. */
json *show_practice_tally(struct arena *a, const struct practice_tally *tally);

/* What they would give themselves: 1 to 10 as {value, chosen}, the one they chose (0: none yet) marked. */
json *show_practice_self_scores(struct arena *a, int chosen);

#endif
