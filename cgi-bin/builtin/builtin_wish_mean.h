#ifndef BUILTIN_BUILTIN_WISH_MEAN_H
#define BUILTIN_BUILTIN_WISH_MEAN_H

#include "builtin/builtin_wish_state.h"

/* What the operands of a group stand for: topics of the plan, or words of what isn't in it. */

/* Topics that operands stand for. */
struct builtin_meant {
    size_t topics[BUILTIN_WISH_TOPICS];
    enum builtin_role roles[BUILTIN_WISH_TOPICS];
    size_t n;
    size_t kept[BUILTIN_WISH_TOPICS];
    size_t kept_n;
    const char *words[BUILTIN_GROUP_OPERANDS]; /* of what isn't in the plan */
    enum builtin_role words_roles[BUILTIN_GROUP_OPERANDS];
    const struct builtin_item *near[BUILTIN_GROUP_OPERANDS];
    size_t words_n;
    bool all, rest, those;
    bool unclear;
};

/* What cannot be told is asked about (unclear). */
void builtin_wish_mean(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                       struct builtin_meant *meant);
/* "SQL queries, data cleaning or statistics" */
const char *builtin_wish_mean_list(const struct builtin_wish_resolve *resolve, const size_t *topics,
                                   size_t n);
/* The words as they were typed. */
const char *builtin_wish_mean_typed(const struct builtin_wish_resolve *resolve, const char *at,
                                    const char *end);
/* What isn't in the plan and can't be changed or taken out of it: told, or asked about. */
void builtin_wish_mean_absent(struct builtin_wish_resolve *resolve, const struct builtin_meant *meant,
                              size_t i, enum builtin_op op);
bool builtin_wish_mean_among(const size_t *list, size_t n, size_t topic);
/* Adds a topic to a list, once. */
void builtin_wish_mean_note(size_t *list, size_t *n, size_t topic);

#endif
