#ifndef COACH_TURN_MODES_H
#define COACH_TURN_MODES_H

#include "base/json.h"
#include "store/work.h"

struct trouble;
struct turn;

/* What each mode does of a turn, for its row in turn.c.
 *
 * x_read, in the transaction that claims: reads what the answer rests on into turn->found, and turn->account;
 * ERR_NOT_FOUND where part of it is gone. x_input: the document for the mode, as its prompts/ folder says.
 * x_keep, in a transaction of its own: stores the answer, turn->result, where turn->try_no still holds the
 * claim; ERR_CONFLICT where it does not. All of them may run again, from the start. */

/* A story's structure, of the user's own words. */
MUST_USE enum err build_story_read(struct work *w, struct turn *turn);
json *build_story_input(struct turn *turn);
MUST_USE enum err build_story_keep(struct work *w, struct turn *turn);

/* The daily review: whether the plan stands, and perhaps a proposal. */
MUST_USE enum err daily_review_read(struct work *w, struct turn *turn);
json *daily_review_input(struct turn *turn);
MUST_USE enum err daily_review_keep(struct work *w, struct turn *turn);

/* A reply in the plan chat, and the facts that it understood. */
MUST_USE enum err intake_read(struct work *w, struct turn *turn);
json *intake_input(struct turn *turn);
MUST_USE enum err intake_keep(struct work *w, struct turn *turn);

/* An attempt's mark, and what its question remembers of it. */
MUST_USE enum err mark_read(struct work *w, struct turn *turn);
json *mark_input(struct turn *turn);
MUST_USE enum err mark_keep(struct work *w, struct turn *turn);
/* The job that will ask again by itself: when, at the earliest, and why it has to. */
MUST_USE enum err mark_put_off(struct work *w, struct id attempt, const struct trouble *trouble);

/* The questions that a session offers. */
MUST_USE enum err practice_suggest_read(struct work *w, struct turn *turn);
json *practice_suggest_input(struct turn *turn);
MUST_USE enum err practice_suggest_keep(struct work *w, struct turn *turn);

/* A first plan or a change: what it is to start from decides, and sets turn->mode. */
MUST_USE enum err propose_read(struct work *w, struct turn *turn);
json *propose_input(struct turn *turn);
MUST_USE enum err propose_keep(struct work *w, struct turn *turn);

/* The session's job, for twice the lease: marks that are missing come first. */
MUST_USE enum err reconcile_claim(struct work *w, struct id session, int64_t lease_seconds, int *try_no);
/* ERR_CONFLICT: the session still runs, or it was done before. */
MUST_USE enum err reconcile_read(struct work *w, struct turn *turn);
json *reconcile_input(struct turn *turn);
MUST_USE enum err reconcile_keep(struct work *w, struct turn *turn);

#endif
