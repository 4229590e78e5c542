#include "builtin/builtin_review_say.h"
#include "base/num.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

/* Why the plan stands: of all that can be said with truth the first that the days before did not say. */

enum { MOST_SAID = 10, A_WEEK = 7, UNEVEN = 5 };
static const double weak_mean = 5.0, strong_mean = 7.5, good_mean = 8.0, top_mean = 9.0, a_step = 1.0,
                    a_gap = 1.5;

static bool falls(const struct review_topic *topic)
{
    return topic->older >= topic->newest + a_step;
}

/* The marks themselves, oldest first; where they moved, the newest three apart. */
static const char *marks(const struct review_weighing *weighing, const struct review_topic *topic, bool apart)
{
    if (topic->marks == 0)
        return "";
    const char *all = num_text(weighing->arena, topic->scores[topic->marks - 1]);
    for (int i = topic->marks - 1; i > 0; i--) {
        const enum sentence joint = apart && i == REVIEW_RECENT ? SAY_LIST_THEN : SAY_LIST_MORE;
        all = SAY(library_sentences(weighing->library), weighing->arena, joint, {"first", all},
                  {"next", num_text(weighing->arena, topic->scores[i - 1])});
    }
    return all;
}

static int spread(const struct review_topic *topic)
{
    int low = 10, high = 1;
    for (int i = 0; i < topic->marks; i++) {
        if (topic->scores[i] < low)
            low = topic->scores[i];
        if (topic->scores[i] > high)
            high = topic->scores[i];
    }
    return high - low;
}

/* How the marks of a topic look, and whether the newest stand apart. */
static enum sentence look_of(const struct review_topic *topic, bool *apart)
{
    *apart = false;
    if (topic->marks < REVIEW_MARKS)
        return SAY_REVIEW_FEW;
    if (topic->days < REVIEW_DAYS)
        return SAY_REVIEW_ONE_DAY;
    *apart = builtin_weigh_rises(topic) || falls(topic);
    if (builtin_weigh_rises(topic))
        return SAY_REVIEW_RISES;
    if (*apart && topic->newest >= strong_mean)
        return SAY_REVIEW_STILL_STRONG;
    if (*apart)
        return SAY_REVIEW_WATCH;
    if (spread(topic) >= UNEVEN)
        return SAY_REVIEW_UNEVEN;
    return SAY_REVIEW_STEADY;
}

const char *builtin_review_say_reason(const struct review_weighing *weighing,
                                      const struct review_topic *topic)
{
    bool apart;
    const enum sentence look = look_of(topic, &apart);
    return SAY(library_sentences(weighing->library), weighing->arena, look, {"topic", topic->name},
               {"marks", marks(weighing, topic, apart)});
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
static void may_say(struct saying *saying, enum sentence which, const struct hole *holes, size_t n)
{
    if (saying->n < MOST_SAID)
        saying->list[saying->n++] = (struct said){
            .sentence = fill_holes(saying->w->arena, sentences_text(saying->says, which), holes, n),
            .mark = sentences_variant(saying->says, which, 1)};
}
#define MAY_SAY(y, which, ...)                                                                               \
    may_say((y), (which), (const struct hole[]){__VA_ARGS__},                                                \
            sizeof((const struct hole[]){__VA_ARGS__}) / sizeof(struct hole))

static const char *decimal(const struct saying *saying, double value)
{
    return num_decimal(saying->w->arena, value);
}

static bool moves(const struct review_topic *topic, bool up)
{
    if (up)
        return builtin_weigh_rises(topic);
    return falls(topic);
}

/* The topic practised last whose marks moved most; NULL: none moved. */
static const struct review_topic *mover(const struct review_weighing *weighing, bool up)
{
    const struct review_topic *most = NULL;
    for (size_t i = 0; i < weighing->n; i++) {
        const struct review_topic *s = &weighing->s[i];
        if (!builtin_weigh_evidence(s) || s->last != weighing->last || !moves(s, up))
            continue;
        if (!most || fabs(s->newest - s->older) > fabs(most->newest - most->older))
            most = s;
    }
    return most;
}

static bool is_ahead(const struct review_topic *topic, const struct review_topic *other, bool best)
{
    if (best)
        return topic->mean > other->mean;
    return topic->mean < other->mean;
}

static const struct review_topic *end_of_ranking(const struct review_weighing *weighing, bool best)
{
    const struct review_topic *found = NULL;
    for (size_t i = 0; i < weighing->n; i++) {
        const struct review_topic *s = &weighing->s[i];
        if (s->marks && !s->mock && (!found || is_ahead(s, found, best)))
            found = s;
    }
    return found;
}

/* What began hard comes before what goes well. */
static void say_of_the_weak(struct saying *saying)
{
    const struct review_topic *low = end_of_ranking(saying->w, false);
    if (low && low->last == saying->w->last && low->mean <= weak_mean && !builtin_weigh_evidence(low))
        MAY_SAY(saying, SAY_REVIEW_BEGAN_HARD, {"topic", low->name}, {"mean", decimal(saying, low->mean)});
}

static void say_of_rise(struct saying *saying, enum sentence which, const struct review_topic *up)
{
    MAY_SAY(saying, which, {"topic", up->name}, {"older", decimal(saying, up->older)},
            {"newest", decimal(saying, up->newest)});
}

static void say_of_moves(struct saying *saying)
{
    const struct review_topic *up = mover(saying->w, true), *down = mover(saying->w, false);
    if (up && up->older <= weak_mean)
        say_of_rise(saying, SAY_REVIEW_WAS_HARD, up);
    if (up && up->newest >= top_mean)
        say_of_rise(saying, SAY_REVIEW_AT_THE_TOP, up);
    if (down)
        MAY_SAY(saying, down->mean >= strong_mean ? SAY_REVIEW_DIP_STRONG : SAY_REVIEW_DIP,
                {"topic", down->name}, {"older", decimal(saying, down->older)},
                {"newest", decimal(saying, down->newest)}, {"mean", decimal(saying, down->mean)});
    if (up)
        say_of_rise(saying, SAY_REVIEW_WORKS, up);
}

/* "today being the day", "with one day to go", "with 5 days to go"; "" where it is not known. */
static const char *day_count(const struct saying *saying, int days)
{
    enum { IN_WORDS = 2 };
    if (days < 0)
        return "";
    return fill_holes(saying->w->arena,
                      sentences_variant(saying->says, SAY_REVIEW_TO_GO, num_min((size_t)days, IN_WORDS)),
                      &(const struct hole){"days", num_text(saying->w->arena, days)}, 1);
}

/* The answers of the last day that was practised on, and their mean. */
static int last_day(const struct review_weighing *weighing, double *mean)
{
    int n = 0;
    double sum = 0;
    for (size_t i = 0; i < json_len(weighing->attempts); i++) {
        clock_day day;
        const json *t = json_at(weighing->attempts, i);
        if (clock_parse_date(json_get_text(t, "day", ""), &day) != OK || day != weighing->last)
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

static void say_of_all(struct saying *saying)
{
    const struct review_topic *best = end_of_ranking(saying->w, true),
                              *low = end_of_ranking(saying->w, false);
    double mean;
    const int answers = last_day(saying->w, &mean), left = saying->w->days_left;
    if (!best || !low)
        return;
    const struct hole both[] = {{"best", best->name},
                                {"best_mean", decimal(saying, best->mean)},
                                {"lowest", low->name},
                                {"lowest_mean", decimal(saying, low->mean)},
                                {"minutes", num_text(saying->w->arena, low->minutes)},
                                {"to_go", day_count(saying, left)}};
    const size_t both_n = sizeof both / sizeof *both;
    if (left >= 0 && left <= A_WEEK && best != low)
        may_say(saying, SAY_REVIEW_LAST_LOOK, both, both_n);
    if (low->mean >= good_mean)
        may_say(saying, SAY_REVIEW_ALL_GOOD, both, both_n);
    if (best != low && best->mean - low->mean >= a_gap)
        may_say(saying, SAY_REVIEW_FURTHEST, both, both_n);
    if (answers > 1)
        MAY_SAY(saying, last_day_of(mean, low->mean), {"answers", num_text(saying->w->arena, answers)},
                {"mean", decimal(saying, mean)});
    may_say(saying, SAY_REVIEW_NOTHING_MOVES, both, both_n);
}

static bool said_before(const struct review_weighing *weighing, const char *mark)
{
    const json *before = json_get(weighing->in, "said_before");
    for (size_t i = 0; i < json_len(before); i++)
        if (strstr(json_text(json_at(before, i), ""), mark))
            return true;
    return false;
}

/* What a proposal of the days before, declined or not, says about today. */
static void say_of_proposals(struct saying *saying)
{
    static const enum sentence decided[] = {SAY_REVIEW_DECIDED, SAY_REVIEW_DECIDED_YESTERDAY},
                               proposed[] = {SAY_REVIEW_PROPOSED, SAY_REVIEW_PROPOSED_YESTERDAY};
    const struct review_weighing *w = saying->w;
    const int days = w->since_proposal;
    const bool yesterday = days == 1;
    if (days > 0 && w->declined && days < REVIEW_DECLINED)
        MAY_SAY(saying, decided[yesterday], {"days", num_text(w->arena, days)});
    else if (days > 0 && days < REVIEW_QUIET)
        MAY_SAY(saying, proposed[yesterday], {"days", num_text(w->arena, days)});
}

const char *builtin_review_say_summary(const struct review_weighing *weighing)
{
    struct saying y = {.w = weighing, .says = library_sentences(weighing->library)};
    if (!weighing->last)
        return sentences_text(y.says, SAY_REVIEW_NO_ANSWERS);
    if (weighing->today - weighing->last >= 2)
        return SAY(y.says, weighing->arena, SAY_REVIEW_NOTHING_NEW,
                   {"day", clock_day_text(weighing->arena, weighing->last)});
    if (weighing->stuck)
        MAY_SAY(&y, SAY_REVIEW_STUCK, {"topic", weighing->stuck->name},
                {"mean", decimal(&y, weighing->stuck->mean)});
    say_of_proposals(&y);
    say_of_the_weak(&y);
    say_of_moves(&y);
    say_of_all(&y);
    size_t i = 0;
    while (i + 1 < y.n && said_before(weighing, y.list[i].mark))
        i++;
    if (y.n == 0)
        return sentences_text(y.says, SAY_REVIEW_TOO_LITTLE);
    return SAY(y.says, weighing->arena, SAY_REVIEW_STANDS, {"sentence", y.list[i].sentence});
}
