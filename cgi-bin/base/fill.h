#ifndef BASE_FILL_H
#define BASE_FILL_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

/* A text with holes, "{{minutes}} minutes a day", and what they are filled with. */
struct hole {
    const char *name; /* without its braces */
    const char *text;
};

/* The text with each hole filled, in the arena. A hole that nobody named stays as it stands. */
const char *fill_holes(struct arena *a, const char *text, const struct hole *holes, size_t n);
/* The name of the first hole at or behind *at, and *at moved behind it; NULL where there is none. */
const char *fill_next_hole(struct arena *a, const char **at);

#endif
