#include "nlu/nlu_reading.h"

/* What is said of areas in other ways than by a core: labels, remarks, what is left out, and all of them
 * over a sentence. */

enum { FAR = 14, MOST_REMARKED = 5, MOST_BETWEEN = 4 };

static bool ends_clause(const struct nlu_reading *reading, size_t at)
{
    return nlu_mark_at(reading, at) != 0 || nlu_says_at(reading, at, HEAR_CLAUSE_STOPS) ||
           nlu_says_at(reading, at, HEAR_CLAUSE_FINITE) || nlu_joint_at(reading, at);
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
        const struct nlu_before before = nlu_look_before(reading, at);
        if (!length || before.others || before.past || nlu_only_imagined(reading, before.from, at))
            continue;
        for (size_t end = at + length + 1; end < reading->n && end < at + FAR && !nlu_mark_at(reading, end);
             end++) {
            size_t area_end = end;
            if (nlu_says_at(reading, end, HEAR_CLAUSE_FINITE))
                break;
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
    size_t verb = nlu_skip_class(reading, end, HEAR_CLAUSE_STOPS);
    while (verb < reading->n && verb < end + MOST_BETWEEN &&
           (nlu_mark_at(reading, verb) == ',' || nlu_says_at(reading, verb, HEAR_CLAUSE_WRITER) ||
            nlu_says_at(reading, verb, HEAR_CLAUSE_HELPERS) ||
            nlu_says_at(reading, verb, HEAR_CLAUSE_RARELY) || nlu_word_is(reading, verb, "my") ||
            nlu_word_is(reading, verb, "mind") || nlu_word_is(reading, verb, "and") ||
            nlu_word_is(reading, verb, "then") || nlu_word_is(reading, verb, "so") ||
            nlu_word_is(reading, verb, "i'll")) &&
           !nlu_says_at(reading, verb, HEAR_CLAUSE_FAIL))
        verb++;
    const enum nlu_meaning meaning =
        nlu_says_at(reading, verb, HEAR_CLAUSE_GOOD) || nlu_says_at(reading, verb, HEAR_CLAUSE_SHINE)
            ? NLU_FINE
            : NLU_WEAK;
    if (end == at + length || nlu_says_in(reading, end, verb, HEAR_CLAUSE_DENIALS) ||
        !(meaning == NLU_FINE || nlu_says_at(reading, verb, HEAR_CLAUSE_FAIL) ||
          nlu_says_at(reading, verb, HEAR_CLAUSE_FEAR) || nlu_says_at(reading, verb, HEAR_CLAUSE_BAD)))
        return 0;
    (void)nlu_areas_behind(reading, at + length, meaning);
    nlu_area_source(reading, at, verb + 1, meaning);
    return verb + 1;
}

/* "fine with everything except wine", "apart from wine I'm happy with everything" */
static size_t all_but(const struct nlu_reading *reading, size_t at)
{
    const size_t length = nlu_says_at(reading, at, HEAR_CLAUSE_EXCEPT);
    bool fine = nlu_says_in(reading, 0, reading->n, HEAR_CLAUSE_GOOD) ||
                nlu_says_in(reading, 0, reading->n, HEAR_CLAUSE_EASY);
    fine = fine && nlu_says_in(reading, 0, reading->n, HEAR_CLAUSE_ALL);
    if (!length || !(fine || (at > 0 && nlu_word_is(reading, 0, "nothing"))))
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
        size_t behind = nlu_skip_class(reading, at + length, HEAR_CLAUSE_TOO), begin = at;
        if (!length)
            continue;
        while (behind < at + length + MOST_BETWEEN && nlu_says_at(reading, behind, HEAR_CLAUSE_HELPERS) &&
               !nlu_equals(reading, behind))
            behind++;
        while (begin > 0 && !nlu_mark_at(reading, begin - 1) &&
               nlu_says_at(reading, begin - 1, HEAR_CLAUSE_DETERMINERS))
            begin--;
        const bool told = begin < at && nlu_word_is(reading, begin, "my") && begin > 0 &&
                          !nlu_says_at(reading, begin - 1, HEAR_CLAUSE_BE);
        const bool head = told || begin == 0 || nlu_mark_at(reading, begin - 1) ||
                          nlu_joint_at(reading, begin - 1) ||
                          nlu_ends_at(reading, begin, HEAR_CLAUSE_BREAKS, &(size_t){0});
        const bool colon = nlu_mark_at(reading, behind) == ':' ||
                           (nlu_mark_at(reading, behind) == ',' && begin == 0 && behind > 1);
        const bool mine = begin < at && nlu_says_in(reading, begin, at, HEAR_CLAUSE_MY);
        if (!head || (!nlu_equals(reading, behind) && !colon) || (!colon && !mine && length < 2))
            continue;
        const size_t area = behind + (colon ? 1 : nlu_equals(reading, behind));
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

/* The length of a remark; one that is many other things besides needs a mark before it. */
static size_t remark_length(const struct nlu_reading *reading, size_t at, enum phrase_list plain,
                            enum phrase_list marked)
{
    const size_t length = nlu_says_at(reading, at, plain),
                 behind_mark = at && nlu_mark_at(reading, at - 1) ? nlu_says_at(reading, at, marked) : 0;
    return length > behind_mark ? length : behind_mark;
}

static size_t remark(const struct nlu_reading *reading, size_t at)
{
    const size_t bad = remark_length(reading, at, HEAR_CLAUSE_BARE_BAD, HEAR_CLAUSE_MARKED_BAD),
                 good = remark_length(reading, at, HEAR_CLAUSE_BARE_GOOD, HEAR_CLAUSE_MARKED_GOOD),
                 length = bad > good ? bad : good;
    if (!length || !at)
        return 0;
    const size_t behind = nlu_skip_class(reading, at + length, HEAR_CLAUSE_TOO);
    const char mark = nlu_mark_at(reading, at - 1);
    size_t end = mark == ',' || mark == ':' || mark == '-' ? at - 1 : at;
    if (nlu_says_at(reading, at - 1, HEAR_CLAUSE_DENIALS)) /* the whole of "not fine" is the remark */
        return 0;
    while (end > 0 && nlu_says_at(reading, end - 1, HEAR_CLAUSE_RARELY))
        end--;
    size_t start = end;
    while (start > 0 && !nlu_mark_at(reading, start - 1) && !nlu_joint_at(reading, start - 1) &&
           !nlu_word_is(reading, start - 1, "but"))
        start--;
    if (start == end || end - start > MOST_REMARKED || !(ends_clause(reading, behind)) ||
        nlu_says_in(reading, start, end, HEAR_CLAUSE_BE) ||
        nlu_says_in(reading, start, end, HEAR_CLAUSE_FINITE) || nlu_frame_at(reading, start) ||
        nlu_says_in(reading, start, end, HEAR_CLAUSE_OTHER_FACTS))
        return 0;
    if (mark == ',' && start > 0 && !nlu_joint_at(reading, start - 1) &&
        !nlu_says_at(reading, start - 1, HEAR_CLAUSE_BREAKS))
        return 0;
    const enum nlu_meaning meaning = bad > good ? NLU_WEAK : NLU_FINE;
    if (!nlu_areas_before(reading, end, meaning))
        return 0;
    nlu_area_source(reading, start, at + length, meaning);
    reading->heard->echo = (int)meaning;
    reading->heard->echo_denied = meaning == NLU_FINE ? NLU_WEAK : NLU_FINE;
    return at + length;
}

/* ---- the same, or the opposite, of another: "explaining them is", "statistics doesn't", "so does grammar"
 */

static size_t echoed(const struct nlu_reading *reading, size_t at)
{
    const size_t length = nlu_says_at(reading, at, HEAR_CLAUSE_ECHOES);
    struct nlu *heard = reading->heard;
    const char mark = nlu_mark_at(reading, at + length);
    const bool is = nlu_word_is(reading, at, "is") || nlu_word_is(reading, at, "are");
    if (!length || !heard->echo || !at || !mark || (mark == ':' && is))
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

bool nlu_frames(const struct nlu_reading *reading)
{
    static size_t (*const readers[])(const struct nlu_reading *reading, size_t at) = {
        labelled, all_but, when_asked, around, nlu_core_at, as_well, remark, echoed};
    bool found = false;
    *reading->taken = 0;
    for (size_t at = 0; at < reading->n;) {
        size_t end = 0;
        for (size_t i = reading->tokens[at].of_role ? sizeof readers / sizeof *readers : 0;
             i < sizeof readers / sizeof *readers && !end; i++)
            end = readers[i](reading, at);
        found = found || end;
        if (end > *reading->taken)
            *reading->taken = end;
        at = end > at ? end : at + 1;
    }
    return found;
}
