#include "builtin/builtin_wish_settle.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_wish_mean.h"

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

/* What the topics that have minutes of their own leave of the day, in equal parts. */
static void share_evenly(struct builtin_wish_resolve *resolve)
{
    struct builtin_wish *wish = resolve->wish;
    int left = wish->day, among_n = 0;
    for (size_t i = 0; i < builtin_wish_topics_count(resolve->topics); i++) {
        among_n += resolve->evenly[i];
        int minutes = builtin_wish_state_minutes(resolve, i);
        if (!wish->day)
            left += minutes;
        for (size_t k = 0; k < wish->operations_n; k++)
            if (wish->operations[k].topic == i && wish->operations[k].op == BUILTIN_OP_MINUTES)
                minutes = wish->operations[k].to;
        if (!resolve->evenly[i])
            left -= minutes;
    }
    for (size_t i = 0; i < builtin_wish_topics_count(resolve->topics) && among_n > 0; i++) {
        if (!resolve->evenly[i])
            continue;
        const int share = left / among_n;
        builtin_wish_state_operate(resolve, BUILTIN_OP_MINUTES, i, (int)num_max(share, 1));
        left -= share;
        among_n--;
    }
}

/* The same twice is once; two that pull apart are asked about. */
static void settle_pairs(struct builtin_wish_resolve *resolve)
{
    struct builtin_wish *wish = resolve->wish;
    size_t kept = 0;
    for (size_t i = 0; i < wish->operations_n; i++) {
        bool again = false;
        const struct builtin_operation *now = &wish->operations[i];
        for (size_t k = 0; k < kept; k++) {
            const struct builtin_operation *old = &wish->operations[k];
            if (old->topic != now->topic || !text_equal(old->words, now->words))
                continue;
            if (old->op == now->op && (old->to == now->to || now->topic == BUILTIN_WISH_NEW))
                again = true;
            else if (same_thing(old->op, now->op))
                builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_WHAT,
                                       builtin_wish_state_name(wish, now->topic));
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

void builtin_wish_settle(struct builtin_wish_resolve *resolve, const char *text)
{
    struct builtin_wish *wish = resolve->wish;
    resolve->arena = wish->arena;
    resolve->clause = text;
    share_evenly(resolve);
    settle_pairs(resolve);
    if (resolve->how_long && !wish->day && !json_get(wish->facts, "minutes_by_day")) {
        resolve->clause = resolve->how_long;
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_HOW_LONG, "");
    }
    const size_t gone = dropped(wish), n = builtin_wish_topics_count(resolve->topics);
    if (gone >= n && n)
        builtin_wish_state_ask(resolve, SAY_CHANGES_LAST_TOPIC, "");
    else if (gone * 2 > n && resolve->broad && !resolve->plain && !resolve->keeps)
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_SO_MANY, "");
    const bool heard = wish->operations_n || wish->asked_n || wish->day || json_members(wish->facts) ||
                       *wish->answer || resolve->keeps;
    if (heard || (wish->nothing && !resolve->judged) || text_blank(text))
        return;
    for (size_t i = 0; i < wish->doubts_n; i++)
        wish->asked[wish->asked_n++] = wish->doubts[i];
    if (wish->asked_n)
        return;
    if (resolve->felt && !resolve->last_n && !resolve->judged)
        wish->answer = sentences_text(library_sentences(wish->library), SAY_CHANGES_FEELS);
    else if (resolve->last_n)
        builtin_wish_state_ask(resolve, SAY_CHANGES_ASK_WHAT,
                               builtin_wish_mean_list(resolve, resolve->last, resolve->last_n));
    else
        builtin_wish_state_ask(resolve, SAY_CHANGES_NOT_CLEAR, "");
}
