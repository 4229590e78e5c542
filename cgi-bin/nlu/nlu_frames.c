#include "nlu/nlu_core.h"
#include <string.h>

/* What clauses say of areas. A core is what is said ("bad at", "scares me"); it says it of a noun phrase that
 * stands behind it, before it, or, where it is a clause of its own ("what I dread"), on the other side of
 * "is". Whose it is, whether it is denied, past or only imagined, is read off the words before it. */

enum { FAR = 14 };

static enum nlu_meaning meaning_of(const struct nlu_core *core, const struct nlu_before *before)
{
    if (before->past && !(before->never && before->denied))
        return NLU_OPEN;
    return before->denied ? core->denied : core->plain;
}

/* ---- the area on the other side of "is" ---- */

size_t nlu_skip_class(const struct nlu_reading *reading, size_t at, enum phrase_list class)
{
    size_t n;
    while ((n = nlu_says_at(reading, at, class)) > 0)
        at += n;
    return at;
}

/* "is", "are", a colon or a comma between a clause and what it names; 0: none. */
size_t nlu_equals(const struct nlu_reading *reading, size_t at)
{
    const char mark = nlu_mark_at(reading, at);
    return mark == ':' ? 1 : nlu_says_at(reading, at, HEAR_CLAUSE_EQUALS);
}

static enum nlu_meaning opposite(enum nlu_meaning meaning)
{
    static const enum nlu_meaning others[] = {
        [NLU_OPEN] = NLU_OPEN, [NLU_WEAK] = NLU_FINE, [NLU_FINE] = NLU_WEAK};
    return others[meaning];
}

/* "it's AREA (that) I dread" */
static bool behind_it_is(const struct nlu_reading *reading, size_t end, enum nlu_meaning meaning)
{
    for (size_t it = end; it > 0 && end - it < FAR && !nlu_mark_at(reading, it - 1); it--) {
        const size_t length = nlu_says_at(reading, it - 1, HEAR_CLAUSE_IT_IS);
        if (!length)
            continue;
        const bool denied = nlu_says_at(reading, it - 1 + length, HEAR_CLAUSE_DENIALS) == 1;
        return nlu_areas_between(reading, it - 1 + length + denied, end,
                                 denied ? opposite(meaning) : meaning);
    }
    return false;
}

/* "AREA is what I dread", "it's AREA that I dread" */
static bool named_before(const struct nlu_reading *reading, size_t what, enum nlu_meaning meaning)
{
    size_t end = what;
    bool is = false;
    while (end > 0 && (nlu_says_at(reading, end - 1, HEAR_CLAUSE_HELPERS) ||
                       nlu_says_at(reading, end - 1, HEAR_CLAUSE_RARELY))) {
        end--;
        is = is || nlu_says_at(reading, end, HEAR_CLAUSE_EQUALS);
        if (nlu_says_at(reading, end, HEAR_CLAUSE_DENIALS))
            meaning = opposite(meaning);
    }
    if (is)
        return nlu_areas_before(reading, end, meaning);
    return behind_it_is(reading, what, meaning);
}

/* The area of a core that has none beside it: `from` is where its clause begins, `behind` its end. */
static size_t in_gap(const struct nlu_reading *reading, size_t from, size_t behind, enum nlu_meaning meaning)
{
    size_t what;
    const size_t tail = nlu_skip_class(reading, behind, HEAR_CLAUSE_TOO);
    if (!nlu_ends_at(reading, from, HEAR_CLAUSE_WHAT, &what))
        return 0;
    if (nlu_equals(reading, tail)) {
        const size_t area = tail + nlu_equals(reading, tail);
        const size_t end = nlu_areas_behind(reading, area, meaning);
        return end > area ? end : 0;
    }
    return named_before(reading, what, meaning) ? behind : 0;
}

static bool is_gap(const struct nlu_reading *reading, size_t at)
{
    return nlu_mark_at(reading, at) != 0 || nlu_joint_at(reading, at) ||
           nlu_says_at(reading, at, HEAR_CLAUSE_BREAKS);
}

/* ---- one core ---- */

/* What it would mean said of another; "no problem" said without its "no" is one. */
static void remember(const struct nlu_reading *reading, const struct nlu_core *core, size_t at, size_t length)
{
    const bool denies = nlu_says_in(reading, at, at + length, HEAR_CLAUSE_DENIALS);
    reading->heard->echo = (int)(denies ? opposite(core->plain) : core->plain);
    reading->heard->echo_denied = (int)(denies ? core->plain : core->denied);
}

/* "Tills I can do", "tills I'm good", "with tills I struggle": the area stands before the writer, with
 * nothing behind the core. What somebody merely feels needs more than a word before it: "first time, I'm
 * nervous". */
static bool fronted(const struct nlu_reading *reading, const struct nlu_core *core, size_t from, size_t end,
                    enum nlu_meaning meaning)
{
    size_t start = from;
    const bool said =
        core->kind == FRONTED || core->words[0] == HEAR_CLAUSE_GOOD || core->words[0] == HEAR_CLAUSE_BAD;
    if (meaning == NLU_OPEN || from == 0 || !is_gap(reading, nlu_skip_class(reading, end, HEAR_CLAUSE_TOO)))
        return false;
    while (start > 0 && !nlu_mark_at(reading, start - 1) &&
           !nlu_says_at(reading, start - 1, HEAR_CLAUSE_STOPS))
        start--;
    start += nlu_word_is(reading, start, "and") || nlu_word_is(reading, start, "but");
    if (start == from || nlu_says_at(reading, start, HEAR_CLAUSE_ASIDES) ||
        nlu_says_in(reading, start, from, HEAR_CLAUSE_TIMES_OF_DAY) ||
        nlu_says_in(reading, start, from, HEAR_CLAUSE_STOPS) ||
        (start > 0 && nlu_says_at(reading, start - 1, HEAR_CLAUSE_STOPS)))
        return false;
    if (!said && !reading->tokens[from].takes_up && !nlu_says_at(reading, start, HEAR_CLAUSE_AT))
        return false;
    return nlu_areas_before(reading, from, meaning);
}

/* "bad at sums", "sums I'm bad at", "what I'm bad at is sums" */
static size_t lead(const struct nlu_reading *reading, const struct nlu_core *core, size_t at, size_t length)
{
    const struct nlu_before before = nlu_look_before(reading, at);
    const size_t behind = at + length;
    const enum nlu_meaning meaning = meaning_of(core, &before);
    if (before.others || nlu_only_imagined(reading, before.from, at) ||
        (core->words[0] == HEAR_CLAUSE_SLIPS && !(before.near && before.is)) ||
        (core->words[0] == HEAR_CLAUSE_IGNORANT && nlu_says_at(reading, behind, HEAR_CLAUSE_ME)) ||
        (core->words[0] == HEAR_CLAUSE_IGNORANT && nlu_word_is(reading, behind - 1, "have")) ||
        nlu_says_at(reading, at, HEAR_CLAUSE_SETTLED) ||
        (core->words[0] == HEAR_CLAUSE_DREAD && before.denied && !before.mine) || /* "don't forget" */
        (core->kind == HEADS_ONLY && (before.from != at || (at > 0 && !nlu_mark_at(reading, at - 1)))) ||
        (!before.mine && before.is && before.from > 0 && !nlu_mark_at(reading, before.from - 1) &&
         !nlu_ends_at(reading, before.from, HEAR_CLAUSE_WHAT, &(size_t){0}) &&
         !nlu_joint_at(reading, before.from - 1)))
        return 0;
    size_t area = core->kind == WITH_VERB ? at + nlu_says_at(reading, at, core->words[0]) : behind;
    area += nlu_mark_at(reading, area) == ':'; /* "worried about: budgets" */
    size_t end =
        core->kind == ALONE || core->kind == FRONTED ? behind : nlu_areas_behind(reading, area, meaning);
    if (end == area || core->kind == ALONE || core->kind == FRONTED)
        end = in_gap(reading, before.from, behind, meaning);
    if (!end && (core->kind == ALONE || core->kind == FRONTED) && before.near && before.mine &&
        fronted(reading, core, before.from, behind, meaning))
        end = behind;
    if (!end && core->kind != ALONE && core->kind != FRONTED && before.near &&
        is_gap(reading, nlu_skip_class(reading, behind, HEAR_CLAUSE_TOO)) &&
        (behind_it_is(reading, before.from, meaning) || nlu_areas_before(reading, before.from, meaning) ||
         (before.from > 1 &&
          (core->words[0] == HEAR_CLAUSE_DREAD || nlu_says_at(reading, behind - 1, HEAR_CLAUSE_AT)) &&
          nlu_mark_at(reading, before.from - 1) == ',' && nlu_mark_at(reading, behind) &&
          nlu_areas_before(reading, before.from - 1, meaning)))) /* "sums, I'm bad at" */
        end = behind;
    if (end) {
        remember(reading, core, at, length);
        nlu_area_source(reading, before.from, end, meaning);
    }
    return end;
}

/* "I wouldn't say sums are my strength" */
static bool doubted(const struct nlu_reading *reading, size_t at)
{
    for (size_t from = at; from > 0 && !nlu_mark_at(reading, from - 1); from--)
        if (nlu_says_at(reading, from - 1, HEAR_CLAUSE_DOUBTS))
            return true;
    return false;
}

/* "sums scare me", "sums are hard", "what scares me is sums" */
static size_t tail(const struct nlu_reading *reading, const struct nlu_core *core, size_t at, size_t length)
{
    struct nlu_before before = nlu_look_before(reading, at);
    size_t end, it;
    before.denied = before.denied != doubted(reading, before.from);
    const enum nlu_meaning meaning = meaning_of(core, &before);
    if (before.near || (before.others && core->kind == IS_TAILS) ||
        nlu_only_imagined(reading, before.from, at) ||
        (core->kind == IS_TAILS && !before.is && !nlu_ends_at(reading, before.from, HEAR_CLAUSE_IT_IS, &it)))
        return 0;
    end = in_gap(reading, before.from, at + length, meaning);
    if (!end && (nlu_ends_at(reading, before.from, HEAR_CLAUSE_IT_IS, &it)
                     ? reading->heard->topic && nlu_put_area(reading->heard, meaning, reading->heard->topic)
                     : nlu_areas_before(reading, before.from, meaning)))
        end = at + length;
    if (before.from > 0)
        remember(reading, core, at, length);
    if (end)
        nlu_area_source(reading, before.from, end, meaning);
    return end;
}

/* ---- any core ---- */

size_t nlu_core_at(const struct nlu_reading *reading, size_t at)
{
    for (int alone = 0; alone < 2; alone++) {
        size_t length, end = 0;
        const struct nlu_core *core = nlu_core_of(reading, at, &length, alone);
        if (core)
            end = core->kind == TAILS || core->kind == IS_TAILS ? tail(reading, core, at, length)
                                                                : lead(reading, core, at, length);
        if (end)
            return end;
    }
    return 0;
}
