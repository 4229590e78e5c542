#include "nlu/nlu_when.h"
#include <string.h>

/* Days of the week: those named together are one part, and each is ruled in or out by the words around it:
 * "not on Fridays", "every evening but Sunday", "Mondays are out", "weekends only". */

enum { CANNOT = -1, OPEN, CAN, THESE_ONLY, MOST_STRANGE = 2, ALL_DAYS = 0x7f };

static struct when_part *part_at(const struct when *w, size_t i)
{
    return i < w->words_n && w->part_of[i] ? &w->parts[w->part_of[i] - 1] : NULL;
}

static bool is_days(const struct when_part *part)
{
    return part && part->sort == WHEN_DAYS;
}

/* ---- named together ---- */

/* How many words join days to the next ones: "and", ", ", "or on"; 0: they are not joined. */
static size_t joint(const struct when *w, size_t i)
{
    static const char *const joints[] = {",", "and", "or", "&", "/", "plus", "-", "+"};
    static const char *const small[] = {"and", "or", "on", "at", "the", "also"};
    size_t n = 0;
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
        n |= when_word_is(w, i, joints[k]);
    for (bool again = n > 0; again;) {
        again = false;
        for (size_t k = 0; k < sizeof small / sizeof *small && !again; k++)
            again = when_word_is(w, i + n, small[k]) && !w->part_of[i + n];
        n += again;
    }
    return n;
}

static void join(struct when *w, size_t first, size_t next)
{
    struct when_part *one = &w->parts[first], *other = &w->parts[next];
    const bool pair = when_between(w, one->to, other->from, IS_JOINT, NULL) && when_word_is(w, one->to, "or");
    one->days |= other->days;
    one->plural |= other->plural;
    one->open |= other->open;
    one->rest |= other->rest;
    one->all |= other->all;
    if (pair && one->day && other->day && !one->plural)
        one->doubt = DATE_TWO_WAYS;
    else
        one->day = one->plural ? 0 : one->day;
    when_merge(w, first, next);
}

static bool is_amount(const struct when *w, size_t i)
{
    return part_at(w, i) && part_at(w, i)->sort == WHEN_AMOUNT;
}

/* "30 minutes on weekdays, Sundays an hour", "no Fridays, weekends two hours": the second has an amount of its
 * own. */
static bool stand_apart(const struct when *w, const struct when_part *one, const struct when_part *other)
{
    size_t at = one->from;
    while (at > 0 && !w->part_of[at - 1] && when_is(w, at - 1, IS_SMALL))
        at--;
    const bool settled = at > 0 && (is_amount(w, at - 1) || when_is(w, at - 1, IS_NOT) || when_is(w, at - 1, IS_EXCEPT));
    return settled && is_amount(w, other->to);
}

static void join_days(struct when *w)
{
    for (size_t i = 0; i + 1 < w->parts_n;) {
        struct when_part *one = &w->parts[i], *other = &w->parts[i + 1];
        const size_t n = is_days(one) && is_days(other) ? joint(w, one->to) : 0;
        if (n && one->to + n == other->from && !one->rest && !other->rest && !other->then && !stand_apart(w, one, other))
            join(w, i, i + 1);
        else
            i++;
    }
}

/* ---- ruled in or out ---- */

/* Is every day meant before "but": "any day but Sunday"? */
static bool every_before(const struct when *w, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        const struct when_part *part = part_at(w, i);
        if (when_is(w, i, IS_NOT) && !part && when_is(w, i, IS_NOT_ALONE))
            return false;
        if (part && ((part->sort == WHEN_RATE && part->per == 1) || part->all || part->sort == WHEN_HOUR))
            return true;
        if (part && is_days(part) && part->polarity >= OPEN && part->days != 0)
            return true;
    }
    return false;
}

static bool ruled_out_before(const struct when *w, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        const struct when_part *part = part_at(w, i);
        if (is_days(part) && part->polarity == CANNOT)
            return true;
    }
    return false;
}

/* "not Fridays but Saturdays", "every day but Sunday" */
static int behind_but(const struct when *w, size_t at)
{
    if (ruled_out_before(w, at))
        return CAN;
    return every_before(w, at) ? CANNOT : OPEN;
}

/* "I can't (concentrate) on Fridays": any verb may follow */
static bool own_denial(const struct when *w, size_t i)
{
    return (when_word_is(w, i, "can't") || when_word_is(w, i, "cannot") || when_word_is(w, i, "won't") ||
            when_word_is(w, i, "don't")) &&
           i > 0 && when_is(w, i - 1, IS_FIRST);
}

/* "I work Tuesday to Saturday", "I don't work on Fridays", "I'm off work on Thursdays" */
static void tell_work(const struct when *w, struct when_part *days, size_t at)
{
    static const char *const words[] = {"work", "working", "shift", "shifts"};
    bool work = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        work |= when_word_is(w, at, words[i]);
    const bool off = at > 0 && (when_is(w, at - 1, IS_NOT) || when_word_is(w, at - 1, "off"));
    days->off_work = work && off;
    days->of_work = work && !off;
}

/* What the words before rule, seen from the nearest; *life: it is about something else than practice. */
static int before_days(const struct when *w, struct when_part *days, bool *life)
{
    size_t strange = 0;
    for (size_t i = days->from; i > 0 && strange <= MOST_STRANGE; i--) {
        const size_t at = i - 1;
        const struct when_part *part = part_at(w, at);
        if (part && (part->sort == WHEN_HOUR || part->sort == WHEN_RATE || part->aside))
            continue;
        if (part)
            return OPEN;
        if (when_word_is(w, at, "but"))
            return behind_but(w, at);
        if (when_is(w, at, IS_EXCEPT) || when_is(w, at, IS_SKIP) ||
            (when_is(w, at, IS_OUT_BEFORE) && !strange))
            return CANNOT;
        if (when_is(w, at, IS_NOT) && !when_is(w, at + w->words[at].kinds[IS_NOT], IS_NOT_ALONE))
            return strange == 0 || own_denial(w, at) ? CANNOT : OPEN;
        if (when_is(w, at, IS_ONLY))
            return THESE_ONLY;
        if (when_word_is(w, at, ":") && at > 0)
            continue; /* "days off: Sunday" */
        if (when_ends_clause(w, at))
            return OPEN;
        if (when_is(w, at, IS_LIFE) && !when_is(w, at, IS_PRACTICE)) {
            *life = true;
            tell_work(w, days, at);
            return OPEN;
        }
        strange += !when_is(w, at, IS_BETWEEN) && !when_is(w, at, IS_PRACTICE) && !when_is(w, at, IS_FREE) &&
                   !when_is(w, at, IS_SMALL) && !when_is(w, at, IS_HAVE);
    }
    return OPEN;
}

/* What the words behind rule. */
static int behind_days(const struct when *w, struct when_part *days, bool *life)
{
    size_t i = days->to;
    const bool own = days->from > 0 && when_is(w, days->from - 1, IS_OWN_OFF);
    const bool kept = days->from > 0 &&
                      (when_word_is(w, days->from - 1, "keep") || when_word_is(w, days->from - 1, "leave"));
    while (i < w->words_n) {
        const struct when_part *part = part_at(w, i);
        if (part && (part->sort == WHEN_HOUR || part->sort == WHEN_RATE)) {
            i++;
            continue;
        }
        if (part)
            return OPEN;
        if (when_is(w, i, IS_OUT) || (kept && (when_word_is(w, i, "free") || when_word_is(w, i, "clear")))) {
            *life = days->off_work = own && when_word_is(w, i, "off");
            const bool denied_more =
                when_is(w, i, IS_NOT) && when_is(w, i + w->words[i].kinds[IS_NOT], IS_NOT_ALONE);
            const bool next_days = when_is(w, i, IS_NOT) && is_days(part_at(w, i + 1));
            return *life || denied_more || next_days ? OPEN : CANNOT;
        }
        if (when_is(w, i, IS_ONLY))
            return part_at(w, i + 1) && part_at(w, i + 1)->sort == WHEN_AMOUNT ? OPEN : THESE_ONLY;
        if (when_is(w, i, IS_TOO) || when_is(w, i, IS_FREE))
            return CAN;
        if (when_is(w, i, IS_LIFE)) {
            *life = true;
            return OPEN;
        }
        if (!when_is(w, i, IS_BETWEEN))
            return OPEN;
        i++;
    }
    return OPEN;
}

/* Is the clause of these days about practice: what one can, studies, has time for? */
static bool about_practice(const struct when *w, const struct when_part *days)
{
    const size_t from = when_clause(w, days->from), to = when_clause_end(w, days->to);
    for (size_t i = from; i < to; i++)
        if (!w->part_of[i] &&
            ((when_is(w, i, IS_FREE) || when_is(w, i, IS_PRACTICE)) && !when_is(w, i, IS_LIFE)))
            return true;
    return false;
}

static bool of_somebody_else(const struct when *w, const struct when_part *days)
{
    size_t from = when_clause(w, days->from);
    const size_t to = when_clause_end(w, days->to);
    for (size_t i = from; i < to; i++)
        if (when_is(w, i, IS_FIRST))
            return false;
    for (size_t i = from; i < days->from; i++)
        if (when_is(w, i, IS_OTHERS) && !w->part_of[i])
            return true;
    return false;
}

/* The days are part of what is told of something that has its own day: an interview, a course. */
static bool of_an_event(const struct when *w, const struct when_part *days)
{
    const size_t from = when_clause(w, days->from), to = when_clause_end(w, days->to);
    for (size_t i = from; i < to; i++)
        if (!w->part_of[i] &&
            (when_is(w, i, IS_INTERVIEW) || (when_is(w, i, IS_EVENT) && !when_is(w, i, IS_FREE) &&
                                             !when_is(w, i, IS_OUT_BEFORE) && !when_is(w, i, IS_PRACTICE))))
            return true;
    return false;
}

/* Several days and nothing else, where they have spoken of practice: "Mon/Wed/Fri" */
static bool is_a_list(const struct when *w, const struct when_part *days)
{
    if (!(w->heard->last.practice || w->heard->time_asked) ||
        !(days->plural || (days->days & (days->days - 1))))
        return false;
    for (size_t i = 0; i < w->parts_n; i++)
        if (w->parts[i].sort == WHEN_AMOUNT)
            return false;
    for (size_t i = when_clause(w, days->from); i < when_clause_end(w, days->to); i++)
        if (!w->part_of[i] && !when_is(w, i, IS_BARE) && !when_is(w, i, IS_SMALL) &&
            !strchr(".!", *w->words[i].at))
            return false;
    return true;
}

static void judge(struct when *w, struct when_part *days)
{
    bool life = false;
    days->polarity = before_days(w, days, &life);
    if (days->polarity == OPEN || days->polarity == THESE_ONLY) {
        const int behind = life ? OPEN : behind_days(w, days, &life);
        if (behind != OPEN)
            days->polarity = behind;
    }
    if (days->polarity == OPEN && !life && (about_practice(w, days) || is_a_list(w, days)))
        days->polarity = CAN;
    days->aside = life || of_somebody_else(w, days) || (of_an_event(w, days) && days->polarity != CANNOT);
    days->aside |= days->then && days->polarity != CANNOT;
    if (days->polarity == CANNOT && of_an_event(w, days) && !days->plural)
        days->aside = true;
}

/* "so not then": the days named before. */
static void point_back(struct when *w)
{
    unsigned last = w->heard->last.days;
    for (size_t i = 0; i < w->parts_n; i++) {
        struct when_part *part = &w->parts[i];
        if (is_days(part) && part->then)
            part->days = last;
        else if (is_days(part) && part->days)
            last = part->days;
    }
}

/* Days that only they know are known where they have said on which they work. */
static void find_open(struct when *w)
{
    unsigned work = 0, off = 0;
    for (size_t i = 0; i < w->parts_n; i++) {
        struct when_part *part = &w->parts[i];
        if (!is_days(part))
            continue;
        if (part->open && work) {
            part->days = ALL_DAYS & ~work;
            part->open = false;
            part->aside = false;
        }
        if (part->then && off && part->polarity != CANNOT)
            part->aside = false;
        work |= part->of_work ? part->days : 0;
        off |= part->off_work ? part->days : 0;
    }
}

void when_judge_days(struct when *w)
{
    join_days(w);
    point_back(w);
    for (size_t i = 0; i < w->parts_n; i++)
        if (is_days(&w->parts[i]))
            judge(w, &w->parts[i]);
    find_open(w);
}
