#ifndef LIBRARY_STEM_H
#define LIBRARY_STEM_H

#include "base/arena.h"
#include <stddef.h>

/* The only door to libstemmer (Snowball, English). */

/* The words of a text, in order, folded and stemmed: "Negotiating prices" -> "negoti", "price". In the arena.
 */
char **stem_words(struct arena *a, const char *text, size_t *n);

/* The same with each word as it stands, folded: "negotiating", "negoti". Typographic apostrophes are plain
 * ones; other punctuation parts words. */
struct stem_word {
    const char *word, *stem;
};
struct stem_word *stem_pairs(struct arena *a, const char *text, size_t *n);

/* The words alone, folded, not stemmed. */
const char **stem_split(struct arena *a, const char *text, size_t *n);

/* The stem of one word that is folded already. */
const char *stem_one(struct arena *a, const char *word);
/* Is a stem among others? */
bool stem_among(char *const *stems, size_t n, const char *stem);

#endif
