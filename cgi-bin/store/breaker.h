#ifndef STORE_BREAKER_H
#define STORE_BREAKER_H

#include "store/db.h"

/* Circuit breakers, shared by all workers: a model server ("openai:gpt-x") that failed three times in a row
 * rests for 30 seconds, then twice as long after each further failure, up to 15 minutes. When the rest is
 * over one asking may try; others wait for what it finds. */

/* The servers that rest now. Whoever asks this may be the one that tries: with `hears` the server that turns
 * sound into text ("speech"), else one of the others. */
struct breaker {
    const char *server;
};
MUST_USE enum err breaker_read_resting(struct db *db, struct arena *a, bool hears, struct breaker **out,
                                       size_t *n);
/* The same, only to look. */
void breaker_want_state(struct work *w, struct breaker **out, size_t *n);
MUST_USE enum err breaker_failed(struct db *db, struct arena *a, const char *server);
MUST_USE enum err breaker_held(struct db *db, struct arena *a, const char *server);

#endif
