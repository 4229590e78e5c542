#ifndef BUILTIN_BUILTIN_WISH_ITEMS_H
#define BUILTIN_BUILTIN_WISH_ITEMS_H

#include "builtin/builtin_wish_topics.h"
#include "nlu/nlu.h"

/* A sentence of a wish as a row of items: what is asked for, of what, how long. What says nothing is left
 * out. */

/* What is asked for. Those from BUILTIN_OP_TAKE on say it only together with others ("take ... out"). */
enum builtin_op {
    BUILTIN_OP_NONE,
    BUILTIN_OP_MORE,
    BUILTIN_OP_LESS,
    BUILTIN_OP_DROP,
    BUILTIN_OP_ADD,
    BUILTIN_OP_WANT, /* to take in what isn't there */
    BUILTIN_OP_KEEP,
    BUILTIN_OP_HARDER,
    BUILTIN_OP_EASIER,
    BUILTIN_OP_FIRST,
    BUILTIN_OP_LAST,
    BUILTIN_OP_PLACE,
    BUILTIN_OP_BEFORE,
    BUILTIN_OP_AFTER,
    BUILTIN_OP_HALF,
    BUILTIN_OP_DOUBLE,
    BUILTIN_OP_EVENLY,
    BUILTIN_OP_MINUTES,
    BUILTIN_OP_SWAP,
    BUILTIN_OP_INSTEAD,
    BUILTIN_OP_COST, /* what gives its time */
    BUILTIN_OP_TAKE,
    BUILTIN_OP_MOVE,
    BUILTIN_OP_GIVE,
    BUILTIN_OP_PUT,
    BUILTIN_OP_MAKE,
    BUILTIN_OP_CUT,
    BUILTIN_OP_OUT,
    BUILTIN_OP_IN,
    BUILTIN_OP_UP,
    BUILTIN_OP_DOWN
};

enum builtin_item_kind {
    BUILTIN_ITEM_NOTHING, /* words that say nothing */
    BUILTIN_ITEM_OP,
    BUILTIN_ITEM_TOPIC, /* of the plan */
    BUILTIN_ITEM_OTHER, /* something that isn't, or that nobody knows */
    BUILTIN_ITEM_ALL,
    BUILTIN_ITEM_REST,
    BUILTIN_ITEM_THOSE,
    BUILTIN_ITEM_EXCEPT,
    BUILTIN_ITEM_ONLY,
    BUILTIN_ITEM_NOT,
    BUILTIN_ITEM_AMOUNT,
    BUILTIN_ITEM_NUMBER,
    BUILTIN_ITEM_BY,
    BUILTIN_ITEM_TO,
    BUILTIN_ITEM_FROM,
    BUILTIN_ITEM_AND,
    BUILTIN_ITEM_OR,
    BUILTIN_ITEM_PART,
    BUILTIN_ITEM_REASON,
    BUILTIN_ITEM_IF,
    BUILTIN_ITEM_DOUBT,
    BUILTIN_ITEM_PAST,
    BUILTIN_ITEM_SAID,
    BUILTIN_ITEM_WHILE,
    BUILTIN_ITEM_LASTING,
    BUILTIN_ITEM_RATE,
    BUILTIN_ITEM_EVERY_DAY,
    BUILTIN_ITEM_DAY,
    BUILTIN_ITEM_HOURS,
    BUILTIN_ITEM_SPAN,
    BUILTIN_ITEM_DATE,
    BUILTIN_ITEM_ROLE,
    BUILTIN_ITEM_THANKS,
    BUILTIN_ITEM_AS_IT_IS,
    BUILTIN_ITEM_DISLIKE,
    BUILTIN_ITEM_FEELS,
    BUILTIN_ITEM_WRONG,
    BUILTIN_ITEM_SUBJECT,
    BUILTIN_ITEM_NAMES, /* says that others ask for what is named behind it */
    BUILTIN_ITEM_WISHING,
    BUILTIN_ITEM_LIGHT,
    BUILTIN_ITEM_KINDS
};

struct builtin_item {
    enum builtin_item_kind kind;
    enum builtin_op op;
    bool passive; /* an operation behind what it is about: "removed" */
    struct builtin_wish_match match;
    int number;           /* minutes of an amount, or a number */
    int sign;             /* of an amount: 1 so many more, -1 fewer, 0 neither is said */
    const char *at, *end; /* in the folded sentence */
    bool pronoun;         /* a subject that stands for what was named */
    bool every;           /* all of the topics that match are meant */
    bool parted;          /* punctuation stands before it */
    bool quoted;
};

/* The items of the sentence that is taken up. */
struct builtin_item *builtin_wish_items(const struct nlu *heard, const struct builtin_wish_topics *topics,
                                        size_t *n);
/* Is it something that can be asked for? */
bool builtin_wish_items_named(const struct builtin_item *item);

#endif
