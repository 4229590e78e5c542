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

const struct role *db_connection_role(enum db_role role)
{
    return &roles[role];
}

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

enum err db_connection_open(struct db *db)
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
    return db_connection_open(db);
}
