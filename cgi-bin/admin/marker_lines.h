#ifndef ADMIN_MARKER_LINES_H
#define ADMIN_MARKER_LINES_H

#include "admin/marker_task.h"
#include <stdio.h>

/* `greenroom-admin mark`: reads one JSON object a line, {id, answer} with question_key (of the library) or
 * {question, kind?, anchors?: [{name, anchor, words?}], good?, reference?, references?}, and writes one a
 * line: {id, score, raw, landed, perhaps, quotes, confidence, why}. score is 1 to 10, or null where the
 * answer isn't marked, and then `why` says so ("" otherwise); raw 0..1 unrounded; landed and perhaps are
 * lists of keys of anchors, quotes the words of the answer that show each of landed; confidence high, fair or
 * low. ERR_INPUT at the first line that is no such object, with its number in *line; the rest as json_lines
 * has it. */
MUST_USE enum err marker_lines(const struct marker_lines *on, FILE *in, FILE *out, size_t *line);

#endif
