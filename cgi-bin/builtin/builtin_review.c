#include "base/clock.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin.h"
#include "builtin/builtin_modes.h"
#include "builtin/builtin_review_say.h"
#include <math.h>
#include <string.h>

/* Proposes a change only with evidence, marks of two days at least, and not again within days of the last: a
 * topic that stays weak gets minutes from one that is strong or ranks last; when all goes well, one that is
 * known through and through shares its minutes with what the role asks next. Else the plan stands, and it is
 * said why. */

enum {
    MOST_REASONS = 3,
    TOO_LATE_TO_ADD = 6, /* days before the interview */
    LEAST_MINUTES = 5,
    LEAST_MOVE = 2, /* minutes a day: less is no change to speak of */
    MOST_MOVE = 5,
    REASON_WORDS = 25,
    SUMMARY_WORDS = 80
};
static const double weak_mean = 5.0, strong_mean = 7.5, known_mean = 8.5;

static const struct review_topic *weakest(const struct review_weighing *weighing)
{
    const struct review_topic *weak = NULL;
    for (size_t i = 0; i < weighing->n; i++) {
        const struct review_topic *s = &weighing->s[i];
        if (builtin_weigh_evidence(s) && s->mean <= weak_mean && !builtin_weigh_rises(s) &&
            (!weak || s->mean < weak->mean))
            weak = s;
    }
    return weak;
}

static bool is_strong(const struct review_topic *topic)
{
    return builtin_weigh_evidence(topic) && topic->mean >= strong_mean;
}

/* Who gives: the strongest with evidence, else the last in the ranking that can; never one that would be left
 * with too little. */
static const struct review_topic *giver(const struct review_weighing *weighing, const struct review_topic *to)
{
    const struct review_topic *g = NULL, *last = NULL;
    for (size_t i = 0; i < weighing->n; i++) {
        const struct review_topic *s = &weighing->s[i];
        if (s == to || s->minutes < LEAST_MINUTES + LEAST_MOVE)
            continue;
        if (is_strong(s) && (!g || s->mean > g->mean))
            g = s;
        if (!last || s->priority > last->priority)
            last = s;
    }
    if (g)
        return g;
    return last;
}

/* The topic that is known through and through, with minutes to share. */
static const struct review_topic *known_best(const struct review_weighing *weighing)
{
    const struct review_topic *best = NULL;
    for (size_t i = 0; i < weighing->n; i++) {
        const struct review_topic *s = &weighing->s[i];
        if (!s->mock && s->sessions < 2) /* first everything of the plan has its turn */
            return NULL;
        if (builtin_weigh_evidence(s) && s->marks == REVIEW_LOOKED && s->mean >= known_mean &&
            s->minutes >= 2 * LEAST_MINUTES && (!best || s->mean > best->mean))
            best = s;
    }
    return best;
}

static bool in_plan(const struct review_weighing *weighing, const struct library_topic *topic)
{
    for (size_t i = 0; i < weighing->n; i++)
        if (text_equal(weighing->s[i].key, topic->key) || text_equal(weighing->s[i].name, topic->name))
            return true;
    return false;
}

/* What the role asks next and the plan does not have: the heaviest of the families that it is made of. */
static const struct library_topic *next_topic(const struct review_weighing *weighing)
{
    const struct library_topic *next = NULL;
    for (size_t i = 0; i < weighing->n; i++) {
        const struct library_family *f = library_family_of(weighing->library, weighing->s[i].key);
        const bool own = f && !text_equal(f->key, "behavioural");
        for (size_t k = 0; f && k < f->topics_n; k++)
            if (!in_plan(weighing, &f->topics[k]) && own && (!next || f->topics[k].weight > next->weight))
                next = &f->topics[k];
    }
    return next;
}

/* ---- a change ---- */

struct proposing {
    json *plan, *topics, *changes, *reasons;
};

static struct proposing propose(const struct review_weighing *weighing)
{
    struct arena *a = weighing->arena;
    struct proposing p = {.plan = json_copy(a, json_get(weighing->in, "plan")),
                          .changes = json_new_array(a),
                          .reasons = json_new_array(a)};
    p.topics = json_get(p.plan, "plan_topics");
    for (size_t i = 0; i < json_len(p.topics); i++)
        json_drop(json_at(p.topics, i), "topic_id");
    return p;
}

static void add_change(const struct review_weighing *weighing, struct proposing *proposing, const char *topic,
                       const char *what, const char *reason, const struct review_topic *evidence)
{
    struct arena *a = weighing->arena;
    json *one = json_new_object(a), *refs = json_new_array(a);
    for (int i = 0; i < evidence->marks; i++)
        json_add_text(a, refs, evidence->refs[i]);
    json_put_text(a, one, "topic", topic);
    json_put_text(a, one, "what", what);
    json_put_text(a, one, "reason", text_head_words(a, reason, REASON_WORDS));
    json_put(a, one, "evidence", refs);
    json_add(a, proposing->changes, one);
    json_add_text(a, proposing->reasons,
                  text_head_words(a, arena_printf(a, "%s: %s", topic, reason), REASON_WORDS));
}

static void move_minutes(const struct review_weighing *weighing, struct proposing *proposing,
                         const struct review_topic *topic, int by)
{
    for (size_t i = 0; i < json_len(proposing->topics); i++)
        if (text_equal(json_get_text(json_at(proposing->topics, i), "name", ""), topic->name))
            json_put_int(weighing->arena, json_at(proposing->topics, i), "daily_study_minutes",
                         topic->minutes + by);
}

static json *proposed(const struct review_weighing *weighing, const struct proposing *proposing,
                      const char *summary)
{
    struct arena *a = weighing->arena;
    json *answer = json_new_object(a);
    json_put_text(a, answer, "verdict", "change");
    json_put_text(a, answer, "summary", text_head_words(a, summary, SUMMARY_WORDS));
    json_put(a, answer, "reasons", proposing->reasons);
    json_put(a, answer, "plan_overview", json_get(proposing->plan, "plan_overview"));
    json_put(a, answer, "plan_topics", proposing->topics);
    json_put(a, answer, "changes", proposing->changes);
    return answer;
}

/* What is said of two topics, and of the minutes that move. */
static const char *say(const struct review_weighing *weighing, enum sentence which,
                       const struct review_topic *topic, const struct review_topic *other, int minutes)
{
    struct arena *a = weighing->arena;
    return SAY(library_sentences(weighing->library), a, which, {"topic", topic->name},
               {"mean", num_decimal(a, topic->mean)}, {"marks", num_text(a, topic->marks)},
               {"daily", num_text(a, topic->minutes)}, {"other", other->name},
               {"minutes", num_text(a, minutes)});
}

static enum sentence why_from(const struct review_weighing *weighing, const struct review_topic *from)
{
    if (is_strong(from))
        return SAY_REVIEW_CAN_REST;
    if (from->priority == (int)weighing->n)
        return SAY_REVIEW_RANKS_LAST;
    return SAY_REVIEW_CAN_SPARE;
}

static json *more_for_the_weak(const struct review_weighing *weighing, const struct review_topic *weak,
                               const struct review_topic *from)
{
    struct proposing p = propose(weighing);
    const int by = (int)num_clamp(from->minutes / 3, LEAST_MOVE, MOST_MOVE);
    move_minutes(weighing, &p, weak, by);
    move_minutes(weighing, &p, from, -by);
    add_change(weighing, &p, weak->name, "minutes", say(weighing, SAY_REVIEW_MORE_ROOM, weak, weak, by),
               weak);
    add_change(weighing, &p, from->name, "minutes", say(weighing, why_from(weighing, from), from, from, by),
               from->marks ? from : weak);
    return proposed(weighing, &p, say(weighing, SAY_REVIEW_SUGGEST_MORE, weak, from, by));
}

static json *room_for_another(const struct review_weighing *weighing, const struct review_topic *known,
                              const struct library_topic *next)
{
    struct arena *a = weighing->arena;
    struct proposing p = propose(weighing);
    const int minutes = known->minutes / 2;
    json *one = json_new_object(a);
    move_minutes(weighing, &p, known, -minutes);
    json_put_text(a, one, "name", next->name);
    json_put_text(a, one, "description", next->description);
    json_put_int(a, one, "priority", (int64_t)json_len(p.topics) + 1);
    json_put_int(a, one, "daily_study_minutes", minutes);
    json_put_text(a, one, "expected_outcome", next->outcome);
    json_put_text(a, one, "key", next->key);
    json_put_text(a, one, "prescription", next->session);
    json_add(a, p.topics, one);
    add_change(weighing, &p, next->name, "added", say(weighing, SAY_REVIEW_ASKED_TOO, known, known, minutes),
               known);
    add_change(weighing, &p, known->name, "minutes", say(weighing, SAY_REVIEW_HALF, known, known, minutes),
               known);
    return proposed(weighing, &p,
                    SAY(library_sentences(weighing->library), a, SAY_REVIEW_SUGGEST_NEW,
                        {"topic", known->name}, {"mean", num_decimal(a, known->mean)},
                        {"marks", num_text(a, known->marks)}, {"minutes", num_text(a, minutes)},
                        {"new", next->name}));
}

/* ---- the plan stands ---- */

/* Reasons: of what was practised last, since the rest is as it was. */
static json *stands(const struct review_weighing *weighing)
{
    struct arena *a = weighing->arena;
    json *answer = json_new_object(a), *reasons = json_new_array(a);
    for (size_t i = 0; i < weighing->n && json_len(reasons) < MOST_REASONS; i++)
        if (weighing->s[i].marks && weighing->s[i].last == weighing->last)
            json_add_text(
                a, reasons,
                text_head_words(a, builtin_review_say_reason(weighing, &weighing->s[i]), REASON_WORDS));
    if (json_len(reasons) == 0)
        json_add_text(a, reasons,
                      sentences_count(library_sentences(weighing->library), SAY_REVIEW_NO_REASON,
                                      (long)json_len(weighing->attempts) + 1));
    json_put_text(a, answer, "verdict", "stands");
    json_put_text(a, answer, "summary",
                  text_head_words(a, builtin_review_say_summary(weighing), SUMMARY_WORDS));
    json_put(a, answer, "reasons", reasons);
    return answer;
}

json *builtin_review(const struct builtin *coach, struct arena *a, const json *in)
{
    const struct library *l = coach->library;
    struct review_weighing w = {.library = l,
                                .arena = a,
                                .in = in,
                                .attempts = json_get(in, "attempts"),
                                .days_left = (int)json_get_int(in, "days_left", -1),
                                .declined = json_get_bool(in, "last_declined", false),
                                .since_proposal = (int)json_get_int(in, "days_since_proposal", -1)};
    if (clock_parse_date(json_get_text(in, "today", ""), &w.today) != OK)
        w.today = 0;
    builtin_weigh_all(&w);
    const struct review_topic *weak = weakest(&w), *from = NULL;
    if (weak)
        from = giver(&w, weak);
    if (!from)
        w.stuck = weak;
    int quiet = REVIEW_QUIET;
    if (w.declined)
        quiet = REVIEW_DECLINED;
    if ((w.since_proposal >= 0 && w.since_proposal < quiet) || w.today - w.last >= 2)
        return stands(&w);
    if (from)
        return more_for_the_weak(&w, weak, from);
    if (weak || w.n >= REVIEW_TOPICS || (w.days_left >= 0 && w.days_left < TOO_LATE_TO_ADD))
        return stands(&w);
    const struct review_topic *known = known_best(&w);
    const struct library_topic *next = next_topic(&w);
    if (!known || !next)
        return stands(&w);
    return room_for_another(&w, known, next);
}
