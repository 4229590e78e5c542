#include "coach/schedule.h"
#include "coach/schedule_shape.h"
#include "library/library.h"
#include "library/prescription.h"
#include <string.h>

enum {
    SHORTEST = 10,      /* minutes: below this a sitting is not worth starting */
    USUAL_SITTING = 15, /* what a topic saves up to before it takes a place */
    LONG_SITTING = 25,  /* beyond this only where the topic's own session is longer */
    LONGEST = 45,
    MOST_SITTING = 60,
    LOOK_BACK = 7, /* days of practice that count against what a topic is owed */
    LOW_CAPACITY = 1,
    WEAK = 4,  /* strength below which nothing harder is asked than what suits */
    HOLDS = 6, /* and from which nothing easier */
    MOCK_BEFORE =
        1, /* days before the end for the mock interview, and a week before that for the first one */
    MOCK_FIRST = 8,
};

/* What one topic is owed while the days are laid out. */
struct claim {
    const struct plan_topic *topic;
    double owed;                      /* minutes */
    int due;                          /* questions to be redone by today */
    int laid;                         /* sittings laid out so far */
    int longest;                      /* minutes of one sitting */
    bool today;                       /* practised today already */
    bool mock;                        /* the mock interview: has its own days */
    bool gentle;                      /* little energy: nothing harder at the end */
    int fitted_minutes;               /* a sitting of so many minutes ... */
    enum schedule_stage fitted_stage; /* ... at this stage ... */
    const char *fitted;               /* ... has this shape: most sittings of a topic are alike */
    const struct topic *progress;
};

const struct topic *schedule_progress(const struct schedule_from *from, struct id topic)
{
    for (size_t i = 0; i < from->topics_n; i++)
        if (id_equal(from->topics[i].id, topic))
            return &from->topics[i];
    return NULL;
}

static int64_t session_seconds(const struct session_span *s)
{
    const clock_time end = s->ended ? s->ended : s->last;
    return end > s->started ? end - s->started : 0;
}

static double practised(const struct session_span *recent, size_t n, struct id topic, clock_day from,
                        clock_day to, const char *zone)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < n; i++) {
        const clock_day day = clock_local_day(recent[i].started, zone);
        if (id_equal(recent[i].topic, topic) && day >= from && day <= to)
            seconds += session_seconds(&recent[i]);
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

/* A topic starts with two days' worth, more the higher it ranks and the more is due or weak, less what was
 * practised lately. */
static double first_owed(const struct claim *c, int topics_n, double done)
{
    const double rank = 1.0 - (double)(c->topic->priority - 1) / (double)(topics_n + 1);
    double owed = (double)c->topic->daily_minutes * (1.0 + rank);
    owed += 2.0 * c->due;
    if (c->progress && c->progress->marked && c->progress->strength < 5)
        owed += 5.0 - c->progress->strength;
    if (c->progress && c->progress->marked && c->progress->strength >= 8 && c->due == 0)
        owed -= (double)c->topic->daily_minutes / 2.0; /* what is strong rests */
    owed -= done / 2.0;
    return owed;
}

static const char *count_word(struct arena *a, int n)
{
    static const char *const words[] = {"No",  "One",   "Two",   "Three", "Four", "Five",
                                        "Six", "Seven", "Eight", "Nine",  "Ten"};
    return n < (int)(sizeof words / sizeof *words) ? words[n] : arena_printf(a, "%d", n);
}

static const char *reason(struct arena *a, const struct claim *c)
{
    if (c->mock)
        return "A rehearsal: all your topics in one go, against the clock, as on the day.";
    if (c->due > 1 && c->laid == 0)
        return arena_printf(a, "%s questions are ready to be tried again.", count_word(a, c->due));
    if (c->due == 1 && c->laid == 0)
        return "One question is ready to be tried again.";
    if (c->progress && c->progress->marked && c->progress->strength < 5)
        return arena_printf(a, "Your marks here average %.1f: more practice pays most.",
                            c->progress->strength);
    if ((!c->progress || c->progress->sessions == 0) && c->laid == 0)
        return "You have not practised this yet.";
    return c->topic->priority == 1 ? "It has the highest priority in your plan." : "Its turn in your plan.";
}

static bool is_rising(const struct claim *c, enum schedule_stage stage)
{
    const bool marked = c->progress && c->progress->marked;
    if (stage == STAGE_FIRST)
        return !marked || c->progress->strength < HOLDS;
    return stage == STAGE_LAST && !c->gentle && (!marked || c->progress->strength >= WEAK);
}

static const char *fitted(struct arena *a, struct claim *c, int minutes, enum schedule_stage stage)
{
    stage = is_rising(c, stage) ? stage : STAGE_MIDDLE;
    if (!c->fitted || c->fitted_minutes != minutes || c->fitted_stage != stage) {
        c->fitted = schedule_shape(a, c->topic->prescription, minutes, stage);
        c->fitted_minutes = minutes;
        c->fitted_stage = stage;
    }
    return c->fitted;
}

static struct claim *most_owed(struct claim *claims, size_t n, const bool *used)
{
    struct claim *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (!used[i] && (!best || claims[i].owed > best->owed))
            best = &claims[i];
    return best;
}

struct laying {
    struct arena *arena;
    struct claim *claims;
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
    return 3 * (day - began) < whole       ? STAGE_FIRST
           : 3 * (day - began) < 2 * whole ? STAGE_MIDDLE
                                           : STAGE_LAST;
}

static void lay(struct laying *l, struct claim *c, clock_day day, int minutes)
{
    l->out[l->out_n++] = (struct scheduled){
        .day = day,
        .topic = c->topic->topic,
        .topic_name = c->topic->name,
        .minutes = minutes,
        .prescription = fitted(l->arena, c, minutes, c->mock ? STAGE_MIDDLE : stage_of(l->from, day)),
        .why = reason(l->arena, c),
    };
    c->owed -= minutes;
    c->laid++;
}

/* How long a sitting on it should be, of what the day has left; `last`: no other topic could take the rest.
 */
static int sitting(const struct claim *c, int budget, bool last)
{
    int minutes = c->owed < USUAL_SITTING ? USUAL_SITTING : (int)c->owed;
    if (minutes > c->longest)
        minutes = c->longest;
    if (minutes > budget || (last && c->longest > USUAL_SITTING))
        minutes = budget;
    else if (budget - minutes < SHORTEST)
        minutes = budget <= c->longest ? budget : budget / 2;
    return minutes < MOST_SITTING ? minutes : MOST_SITTING;
}

static int rank_of(const struct laying *l, struct id topic)
{
    for (size_t i = 0; i < l->claims_n; i++)
        if (id_equal(l->claims[i].topic->topic, topic))
            return l->claims[i].topic->priority;
    return 0;
}

static bool off(const struct laying *l, clock_day day)
{
    return l->from->facts->days_off & (1U << clock_weekday(day));
}

/* Is it the last day to practise on or before `wanted`? */
static bool last_before(const struct laying *l, clock_day day, clock_day wanted)
{
    if (day > wanted || wanted - day > 6)
        return false;
    for (clock_day d = day + 1; d <= wanted; d++)
        if (!off(l, d))
            return false;
    return true;
}

/* The mock interview is held at the end, and a first time a week before. Without a date the plan's weeks end
 * it, and after them every week does. */
static bool mock_day(const struct laying *l, clock_day day)
{
    const struct schedule_from *from = l->from;
    const clock_day began = clock_local_day(from->plan->approved, from->zone), end = end_of(from, day);
    return last_before(l, day, end - MOCK_BEFORE) ||
           (end - MOCK_FIRST > began && last_before(l, day, end - MOCK_FIRST));
}

/* With little energy the day begins with what ranks first: the early win stands there. */
static void by_priority(struct laying *l, size_t from)
{
    for (size_t i = from + 1; i < l->out_n; i++) {
        const struct scheduled s = l->out[i];
        size_t k = i;
        for (; k > from && rank_of(l, l->out[k - 1].topic) > rank_of(l, s.topic); k--)
            l->out[k] = l->out[k - 1];
        l->out[k] = s;
    }
}

/* Fills one day with the topics that are owed most, each once, in sittings worth having (or a single one of
 * what little the plan gives a day). */
static void lay_day(struct laying *l, clock_day day, int budget, int total)
{
    bool *used = arena_array(l->arena, l->claims_n + 1, sizeof *used);
    for (size_t i = 0; i < l->claims_n; i++) {
        struct claim *c = &l->claims[i];
        used[i] = c->mock || (c->today && day == l->from->today && l->claims_n > 1);
        if (!c->mock || budget < (total < SHORTEST ? total : SHORTEST) || l->out_n == l->room ||
            !mock_day(l, day) || (c->today && day == l->from->today))
            continue;
        const int minutes = budget - SHORTEST < LONG_SITTING ? budget : LONG_SITTING;
        lay(l, c, day, minutes < c->longest ? minutes : c->longest);
        budget -= l->out[l->out_n - 1].minutes;
    }
    while (budget >= SHORTEST || (budget > 0 && budget == total)) {
        struct claim *c = most_owed(l->claims, l->claims_n, used);
        if (!c || l->out_n == l->room)
            return;
        used[c - l->claims] = true;
        lay(l, c, day, sitting(c, budget, !most_owed(l->claims, l->claims_n, used)));
        budget -= l->out[l->out_n - 1].minutes;
    }
}

static const char *topic_name(const struct schedule_from *from, struct id id)
{
    const struct topic *t = schedule_progress(from, id);
    return t ? t->name : "";
}

/* Today's sessions that were held already stand first, as done. Returns the minutes they took. */
static int lay_done(struct laying *l, const struct schedule_from *from)
{
    int minutes = 0;
    for (size_t i = from->recent_n; i > 0; i--) { /* recent comes newest first */
        const struct session_span *s = &from->recent[i - 1];
        if (!s->ended || clock_local_day(s->started, from->zone) != from->today || l->out_n == l->room)
            continue;
        const int took = (int)(session_seconds(s) / 60);
        minutes += took;
        l->out[l->out_n++] = (struct scheduled){
            .day = from->today,
            .topic = s->topic,
            .topic_name = topic_name(from, s->topic),
            .minutes = took,
            .prescription = "",
            .done = true,
            .why = "Done.",
        };
    }
    return minutes;
}

/* A sitting is as long as the topic's own session may grow; with little energy it stays short. */
static int longest_sitting(struct arena *a, const struct plan_topic *t, int capacity)
{
    struct prescription p;
    const char *why;
    int minutes = LONG_SITTING;
    if (capacity == LOW_CAPACITY)
        return USUAL_SITTING;
    if (t->prescription && prescription_parse(a, t->prescription, &p, &why) == OK) {
        const int own = prescription_seconds(&p) / 60;
        if (own * 3 / 2 > LONG_SITTING)
            minutes = own * 3 / 2;
        else if (own * 2 < LONG_SITTING) /* short questions: more of them at once would use the topic up */
            minutes = own * 2 > USUAL_SITTING ? own * 2 : USUAL_SITTING;
    }
    return minutes < LONGEST ? minutes : LONGEST;
}

static void open_claims(struct laying *l, const struct schedule_from *from)
{
    for (size_t i = 0; i < l->claims_n; i++) {
        struct claim *c = &l->claims[i];
        c->topic = &from->plan->topics[i];
        c->progress = schedule_progress(from, c->topic->topic);
        c->due = due_questions(from, c->topic->topic, from->today);
        c->mock = l->claims_n > 1 && library_is_mock(c->topic->key);
        c->gentle = from->facts->capacity == LOW_CAPACITY;
        c->longest = c->mock && from->facts->capacity != LOW_CAPACITY
                         ? LONGEST
                         : longest_sitting(l->arena, c->topic, from->facts->capacity);
        c->today = practised(from->recent, from->recent_n, c->topic->topic, from->today, from->today,
                             from->zone) >= SHORTEST;
        c->owed = first_owed(c, (int)l->claims_n,
                             practised(from->recent, from->recent_n, c->topic->topic, from->today - LOOK_BACK,
                                       from->today, from->zone));
    }
}

void schedule_make(struct arena *a, const struct schedule_from *from, int days, struct scheduled **out,
                   size_t *n)
{
    const size_t topics_n = from->plan ? from->plan->topics_n : 0;
    const size_t room = (size_t)days * (topics_n + 1) + from->recent_n;
    struct laying l = {
        .arena = a,
        .claims = arena_array(a, topics_n, sizeof *l.claims),
        .claims_n = topics_n,
        .out = arena_array(a, room, sizeof *l.out),
        .room = room,
        .from = from,
    };
    if (from->plan) {
        open_claims(&l, from);
        const int done = lay_done(&l, from);
        const clock_day interview = from->facts->interview;
        const clock_day end =
            interview != FACTS_NO_DATE && interview >= from->today ? interview : from->today + days;
        for (clock_day day = from->today; day < from->today + days && day < end; day++) {
            if (off(&l, day))
                continue;
            const int total = from->plan->overview.total_daily_minutes;
            const size_t before = l.out_n;
            lay_day(&l, day, total - (day == from->today ? done : 0), total);
            if (from->facts->capacity == LOW_CAPACITY)
                by_priority(&l, before);
            for (size_t k = 0; k < l.claims_n; k++) {
                l.claims[k].owed += l.claims[k].topic->daily_minutes;
                l.claims[k].due = due_questions(from, l.claims[k].topic->topic, day + 1);
            }
        }
    }
    *out = l.out;
    *n = l.out_n;
}

/* ---- what it reads ---- */

void schedule_want(struct work *w, int days, struct schedule_from *out)
{
    const clock_time now = clock_now();
    const clock_day around = clock_local_day(now, "UTC");
    plan_want_current(w, &out->plan);
    facts_want(w, &out->facts);
    topic_want_all(w, &out->topics, &out->topics_n);
    question_want_due(w, around + days + 1, &out->due, &out->due_n);
    session_want_spans(w, now - (LOOK_BACK + 2) * (clock_time)86400, &out->recent, &out->recent_n);
}

void schedule_set_zone(struct schedule_from *from, const char *zone)
{
    from->zone = zone;
    from->today = clock_local_day(clock_now(), zone);
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
