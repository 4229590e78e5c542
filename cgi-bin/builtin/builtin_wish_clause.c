#include "builtin/builtin_wish_clause.h"
#include <string.h>

enum { SHORT_ONLY = 4 }; /* letters of "only", "just": "nothing but" is plainer */

/* ---- two operations that are one ---- */

/* "take ... out" */
static const struct {
    enum builtin_op one, other, both;
} pairs[] = {
    {BUILTIN_OP_TAKE, BUILTIN_OP_OUT, BUILTIN_OP_DROP},
    {BUILTIN_OP_CUT, BUILTIN_OP_OUT, BUILTIN_OP_DROP},
    {BUILTIN_OP_KEEP, BUILTIN_OP_OUT, BUILTIN_OP_DROP},
    {BUILTIN_OP_WANT, BUILTIN_OP_OUT, BUILTIN_OP_DROP},
    {BUILTIN_OP_LESS, BUILTIN_OP_OUT, BUILTIN_OP_DROP},
    {BUILTIN_OP_DROP, BUILTIN_OP_OUT, BUILTIN_OP_DROP},
    {BUILTIN_OP_PUT, BUILTIN_OP_OUT, BUILTIN_OP_DROP},
    {BUILTIN_OP_CUT, BUILTIN_OP_DOWN, BUILTIN_OP_LESS},
    {BUILTIN_OP_PUT, BUILTIN_OP_IN, BUILTIN_OP_ADD},
    {BUILTIN_OP_TAKE, BUILTIN_OP_IN, BUILTIN_OP_ADD},
    {BUILTIN_OP_ADD, BUILTIN_OP_IN, BUILTIN_OP_ADD},
    {BUILTIN_OP_WANT, BUILTIN_OP_IN, BUILTIN_OP_ADD},
    {BUILTIN_OP_KEEP, BUILTIN_OP_IN, BUILTIN_OP_KEEP},
    {BUILTIN_OP_TAKE, BUILTIN_OP_UP, BUILTIN_OP_MORE},
    {BUILTIN_OP_TAKE, BUILTIN_OP_DOWN, BUILTIN_OP_LESS},
    {BUILTIN_OP_MOVE, BUILTIN_OP_UP, BUILTIN_OP_UP},
    {BUILTIN_OP_MOVE, BUILTIN_OP_DOWN, BUILTIN_OP_DOWN},
    {BUILTIN_OP_MOVE, BUILTIN_OP_OUT, BUILTIN_OP_DROP},
    {BUILTIN_OP_PUT, BUILTIN_OP_UP, BUILTIN_OP_UP},
    {BUILTIN_OP_PUT, BUILTIN_OP_DOWN, BUILTIN_OP_DOWN},
    {BUILTIN_OP_LESS, BUILTIN_OP_DOWN, BUILTIN_OP_LESS},
    {BUILTIN_OP_KEEP, BUILTIN_OP_LAST, BUILTIN_OP_LAST},
    {BUILTIN_OP_MORE, BUILTIN_OP_UP, BUILTIN_OP_MORE},
    {BUILTIN_OP_KEEP, BUILTIN_OP_FIRST, BUILTIN_OP_FIRST},
    {BUILTIN_OP_ADD, BUILTIN_OP_MORE, BUILTIN_OP_MORE},
    {BUILTIN_OP_MORE, BUILTIN_OP_ADD, BUILTIN_OP_MORE},
    {BUILTIN_OP_MORE, BUILTIN_OP_HARDER, BUILTIN_OP_HARDER},
    {BUILTIN_OP_HARDER, BUILTIN_OP_MORE, BUILTIN_OP_HARDER},
    {BUILTIN_OP_MORE, BUILTIN_OP_EASIER, BUILTIN_OP_EASIER},
    {BUILTIN_OP_ADD, BUILTIN_OP_HARDER, BUILTIN_OP_HARDER},
    {BUILTIN_OP_ADD, BUILTIN_OP_EASIER, BUILTIN_OP_EASIER},
    {BUILTIN_OP_LESS, BUILTIN_OP_HARDER, BUILTIN_OP_EASIER},
    {BUILTIN_OP_LESS, BUILTIN_OP_EASIER, BUILTIN_OP_HARDER},
    {BUILTIN_OP_ADD, BUILTIN_OP_FIRST, BUILTIN_OP_ADD},
    {BUILTIN_OP_HARDER, BUILTIN_OP_FIRST, BUILTIN_OP_HARDER},
    {BUILTIN_OP_EASIER, BUILTIN_OP_FIRST, BUILTIN_OP_EASIER},
    {BUILTIN_OP_MORE, BUILTIN_OP_FIRST, BUILTIN_OP_FIRST},
    {BUILTIN_OP_FIRST, BUILTIN_OP_MORE, BUILTIN_OP_FIRST},
    {BUILTIN_OP_DROP, BUILTIN_OP_FIRST, BUILTIN_OP_DROP},
    {BUILTIN_OP_LESS, BUILTIN_OP_FIRST, BUILTIN_OP_LESS},
    {BUILTIN_OP_FIRST, BUILTIN_OP_PLACE, BUILTIN_OP_PLACE},
    {BUILTIN_OP_MORE, BUILTIN_OP_DOUBLE, BUILTIN_OP_DOUBLE},
    {BUILTIN_OP_LESS, BUILTIN_OP_HALF, BUILTIN_OP_HALF},
    {BUILTIN_OP_DOUBLE, BUILTIN_OP_MORE, BUILTIN_OP_DOUBLE},
    {BUILTIN_OP_HALF, BUILTIN_OP_LESS, BUILTIN_OP_HALF},
    {BUILTIN_OP_KEEP, BUILTIN_OP_MORE, BUILTIN_OP_MORE},
    {BUILTIN_OP_KEEP, BUILTIN_OP_LESS, BUILTIN_OP_LESS},
    {BUILTIN_OP_MAKE, BUILTIN_OP_UP, BUILTIN_OP_UP},
    {BUILTIN_OP_MAKE, BUILTIN_OP_DOWN, BUILTIN_OP_DOWN},
    {BUILTIN_OP_SWAP, BUILTIN_OP_OUT, BUILTIN_OP_SWAP},
    {BUILTIN_OP_DROP, BUILTIN_OP_MORE, BUILTIN_OP_NONE},
};

bool builtin_wish_clause_says(enum builtin_op op)
{
    return op != BUILTIN_OP_NONE && op != BUILTIN_OP_WANT && op < BUILTIN_OP_TAKE;
}

static bool is_particle(enum builtin_op op)
{
    return op >= BUILTIN_OP_OUT;
}

/* false: they contradict each other. */
static bool combine(enum builtin_op *one, enum builtin_op other)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].one == *one && pairs[i].other == other) {
            *one = pairs[i].both;
            return *one != BUILTIN_OP_NONE;
        }
    if (is_particle(other) || !builtin_wish_clause_says(other) || *one == other)
        return true;
    if (builtin_wish_clause_says(*one))
        return false;
    *one = other;
    return true;
}

/* ---- one clause ---- */

static bool has(const struct builtin_clause *clause, enum builtin_item_kind kind, enum builtin_op op)
{
    for (size_t i = 0; i < clause->n; i++)
        if (clause->items[i].kind == kind && (kind != BUILTIN_ITEM_OP || clause->items[i].op == op))
            return true;
    return false;
}

struct builtin_group *builtin_wish_clause_begin(struct builtin_groups *out, struct builtin_clause *clause,
                                                enum builtin_op op)
{
    struct builtin_group *group = &out->list[out->n < BUILTIN_GROUPS ? out->n++ : BUILTIN_GROUPS - 1];
    *group = (struct builtin_group){.op = op, .denied = clause->denied};
    clause->denied = false;
    clause->role = BUILTIN_ROLE_PLAIN;
    clause->except = false;
    clause->group = group;
    return group;
}

void builtin_wish_clause_add(struct builtin_operand *list, size_t *n, const struct builtin_operand *operand)
{
    if (*n < BUILTIN_GROUP_OPERANDS)
        list[(*n)++] = *operand;
}

/* What is behind "except" is what an operation before it isn't about. */
static bool names_behind(const struct builtin_clause *clause, size_t i)
{
    for (size_t k = i + 1; k < clause->n; k++) {
        const struct builtin_item *item = &clause->items[k];
        if (item->kind == BUILTIN_ITEM_EXCEPT)
            return false;
        if (item->kind == BUILTIN_ITEM_OP && !is_particle(item->op) && item->op != BUILTIN_OP_IN)
            return false;
        if (builtin_wish_items_named(item) && item->kind != BUILTIN_ITEM_THOSE)
            return true;
    }
    return false;
}

static bool topic_behind(const struct builtin_clause *clause, size_t i)
{
    for (size_t k = i + 1; k < clause->n; k++)
        if (builtin_wish_items_named(&clause->items[k]) && clause->items[k].kind != BUILTIN_ITEM_OTHER)
            return true;
    return false;
}

static bool is_binary(enum builtin_op op)
{
    return op == BUILTIN_OP_BEFORE || op == BUILTIN_OP_AFTER || op == BUILTIN_OP_INSTEAD ||
           op == BUILTIN_OP_COST;
}

/* What stands to the left of "before", "instead of". */
static void begin_binary(struct builtin_groups *out, struct builtin_clause *clause, enum builtin_op op)
{
    struct builtin_group left = {.n = 0};
    if (clause->group && !builtin_wish_clause_says(clause->group->op)) {
        left = *clause->group;
        out->n--;
    } else if (!clause->group) {
        left.n = clause->lead_n;
        memcpy(left.operands, clause->lead, sizeof left.operands);
        clause->lead_n = 0;
    }
    struct builtin_group *group = builtin_wish_clause_begin(out, clause, op);
    group->amount = left.amount;
    group->number = left.number;
    for (size_t i = 0; i < left.n; i++) {
        left.operands[i].role = BUILTIN_ROLE_LEFT;
        builtin_wish_clause_add(group->operands, &group->n, &left.operands[i]);
    }
}

/* One without a verb: "X in, Y out", "up the time on X". */
static void take_particle(struct builtin_groups *out, struct builtin_clause *clause, size_t i)
{
    static const struct {
        enum builtin_op particle, before, behind;
    } alone[] = {
        {BUILTIN_OP_IN, BUILTIN_OP_NONE, BUILTIN_OP_ADD},
        {BUILTIN_OP_OUT, BUILTIN_OP_NONE, BUILTIN_OP_DROP},
        {BUILTIN_OP_UP, BUILTIN_OP_MORE, BUILTIN_OP_MORE},
        {BUILTIN_OP_DOWN, BUILTIN_OP_LESS, BUILTIN_OP_LESS},
    };
    for (size_t k = 0; k < sizeof alone / sizeof *alone; k++) {
        if (alone[k].particle != clause->items[i].op)
            continue;
        if (clause->lead_n && i + 1 == clause->n && builtin_wish_items_named(&clause->items[i - 1]))
            builtin_wish_clause_begin(out, clause, alone[k].behind);
        else if (!clause->lead_n && alone[k].before && names_behind(clause, i))
            builtin_wish_clause_begin(out, clause, alone[k].before);
    }
}

/* Who tells of something says with these how much there is of it, or whether it is needed: what else could be
 * an operation ("I know it inside out", "I only started with that") is none. */
static bool can_be_told(enum builtin_op op)
{
    return (op <= BUILTIN_OP_EASIER && op != BUILTIN_OP_KEEP) || op == BUILTIN_OP_SWAP;
}

static void take_op(struct builtin_groups *out, struct builtin_clause *clause, size_t i)
{
    const enum builtin_op op = clause->items[i].op;
    struct builtin_group *group = clause->group;
    if (clause->telling && !can_be_told(op))
        return;
    if (clause->items[i].passive && !clause->wishing && !(group && group->op == BUILTIN_OP_WANT)) {
        clause->past = true;
        return;
    }
    if (op == BUILTIN_OP_OUT && names_behind(clause, i)) {
        clause->role = BUILTIN_ROLE_FROM; /* "five minutes off X" */
        return;
    }
    if (is_particle(op)) {
        if (group)
            (void)combine(&group->op, op);
        else
            take_particle(out, clause, i);
        return;
    }
    if ((op == BUILTIN_OP_BEFORE || op == BUILTIN_OP_AFTER) && !topic_behind(clause, i)) {
        clause->ended = true; /* "after what happened", "before Christmas" */
        return;
    }
    if (is_binary(op)) {
        begin_binary(out, clause, op);
        return;
    }
    const bool own = names_behind(clause, i);
    if (group && group->op == BUILTIN_OP_SWAP && group->n)
        return; /* "swap X for more Y" */
    if (group && (group->n == 0 || !own || (!builtin_wish_clause_says(group->op) && !own))) {
        if (!combine(&group->op, op))
            group->unsure = true;
        group->denied = group->denied || clause->denied;
        clause->denied = false;
        return;
    }
    builtin_wish_clause_begin(out, clause, op);
}

/* "... is plenty", "too hard for a beginner": nothing that is asked for. */
static bool is_aside(const struct builtin_clause *clause, const struct builtin_item *item)
{
    const bool behind_day = item > clause->items && item[-1].kind == BUILTIN_ITEM_EVERY_DAY;
    const bool judges = clause->group->op == BUILTIN_OP_HARDER || clause->group->op == BUILTIN_OP_EASIER;
    return clause->told || behind_day || (judges && clause->role == BUILTIN_ROLE_BY);
}

/* "I can manage half an hour": what stands right before an amount is its verb, where no topic is named. */
static bool is_verb(const struct builtin_clause *clause, const struct builtin_item *item)
{
    const struct builtin_item *next = item + 1, *end = clause->items + clause->n;
    while (next < end && next->kind == BUILTIN_ITEM_NOTHING)
        next++;
    return item > clause->items && next < end && next->kind == BUILTIN_ITEM_AMOUNT && !next->parted &&
           !has(clause, BUILTIN_ITEM_TOPIC, BUILTIN_OP_NONE);
}

static void take_named(struct builtin_groups *out, struct builtin_clause *clause,
                       const struct builtin_item *item)
{
    struct builtin_operand operand = {
        .item = *item, .role = clause->role, .kept = clause->except, .joined = clause->joined};
    if (clause->denied && !clause->group && !clause->lead_n) {
        builtin_wish_clause_begin(out, clause, BUILTIN_OP_NONE);
        clause->denied = true;
    }
    if (clause->denied && clause->group && clause->group->n == 0)
        clause->group->denied = true; /* "drop neither X" */
    else if (clause->denied && clause->group)
        clause->group->unsure = true;
    clause->denied = false;
    if (item->kind == BUILTIN_ITEM_OTHER &&
        (is_verb(clause, item) || (clause->group && is_aside(clause, item))))
        return;
    if (clause->group)
        builtin_wish_clause_add(clause->group->operands, &clause->group->n, &operand);
    else if (item->kind != BUILTIN_ITEM_OTHER || !clause->subject)
        builtin_wish_clause_add(clause->lead, &clause->lead_n, &operand);
    clause->joined = false;
}

static void take_amount(struct builtin_groups *out, struct builtin_clause *clause,
                        const struct builtin_item *item)
{
    if (!clause->group)
        builtin_wish_clause_begin(out, clause, BUILTIN_OP_NONE);
    if (is_binary(clause->group->op) && (clause->group->amount || clause->group->number))
        return; /* "15 minutes instead of 10" */
    if (item->kind == BUILTIN_ITEM_NUMBER) {
        clause->group->number = item->number;
        if (clause->role == BUILTIN_ROLE_TO)
            clause->group->amount_role = clause->role;
        return;
    }
    clause->group->amount = item;
    clause->group->amount_role = clause->role;
    clause->role = BUILTIN_ROLE_PLAIN;
}

/* What isn't a name or an operation. */
static void take_mark(struct builtin_groups *out, struct builtin_clause *clause,
                      const struct builtin_item *item, bool next_parted)
{
    switch (item->kind) {
    case BUILTIN_ITEM_NOT:
        clause->denied = !next_parted;
        break;
    case BUILTIN_ITEM_ONLY:
        clause->only = true;
        clause->exclusive = clause->exclusive || item->end - item->at > SHORT_ONLY;
        break;
    case BUILTIN_ITEM_EXCEPT:
        clause->except = true;
        if (clause->group)
            clause->group->all_but = true;
        break;
    case BUILTIN_ITEM_FROM:
        clause->role = BUILTIN_ROLE_FROM;
        break;
    case BUILTIN_ITEM_TO:
        clause->role = BUILTIN_ROLE_TO;
        break;
    case BUILTIN_ITEM_BY:
        clause->role = BUILTIN_ROLE_BY;
        break;
    case BUILTIN_ITEM_RATE:
        if (!clause->group)
            builtin_wish_clause_begin(out, clause, BUILTIN_OP_NONE);
        clause->group->rate = true;
        break;
    case BUILTIN_ITEM_AND:
        clause->joined = true;
        break;
    case BUILTIN_ITEM_OR:
        clause->joined = clause->either = true;
        break;
    case BUILTIN_ITEM_PAST:
        clause->past = true;
        break;
    case BUILTIN_ITEM_WHILE:
        clause->while_only = true;
        break;
    case BUILTIN_ITEM_REASON:
        clause->ended = true;
        break;
    case BUILTIN_ITEM_SUBJECT:
        clause->subject = true;
        clause->told = clause->group != NULL; /* "half the time is plenty" */
        break;
    case BUILTIN_ITEM_WISHING:
        clause->wishing = true;
        break;
    default:
        break;
    }
}

/* ---- telling ---- */

/* Does a clause say what is wished, politely or not? "more writing to do" says it of nothing. */
static bool wishes(const struct builtin_clause *clause)
{
    for (size_t i = 0; i < clause->n; i++)
        if (clause->items[i].kind == BUILTIN_ITEM_WISHING && strncmp(clause->items[i].at, "to ", 3) != 0)
            return true;
    return has(clause, BUILTIN_ITEM_OP, BUILTIN_OP_WANT) || has(clause, BUILTIN_ITEM_OP, BUILTIN_OP_ADD);
}

static bool opens(const struct builtin_item *item)
{
    return item->kind == BUILTIN_ITEM_NOTHING || item->kind == BUILTIN_ITEM_THANKS ||
           item->kind == BUILTIN_ITEM_AND || item->kind == BUILTIN_ITEM_OR ||
           item->kind == BUILTIN_ITEM_PART || item->kind == BUILTIN_ITEM_WRONG ||
           item->kind == BUILTIN_ITEM_LASTING || item->kind == BUILTIN_ITEM_FEELS ||
           item->kind == BUILTIN_ITEM_DISLIKE;
}

/* "X in", "Y out" */
static bool goes_in_or_out(const struct builtin_clause *clause)
{
    const struct builtin_item *last = &clause->items[clause->n - 1];
    return last->kind == BUILTIN_ITEM_OP && (last->op == BUILTIN_OP_IN || last->op == BUILTIN_OP_OUT) &&
           clause->items[0].kind != BUILTIN_ITEM_SUBJECT;
}

/* A clause with somebody or something that isn't in the plan before its verb, and no wish, tells of
 * something. */
static bool is_telling(const struct builtin_clause *clause)
{
    size_t i = 0;
    while (i < clause->n && opens(&clause->items[i]))
        i++;
    if (i + 1 < clause->n && clause->items[i].kind == BUILTIN_ITEM_THOSE &&
        clause->items[i + 1].kind == BUILTIN_ITEM_NOT)
        return !has(clause, BUILTIN_ITEM_WISHING, BUILTIN_OP_NONE); /* "it won't get better" */
    if (i + 1 < clause->n && clause->items[i].kind == BUILTIN_ITEM_THOSE &&
        clause->items[i + 1].kind == BUILTIN_ITEM_OTHER && !clause->items[i + 1].parted)
        return true; /* "it eases me in" */
    if (i + 1 < clause->n && clause->items[i].kind == BUILTIN_ITEM_AMOUNT &&
        clause->items[i + 1].kind == BUILTIN_ITEM_OTHER)
        return !has(clause, BUILTIN_ITEM_TOPIC, BUILTIN_OP_NONE); /* "an hour turns out to be a lot" */
    if (wishes(clause) || i == clause->n || goes_in_or_out(clause))
        return false;
    if (clause->items[i].kind == BUILTIN_ITEM_OTHER)
        return i + 1 < clause->n && !has(clause, BUILTIN_ITEM_TOPIC, BUILTIN_OP_NONE) &&
               !has(clause, BUILTIN_ITEM_THOSE, BUILTIN_OP_NONE);
    if (clause->items[i].kind == BUILTIN_ITEM_ROLE && i + 1 < clause->n &&
        clause->items[i + 1].kind == BUILTIN_ITEM_OTHER)
        return true; /* "the job description doesn't mention it" */
    return clause->items[i].kind == BUILTIN_ITEM_SUBJECT || has(clause, BUILTIN_ITEM_SAID, BUILTIN_OP_NONE);
}

static bool is_amount(const struct builtin_item *item)
{
    return item->kind == BUILTIN_ITEM_AMOUNT || item->kind == BUILTIN_ITEM_NUMBER;
}

void builtin_wish_clause_read(struct builtin_groups *out, struct builtin_clause *clause)
{
    clause->first = out->n;
    clause->telling = is_telling(clause);
    for (size_t i = 0; i < clause->n; i++)
        clause->pronoun = clause->pronoun || clause->items[i].pronoun;
    for (size_t i = 0; i < clause->n && !clause->ended; i++) {
        const struct builtin_item *item = &clause->items[i];
        clause->joined = clause->joined || (i > 0 && item->parted);
        const bool next_parted = i + 1 < clause->n && clause->items[i + 1].parted;
        if (item->kind == BUILTIN_ITEM_OP)
            take_op(out, clause, i);
        else if (builtin_wish_items_named(item))
            take_named(out, clause, item);
        else if (is_amount(item))
            take_amount(out, clause, item);
        else
            take_mark(out, clause, item, next_parted);
    }
}
