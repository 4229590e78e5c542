#ifndef COACH_INTAKE_TOLD_H
#define COACH_INTAKE_TOLD_H

#include "coach/coach.h"
#include "store/idempotency.h"

/* All that was told: texts in their own words, and material. Each can be corrected or deleted, and what was
 * heard in it goes with it. */

/* A text that was told: their own words, and what they pasted among them. */
struct intake_told_parts {
    const char *own, *pasted; /* "": none */
};
struct intake_told_parts intake_told_part(const struct library *library, struct arena *a, const char *text);

/* The text says something else from now on, or (text NULL) is gone, with its turn of the chat. Facts whose
 * source stood in it are dropped and heard anew in what is left, newest first. ERR_NOT_FOUND: there is none
 * of that id. */
MUST_USE enum err intake_told_change(struct coach *coach, struct arena *a, struct id user, struct form form,
                                     struct id told, const char *text);

#endif
