#ifndef STORE_ANSWER_CACHE_H
#define STORE_ANSWER_CACHE_H

#include "base/json.h"
#include "store/db.h"

/* The exact cache: what one user's very same question to a mode was answered in the last 24 hours, sealed,
 * never anybody else's. `asked` is everything that decides the answer: mode, version, order, input. */
MUST_USE enum err answer_cache_want(struct work *w, const char *asked, ticket *out);
MUST_USE enum err answer_cache_take(struct work *w, ticket t, const json **out); /* NULL if there is none */
MUST_USE enum err answer_cache_add(struct work *w, const char *asked, const json *answer);

#endif
