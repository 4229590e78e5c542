#include "store/story.h"
#include "store/claim.h"
#include "store/doc.h"

#define COLUMNS                                                                                              \
    "SELECT id,"                                                                                             \
    " question,"                                                                                             \
    " version::int8,"                                                                                        \
    " state::int8,"                                                                                          \
    " try_no::int8,"                                                                                         \
    " extract(epoch FROM created)::int8,"                                                                    \
    " extract(epoch FROM changed)::int8,"                                                                    \
    " sealed,"                                                                                               \
    " why"                                                                                                   \
    " FROM gr.stories"                                                                                       \
    " WHERE user_id = gr.me()"

/* An earlier version as a row of the same shape. */
#define VERSION_COLUMNS                                                                                      \
    "SELECT v.story,"                                                                                        \
    " s.question,"                                                                                           \
    " v.version::int8,"                                                                                      \
    " v.state::int8,"                                                                                        \
    " s.try_no::int8,"                                                                                       \
    " extract(epoch FROM s.created)::int8,"                                                                  \
    " extract(epoch FROM v.changed)::int8,"                                                                  \
    " v.sealed,"                                                                                             \
    " s.why"                                                                                                 \
    " FROM gr.story_versions v"                                                                              \
    " JOIN gr.stories s ON s.user_id = v.user_id AND s.id = v.story"                                         \
    " WHERE v.user_id = gr.me()"                                                                             \
    " AND s.user_id = gr.me()"

static const struct statement story_one = {"story_one", COLUMNS " AND id = $1::uuid"};
static const struct statement story_all = {"story_all", COLUMNS " ORDER BY created, id"};
static const struct statement story_versions = {"story_versions", VERSION_COLUMNS " AND v.story = $1::uuid"
                                                                                  " ORDER BY v.version DESC"};
static const struct statement story_all_versions = {"story_all_versions",
                                                    VERSION_COLUMNS " ORDER BY v.story, v.version DESC"};

static const struct doc_field fields[] = {
    DOC_TEXT(struct story, question_text), DOC_TEXT(struct story, title),  DOC_TEXT(struct story, situation),
    DOC_TEXT(struct story, task),          DOC_TEXT(struct story, action), DOC_TEXT(struct story, result),
    DOC_TEXT(struct story, lesson),        DOC_TEXT(struct story, text),   DOC_JSON(struct story, gaps),
    DOC_JSON(struct story, call),
};

/* Bound to its version: an earlier one can't stand where a later one was. */
static enum err seal(struct work *w, const struct story *s, int version, struct bytes *out)
{
    return doc_seal(w, SEALED_STORY, s->id, (uint32_t)version, fields, DOC_COUNT(fields), s, out);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct story *out)
{
    *out = (struct story){
        .id = work_id(w, t, row, 0),
        .question = work_id(w, t, row, 1),
        .version = (int)work_int(w, t, row, 2),
        .state = work_int(w, t, row, 3) == STORY_ASKING ? STORY_ASKING : STORY_READY,
        .try_no = (int)work_int(w, t, row, 4),
        .created = work_int(w, t, row, 5),
        .changed = work_int(w, t, row, 6),
        .why = work_text(w, t, row, 8),
    };
    return doc_open(w, SEALED_STORY, out->id, (uint32_t)out->version, work_bytes(w, t, row, 7), fields,
                    DOC_COUNT(fields), out);
}

ticket story_want(struct work *w, struct id id)
{
    return WORK_WANT(w, &story_one, P_ID(id));
}

ticket story_want_all(struct work *w)
{
    return work_want(w, &story_all, NULL, 0);
}

ticket story_want_versions(struct work *w, struct id id)
{
    return WORK_WANT(w, &story_versions, P_ID(id));
}

ticket story_want_all_versions(struct work *w)
{
    return work_want(w, &story_all_versions, NULL, 0);
}

enum err story_take_all(struct work *w, ticket t, struct story **out, size_t *n)
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

enum err story_take(struct work *w, ticket t, struct story **out)
{
    struct story *all;
    size_t n;
    enum err e = story_take_all(w, t, &all, &n);
    *out = e == OK && n > 0 ? all : NULL;
    return e;
}

enum err story_read(struct work *w, struct id id, struct story **out)
{
    *out = NULL;
    ticket t = story_want(w, id);
    enum err e = work_flush(w);
    return e == OK ? story_take(w, t, out) : e;
}

static const struct statement story_new = {
    "story_new", "INSERT INTO gr.stories (user_id, id, question, version, state, created, changed, sealed)"
                 " VALUES (gr.me(), $1::uuid, $2::uuid, 1, $3::int8, to_timestamp($4::int8), "
                 "to_timestamp($4::int8), $5::bytea)"
                 " ON CONFLICT DO NOTHING"};

enum err story_insert(struct work *w, const struct story *s)
{
    struct bytes sealed;
    enum err e = seal(w, s, 1, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &story_new, P_ID(s->id), P_ID(s->question), P_INT(s->state),
                 P_INT(s->created ? s->created : clock_now()), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

static const struct claim claim = {
    .take = {"story_claim", "UPDATE gr.stories"
                            " SET try_no = try_no + 1,"
                            " lease = to_timestamp($3::int8),"
                            " why = NULL"
                            " WHERE user_id = gr.me()"
                            " AND id = $1::uuid"
                            " AND state = 0"
                            " AND (lease IS NULL OR lease <= to_timestamp($2::int8))"
                            " RETURNING try_no::int8"},
    .look = {"story_claim_look", "SELECT (state <> 0)::int::int8"
                                 " FROM gr.stories"
                                 " WHERE user_id = gr.me()"
                                 " AND id = $1::uuid"},
    .release = {"story_release", "UPDATE gr.stories"
                                 " SET lease = NULL,"
                                 " why = $3::text"
                                 " WHERE user_id = gr.me()"
                                 " AND id = $1::uuid"
                                 " AND try_no = $2::int8"
                                 " AND state = 0"},
};

enum err story_claim(struct work *w, struct id id, int64_t lease_seconds, int *try_no)
{
    return claim_take(w, &claim, id, lease_seconds, try_no);
}

enum err story_release(struct work *w, struct id id, int try_no, const char *why)
{
    return claim_release(w, &claim, id, try_no, why);
}

/* The sealed bytes move as they are: they name the version they are. */
static const struct statement story_keep_version = {
    "story_keep_version", "INSERT INTO gr.story_versions (user_id, story, version, state, changed, sealed)"
                          " SELECT user_id, id, version, state, changed, sealed"
                          " FROM gr.stories"
                          " WHERE user_id = gr.me()"
                          " AND id = $1::uuid"
                          " AND version = $2::int8"
                          " AND try_no = $3::int8"
                          " ON CONFLICT DO NOTHING"};

static const struct statement story_replace = {"story_replace", "UPDATE gr.stories"
                                                                " SET version = version + 1,"
                                                                " state = $4::int8,"
                                                                " lease = NULL,"
                                                                " changed = to_timestamp($5::int8),"
                                                                " sealed = $6::bytea"
                                                                " WHERE user_id = gr.me()"
                                                                " AND id = $1::uuid"
                                                                " AND version = $2::int8"
                                                                " AND try_no = $3::int8"};

enum err story_save(struct work *w, struct story *s)
{
    struct bytes sealed;
    clock_time now = clock_now();
    enum err e = seal(w, s, s->version + 1, &sealed);
    if (e != OK)
        return e;
    WORK_WANT(w, &story_keep_version, P_ID(s->id), P_INT(s->version), P_INT(s->try_no));
    ticket t = WORK_WANT(w, &story_replace, P_ID(s->id), P_INT(s->version), P_INT(s->try_no), P_INT(s->state),
                         P_INT(now), P_BYTES(sealed));
    if ((e = work_flush(w)) != OK)
        return e;
    if (work_affected(w, t) != 1)
        return ERR_CONFLICT;
    s->version++;
    s->changed = now;
    return OK;
}

static const struct statement story_forget = {"story_forget", "DELETE FROM gr.stories"
                                                              " WHERE user_id = gr.me()"
                                                              " AND id = $1::uuid"};

enum err story_delete(struct work *w, struct id id)
{
    ticket t;
    enum err e = WORK_RUN(w, &t, &story_forget, P_ID(id));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_NOT_FOUND;
}
