#ifndef BUILTIN_BUILTIN_WISH_RESOLVE_H
#define BUILTIN_BUILTIN_WISH_RESOLVE_H

#include "builtin/builtin_wish.h"
#include "builtin/builtin_wish_group.h"

/* What a sentence asks for, made operations on topics of the plan. */
struct builtin_wish_resolve {
    struct builtin_wish *wish;
    const struct builtin_wish_topics *topics;
    const char *sentence;
    const struct builtin_groups *groups;
    size_t last[BUILTIN_WISH_TOPICS]; /* topics named last: "them" */
    size_t last_n;
    size_t named[BUILTIN_WISH_TOPICS]; /* all that were named: what isn't is "the rest" */
    size_t named_n;
    const struct builtin_item *amount; /* that was taken from one, for another */
    bool keeps, plain, broad, judged, felt;
    const char *how_long; /* a longer or shorter day, and not how long; NULL: no */
    bool evenly[BUILTIN_WISH_TOPICS];
    const char *lost; /* words that nothing was asked for of; NULL: none */
    struct arena *arena;
    const struct nlu *heard;
    const char *clause;
};

void builtin_wish_resolve(struct builtin_wish_resolve *resolve, const struct nlu *heard,
                          const struct builtin_groups *groups);
void builtin_wish_resolve_mention(struct builtin_wish_resolve *resolve, const struct builtin_item *item);
/* When all sentences were heard: what contradicts itself or goes too far is asked about. */
void builtin_wish_resolve_end(struct builtin_wish_resolve *resolve, const char *text);
/* A question back, once. */
void builtin_wish_ask(struct builtin_wish *wish, enum sentence which, const struct hole *holes, size_t n);

#endif
