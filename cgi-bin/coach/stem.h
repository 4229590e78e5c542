#ifndef COACH_STEM_H
#define COACH_STEM_H

#include "base/arena.h"
#include <stddef.h>

/* The only door to libstemmer (Snowball, English). */

/* The words of a text, in order, folded and stemmed: "Negotiating prices" -> "negoti", "price". In the arena.
 */
char **stem_words(struct arena *a, const char *text, size_t *n);

#endif
