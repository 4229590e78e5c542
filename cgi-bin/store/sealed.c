#include "store/sealed.h"

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

/* ---- opening them all ---- */

static enum err open_all(struct work *w, const struct value *v, ticket t, int64_t *opened, int64_t *broken)
{
    for (size_t i = 0; i < work_count(w, t); i++) {
        const char *text;
        enum err e = work_open(w, v->table, v->column, work_id(w, t, i, 0), (uint32_t)work_int(w, t, i, 1),
                               work_bytes(w, t, i, 2), &text);
        if (e != OK && e != ERR_SEAL)
            return e;
        *(e == OK ? opened : broken) += 1;
    }
    return OK;
}

enum err sealed_verify(struct work *w, int64_t *opened, int64_t *broken)
{
    ticket tickets[VALUES_N];
    *opened = *broken = 0;
    for (size_t i = 0; i < VALUES_N; i++)
        tickets[i] = work_want(w, &values[i].all, NULL, 0);
    enum err e = work_flush(w);
    for (size_t i = 0; i < VALUES_N && e == OK; i++)
        e = open_all(w, &values[i], tickets[i], opened, broken);
    return e;
}

/* ---- sealing them under the newest key ---- */

static const struct statement new_key = {"sealed_new_key",
                                         "INSERT INTO gr.user_keys (user_id, version, wrapped)"
                                         " VALUES (gr.me(), $1::int8::integer, $2::bytea)"};
static const struct statement key_versions = {
    "sealed_key_versions",
    "SELECT count(*)::int8, max(version)::int8 FROM gr.user_keys WHERE user_id = gr.me()"};
static const struct statement drop_keys = {
    "sealed_drop_keys", "DELETE FROM gr.user_keys WHERE user_id = gr.me() AND version < $1::int8::integer"};

enum err sealed_begin(struct work *w)
{
    ticket t;
    struct dek dek;
    uint8_t wrapped[WRAPPED_DEK_BYTES];
    enum err e = work_run(w, &key_versions, NULL, 0, &t);
    if (e != OK || work_int(w, t, 0, 0) != 1)
        return e; /* an earlier renewal was not finished: it is gone on with */
    if ((e = keyring_new_dek((uint32_t)work_int(w, t, 0, 1) + 1, &dek)) != OK)
        return e;
    if ((e = keyring_wrap(db_keys(w->db), w->user, &dek, wrapped)) != OK)
        return e;
    return WORK_RUN(w, NULL, &new_key, P_INT(dek.version),
                    P_BYTES(((struct bytes){wrapped, sizeof wrapped})));
}

/* What does not open is left as it is: nothing is written over it. *swap is -1 then. */
static enum err renew_one(struct work *w, const struct value *v, ticket t, size_t i, ticket *swap)
{
    const char *text;
    struct bytes sealed;
    const struct id row = work_id(w, t, i, 0);
    const uint32_t seq = (uint32_t)work_int(w, t, i, 1);
    const struct bytes old = work_bytes(w, t, i, 2);
    enum err e = work_open(w, v->table, v->column, row, seq, old, &text);
    *swap = -1;
    if (e == ERR_SEAL)
        return OK;
    if (e == OK)
        e = work_seal(w, v->table, v->column, row, seq, text, &sealed);
    if (e != OK)
        return e;
    *swap = WORK_WANT(w, &v->swap, P_ID(row), P_BYTES(old), P_BYTES(sealed));
    return OK;
}

enum err sealed_renew(struct work *w, int64_t most, int64_t *renewed, int64_t *broken)
{
    ticket tickets[VALUES_N], t, *swaps;
    size_t found = 0, at = 0;
    *renewed = *broken = 0;
    enum err e = work_run(w, &key_versions, NULL, 0, &t);
    if (e != OK)
        return e;
    const int64_t newest = work_int(w, t, 0, 1);
    for (size_t i = 0; i < VALUES_N; i++)
        tickets[i] = WORK_WANT(w, &values[i].old, P_INT(newest), P_INT(most));
    e = work_flush(w);
    for (size_t i = 0; i < VALUES_N && e == OK; i++)
        found += work_count(w, tickets[i]);
    swaps = arena_array(w->arena, found, sizeof *swaps);
    for (size_t i = 0; i < VALUES_N && e == OK; i++)
        for (size_t k = 0; k < work_count(w, tickets[i]) && e == OK; k++)
            e = renew_one(w, &values[i], tickets[i], k, &swaps[at++]);
    if (e == OK && found == 0)
        WORK_WANT(w, &drop_keys, P_INT(newest));
    if (e == OK)
        e = work_flush(w);
    for (size_t i = 0; i < found && e == OK; i++) {
        *(swaps[i] < 0 ? broken : renewed) += 1;
        if (swaps[i] >= 0 && work_affected(w, swaps[i]) != 1)
            e = ERR_INTERNAL; /* or it would be found again and again */
    }
    return e;
}
