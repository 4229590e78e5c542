#ifndef LLM_QUOTATION_H
#define LLM_QUOTATION_H

#include "base/arena.h"
#include <stdbool.h>

/* What stands in quotation marks in a text, and what the words before it say of it. English. */

/* Within the marks [from, to); the opening one, and where the text goes on. */
struct quotation {
    const struct quotation_pair *pair; /* the marks */
    const char *open, *from, *to, *behind;
};

/* The next one at or behind a place of a text. */
bool quotation_next(const char *text, const char *at, struct quotation *out);
/* Where an apostrophe may close it as well as be one of its words': up to the next that may. */
bool quotation_longer(struct quotation *quotation);

/* Do the words that lead up to it say that the person said it ("you wrote at the end"); that they might say
 * it ("Say first", "e.g.")? Their last sentence counts. */
bool quotation_claimed(struct arena *a, const char *before);
bool quotation_suggested(struct arena *a, const char *before);

#endif
