#ifndef MARKER_MARKER_PROFILE_H
#define MARKER_MARKER_PROFILE_H

#include "marker/marker_wanted.h"

/* What an answer is like as a whole, whatever its anchors, as numbers. How much each counts stands in
 * prompts/library/words/weights.json. Shares are of its words or sentences, so that length by itself counts
 * nothing. */

/* THE table: what is measured of an answer. Those from landed to perhaps are filled by the marker. */
#define PROFILE(X)                                                                                           \
    X(one)       /* 1 */                                                                                     \
    X(landed)    /* 0..1: how surely its anchors are landed, on average */                                   \
    X(best)      /* 0..1: ... the surest */                                                                  \
    X(shown)     /* 0..1: share of the anchors that are shown */                                             \
    X(wrong)     /* how much closer its sentences are to wrong ones than to right ones, the three worst */   \
    X(near)      /* 0..1: close to what good answers mention */                                              \
    X(substance) /* 0..1: how much it tells, whatever it lands */                                            \
    X(mark)      /* 0..1: the mark itself, as a share of the scale */                                        \
    X(extreme)   /* 0..1: how far that is from the middle */                                                 \
    X(perhaps)   /* 0..1: share of the anchors that are perhaps landed */                                    \
    X(numbers)   /* 0..1: figures, five and more are 1 */                                                    \
    X(names)     /* 0..1: capital letters inside a sentence, five and more are 1 */                          \
    X(own)       /* 0..1: share of the sentences that say what I did */                                      \
    X(we)        /* 0..1: ... what we did */                                                                 \
    X(past)      /* 0..1: ... in the past tense */                                                           \
    X(habit)     /* 0..1: ... of what is always or generally so, or should be */                             \
    X(hedge)     /* 0..1: hedges for each ten words */                                                       \
    X(vague)     /* 0..1: words that fit anything, for each ten words */                                     \
    X(boast)     /* 0..1: says what I am like, instead of what I did; three times and more are 1 */          \
    X(empty)     /* 0..1: share of the sentences that anyone could say */                                    \
    X(situation) /* 0 or 1: says when and where */                                                           \
    X(task)      /* 0 or 1: says what was wanted */                                                          \
    X(outcome)   /* 0 or 1: says what came of it */                                                          \
    X(lesson)    /* 0 or 1: says what was learned */                                                         \
    X(reason)    /* 0..1: reasons, two and more are 1 */                                                     \
    X(example)   /* 0 or 1: gives an example */                                                              \
    X(told)      /* 0..1: parts of a story that are told */                                                  \
    X(concrete)  /* 0..1: things that can be seen and touched, for each seven words */                       \
    X(abstract)  /* 0..1: ... that can't */                                                                  \
    X(rare)      /* 0..1: how rare its telling words are on average */                                       \
    X(distinct)  /* 0..1: share of its telling words that stand for the first time */                        \
    X(asked)     /* 0..1: share of its telling words that are the question's */                              \
    X(wanted)    /* 0..1: ... or in the anchors' own texts and names */                                      \
    X(speech)    /* 0 or 1: tells what somebody said */                                                      \
    X(time)      /* 0..1: says when, by a day, a month, a year, a clock; three and more are 1 */             \
    X(broken)    /* 0..1: 1 where a word or two stand between commas, ends and "and"s, 0 from six on */      \
    X(denied)    /* 0..1: what it says of what shows its anchors is said to be not so */                     \
    X(place)     /* 0..1: closer to its question than to any other of the library; 1 where it is closest */  \
    X(about)     /* 0..1: words that a story on this question has; three and more are 1 */                   \
    X(natural)   /* up to 1: the order of its words is that of English, marker_order */

enum profile {
#define PROFILE_NAME(name) PROFILE_##name,
    PROFILE(PROFILE_NAME)
#undef PROFILE_NAME
        PROFILES
};

/* As in the table. */
const char *marker_profile_name(enum profile which);

struct marker_profile {
    double at[PROFILES];
};

/* All but what it lands, its place and its order. `known`: what is known of the question, NULL for nothing.
 */
struct marker_profile marker_profile_find(const struct marker_answer *answer,
                                          const struct marker_wanted *wanted,
                                          const struct question_examples *known);

#endif
