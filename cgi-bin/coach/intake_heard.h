#ifndef COACH_INTAKE_HEARD_H
#define COACH_INTAKE_HEARD_H

#include "llm/ask.h"
#include "store/facts.h"

/* What an answer of the plan chat understood of a message. */

/* The facts, with their sources. Of a model's only those whose words it quoted from the message, letter for
 * letter: a fact is heard, never guessed. Of material it may hear the role. */
const json *intake_heard_facts(struct arena *a, const struct ask_result *result, const char *message,
                               const char *material);
/* Marks the facts whose source stands in the material, and not in their own words. */
void intake_heard_in_job(struct facts *facts, const char *message, const char *material);
/* What its reply asks about, a bit by enum intake_ask. */
unsigned intake_heard_asks(const json *answer);

#endif
