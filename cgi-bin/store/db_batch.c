#include "store/db_inner.h"

#include "base/log.h"
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <string.h>

enum { PREPARED_MOST = 900 };

/* ---- Prepared statements ---- */

static size_t name_slot(const char *name)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    for (; *name != '\0'; name++)
        h = (h ^ (unsigned char)*name) * 1099511628211u;
    return h % PREPARED_SLOTS;
}

/* The statement's slot; NULL when the table is full or the name stands for other SQL, both of which are bugs.
 */
static struct prepared *find_prepared(struct db *db, const struct statement *statement)
{
    for (size_t i = name_slot(statement->name);; i = (i + 1) % PREPARED_SLOTS) {
        struct prepared *p = &db->prepared[i];
        if (p->name == NULL) {
            if (db->prepared_n >= PREPARED_MOST)
                return NULL;
            db->prepared_n++;
            *p = (struct prepared){.name = statement->name, .sql = statement->sql};
            return p;
        }
        if (strcmp(p->name, statement->name) == 0)
            return strcmp(p->sql, statement->sql) == 0 ? p : NULL;
    }
}

/* ---- One batch: what is queued, sent and answered in one round trip ---- */

struct step {
    struct prepared *prepares; /* the slot whose Parse this is; NULL: an execution */
    size_t at;                 /* index into the queue */
};

/* What an SQLSTATE means here; the longest matching beginning decides. */
static const struct meaning {
    const char *state;
    enum err code;
    bool retry;
} meanings[] = {
    {"40001", ERR_BUSY, true},       {"40P01", ERR_BUSY, true},       {"23505", ERR_CONFLICT, false},
    {"23503", ERR_NOT_FOUND, false}, {"42501", ERR_FORBIDDEN, false}, {"55P03", ERR_BUSY, false},
    {"57014", ERR_DB, false},        {"57P", ERR_DB, false},          {"25", ERR_DB, false},
    {"08", ERR_DB, false},           {"53", ERR_DB, false},           {"58", ERR_DB, false},
    {"XX", ERR_DB, false},
};

static struct meaning meaning_of(const char *state)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (strncmp(state, meanings[i].state, strlen(meanings[i].state)) == 0)
            return meanings[i];
    return (struct meaning){.state = state, .code = ERR_INTERNAL};
}

/* Only the state and the statement's name: PostgreSQL's own words may hold what a person wrote. */
static void log_failure(const char *state, const char *name, enum err code)
{
    if (code == ERR_INTERNAL)
        log_event(LOG_ALERT, "db_error", LOG_WORD("sqlstate", state), LOG_WORD("statement", name));
    else
        log_event(LOG_WARN, "db_error", LOG_WORD("sqlstate", state), LOG_WORD("statement", name));
}

/* The first failure counts; those after it follow from it. */
static void note_failure(struct batch *batch, size_t at, const PGresult *result)
{
    if (batch->failed != OK)
        return;
    const char *state = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    struct meaning m = meaning_of(state == NULL ? "08000" : state);
    batch->failed = m.code;
    batch->retry = m.retry;
    batch->failed_at = at;
    batch->told = state != NULL;
    batch->lost = batch->lost || !batch->told;
    log_failure(state == NULL ? "none" : state, batch->in->queue[at].s.name, m.code);
}

/* The next result. NULL at the end of a statement's results, and (then batch->lost) when the server is silent
 * too long. */
static PGresult *next_result(struct batch *batch, int64_t until)
{
    PGconn *conn = batch->db->conn;
    while (PQisBusy(conn)) {
        int64_t left = until - clock_monotonic_ms();
        struct pollfd p = {.fd = PQsocket(conn), .events = POLLIN};
        int ready = left <= 0 ? 0 : poll(&p, 1, (int)left);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0) {
            batch->lost = true;
            return NULL;
        }
        if (PQconsumeInput(conn) != 1)
            break; /* what came before the end can still be read */
    }
    return PQgetResult(conn);
}

static void read_step(struct batch *batch, const struct step *step, int64_t until)
{
    PGresult *r = next_result(batch, until);
    ExecStatusType status = PQresultStatus(r);
    bool good = r != NULL && (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
    if (good && step->prepares != NULL)
        step->prepares->ready = true;
    if (!good && status != PGRES_PIPELINE_ABORTED)
        note_failure(batch, step->at, r);
    if (good && step->prepares == NULL)
        batch->in->queue[step->at].result = r;
    else
        PQclear(r);
    while (!batch->lost && (r = next_result(batch, until)) != NULL)
        PQclear(r);
}

static void read_results(struct batch *batch)
{
    int64_t until = clock_monotonic_ms() + batch->db->role->patience_ms;
    for (size_t i = 0; i < batch->steps_n && !batch->lost; i++) {
        read_step(batch, &batch->steps[i], until);
        batch->lost = batch->lost || PQstatus(batch->db->conn) != CONNECTION_OK;
    }
    bool synced = false;
    while (!batch->lost && !synced) {
        PGresult *r = next_result(batch, until);
        synced = PQresultStatus(r) == PGRES_PIPELINE_SYNC;
        batch->lost = r == NULL || PQstatus(batch->db->conn) != CONNECTION_OK;
        PQclear(r);
    }
    if (batch->lost && batch->failed == OK) {
        batch->failed = ERR_DB;
        batch->failed_at = batch->in->n - 1;
    }
}

/* Queues the statement, and before it its Parse when this connection does not know it yet. */
static bool send_one(struct batch *batch, size_t at)
{
    struct db *db = batch->db;
    const struct queued *q = &batch->in->queue[at];
    struct prepared *p = find_prepared(db, &q->s);
    if (p == NULL) {
        log_event(LOG_ALERT, "db_statement_name", LOG_WORD("statement", q->s.name));
        batch->failed = ERR_INTERNAL;
        return false;
    }
    if (!p->ready && p->queued_in != db->round_trips) {
        if (PQsendPrepare(db->conn, p->name, p->sql, 0, NULL) != 1)
            return false;
        p->queued_in = db->round_trips;
        batch->steps[batch->steps_n++] = (struct step){.prepares = p, .at = at};
    }
    static const int binary[PARAMS_MOST] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    batch->end_sent = batch->ends && at == batch->in->n - 1;
    if (PQsendQueryPrepared(db->conn, p->name, q->n, q->values, q->lengths, binary, 1) != 1)
        return false;
    batch->steps[batch->steps_n++] = (struct step){.at = at};
    return true;
}

static void send_all(struct batch *batch)
{
    struct work_inner *in = batch->in;
    batch->db->round_trips++;
    batch->db->warned = false;
    bool sent = true;
    for (size_t at = in->sent; at < in->n && sent; at++)
        sent = send_one(batch, at);
    if (sent && PQpipelineSync(batch->db->conn) == 1)
        return;
    batch->lost = true;
    if (batch->failed == OK)
        batch->failed = ERR_DB;
    batch->failed_at = in->sent;
}

/* How the connection must stand after a batch: with a transaction open exactly in the middle of one. */
static bool is_sane(const struct batch *batch)
{
    if (batch->lost)
        return false;
    PGTransactionStatusType status = PQtransactionStatus(batch->db->conn);
    if (batch->failed != OK)
        return status == PQTRANS_IDLE || status == PQTRANS_INERROR;
    return status == (batch->in->kind == READING || batch->ends ? PQTRANS_IDLE : PQTRANS_INTRANS);
}

void db_batch_run(struct batch *batch, struct arena *a)
{
    struct work_inner *in = batch->in;
    struct db *db = batch->db;
    batch->steps = arena_array(a, 2 * (in->n - in->sent), sizeof *batch->steps);
    send_all(batch);
    if (!batch->lost)
        read_results(batch);
    in->sent = in->n;
    in->lost = in->lost || batch->lost;
    if (is_sane(batch)) {
        db->holder = PQtransactionStatus(db->conn) == PQTRANS_IDLE ? NULL : in;
        return;
    }
    if (batch->lost)
        log_event(LOG_WARN, "db_lost", LOG_WORD("statement", in->queue[batch->failed_at].s.name));
    db_disconnect(db);
}

/* ---- What came back ---- */

static PGresult *result_of(const struct work_inner *in, int statement)
{
    return statement < 0 || (size_t)statement >= in->n ? NULL : in->queue[statement].result;
}

size_t db_batch_rows(const struct work_inner *in, int statement)
{
    return (size_t)PQntuples(result_of(in, statement));
}

size_t db_batch_touched(const struct work_inner *in, int statement)
{
    PGresult *r = result_of(in, statement);
    size_t n = 0;
    for (const char *digit = r == NULL ? "" : PQcmdTuples(r); *digit >= '0' && *digit <= '9'; digit++)
        n = n * 10 + (size_t)(*digit - '0');
    return n;
}

bool db_batch_committed(const struct work_inner *in, size_t statement)
{
    PGresult *r = result_of(in, (int)statement);
    return r != NULL && strcmp(PQcmdStatus(r), "COMMIT") == 0;
}

const unsigned char *db_batch_value(const struct work_inner *in, int statement, size_t row, size_t column,
                                    size_t *n)
{
    const PGresult *r = result_of(in, statement);
    const int i = (int)row, k = (int)column;
    *n = 0;
    if (r == NULL || i >= PQntuples(r) || k >= PQnfields(r) || PQgetisnull(r, i, k))
        return NULL;
    *n = (size_t)PQgetlength(r, i, k);
    return (const unsigned char *)PQgetvalue(r, i, k);
}

void db_batch_drop(struct work_inner *in, size_t statement)
{
    PQclear(in->queue[statement].result);
    in->queue[statement].result = NULL;
}

void db_batch_free(struct work_inner *in)
{
    for (size_t i = 0; i < in->n; i++)
        db_batch_drop(in, i);
}
