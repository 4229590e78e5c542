#include "store/session.h"
#include "store/claim.h"

static const char *const ends[] = {
    [SESSION_RUNNING] = "running",
    [SESSION_BY_HAND] = "by_hand",
    [SESSION_BY_CLOCK] = "by_clock",
    [SESSION_ABANDONED] = "abandoned",
};

/* clang-format off */
#define SESSION(C)                           \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, ID, topic))                  \
    C(SEALED(TEXT, topic_name))              \
    C(SEALED(TEXT, prescription))            \
    C(COLUMN(3, INT, planned_seconds))       \
    C(COLUMN(4, TIME, started))              \
    C(COLUMN(5, TIME, last))                 \
    C(COLUMN(6, TIME_IF_ANY, ended))         \
    C(COLUMN_WORD(7, how, ends))             \
    C(COLUMN(8, BOOL, reconciled))           \
    C(INNER(9, TEXT, why))                   \
    C(DOCUMENT(10))                          \
    C(BESIDE(11, summary))
/* clang-format on */

static void open_summary(struct arena *a, const json *doc, void *into)
{
    (void)a;
    struct session *s = into;
    s->summary = doc;
}

static void show_summary(struct arena *a, const void *from, json *doc)
{
    const struct session *s = from;
    json_put(a, doc, "summary", (json *)s->summary);
}

ROW_DEFINE(session_row, struct session, SESSION, .table = SEALED_SESSION, .open_beside = open_summary,
           .show = show_summary);

/* ---- Reads ---- */

#define SELECT "SELECT " ROW_COLUMNS(SESSION) " FROM gr.sessions WHERE user_id = gr.me()"

static const struct statement session_one = {"session_one", SELECT " AND id = $1::uuid"};

void session_want(struct work *w, struct id id, struct session **out)
{
    WORK_READ(w, ROW_ONE(session_row(), out), &session_one, P_ID(id));
}

enum err session_read(struct work *w, struct id id, struct session **out)
{
    session_want(w, id, out);
    return work_flush(w);
}

static const struct statement session_attempt = {"session_attempt",
                                                 SELECT " AND id = (SELECT session FROM gr.attempts"
                                                        " WHERE user_id = gr.me() AND id = $1::uuid)"};

void session_want_attempt(struct work *w, struct id attempt, struct session **out)
{
    WORK_READ(w, ROW_ONE(session_row(), out), &session_attempt, P_ID(attempt));
}

static const struct statement session_running = {"session_running", SELECT " AND how = 0"
                                                                           " ORDER BY started DESC, id"
                                                                           " LIMIT 1"};

void session_want_running(struct work *w, struct session **out)
{
    work_read(w, ROW_ONE(session_row(), out), &session_running, NULL, 0);
}

static const struct statement session_recent = {"session_recent", SELECT " ORDER BY started DESC, id"
                                                                         " LIMIT $1::int8"};

void session_want_recent(struct work *w, int limit, struct session **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(session_row(), out, n), &session_recent, P_INT(limit));
}

/* clang-format off */
#define SPAN(C)                              \
    C(COLUMN(1, ID, topic))                  \
    C(COLUMN(2, TIME, started))              \
    C(COLUMN(3, TIME, last))                 \
    C(COLUMN(4, TIME_IF_ANY, ended))
/* clang-format on */

static ROW_DEFINE_OPEN(span_row, struct session_span, SPAN);

static const struct statement session_spans = {
    "session_spans",
    "SELECT " ROW_COLUMNS(SPAN) " FROM gr.sessions"
                                " WHERE user_id = gr.me() AND started >= to_timestamp($1::int8)"
                                " ORDER BY started DESC"
                                " LIMIT 200"};

void session_want_spans(struct work *w, clock_time since, struct session_span **out, size_t *n)
{
    WORK_READ(w, ROW_ALL(span_row(), out, n), &session_spans, P_INT(since));
}

/* ---- Writes ---- */

static const struct statement session_new = {"session_new",
                                             ROW_INSERT("gr.sessions", SESSION) " ON CONFLICT DO NOTHING"};

enum err session_insert(struct work *w, const struct session *session)
{
    const struct session begun = {
        .id = session->id,
        .topic = session->topic,
        .topic_name = session->topic_name,
        .prescription = session->prescription,
        .planned_seconds = session->planned_seconds,
        .started = session->started,
        .last = session->last ? session->last : session->started,
    };
    return row_insert(w, session_row(), &session_new, &begun);
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
    WORK_WRITE(w, &session_seen, P_ID(id), P_INT(now));
    return work_flush(w);
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
    return WORK_CHANGE(w, ERR_CONFLICT, &session_has_questions, P_ID(id), P_INT(try_no), P_INT(now));
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
    size_t closed, known;
    *changed = false;
    if (how == SESSION_RUNNING)
        return ERR_INTERNAL;
    WORK_READ(w, WORK_COUNT(&closed), &session_close, P_ID(id), P_INT(how), P_INT(at));
    WORK_READ(w, WORK_COUNT(&known), &session_known, P_ID(id));
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    *changed = closed == 1;
    return known == 1 ? OK : ERR_NOT_FOUND;
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
    const enum err e = summary ? doc_seal_json(w, SEALED_SESSION, 2, id, 0, summary, &sealed) : OK;
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_CONFLICT, &session_summed_up, P_ID(id), P_BYTES(sealed));
}

/* ---- The batch ---- */

/* clang-format off */
#define REF(C)                               \
    C(COLUMN_AS(1, ID, user_id, user))       \
    C(COLUMN_AS(2, ID, id, session))
/* clang-format on */

static ROW_DEFINE_OPEN(ref_row, struct session_ref, REF);

/* Ids only, whoever's they are: the function is gr_auth's and sees running sessions, the batch role may call
 * it. */
static const struct statement session_abandoned = {
    "session_abandoned", "SELECT " ROW_COLUMNS(REF) " FROM gr.abandoned_sessions(to_timestamp($1::int8))"};

enum err session_list_abandoned(struct db *db, struct arena *a, clock_time before, struct session_ref **out,
                                size_t *n)
{
    struct work *w = work_reading(db, a, NULL);
    WORK_READ(w, ROW_ALL(ref_row(), out, n), &session_abandoned, P_INT(before));
    return work_flush(w);
}
