#include "store/topic.h"

/* clang-format off */
#define TOPIC(C)                             \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, BOOL, in_plan))              \
    C(SEALED(TEXT, name))                    \
    C(SEALED(TEXT, key))                     \
    C(SEALED(REAL, strength))                \
    C(SEALED(INT, marked))                   \
    C(COLUMN(3, INT64, total_seconds))       \
    C(COLUMN(4, INT, sessions))              \
    C(COLUMN(5, TIME_IF_ANY, last_practised)) \
    C(DOCUMENT(6))
/* clang-format on */

ROW_DEFINE(topic_row, struct topic, TOPIC, .table = SEALED_TOPIC);

#define SELECT "SELECT " ROW_COLUMNS(TOPIC) " FROM gr.topics WHERE user_id = gr.me()"

static const struct statement topic_all = {"topic_all", SELECT " ORDER BY in_plan DESC, id"};

void topic_want_all(struct work *w, struct topic **out, size_t *n)
{
    work_read(w, ROW_ALL(topic_row(), out, n), &topic_all, NULL, 0);
}

static const struct statement topic_one = {"topic_one", SELECT " AND id = $1::uuid"};

enum err topic_read(struct work *w, struct id id, struct topic **out)
{
    WORK_READ(w, ROW_ONE(topic_row(), out), &topic_one, P_ID(id));
    return work_flush(w);
}

static const struct statement topic_progress = {"topic_progress",
                                                "UPDATE gr.topics"
                                                " SET in_plan = $2::bool,"
                                                " total_seconds = $3::int8,"
                                                " sessions = $4::int8,"
                                                " last_practised = to_timestamp(nullif($5::int8, 0)),"
                                                " sealed = $6::bytea"
                                                " WHERE user_id = gr.me()"
                                                " AND id = $1::uuid"};

enum err topic_save(struct work *w, const struct topic *topic)
{
    struct bytes sealed;
    const enum err e = row_seal(w, topic_row(), topic, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_NOT_FOUND, &topic_progress, P_ID(topic->id), P_BOOL(topic->in_plan),
                       P_INT(topic->total_seconds), P_INT(topic->sessions), P_INT(topic->last_practised),
                       P_BYTES(sealed));
}

static const struct statement topic_leave = {"topic_leave", "UPDATE gr.topics"
                                                            " SET in_plan = false"
                                                            " WHERE user_id = gr.me()"
                                                            " AND in_plan"};

/* Only the name is new: counters and times stay as they are. */
static const struct statement topic_rename = {"topic_rename", "UPDATE gr.topics"
                                                              " SET in_plan = true,"
                                                              " sealed = $2::bytea"
                                                              " WHERE user_id = gr.me()"
                                                              " AND id = $1::uuid"};

static const struct statement topic_insert = {"topic_insert",
                                              "INSERT INTO gr.topics (user_id, id, in_plan, sealed)"
                                              " VALUES (gr.me(), $1::uuid, true, $2::bytea)"};

static const struct topic *find(const struct topic *all, size_t n, struct id id)
{
    for (size_t i = 0; i < n; i++)
        if (id_equal(all[i].id, id))
            return &all[i];
    return NULL;
}

enum err topic_set_plan(struct work *w, const struct topic_named *in, size_t n)
{
    struct topic *all;
    size_t all_n;
    topic_want_all(w, &all, &all_n);
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    work_write(w, &topic_leave, NULL, 0);
    for (size_t i = 0; i < n; i++) {
        const struct topic *old = find(all, all_n, in[i].id);
        struct topic now = old ? *old : (struct topic){.id = in[i].id, .strength = -1};
        now.name = in[i].name;
        now.key = in[i].key;
        struct bytes sealed;
        if ((e = row_seal(w, topic_row(), &now, &sealed)) != OK)
            return e;
        WORK_WRITE(w, old ? &topic_rename : &topic_insert, P_ID(now.id), P_BYTES(sealed));
    }
    return work_flush(w);
}
