#ifndef ADMIN_COSTS_H
#define ADMIN_COSTS_H

#include "coach/coach.h"
#include <stdio.h>

/* `greenroom-admin costs`: what asking models cost in the last `days` UTC days, a line a day and model, their
 * sum, and how much of today's budgets is used. Counts only. */
MUST_USE enum err costs_print(const struct conf *conf, struct db *db, struct arena *a, int days, FILE *out);

#endif
