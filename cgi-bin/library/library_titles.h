#ifndef LIBRARY_LIBRARY_TITLES_H
#define LIBRARY_LIBRARY_TITLES_H

#include "library/lexicon.h"
#include "library/library.h"

/* The job titles of all families, and which of them stand in what a person calls their job. */
struct library_titles;

/* Of n families, which it borrows, as it does the words. */
struct library_titles *library_titles_index(struct arena *a, const struct library_family *families, size_t n,
                                            const struct lexicon *words);

/* The two families whose titles stand best in a role, the best first; NULL for none. A whole title beats one
 * within the role, the longer one the shorter, the same words others of the same stems; then what else of the
 * family's stands in it; and where all that stands in it is a rank ("care team leader"), the work it names.
 * "ex-teacher, wants to be a UX researcher": what they are going for counts. A word that is none is read as
 * the word of a title that it can be a slip of ("acountant"). */
struct library_titled {
    const struct library_family *family;
    size_t score;
};
void library_titles_find(const struct library_titles *titles, struct arena *a, const char *role,
                         struct library_titled best[2]);

/* How many of a family's words stand in a text. */
size_t library_titles_words(struct arena *a, const struct library_family *family, const char *text);

#endif
