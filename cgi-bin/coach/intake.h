#ifndef COACH_INTAKE_H
#define COACH_INTAKE_H

#include "coach/coach.h"
#include "store/chat.h"
#include "store/facts.h"

/* The plan chat: asks for role, time, weak areas and motivation (and an interview date, optional), a little
 * at a time. */

/* T1: the user's words are kept (chat and, as raw context, in full) under the form's id. *message is the
 * saved turn (also when sent twice). */
MUST_USE enum err intake_say(struct coach *c, struct arena *a, struct id user, struct id form,
                             const char *text, struct id *message);
/* Claims the turn, asks plan_chat, stores reply and facts understood (T2). ERR_BUSY: being answered
 * elsewhere; ERR_CONFLICT: answered already (fine); ERR_PROVIDER: kept, Retry. */
MUST_USE enum err intake_answer(struct coach *c, struct arena *a, struct id user, struct id message,
                                struct listener to);
/* The user corrected the fields by hand. */
MUST_USE enum err intake_correct(struct coach *c, struct arena *a, struct id user, struct id form,
                                 const struct facts *f);
/* What is still to be asked: texts such as "the time you have"; n of 0 means enough is known to propose. */
size_t intake_missing(const struct facts *f, const char *out[4]);
/* What the coach says first, before anything was said. */
const char *intake_greeting(void);

#endif
