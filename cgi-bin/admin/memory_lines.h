#ifndef ADMIN_MEMORY_LINES_H
#define ADMIN_MEMORY_LINES_H

#include "base/err.h"
#include <stdio.h>

/* `greenroom-admin fsrs`: reads one JSON object a line, {reviews: [{day, rating}], id?}, and writes one a
 * line, {id?, reviews: [{day, rating, stability, difficulty, interval}]}: the memory's state after each
 * review (by memory_review, with no horizon) and the days until the next. Days are whole and never go back;
 * ratings go from 1 (again) to 4 (easy). ERR_INPUT at the first line that is no such object, with its number
 * in *line; the rest as json_lines has it. */
MUST_USE enum err memory_lines(FILE *in, FILE *out, size_t *line);

#endif
