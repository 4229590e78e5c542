#ifndef BASE_ID_H
#define BASE_ID_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

/* The id of a user, a row or a form: a random UUID (version 4), as 16 bytes in network order. All zero: none.
 */
struct id {
    uint8_t b[16];
};

/* A new random id. ERR_CRYPTO if the system's random source fails; then *out is zero and must not be used. */
MUST_USE enum err id_new(struct id *out);

/* Reads the 36-character form, any case; anything else is ERR_INPUT. */
MUST_USE enum err id_parse(const char *text, struct id *out);

/* The 36-character lower-case form. */
char *id_text(struct arena *a, struct id id);
void id_write(struct id id, char out[37]);

/* The same id; the nil id. */
bool id_equal(struct id id, struct id other);
bool id_none(struct id id);

#endif
