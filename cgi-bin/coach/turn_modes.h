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

MUST_USE enum err build_story_read(struct work *w, struct turn *turn);
json *build_story_input(struct turn *turn);
MUST_USE enum err build_story_keep(struct work *w, struct turn *turn);

MUST_USE enum err mark_read(struct work *w, struct turn *turn);
json *mark_input(struct turn *turn);
MUST_USE enum err mark_keep(struct work *w, struct turn *turn);
/* The job that will ask again by itself: when, at the earliest, and why it has to. */
MUST_USE enum err mark_put_off(struct work *w, struct id attempt, const struct trouble *trouble);

#endif
