#include "store/chat.h"

#include "store/claim.h"

static const char *const states[] = {
    [CHAT_SAVED] = "saved", [CHAT_ASKING] = "asking", [CHAT_ANSWERED] = "answered"};

/* clang-format off */
#define CHAT(C)                              \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, INT, turn))                  \
    C(COLUMN(3, BOOL, from_user))            \
    C(SEALED(TEXT, text))                    \
    C(SEALED(BOOL, material))                \
    C(SECRET(BOOL, moved))                   \
    C(SEALED(JSON, understood))              \
    C(SEALED(JSON, call))                    \
    C(COLUMN(4, TIME, at))                   \
    C(COLUMN_WORD(5, state, states))         \
    C(INNER(6, INT, try_no))                 \
    C(INNER(7, TEXT, why))                   \
    C(DOCUMENT(8))
/* clang-format on */

ROW_DEFINE(chat_row, struct chat_message, CHAT, .table = SEALED_CHAT, .seq = ROW_AT(turn));

static const struct statement chat_last = {
    "chat_last", "SELECT " ROW_COLUMNS(CHAT) "  FROM (SELECT * FROM gr.chat_messages"
                                             "         WHERE user_id = gr.me()"
                                             "         ORDER BY turn DESC"
                                             "         LIMIT $1::int8) AS newest"
                                             " ORDER BY turn"};

void chat_want(struct work *w, int last, struct chat_message **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(chat_row(), out, n), &chat_last, P_INT(last));
}

/* A user's turns are even, and each leaves room for the coach's, which is odd. */
static const struct statement chat_next_turn = {"chat_next_turn",
                                                "SELECT coalesce((max(turn) / 2 + 1) * 2, 0)::int8"
                                                "  FROM gr.chat_messages"
                                                " WHERE user_id = gr.me()"};
static const struct statement chat_insert = {"chat_insert", ROW_INSERT("gr.chat_messages", CHAT)};

enum err chat_add_turn(struct work *w, struct chat_message *said)
{
    int64_t next;
    work_read(w, WORK_INT(&next), &chat_next_turn, NULL, 0);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    said->turn = (int)next;
    said->from_user = true;
    said->at = clock_now();
    said->state = CHAT_SAVED;
    return row_insert(w, chat_row(), &chat_insert, said);
}

static const struct statement chat_update = {"chat_update",
                                             "UPDATE gr.chat_messages"
                                             "   SET sealed = $2::bytea"
                                             " WHERE user_id = gr.me() AND id = $1::uuid AND from_user"};

enum err chat_change(struct work *w, const struct chat_message *turn)
{
    struct bytes sealed;
    const enum err e = row_seal(w, chat_row(), turn, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_NOT_FOUND, &chat_update, P_ID(turn->id), P_BYTES(sealed));
}

static const struct statement chat_forget = {"chat_forget", "DELETE FROM gr.chat_messages"
                                                            " WHERE user_id = gr.me()"
                                                            "   AND turn BETWEEN $1::int8 AND $1::int8 + 1"};

enum err chat_delete(struct work *w, const struct chat_message *turn)
{
    WORK_WRITE(w, &chat_forget, P_INT(turn->turn));
    return work_flush(w);
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

enum err chat_find_user(struct work *w, struct id user_message)
{
    size_t n;
    WORK_READ(w, WORK_COUNT(&n), &claim.look, P_ID(user_message));
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    return err_unless(n > 0, ERR_NOT_FOUND);
}

enum err chat_claim(struct work *w, struct id user_message, int64_t lease_seconds, int *try_no)
{
    return claim_take(w, &claim, user_message, lease_seconds, try_no);
}

enum err chat_release(struct work *w, struct id user_message, int try_no, const char *why)
{
    return claim_release(w, &claim, user_message, try_no, why);
}

/* The turn of a user that was answered. */
struct answered {
    int turn;
};

/* clang-format off */
#define ANSWERED(C)                          \
    C(COLUMN(1, INT, turn))
/* clang-format on */

static ROW_DEFINE_OPEN(answered_row, struct answered, ANSWERED);

static const struct statement chat_answered = {
    "chat_answered", "UPDATE gr.chat_messages"
                     "   SET state = 2, lease = NULL"
                     " WHERE user_id = gr.me() AND id = $1::uuid AND state = 1 AND try_no = $2::int8"
                     " RETURNING " ROW_COLUMNS(ANSWERED)};

enum err chat_answer(struct work *w, struct id user_message, int try_no, const char *text,
                     const json *understood, const json *call)
{
    struct answered *answered;
    WORK_READ(w, ROW_ONE(answered_row(), &answered), &chat_answered, P_ID(user_message), P_INT(try_no));
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    if (!answered)
        return ERR_CONFLICT;
    struct chat_message answer = {.turn = answered->turn + 1,
                                  .text = text,
                                  .understood = understood,
                                  .call = call,
                                  .at = clock_now(),
                                  .state = CHAT_ANSWERED};
    e = id_new(&answer.id);
    return e == OK ? row_insert(w, chat_row(), &chat_insert, &answer) : e;
}
