#ifndef COACH_MEMORY_H
#define COACH_MEMORY_H

#include "store/question.h"

/* FSRS-6 (J. Ye et al., open-spaced-repetition's "The Algorithm", version 6), default weights, desired
 * retention 0.9, no fuzz, empty step lists: every review gives an interval of whole days; days are the user's
 * local days. */
enum memory_rating { MEMORY_AGAIN = 1, MEMORY_HARD, MEMORY_GOOD, MEMORY_EASY };

/* A 1..10 mark as a rating: 1-3 again, 4-5 hard, 6-8 good, 9-10 easy. */
enum memory_rating memory_rating(int score);
/* The state after a review on `day`; horizon: the interview's day, which caps the interval (FACTS_NO_DATE:
 * none). */
struct memory memory_review(struct memory before, enum memory_rating rating, clock_day day,
                            clock_day horizon);
/* Chance of still knowing it on `day`, 0..1; 0 for a new one. */
double memory_recall(const struct memory *memory, clock_day day);
/* Days until recall falls to 0.9: at least 1, at most 36500. */
int memory_interval(double stability);

#endif
