#ifndef BUILTIN_BUILTIN_OWN_H
#define BUILTIN_BUILTIN_OWN_H

#include "library/library.h"

/* Topics of the user's own words. */

/* A topic's name made of an area: at most three words, with a capital. "": it can't be named so, it is (part
 * of) a sentence. */
const char *builtin_own_name(const struct library *library, struct arena *a, const char *area);
const char *builtin_own_description(const struct library *library, struct arena *a, const char *area);
/* What their work is about: two words of a list that follows the role; NULL: there is none. */
const char *builtin_own_words(const struct library *library, struct arena *a, const char *role,
                              const char *context);
/* What the work is about, as names: what a text says that it takes experience of, knowledge of. At most
 * `most`. */
size_t builtin_own_craft(const struct library *library, struct arena *a, const char *text, const char **names,
                         size_t most);
/* The sentences of a text that speak of it, letter for letter and as much as can be quoted. At most `most`.
 */
size_t builtin_own_sentences(const struct library *library, struct arena *a, const char *words,
                             const char *text, const char **said, size_t most);

#endif
