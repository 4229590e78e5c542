#ifndef NLU_NLU_CORE_H
#define NLU_NLU_CORE_H

#include "nlu/nlu_reading.h"

/* What clauses say of areas: cores, such as "bad at" or "scares me". */

enum nlu_core_kind {
    LEADS,     /* the area follows */
    ALONE,     /* only in a clause that something else is said to be: "where I freeze" */
    TAILS,     /* the area comes before */
    IS_TAILS,  /* ... and a form of "to be" between */
    WITH_VERB, /* the area begins with the last of the core's words: "can't write reports" */
    FRONTED,   /* the area comes before, and the writer between: "tills I can" */
    HEADS_ONLY /* the area follows, at the head of a clause only */
};

struct nlu_core {
    enum phrase_list words[3];
    size_t n; /* of them */
    enum nlu_core_kind kind;
    enum nlu_meaning plain, denied; /* what it means, and where it is denied */
};

/* The longest core that begins at a token, of those that need a clause around them (`alone`) or of the
 * others; NULL: none. *length: its tokens. */
const struct nlu_core *nlu_core_of(const struct nlu_reading *reading, size_t at, size_t *length, bool alone);

#endif
