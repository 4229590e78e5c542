#ifndef BUILTIN_BUILTIN_WISH_TOPICS_H
#define BUILTIN_BUILTIN_WISH_TOPICS_H

#include "base/json.h"
#include "builtin/builtin_wish_words.h"
#include "library/library.h"

/* Which topics of a plan words speak of, and how sure that is. */

enum { BUILTIN_WISH_TOPICS = 12 }; /* of a plan at most */

struct builtin_wish_topics;

/* Topics that words may mean; more than one: they are asked about. */
struct builtin_wish_match {
    size_t topics[BUILTIN_WISH_TOPICS];
    size_t n;
    bool near; /* not all of the words are the topic's: it is no more than a guess */
};

/* Of a plan's topics: their names, and the words that the library knows for them. */
struct builtin_wish_topics *builtin_wish_topics_of(const struct library *library, struct arena *a,
                                                   const json *plan_topics);
size_t builtin_wish_topics_count(const struct builtin_wish_topics *topics);
/* How many words, from the i-th on, are the whole name of a topic, or of two or more words a phrase that the
 * library knows for it; 0: none. */
size_t builtin_wish_topics_whole(const struct builtin_wish_topics *topics,
                                 const struct builtin_wish_word *words, size_t n, size_t i,
                                 struct builtin_wish_match *out);
/* The topics that all of these words speak of, those with the most of them in their names; if there is none,
 * those whose names have some (near). */
struct builtin_wish_match builtin_wish_topics_find(const struct builtin_wish_topics *topics,
                                                   const struct builtin_wish_word *const *words, size_t n);
/* The library's topic for what is asked for in so many words: that of a topic's name, or of words that the
 * library knows for one; the role's family first, then the stories, then any. NULL: none. *named: the words
 * are its name. */
const struct library_topic *builtin_wish_topics_library(const struct library *library, struct arena *a,
                                                        const char *role, const char *object, bool *named);

#endif
