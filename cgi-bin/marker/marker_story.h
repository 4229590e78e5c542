#ifndef MARKER_MARKER_STORY_H
#define MARKER_MARKER_STORY_H

#include "marker/marker_anchor.h"

/* A story need not name its parts to tell them: "Nights fell from nine to four" is a result. */

/* How surely sentence s plays one of the parts in `roles` (bits of enum marker_cue), 0..1. */
double marker_story_plays(const struct marker_answer *answer, uint32_t roles, size_t which);

/* How much of a story is told, 0..1: where it was, what the person did, what came of it, each in a sentence
 * that says something. */
double marker_story_told(const struct marker_answer *answer);

#endif
