#ifndef COACH_CURATOR_INNER_H
#define COACH_CURATOR_INNER_H

#include "coach/curator_measure.h"
#include "coach/library.h"
#include <stdio.h>

/* What curator.c and curator_plans.c share. */
struct curator {
    const struct library *library;
    const struct lexicon *lexicon;
    struct arena *arena;
    FILE *out;
    size_t faults, topics, questions;
    struct curator_asked *asked; /* the questions seen so far */
};

/* A fault of "nursing/patient-safety/falls-case": the file is named by what stands before the first slash. */
void curator_fault(struct curator *c, const char *place, const char *what, ...)
    __attribute__((format(printf, 3, 4)));

/* Does every title lead to its family? Does every plan go from easier to harder, with a mock interview at the
 * end? */
void curator_check_titles(struct curator *c, const struct library_family *f);
void curator_check_plans(struct curator *c, const struct library_family *f);

#endif
