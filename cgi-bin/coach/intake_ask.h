#ifndef COACH_INTAKE_ASK_H
#define COACH_INTAKE_ASK_H

#include "store/facts.h"

/* What the coach may ask about, in the order in which it is asked; a break is only changed. */
enum intake_ask { ASK_ROLE, ASK_DATE, ASK_MINUTES, ASK_DAYS, ASK_WEAK, ASK_ENERGY, ASK_BREAK, INTAKE_ASKS };

/* "interview_date", as in the plan chat's contract; and back: INTAKE_ASKS where it is none. */
const char *intake_ask_name(enum intake_ask ask);
enum intake_ask intake_ask_of(const char *name);
/* Is it not known yet? */
bool intake_ask_missing(const struct facts *facts, enum intake_ask ask);
/* The one thing to ask now: what the last reply asks about, else what is missing; INTAKE_ASKS: nothing. */
enum intake_ask intake_ask_next(const struct facts *facts);
/* The facts that answer it, a bit by enum fact. */
unsigned intake_ask_facts(enum intake_ask ask);
/* What is still asked about once these facts were set by hand: theirs isn't any more. */
unsigned intake_ask_settled(const struct facts *facts, unsigned answered);

#endif
