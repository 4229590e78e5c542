#include "coach/read_back.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

enum { LEAST_RUN = 3 };

/* What the lines are made with. */
struct telling {
    const struct sentences *says;
    struct arena *arena;
    const struct facts *facts;
    clock_day today;
};

/* ---- a week ---- */

static const char *minutes_text(const struct telling *tell, int minutes)
{
    struct arena *a = tell->arena;
    const int hours = minutes / 60, left = minutes % 60;
    const char *whole = fill_holes(a, sentences_count(tell->says, SAY_READBACK_HOURS, hours),
                                   &(const struct hole){"hours", num_text(a, hours)}, 1);
    const char *rest = fill_holes(a, sentences_count(tell->says, SAY_READBACK_MINUTES, left),
                                  &(const struct hole){"minutes", num_text(a, left)}, 1);
    if (left == 0)
        return whole;
    if (hours == 0)
        return rest;
    return SAY(tell->says, a, SAY_READBACK_HOURS_AND, {"hours", whole}, {"minutes", rest});
}

static const char *weekday_text(const struct telling *tell, int day)
{
    return sentences_variant(tell->says, SAY_READBACK_WEEKDAY, (size_t)day);
}

/* The last of the days in a row that begin with this one; fewer than three stand for themselves. */
static int row_end(unsigned days, int first)
{
    int last = first;
    while (days >> (last + 1) & 1U)
        last++;
    return last - first < LEAST_RUN - 1 ? first : last;
}

static const char *row_text(const struct telling *tell, int first, int last)
{
    if (last == first)
        return weekday_text(tell, first);
    return SAY(tell->says, tell->arena, SAY_READBACK_RUN, {"first", weekday_text(tell, first)},
               {"last", weekday_text(tell, last)});
}

/* A set of days, a bit each: "Mondays to Thursdays and Saturdays". */
static const char *days_text(const struct telling *tell, unsigned days)
{
    const char *all = "";
    if (days == (1U << FACTS_WEEKDAYS) - 1)
        return sentences_text(tell->says, SAY_READBACK_EVERY_DAY);
    for (int day = 0; day < FACTS_WEEKDAYS; day++) {
        if (!(days >> day & 1U))
            continue;
        const int last = row_end(days, day);
        const char *row = row_text(tell, day, last);
        const enum sentence joint = days >> (last + 1) ? SAY_LIST_MORE : SAY_LIST_LAST;
        if (*all)
            all = SAY(tell->says, tell->arena, joint, {"first", all}, {"next", row}, {"last", row});
        else
            all = row;
        day = last;
    }
    return all;
}

static const char *then(const struct telling *tell, const char *first, const char *next)
{
    if (!*first)
        return next;
    return SAY(tell->says, tell->arena, SAY_READBACK_THEN, {"first", first}, {"next", next});
}

/* The days that are like this one; 0 where an earlier one was, or nothing is known of it. */
static unsigned days_like(const struct facts *facts, int day)
{
    const int minutes = facts_minutes_on(facts, day);
    unsigned days = 0;
    for (int other = 0; other < FACTS_WEEKDAYS; other++)
        if (facts_minutes_on(facts, other) == minutes)
            days |= 1U << other;
    if (minutes <= 0 || days & ((1U << day) - 1))
        return 0;
    return days;
}

static const char *week_text(const struct telling *tell)
{
    const struct facts *facts = tell->facts;
    const char *week = "";
    for (int day = 0; day < FACTS_WEEKDAYS; day++) {
        const unsigned days = days_like(facts, day);
        if (!days)
            continue;
        week = then(tell, week,
                    SAY(tell->says, tell->arena, SAY_READBACK_DAYS, {"days", days_text(tell, days)},
                        {"minutes", minutes_text(tell, facts_minutes_on(facts, day))}));
    }
    if (facts->days_off)
        week =
            then(tell, week,
                 SAY(tell->says, tell->arena, SAY_READBACK_OFF, {"days", days_text(tell, facts->days_off)}));
    return week;
}

const char *read_back_week(const struct library *library, struct arena *a, const struct facts *facts)
{
    const struct telling tell = {.says = library_sentences(library), .arena = a, .facts = facts};
    return week_text(&tell);
}

/* ---- a break ---- */

/* Its month is said once. */
const char *read_back_break(const struct sentences *says, struct arena *a, const struct facts *facts)
{
    const clock_day from = facts->break_from, to = facts->break_to;
    int year[2], month[2], of_month[2];
    if (!facts_known(facts, FACT_BREAK))
        return "";
    if (from == to)
        return SAY(says, a, SAY_READBACK_BREAK_DAY, {"day", clock_day_text(a, from)});
    clock_date_of(from, &year[0], &month[0], &of_month[0]);
    clock_date_of(to, &year[1], &month[1], &of_month[1]);
    char *first = clock_day_text(a, from);
    if (year[0] == year[1] && month[0] == month[1])
        *strrchr(first, ' ') = '\0';
    return SAY(says, a, SAY_READBACK_BREAK_DAYS, {"first", first}, {"last", clock_day_text(a, to)});
}

/* ---- the lines: each its text, "" where nothing is known ---- */

static const char *say_role(const struct telling *tell)
{
    return SAY(tell->says, tell->arena, SAY_READBACK_ROLE, {"role", tell->facts->role});
}

static const char *say_interview(const struct telling *tell)
{
    const clock_day day = tell->facts->interview;
    if (day == FACTS_NO_DATE)
        return sentences_text(tell->says, SAY_READBACK_NO_DATE);
    if (day == tell->today)
        return sentences_text(tell->says, SAY_READBACK_TODAY);
    const enum sentence which = day < tell->today ? SAY_READBACK_PAST : SAY_READBACK_DATE;
    return SAY(tell->says, tell->arena, which, {"day", clock_day_text(tell->arena, day)});
}

static const char *say_weeks(const struct telling *tell)
{
    return fill_holes(tell->arena, sentences_count(tell->says, SAY_READBACK_WEEKS, tell->facts->weeks),
                      &(const struct hole){"weeks", num_text(tell->arena, tell->facts->weeks)}, 1);
}

static const char *say_week(const struct telling *tell)
{
    return SAY(tell->says, tell->arena, SAY_READBACK_WEEK, {"week", week_text(tell)});
}

static const char *say_break(const struct telling *tell)
{
    return SAY(tell->says, tell->arena, SAY_READBACK_BREAK,
               {"days", read_back_break(tell->says, tell->arena, tell->facts)});
}

static const char *say_weak(const struct telling *tell)
{
    if (text_blank(tell->facts->weak))
        return sentences_text(tell->says, SAY_READBACK_NOTHING_WEAK);
    return SAY(tell->says, tell->arena, SAY_READBACK_WEAK, {"areas", tell->facts->weak});
}

static const char *say_strong(const struct telling *tell)
{
    return SAY(tell->says, tell->arena, SAY_READBACK_STRONG, {"areas", tell->facts->strong});
}

static const char *say_energy(const struct telling *tell)
{
    if (tell->facts->capacity > 0)
        return sentences_variant(tell->says, SAY_READBACK_ENERGY, (size_t)tell->facts->capacity - 1);
    return SAY(tell->says, tell->arena, SAY_READBACK_MOOD, {"words", tell->facts->motivation});
}

/* THE lines, in their order: what they say, and of which facts. */
static const struct line {
    const char *(*say)(const struct telling *tell);
    unsigned facts;
    enum intake_ask ask;
} lines[] = {
    {say_role, 1U << FACT_ROLE, ASK_ROLE},
    {say_interview, 1U << FACT_INTERVIEW_DATE, ASK_DATE},
    {say_weeks, 1U << FACT_WEEKS, ASK_DATE},
    {say_week, 1U << FACT_MINUTES | 1U << FACT_MINUTES_BY_DAY | 1U << FACT_DAYS_OFF, ASK_MINUTES},
    {say_break, 1U << FACT_BREAK, ASK_BREAK},
    {say_weak, 1U << FACT_WEAK, ASK_WEAK},
    {say_strong, 1U << FACT_STRONG, ASK_WEAK},
    {say_energy, 1U << FACT_CAPACITY, ASK_ENERGY},
};
_Static_assert(sizeof lines / sizeof *lines <= READ_BACK_MOST, "more lines than there is room for");

/* ---- where it was heard ---- */

static const char *source_of(const struct telling *tell, enum fact fact)
{
    const char *words = text_or(tell->facts->source[fact], "");
    if (text_blank(words))
        return sentences_text(tell->says, SAY_READBACK_BEFORE);
    if (text_equal(words, FACTS_BY_HAND))
        return sentences_text(tell->says, SAY_READBACK_HAND);
    const enum sentence which = tell->facts->from_job >> fact & 1U ? SAY_READBACK_JOB : SAY_READBACK_SAID;
    return SAY(tell->says, tell->arena, which, {"words", arena_printf(tell->arena, "“%s”", words)});
}

/* The same words say several things: once is enough. */
static const char *sources_of(const struct telling *tell, const struct line *line)
{
    const char *all = "";
    for (enum fact fact = 0; fact < FACTS_N; fact++) {
        if (!(line->facts >> fact & 1U) || !facts_known(tell->facts, fact))
            continue;
        const char *one = source_of(tell, fact);
        if (!text_contains(all, one))
            all = then(tell, all, one);
    }
    return all;
}

static bool is_unsure(const struct telling *tell, const struct line *line)
{
    for (enum fact fact = 0; fact < FACTS_N; fact++)
        if (line->facts >> fact & 1U && facts_known(tell->facts, fact) &&
            (tell->facts->unsure >> fact & 1U || text_blank(text_or(tell->facts->source[fact], ""))))
            return true;
    return false;
}

/* A break that has passed is nothing. */
static bool is_known(const struct telling *tell, const struct line *line)
{
    if (line->ask == ASK_BREAK && tell->facts->break_to < tell->today)
        return false;
    for (enum fact fact = 0; fact < FACTS_N; fact++)
        if (line->facts >> fact & 1U && facts_known(tell->facts, fact))
            return true;
    return false;
}

size_t read_back(const struct library *library, struct arena *a, const struct facts *facts, clock_day today,
                 struct read_back out[READ_BACK_MOST])
{
    const struct telling tell = {
        .says = library_sentences(library), .arena = a, .facts = facts, .today = today};
    size_t n = 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (!is_known(&tell, &lines[i]))
            continue;
        out[n++] = (struct read_back){
            .text = lines[i].say(&tell),
            .source = sources_of(&tell, &lines[i]),
            .unsure = is_unsure(&tell, &lines[i]),
            .ask = lines[i].ask,
        };
    }
    return n;
}
