#ifndef MARKER_MARKER_WEIGHTS_H
#define MARKER_MARKER_WEIGHTS_H

#include "base/json.h"
#include "marker/marker_evidence.h"
#include "marker/marker_profile.h"

/* How much each thing that is measured counts: prompts/library/words/weights.json, which
 * tests/bench/marking-fit makes from answers that people marked. */

/* What a mark can rest on. */
enum marker_way {
    WAY_KNOWN, /* anchors that the library knows how they are said */
    WAY_BARE,  /* anchors by their own text and words */
    WAY_STORY, /* the parts of a story */
    WAY_GOOD,  /* only what good answers mention */
    WAYS
};

/* What is worked out from what is known of an anchor's sentences. */
#define LANDING(X)                                                                                           \
    X(one)       /* 1 */                                                                                     \
    X(best)      /* what speaks for its best sentence, as a logit */                                         \
    X(second)    /* ... for the second best */                                                               \
    X(rival)     /* ... for the other anchor that its best sentence speaks for most */                       \
    X(taken)     /* 0 or 1: its best sentence shows another anchor better */                                 \
    X(rest)      /* 0..1: the mean of the other anchors' own */                                              \
    X(substance) /* 0..1: PROFILE_substance of the answer */                                                 \
    X(place)     /* 0..1: PROFILE_place */                                                                   \
    X(wrong)     /* PROFILE_wrong */

enum landing {
#define LANDING_NAME(name) LANDING_##name,
    LANDING(LANDING_NAME)
#undef LANDING_NAME
        LANDINGS
};

struct marker_weights {
    double sentence[HOWS][EVIDENCES];  /* logit: this sentence makes the anchor's point */
    double anchor[HOWS][LANDINGS];     /* logit: the answer makes it */
    double shown[HOWS], perhaps[HOWS]; /* how sure an anchor must be to be called so, 0..1 */
    double substance[PROFILES];        /* logit: how much of a story an answer tells, whatever it lands */
    double mark[WAYS][PROFILES];       /* the mark, 1 to 10 */
    double sure[PROFILES];             /* logit: within 1.5 of the mark that a fair interviewer would give */
    double quite, fairly;              /* how sure a mark must be to be called so, 0..1 */
};

/* ERR_CONFIG with *why where something is missing, or named that nobody measures. */
MUST_USE enum err marker_weights_read(struct arena *a, const json *doc, struct marker_weights *out,
                                      const char **why);

double marker_weights_sum(const double *weights, const double *values, size_t n);
/* From a logit to 0..1. */
double marker_weights_sure(double logit);

#endif
