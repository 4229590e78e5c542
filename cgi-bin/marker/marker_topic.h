#ifndef MARKER_MARKER_TOPIC_H
#define MARKER_MARKER_TOPIC_H

#include "library/examples.h"
#include "library/library.h"
#include "marker/marker_text.h"

/* Which of the library's questions an answer sounds like an answer to: by the words that it shares with each
 * question, its anchors, how they are said and what good answers mention, weighed by how few questions have
 * them (tf-idf and cosine; Salton and Buckley 1988). */
struct marker_topic;

/* Made once; the library must live on. */
struct marker_topic *marker_topic_index(struct arena *a, const struct library *library,
                                        const struct examples *examples,
                                        struct marker_vocabulary *vocabulary);

struct marker_place {
    double own;                     /* 0..1: close to the question that was asked */
    double best;                    /* 0..1: to the closest other question of the library */
    const struct question *closest; /* that other one; NULL for an empty library */
};

/* `key`: the question that was asked, as the library has it. For a question that is not of the library `own`
 * is 0. */
struct marker_place marker_topic_place(const struct marker_topic *topic, struct arena *a,
                                       const struct marker_text *answer, const char *key);

#endif
