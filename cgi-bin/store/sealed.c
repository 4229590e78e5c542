#include "store/sealed.h"

#include "store/row.h"

/* Every sealed value of the database: where it is bound (row, seq) and the bytes. A test holds this list
 * against the catalogue. */
struct value {
    enum sealed_table table;
    int column;
    struct statement all;  /* row, seq, bytes */
    struct statement old;  /* ... of those that a data key other than version $1 sealed, $2 of them */
    struct statement swap; /* ($1 row, $2 bytes, $3 new bytes) where it still holds those bytes */
};

#define VALUE(number, place, name, table_, row, seq, column_)                                                \
    {                                                                                                        \
        .table = (number), .column = (place),                                                                \
        .all = {"verify_" name, "SELECT " row ", " seq "::int8, " column_ " FROM gr." table_                 \
                                " WHERE user_id = gr.me() AND " column_ " IS NOT NULL"},                     \
        .old = {"old_" name,                                                                                 \
                "SELECT " row ", " seq "::int8, " column_ " FROM gr." table_ " WHERE user_id = gr.me()"      \
                "   AND substring(" column_ " FROM 3 FOR 4) <> int4send($1::int8::integer)"                  \
                " LIMIT $2::int8"},                                                                          \
        .swap = {"swap_" name, "UPDATE gr." table_ " SET " column_ " = $3::bytea"                            \
                               " WHERE user_id = gr.me() AND " row                                           \
                               " = coalesce($1::uuid, '00000000-0000-0000-0000-000000000000') AND " column_  \
                               " = $2::bytea"},                                                              \
    }

static const struct value values[] = {
    VALUE(SEALED_USER, 1, "users", "users", "user_id", "0", "sealed"),
    VALUE(SEALED_CONTEXT, 1, "contexts", "contexts", "id", "0", "sealed"),
    VALUE(SEALED_FACTS, 1, "facts", "facts", "user_id", "0", "sealed"),
    VALUE(SEALED_CHAT, 1, "chat", "chat_messages", "id", "turn", "sealed"),
    VALUE(SEALED_LOGIN, 1, "logins", "logins", "id", "0", "sealed"),
    VALUE(SEALED_SAVED_FORM, 3, "parked", "parked", "id", "0", "sealed"),
    VALUE(SEALED_KEPT_ANSWER, 1, "kept_answers", "kept_answers", "id", "0", "sealed"),
    VALUE(SEALED_PLAN, 1, "plans", "plans", "id", "0", "sealed"),
    VALUE(SEALED_PROPOSAL, 1, "proposals", "proposals", "id", "0", "sealed"),
    VALUE(SEALED_TOPIC, 1, "topics", "topics", "id", "0", "sealed"),
    VALUE(SEALED_SESSION, 1, "sessions", "sessions", "id", "0", "sealed"),
    VALUE(SEALED_SESSION, 2, "summaries", "sessions", "id", "0", "summary"),
    VALUE(SEALED_QUESTION, 1, "questions", "questions", "id", "0", "sealed"),
    VALUE(SEALED_SESSION_QUESTION, 1, "picks", "picks", "session", "place", "sealed"),
    VALUE(SEALED_ATTEMPT, 1, "attempts", "attempts", "id", "0", "sealed"),
    VALUE(SEALED_ATTEMPT, 2, "marks", "attempts", "id", "0", "mark"),
    VALUE(SEALED_MEMORY_LOG, 1, "recalls", "recalls", "attempt", "0", "sealed"),
    VALUE(SEALED_STORY, 1, "stories", "stories", "id", "version", "sealed"),
    VALUE(SEALED_STORY, 1, "story_versions", "story_versions", "story", "version", "sealed"),
    VALUE(SEALED_NOTE, 1, "notes", "notes", "id", "version", "sealed"),
    VALUE(SEALED_REVIEW, 1, "reviews", "reviews", "id", "0", "sealed"),
};
enum { VALUES_N = sizeof values / sizeof *values };

/* What `all` and `old` give. */
struct sealed_value {
    struct id row;
    uint32_t seq;
    struct bytes bytes;
};

/* clang-format off */
#define SEALED_VALUE(C)                      \
    C(COLUMN(1, ID, row))                    \
    C(COLUMN(2, INT, seq))                   \
    C(INNER(3, BYTES, bytes))
/* clang-format on */

static ROW_DEFINE_OPEN(value_row, struct sealed_value, SEALED_VALUE);

struct found {
    struct sealed_value *all;
    size_t n;
};

/* ---- opening them all ---- */

static enum err open_all(struct work *w, const struct value *value, const struct found *found,
                         int64_t *opened, int64_t *broken)
{
    for (size_t i = 0; i < found->n; i++) {
        const struct sealed_value *s = &found->all[i];
        const char *text;
        enum err e = work_open(w, value->table, value->column, s->row, s->seq, s->bytes, &text);
        if (e != OK && e != ERR_SEAL)
            return e;
        *(e == OK ? opened : broken) += 1;
    }
    return OK;
}

enum err sealed_verify(struct work *w, int64_t *opened, int64_t *broken)
{
    struct found found[VALUES_N] = {0};
    *opened = *broken = 0;
    for (size_t i = 0; i < VALUES_N; i++)
        work_read(w, ROW_ALL(value_row(), &found[i].all, &found[i].n), &values[i].all, NULL, 0);
    enum err e = work_flush(w);
    for (size_t i = 0; i < VALUES_N && e == OK; i++)
        e = open_all(w, &values[i], &found[i], opened, broken);
    return e;
}

/* ---- sealing them under the newest key ---- */

static const struct statement new_key = {"sealed_new_key",
                                         "INSERT INTO gr.user_keys (user_id, version, wrapped)"
                                         " VALUES (gr.me(), $1::int8::integer, $2::bytea)"};

/* How many data keys the user has, and the newest's version. */
struct versions {
    int64_t keys, newest;
};

/* clang-format off */
#define VERSIONS(C)                                          \
    C(EXPRESSION(1, INT64, keys, "count(*)::int8"))          \
    C(EXPRESSION(2, INT64, newest, "max(version)::int8"))
/* clang-format on */

static ROW_DEFINE_OPEN(versions_row, struct versions, VERSIONS);

static const struct statement key_versions = {
    "sealed_key_versions", "SELECT " ROW_COLUMNS(VERSIONS) " FROM gr.user_keys WHERE user_id = gr.me()"};
static const struct statement drop_keys = {
    "sealed_drop_keys", "DELETE FROM gr.user_keys WHERE user_id = gr.me() AND version < $1::int8::integer"};

static enum err read_versions(struct work *w, struct versions *out)
{
    *out = (struct versions){.keys = 0};
    work_read(w, ROW_HERE(versions_row(), out), &key_versions, NULL, 0);
    return work_flush(w);
}

enum err sealed_begin(struct work *w)
{
    struct versions versions;
    struct dek dek;
    uint8_t wrapped[WRAPPED_DEK_BYTES];
    enum err e = read_versions(w, &versions);
    if (e != OK || versions.keys != 1)
        return e; /* an earlier renewal was not finished: it is gone on with */
    if ((e = keyring_new_dek((uint32_t)versions.newest + 1, &dek)) != OK)
        return e;
    if ((e = keyring_wrap(db_keys(w->db), w->user, &dek, wrapped)) != OK)
        return e;
    WORK_WRITE(w, &new_key, P_INT(dek.version), P_BYTES(((struct bytes){wrapped, sizeof wrapped})));
    return work_flush(w);
}

/* What does not open is left as it is: nothing is written over it, and *broken counts it. */
static enum err renew_one(struct work *w, const struct value *value, const struct sealed_value *sealed_value,
                          size_t *swapped, int64_t *broken)
{
    const char *text;
    struct bytes sealed;
    enum err e = work_open(w, value->table, value->column, sealed_value->row, sealed_value->seq,
                           sealed_value->bytes, &text);
    if (e == ERR_SEAL) {
        *broken += 1;
        *swapped = 1;
        return OK;
    }
    if (e == OK)
        e = work_seal(w, value->table, value->column, sealed_value->row, sealed_value->seq, text, &sealed);
    if (e == OK)
        WORK_READ(w, WORK_COUNT(swapped), &value->swap, P_ID(sealed_value->row), P_BYTES(sealed_value->bytes),
                  P_BYTES(sealed));
    return e;
}

enum err sealed_renew(struct work *w, int64_t most, int64_t *renewed, int64_t *broken)
{
    struct versions versions;
    struct found found[VALUES_N] = {0};
    size_t n = 0, at = 0;
    *renewed = *broken = 0;
    enum err e = read_versions(w, &versions);
    if (e != OK)
        return e;
    for (size_t i = 0; i < VALUES_N; i++)
        WORK_READ(w, ROW_ALL(value_row(), &found[i].all, &found[i].n), &values[i].old, P_INT(versions.newest),
                  P_INT(most));
    e = work_flush(w);
    for (size_t i = 0; i < VALUES_N && e == OK; i++)
        n += found[i].n;
    size_t *swapped = arena_array(w->arena, n, sizeof *swapped);
    for (size_t i = 0; i < VALUES_N && e == OK; i++)
        for (size_t k = 0; k < found[i].n && e == OK; k++)
            e = renew_one(w, &values[i], &found[i].all[k], &swapped[at++], broken);
    if (e == OK && n == 0)
        WORK_WRITE(w, &drop_keys, P_INT(versions.newest));
    if (e == OK)
        e = work_flush(w);
    for (size_t i = 0; i < n && e == OK; i++)
        if (swapped[i] != 1)
            e = ERR_INTERNAL; /* or it would be found again and again */
    *renewed = (int64_t)n - *broken;
    return e;
}
