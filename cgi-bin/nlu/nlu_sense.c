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
    FEW_STRANGE = 3
};

enum governor { GOVERNS_NOTHING, GOVERNS_HAVING, GOVERNS_PRACTICE, GOVERNS_LIFE };

/* ---- clauses ---- */

bool when_ends_clause(const struct when *w, size_t i)
{
    if (i >= w->words_n)
        return true;
    if (w->part_of[i])
        return false;
    return strchr(",;:()", *w->words[i].at) != NULL || when_is(w, i, IS_BOUND) ||
           (when_is(w, i, IS_JOINT) && when_is(w, i + 1, IS_SUBJECT) && !w->part_of[i + 1]);
}

size_t when_clause(const struct when *w, size_t at)
{
    while (at > 0 && !when_ends_clause(w, at - 1))
        at--;
    return at;
}

size_t when_clause_end(const struct when *w, size_t at)
{
    while (at < w->words_n && !when_ends_clause(w, at))
        at++;
    return at;
}

/* ---- the governor ---- */

/* What a word of no part says of the time around it. */
static enum governor says(const struct when *w, size_t i)
{
    if (w->part_of[i])
        return GOVERNS_NOTHING;
    const int practice = w->words[i].kinds[IS_PRACTICE], life = w->words[i].kinds[IS_LIFE];
    if (life > practice)
        return GOVERNS_LIFE;
    if (practice)
        return GOVERNS_PRACTICE;
    return when_is(w, i, IS_HAVE) ? GOVERNS_HAVING : GOVERNS_NOTHING;
}

/* Before the amount, the nearest first; "have" gives way to "can" before it. */
static enum governor before(const struct when *w, size_t from, size_t to)
{
    enum governor found = GOVERNS_NOTHING, life = GOVERNS_NOTHING;
    bool joined = false; /* "I have an interview and half an hour": of the verb before both */
    for (size_t i = to; i > from; i--) {
        const enum governor here = says(w, i - 1);
        joined |= i == to && when_is(w, i - 1, IS_JOINT);
        if (here == GOVERNS_PRACTICE || (here == GOVERNS_LIFE && found == GOVERNS_NOTHING && !joined))
            return here;
        if (here == GOVERNS_LIFE)
            life = here;
        if (here == GOVERNS_HAVING)
            found = here;
        if (when_is(w, i - 1, IS_FIRST) && found != GOVERNS_NOTHING)
            return found;
    }
    return found == GOVERNS_NOTHING ? life : found;
}

static enum governor behind(const struct when *w, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (says(w, i) != GOVERNS_NOTHING)
            return says(w, i);
    return GOVERNS_NOTHING;
}

/* ---- what is right behind it ---- */

static bool sign_at(const struct when *w, size_t i)
{
    return i >= w->words_n || strchr(",.;:!?()", *w->words[i].at) != NULL;
}

static bool names_practice(const struct when *w, size_t i)
{
    for (size_t k = i; k < i + NEAR && !sign_at(w, k); k++)
        if (when_is(w, k, IS_PRACTICE))
            return true;
    return false;
}

/* Is practice named in the next few words, or a part of the day? */
static bool practice_near(const struct when *w, size_t i)
{
    if (names_practice(w, i))
        return true;
    for (size_t k = i; k < i + NEAR && !sign_at(w, k); k++)
        if ((w->part_of[k] && !w->parts[w->part_of[k] - 1].aside))
            return true;
    return false;
}

/* "12-hour shifts", "a 30 minute presentation", "two hours of meetings", "an hour with my son" */
static enum governor attribute(const struct when *w, const struct when_part *part)
{
    size_t i = part->to;
    const size_t unit = part->to - 1;
    const bool singular = when_word_is(w, unit, "minute") || when_word_is(w, unit, "hour");
    const bool describes =
        part->glued || (singular && part->low != 1 && part->low % HOUR + (part->low != HOUR) != 0 &&
                        part->low != HOUR / 2 && part->low != 15 && part->low != 45);
    if (when_word_is(w, i, "-"))
        i++;
    while (i < w->words_n && w->part_of[i] && !w->parts[w->part_of[i] - 1].aside)
        i++;
    if (sign_at(w, i) || w->part_of[i])
        return GOVERNS_NOTHING;
    if (when_is(w, i, IS_LIFE) && w->words[i].kinds[IS_LIFE] >= w->words[i].kinds[IS_PRACTICE])
        return GOVERNS_LIFE;
    if (when_word_is(w, i, "of") || when_word_is(w, i, "with"))
        return w->part_of[i + 1] || names_practice(w, i + 1) ? GOVERNS_PRACTICE : GOVERNS_LIFE;
    if (describes && i == part->to && !when_is(w, i, IS_SMALL) && !when_is(w, i, IS_BOUND))
        return practice_near(w, i) ? GOVERNS_PRACTICE : GOVERNS_LIFE;
    return GOVERNS_NOTHING;
}

/* "an hour for the gym", "40 minutes to get home": of something else, unless a plainer word governs it. */
static bool serves_another(const struct when *w, const struct when_part *part)
{
    size_t i = part->to;
    while (i < w->words_n && w->part_of[i] && !w->parts[w->part_of[i] - 1].aside)
        i++;
    if (!when_word_is(w, i, "for") && !when_word_is(w, i, "to"))
        return false;
    return !practice_near(w, i + 1) && !sign_at(w, i + 1) && !when_is(w, i + 1, IS_UNTIL_THEN) &&
           !when_word_is(w, i + 1, "now") && !when_word_is(w, i + 1, "me") &&
           !when_word_is(w, i + 1, "start");
}

/* ---- the clause ---- */

struct clause {
    size_t from, at, to; /* where their own part of it begins; the amount; its end */
    bool past, others, unreal, denied, ideal;
};

/* Somebody else does it, if no "with" or "for" stands before them. */
static bool is_subject(const struct when *w, size_t from, size_t i)
{
    static const char *const before_object[] = {"with", "for", "of", "after", "before", "from",  "to",
                                                "at",   "on",  "in", "when",  "while",  "about", "and"};
    for (size_t k = 0; i > from && k < sizeof before_object / sizeof *before_object; k++)
        if (when_word_is(w, i - 1, before_object[k]))
            return false;
    return true;
}

/* Does somebody, or something right before, do it ("my son", "the job is")? */
static bool is_another(const struct when *w, size_t from, size_t i, size_t amount)
{
    const bool thing = when_word_is(w, i, "the");
    return when_is(w, i, IS_OTHERS) && is_subject(w, from, i) &&
           !(thing && amount > i + w->words[i].kinds[IS_OTHERS] + NEAR - 1);
}

/* "somebody who can do 24 hours": whoever stands before "who" */
static bool of_whom(const struct when *w, size_t from)
{
    if (from == 0 || !(when_word_is(w, from - 1, "who") || when_word_is(w, from - 1, "which")))
        return false;
    for (size_t i = when_clause(w, from - 1); i < from; i++)
        if (when_is(w, i, IS_OTHERS))
            return true;
    return false;
}

static bool denies(const struct when *w, size_t i)
{
    return when_is(w, i, IS_NOT) && !w->part_of[i] &&
           !when_is(w, i + w->words[i].kinds[IS_NOT], IS_NOT_ALONE);
}

/* "I can't do more than 30 minutes" */
static bool bounded(const struct when *w, const struct when_part *part)
{
    return when_word_is(w, part->from, "more") || when_word_is(w, part->from, "over");
}

/* "lost", "waited": what ends in "ed" is past, if nothing makes it a state ("am limited to"). */
static bool is_past(const struct when *w, size_t i)
{
    const size_t n = (size_t)(w->words[i].end - w->words[i].at);
    if (when_is(w, i, IS_PAST))
        return true;
    const bool regular = n > 4 && strncmp(w->words[i].end - 2, "ed", 2) == 0 && w->words[i].end[-3] != 'e';
    return regular && i > 0 && when_is(w, i - 1, IS_SUBJECT) && !when_is(w, i, IS_PRACTICE) &&
           !when_is(w, i, IS_HAVE);
}

/* "in four hours": when, and not how long; but "fit in an hour". */
static bool is_deadline(const struct when *w, const struct when_part *part)
{
    const size_t i = part->from;
    if (i == 0 || !(when_word_is(w, i - 1, "in") || when_word_is(w, i - 1, "within")))
        return false;
    return i < 2 || w->words[i - 2].kinds[IS_PRACTICE] < 2;
}

/* "from January two hours a day": a date from which it holds. */
static bool not_yet(const struct when *w, size_t from, size_t to)
{
    static const char *const since[] = {"from", "after", "once", "starting"};
    for (size_t i = from; i < to; i++) {
        const bool date = w->part_of[i] && w->parts[w->part_of[i] - 1].sort == WHEN_DATE;
        const size_t first = date ? w->parts[w->part_of[i] - 1].from : 0;
        for (size_t k = 0; date && k < sizeof since / sizeof *since; k++)
            if ((first > 0 && when_word_is(w, first - 1, since[k])) || when_word_is(w, first, since[k]))
                return true;
    }
    return false;
}

/* "Ideally, two hours", "from January, two hours": what leads in has no amount of its own. */
static bool led_in(const struct when *w, size_t start)
{
    if (start < 2 || !when_word_is(w, start - 1, ","))
        return false;
    const size_t from = when_clause(w, start - 1);
    for (size_t i = from; i < start; i++)
        if (w->part_of[i] && w->parts[w->part_of[i] - 1].sort == WHEN_AMOUNT)
            return false;
    return when_between(w, from, start, IS_IDEAL, NULL) || not_yet(w, from, start);
}

static struct clause clause_of(const struct when *w, const struct when_part *part)
{
    struct clause c = {
        .from = when_clause(w, part->from), .at = part->from, .to = when_clause_end(w, part->to)};
    const size_t start = c.from;
    for (size_t i = start; i < part->from; i++)
        if (when_is(w, i, IS_FIRST))
            c.from = i;
    for (size_t i = c.from; i < part->from; i++) {
        if (w->part_of[i])
            continue;
        c.past |= is_past(w, i);
        c.others |= is_another(w, start, i, part->from);
        c.denied |= denies(w, i);
    }
    c.others |= c.from == start && of_whom(w, start);
    for (size_t i = start; i < part->from; i++)
        c.unreal |= when_is(w, i, IS_UNREAL) && !w->part_of[i];
    for (size_t i = part->to; i < c.to; i++)
        c.past |= when_word_is(w, i, "ago") || when_word_is(w, i, "yesterday");
    c.ideal = when_between(w, start, c.to, IS_IDEAL, NULL) || not_yet(w, start, c.to);
    c.ideal |= led_in(w, start);
    if (c.denied && bounded(w, part))
        c.denied = false;
    return c;
}

/* Is there nothing in the clause but parts and words without weight? */
static bool is_bare(const struct when *w, size_t from, size_t to)
{
    for (size_t i = from; i < to; i += w->words[i].kinds[IS_CORRECT] + !w->words[i].kinds[IS_CORRECT])
        if (!w->part_of[i] && !when_is(w, i, IS_BARE) && !when_is(w, i, IS_CORRECT) &&
            !when_is(w, i, IS_SMALL) && !when_is(w, i, IS_APPROX) && !when_is(w, i, IS_TAIL) &&
            !sign_at(w, i))
            return false;
    return true;
}

/* How many words of a clause are in no part and carry weight. */
static int strange_words(const struct when *w, size_t from, size_t to)
{
    int n = 0;
    for (size_t i = from; i < to; i++)
        n += !w->part_of[i] && !when_is(w, i, IS_BARE) && !when_is(w, i, IS_SMALL);
    return n;
}

static bool has_company(const struct when *w, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct when_part *part = w->part_of[i] ? &w->parts[w->part_of[i] - 1] : NULL;
        if (part && (part->sort == WHEN_RATE || part->sort == WHEN_TIMES || part->sort == WHEN_DAYS ||
                     part->sort == WHEN_HOUR))
            return true;
    }
    return false;
}

/* "a part-time job, 20 hours a week", "commute: 40 minutes each way" */
static bool tells_of_life(const struct when *w, size_t clause, const struct when_part *part)
{
    bool weekly = false;
    for (size_t i = part->to; i < part->to + NEAR && i < w->words_n; i++)
        weekly |= w->part_of[i] && w->parts[w->part_of[i] - 1].per >= 7;
    const bool labelled = clause > 0 && when_word_is(w, clause - 1, ":");
    size_t i = clause;
    if (!weekly && !labelled && part->low <= LONG_DAY)
        return false;
    while (i > 0 && clause - i <= NEAR + 1) {
        i--;
        if (says(w, i) == GOVERNS_LIFE)
            return true;
    }
    for (i = 0; i < w->words_n; i++)
        if (part->low > LONG_DAY && says(w, i) == GOVERNS_LIFE)
            return true;
    return part->low > MOST_A_WEEK;
}

static bool is_question(const struct nlu *heard)
{
    const size_t n = strlen(heard->text);
    return n && heard->text[n - 1] == '?' && nlu_begins(heard, heard->folded, HEAR_TIME_ASKED, NULL) > 0;
}

/* With no word that governs it: what stands alone, with its days or rate, or where they were asked. */
static bool stands_alone(const struct when *w, const struct when_part *part, const struct clause *c)
{
    const struct nlu *heard = w->heard;
    const size_t start = when_clause(w, part->from);
    if (tells_of_life(w, start, part))
        return false;
    if (is_bare(w, start, c->to) || has_company(w, start, c->to))
        return true;
    return (heard->time_asked || heard->last.practice) && strange_words(w, start, c->to) <= FEW_STRANGE;
}

/* "… thirty minutes a day should be possible": it is said of the amount itself. */
static bool is_possible(const struct when *w, const struct when_part *part, size_t to)
{
    static const char *const verbs[] = {"is", "are", "should", "would", "could", "will", "might", "works"};
    size_t i = part->to;
    while (i < to && w->part_of[i] && !w->parts[w->part_of[i] - 1].aside)
        i++;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        if (when_word_is(w, i, verbs[k]))
            return behind(w, i, to) == GOVERNS_PRACTICE;
    return false;
}

static bool for_practice(const struct when *w, const struct when_part *part, const struct clause *c)
{
    const enum governor attributed = attribute(w, part);
    enum governor governs = before(w, c->from, part->from);
    if (attributed == GOVERNS_LIFE &&
        !(governs == GOVERNS_PRACTICE && part->glued && practice_near(w, part->to)))
        return false;
    if (attributed == GOVERNS_PRACTICE || is_possible(w, part, c->to))
        governs = GOVERNS_PRACTICE;
    if (governs == GOVERNS_NOTHING)
        governs = behind(w, part->to, c->to);
    if (governs == GOVERNS_LIFE)
        return false;
    if (governs == GOVERNS_PRACTICE)
        return true;
    if (serves_another(w, part))
        return false;
    return governs == GOVERNS_HAVING
               ? !tells_of_life(w, when_clause(w, part->from), part) || part->low <= LONG_DAY
               : stands_alone(w, part, c);
}

static void judge_amount(struct when *w, struct when_part *part)
{
    const struct clause c = clause_of(w, part);
    const bool asked = is_question(w->heard) && !w->heard->wish;
    part->aside = c.past || c.others || is_deadline(w, part) || (c.unreal && !w->heard->wish) || asked ||
                  !for_practice(w, part, &c);
    if (part->aside) {
        if (asked && !c.others)
            nlu_ask(w->heard, "minutes");
        return;
    }
    if (c.denied)
        part->aside = true;
    else if (part->under || part->high < SHORTEST || part->low > MOST_A_WEEK) {
        part->aside = true;
        nlu_ask(w->heard, "minutes");
    }
    part->ideal = c.ideal;
    part->tentative |= c.ideal;
}

/* A wish that a plainer amount takes back. */
static void drop_ideals(struct when *w)
{
    bool plain = false;
    for (size_t i = 0; i < w->parts_n; i++)
        plain |= w->parts[i].sort == WHEN_AMOUNT && !w->parts[i].aside && !w->parts[i].ideal;
    for (size_t i = 0; i < w->parts_n && plain; i++)
        w->parts[i].aside |= w->parts[i].sort == WHEN_AMOUNT && w->parts[i].ideal;
}

void when_judge(struct when *w)
{
    for (size_t i = 0; i < w->parts_n; i++)
        if (w->parts[i].sort == WHEN_AMOUNT)
            judge_amount(w, &w->parts[i]);
    drop_ideals(w);
    when_judge_days(w);
}
