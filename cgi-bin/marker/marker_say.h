#ifndef MARKER_MARKER_SAY_H
#define MARKER_MARKER_SAY_H

#include "marker/marker.h"

/* What the marker says about a mark, in the sentences of prompts/library/words/feedback.json: up to three
 * points of praise and three to improve, each at most 30 words, quoting the answer letter for letter and
 * naming what is missing as a question to think about. */
struct marker_said {
    json *praise, *improve; /* arrays of text */
    const char *confidence;
};

/* `feedback` is marker_feedback(); what has no text there is not said. */
struct marker_said marker_say(const json *feedback, struct arena *a, const char *kind,
                              const struct marker_mark *mark);

/* ERR_CONFIG with *why where a text is missing. */
MUST_USE enum err marker_say_check(struct arena *a, const json *feedback, const char **why);

#endif
