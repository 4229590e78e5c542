#include "store/session_question.h"
#include "store/doc.h"

#define COLUMNS                                                                                              \
    "SELECT session,"                                                                                        \
    " question,"                                                                                             \
    " place::int8,"                                                                                          \
    " state::int8,"                                                                                          \
    " extract(epoch FROM opened)::int8,"                                                                     \
    " extract(epoch FROM ends)::int8,"                                                                       \
    " form,"                                                                                                 \
    " sealed"                                                                                                \
    " FROM gr.picks"                                                                                         \
    " WHERE user_id = gr.me()"

static const struct statement session_question_session = {"session_question_session",
                                                          COLUMNS " AND session = $1::uuid"
                                                                  " ORDER BY place"};
static const struct statement session_question_attempt = {"session_question_attempt", COLUMNS
                                                          " AND session = (SELECT session FROM gr.attempts"
                                                          " WHERE user_id = gr.me() AND id = $1::uuid)"
                                                          " ORDER BY place"};
static const struct statement session_question_all = {"session_question_all",
                                                      COLUMNS " ORDER BY session, place"};
static const struct statement session_question_one = {"session_question_one",
                                                      COLUMNS " AND session = $1::uuid"
                                                              " AND question = $2::uuid"};

/* A pick has no id of its own: it is sealed under its session's id with its place as seq, and names its
 * question inside. */
static const struct doc_field fields[] = {
    DOC_ID(struct session_question, question), DOC_INT(struct session_question, redo),
    DOC_TEXT(struct session_question, why),    DOC_INT(struct session_question, seconds),
    DOC_TEXT(struct session_question, draft),  DOC_BOOL(struct session_question, dictated),
};

static enum err seal(struct work *w, const struct session_question *p, struct bytes *out)
{
    return doc_seal(w, SEALED_SESSION_QUESTION, p->session, (uint32_t)p->place, fields, DOC_COUNT(fields), p,
                    out);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct session_question *out)
{
    *out = (struct session_question){
        .session = work_id(w, t, row, 0),
        .place = (int)work_int(w, t, row, 2),
        .state = (enum session_question_state)work_int(w, t, row, 3),
        .opened = work_int(w, t, row, 4),
        .ends = work_int(w, t, row, 5),
        .form = work_id(w, t, row, 6),
    };
    enum err e = doc_open(w, SEALED_SESSION_QUESTION, out->session, (uint32_t)out->place,
                          work_bytes(w, t, row, 7), fields, DOC_COUNT(fields), out);
    if (e != OK)
        return e;
    return id_equal(out->question, work_id(w, t, row, 1)) ? OK : ERR_SEAL;
}

ticket session_question_want_session(struct work *w, struct id session)
{
    return WORK_WANT(w, &session_question_session, P_ID(session));
}

ticket session_question_want_attempt(struct work *w, struct id attempt)
{
    return WORK_WANT(w, &session_question_attempt, P_ID(attempt));
}

ticket session_question_want_all(struct work *w)
{
    return work_want(w, &session_question_all, NULL, 0);
}

enum err session_question_take_all(struct work *w, ticket t, struct session_question **out, size_t *n)
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

enum err session_question_read(struct work *w, struct id session, struct id question,
                               struct session_question **out)
{
    *out = NULL;
    ticket t;
    struct session_question *all;
    size_t n;
    enum err e = WORK_RUN(w, &t, &session_question_one, P_ID(session), P_ID(question));
    if (e == OK)
        e = session_question_take_all(w, t, &all, &n);
    if (e == OK && n == 1)
        *out = all;
    return e;
}

static const struct statement session_question_new = {
    "session_question_new",
    "INSERT INTO gr.picks (user_id, session, question, place, state, opened, ends, form, sealed)"
    " VALUES (gr.me(), $1::uuid, $2::uuid, $3::int8, $4::int8,"
    " to_timestamp(nullif($5::int8, 0)), to_timestamp(nullif($6::int8, 0)), $7::uuid, $8::bytea)"
    " ON CONFLICT DO NOTHING"};

enum err session_question_insert(struct work *w, const struct session_question *p)
{
    struct bytes sealed;
    enum err e = seal(w, p, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &session_question_new, P_ID(p->session), P_ID(p->question), P_INT(p->place),
                 P_INT(p->state), P_INT(p->opened), P_INT(p->ends), P_ID(p->form), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
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

enum err session_question_save(struct work *w, const struct session_question *p)
{
    struct bytes sealed;
    enum err e = seal(w, p, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &session_question_update, P_ID(p->session), P_ID(p->question), P_INT(p->place),
                 P_INT(p->state), P_INT(p->opened), P_INT(p->ends), P_ID(p->form), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_NOT_FOUND;
}
