#include "coach/schedule_claim.h"
#include "base/num.h"
#include "library/prescription.h"

enum {
    USUAL_SITTING = 15, /* minutes: what a topic saves up to before it takes a place */
    LONG_SITTING = 25,  /* beyond this only where the topic's own session is longer */
    LONGEST = 45,
    POOR = 5,  /* strength below which a topic is owed more */
    WEAK = 4,  /* strength below which nothing harder is asked than what suits */
    HOLDS = 6, /* from which nothing easier is */
    STRONG = 8 /* and from which a topic rests while nothing of it is due */
};

/* ---- what it is owed ---- */

int64_t schedule_claim_seconds(const struct session_span *span)
{
    const clock_time end = span->ended ? span->ended : span->last;
    return num_clamp(end - span->started, 0, INT64_MAX);
}

/* The minutes practised on a topic since a day. */
static double practised(const struct schedule_from *from, struct id topic, clock_day since)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < from->recent_n; i++) {
        const clock_day day = clock_local_day(from->recent[i].started, from->zone);
        if (id_equal(from->recent[i].topic, topic) && day >= since && day <= from->today)
            seconds += schedule_claim_seconds(&from->recent[i]);
    }
    return (double)seconds / 60.0;
}

static int due_questions(const struct schedule_from *from, struct id topic, clock_day by)
{
    int due = 0;
    for (size_t i = 0; i < from->due_n; i++)
        if (id_equal(from->due[i].topic, topic) && from->due[i].day <= by)
            due += from->due[i].n;
    return due;
}

static bool is_marked(const struct schedule_claim *claim)
{
    return claim->progress && claim->progress->marked;
}

/* A topic starts with two days' worth, more the higher it ranks and the more is due or weak, less what was
 * practised lately. */
static double first_owed(const struct schedule_claim *claim, size_t topics_n, double done)
{
    const double rank = 1.0 - (double)(claim->topic->priority - 1) / (double)(topics_n + 1);
    double owed = (double)claim->topic->daily_minutes * (1.0 + rank);
    owed += 2.0 * claim->due;
    if (is_marked(claim) && claim->progress->strength < POOR)
        owed += POOR - claim->progress->strength;
    if (is_marked(claim) && claim->progress->strength >= STRONG && claim->due == 0)
        owed -= (double)claim->topic->daily_minutes / 2.0; /* what is strong rests */
    owed -= done / 2.0;
    return owed;
}

/* A sitting is as long as the topic's own session may grow; with little energy it stays short. */
static int longest_sitting(struct arena *a, const struct plan_topic *topic, int capacity)
{
    struct prescription shape;
    const char *why;
    int minutes = LONG_SITTING;
    if (capacity == SCHEDULE_LOW_CAPACITY)
        return USUAL_SITTING;
    if (topic->prescription && prescription_parse(a, topic->prescription, &shape, &why) == OK) {
        const int own = prescription_seconds(&shape) / 60;
        if (own * 3 / 2 > LONG_SITTING)
            minutes = own * 3 / 2;
        else if (own * 2 < LONG_SITTING) /* short questions: more of them at once would use the topic up */
            minutes = own * 2;
    }
    return (int)num_clamp(minutes, USUAL_SITTING, LONGEST);
}

struct schedule_claim schedule_claim_open(struct arena *a, const struct schedule_from *from, size_t i)
{
    const struct plan_topic *topic = &from->plan->topics[i];
    const size_t topics_n = from->plan->topics_n;
    struct schedule_claim claim = {
        .topic = topic,
        .progress = schedule_from_progress(from, topic->topic),
        .due = due_questions(from, topic->topic, from->today),
        .mock = topics_n > 1 && library_is_mock(topic->key),
        .gentle = from->facts->capacity == SCHEDULE_LOW_CAPACITY,
        .longest = longest_sitting(a, topic, from->facts->capacity),
        .today = practised(from, topic->topic, from->today) >= SCHEDULE_SHORTEST,
    };
    if (claim.mock && !claim.gentle)
        claim.longest = LONGEST;
    claim.owed =
        first_owed(&claim, topics_n, practised(from, topic->topic, from->today - SCHEDULE_LOOK_BACK));
    return claim;
}

void schedule_claim_next_day(struct schedule_claim *claim, const struct schedule_from *from, clock_day day)
{
    const int usual = from->plan->overview.total_daily_minutes;
    double owed = claim->topic->daily_minutes;
    if (usual > 0)
        owed *= (double)schedule_from_minutes(from, day) / usual;
    claim->owed += owed;
    claim->due = due_questions(from, claim->topic->topic, day);
}

/* ---- a sitting on it ---- */

int schedule_claim_sitting(const struct schedule_claim *claim, int budget, bool last)
{
    int minutes = (int)num_clamp((int64_t)claim->owed, USUAL_SITTING, claim->longest);
    if (minutes > budget || (last && claim->longest > USUAL_SITTING))
        minutes = budget;
    else if (budget - minutes < SCHEDULE_SHORTEST)
        minutes = budget <= claim->longest ? budget : budget / 2;
    return (int)num_clamp(minutes, 0, SCHEDULE_LONGEST);
}

static bool is_rising(const struct schedule_claim *claim, enum schedule_stage stage)
{
    const bool marked = is_marked(claim);
    if (claim->mock)
        return false;
    if (stage == STAGE_FIRST)
        return !marked || claim->progress->strength < HOLDS;
    return stage == STAGE_LAST && !claim->gentle && (!marked || claim->progress->strength >= WEAK);
}

const char *schedule_claim_fitted(struct arena *a, struct schedule_claim *claim, int minutes,
                                  enum schedule_stage stage)
{
    if (!is_rising(claim, stage))
        stage = STAGE_MIDDLE;
    if (!claim->fitted || claim->fitted_minutes != minutes || claim->fitted_stage != stage) {
        claim->fitted = schedule_shape(a, claim->topic->prescription, minutes, stage);
        claim->fitted_minutes = minutes;
        claim->fitted_stage = stage;
    }
    return claim->fitted;
}

/* In words up to ten. */
static const char *count_text(struct arena *a, const struct sentences *says, int n)
{
    if ((size_t)n >= sentences_variants(says, SAY_SCHEDULE_COUNT))
        return num_text(a, n);
    return sentences_variant(says, SAY_SCHEDULE_COUNT, (size_t)n);
}

const char *schedule_claim_why(struct arena *a, const struct library *library,
                               const struct schedule_claim *claim)
{
    const struct sentences *says = library_sentences(library);
    if (claim->mock)
        return sentences_text(says, SAY_SCHEDULE_REHEARSAL);
    if (claim->due > 0 && claim->laid == 0)
        return fill_holes(a, sentences_count(says, SAY_SCHEDULE_DUE, claim->due),
                          &(const struct hole){"count", count_text(a, says, claim->due)}, 1);
    if (is_marked(claim) && claim->progress->strength < POOR)
        return SAY(says, a, SAY_SCHEDULE_WEAK, {"mean", arena_printf(a, "%.1f", claim->progress->strength)});
    if ((!claim->progress || claim->progress->sessions == 0) && claim->laid == 0)
        return sentences_text(says, SAY_SCHEDULE_NEW);
    if (claim->topic->priority == 1)
        return sentences_text(says, SAY_SCHEDULE_FIRST);
    return sentences_text(says, SAY_SCHEDULE_TURN);
}
