#ifndef ADMIN_COSTS_H
#define ADMIN_COSTS_H

#include "coach/coach.h"
#include <stdio.h>

/* `greenroom-admin costs`: what asking models cost in the last `days` UTC days, a line a day and model, their
 * sum, how much of today's budgets is used, and how often people put a mark right or called one wrong, by who
 * had given it. Counts only. */
MUST_USE enum err costs_print(const struct conf *conf, struct db *db, struct arena *a, int days, FILE *out);

#endif
