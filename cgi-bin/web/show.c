#include "web/show.h"
#include "base/text.h"
#include "coach/mark.h"
#include "web/maybe.h"

static const char *day_text(struct arena *a, clock_day day, clock_day today)
{
    if (day == today)
        return "Today";
    if (day == today + 1)
        return "Tomorrow";
    return clock_day_text(a, day);
}

/* All that a day has. */
static int day_minutes(const struct scheduled *all, size_t n, clock_day day)
{
    int minutes = 0;
    for (size_t i = 0; i < n; i++)
        if (all[i].day == day)
            minutes += all[i].minutes;
    return minutes;
}

json *show_schedule(struct arena *a, const struct scheduled *all, size_t n, clock_day today)
{
    json *list = json_new_array(a);
    const char *date = "", *day = "";
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
        const struct scheduled *s = &all[i];
        json *one = json_new_object(a);
        const bool new_day = i == 0 || all[i - 1].day != s->day;
        if (new_day) {
            date = clock_date_text(a, s->day);
            day = day_text(a, s->day, today);
        }
        json_put_text(a, one, "day", date);
        json_put_text(a, one, "day_text", day);
        json_put_bool(a, one, "new_day", new_day);
        json_put_int(a, one, "day_minutes", day_minutes(all, n, s->day));
        json_put_text(a, one, "topic_id", id_text(a, s->topic));
        json_put_text(a, one, "topic", s->topic_name);
        json_put_int(a, one, "minutes", s->minutes);
        json_put_text(a, one, "prescription", s->prescription);
        json_put_bool(a, one, "done", s->done);
        const bool can_start = !s->done && s->day == today;
        json_put_bool(a, one, "can_start", can_start);
        json_put_bool(a, one, "is_next", can_start && !begun);
        begun = begun || can_start;
        json_put_text(a, one, "why", s->why);
        json_add(a, list, one);
    }
    return list;
}

json *show_session(struct arena *a, const struct session *session, const char *zone)
{
    if (!session)
        return NULL;
    static const char *const how[] = {[SESSION_RUNNING] = "running",
                                      [SESSION_BY_HAND] = "by_hand",
                                      [SESSION_BY_CLOCK] = "by_clock",
                                      [SESSION_ABANDONED] = "abandoned"};
    json *one = json_new_object(a);
    json_put_text(a, one, "session_id", id_text(a, session->id));
    json_put_text(a, one, "topic_id", id_text(a, session->topic));
    json_put_text(a, one, "topic", session->topic_name);
    json_put_text(a, one, "prescription", session->prescription);
    json_put_int(a, one, "planned_seconds", session->planned_seconds);
    json_put_text(a, one, "planned_text", clock_span(a, session->planned_seconds));
    json_put_text(a, one, "started", clock_rfc3339(a, session->started));
    json_put_text(a, one, "started_text", clock_moment(a, session->started, zone));
    json_put_text(a, one, "ends", clock_rfc3339(a, session->started + session->planned_seconds));
    json_put_text(a, one, "ends_text", clock_hms(a, session->started + session->planned_seconds, zone));
    json_put_text(a, one, "ended", maybe_time(a, session->ended));
    json_put_text(a, one, "how_ended", how[session->how]);
    json_put_bool(a, one, "time_over",
                  !session->ended && clock_now() >= session->started + session->planned_seconds);
    json_put_bool(a, one, "reconciled", session->reconciled);
    return one;
}

json *show_plan(struct arena *a, const struct plan *plan, const char *zone)
{
    json *doc = plan_to_json(a, &plan->overview, plan->topics, plan->topics_n);
    json_put_text(a, doc, "plan_id", id_text(a, plan->id));
    json_put_int(a, doc, "version", plan->version);
    json_put_bool(a, doc, "current", plan->current);
    json_put_text(a, doc, "approved", clock_rfc3339(a, plan->approved));
    json_put_text(a, doc, "approved_text", clock_moment(a, plan->approved, zone));
    return doc;
}

static const char *days_left_text(struct arena *a, int days)
{
    if (days == 0)
        return "Your interview is today.";
    if (days == 1)
        return "Your interview is tomorrow.";
    return arena_printf(a, "%d days until your interview.", days);
}

json *show_days_left(struct arena *a, const struct facts *facts, clock_day today)
{
    if (facts->interview == FACTS_NO_DATE || facts->interview < today)
        return NULL;
    json *one = json_new_object(a);
    const int days = facts->interview - today;
    json_put_int(a, one, "days", days);
    json_put_text(a, one, "text", days_left_text(a, days));
    return one;
}

static json *points(struct arena *a, const char *const *list, size_t n)
{
    json *out = json_new_array(a);
    for (size_t i = 0; i < n; i++)
        json_add_text(a, out, list[i]);
    return out;
}

static void put_anchor(struct arena *a, json *list, const struct landed *anchor)
{
    json *one = json_new_object(a);
    json_put_text(a, one, "name", anchor->name);
    json_put_text(a, one, "anchor", anchor->anchor);
    json_put_bool(a, one, "landed", anchor->landed);
    json_put_text(a, one, "quote", anchor->quote);
    json_put_text(a, one, "perhaps", anchor->perhaps);
    json_add(a, list, one);
}

json *show_score(struct arena *a, const struct mark *mark)
{
    if (!mark || mark->score == 0)
        return NULL;
    return json_new_int(a, mark->score);
}

json *show_mark(struct arena *a, const struct library *library, const struct mark *mark)
{
    if (!mark)
        return NULL;
    json *doc = json_new_object(a), *anchors = json_new_array(a);
    for (size_t i = 0; i < mark->anchors_n; i++)
        put_anchor(a, anchors, &mark->anchors[i]);
    json_put(a, doc, "score", show_score(a, mark));
    json_put_text(a, doc, "why", mark->why);
    json_put_text(a, doc, "meaning", library_level(library, mark->score));
    json_put(a, doc, "positive_feedback", points(a, mark->praise, mark->praise_n));
    json_put(a, doc, "improvement_areas", points(a, mark->improve, mark->improve_n));
    json_put(a, doc, "anchors", anchors);
    json_put_text(a, doc, "confidence", mark->confidence);
    return doc;
}

const struct question *show_try_question(const struct library *library, const char *key)
{
    if (*key)
        return library_question(library, key);
    const struct library_family *f =
        library_find(library, "behavioural"); /* anybody can answer one of these */
    if (!f)
        f = library_family(library, 0);
    const struct library_topic *t = &f->topics[0];
    for (size_t i = 0; i < t->questions_n; i++)
        if (t->questions[i].difficulty == EASY)
            return &t->questions[i];
    return t->questions_n ? &t->questions[0] : NULL;
}

json *show_library_question(struct arena *a, const struct question *question)
{
    json *doc = json_new_object(a);
    if (!question)
        return doc;
    json_put_text(a, doc, "key", question->key);
    json_put_text(a, doc, "question", question->text);
    json_put_int(a, doc, "seconds", question->seconds);
    json_put_text(a, doc, "seconds_text", clock_span(a, question->seconds));
    return doc;
}

json *show_try_input(struct arena *a, const struct question *question, const char *answer)
{
    json *in = json_new_object(a), *anchors = json_new_array(a);
    for (size_t i = 0; i < question->anchors_n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "name", question->anchors[i].name);
        json_put_text(a, one, "anchor", question->anchors[i].text);
        json_put(a, one, "words", json_from_lines(a, question->anchors[i].words));
        json_add(a, anchors, one);
    }
    json_put_text(a, in, "question", question->text);
    json_put_text(a, in, "kind", question->kind);
    json_put_text(a, in, "difficulty", difficulty_name(question->difficulty));
    json_put_text(a, in, "topic", "");
    json_put_text(a, in, "role", "");
    json_put(a, in, "anchors", anchors);
    json_put_text(a, in, "good", question->good);
    json_put_int(a, in, "seconds", question->seconds);
    json_put_int(a, in, "time_taken", 0);
    json_put_bool(a, in, "late", false);
    json_put_text(a, in, "answer", answer);
    json_put(a, in, "previous", NULL);
    return in;
}
