#ifndef MARKER_MARKER_VOCABULARY_H
#define MARKER_MARKER_VOCABULARY_H

#include "base/json.h"
#include "library/lexicon.h"

/* What is known of each word: worked out once, and kept for words of the library's own texts. What a person
 * typed is looked up here and never kept. */
struct marker_vocabulary;

struct vocabulary_word {
    const char *word, *stem;     /* folded */
    struct lexicon_word meaning; /* of the stem */
    double weight;  /* how much it tells, 0..1; nothing for words that only tie others together */
    bool tie, deny; /* "the"; "not" */
    bool number;    /* "12", "twelve" */
};

/* `tie` and `deny`: lists of words. Both the lexicon and the lists must live on. */
struct marker_vocabulary *marker_vocabulary_new(struct arena *life, const struct lexicon *lexicon,
                                                const json *tie, const json *deny);

/* What it was made with. */
const struct lexicon *marker_vocabulary_lexicon(const struct marker_vocabulary *vocabulary);

/* Of a folded word. `keep`: it is of a text of the library's own; else what is not kept yet lies in `a`. */
const struct vocabulary_word *marker_vocabulary_find(struct marker_vocabulary *vocabulary, struct arena *a,
                                                     const char *word, bool keep);

/* How much a word of a stem tells, as if it stood in a text. */
double marker_vocabulary_weight(const struct vocabulary_word *word, struct lexicon_word meaning);

#endif
