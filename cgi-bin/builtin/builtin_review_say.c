#include "builtin/builtin_review_say.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

/* Why the plan stands: of all that can be said with truth the first that the days before did not say. */

enum { MOST_SAID = 10, A_WEEK = 7, UNEVEN = 5 };
static const double weak_mean = 5.0, strong_mean = 7.5, good_mean = 8.0, top_mean = 9.0, a_step = 1.0,
                    a_gap = 1.5;

static bool falls(const struct review_topic *s)
{
    return s->older >= s->newest + a_step;
}

/* The marks themselves, oldest first; where they moved, the newest three apart. */
static const char *marks(struct arena *a, const struct review_topic *s, bool apart)
{
    struct buf b = buf_new(a, 256);
    for (int i = s->marks; i > 0; i--)
        buf_printf(&b, "%s%d",
                   i == s->marks                 ? ""
                   : apart && i == REVIEW_RECENT ? ", then "
                                                 : ", ",
                   s->scores[i - 1]);
    return b.data;
}

static int spread(const struct review_topic *s)
{
    int low = 10, high = 1;
    for (int i = 0; i < s->marks; i++) {
        low = s->scores[i] < low ? s->scores[i] : low;
        high = s->scores[i] > high ? s->scores[i] : high;
    }
    return high - low;
}

const char *builtin_review_say_reason(struct arena *a, const struct review_topic *s)
{
    if (s->marks < REVIEW_MARKS)
        return arena_printf(a, "%s: marked %s so far; too few to judge by.", s->name, marks(a, s, false));
    if (s->days < REVIEW_DAYS)
        return arena_printf(a, "%s: %s, all on one day; a second day will tell more.", s->name,
                            marks(a, s, false));
    if (builtin_weigh_rises(s))
        return arena_printf(a, "%s: %s.", s->name, marks(a, s, true));
    if (falls(s))
        return arena_printf(a, "%s: %s; %s.", s->name, marks(a, s, true),
                            s->newest >= strong_mean ? "still strong" : "worth watching");
    return arena_printf(a, "%s: %s; %s.", s->name, marks(a, s, false),
                        spread(s) >= UNEVEN ? "uneven" : "steady");
}

/* What can be said: the sentence, and the words by which it is known again. */
struct said {
    const char *sentence, *mark;
};

struct saying {
    const struct review_weighing *w;
    struct said list[MOST_SAID];
    size_t n;
};

static void may_say(struct saying *y, const char *mark, const char *sentence)
{
    if (y->n < MOST_SAID)
        y->list[y->n++] = (struct said){sentence, mark};
}

/* The topic practised last whose marks moved most; NULL: none moved. */
static const struct review_topic *mover(const struct review_weighing *w, bool up)
{
    const struct review_topic *most = NULL;
    for (size_t i = 0; i < w->n; i++) {
        const struct review_topic *s = &w->s[i];
        if (!builtin_weigh_evidence(s) || s->last != w->last || !(up ? builtin_weigh_rises(s) : falls(s)))
            continue;
        if (!most || fabs(s->newest - s->older) > fabs(most->newest - most->older))
            most = s;
    }
    return most;
}

static const struct review_topic *end_of_ranking(const struct review_weighing *w, bool best)
{
    const struct review_topic *found = NULL;
    for (size_t i = 0; i < w->n; i++) {
        const struct review_topic *s = &w->s[i];
        if (s->marks && !s->mock && (!found || (best ? s->mean > found->mean : s->mean < found->mean)))
            found = s;
    }
    return found;
}

/* What began hard comes before what goes well. */
static void say_of_the_weak(struct saying *y)
{
    const struct review_topic *low = end_of_ranking(y->w, false);
    struct arena *a = y->w->arena;
    if (low && low->last == y->w->last && low->mean <= weak_mean && !builtin_weigh_evidence(low))
        may_say(
            y, "a day or two more will show",
            arena_printf(a, "%s began hard, at %.1f; a day or two more will show whether it needs more time.",
                         low->name, low->mean));
}

static void say_of_moves(struct saying *y)
{
    struct arena *a = y->w->arena;
    const struct review_topic *up = mover(y->w, true), *down = mover(y->w, false);
    if (up && up->older <= weak_mean)
        may_say(y, "its minutes are well spent",
                arena_printf(a, "%s was hard, at %.1f, and is at %.1f now: its minutes are well spent.",
                             up->name, up->older, up->newest));
    if (up && up->newest >= top_mean)
        may_say(y, "little is left to find there",
                arena_printf(a, "%s has reached %.1f, from %.1f: little is left to find there.", up->name,
                             up->newest, up->older));
    if (down)
        may_say(
            y, "one dip is no trend",
            arena_printf(a, "%s went down from %.1f to %.1f; one dip is no trend%s.", down->name, down->older,
                         down->newest,
                         down->mean >= strong_mean ? arena_printf(a, ", at %.1f over all", down->mean) : ""));
    if (up)
        may_say(
            y, "it works",
            arena_printf(a, "it works, as %s shows: up from %.1f to %.1f.", up->name, up->older, up->newest));
}

static const char *day_count(struct arena *a, int days)
{
    return days == 0   ? "today being the day"
           : days == 1 ? "with one day to go"
                       : arena_printf(a, "with %d days to go", days);
}

/* The answers of the last day that was practised on, and their mean. */
static int last_day(const struct review_weighing *w, double *mean)
{
    int n = 0;
    double sum = 0;
    for (size_t i = 0; i < json_len(w->attempts); i++) {
        clock_day day;
        const json *t = json_at(w->attempts, i);
        if (clock_parse_date(json_get_text(t, "day", ""), &day) != OK || day != w->last)
            continue;
        n++;
        sum += (double)json_get_int(t, "score", 0);
    }
    *mean = n ? sum / n : 0;
    return n;
}

static void say_of_all(struct saying *y)
{
    struct arena *a = y->w->arena;
    const struct review_topic *best = end_of_ranking(y->w, true), *low = end_of_ranking(y->w, false);
    double mean;
    const int answers = last_day(y->w, &mean), left = y->w->days_left;
    if (!best || !low)
        return;
    if (left >= 0 && left <= A_WEEK && best != low)
        may_say(y, "a last look pays most",
                arena_printf(a, "%s, %s is strongest, at %.1f; a last look pays most on %s, at %.1f.",
                             day_count(a, left), best->name, best->mean, low->name, low->mean));
    if (low->mean >= good_mean)
        may_say(y, "stands at 8 or better",
                arena_printf(a, "everything practised stands at 8 or better; the lowest is %s, at %.1f.",
                             low->name, low->mean));
    if (best != low && best->mean - low->mean >= a_gap)
        may_say(y, "furthest to go",
                arena_printf(
                    a, "%s, at %.1f, has furthest to go and %d minutes a day for it; %s, at %.1f, can rest.",
                    low->name, low->mean, low->minutes, best->name, best->mean));
    if (answers > 1)
        may_say(y, "in line with",
                arena_printf(a, "the last day's %d answers average %.1f, %s.", answers, mean,
                             mean + a_step < low->mean ? "lower than usual: a tired day, it may be"
                             : mean >= good_mean       ? "in line with a plan that works"
                                                       : "in line with the days before"));
    may_say(y, "nothing asks to be moved",
            arena_printf(
                a,
                "no topic has marks that ask for more time or less; nothing asks to be moved. %s leads, at "
                "%.1f.",
                best->name, best->mean));
}

static bool said_before(const struct review_weighing *w, const char *mark)
{
    const json *before = json_get(w->in, "said_before");
    for (size_t i = 0; i < json_len(before); i++)
        if (strstr(json_text(json_at(before, i), ""), mark))
            return true;
    return false;
}

const char *builtin_review_say_summary(const struct review_weighing *w)
{
    struct arena *a = w->arena;
    struct saying y = {.w = w};
    if (!w->last)
        return "The plan stands. After a few answers there will be something to weigh.";
    if (w->today - w->last >= 2)
        return arena_printf(a,
                            "The plan stands: nothing new since %s to judge by. A short session today would "
                            "be a good way back.",
                            clock_day_text(a, w->last));
    if (w->stuck)
        may_say(&y, "no other topic can spare",
                arena_printf(
                    a,
                    "%s stays at %.1f, and no other topic can spare minutes for it. A longer day would help "
                    "it; or build a story for one of its questions before you answer again.",
                    w->stuck->name, w->stuck->mean));
    if (w->since_proposal > 0 && w->declined && w->since_proposal < REVIEW_DECLINED)
        may_say(&y, "as you decided",
                arena_printf(a,
                             "as you decided %d day%s ago. It can be changed at any time, in your own words.",
                             w->since_proposal, w->since_proposal == 1 ? "" : "s"));
    else if (w->since_proposal > 0 && w->since_proposal < REVIEW_QUIET)
        may_say(&y, "gets its time first",
                arena_printf(a, "what was proposed %s gets its time first.",
                             w->since_proposal == 1 ? "yesterday" : "two days ago"));
    say_of_the_weak(&y);
    say_of_moves(&y);
    say_of_all(&y);
    size_t i = 0;
    while (i + 1 < y.n && said_before(w, y.list[i].mark))
        i++;
    return y.n ? arena_printf(a, "The plan stands: %s", y.list[i].sentence)
               : "The plan stands: there is too little yet to change it on.";
}
