#ifndef BUILTIN_BUILTIN_TRIED_H
#define BUILTIN_BUILTIN_TRIED_H

#include "base/json.h"
#include "library/library.h"

/* One question of a session, with its tries taken together. */
struct tried {
    const char *question;
    const json *best; /* the attempt with the best score */
    int64_t first, last, tries;
    int64_t before; /* what it got in an earlier session; 0: it is new */
    bool late, hard;
};

/* A session that is looked back at. */
struct looking_back {
    const struct library *library;
    const struct sentences *says;
    struct arena *arena;
    const json *in;
    struct tried *tried;
    size_t n;
};

enum { TRIED_WEAK = 5, TRIED_STRONG = 8 }; /* a mark up to the one is weak, from the other on strong */

/* Takes the tries of an input's attempts together, in the order in which their questions came. */
struct looking_back builtin_tried_gather(const struct library *library, struct arena *a, const json *in);

int64_t builtin_tried_best(const struct tried *tried);
double builtin_tried_mean(const struct looking_back *back);
size_t builtin_tried_late(const struct looking_back *back); /* how many ran past the clock */
/* A question as it is spoken of: its first words, in quotation marks. */
const char *builtin_tried_quoted(struct arena *a, const char *question);
/* The names of at most two anchors that the best answer landed (or did not): "“Delegate” and “Danger to
 * life”". *n: how many they are. NULL: none. */
const char *builtin_tried_named(const struct looking_back *back, const struct tried *tried, bool landed,
                                size_t *n);
/* A mean mark as it is told: "8", "7.5". */
const char *builtin_tried_mark(struct arena *a, double mark);
/* "No", "One" ... "Ten", and from then on in digits. */
const char *builtin_tried_count(const struct looking_back *back, size_t n);

#endif
