#include "nlu/nlu_when.h"
#include <string.h>

/* What governs an amount of time: the nearest word that says what it is spent on. One that isn't for practice
 * is left aside: a shift, a commute, what is past, what somebody else does, what only might be. */

enum {
    LONGEST = 600,
    SHORTEST = 5,
    LONG_DAY = 240,
    MOST_A_WEEK = 30 * 60,
    HOUR = 60,
    NEAR = 3,
    FEW_STRANGE = 3,
    LONGEST_WINDOW = 180
};

enum governor { GOVERNS_NOTHING, GOVERNS_HAVING, GOVERNS_PRACTICE, GOVERNS_LIFE };

/* ---- the governor ---- */

/* What a word of no part says of the time around it. */
static enum governor says(const struct when *when, size_t i)
{
    if (when->part_of[i])
        return GOVERNS_NOTHING;
    const int practice = when->words[i].kinds[IS_PRACTICE], life = when->words[i].kinds[IS_LIFE];
    const bool asked = when->heard->wish && nlu_when_is(when, i, IS_SHORTER); /* "cut it to 20 minutes" */
    if (life > practice && !asked)
        return GOVERNS_LIFE;
    if (practice)
        return GOVERNS_PRACTICE;
    return nlu_when_is(when, i, IS_HAVE) ? GOVERNS_HAVING : GOVERNS_NOTHING;
}

/* Before the amount, the nearest first; "have" gives way to "can" before it. */
static enum governor before(const struct when *when, size_t from, size_t to)
{
    enum governor found = GOVERNS_NOTHING, life = GOVERNS_NOTHING;
    bool joined = false; /* "I have an interview and half an hour": of the verb before both */
    for (size_t i = to; i > from; i--) {
        const enum governor here = says(when, i - 1);
        joined |= i == to && nlu_when_is(when, i - 1, IS_JOINT);
        if (here == GOVERNS_PRACTICE || (here == GOVERNS_LIFE && found == GOVERNS_NOTHING && !joined))
            return here;
        if (here == GOVERNS_LIFE)
            life = here;
        if (here == GOVERNS_HAVING)
            found = here;
        if (nlu_when_is(when, i - 1, IS_FIRST) && found != GOVERNS_NOTHING)
            return found;
    }
    return found == GOVERNS_NOTHING ? life : found;
}

static enum governor behind(const struct when *when, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (says(when, i) != GOVERNS_NOTHING)
            return says(when, i);
    return GOVERNS_NOTHING;
}

/* ---- what is right behind it ---- */

static bool sign_at(const struct when *when, size_t i)
{
    return i >= when->words_n || strchr(",.;:!?()", *when->words[i].at) != NULL;
}

static bool names_practice(const struct when *when, size_t i)
{
    for (size_t k = i; k < i + NEAR && !sign_at(when, k); k++)
        if (nlu_when_is(when, k, IS_PRACTICE))
            return true;
    return false;
}

/* Is practice named in the next few words, or a part of the day? */
static bool practice_near(const struct when *when, size_t i)
{
    if (names_practice(when, i))
        return true;
    for (size_t k = i; k < i + NEAR && !sign_at(when, k); k++)
        if ((when->part_of[k] && !when->parts[when->part_of[k] - 1].aside))
            return true;
    return false;
}

/* "12-hour shifts", "a 30 minute presentation", "two hours of meetings", "an hour with my son" */
static enum governor attribute(const struct when *when, const struct when_part *part)
{
    size_t i = part->to;
    const size_t unit = part->to - 1;
    const bool singular = nlu_when_word_is(when, unit, "minute") || nlu_when_word_is(when, unit, "hour");
    const bool describes =
        part->glued || (singular && part->low != 1 && part->low % HOUR + (part->low != HOUR) != 0 &&
                        part->low != HOUR / 2 && part->low != 15 && part->low != 45);
    if (nlu_when_word_is(when, i, "-"))
        i++;
    while (i < when->words_n && when->part_of[i] && !when->parts[when->part_of[i] - 1].aside)
        i++;
    if (sign_at(when, i) || when->part_of[i] || nlu_when_begins_anew(when, i))
        return GOVERNS_NOTHING;
    if (nlu_when_is(when, i, IS_LIFE) && when->words[i].kinds[IS_LIFE] >= when->words[i].kinds[IS_PRACTICE])
        return GOVERNS_LIFE;
    if (nlu_when_word_is(when, i, "of") || nlu_when_word_is(when, i, "with"))
        return when->part_of[i + 1] || names_practice(when, i + 1) ? GOVERNS_PRACTICE : GOVERNS_LIFE;
    if (describes && i == part->to && !nlu_when_is(when, i, IS_SMALL) && !nlu_when_is(when, i, IS_BOUND))
        return practice_near(when, i) ? GOVERNS_PRACTICE : GOVERNS_LIFE;
    return GOVERNS_NOTHING;
}

/* "an hour for the gym", "40 minutes to get home": of something else, unless a plainer word governs it. */
static bool serves_another(const struct when *when, const struct when_part *part)
{
    size_t i = part->to;
    while (i < when->words_n && when->part_of[i] && !when->parts[when->part_of[i] - 1].aside)
        i++;
    if (!nlu_when_word_is(when, i, "for") && !nlu_when_word_is(when, i, "to"))
        return false;
    return !practice_near(when, i + 1) && !sign_at(when, i + 1) && !nlu_when_is(when, i + 1, IS_UNTIL_THEN) &&
           !nlu_when_word_is(when, i + 1, "now") && !nlu_when_word_is(when, i + 1, "me") &&
           !nlu_when_word_is(when, i + 1, "start");
}

/* Is there nothing in the clause but parts and words without weight? */
static bool is_bare(const struct when *when, size_t from, size_t to)
{
    for (size_t i = from; i < to; i += when->words[i].kinds[IS_CORRECT] + !when->words[i].kinds[IS_CORRECT])
        if (!when->part_of[i] && !nlu_when_is(when, i, IS_BARE) && !nlu_when_is(when, i, IS_CORRECT) &&
            !nlu_when_is(when, i, IS_SMALL) && !nlu_when_is(when, i, IS_APPROX) &&
            !nlu_when_is(when, i, IS_TAIL) && !sign_at(when, i))
            return false;
    return true;
}

/* How many words of a clause are in no part and carry weight. */
static int strange_words(const struct when *when, size_t from, size_t to)
{
    int n = 0;
    for (size_t i = from; i < to; i++)
        n += !when->part_of[i] && !nlu_when_is(when, i, IS_BARE) && !nlu_when_is(when, i, IS_SMALL);
    return n;
}

static bool has_company(const struct when *when, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct when_part *part = when->part_of[i] ? &when->parts[when->part_of[i] - 1] : NULL;
        if (part && (part->sort == WHEN_RATE || part->sort == WHEN_TIMES || part->sort == WHEN_DAYS ||
                     part->sort == WHEN_HOUR))
            return true;
    }
    return false;
}

/* "a part-time job, 20 hours a week", "commute: 40 minutes each way" */
static bool tells_of_life(const struct when *when, size_t clause, const struct when_part *part)
{
    bool weekly = false;
    for (size_t i = part->to; i < part->to + NEAR && i < when->words_n; i++)
        weekly |= when->part_of[i] && when->parts[when->part_of[i] - 1].per >= 7;
    const bool labelled = clause > 0 && nlu_when_word_is(when, clause - 1, ":");
    size_t i = clause;
    if (!weekly && !labelled && part->low <= LONG_DAY)
        return false;
    while (i > 0 && clause - i <= NEAR + 1) {
        i--;
        if (says(when, i) == GOVERNS_LIFE)
            return true;
    }
    for (i = 0; i < when->words_n; i++)
        if (part->low > LONG_DAY && says(when, i) == GOVERNS_LIFE)
            return true;
    return part->low > MOST_A_WEEK;
}

static bool is_question(const struct nlu *heard)
{
    const size_t n = strlen(heard->text);
    return n && heard->text[n - 1] == '?' && nlu_begins(heard, heard->folded, HEAR_TIME_ASKED, NULL) > 0;
}

/* With no word that governs it: what stands alone, with its days or rate, or where they were asked. */
/* "I read for an hour": they do something, and it is neither practice nor having time. */
static bool does_another_thing(const struct when *when, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (!nlu_when_is(when, i, IS_FIRST) || nlu_when_is(when, i, IS_CORRECT)) /* "I meant" */
            continue;
        while (++i < to && (nlu_when_is(when, i, IS_BARE) || nlu_when_is(when, i, IS_SMALL) ||
                            nlu_when_is(when, i, IS_APPROX)))
            ;
        return i < to && !when->part_of[i] && !sign_at(when, i) && !nlu_when_is(when, i, IS_FREE);
    }
    return false;
}

static bool stands_alone(const struct when *when, const struct when_part *part,
                         const struct when_sense *sense)
{
    const struct nlu *heard = when->heard;
    const size_t start = nlu_when_clause(when, part->from);
    if (tells_of_life(when, start, part) || does_another_thing(when, start, part->from))
        return false;
    if (part->from == 0 &&
        (nlu_when_word_is(when, part->to, "once") || nlu_when_word_is(when, part->to, "when") ||
         nlu_when_word_is(when, part->to, "while")))
        return true; /* "half an hour once the house is quiet" */
    if (is_bare(when, start, sense->to) || has_company(when, start, sense->to))
        return true;
    return (heard->time_asked || heard->last.practice) &&
           strange_words(when, start, sense->to) <= FEW_STRANGE;
}

/* "… thirty minutes a day should be possible": it is said of the amount itself. */
static bool is_possible(const struct when *when, const struct when_part *part, size_t to)
{
    static const char *const verbs[] = {"is", "are", "should", "would", "could", "will", "might", "works"};
    size_t i = part->to;
    while (i < to && when->part_of[i] && !when->parts[when->part_of[i] - 1].aside)
        i++;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        if (nlu_when_word_is(when, i, verbs[k]))
            return behind(when, i, to) == GOVERNS_PRACTICE;
    return false;
}

bool nlu_when_fits_better(const struct when *when, size_t i)
{
    static const char *const verbs[] = {"is",  "would", "will",  "sounds", "seems", "feels",
                                        "are", "may",   "might", "be",     "looks", "should"};
    bool verb = false;
    for (bool again = true; again;) {
        again = false;
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs && !again; k++)
            again = nlu_when_word_is(when, i, verbs[k]);
        i += again;
        verb |= again;
    }
    return verb && nlu_when_is(when, i, IS_BETTER);
}

static bool for_practice(const struct when *when, const struct when_part *part,
                         const struct when_sense *sense)
{
    const enum governor attributed = attribute(when, part);
    enum governor governs = before(when, sense->from, part->from);
    if (attributed == GOVERNS_LIFE &&
        !(governs == GOVERNS_PRACTICE && part->glued && practice_near(when, part->to)))
        return false;
    if (attributed == GOVERNS_PRACTICE || is_possible(when, part, sense->to) ||
        nlu_when_fits_better(when, part->to))
        governs = GOVERNS_PRACTICE;
    if (governs == GOVERNS_NOTHING)
        governs = behind(when, part->to, sense->to);
    if (governs == GOVERNS_LIFE)
        return false;
    if (governs == GOVERNS_PRACTICE)
        return true;
    if (serves_another(when, part))
        return false;
    return governs == GOVERNS_HAVING
               ? !tells_of_life(when, nlu_when_clause(when, part->from), part) || part->low <= LONG_DAY
               : stands_alone(when, part, sense);
}

/* "I could do an hour tomorrow": once, and not every day. */
static bool is_once(const struct when *when, const struct when_sense *sense, size_t from)
{
    bool once = false;
    for (size_t i = from; i < sense->to; i++) {
        const struct when_part *part = when->part_of[i] ? &when->parts[when->part_of[i] - 1] : NULL;
        if (part && (part->sort == WHEN_RATE || part->sort == WHEN_TIMES || part->sort == WHEN_DAYS))
            return false;
        once |= part && part->sort == WHEN_DATE && nlu_when_is(when, part->from, IS_AHEAD);
    }
    return once && !nlu_when_between(when, from, sense->to, IS_LOOSE, NULL) &&
           !nlu_when_between(when, from, sense->to, IS_INTERVIEW, NULL);
}

/* "scrap the 30" */
static bool is_dropped(const struct when *when, const struct when_part *part)
{
    static const char *const verbs[] = {"scrap", "forget", "strike", "drop"};
    const size_t at = part->from - (part->from > 0 && nlu_when_word_is(when, part->from - 1, "the"));
    for (size_t i = 0; at > 0 && i < sizeof verbs / sizeof *verbs; i++)
        if (nlu_when_word_is(when, at - 1, verbs[i]))
            return true;
    return false;
}

/* "my lunch is 30 minutes": how long it is. */
static bool is_a_length(const struct when *when, const struct when_part *part)
{
    const size_t at = part->from;
    if (at < 2 || !(nlu_when_word_is(when, at - 1, "is") || nlu_when_word_is(when, at - 1, "lasts")))
        return false;
    const struct when_part *of = when->part_of[at - 2] ? &when->parts[when->part_of[at - 2] - 1] : NULL;
    return of && of->sort == WHEN_HOUR &&
           (nlu_when_word_is(when, of->from, "my") || nlu_when_word_is(when, of->from, "the") ||
            (of->from > 0 && nlu_when_word_is(when, of->from - 1, "my")));
}

static void judge_amount(struct when *when, struct when_part *part)
{
    const struct when_sense sense = nlu_when_sense_of(when, part);
    const bool asked = is_question(when->heard) && !when->heard->wish;
    part->aside = sense.past || is_dropped(when, part) || is_a_length(when, part) || sense.others ||
                  nlu_when_is_deadline(when, part) ||
                  is_once(when, &sense, nlu_when_clause(when, part->from)) ||
                  (sense.unreal && !when->heard->wish) || asked || !for_practice(when, part, &sense);
    if (part->aside) {
        if (asked && !sense.others)
            nlu_ask(when->heard, "minutes");
        return;
    }
    if (sense.denied)
        part->aside = true;
    else if (part->under || part->high < SHORTEST || part->low > MOST_A_WEEK) {
        part->aside = true;
        nlu_ask(when->heard, "minutes");
    }
    part->ideal = sense.ideal;
    part->tentative |= sense.ideal;
}

/* "I'm free from 8 to 9:30pm": what they can do between two hours of the clock is as long as that. */
static void judge_clock(struct when *when, struct when_part *part)
{
    const struct when_sense sense = nlu_when_sense_of(when, part);
    const enum governor governs = before(when, sense.from, part->from);
    const bool event = nlu_when_between(when, sense.from, sense.to, IS_INTERVIEW, NULL) ||
                       nlu_when_between(when, sense.from, sense.to, IS_OTHERS, NULL);
    const bool free =
        governs == GOVERNS_PRACTICE ||
        (governs != GOVERNS_LIFE && nlu_when_between(when, part->to, sense.to, IS_FREE, NULL)) ||
        (governs != GOVERNS_LIFE && when->heard->time_asked && is_bare(when, sense.from, sense.to));
    if (part->low < SHORTEST || !free || event || sense.past || sense.others || sense.unreal || sense.denied)
        return;
    if (part->low > LONGEST_WINDOW) {
        nlu_ask(when->heard, "minutes");
        return;
    }
    part->sort = WHEN_AMOUNT;
    part->tentative = true;
}

/* A wish that a plainer amount takes back. */
static void drop_ideals(struct when *when)
{
    bool plain = false;
    for (size_t i = 0; i < when->parts_n; i++)
        plain |= when->parts[i].sort == WHEN_AMOUNT && !when->parts[i].aside && !when->parts[i].ideal;
    for (size_t i = 0; i < when->parts_n && plain; i++)
        when->parts[i].aside |= when->parts[i].sort == WHEN_AMOUNT && when->parts[i].ideal;
}

void nlu_when_judge(struct when *when)
{
    for (size_t i = 0; i < when->parts_n; i++)
        if (when->parts[i].sort == WHEN_AMOUNT)
            judge_amount(when, &when->parts[i]);
    for (size_t i = 0; i < when->parts_n; i++)
        if (when->parts[i].sort == WHEN_CLOCK)
            judge_clock(when, &when->parts[i]);
    drop_ideals(when);
    nlu_when_judge_days(when);
}
