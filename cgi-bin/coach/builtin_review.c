#include "base/text.h"
#include "coach/builtin_modes.h"
#include <string.h>

/* Proposes a change only with evidence: a topic whose last marks are weak gets minutes from one that is
 * strong, or from the one that matters least. */

enum { LEAST_EVIDENCE = 2, STRONG_EVIDENCE = 3, LOOKED_AT = 6, MOST_TOPICS = 12 };
static const double weak_mean = 5.0, strong_mean = 7.5;

struct standing {
    const char *name;
    int minutes, priority;
    int marks; /* of the last LOOKED_AT */
    double mean;
    const char *refs[LOOKED_AT];
};

static void weigh(const json *attempts, struct standing *s)
{
    double sum = 0;
    for (size_t i = json_len(attempts); i > 0 && s->marks < LOOKED_AT; i--) { /* newest last */
        const json *t = json_at(attempts, i - 1);
        if (!text_equal(json_get_text(t, "topic", ""), s->name))
            continue;
        sum += (double)json_get_int(t, "score", 0);
        s->refs[s->marks++] = json_get_text(t, "ref", "");
    }
    s->mean = s->marks ? sum / s->marks : 0;
}

static const struct standing *weakest(const struct standing *s, size_t n)
{
    const struct standing *w = NULL;
    for (size_t i = 0; i < n; i++)
        if (s[i].marks >= LEAST_EVIDENCE && s[i].mean <= weak_mean && (!w || s[i].mean < w->mean))
            w = &s[i];
    return w;
}

/* Who gives: the strongest with evidence, else the one of lowest priority; never one that would be left with
 * nothing. */
static const struct standing *giver(const struct standing *s, size_t n, const struct standing *to)
{
    const struct standing *g = NULL;
    for (size_t i = 0; i < n; i++)
        if (&s[i] != to && s[i].minutes > 5 && s[i].marks >= STRONG_EVIDENCE && s[i].mean >= strong_mean &&
            (!g || s[i].mean > g->mean))
            g = &s[i];
    for (size_t i = 0; i < n && !g; i++)
        if (&s[i] != to && s[i].minutes > 5 && s[i].priority == (int)n)
            g = &s[i];
    for (size_t i = n; i > 0 && !g; i--)
        if (&s[i - 1] != to && s[i - 1].minutes > 5)
            g = &s[i - 1];
    return g;
}

static void add_change(struct arena *a, json *list, const struct standing *s, const char *what,
                       const char *reason, const struct standing *evidence)
{
    json *one = json_new_object(a), *refs = json_new_array(a);
    for (int i = 0; i < evidence->marks; i++)
        json_add_text(a, refs, evidence->refs[i]);
    json_put_text(a, one, "topic", s->name);
    json_put_text(a, one, "what", what);
    json_put_text(a, one, "reason", text_head_words(a, reason, 25));
    json_put(a, one, "evidence", refs);
    json_add(a, list, one);
}

/* The weak topic moves up to the front; everybody else keeps their order. */
static void rank(struct arena *a, const json *topics, const struct standing *first)
{
    int next = 2;
    for (int p = 1; p <= (int)json_len(topics); p++)
        for (size_t i = 0; i < json_len(topics); i++) {
            json *t = json_at(topics, i);
            if (json_get_int(t, "was", 0) != p)
                continue;
            const bool is_first = text_equal(json_get_text(t, "name", ""), first->name);
            json_put_int(a, t, "priority", is_first ? 1 : next++);
        }
    for (size_t i = 0; i < json_len(topics); i++)
        json_drop(json_at(topics, i), "was");
}

static json *change(struct arena *a, const json *in, const struct standing *weak, const struct standing *from)
{
    json *plan = json_copy(a, json_get(in, "plan")), *answer = json_new_object(a),
         *changes = json_new_array(a), *reasons = json_new_array(a);
    const json *topics = json_get(plan, "plan_topics");
    int moved = from->minutes >= 15 ? 5 : from->minutes / 3;
    moved = moved < 1 ? 1 : moved;
    const bool moves_up = weak->priority > 1;
    for (size_t i = 0; i < json_len(topics); i++) {
        json *t = json_at(topics, i);
        const char *name = json_get_text(t, "name", "");
        const int64_t minutes = json_get_int(t, "daily_study_minutes", 0);
        json_drop(t, "topic_id");
        json_put_int(a, t, "was", json_get_int(t, "priority", 0));
        if (text_equal(name, weak->name))
            json_put_int(a, t, "daily_study_minutes", minutes + moved);
        else if (text_equal(name, from->name))
            json_put_int(a, t, "daily_study_minutes", minutes - moved);
    }
    if (moves_up)
        rank(a, topics, weak);
    else
        for (size_t i = 0; i < json_len(topics); i++)
            json_drop(json_at(topics, i), "was");
    const char *why_more =
        arena_printf(a, "Your last %d marks here average %.1f: practice pays most where it is hardest.",
                     weak->marks, weak->mean);
    const char *why_less =
        from->marks >= STRONG_EVIDENCE && from->mean >= strong_mean
            ? arena_printf(a, "Your last %d marks here average %.1f: it can rest a little.", from->marks,
                           from->mean)
            : "It matters least in your plan, so it gives the minutes.";
    add_change(a, changes, weak, "minutes", why_more, weak);
    add_change(a, changes, from, "minutes", why_less, from->marks ? from : weak);
    if (moves_up)
        for (size_t i = 0; i < json_len(topics); i++) { /* everybody it passes moves with it */
            const struct standing moved_topic = {.name = json_get_text(json_at(topics, i), "name", "")};
            const bool itself = text_equal(moved_topic.name, weak->name);
            add_change(a, changes, &moved_topic, "priority",
                       itself ? "It moves to the front until the marks rise."
                              : arena_printf(a, "%s goes first until its marks rise.", weak->name),
                       weak);
        }
    json_add_text(a, reasons, text_head_words(a, arena_printf(a, "%s: %s", weak->name, why_more), 25));
    json_add_text(a, reasons, text_head_words(a, arena_printf(a, "%s: %s", from->name, why_less), 25));
    json_put_text(a, answer, "verdict", "change");
    json_put_text(
        a, answer, "summary",
        text_head_words(a,
                        arena_printf(a,
                                     "%s needs more of your time: I suggest %d minutes a day more for it, "
                                     "taken from %s. The day stays as long as it was. It is your decision.",
                                     weak->name, moved, from->name),
                        80));
    json_put(a, answer, "reasons", reasons);
    json_put(a, answer, "plan_overview", json_get(plan, "plan_overview"));
    json_put(a, answer, "plan_topics", json_get(plan, "plan_topics"));
    json_put(a, answer, "changes", changes);
    return answer;
}

static json *stands(struct arena *a, const json *in, const struct standing *s, size_t n)
{
    json *answer = json_new_object(a), *reasons = json_new_array(a);
    const size_t marked = json_len(json_get(in, "attempts"));
    for (size_t i = 0; i < n && json_len(reasons) < 3; i++)
        if (s[i].marks >= LEAST_EVIDENCE)
            json_add_text(
                a, reasons,
                arena_printf(a, "%s: your last %d marks average %.1f.", s[i].name, s[i].marks, s[i].mean));
    if (json_len(reasons) == 0)
        json_add_text(a, reasons,
                      marked ? "There are too few marked answers on any one topic to change anything yet."
                             : "There are no marked answers yet to judge by.");
    json_put_text(a, answer, "verdict", "stands");
    json_put_text(a, answer, "summary",
                  marked ? "The plan stands: nothing in your marks asks for a change today."
                         : "The plan stands. After a few answers there will be something to weigh.");
    json_put(a, answer, "reasons", reasons);
    return answer;
}

json *builtin_review(const struct library *l, struct arena *a, const json *in)
{
    (void)l;
    const json *topics = json_get(json_get(in, "plan"), "plan_topics"), *attempts = json_get(in, "attempts");
    struct standing s[MOST_TOPICS] = {{0}};
    size_t n = 0;
    for (; n < json_len(topics) && n < MOST_TOPICS; n++) {
        const json *t = json_at(topics, n);
        s[n] = (struct standing){.name = json_get_text(t, "name", ""),
                                 .minutes = (int)json_get_int(t, "daily_study_minutes", 0),
                                 .priority = (int)json_get_int(t, "priority", 0)};
        weigh(attempts, &s[n]);
    }
    const struct standing *weak = weakest(s, n);
    const struct standing *from = weak ? giver(s, n, weak) : NULL;
    return from ? change(a, in, weak, from) : stands(a, in, s, n);
}
