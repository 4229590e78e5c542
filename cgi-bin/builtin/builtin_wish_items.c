#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_wish_amount.h"
#include <string.h>

enum { MOST_CONTENT = 8, LAST_TOPIC = 99 };

/* THE table: what each list of phrases stands for. Of equally long phrases the first counts. */
static const struct {
    enum phrase_list which;
    enum builtin_item_kind kind;
    enum builtin_op op;
    bool passive;
} lists[] = {
    {HEAR_CHANGES_WRONG, BUILTIN_ITEM_WRONG, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_POLITE_PAST, BUILTIN_ITEM_WISHING, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_DOUBT, BUILTIN_ITEM_DOUBT, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_IF, BUILTIN_ITEM_IF, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_REASON, BUILTIN_ITEM_REASON, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_LIMIT, BUILTIN_ITEM_NOTHING, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_LASTING, BUILTIN_ITEM_LASTING, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_WHILE, BUILTIN_ITEM_WHILE, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_RATE, BUILTIN_ITEM_RATE, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_EVERY_DAY, BUILTIN_ITEM_EVERY_DAY, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_HARDER, BUILTIN_ITEM_OP, BUILTIN_OP_HARDER, false},
    {HEAR_CHANGES_EASIER, BUILTIN_ITEM_OP, BUILTIN_OP_EASIER, false},
    {HEAR_CHANGES_LESS, BUILTIN_ITEM_OP, BUILTIN_OP_LESS, false},
    {HEAR_CHANGES_MORE, BUILTIN_ITEM_OP, BUILTIN_OP_MORE, false},
    {HEAR_CHANGES_KEEP, BUILTIN_ITEM_OP, BUILTIN_OP_KEEP, false},
    {HEAR_CHANGES_DROP, BUILTIN_ITEM_OP, BUILTIN_OP_DROP, false},
    {HEAR_CHANGES_ADD, BUILTIN_ITEM_OP, BUILTIN_OP_ADD, false},
    {HEAR_CHANGES_FIRST, BUILTIN_ITEM_OP, BUILTIN_OP_FIRST, false},
    {HEAR_CHANGES_LAST, BUILTIN_ITEM_OP, BUILTIN_OP_LAST, false},
    {HEAR_CHANGES_BEFORE, BUILTIN_ITEM_OP, BUILTIN_OP_BEFORE, false},
    {HEAR_CHANGES_AFTER, BUILTIN_ITEM_OP, BUILTIN_OP_AFTER, false},
    {HEAR_CHANGES_PLACE, BUILTIN_ITEM_OP, BUILTIN_OP_PLACE, false},
    {HEAR_CHANGES_HALF, BUILTIN_ITEM_OP, BUILTIN_OP_HALF, false},
    {HEAR_CHANGES_DOUBLE, BUILTIN_ITEM_OP, BUILTIN_OP_DOUBLE, false},
    {HEAR_CHANGES_EVENLY, BUILTIN_ITEM_OP, BUILTIN_OP_EVENLY, false},
    {HEAR_CHANGES_SWAP, BUILTIN_ITEM_OP, BUILTIN_OP_SWAP, false},
    {HEAR_CHANGES_INSTEAD, BUILTIN_ITEM_OP, BUILTIN_OP_INSTEAD, false},
    {HEAR_CHANGES_COST, BUILTIN_ITEM_OP, BUILTIN_OP_COST, false},
    {HEAR_CHANGES_CUT, BUILTIN_ITEM_OP, BUILTIN_OP_CUT, false},
    {HEAR_CHANGES_TAKE, BUILTIN_ITEM_OP, BUILTIN_OP_TAKE, false},
    {HEAR_CHANGES_MOVE, BUILTIN_ITEM_OP, BUILTIN_OP_MOVE, false},
    {HEAR_CHANGES_GIVE, BUILTIN_ITEM_OP, BUILTIN_OP_GIVE, false},
    {HEAR_CHANGES_DROPPED, BUILTIN_ITEM_OP, BUILTIN_OP_DROP, true},
    {HEAR_CHANGES_LOWERED, BUILTIN_ITEM_OP, BUILTIN_OP_LESS, true},
    {HEAR_CHANGES_RAISED, BUILTIN_ITEM_OP, BUILTIN_OP_MORE, true},
    {HEAR_CHANGES_ADDED, BUILTIN_ITEM_OP, BUILTIN_OP_ADD, true},
    {HEAR_CHANGES_OUT, BUILTIN_ITEM_OP, BUILTIN_OP_OUT, false},
    {HEAR_CHANGES_UP, BUILTIN_ITEM_OP, BUILTIN_OP_UP, false},
    {HEAR_CHANGES_DOWN, BUILTIN_ITEM_OP, BUILTIN_OP_DOWN, false},
    {HEAR_CHANGES_WANT, BUILTIN_ITEM_OP, BUILTIN_OP_WANT, false},
    {HEAR_CHANGES_PUT, BUILTIN_ITEM_OP, BUILTIN_OP_PUT, false},
    {HEAR_CHANGES_MAKE, BUILTIN_ITEM_OP, BUILTIN_OP_MAKE, false},
    {HEAR_CHANGES_IN, BUILTIN_ITEM_OP, BUILTIN_OP_IN, false},
    {HEAR_CHANGES_ALL, BUILTIN_ITEM_ALL, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_REST, BUILTIN_ITEM_REST, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_EXCEPT, BUILTIN_ITEM_EXCEPT, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_AS_IT_IS, BUILTIN_ITEM_AS_IT_IS, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_DISLIKE, BUILTIN_ITEM_DISLIKE, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_FEELS, BUILTIN_ITEM_FEELS, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_THANKS, BUILTIN_ITEM_THANKS, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_ONLY, BUILTIN_ITEM_ONLY, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_NOT, BUILTIN_ITEM_NOT, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_NAMES, BUILTIN_ITEM_NAMES, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_SAID, BUILTIN_ITEM_SAID, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_PAST, BUILTIN_ITEM_PAST, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_THOSE, BUILTIN_ITEM_THOSE, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_AND, BUILTIN_ITEM_AND, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_OR, BUILTIN_ITEM_OR, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_PART, BUILTIN_ITEM_PART, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_BY, BUILTIN_ITEM_BY, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_TO, BUILTIN_ITEM_TO, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_FROM, BUILTIN_ITEM_FROM, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_WISHING, BUILTIN_ITEM_WISHING, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_LIGHT, BUILTIN_ITEM_LIGHT, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_ROLE, BUILTIN_ITEM_ROLE, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_DATE, BUILTIN_ITEM_DATE, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_DAY, BUILTIN_ITEM_DAY, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_HOURS, BUILTIN_ITEM_HOURS, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_SPAN, BUILTIN_ITEM_SPAN, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_SUBJECT, BUILTIN_ITEM_SUBJECT, BUILTIN_OP_NONE, false},
    {HEAR_CHANGES_EMPTY, BUILTIN_ITEM_NOTHING, BUILTIN_OP_NONE, false},
};

/* ---- phrases ---- */

/* Does a phrase of n letters end within a word ("a" in "a/b")? */
static bool ends_within(const struct builtin_scan *scan, size_t i, size_t n)
{
    const char *end = scan->words[i].at + n;
    while (i + 1 < scan->n && scan->words[i + 1].at < end)
        i++;
    return n > 0 && end < builtin_wish_amount_end(&scan->words[i]) && *end != '\'';
}

static size_t phrase_at(const struct builtin_scan *scan, size_t i, size_t *row)
{
    size_t longest = 0;
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        const size_t n = nlu_begins(scan->heard, scan->words[i].at, lists[k].which, NULL);
        const bool compound = lists[k].kind == BUILTIN_ITEM_ROLE && scan->words[i].at[n] == '-';
        if (n <= longest || ends_within(scan, i, n) || compound)
            continue; /* a "role-play" is no role */
        longest = n;
        *row = k;
    }
    return longest;
}

static bool after_all(const struct builtin_scan *scan)
{
    return scan->items_n && scan->items[scan->items_n - 1].kind == BUILTIN_ITEM_ALL;
}

static size_t take_phrase(struct builtin_scan *scan, size_t i)
{
    size_t row = 0;
    const size_t n = phrase_at(scan, i, &row);
    if (after_all(scan) && builtin_wish_amount_in(scan, i, HEAR_CHANGES_EXCEPT_ALL)) {
        builtin_wish_amount_put(scan, (struct builtin_item){.kind = BUILTIN_ITEM_EXCEPT}, i, i + 1);
        return i + 1;
    }
    if (!n)
        return i;
    const size_t to = builtin_wish_amount_behind(scan, i, scan->words[i].at + n);
    builtin_wish_amount_put(
        scan,
        (struct builtin_item){.kind = lists[row].kind,
                              .op = lists[row].op,
                              .passive = lists[row].passive,
                              .pronoun = lists[row].kind == BUILTIN_ITEM_SUBJECT &&
                                         builtin_wish_amount_in(scan, i, HEAR_CHANGES_PRONOUN)},
        i, to);
    return to;
}

/* ---- topics ---- */

static size_t take_whole(struct builtin_scan *scan, size_t i)
{
    struct builtin_item item = {.kind = BUILTIN_ITEM_TOPIC};
    const size_t n = builtin_wish_topics_whole(scan->topics, scan->words, scan->n, i, &item.match);
    if (n)
        builtin_wish_amount_put(scan, item, i, i + n);
    return i + n;
}

static size_t take_nth(struct builtin_scan *scan, size_t i, size_t topics_n)
{
    const char *note = "0";
    struct builtin_item item = {.kind = BUILTIN_ITEM_TOPIC, .match.n = 1};
    const size_t n = nlu_begins(scan->heard, scan->words[i].at, HEAR_CHANGES_NTH, &note);
    const size_t nth = (size_t)nlu_value(note);
    if (!n || !nth || (nth > topics_n && nth != LAST_TOPIC))
        return i;
    item.match.topics[0] = num_min(nth, topics_n) - 1;
    const size_t to = builtin_wish_amount_behind(scan, i, scan->words[i].at + n);
    builtin_wish_amount_put(scan, item, i, to);
    return to;
}

/* "the last two" */
static size_t take_few(struct builtin_scan *scan, size_t i, size_t topics_n)
{
    const char *note = "0";
    struct builtin_item item = {.kind = BUILTIN_ITEM_TOPIC, .every = true};
    size_t n = nlu_begins(scan->heard, scan->words[i].at, HEAR_CHANGES_FIRST_FEW, &note), from = 0;
    if (!n) {
        n = nlu_begins(scan->heard, scan->words[i].at, HEAR_CHANGES_LAST_FEW, &note);
        from = topics_n - num_min((size_t)nlu_value(note), topics_n);
    }
    if (!n || (size_t)nlu_value(note) > topics_n)
        return i;
    for (size_t k = 0; k < (size_t)nlu_value(note); k++)
        item.match.topics[item.match.n++] = from + k;
    const size_t to = builtin_wish_amount_behind(scan, i, scan->words[i].at + n);
    builtin_wish_amount_put(scan, item, i, to);
    return to;
}

static bool is_light(const struct builtin_scan *scan, size_t i)
{
    size_t row = 0;
    return phrase_at(scan, i, &row) > 0 && lists[row].kind == BUILTIN_ITEM_LIGHT;
}

static bool begins_something(const struct builtin_scan *scan, size_t i)
{
    size_t row = 0;
    struct builtin_wish_match match;
    double minutes;
    int sign;
    return phrase_at(scan, i, &row) > 0 || builtin_wish_amount_at(scan, i, &minutes, &sign) > i ||
           builtin_wish_topics_whole(scan->topics, scan->words, scan->n, i, &match) > 0;
}

static bool is_person(const struct builtin_scan *scan, const struct builtin_item *item)
{
    const size_t n = nlu_begins(scan->heard, item->at, HEAR_CHANGES_PERSON, NULL);
    return item->kind == BUILTIN_ITEM_SUBJECT && item->at + n == item->end;
}

/* Does a person stand right before, or one and "can": is what comes a verb? */
static bool behind_person(const struct builtin_scan *scan)
{
    const size_t n = scan->items_n;
    return (n > 0 && is_person(scan, &scan->items[n - 1])) ||
           (n > 1 && scan->items[n - 1].kind == BUILTIN_ITEM_WISHING && is_person(scan, &scan->items[n - 2]));
}

/* Words that no list knows name something, with the nouns behind them that add nothing. */
static size_t take_name(struct builtin_scan *scan, size_t i)
{
    const struct builtin_wish_word *content[MOST_CONTENT];
    struct builtin_item item = {.kind = BUILTIN_ITEM_OTHER};
    size_t to = i, n = 0;
    for (bool light = false; to < scan->n; to++) {
        const struct builtin_wish_word *word = &scan->words[to];
        if (to > i && (word->parted || word->quoted != scan->words[i].quoted))
            break;
        light = to > i && is_light(scan, to);
        if (to > i && !light && begins_something(scan, to))
            break;
        if (!light && n < MOST_CONTENT)
            content[n++] = word;
    }
    item.match = builtin_wish_topics_find(scan->topics, content, n);
    if (n == 1 && behind_person(scan))
        item.match = (struct builtin_wish_match){.n = 0}; /* "I've handled" */
    if (item.match.n && !item.match.near)
        item.kind = BUILTIN_ITEM_TOPIC;
    builtin_wish_amount_put(scan, item, i, to);
    return to;
}

/* What is quoted is a topic's name or nothing that is asked for. */
static size_t take_quoted(struct builtin_scan *scan, size_t i)
{
    size_t to = i;
    struct builtin_item item = {.kind = BUILTIN_ITEM_OTHER};
    while (to < scan->n && scan->words[to].quoted)
        to++;
    const size_t n = builtin_wish_topics_whole(scan->topics, scan->words, to, i, &item.match);
    if (n == to - i)
        item.kind = BUILTIN_ITEM_TOPIC;
    builtin_wish_amount_put(scan, item, i, to);
    return to;
}

/* "first aid", "first impressions" */
static bool begins_name(const struct builtin_scan *scan, size_t i)
{
    const struct builtin_wish_word *word = &scan->words[i];
    return strcmp(word->plain, "first") == 0 && i + 1 < scan->n && !word[1].parted &&
           !begins_something(scan, i + 1);
}

static size_t take(struct builtin_scan *scan, size_t i, size_t topics_n)
{
    if (scan->words[i].quoted)
        return take_quoted(scan, i);
    size_t to = take_whole(scan, i);
    if (to == i)
        to = take_few(scan, i, topics_n);
    if (to == i)
        to = take_nth(scan, i, topics_n);
    if (to == i)
        to = builtin_wish_amount_date(scan, i);
    if (to == i)
        to = builtin_wish_amount_take(scan, i);
    if (to == i && !begins_name(scan, i))
        to = take_phrase(scan, i);
    if (to == i && !begins_name(scan, i))
        to = builtin_wish_amount_number(scan, i);
    if (to == i)
        to = take_name(scan, i);
    return to;
}

struct builtin_item *builtin_wish_items(const struct nlu *heard, const struct builtin_wish_topics *topics,
                                        size_t *n)
{
    struct builtin_scan scan = {.heard = heard, .topics = topics};
    scan.words = builtin_wish_words(heard->arena, heard->folded, &scan.n);
    scan.items = arena_array(heard->arena, scan.n + 1, sizeof *scan.items);
    for (size_t i = 0; i < scan.n;)
        i = take(&scan, i, builtin_wish_topics_count(topics));
    *n = scan.items_n;
    return scan.items;
}

bool builtin_wish_items_named(const struct builtin_item *item)
{
    return item->kind == BUILTIN_ITEM_TOPIC || item->kind == BUILTIN_ITEM_OTHER ||
           item->kind == BUILTIN_ITEM_ALL || item->kind == BUILTIN_ITEM_REST ||
           item->kind == BUILTIN_ITEM_THOSE;
}
