#ifndef ADMIN_TITLE_LINES_H
#define ADMIN_TITLE_LINES_H

#include "library/library.h"
#include <stdio.h>

/* `greenroom-admin title`: reads one JSON object a line, {title}, and writes one a line: {title, family,
 * nearest, asks}. family is that of the library whose plan the title gets, by its file's name with blanks for
 * hyphens ("customer service"); "" where none does, or where the title is several jobs and is asked back
 * (asks). nearest: the library has no plan for the title, and this is the nearest. ERR_INPUT at the first
 * line that is no such object, with its number in *line; the rest as json_lines has it. */
MUST_USE enum err title_lines(const struct library *library, FILE *in, FILE *out, size_t *line);

#endif
