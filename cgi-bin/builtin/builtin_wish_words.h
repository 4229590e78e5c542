#ifndef BUILTIN_BUILTIN_WISH_WORDS_H
#define BUILTIN_BUILTIN_WISH_WORDS_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

/* The words of a sentence of a wish, each in one spelling whatever English it is in. */
struct builtin_wish_word {
    const char *at; /* in the folded sentence */
    size_t n;
    const char *stem;  /* of its one spelling */
    const char *plain; /* the spelling itself, for slips */
    bool quoted;       /* between quotation marks */
    bool parted;       /* punctuation that parts clauses stands before it */
};

/* Of a sentence in plain spelling (nlu_plain), folded. */
struct builtin_wish_word *builtin_wish_words(struct arena *a, const char *folded, size_t *n);
/* The same word, or a slip of it: one letter of five or more wrong, missing, too many or swapped. */
bool builtin_wish_words_same(const struct builtin_wish_word *one, const struct builtin_wish_word *other,
                             bool *slip);

#endif
