#include "base/text.h"
#include "nlu/nlu_reading.h"
#include <ctype.h>
#include <string.h>

/* How much energy somebody has for it, now and on the whole: little, some, plenty. */

enum energy { NONE, LOW, MIDDLING, HIGH };
enum { MOST_TEXT = 110, MARK_LOW = 3, MARK_MIDDLING = 6, MARK_MOST = 10 };

/* What a sentence says of it, as bits: several may be said at once. */
enum { SAYS_LOW = 1, SAYS_MIDDLING = 2, SAYS_HIGH = 4, SAYS_GLAD = 8, SAYS_NOT_HIGH = 16 };

static int of_mark(int mark)
{
    if (mark <= MARK_LOW)
        return SAYS_LOW;
    return mark <= MARK_MIDDLING ? SAYS_MIDDLING : SAYS_HIGH;
}

/* A number as a word. */
static const char *spelt(const struct nlu *heard, int number)
{
    const struct phrases *all = library_phrases(heard->library);
    const char *const *words = phrases_list(all, HEAR_NUMBER_VALUES);
    for (size_t i = 0; words[i]; i++)
        if (nlu_value(phrases_notes(all, HEAR_NUMBER_VALUES)[i]) == number)
            return words[i];
    return NULL;
}

/* "motivation 7/10", "energy: 3 out of 10" */
static int out_of_ten(const struct nlu *heard)
{
    if (!nlu_hears(heard, HEAR_ENERGY_SCALE))
        return 0;
    for (int mark = 1; mark <= MARK_MOST; mark++) { /* "a six out of ten" */
        size_t length;
        const char *word = spelt(heard, mark), *behind = NULL;
        const char *at = word ? nlu_place(heard, heard->folded, word, &length) : NULL;
        if (at)
            behind = at + length + strspn(at + length, " ");
        if (behind && nlu_prefix(heard, behind, HEAR_ENERGY_OF_TEN, NULL))
            return of_mark(mark);
    }
    for (const char *at = heard->folded; *at; at++) {
        if (!isdigit((unsigned char)*at) || (at > heard->folded && isalnum((unsigned char)at[-1])))
            continue;
        const bool ten = at[0] == '1' && at[1] == '0';
        const char *behind = at + 1 + ten;
        behind += strspn(behind, " ");
        if (nlu_prefix(heard, behind, HEAR_ENERGY_OF_TEN, NULL))
            return ten ? SAYS_HIGH : of_mark(*at - '0');
    }
    return 0;
}

int nlu_energy_of(const struct nlu *heard, const char *folded)
{
    if (nlu_says(heard, folded, HEAR_ENERGY_BARE_LOW))
        return LOW;
    if (nlu_says(heard, folded, HEAR_ENERGY_BARE_HIGH))
        return HIGH;
    return nlu_says(heard, folded, HEAR_ENERGY_BARE_MIDDLING) ? MIDDLING : NONE;
}

/* The words of a table of classes that stand at a token, the longest; what they say. */
struct measure {
    enum phrase_list class;
    int says, denied;
};
enum { MEASURES = 3, STATES = 5 };

static const struct measure states[STATES] = {
    {HEAR_CLAUSE_LOW_STATES, SAYS_LOW, 0},
    {HEAR_CLAUSE_MIDDLING_STATES, SAYS_MIDDLING, 0},
    {HEAR_CLAUSE_HIGH_STATES, SAYS_HIGH, SAYS_NOT_HIGH},
    {HEAR_CLAUSE_GLAD_STATES, SAYS_GLAD, 0},
    {HEAR_CLAUSE_OWN_LOW_STATES, SAYS_LOW, 0},
};
static const struct measure levels[MEASURES] = {
    {HEAR_CLAUSE_LOW_LEVELS, SAYS_LOW, SAYS_MIDDLING},
    {HEAR_CLAUSE_MIDDLING_LEVELS, SAYS_MIDDLING, SAYS_LOW},
    {HEAR_CLAUSE_HIGH_LEVELS, SAYS_HIGH, SAYS_LOW},
};
static const struct measure amounts[MEASURES] = {
    {HEAR_CLAUSE_LOW_MUCH, SAYS_LOW, 0},
    {HEAR_CLAUSE_MIDDLING_MUCH, SAYS_MIDDLING, SAYS_LOW},
    {HEAR_CLAUSE_HIGH_MUCH, SAYS_HIGH, SAYS_NOT_HIGH},
};

static const struct measure *measured(const struct nlu_reading *reading, size_t at,
                                      const struct measure *table, size_t n, size_t *length)
{
    const struct measure *best = NULL;
    *length = 0;
    for (size_t i = 0; i < n; i++)
        if (nlu_says_at(reading, at, table[i].class) > *length) {
            *length = nlu_says_at(reading, at, table[i].class);
            best = &table[i];
        }
    return best;
}

/* Is it told of somebody else, of another time, of a part of the day only, or not told at all? */
static bool not_now(const struct nlu_reading *reading, const struct nlu_before *before, size_t at, size_t end)
{
    size_t from = before->from, to = end;
    if (before->others || before->past || nlu_only_imagined(reading, before->from, at) ||
        nlu_word_is(reading, end, "of"))
        return true;
    while (from > 0 && !nlu_mark_at(reading, from - 1) && !nlu_word_is(reading, from - 1, "but"))
        from--;
    while (to < reading->n && !nlu_mark_at(reading, to) && !nlu_word_is(reading, to, "but"))
        to++;
    return nlu_says_in(reading, from, before->from, HEAR_CLAUSE_TIMES_OF_DAY) ||
           nlu_says_in(reading, end, to, HEAR_CLAUSE_TIMES_OF_DAY) ||
           nlu_says_in(reading, end, to, HEAR_CLAUSE_THEN) ||
           nlu_says_in(reading, from, before->from, HEAR_CLAUSE_THEN);
}

/* Does a word go on from a state to what it is a state of: "energetic people"? */
static bool goes_with_noun(const struct nlu_reading *reading, size_t at)
{
    static const enum phrase_list others[] = {HEAR_CLAUSE_STOPS,  HEAR_CLAUSE_FINITE,     HEAR_CLAUSE_HELPERS,
                                              HEAR_CLAUSE_AT,     HEAR_CLAUSE_RARELY,     HEAR_CLAUSE_TOO,
                                              HEAR_CLAUSE_BREAKS, HEAR_CLAUSE_OTHER_FACTS};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (nlu_says_at(reading, at, others[i]))
            return false;
    return nlu_mark_at(reading, at) == 0 && !nlu_word_is(reading, at, "from") && !nlu_joint_at(reading, at);
}

/* "a motivated nurse", "the work is exhausting", "it left me exhausted": not how the writer is. */
static bool not_of_oneself(const struct nlu_reading *reading, const struct nlu_before *before, size_t end)
{
    const size_t from = before->from;
    if (!before->near && (goes_with_noun(reading, end) || nlu_mark_at(reading, end) == '?' ||
                          (from > 0 && nlu_says_at(reading, from - 1, HEAR_CLAUSE_ME))))
        return true;
    if (from > 0 && (nlu_word_is(reading, from - 1, "a") || nlu_word_is(reading, from - 1, "an") ||
                     nlu_word_is(reading, from - 1, "the")))
        return true;
    return !before->near && before->is && from > 0 && !nlu_mark_at(reading, from - 1) &&
           !nlu_joint_at(reading, from - 1) && !nlu_ends_at(reading, from, HEAR_CLAUSE_BREAKS, &(size_t){0});
}

/* What is said at a token: a state ("shattered"), or how much energy there is ("no energy", "my energy is
 * low"). *end: behind it. */
static int state_at(const struct nlu_reading *reading, size_t at, size_t *end)
{
    size_t length;
    const struct measure *state = measured(reading, at, states, STATES, &length);
    if (!state)
        return 0;
    const struct nlu_before before = nlu_look_before(reading, at);
    if (state->class == HEAR_CLAUSE_OWN_LOW_STATES && !(before.near && before.is))
        return 0;
    if (not_of_oneself(reading, &before, at + length) || not_now(reading, &before, at, at + length))
        return 0;
    *end = at + length;
    return before.denied ? state->denied : state->says;
}

static int amount_at(const struct nlu_reading *reading, size_t at, size_t *end)
{
    size_t length, noun;
    const struct measure *amount = measured(reading, at, amounts, MEASURES, &length);
    if (!amount)
        return 0;
    noun = at + length;
    while (nlu_says_at(reading, noun, HEAR_CLAUSE_DETERMINERS) ||
           nlu_says_at(reading, noun, HEAR_CLAUSE_RARELY))
        noun++;
    const struct nlu_before before = nlu_look_before(reading, at);
    if (!nlu_says_at(reading, noun, HEAR_CLAUSE_VIGOUR) || not_now(reading, &before, at, noun + 1))
        return 0;
    *end = noun + nlu_says_at(reading, noun, HEAR_CLAUSE_VIGOUR);
    return before.denied ? amount->denied : amount->says;
}

static int level_at(const struct nlu_reading *reading, size_t at, size_t *end)
{
    const size_t noun = at + nlu_says_at(reading, at, HEAR_CLAUSE_VIGOUR);
    size_t length, to = noun, n;
    bool denied = false, past = false;
    if (to == at)
        return 0;
    for (;; to += n) {
        const struct measure *level = measured(reading, to, levels, MEASURES, &length);
        if (level) {
            const struct nlu_before before = nlu_look_before(reading, at);
            *end = to + length;
            if (past || not_now(reading, &before, at, *end))
                return 0;
            return denied ? level->denied : level->says;
        }
        n = nlu_says_at(reading, to, HEAR_CLAUSE_HELPERS);
        if (!n)
            n = nlu_says_at(reading, to, HEAR_CLAUSE_RARELY);
        if (!n && (nlu_mark_at(reading, to) == ':' || nlu_mark_at(reading, to) == ',') && to == noun)
            n = 1;
        if (!n)
            return 0;
        denied = denied || nlu_says_in(reading, to, to + n, HEAR_CLAUSE_DENIALS);
        past = past || nlu_says_in(reading, to, to + n, HEAR_CLAUSE_PAST);
    }
}

/* All that the sentence says of it; *from and *to: where. */
static int energy_said(const struct nlu_reading *reading, size_t *from, size_t *to)
{
    static int (*const readers[])(const struct nlu_reading *reading, size_t at,
                                  size_t *end) = {level_at, amount_at, state_at};
    int all = 0;
    for (size_t at = 0; at < reading->n;) {
        size_t end = at + 1;
        int says = 0;
        for (size_t i = 0; i < sizeof readers / sizeof *readers && !says; i++)
            says = readers[i](reading, at, &end);
        if (says && !all)
            *from = at;
        if (says)
            *to = end;
        all |= says;
        at = says ? end : at + 1;
    }
    return all;
}

/* One level out of all that was said; NONE: nothing, or what doesn't go together, which *contrary says. */
static int settled(int says, bool *contrary)
{
    *contrary = (says & SAYS_LOW) && (says & (SAYS_HIGH | SAYS_GLAD));
    if (*contrary)
        return NONE;
    if (says & SAYS_HIGH)
        return says & SAYS_NOT_HIGH ? MIDDLING : HIGH;
    if (says & SAYS_MIDDLING)
        return MIDDLING;
    if (says & (SAYS_LOW | SAYS_NOT_HIGH))
        return LOW;
    return says & SAYS_GLAD ? HIGH : NONE;
}

/* "Energy: lively until lunch": told, and not understood. */
static bool label_alone(const struct nlu_reading *reading)
{
    const size_t noun = nlu_says_at(reading, 0, HEAR_CLAUSE_MY);
    const size_t behind = noun + nlu_says_at(reading, noun, HEAR_CLAUSE_VIGOUR);
    return behind > noun && nlu_mark_at(reading, behind) == ':' && behind + 1 < reading->n;
}

/* What was heard earlier in the message isn't so plain after all. */
static void unsay(struct nlu *heard)
{
    json_drop(heard->facts, "capacity");
    json_drop(heard->facts, "motivation");
    json_drop(json_get(heard->facts, "sources"), "capacity");
}

/* "Am I motivated? Yes, very." */
static int answered(struct nlu *heard, const struct nlu_reading *reading)
{
    const int wondered = heard->wondered;
    heard->wondered = 0;
    if (!wondered || !reading->n)
        return 0;
    if (nlu_says_at(reading, 0, HEAR_CLAUSE_NAY))
        return wondered & SAYS_HIGH ? SAYS_LOW : 0;
    return nlu_says_at(reading, 0, HEAR_CLAUSE_YES) ? wondered : 0;
}

/* "Am I motivated?", by itself; what it asks for. */
static int wondered(const struct nlu_reading *reading)
{
    size_t length;
    const size_t i = reading->n > 3 ? 2 + nlu_says_at(reading, 2, HEAR_CLAUSE_RARELY) : 0;
    const bool asks = i && nlu_word_is(reading, 0, "am") && nlu_word_is(reading, 1, "i") &&
                      nlu_mark_at(reading, reading->n - 1) == '?';
    const struct measure *state = asks ? measured(reading, i, states, STATES, &length) : NULL;
    return state ? state->says : 0;
}

static const int bits_of[] = {[NONE] = 0, [LOW] = SAYS_LOW, [MIDDLING] = SAYS_MIDDLING, [HIGH] = SAYS_HIGH};

void nlu_energy(struct nlu *heard)
{
    const struct nlu_reading reading = nlu_read(heard);
    size_t from = 0, to = reading.n;
    bool contrary = false;
    int says = out_of_ten(heard);
    if (!says)
        says = energy_said(&reading, &from, &to);
    if (!says)
        says = answered(heard, &reading);
    heard->wondered = wondered(&reading);
    if (!says && label_alone(&reading))
        nlu_ask(heard, "motivation");
    if (!says || heard->torn)
        return;
    const int64_t before = json_get_int(heard->facts, "capacity", NONE);
    if (before > NONE && before <= HIGH)
        says |= bits_of[before];
    const int capacity = settled(says, &contrary);
    if (contrary) {
        heard->torn = true;
        nlu_ask(heard, "motivation");
        if (before != NONE)
            unsay(heard);
        return;
    }
    const char *words = nlu_words(heard, nlu_clause(heard, reading.tokens[from].at),
                                  nlu_clause_end(reading.tokens[to - 1].end));
    json_put_int(heard->arena, heard->facts, "capacity", capacity);
    json_put_text(heard->arena, heard->facts, "motivation", text_head(heard->arena, words, MOST_TEXT));
    nlu_source(heard, "capacity", words);
}
