#ifndef BUILTIN_BUILTIN_WISH_SWAP_H
#define BUILTIN_BUILTIN_WISH_SWAP_H

#include "builtin/builtin_wish_mean.h"

/* What has two sides: one topic for another, instead of another, before or behind another. */
void builtin_wish_swap(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                       const struct builtin_meant *meant);

#endif
