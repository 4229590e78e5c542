#include "store/pick.h"
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

static const struct statement pick_session = {"pick_session", COLUMNS " AND session = $1::uuid"
                                                                      " ORDER BY place"};
static const struct statement pick_attempt = {"pick_attempt",
                                              COLUMNS " AND session = (SELECT session FROM gr.attempts"
                                                      " WHERE user_id = gr.me() AND id = $1::uuid)"
                                                      " ORDER BY place"};
static const struct statement pick_all = {"pick_all", COLUMNS " ORDER BY session, place"};
static const struct statement pick_one = {"pick_one", COLUMNS " AND session = $1::uuid"
                                                              " AND question = $2::uuid"};

/* A pick has no id of its own: it is sealed under its session's id with its place as seq, and names its
 * question inside. */
static const struct doc_field fields[] = {
    DOC_ID(struct pick, question), DOC_INT(struct pick, redo),   DOC_TEXT(struct pick, why),
    DOC_INT(struct pick, seconds), DOC_TEXT(struct pick, draft), DOC_BOOL(struct pick, dictated),
};

static enum err seal(struct work *w, const struct pick *p, struct bytes *out)
{
    return doc_seal(w, SEALED_PICK, p->session, (uint32_t)p->place, fields, DOC_COUNT(fields), p, out);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct pick *out)
{
    *out = (struct pick){
        .session = work_id(w, t, row, 0),
        .place = (int)work_int(w, t, row, 2),
        .state = (enum pick_state)work_int(w, t, row, 3),
        .opened = work_int(w, t, row, 4),
        .ends = work_int(w, t, row, 5),
        .form = work_id(w, t, row, 6),
    };
    enum err e = doc_open(w, SEALED_PICK, out->session, (uint32_t)out->place, work_bytes(w, t, row, 7),
                          fields, DOC_COUNT(fields), out);
    if (e != OK)
        return e;
    return id_equal(out->question, work_id(w, t, row, 1)) ? OK : ERR_SEAL;
}

ticket pick_want_session(struct work *w, struct id session)
{
    return WORK_WANT(w, &pick_session, P_ID(session));
}

ticket pick_want_attempt(struct work *w, struct id attempt)
{
    return WORK_WANT(w, &pick_attempt, P_ID(attempt));
}

ticket pick_want_all(struct work *w)
{
    return work_want(w, &pick_all, NULL, 0);
}

enum err pick_take_all(struct work *w, ticket t, struct pick **out, size_t *n)
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

enum err pick_read(struct work *w, struct id session, struct id question, struct pick **out)
{
    *out = NULL;
    ticket t;
    struct pick *all;
    size_t n;
    enum err e = WORK_RUN(w, &t, &pick_one, P_ID(session), P_ID(question));
    if (e == OK)
        e = pick_take_all(w, t, &all, &n);
    if (e == OK && n == 1)
        *out = all;
    return e;
}

static const struct statement pick_new = {
    "pick_new", "INSERT INTO gr.picks (user_id, session, question, place, state, opened, ends, form, sealed)"
                " VALUES (gr.me(), $1::uuid, $2::uuid, $3::int8, $4::int8,"
                " to_timestamp(nullif($5::int8, 0)), to_timestamp(nullif($6::int8, 0)), $7::uuid, $8::bytea)"
                " ON CONFLICT DO NOTHING"};

enum err pick_insert(struct work *w, const struct pick *p)
{
    struct bytes sealed;
    enum err e = seal(w, p, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &pick_new, P_ID(p->session), P_ID(p->question), P_INT(p->place), P_INT(p->state),
                 P_INT(p->opened), P_INT(p->ends), P_ID(p->form), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

static const struct statement pick_update = {"pick_update", "UPDATE gr.picks"
                                                            " SET state = $4::int8,"
                                                            " opened = to_timestamp(nullif($5::int8, 0)),"
                                                            " ends = to_timestamp(nullif($6::int8, 0)),"
                                                            " form = $7::uuid,"
                                                            " sealed = $8::bytea"
                                                            " WHERE user_id = gr.me()"
                                                            " AND session = $1::uuid"
                                                            " AND question = $2::uuid"
                                                            " AND place = $3::int8"};

enum err pick_save(struct work *w, const struct pick *p)
{
    struct bytes sealed;
    enum err e = seal(w, p, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &pick_update, P_ID(p->session), P_ID(p->question), P_INT(p->place), P_INT(p->state),
                 P_INT(p->opened), P_INT(p->ends), P_ID(p->form), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_NOT_FOUND;
}
