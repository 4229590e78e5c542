#include "store/db.h"

#include "base/log.h"
#include <endian.h>
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

/* The newest migration that this program needs (the number of the last file in sql/). */
enum { NEWEST_MIGRATION = 2 };

enum {
    PREPARED_SLOTS = 1024,
    PREPARED_MOST = 900,
    SQLSTATE_LENGTH = 5,
    RETRIES = 5,
    CONNECT_TRIES = 4,
    LOST_MOST = 2,
    PARAMS_MOST = 32
};

/* What the three roles differ in: the setting that names the role, and how long an answer is waited for.
 * PostgreSQL's own statement_timeout comes first; this one is for a server that hangs, and for a COMMIT that
 * waits for a replica (which no server timeout ends). */
static const struct role {
    const char *setting;
    int64_t patience_ms;
} roles[] = {
    [DB_APP] = {"database.app_role", 20000},
    [DB_HOURLY] = {"database.hourly_role", 30000},
    [DB_OWNER] = {"database.owner_role", 600000},
};

/* A statement known to the connection. */
struct prepared {
    const char *name; /* NULL: the slot is free */
    const char *sql;
    bool ready;
    uint64_t queued_in; /* the batch in which its Parse is on its way */
};

struct db {
    PGconn *conn; /* NULL: not connected */
    const struct conf *conf;
    const struct keyring *keys;
    const struct role *role;
    uint64_t round_trips;      /* also numbers the batches: the first is 1 */
    bool warned;               /* a warning came in while waiting: of a COMMIT it means "not replicated" */
    struct work_inner *holder; /* the work whose transaction is open; NULL for none */
    size_t prepared_n;
    struct prepared prepared[PREPARED_SLOTS]; /* by name; forgotten with the connection */
};

/* A statement of a work's pipeline: waiting until `sent`, then with its result. */
struct queued {
    struct statement s;
    int n;
    const char **values;
    int *lengths;
    PGresult *result;
};

enum work_kind { READING, TRANSACTION, SINGLE };

struct work_inner {
    struct db *db;
    enum work_kind kind;
    struct queued *queue;
    size_t n, cap, sent;
    const uint8_t *token; /* enter by login token; NULL: by work->user */
    bool entered;         /* the user was entered once in this work */
    bool begun;           /* BEGIN went out */
    ticket keys;          /* where the user's wrapped keys come in; -1 when not asked for */
    struct dek *deks;     /* oldest first */
    size_t deks_n;
    enum err failed; /* of a transaction: the first failure; nothing more can be done in it */
    bool retry;      /* PostgreSQL asks for the whole transaction again */
    bool lost;       /* the connection broke */
};

static const struct statement begin_writing = {"db_begin", "BEGIN ISOLATION LEVEL SERIALIZABLE"};
static const struct statement begin_single = {"db_begin_single", "BEGIN ISOLATION LEVEL READ COMMITTED"};
static const struct statement commit_all = {"db_commit", "COMMIT"};
static const struct statement roll_back = {"db_rollback", "ROLLBACK"};
static const struct statement enter_token = {
    "db_enter", "SELECT version, wrapped, user_id, stale FROM gr.enter($1::bytea) ORDER BY version"};
static const struct statement enter_user = {"db_enter_user",
                                            "SELECT set_config('gr.uid', $1::uuid::text, true)"};
static const struct statement user_keys = {
    "db_user_keys",
    "SELECT version::int8, wrapped FROM gr.user_keys WHERE user_id = gr.me() ORDER BY version"};

/* ---- The connection ---- */

static void on_notice(void *arg, const PGresult *notice)
{
    struct db *db = arg;
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity != NULL && strcmp(severity, "WARNING") == 0)
        db->warned = true;
}

static void disconnect(struct db *db)
{
    PQfinish(db->conn);
    db->conn = NULL;
    db->holder = NULL;
}

static void sleep_ms(int64_t ms)
{
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        ;
}

static bool connect_once(struct db *db)
{
    char port[8];
    snprintf(port, sizeof port, "%d", (int)conf_int(db->conf, "database.port"));
    const char *const options[][2] = {
        {"host", conf_text(db->conf, "database.socket")},
        {"port", port},
        {"dbname", conf_text(db->conf, "database.name")},
        {"user", conf_text(db->conf, db->role->setting)},
        {"connect_timeout", "3"},
        {"client_encoding", "UTF8"},
        {"application_name", "greenroom"},
        {NULL, NULL},
    };
    enum { OPTIONS = sizeof options / sizeof *options };
    const char *names[OPTIONS], *values[OPTIONS];
    for (size_t i = 0; i < OPTIONS; i++) {
        names[i] = options[i][0];
        values[i] = options[i][1];
    }
    disconnect(db);
    db->conn = PQconnectdbParams(names, values, 0);
    if (PQstatus(db->conn) != CONNECTION_OK)
        return false;
    memset(db->prepared, 0, sizeof db->prepared);
    db->prepared_n = 0;
    PQsetNoticeReceiver(db->conn, on_notice, db);
    return PQenterPipelineMode(db->conn) == 1;
}

/* Tries for about two seconds: PostgreSQL that is just restarting is met again without a lost request. */
static enum err reconnect(struct db *db)
{
    static const int64_t pause_ms[CONNECT_TRIES] = {0, 200, 600, 1200};
    for (int i = 0; i < CONNECT_TRIES; i++) {
        sleep_ms(pause_ms[i]);
        if (connect_once(db))
            return OK;
    }
    log_event(LOG_WARN, "db_unreachable", LOG_INT("tries", CONNECT_TRIES));
    return ERR_DB;
}

/* An idle connection has nothing to say: input means that the server hung up (or warns that it will). */
static bool is_quiet(PGconn *conn)
{
    struct pollfd p = {.fd = PQsocket(conn), .events = POLLIN};
    if (poll(&p, 1, 0) == 0)
        return true;
    return PQconsumeInput(conn) == 1 && PQstatus(conn) == CONNECTION_OK && !(p.revents & (POLLHUP | POLLERR));
}

/* A connection in which no transaction is open. */
static enum err make_ready(struct db *db)
{
    if (db->conn != NULL && PQstatus(db->conn) == CONNECTION_OK &&
        PQtransactionStatus(db->conn) == PQTRANS_IDLE && is_quiet(db->conn))
        return OK;
    return reconnect(db);
}

static void close_at_end(void *thing)
{
    db_close(thing);
}

enum err db_open(struct arena *life, const struct conf *conf, const struct keyring *keys, enum db_role role,
                 struct db **out, const char **why)
{
    struct db *db = arena_alloc(life, sizeof *db);
    *db = (struct db){.conf = conf, .keys = keys, .role = &roles[role]};
    arena_defer(life, close_at_end, db);
    *out = db;
    if (reconnect(db) == OK)
        return OK;
    *why = arena_printf(life, "PostgreSQL does not answer at %s (database %s, role %s).",
                        conf_text(conf, "database.socket"), conf_text(conf, "database.name"),
                        conf_text(conf, db->role->setting));
    disconnect(db);
    return ERR_DB;
}

void db_close(struct db *db)
{
    if (db != NULL)
        disconnect(db);
}

const struct keyring *db_keys(const struct db *db)
{
    return db->keys;
}

uint64_t db_round_trips(const struct db *db)
{
    return db->round_trips;
}

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
static struct prepared *find_prepared(struct db *db, const struct statement *s)
{
    for (size_t i = name_slot(s->name);; i = (i + 1) % PREPARED_SLOTS) {
        struct prepared *p = &db->prepared[i];
        if (p->name == NULL) {
            if (db->prepared_n >= PREPARED_MOST)
                return NULL;
            db->prepared_n++;
            *p = (struct prepared){.name = s->name, .sql = s->sql};
            return p;
        }
        if (strcmp(p->name, s->name) == 0)
            return strcmp(p->sql, s->sql) == 0 ? p : NULL;
    }
}

/* ---- One batch: what is queued, sent and answered in one round trip ---- */

struct step {
    struct prepared *prepares; /* the slot whose Parse this is; NULL: an execution */
    size_t at;                 /* index into the queue */
};

struct batch {
    struct db *db;
    struct work_inner *in;
    struct step *steps;
    size_t steps_n;
    bool ends;     /* its last statement is COMMIT or ROLLBACK */
    bool end_sent; /* ... and it may have reached the server */
    bool lost;
    enum err failed;
    size_t failed_at; /* index into the queue */
    bool told;        /* PostgreSQL itself reported the failure */
    bool retry;
};

/* What an SQLSTATE means here; the longest matching beginning decides. */
static const struct meaning {
    const char *state;
    enum err code;
    bool retry;
} meanings[] = {
    {"40001", ERR_BUSY, true},       {"40P01", ERR_BUSY, true},       {"23505", ERR_CONFLICT, false},
    {"23503", ERR_NOT_FOUND, false}, {"42501", ERR_FORBIDDEN, false}, {"55P03", ERR_BUSY, false},
    {"57014", ERR_TIMEOUT, false},   {"57P", ERR_DB, false},          {"25", ERR_DB, false},
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
static void note_failure(struct batch *b, size_t at, const PGresult *r)
{
    if (b->failed != OK)
        return;
    const char *state = r == NULL ? NULL : PQresultErrorField(r, PG_DIAG_SQLSTATE);
    struct meaning m = meaning_of(state == NULL ? "08000" : state);
    b->failed = m.code;
    b->retry = m.retry;
    b->failed_at = at;
    b->told = state != NULL;
    b->lost = b->lost || !b->told;
    log_failure(state == NULL ? "none" : state, b->in->queue[at].s.name, m.code);
}

/* The next result. NULL at the end of a statement's results, and (then b->lost) when the server is silent too
 * long. */
static PGresult *next_result(struct batch *b, int64_t until)
{
    PGconn *conn = b->db->conn;
    while (PQisBusy(conn)) {
        int64_t left = until - clock_monotonic_ms();
        struct pollfd p = {.fd = PQsocket(conn), .events = POLLIN};
        int ready = left <= 0 ? 0 : poll(&p, 1, (int)left);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0) {
            b->lost = true;
            return NULL;
        }
        if (PQconsumeInput(conn) != 1)
            break; /* what came before the end can still be read */
    }
    return PQgetResult(conn);
}

static void read_step(struct batch *b, const struct step *step, int64_t until)
{
    PGresult *r = next_result(b, until);
    ExecStatusType status = PQresultStatus(r);
    bool good = r != NULL && (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK);
    if (good && step->prepares != NULL)
        step->prepares->ready = true;
    if (!good && status != PGRES_PIPELINE_ABORTED)
        note_failure(b, step->at, r);
    if (good && step->prepares == NULL)
        b->in->queue[step->at].result = r;
    else
        PQclear(r);
    while (!b->lost && (r = next_result(b, until)) != NULL)
        PQclear(r);
}

static void read_results(struct batch *b)
{
    int64_t until = clock_monotonic_ms() + b->db->role->patience_ms;
    for (size_t i = 0; i < b->steps_n && !b->lost; i++) {
        read_step(b, &b->steps[i], until);
        b->lost = b->lost || PQstatus(b->db->conn) != CONNECTION_OK;
    }
    bool synced = false;
    while (!b->lost && !synced) {
        PGresult *r = next_result(b, until);
        synced = PQresultStatus(r) == PGRES_PIPELINE_SYNC;
        b->lost = r == NULL || PQstatus(b->db->conn) != CONNECTION_OK;
        PQclear(r);
    }
    if (b->lost && b->failed == OK) {
        b->failed = ERR_DB;
        b->failed_at = b->in->n - 1;
    }
}

/* Queues the statement, and before it its Parse when this connection does not know it yet. */
static bool send_one(struct batch *b, size_t at)
{
    struct db *db = b->db;
    const struct queued *q = &b->in->queue[at];
    struct prepared *p = find_prepared(db, &q->s);
    if (p == NULL) {
        log_event(LOG_ALERT, "db_statement_name", LOG_WORD("statement", q->s.name));
        b->failed = ERR_INTERNAL;
        return false;
    }
    if (!p->ready && p->queued_in != db->round_trips) {
        if (PQsendPrepare(db->conn, p->name, p->sql, 0, NULL) != 1)
            return false;
        p->queued_in = db->round_trips;
        b->steps[b->steps_n++] = (struct step){.prepares = p, .at = at};
    }
    static const int binary[PARAMS_MOST] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    b->end_sent = b->ends && at == b->in->n - 1;
    if (PQsendQueryPrepared(db->conn, p->name, q->n, q->values, q->lengths, binary, 1) != 1)
        return false;
    b->steps[b->steps_n++] = (struct step){.at = at};
    return true;
}

static void send_all(struct batch *b)
{
    struct work_inner *in = b->in;
    b->db->round_trips++;
    b->db->warned = false;
    bool sent = true;
    for (size_t at = in->sent; at < in->n && sent; at++)
        sent = send_one(b, at);
    if (sent && PQpipelineSync(b->db->conn) == 1)
        return;
    b->lost = true;
    if (b->failed == OK)
        b->failed = ERR_DB;
    b->failed_at = in->sent;
}

/* How the connection must stand after a batch: with a transaction open exactly in the middle of one. */
static bool is_sane(const struct batch *b)
{
    if (b->lost)
        return false;
    PGTransactionStatusType status = PQtransactionStatus(b->db->conn);
    if (b->failed != OK)
        return status == PQTRANS_IDLE || status == PQTRANS_INERROR;
    return status == (b->in->kind == READING || b->ends ? PQTRANS_IDLE : PQTRANS_INTRANS);
}

/* Sends in->queue[sent..n) and reads the answers. Nothing of the arena is touched between the first send and
 * the last answer, so that running out of memory can't leave half a batch behind. */
static void run_batch(struct batch *b, struct arena *a)
{
    struct work_inner *in = b->in;
    struct db *db = b->db;
    b->steps = arena_array(a, 2 * (in->n - in->sent), sizeof *b->steps);
    send_all(b);
    if (!b->lost)
        read_results(b);
    in->sent = in->n;
    in->lost = in->lost || b->lost;
    if (is_sane(b)) {
        db->holder = PQtransactionStatus(db->conn) == PQTRANS_IDLE ? NULL : in;
        return;
    }
    if (b->lost)
        log_event(LOG_WARN, "db_lost", LOG_WORD("statement", in->queue[b->failed_at].s.name));
    disconnect(db);
}

/* ---- A unit of work ---- */

static void work_release(void *thing)
{
    struct work_inner *in = thing;
    for (size_t i = 0; i < in->n; i++) {
        PQclear(in->queue[i].result);
        in->queue[i].result = NULL;
    }
    if (in->db->holder == in)
        disconnect(in->db); /* left in the middle of a transaction: memory ran out */
}

static struct work *work_new(struct db *db, struct arena *a, enum work_kind kind, struct id user)
{
    struct work *w = arena_alloc(a, sizeof *w);
    struct work_inner *in = arena_alloc(a, sizeof *in);
    *in = (struct work_inner){.db = db, .kind = kind, .keys = -1};
    *w = (struct work){.db = db, .arena = a, .user = user, .inner = in};
    arena_defer(a, work_release, in);
    return w;
}

struct work *work_reading(struct db *db, struct arena *a, const uint8_t *token_hash)
{
    struct work *w = work_new(db, a, READING, (struct id){{0}});
    if (token_hash != NULL)
        w->inner->token = arena_bytes(a, token_hash, 32);
    return w;
}

struct work *work_reading_as(struct db *db, struct arena *a, struct id user)
{
    return work_new(db, a, READING, user);
}

/* Binary form of a parameter, in the arena. NULL is SQL's NULL. */
static const char *encode(struct arena *a, const struct param *p, int *length)
{
    uint64_t number = htobe64((uint64_t)p->number);
    switch (p->as) {
    case P_IS_ID:
        *length = 16;
        return id_none(p->id) ? NULL : arena_bytes(a, p->id.b, 16);
    case P_IS_INT:
        *length = 8;
        return arena_bytes(a, &number, 8);
    case P_IS_TEXT:
        *length = p->text == NULL ? 0 : (int)strlen(p->text);
        return arena_copy(a, p->text);
    case P_IS_BYTES:
        *length = (int)p->bytes.len;
        return p->bytes.data == NULL ? NULL : arena_bytes(a, p->bytes.data, p->bytes.len);
    case P_IS_BOOL:
        *length = 1;
        return arena_bytes(a, p->number != 0 ? "\1" : "\0", 1);
    case P_IS_NULL:
        break;
    }
    *length = 0;
    return NULL;
}

static ticket push(struct work *w, const struct statement *s, const struct param *params, size_t n)
{
    struct work_inner *in = w->inner;
    struct queued q = {.s = *s, .n = (int)(n > PARAMS_MOST ? PARAMS_MOST : n)};
    q.values = arena_array(w->arena, n, sizeof *q.values);
    q.lengths = arena_array(w->arena, n, sizeof *q.lengths);
    for (int i = 0; i < q.n; i++)
        q.values[i] = encode(w->arena, &params[i], &q.lengths[i]);
    if (in->n == in->cap) {
        size_t cap = in->cap == 0 ? 16 : 2 * in->cap;
        struct queued *grown = arena_array(w->arena, cap, sizeof *grown);
        if (in->n > 0)
            memcpy(grown, in->queue, in->n * sizeof *grown);
        in->queue = grown;
        in->cap = cap;
    }
    in->queue[in->n] = q;
    return (ticket)in->n++;
}

/* What must come first in a batch: BEGIN once in a transaction, and entering the user, whose setting ends
 * with each transaction. The user's keys are asked for the first time. */
static void push_entering(struct work *w)
{
    struct work_inner *in = w->inner;
    if (in->n > in->sent || (in->kind != READING && in->begun))
        return;
    if (in->kind != READING)
        push(w, in->kind == SINGLE ? &begin_single : &begin_writing, NULL, 0);
    in->begun = true;
    if (in->token != NULL && !in->entered)
        in->keys = push(w, &enter_token, &P_BYTES(((struct bytes){in->token, 32})), 1);
    else if (!id_none(w->user))
        push(w, &enter_user, &P_ID(w->user), 1);
    if (in->token == NULL && !in->entered && !id_none(w->user))
        in->keys = push(w, &user_keys, NULL, 0);
}

ticket work_want(struct work *w, const struct statement *s, const struct param *params, size_t n)
{
    push_entering(w);
    return push(w, s, params, n);
}

/* The user's data keys from the entering statement's rows. A key that does not open hurts this one user only,
 * and nothing is written over it. */
static enum err take_keys(struct work *w)
{
    struct work_inner *in = w->inner;
    if (in->keys < 0 || in->entered)
        return OK;
    in->entered = true;
    size_t rows = work_count(w, in->keys);
    if (in->token != NULL && rows > 0) {
        w->user = work_id(w, in->keys, 0, 2);
        w->stale = work_bool(w, in->keys, 0, 3);
    }
    struct dek *deks = arena_array(w->arena, rows, sizeof *deks);
    size_t n = 0;
    for (size_t i = 0; i < rows; i++) {
        if (work_null(w, in->keys, i, 1))
            continue;
        enum err e = keyring_unwrap(in->db->keys, w->user, (uint32_t)work_int(w, in->keys, i, 0),
                                    work_bytes(w, in->keys, i, 1), &deks[n++]);
        if (e != OK) {
            log_event(LOG_ALERT, "data_key", LOG_ID("user", w->user), LOG_WORD("outcome", err_name(e)));
            return ERR_SEAL;
        }
    }
    in->deks = deks;
    in->deks_n = n;
    w->dek = n == 0 ? NULL : &deks[n - 1];
    return OK;
}

static enum err ready_for_batch(struct work_inner *in)
{
    if (in->failed != OK)
        return in->failed;
    struct db *db = in->db;
    if (db->holder == in)
        return OK;
    if (db->holder != NULL) {
        log_event(LOG_ALERT, "db_nested_work", LOG_WORD("statement", in->queue[in->sent].s.name));
        return ERR_INTERNAL;
    }
    if (in->kind != READING && in->sent > 0) /* its transaction died with the connection */
        return ERR_DB;
    return make_ready(db);
}

static enum err flush(struct work *w, struct batch *b)
{
    struct work_inner *in = w->inner;
    *b = (struct batch){.db = in->db, .in = in, .ends = b->ends};
    enum err e = ready_for_batch(in);
    if (e == OK) {
        run_batch(b, w->arena);
        e = b->failed;
    }
    in->sent = in->n;
    if (e == OK)
        e = take_keys(w);
    if (e != OK && in->kind != READING) {
        in->failed = e;
        in->retry = b->retry;
    }
    return e;
}

enum err work_flush(struct work *w)
{
    struct work_inner *in = w->inner;
    if (in->n == in->sent && in->kind == READING && !in->entered)
        push_entering(w);
    if (in->n == in->sent)
        return in->failed;
    return flush(w, &(struct batch){.ends = false});
}

enum err work_run(struct work *w, const struct statement *s, const struct param *params, size_t n,
                  ticket *out)
{
    ticket t = work_want(w, s, params, n);
    if (out != NULL)
        *out = t;
    return work_flush(w);
}

/* ---- Rows ---- */

static const PGresult *result_of(const struct work *w, ticket t)
{
    const struct work_inner *in = w->inner;
    return t < 0 || (size_t)t >= in->n ? NULL : in->queue[t].result;
}

size_t work_count(struct work *w, ticket t)
{
    return (size_t)PQntuples(result_of(w, t));
}

size_t work_affected(struct work *w, ticket t)
{
    PGresult *r = w->inner->n > (size_t)t ? w->inner->queue[t].result : NULL;
    size_t n = 0;
    for (const char *digit = r == NULL ? "" : PQcmdTuples(r); *digit >= '0' && *digit <= '9'; digit++)
        n = n * 10 + (size_t)(*digit - '0');
    return n;
}

/* The bytes of a value; NULL when it is SQL's NULL or there is no such row or column. */
static const unsigned char *value_of(const struct work *w, ticket t, size_t row, int col, size_t *n)
{
    const PGresult *r = result_of(w, t);
    *n = 0;
    if (r == NULL || row >= (size_t)PQntuples(r) || col < 0 || col >= PQnfields(r) ||
        PQgetisnull(r, (int)row, col))
        return NULL;
    *n = (size_t)PQgetlength(r, (int)row, col);
    return (const unsigned char *)PQgetvalue(r, (int)row, col);
}

struct id work_id(struct work *w, ticket t, size_t row, int col)
{
    size_t n;
    struct id id = {{0}};
    const unsigned char *v = value_of(w, t, row, col, &n);
    if (v != NULL && n == sizeof id.b)
        memcpy(id.b, v, sizeof id.b);
    return id;
}

int64_t work_int(struct work *w, ticket t, size_t row, int col)
{
    size_t n;
    const unsigned char *v = value_of(w, t, row, col, &n);
    if (v == NULL || n == 0 || n > 8)
        return 0;
    uint64_t number = n > 1 && v[0] & 0x80 ? UINT64_MAX : 0; /* a bool is one byte and has no sign */
    for (size_t i = 0; i < n; i++)
        number = number << 8 | v[i];
    return (int64_t)number;
}

const char *work_text(struct work *w, ticket t, size_t row, int col)
{
    size_t n;
    const unsigned char *v = value_of(w, t, row, col, &n);
    return v == NULL ? NULL : arena_text(w->arena, (const char *)v, n);
}

struct bytes work_bytes(struct work *w, ticket t, size_t row, int col)
{
    size_t n;
    const unsigned char *v = value_of(w, t, row, col, &n);
    return v == NULL ? (struct bytes){NULL, 0} : (struct bytes){arena_bytes(w->arena, v, n), n};
}

bool work_bool(struct work *w, ticket t, size_t row, int col)
{
    return work_int(w, t, row, col) != 0;
}

bool work_null(struct work *w, ticket t, size_t row, int col)
{
    size_t n;
    return value_of(w, t, row, col, &n) == NULL;
}

/* ---- Transactions ---- */

enum ending {
    SETTLED,     /* committed, or rolled back as fn wished, or refused for good */
    ASKED_AGAIN, /* PostgreSQL wants the whole transaction again */
    BROKEN,      /* the connection was lost before COMMIT was sent: nothing happened */
    UNKNOWN,     /* ... after it was sent: perhaps it happened */
    UNREPLICATED /* committed here, but a replica that must have it has not confirmed */
};

static enum ending ending_of(const struct work_inner *in)
{
    if (in->retry)
        return ASKED_AGAIN;
    return in->lost ? BROKEN : SETTLED;
}

/* Sends COMMIT with whatever is still queued before it, in one round trip. An error that PostgreSQL itself
 * reported for a statement before it means that COMMIT was skipped; silence, or a breakdown at COMMIT itself,
 * tells nothing.
 *
 * A warning at COMMIT is PostgreSQL saying that it stopped waiting for a replica. Running fn again would find
 * its form's id here and prove nothing about the replica, so that is reported as it is; op_begin writes each
 * time, so that a later success does prove it. */
static enum err commit(struct work *w, enum ending *how)
{
    struct work_inner *in = w->inner;
    struct batch b = {.ends = true};
    ticket end = push(w, &commit_all, NULL, 0);
    enum err e = flush(w, &b);
    *how = ending_of(in);
    if (e == OK && strcmp(PQcmdStatus(in->queue[end].result), "COMMIT") != 0)
        return ERR_INTERNAL; /* PostgreSQL rolled back what we took for sound */
    if (e == OK && in->db->warned)
        *how = UNREPLICATED;
    if (b.lost && b.end_sent && !(b.told && b.failed_at < (size_t)end))
        *how = UNKNOWN;
    return *how == UNREPLICATED ? ERR_OUTCOME : e;
}

static void undo(struct work *w)
{
    struct work_inner *in = w->inner;
    if (in->db->holder != in)
        return;
    in->failed = OK;
    in->sent = in->n; /* what is still queued is dropped */
    push(w, &roll_back, NULL, 0);
    if (flush(w, &(struct batch){.ends = true}) != OK)
        disconnect(in->db);
}

static enum err transact_once(struct db *db, struct arena *a, struct id user,
                              enum err (*fn)(struct work *w, void *ctx), void *ctx, enum ending *how)
{
    struct work *w = work_new(db, a, TRANSACTION, user);
    struct work_inner *in = w->inner;
    enum err e = fn(w, ctx);
    *how = SETTLED;
    if (in->failed != OK) { /* a failure in the pipeline stands, even if fn went past it */
        *how = ending_of(in);
        if (e == OK || *how != SETTLED)
            e = in->failed;
    }
    if (e == OK && in->n > 0)
        e = commit(w, how);
    if (e != OK)
        undo(w);
    work_release(in);
    return e;
}

/* 4, 8, 16 ... ms, each up to twice as long by chance, so that two that collided part. */
static void back_off(int retry)
{
    uint8_t chance = 0;
    if (getrandom(&chance, 1, GRND_NONBLOCK) != 1)
        chance = 128;
    int64_t ms = (int64_t)4 << retry;
    sleep_ms(ms + ms * chance / 256);
}

enum err db_transact(struct db *db, struct arena *a, struct id user,
                     enum err (*fn)(struct work *w, void *ctx), void *ctx)
{
    int retries = 0, losses = 0;
    bool unsure = false; /* an earlier COMMIT may have happened */
    const int64_t patient_until = clock_monotonic_ms() + db->role->patience_ms;
    for (;;) {
        enum ending how;
        enum err e = transact_once(db, a, user, fn, ctx, &how);
        switch (how) {
        case SETTLED:
        case UNREPLICATED:
            return e != OK && unsure ? ERR_OUTCOME : e;
        case ASKED_AGAIN:
            if (++retries > RETRIES)
                return unsure ? ERR_OUTCOME : ERR_BUSY;
            back_off(retries);
            break;
        case UNKNOWN:
            unsure = true;
            if (++losses > LOST_MOST || clock_monotonic_ms() > patient_until)
                return ERR_OUTCOME;
            break;
        case BROKEN:
            if (++losses > LOST_MOST)
                return unsure ? ERR_OUTCOME : ERR_DB;
            break;
        }
    }
}

enum err db_single(struct db *db, struct arena *a, const struct statement *s, const struct param *params,
                   size_t n, struct work **out, ticket *t)
{
    struct work *w = work_new(db, a, SINGLE, (struct id){{0}});
    *t = work_want(w, s, params, n);
    *out = w;
    enum ending how;
    enum err e = commit(w, &how);
    if (e != OK)
        undo(w);
    return how == UNKNOWN ? ERR_OUTCOME : e;
}

/* ---- Sealing ---- */

static enum err fetch_keys(struct work *w)
{
    struct work_inner *in = w->inner;
    if (w->dek != NULL)
        return OK;
    if (!in->entered && (in->token != NULL || !id_none(w->user))) {
        push_entering(w);
        enum err e = work_flush(w);
        if (e != OK)
            return e;
    }
    return w->dek != NULL ? OK : ERR_SEAL;
}

enum err work_seal(struct work *w, enum sealed_table table, int column, struct id row, uint32_t seq,
                   const char *text, struct bytes *out)
{
    enum err e = fetch_keys(w);
    if (e != OK)
        return e;
    struct place at = {
        .table = (uint16_t)table, .column = (uint16_t)column, .user = w->user, .row = row, .seq = seq};
    return seal_make(w->arena, w->dek, &at, text, strlen(text), out);
}

enum err work_open(struct work *w, enum sealed_table table, int column, struct id row, uint32_t seq,
                   struct bytes sealed, const char **text)
{
    enum err e = fetch_keys(w);
    if (e != OK)
        return e;
    struct place at = {
        .table = (uint16_t)table, .column = (uint16_t)column, .user = w->user, .row = row, .seq = seq};
    uint32_t version = seal_version(sealed);
    size_t n;
    e = ERR_SEAL;
    for (size_t i = 0; i < w->inner->deks_n; i++)
        if (w->inner->deks[i].version == version)
            e = seal_open(w->arena, &w->inner->deks[i], &at, sealed, text, &n);
    if (e == OK && strlen(*text) != n)
        e = ERR_SEAL;
    if (e != OK)
        log_event(LOG_ALERT, "sealed_row", LOG_ID("user", w->user), LOG_ID("row", row),
                  LOG_INT("table", table));
    return e;
}

void work_use_key(struct work *w, struct id user, const struct dek *dek)
{
    struct work_inner *in = w->inner;
    struct dek *deks = arena_array(w->arena, in->deks_n + 1, sizeof *deks);
    if (in->deks_n > 0)
        memcpy(deks, in->deks, in->deks_n * sizeof *deks);
    deks[in->deks_n] = *dek;
    in->deks = deks;
    w->user = user;
    w->dek = &deks[in->deks_n++];
}

/* ---- Start-up ---- */

static const struct statement fitness = {"db_fitness",
                                         "SELECT current_setting('fsync') = 'on',"
                                         "       current_setting('synchronous_commit') <> 'off',"
                                         "       current_setting('full_page_writes') = 'on',"
                                         "       current_setting('server_version_num')::int8,"
                                         "       rolsuper OR rolbypassrls,"
                                         "       current_setting('data_checksums') = 'on',"
                                         "       to_regclass('gr.migrations') IS NOT NULL"
                                         "  FROM pg_roles WHERE rolname = session_user"};
static const struct statement newest_migration = {"db_newest_migration",
                                                  "SELECT coalesce(max(n), 0)::int8 FROM gr.migrations"};
static const struct statement master_checks = {"db_master_checks",
                                               "SELECT kid::int8, \"check\" FROM gr.keyring"};

/* Every master key of the ring that the database knows must be the same key there. */
static enum err check_keys(struct work *w, ticket t, const char **why)
{
    const struct keyring *keys = w->db->keys;
    bool active_known = false;
    for (size_t i = 0; i < work_count(w, t); i++) {
        uint32_t kid = (uint32_t)work_int(w, t, i, 0);
        struct bytes stored = work_bytes(w, t, i, 1);
        uint8_t ours[MASTER_CHECK_BYTES];
        enum err e = keyring_check(keys, kid, ours);
        if (e == ERR_NOT_FOUND)
            continue; /* an old key that was taken out after a rotation */
        if (e != OK)
            return e;
        if (stored.len != sizeof ours || memcmp(stored.data, ours, sizeof ours) != 0) {
            *why = arena_printf(
                w->arena, "Master key %u of the key file is not the key this database was made with.", kid);
            return ERR_CONFIG;
        }
        active_known = active_known || kid == keyring_active(keys);
    }
    if (active_known)
        return OK;
    *why = "The database does not know the key file's newest master key: run greenroom-admin migrate.";
    return ERR_CONFIG;
}

enum err db_check(struct db *db, struct arena *a, const char **why)
{
    static const char *const unfit[] = {
        "PostgreSQL runs with fsync off: what it says is saved may be lost.",
        "PostgreSQL runs with synchronous_commit off: what it says is saved may be lost.",
        "PostgreSQL runs with full_page_writes off: a crash can tear its pages.",
    };
    struct work *w = work_reading(db, a, NULL);
    ticket t;
    enum err e = work_run(w, &fitness, NULL, 0, &t);
    if (e != OK) {
        *why = "PostgreSQL does not answer.";
        return e;
    }
    *why = NULL;
    for (int i = 0; i < 3 && *why == NULL; i++)
        if (!work_bool(w, t, 0, i))
            *why = unfit[i];
    if (*why == NULL && work_int(w, t, 0, 3) < 150000)
        *why = "PostgreSQL is older than version 15.";
    if (*why == NULL && work_bool(w, t, 0, 4))
        *why = "The database role is a superuser or passes row-level security by: run sql/roles.sql.";
    if (*why == NULL && !work_bool(w, t, 0, 6))
        *why = "The database has no tables yet: run greenroom-admin migrate.";
    if (*why != NULL)
        return ERR_CONFIG;
    if (!work_bool(w, t, 0, 5))
        log_event(LOG_WARN, "db_no_data_checksums", LOG_INT("version", work_int(w, t, 0, 3)));
    ticket newest = work_want(w, &newest_migration, NULL, 0);
    ticket checks = work_want(w, &master_checks, NULL, 0);
    e = work_flush(w);
    if (e == OK && work_int(w, newest, 0, 0) >= NEWEST_MIGRATION)
        return check_keys(w, checks, why);
    *why = "The database lacks migrations that this program needs: run greenroom-admin migrate.";
    return ERR_CONFIG;
}

/* ---- Migrations ---- */

/* One step of a migration over the simple protocol, which takes many statements at once. */
static bool execute(struct db *db, const char *script)
{
    PGresult *r = PQexec(db->conn, script);
    bool good = PQresultStatus(r) == PGRES_COMMAND_OK || PQresultStatus(r) == PGRES_TUPLES_OK;
    PQclear(r);
    return good;
}

static bool execute_note(struct db *db, struct arena *a, const struct statement *s,
                         const struct param *params, size_t n)
{
    if (s == NULL)
        return true;
    const char *values[PARAMS_MOST];
    int lengths[PARAMS_MOST], formats[PARAMS_MOST];
    for (size_t i = 0; i < n && i < PARAMS_MOST; i++) {
        values[i] = encode(a, &params[i], &lengths[i]);
        formats[i] = 1;
    }
    PGresult *r = PQexecParams(db->conn, s->sql, (int)n, NULL, values, lengths, formats, 1);
    bool good = PQresultStatus(r) == PGRES_COMMAND_OK || PQresultStatus(r) == PGRES_TUPLES_OK;
    PQclear(r);
    return good;
}

enum err db_apply(struct db *db, struct arena *a, const char *script, const struct statement *note,
                  const struct param *params, size_t n, const char **why)
{
    enum err e = make_ready(db);
    if (e != OK)
        return e;
    bool good = PQexitPipelineMode(db->conn) == 1 && execute(db, "BEGIN") && execute(db, script) &&
                execute_note(db, a, note, params, n) && execute(db, "COMMIT");
    if (!good)
        *why = arena_copy(a, PQerrorMessage(db->conn));
    if (good && PQenterPipelineMode(db->conn) == 1)
        return OK;
    disconnect(db);
    return ERR_CONFIG;
}
