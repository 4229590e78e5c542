#ifndef BUILTIN_BUILTIN_WORDS_H
#define BUILTIN_BUILTIN_WORDS_H

#include "base/arena.h"
#include "library/phrases.h"

/* A sentence or clause of a text: where it stands, letter for letter, and its stems. */
struct builtin_sentence {
    const char *text; /* a copy */
    char **stems;
    size_t n;
};
struct builtin_sentence *builtin_sentences(struct arena *a, const char *text, size_t *n);
/* Do the stems of a phrase stand in the sentence, one after another? */
bool builtin_has_phrase(struct arena *a, const struct builtin_sentence *sentence, const char *phrase);
/* ... of any phrase of a list? */
bool builtin_has_any(const struct phrases *all, struct arena *a, const struct builtin_sentence *sentence,
                     enum phrase_list which);
/* "the", "and": carries no meaning by itself. */
bool builtin_is_common(const struct phrases *all, const char *stem);
/* How many of the stems of one text stand in the other, those that carry no meaning left out. */
size_t builtin_shared_stems(const struct phrases *all, struct arena *a, const char *left, const char *right);

#endif
