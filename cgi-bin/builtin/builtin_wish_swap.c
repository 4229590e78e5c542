#include "builtin/builtin_wish_swap.h"

/* The two sides: a topic of the plan, or words. */
struct sides {
    size_t left, right; /* BUILTIN_WISH_NEW: none of the plan */
    const char *left_words, *right_words;
    bool joined; /* "for", "with" or "to" stands between */
};

static struct sides sides_of(const struct builtin_group *group, const struct builtin_meant *meant)
{
    struct sides sides = {.left = BUILTIN_WISH_NEW, .right = BUILTIN_WISH_NEW};
    const bool swaps = group->op == BUILTIN_OP_SWAP;
    for (size_t i = 0; i < meant->n; i++) {
        const enum builtin_role role = meant->roles[i];
        const bool first = swaps && role == BUILTIN_ROLE_PLAIN && sides.left == BUILTIN_WISH_NEW;
        sides.joined = sides.joined || role == BUILTIN_ROLE_BY || role == BUILTIN_ROLE_TO;
        if (first || role == BUILTIN_ROLE_LEFT)
            sides.left = meant->topics[i];
        else
            sides.right = meant->topics[i];
    }
    for (size_t i = 0; i < meant->words_n; i++)
        if (meant->words_roles[i] == BUILTIN_ROLE_LEFT)
            sides.left_words = meant->words[i];
        else
            sides.right_words = meant->words[i];
    return sides;
}

static void put_in_order(struct builtin_wish_resolve *resolve, enum builtin_op op, const struct sides *sides)
{
    if (sides->left == BUILTIN_WISH_NEW || sides->right == BUILTIN_WISH_NEW)
        builtin_wish_state_ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
    else if ((op == BUILTIN_OP_BEFORE) == (sides->left > sides->right))
        builtin_wish_state_place(resolve, sides->left, sides->right + 1);
}

static bool is_there(size_t topic)
{
    return topic != BUILTIN_WISH_NEW;
}

/* "15 minutes instead of 10", or what comes is said beside it: "instead of X, more Y". */
static bool half_said(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                      const struct builtin_meant *meant, const struct sides *sides)
{
    const bool instead = group->op == BUILTIN_OP_INSTEAD;
    if (instead && group->amount && is_there(sides->left) && !is_there(sides->right) && !meant->words_n) {
        builtin_wish_state_operate(resolve, BUILTIN_OP_MINUTES, sides->left, group->amount->number);
        return true;
    }
    if (!instead || !is_there(sides->right) || is_there(sides->left) || sides->left_words ||
        resolve->groups->n < 2)
        return false;
    enum builtin_op op = BUILTIN_OP_DROP;
    if (resolve->groups->list[0].op == BUILTIN_OP_MORE)
        op = BUILTIN_OP_LESS;
    builtin_wish_state_operate(resolve, op, sides->right, 0);
    return true;
}

void builtin_wish_swap(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                       const struct builtin_meant *meant)
{
    const struct sides sides = sides_of(group, meant);
    size_t goes = sides.left, comes = sides.right;
    const char *words = sides.right_words;
    if (group->op == BUILTIN_OP_BEFORE || group->op == BUILTIN_OP_AFTER) {
        put_in_order(resolve, group->op, &sides);
        return;
    }
    if (half_said(resolve, group, meant, &sides))
        return;
    if (group->op == BUILTIN_OP_INSTEAD) {
        goes = sides.right;
        comes = sides.left;
        words = sides.left_words;
    }
    const bool plain = (group->op == BUILTIN_OP_INSTEAD || sides.joined || !is_there(comes)) && meant->n <= 2;
    if (!is_there(goes) && meant->words_n) {
        builtin_wish_mean_absent(resolve, meant, meant->words_n - 1, group->op);
        return;
    }
    if (!is_there(goes) || (!is_there(comes) && !words) || !plain) {
        builtin_wish_state_ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
        return;
    }
    builtin_wish_state_operate(resolve, BUILTIN_OP_DROP, goes, 0);
    if (is_there(comes))
        builtin_wish_state_operate(resolve, BUILTIN_OP_MORE, comes, 0);
    else
        builtin_wish_state_add(resolve, words, builtin_wish_state_minutes(resolve, goes));
}
