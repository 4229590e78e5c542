#ifndef COACH_INTAKE_HEARD_H
#define COACH_INTAKE_HEARD_H

#include "llm/ask.h"
#include "store/facts.h"

/* What an answer of the plan chat understood of a message. */

/* The facts, with their sources. Of a model's only those whose words it quoted from the message, letter for
 * letter: a fact is heard, never guessed. */
const json *intake_heard_facts(struct arena *a, const struct ask_result *result, const char *message);
/* What its reply asks about, a bit by enum intake_ask. */
unsigned intake_heard_asks(const json *answer);

#endif
