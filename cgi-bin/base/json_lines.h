#ifndef BASE_JSON_LINES_H
#define BASE_JSON_LINES_H

#include "base/json.h"
#include <stdio.h>

/* What a filter answers to one line: `line` is an object; the answer goes into *out. `a` holds both, and is
 * freed after them. */
typedef enum err (*json_lines_answer)(struct arena *a, const json *line, void *ctx, json **out);

/* A filter: reads one JSON object a line, and writes one a line; blank lines are passed over. Stops at the
 * first line that can't be used, with its number (from 1) in *line: ERR_INPUT where it is no JSON object, or
 * as the answer failed; ERR_LIMIT for one over a mebibyte, or that needs too much memory. ERR_IO. */
MUST_USE enum err json_lines(FILE *in, FILE *out, json_lines_answer answer, void *ctx, size_t *line);

#endif
