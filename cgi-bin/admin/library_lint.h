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
 * - a plan that does not go from the first topics to the senior ones, gets easier as the weeks go, or ends
 *   without a mock interview (library_lint_plans.c); a job title that does not lead to its family alone, or
 * to the two that it stands in. */
size_t library_lint_check(struct arena *a, const char *folder, FILE *out);

#endif
