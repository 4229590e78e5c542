#ifndef LIBRARY_EXAMPLES_H
#define LIBRARY_EXAMPLES_H

#include "base/arena.h"
#include "base/err.h"

/* How the point of an anchor is said: prompts/library/anchors/, a file a family. Read once per process that
 * marks. */
struct example {
    const char *key;      /* the anchor's */
    const char **right;   /* sentences that each make the point */
    const char **wrong;   /* the usual mistakes about it, as said in earnest */
    const char **pattern; /* see marker/marker_pattern.h */
    size_t right_n, wrong_n, pattern_n;
    const char *part; /* of a story's anchor: "situation", "task", "own", "outcome", "lesson", "reason"; ""
                         for none */
    const char *next; /* what to do to land it in the next try; "" for none */
};

/* What is known of a question beyond its text. */
struct question_examples {
    const char *key; /* without family and topic */
    struct example *list;
    size_t n;
    const char **about; /* of a story: words of which a true one has two at least */
    size_t about_n;
};

struct examples;

/* ERR_CONFIG with *why naming file, question and anchor where something has not this shape. */
MUST_USE enum err examples_read(struct arena *a, const char *folder, struct examples **out, const char **why);

/* The i-th file's: its family, and how many questions in *n. NULL behind the last one. */
const struct question_examples *examples_family(const struct examples *examples, size_t i,
                                                const char **family, size_t *n);
/* Of a question by its whole key ("software/coding/two-sum-pairs"). NULL if the library has none; no examples
 * have none. */
const struct question_examples *examples_question(const struct examples *examples, const char *question);
/* The same for an anchor of it by its key. */
const struct example *examples_find(const struct examples *examples, const char *question,
                                    const char *anchor);

#endif
