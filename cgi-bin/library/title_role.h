#ifndef LIBRARY_TITLE_ROLE_H
#define LIBRARY_TITLE_ROLE_H

#include "library/stem.h"

/* How a role is read before it is held against titles. */

enum { TITLE_ROLE_LONGEST = 24 }; /* letters of a word in which slips are looked for */

/* What stands behind the last word that leads to the new job; all of it where there is none. */
const char *title_role_aim(const char *folded);
/* Leaves out "ex-teacher" and "former nurse", which is what they leave, if they say anything else. How many
 * words are left. */
size_t title_role_drop_left(struct stem_word *words, size_t n);
/* How many letters are wrong, missing, too many or swapped (F. Damerau 1964, each letter touched once). */
size_t title_role_slips(const char *left, size_t xn, const char *right, size_t yn);
/* A word in the singular, as far as its ending tells: "secretaries", "salesmen", "chefs". */
const char *title_role_singular(struct arena *a, const char *word);

#endif
