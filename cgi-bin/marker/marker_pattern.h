#ifndef MARKER_MARKER_PATTERN_H
#define MARKER_MARKER_PATTERN_H

#include "marker/marker_text.h"

/* Patterns of an anchor that is plain by its words. A pattern is terms that must all stand in one sentence,
 * none of them denied: "hash_function|hash & index|bucket". Of alternatives (|) one is enough, `_` is a blank
 * in a phrase, words are compared by stem. `&` between terms: in any order; `>`: in this order. At the end
 * "/8": all within eight words. */

/* Sets met[s] for each sentence of the text that meets it. A term that is empty is met by nothing. */
void marker_pattern_find(struct arena *a, const struct marker_text *text, const char *pattern, bool *met);

/* Is it a pattern? *why says what is wrong with it. */
bool marker_pattern_fit(const char *pattern, const char **why);

#endif
