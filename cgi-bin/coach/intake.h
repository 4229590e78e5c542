#ifndef COACH_INTAKE_H
#define COACH_INTAKE_H

#include "coach/coach.h"
#include "store/chat.h"
#include "store/facts.h"
#include "store/idempotency.h"

/* The plan chat: asks for role, time, weak areas and motivation (and an interview date, optional), a little
 * at a time. */

/* T1: the user's words are kept (chat and, as raw context, in full) under the form's id. *message is the
 * saved turn (also when sent twice), to be answered by TURN_CHAT (coach/turn.h). */
MUST_USE enum err intake_say(struct coach *coach, struct arena *a, struct id user, struct form form,
                             const char *text, struct id *message);
/* The user corrected the fields by hand: those of facts->version, or whichever there are (FACTS_ANY_VERSION).
 * Of days NULL: not spoken of.
 * ERR_CONFLICT: others were saved meanwhile. Afterwards facts->version is that of what is stored. */
MUST_USE enum err intake_correct(struct coach *coach, struct arena *a, struct id user, struct form form,
                                 struct facts *facts);
/* What is still to be asked: texts such as "the time you have"; n of 0 means enough is known to propose. */
size_t intake_missing(const struct library *library, const struct facts *facts, const char *out[4]);
/* What the coach says first, before anything was said. */
const char *intake_greeting(const struct library *library);

#endif
