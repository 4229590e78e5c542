#include "admin/change_lines.h"
#include "base/json_lines.h"
#include "base/num.h"
#include "base/text.h"
#include "builtin/builtin_changes.h"

enum { WEEK = 7, PLAN_WEEKS = 4, MOST_TOPICS = 12 };

static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/* ---- the input of the mode ---- */

/* A topic of the library by its name; NULL: none. */
static const struct library_topic *known(const struct library *library, struct arena *a, const char *name)
{
    for (size_t i = 0; i < library_count(library); i++) {
        const struct library_family *family = library_family(library, i);
        for (size_t k = 0; k < family->topics_n; k++)
            if (text_equal(text_fold(a, family->topics[k].name), text_fold(a, name)))
                return &family->topics[k];
    }
    return NULL;
}

static json *topic_of(const struct library *library, struct arena *a, const json *given)
{
    const char *name = json_get_text(given, "name", "");
    const struct library_topic *found = known(library, a, name);
    struct library_topic of = {
        .key = "", .description = name, .outcome = name, .session = "3 x 3min @ medium"};
    if (found)
        of = *found;
    json *topic = json_new_object(a);
    json_put_text(a, topic, "name", name);
    json_put_text(a, topic, "description", of.description);
    json_put_int(a, topic, "daily_study_minutes", json_get_int(given, "minutes", 0));
    json_put_text(a, topic, "expected_outcome", of.outcome);
    json_put_text(a, topic, "key", of.key);
    json_put_text(a, topic, "prescription", of.session);
    return topic;
}

/* In the order of their priorities. */
static json *topics_of(const struct library *library, struct arena *a, const json *given)
{
    json *topics = json_new_array(a);
    const size_t n = json_len(given);
    for (int64_t priority = 1; priority <= MOST_TOPICS; priority++)
        for (size_t i = 0; i < n; i++)
            if (json_get_int(json_at(given, i), "priority", (int64_t)i + 1) == priority) {
                json *topic = topic_of(library, a, json_at(given, i));
                json_put_int(a, topic, "priority", (int64_t)json_len(topics) + 1);
                json_add(a, topics, topic);
            }
    return topics;
}

static int weeks_until(const char *today, const char *interview)
{
    clock_day from, to;
    if (clock_parse_date(today, &from) != OK || clock_parse_date(interview, &to) != OK || to <= from)
        return PLAN_WEEKS;
    return (to - from + WEEK - 1) / WEEK;
}

static json *input_of(const struct library *library, struct arena *a, const json *line)
{
    const json *given = json_get(line, "plan");
    const char *today = json_get_text(line, "today", ""), *interview = json_get_text(given, "interview", "");
    json *in = json_new_object(a), *plan = json_new_object(a), *overview = json_new_object(a),
         *facts = json_new_object(a), *feedback = json_new_array(a);
    json_put_text(a, overview, "target_role", json_get_text(given, "role", ""));
    json_put_int(a, overview, "total_daily_minutes", json_get_int(given, "daily_minutes", 0));
    json_put_int(a, overview, "time_horizon_weeks",
                 json_get_int(given, "weeks", weeks_until(today, interview)));
    json_put_text(a, overview, "rationale", json_get_text(given, "role", ""));
    json_put(a, plan, "plan_overview", overview);
    json_put(a, plan, "plan_topics", topics_of(library, a, json_get(given, "topics")));
    json_put_text(a, facts, "role", json_get_text(given, "role", ""));
    json_put_int(a, facts, "minutes", json_get_int(given, "daily_minutes", 0));
    json_put_text(a, facts, "interview_date", interview);
    json_add_text(a, feedback, json_get_text(line, "wish", ""));
    json_put_text(a, in, "today", today);
    json_put_text(a, in, "role", json_get_text(given, "role", ""));
    json_put(a, in, "plan", plan);
    json_put(a, in, "facts", facts);
    json_put(a, in, "feedback", feedback);
    return in;
}

/* ---- what was understood ---- */

static const char *word_for(enum builtin_op op)
{
    static const struct {
        enum builtin_op op;
        const char *word;
    } words[] = {
        {BUILTIN_OP_MORE, "more"},     {BUILTIN_OP_LESS, "less"},       {BUILTIN_OP_DROP, "drop"},
        {BUILTIN_OP_ADD, "add"},       {BUILTIN_OP_MINUTES, "minutes"}, {BUILTIN_OP_PLACE, "priority"},
        {BUILTIN_OP_HARDER, "harder"}, {BUILTIN_OP_EASIER, "easier"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].op == op)
            return words[i].word;
    return "";
}

static json *changes_of(struct arena *a, const struct builtin_wish *wish)
{
    json *list = json_new_array(a);
    for (size_t i = 0; i < wish->operations_n; i++) {
        const struct builtin_operation *operation = &wish->operations[i];
        json *one = json_new_object(a);
        const char *topic = operation->words;
        if (operation->topic != BUILTIN_WISH_NEW)
            topic = json_get_text(json_at(wish->topics, operation->topic), "name", "");
        json_put_text(a, one, "topic", topic);
        json_put_text(a, one, "change", word_for(operation->op));
        if (operation->to)
            json_put_int(a, one, "to", operation->to);
        json_add(a, list, one);
    }
    return list;
}

static void put_days(struct arena *a, json *out, const json *facts)
{
    const json *off = json_get(facts, "days_off"), *by_day = json_get(facts, "minutes_by_day");
    json *names = json_new_array(a), *minutes = json_new_object(a);
    for (size_t i = 0; i < json_len(off); i++)
        json_add_text(a, names, days[json_int(json_at(off, i), 0) % WEEK]);
    for (size_t i = 0; i < json_len(by_day) && i < WEEK; i++)
        if (json_int(json_at(by_day, i), 0) > 0)
            json_put_int(a, minutes, days[i], json_int(json_at(by_day, i), 0));
    if (off)
        json_put(a, out, "days_off", names);
    if (json_members(minutes))
        json_put(a, out, "minutes_by_day", minutes);
}

static void put_facts(struct arena *a, json *out, const struct builtin_wish *wish)
{
    const json *facts = wish->facts, *date;
    if (wish->day)
        json_put_int(a, out, "daily_minutes", wish->day);
    put_days(a, out, facts);
    if (json_find(facts, "interview_date", &date) && !text_blank(json_text(date, "")))
        json_put_text(a, out, "interview", json_text(date, ""));
    else if (date || json_get_bool(facts, "date_cancelled", false) ||
             json_get_bool(facts, "no_interview_date", false))
        json_put(a, out, "interview", NULL);
    if (json_get_text(facts, "role", NULL))
        json_put_text(a, out, "role", json_get_text(facts, "role", ""));
    if (json_get_int(facts, "weeks", 0))
        json_put_int(a, out, "weeks", json_get_int(facts, "weeks", 0));
    if (json_get(facts, "break"))
        json_put(a, out, "break", json_get(facts, "break"));
}

/* ---- differences ---- */

static const json *named(const json *topics, const char *name)
{
    for (size_t i = 0; i < json_len(topics); i++)
        if (text_equal(json_get_text(json_at(topics, i), "name", ""), name))
            return json_at(topics, i);
    return NULL;
}

static json *number_of(struct arena *a, const json *topic, bool priority)
{
    if (!topic)
        return NULL;
    return json_new_int(a, json_get_int(topic, priority ? "priority" : "daily_study_minutes", 0));
}

/* One for each reason: what it was and what it is then. */
static json *differences_of(struct arena *a, const json *before, const json *answer)
{
    json *list = json_new_array(a);
    const json *reasons = json_get(answer, "reasons"), *after = json_get(answer, "plan_topics");
    for (size_t i = 0; i < json_len(reasons); i++) {
        const json *reason = json_at(reasons, i);
        const char *name = json_get_text(reason, "topic", ""), *what = json_get_text(reason, "what", "");
        const json *old = named(before, name), *now = named(after, name);
        const bool priority = text_equal(what, "priority");
        if (!old && !now)
            continue;
        json *one = json_new_object(a);
        json_put_text(a, one, "name", name);
        json_put_text(a, one, "what", what);
        json_put(a, one, "from", number_of(a, old, priority));
        json_put(a, one, "to", number_of(a, now, priority));
        json_put_text(a, one, "reason", json_get_text(reason, "reason", ""));
        json_add(a, list, one);
    }
    return list;
}

static enum err change_line(struct arena *a, const json *line, void *ctx, json **out)
{
    const struct builtin *const *coach = ctx;
    if (json_kind_of(json_get(line, "plan")) != JSON_OBJECT || !json_get_text(line, "wish", NULL))
        return ERR_INPUT;
    const json *in = input_of((*coach)->library, a, line);
    const struct builtin_changes_made made = builtin_changes_make((*coach)->library, a, in);
    *out = json_new_object(a);
    json_put(a, *out, "id", json_get(line, "id"));
    json_put(a, *out, "changes", changes_of(a, made.wish));
    put_facts(a, *out, made.wish);
    json_put_bool(a, *out, "asks", made.wish->asked_n > 0);
    json_put_text(a, *out, "reply", json_get_text(made.answer, "reply", ""));
    json_put(a, *out, "differences",
             differences_of(a, json_get(json_get(in, "plan"), "plan_topics"), made.answer));
    return OK;
}

enum err change_lines(const struct builtin *coach, FILE *in, FILE *out, size_t *line)
{
    return json_lines(in, out, change_line, &coach, line);
}
