#ifndef STORE_DIFFICULTY_H
#define STORE_DIFFICULTY_H

#include <stdbool.h>

/* How hard a question is; MIXED only in a prescription. */
enum difficulty { EASY, MEDIUM, HARD, MIXED };

/* "easy" ... */
extern const char *const difficulty_names[];
const char *difficulty_name(enum difficulty difficulty);
bool difficulty_parse(const char *name, enum difficulty *out);

#endif
