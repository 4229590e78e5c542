#include "coach/schedule_from.h"
#include "coach/told.h"

int schedule_from_minutes(const struct schedule_from *from, clock_day day)
{
    struct facts week = *from->facts;
    if (facts_on_break(&week, day))
        return 0;
    week.minutes = from->plan->overview.total_daily_minutes; /* what was approved is the usual day */
    return facts_minutes_on(&week, clock_weekday(day));
}

const struct topic *schedule_from_progress(const struct schedule_from *from, struct id topic)
{
    for (size_t i = 0; i < from->topics_n; i++)
        if (id_equal(from->topics[i].id, topic))
            return &from->topics[i];
    return NULL;
}

void schedule_from_want(struct work *w, const struct library *library, int days, struct schedule_from *out)
{
    const clock_time now = clock_now();
    const clock_day around = clock_local_day(now, "UTC");
    out->library = library;
    plan_want_current(w, &out->plan);
    facts_want(w, &out->facts);
    topic_want_all(w, &out->topics, &out->topics_n);
    question_want_due(w, around + days + 1, &out->due, &out->due_n);
    session_want_spans(w, now - (SCHEDULE_LOOK_BACK + 2) * (clock_time)86400, &out->recent, &out->recent_n);
}

void schedule_from_set_zone(struct schedule_from *from, const char *zone)
{
    from->zone = zone;
    from->today = clock_local_day(clock_now(), zone);
}

void schedule_from_approved(struct arena *a, struct schedule_from *from)
{
    if (!from->plan || !json_members(from->plan->basis))
        return;
    const struct facts *rests = told_basis(a, from->plan->basis, &from->plan->overview, from->facts);
    struct facts *facts = arena_alloc(a, sizeof *facts);
    *facts = *from->facts;
    for (size_t i = 0; i < TOLD_PARTS; i++)
        told_part_take(&told_parts[i], facts, rests);
    from->facts = facts;
}
