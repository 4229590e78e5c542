#ifndef ADMIN_PROBE_H
#define ADMIN_PROBE_H

#include "coach/coach.h"
#include <stdio.h>

/* Asks every model server that an order names to mark one made-up answer (prompts/probe.json), for real, and
 * the one that hears to listen to a second of silence; prints a line each: fine, or what is wrong and what to
 * do about it. False with *why where there is nothing to ask with. *all_fine: did everybody answer? */
MUST_USE enum err probe_run(const struct coach *coach, struct arena *a, FILE *out, bool *all_fine,
                            const char **why);

#endif
