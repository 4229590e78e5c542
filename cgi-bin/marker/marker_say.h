#ifndef MARKER_MARKER_SAY_H
#define MARKER_MARKER_SAY_H

#include "marker/marker.h"

/* What the marker says about a mark, in the sentences of prompts/library/words/feedback.json: what to keep,
 * quoted letter for letter, and one thing to do next. Each has at most 30 words. */
struct marker_said {
    json *praise, *improve; /* arrays of text */
    const char *confidence;
};

/* `feedback` is marker_feedback(). */
struct marker_said marker_say(const json *feedback, struct arena *a, const char *kind,
                              const struct marker_mark *mark);

/* Why an answer is not marked, in a sentence; "" for one that is. */
const char *marker_say_why(const json *feedback, struct arena *a, const struct marker_mark *mark);

/* ERR_CONFIG with *why where a text is missing. */
MUST_USE enum err marker_say_check(struct arena *a, const json *feedback, const char **why);

#endif
