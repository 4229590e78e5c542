#include "coach/difference.h"
#include "base/num.h"
#include "base/text.h"
#include "library/library.h"
#include <stdlib.h>
#include <string.h>

/* The longest list of differences kept: every topic may differ in four ways. */
enum { MOST_DIFFERENCES = 64 };

/* What differences of the overview are called. */
static const char overview_name[] = "overview", rationale_name[] = "rationale";

const char *difference_kind_name(enum difference_kind kind)
{
    static const char *const names[] = {
        [DIFF_ADDED] = "added",       [DIFF_DROPPED] = "dropped", [DIFF_MINUTES] = "minutes",
        [DIFF_PRIORITY] = "priority", [DIFF_WORDS] = "words",     [DIFF_OVERVIEW] = "overview",
    };
    return names[kind];
}

static bool same_name(const char *left, const char *right)
{
    return left && right && strcasecmp(left, right) == 0;
}

static const struct plan_topic *topic_by_id(const struct plan_topic *topics, size_t n, struct id id)
{
    for (size_t i = 0; i < n && !id_none(id); i++)
        if (id_equal(topics[i].topic, id))
            return &topics[i];
    return NULL;
}

static bool id_taken(const struct plan_topic *topics, size_t n, struct id id)
{
    return topic_by_id(topics, n, id) != NULL;
}

static const struct plan_topic *by_own_id(const struct plan *base, const struct plan_topic *topic)
{
    return topic_by_id(base->topics, base->topics_n, topic->topic);
}

static const struct plan_topic *by_name(const struct plan *base, const struct plan_topic *topic)
{
    for (size_t i = 0; i < base->topics_n; i++)
        if (same_name(base->topics[i].name, topic->name))
            return &base->topics[i];
    return NULL;
}

static const struct plan_topic *by_key(const struct plan *base, const struct plan_topic *topic)
{
    const bool own =
        text_equal(topic->key, LIBRARY_OWN_WORDS); /* made of the user's words: two of them are two things */
    for (size_t i = 0; i < base->topics_n && !text_blank(topic->key) && !own; i++)
        if (text_equal(base->topics[i].key, topic->key))
            return &base->topics[i];
    return NULL;
}

static void take_over(struct plan_topic *topic, const struct plan_topic *old)
{
    topic->topic = old->topic;
    if (text_blank(topic->key))
        topic->key = old->key;
    if (text_blank(topic->prescription))
        topic->prescription = old->prescription;
}

/* The surest sign first, for all topics, before a weaker one may give a topic away. */
void difference_adopt(const struct plan *base, struct plan_topic *topics, size_t n)
{
    static const struct plan_topic *(*const signs[])(const struct plan *, const struct plan_topic *) = {
        by_own_id, by_name, by_key};
    for (size_t s = 0; base && s < sizeof signs / sizeof *signs; s++)
        for (size_t i = 0; i < n; i++) {
            const struct plan_topic *old = signs[s](base, &topics[i]);
            const bool known = s > 0 && by_own_id(base, &topics[i]);
            if (old && !known && (s == 0 || !id_taken(topics, n, old->topic)))
                take_over(&topics[i], old);
        }
}

/* What is being gathered. */
struct finding {
    struct arena *arena;
    const json *reasons;
    const json *evidence_ids;
    const char *plain;
    struct difference *list;
    size_t n;
};

static const json *given_reason(const struct finding *finding, enum difference_kind kind, const char *name)
{
    for (size_t i = 0; i < json_len(finding->reasons); i++) {
        const json *r = json_at(finding->reasons, i);
        if (!text_equal(json_get_text(r, "what", ""), difference_kind_name(kind)))
            continue;
        if (same_name(json_get_text(r, "topic", ""), name))
            return r;
        if (kind == DIFF_OVERVIEW && text_equal(name, overview_name))
            return r; /* whatever a model calls it */
    }
    return NULL;
}

static void add_evidence(const struct finding *finding, const json *reason, struct difference *difference)
{
    const json *refs = json_get(reason, "evidence");
    const size_t n = json_len(refs);
    difference->evidence = arena_array(finding->arena, n + 1, sizeof *difference->evidence);
    for (size_t i = 0; i < n; i++) {
        struct id id;
        const char *text = json_get_text(finding->evidence_ids, json_text(json_at(refs, i), ""), "");
        if (id_parse(text, &id) == OK)
            difference->evidence[difference->evidence_n++] = id;
    }
}

static void add(struct finding *finding, enum difference_kind kind, struct id topic, const char *name,
                const char *from, const char *to)
{
    if (finding->n == MOST_DIFFERENCES)
        return;
    const json *reason = given_reason(finding, kind, name);
    struct difference *d = &finding->list[finding->n++];
    *d = (struct difference){
        .number = (int)finding->n,
        .kind = kind,
        .topic = topic,
        .name = name,
        .from = from,
        .to = to,
        .reason = json_get_text(reason, "reason", finding->plain),
        .follows = json_get_bool(reason, "follows", false),
    };
    add_evidence(finding, reason, d);
}

static char *minutes_text(struct arena *a, int minutes)
{
    return arena_printf(a, "%d min a day", minutes);
}

static char *whole_topic(struct arena *a, const struct plan_topic *topic)
{
    return arena_printf(a, "%d min a day, priority %d: %s", topic->daily_minutes, topic->priority,
                        topic->description);
}

/* The place of a topic among those that both sides have, 1 = highest: adding or dropping others moves nobody.
 */
static int common_rank(const struct plan_topic *in, size_t in_n, const struct plan_topic *other,
                       size_t other_n, const struct plan_topic *topic)
{
    int rank = 1;
    for (size_t i = 0; i < in_n; i++)
        if (in[i].priority < topic->priority && topic_by_id(other, other_n, in[i].topic))
            rank++;
    return rank;
}

/* What stands before a topic, of those that both sides have: for a place that has the same number on both. */
static const char *place_of(struct arena *a, const struct plan_topic *in, size_t in_n,
                            const struct plan_topic *other, size_t other_n, const struct plan_topic *topic)
{
    const struct plan_topic *before = NULL;
    for (size_t i = 0; i < in_n; i++)
        if (in[i].priority < topic->priority && topic_by_id(other, other_n, in[i].topic) &&
            (!before || in[i].priority > before->priority))
            before = &in[i];
    if (!before)
        return "first of those that stay";
    return arena_printf(a, "behind %s", before->name);
}

static void compare_priority(struct finding *finding, const struct plan *base,
                             const struct proposal *proposal, const struct plan_topic *old,
                             const struct plan_topic *now)
{
    struct arena *a = finding->arena;
    const int before = common_rank(base->topics, base->topics_n, proposal->topics, proposal->topics_n, old);
    const int after = common_rank(proposal->topics, proposal->topics_n, base->topics, base->topics_n, now);
    const char *from = arena_printf(a, "priority %d", old->priority),
               *to = arena_printf(a, "priority %d", now->priority);
    if (old->priority == now->priority) {
        from = place_of(a, base->topics, base->topics_n, proposal->topics, proposal->topics_n, old);
        to = place_of(a, proposal->topics, proposal->topics_n, base->topics, base->topics_n, now);
    }
    if (before != after && !text_equal(from, to))
        add(finding, DIFF_PRIORITY, now->topic, now->name, from, to);
}

static void compare_topic(struct finding *finding, const struct plan *base, const struct proposal *proposal,
                          const struct plan_topic *old, const struct plan_topic *now)
{
    struct arena *a = finding->arena;
    if (old->daily_minutes != now->daily_minutes)
        add(finding, DIFF_MINUTES, now->topic, now->name, minutes_text(a, old->daily_minutes),
            minutes_text(a, now->daily_minutes));
    compare_priority(finding, base, proposal, old, now);
    if (!text_equal(old->name, now->name) || !text_equal(old->description, now->description) ||
        !text_equal(old->outcome, now->outcome) || !text_equal(old->prescription, now->prescription))
        add(finding, DIFF_WORDS, now->topic, now->name,
            arena_printf(a, "%s: %s (%s; %s)", old->name, old->description, old->outcome, old->prescription),
            arena_printf(a, "%s: %s (%s; %s)", now->name, now->description, now->outcome, now->prescription));
}

static char *overview_text(struct arena *a, const struct overview *overview)
{
    return arena_printf(a, "%s, %d weeks", overview->target_role, overview->time_horizon_weeks);
}

void difference_find(struct arena *a, const struct plan *base, const struct proposal *proposal,
                     const json *reasons, const json *evidence_ids, const char *plain,
                     struct difference **out, size_t *n)
{
    struct finding f = {
        .arena = a,
        .reasons = reasons,
        .evidence_ids = evidence_ids,
        .plain = plain,
        .list = arena_array(a, MOST_DIFFERENCES, sizeof *f.list),
    };
    if (base && (!text_equal(base->overview.target_role, proposal->overview.target_role) ||
                 base->overview.time_horizon_weeks != proposal->overview.time_horizon_weeks))
        add(&f, DIFF_OVERVIEW, (struct id){0}, overview_name, overview_text(a, &base->overview),
            overview_text(a, &proposal->overview));
    for (size_t i = 0; i < proposal->topics_n; i++) {
        const struct plan_topic *now = &proposal->topics[i];
        const struct plan_topic *old = NULL;
        if (base)
            old = by_own_id(base, now);
        if (old)
            compare_topic(&f, base, proposal, old, now);
        else
            add(&f, DIFF_ADDED, (struct id){0}, now->name, "", whole_topic(a, now));
    }
    for (size_t i = 0; base && i < base->topics_n; i++)
        if (!topic_by_id(proposal->topics, proposal->topics_n, base->topics[i].topic))
            add(&f, DIFF_DROPPED, base->topics[i].topic, base->topics[i].name,
                whole_topic(a, &base->topics[i]), "");
    *out = f.list;
    *n = f.n;
}

bool difference_is_rationale(const struct difference *difference)
{
    return difference->kind == DIFF_OVERVIEW && text_equal(difference->name, rationale_name);
}

bool difference_is_beside(const struct difference *difference)
{
    return difference->kind == DIFF_OVERVIEW && !text_equal(difference->name, overview_name);
}

void difference_add_rationale(struct arena *a, const struct plan *base, struct proposal *proposal,
                              const char *plain)
{
    const char *from = base ? text_or(base->overview.rationale, "") : "";
    const char *to = text_or(proposal->overview.rationale, "");
    if (!base || text_equal(from, to))
        return;
    difference_add(a, proposal,
                   &(struct difference){.name = rationale_name, .from = from, .to = to, .reason = plain});
}

void difference_add(struct arena *a, struct proposal *proposal, const struct difference *difference)
{
    const size_t n = proposal->differences_n;
    struct difference *list = arena_array(a, n + 1, sizeof *list);
    if (n == MOST_DIFFERENCES)
        return;
    for (size_t i = 0; i < n; i++)
        list[i] = proposal->differences[i];
    list[n] = *difference;
    list[n].number = (int)n + 1;
    list[n].kind = DIFF_OVERVIEW;
    proposal->differences = list;
    proposal->differences_n = n + 1;
}

/* One that adds a topic, and one of the overview, knows what it is about by name only. */
static bool is_about(const struct difference *difference, struct id topic, const char *name)
{
    if (difference->kind == DIFF_ADDED || difference->kind == DIFF_OVERVIEW)
        return same_name(difference->name, name);
    return id_equal(difference->topic, topic);
}

static bool taken(const struct proposal *proposal, const bool *take, enum difference_kind kind,
                  struct id topic, const char *name)
{
    for (size_t i = 0; i < proposal->differences_n; i++) {
        const struct difference *d = &proposal->differences[i];
        if (d->kind == kind && take[i] && is_about(d, topic, name))
            return true;
    }
    return false;
}

bool difference_takes(const struct proposal *proposal, const bool *take, const char *name)
{
    for (size_t i = 0; i < proposal->differences_n; i++) {
        const struct difference *d = &proposal->differences[i];
        if (d->kind == DIFF_OVERVIEW && text_equal(d->name, name))
            return take[i];
    }
    return true;
}

/* An old topic with what was taken of its changes; its place follows later. */
static struct plan_topic old_topic(const struct proposal *proposal, const bool *take,
                                   const struct plan_topic *old, bool *moved)
{
    struct plan_topic t = *old;
    const struct plan_topic *now = topic_by_id(proposal->topics, proposal->topics_n, old->topic);
    *moved = now && taken(proposal, take, DIFF_PRIORITY, old->topic, old->name);
    if (!now)
        return t;
    if (taken(proposal, take, DIFF_MINUTES, old->topic, old->name))
        t.daily_minutes = now->daily_minutes;
    if (taken(proposal, take, DIFF_WORDS, old->topic, old->name)) {
        t.name = now->name;
        t.description = now->description;
        t.outcome = now->outcome;
        t.prescription = now->prescription;
    }
    if (*moved)
        t.priority = now->priority;
    return t;
}

static int by_priority(const void *left, const void *right)
{
    const struct plan_topic *a = left, *b = right;
    return (a->priority > b->priority) - (a->priority < b->priority);
}

/* Puts a topic at the place that its priority says, the others give way. */
static void insert(struct plan *plan, struct plan_topic topic)
{
    const size_t at = (size_t)num_clamp(topic.priority - 1, 0, (int64_t)plan->topics_n);
    memmove(&plan->topics[at + 1], &plan->topics[at], (plan->topics_n - at) * sizeof topic);
    plan->topics[at] = topic;
    plan->topics_n++;
}

/* Topics that stay where they are keep their order; those moved or added go in from the highest place to the
 * lowest, so that taking everything gives the proposal's own order. */
static void order_topics(struct arena *a, const struct plan *base, const struct proposal *proposal,
                         const bool *take, struct plan *out)
{
    const size_t base_n = base ? base->topics_n : 0;
    struct plan_topic *placed = arena_array(a, base_n + proposal->topics_n + 1, sizeof *placed);
    size_t n = 0;
    out->topics = arena_array(a, base_n + proposal->topics_n + 1, sizeof *out->topics);
    for (size_t i = 0; i < base_n; i++) {
        bool moved;
        const struct plan_topic t = old_topic(proposal, take, &base->topics[i], &moved);
        if (taken(proposal, take, DIFF_DROPPED, t.topic, NULL))
            continue;
        if (moved)
            placed[n++] = t;
        else
            out->topics[out->topics_n++] = t;
    }
    qsort(out->topics, out->topics_n, sizeof *out->topics, by_priority);
    for (size_t i = 0; i < proposal->topics_n; i++)
        if ((!base || !by_own_id(base, &proposal->topics[i])) &&
            taken(proposal, take, DIFF_ADDED, (struct id){0}, proposal->topics[i].name))
            placed[n++] = proposal->topics[i];
    qsort(placed, n, sizeof *placed, by_priority);
    for (size_t i = 0; i < n; i++)
        insert(out, placed[i]);
}

static bool takes_rationale(const struct proposal *proposal, const bool *take)
{
    bool all = true;
    for (size_t i = 0; i < proposal->differences_n; i++) {
        if (difference_is_rationale(&proposal->differences[i]))
            return take[i];
        all = all && take[i];
    }
    return all;
}

void difference_apply(struct arena *a, const struct plan *base, const struct proposal *proposal,
                      const bool *take, struct plan *out)
{
    *out = (struct plan){.overview = proposal->overview};
    if (base && !takes_rationale(proposal, take))
        out->overview.rationale = base->overview.rationale;
    if (base && !taken(proposal, take, DIFF_OVERVIEW, (struct id){0}, overview_name)) {
        out->overview.target_role = base->overview.target_role;
        out->overview.time_horizon_weeks = base->overview.time_horizon_weeks;
    }
    order_topics(a, base, proposal, take, out);
    out->overview.total_daily_minutes = 0;
    for (size_t i = 0; i < out->topics_n; i++) {
        out->topics[i].priority = (int)i + 1;
        out->overview.total_daily_minutes += out->topics[i].daily_minutes;
    }
}
