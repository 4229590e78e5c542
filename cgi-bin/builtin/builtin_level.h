#ifndef BUILTIN_BUILTIN_LEVEL_H
#define BUILTIN_BUILTIN_LEVEL_H

#include "base/json.h"
#include "library/library.h"

/* At which level questions are asked, by the last marks of those that were. It follows the user: a level up
 * when two answers at least held at the one below, one down when they did not. Whoever goes for a senior
 * post, or has a week left, begins in the middle, but not where they feel weak. `in` is what the mode
 * generate_questions is asked with. */
enum difficulty builtin_level_suited(const struct library *library, struct arena *a, const json *in);
/* May they be tried a step higher, by the answers at this level? */
bool builtin_level_stretches(const json *asked, enum difficulty level);

#endif
