#ifndef BUILTIN_BUILTIN_WISH_STATE_H
#define BUILTIN_BUILTIN_WISH_STATE_H

#include "builtin/builtin_operation.h"
#include "builtin/builtin_wish_group.h"

/* A wish being made operations, and what was heard of it so far. */
struct builtin_wish_resolve {
    struct builtin_wish *wish;
    const struct builtin_wish_topics *topics;
    const char *sentence;
    const struct builtin_groups *groups;
    size_t last[BUILTIN_WISH_TOPICS]; /* topics named last: "them" */
    size_t last_n;
    size_t named[BUILTIN_WISH_TOPICS]; /* all that were named: what isn't is "the rest" */
    size_t named_n;
    const struct builtin_item *amount;    /* that was taken from one, for another */
    const struct builtin_item *asked_for; /* named last, and not in the plan; NULL: a topic was, or nothing */
    const char *asked_for_words;
    bool acted; /* the sentence before asked for something of those named last, and no more */
    bool keeps, plain, broad, judged, felt;
    const char *how_long; /* a longer or shorter day, and not how long; NULL: no */
    bool evenly[BUILTIN_WISH_TOPICS];
    const char *lost; /* words that nothing was asked for of; NULL: none */
    struct arena *arena;
    const struct nlu *heard;
    const char *clause;
};

/* A question back about the clause. */
void builtin_wish_state_ask(struct builtin_wish_resolve *resolve, enum sentence which, const char *topic);
void builtin_wish_state_operate(struct builtin_wish_resolve *resolve, enum builtin_op op, size_t topic,
                                int to);
/* A new topic by their words; minutes 0: a fair share. */
void builtin_wish_state_add(struct builtin_wish_resolve *resolve, const char *words, int minutes);
void builtin_wish_state_place(struct builtin_wish_resolve *resolve, size_t topic, size_t place);
int builtin_wish_state_minutes(const struct builtin_wish_resolve *resolve, size_t topic);
/* A question back, once. */
void builtin_wish_state_question(struct builtin_wish *wish, enum sentence which, const struct hole *holes,
                                 size_t n);

/* A topic's name as it stands in a sentence: "coding aloud", but "SQL queries". */
const char *builtin_wish_state_name(const struct builtin_wish *wish, size_t topic);

#endif
