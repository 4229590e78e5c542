#ifndef MARKER_MARKER_PADDING_H
#define MARKER_MARKER_PADDING_H

#include "marker/marker_wanted.h"

/* Longer sentences that could stand in any answer to any question: no figure, nothing that was, no word
 * beyond everybody's. They are left out before an answer is marked, so that they can add nothing to it. */

/* The answer without them, a sentence a line; NULL where there are none, or nothing else. */
const char *marker_padding_without(const struct marker_answer *answer);

#endif
