#include "store/session_question.h"

static const char *const states[] = {
    [SESSION_QUESTION_OFFERED] = "offered",
    [SESSION_QUESTION_OPEN] = "open",
    [SESSION_QUESTION_ANSWERED] = "answered",
    [SESSION_QUESTION_SKIPPED] = "skipped",
};

const char *session_question_state_name(enum session_question_state state)
{
    return states[state];
}

/* clang-format off */
#define SESSION_QUESTION(C)                  \
    C(COLUMN(1, ID, session))                \
    C(COLUMN(2, ID, question))               \
    C(SECRET(ID, question))                  \
    C(COLUMN(3, INT, place))                 \
    C(COLUMN_WORD(4, state, states))         \
    C(SEALED_WORD(redo, redo_names))         \
    C(SEALED(TEXT, why))                     \
    C(SEALED(INT, seconds))                  \
    C(COLUMN(5, TIME_IF_ANY, opened))        \
    C(COLUMN(6, TIME_IF_ANY, ends))          \
    C(SEALED(TEXT, draft))                   \
    C(SEALED(INT, self_score))               \
    C(SEALED(BOOL, dictated))                \
    C(INNER(7, ID, form))                    \
    C(DOCUMENT(8))
/* clang-format on */

/* It has no id of its own: it is sealed under its session's id with its place as seq, and names its question
 * inside. */
static enum err check_question(struct arena *a, const json *doc, void *into)
{
    (void)a;
    const struct session_question *q = into;
    struct id named;
    const enum err e = id_parse(json_get_text(doc, "question", ""), &named);
    return e == OK && id_equal(named, q->question) ? OK : ERR_SEAL;
}

ROW_DEFINE(session_question_row, struct session_question, SESSION_QUESTION, .table = SEALED_SESSION_QUESTION,
           .seq = ROW_AT(place), .open = check_question);

#define SELECT "SELECT " ROW_COLUMNS(SESSION_QUESTION) " FROM gr.picks WHERE user_id = gr.me()"

static const struct statement session_question_session = {"session_question_session",
                                                          SELECT " AND session = $1::uuid"
                                                                 " ORDER BY place"};

void session_question_want_session(struct work *w, struct id session, struct session_question **out,
                                   size_t *n)
{
    WORK_READ(w, ROW_ALL(session_question_row(), out, n), &session_question_session, P_ID(session));
}

static const struct statement session_question_attempt = {"session_question_attempt", SELECT
                                                          " AND session = (SELECT session FROM gr.attempts"
                                                          " WHERE user_id = gr.me() AND id = $1::uuid)"
                                                          " ORDER BY place"};

void session_question_want_attempt(struct work *w, struct id attempt, struct session_question **out,
                                   size_t *n)
{
    WORK_READ(w, ROW_ALL(session_question_row(), out, n), &session_question_attempt, P_ID(attempt));
}

static const struct statement session_question_all = {"session_question_all",
                                                      SELECT " ORDER BY session, place"};

void session_question_want_all(struct work *w, struct session_question **out, size_t *n)
{
    work_read(w, ROW_ALL(session_question_row(), out, n), &session_question_all, NULL, 0);
}

static const struct statement session_question_one = {"session_question_one",
                                                      SELECT " AND session = $1::uuid"
                                                             " AND question = $2::uuid"};

enum err session_question_read(struct work *w, struct id session, struct id question,
                               struct session_question **out)
{
    WORK_READ(w, ROW_ONE(session_question_row(), out), &session_question_one, P_ID(session), P_ID(question));
    return work_flush(w);
}

static const struct statement session_question_new = {
    "session_question_new", ROW_INSERT("gr.picks", SESSION_QUESTION) " ON CONFLICT DO NOTHING"};

enum err session_question_insert(struct work *w, const struct session_question *offered)
{
    return row_insert(w, session_question_row(), &session_question_new, offered);
}

static const struct statement session_question_update = {"session_question_update",
                                                         "UPDATE gr.picks"
                                                         " SET state = $4::int8,"
                                                         " opened = to_timestamp(nullif($5::int8, 0)),"
                                                         " ends = to_timestamp(nullif($6::int8, 0)),"
                                                         " form = $7::uuid,"
                                                         " sealed = $8::bytea"
                                                         " WHERE user_id = gr.me()"
                                                         " AND session = $1::uuid"
                                                         " AND question = $2::uuid"
                                                         " AND place = $3::int8"};

enum err session_question_save(struct work *w, const struct session_question *offered)
{
    struct bytes sealed;
    const enum err e = row_seal(w, session_question_row(), offered, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_NOT_FOUND, &session_question_update, P_ID(offered->session),
                       P_ID(offered->question), P_INT(offered->place), P_INT(offered->state),
                       P_INT(offered->opened), P_INT(offered->ends), P_ID(offered->form), P_BYTES(sealed));
}
