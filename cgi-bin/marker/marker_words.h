#ifndef MARKER_MARKER_WORDS_H
#define MARKER_MARKER_WORDS_H

#include "marker/marker_text.h"

/* Whether a text says a word: as it is, by a word that may stand for it, in another form, or misspelt. */

struct marker_hit {
    double sure;     /* 0..1; 0: the text does not say it */
    double undenied; /* the same had nothing been denied */
};

/* hits[s] for each sentence s of the text: the best there. Returns the best of all. */
struct marker_hit marker_words_say(const struct marker_text *text, const struct marker_word *want,
                                   struct marker_hit *hits);

/* The same for a phrase of the library ("priorit", "who decides"): a word of four letters or more also stands
 * for longer words that begin with it. `sure` is weighed by how much the phrase tells at all. */
void marker_words_show(const struct marker_text *text, const struct marker_text *phrase,
                       struct marker_hit *hits);

#endif
