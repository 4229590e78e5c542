#ifndef COACH_INTAKE_H
#define COACH_INTAKE_H

#include "coach/coach.h"
#include "store/chat.h"
#include "store/facts.h"
#include "store/idempotency.h"

/* The plan chat: asks for role, time, weak areas and motivation (and an interview date, optional), a little
 * at a time. */

/* What was written in the two boxes; one of them may be blank. */
struct intake_words {
    const char *text; /* their own words */
    const char *job;  /* the job's advert, a description, a CV: material */
};

/* T1: the user's words are kept (chat and, as raw context, in full) under the form's id; what is plainly an
 * advert in the box for their own words is kept as material. *message is the saved turn (also when sent
 * twice), to be answered by TURN_CHAT (coach/turn.h). */
MUST_USE enum err intake_say(struct coach *coach, struct arena *a, struct id user, struct form form,
                             const struct intake_words *words, struct id *message);
/* The same within a transaction, under an id of its own: for words that come with a wish for a plan. */
MUST_USE enum err intake_keep_said(struct work *w, const struct library *library, struct id message,
                                   const struct intake_words *words);
/* What is still to be asked: texts such as "the time you have"; n of 0 means enough is known to propose. */
size_t intake_missing(const struct library *library, const struct facts *facts, const char *out[4]);
/* What the coach says first, before anything was said. */
const char *intake_greeting(const struct library *library);

#endif
