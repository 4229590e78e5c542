#include "builtin/builtin_wish_resolve.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_wish_clause.h"
#include "builtin/builtin_wish_mean.h"
#include "builtin/builtin_wish_swap.h"
#include <string.h>

enum { MOST_OBJECT = 6, QUOTED_WORDS = 12, SHORTEST_DAY = 5 };

/* ---- one operation ---- */

/* So many minutes, or so many more or less. */
static void set_minutes(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                        enum builtin_op op, size_t topic)
{
    const int now = builtin_wish_state_minutes(resolve, topic), said = group->amount->number;
    int sign = group->amount->sign;
    const bool so_many = group->amount_role == BUILTIN_ROLE_TO, by = group->amount_role == BUILTIN_ROLE_BY;
    if (!sign && !so_many && (op == BUILTIN_OP_ADD || (op == BUILTIN_OP_MORE && (by || said <= now))))
        sign = 1;
    if (!sign && !so_many && (op == BUILTIN_OP_TAKE || op == BUILTIN_OP_CUT || (op == BUILTIN_OP_LESS && by)))
        sign = -1;
    int to = said;
    if (sign)
        to = now + sign * said;
    if (to < 1 || (op == BUILTIN_OP_LESS && to >= now))
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_MINUTES,
                               builtin_wish_state_name(resolve->wish, topic));
    else
        builtin_wish_state_operate(resolve, BUILTIN_OP_MINUTES, topic, to);
}

static size_t place_of(const struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                       size_t topic)
{
    const size_t n = builtin_wish_topics_count(resolve->topics);
    switch (group->op) {
    case BUILTIN_OP_FIRST:
        return 1;
    case BUILTIN_OP_LAST:
        return n;
    case BUILTIN_OP_UP:
        return num_max(topic, 1);
    case BUILTIN_OP_DOWN:
        return num_min(topic + 2, n);
    default:
        return (size_t)group->number;
    }
}

/* ---- what a denied one asks for ---- */

static enum builtin_op denied(enum builtin_op op)
{
    static const enum builtin_op turned[] = {
        [BUILTIN_OP_NONE] = BUILTIN_OP_DROP,   [BUILTIN_OP_WANT] = BUILTIN_OP_DROP,
        [BUILTIN_OP_KEEP] = BUILTIN_OP_DROP,   [BUILTIN_OP_MORE] = BUILTIN_OP_KEEP,
        [BUILTIN_OP_LESS] = BUILTIN_OP_KEEP,   [BUILTIN_OP_DROP] = BUILTIN_OP_KEEP,
        [BUILTIN_OP_ADD] = BUILTIN_OP_KEEP,    [BUILTIN_OP_HARDER] = BUILTIN_OP_KEEP,
        [BUILTIN_OP_EASIER] = BUILTIN_OP_KEEP, [BUILTIN_OP_FIRST] = BUILTIN_OP_KEEP,
        [BUILTIN_OP_LAST] = BUILTIN_OP_KEEP,   [BUILTIN_OP_HALF] = BUILTIN_OP_KEEP,
        [BUILTIN_OP_DOUBLE] = BUILTIN_OP_KEEP, [BUILTIN_OP_SWAP] = BUILTIN_OP_KEEP,
        [BUILTIN_OP_TAKE] = BUILTIN_OP_KEEP,   [BUILTIN_OP_CUT] = BUILTIN_OP_KEEP,
        [BUILTIN_OP_PUT] = BUILTIN_OP_KEEP,    [BUILTIN_OP_MAKE] = BUILTIN_OP_KEEP,
        [BUILTIN_OP_GIVE] = BUILTIN_OP_KEEP,   [BUILTIN_OP_DOWN] = BUILTIN_OP_KEEP,
    };
    if ((size_t)op >= sizeof turned / sizeof *turned)
        return BUILTIN_OP_KEEP;
    return turned[op];
}

/* ---- groups ---- */

static bool takes_new(enum builtin_op op)
{
    return op == BUILTIN_OP_ADD || op == BUILTIN_OP_MORE || op == BUILTIN_OP_WANT;
}

/* From then on it is what "it" stands for. */
static void add_new(struct builtin_wish_resolve *resolve, const struct builtin_meant *meant, size_t i,
                    int minutes)
{
    builtin_wish_state_add(resolve, meant->words[i], minutes);
    resolve->asked_for = meant->near[i];
    resolve->asked_for_words = meant->words[i];
    resolve->last_n = 0;
}

static void new_ones(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                     const struct builtin_meant *meant, enum builtin_op op)
{
    int minutes = 0;
    if (group->amount)
        minutes = group->amount->number;
    for (size_t i = 0; i < meant->words_n && op != BUILTIN_OP_KEEP; i++) {
        if (!takes_new(op))
            builtin_wish_mean_absent(resolve, meant, i, op);
        else if (text_words(meant->words[i]) > MOST_OBJECT ||
                 ((meant->n || meant->those) && op == BUILTIN_OP_MORE &&
                  !group->operands[group->n - 1].joined))
            builtin_wish_state_ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
        else
            add_new(resolve, meant, i, minutes);
    }
}

/* `shifts`: with an amount, what else drops a topic only takes time from one for another. */
static enum builtin_op op_of_role(enum builtin_op op, enum builtin_role role, bool shifts)
{
    if (role == BUILTIN_ROLE_FROM && (op == BUILTIN_OP_TAKE || op == BUILTIN_OP_CUT ||
                                      op == BUILTIN_OP_GIVE || op == BUILTIN_OP_MORE || op == BUILTIN_OP_PUT))
        return BUILTIN_OP_LESS;
    if (op == BUILTIN_OP_DROP && shifts && role == BUILTIN_ROLE_FROM)
        return BUILTIN_OP_LESS;
    if (op == BUILTIN_OP_DROP && shifts && (role == BUILTIN_ROLE_TO || role == BUILTIN_ROLE_BY))
        return BUILTIN_OP_MORE;
    if ((op == BUILTIN_OP_TAKE || op == BUILTIN_OP_MOVE) &&
        (role == BUILTIN_ROLE_TO || role == BUILTIN_ROLE_BY))
        return BUILTIN_OP_MORE;
    return op;
}

/* "take five minutes from X and give them to Y" */
static void one_shift(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                      enum builtin_op op, size_t topic)
{
    const int way = op == BUILTIN_OP_LESS ? -1 : 1;
    const struct builtin_item *amount = group->amount;
    if (!amount)
        amount = resolve->amount;
    if (!amount)
        builtin_wish_state_operate(resolve, op, topic, 0);
    else if (builtin_wish_state_minutes(resolve, topic) + way * amount->number < 1)
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_MINUTES,
                               builtin_wish_state_name(resolve->wish, topic));
    else
        builtin_wish_state_operate(resolve, BUILTIN_OP_MINUTES, topic,
                                   builtin_wish_state_minutes(resolve, topic) + way * amount->number);
    if (way < 0)
        resolve->amount = amount;
}

/* "Drop X. No, keep it." */
static void take_back(struct builtin_wish_resolve *resolve, size_t topic)
{
    struct builtin_wish *wish = resolve->wish;
    size_t kept = 0;
    for (size_t i = 0; i < wish->operations_n; i++)
        if (wish->operations[i].topic != topic)
            wish->operations[kept++] = wish->operations[i];
    wish->operations_n = kept;
}

/* Was one dropped just before, in whose place this one comes? */
static bool takes_its_place(const struct builtin_wish_resolve *resolve)
{
    const struct builtin_wish *wish = resolve->wish;
    return wish->operations_n && wish->operations[wish->operations_n - 1].op == BUILTIN_OP_DROP;
}

static void one_topic(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                      enum builtin_op op, size_t topic, enum builtin_role role)
{
    const enum builtin_op own = op_of_role(op, role, group->amount != NULL);
    const char *name = builtin_wish_state_name(resolve->wish, topic);
    if (own != op || (op == BUILTIN_OP_GIVE && !group->amount)) {
        one_shift(resolve, group, own == BUILTIN_OP_GIVE ? BUILTIN_OP_MORE : own, topic);
        return;
    }
    if (group->amount && op == BUILTIN_OP_DROP &&
        group->amount->number < builtin_wish_state_minutes(resolve, topic)) {
        one_shift(resolve, group, BUILTIN_OP_LESS, topic); /* "X can lose five minutes" */
        return;
    }
    if (group->amount && op != BUILTIN_OP_DROP && op != BUILTIN_OP_KEEP) {
        set_minutes(resolve, group, op, topic);
        return;
    }
    switch (op) {
    case BUILTIN_OP_MORE:
    case BUILTIN_OP_LESS:
    case BUILTIN_OP_DROP:
    case BUILTIN_OP_HARDER:
    case BUILTIN_OP_EASIER:
        builtin_wish_state_operate(resolve, op, topic, 0);
        break;
    case BUILTIN_OP_HALF:
        builtin_wish_state_operate(resolve, BUILTIN_OP_MINUTES, topic,
                                   (int)num_max(builtin_wish_state_minutes(resolve, topic) / 2, 1));
        break;
    case BUILTIN_OP_DOUBLE:
        builtin_wish_state_operate(resolve, BUILTIN_OP_MINUTES, topic,
                                   builtin_wish_state_minutes(resolve, topic) * 2);
        break;
    case BUILTIN_OP_FIRST:
    case BUILTIN_OP_LAST:
    case BUILTIN_OP_UP:
    case BUILTIN_OP_DOWN:
    case BUILTIN_OP_PLACE:
        builtin_wish_state_place(resolve, topic, place_of(resolve, group, topic));
        break;
    case BUILTIN_OP_KEEP:
        take_back(resolve, topic);
        break;
    case BUILTIN_OP_EVENLY:
        resolve->evenly[topic] = true;
        break;
    case BUILTIN_OP_ADD:
    case BUILTIN_OP_WANT:
        if (takes_its_place(resolve))
            builtin_wish_state_operate(resolve, BUILTIN_OP_MORE, topic, 0);
        else
            builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_THERE, name);
        break;
    default:
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_WHAT, name);
        break;
    }
}

/* Only these: all others go. */
static void only_these(struct builtin_wish_resolve *resolve, const struct builtin_meant *meant, bool plainly)
{
    for (size_t i = 0; i < builtin_wish_topics_count(resolve->topics); i++)
        if (!builtin_wish_mean_among(meant->topics, meant->n, i))
            builtin_wish_state_operate(resolve, BUILTIN_OP_DROP, i, 0);
    if (plainly)
        resolve->plain = true;
    else
        resolve->broad = true;
}

/* A number without a unit is one of minutes where the whole is brought to it, or stays at it. */
static bool is_length(const struct builtin_group *group, enum builtin_op op)
{
    return group->amount_role == BUILTIN_ROLE_TO || op == BUILTIN_OP_KEEP || op == BUILTIN_OP_MAKE;
}

/* "Bring it all down to forty minutes": is that how long the day is? */
static bool day_of(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                   enum builtin_op op, int total)
{
    int sign = 0, minutes = group->number;
    if (group->amount) {
        sign = group->amount->sign;
        minutes = group->amount->number;
    }
    if (!sign && group->amount_role == BUILTIN_ROLE_BY && op == BUILTIN_OP_LESS)
        sign = -1;
    if (!sign && group->amount_role == BUILTIN_ROLE_BY && op == BUILTIN_OP_MORE)
        sign = 1;
    if (sign)
        minutes = total + sign * minutes;
    if (group->denied || minutes < SHORTEST_DAY || (!group->amount && !is_length(group, op)))
        return false;
    resolve->wish->day = minutes;
    resolve->wish->day_clause = resolve->clause;
    return true;
}

/* Is it about the whole plan? Then it is done, or asked about. */
static bool whole_plan(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                       enum builtin_op op, const struct builtin_meant *meant)
{
    const bool whole = meant->all && !meant->kept_n, none = !meant->n && !meant->words_n && !meant->unclear;
    int total = 0;
    for (size_t i = 0; i < builtin_wish_topics_count(resolve->topics); i++)
        total += builtin_wish_state_minutes(resolve, i);
    if (!whole && !none)
        return false;
    const bool unnamed = none && meant->those && !resolve->last_n; /* "make it 45" */
    if ((whole || unnamed) && day_of(resolve, group, op, total))
        return true;
    if (op == BUILTIN_OP_KEEP) {
        resolve->wish->nothing = true;
        return true;
    }
    const bool level = op == BUILTIN_OP_HARDER || op == BUILTIN_OP_EASIER;
    if (level && !meant->all && resolve->groups->has_lost)
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_TOPIC, "");
    else if (level)
        for (size_t i = 0; i < builtin_wish_topics_count(resolve->topics); i++)
            builtin_wish_state_operate(resolve, op, i, 0);
    else if ((op == BUILTIN_OP_HALF || op == BUILTIN_OP_DOUBLE) && !whole && resolve->last_n)
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_TOPIC, "");
    else if (op == BUILTIN_OP_HALF || op == BUILTIN_OP_DOUBLE) {
        resolve->wish->day = op == BUILTIN_OP_HALF ? total / 2 : total * 2;
        resolve->wish->day_clause = resolve->clause;
    } else if (op == BUILTIN_OP_EVENLY)
        for (size_t i = 0; i < builtin_wish_topics_count(resolve->topics); i++)
            resolve->evenly[i] = true;
    else if ((op == BUILTIN_OP_MORE || op == BUILTIN_OP_LESS) && !group->only)
        resolve->how_long = resolve->clause;
    else if (builtin_wish_clause_says(op) || whole)
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_TOPIC, "");
    else
        return none;
    return true;
}

/* "Don't skimp on X": whoever denies a verb that nobody knows needn't want less of it. */
static bool denies_verb(const struct builtin_group *group)
{
    const bool verb = group->n > 1 && group->operands[0].item.kind == BUILTIN_ITEM_OTHER &&
                      group->operands[1].item.kind != BUILTIN_ITEM_OTHER && !group->operands[1].joined;
    return group->denied && group->op == BUILTIN_OP_NONE && verb;
}

/* "These are too easy: step all of them up, apart from X." */
static void all_but(struct builtin_wish_resolve *resolve, const struct builtin_meant *meant)
{
    const struct builtin_wish *wish = resolve->wish;
    bool judged = wish->operations_n > 0;
    for (size_t i = 0; i < wish->operations_n; i++)
        judged = judged &&
                 (wish->operations[i].op == BUILTIN_OP_HARDER || wish->operations[i].op == BUILTIN_OP_EASIER);
    if (!judged)
        builtin_wish_state_ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
    for (size_t i = 0; i < meant->kept_n; i++)
        take_back(resolve, meant->kept[i]);
}

static void one_group(struct builtin_wish_resolve *resolve, const struct builtin_group *group)
{
    struct builtin_meant meant;
    enum builtin_op op = group->op;
    resolve->wish->telling = group->telling;
    if (group->denied)
        op = denied(op);
    resolve->clause = builtin_wish_mean_typed(resolve, group->at, group->end);
    builtin_wish_mean(resolve, group, &meant);
    if (op == BUILTIN_OP_WANT && meant.those && !meant.words_n && !group->amount && !takes_its_place(resolve))
        op = BUILTIN_OP_KEEP; /* "don't drop it, I need it" */
    if (group->unsure || group->open_which || denies_verb(group)) {
        builtin_wish_state_ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
        return;
    }
    if (meant.unclear || whole_plan(resolve, group, op, &meant))
        return;
    if (group->while_only || group->of_a_day) {
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_WHILE, "");
        return;
    }
    if ((op == BUILTIN_OP_UP || op == BUILTIN_OP_DOWN) && meant.all) {
        all_but(resolve, &meant);
        return;
    }
    if (meant.rest || meant.all)
        resolve->broad = true;
    if (op == BUILTIN_OP_KEEP && meant.all && meant.kept_n) {
        for (size_t i = 0; i < meant.kept_n; i++)
            builtin_wish_state_operate(resolve, BUILTIN_OP_DROP, meant.kept[i], 0);
        return;
    }
    if (op == BUILTIN_OP_SWAP || op == BUILTIN_OP_INSTEAD || op == BUILTIN_OP_BEFORE ||
        op == BUILTIN_OP_AFTER) {
        builtin_wish_swap(resolve, group, &meant);
        return;
    }
    const bool bare = op == BUILTIN_OP_NONE || op == BUILTIN_OP_WANT || op == BUILTIN_OP_KEEP;
    if (group->only && bare && !group->amount && !group->rate && !group->denied) {
        if (meant.words_n)
            builtin_wish_mean_absent(resolve, &meant, 0, op);
        else
            only_these(resolve, &meant, group->exclusive || op == BUILTIN_OP_KEEP || op == BUILTIN_OP_WANT);
        return;
    }
    if (group->rate)
        op = group->only || op == BUILTIN_OP_LESS ? BUILTIN_OP_LESS : BUILTIN_OP_NONE;
    if (op == BUILTIN_OP_COST)
        op = BUILTIN_OP_LESS;
    if (op == BUILTIN_OP_KEEP)
        resolve->keeps = true;
    if (meant.all && meant.kept_n)
        resolve->plain = true;
    new_ones(resolve, group, &meant, op);
    for (size_t i = 0; i < meant.n; i++)
        one_topic(resolve, group, op, meant.topics[i], meant.roles[i]);
}

void builtin_wish_resolve_mention(struct builtin_wish_resolve *resolve, const struct builtin_item *item)
{
    const bool named = item->kind == BUILTIN_ITEM_TOPIC || item->kind == BUILTIN_ITEM_OTHER;
    if (!named || item->match.n != 1)
        return;
    builtin_wish_mean_note(resolve->last, &resolve->last_n, item->match.topics[0]);
    builtin_wish_mean_note(resolve->named, &resolve->named_n, item->match.topics[0]);
}

static void remember(struct builtin_wish_resolve *resolve, const struct builtin_group *group)
{
    size_t named = 0;
    for (size_t i = 0; i < group->n; i++)
        named += group->operands[i].item.kind == BUILTIN_ITEM_TOPIC;
    if (named)
        resolve->last_n = 0;
    for (size_t i = 0; i < group->n; i++)
        if (group->operands[i].item.kind == BUILTIN_ITEM_TOPIC)
            builtin_wish_resolve_mention(resolve, &group->operands[i].item);
}

/* The topics named before a place, or to the end: of a clause that names some, only these are "them" from
 * then on. */
static size_t mention_before(struct builtin_wish_resolve *resolve, const struct builtin_groups *groups,
                             size_t from, const char *place)
{
    size_t i = from;
    for (; i < groups->mentioned_n && (!place || groups->mentioned_in[i] < place); i++) {
        if (i == 0 || groups->mentioned_in[i] != groups->mentioned_in[i - 1])
            resolve->last_n = 0;
        builtin_wish_resolve_mention(resolve, &groups->mentioned[i]);
    }
    const struct builtin_item *asked_for = groups->asked_for;
    if (asked_for && asked_for != resolve->asked_for && (!place || asked_for->at < place)) {
        resolve->last_n = 0;
        resolve->asked_for = asked_for;
        resolve->asked_for_words = builtin_wish_mean_typed(resolve, asked_for->at, asked_for->end);
    }
    return i;
}

void builtin_wish_resolve(struct builtin_wish_resolve *resolve, const struct nlu *heard,
                          const struct builtin_groups *groups)
{
    resolve->arena = heard->arena;
    resolve->heard = heard;
    resolve->groups = groups;
    size_t mentioned = 0;
    for (size_t i = 0; i < groups->n; i++)
        for (size_t k = 0; k < groups->list[i].n; k++)
            if (groups->list[i].operands[k].item.kind == BUILTIN_ITEM_TOPIC &&
                groups->list[i].operands[k].item.match.n == 1)
                builtin_wish_mean_note(resolve->named, &resolve->named_n,
                                       groups->list[i].operands[k].item.match.topics[0]);
    for (size_t i = 0; i < groups->n; i++) {
        mentioned = mention_before(resolve, groups, mentioned, groups->list[i].at);
        one_group(resolve, &groups->list[i]);
        resolve->acted = false;
        remember(resolve, &groups->list[i]);
    }
    (void)mention_before(resolve, groups, mentioned, NULL);
    resolve->acted = groups->n == 1 && groups->list[0].n > 0 && resolve->last_n > 0;
    resolve->wish->telling = false;
    if (groups->has_lost && groups->n)
        resolve->lost = builtin_wish_mean_typed(resolve, groups->lost.at, groups->lost.end);
    resolve->judged = resolve->judged || groups->dislike;
    resolve->felt = resolve->felt || groups->feels;
}
