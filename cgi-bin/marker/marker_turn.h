#ifndef MARKER_MARKER_TURN_H
#define MARKER_MARKER_TURN_H

#include "marker/marker_cues.h"

/* Whether a sentence turns round what another says: "prices fall when rates rise" against "... rise when
 * rates rise", "A because B" against "B because A". Only what is compared word by word counts; polarity alone
 * ("not", an opposite) says too little. */

/* Sentence `s` of one text and all of another. */
bool marker_turn_is(const struct marker_cues *cues, const struct marker_text *text, size_t sentence,
                    const struct marker_text *other);

#endif
