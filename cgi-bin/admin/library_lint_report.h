#ifndef ADMIN_LIBRARY_LINT_REPORT_H
#define ADMIN_LIBRARY_LINT_REPORT_H

#include "admin/library_lint_measure.h"
#include "builtin/builtin.h"
#include <stdio.h>

/* A library being looked at, and how a fault is told. */
struct library_lint {
    const struct library *library;
    const struct builtin *coach; /* whose plans are looked at */
    const struct lexicon *lexicon;
    struct arena *arena;
    FILE *out;
    size_t faults, topics, questions;
    struct library_lint_asked *asked; /* the questions seen so far */
};

/* A fault of "nursing/patient-safety/falls-case": the file is named by what stands before the first slash. */
void library_lint_report_fault(struct library_lint *lint, const char *place, const char *what, ...)
    __attribute__((format(printf, 3, 4)));

/* A fault of prompts/library/anchors/: `question` "nursing/falls-case", `anchor` its key or "". */
void library_lint_report_anchor(struct library_lint *lint, const char *question, const char *anchor,
                                const char *what, ...) __attribute__((format(printf, 4, 5)));

#endif
