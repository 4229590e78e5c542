#include "nlu/nlu_when.h"
#include <string.h>

/* Which amount days, rates and parts of the day belong to: the nearest by the words and signs between them,
 * in the order that the sentence has begun with ("weekdays 30 minutes, …" or "30 minutes on weekdays, …"). */

enum { TOO_FAR = 14, COMMA = 4, JOINT = 3, OTHER_ORDER = 1, CAN = 1 };

/* "every day including weekends" says nothing more. */
static bool only_included(const struct when *when, const struct when_part *part)
{
    for (size_t i = 0; i < when->parts_n; i++)
        if (when->parts[i].all && part->from > 0 && nlu_when_is(when, part->from - 1, IS_TOO))
            return true;
    return false;
}

static bool modifies(const struct when *when, const struct when_part *part)
{
    if (part->aside)
        return false;
    if (part->sort == WHEN_DAYS)
        return part->polarity >= 0 && !part->all && !only_included(when, part) &&
               !(part->polarity == 0 && nlu_when_tells_life(when, part));
    return part->sort == WHEN_RATE || part->sort == WHEN_TIMES || part->sort == WHEN_HOUR;
}

static bool is_amount(const struct when_part *part)
{
    return part->sort == WHEN_AMOUNT && !part->aside;
}

/* What lies between two parts. */
static int distance(const struct when *when, size_t from, size_t to)
{
    int far = 0;
    for (size_t i = from; i < to; i++) {
        const struct when_part *part = when->part_of[i] ? &when->parts[when->part_of[i] - 1] : NULL;
        if (part && part->sort == WHEN_AMOUNT)
            return TOO_FAR;
        if (part)
            continue;
        if (nlu_when_is(when, i, IS_JOINT))
            far += JOINT;
        else if (nlu_when_ends_clause(when, i))
            far += COMMA;
        else
            far += !nlu_when_is(when, i, IS_SMALL);
    }
    return far;
}

static bool crosses(const struct when *when, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (nlu_when_ends_clause(when, i))
            return true;
    return false;
}

static bool days_first(const struct when *when)
{
    for (size_t i = 0; i < when->parts_n; i++) {
        if (is_amount(&when->parts[i]))
            return false;
        if (when->parts[i].sort == WHEN_DAYS && modifies(when, &when->parts[i]))
            return true;
    }
    return false;
}

static struct when_part *amount_of(const struct when *when, const struct when_part *part, bool before_first)
{
    struct when_part *best = NULL;
    int least = TOO_FAR;
    for (size_t i = 0; i < when->parts_n; i++) {
        struct when_part *amount = &when->parts[i];
        if (!is_amount(amount))
            continue;
        const bool behind = amount->from > part->from;
        int far = behind ? distance(when, part->to, amount->from) : distance(when, amount->to, part->from);
        far += behind != before_first ? OTHER_ORDER : 0;
        if (part->sort == WHEN_DAYS && part->polarity == CAN &&
            (!behind || crosses(when, part->to, amount->from)) && far >= COMMA)
            continue; /* a clause of its own: "Saturdays are fine, too" */
        if (far < least) {
            least = far;
            best = amount;
        }
    }
    return best;
}

void nlu_when_bind(struct when *when)
{
    const bool first = days_first(when);
    for (size_t i = 0; i < when->parts_n; i++)
        if (modifies(when, &when->parts[i]))
            when->parts[i].of = amount_of(when, &when->parts[i], first);
}
