#include "store/chat.h"

#include "store/claim.h"
#include "store/doc.h"

static const struct doc_field fields[] = {
    DOC_TEXT(struct chat_message, text),
    DOC_JSON(struct chat_message, understood),
    DOC_JSON(struct chat_message, call),
};

static const struct statement chat_last = {
    "chat_last",
    "SELECT id, turn::int8, from_user, extract(epoch FROM at)::int8, state::int8, try_no::int8, sealed, why"
    "  FROM gr.chat_messages"
    " WHERE user_id = gr.me()"
    " ORDER BY turn DESC"
    " LIMIT $1::int8"};

ticket chat_want(struct work *w, int last)
{
    return WORK_WANT(w, &chat_last, P_INT(last));
}

enum err chat_take(struct work *w, ticket t, struct chat_message **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof **out);
    enum err e = OK;
    for (size_t i = 0; e == OK && i < *n; i++) {
        struct chat_message *m = &(*out)[*n - 1 - i];
        m->id = work_id(w, t, i, 0);
        m->turn = (int)work_int(w, t, i, 1);
        m->from_user = work_bool(w, t, i, 2);
        m->at = work_int(w, t, i, 3);
        m->state = (enum chat_state)work_int(w, t, i, 4);
        m->try_no = (int)work_int(w, t, i, 5);
        m->why = work_text(w, t, i, 7);
        e = doc_open(w, SEALED_CHAT, m->id, (uint32_t)m->turn, work_bytes(w, t, i, 6), fields,
                     DOC_COUNT(fields), m);
    }
    return e;
}

/* A user's turns are even, and each leaves room for the coach's, which is odd. */
static const struct statement chat_next_turn = {"chat_next_turn",
                                                "SELECT coalesce((max(turn) / 2 + 1) * 2, 0)::int8"
                                                "  FROM gr.chat_messages"
                                                " WHERE user_id = gr.me()"};
static const struct statement chat_insert = {
    "chat_insert", "INSERT INTO gr.chat_messages (user_id, id, turn, from_user, at, state, sealed)"
                   " VALUES (gr.me(), $1::uuid, $2::int8::integer, $3::bool, to_timestamp($4::int8), "
                   "$5::int8::smallint, $6::bytea)"};

static enum err insert(struct work *w, const struct chat_message *m)
{
    struct bytes sealed;
    enum err e = doc_seal(w, SEALED_CHAT, m->id, (uint32_t)m->turn, fields, DOC_COUNT(fields), m, &sealed);
    if (e != OK)
        return e;
    return WORK_RUN(w, NULL, &chat_insert, P_ID(m->id), P_INT(m->turn), P_BOOL(m->from_user), P_INT(m->at),
                    P_INT(m->state), P_BYTES(sealed));
}

enum err chat_add_user(struct work *w, struct id id, const char *text, int *turn)
{
    ticket t;
    enum err e = work_run(w, &chat_next_turn, NULL, 0, &t);
    if (e != OK)
        return e;
    *turn = (int)work_int(w, t, 0, 0);
    return insert(w, &(struct chat_message){.id = id,
                                            .turn = *turn,
                                            .from_user = true,
                                            .text = text,
                                            .at = clock_now(),
                                            .state = CHAT_SAVED});
}

static const struct claim claim = {
    .take = {"chat_claim", "UPDATE gr.chat_messages"
                           "   SET state = 1, try_no = try_no + 1, lease = to_timestamp($3::int8), why = NULL"
                           " WHERE user_id = gr.me() AND id = $1::uuid AND from_user"
                           "   AND (state = 0 OR (state = 1 AND lease < to_timestamp($2::int8)))"
                           " RETURNING try_no::int8"},
    .look = {"chat_claim_look", "SELECT (state = 2)::integer::int8"
                                "  FROM gr.chat_messages"
                                " WHERE user_id = gr.me() AND id = $1::uuid AND from_user"},
    .release = {"chat_give_back",
                "UPDATE gr.chat_messages"
                "   SET state = 0, lease = NULL, why = $3::text"
                " WHERE user_id = gr.me() AND id = $1::uuid AND state = 1 AND try_no = $2::int8"},
};

enum err chat_claim(struct work *w, struct id user_message, int64_t lease_seconds, int *try_no)
{
    return claim_take(w, &claim, user_message, lease_seconds, try_no);
}

enum err chat_release(struct work *w, struct id user_message, int try_no, const char *why)
{
    return claim_release(w, &claim, user_message, try_no, why);
}

static const struct statement chat_answered = {
    "chat_answered", "UPDATE gr.chat_messages"
                     "   SET state = 2, lease = NULL"
                     " WHERE user_id = gr.me() AND id = $1::uuid AND state = 1 AND try_no = $2::int8"
                     " RETURNING turn::int8"};

enum err chat_answer(struct work *w, struct id user_message, int try_no, const char *text,
                     const json *understood, const json *call)
{
    ticket t;
    enum err e = WORK_RUN(w, &t, &chat_answered, P_ID(user_message), P_INT(try_no));
    if (e != OK)
        return e;
    if (work_count(w, t) == 0)
        return ERR_CONFLICT;
    struct chat_message answer = {.turn = (int)work_int(w, t, 0, 0) + 1,
                                  .text = text,
                                  .understood = understood,
                                  .call = call,
                                  .at = clock_now(),
                                  .state = CHAT_ANSWERED};
    e = id_new(&answer.id);
    return e == OK ? insert(w, &answer) : e;
}
