#include "store/db_inner.h"

#include "base/log.h"
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { CONNECT_TRIES = 4 };

static const struct role roles[] = {
    [DB_APP] = {"database.app_role", 20000},
    [DB_HOURLY] = {"database.hourly_role", 30000},
    [DB_OWNER] = {"database.owner_role", 600000},
};

static void on_notice(void *arg, const PGresult *notice)
{
    struct db *db = arg;
    const char *severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity != NULL && strcmp(severity, "WARNING") == 0)
        db->warned = true;
}

void db_disconnect(struct db *db)
{
    PQfinish(db->conn);
    db->conn = NULL;
    db->holder = NULL;
}

void db_sleep(int64_t ms)
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
    db_disconnect(db);
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
        db_sleep(pause_ms[i]);
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

enum err db_ready(struct db *db)
{
    if (db->conn != NULL && PQstatus(db->conn) == CONNECTION_OK &&
        PQtransactionStatus(db->conn) == PQTRANS_IDLE && is_quiet(db->conn))
        return OK;
    return reconnect(db);
}

/* What kept us out, in PostgreSQL's own words after "failed: ", one line: no such database, role or socket.
 */
static const char *refusal(const struct db *db, struct arena *life)
{
    const char *all = PQerrorMessage(db->conn), *last = all;
    for (const char *p = all; (p = strstr(p, "failed: ")) != NULL;)
        last = p += strlen("failed: ");
    return arena_text(life, last, strcspn(last, "\n"));
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
    *why = arena_printf(life, "PostgreSQL does not answer at %s (database %s, role %s): %s",
                        conf_text(conf, "database.socket"), conf_text(conf, "database.name"),
                        conf_text(conf, db->role->setting), refusal(db, life));
    db_disconnect(db);
    return ERR_DB;
}

void db_close(struct db *db)
{
    if (db != NULL)
        db_disconnect(db);
}

const struct keyring *db_keys(const struct db *db)
{
    return db->keys;
}

uint64_t db_round_trips(const struct db *db)
{
    return db->round_trips;
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
        values[i] = work_encode(a, &params[i], &lengths[i]);
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
    enum err e = db_ready(db);
    if (e != OK)
        return e;
    bool good = PQexitPipelineMode(db->conn) == 1 && execute(db, "BEGIN") && execute(db, script) &&
                execute_note(db, a, note, params, n) && execute(db, "COMMIT");
    if (!good)
        *why = arena_copy(a, PQerrorMessage(db->conn));
    if (good && PQenterPipelineMode(db->conn) == 1)
        return OK;
    db_disconnect(db);
    return ERR_CONFIG;
}
