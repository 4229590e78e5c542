#include "store/db_inner.h"

#include <libpq-fe.h>
#include <string.h>

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
    *db = (struct db){.conf = conf, .keys = keys, .role = db_connection_role(role)};
    arena_defer(life, close_at_end, db);
    *out = db;
    if (db_connection_open(db) == OK)
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

static bool execute_note(struct db *db, struct arena *a, const struct statement *statement,
                         const struct param *params, size_t n)
{
    if (statement == NULL)
        return true;
    const char *values[PARAMS_MOST];
    int lengths[PARAMS_MOST], formats[PARAMS_MOST];
    for (size_t i = 0; i < n && i < PARAMS_MOST; i++) {
        values[i] = work_encode(a, &params[i], &lengths[i]);
        formats[i] = 1;
    }
    PGresult *r = PQexecParams(db->conn, statement->sql, (int)n, NULL, values, lengths, formats, 1);
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
