#include "base/text.h"
#include "nlu/nlu_reading.h"
#include <ctype.h>
#include <string.h>

/* Noun phrases that may be areas, and lists of them: as long as nothing else is said. */

enum { MOST_ITEM = 9, MOST_LISTED = 4, MOST_AREA = 30 };

/* "forty to fifty", "twenty five or thirty" */
static bool only_numbers(const struct nlu *heard, const char *words)
{
    for (const char *at = words; *at; at += strspn(at, " ,-")) {
        const size_t n = strcspn(at, " ,-");
        const char *word = arena_text(heard->arena, at, n);
        const bool one = strcmp(word, "one") == 0; /* "one to one" */
        if (n &&
            (one || !(nlu_is(heard, word, HEAR_NUMBER_VALUES) || nlu_is(heard, word, HEAR_AREAS_AMOUNTS))))
            return false;
        at += n;
    }
    return true;
}

/* Could an interview ask about it? A life story's own troubles are none. */
static bool is_area(const struct nlu *heard, const char *words)
{
    if (*words == '"')
        return true;
    return !nlu_is(heard, words, HEAR_AREAS_NEVER) && text_words(words) > 0 &&
           !isdigit((unsigned char)*words) && !nlu_begins(heard, words, HEAR_AREAS_HEADS, NULL) &&
           !nlu_says(heard, words, HEAR_AREAS_TIMES) && !nlu_says(heard, words, HEAR_AREAS_WITHIN) &&
           !only_numbers(heard, words);
}

/* "estimation: money" is "estimation (money)": what it is made of stays with it. */
static const char *with_its_parts(struct arena *a, const char *area)
{
    const char *colon = strstr(area, ": ");
    return colon ? arena_printf(a, "%.*s (%s)", (int)(colon - area), area, colon + 2) : area;
}

bool nlu_put_area(struct nlu *heard, enum nlu_meaning meaning, const char *words)
{
    struct nlu area = *heard;
    const size_t length = strlen(words);
    const bool is = length > 2 && strcmp(words + length - 2, "'s") == 0; /* "my driving's fine" */
    nlu_take(&area, arena_text(heard->arena, words, length - (is ? 2 : 0)));
    if (heard->topic && nlu_is(heard, area.folded, HEAR_AREAS_PRONOUNS))
        nlu_take(&area, heard->topic);
    if (!is_area(heard, area.folded) || text_words(area.text) > MOST_AREA)
        return false;
    if (meaning == NLU_OPEN)
        heard->topic = area.text;
    if (meaning != NLU_OPEN)
        nlu_list(heard, meaning == NLU_FINE ? "strong" : "weak", with_its_parts(heard->arena, area.text));
    return true;
}

/* ---- one item ---- */

/* Behind the words in quotation marks that begin at a token; 0: none do. */
static size_t quoted_end(const struct nlu_reading *reading, size_t from)
{
    if (from >= reading->n || reading->tokens[from].at == reading->folded ||
        reading->tokens[from].at[-1] != '"')
        return 0;
    for (size_t at = from; at < reading->n; at++)
        if (*reading->tokens[at].end == '"')
            return at > from || memchr(reading->tokens[at].at, ' ',
                                       (size_t)(reading->tokens[at].end - reading->tokens[at].at))
                       ? at + 1
                       : 0;
    return 0;
}

/* Those words, with their marks, by which nobody takes them for the writer's own. */
static const char *item_text(const struct nlu_reading *reading, size_t from, size_t to)
{
    const char *words = nlu_text_of(reading, from, to);
    return quoted_end(reading, from) == to ? arena_printf(reading->heard->arena, "\"%s\"", words) : words;
}

static size_t skip_openers(const struct nlu_reading *reading, size_t from, size_t to)
{
    size_t n;
    while (from < to && !quoted_end(reading, from) && nlu_says_at(reading, from, HEAR_CLAUSE_STOPS) < 2 &&
           (n = nlu_says_at(reading, from, HEAR_CLAUSE_OPENERS)) > 0 && from + n < to)
        from += n;
    return from;
}

/* "30 minutes", "energy is fine", "no date yet": another fact begins here, where the words before it are not
 * parted from it by a comma. "Renewable energy" is none. */
static bool another_fact(const struct nlu_reading *reading, size_t at)
{
    if (nlu_says_at(reading, at, HEAR_CLAUSE_OTHER_FACTS))
        return true;
    if (isdigit((unsigned char)*reading->tokens[at].at))
        return nlu_says_at(reading, at + 1, HEAR_CLAUSE_OTHER_FACTS) > 0;
    const size_t behind = at + nlu_says_at(reading, at, HEAR_CLAUSE_PERHAPS_FACTS);
    return behind > at &&
           (nlu_mark_at(reading, behind) == ':' || nlu_says_at(reading, behind, HEAR_CLAUSE_BE) ||
            nlu_says_at(reading, behind, HEAR_CLAUSE_EASY) ||
            nlu_says_at(reading, behind, HEAR_CLAUSE_LOW_LEVELS) ||
            nlu_says_at(reading, behind, HEAR_CLAUSE_MIDDLING_LEVELS) ||
            nlu_says_at(reading, behind, HEAR_CLAUSE_HIGH_LEVELS));
}

/* Does something stand here that no noun phrase goes on with? */
static bool ends_item(const struct nlu_reading *reading, size_t at, size_t first)
{
    const char mark = nlu_mark_at(reading, at);
    if (mark && mark != '\'')
        return true;
    return nlu_joint_at(reading, at) || nlu_says_at(reading, at, HEAR_CLAUSE_STOPS) ||
           nlu_says_at(reading, at, HEAR_CLAUSE_FINITE) || (at > first && another_fact(reading, at));
}

/* A very long one ends before what only goes with it. */
static size_t shortened(const struct nlu_reading *reading, size_t from, size_t to)
{
    for (size_t at = to; at > from + 2 && to - from > MOST_ITEM; at--)
        if (nlu_says_at(reading, at - 1, HEAR_CLAUSE_AT) && at - 1 - from <= MOST_ITEM)
            return at - 1;
    return to - from > MOST_ITEM ? from + MOST_ITEM : to;
}

static size_t item_end(const struct nlu_reading *reading, size_t from)
{
    if (quoted_end(reading, from))
        return quoted_end(reading, from);
    size_t to = from;
    while (to < reading->n && !ends_item(reading, to, from))
        to++;
    return shortened(reading, from, to);
}

/* "my kids" are no area, where "kids" may be. */
static bool of_life(const struct nlu_reading *reading, size_t from, const char *words)
{
    const struct nlu *heard = reading->heard;
    return from > 0 && nlu_word_is(reading, from - 1, "my") &&
           !is_area(heard, arena_printf(heard->arena, "my %s", words));
}

/* ---- a list ---- */

/* Is what begins behind a joint one more item, and not another clause or another fact? */
static bool goes_on(const struct nlu_reading *reading, size_t from, size_t to)
{
    if (to <= from || nlu_says_at(reading, from, HEAR_CLAUSE_OTHER_FACTS) ||
        nlu_says_at(reading, from, HEAR_CLAUSE_FINITE) ||
        nlu_says_at(reading, from, HEAR_CLAUSE_PERHAPS_FACTS) ||
        nlu_says_at(reading, from, HEAR_CLAUSE_NO_ITEMS) || nlu_says_at(reading, from, HEAR_CLAUSE_DENIALS) ||
        nlu_frame_at(reading, from) || isdigit((unsigned char)*reading->tokens[from].at))
        return false;
    const bool another = nlu_says_at(reading, to, HEAR_CLAUSE_FINITE) ||
                         (nlu_mark_at(reading, to) == 0 && to < reading->n && another_fact(reading, to));
    return !another;
}

struct list {
    const char *text; /* "": empty so far */
    size_t from, to;
};

static void add_item(const struct nlu_reading *reading, struct list *list, size_t joint, size_t from,
                     size_t to)
{
    struct arena *a = reading->heard->arena;
    const char *item = item_text(reading, from, to);
    if (!*list->text) {
        *list = (struct list){.text = item, .from = from, .to = to};
        return;
    }
    const bool article = from == joint + 2 && nlu_word_is(reading, joint + 1, "the");
    const char *between = ",";
    if (nlu_mark_at(reading, joint) != ',')
        between = nlu_mark_at(reading, joint)
                      ? " and"
                      : arena_printf(a, " %s", nlu_text_of(reading, joint, joint + 1));
    list->text =
        arena_printf(a, "%s%s%s %s", list->text, between, article && *between == ' ' ? " the" : "", item);
    list->to = to;
}

/* The joint at a token, ", and" being one; its length. */
static size_t joint_length(const struct nlu_reading *reading, size_t at)
{
    if (!nlu_joint_at(reading, at))
        return 0;
    return nlu_mark_at(reading, at) == ',' && nlu_joint_at(reading, at + 1) ? 2 : 1;
}

static bool put_list(const struct nlu_reading *reading, const struct list *list, enum nlu_meaning meaning)
{
    if (!*list->text || !nlu_put_area(reading->heard, meaning, list->text))
        return false;
    return true;
}

/* "the science: light levels, pests" */
static size_t with_parts(const struct nlu_reading *reading, struct list *list)
{
    size_t end = list->to;
    if (nlu_mark_at(reading, end) != ':' || list->to - list->from > MOST_LISTED)
        return end;
    while (end < reading->n && !strchr(".!?;", nlu_mark_at(reading, end) ? nlu_mark_at(reading, end) : ' '))
        end++;
    if (nlu_says_in(reading, list->to, end, HEAR_CLAUSE_FINITE))
        return list->to;
    list->text = nlu_text_of(reading, list->from, end);
    return list->to = end;
}

size_t nlu_areas_behind(const struct nlu_reading *reading, size_t from, enum nlu_meaning meaning)
{
    struct list list = {.text = ""};
    size_t joint = from, next = from, open = from;
    for (;;) {
        const size_t start = skip_openers(reading, next, reading->n), end = item_end(reading, start);
        const bool more = *list.text != '\0';
        if (end <= start || reading->tokens[start].of_role ||
            (more && (!goes_on(reading, next, end) || !goes_on(reading, start, end))))
            break;
        struct nlu item = *reading->heard;
        nlu_take(&item, item_text(reading, start, end));
        const bool pronoun = item.topic && nlu_is(&item, item.folded, HEAR_AREAS_PRONOUNS);
        if (!pronoun && (!is_area(&item, item.folded) || of_life(reading, start, item.folded)))
            break;
        add_item(reading, &list, joint, start, end);
        open = end;
        const size_t length = joint_length(reading, end);
        if (!length || pronoun)
            break;
        joint = end;
        next = end + length;
    }
    if (!*list.text)
        return from;
    if (nlu_mark_at(reading, open) == ':')
        open = with_parts(reading, &list);
    return put_list(reading, &list, meaning) ? open : from;
}

bool nlu_areas_between(const struct nlu_reading *reading, size_t from, size_t to, enum nlu_meaning meaning)
{
    const char *whole = nlu_text_of(reading, from, to);
    const size_t head =
        nlu_begins(reading->heard, text_fold(reading->heard->arena, whole), HEAR_AREAS_HEADS, NULL);
    if (head && memchr(whole, ' ', head)) /* "getting up" */
        return false;
    from = skip_openers(reading, from, to);
    const char *words = item_text(reading, from, to);
    if (from >= to || to - from > MOST_AREA ||
        of_life(reading, from, text_fold(reading->heard->arena, words)))
        return false;
    return nlu_put_area(reading->heard, meaning, words);
}

/* ---- what a clause is about ---- */

/* "small children", whom a nurse treats; "my children" are somebody's own. */
static bool client_at(const struct nlu_reading *reading, size_t at)
{
    return at > 0 && nlu_says_at(reading, at, HEAR_CLAUSE_CLIENTS) && !nlu_mark_at(reading, at - 1) &&
           !nlu_says_at(reading, at - 1, HEAR_CLAUSE_MY) &&
           !nlu_says_at(reading, at - 1, HEAR_CLAUSE_AMOUNTS);
}

static bool has_verb(const struct nlu_reading *reading, size_t from, size_t to)
{
    for (size_t at = from; at < to; at++)
        if (nlu_says_at(reading, at, HEAR_CLAUSE_FINITE) ||
            (nlu_says_at(reading, at, HEAR_CLAUSE_OTHERS) && !client_at(reading, at)))
            return true;
    return false;
}

/* Does a new clause begin at a token, behind "but" or "I would say"? */
static bool begins_clause(const struct nlu_reading *reading, size_t at)
{
    size_t from;
    return at <= *reading->taken || nlu_mark_at(reading, at - 1) != 0 ||
           nlu_ends_at(reading, at, HEAR_CLAUSE_DOUBTS, &from) ||
           (nlu_ends_at(reading, at, HEAR_CLAUSE_BREAKS, &from) && !nlu_joint_at(reading, at - 1));
}

/* The start of the clause that ends before a token, and what of it has no verb of its own. */
static size_t clause_start(const struct nlu_reading *reading, size_t end)
{
    size_t from = end;
    while (from > 0 && !begins_clause(reading, from))
        from--;
    for (size_t at = from; at < end; at++) /* "I am a teacher and phonics" */
        if (nlu_joint_at(reading, at) && has_verb(reading, from, at))
            from = at + 1;
    return from;
}

/* "budgets, forecasts and ratios": items before the last comma belong to it, as long as they are short and
 * nothing else is said of them. */
static size_t list_start(const struct nlu_reading *reading, size_t from, size_t end)
{
    bool joined = false;
    for (size_t at = from; at < end; at++)
        joined = joined || nlu_joint_at(reading, at);
    while (joined && from > 1 && from > *reading->taken && nlu_mark_at(reading, from - 1) == ',') {
        size_t start = from - 1;
        while (start > 0 && !nlu_mark_at(reading, start - 1))
            start--;
        if (from - 1 - start > MOST_LISTED || start == from - 1 || has_verb(reading, start, from - 1) ||
            nlu_says_in(reading, start, from - 1, HEAR_CLAUSE_OTHER_FACTS))
            break;
        for (size_t at = start; at < from; at++)
            if (nlu_frame_at(reading, at))
                return from;
        from = start;
    }
    return from;
}

static bool is_doing(const struct nlu_token *token)
{
    return token->end - token->at > 4 && strncmp(token->end - 3, "ing", 3) == 0;
}

/* "exit interviews", "telling people off" are work, where "interviews" and "off" tell of their time. */
static bool of_work(const struct nlu_reading *reading, size_t from, size_t word)
{
    if (word == from)
        return false;
    return is_doing(&reading->tokens[from]) || (nlu_word_is(reading, word, "interviews") &&
                                                !nlu_says_at(reading, word - 1, HEAR_CLAUSE_DETERMINERS) &&
                                                !nlu_says_at(reading, word - 1, HEAR_CLAUSE_MY));
}

bool nlu_areas_before(const struct nlu_reading *reading, size_t end, enum nlu_meaning meaning)
{
    size_t from = clause_start(reading, end), begin;
    if (from >= end || has_verb(reading, from, end) || reading->tokens[from].of_role ||
        nlu_says_in(reading, from, end, HEAR_CLAUSE_OTHER_FACTS) ||
        (nlu_ends_at(reading, end, HEAR_CLAUSE_PERHAPS_FACTS, &begin) && !of_work(reading, from, begin)))
        return false;
    from = list_start(reading, from, end);
    return nlu_areas_between(reading, from, end, meaning);
}
