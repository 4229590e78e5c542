#ifndef BUILTIN_BUILTIN_OWN_H
#define BUILTIN_BUILTIN_OWN_H

#include "library/library.h"

/* A topic of their own words: its name, three words at most with a capital, and its description. */
const char *builtin_own_name(const struct library *library, struct arena *a, const char *area);
const char *builtin_own_description(const struct library *library, struct arena *a, const char *area);
/* Two words or three of theirs on what the work is about ("hives and honey"), for a role that the library
 * does not know; NULL if they said too little. */
const char *builtin_own_words(const struct library *library, struct arena *a, const char *role,
                              const char *context);

#endif
