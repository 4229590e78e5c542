#include "builtin/builtin_wish_group.h"
#include <string.h>

enum { SHORT_ONLY = 4 }; /* letters of "only", "just": "nothing but" is plainer */

/* A clause being read. */
struct clause {
    const struct builtin_item *items;
    size_t n;
    struct builtin_operand lead[BUILTIN_GROUP_OPERANDS]; /* what is named before anything is asked for */
    size_t lead_n;
    struct builtin_group *group; /* the newest of this clause; NULL: none yet */
    size_t first;                /* of the sentence's groups, the first of this clause */
    bool denied, only, except, joined, subject, wishing, past, ended, either, while_only, told, exclusive;
    enum builtin_role role;
};

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

bool builtin_wish_group_says(enum builtin_op op)
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
    if (is_particle(other) || !builtin_wish_group_says(other) || *one == other)
        return true;
    if (builtin_wish_group_says(*one))
        return false;
    *one = other;
    return true;
}

/* ---- one clause ---- */

static struct builtin_group *begin(struct builtin_groups *out, struct clause *clause, enum builtin_op op)
{
    struct builtin_group *group = &out->list[out->n < BUILTIN_GROUPS ? out->n++ : BUILTIN_GROUPS - 1];
    *group = (struct builtin_group){.op = op, .denied = clause->denied};
    clause->denied = false;
    clause->role = BUILTIN_ROLE_PLAIN;
    clause->except = false;
    clause->group = group;
    return group;
}

static void add_operand(struct builtin_operand *list, size_t *n, const struct builtin_operand *operand)
{
    if (*n < BUILTIN_GROUP_OPERANDS)
        list[(*n)++] = *operand;
}

static bool names_behind(const struct clause *clause, size_t i)
{
    for (size_t k = i + 1; k < clause->n; k++) {
        const struct builtin_item *item = &clause->items[k];
        if (item->kind == BUILTIN_ITEM_OP && !is_particle(item->op) && item->op != BUILTIN_OP_IN)
            return false;
        if (builtin_wish_items_named(item) && item->kind != BUILTIN_ITEM_THOSE)
            return true;
    }
    return false;
}

static bool is_binary(enum builtin_op op)
{
    return op == BUILTIN_OP_BEFORE || op == BUILTIN_OP_AFTER || op == BUILTIN_OP_INSTEAD ||
           op == BUILTIN_OP_COST;
}

/* What stands to the left of "before", "instead of". */
static void begin_binary(struct builtin_groups *out, struct clause *clause, enum builtin_op op)
{
    struct builtin_group left = {.n = 0};
    if (clause->group && !builtin_wish_group_says(clause->group->op)) {
        left = *clause->group;
        out->n--;
    } else if (!clause->group) {
        left.n = clause->lead_n;
        memcpy(left.operands, clause->lead, sizeof left.operands);
        clause->lead_n = 0;
    }
    struct builtin_group *group = begin(out, clause, op);
    group->amount = left.amount;
    group->number = left.number;
    for (size_t i = 0; i < left.n; i++) {
        left.operands[i].role = BUILTIN_ROLE_LEFT;
        add_operand(group->operands, &group->n, &left.operands[i]);
    }
}

/* One without a verb: "X in, Y out", "up the time on X". */
static void take_particle(struct builtin_groups *out, struct clause *clause, size_t i)
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
        if (clause->lead_n && i + 1 == clause->n)
            begin(out, clause, alone[k].behind);
        else if (!clause->lead_n && alone[k].before && names_behind(clause, i))
            begin(out, clause, alone[k].before);
    }
}

static void take_op(struct builtin_groups *out, struct clause *clause, size_t i)
{
    const enum builtin_op op = clause->items[i].op;
    struct builtin_group *group = clause->group;
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
    if (is_binary(op)) {
        begin_binary(out, clause, op);
        return;
    }
    const bool own = names_behind(clause, i);
    if (group && group->op == BUILTIN_OP_SWAP && group->n)
        return; /* "swap X for more Y" */
    if (group && (group->n == 0 || !own || (!builtin_wish_group_says(group->op) && !own))) {
        if (!combine(&group->op, op))
            group->unsure = true;
        group->denied = group->denied || clause->denied;
        clause->denied = false;
        return;
    }
    begin(out, clause, op);
}

static void take_named(struct builtin_groups *out, struct clause *clause, const struct builtin_item *item)
{
    struct builtin_operand operand = {
        .item = *item, .role = clause->role, .kept = clause->except, .joined = clause->joined};
    if (clause->denied && !clause->group && !clause->lead_n) {
        begin(out, clause, BUILTIN_OP_NONE);
        clause->denied = true;
    }
    if (clause->denied && clause->group && clause->group->n == 0)
        clause->group->denied = true; /* "drop neither X" */
    else if (clause->denied && clause->group)
        clause->group->unsure = true;
    clause->denied = false;
    if (clause->group && clause->told && item->kind == BUILTIN_ITEM_OTHER)
        return;
    if (clause->group)
        add_operand(clause->group->operands, &clause->group->n, &operand);
    else if (item->kind != BUILTIN_ITEM_OTHER || !clause->subject)
        add_operand(clause->lead, &clause->lead_n, &operand);
    clause->joined = false;
}

static void take_amount(struct builtin_groups *out, struct clause *clause, const struct builtin_item *item)
{
    if (!clause->group)
        begin(out, clause, BUILTIN_OP_NONE);
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
static void take_mark(struct builtin_groups *out, struct clause *clause, const struct builtin_item *item,
                      bool next_parted)
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
            begin(out, clause, BUILTIN_OP_NONE);
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

static bool is_amount(const struct builtin_item *item)
{
    return item->kind == BUILTIN_ITEM_AMOUNT || item->kind == BUILTIN_ITEM_NUMBER;
}

static void read_clause(struct builtin_groups *out, struct clause *clause)
{
    clause->first = out->n;
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

/* ---- clauses ---- */

static bool is_joint(const struct builtin_item *item)
{
    return item->kind == BUILTIN_ITEM_AND || item->kind == BUILTIN_ITEM_PART || item->kind == BUILTIN_ITEM_OR;
}

/* The end of the part that begins at an item: at a comma, "and", "but". */
static size_t part_end(const struct builtin_item *items, size_t n, size_t from)
{
    size_t i = from;
    while (i < n && is_joint(&items[i]))
        i++;
    for (i++; i < n && !items[i].parted && !is_joint(&items[i]);)
        i++;
    return i < n ? i : n;
}

static bool says_nothing(const struct builtin_item *item)
{
    return item->kind == BUILTIN_ITEM_NOTHING || item->kind == BUILTIN_ITEM_LIGHT || is_joint(item) ||
           item->kind == BUILTIN_ITEM_BY || item->kind == BUILTIN_ITEM_EVERY_DAY ||
           item->kind == BUILTIN_ITEM_LASTING;
}

/* Does a part only name things? */
static bool only_names(const struct builtin_item *items, size_t from, size_t to)
{
    size_t named = 0, others = 0;
    for (size_t i = from; i < to; i++)
        if (builtin_wish_items_named(&items[i]))
            named++;
        else if (!says_nothing(&items[i]))
            others++;
    return named && !others;
}

static bool has_reason(const struct builtin_item *items, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (items[i].kind == BUILTIN_ITEM_REASON)
            return true;
    return false;
}

/* A clause goes on where one side only names things; and a reason to the next comma. */
static size_t clause_end(const struct builtin_item *items, size_t n, size_t from)
{
    size_t end = part_end(items, n, from);
    while (end < n) {
        const size_t next = part_end(items, n, end);
        const bool joined = items[end].kind == BUILTIN_ITEM_AND && !items[end].parted;
        const bool goes_on = only_names(items, from, end) || only_names(items, end, next) ||
                             (joined && has_reason(items, from, end));
        if (!goes_on || items[end].kind == BUILTIN_ITEM_PART)
            break;
        end = next;
    }
    return end;
}

static bool has_kind(const struct clause *clause, enum builtin_item_kind kind)
{
    for (size_t i = 0; i < clause->n; i++)
        if (clause->items[i].kind == kind)
            return true;
    return false;
}

static bool speaks_of_facts(const struct clause *clause)
{
    static const enum builtin_item_kind kinds[] = {BUILTIN_ITEM_DAY,  BUILTIN_ITEM_SPAN, BUILTIN_ITEM_HOURS,
                                                   BUILTIN_ITEM_DATE, BUILTIN_ITEM_ROLE, BUILTIN_ITEM_AMOUNT,
                                                   BUILTIN_ITEM_WHILE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (has_kind(clause, kinds[i]))
            return true;
    return false;
}

static void mention(struct builtin_groups *out, const struct builtin_item *item)
{
    if (item->kind == BUILTIN_ITEM_TOPIC && out->mentioned_n < BUILTIN_GROUP_OPERANDS)
        out->mentioned[out->mentioned_n++] = *item;
    if (item->kind == BUILTIN_ITEM_OTHER) {
        out->lost = *item;
        out->has_lost = true;
    }
}

/* What is named where nothing is asked for. */
static void put_aside(struct builtin_groups *out, const struct clause *clause)
{
    for (size_t i = 0; i < clause->n; i++)
        mention(out, &clause->items[i]);
    out->context = true;
}

static void take_facts(const struct nlu *heard, struct builtin_groups *out, const struct clause *clause)
{
    const char *at = clause->items[0].at, *end = clause->items[clause->n - 1].end;
    if (*out->facts)
        out->facts = arena_printf(heard->arena, "%s, ", out->facts);
    out->facts = arena_printf(heard->arena, "%s%s", out->facts, nlu_words(heard, at, end));
    out->role = out->role || has_kind(clause, BUILTIN_ITEM_ROLE);
    out->facts_told = clause->subject && !has_kind(clause, BUILTIN_ITEM_AMOUNT);
}

static bool is_judgement(enum builtin_op op)
{
    return op == BUILTIN_OP_HARDER || op == BUILTIN_OP_EASIER;
}

static bool all_kept(const struct builtin_group *group)
{
    for (size_t i = 0; i < group->n; i++)
        if (!group->operands[i].kept)
            return false;
    return true;
}

/* What is left of a clause when all of it was read. */
static void settle_groups(struct builtin_groups *out, struct clause *clause)
{
    if (!clause->group && clause->only && clause->lead_n)
        begin(out, clause, BUILTIN_OP_NONE);
    for (size_t i = clause->first; i < out->n; i++) {
        struct builtin_group *group = &out->list[i];
        if (clause->lead_n && (group->n == 0 || all_kept(group))) {
            for (size_t k = 0; k < group->n; k++)
                add_operand(clause->lead, &clause->lead_n, &group->operands[k]);
            group->n = clause->lead_n;
            memcpy(group->operands, clause->lead, sizeof group->operands);
            clause->lead_n = 0;
        }
        group->only = clause->only;
        group->exclusive = clause->exclusive || has_kind(clause, BUILTIN_ITEM_LASTING);
        group->while_only = clause->while_only;
        group->open_which = clause->either && group->n > 1;
        group->at = clause->items[0].at;
        group->end = clause->items[clause->n - 1].end;
        group->of_a_day = has_kind(clause, BUILTIN_ITEM_DAY) || has_kind(clause, BUILTIN_ITEM_DATE) ||
                          has_kind(clause, BUILTIN_ITEM_SPAN);
    }
    for (size_t i = 0; i < clause->lead_n && out->n > clause->first; i++)
        if (clause->lead[i].item.kind == BUILTIN_ITEM_TOPIC)
            out->list[clause->first].unsure = true;
}

/* Is it about the day and no topic? Then its amount is the day's. */
static bool is_of_the_day(struct builtin_groups *out, const struct clause *clause)
{
    bool bare = true;
    for (size_t i = clause->first; i < out->n; i++)
        bare = bare && (out->list[i].n == 0 || out->list[i].op == BUILTIN_OP_NONE ||
                        !builtin_wish_group_says(out->list[i].op));
    for (size_t i = clause->first; i < out->n; i++)
        for (size_t k = 0; k < out->list[i].n; k++)
            bare = bare && (out->list[i].operands[k].item.kind == BUILTIN_ITEM_THOSE ||
                            out->list[i].operands[k].item.kind == BUILTIN_ITEM_ALL ||
                            (out->list[i].operands[k].item.kind == BUILTIN_ITEM_OTHER &&
                             (out->list[i].of_a_day || has_kind(clause, BUILTIN_ITEM_ROLE))));
    if (!bare || !speaks_of_facts(clause) ||
        (has_kind(clause, BUILTIN_ITEM_FEELS) && !has_kind(clause, BUILTIN_ITEM_AMOUNT)))
        return false;
    for (size_t i = clause->first; i < out->n; i++)
        if (out->list[i].amount) {
            out->day = out->list[i].amount;
            out->day_op = out->list[i].op;
            out->day_denied = out->list[i].denied;
        }
    return true;
}

static void end_clause(const struct nlu *heard, struct builtin_groups *out, struct clause *clause)
{
    bool judges = out->n > clause->first;
    settle_groups(out, clause);
    for (size_t i = clause->first; i < out->n; i++)
        judges = judges && is_judgement(out->list[i].op);
    const bool praise = has_kind(clause, BUILTIN_ITEM_THANKS), no = has_kind(clause, BUILTIN_ITEM_NOT);
    out->thanks = out->thanks || (praise && !no);
    out->dislike = out->dislike || (praise && no);
    out->feels = out->feels || has_kind(clause, BUILTIN_ITEM_FEELS);
    out->as_it_is = out->as_it_is || has_kind(clause, BUILTIN_ITEM_AS_IT_IS);
    out->dislike = out->dislike || has_kind(clause, BUILTIN_ITEM_DISLIKE);
    out->said = out->said || has_kind(clause, BUILTIN_ITEM_SAID);
    out->while_only = out->while_only || clause->while_only;
    const bool facts = is_of_the_day(out, clause);
    if (facts)
        take_facts(heard, out, clause);
    if (facts || (clause->past && !judges && !has_kind(clause, BUILTIN_ITEM_ROLE)))
        out->n = clause->first;
    if (out->n == clause->first && !facts)
        put_aside(out, clause);
}

/* Does a group ask for something of a topic, or for a new one? */
static bool asks_for_topic(const struct builtin_group *group)
{
    const bool takes_new = group->op == BUILTIN_OP_ADD || group->op == BUILTIN_OP_MORE ||
                           group->op == BUILTIN_OP_HARDER || group->op == BUILTIN_OP_EASIER;
    for (size_t i = 0; i < group->n; i++) {
        const enum builtin_item_kind kind = group->operands[i].item.kind;
        if (kind == BUILTIN_ITEM_TOPIC || (kind == BUILTIN_ITEM_OTHER && takes_new) ||
            kind == BUILTIN_ITEM_REST)
            return true;
    }
    return false;
}

/* A sentence that speaks of days, dates or the role and of no topic is heard as a whole. */
static void hear_whole(const struct nlu *heard, const struct builtin_item *items, size_t n,
                       struct builtin_groups *out)
{
    for (size_t i = 0; i < out->n; i++)
        if (asks_for_topic(&out->list[i]))
            return;
    if (!*out->facts || out->mentioned_n)
        return;
    for (size_t i = 0; i < n; i++)
        out->role = out->role || items[i].kind == BUILTIN_ITEM_ROLE;
    out->n = 0;
    out->facts = nlu_words(heard, items[0].at, items[n - 1].end);
}

void builtin_wish_group(const struct nlu *heard, const struct builtin_item *items, size_t n,
                        struct builtin_groups *out)
{
    *out = (struct builtin_groups){.facts = ""};
    for (size_t i = 0; i < n;) {
        const size_t end = clause_end(items, n, i);
        struct clause clause = {.items = &items[i], .n = end - i};
        const bool other = items[i].kind == BUILTIN_ITEM_OR && out->n > 0;
        if (items[i].kind == BUILTIN_ITEM_WRONG && out->n)
            out->n--;
        for (size_t k = i; k < end; k++)
            out->hypothetical =
                out->hypothetical || items[k].kind == BUILTIN_ITEM_IF || items[k].kind == BUILTIN_ITEM_DOUBT;
        read_clause(out, &clause);
        end_clause(heard, out, &clause);
        for (size_t k = clause.first; other && k < out->n; k++)
            out->list[k].unsure = true;
        i = end;
    }
    hear_whole(heard, items, n, out);
}
