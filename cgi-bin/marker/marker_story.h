#ifndef MARKER_MARKER_STORY_H
#define MARKER_MARKER_STORY_H

#include "marker/marker_wanted.h"

/* A story need not name its parts to tell them: "Nights fell from nine to four" is a result. */

/* Is a sentence told in the past tense? */
bool marker_story_past(const struct marker_answer *answer, size_t sentence);

/* How much a sentence says that not any sentence could say, 0..1: a figure, or words that are not
 * everybody's. */
double marker_story_tells(const struct marker_answer *answer, size_t sentence);

/* How much of a story is told, 0..1: where it was, what the person did, what came of it, each in a sentence
 * that says something. */
double marker_story_told(const struct marker_answer *answer);

#endif
