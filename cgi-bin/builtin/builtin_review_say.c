#include "builtin/builtin_review_say.h"
#include "base/num.h"
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
static const char *marks(const struct review_weighing *w, const struct review_topic *s, bool apart)
{
    if (s->marks == 0)
        return "";
    const char *all = num_text(w->arena, s->scores[s->marks - 1]);
    for (int i = s->marks - 1; i > 0; i--) {
        const enum sentence joint = apart && i == REVIEW_RECENT ? SAY_LIST_THEN : SAY_LIST_MORE;
        all = SAY(library_sentences(w->library), w->arena, joint, {"first", all},
                  {"next", num_text(w->arena, s->scores[i - 1])});
    }
    return all;
}

static int spread(const struct review_topic *s)
{
    int low = 10, high = 1;
    for (int i = 0; i < s->marks; i++) {
        if (s->scores[i] < low)
            low = s->scores[i];
        if (s->scores[i] > high)
            high = s->scores[i];
    }
    return high - low;
}

/* How the marks of a topic look, and whether the newest stand apart. */
static enum sentence look_of(const struct review_topic *s, bool *apart)
{
    *apart = false;
    if (s->marks < REVIEW_MARKS)
        return SAY_REVIEW_FEW;
    if (s->days < REVIEW_DAYS)
        return SAY_REVIEW_ONE_DAY;
    *apart = builtin_weigh_rises(s) || falls(s);
    if (builtin_weigh_rises(s))
        return SAY_REVIEW_RISES;
    if (*apart && s->newest >= strong_mean)
        return SAY_REVIEW_STILL_STRONG;
    if (*apart)
        return SAY_REVIEW_WATCH;
    if (spread(s) >= UNEVEN)
        return SAY_REVIEW_UNEVEN;
    return SAY_REVIEW_STEADY;
}

const char *builtin_review_say_reason(const struct review_weighing *w, const struct review_topic *s)
{
    bool apart;
    const enum sentence look = look_of(s, &apart);
    return SAY(library_sentences(w->library), w->arena, look, {"topic", s->name},
               {"marks", marks(w, s, apart)});
}

/* What can be said: the sentence, and the words by which it is known again. */
struct said {
    const char *sentence, *mark;
};

struct saying {
    const struct review_weighing *w;
    const struct sentences *says;
    struct said list[MOST_SAID];
    size_t n;
};

/* Of a list of two the first is the sentence, the second the words by which it is known again. */
static void may_say(struct saying *y, enum sentence which, const struct hole *holes, size_t n)
{
    if (y->n < MOST_SAID)
        y->list[y->n++] =
            (struct said){.sentence = fill_holes(y->w->arena, sentences_text(y->says, which), holes, n),
                          .mark = sentences_variant(y->says, which, 1)};
}
#define MAY_SAY(y, which, ...)                                                                               \
    may_say((y), (which), (const struct hole[]){__VA_ARGS__},                                                \
            sizeof((const struct hole[]){__VA_ARGS__}) / sizeof(struct hole))

static const char *decimal(const struct saying *y, double value)
{
    return num_decimal(y->w->arena, value);
}

static bool moves(const struct review_topic *s, bool up)
{
    if (up)
        return builtin_weigh_rises(s);
    return falls(s);
}

/* The topic practised last whose marks moved most; NULL: none moved. */
static const struct review_topic *mover(const struct review_weighing *w, bool up)
{
    const struct review_topic *most = NULL;
    for (size_t i = 0; i < w->n; i++) {
        const struct review_topic *s = &w->s[i];
        if (!builtin_weigh_evidence(s) || s->last != w->last || !moves(s, up))
            continue;
        if (!most || fabs(s->newest - s->older) > fabs(most->newest - most->older))
            most = s;
    }
    return most;
}

static bool is_ahead(const struct review_topic *s, const struct review_topic *other, bool best)
{
    if (best)
        return s->mean > other->mean;
    return s->mean < other->mean;
}

static const struct review_topic *end_of_ranking(const struct review_weighing *w, bool best)
{
    const struct review_topic *found = NULL;
    for (size_t i = 0; i < w->n; i++) {
        const struct review_topic *s = &w->s[i];
        if (s->marks && !s->mock && (!found || is_ahead(s, found, best)))
            found = s;
    }
    return found;
}

/* What began hard comes before what goes well. */
static void say_of_the_weak(struct saying *y)
{
    const struct review_topic *low = end_of_ranking(y->w, false);
    if (low && low->last == y->w->last && low->mean <= weak_mean && !builtin_weigh_evidence(low))
        MAY_SAY(y, SAY_REVIEW_BEGAN_HARD, {"topic", low->name}, {"mean", decimal(y, low->mean)});
}

static void say_of_rise(struct saying *y, enum sentence which, const struct review_topic *up)
{
    MAY_SAY(y, which, {"topic", up->name}, {"older", decimal(y, up->older)},
            {"newest", decimal(y, up->newest)});
}

static void say_of_moves(struct saying *y)
{
    const struct review_topic *up = mover(y->w, true), *down = mover(y->w, false);
    if (up && up->older <= weak_mean)
        say_of_rise(y, SAY_REVIEW_WAS_HARD, up);
    if (up && up->newest >= top_mean)
        say_of_rise(y, SAY_REVIEW_AT_THE_TOP, up);
    if (down)
        MAY_SAY(y, down->mean >= strong_mean ? SAY_REVIEW_DIP_STRONG : SAY_REVIEW_DIP, {"topic", down->name},
                {"older", decimal(y, down->older)}, {"newest", decimal(y, down->newest)},
                {"mean", decimal(y, down->mean)});
    if (up)
        say_of_rise(y, SAY_REVIEW_WORKS, up);
}

/* "today being the day", "with one day to go", "with 5 days to go"; "" where it is not known. */
static const char *day_count(const struct saying *y, int days)
{
    enum { IN_WORDS = 2 };
    if (days < 0)
        return "";
    return fill_holes(y->w->arena,
                      sentences_variant(y->says, SAY_REVIEW_TO_GO, num_min((size_t)days, IN_WORDS)),
                      &(const struct hole){"days", num_text(y->w->arena, days)}, 1);
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
    *mean = num_share(sum, n);
    return n;
}

static enum sentence last_day_of(double mean, double lowest)
{
    if (mean + a_step < lowest)
        return SAY_REVIEW_DAY_TIRED;
    if (mean >= good_mean)
        return SAY_REVIEW_DAY_GOOD;
    return SAY_REVIEW_DAY_USUAL;
}

static void say_of_all(struct saying *y)
{
    const struct review_topic *best = end_of_ranking(y->w, true), *low = end_of_ranking(y->w, false);
    double mean;
    const int answers = last_day(y->w, &mean), left = y->w->days_left;
    if (!best || !low)
        return;
    const struct hole both[] = {{"best", best->name},
                                {"best_mean", decimal(y, best->mean)},
                                {"lowest", low->name},
                                {"lowest_mean", decimal(y, low->mean)},
                                {"minutes", num_text(y->w->arena, low->minutes)},
                                {"to_go", day_count(y, left)}};
    const size_t both_n = sizeof both / sizeof *both;
    if (left >= 0 && left <= A_WEEK && best != low)
        may_say(y, SAY_REVIEW_LAST_LOOK, both, both_n);
    if (low->mean >= good_mean)
        may_say(y, SAY_REVIEW_ALL_GOOD, both, both_n);
    if (best != low && best->mean - low->mean >= a_gap)
        may_say(y, SAY_REVIEW_FURTHEST, both, both_n);
    if (answers > 1)
        MAY_SAY(y, last_day_of(mean, low->mean), {"answers", num_text(y->w->arena, answers)},
                {"mean", decimal(y, mean)});
    may_say(y, SAY_REVIEW_NOTHING_MOVES, both, both_n);
}

static bool said_before(const struct review_weighing *w, const char *mark)
{
    const json *before = json_get(w->in, "said_before");
    for (size_t i = 0; i < json_len(before); i++)
        if (strstr(json_text(json_at(before, i), ""), mark))
            return true;
    return false;
}

/* What a proposal of the days before, declined or not, says about today. */
static void say_of_proposals(struct saying *y)
{
    static const enum sentence decided[] = {SAY_REVIEW_DECIDED, SAY_REVIEW_DECIDED_YESTERDAY},
                               proposed[] = {SAY_REVIEW_PROPOSED, SAY_REVIEW_PROPOSED_YESTERDAY};
    const struct review_weighing *w = y->w;
    const int days = w->since_proposal;
    const bool yesterday = days == 1;
    if (days > 0 && w->declined && days < REVIEW_DECLINED)
        MAY_SAY(y, decided[yesterday], {"days", num_text(w->arena, days)});
    else if (days > 0 && days < REVIEW_QUIET)
        MAY_SAY(y, proposed[yesterday], {"days", num_text(w->arena, days)});
}

const char *builtin_review_say_summary(const struct review_weighing *w)
{
    struct saying y = {.w = w, .says = library_sentences(w->library)};
    if (!w->last)
        return sentences_text(y.says, SAY_REVIEW_NO_ANSWERS);
    if (w->today - w->last >= 2)
        return SAY(y.says, w->arena, SAY_REVIEW_NOTHING_NEW, {"day", clock_day_text(w->arena, w->last)});
    if (w->stuck)
        MAY_SAY(&y, SAY_REVIEW_STUCK, {"topic", w->stuck->name}, {"mean", decimal(&y, w->stuck->mean)});
    say_of_proposals(&y);
    say_of_the_weak(&y);
    say_of_moves(&y);
    say_of_all(&y);
    size_t i = 0;
    while (i + 1 < y.n && said_before(w, y.list[i].mark))
        i++;
    if (y.n == 0)
        return sentences_text(y.says, SAY_REVIEW_TOO_LITTLE);
    return SAY(y.says, w->arena, SAY_REVIEW_STANDS, {"sentence", y.list[i].sentence});
}
