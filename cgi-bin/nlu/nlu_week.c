#include "base/num.h"
#include "base/text.h"
#include "nlu/nlu_when.h"
#include <string.h>

/* The week that follows from a sentence: the minutes of an ordinary day, those of days that differ, and the
 * days off. What is computed is said and marked as unsure. */

enum {
    WEEK = 7,
    WORKING_DAYS = 5,
    MONTH = 30,
    ALL_DAYS = 0x7f,
    WORKING = 0x1f,
    LEAST = 5,
    MOST = 600,
    MOST_TEXT = 110
};

struct sitting {
    const struct when_part *amount;
    int minutes;
    unsigned days, hours; /* days that it is said of, 0: none; parts of the day, a bit each */
    int per;              /* 7: by the week */
    int times;            /* so often a day, or, by the week, a week */
    bool of_sessions;     /* the length of one of several */
    bool open;            /* of days that only they know */
    bool unsure;
    size_t from, to;
};

struct week {
    struct nlu *heard;
    const struct when *when;
    struct sitting *sittings;
    size_t n;
    int usual, of_day[WEEK];
    unsigned usual_hours, hours_of[WEEK];
    unsigned can, cannot;
    bool only, all, open, additive, listed;
    bool rest; /* the days not named have minutes, too */
    bool usual_unsure, days_unsure;
    size_t from, to; /* words about days */
    int times_a_week;
    bool some_days; /* so often a week, but not on which days */
    const struct sitting *last;
};

static int count(unsigned days)
{
    int n = 0;
    for (; days; days >>= 1)
        n += days & 1;
    return n;
}

static unsigned off_known(const struct nlu *heard)
{
    const json *list = json_get(heard->facts, "days_off");
    unsigned off = 0;
    if (!list)
        list = json_get(heard->known, "days_off");
    for (size_t i = 0; i < json_len(list); i++)
        off |= 1U << (json_int(json_at(list, i), 0) % WEEK);
    return off;
}

static int minutes_known(const struct nlu *heard)
{
    return (int)json_get_int(heard->facts, "minutes", json_get_int(heard->known, "minutes", 0));
}

/* ---- sittings ---- */

static void widen(struct sitting *sitting, const struct when_part *part)
{
    if (part->from < sitting->from)
        sitting->from = part->from;
    if (part->to > sitting->to)
        sitting->to = part->to;
}

static void add_part(struct sitting *sitting, const struct when_part *part)
{
    widen(sitting, part);
    if (part->sort == WHEN_DAYS && !part->rest)
        sitting->days |= part->days;
    sitting->open |= part->open;
    if (part->sort == WHEN_HOUR && part->hour)
        sitting->hours |= 1U << part->hour;
    if (part->sort == WHEN_RATE) {
        sitting->per = part->per > sitting->per ? part->per : sitting->per;
        sitting->unsure |= part->per == 0;
    }
    if (part->sort == WHEN_TIMES && part->per <= 1)
        sitting->times = part->times;
    sitting->of_sessions |= part->sort == WHEN_TIMES && part->per == 0;
}

/* "four 25-minute sessions a week" */
static bool of_sessions(const struct when *when, const struct when_part *amount)
{
    static const char *const words[] = {"session", "sessions", "sitting", "sittings", "slot",
                                        "slots",   "block",    "blocks",  "each"};
    const size_t i = amount->to + nlu_when_word_is(when, amount->to, "-");
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (nlu_when_word_is(when, i, words[k]))
            return true;
    return false;
}

static struct sitting sitting_of(const struct when *when, const struct when_part *amount)
{
    struct sitting sitting = {.amount = amount,
                              .minutes = amount->low,
                              .times = 1,
                              .unsure = amount->tentative,
                              .from = amount->from,
                              .to = amount->to};
    size_t hours_at = 0;
    bool either = false;
    for (size_t i = 0; i < when->parts_n; i++) {
        const struct when_part *part = &when->parts[i];
        if (part->of != amount)
            continue;
        if (part->sort == WHEN_HOUR && hours_at)
            either |= nlu_when_between(when, hours_at, part->from, IS_JOINT, NULL) &&
                      !nlu_when_word_is(when, part->from - 1, "and");
        if (part->sort == WHEN_HOUR)
            hours_at = part->to;
        add_part(&sitting, part);
    }
    sitting.of_sessions |= of_sessions(when, amount);
    if (sitting.of_sessions && sitting.per < WEEK && amount->from > 0 &&
        nlu_when_is(when, amount->from - 1, IS_NUMBER))
        sitting.times = nlu_when_value(when, amount->from - 1, IS_NUMBER);
    if (count(sitting.hours) > 1 && sitting.times == 1 && !either)
        sitting.times = count(sitting.hours);
    return sitting;
}

/* "three hours a week": so many days share it. */
static void share_out(struct week *week, struct sitting *sitting)
{
    int days = count(sitting->days);
    if (!days)
        days = week->times_a_week;
    if (!days && off_known(week->heard))
        days = WEEK - count(off_known(week->heard));
    if (!days && week->cannot)
        days = WEEK - count(week->cannot);
    if (!days)
        days = WORKING_DAYS;
    const int total = sitting->per == WEEK ? sitting->minutes : sitting->minutes * WEEK / MONTH;
    sitting->minutes = total / days;
    sitting->unsure = true;
    struct arena *a = week->heard->arena;
    week->heard->aside = SAY(library_sentences(week->heard->library), a, SAY_CHAT_SHARED,
                             {"words", nlu_when_said(week->when, sitting->from, sitting->to)},
                             {"minutes", num_text(a, sitting->minutes)}, {"days", num_text(a, days)});
}

static void several_a_day(struct week *week, struct sitting *sitting)
{
    struct arena *a = week->heard->arena;
    sitting->minutes *= sitting->times;
    sitting->unsure = true;
    week->heard->aside = SAY(library_sentences(week->heard->library), a, SAY_CHAT_SEVERAL,
                             {"words", nlu_when_said(week->when, sitting->from, sitting->to)},
                             {"minutes", num_text(a, sitting->minutes)});
}

static void find_sittings(struct week *week)
{
    const struct when *when = week->when;
    week->sittings = arena_array(week->heard->arena, when->parts_n + 1, sizeof *week->sittings);
    for (size_t i = 0; i < when->parts_n; i++) {
        if (when->parts[i].sort != WHEN_AMOUNT || when->parts[i].aside)
            continue;
        struct sitting sitting = sitting_of(when, &when->parts[i]);
        if (sitting.per >= WEEK && sitting.of_sessions)
            week->some_days = !sitting.days;
        else if (sitting.per >= WEEK)
            share_out(week, &sitting);
        else if (sitting.times > 1)
            several_a_day(week, &sitting);
        week->sittings[week->n++] = sitting;
    }
}

/* ---- the minutes of a day ---- */

/* One more amount for the same day: another part of the day adds up, a correction replaces, else the first
 * stands and is to be confirmed. */
static void take(struct week *week, const struct sitting *sitting, int *minutes, unsigned *hours)
{
    const bool apart = *hours && sitting->hours && !(*hours & sitting->hours);
    bool corrected = false;
    if (week->last)
        corrected =
            nlu_when_between(week->when, week->last->amount->to, sitting->amount->from, IS_CORRECT, NULL) ||
            nlu_when_fits_better(week->when, sitting->amount->to);
    if (*minutes && apart && !corrected)
        *minutes += sitting->minutes;
    else if (!*minutes || corrected)
        *minutes = sitting->minutes;
    else if (*minutes != sitting->minutes)
        week->usual_unsure = true;
    *hours |= sitting->hours;
}

static void weigh_sittings(struct week *week)
{
    for (size_t i = 0; i < week->n; i++) {
        const struct sitting *sitting = &week->sittings[i];
        week->usual_unsure |= sitting->unsure;
        if (!sitting->days && !(sitting->open && week->n > 1))
            take(week, sitting, &week->usual, &week->usual_hours);
        for (int day = 0; day < WEEK; day++)
            if (sitting->days & ~week->cannot & 1U << day)
                take(week, sitting, &week->of_day[day], &week->hours_of[day]);
        week->last = sitting;
    }
}

/* Where no amount is said of any day: that of most working days. */
static int commonest(const struct week *week, unsigned among)
{
    int best = 0, most = 0;
    for (int day = 0; day < WEEK; day++) {
        int same = 0;
        for (int other = 0; other < WEEK; other++)
            same += (among & 1U << other) && week->of_day[other] == week->of_day[day];
        if ((among & 1U << day) && week->of_day[day] && same > most) {
            most = same;
            best = week->of_day[day];
        }
    }
    return best;
}

/* ---- days ---- */

static void widen_days(struct week *week, const struct when_part *part)
{
    if (week->from == week->to)
        week->from = part->from;
    if (part->from < week->from)
        week->from = part->from;
    if (part->to > week->to)
        week->to = part->to;
}

/* Does one day alone, in a wish, mean that day only? Such days end by themselves. */
static bool one_time(const struct when *when, const struct when_part *part)
{
    return when->heard->wish && part->day && !part->plural;
}

static void read_days(struct week *week)
{
    const struct when *when = week->when;
    for (size_t i = 0; i < when->parts_n; i++) {
        const struct when_part *part = &when->parts[i];
        if (part->sort == WHEN_TIMES && part->per == WEEK && part->times < WEEK && !part->aside) {
            week->times_a_week = part->times;
            widen_days(week, part);
        }
        if (part->sort != WHEN_DAYS || part->aside ||
            (part->polarity == 0 && !part->of && !part->all && !part->open))
            continue;
        widen_days(week, part);
        week->open |= part->open;
        week->only |= part->polarity == 2;
        week->additive |= nlu_when_is(when, part->to, IS_TOO) || part->rest;
        week->all |= part->all && part->polarity >= 0;
        week->rest |= part->rest && part->of && part->polarity >= 0;
        if (part->polarity < 0 && !one_time(when, part))
            week->cannot |= part->days;
        else if (part->polarity >= 0)
            week->can |= part->days;
        week->listed |= part->polarity > 0 && !part->of;
    }
}

/* Are the days named all there are: no other amount is said of the rest, and two working days are named? */
static bool exclusive(const struct week *week)
{
    if (week->only)
        return true;
    if (week->additive || week->heard->wish || count(week->can & WORKING) < 2)
        return false;
    return week->listed || !week->usual;
}

static void put_off(struct week *week, unsigned off)
{
    struct nlu *heard = week->heard;
    json *list = json_new_array(heard->arena);
    for (int day = 0; day < WEEK; day++)
        if (off & 1U << day)
            json_add(heard->arena, list, json_new_int(heard->arena, day));
    json_put(heard->arena, heard->facts, "days_off", list);
    nlu_when_source(week->when, "days_off", nlu_when_clause(week->when, week->from),
                    nlu_when_clause_end(week->when, week->to));
    if (week->days_unsure)
        nlu_when_unsure(heard, "days_off");
    else
        nlu_when_sure(heard, "days_off");
}

static bool days_unsure(const struct nlu *heard)
{
    const json *unsure = json_get(heard->facts, "unsure");
    for (size_t i = 0; i < json_len(unsure); i++)
        if (text_equal(json_text(json_at(unsure, i), ""), "days_off"))
            return true;
    return false;
}

static void settle_days(struct week *week)
{
    unsigned off = week->cannot;
    week->can &= ~week->cannot;
    if (week->can && week->can != ALL_DAYS && exclusive(week)) {
        off = ALL_DAYS & ~week->can & (week->only ? ALL_DAYS : ~week->heard->last.can);
        week->days_unsure = !week->only && off != week->cannot;
    } else if (off && !week->can && !week->all) {
        off |= off_known(week->heard);
    }
    if (week->rest && !week->can && !off && days_unsure(week->heard)) { /* off only for not being named */
        put_off(week, 0);
        return;
    }
    if (off == ALL_DAYS || week->open || ((week->times_a_week || week->some_days) && !week->can && !off))
        nlu_ask(week->heard, "days");
    if (off == ALL_DAYS)
        return;
    if (!off && off_known(week->heard) & week->can) /* on second thoughts they can */
        off = off_known(week->heard) & ~week->can;
    const bool every = week->all || (off_known(week->heard) & week->can) || (week->can | off) == ALL_DAYS;
    if (off || every)
        put_off(week, off);
}

/* ---- the facts ---- */

static void put_by_day(struct week *week, size_t from, size_t to)
{
    struct nlu *heard = week->heard;
    const json *known = json_get(heard->facts, "minutes_by_day");
    const int usual = week->usual ? week->usual : minutes_known(heard);
    json *list = json_new_array(heard->arena);
    bool any = false, some = false;
    if (!known)
        known = json_get(heard->known, "minutes_by_day");
    for (int day = 0; day < WEEK; day++) {
        int64_t minutes = json_int(json_at(known, (size_t)day), 0);
        if (week->of_day[day]) {
            minutes = week->of_day[day] == usual ? 0 : week->of_day[day];
            some = true;
        }
        any |= minutes > 0;
        json_add(heard->arena, list, json_new_int(heard->arena, minutes));
    }
    if (!some || (!any && !known))
        return;
    json_put(heard->arena, heard->facts, "minutes_by_day", list);
    nlu_when_source(week->when, "minutes_by_day", from, to);
}

/* The words of all sittings. */
static void span_of(const struct week *week, size_t *from, size_t *to)
{
    *from = week->sittings[0].from;
    *to = week->sittings[0].to;
    for (size_t i = 1; i < week->n; i++) {
        *from = num_min(*from, week->sittings[i].from);
        *to = num_max(*to, week->sittings[i].to);
    }
}

static void put_minutes(struct week *week)
{
    struct nlu *heard = week->heard;
    size_t from, to;
    if (!week->n)
        return;
    span_of(week, &from, &to);
    const unsigned named = week->can & WORKING;
    if (!week->usual && minutes_known(heard) == 0 && count(named) >= 2)
        week->usual = commonest(week, named);
    else if (!week->usual && week->only)
        week->usual = commonest(week, ALL_DAYS);
    if (week->usual > MOST || (week->usual && week->usual < LEAST)) {
        nlu_ask(heard, "minutes");
        return;
    }
    put_by_day(week, from, to);
    if (!week->usual)
        return;
    json_put_int(heard->arena, heard->facts, "minutes", week->usual);
    nlu_when_source(week->when, "minutes", from, to);
    if (week->usual_unsure)
        nlu_when_unsure(heard, "minutes");
    else
        nlu_when_sure(heard, "minutes");
}

/* What they said about when, in their words. */
static void put_words(struct week *week)
{
    const struct when *when = week->when;
    size_t from = week->from, to = week->to;
    for (size_t i = 0; i < when->parts_n; i++) {
        const struct when_part *part = &when->parts[i];
        if (!part->of || part->of->aside || part->sort == WHEN_DAYS)
            continue;
        if (from == to)
            from = part->from;
        from = num_min(from, part->from);
        to = num_max(to, part->to);
    }
    while (from > 0 && !when->part_of[from - 1] &&
           (nlu_when_is(when, from - 1, IS_NOT) || nlu_when_is(when, from - 1, IS_EXCEPT) ||
            nlu_when_is(when, from - 1, IS_ONLY) || nlu_when_word_is(when, from - 1, "on")))
        from--;
    const char *words = nlu_when_said(when, from, to);
    if (!text_blank(words))
        json_put_text(week->heard->arena, week->heard->facts, "days",
                      text_head(week->heard->arena, words, MOST_TEXT));
}

static void remember(const struct when *when, const struct week *week)
{
    when->heard->last.practice = week->n > 0 || week->can || week->cannot;
    for (size_t i = 0; i < when->parts_n; i++)
        if (when->parts[i].sort == WHEN_DAYS && when->parts[i].days)
            when->heard->last.days = when->parts[i].days;
}

void nlu_when_week(struct when *when)
{
    struct week week = {.heard = when->heard, .when = when};
    nlu_when_bind(when);
    read_days(&week);
    find_sittings(&week);
    weigh_sittings(&week);
    settle_days(&week);
    put_minutes(&week);
    when->heard->last.can = (when->heard->last.can | week.can) & ~week.cannot;
    if (week.n || week.can || week.cannot)
        put_words(&week);
    remember(when, &week);
}
