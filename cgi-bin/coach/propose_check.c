#include "coach/propose_inner.h"

#include "base/num.h"
#include "base/text.h"
#include "library/prescription.h"

enum { MOST_TOPICS = 12, DAY_MINUTES = 1440 };

static enum err check_topic(struct arena *a, const struct plan_topic *topic, const char **why)
{
    const char *bad = NULL;
    struct prescription p;
    const char *where;
    if (text_blank(topic->name))
        bad = "has no name";
    else if (text_words(topic->name) > 3)
        bad = "has a name of more than three words";
    else if (text_words(topic->description) > 20)
        bad = "has a description of more than twenty words";
    else if (text_words(topic->outcome) > 15)
        bad = "has an expected outcome of more than fifteen words";
    else if (topic->daily_minutes < 1 || topic->daily_minutes > 600)
        bad = "needs between 1 and 600 minutes a day";
    else if (!text_blank(topic->prescription) && prescription_parse(a, topic->prescription, &p, &where) != OK)
        bad = arena_printf(a, "has a session shape that can't be read: %s", where);
    if (!bad)
        return OK;
    *why = arena_printf(a, "The topic “%s” %s.", topic->name, bad);
    return ERR_INPUT;
}

enum err propose_check(struct arena *a, const struct overview *overview, const struct plan_topic *topics,
                       size_t n, const char **why)
{
    if (n == 0 || n > MOST_TOPICS) {
        *why = "A plan has between one and twelve topics.";
        return ERR_INPUT;
    }
    if (text_words(overview->rationale) > 60) {
        *why = "The rationale has more than sixty words.";
        return ERR_INPUT;
    }
    if (overview->time_horizon_weeks < 1 || overview->time_horizon_weeks > 104) {
        *why = "A plan spans between 1 and 104 weeks.";
        return ERR_INPUT;
    }
    int minutes = 0;
    for (size_t i = 0; i < n; i++) {
        const enum err e = check_topic(a, &topics[i], why);
        if (e != OK)
            return e;
        minutes += topics[i].daily_minutes;
        for (size_t k = 0; k < i; k++) {
            if (text_equal(text_fold(a, topics[i].name), text_fold(a, topics[k].name))) {
                *why = arena_printf(a, "The topic “%s” stands in the plan twice.", topics[i].name);
                return ERR_INPUT;
            }
        }
    }
    if (minutes <= DAY_MINUTES)
        return OK;
    *why = "The topics take more minutes than a day has.";
    return ERR_INPUT;
}

void propose_rank(struct overview *overview, struct plan_topic *topics, size_t n)
{
    for (size_t i = 1; i < n; i++) { /* insertion sort: at most twelve, and equal ones keep their order */
        const struct plan_topic t = topics[i];
        size_t k = i;
        for (; k > 0 && topics[k - 1].priority > t.priority; k--)
            topics[k] = topics[k - 1];
        topics[k] = t;
    }
    overview->total_daily_minutes = 0;
    for (size_t i = 0; i < n; i++) {
        topics[i].priority = (int)i + 1;
        overview->total_daily_minutes += topics[i].daily_minutes;
    }
}

enum err propose_complete(struct arena *a, struct plan_topic *topics, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        enum err e = OK;
        if (id_none(topics[i].topic))
            e = id_new(&topics[i].topic);
        if (e != OK)
            return e;
        if (!topics[i].key)
            topics[i].key = "";
        if (text_blank(topics[i].prescription)) {
            const struct prescription p = prescription_make(topics[i].daily_minutes * 60, 4 * 60, MIXED);
            topics[i].prescription = prescription_text(a, &p);
        }
    }
    return OK;
}

void propose_hold(struct overview *overview, struct plan_topic *topics, size_t n, int minutes)
{
    int64_t before = 0, given = 0;
    for (size_t i = 0; i < n; i++)
        before += topics[i].daily_minutes;
    if (before < 1 || minutes < (int)n || before == minutes)
        return;
    for (size_t i = 0; i < n; i++) {
        const int64_t left = (int64_t)(n - i - 1),
                      share = topics[i].daily_minutes * (int64_t)minutes / before;
        topics[i].daily_minutes = (int)num_clamp(share, 1, minutes - given - left);
        if (left == 0)
            topics[i].daily_minutes = (int)(minutes - given);
        given += topics[i].daily_minutes;
    }
    overview->total_daily_minutes = minutes;
}
