#ifndef BASE_NUM_H
#define BASE_NUM_H

#include "base/err.h"
#include <stdint.h>

/* A whole number written in decimal digits with an optional leading '-', and nothing else, in [min, max];
 * else ERR_INPUT. */
MUST_USE enum err num_int(const char *text, int64_t min, int64_t max, int64_t *out);

/* A finite decimal number, '.' as the point whatever the locale, in [min, max]; else ERR_INPUT. */
MUST_USE enum err num_real(const char *text, double min, double max, double *out);

/* A hexadecimal digit's value, 0 to 15; -1 for any other character. */
int num_hex_digit(char c);

#endif
