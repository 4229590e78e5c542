#include "store/plan.h"
#include "store/topic.h"

/* ---- Overview and topics in the names of the answers' schemas ---- */

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

json *plan_put(struct arena *a, json *doc, const struct overview *overview, const struct plan_topic *topic,
               size_t n)
{
    json_put(a, doc, "plan_overview", doc_to_json(a, overview_fields, DOC_COUNT(overview_fields), overview));
    return json_put(a, doc, "plan_topics",
                    doc_list_to_json(a, topic_fields, DOC_COUNT(topic_fields), topic, n, sizeof(*topic)));
}

json *plan_to_json(struct arena *a, const struct overview *overview, const struct plan_topic *topic, size_t n)
{
    return plan_put(a, json_new_object(a), overview, topic, n);
}

void plan_from_json(struct arena *a, const json *doc, struct overview *overview, struct plan_topic **topic,
                    size_t *n)
{
    const json *topics = json_get(doc, "plan_topics");
    doc_from_json(json_get(doc, "plan_overview"), overview_fields, DOC_COUNT(overview_fields), overview);
    *n = json_len(topics);
    *topic = arena_array(a, *n, sizeof(**topic));
    for (size_t i = 0; i < *n; i++)
        doc_from_json(json_at(topics, i), topic_fields, DOC_COUNT(topic_fields), &(*topic)[i]);
}

/* ---- Reads ---- */

/* clang-format off */
#define PLAN(C)                              \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, INT, version))               \
    C(COLUMN(3, BOOL, current))              \
    C(COLUMN(4, TIME, approved))             \
    C(COLUMN(5, ID, proposal))               \
    C(COLUMN(6, INT, made_from))             \
    C(SEALED(JSON, basis))                   \
    C(DOCUMENT(7))
/* clang-format on */

static enum err open_plan(struct arena *a, const json *doc, void *into)
{
    struct plan *plan = into;
    plan_from_json(a, doc, &plan->overview, &plan->topics, &plan->topics_n);
    return OK;
}

static void put_plan(struct arena *a, const void *from, json *doc)
{
    const struct plan *plan = from;
    plan_put(a, doc, &plan->overview, plan->topics, plan->topics_n);
}

ROW_DEFINE(plan_row, struct plan, PLAN, .table = SEALED_PLAN, .open = open_plan, .seal = put_plan,
           .show = put_plan);

#define SELECT "SELECT " ROW_COLUMNS(PLAN) " FROM gr.plans WHERE user_id = gr.me()"

static const struct statement plan_current = {"plan_current", SELECT " AND current"};

void plan_want_current(struct work *w, struct plan **out)
{
    work_read(w, ROW_ONE(plan_row(), out), &plan_current, NULL, 0);
}

enum err plan_read_current(struct work *w, struct plan **out)
{
    plan_want_current(w, out);
    return work_flush(w);
}

static const struct statement plan_version = {"plan_version", SELECT " AND version = $1::int8"};

void plan_want_version(struct work *w, int version, struct plan **out)
{
    WORK_READ(w, ROW_ONE(plan_row(), out), &plan_version, P_INT(version));
}

enum err plan_read_version(struct work *w, int version, struct plan **out)
{
    plan_want_version(w, version, out);
    return work_flush(w);
}

static const struct statement plan_all = {"plan_all", SELECT " ORDER BY version DESC"};

void plan_want_all(struct work *w, struct plan **out, size_t *n)
{
    work_read(w, ROW_ALL(plan_row(), out, n), &plan_all, NULL, 0);
}

/* ---- Writes ---- */

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
        e = row_seal(w, plan_row(), plan, &sealed);
    if (e != OK)
        return e;
    plan->version = base_version + 1;
    plan->current = true;
    plan->made_from = base_version;
    plan->approved = clock_now();
    WORK_WRITE(w, &plan_retire, P_INT(base_version));
    e = WORK_CHANGE(w, ERR_CONFLICT, &plan_new, P_ID(plan->id), P_INT(base_version), P_ID(plan->proposal),
                    P_INT(plan->approved), P_BYTES(sealed));
    return e == OK ? topic_set_plan(w, topics, plan->topics_n) : e;
}
