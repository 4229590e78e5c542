#ifndef COACH_CURATOR_H
#define COACH_CURATOR_H

#include "coach/library.h"
#include <stdio.h>

/* `greenroom-admin library check`, beyond the limits that library_read holds each file to: prints a line a
 * family (topics, questions by difficulty, kinds, reading level) and a line a fault, and returns how many
 * faults there are. A fault is: fewer than 12 families, 60 topics or 600 questions; a topic with fewer than 8
 * questions; a family whose questions are of fewer than three kinds; a question that has nearly the words of
 * another; an anchor's name twice in a question; a question, or what good answers mention, that reads harder
 * than it should. */
size_t curator_check(const struct library *l, struct arena *a, FILE *out);

#endif
