#ifndef BUILTIN_BUILTIN_ROLE_H
#define BUILTIN_BUILTIN_ROLE_H

#include "library/library.h"

/* -1 a first job ("graduate", "trainee"), 1 a senior one ("lead", "head", "sister"), else 0. */
int builtin_seniority(const struct library *library, struct arena *a, const char *role);

#endif
