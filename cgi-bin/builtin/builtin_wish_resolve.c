#include "builtin/builtin_wish_resolve.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

enum { MOST_OBJECT = 6, QUOTED_WORDS = 12 };

static void ask(struct builtin_wish_resolve *resolve, enum sentence which, const char *topic)
{
    const struct hole holes[] = {{"clause", text_head_words(resolve->arena, resolve->clause, QUOTED_WORDS)},
                                 {"topic", topic}};
    builtin_wish_ask(resolve->wish, which, holes, 2);
}

static int minutes_of(const struct builtin_wish_resolve *resolve, size_t topic)
{
    return (int)json_get_int(json_at(resolve->wish->topics, topic), "daily_study_minutes", 0);
}

static size_t count(const struct builtin_wish_resolve *resolve)
{
    return builtin_wish_topics_count(resolve->topics);
}

static bool among(const size_t *list, size_t n, size_t topic)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == topic)
            return true;
    return false;
}

static void note(size_t *list, size_t *n, size_t topic)
{
    if (!among(list, *n, topic) && *n < BUILTIN_WISH_TOPICS)
        list[(*n)++] = topic;
}

/* ---- one operation ---- */

static void operate(struct builtin_wish_resolve *resolve, enum builtin_op op, size_t topic, int to)
{
    struct builtin_wish *wish = resolve->wish;
    if (wish->operations_n == BUILTIN_WISH_OPERATIONS)
        return;
    wish->operations[wish->operations_n++] = (struct builtin_operation){
        .op = op, .topic = topic, .words = "", .to = to, .clause = resolve->clause};
}

static void add_new(struct builtin_wish_resolve *resolve, const char *words, int minutes)
{
    operate(resolve, BUILTIN_OP_ADD, BUILTIN_WISH_NEW, minutes);
    resolve->wish->operations[resolve->wish->operations_n - 1].words = words;
}

/* So many minutes, or so many more or less. */
static void set_minutes(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                        enum builtin_op op, size_t topic)
{
    const int now = minutes_of(resolve, topic), said = group->amount->number;
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
        ask(resolve, SAY_CHANGES_ASK_MINUTES, builtin_wish_name(resolve->wish, topic));
    else
        operate(resolve, BUILTIN_OP_MINUTES, topic, to);
}

static size_t place_of(const struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                       size_t topic)
{
    const size_t n = count(resolve);
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

static void set_place(struct builtin_wish_resolve *resolve, size_t topic, size_t place)
{
    if (place < 1 || place > count(resolve))
        ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
    else
        operate(resolve, BUILTIN_OP_PLACE, topic, (int)place);
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

/* ---- operands ---- */

/* Topics that operands stand for. */
struct meant {
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

static void mean(struct meant *meant, size_t topic, enum builtin_role role)
{
    if (among(meant->topics, meant->n, topic) || meant->n == BUILTIN_WISH_TOPICS)
        return;
    meant->roles[meant->n] = role;
    meant->topics[meant->n++] = topic;
}

static const char *list_of(const struct builtin_wish_resolve *resolve, const size_t *topics, size_t n)
{
    const struct sentences *says = library_sentences(resolve->wish->library);
    const char *all = "";
    for (size_t i = 0; i < n; i++) {
        const char *name = builtin_wish_name(resolve->wish, topics[i]);
        if (i == 0)
            all = name;
        else
            all = SAY(says, resolve->arena, i + 1 == n ? SAY_LIST_OR : SAY_LIST_MORE, {"first", all},
                      {"next", name}, {"last", name});
    }
    return all;
}

static const char *typed(const struct builtin_wish_resolve *resolve, const char *at, const char *end)
{
    return nlu_words(resolve->heard, at, end);
}

/* Two runs of words with nothing but "of", "to" between them are one name. */
static bool goes_on(const struct builtin_operand *before, const struct builtin_operand *now)
{
    return before->item.kind == BUILTIN_ITEM_OTHER && now->item.kind == BUILTIN_ITEM_OTHER && !now->joined &&
           !now->item.parted;
}

/* "motivation and fit" is a topic of the library's. */
static bool is_one_name(const struct builtin_wish_resolve *resolve, const struct builtin_operand *before,
                        const struct builtin_operand *now)
{
    const struct builtin_wish *wish = resolve->wish;
    bool named = false;
    if (before->item.kind != BUILTIN_ITEM_OTHER || now->item.kind != BUILTIN_ITEM_OTHER || now->item.parted)
        return false;
    (void)builtin_wish_topics_library(wish->library, resolve->arena, wish->role,
                                      typed(resolve, before->item.at, now->item.end), &named);
    return named;
}

static void mean_other(struct builtin_wish_resolve *resolve, struct meant *meant,
                       const struct builtin_operand *all, size_t *i, size_t n)
{
    const char *at = all[*i].item.at;
    const size_t first = *i;
    while (*i + 1 < n && (goes_on(&all[*i], &all[*i + 1]) || is_one_name(resolve, &all[*i], &all[*i + 1])))
        ++*i;
    meant->words_roles[meant->words_n] = all[first].role;
    meant->near[meant->words_n] = &all[first].item;
    meant->words[meant->words_n++] = typed(resolve, at, all[*i].item.end);
}

static void mean_operand(struct builtin_wish_resolve *resolve, struct meant *meant,
                         const struct builtin_operand *operand)
{
    const struct builtin_item *item = &operand->item;
    switch (item->kind) {
    case BUILTIN_ITEM_TOPIC:
        if (item->match.n > 1 && !item->every) {
            ask(resolve, SAY_CHANGES_ASK_WHICH, list_of(resolve, item->match.topics, item->match.n));
            meant->unclear = true;
        } else if (operand->kept)
            note(meant->kept, &meant->kept_n, item->match.topics[0]);
        for (size_t i = 0; i < item->match.n && !operand->kept && !meant->unclear; i++)
            mean(meant, item->match.topics[i], operand->role);
        break;
    case BUILTIN_ITEM_ALL:
        meant->all = true;
        break;
    case BUILTIN_ITEM_REST:
        meant->rest = true;
        break;
    default:
        meant->those = true;
        break;
    }
}

/* All topics but those; the rest is what was not named. */
static void mean_many(const struct builtin_wish_resolve *resolve, struct meant *meant)
{
    for (size_t i = 0; i < count(resolve); i++)
        if ((meant->all && !among(meant->kept, meant->kept_n, i)) ||
            (meant->rest && !among(resolve->named, resolve->named_n, i)))
            mean(meant, i, BUILTIN_ROLE_PLAIN);
}

/* Of a topic nothing is swapped for itself: these words stand for something else. */
static bool is_again(const struct builtin_group *group, const struct meant *meant,
                     const struct builtin_item *item)
{
    const bool swaps = group->op == BUILTIN_OP_SWAP || group->op == BUILTIN_OP_INSTEAD;
    return swaps && item->kind == BUILTIN_ITEM_TOPIC && item->match.n == 1 &&
           among(meant->topics, meant->n, item->match.topics[0]);
}

static void mean_all(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                     struct meant *meant)
{
    *meant = (struct meant){.n = 0};
    for (size_t i = 0; i < group->n; i++) {
        const struct builtin_operand *operand = &group->operands[i];
        if (operand->item.kind != BUILTIN_ITEM_OTHER && !is_again(group, meant, &operand->item))
            mean_operand(resolve, meant, operand);
        else
            mean_other(resolve, meant, group->operands, &i, group->n);
    }
    if (meant->those && !meant->n && !meant->words_n)
        for (size_t i = 0; i < resolve->last_n; i++)
            mean(meant, resolve->last[i], BUILTIN_ROLE_PLAIN);
    if (meant->all || meant->rest)
        mean_many(resolve, meant);
}

/* ---- groups ---- */

/* What isn't in the plan and can't be taken out of it. */
static void not_there(struct builtin_wish_resolve *resolve, const struct meant *meant, size_t i,
                      enum builtin_op op)
{
    const struct builtin_item *near = meant->near[i];
    const struct hole hole = {"object", meant->words[i]};
    if (near->match.n)
        ask(resolve, SAY_CHANGES_ASK_WHICH, list_of(resolve, near->match.topics, near->match.n));
    else if (op == BUILTIN_OP_DROP && text_words(meant->words[i]) <= MOST_OBJECT)
        resolve->wish->answer = fill_holes(
            resolve->arena, sentences_text(library_sentences(resolve->wish->library), SAY_CHANGES_NOT_THERE),
            &hole, 1);
    else
        builtin_wish_ask(resolve->wish, SAY_CHANGES_NOT_IN_PLAN, &(struct hole){"object", meant->words[i]},
                         1);
}

static bool takes_new(enum builtin_op op)
{
    return op == BUILTIN_OP_ADD || op == BUILTIN_OP_MORE || op == BUILTIN_OP_WANT;
}

static void new_ones(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                     const struct meant *meant, enum builtin_op op)
{
    int minutes = 0;
    if (group->amount)
        minutes = group->amount->number;
    for (size_t i = 0; i < meant->words_n; i++) {
        if (!takes_new(op))
            not_there(resolve, meant, i, op);
        else if (text_words(meant->words[i]) > MOST_OBJECT ||
                 (meant->n && op == BUILTIN_OP_MORE && !group->operands[group->n - 1].joined))
            ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
        else
            add_new(resolve, meant->words[i], minutes);
    }
}

static enum builtin_op op_of_role(enum builtin_op op, enum builtin_role role)
{
    if (role == BUILTIN_ROLE_FROM && (op == BUILTIN_OP_TAKE || op == BUILTIN_OP_CUT ||
                                      op == BUILTIN_OP_GIVE || op == BUILTIN_OP_MORE || op == BUILTIN_OP_PUT))
        return BUILTIN_OP_LESS;
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
        operate(resolve, op, topic, 0);
    else if (minutes_of(resolve, topic) + way * amount->number < 1)
        ask(resolve, SAY_CHANGES_ASK_MINUTES, builtin_wish_name(resolve->wish, topic));
    else
        operate(resolve, BUILTIN_OP_MINUTES, topic, minutes_of(resolve, topic) + way * amount->number);
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

static void one_topic(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                      enum builtin_op op, size_t topic, enum builtin_role role)
{
    const enum builtin_op own = op_of_role(op, role);
    const char *name = builtin_wish_name(resolve->wish, topic);
    if (own != op || (op == BUILTIN_OP_GIVE && !group->amount)) {
        one_shift(resolve, group, own == BUILTIN_OP_GIVE ? BUILTIN_OP_MORE : own, topic);
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
        operate(resolve, op, topic, 0);
        break;
    case BUILTIN_OP_HALF:
        operate(resolve, BUILTIN_OP_MINUTES, topic, (int)num_max(minutes_of(resolve, topic) / 2, 1));
        break;
    case BUILTIN_OP_DOUBLE:
        operate(resolve, BUILTIN_OP_MINUTES, topic, minutes_of(resolve, topic) * 2);
        break;
    case BUILTIN_OP_FIRST:
    case BUILTIN_OP_LAST:
    case BUILTIN_OP_UP:
    case BUILTIN_OP_DOWN:
    case BUILTIN_OP_PLACE:
        set_place(resolve, topic, place_of(resolve, group, topic));
        break;
    case BUILTIN_OP_KEEP:
        take_back(resolve, topic);
        break;
    case BUILTIN_OP_EVENLY:
        resolve->evenly[topic] = true;
        break;
    case BUILTIN_OP_ADD:
    case BUILTIN_OP_WANT:
        ask(resolve, SAY_CHANGES_ASK_THERE, name);
        break;
    default:
        ask(resolve, SAY_CHANGES_ASK_WHAT, name);
        break;
    }
}

/* Only these: all others go. */
static void only_these(struct builtin_wish_resolve *resolve, const struct meant *meant, bool plainly)
{
    for (size_t i = 0; i < count(resolve); i++)
        if (!among(meant->topics, meant->n, i))
            operate(resolve, BUILTIN_OP_DROP, i, 0);
    if (plainly)
        resolve->plain = true;
    else
        resolve->broad = true;
}

/* One for another, or one before another. */
static void two_sides(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                      const struct meant *meant)
{
    size_t left = BUILTIN_WISH_NEW, right = BUILTIN_WISH_NEW;
    const char *left_words = NULL, *right_words = NULL;
    for (size_t i = 0; i < meant->n; i++)
        if (meant->roles[i] == BUILTIN_ROLE_LEFT ||
            (group->op == BUILTIN_OP_SWAP && left == BUILTIN_WISH_NEW &&
             meant->roles[i] == BUILTIN_ROLE_PLAIN))
            left = meant->topics[i];
        else
            right = meant->topics[i];
    for (size_t i = 0; i < meant->words_n; i++)
        if (meant->words_roles[i] == BUILTIN_ROLE_LEFT)
            left_words = meant->words[i];
        else
            right_words = meant->words[i];
    if (group->op == BUILTIN_OP_BEFORE || group->op == BUILTIN_OP_AFTER) {
        if (left == BUILTIN_WISH_NEW || right == BUILTIN_WISH_NEW)
            ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
        else if (group->op == BUILTIN_OP_BEFORE && left > right)
            set_place(resolve, left, right + 1);
        else if (group->op == BUILTIN_OP_AFTER && left < right)
            set_place(resolve, left, right + 1);
        return;
    }
    if (group->op == BUILTIN_OP_INSTEAD && group->amount && left != BUILTIN_WISH_NEW &&
        right == BUILTIN_WISH_NEW && !meant->words_n) {
        operate(resolve, BUILTIN_OP_MINUTES, left, group->amount->number);
        return;
    }
    size_t goes = left, comes = right;
    const char *comes_words = right_words;
    if (group->op == BUILTIN_OP_INSTEAD) {
        goes = right;
        comes = left;
        comes_words = left_words;
    }
    if (group->op == BUILTIN_OP_INSTEAD && goes != BUILTIN_WISH_NEW && comes == BUILTIN_WISH_NEW &&
        !comes_words && resolve->groups->n > 1) { /* what comes is said beside it */
        operate(resolve, resolve->groups->list[0].op == BUILTIN_OP_MORE ? BUILTIN_OP_LESS : BUILTIN_OP_DROP,
                goes, 0);
        return;
    }
    if (goes == BUILTIN_WISH_NEW || (comes == BUILTIN_WISH_NEW && !comes_words)) {
        if (goes == BUILTIN_WISH_NEW && meant->words_n)
            not_there(resolve, meant, meant->words_n - 1, group->op);
        else
            ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
        return;
    }
    bool roles = group->op != BUILTIN_OP_SWAP;
    for (size_t i = 0; i < meant->n; i++)
        roles = roles || meant->roles[i] == BUILTIN_ROLE_BY || meant->roles[i] == BUILTIN_ROLE_TO;
    if (comes != BUILTIN_WISH_NEW && !roles) {
        ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
        return;
    }
    operate(resolve, BUILTIN_OP_DROP, goes, 0);
    if (comes != BUILTIN_WISH_NEW)
        operate(resolve, BUILTIN_OP_MORE, comes, 0);
    else
        add_new(resolve, comes_words, minutes_of(resolve, goes));
}

/* Is it about the whole plan? Then it is done, or asked about. */
static bool whole_plan(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                       enum builtin_op op, const struct meant *meant)
{
    const bool whole = meant->all && !meant->kept_n, none = !meant->n && !meant->words_n && !meant->unclear;
    int total = 0;
    for (size_t i = 0; i < count(resolve); i++)
        total += minutes_of(resolve, i);
    if (!whole && !none)
        return false;
    if (op == BUILTIN_OP_KEEP) {
        resolve->wish->nothing = true;
        return true;
    }
    if (op == BUILTIN_OP_HARDER || op == BUILTIN_OP_EASIER)
        for (size_t i = 0; i < count(resolve); i++)
            operate(resolve, op, i, 0);
    else if (op == BUILTIN_OP_HALF || op == BUILTIN_OP_DOUBLE) {
        resolve->wish->day = op == BUILTIN_OP_HALF ? total / 2 : total * 2;
        resolve->wish->day_clause = resolve->clause;
    } else if (op == BUILTIN_OP_EVENLY)
        for (size_t i = 0; i < count(resolve); i++)
            resolve->evenly[i] = true;
    else if ((op == BUILTIN_OP_MORE || op == BUILTIN_OP_LESS) && !group->only)
        resolve->how_long = resolve->clause;
    else if (builtin_wish_group_says(op) || whole)
        ask(resolve, SAY_CHANGES_ASK_TOPIC, "");
    else
        return none;
    return true;
}

static void one_group(struct builtin_wish_resolve *resolve, const struct builtin_group *group)
{
    struct meant meant;
    enum builtin_op op = group->op;
    if (group->denied)
        op = denied(op);
    resolve->clause = typed(resolve, group->at, group->end);
    mean_all(resolve, group, &meant);
    if (group->unsure || group->open_which) {
        ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
        return;
    }
    if (meant.unclear || whole_plan(resolve, group, op, &meant))
        return;
    if (group->while_only || group->of_a_day) {
        ask(resolve, SAY_CHANGES_ASK_WHILE, "");
        return;
    }
    if (meant.rest || meant.all)
        resolve->broad = true;
    if (op == BUILTIN_OP_KEEP && meant.all && meant.kept_n) {
        for (size_t i = 0; i < meant.kept_n; i++)
            operate(resolve, BUILTIN_OP_DROP, meant.kept[i], 0);
        return;
    }
    if (op == BUILTIN_OP_SWAP || op == BUILTIN_OP_INSTEAD || op == BUILTIN_OP_BEFORE ||
        op == BUILTIN_OP_AFTER) {
        two_sides(resolve, group, &meant);
        return;
    }
    const bool bare = op == BUILTIN_OP_NONE || op == BUILTIN_OP_WANT || op == BUILTIN_OP_KEEP;
    if (group->only && bare && !group->amount && !group->rate && !group->denied) {
        if (meant.words_n)
            not_there(resolve, &meant, 0, op);
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
    if (item->kind != BUILTIN_ITEM_TOPIC || item->match.n != 1)
        return;
    note(resolve->last, &resolve->last_n, item->match.topics[0]);
    note(resolve->named, &resolve->named_n, item->match.topics[0]);
}

static void remember(struct builtin_wish_resolve *resolve, const struct builtin_group *group)
{
    size_t named = 0;
    for (size_t i = 0; i < group->n; i++)
        named += group->operands[i].item.kind == BUILTIN_ITEM_TOPIC;
    if (named)
        resolve->last_n = 0;
    for (size_t i = 0; i < group->n; i++)
        builtin_wish_resolve_mention(resolve, &group->operands[i].item);
}

void builtin_wish_resolve(struct builtin_wish_resolve *resolve, const struct nlu *heard,
                          const struct builtin_groups *groups)
{
    resolve->arena = heard->arena;
    resolve->heard = heard;
    resolve->groups = groups;
    if (groups->mentioned_n)
        resolve->last_n = 0;
    for (size_t i = 0; i < groups->mentioned_n; i++)
        builtin_wish_resolve_mention(resolve, &groups->mentioned[i]);
    for (size_t i = 0; i < groups->n; i++)
        for (size_t k = 0; k < groups->list[i].n; k++)
            if (groups->list[i].operands[k].item.kind == BUILTIN_ITEM_TOPIC &&
                groups->list[i].operands[k].item.match.n == 1)
                note(resolve->named, &resolve->named_n, groups->list[i].operands[k].item.match.topics[0]);
    for (size_t i = 0; i < groups->n; i++) {
        one_group(resolve, &groups->list[i]);
        remember(resolve, &groups->list[i]);
    }
    if (groups->has_lost && groups->n)
        resolve->lost = typed(resolve, groups->lost.at, groups->lost.end);
    resolve->judged = resolve->judged || groups->dislike;
    resolve->felt = resolve->felt || groups->feels;
}

/* ---- in the end ---- */

static bool same_thing(enum builtin_op one, enum builtin_op other)
{
    static const bool time[] = {[BUILTIN_OP_MORE] = true,
                                [BUILTIN_OP_LESS] = true,
                                [BUILTIN_OP_DROP] = true,
                                [BUILTIN_OP_MINUTES] = true,
                                [BUILTIN_OP_PLACE] = false};
    static const bool level[] = {
        [BUILTIN_OP_HARDER] = true, [BUILTIN_OP_EASIER] = true, [BUILTIN_OP_PLACE] = false};
    const size_t n = sizeof time / sizeof *time, m = sizeof level / sizeof *level;
    return ((size_t)one < n && (size_t)other < n && time[one] && time[other]) ||
           ((size_t)one < m && (size_t)other < m && level[one] && level[other]);
}

/* The same twice is once; two that pull apart are asked about. */
static void share_evenly(struct builtin_wish_resolve *resolve)
{
    struct builtin_wish *wish = resolve->wish;
    int left = wish->day, among_n = 0;
    for (size_t i = 0; i < count(resolve); i++) {
        among_n += resolve->evenly[i];
        int minutes = minutes_of(resolve, i);
        if (!wish->day)
            left += minutes;
        for (size_t k = 0; k < wish->operations_n; k++)
            if (wish->operations[k].topic == i && wish->operations[k].op == BUILTIN_OP_MINUTES)
                minutes = wish->operations[k].to;
        if (!resolve->evenly[i])
            left -= minutes;
    }
    for (size_t i = 0; i < count(resolve); i++) {
        if (!resolve->evenly[i])
            continue;
        const int share = left / among_n;
        operate(resolve, BUILTIN_OP_MINUTES, i, (int)num_max(share, 1));
        left -= share;
        among_n--;
    }
}

static void settle_pairs(struct builtin_wish_resolve *resolve)
{
    struct builtin_wish *wish = resolve->wish;
    size_t kept = 0;
    for (size_t i = 0; i < wish->operations_n; i++) {
        bool again = false;
        const struct builtin_operation *now = &wish->operations[i];
        for (size_t k = 0; k < kept; k++) {
            const struct builtin_operation *old = &wish->operations[k];
            if (old->topic != now->topic || now->topic == BUILTIN_WISH_NEW)
                continue;
            if (old->op == now->op && old->to == now->to)
                again = true;
            else if (same_thing(old->op, now->op))
                ask(resolve, SAY_CHANGES_ASK_WHAT, builtin_wish_name(wish, now->topic));
        }
        if (!again)
            wish->operations[kept++] = *now;
    }
    wish->operations_n = kept;
}

static size_t dropped(const struct builtin_wish *wish)
{
    size_t n = 0;
    for (size_t i = 0; i < wish->operations_n; i++)
        n += wish->operations[i].op == BUILTIN_OP_DROP;
    return n;
}

void builtin_wish_resolve_end(struct builtin_wish_resolve *resolve, const char *text)
{
    struct builtin_wish *wish = resolve->wish;
    resolve->arena = wish->arena;
    resolve->clause = text;
    share_evenly(resolve);
    settle_pairs(resolve);
    if (resolve->how_long && !wish->day && !json_get(wish->facts, "minutes_by_day")) {
        resolve->clause = resolve->how_long;
        ask(resolve, SAY_CHANGES_ASK_HOW_LONG, "");
    }
    const size_t gone = dropped(wish), n = count(resolve);
    if (gone >= n && n)
        ask(resolve, SAY_CHANGES_LAST_TOPIC, "");
    else if (gone * 2 > n && resolve->broad && !resolve->plain && !resolve->keeps)
        ask(resolve, SAY_CHANGES_ASK_SO_MANY, "");
    const bool heard = wish->operations_n || wish->asked_n || wish->day || json_members(wish->facts) ||
                       *wish->answer || resolve->keeps;
    if (heard || (wish->nothing && !resolve->judged) || text_blank(text))
        return;
    if (resolve->felt && !resolve->last_n && !resolve->judged)
        wish->answer = sentences_text(library_sentences(wish->library), SAY_CHANGES_FEELS);
    else if (resolve->last_n)
        ask(resolve, SAY_CHANGES_ASK_WHAT, list_of(resolve, resolve->last, resolve->last_n));
    else
        ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
}
