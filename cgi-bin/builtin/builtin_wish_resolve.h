#ifndef BUILTIN_BUILTIN_WISH_RESOLVE_H
#define BUILTIN_BUILTIN_WISH_RESOLVE_H

#include "builtin/builtin_wish_state.h"

/* What a sentence asks for, made operations on topics of the plan. */

void builtin_wish_resolve(struct builtin_wish_resolve *resolve, const struct nlu *heard,
                          const struct builtin_groups *groups);
void builtin_wish_resolve_mention(struct builtin_wish_resolve *resolve, const struct builtin_item *item);

#endif
