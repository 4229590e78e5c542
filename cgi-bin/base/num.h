#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "base/arena.h"
#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

/* A whole number written in decimal digits with an optional leading '-', and nothing else, in [min, max];
 * else ERR_INPUT. */
MUST_USE enum err num_int(const char *text, int64_t min, int64_t max, int64_t *out);

/* A finite decimal number, '.' as the point whatever the locale, in [min, max]; else ERR_INPUT. */
MUST_USE enum err num_real(const char *text, double min, double max, double *out);

/* A hexadecimal digit's value, 0 to 15; -1 for any other character. */
int num_hex_digit(char letter);
/* A number as a person reads it: "1200"; with one decimal: "7.5". In the arena. */
const char *num_text(struct arena *a, int64_t value);
const char *num_decimal(struct arena *a, double value);

/* The smaller and the larger of two sizes. */
static inline size_t num_min(size_t one, size_t other)
{
    return one < other ? one : other;
}

static inline size_t num_max(size_t one, size_t other)
{
    return one > other ? one : other;
}

/* The part of a whole, 0 where there is no whole to divide. */
static inline double num_share(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

/* The number nearest to a value within [low, high], where low <= high. */
static inline int64_t num_clamp(int64_t value, int64_t low, int64_t high)
{
    if (value < low)
        return low;
    if (value > high)
        return high;
    return value;
}

#endif
