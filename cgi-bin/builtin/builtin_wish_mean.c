#include "builtin/builtin_wish_mean.h"
#include "base/text.h"

enum { MOST_OBJECT = 6 };

bool builtin_wish_mean_among(const size_t *list, size_t n, size_t topic)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == topic)
            return true;
    return false;
}

void builtin_wish_mean_note(size_t *list, size_t *n, size_t topic)
{
    if (!builtin_wish_mean_among(list, *n, topic) && *n < BUILTIN_WISH_TOPICS)
        list[(*n)++] = topic;
}

static void mean(struct builtin_meant *meant, size_t topic, enum builtin_role role)
{
    if (builtin_wish_mean_among(meant->topics, meant->n, topic) || meant->n == BUILTIN_WISH_TOPICS)
        return;
    meant->roles[meant->n] = role;
    meant->topics[meant->n++] = topic;
}

const char *builtin_wish_mean_list(const struct builtin_wish_resolve *resolve, const size_t *topics, size_t n)
{
    const struct sentences *says = library_sentences(resolve->wish->library);
    const char *all = "";
    for (size_t i = 0; i < n; i++) {
        const char *name = builtin_wish_state_name(resolve->wish, topics[i]);
        if (i == 0)
            all = name;
        else
            all = SAY(says, resolve->arena, i + 1 == n ? SAY_LIST_OR : SAY_LIST_MORE, {"first", all},
                      {"next", name}, {"last", name});
    }
    return all;
}

const char *builtin_wish_mean_typed(const struct builtin_wish_resolve *resolve, const char *at,
                                    const char *end)
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
                                      builtin_wish_mean_typed(resolve, before->item.at, now->item.end),
                                      &named);
    return named;
}

static void mean_other(struct builtin_wish_resolve *resolve, struct builtin_meant *meant,
                       const struct builtin_operand *all, size_t *at_operand, size_t n)
{
    const char *at = all[*at_operand].item.at;
    const size_t first = *at_operand;
    while (*at_operand + 1 < n && (goes_on(&all[*at_operand], &all[*at_operand + 1]) ||
                                   is_one_name(resolve, &all[*at_operand], &all[*at_operand + 1])))
        ++*at_operand;
    meant->words_roles[meant->words_n] = all[first].role;
    meant->near[meant->words_n] = &all[first].item;
    meant->words[meant->words_n++] = builtin_wish_mean_typed(resolve, at, all[*at_operand].item.end);
}

static void mean_operand(struct builtin_wish_resolve *resolve, struct builtin_meant *meant,
                         const struct builtin_operand *operand)
{
    const struct builtin_item *item = &operand->item;
    switch (item->kind) {
    case BUILTIN_ITEM_TOPIC:
        if (item->match.n > 1 && !item->every) {
            builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_WHICH,
                                   builtin_wish_mean_list(resolve, item->match.topics, item->match.n));
            meant->unclear = true;
        } else if (operand->kept)
            builtin_wish_mean_note(meant->kept, &meant->kept_n, item->match.topics[0]);
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
static void mean_many(const struct builtin_wish_resolve *resolve, struct builtin_meant *meant)
{
    for (size_t i = 0; i < builtin_wish_topics_count(resolve->topics); i++)
        if ((meant->all && !builtin_wish_mean_among(meant->kept, meant->kept_n, i)) ||
            (meant->rest && !builtin_wish_mean_among(resolve->named, resolve->named_n, i)))
            mean(meant, i, BUILTIN_ROLE_PLAIN);
}

/* Of a topic nothing is swapped for itself: these words stand for something else. */
static bool is_again(const struct builtin_group *group, const struct builtin_meant *meant,
                     const struct builtin_item *item)
{
    const bool swaps = group->op == BUILTIN_OP_SWAP || group->op == BUILTIN_OP_INSTEAD;
    return swaps && item->kind == BUILTIN_ITEM_TOPIC && item->match.n == 1 &&
           builtin_wish_mean_among(meant->topics, meant->n, item->match.topics[0]);
}

/* What was named last: topics, or what others ask for. */
static void mean_last(const struct builtin_wish_resolve *resolve, struct builtin_meant *meant)
{
    for (size_t i = 0; i < resolve->last_n; i++)
        mean(meant, resolve->last[i], BUILTIN_ROLE_PLAIN);
    if (resolve->last_n || !resolve->asked_for)
        return;
    meant->words[0] = resolve->asked_for_words;
    meant->near[0] = resolve->asked_for;
    meant->words_n = 1;
}

/* "A little shorter, though": is it said of what the wish was about just before? */
static bool says_how(const struct builtin_group *group)
{
    return !group->amount && !group->rate &&
           (group->op == BUILTIN_OP_MORE || group->op == BUILTIN_OP_LESS || group->op == BUILTIN_OP_HARDER ||
            group->op == BUILTIN_OP_EASIER);
}

void builtin_wish_mean(struct builtin_wish_resolve *resolve, const struct builtin_group *group,
                       struct builtin_meant *meant)
{
    *meant = (struct builtin_meant){.n = 0};
    for (size_t i = 0; i < group->n; i++) {
        const struct builtin_operand *operand = &group->operands[i];
        if (operand->item.kind != BUILTIN_ITEM_OTHER && !is_again(group, meant, &operand->item))
            mean_operand(resolve, meant, operand);
        else
            mean_other(resolve, meant, group->operands, &i, group->n);
    }
    const bool none = !group->n && (group->pronoun || resolve->acted) && says_how(group);
    if ((meant->those || none) && !meant->n && !meant->words_n)
        mean_last(resolve, meant);
    if (meant->all || meant->rest)
        mean_many(resolve, meant);
}

void builtin_wish_mean_absent(struct builtin_wish_resolve *resolve, const struct builtin_meant *meant,
                              size_t i, enum builtin_op op)
{
    const struct builtin_item *near = meant->near[i];
    const struct hole hole = {"object", meant->words[i]};
    if (near->match.n)
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_WHICH,
                               builtin_wish_mean_list(resolve, near->match.topics, near->match.n));
    else if (op == BUILTIN_OP_DROP && text_words(meant->words[i]) <= MOST_OBJECT)
        resolve->wish->answer = fill_holes(
            resolve->arena, sentences_text(library_sentences(resolve->wish->library), SAY_CHANGES_NOT_THERE),
            &hole, 1);
    else
        builtin_wish_state_question(resolve->wish, SAY_CHANGES_NOT_IN_PLAN,
                                    &(struct hole){"object", meant->words[i]}, 1);
}
