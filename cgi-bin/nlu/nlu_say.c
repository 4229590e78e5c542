#include "base/num.h"
#include "nlu/nlu.h"

/* Facts of time, days and dates in plain words, in such a way that they are heard alike when they are said
 * again: "Mondays to Fridays, 30 minutes; Saturdays, an hour; Sundays off". */

enum { WEEK = 7, HOUR = 60, OFF = -1 };

struct saying {
    struct arena *arena;
    const struct sentences *says;
    int minutes[WEEK]; /* OFF; 0: unknown */
};

static const char *amount(const struct saying *saying, int minutes)
{
    struct arena *a = saying->arena;
    if (minutes == HOUR)
        return sentences_text(saying->says, SAY_WEEK_HOUR);
    if (minutes % HOUR == 0)
        return SAY(saying->says, a, SAY_WEEK_HOURS, {"hours", num_text(a, minutes / HOUR)});
    return SAY(saying->says, a, SAY_WEEK_MINUTES, {"minutes", num_text(a, minutes)});
}

/* The last of the days in a row with the same minutes as this one. */
static int run_end(const struct saying *saying, int day)
{
    int last = day;
    while (last + 1 < WEEK && saying->minutes[last + 1] == saying->minutes[day])
        last++;
    return last;
}

static bool said_before(const struct saying *saying, int day)
{
    for (int i = 0; i < day; i++)
        if (saying->minutes[i] == saying->minutes[day])
            return true;
    return false;
}

static const char *day_name(const struct saying *saying, int day)
{
    return sentences_variant(saying->says, SAY_WEEK_DAYS, (size_t)day);
}

/* The days with these minutes: runs of three or more by their ends. */
static const char *days_with(const struct saying *saying, int minutes)
{
    struct arena *a = saying->arena;
    const char *parts[WEEK], *all = "";
    size_t n = 0;
    for (int day = 0; day < WEEK; day++) {
        const int last = run_end(saying, day);
        if (saying->minutes[day] != minutes)
            continue;
        if (last < day + 2) {
            parts[n++] = day_name(saying, day);
            continue;
        }
        parts[n++] = SAY(saying->says, a, SAY_WEEK_RANGE, {"first", day_name(saying, day)}, {"last", day_name(saying, last)});
        day = last;
    }
    for (size_t i = 0; i < n; i++) {
        const enum sentence joint = i + 1 == n ? SAY_LIST_LAST : SAY_LIST_MORE;
        all = i == 0 ? parts[i] : SAY(saying->says, a, joint, {"first", all}, {"next", parts[i]}, {"last", parts[i]});
    }
    return all;
}

static const char *group(const struct saying *saying, int minutes)
{
    const char *days = days_with(saying, minutes);
    if (minutes == OFF)
        return SAY(saying->says, saying->arena, SAY_WEEK_OFF, {"days", days});
    return SAY(saying->says, saying->arena, SAY_WEEK_GROUP, {"days", days}, {"amount", amount(saying, minutes)});
}

static const char *join(const struct saying *saying, const char *first, const char *next)
{
    if (!*first)
        return next;
    return SAY(saying->says, saying->arena, SAY_WEEK_JOINT, {"first", first}, {"next", next});
}

/* Reads the facts; what the days have in common where no day is off. */
static int usual_of(struct saying *saying, const json *facts)
{
    const json *by_day = json_get(facts, "minutes_by_day"), *off = json_get(facts, "days_off");
    const int usual = (int)json_get_int(facts, "minutes", 0);
    for (size_t day = 0; day < WEEK; day++) {
        const int own = (int)json_int(json_at(by_day, day), 0);
        saying->minutes[day] = own > 0 ? own : usual;
    }
    for (size_t i = 0; i < json_len(off); i++)
        saying->minutes[json_int(json_at(off, i), 0) % WEEK] = OFF;
    return json_len(off) == 0 && !off ? usual : 0;
}

const char *nlu_week_said(const struct library *library, struct arena *a, const json *facts)
{
    struct saying saying = {.arena = a, .says = library_sentences(library)};
    const int usual = usual_of(&saying, facts);
    const bool alike = run_end(&saying, 0) == WEEK - 1;
    const char *all = "";
    if (alike && saying.minutes[0] > 0 && !usual)
        return SAY(saying.says, a, SAY_WEEK_EVERY_DAY, {"amount", amount(&saying, saying.minutes[0])});
    if (usual)
        all = SAY(saying.says, a, SAY_WEEK_A_DAY, {"amount", amount(&saying, usual)});
    for (int day = 0; day < WEEK; day++)
        if (saying.minutes[day] != 0 && saying.minutes[day] != usual && !said_before(&saying, day))
            all = join(&saying, all, group(&saying, saying.minutes[day]));
    return all;
}

const char *nlu_date_said(const struct library *library, struct arena *a, const json *facts)
{
    const struct sentences *says = library_sentences(library);
    const int weeks = (int)json_get_int(facts, "weeks", 0);
    clock_day day;
    int year, month, number;
    if (clock_parse_date(json_get_text(facts, "interview_date", ""), &day) == OK) {
        clock_date_of(day, &year, &month, &number);
        return SAY(says, a, SAY_WEEK_INTERVIEW, {"day", clock_day_text(a, day)}, {"year", num_text(a, year)});
    }
    if (json_get_bool(facts, "no_interview_date", false))
        return sentences_text(says, SAY_WEEK_NO_DATE);
    return weeks > 0 ? SAY(says, a, SAY_WEEK_WEEKS, {"weeks", num_text(a, weeks)}) : "";
}
