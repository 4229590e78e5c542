#include "store/session.h"
#include "store/claim.h"
#include "store/doc.h"

#define COLUMNS                                                                                              \
    "SELECT id,"                                                                                             \
    " topic,"                                                                                                \
    " planned_seconds::int8,"                                                                                \
    " extract(epoch FROM started)::int8,"                                                                    \
    " extract(epoch FROM last)::int8,"                                                                       \
    " extract(epoch FROM ended)::int8,"                                                                      \
    " how::int8,"                                                                                            \
    " reconciled,"                                                                                           \
    " sealed,"                                                                                               \
    " summary,"                                                                                              \
    " why"                                                                                                   \
    " FROM gr.sessions"                                                                                      \
    " WHERE user_id = gr.me()"

static const struct statement session_one = {"session_one", COLUMNS " AND id = $1::uuid"};
static const struct statement session_attempt = {"session_attempt",
                                                 COLUMNS " AND id = (SELECT session FROM gr.attempts"
                                                         " WHERE user_id = gr.me() AND id = $1::uuid)"};
static const struct statement session_running = {"session_running", COLUMNS " AND how = 0"
                                                                            " ORDER BY started DESC, id"
                                                                            " LIMIT 1"};
static const struct statement session_recent = {"session_recent", COLUMNS " ORDER BY started DESC, id"
                                                                          " LIMIT $1::int8"};

static const struct doc_field fields[] = {
    DOC_TEXT(struct session, topic_name),
    DOC_TEXT(struct session, prescription),
};

static enum err read_row(struct work *w, ticket t, size_t row, struct session *out)
{
    *out = (struct session){
        .id = work_id(w, t, row, 0),
        .topic = work_id(w, t, row, 1),
        .planned_seconds = (int)work_int(w, t, row, 2),
        .started = work_int(w, t, row, 3),
        .last = work_int(w, t, row, 4),
        .ended = work_int(w, t, row, 5),
        .how = (enum session_end)work_int(w, t, row, 6),
        .reconciled = work_bool(w, t, row, 7),
        .why = work_text(w, t, row, 10),
    };
    enum err e =
        doc_open(w, SEALED_SESSION, out->id, 0, work_bytes(w, t, row, 8), fields, DOC_COUNT(fields), out);
    if (e != OK || work_null(w, t, row, 9))
        return e;
    json *summary;
    e = doc_open_json(w, SEALED_SESSION, 2, out->id, 0, work_bytes(w, t, row, 9), &summary);
    out->summary = e == OK ? summary : NULL;
    return e;
}

static const struct statement session_new = {
    "session_new", "INSERT INTO gr.sessions (user_id, id, topic, planned_seconds, started, last, ended, "
                   "how, reconciled, sealed)"
                   " VALUES (gr.me(), $1::uuid, $2::uuid, $3::int8, to_timestamp($4::int8), "
                   "to_timestamp($5::int8), NULL, 0, false, $6::bytea)"
                   " ON CONFLICT DO NOTHING"};

enum err session_insert(struct work *w, const struct session *s)
{
    struct bytes sealed;
    enum err e = doc_seal(w, SEALED_SESSION, s->id, 0, fields, DOC_COUNT(fields), s, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &session_new, P_ID(s->id), P_ID(s->topic), P_INT(s->planned_seconds),
                 P_INT(s->started), P_INT(s->last ? s->last : s->started), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

ticket session_want(struct work *w, struct id id)
{
    return WORK_WANT(w, &session_one, P_ID(id));
}

ticket session_want_attempt(struct work *w, struct id attempt)
{
    return WORK_WANT(w, &session_attempt, P_ID(attempt));
}

ticket session_want_running(struct work *w)
{
    return work_want(w, &session_running, NULL, 0);
}

ticket session_want_recent(struct work *w, int limit)
{
    return WORK_WANT(w, &session_recent, P_INT(limit));
}

static const struct statement session_spans = {
    "session_spans", "SELECT topic,"
                     " extract(epoch FROM started)::int8,"
                     " extract(epoch FROM last)::int8,"
                     " extract(epoch FROM ended)::int8"
                     " FROM gr.sessions"
                     " WHERE user_id = gr.me() AND started >= to_timestamp($1::int8)"
                     " ORDER BY started DESC"
                     " LIMIT 200"};

ticket session_want_spans(struct work *w, clock_time since)
{
    return WORK_WANT(w, &session_spans, P_INT(since));
}

void session_take_spans(struct work *w, ticket t, struct session_span **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct session_span){
            .topic = work_id(w, t, i, 0),
            .started = work_int(w, t, i, 1),
            .last = work_int(w, t, i, 2),
            .ended = work_int(w, t, i, 3),
        };
}

enum err session_take_all(struct work *w, ticket t, struct session **out, size_t *n)
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

enum err session_take(struct work *w, ticket t, struct session **out)
{
    struct session *all;
    size_t n;
    enum err e = session_take_all(w, t, &all, &n);
    *out = e == OK && n > 0 ? all : NULL;
    return e;
}

enum err session_read(struct work *w, struct id id, struct session **out)
{
    *out = NULL;
    ticket t = session_want(w, id);
    enum err e = work_flush(w);
    return e == OK ? session_take(w, t, out) : e;
}

/* Never back: a touch that comes late changes nothing, and an ended session isn't touched. */
static const struct statement session_seen = {"session_seen",
                                              "UPDATE gr.sessions"
                                              " SET last = greatest(last, to_timestamp($2::int8))"
                                              " WHERE user_id = gr.me()"
                                              " AND id = $1::uuid"
                                              " AND how = 0"};

enum err session_touch(struct work *w, struct id id, clock_time now)
{
    ticket t;
    return WORK_RUN(w, &t, &session_seen, P_ID(id), P_INT(now));
}

static const struct claim claim = {
    .take = {"session_claim", "UPDATE gr.sessions"
                              " SET try_no = try_no + 1,"
                              " lease = to_timestamp($3::int8),"
                              " why = NULL"
                              " WHERE user_id = gr.me()"
                              " AND id = $1::uuid"
                              " AND how = 0"
                              " AND (lease IS NULL OR lease <= to_timestamp($2::int8))"
                              " AND NOT EXISTS (SELECT FROM gr.picks"
                              " WHERE user_id = gr.me() AND session = $1::uuid)"
                              " RETURNING try_no::int8"},
    .look = {"session_claim_look", "SELECT (how <> 0 OR EXISTS (SELECT FROM gr.picks"
                                   " WHERE user_id = gr.me() AND session = $1::uuid))::int::int8"
                                   " FROM gr.sessions"
                                   " WHERE user_id = gr.me()"
                                   " AND id = $1::uuid"},
    .release = {"session_release", "UPDATE gr.sessions"
                                   " SET lease = NULL,"
                                   " why = $3::text"
                                   " WHERE user_id = gr.me()"
                                   " AND id = $1::uuid"
                                   " AND try_no = $2::int8"},
};

enum err session_claim(struct work *w, struct id id, int64_t lease_seconds, int *try_no)
{
    return claim_take(w, &claim, id, lease_seconds, try_no);
}

enum err session_release(struct work *w, struct id id, int try_no, const char *why)
{
    return claim_release(w, &claim, id, try_no, why);
}

static const struct statement session_has_questions = {"session_has_questions",
                                                       "UPDATE gr.sessions"
                                                       " SET lease = NULL,"
                                                       " last = greatest(last, to_timestamp($3::int8))"
                                                       " WHERE user_id = gr.me()"
                                                       " AND id = $1::uuid"
                                                       " AND how = 0"
                                                       " AND try_no = $2::int8"
                                                       " AND NOT EXISTS (SELECT FROM gr.picks"
                                                       " WHERE user_id = gr.me() AND session = $1::uuid)"};

enum err session_suggested(struct work *w, struct id id, int try_no, clock_time now)
{
    ticket t;
    const enum err e = WORK_RUN(w, &t, &session_has_questions, P_ID(id), P_INT(try_no), P_INT(now));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

static const struct statement session_close = {"session_close", "UPDATE gr.sessions"
                                                                " SET how = $2::int8,"
                                                                " ended = to_timestamp($3::int8)"
                                                                " WHERE user_id = gr.me()"
                                                                " AND id = $1::uuid"
                                                                " AND how = 0"};

static const struct statement session_known = {"session_known", "SELECT id"
                                                                " FROM gr.sessions"
                                                                " WHERE user_id = gr.me()"
                                                                " AND id = $1::uuid"};

enum err session_end(struct work *w, struct id id, enum session_end how, clock_time at, bool *changed)
{
    *changed = false;
    if (how == SESSION_RUNNING)
        return ERR_INTERNAL;
    ticket closed = WORK_WANT(w, &session_close, P_ID(id), P_INT(how), P_INT(at));
    ticket known = WORK_WANT(w, &session_known, P_ID(id));
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    *changed = work_affected(w, closed) == 1;
    return work_count(w, known) == 1 ? OK : ERR_NOT_FOUND;
}

static const struct statement session_summed_up = {"session_summed_up", "UPDATE gr.sessions"
                                                                        " SET reconciled = true,"
                                                                        " summary = $2::bytea"
                                                                        " WHERE user_id = gr.me()"
                                                                        " AND id = $1::uuid"
                                                                        " AND how <> 0"
                                                                        " AND NOT reconciled"};

enum err session_reconciled(struct work *w, struct id id, const json *summary)
{
    struct bytes sealed = {0};
    enum err e = summary ? doc_seal_json(w, SEALED_SESSION, 2, id, 0, summary, &sealed) : OK;
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &session_summed_up, P_ID(id), summary ? P_BYTES(sealed) : P_NULL);
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

/* Ids only, whoever's they are: the function is gr_auth's and sees running sessions, the batch role may call
 * it. */
static const struct statement session_abandoned = {"session_abandoned",
                                                   "SELECT user_id,"
                                                   " id"
                                                   " FROM gr.abandoned_sessions(to_timestamp($1::int8))"};

enum err session_list_abandoned(struct db *db, struct arena *a, clock_time before, struct session_ref **out,
                                size_t *n)
{
    struct work *w = work_reading(db, a, NULL);
    ticket t = WORK_WANT(w, &session_abandoned, P_INT(before));
    enum err e = work_flush(w);
    if (e != OK)
        return e;
    *n = work_count(w, t);
    *out = arena_array(a, *n, sizeof(**out));
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = (struct session_ref){.user = work_id(w, t, i, 0), .session = work_id(w, t, i, 1)};
    return OK;
}
