#ifndef BUILTIN_BUILTIN_WISH_CLAUSE_H
#define BUILTIN_BUILTIN_WISH_CLAUSE_H

#include "builtin/builtin_wish_group.h"

/* One clause of a sentence of a wish: its items, from left to right, make groups of an operation and what it
 * is about. */

/* A clause being read. */
struct builtin_clause {
    const struct builtin_item *items;
    size_t n;
    struct builtin_operand lead[BUILTIN_GROUP_OPERANDS]; /* what is named before anything is asked for */
    size_t lead_n;
    struct builtin_group *group; /* the newest of this clause; NULL: none yet */
    size_t first;                /* of the sentence's groups, the first of this clause */
    bool denied, only, except, joined, subject, wishing, past, ended, either, while_only, told, exclusive;
    bool pronoun; /* "they", "it" come before the verb */
    bool telling; /* it tells of something: what moves, cuts or puts there asks for nothing */
    enum builtin_role role;
};

/* Reads all items; the groups that they make are added. */
void builtin_wish_clause_read(struct builtin_groups *out, struct builtin_clause *clause);
/* A new group, which is the clause's newest from then on. */
struct builtin_group *builtin_wish_clause_begin(struct builtin_groups *out, struct builtin_clause *clause,
                                                enum builtin_op op);
void builtin_wish_clause_add(struct builtin_operand *list, size_t *n, const struct builtin_operand *operand);
/* Does an operation say by itself what is asked for? */
bool builtin_wish_clause_says(enum builtin_op op);

#endif
