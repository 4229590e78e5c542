#ifndef ADMIN_LIBRARY_LINT_H
#define ADMIN_LIBRARY_LINT_H

#include "base/arena.h"
#include <stdio.h>

/* `greenroom-admin library check`: reads the library of a folder and looks for faults. Prints a line a family
 * (topics, questions by difficulty, titles, reading level) and a line a fault, "FAULT <file>, <item>: what is
 * wrong; what to do", and returns how many faults there are. A fault is:
 *
 * - whatever library_read refuses (words too many, anchors, kinds, times, prescriptions, keys, a part that is
 *   missing); it stops at the first of these, and nothing else is looked at;
 * - fewer than 12 families, 60 topics or 600 questions; a topic with fewer than 8 questions, or fewer than
 *   two of a difficulty; a family whose questions are of fewer than three kinds;
 * - a question that has nearly the words of another, here or in any family; the anchors of one question taken
 *   over for another, whole or one by one; an anchor's name twice in a question;
 * - hard questions of a topic that get less time than its easy ones; a session whose time for a question is
 *   not about what its questions want;
 * - a text that reads harder, or has more rare words, than its sort may (library_lint_measure.h);
 * - in anchors/, a question or an anchor that the library does not have, or one of the library's that is
 *   missing there; but for stories, an anchor without 3 to 6 right and 2 to 3 wrong sentences of 4 to 24
 * words; a sentence that stands twice; a `next` that is missing or has more than 20 words; a pattern that is
 * none; an unknown part of a story; a story with fewer than 20 words in `about`; a key that stands twice
 * where anchors/ must tell by it, of a question in its family or of an anchor in its question;
 * - a plan that does not go from the first topics to the senior ones, gets easier as the weeks go, or ends
 *   without a mock interview (library_lint_plans.c); a job title that does not lead to its family alone, or
 * to the two that it stands in. */
size_t library_lint_check(struct arena *a, const char *folder, FILE *out);

#endif
