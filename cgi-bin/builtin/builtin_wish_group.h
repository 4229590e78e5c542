#ifndef BUILTIN_BUILTIN_WISH_GROUP_H
#define BUILTIN_BUILTIN_WISH_GROUP_H

#include "builtin/builtin_wish_items.h"

/* A sentence's items put together: which operation is asked for of what. */

enum { BUILTIN_GROUP_OPERANDS = 16, BUILTIN_GROUPS = 16 };

/* What an operand is in its group. */
enum builtin_role {
    BUILTIN_ROLE_PLAIN,
    BUILTIN_ROLE_FROM,
    BUILTIN_ROLE_TO,
    BUILTIN_ROLE_BY,
    BUILTIN_ROLE_LEFT
};

struct builtin_operand {
    struct builtin_item item;
    enum builtin_role role;
    bool kept;   /* behind "except" */
    bool joined; /* "and" or a comma stands before it */
};

struct builtin_group {
    enum builtin_op op;
    bool denied, only, exclusive, all_but, open_which, rate, while_only, of_a_day, unsure;
    bool telling; /* it tells of something more than it asks */
    bool pronoun; /* "they", "it" before its verb stand for what was named */
    struct builtin_operand operands[BUILTIN_GROUP_OPERANDS];
    size_t n;
    const struct builtin_item *amount;
    enum builtin_role amount_role; /* TO: so many; BY: by so many; FROM: so many from */
    int number;                    /* one without a unit; 0: none */
    const char *at, *end;          /* the clause */
};

/* What is left besides groups. */
struct builtin_groups {
    struct builtin_group list[BUILTIN_GROUPS];
    size_t n;
    const char *facts;              /* what was said of days, dates and the role; "": nothing */
    const struct builtin_item *day; /* an amount without a topic */
    enum builtin_op day_op;         /* and what was asked for with it */
    bool day_denied, left_days;
    bool day_every;     /* "a day" stands with it */
    bool some_days;     /* days are named that aren't all from Monday to Friday */
    bool judged_amount; /* one that is too much */
    bool facts_told;    /* they only tell of it */
    bool facts_telling; /* and nothing of it has to be understood */
    bool while_only, thanks, as_it_is, dislike, feels, hypothetical, said, context, role;
    struct builtin_item mentioned[BUILTIN_GROUP_OPERANDS]; /* topics named where nothing is asked for */
    const char *mentioned_in[BUILTIN_GROUP_OPERANDS];      /* and in which clause */
    size_t mentioned_n;
    const struct builtin_item *asked_for; /* that others ask for, and the plan may not have; NULL: nothing */
    struct builtin_item lost;             /* words that nothing is asked for of */
    bool has_lost;
};

/* The words of a sentence without the reason at its end: "…, because the manager is off sick". */
const char *builtin_wish_group_unreasoned(const struct nlu *heard, const struct builtin_item *items,
                                          size_t n);
/* Of a sentence. */
void builtin_wish_group(const struct nlu *heard, const struct builtin_item *items, size_t n,
                        struct builtin_groups *out);

#endif
