#ifndef BUILTIN_BUILTIN_EDIT_H
#define BUILTIN_BUILTIN_EDIT_H

#include "builtin/builtin_operation.h"

/* A plan changed as a wish asks, each difference with its reason: what was asked for names the words that
 * asked; what follows, so that the day stays as long as it was, says so. What can't be done is asked back, in
 * the wish. */
struct builtin_edit {
    json *topics;  /* as they are then, in their order */
    json *reasons; /* {topic, what, reason} */
};

/* Does what the wish asks for; what can't be done is asked back in it. */
struct builtin_edit builtin_edit_apply(struct builtin_wish *wish);
/* The minutes of all. */
int builtin_edit_total(const json *topics);

#endif
