#ifndef STORE_ANSWER_CACHE_H
#define STORE_ANSWER_CACHE_H

#include "store/row.h"

/* The exact cache: what one user's very same question to a mode was answered in the last 24 hours, sealed,
 * never anybody else's. `asked` is everything that decides the answer: mode, version, order, input. */
MUST_USE enum err answer_cache_read(struct work *w, const char *asked,
                                    const json **out); /* NULL if there is none */
MUST_USE enum err answer_cache_add(struct work *w, const char *asked, const json *answer);

#endif
