#ifndef BUILTIN_BUILTIN_CANDIDATES_H
#define BUILTIN_BUILTIN_CANDIDATES_H

#include "builtin/builtin_planning.h"

/* Fills the list of a plan in the making with the topics that may go into it, what matters most first: those
 * of the family, of every interview and of their own words, their weak areas pulled up and their strong ones
 * let rest. */
void builtin_candidates(struct builtin_planning *planning);

#endif
