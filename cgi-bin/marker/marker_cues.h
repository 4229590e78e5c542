#ifndef MARKER_MARKER_CUES_H
#define MARKER_MARKER_CUES_H

#include "base/json.h"
#include "marker/marker_text.h"
#include <stdint.h>

/* Phrases that give away how an answer is built ("as a result", "i decided", "on the other hand"), from
 * prompts/library/words/cues.json. */
enum marker_cue {
    CUE_SITUATION,
    CUE_TASK,
    CUE_OWN,
    CUE_OUTCOME,
    CUE_LESSON,
    CUE_REASON,
    CUE_STEPS,
    CUE_WEIGH,
    CUE_EXAMPLE,
    CUE_ASK,
    CUE_EMPATHY,
    CUE_COMMIT,
    CUE_HEDGE,
    CUE_EMPTY,
    CUE_NONE,
    CUE_REFUSE,
    CUES
};

struct marker_cues;

/* ERR_CONFIG with *why where a list is missing. */
MUST_USE enum err marker_cues_read(struct arena *a, const json *doc, struct marker_cues **out,
                                   const char **why);

/* For each sentence of the text, which cues it has, a bit each (1U << CUE_OWN); and how many of each the text
 * has in all, in count[CUES]. A long sentence of nothing else is CUE_EMPTY. Notes in_cue in the words. */
uint32_t *marker_cues_find(const struct marker_cues *cues, struct arena *a, struct marker_text *text,
                           unsigned count[CUES]);

/* What part of a story an anchor asks for, by its name or, failing that, its text: a bit each, 0 for none. */
uint32_t marker_cues_roles(const struct marker_cues *cues, struct marker_text *text);

#endif
