#ifndef BUILTIN_BUILTIN_WISH_SETTLE_H
#define BUILTIN_BUILTIN_WISH_SETTLE_H

#include "builtin/builtin_wish_state.h"

/* When all sentences of a wish were heard: what contradicts itself or goes too far is asked about, and so is
 * a wish that nothing was understood of. */
void builtin_wish_settle(struct builtin_wish_resolve *resolve, const char *text);

#endif
