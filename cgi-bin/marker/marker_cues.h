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
    CUE_WE,
    CUE_HABIT,
    CUE_SPEECH,
    CUE_TIME,
    CUE_VAGUE,
    CUE_BOAST,
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

/* The way that a word goes: 1 rises, -1 falls, 0 neither. By its stem. */
int marker_cues_way(const struct marker_cues *cues, const char *stem);
/* Where a word joins cause and effect: 1, the cause stands before it ("so"); -1, behind it ("because"); 0 for
 * any other word. */
int marker_cues_cause(const struct marker_cues *cues, const char *stem);

/* Is a word, as it stands, a verb that tells what was: "went", "asked"? */
bool marker_cues_past(const struct marker_cues *cues, const char *word);

/* What part of a story an anchor asks for, by its name or, failing that, its text: a bit each, 0 for none. */
uint32_t marker_cues_roles(const struct marker_cues *cues, struct marker_text *text);

#endif
