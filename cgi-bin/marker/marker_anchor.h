#ifndef MARKER_MARKER_ANCHOR_H
#define MARKER_MARKER_ANCHOR_H

#include "marker/marker_cues.h"

/* How well an answer says what an anchor stands for. */

struct marker_anchor {
    const char *name, *text;
    const json *words; /* words, stems and phrases that show it; NULL for none */
};

#define MARKER_LANDED 0.4 /* the strength from which an anchor lands */

struct marker_found {
    struct marker_anchor anchor;
    double strength; /* 0..1: how surely the answer says it */
    double undenied; /* the same had nothing been denied */
    bool landed;
    const char *quote; /* a sentence of the answer; "" unless it landed */
    const char *near;  /* the sentence that comes nearest, denied or not; "" if none does */
};

/* The answer, read, and what is known about it. */
struct marker_answer {
    const struct marker_grammar *grammar;
    const struct marker_cues *cues;
    struct arena *arena;
    const struct marker_text *question;
    struct marker_text *text;
    const struct marker_text *wanted; /* what the anchors are looked for by, all in one */
    uint32_t *signs;                  /* the cues of each sentence */
    unsigned count[CUES];
    double *touched; /* of each sentence: how much of any anchor it says */
    bool *inside;    /* does it belong to what is said on the question? */
    bool story;
    size_t hollow_words;      /* of the sentences left out, see marker_hollow */
    const char *hollow_first; /* the first of them; NULL for none */
};

/* From JSON [{name, anchor, words?}]; the first `most`. Returns how many. */
size_t marker_anchor_take(const json *list, struct marker_anchor *out, size_t most);

/* out[i] for each of n anchors, answer->touched and answer->inside. The parts that any story has (a
 * situation, a result) count the less, the less the answer is on the question. Returns how much it is, 0..1.
 */
double marker_anchor_find(const struct marker_answer *answer, const struct marker_anchor *anchors, size_t n,
                          struct marker_found *out);

#endif
