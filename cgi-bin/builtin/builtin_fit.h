#ifndef BUILTIN_BUILTIN_FIT_H
#define BUILTIN_BUILTIN_FIT_H

#include "base/json.h"

/* The answer with each text as long as its schema lets it be: words that a person wrote stand in it, and they
 * may be of any length. What is longer ends with "…". A copy. */
json *builtin_fit(struct arena *a, const json *schema, const json *answer);

#endif
