#include "store/notes.h"
#include "store/doc.h"

/* A note's own id is its topic's; the general note's is the nil id. */
#define ROW_ID "coalesce($1::uuid, '00000000-0000-0000-0000-000000000000')"
#define COLUMNS                                                                                              \
    "SELECT id,"                                                                                             \
    " version::int8,"                                                                                        \
    " extract(epoch FROM changed)::int8,"                                                                    \
    " sealed"                                                                                                \
    " FROM gr.notes"                                                                                         \
    " WHERE user_id = gr.me()"

static const struct statement note_all = {"note_all", COLUMNS " ORDER BY id"};
static const struct statement note_one = {"note_one", COLUMNS " AND id = " ROW_ID};

static const struct doc_field fields[] = {
    DOC_TEXT(struct note, topic_name),
    DOC_TEXT(struct note, text),
    DOC_TEXT(struct note, corrected),
};

static enum err read_row(struct work *w, ticket t, size_t row, struct note *out)
{
    *out = (struct note){
        .topic = work_id(w, t, row, 0),
        .version = (int)work_int(w, t, row, 1),
        .changed = work_int(w, t, row, 2),
    };
    return doc_open(w, SEALED_NOTE, out->topic, (uint32_t)out->version, work_bytes(w, t, row, 3), fields,
                    DOC_COUNT(fields), out);
}

ticket notes_want_all(struct work *w)
{
    return work_want(w, &note_all, NULL, 0);
}

enum err notes_take_all(struct work *w, ticket t, struct note **out, size_t *n)
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

enum err notes_read(struct work *w, struct id topic, struct note **out)
{
    *out = NULL;
    ticket t;
    struct note *all;
    size_t n;
    enum err e = WORK_RUN(w, &t, &note_one, P_ID(topic));
    if (e == OK)
        e = notes_take_all(w, t, &all, &n);
    if (e == OK && n == 1)
        *out = all;
    return e;
}

static const struct statement note_insert = {
    "note_insert", "INSERT INTO gr.notes (user_id, id, topic, version, changed, sealed)"
                   " VALUES (gr.me(), " ROW_ID ", $1::uuid, $2::int8 + 1, to_timestamp($3::int8), $4::bytea)"
                   " ON CONFLICT DO NOTHING"};

static const struct statement note_update = {"note_update", "UPDATE gr.notes"
                                                            " SET version = version + 1,"
                                                            " changed = to_timestamp($3::int8),"
                                                            " sealed = $4::bytea"
                                                            " WHERE user_id = gr.me()"
                                                            " AND id = " ROW_ID " AND version = $2::int8"};

enum err notes_save(struct work *w, struct note *n)
{
    struct bytes sealed;
    clock_time now = clock_now();
    enum err e =
        doc_seal(w, SEALED_NOTE, n->topic, (uint32_t)n->version + 1, fields, DOC_COUNT(fields), n, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, n->version == 0 ? &note_insert : &note_update, P_ID(n->topic), P_INT(n->version),
                 P_INT(now), P_BYTES(sealed));
    if (e != OK)
        return e;
    if (work_affected(w, t) != 1)
        return ERR_CONFLICT;
    n->version++;
    n->changed = now;
    return OK;
}
