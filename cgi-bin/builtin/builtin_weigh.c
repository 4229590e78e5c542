#include "builtin/builtin_weigh.h"
#include "base/num.h"
#include "base/text.h"

static const double a_rise = 1.0;

static void weigh(struct review_weighing *weighing, struct review_topic *topic)
{
    double sum = 0, newest = 0;
    clock_day before = 0;
    for (size_t i = json_len(weighing->attempts); i > 0 && topic->marks < REVIEW_LOOKED;
         i--) { /* newest last */
        const json *t = json_at(weighing->attempts, i - 1);
        clock_day day = 0;
        if (!text_equal(json_get_text(t, "topic", ""), topic->name))
            continue;
        const double score = (double)json_get_int(t, "score", 0);
        sum += score;
        if (topic->marks < REVIEW_RECENT)
            newest += score;
        if (clock_parse_date(json_get_text(t, "day", ""), &day) == OK && (topic->marks == 0 || day != before))
            topic->days++;
        if (topic->marks == 0)
            topic->last = day;
        before = day;
        topic->scores[topic->marks] = (int)score;
        topic->refs[topic->marks++] = json_get_text(t, "ref", "");
    }
    const int n = topic->marks, recent = (int)num_clamp(n, 0, REVIEW_RECENT);
    topic->mean = num_share(sum, n);
    topic->newest = num_share(newest, recent);
    topic->older = topic->newest;
    if (n > recent)
        topic->older = (sum - newest) / (n - recent);
}

static int sessions_of(const json *progress, const char *name)
{
    for (size_t i = 0; i < json_len(progress); i++)
        if (text_equal(json_get_text(json_at(progress, i), "name", ""), name))
            return (int)json_get_int(json_at(progress, i), "sessions", 0);
    return 0;
}

void builtin_weigh_all(struct review_weighing *weighing)
{
    const json *topics = json_get(json_get(weighing->in, "plan"), "plan_topics");
    for (; weighing->n < json_len(topics) && weighing->n < REVIEW_TOPICS; weighing->n++) {
        const json *t = json_at(topics, weighing->n);
        struct review_topic *s = &weighing->s[weighing->n];
        *s = (struct review_topic){.name = json_get_text(t, "name", ""),
                                   .key = json_get_text(t, "key", ""),
                                   .minutes = (int)json_get_int(t, "daily_study_minutes", 0),
                                   .priority = (int)json_get_int(t, "priority", 0)};
        s->sessions = sessions_of(json_get(weighing->in, "progress"), s->name);
        s->mock = library_mock_family(weighing->library, s->key) != NULL;
        weigh(weighing, s);
        if (s->last > weighing->last)
            weighing->last = s->last;
    }
}

bool builtin_weigh_evidence(const struct review_topic *topic)
{
    return topic->marks >= REVIEW_MARKS && topic->days >= REVIEW_DAYS && !topic->mock;
}

bool builtin_weigh_rises(const struct review_topic *topic)
{
    return topic->newest >= topic->older + a_rise;
}
