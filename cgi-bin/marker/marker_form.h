#ifndef MARKER_MARKER_FORM_H
#define MARKER_MARKER_FORM_H

#include "marker/marker_wanted.h"

/* Whether an answer is one at all, whatever it says. */

enum marker_shape {
    SHAPE_FAIR,
    SHAPE_EMPTY,    /* no words to speak of */
    SHAPE_NONSENSE, /* not words */
    SHAPE_PASTED,   /* the question again */
    SHAPE_PASSED,   /* says that there is no answer */
    SHAPE_REPEATED, /* the same over and over */
    SHAPE_HOLLOW    /* words without what they would say: a list, a frame, shuffled */
};

struct marker_form {
    enum marker_shape shape;
    size_t words;
    double copied; /* 0..1: how much of the question stands in it in a row */
};

/* By its words alone; SHAPE_HOLLOW is the marker's to find. */
struct marker_form marker_form_read(const struct marker_answer *answer);

/* What an answer of this shape can get at most, 1..10. */
int marker_form_most(enum marker_shape shape);

#endif
