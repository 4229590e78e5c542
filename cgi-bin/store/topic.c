#include "store/topic.h"
#include "store/doc.h"

#define COLUMNS                                                                                              \
    "SELECT id,"                                                                                             \
    " in_plan,"                                                                                              \
    " total_seconds,"                                                                                        \
    " sessions::int8,"                                                                                       \
    " extract(epoch FROM last_practised)::int8,"                                                             \
    " sealed"                                                                                                \
    " FROM gr.topics"                                                                                        \
    " WHERE user_id = gr.me()"

static const struct statement topic_all = {"topic_all", COLUMNS " ORDER BY id"};
static const struct statement topic_one = {"topic_one", COLUMNS " AND id = $1::uuid"};

static const struct doc_field fields[] = {
    DOC_TEXT(struct topic, name),
    DOC_TEXT(struct topic, key),
    DOC_REAL(struct topic, strength),
    DOC_INT(struct topic, marked),
};

static enum err seal(struct work *w, const struct topic *t, struct bytes *out)
{
    return doc_seal(w, SEALED_TOPIC, t->id, 0, fields, DOC_COUNT(fields), t, out);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct topic *out)
{
    *out = (struct topic){
        .id = work_id(w, t, row, 0),
        .in_plan = work_bool(w, t, row, 1),
        .total_seconds = work_int(w, t, row, 2),
        .sessions = (int)work_int(w, t, row, 3),
        .last_practised = work_int(w, t, row, 4),
    };
    return doc_open(w, SEALED_TOPIC, out->id, 0, work_bytes(w, t, row, 5), fields, DOC_COUNT(fields), out);
}

ticket topic_want_all(struct work *w)
{
    return work_want(w, &topic_all, NULL, 0);
}

enum err topic_take_all(struct work *w, ticket t, struct topic **out, size_t *n)
{
    const size_t rows = work_count(w, t);
    *n = 0;
    *out = arena_array(w->arena, rows, sizeof(**out));
    enum err e = OK;
    for (int others = 0; others <= 1; others++) /* the plan's own topics first */
        for (size_t i = 0; i < rows && e == OK; i++)
            if (work_bool(w, t, i, 1) != (others == 1) && (e = read_row(w, t, i, &(*out)[*n])) == OK)
                ++*n;
    return e;
}

enum err topic_read(struct work *w, struct id id, struct topic **out)
{
    *out = NULL;
    ticket t;
    struct topic *all;
    size_t n;
    enum err e = WORK_RUN(w, &t, &topic_one, P_ID(id));
    if (e == OK)
        e = topic_take_all(w, t, &all, &n);
    if (e == OK && n == 1)
        *out = all;
    return e;
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

enum err topic_save(struct work *w, const struct topic *t)
{
    struct bytes sealed;
    enum err e = seal(w, t, &sealed);
    if (e != OK)
        return e;
    ticket done;
    e = WORK_RUN(w, &done, &topic_progress, P_ID(t->id), P_BOOL(t->in_plan), P_INT(t->total_seconds),
                 P_INT(t->sessions), P_INT(t->last_practised), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, done) == 1 ? OK : ERR_NOT_FOUND;
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
    ticket t = topic_want_all(w);
    struct topic *all;
    size_t all_n;
    enum err e = work_flush(w);
    if (e == OK)
        e = topic_take_all(w, t, &all, &all_n);
    if (e != OK)
        return e;
    work_want(w, &topic_leave, NULL, 0);
    for (size_t i = 0; i < n; i++) {
        const struct topic *old = find(all, all_n, in[i].id);
        struct topic now = old ? *old : (struct topic){.id = in[i].id, .strength = -1};
        now.name = in[i].name;
        now.key = in[i].key;
        struct bytes sealed;
        if ((e = seal(w, &now, &sealed)) != OK)
            return e;
        WORK_WANT(w, old ? &topic_rename : &topic_insert, P_ID(now.id), P_BYTES(sealed));
    }
    return work_flush(w);
}
