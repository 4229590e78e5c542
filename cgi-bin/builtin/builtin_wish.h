#ifndef BUILTIN_BUILTIN_WISH_H
#define BUILTIN_BUILTIN_WISH_H

#include "builtin/builtin_words.h"
#include "library/library.h"
#include "nlu/nlu.h"

/* What a clause that asks for a change to a plan says: what it asks for, of which topic, and how long. */

/* What a clause asks for. One without a verb of its own ("drop coding and testing") asks for the same as the
 * one before. */
enum builtin_wish {
    WISH_NONE,
    WISH_DROP,
    WISH_LESS,
    WISH_MORE,
    WISH_ADD,
    WISH_FRONT,
    WISH_LAST,
    WISH_EASIER,
    WISH_HARDER,
    WISH_SHORTER,
    WISH_LONGER,
    WISH_HALF,
    WISH_DOUBLE
};

/* What the clause that is heard asks for: the first pattern of the table that stands in it. WISH_NONE:
 * nothing. */
enum builtin_wish builtin_wish_of(const struct nlu *heard);

/* Clauses, with ';' between them: "less coding, more leadership and drop testing" are three. */
const char *builtin_wish_clauses(const struct library *library, struct arena *a, const char *text);
/* "add salary negotiation please": what to add, without the words at both ends that say nothing of it. */
const char *builtin_wish_object(const struct nlu *heard);
/* "swap coding for leadership", "leadership instead of coding": the clause in two. false: it is no swap. */
bool builtin_wish_in_two(const struct nlu *heard, const char **goes, const char **comes);

/* Does a clause speak of this topic: by its name, a word of its name, or a word the library knows for it? */
bool builtin_wish_speaks_of(const struct library *library, struct arena *a,
                            const struct builtin_sentence *sentence, const json *topic);
/* The library's topic for an object: the role's family first, then the stories, then any. NULL: none. */
const struct library_topic *builtin_wish_topic(const struct library *library, struct arena *a,
                                               const char *role, const char *object);

/* The minutes that a clause names; 0: none. */
int builtin_wish_minutes(const struct library *library, struct arena *a,
                         const struct builtin_sentence *sentence);
/* How many weeks a clause gives the plan, by their number or a date; 0: it says nothing of it. */
int builtin_wish_weeks(const struct nlu *heard);

#endif
