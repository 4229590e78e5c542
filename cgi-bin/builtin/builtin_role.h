#ifndef BUILTIN_BUILTIN_ROLE_H
#define BUILTIN_BUILTIN_ROLE_H

#include "library/library.h"

/* -1 a first job ("graduate", "trainee"), 1 a senior one ("lead", "head", "sister"), else 0. */
int builtin_seniority(const struct library *library, struct arena *a, const char *role);
/* The names of families to choose from: "Sales, Data or Design"; at least one. */
const char *builtin_role_families(const struct sentences *says, struct arena *a,
                                  const struct library_family *const *families, size_t n);

#endif
