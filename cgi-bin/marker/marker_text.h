#ifndef MARKER_MARKER_TEXT_H
#define MARKER_MARKER_TEXT_H

#include "base/json.h"
#include "marker/marker_vocabulary.h"

/* A text as the marker sees it: sentences of words, each with its stem, how rare it is, and whether it is
 * denied. The answer, the question and every anchor are read the same way. Everything is in the arena. */

struct marker_word {
    const char *word, *stem; /* folded */
    struct lexicon_word meaning;
    double weight;     /* how much it tells, 0..1; nothing for words that only tie others together */
    unsigned sentence; /* which one it stands in */
    int next;          /* the next word with the same hash, -1 for none */
    bool tie, deny;    /* "the"; "not" */
    bool denied;       /* within the reach of a "not" */
    bool asked;        /* stands in the question too */
    bool number;       /* "12", "twelve" */
    bool in_cue;       /* part of a phrase of marker_cues */
};

struct marker_sentence {
    const char *text; /* a copy, letter for letter, trimmed */
    size_t from, n;   /* its words */
};

struct marker_text {
    struct marker_word *words;
    size_t n;
    struct marker_sentence *sentences;
    size_t sentences_n;
    size_t again; /* words of sentences that stood before, letter for letter: they are left out */
    int *heads;   /* by hash of the stem */
};

/* `asked`: the question, NULL for none. */
struct marker_text *marker_text_read(struct marker_vocabulary *vocabulary, struct arena *a, const char *text,
                                     const struct marker_text *asked);
/* The same for a text of the library's own, whose words are kept in the vocabulary. */
struct marker_text *marker_text_library(struct marker_vocabulary *vocabulary, struct arena *a,
                                        const char *text, const struct marker_text *asked);
/* The same for what a person typed: a slip counts as the word that was meant. */
struct marker_text *marker_text_typed(struct marker_vocabulary *vocabulary, struct arena *a, const char *text,
                                      const struct marker_text *asked);
/* What a word counts: 1, but a quarter where it is the question's too: everybody says those. */
double marker_text_counts(bool asked);
/* ... of what it tells: by the root of its weight, since that a word is rare says less about what matters in
 * one sentence than about what it means. 0 where it tells nothing. */
double marker_text_tells(const struct marker_word *word);
/* The first word with that stem at or after `from`, in the text's order; -1 if there is none. */
int marker_text_find(const struct marker_text *text, const char *stem, size_t stem_n, size_t from);
/* The next one after word i. */
int marker_text_again(const struct marker_text *text, int i);

#endif
