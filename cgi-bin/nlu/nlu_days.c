#include "base/num.h"
#include "nlu/nlu_when.h"
#include <string.h>

/* Days of the week: those named together are one part, and each is ruled in or out by the words around it:
 * "not on Fridays", "every evening but Sunday", "Mondays are out", "weekends only". */

enum { CANNOT = -1, OPEN, CAN, THESE_ONLY, MOST_STRANGE = 2, ALL_DAYS = 0x7f };

static struct when_part *part_at(const struct when *when, size_t i)
{
    return i < when->words_n && when->part_of[i] ? &when->parts[when->part_of[i] - 1] : NULL;
}

static bool is_days(const struct when_part *part)
{
    return part && part->sort == WHEN_DAYS;
}

/* ---- named together ---- */

/* How many words join days to the next ones: "and", ", ", "or on"; 0: they are not joined. */
static size_t joint(const struct when *when, size_t i)
{
    static const char *const joints[] = {",", "and", "or", "&", "/", "plus", "-", "+"};
    static const char *const small[] = {"and", "or", "on", "at", "the", "also", "a"};
    size_t n = 0;
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
        n |= nlu_when_word_is(when, i, joints[k]);
    for (bool again = n > 0; again;) {
        again = false;
        for (size_t k = 0; k < sizeof small / sizeof *small && !again; k++)
            again = nlu_when_word_is(when, i + n, small[k]) && !when->part_of[i + n];
        n += again;
    }
    return n;
}

static void join(struct when *when, size_t first, size_t next)
{
    struct when_part *one = &when->parts[first], *other = &when->parts[next];
    const bool pair =
        nlu_when_between(when, one->to, other->from, IS_JOINT, NULL) && nlu_when_word_is(when, one->to, "or");
    one->days |= other->days;
    one->plural |= other->plural;
    one->open |= other->open;
    one->rest |= other->rest;
    one->all |= other->all;
    if (pair && one->day && other->day && !one->plural)
        one->doubt = DATE_TWO_WAYS;
    else
        one->day = one->plural ? 0 : one->day;
    nlu_when_merge(when, first, next);
}

static bool is_amount(const struct when *when, size_t i)
{
    return part_at(when, i) && part_at(when, i)->sort == WHEN_AMOUNT;
}

/* "30 minutes on weekdays, Sundays an hour", "no Fridays, weekends two hours": the second has an amount of
 * its own. */
static bool stand_apart(const struct when *when, const struct when_part *one, const struct when_part *other)
{
    size_t at = one->from;
    while (at > 0 && !when->part_of[at - 1] && nlu_when_is(when, at - 1, IS_SMALL))
        at--;
    const bool settled = at > 0 && (is_amount(when, at - 1) || nlu_when_is(when, at - 1, IS_NOT) ||
                                    nlu_when_is(when, at - 1, IS_EXCEPT));
    const size_t next = other->to;
    const bool said_more = nlu_when_word_is(when, next, "are") || nlu_when_word_is(when, next, "is") ||
                           nlu_when_is(when, next, IS_OUT) || nlu_when_is(when, next, IS_FIRST);
    return settled && (is_amount(when, next) || said_more);
}

static bool one_day(const struct when_part *days)
{
    return days->days && !(days->days & (days->days - 1));
}

/* "tue wed thu" */
static bool lists_without_signs(const struct when *when, const struct when_part *one,
                                const struct when_part *other)
{
    const bool begun = one->from > 0 && is_amount(when, one->from - 1);
    return one->to == other->from && !one->all && !one->then && one_day(other) &&
           !(begun && is_amount(when, other->to));
}

static void join_days(struct when *when)
{
    for (size_t i = 0; i + 1 < when->parts_n;) {
        struct when_part *one = &when->parts[i], *other = &when->parts[i + 1];
        const size_t n = is_days(one) && is_days(other) ? joint(when, one->to) : 0;
        const bool beside = is_days(one) && is_days(other) && lists_without_signs(when, one, other);
        if ((n || beside) && one->to + n == other->from && !one->rest && !other->rest && !other->then &&
            !stand_apart(when, one, other))
            join(when, i, i + 1);
        else
            i++;
    }
}

/* ---- ruled in or out ---- */

/* "Sunday is church so no", "Tuesday's my long day, so not then": what follows from what is on that day. */
static bool ruled_out_behind(const struct when *when, const struct when_part *days)
{
    static const char *const joints[] = {"so", "hence", "therefore", "meaning"};
    static const char *const small[] = {"i",       "it's", "that's", "that",    "it",         "then",
                                        "there's", "is",   "those",  "they're", "definitely", "please"};
    size_t i = nlu_when_clause_end(when, days->to);
    bool so = false;
    i += nlu_when_word_is(when, i, ",");
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
        so |= nlu_when_word_is(when, i, joints[k]);
    if (!so)
        return false;
    i++;
    for (bool again = true; again;) {
        again = false;
        for (size_t k = 0; k < sizeof small / sizeof *small && !again; k++)
            again = nlu_when_word_is(when, i, small[k]);
        i += again;
    }
    const size_t skipped = nlu_when_is(when, i, IS_SKIP) ? i + when->words[i].kinds[IS_SKIP] : 0;
    if (skipped && (nlu_when_word_is(when, skipped, "that") || nlu_when_word_is(when, skipped, "it") ||
                    nlu_when_word_is(when, skipped, "those") || nlu_when_word_is(when, skipped, "them")))
        return true;
    if (!nlu_when_is(when, i, IS_NOT) && !nlu_when_is(when, i, IS_OUT))
        return false;
    i += num_max(when->words[i].kinds[IS_NOT], when->words[i].kinds[IS_OUT]);
    if (nlu_when_is(when, i, IS_NOT_ALONE))
        return false;
    for (; i < nlu_when_clause_end(when, i); i++) {
        const struct when_part *part = part_at(when, i);
        if (part && !part->then && part->sort != WHEN_HOUR)
            return false; /* "so no practice on Mondays" */
        if (!part && !nlu_when_is(when, i, IS_BETWEEN) && !nlu_when_is(when, i, IS_PRACTICE) &&
            !nlu_when_is(when, i, IS_SMALL) && !strchr(".!", *when->words[i].at))
            return false; /* "so no worries" */
    }
    return true;
}

/* Does an amount stand right behind the days, "on Friday only half an hour"? */
static bool has_amount(const struct when *when, const struct when_part *days)
{
    size_t i = days->to;
    bool only = false;
    while (i < when->words_n && !when->part_of[i] &&
           (nlu_when_is(when, i, IS_SMALL) || nlu_when_is(when, i, IS_ONLY) ||
            nlu_when_is(when, i, IS_FIRST) || nlu_when_is(when, i, IS_HAVE) ||
            nlu_when_is(when, i, IS_PRACTICE))) {
        only |= nlu_when_is(when, i, IS_ONLY);
        i++;
    }
    bool before = false;
    for (size_t k = 0; k < days->from; k++)
        before |= is_amount(when, k);
    /* "just 15 minutes" takes in its first word */
    return is_amount(when, i) && (only || before);
}

/* Is every day meant before "but": "any day but Sunday"? */
static bool every_before(const struct when *when, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        const struct when_part *part = part_at(when, i);
        if (nlu_when_is(when, i, IS_NOT) && !part && nlu_when_is(when, i, IS_NOT_ALONE))
            return false;
        if (part && ((part->sort == WHEN_RATE && part->per == 1) || part->all || part->sort == WHEN_HOUR))
            return true;
        if (part && is_days(part) && part->polarity >= OPEN && part->days != 0)
            return true;
    }
    return false;
}

static bool ruled_out_before(const struct when *when, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        const struct when_part *part = part_at(when, i);
        if (is_days(part) && part->polarity == CANNOT)
            return true;
    }
    return false;
}

/* "not Fridays but Saturdays", "every day but Sunday" */
static int behind_but(const struct when *when, size_t at)
{
    if (ruled_out_before(when, at))
        return CAN;
    return every_before(when, at) ? CANNOT : OPEN;
}

/* "I can't (concentrate) on Fridays": any verb may follow */
static bool own_denial(const struct when *when, size_t i)
{
    return (nlu_when_word_is(when, i, "can't") || nlu_when_word_is(when, i, "cannot") ||
            nlu_when_word_is(when, i, "won't") || nlu_when_word_is(when, i, "don't")) &&
           i > 0 && nlu_when_is(when, i - 1, IS_FIRST);
}

/* "I work Tuesday to Saturday", "I don't work on Fridays", "I'm off work on Thursdays" */
static void tell_work(const struct when *when, struct when_part *days, size_t at)
{
    static const char *const words[] = {"work", "working", "shift", "shifts"};
    bool work = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        work |= nlu_when_word_is(when, at, words[i]);
    const bool off = at > 0 && (nlu_when_is(when, at - 1, IS_NOT) || nlu_when_word_is(when, at - 1, "off"));
    days->off_work = work && off;
    days->of_work = work && !off;
}

/* What the words before rule, seen from the nearest; *life: it is about something else than practice. */
static int before_days(const struct when *when, struct when_part *days, bool *life)
{
    size_t strange = 0;
    for (size_t i = days->from; i > 0 && strange <= MOST_STRANGE; i--) {
        const size_t at = i - 1;
        const struct when_part *part = part_at(when, at);
        if (part && (part->sort == WHEN_HOUR || part->sort == WHEN_RATE || part->aside))
            continue;
        if (part)
            return OPEN;
        if (nlu_when_word_is(when, at, "but"))
            return has_amount(when, days) && !ruled_out_before(when, at) ? OPEN : behind_but(when, at);
        if (nlu_when_is(when, at, IS_EXCEPT) || nlu_when_is(when, at, IS_SKIP) ||
            (nlu_when_is(when, at, IS_OUT_BEFORE) && !strange))
            return CANNOT;
        if (nlu_when_is(when, at, IS_NOT) &&
            !nlu_when_is(when, at + when->words[at].kinds[IS_NOT], IS_NOT_ALONE))
            return strange == 0 || own_denial(when, at) ? CANNOT : OPEN;
        if (nlu_when_is(when, at, IS_ONLY))
            return THESE_ONLY;
        if (nlu_when_word_is(when, at, ":") && at > 0)
            continue; /* "days off: Sunday" */
        if (nlu_when_ends_clause(when, at))
            return OPEN;
        if (nlu_when_is(when, at, IS_LIFE) && !nlu_when_is(when, at, IS_PRACTICE)) {
            *life = true;
            tell_work(when, days, at);
            return OPEN;
        }
        strange += !nlu_when_is(when, at, IS_BETWEEN) && !nlu_when_is(when, at, IS_PRACTICE) &&
                   !nlu_when_is(when, at, IS_FREE) && !nlu_when_is(when, at, IS_SMALL) &&
                   !nlu_when_is(when, at, IS_HAVE);
    }
    return OPEN;
}

/* "Tuesdays I only have 20 minutes": is it the amount that is no more, and not the days? */
static bool only_so_long(const struct when *when, size_t only)
{
    size_t i = only + 1;
    while (i < when->words_n && !part_at(when, i) &&
           (nlu_when_is(when, i, IS_HAVE) || nlu_when_is(when, i, IS_SMALL) ||
            nlu_when_is(when, i, IS_FREE) || nlu_when_is(when, i, IS_BETWEEN)))
        i++;
    return part_at(when, i) && part_at(when, i)->sort == WHEN_AMOUNT;
}

/* What the words behind rule. */
static int behind_days(const struct when *when, struct when_part *days, bool *life)
{
    size_t i = days->to;
    const bool own = days->from > 0 && nlu_when_is(when, days->from - 1, IS_OWN_OFF);
    const bool kept = days->from > 0 && (nlu_when_word_is(when, days->from - 1, "keep") ||
                                         nlu_when_word_is(when, days->from - 1, "leave"));
    while (i < when->words_n) {
        const struct when_part *part = part_at(when, i);
        if (part && (part->sort == WHEN_HOUR || part->sort == WHEN_RATE)) {
            i++;
            continue;
        }
        if (part)
            return OPEN;
        if (nlu_when_is(when, i, IS_OUT) ||
            (kept && (nlu_when_word_is(when, i, "free") || nlu_when_word_is(when, i, "clear")))) {
            *life = days->off_work = own && nlu_when_word_is(when, i, "off");
            const bool denied_more = nlu_when_is(when, i, IS_NOT) &&
                                     nlu_when_is(when, i + when->words[i].kinds[IS_NOT], IS_NOT_ALONE);
            const bool next_days = nlu_when_is(when, i, IS_NOT) && is_days(part_at(when, i + 1));
            return *life || denied_more || next_days ? OPEN : CANNOT;
        }
        if (nlu_when_is(when, i, IS_ONLY))
            return only_so_long(when, i) ? OPEN : THESE_ONLY;
        if (nlu_when_is(when, i, IS_TOO) || nlu_when_is(when, i, IS_FREE))
            return CAN;
        if (nlu_when_is(when, i, IS_LIFE)) {
            *life = true;
            return OPEN;
        }
        if (!nlu_when_is(when, i, IS_BETWEEN))
            return OPEN;
        i++;
    }
    return OPEN;
}

/* Is the clause of these days about practice: what one can, studies, has time for? */
static bool about_practice(const struct when *when, const struct when_part *days)
{
    const size_t from = nlu_when_clause(when, days->from), to = nlu_when_clause_end(when, days->to);
    for (size_t i = from; i < to; i++)
        if (!when->part_of[i] && ((nlu_when_is(when, i, IS_FREE) || nlu_when_is(when, i, IS_PRACTICE)) &&
                                  !nlu_when_is(when, i, IS_LIFE)))
            return true;
    return false;
}

bool nlu_when_tells_life(const struct when *when, const struct when_part *days)
{
    const size_t from = nlu_when_clause(when, days->from), to = nlu_when_clause_end(when, days->to);
    bool told = false;
    for (size_t i = from; i < to; i++) {
        if (is_amount(when, i))
            return false;
        told |= !when->part_of[i] && (nlu_when_is(when, i, IS_FIRST) || nlu_when_word_is(when, i, "are") ||
                                      nlu_when_word_is(when, i, "is"));
    }
    for (size_t i = to; nlu_when_word_is(when, to, "so") && i < nlu_when_clause_end(when, to + 1); i++)
        if (is_amount(when, i))
            return false; /* "Sunday is quiet so I can do an hour" */
    return told && !about_practice(when, days);
}

static bool of_somebody_else(const struct when *when, const struct when_part *days)
{
    size_t from = nlu_when_clause(when, days->from);
    const size_t to = nlu_when_clause_end(when, days->to);
    for (size_t i = from; i < to; i++)
        if (nlu_when_is(when, i, IS_FIRST))
            return false;
    for (size_t i = from; i < days->from; i++)
        if (nlu_when_is(when, i, IS_OTHERS) && !when->part_of[i])
            return true;
    return false;
}

/* The days are part of what is told of something that has its own day: an interview, a course. */
static bool of_an_event(const struct when *when, const struct when_part *days)
{
    const size_t from = nlu_when_clause(when, days->from), to = nlu_when_clause_end(when, days->to);
    for (size_t i = from; i < to; i++)
        if (!when->part_of[i] &&
            (nlu_when_is(when, i, IS_INTERVIEW) ||
             (nlu_when_is(when, i, IS_EVENT) && !nlu_when_is(when, i, IS_FREE) &&
              !nlu_when_is(when, i, IS_OUT_BEFORE) && !nlu_when_is(when, i, IS_PRACTICE))))
            return true;
    return false;
}

/* Several days and nothing else, where they have spoken of practice: "Mon/Wed/Fri" */
static bool is_a_list(const struct when *when, const struct when_part *days)
{
    if (!(when->heard->last.practice || when->heard->time_asked) ||
        !(days->plural || (days->days & (days->days - 1))))
        return false;
    for (size_t i = 0; i < when->parts_n; i++)
        if (when->parts[i].sort == WHEN_AMOUNT)
            return false;
    for (size_t i = nlu_when_clause(when, days->from); i < nlu_when_clause_end(when, days->to); i++)
        if (!when->part_of[i] && !nlu_when_is(when, i, IS_BARE) && !nlu_when_is(when, i, IS_SMALL) &&
            !strchr(".!", *when->words[i].at))
            return false;
    return true;
}

static void judge(struct when *when, struct when_part *days)
{
    bool life = false;
    days->polarity = before_days(when, days, &life);
    if (days->polarity == OPEN && ruled_out_behind(when, days) && !of_somebody_else(when, days)) {
        days->polarity = CANNOT;
        return;
    }
    if (days->polarity == OPEN || days->polarity == THESE_ONLY) {
        const int behind = life ? OPEN : behind_days(when, days, &life);
        if (behind != OPEN)
            days->polarity = behind;
    }
    if (days->polarity == OPEN && !life && (about_practice(when, days) || is_a_list(when, days)))
        days->polarity = CAN;
    days->aside =
        life || of_somebody_else(when, days) || (of_an_event(when, days) && days->polarity != CANNOT);
    days->aside |= days->then && !days->each && days->polarity != CANNOT;
    days->aside |= days->all && days->polarity == OPEN && nlu_when_tells_life(when, days);
    if (days->polarity == CANNOT && of_an_event(when, days) && !days->plural)
        days->aside = true;
}

/* "so not then": the days named before. */
static void point_back(struct when *when)
{
    unsigned last = when->heard->last.days;
    for (size_t i = 0; i < when->parts_n; i++) {
        struct when_part *part = &when->parts[i];
        if (is_days(part) && part->then)
            part->days = last;
        else if (is_days(part) && part->days)
            last = part->days;
    }
}

/* Days that only they know are known where they have said on which they work. */
static void find_open(struct when *when)
{
    for (size_t i = 0; i < when->parts_n; i++) /* "I'm off Tuesdays, so an hour on each of those" */
        for (size_t k = 0; k < i && when->parts[i].each && !when->parts[i].aside; k++)
            when->parts[k].aside |= is_days(&when->parts[k]) && when->parts[k].days == when->parts[i].days &&
                                    when->parts[k].polarity == CANNOT;
    unsigned work = 0, off = 0;
    for (size_t i = 0; i < when->parts_n; i++) {
        struct when_part *part = &when->parts[i];
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

void nlu_when_judge_days(struct when *when)
{
    join_days(when);
    point_back(when);
    for (size_t i = 0; i < when->parts_n; i++)
        if (is_days(&when->parts[i]))
            judge(when, &when->parts[i]);
    find_open(when);
}
