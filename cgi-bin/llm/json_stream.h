#ifndef LLM_JSON_STREAM_H
#define LLM_JSON_STREAM_H

#include "base/arena.h"
#include <stddef.h>

/* Looks into a JSON document while it is being written and passes on what a person may see: the strings of
 * some members of the root object ("reply"; or "positive_feedback", whose strings stand in an array),
 * unescaped, whole characters only, with a line end between two strings. It checks nothing: a document that
 * is not one gives whatever it gives, always valid UTF-8 without control characters but TAB and LF. Text that
 * does not begin with '{' (or with a fence, ```) gives nothing. */
struct json_stream;

/* `members`: names with commas between them ("reply, gaps"). */
struct json_stream *json_stream_new(struct arena *a, const char *members,
                                    void (*on_text)(void *ctx, const char *text, size_t n), void *ctx);

/* The next bytes of the document, cut anywhere. */
void json_stream_feed(struct json_stream *stream, const char *bytes, size_t n);

#endif
