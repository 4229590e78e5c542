#ifndef ADMIN_MARKER_LINES_H
#define ADMIN_MARKER_LINES_H

#include "marker/marker.h"
#include <stdio.h>

/* `greenroom-admin mark`: reads one JSON object a line, {id, question, anchors: [{name, anchor, words?}] or
 * reference: text, answer, kind?, seconds?}, and writes one a line, {id, score, raw, landed, quotes,
 * confidence}: score 1..10, raw 0..1 unrounded, landed the names of the anchors that landed, quotes the words
 * of the answer that show each. ERR_INPUT at the first line that is no such object, with its number in *line;
 * the rest as json_lines has
 * it. */
MUST_USE enum err marker_lines(const struct marker *marker, FILE *in, FILE *out, size_t *line);

#endif
