#ifndef ADMIN_LIBRARY_LINT_MEASURE_H
#define ADMIN_LIBRARY_LINT_MEASURE_H

#include "library/lexicon.h"
#include "library/phrases.h"

/* How hard an English text is to read, and how alike two are. */

/* The school grade at which it reads easily (Flesch-Kincaid: J. P. Kincaid and others, Derivation of new
 * readability formulas, US Navy Research Branch Report 8-75, 1975): 0.39 words a sentence + 11.8 syllables a
 * word - 15.59; 0 for a text without words. */
double library_lint_grade(const char *text);

/* The share, 0..1, of its words that few people meet in a day, the idea of J. S. Chall and E. Dale
 * (Readability Revisited, 1995) with a word's frequency in place of their list: rarer than one in a million
 * (SUBTLEX-US; see prompts/library/words/README.md). *n: of how many words. */
double library_lint_rare(const struct lexicon *lexicon, struct arena *a, const char *text, size_t *n);

/* What a text is about: the stems that carry meaning, each once, with how rare each is. `all`: among them
 * the common ones, which don't. */
struct library_lint_gist {
    const char **stems;
    double *weights;
    size_t n;
    double weight; /* of all */
};
struct library_lint_gist library_lint_gist(const struct lexicon *lexicon, const struct phrases *all,
                                           struct arena *a, const char *text);

/* How much of two gists is the same, 0..1: the weight of the stems in both to that of the stems in either
 * (Jaccard, weighted by rarity, as the marker weighs words). */
double library_lint_likeness(const struct library_lint_gist *gist,
                             const struct library_lint_gist *library_lint_gist);

#endif
