#ifndef STORE_DB_INNER_H
#define STORE_DB_INNER_H

#include "store/db.h"

/* What the files behind db.h share; nobody else includes this.
 *
 *   db.c             opening and closing; migrations
 *   db_check.c       is this database fit to serve?
 *   db_connection.c  the connection, made and made again
 *   db_batch.c       statements on their way to PostgreSQL and rows on their way back
 *   work_encode.c    binary forms: of a parameter on its way, of a value on its way back
 *   work.c           a unit of work: its queue, the user it is entered as, destinations, sealing
 *   db_transact.c    transactions and their retries */

struct pg_conn;
struct pg_result;

enum { PREPARED_SLOTS = 1024, PARAMS_MOST = 32 };

/* What the roles differ in: the setting that names the role, and how long an answer is waited for.
 * PostgreSQL's own statement_timeout comes first; this one is for a server that hangs, and for a COMMIT that
 * waits for a replica (which no server timeout ends). */
struct role {
    const char *setting;
    int64_t patience_ms;
};

/* A statement known to the connection. */
struct prepared {
    const char *name; /* NULL: the slot is free */
    const char *sql;
    bool ready;
    uint64_t queued_in; /* the batch in which its Parse is on its way */
};

struct db {
    struct pg_conn *conn; /* NULL: not connected */
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
    struct into into; /* where its rows go; .read is NULL: nowhere */
    struct pg_result *result;
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
    bool again;           /* a transaction that runs once more: one at a time (work.c) */
    int keys;             /* where in the queue the user's wrapped keys come in; -1 when not asked for */
    struct dek *deks;     /* oldest first */
    size_t deks_n;
    enum err failed; /* the first failure; nothing more can be done in it */
    bool retry;      /* PostgreSQL asks for the whole transaction again */
    bool lost;       /* the connection broke */
};

const struct role *db_connection_role(enum db_role role);
/* A new connection, in place of the one there may be. Tries for about two seconds: PostgreSQL that is just
 * restarting is met again without a lost request. */
MUST_USE enum err db_connection_open(struct db *db);
/* A connection in which no transaction is open: the one there is, or a new one. */
MUST_USE enum err db_ready(struct db *db);
/* Ends the connection, and with it whatever was under way in it. */
void db_disconnect(struct db *db);
void db_sleep(int64_t ms);

/* One batch: what is queued in a work, sent and answered in one round trip. */
struct batch {
    struct db *db;
    struct work_inner *in;
    struct step *steps;
    size_t steps_n;
    bool ends;        /* its last statement is COMMIT or ROLLBACK */
    bool end_sent;    /* ... and that may have reached the server */
    bool lost;        /* the connection broke */
    enum err failed;  /* the first failure */
    size_t failed_at; /* ... as an index into the queue */
    bool told;        /* ... reported by PostgreSQL itself */
    bool retry;       /* ... which asks for the whole transaction again */
};

/* Sends in->queue[sent..n) and reads the answers. Nothing of the arena is touched between the first send and
 * the last answer, so that running out of memory can't leave half a batch behind. */
void db_batch_run(struct batch *batch, struct arena *a);
/* Of a statement that has run, by its place in the queue: its rows, the rows it found or touched, and whether
 * it ended as COMMIT. -1 stands for none. */
size_t db_batch_rows(const struct work_inner *in, int statement);
size_t db_batch_touched(const struct work_inner *in, int statement);
bool db_batch_committed(const struct work_inner *in, size_t statement);
/* The bytes of a value; NULL when it is SQL's NULL or there is no such row or column. */
const unsigned char *db_batch_value(const struct work_inner *in, int statement, size_t row, size_t column,
                                    size_t *n);
/* Lets go of what came back for one statement, and for all. */
void db_batch_drop(struct work_inner *in, size_t statement);
void db_batch_free(struct work_inner *in);

struct work *work_new(struct db *db, struct arena *a, enum work_kind kind, struct id user);
/* Queues a statement as it is, with nothing put before it: its place in the queue. */
size_t work_push(struct work *w, const struct statement *statement, const struct param *params, size_t n);
/* Is a statement queued whose rows somebody waits for? */
bool work_waits(const struct work *w);
/* Fills the destinations of what was answered, from that place in the queue on, and lets go of the rows. */
MUST_USE enum err work_fill(struct work *w, size_t from);
/* Sends what is queued; *b tells what became of it. */
MUST_USE enum err work_send(struct work *w, struct batch *batch);
/* Lets go of the results, and of a transaction that was left in the middle. */
void work_release(void *thing);
/* Binary form of a parameter, in the arena. NULL is SQL's NULL. */
const char *work_encode(struct arena *a, const struct param *param, int *length);

#endif
