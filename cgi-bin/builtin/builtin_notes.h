#ifndef BUILTIN_BUILTIN_NOTES_H
#define BUILTIN_BUILTIN_NOTES_H

#include "builtin/builtin_tried.h"

/* The progress notes of a topic after a session, in at most 120 words: a line on each question, the weakest
 * first, and what the notes said of other questions as far as there is room. What the user corrected stands
 * beside these notes. */
const char *builtin_notes(const struct looking_back *back);

/* What is still missing in a question's best answer, as a sentence of the focus; `score` is its best. */
const char *builtin_notes_focus(const struct looking_back *back, const struct tried *tried);

#endif
