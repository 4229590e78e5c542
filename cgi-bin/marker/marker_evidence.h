#ifndef MARKER_MARKER_EVIDENCE_H
#define MARKER_MARKER_EVIDENCE_H

#include "marker/marker_wanted.h"

/* What speaks for a sentence of the answer making the point of an anchor, as numbers: what words can tell.
 * How much each counts stands in prompts/library/words/weights.json. */

/* THE table: what is measured of one sentence and one anchor. */
#define EVIDENCE(X)                                                                                          \
    X(one)      /* 1 */                                                                                      \
    X(covers)   /* 0..1: how much of a right sentence it says, at best */                                    \
    X(close)    /* 0..1: the harmonic mean of that and how much of it belongs to the right sentence */       \
    X(second)   /* 0..1: the same with the second best right sentence */                                     \
    X(shown)    /* 0..1: words that show it */                                                               \
    X(amount)   /* logarithm of all that it says of what shows this anchor, words of others counted less */  \
    X(pattern)  /* 0 or 1: a pattern is met */                                                               \
    X(wrong)    /* 0..1: close to a wrong sentence */                                                        \
    X(wronger)  /* how much closer to a wrong sentence than to a right one */                                \
    X(other)    /* 0..1: close to another anchor of the question */                                          \
    X(othered)  /* how much closer to another than to this one */                                            \
    X(pairs)    /* 0..1: neighbouring words of a right sentence that it says, too */                         \
    X(length)   /* logarithm of its words */                                                                 \
    X(denied)   /* 0..1: what of it is said to be not so */                                                  \
    X(numbers)  /* 0 or 1: other figures than the right sentence that it is closest to */                    \
    X(turned)   /* 0 or 1: rises where the right sentence falls, or its cause and effect are swapped */      \
    X(empty)    /* 0 or 1: hedges, or could stand in any answer */                                           \
    X(asked)    /* 0..1: how much of it are the question's own words */                                      \
    X(rank)     /* 0 or 1: no other sentence is closer */                                                    \
    X(first)    /* 1 for the first sentence, falling to 0 over the first third */                            \
    X(last)     /* 1 for the last one, falling to 0 over the last third */                                   \
    X(own)      /* 0 or 1: says what I did */                                                                \
    X(we)       /* 0 or 1: ... what we did */                                                                \
    X(past)     /* 0 or 1: in the past tense */                                                              \
    X(habit)    /* 0 or 1: what is always or generally so, or should be */                                   \
    X(figure)   /* 0 or 1: has a figure */                                                                   \
    X(time)     /* 0 or 1: says when */                                                                      \
    X(scene)    /* 0 or 1: sets the scene */                                                                 \
    X(task)     /* 0 or 1: says what was wanted */                                                           \
    X(outcome)  /* 0 or 1: says what came of it */                                                           \
    X(lesson)   /* 0 or 1: says what was learned */                                                          \
    X(reason)   /* 0 or 1: says why */                                                                       \
    X(speech)   /* 0 or 1: tells what somebody said */                                                       \
    X(concrete) /* 0..1: things in it that can be seen and touched, three and more are 1 */                  \
    X(rare)     /* 0..1: how much it tells that not any sentence could */

enum evidence {
#define EVIDENCE_NAME(name) EVIDENCE_##name,
    EVIDENCE(EVIDENCE_NAME)
#undef EVIDENCE_NAME
        EVIDENCES
};

/* As in the table. */
const char *marker_evidence_name(enum evidence which);

struct marker_evidence {
    double at[EVIDENCES];
};

/* One for each anchor and sentence: [anchor * sentences_n + sentence]. */
struct marker_evidence *marker_evidence_find(const struct marker_answer *answer,
                                             const struct marker_wanted *wanted);

#endif
