#ifndef COACH_CURATOR_MEASURE_H
#define COACH_CURATOR_MEASURE_H

#include "coach/lexicon.h"

/* How hard an English text is to read, and how alike two are. */

/* The school grade at which it reads easily (Flesch-Kincaid: J. P. Kincaid and others, Derivation of new
 * readability formulas, US Navy Research Branch Report 8-75, 1975): 0.39 words a sentence + 11.8 syllables a
 * word - 15.59; 0 for a text without words. */
double curator_grade(const char *text);

/* The share, 0..1, of its words that few people meet in a day, the idea of J. S. Chall and E. Dale
 * (Readability Revisited, 1995) with a word's frequency in place of their list: rarer than one in a million
 * (SUBTLEX-US; see prompts/library/words/README.md). *n: of how many words. */
double curator_rare(const struct lexicon *x, struct arena *a, const char *text, size_t *n);

/* What a text is about: the stems that carry meaning, each once, with how rare each is. */
struct curator_gist {
    const char **stems;
    double *weights;
    size_t n;
    double weight; /* of all */
};
struct curator_gist curator_gist(const struct lexicon *x, struct arena *a, const char *text);

/* How much of two gists is the same, 0..1: the weight of the stems in both to that of the stems in either
 * (Jaccard, weighted by rarity, as the marker weighs words). */
double curator_likeness(const struct curator_gist *x, const struct curator_gist *y);

#endif
