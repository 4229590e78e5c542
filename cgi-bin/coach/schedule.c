#include "coach/schedule.h"
#include "base/num.h"
#include "coach/schedule_claim.h"
#include <string.h>

enum {
    LONG_SITTING = 25, /* minutes of the mock interview beyond which it leaves a sitting's room */
    MOCK_BEFORE =
        1, /* days before the end for the mock interview, and a week before that for the first one */
    MOCK_FIRST = 8,
};

static struct schedule_claim *most_owed(struct schedule_claim *claims, size_t n, const bool *used)
{
    struct schedule_claim *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (!used[i] && (!best || claims[i].owed > best->owed))
            best = &claims[i];
    return best;
}

struct laying {
    struct arena *arena;
    struct schedule_claim *claims;
    size_t claims_n;
    struct scheduled *out;
    size_t out_n, room;
    const struct schedule_from *from;
};

/* The day on which the plan ends: the interview's, or that of its weeks, and after them of every further
 * week. */
static clock_day end_of(const struct schedule_from *from, clock_day day)
{
    const clock_day interview = from->facts->interview;
    if (interview != FACTS_NO_DATE && interview >= from->today)
        return interview;
    clock_day end = clock_local_day(from->plan->approved, from->zone) +
                    7 * (clock_day)from->plan->overview.time_horizon_weeks;
    while (end <= day)
        end += 7;
    return end;
}

/* In which third of the plan's time a day lies. */
static enum schedule_stage stage_of(const struct schedule_from *from, clock_day day)
{
    const clock_day began = clock_local_day(from->plan->approved, from->zone),
                    whole = end_of(from, day) - began;
    if (3 * (day - began) < whole)
        return STAGE_FIRST;
    if (3 * (day - began) < 2 * whole)
        return STAGE_MIDDLE;
    return STAGE_LAST;
}

static void lay(struct laying *laying, struct schedule_claim *claim, clock_day day, int minutes)
{
    laying->out[laying->out_n++] = (struct scheduled){
        .day = day,
        .topic = claim->topic->topic,
        .topic_name = claim->topic->name,
        .minutes = minutes,
        .prescription = schedule_claim_fitted(laying->arena, claim, minutes, stage_of(laying->from, day)),
        .why = schedule_claim_why(laying->arena, laying->from->library, claim),
    };
    claim->owed -= minutes;
    claim->laid++;
}

static int rank_of(const struct laying *laying, struct id topic)
{
    for (size_t i = 0; i < laying->claims_n; i++)
        if (id_equal(laying->claims[i].topic->topic, topic))
            return laying->claims[i].topic->priority;
    return 0;
}

static int minutes_of(const struct laying *laying, clock_day day)
{
    return schedule_from_minutes(laying->from, day);
}

static bool off(const struct laying *laying, clock_day day)
{
    return minutes_of(laying, day) == 0;
}

/* Is it the last day to practise on or before `wanted`? */
static bool last_before(const struct laying *laying, clock_day day, clock_day wanted)
{
    if (day > wanted)
        return false;
    for (clock_day d = day + 1; d <= wanted; d++)
        if (!off(laying, d))
            return false;
    return true;
}

/* The mock interview is held at the end, and a first time a week before. Without a date the plan's weeks end
 * it, and after them every week does. */
static bool mock_day(const struct laying *laying, clock_day day)
{
    const struct schedule_from *from = laying->from;
    const clock_day began = clock_local_day(from->plan->approved, from->zone), end = end_of(from, day);
    return last_before(laying, day, end - MOCK_BEFORE) ||
           (end - MOCK_FIRST > began && last_before(laying, day, end - MOCK_FIRST));
}

/* With little energy the day begins with what ranks first: the early win stands there. */
static void by_priority(struct laying *laying, size_t from)
{
    for (size_t i = from + 1; i < laying->out_n; i++) {
        const struct scheduled s = laying->out[i];
        size_t k = i;
        for (; k > from && rank_of(laying, laying->out[k - 1].topic) > rank_of(laying, s.topic); k--)
            laying->out[k] = laying->out[k - 1];
        laying->out[k] = s;
    }
}

/* Is that a day for this topic, the mock interview, with room enough? */
static bool has_mock(const struct laying *laying, const struct schedule_claim *claim, clock_day day,
                     int budget, int total)
{
    const bool done = claim->today && day == laying->from->today;
    return claim->mock && !done && budget >= num_clamp(total, 0, SCHEDULE_SHORTEST) &&
           laying->out_n < laying->room && mock_day(laying, day);
}

/* Lays it; returns its minutes. */
static int lay_mock(struct laying *laying, struct schedule_claim *claim, clock_day day, int budget)
{
    int minutes = claim->longest;
    if (budget - SCHEDULE_SHORTEST >= LONG_SITTING)
        budget = LONG_SITTING;
    if (minutes > budget)
        minutes = budget;
    lay(laying, claim, day, minutes);
    return minutes;
}

/* How long a sitting is of what the day has left. A day that is longer than the plan's has room for longer
 * ones: nothing of it is lost. */
static int sitting_of(const struct laying *laying, const struct schedule_claim *claim, const bool *used,
                      int budget, int total)
{
    int left = 1;
    for (size_t i = 0; i < laying->claims_n; i++)
        left += !used[i];
    int minutes = schedule_claim_sitting(claim, budget, left == 1);
    const int share = (budget + left - 1) / left;
    if (total > laying->from->plan->overview.total_daily_minutes && minutes < share)
        minutes = (int)num_clamp(share, 0, SCHEDULE_LONGEST);
    return minutes;
}

/* Fills one day with the topics that are owed most, each once, in sittings worth having (or a single one of
 * what little the plan gives a day). */
static void lay_day(struct laying *laying, clock_day day, int budget, int total)
{
    bool *used = arena_array(laying->arena, laying->claims_n + 1, sizeof *used);
    for (size_t i = 0; i < laying->claims_n; i++) {
        struct schedule_claim *c = &laying->claims[i];
        used[i] = c->mock || (c->today && day == laying->from->today && laying->claims_n > 1);
        if (has_mock(laying, c, day, budget, total))
            budget -= lay_mock(laying, c, day, budget);
    }
    while (budget >= SCHEDULE_SHORTEST || (budget > 0 && budget == total)) {
        struct schedule_claim *c = most_owed(laying->claims, laying->claims_n, used);
        if (!c || laying->out_n == laying->room)
            return;
        used[c - laying->claims] = true;
        lay(laying, c, day, sitting_of(laying, c, used, budget, total));
        budget -= laying->out[laying->out_n - 1].minutes;
    }
}

static const char *topic_name(const struct schedule_from *from, struct id id)
{
    const struct topic *t = schedule_from_progress(from, id);
    return t ? t->name : "";
}

/* Today's sessions that were held already stand first, as done. Returns the minutes they took. */
static int lay_done(struct laying *laying, const struct schedule_from *from)
{
    int minutes = 0;
    for (size_t i = from->recent_n; i > 0; i--) { /* recent comes newest first */
        const struct session_span *s = &from->recent[i - 1];
        if (!s->ended || clock_local_day(s->started, from->zone) != from->today ||
            laying->out_n == laying->room)
            continue;
        const int took = (int)(schedule_claim_seconds(s) / 60);
        minutes += took;
        laying->out[laying->out_n++] = (struct scheduled){
            .day = from->today,
            .topic = s->topic,
            .topic_name = topic_name(from, s->topic),
            .minutes = took,
            .prescription = "",
            .done = true,
            .why = sentences_text(library_sentences(from->library), SAY_SCHEDULE_DONE),
        };
    }
    return minutes;
}

/* The day that ends what is laid out: the interview's, if it is before. */
static clock_day last_day(const struct schedule_from *from, int days)
{
    const clock_day interview = from->facts->interview, end = from->today + days;
    if (interview == FACTS_NO_DATE || interview < from->today || interview > end)
        return end;
    return interview;
}

/* Each day has the minutes of its weekday. */
static void lay_days(struct laying *laying, int days)
{
    const struct schedule_from *from = laying->from;
    const int done = lay_done(laying, from);
    const clock_day end = last_day(from, days);
    bool later = false; /* a day was laid out already */
    for (clock_day day = from->today; day < end; day++) {
        const int total = minutes_of(laying, day);
        if (total == 0)
            continue;
        for (size_t i = 0; later && i < laying->claims_n; i++)
            schedule_claim_next_day(&laying->claims[i], from, day);
        later = true;
        const size_t before = laying->out_n;
        int left = total;
        if (day == from->today)
            left -= done;
        lay_day(laying, day, left, total);
        if (from->facts->capacity == SCHEDULE_LOW_CAPACITY)
            by_priority(laying, before);
    }
}

void schedule_make(struct arena *a, const struct schedule_from *from, int days, struct scheduled **out,
                   size_t *n)
{
    *out = NULL;
    *n = 0;
    if (!from->plan)
        return;
    const size_t topics_n = from->plan->topics_n, room = (size_t)days * (topics_n + 1) + from->recent_n;
    struct laying l = {
        .arena = a,
        .claims = arena_array(a, topics_n, sizeof *l.claims),
        .claims_n = topics_n,
        .out = arena_array(a, room, sizeof *l.out),
        .room = room,
        .from = from,
    };
    for (size_t i = 0; i < topics_n; i++)
        l.claims[i] = schedule_claim_open(a, from, i);
    lay_days(&l, days);
    *out = l.out;
    *n = l.out_n;
}

/* ---- the one to suggest ---- */

const struct scheduled *schedule_next(const struct scheduled *all, size_t n, clock_day today)
{
    for (size_t i = 0; i < n; i++)
        if (!all[i].done && all[i].day == today)
            return &all[i];
    for (size_t i = 0; i < n; i++)
        if (!all[i].done)
            return &all[i];
    return NULL;
}
