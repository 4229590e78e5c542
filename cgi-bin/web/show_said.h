#ifndef WEB_SHOW_SAID_H
#define WEB_SHOW_SAID_H

#include "store/attempt.h"

/* An answer as its mark's page shows it: once, with what landed marked in place. */
struct show_said {
    const char *text;              /* the answer */
    const struct mark *mark;       /* NULL: it has none */
    const char *before;            /* the answer of the try before; NULL: there is none */
    const struct attempt *attempt; /* whose mark may be put right; NULL: nobody's */
};

/* Puts, for a page: "said", the answer in runs {is_new, pieces: [{text, plain, hit, may, n, name, ends,
 * also}]} whose texts are together the answer, byte for byte; "missing" and "hits", the anchors that did not
 * land and those that did, each with its number, and whether it was put right (and what was quoted before);
 * "has_new", if runs are marked as new, and "all_new", if every sentence is (then none is marked). A
 * quotation that is not in the answer letter for letter marks nothing. */
void show_said_put(struct arena *a, json *view, const struct show_said *in);

/* The answer's sentences, in its own words, for a person to choose from: array of {sentence, short}. */
json *show_said_sentences(struct arena *a, const char *text);

#endif
