#ifndef MARKER_MARKER_HOLLOW_H
#define MARKER_MARKER_HOLLOW_H

#include "marker/marker_anchor.h"

/* Sentences that could stand in any answer to any question: padding. They are left out before an answer is
 * marked, so that they can add nothing to it. */
struct marker_hollow {
    const char *rest;  /* the answer without them, a sentence a line; NULL where there are none */
    const char *first; /* the first of them; "" where there are none */
    size_t words;      /* how many words they have in all */
};

/* Of answer->text, with answer->signs and answer->wanted. */
struct marker_hollow marker_hollow_find(const struct marker_answer *answer);

/* The answer without longer sentences that have next to nothing of what is wanted; NULL if there are none. */
const char *marker_hollow_beside(const struct marker_answer *answer);

#endif
