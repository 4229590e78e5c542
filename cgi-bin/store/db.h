#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/conf.h"
#include "store/work.h"

/* The only door to libpq: connect, prepare, pipeline, transactions as a user, retry. Statements and rows:
 * work.h. */
enum db_role { DB_APP, DB_HOURLY, DB_OWNER };

/* Connects (Unix socket, role's name from the settings). ERR_DB with *why when it can't. The connection
 * reconnects by itself when lost. */
MUST_USE enum err db_open(struct arena *life, const struct conf *conf, const struct keyring *keys,
                          enum db_role role, struct db **out, const char **why);
void db_close(struct db *db);
/* Refuses an unfit database: fsync, synchronous_commit or full_page_writes off, too old, superuser or
 * BYPASSRLS, master key check value that does not match, migrations missing. ERR_CONFIG with *why. */
MUST_USE enum err db_check(struct db *db, struct arena *a, const char **why);
const struct keyring *db_keys(const struct db *db);
/* Round trips since the connection was made (for tests and the bench). */
uint64_t db_round_trips(const struct db *db);

/* One transaction as a user, SERIALIZABLE: BEGIN; gr.uid; the user's data keys; fn; COMMIT. fn runs again
 * from the start when PostgreSQL asks for a retry (at most 5 times, with jitter) and when the outcome of
 * COMMIT is unknown (after reconnecting): so fn must begin by looking up its form's id (idempotency_begin)
 * and must have no effect but through `w`. fn returning an error rolls back. A nil user: no user is entered.
 */
MUST_USE enum err db_transact(struct db *db, struct arena *a, struct id user,
                              enum err (*fn)(struct work *w, void *ctx), void *ctx);

/* One statement that stands alone, nobody entered, in a READ COMMITTED transaction of its own (claims,
 * counters, look-ups before a login is known). A COMMIT whose outcome is unknown is ERR_OUTCOME. */
MUST_USE enum err db_single(struct db *db, struct arena *a, struct into into,
                            const struct statement *statement, const struct param *params, size_t n);
#define DB_SINGLE(db, a, into, s, ...) db_single((db), (a), (into), (s), WORK_PARAMS(__VA_ARGS__))

/* Migrations only: a whole file of SQL and then one statement that notes it, in one transaction. ERR_CONFIG
 * with *why when PostgreSQL refuses it. `note` may be NULL. */
MUST_USE enum err db_apply(struct db *db, struct arena *a, const char *script, const struct statement *note,
                           const struct param *params, size_t n, const char **why);

#endif
