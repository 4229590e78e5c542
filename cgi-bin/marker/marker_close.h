#ifndef MARKER_MARKER_CLOSE_H
#define MARKER_MARKER_CLOSE_H

#include "marker/marker_wanted.h"

/* How close an answer is to a reference text that says all that it should. */
struct marker_closeness {
    double
        both; /* 0..1: harmonic mean of what of the reference is said and what of the answer belongs to it */
    double angle;    /* 0..1: cosine of the two, as bags of words that tell */
    double letters;  /* 0..1: letter trigrams of the reference that the answer has */
    double shorter;  /* 0 or more: logarithm of how many times shorter than the reference */
    bool lost_not;   /* the reference says what is not so, the answer never does */
    bool bare;       /* words strung together where the reference has sentences */
    double recall;   /* 0..1: of what the reference says */
    double undenied; /* ... had nothing been denied */
    double near;     /* up to 1: all of it in one; less than 0 where little is said */
};

/* Of the answer in answer->text; `reference` is read the same way. */
struct marker_closeness marker_close(const struct marker_answer *answer, const char *reference);

#endif
