#include "nlu/nlu_when.h"
#include <string.h>

/* Dates that belong together are one part: "from Thursday to 12 December", "two days after Christmas Day",
 * "Monday two weeks from now". Two that contradict each other are none that exists. */

enum { WEEK = 7 };

void nlu_when_merge(struct when *when, size_t first, size_t next)
{
    struct when_part *one = &when->parts[first], *other = &when->parts[next];
    one->to = other->to;
    for (size_t i = one->from; i < one->to; i++)
        when->part_of[i] = first + 1;
    memmove(other, other + 1, (when->parts_n - next - 1) * sizeof *other);
    when->parts_n--;
    for (size_t i = one->to; i < when->words_n; i++)
        when->part_of[i] -= when->part_of[i] > next;
}

static bool is_date(const struct when_part *part)
{
    return part->sort == WHEN_DATE || (part->sort == WHEN_DAYS && part->day && !part->plural);
}

static bool among(const struct when *when, size_t i, const char *const *words)
{
    for (; *words; words++)
        if (nlu_when_word_is(when, i, *words))
            return true;
    return false;
}

/* "from D to D", "D - D", "between D and D" */
static bool range(struct when *when, size_t first, size_t next)
{
    static const char *const joints[] = {"to", "-", "until", "till", "through", "thru", NULL};
    struct when_part *one = &when->parts[first], *other = &when->parts[next];
    const bool between = one->from > 0 && nlu_when_word_is(when, one->from - 1, "between");
    if (one->sort == WHEN_DAYS && other->sort == WHEN_DAYS)
        return false;
    if (one->to + 1 != other->from ||
        !(among(when, one->to, joints) || (between && nlu_when_word_is(when, one->to, "and"))))
        return false;
    const bool both = one->day && other->day && other->day > one->day && one->doubt != DATE_NO_SUCH &&
                      other->doubt != DATE_NO_SUCH;
    one->sort = WHEN_DATE;
    one->doubt = both ? DATE_TWO_WAYS : DATE_VAGUE;
    one->other = other->doubt == DATE_SURE || both ? other->day : 0;
    one->span = both ? other->day - one->day : 0;
    if (one->from > 0 && !when->part_of[one->from - 1] &&
        (between || nlu_when_word_is(when, one->from - 1, "from")))
        one->from--;
    nlu_when_merge(when, first, next);
    return true;
}

/* "two weeks before D", "5 days after D" */
static bool shifted(struct when *when, size_t first, size_t next)
{
    const struct when_part *span = &when->parts[first];
    struct when_part *date = &when->parts[next];
    const size_t last = span->to - 1;
    const bool inside = nlu_when_word_is(when, last, "before");
    const size_t at = inside ? last : span->to;
    const bool before = nlu_when_word_is(when, at, "before"), after = nlu_when_word_is(when, at, "after") ||
                                                                      nlu_when_word_is(when, at, "from") ||
                                                                      nlu_when_word_is(when, at, "since");
    if (span->sort != WHEN_LEFT || at + 1 != date->from || !(before || after) || span->lasting)
        return false;
    struct when_part made = *date;
    made.from = span->from;
    made.sort = WHEN_DATE;
    made.counted = false;
    made.day += before ? -span->span : span->span;
    if (made.doubt == DATE_SURE && !span->counted)
        made.doubt = DATE_VAGUE;
    const size_t end = date->to;
    nlu_when_merge(when, first, next);
    when->parts[first] = made;
    when->parts[first].to = end;
    return true;
}

/* A day of the week beside a date: of that week, or the same day, or nothing that exists. */
static bool beside(struct when *when, size_t first, size_t next)
{
    static const char *const joints[] = {"on", ",", "(", "the", "a", NULL};
    struct when_part *one = &when->parts[first], *other = &when->parts[next];
    size_t at = one->to;
    bool comma = false;
    while (at < other->from && among(when, at, joints)) {
        comma |= nlu_when_word_is(when, at, ",");
        at++;
    }
    const bool weekday = (one->sort == WHEN_DAYS) != (other->sort == WHEN_DAYS);
    const bool first_named = one->sort == WHEN_DAYS;
    const struct when_part *days = first_named ? one : other;
    const struct when_part *date = first_named ? other : one;
    if (at != other->from || !weekday || !date->day || date->doubt == DATE_VAGUE ||
        (comma && nlu_when_is(when, date->from, IS_AHEAD)))
        return false;
    struct when_part made = *date;
    const int named = clock_weekday(days->day);
    if (date->doubt == DATE_NEAR) {
        made.doubt = DATE_VAGUE;
    } else if (date->counted && date->span > 0 && date->span % WEEK == 0) {
        made.day = date->day - clock_weekday(date->day) + named;
        made.doubt = DATE_SURE;
        made.counted = false;
    } else if (date->doubt == DATE_SURE && clock_weekday(date->day) != named) {
        made.doubt = DATE_NO_SUCH;
    }
    made.from = one->from;
    made.to = other->to;
    nlu_when_merge(when, first, next);
    when->parts[first] = made;
    return true;
}

/* "this Friday 5/12", "tomorrow, 13 April": both must be the same day. */
static bool twice(struct when *when, size_t first, size_t next)
{
    struct when_part *one = &when->parts[first], *other = &when->parts[next];
    const size_t at = one->to + nlu_when_word_is(when, one->to, ",");
    const bool from_today = nlu_when_is(when, one->from, IS_AHEAD) ||
                            nlu_when_word_is(when, one->from, "this") ||
                            nlu_when_word_is(when, one->from, "next");
    if (one->sort != WHEN_DATE || other->sort != WHEN_DATE || at != other->from || !from_today || !one->day ||
        !other->day)
        return false;
    one->doubt = one->day == other->day || one->other == other->day ? other->doubt : DATE_NO_SUCH;
    one->day = other->day;
    nlu_when_merge(when, first, next);
    return true;
}

void nlu_when_join_dates(struct when *when)
{
    for (size_t i = 0; i + 1 < when->parts_n;) {
        const bool dates = is_date(&when->parts[i]) && is_date(&when->parts[i + 1]);
        const bool joined =
            (dates && (range(when, i, i + 1) || beside(when, i, i + 1) || twice(when, i, i + 1))) ||
            (is_date(&when->parts[i + 1]) && shifted(when, i, i + 1));
        if (!joined)
            i++;
        else if (i > 0)
            i--; /* what stands before may belong to it, too */
    }
}
