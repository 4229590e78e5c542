#include "store/story.h"
#include "store/claim.h"

static const char *const states[] = {[STORY_ASKING] = "asking", [STORY_READY] = "ready"};

/* clang-format off */
#define STORY(C)                             \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, ID, question))               \
    C(SEALED(TEXT, question_text))           \
    C(SEALED(TEXT, title))                   \
    C(SEALED(TEXT, situation))               \
    C(SEALED(TEXT, task))                    \
    C(SEALED(TEXT, action))                  \
    C(SEALED(TEXT, result))                  \
    C(SEALED(TEXT, lesson))                  \
    C(SEALED(TEXT, text))                    \
    C(SEALED(JSON, gaps))                    \
    C(SEALED(JSON, call))                    \
    C(COLUMN(3, INT, version))               \
    C(COLUMN_WORD(4, state, states))         \
    C(INNER(5, INT, try_no))                 \
    C(COLUMN(6, TIME, created))              \
    C(COLUMN(7, TIME, changed))              \
    C(INNER(8, TEXT, why))                   \
    C(DOCUMENT(9))
/* clang-format on */

/* Bound to its version: an earlier one can't stand where a later one was. */
ROW_DEFINE(story_row, struct story, STORY, .table = SEALED_STORY, .seq = ROW_AT(version));

/* ---- Reads ---- */

#define SELECT "SELECT " ROW_COLUMNS(STORY) " FROM gr.stories WHERE user_id = gr.me()"

static const struct statement story_one = {"story_one", SELECT " AND id = $1::uuid"};

void story_want(struct work *w, struct id id, struct story **out)
{
    WORK_READ(w, ROW_ONE(story_row(), out), &story_one, P_ID(id));
}

enum err story_read(struct work *w, struct id id, struct story **out)
{
    story_want(w, id, out);
    return work_flush(w);
}

static const struct statement story_all = {"story_all", SELECT " ORDER BY created, id"};

void story_want_all(struct work *w, struct story **out, size_t *n)
{
    work_read(w, ROW_ALL(story_row(), out, n), &story_all, NULL, 0);
}

/* Earlier versions as rows of the same shape. */
#define SELECT_VERSIONS                                                                                      \
    "SELECT " ROW_COLUMNS(STORY) " FROM (SELECT v.story AS id,"                                              \
                                 " s.question,"                                                              \
                                 " v.version,"                                                               \
                                 " v.state,"                                                                 \
                                 " s.try_no,"                                                                \
                                 " s.created,"                                                               \
                                 " v.changed,"                                                               \
                                 " s.why,"                                                                   \
                                 " v.sealed"                                                                 \
                                 " FROM gr.story_versions v"                                                 \
                                 " JOIN gr.stories s ON s.user_id = v.user_id AND s.id = v.story"            \
                                 " WHERE v.user_id = gr.me()"                                                \
                                 " AND s.user_id = gr.me()) AS earlier"

static const struct statement story_versions = {"story_versions", SELECT_VERSIONS " WHERE id = $1::uuid"
                                                                                  " ORDER BY version DESC"};

void story_want_versions(struct work *w, struct id id, struct story **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(story_row(), out, n), &story_versions, P_ID(id));
}

static const struct statement story_all_versions = {"story_all_versions",
                                                    SELECT_VERSIONS " ORDER BY id, version DESC"};

void story_want_all_versions(struct work *w, struct story **out, size_t *n)
{
    work_read(w, ROW_ALL(story_row(), out, n), &story_all_versions, NULL, 0);
}

/* ---- Writes ---- */

static const struct statement story_new = {"story_new",
                                           ROW_INSERT("gr.stories", STORY) " ON CONFLICT DO NOTHING"};

enum err story_insert(struct work *w, const struct story *story)
{
    struct story first = *story;
    first.version = 1;
    first.try_no = 0;
    first.why = NULL;
    if (first.created == 0)
        first.created = clock_now();
    first.changed = first.created;
    return row_insert(w, story_row(), &story_new, &first);
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

enum err story_save(struct work *w, struct story *story)
{
    struct story next = *story;
    struct bytes sealed;
    next.version++;
    next.changed = clock_now();
    enum err e = row_seal(w, story_row(), &next, &sealed);
    if (e != OK)
        return e;
    WORK_WRITE(w, &story_keep_version, P_ID(story->id), P_INT(story->version), P_INT(story->try_no));
    e = WORK_CHANGE(w, ERR_CONFLICT, &story_replace, P_ID(story->id), P_INT(story->version),
                    P_INT(story->try_no), P_INT(story->state), P_INT(next.changed), P_BYTES(sealed));
    if (e == OK)
        *story = next;
    return e;
}

static const struct statement story_forget = {"story_forget", "DELETE FROM gr.stories"
                                                              " WHERE user_id = gr.me()"
                                                              " AND id = $1::uuid"};

enum err story_delete(struct work *w, struct id id)
{
    return WORK_CHANGE(w, ERR_NOT_FOUND, &story_forget, P_ID(id));
}
