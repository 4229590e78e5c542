#include "nlu/nlu_when.h"
#include <string.h>

/* Clauses: where they end, and whether what they say is their own, now, and so. */

enum { NEAR = 3 };

bool nlu_when_ends_clause(const struct when *when, size_t i)
{
    if (i >= when->words_n)
        return true;
    if (when->part_of[i])
        return false;
    return strchr(",;:()", *when->words[i].at) != NULL || nlu_when_is(when, i, IS_BOUND) ||
           (nlu_when_is(when, i, IS_JOINT) && nlu_when_is(when, i + 1, IS_SUBJECT) && !when->part_of[i + 1]);
}

size_t nlu_when_clause(const struct when *when, size_t at)
{
    while (at > 0 && !nlu_when_ends_clause(when, at - 1))
        at--;
    return at;
}

size_t nlu_when_clause_end(const struct when *when, size_t at)
{
    while (at < when->words_n && !nlu_when_ends_clause(when, at))
        at++;
    return at;
}

/* Somebody else does it, if no "with" or "for" stands before them. */
static bool is_subject(const struct when *when, size_t from, size_t i)
{
    static const char *const before_object[] = {"with", "for", "of", "after", "before", "from",  "to",
                                                "at",   "on",  "in", "when",  "while",  "about", "and"};
    for (size_t k = 0; i > from && k < sizeof before_object / sizeof *before_object; k++)
        if (nlu_when_word_is(when, i - 1, before_object[k]))
            return false;
    return true;
}

/* Does somebody, or something right before, do it ("my son", "the job is")? */
/* "give you ten minutes": no subject. */
static bool is_object(const struct when *when, size_t i)
{
    const bool own = nlu_when_between(when, nlu_when_clause(when, i), i, IS_FIRST, NULL);
    return i > 0 && (nlu_when_is(when, i - 1, IS_HAVE) || nlu_when_is(when, i - 1, IS_PRACTICE) ||
                     (own && nlu_when_word_is(when, i, "you")));
}

static bool is_another(const struct when *when, size_t from, size_t i, size_t amount)
{
    const bool thing = nlu_when_word_is(when, i, "the");
    return nlu_when_is(when, i, IS_OTHERS) && is_subject(when, from, i) && !is_object(when, i) &&
           !(thing && amount > i + when->words[i].kinds[IS_OTHERS] + NEAR - 1);
}

/* "somebody who can do 24 hours": whoever stands before "who" */
static bool of_whom(const struct when *when, size_t from)
{
    if (from == 0 || !(nlu_when_word_is(when, from - 1, "who") || nlu_when_word_is(when, from - 1, "which")))
        return false;
    for (size_t i = nlu_when_clause(when, from - 1); i < from; i++)
        if (nlu_when_is(when, i, IS_OTHERS))
            return true;
    return false;
}

static bool denies(const struct when *when, size_t i)
{
    return nlu_when_is(when, i, IS_NOT) && !when->part_of[i] &&
           !nlu_when_is(when, i + when->words[i].kinds[IS_NOT], IS_NOT_ALONE);
}

/* "I can't do more than 30 minutes" */
static bool bounded(const struct when *when, const struct when_part *part)
{
    return nlu_when_word_is(when, part->from, "more") || nlu_when_word_is(when, part->from, "over");
}

/* "lost", "waited": what ends in "ed" is past, if nothing makes it a state ("am limited to"). */
static bool is_past(const struct when *when, size_t i)
{
    const size_t n = (size_t)(when->words[i].end - when->words[i].at);
    if (nlu_when_is(when, i, IS_PAST))
        return true;
    const bool regular =
        n > 4 && strncmp(when->words[i].end - 2, "ed", 2) == 0 && when->words[i].end[-3] != 'e';
    return regular && i > 0 && nlu_when_is(when, i - 1, IS_SUBJECT) && !nlu_when_is(when, i, IS_PRACTICE) &&
           !nlu_when_is(when, i, IS_HAVE);
}

/* "in four hours": when, and not how long; but "fit in an hour". */
bool nlu_when_is_deadline(const struct when *when, const struct when_part *part)
{
    const size_t i = part->from;
    if (i == 0 || !(nlu_when_word_is(when, i - 1, "in") || nlu_when_word_is(when, i - 1, "within")))
        return false;
    return i < 2 || when->words[i - 2].kinds[IS_PRACTICE] < 2;
}

/* "from January two hours a day": a date from which it holds. */
static bool not_yet(const struct when *when, size_t from, size_t to)
{
    static const char *const since[] = {"from", "after", "once", "starting"};
    for (size_t i = from; i < to; i++) {
        const bool date = when->part_of[i] && when->parts[when->part_of[i] - 1].sort == WHEN_DATE;
        const size_t first = date ? when->parts[when->part_of[i] - 1].from : 0;
        for (size_t k = 0; date && k < sizeof since / sizeof *since; k++)
            if ((first > 0 && nlu_when_word_is(when, first - 1, since[k])) ||
                nlu_when_word_is(when, first, since[k]))
                return true;
    }
    return false;
}

/* "Ideally, two hours", "from January, two hours": what leads in has no amount of its own. */
static bool led_in(const struct when *when, size_t start)
{
    if (start < 2 || !nlu_when_word_is(when, start - 1, ","))
        return false;
    const size_t from = nlu_when_clause(when, start - 1);
    for (size_t i = from; i < start; i++)
        if (when->part_of[i] && when->parts[when->part_of[i] - 1].sort == WHEN_AMOUNT)
            return false;
    return nlu_when_between(when, from, start, IS_IDEAL, NULL) || not_yet(when, from, start);
}

bool nlu_when_begins_anew(const struct when *when, size_t i)
{
    static const char *const articles[] = {"a", "an", "the", "my", "their", "this"};
    static const char *const verbs[] = {"is", "will", "on", "was", "has"};
    if (i == 0 || !nlu_when_is(when, i, IS_INTERVIEW) || !when->part_of[i - 1])
        return false;
    const size_t first = when->parts[when->part_of[i - 1] - 1].from;
    for (size_t k = 0; first > 0 && k < sizeof articles / sizeof *articles; k++)
        if (nlu_when_word_is(when, first - 1, articles[k]))
            return false;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        if (nlu_when_word_is(when, i + 1, verbs[k]))
            return true;
    return i + 1 < when->words_n && when->part_of[i + 1];
}

struct when_sense nlu_when_sense_of(const struct when *when, const struct when_part *part)
{
    struct when_sense sense = {.from = nlu_when_clause(when, part->from),
                               .at = part->from,
                               .to = nlu_when_clause_end(when, part->to)};
    const size_t start = sense.from;
    for (size_t i = part->to; i < sense.to; i++)
        if (nlu_when_begins_anew(when, i))
            sense.to = i;
    for (size_t i = start; i < part->from; i++)
        if (nlu_when_is(when, i, IS_FIRST))
            sense.from = i;
    for (size_t i = sense.from; i < part->from; i++) {
        if (when->part_of[i])
            continue;
        sense.past |= is_past(when, i);
        sense.others |= is_another(when, start, i, part->from);
        sense.denied |= denies(when, i);
    }
    sense.others |= sense.from == start && of_whom(when, start);
    for (size_t i = start; i < part->from; i++)
        sense.unreal |=
            nlu_when_is(when, i, IS_UNREAL) && !nlu_when_is(when, i, IS_HEDGE) && !when->part_of[i];
    for (size_t i = part->to; i < sense.to; i++)
        sense.past |= nlu_when_word_is(when, i, "ago") || nlu_when_word_is(when, i, "yesterday");
    sense.ideal = nlu_when_between(when, start, sense.to, IS_IDEAL, NULL) || not_yet(when, start, sense.to);
    sense.ideal |= led_in(when, start);
    if (sense.denied && bounded(when, part))
        sense.denied = false;
    return sense;
}
