#ifndef LIBRARY_PHRASES_H
#define LIBRARY_PHRASES_H

#include "base/arena.h"
#include "base/err.h"

/* What the built-in coach listens for: lists of phrases in prompts/library/hears/<file>.json, an object of
 * lists by name. An item is a phrase, or a phrase and a note on it: ["want to be", "noun"].
 *
 * THE table of them: id, file, name of the list. What a list is for stands in its file. */
/* clang-format off */
#define PHRASES(P) \
    P(CHAT_NOTHING, "chat", "nothing") \
    P(OWN_EMPTY, "own", "empty") \
    P(OWN_PLANNING, "own", "planning") \
    P(OWN_PLACE, "own", "place") \
    P(PLAN_JOINTS, "plan", "joints")
/* clang-format on */

enum phrase_list {
#define PHRASES_ID(id, file, name) HEAR_##id,
    PHRASES(PHRASES_ID)
#undef PHRASES_ID
        PHRASE_LISTS
};

struct phrases;

/* Reads every list of the table from a folder. ERR_CONFIG with *why for a file or list that is missing, empty
 * or of another shape, and for a list that the table does not have. */
MUST_USE enum err phrases_read(struct arena *a, const char *folder, struct phrases **out, const char **why);
/* A list's phrases in the file's order, NULL at its end. */
const char *const *phrases_list(const struct phrases *all, enum phrase_list which);
/* The note on each phrase, "" where there is none, NULL at its end. */
const char *const *phrases_notes(const struct phrases *all, enum phrase_list which);

#endif
