#ifndef BUILTIN_BUILTIN_OPERATION_H
#define BUILTIN_BUILTIN_OPERATION_H

#include "builtin/builtin_wish_items.h"

/* What a wish for a plan asks for, as it was understood. */

enum { BUILTIN_WISH_OPERATIONS = 32, BUILTIN_WISH_ASKED = 4, BUILTIN_WISH_NEW = 999 };

/* One operation: MORE, LESS, DROP, ADD, MINUTES, PLACE, HARDER or EASIER. */
struct builtin_operation {
    enum builtin_op op;
    size_t topic;       /* its place in the plan, or BUILTIN_WISH_NEW */
    const char *words;  /* of a new topic: as they named it; else "" */
    int to;             /* minutes, 0: as many as is usual; of PLACE: which */
    const char *clause; /* what they said */
};

struct builtin_wish {
    struct arena *arena;
    const struct library *library;
    const json *topics; /* of the plan */
    const char *role;
    struct builtin_operation operations[BUILTIN_WISH_OPERATIONS];
    size_t operations_n;
    int day;                /* minutes of an ordinary day; 0: as they are */
    const char *day_clause; /* what they said of it */
    json *facts;            /* of the day, days, dates and the role: a facts document, with their sources */
    const char *facts_clause;
    const char *asked[BUILTIN_WISH_ASKED]; /* questions back */
    size_t asked_n;
    const char *doubts[BUILTIN_WISH_ASKED]; /* questions back about what only tells: put where nothing else is
                                               understood */
    size_t doubts_n;
    const char *aside;  /* the clause that the first of them is about; "": none */
    bool telling;       /* what is read now only tells of something */
    const char *answer; /* to a question of theirs, or what is so already; "": none */
    bool nothing;       /* thanks, praise, or that things stay as they are */
};

#endif
