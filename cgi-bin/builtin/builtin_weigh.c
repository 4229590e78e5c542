#include "builtin/builtin_weigh.h"
#include "base/num.h"
#include "base/text.h"

static const double a_rise = 1.0;

static void weigh(struct review_weighing *w, struct review_topic *s)
{
    double sum = 0, newest = 0;
    clock_day before = 0;
    for (size_t i = json_len(w->attempts); i > 0 && s->marks < REVIEW_LOOKED; i--) { /* newest last */
        const json *t = json_at(w->attempts, i - 1);
        clock_day day = 0;
        if (!text_equal(json_get_text(t, "topic", ""), s->name))
            continue;
        const double score = (double)json_get_int(t, "score", 0);
        sum += score;
        if (s->marks < REVIEW_RECENT)
            newest += score;
        if (clock_parse_date(json_get_text(t, "day", ""), &day) == OK && (s->marks == 0 || day != before))
            s->days++;
        if (s->marks == 0)
            s->last = day;
        before = day;
        s->scores[s->marks] = (int)score;
        s->refs[s->marks++] = json_get_text(t, "ref", "");
    }
    const int n = s->marks, recent = (int)num_clamp(n, 0, REVIEW_RECENT);
    s->mean = num_share(sum, n);
    s->newest = num_share(newest, recent);
    s->older = s->newest;
    if (n > recent)
        s->older = (sum - newest) / (n - recent);
}

static int sessions_of(const json *progress, const char *name)
{
    for (size_t i = 0; i < json_len(progress); i++)
        if (text_equal(json_get_text(json_at(progress, i), "name", ""), name))
            return (int)json_get_int(json_at(progress, i), "sessions", 0);
    return 0;
}

void builtin_weigh_all(struct review_weighing *w)
{
    const json *topics = json_get(json_get(w->in, "plan"), "plan_topics");
    for (; w->n < json_len(topics) && w->n < REVIEW_TOPICS; w->n++) {
        const json *t = json_at(topics, w->n);
        struct review_topic *s = &w->s[w->n];
        *s = (struct review_topic){.name = json_get_text(t, "name", ""),
                                   .key = json_get_text(t, "key", ""),
                                   .minutes = (int)json_get_int(t, "daily_study_minutes", 0),
                                   .priority = (int)json_get_int(t, "priority", 0)};
        s->sessions = sessions_of(json_get(w->in, "progress"), s->name);
        s->mock = library_mock_family(w->library, s->key) != NULL;
        weigh(w, s);
        if (s->last > w->last)
            w->last = s->last;
    }
}

bool builtin_weigh_evidence(const struct review_topic *s)
{
    return s->marks >= REVIEW_MARKS && s->days >= REVIEW_DAYS && !s->mock;
}

bool builtin_weigh_rises(const struct review_topic *s)
{
    return s->newest >= s->older + a_rise;
}
