#include "builtin/builtin_wish_group.h"
#include "builtin/builtin_wish_clause.h"
#include <string.h>

enum { WORKDAYS = 5 };

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
        if (i > from && items[i].kind == BUILTIN_ITEM_OTHER && items[i - 1].kind == BUILTIN_ITEM_TOPIC)
            others++; /* "system design scares me" */
        else if (builtin_wish_items_named(&items[i]))
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

static bool has_kind(const struct builtin_clause *clause, enum builtin_item_kind kind)
{
    for (size_t i = 0; i < clause->n; i++)
        if (clause->items[i].kind == kind)
            return true;
    return false;
}

static bool has_kind_before(const struct builtin_clause *clause, size_t i, enum builtin_item_kind kind)
{
    while (i > 0 && (clause->items[i - 1].kind == BUILTIN_ITEM_NOTHING ||
                     clause->items[i - 1].kind == BUILTIN_ITEM_AND))
        i--;
    return i > 0 && clause->items[i - 1].kind == kind;
}

/* Is it what others ask for: "mentions X", "asked my colleague about X"? */
static bool is_asked_for(const struct builtin_clause *clause, size_t i)
{
    const bool about = i > 0 && strncmp(clause->items[i - 1].at, "about", strlen("about")) == 0;
    bool names = false;
    for (size_t k = 0; k < i; k++)
        names = names || clause->items[k].kind == BUILTIN_ITEM_NAMES;
    return clause->items[i].kind == BUILTIN_ITEM_OTHER &&
           ((names && about) || has_kind_before(clause, i, BUILTIN_ITEM_NAMES));
}

/* Does it go on behind the reason that stands at an item? */
static bool goes_on_behind(const struct builtin_item *items, size_t n, size_t reason)
{
    for (size_t i = reason + 1; i < n; i++)
        if (items[i].parted || items[i].kind == BUILTIN_ITEM_PART)
            return true;
    return false;
}

static bool speaks_of_facts(const struct builtin_clause *clause)
{
    static const enum builtin_item_kind kinds[] = {BUILTIN_ITEM_DAY,  BUILTIN_ITEM_SPAN, BUILTIN_ITEM_HOURS,
                                                   BUILTIN_ITEM_DATE, BUILTIN_ITEM_ROLE, BUILTIN_ITEM_AMOUNT,
                                                   BUILTIN_ITEM_WHILE};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (has_kind(clause, kinds[i]))
            return true;
    return false;
}

static void mention(struct builtin_groups *out, const struct builtin_item *item, const char *clause)
{
    const bool likely = item->kind == BUILTIN_ITEM_OTHER && item->match.n == 1;
    if ((item->kind == BUILTIN_ITEM_TOPIC || likely) && out->mentioned_n < BUILTIN_GROUP_OPERANDS) {
        out->mentioned_in[out->mentioned_n] = clause;
        out->mentioned[out->mentioned_n++] = *item;
    }
    if (item->kind == BUILTIN_ITEM_OTHER) {
        out->lost = *item;
        out->has_lost = true;
    }
}

/* What is named where nothing is asked for. */
static void put_aside(struct builtin_groups *out, const struct builtin_clause *clause)
{
    for (size_t i = 0; i < clause->n; i++) {
        mention(out, &clause->items[i], clause->items[0].at);
        if (is_asked_for(clause, i))
            out->asked_for = &clause->items[i];
    }
    out->context = true;
}

/* What is past is no fact of the plan, unless it is a date or a job. */
static bool is_over(const struct builtin_clause *clause)
{
    return clause->past && !has_kind(clause, BUILTIN_ITEM_DATE) && !has_kind(clause, BUILTIN_ITEM_ROLE) &&
           !has_kind(clause, BUILTIN_ITEM_AMOUNT);
}

static void take_facts(const struct nlu *heard, struct builtin_groups *out,
                       const struct builtin_clause *clause)
{
    const char *at = clause->items[0].at, *end = clause->items[clause->n - 1].end;
    const bool telling =
        (clause->telling || (clause->subject && !clause->wishing)) && !has_kind(clause, BUILTIN_ITEM_AMOUNT);
    out->facts_telling = telling && (!*out->facts || out->facts_telling);
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
static void settle_groups(struct builtin_groups *out, struct builtin_clause *clause)
{
    if (!clause->group && clause->only && clause->lead_n && !clause->telling)
        builtin_wish_clause_begin(out, clause, BUILTIN_OP_NONE);
    for (size_t i = clause->first; i < out->n; i++) {
        struct builtin_group *group = &out->list[i];
        if (clause->lead_n && (group->n == 0 || all_kept(group))) {
            for (size_t k = 0; k < group->n; k++)
                builtin_wish_clause_add(clause->lead, &clause->lead_n, &group->operands[k]);
            group->n = clause->lead_n;
            memcpy(group->operands, clause->lead, sizeof group->operands);
            clause->lead_n = 0;
        }
        group->only = clause->only;
        group->exclusive = clause->exclusive || has_kind(clause, BUILTIN_ITEM_LASTING);
        group->while_only = clause->while_only;
        group->telling = clause->telling;
        group->pronoun = clause->pronoun;
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

/* Does a group ask for nothing of a topic? What is named in a clause on the role is the role. */
static bool is_bare(const struct builtin_group *group, bool role)
{
    for (size_t i = 0; i < group->n; i++) {
        const enum builtin_item_kind kind = group->operands[i].item.kind;
        const bool other = kind == BUILTIN_ITEM_OTHER && (group->of_a_day || role);
        if (kind != BUILTIN_ITEM_THOSE && kind != BUILTIN_ITEM_ALL && !other)
            return false;
    }
    const bool asks = builtin_wish_clause_says(group->op) && group->op != BUILTIN_OP_INSTEAD;
    return group->n == 0 || !asks;
}

/* "An hour is too much": how long it is now, and no wish for an hour. */
static bool judges_amount(struct builtin_groups *out, const struct builtin_clause *clause)
{
    struct builtin_group *group = clause->group;
    if (!group || group->n || !group->amount || group->amount->sign || group->op != BUILTIN_OP_LESS)
        return false;
    for (const struct builtin_item *item = group->amount + 1; item < clause->items + clause->n; item++) {
        if (item->kind == BUILTIN_ITEM_SUBJECT || item->kind == BUILTIN_ITEM_OTHER)
            break;
        if (item->kind == BUILTIN_ITEM_OP && !clause->subject)
            return false;
        if (item->kind == BUILTIN_ITEM_OP)
            break;
    }
    if (clause->items[0].kind != BUILTIN_ITEM_AMOUNT)
        return false;
    group->amount = NULL;
    out->judged_amount = true;
    return true;
}

/* Is it about the day and no topic? Then its amount is the day's. */
static bool is_of_the_day(struct builtin_groups *out, const struct builtin_clause *clause)
{
    bool bare = true;
    for (size_t i = clause->first; i < out->n; i++)
        bare = bare && is_bare(&out->list[i], has_kind(clause, BUILTIN_ITEM_ROLE));
    const bool feels = has_kind(clause, BUILTIN_ITEM_FEELS) && !has_kind(clause, BUILTIN_ITEM_AMOUNT);
    if (!bare || !speaks_of_facts(clause) || feels || is_over(clause) || judges_amount(out, clause))
        return false;
    for (size_t i = clause->first; i < out->n; i++)
        if (out->list[i].amount) {
            out->day = out->list[i].amount;
            out->day_op = out->list[i].op;
            out->day_every = has_kind(clause, BUILTIN_ITEM_EVERY_DAY) || has_kind(clause, BUILTIN_ITEM_ALL);
            out->day_denied = out->list[i].denied;
        }
    return true;
}

/* "Leave the weekdays as they are": nothing that the plan chat has to hear. */
static bool leaves_days_alone(const struct builtin_groups *out, const struct builtin_clause *clause)
{
    bool keeps = has_kind(clause, BUILTIN_ITEM_AS_IT_IS);
    for (size_t i = clause->first; i < out->n; i++)
        keeps = keeps || out->list[i].op == BUILTIN_OP_KEEP;
    return keeps && !has_kind(clause, BUILTIN_ITEM_AMOUNT) && !has_kind(clause, BUILTIN_ITEM_DATE);
}

/* "My boss gave me more writing to do": nothing of the plan is named there, and nothing is wished. */
static void leave_told(struct builtin_groups *out, const struct builtin_clause *clause)
{
    size_t kept = clause->first;
    for (size_t i = clause->first; i < out->n; i++) {
        const struct builtin_group *group = &out->list[i];
        size_t strange = 0;
        for (size_t k = 0; k < group->n; k++)
            strange += group->operands[k].item.kind == BUILTIN_ITEM_OTHER;
        const bool told = group->op == BUILTIN_OP_NONE || group->op == BUILTIN_OP_WANT ||
                          (strange > 0 && strange == group->n);
        if (!clause->telling || !told)
            out->list[kept++] = *group;
    }
    out->n = kept;
}

static void end_clause(const struct nlu *heard, struct builtin_groups *out, struct builtin_clause *clause)
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
    out->while_only = out->while_only || clause->while_only;
    const bool facts = is_of_the_day(out, clause);
    const bool left = facts && leaves_days_alone(out, clause);
    out->left_days = out->left_days || left;
    if (facts && !left)
        take_facts(heard, out, clause);
    if (facts || (clause->past && !judges && !has_kind(clause, BUILTIN_ITEM_ROLE)))
        out->n = clause->first;
    leave_told(out, clause);
    out->said = out->said || (has_kind(clause, BUILTIN_ITEM_SAID) && out->n > clause->first);
    if (out->n == clause->first && (!facts || clause->telling))
        put_aside(out, clause);
}

/* Does a group ask for something of a topic, or of something else that isn't a day's or the job's? */
static bool asks_for_topic(const struct builtin_group *group, bool facts_only)
{
    const bool asks = builtin_wish_clause_says(group->op) && !facts_only;
    for (size_t i = 0; i < group->n; i++) {
        const enum builtin_item_kind kind = group->operands[i].item.kind;
        if (kind == BUILTIN_ITEM_TOPIC || kind == BUILTIN_ITEM_REST || (kind == BUILTIN_ITEM_OTHER && asks))
            return true;
    }
    return false;
}

/* "weekends", "Mondays" */
static bool names_some_days(const struct nlu *heard, const struct builtin_item *item)
{
    const char *days = nlu_note(heard, item->at, (size_t)(item->end - item->at), HEAR_DAYS_DAYS);
    return days && strlen(days) < WORKDAYS;
}

const char *builtin_wish_group_unreasoned(const struct nlu *heard, const struct builtin_item *items, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const struct builtin_clause before = {.items = items, .n = i};
        if (items[i].kind == BUILTIN_ITEM_REASON && speaks_of_facts(&before) && !goes_on_behind(items, n, i))
            return nlu_words(heard, items[0].at, items[i - 1].end);
    }
    return nlu_words(heard, items[0].at, items[n - 1].end);
}

/* A sentence that speaks of days, dates or the role and of no topic is heard as a whole. */
static void hear_whole(const struct nlu *heard, const struct builtin_item *items, size_t n,
                       struct builtin_groups *out)
{
    bool date = false;
    for (size_t i = 0; i < n; i++) {
        out->some_days = out->some_days || names_some_days(heard, &items[i]);
        out->role = out->role || items[i].kind == BUILTIN_ITEM_ROLE;
        date = date || items[i].kind == BUILTIN_ITEM_DATE;
    }
    for (size_t i = 0; i < out->n; i++)
        if (asks_for_topic(&out->list[i], (date || out->role) && out->list[i].op != BUILTIN_OP_ADD &&
                                              out->list[i].op != BUILTIN_OP_MORE))
            return;
    if (!*out->facts || out->mentioned_n || out->left_days || out->judged_amount)
        return;
    out->n = 0;
    out->facts = builtin_wish_group_unreasoned(heard, items, n);
}

void builtin_wish_group(const struct nlu *heard, const struct builtin_item *items, size_t n,
                        struct builtin_groups *out)
{
    *out = (struct builtin_groups){.facts = ""};
    for (size_t i = 0; i < n;) {
        const size_t end = clause_end(items, n, i);
        struct builtin_clause clause = {.items = &items[i], .n = end - i};
        const bool other = items[i].kind == BUILTIN_ITEM_OR && out->n > 0;
        if (items[i].kind == BUILTIN_ITEM_WRONG && out->n)
            out->n--;
        for (size_t k = i; k < end; k++)
            out->hypothetical =
                out->hypothetical || items[k].kind == BUILTIN_ITEM_IF || items[k].kind == BUILTIN_ITEM_DOUBT;
        builtin_wish_clause_read(out, &clause);
        end_clause(heard, out, &clause);
        for (size_t k = clause.first; other && k < out->n; k++)
            out->list[k].unsure = true;
        i = end;
    }
    hear_whole(heard, items, n, out);
}
