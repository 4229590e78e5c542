#ifndef BUILTIN_BUILTIN_WISH_NEW_H
#define BUILTIN_BUILTIN_WISH_NEW_H

#include "library/library.h"

/* The topic for what isn't in the plan: the library's, by the words that they gave it where those are only
 * among the words that it knows for it; else one of their own words. false: they say too little. */
bool builtin_wish_new_topic(const struct library *library, struct arena *a, const char *role,
                            const char *words, struct library_topic *made);

#endif
