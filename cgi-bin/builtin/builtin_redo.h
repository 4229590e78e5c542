#ifndef BUILTIN_BUILTIN_REDO_H
#define BUILTIN_BUILTIN_REDO_H

#include "base/json.h"
#include "library/library.h"

/* Which questions are asked again in generate_questions, why, and what is said about it. */
struct builtin_redo {
    const json *asked;  /* the question as it stands in the input */
    const char *reason; /* weak_answer, incomplete, time_pressure, high_value */
    const char *why;    /* true of the last answer, for the user */
    double recall;
};

/* Those that are to come back today, weak ones ahead, then the one most forgotten; returns how many. */
size_t builtin_redo_due(const struct library *library, struct arena *a, const json *in,
                        struct builtin_redo **out);
void builtin_redo_add(const struct library *library, struct arena *a, const struct builtin_redo *redo,
                      json *out);
/* Until `least` stand in out: what was asked longest ago, due or not. */
void builtin_redo_fill(const struct library *library, struct arena *a, const json *in, size_t least,
                       json *out);

#endif
