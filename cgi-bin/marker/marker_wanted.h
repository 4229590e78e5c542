#ifndef MARKER_MARKER_WANTED_H
#define MARKER_MARKER_WANTED_H

#include "library/examples.h"
#include "library/library.h"
#include "marker/marker_cues.h"
#include "marker/marker_words.h"

/* What an answer is held against: the texts of a question's anchors, each read, and each of their words
 * looked for in the answer once. */

enum { MARKER_ANCHORS = 6 };

/* How an anchor is looked for. */
enum marker_how {
    HOW_KNOWN,     /* the library knows how it is said */
    HOW_BARE,      /* by its own text and words */
    HOW_SITUATION, /* in a story, by what plays this part: where it was, why it mattered */
    HOW_TASK,      /* what was wanted */
    HOW_OWN,       /* what the person did */
    HOW_OUTCOME,   /* what came of it */
    HOW_LESSON,    /* what was learned */
    HOW_REASON,    /* why so */
    HOW_STORY,     /* anything else that a story is asked for */
    HOWS
};

/* An anchor as it is given, with what the library knows about it. */
struct marker_anchor {
    const char *key; /* never changes; its name where nothing else is given */
    const char *name, *text;
    const json *words;             /* words and phrases that show it; NULL for none */
    const struct example *example; /* how it is said; NULL for none */
};

/* The answer, read, and what is known about it. */
struct marker_answer {
    struct marker_vocabulary *vocabulary;
    const struct marker_cues *cues;
    struct arena *arena;
    const struct marker_text *question;
    struct marker_text *text;
    uint32_t *signs; /* the cues of each sentence */
    unsigned count[CUES];
    double *weight; /* of each sentence: what its telling words count, each once */
};

struct wanted_word {
    const struct marker_word *word;
    double weight;           /* what it counts, 0..1 */
    uint32_t anchors;        /* bit i: it stands in what shows anchor i */
    struct marker_hit *hits; /* where the answer says it, by sentence */
};

struct wanted_text {
    const struct marker_text *read;
    uint16_t *at;  /* which of the wanted words each of its words is; WANTED_NONE: tells nothing */
    double weight; /* what its words count, each once */
};

enum { WANTED_NONE = 0xFFFF, WANTED_RIGHT = 8, WANTED_WRONG = 4 };

struct wanted_anchor {
    const struct marker_anchor *given;
    struct wanted_text right[WANTED_RIGHT]; /* the anchor's own text where the library knows no others: who
                                               says it just so has read it, more often than not */
    struct wanted_text wrong[WANTED_WRONG];
    struct wanted_text text, name;
    size_t right_n, wrong_n;
    double *shown; /* by sentence: how far words that show it stand there */
    bool *pattern; /* by sentence: one of its patterns is met */
    enum marker_how how;
};

struct marker_wanted {
    struct wanted_word *words;
    size_t n;
    struct wanted_anchor anchors[MARKER_ANCHORS];
    size_t anchors_n;
};

/* From JSON [{name, anchor, words?}]; the first `most`. `question` is the library's question that they are
 * of, NULL for one that is not of the library. Returns how many. */
size_t marker_wanted_take(const json *list, const struct examples *examples, const struct question *question,
                          struct marker_anchor *out, size_t most);
/* The library's own. */
size_t marker_wanted_library(struct arena *a, const struct examples *examples,
                             const struct question *question, struct marker_anchor *out, size_t most);

/* Is it a part of a story as the library names them: "situation", "own"? */
bool marker_wanted_is_part(const char *name);

/* `story`: are parts of a story looked for? */
struct marker_wanted *marker_wanted_find(const struct marker_answer *answer,
                                         const struct marker_anchor *anchors, size_t n, bool story);

/* How much of a wanted text sentence `s` says, in what its words count: `denied` what of it is said to be not
 * so. */
struct wanted_said {
    double said, denied;
};
struct wanted_said marker_wanted_said(const struct marker_wanted *wanted, const struct wanted_text *text,
                                      size_t sentence);

#endif
