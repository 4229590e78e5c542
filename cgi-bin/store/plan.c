#include "store/plan.h"
#include "store/doc.h"
#include "store/topic.h"

#define COLUMNS                                                                                              \
    "SELECT id,"                                                                                             \
    " version::int8,"                                                                                        \
    " current,"                                                                                              \
    " extract(epoch FROM approved)::int8,"                                                                   \
    " proposal,"                                                                                             \
    " made_from::int8,"                                                                                      \
    " sealed"                                                                                                \
    " FROM gr.plans"                                                                                         \
    " WHERE user_id = gr.me()"

static const struct statement plan_current = {"plan_current", COLUMNS " AND current"};
static const struct statement plan_version = {"plan_version", COLUMNS " AND version = $1::int8"};
static const struct statement plan_all = {"plan_all", COLUMNS " ORDER BY version DESC"};

static const struct doc_field overview_fields[] = {
    DOC_TEXT(struct overview, target_role),
    DOC_INT(struct overview, total_daily_minutes),
    DOC_INT(struct overview, time_horizon_weeks),
    DOC_TEXT(struct overview, rationale),
};

static const struct doc_field topic_fields[] = {
    {.name = "topic_id", .at = offsetof(struct plan_topic, topic), .kind = DOC_IS_ID},
    DOC_TEXT(struct plan_topic, name),
    DOC_TEXT(struct plan_topic, description),
    DOC_INT(struct plan_topic, priority),
    {.name = "daily_study_minutes", .at = offsetof(struct plan_topic, daily_minutes), .kind = DOC_IS_INT},
    {.name = "expected_outcome", .at = offsetof(struct plan_topic, outcome), .kind = DOC_IS_TEXT},
    DOC_TEXT(struct plan_topic, key),
    DOC_TEXT(struct plan_topic, prescription),
};

json *plan_to_json(struct arena *a, const struct overview *o, const struct plan_topic *t, size_t n)
{
    json *topics = json_new_array(a);
    for (size_t i = 0; i < n; i++)
        json_add(a, topics, doc_to_json(a, topic_fields, DOC_COUNT(topic_fields), &t[i]));
    json *doc = json_new_object(a);
    json_put(a, doc, "plan_overview", doc_to_json(a, overview_fields, DOC_COUNT(overview_fields), o));
    return json_put(a, doc, "plan_topics", topics);
}

void plan_from_json(struct arena *a, const json *doc, struct overview *o, struct plan_topic **t, size_t *n)
{
    const json *topics = json_get(doc, "plan_topics");
    doc_from_json(json_get(doc, "plan_overview"), overview_fields, DOC_COUNT(overview_fields), o);
    *n = json_len(topics);
    *t = arena_array(a, *n, sizeof(**t));
    for (size_t i = 0; i < *n; i++)
        doc_from_json(json_at(topics, i), topic_fields, DOC_COUNT(topic_fields), &(*t)[i]);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct plan *out)
{
    *out = (struct plan){
        .id = work_id(w, t, row, 0),
        .version = (int)work_int(w, t, row, 1),
        .current = work_bool(w, t, row, 2),
        .approved = work_int(w, t, row, 3),
        .proposal = work_id(w, t, row, 4),
        .made_from = (int)work_int(w, t, row, 5),
    };
    json *doc;
    enum err e = doc_open_json(w, SEALED_PLAN, 1, out->id, 0, work_bytes(w, t, row, 6), &doc);
    if (e == OK)
        plan_from_json(w->arena, doc, &out->overview, &out->topics, &out->topics_n);
    return e;
}

ticket plan_want_current(struct work *w)
{
    return work_want(w, &plan_current, NULL, 0);
}

ticket plan_want_version(struct work *w, int version)
{
    return WORK_WANT(w, &plan_version, P_INT(version));
}

ticket plan_want_all(struct work *w)
{
    return work_want(w, &plan_all, NULL, 0);
}

enum err plan_take_all(struct work *w, ticket t, struct plan **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof(**out));
    for (size_t i = 0; i < *n; i++) {
        enum err e = read_row(w, t, i, &(*out)[i]);
        if (e != OK)
            return e;
    }
    return OK;
}

enum err plan_take(struct work *w, ticket t, struct plan **out)
{
    struct plan *all;
    size_t n;
    enum err e = plan_take_all(w, t, &all, &n);
    *out = e == OK && n > 0 ? all : NULL;
    return e;
}

static enum err read_one(struct work *w, ticket t, struct plan **out)
{
    *out = NULL;
    enum err e = work_flush(w);
    return e == OK ? plan_take(w, t, out) : e;
}

enum err plan_read_current(struct work *w, struct plan **out)
{
    return read_one(w, plan_want_current(w), out);
}

enum err plan_read_version(struct work *w, int version, struct plan **out)
{
    return read_one(w, plan_want_version(w, version), out);
}

static const struct statement plan_retire = {"plan_retire", "UPDATE gr.plans"
                                                            " SET current = false"
                                                            " WHERE user_id = gr.me()"
                                                            " AND current"
                                                            " AND version = $1::int8"};

/* Runs after plan_retire: nothing is current any more only if the current one was the version this plan was
 * made from. */
static const struct statement plan_new = {
    "plan_new",
    "INSERT INTO gr.plans (user_id, id, version, current, made_from, proposal, approved, sealed)"
    " SELECT gr.me(), $1::uuid, $2::int8 + 1, true, $2::int8, $3::uuid, to_timestamp($4::int8), $5::bytea"
    " WHERE $2::int8 = (SELECT coalesce(max(version), 0)"
    " FROM gr.plans"
    " WHERE user_id = gr.me())"
    " AND NOT EXISTS (SELECT 1"
    " FROM gr.plans"
    " WHERE user_id = gr.me()"
    " AND current)"};

static enum err name_topics(struct work *w, struct plan *plan, struct topic_named **out)
{
    *out = arena_array(w->arena, plan->topics_n, sizeof(**out));
    for (size_t i = 0; i < plan->topics_n; i++) {
        struct plan_topic *t = &plan->topics[i];
        enum err e = id_none(t->topic) ? id_new(&t->topic) : OK;
        if (e != OK)
            return e;
        (*out)[i] = (struct topic_named){.id = t->topic, .name = t->name, .key = t->key};
    }
    return OK;
}

enum err plan_insert(struct work *w, struct plan *plan, int base_version)
{
    struct topic_named *topics;
    struct bytes sealed;
    enum err e = id_none(plan->id) ? id_new(&plan->id) : OK;
    if (e == OK)
        e = name_topics(w, plan, &topics);
    if (e == OK)
        e = doc_seal_json(w, SEALED_PLAN, 1, plan->id, 0,
                          plan_to_json(w->arena, &plan->overview, plan->topics, plan->topics_n), &sealed);
    if (e != OK)
        return e;
    plan->version = base_version + 1;
    plan->current = true;
    plan->made_from = base_version;
    plan->approved = clock_now();
    WORK_WANT(w, &plan_retire, P_INT(base_version));
    ticket t = WORK_WANT(w, &plan_new, P_ID(plan->id), P_INT(base_version), P_ID(plan->proposal),
                         P_INT(plan->approved), P_BYTES(sealed));
    if ((e = work_flush(w)) != OK)
        return e;
    if (work_affected(w, t) != 1)
        return ERR_CONFLICT;
    return topic_set_plan(w, topics, plan->topics_n);
}
