#include "nlu/nlu_reading.h"
#include <string.h>

/* What clauses say of areas. A core is what is said ("bad at", "scares me"); it says it of a noun phrase that
 * stands behind it, before it, or, where it is a clause of its own ("what I dread"), on the other side of
 * "is". Whose it is, whether it is denied, past or only imagined, is read off the words before it. */

enum { MOST_WORDS = 3, FAR = 14 };

enum kind {
    LEADS,     /* the area follows */
    ALONE,     /* only in a clause that something else is said to be: "where I freeze" */
    TAILS,     /* the area comes before */
    IS_TAILS,  /* ... and a form of "to be" between */
    HEADS_ONLY /* the area follows, at the head of a clause only */
};

static const struct core {
    enum phrase_list words[MOST_WORDS];
    size_t n;
    enum kind kind;
    enum nlu_meaning plain, denied;
} cores[] = {
    {{HEAR_CLAUSE_BAD, HEAR_CLAUSE_AT}, 2, LEADS, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_FEAR, HEAR_CLAUSE_AT}, 2, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_FAIL, HEAR_CLAUSE_AT}, 2, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_SLIPS, HEAR_CLAUSE_AT}, 2, LEADS, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_GOOD, HEAR_CLAUSE_AT}, 2, LEADS, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_SURE, HEAR_CLAUSE_AT}, 2, LEADS, NLU_OPEN, NLU_WEAK},
    {{HEAR_CLAUSE_SHINE, HEAR_CLAUSE_AT}, 2, LEADS, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_DREAD}, 1, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_IGNORANT}, 1, LEADS, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_HANDLE}, 1, LEADS, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_WANT, HEAR_CLAUSE_IMPROVE}, 2, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_WANT, HEAR_CLAUSE_TO, HEAR_CLAUSE_IMPROVE}, 3, LEADS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_IMPROVE}, 1, HEADS_ONLY, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_BAD}, 1, ALONE, NLU_WEAK, NLU_OPEN},
    {{HEAR_CLAUSE_FEAR}, 1, ALONE, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_FAIL}, 1, ALONE, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_GOOD}, 1, ALONE, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_SHINE}, 1, ALONE, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_SCARES}, 1, TAILS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_FLOWS}, 1, TAILS, NLU_FINE, NLU_WEAK},
    {{HEAR_CLAUSE_WANTS_WORK}, 1, TAILS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_HARD}, 1, IS_TAILS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_TROUBLE}, 1, IS_TAILS, NLU_WEAK, NLU_FINE},
    {{HEAR_CLAUSE_EASY}, 1, IS_TAILS, NLU_FINE, NLU_WEAK},
};

enum { CORES = sizeof cores / sizeof *cores };

static size_t core_length(const struct nlu_reading *reading, size_t at, const struct core *core)
{
    size_t length = 0;
    for (size_t i = 0; i < core->n; i++) {
        while (i > 0 && length && nlu_says_at(reading, at + length, HEAR_CLAUSE_RARELY) &&
               !nlu_says_at(reading, at + length, core->words[i]))
            length += nlu_says_at(reading, at + length, HEAR_CLAUSE_RARELY);
        const size_t n = nlu_says_at(reading, at + length, core->words[i]);
        if (!n)
            return 0;
        length += n;
    }
    return length;
}

/* ---- what stands before a core ---- */

struct before {
    size_t from;             /* where its words begin: the subject, or the first of them */
    bool mine, others, bare; /* the subject: the writer, somebody else, or none */
    bool denied, past, is, never;
};

/* Is it asked or imagined, not told? */
static bool only_imagined(const struct nlu_reading *reading, size_t from, size_t at)
{
    while (from > 0 && !nlu_mark_at(reading, from - 1))
        from--;
    if (nlu_says_in(reading, from, at, HEAR_CLAUSE_OPEN_MOODS))
        return true;
    size_t end = at;
    while (end < reading->n && !nlu_mark_at(reading, end))
        end++;
    return nlu_mark_at(reading, end) == '?' && nlu_says_at(reading, from, HEAR_CLAUSE_QUESTIONS);
}

/* Whose it is where the subject isn't beside it: "the advert wants somebody strong in Excel". */
static void find_holder(const struct nlu_reading *reading, struct before *before)
{
    bool crossed = false;
    for (size_t at = before->from; at > 0; at--) {
        const size_t token = at - 1;
        if (nlu_mark_at(reading, token) == ',') {
            crossed = true;
            continue;
        }
        if (nlu_mark_at(reading, token) || nlu_word_is(reading, token, "but"))
            return;
        if (nlu_says_at(reading, token, HEAR_CLAUSE_WRITER)) {
            before->mine = !crossed;
            return;
        }
        if (!nlu_says_at(reading, token, HEAR_CLAUSE_OTHERS))
            continue;
        bool said = !crossed || nlu_says_in(reading, token, before->from, HEAR_CLAUSE_DEMANDS);
        for (size_t i = token; i < before->from && !said; i++)
            said = nlu_frame_at(reading, i);
        before->others = said;
        return;
    }
}

/* Takes in the words that end at before->from, if they only go with a core: "am really not". */
static bool take_helper(const struct nlu_reading *reading, struct before *before)
{
    const size_t end = before->from;
    size_t begin;
    if (!nlu_ends_at(reading, end, HEAR_CLAUSE_HELPERS, &begin) &&
        !nlu_ends_at(reading, end, HEAR_CLAUSE_RARELY, &begin))
        return false;
    if (nlu_says_in(reading, begin, end, HEAR_CLAUSE_DENIALS) &&
        !nlu_says_at(reading, begin, HEAR_CLAUSE_NO_DENIALS))
        before->denied = true;
    before->past = before->past || nlu_says_in(reading, begin, end, HEAR_CLAUSE_PAST);
    before->never = before->never || nlu_word_is(reading, begin, "never");
    before->is = before->is || nlu_says_in(reading, begin, end, HEAR_CLAUSE_BE);
    before->from = begin;
    return true;
}

static struct before look_before(const struct nlu_reading *reading, size_t at)
{
    struct before before = {.from = at};
    while (before.from > 0 && !nlu_mark_at(reading, before.from - 1)) {
        const size_t token = before.from - 1;
        if (nlu_says_at(reading, token, HEAR_CLAUSE_WRITER)) {
            before.mine = true;
            before.is = before.is || nlu_says_at(reading, token, HEAR_CLAUSE_BE);
            before.from = token;
            break;
        }
        if (!take_helper(reading, &before))
            break;
    }
    size_t doubt; /* "I don't think I'm good at it" */
    if (before.mine && nlu_ends_at(reading, before.from, HEAR_CLAUSE_DOUBTS, &doubt))
        before.denied = !before.denied;
    if (!before.mine)
        find_holder(reading, &before);
    return before;
}

static enum nlu_meaning meaning_of(const struct core *core, const struct before *before)
{
    if (before->past && !(before->never && before->denied))
        return NLU_OPEN;
    return before->denied ? core->denied : core->plain;
}

/* ---- the area on the other side of "is" ---- */

static size_t skip_class(const struct nlu_reading *reading, size_t at, enum phrase_list class)
{
    size_t n;
    while ((n = nlu_says_at(reading, at, class)) > 0)
        at += n;
    return at;
}

/* "is", "are", a colon or a comma between a clause and what it names; 0: none. */
static size_t equals(const struct nlu_reading *reading, size_t at)
{
    const char mark = nlu_mark_at(reading, at);
    return mark == ':' ? 1 : nlu_says_at(reading, at, HEAR_CLAUSE_EQUALS);
}

static enum nlu_meaning opposite(enum nlu_meaning meaning)
{
    return meaning == NLU_WEAK ? NLU_FINE : meaning == NLU_FINE ? NLU_WEAK : NLU_OPEN;
}

/* "AREA is what I dread", "it's AREA that I dread" */
static bool named_before(const struct nlu_reading *reading, size_t what, enum nlu_meaning meaning)
{
    size_t end = what, it;
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
    for (it = what; it > 0 && what - it < FAR && !nlu_mark_at(reading, it - 1); it--)
        if (nlu_says_at(reading, it - 1, HEAR_CLAUSE_IT_IS))
            return nlu_areas_between(reading, it - 1 + nlu_says_at(reading, it - 1, HEAR_CLAUSE_IT_IS), what,
                                     meaning);
    return false;
}

/* The area of a core that has none beside it: `from` is where its clause begins, `behind` its end. */
static size_t in_gap(const struct nlu_reading *reading, size_t from, size_t behind, enum nlu_meaning meaning)
{
    size_t what;
    const size_t tail = skip_class(reading, behind, HEAR_CLAUSE_TOO);
    if (!nlu_ends_at(reading, from, HEAR_CLAUSE_WHAT, &what))
        return 0;
    if (equals(reading, tail)) {
        const size_t area = tail + equals(reading, tail);
        const size_t end = nlu_areas_behind(reading, area, meaning);
        return end > area ? end : 0;
    }
    return named_before(reading, what, meaning) ? behind : 0;
}

static bool ends_clause(const struct nlu_reading *reading, size_t at)
{
    return nlu_mark_at(reading, at) != 0 || nlu_says_at(reading, at, HEAR_CLAUSE_STOPS) ||
           nlu_says_at(reading, at, HEAR_CLAUSE_FINITE) || nlu_joint_at(reading, at);
}

/* ---- one core ---- */

static void remember(const struct nlu_reading *reading, const struct core *core)
{
    reading->heard->echo = (int)core->plain;
    reading->heard->echo_denied = (int)core->denied;
}

/* "bad at sums", "sums I'm bad at", "what I'm bad at is sums" */
static size_t lead(const struct nlu_reading *reading, const struct core *core, size_t at, size_t length)
{
    const struct before before = look_before(reading, at);
    const size_t behind = at + length;
    const enum nlu_meaning meaning = meaning_of(core, &before);
    if (before.others || only_imagined(reading, before.from, at) ||
        (core->words[0] == HEAR_CLAUSE_SLIPS && !before.mine) ||
        (core->kind == HEADS_ONLY && (before.from != at || (at > 0 && !nlu_mark_at(reading, at - 1)))) ||
        (!before.mine && before.is && before.from > 0 && !nlu_mark_at(reading, before.from - 1) &&
         !nlu_ends_at(reading, before.from, HEAR_CLAUSE_WHAT, &(size_t){0}) &&
         !nlu_joint_at(reading, before.from - 1)))
        return 0;
    size_t end = core->kind == ALONE ? behind : nlu_areas_behind(reading, behind, meaning);
    if (end == behind)
        end = in_gap(reading, before.from, behind, meaning);
    if (!end && core->kind != ALONE && before.mine &&
        ends_clause(reading, skip_class(reading, behind, HEAR_CLAUSE_TOO)) &&
        nlu_areas_before(reading, before.from, meaning))
        end = behind;
    if (end) {
        remember(reading, core);
        nlu_area_source(reading, before.from, end, meaning);
    }
    return end;
}

/* "sums scare me", "sums are hard", "what scares me is sums" */
static size_t tail(const struct nlu_reading *reading, const struct core *core, size_t at, size_t length)
{
    const struct before before = look_before(reading, at);
    const enum nlu_meaning meaning = meaning_of(core, &before);
    size_t end;
    if (before.mine || before.others || only_imagined(reading, before.from, at) ||
        (core->kind == IS_TAILS && !before.is))
        return 0;
    end = in_gap(reading, before.from, at + length, meaning);
    if (!end && nlu_areas_before(reading, before.from, meaning))
        end = at + length;
    if (end) {
        remember(reading, core);
        nlu_area_source(reading, before.from, end, meaning);
    }
    return end;
}

static const struct core *longest_core(const struct nlu_reading *reading, size_t at, size_t *length,
                                       bool alone)
{
    const struct core *best = NULL;
    *length = 0;
    for (size_t i = 0; i < CORES; i++) {
        const size_t n = (cores[i].kind == ALONE) == alone ? core_length(reading, at, &cores[i]) : 0;
        if (n > *length) {
            *length = n;
            best = &cores[i];
        }
    }
    return best;
}

bool nlu_frame_at(const struct nlu_reading *reading, size_t at)
{
    size_t length;
    const struct core *core = longest_core(reading, at, &length, false);
    return core && core->kind != IS_TAILS;
}

/* ---- frames of two parts ---- */

/* "I find ratios hard", "I've got the budgets covered" */
static size_t around(const struct nlu_reading *reading, size_t at)
{
    static const struct {
        enum phrase_list lead, tail;
        enum nlu_meaning plain, denied;
    } rows[] = {{HEAR_CLAUSE_FIND, HEAR_CLAUSE_HARD, NLU_WEAK, NLU_FINE},
                {HEAR_CLAUSE_FIND, HEAR_CLAUSE_EASY, NLU_FINE, NLU_WEAK},
                {HEAR_CLAUSE_HAVE, HEAR_CLAUSE_DONE, NLU_FINE, NLU_WEAK}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const size_t length = nlu_says_at(reading, at, rows[i].lead);
        const struct before before = look_before(reading, at);
        if (!length || before.others || before.past || only_imagined(reading, before.from, at))
            continue;
        for (size_t end = at + length + 1; end < reading->n && end < at + FAR && !nlu_mark_at(reading, end);
             end++) {
            size_t area_end = end;
            if (!nlu_says_at(reading, end, rows[i].tail))
                continue;
            while (area_end > at + length && nlu_says_at(reading, area_end - 1, HEAR_CLAUSE_RARELY))
                area_end--;
            const enum nlu_meaning meaning = before.denied ? rows[i].denied : rows[i].plain;
            if (nlu_areas_between(reading, at + length, area_end, meaning)) {
                nlu_area_source(reading, before.from, end + 1, meaning);
                return end + nlu_says_at(reading, end, rows[i].tail);
            }
        }
    }
    return 0;
}

/* "when they ask about budgets I freeze" */
static size_t when_asked(const struct nlu_reading *reading, size_t at)
{
    const size_t length = nlu_says_at(reading, at, HEAR_CLAUSE_ASKING);
    if (!length)
        return 0;
    const size_t end = nlu_areas_behind(reading, at + length, NLU_OPEN);
    size_t verb = end;
    while (verb < reading->n && verb < end + 4 &&
           (nlu_mark_at(reading, verb) == ',' || nlu_says_at(reading, verb, HEAR_CLAUSE_WRITER) ||
            nlu_says_at(reading, verb, HEAR_CLAUSE_HELPERS) ||
            nlu_says_at(reading, verb, HEAR_CLAUSE_RARELY) || nlu_word_is(reading, verb, "my") ||
            nlu_word_is(reading, verb, "mind")) &&
           !nlu_says_at(reading, verb, HEAR_CLAUSE_FAIL))
        verb++;
    if (end == at + length ||
        !(nlu_says_at(reading, verb, HEAR_CLAUSE_FAIL) || nlu_says_at(reading, verb, HEAR_CLAUSE_FEAR) ||
          nlu_says_at(reading, verb, HEAR_CLAUSE_BAD)))
        return 0;
    (void)nlu_areas_behind(reading, at + length, NLU_WEAK);
    nlu_area_source(reading, at, verb + 1, NLU_WEAK);
    return verb + 1;
}

/* "fine with everything except wine", "apart from wine I'm happy with everything" */
static size_t all_but(const struct nlu_reading *reading, size_t at)
{
    const size_t length = nlu_says_at(reading, at, HEAR_CLAUSE_EXCEPT);
    const bool fine = nlu_says_in(reading, 0, reading->n, HEAR_CLAUSE_GOOD) ||
                      nlu_says_in(reading, 0, reading->n, HEAR_CLAUSE_EASY);
    if (!length || !fine || !nlu_says_in(reading, 0, reading->n, HEAR_CLAUSE_ALL))
        return 0;
    const bool but = nlu_word_is(reading, at, "but");
    if (but && !(at > 0 && nlu_says_at(reading, at - 1, HEAR_CLAUSE_ALL)))
        return 0;
    const size_t end = nlu_areas_behind(reading, at + length, NLU_WEAK);
    if (end == at + length)
        return 0;
    nlu_area_source(reading, at, end, NLU_WEAK);
    return end;
}

/* ---- labels ---- */

/* "Weak areas: tort, land law", "my biggest fear is the panel" */
static size_t labelled(const struct nlu_reading *reading, size_t at)
{
    static const struct {
        enum phrase_list label;
        enum nlu_meaning meaning;
    } rows[] = {{HEAR_CLAUSE_WEAK_LABELS, NLU_WEAK}, {HEAR_CLAUSE_FINE_LABELS, NLU_FINE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const size_t length = nlu_says_at(reading, at, rows[i].label);
        size_t behind = skip_class(reading, at + length, HEAR_CLAUSE_TOO), begin = at;
        if (!length)
            continue;
        while (behind < at + length + 4 && nlu_says_at(reading, behind, HEAR_CLAUSE_HELPERS) &&
               !equals(reading, behind))
            behind++;
        while (begin > 0 && !nlu_mark_at(reading, begin - 1) &&
               nlu_says_at(reading, begin - 1, HEAR_CLAUSE_DETERMINERS))
            begin--;
        const bool head = begin == 0 || nlu_mark_at(reading, begin - 1) || nlu_joint_at(reading, begin - 1) ||
                          nlu_says_at(reading, begin - 1, HEAR_CLAUSE_BREAKS);
        const bool colon = nlu_mark_at(reading, behind) == ':';
        const bool mine = begin < at && nlu_says_in(reading, begin, at, HEAR_CLAUSE_MY);
        if (!head || !equals(reading, behind) || (!colon && !mine && length < 2))
            continue;
        const size_t area = behind + equals(reading, behind);
        const size_t end = nlu_areas_behind(reading, area, rows[i].meaning);
        if (end > area) {
            reading->heard->label = colon ? (int)rows[i].meaning : 0;
            nlu_area_source(reading, begin, end, rows[i].meaning);
            return end;
        }
        if (colon)
            reading->heard->label = (int)rows[i].meaning;
    }
    return 0;
}

/* ---- a noun phrase and a word on it: "Excel: fine", "pandas less so", "planning, no problem" ---- */

static size_t remark(const struct nlu_reading *reading, size_t at)
{
    const size_t bad = nlu_says_at(reading, at, HEAR_CLAUSE_BARE_BAD),
                 good = nlu_says_at(reading, at, HEAR_CLAUSE_BARE_GOOD), length = bad > good ? bad : good;
    if (!length || !at)
        return 0;
    const size_t behind = skip_class(reading, at + length, HEAR_CLAUSE_TOO);
    const char mark = nlu_mark_at(reading, at - 1);
    size_t end = mark == ',' || mark == ':' ? at - 1 : at;
    while (end > 0 && nlu_says_at(reading, end - 1, HEAR_CLAUSE_RARELY))
        end--;
    size_t start = end;
    while (start > 0 && !nlu_mark_at(reading, start - 1) && !nlu_joint_at(reading, start - 1) &&
           !nlu_word_is(reading, start - 1, "but"))
        start--;
    if (start == end || end - start > 5 || !(ends_clause(reading, behind)) ||
        nlu_says_in(reading, start, end, HEAR_CLAUSE_HELPERS) || nlu_frame_at(reading, start) ||
        nlu_says_in(reading, start, end, HEAR_CLAUSE_OTHER_FACTS))
        return 0;
    if (mark == ',' && start > 0 && !nlu_joint_at(reading, start - 1))
        return 0;
    const enum nlu_meaning meaning = bad > good ? NLU_WEAK : NLU_FINE;
    if (!nlu_areas_before(reading, end, meaning))
        return 0;
    nlu_area_source(reading, start, at + length, meaning);
    return at + length;
}

/* ---- the same, or the opposite, of another: "explaining them is", "statistics doesn't", "so does grammar"
 */

static size_t echoed(const struct nlu_reading *reading, size_t at)
{
    const size_t length = nlu_says_at(reading, at, HEAR_CLAUSE_ECHOES);
    struct nlu *heard = reading->heard;
    if (!length || !heard->echo || !at || !nlu_mark_at(reading, at + length) ||
        nlu_mark_at(reading, at + length) == ':')
        return 0;
    const bool denied = nlu_says_in(reading, at, at + length, HEAR_CLAUSE_DENIALS);
    const enum nlu_meaning meaning = (enum nlu_meaning)(denied ? heard->echo_denied : heard->echo);
    if (!nlu_areas_before(reading, at, meaning))
        return 0;
    nlu_area_source(reading, at - 1, at + length, meaning);
    return at + length;
}

static size_t as_well(const struct nlu_reading *reading, size_t at)
{
    const size_t length = nlu_says_at(reading, at, HEAR_CLAUSE_AS_WELL);
    const enum nlu_meaning meaning = (enum nlu_meaning)reading->heard->echo;
    if (!length || !meaning)
        return 0;
    const size_t end = nlu_areas_behind(reading, at + length, meaning);
    return end > at + length ? end : 0;
}

/* ---- a whole sentence ---- */

static size_t core_at(const struct nlu_reading *reading, size_t at)
{
    for (int alone = 0; alone < 2; alone++) {
        size_t length, end = 0;
        const struct core *core = longest_core(reading, at, &length, alone);
        if (core)
            end = core->kind == TAILS || core->kind == IS_TAILS ? tail(reading, core, at, length)
                                                                : lead(reading, core, at, length);
        if (end)
            return end;
    }
    return 0;
}

bool nlu_frames(const struct nlu_reading *reading)
{
    static size_t (*const readers[])(const struct nlu_reading *reading, size_t at) = {
        labelled, all_but, when_asked, around, core_at, as_well, remark, echoed};
    bool found = false;
    for (size_t at = 0; at < reading->n;) {
        size_t end = 0;
        for (size_t i = 0; i < sizeof readers / sizeof *readers && !end; i++)
            end = readers[i](reading, at);
        found = found || end;
        at = end > at ? end : at + 1;
    }
    return found;
}
