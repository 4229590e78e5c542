#ifndef LIBRARY_LIBRARY_TITLES_H
#define LIBRARY_LIBRARY_TITLES_H

#include "library/job_titles.h"
#include "library/lexicon.h"
#include "library/library.h"

/* The job titles of all families and those beside them, and which of them stand in what a person calls their
 * job. */
struct library_titles;

/* Of n families, which it borrows, as it does the words and the titles beside those of the families. */
struct library_titles *library_titles_index(struct arena *a, const struct library_family *families, size_t n,
                                            const struct lexicon *words, const struct job_titles *beside);

/* Where a title leads: library_title_of. A whole title beats one within the role, the longer one the shorter,
 * the same words others of the same stems; then what else of the family's stands in it; and where all that
 * stands in it is a rank ("care team leader"), the work it names. Of a title of a family's and one beside
 * them, equally long, the later counts, as English has it ("sports journalist"). "ex-teacher, wants to be a
 * UX researcher": what they are going for counts. A word that is none is read as the word of a title that it
 * can be a slip of ("acountant"). */
struct library_title library_titles_of(const struct library_titles *titles, struct arena *a,
                                       const char *title);

/* How many of a family's words stand in a text. */
size_t library_titles_words(const struct library_titles *titles, struct arena *a,
                            const struct library_family *family, const char *text);

/* Does a title end with this word, or with its singular? */
bool library_titles_end(const struct library_titles *titles, struct arena *a, const char *word);

#endif
