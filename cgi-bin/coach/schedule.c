#include "coach/schedule.h"
#include "coach/prescription.h"

enum {
    SHORTEST = 10,      /* minutes: below this a sitting is not worth starting */
    USUAL_SITTING = 15, /* what a topic saves up to before it takes a place */
    LOOK_BACK = 7,      /* days of practice that count against what a topic is owed */
};

/* What one topic is owed while the days are laid out. */
struct claim {
    const struct plan_topic *topic;
    double owed; /* minutes */
    int due;     /* questions to be redone by today */
    const struct topic *progress;
};

static const struct topic *progress_of(const struct topic *topics, size_t n, struct id id)
{
    for (size_t i = 0; i < n; i++)
        if (id_equal(topics[i].id, id))
            return &topics[i];
    return NULL;
}

static int64_t session_seconds(const struct session *s)
{
    const clock_time end = s->ended ? s->ended : s->last;
    return end > s->started ? end - s->started : 0;
}

static double practised(const struct session *recent, size_t n, struct id topic, clock_day from, clock_day to,
                        const char *zone)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < n; i++) {
        const clock_day day = clock_local_day(recent[i].started, zone);
        if (id_equal(recent[i].topic, topic) && day >= from && day <= to)
            seconds += session_seconds(&recent[i]);
    }
    return (double)seconds / 60.0;
}

static int due_questions(const struct question *questions, size_t n, struct id topic, clock_day today)
{
    int due = 0;
    for (size_t i = 0; i < n; i++)
        if (id_equal(questions[i].topic, topic) && questions[i].memory.reviews > 0 &&
            questions[i].memory.due_day <= today)
            due++;
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
    owed -= done / 2.0;
    return owed;
}

static const char *reason(struct arena *a, const struct claim *c)
{
    if (c->due > 1)
        return arena_printf(a, "%d questions are ready to be tried again.", c->due);
    if (c->due == 1)
        return "One question is ready to be tried again.";
    if (c->progress && c->progress->marked && c->progress->strength < 5)
        return arena_printf(a, "Your marks here average %.1f: more practice pays most.",
                            c->progress->strength);
    if (!c->progress || c->progress->sessions == 0)
        return "You have not practised this yet.";
    return c->topic->priority == 1 ? "It has the highest priority in your plan." : "Its turn in your plan.";
}

/* The topic's usual shape at this length; mixed questions of four minutes where it has none. */
static const char *fitted(struct arena *a, const struct plan_topic *t, int minutes)
{
    struct prescription p;
    const char *why;
    enum difficulty level = MIXED;
    int each = 4 * 60;
    if (t->prescription && prescription_parse(a, t->prescription, &p, &why) == OK) {
        level = p.blocks[0].level;
        each = p.blocks[0].seconds;
        if (prescription_seconds(&p) <= minutes * 60 + 60 && prescription_seconds(&p) >= minutes * 60 - 180)
            return prescription_text(a, &p);
    }
    const struct prescription made = prescription_make(minutes * 60, each, level);
    return prescription_text(a, &made);
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
};

/* Fills one day with the topics that are owed most, each once, in sittings worth having. */
static void lay_day(struct laying *l, clock_day day, int budget)
{
    bool *used = arena_array(l->arena, l->claims_n + 1, sizeof *used);
    while (budget >= SHORTEST || (budget > 0 && l->out_n == 0)) {
        struct claim *c = most_owed(l->claims, l->claims_n, used);
        if (!c || l->out_n == l->room)
            return;
        used[c - l->claims] = true;
        int minutes = c->owed < USUAL_SITTING ? USUAL_SITTING : (int)c->owed;
        if (minutes > 45)
            minutes = 45;
        if (minutes > budget || budget - minutes < SHORTEST)
            minutes = budget;
        if (minutes > 60)
            minutes = 60;
        budget -= minutes;
        c->owed -= minutes;
        l->out[l->out_n++] = (struct scheduled){
            .day = day,
            .topic = c->topic->topic,
            .topic_name = c->topic->name,
            .minutes = minutes,
            .prescription = fitted(l->arena, c->topic, minutes),
            .why = reason(l->arena, c),
        };
    }
}

/* Today's sessions that were held already stand first, as done. Returns the minutes they took. */
static int lay_done(struct laying *l, const struct session *recent, size_t n, clock_day today,
                    const char *zone)
{
    int minutes = 0;
    for (size_t i = n; i > 0; i--) { /* recent comes newest first */
        const struct session *s = &recent[i - 1];
        if (!s->ended || clock_local_day(s->started, zone) != today || l->out_n == l->room)
            continue;
        const int took = (int)(session_seconds(s) / 60);
        minutes += took;
        l->out[l->out_n++] = (struct scheduled){
            .day = today,
            .topic = s->topic,
            .topic_name = s->topic_name,
            .minutes = took,
            .prescription = s->prescription,
            .done = true,
            .why = "Done.",
        };
    }
    return minutes;
}

void schedule_make(struct arena *a, const struct plan *plan, const struct facts *facts,
                   const struct topic *topics, size_t topics_n, const struct question *questions,
                   size_t questions_n, const struct session *recent, size_t recent_n, clock_day today,
                   const char *zone, int days, struct scheduled **out, size_t *n)
{
    const size_t room = (size_t)days * (plan->topics_n + 1) + recent_n;
    struct laying l = {
        .arena = a,
        .claims = arena_array(a, plan->topics_n, sizeof *l.claims),
        .claims_n = plan->topics_n,
        .out = arena_array(a, room, sizeof *l.out),
        .room = room,
    };
    for (size_t i = 0; i < plan->topics_n; i++) {
        struct claim *c = &l.claims[i];
        c->topic = &plan->topics[i];
        c->progress = progress_of(topics, topics_n, c->topic->topic);
        c->due = due_questions(questions, questions_n, c->topic->topic, today);
        c->owed = first_owed(c, (int)plan->topics_n,
                             practised(recent, recent_n, c->topic->topic, today - LOOK_BACK, today, zone));
    }
    const int done = lay_done(&l, recent, recent_n, today, zone);
    const bool interview_known = facts->interview != FACTS_NO_DATE && facts->interview >= today;
    for (int i = 0; i < days; i++) {
        const clock_day day = today + i;
        if (interview_known && day >= facts->interview)
            break;
        if (facts->days_off & (1U << clock_weekday(day)))
            continue;
        lay_day(&l, day, plan->overview.total_daily_minutes - (i == 0 ? done : 0));
        for (size_t k = 0; k < l.claims_n; k++) {
            l.claims[k].owed += l.claims[k].topic->daily_minutes;
            l.claims[k].due = due_questions(questions, questions_n, l.claims[k].topic->topic, day + 1);
        }
    }
    *out = l.out;
    *n = l.out_n;
}

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
