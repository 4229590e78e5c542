#ifndef LIBRARY_PRESCRIPTION_H
#define LIBRARY_PRESCRIPTION_H

#include "base/arena.h"
#include "base/err.h"
#include "store/question.h"

/* A session's shape. At most 8 blocks. */
enum { PRESCRIPTION_BLOCKS = 8, PRESCRIPTION_TEXT = 200 };

struct prescription_block {
    int count;   /* 1..20 questions */
    int seconds; /* 30 .. 3600 each */
    enum difficulty level;
    int pause; /* 0 .. 600 seconds between them */
};

struct prescription {
    struct prescription_block blocks[PRESCRIPTION_BLOCKS];
    int blocks_n;
};

/* ERR_INPUT with *why = "<text>: at <place>, expected <what>" (place: bytes from 0 in the text as typed), or
 * that it is longer than PRESCRIPTION_TEXT, as typed or in the canonical notation: so that one can always be
 * read again. */
MUST_USE enum err prescription_parse(struct arena *a, const char *text, struct prescription *out,
                                     const char **why);
/* The canonical notation: "3 x 4min @ hard / 60s, 3 x 2min @ easy". */
char *prescription_text(struct arena *a, const struct prescription *prescription);
int prescription_questions(const struct prescription *prescription);
int prescription_seconds(const struct prescription *prescription); /* answers and pauses */
/* The i-th question's block (0 based), or NULL. */
const struct prescription_block *prescription_of(const struct prescription *prescription, int i);
/* A shape of about `seconds` of a difficulty for questions of `each` seconds. */
struct prescription prescription_make(int seconds, int each, enum difficulty difficulty);

#endif
