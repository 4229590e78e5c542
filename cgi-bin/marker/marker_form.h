#ifndef MARKER_MARKER_FORM_H
#define MARKER_MARKER_FORM_H

#include "marker/marker_anchor.h"
#include <stdint.h>

/* How an answer is built, whatever it says. Signs count only where the answer is on the question (touched),
 * so that padding does not pay. */

enum { MARKER_PARTS = 4 };

enum marker_shape {
    SHAPE_FAIR,
    SHAPE_EMPTY,    /* no words to speak of */
    SHAPE_NONSENSE, /* not words, or not English */
    SHAPE_PASTED,   /* the question again */
    SHAPE_LIST,     /* words without sentences */
    SHAPE_PASSED,   /* says that there is no answer */
    SHAPE_REPEATED, /* the same over and over */
    SHAPE_SHORT     /* a beginning */
};

struct marker_form {
    enum marker_shape shape;
    size_t words;                      /* on the question */
    double copied;                     /* 0..1: how much of the question stands in it in a row */
    bool denying;                      /* sentence after sentence says what is not so */
    double structure;                  /* 0..1: the parts that this kind of answer has */
    double specific;                   /* 0..1: numbers, names */
    double length;                     /* 0..1: of what is fair */
    double vague;                      /* 0..1: hedging and empty phrases */
    double sentences;                  /* 0..1: how much of it stands in real sentences */
    const char *missing[MARKER_PARTS]; /* parts that this kind of answer has and this one lacks: "outcome" */
    size_t missing_n;
    const char *figures,
        *general; /* a sentence with numbers; one that says nothing of its own; "" for none */
};

/* Reads answer->inside: after marker_anchor_find. `kind` as the library has it ("story", "case"), `seconds`
 * the fair time. */
struct marker_form marker_form_read(const struct marker_answer *answer, const char *kind, int64_t seconds);

/* What an answer of this shape can get at most, 1..10. */
int marker_form_most(const struct marker_form *form);

#endif
