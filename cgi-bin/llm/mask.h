#ifndef LLM_MASK_H
#define LLM_MASK_H

#include "base/arena.h"
#include "base/json.h"

/* Keeps e-mail addresses, phone numbers and card-like numbers (llm/mask_find.h) from a server outside: each
 * is replaced by a placeholder, [email 1], [phone 1], [number 1], and put back in what comes. The same value
 * has the same placeholder; one that the user typed themselves is never taken for ours. One mask serves one
 * request and lives in its arena. */
struct mask;

/* `all`: everything that will be sent, in any form that has its texts in it (JSON, say): a placeholder that
 * stands there already is somebody's own words. */
struct mask *mask_new(struct arena *a, const char *all);

/* The text masked; a document of which every text is (keys are not). */
const char *mask_text(struct mask *mask, const char *text);
json *mask_json(struct mask *mask, const json *document);

/* A document with, letter for letter, what was masked, wherever its placeholder stands in a text; in capitals
 * or not. What was never handed out stays as it is. */
json *mask_restore_json(const struct mask *mask, const json *document);

/* The same for a text that comes in pieces, cut anywhere: what may be the beginning of a placeholder waits
 * for the rest. mask_feed can stand where on_text is wanted, with the stream as its ctx; mask_feed_end gives
 * what still waits. */
struct mask_stream;
struct mask_stream *mask_stream_new(const struct mask *mask,
                                    void (*on_text)(void *ctx, const char *text, size_t n), void *ctx);
void mask_feed(void *stream, const char *text, size_t n);
void mask_feed_end(struct mask_stream *stream);

#endif
