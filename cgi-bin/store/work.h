#ifndef STORE_WORK_H
#define STORE_WORK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/id.h"
#include "crypto/keyring.h"
#include "crypto/seal.h"
#include <stdbool.h>
#include <stdint.h>

/* A unit of work: statements queued, sent in one round trip, and their rows in typed columns.
 *
 * Every statement of the product is a named constant beside the function that reads its row; each is prepared
 * once per connection. Parameters and columns travel in binary: cast them in SQL as the P_ macros say; times
 * are `to_timestamp($6::int8)` going in and `extract(epoch FROM t)::int8` coming out. */
struct db;

struct statement {
    const char *name; /* unique, snake_case: "plan_current" */
    const char *sql;
};

struct param {
    enum { P_IS_NULL, P_IS_ID, P_IS_INT, P_IS_TEXT, P_IS_BYTES, P_IS_BOOL } as;
    struct id id;
    int64_t number;
    const char *text;
    struct bytes bytes;
};
#define P_ID(v) ((struct param){.as = P_IS_ID, .id = (v)})          /* $::uuid; the nil id goes in as NULL */
#define P_INT(v) ((struct param){.as = P_IS_INT, .number = (v)})    /* $::int8 */
#define P_TEXT(v) ((struct param){.as = P_IS_TEXT, .text = (v)})    /* $::text; NULL goes in as NULL */
#define P_BYTES(v) ((struct param){.as = P_IS_BYTES, .bytes = (v)}) /* $::bytea */
#define P_BOOL(v) ((struct param){.as = P_IS_BOOL, .number = (v)})  /* $::bool */
#define P_NULL ((struct param){.as = P_IS_NULL})

/* A unit of work as one user: the arena, the user's data keys, and a pipeline of statements that go to
 * PostgreSQL in one round trip.
 *
 * Statements are queued with work_want (a ticket comes back), sent with work_flush, and their rows taken with
 * work_count and its like. In entity files this pairs up as x_want_y(work) and x_take_y(work, ticket, &y);
 * x_read_y(work,
 * ..., &y) is both with a flush between. */
struct work {
    struct db *db;
    struct arena *arena;   /* wiped kind */
    struct id user;        /* whose rows; the nil id before the user is known */
    const struct dek *dek; /* the user's newest data key, for sealing; NULL before the user is known */
    bool stale;            /* gr.enter says that the login's last use should be moved on (login_touch) */
    struct work_inner *inner;
};

typedef int ticket; /* an index into the pipeline's results */

/* Queues a statement. Errors surface at the flush. */
ticket work_want(struct work *w, const struct statement *s, const struct param *params, size_t n);
#define WORK_WANT(w, s, ...)                                                                                 \
    work_want((w), (s), (const struct param[]){__VA_ARGS__},                                                 \
              sizeof((const struct param[]){__VA_ARGS__}) / sizeof(struct param))
/* Sends what is queued: one round trip. The first failure is returned (unique violation: ERR_CONFLICT;
 * serialization: ERR_BUSY). */
MUST_USE enum err work_flush(struct work *w);
/* WORK_WANT + flush, for a statement whose rows are wanted at once or that only writes. */
MUST_USE enum err work_run(struct work *w, const struct statement *s, const struct param *params, size_t n,
                           ticket *out);
#define WORK_RUN(w, out, s, ...)                                                                             \
    work_run((w), (s), (const struct param[]){__VA_ARGS__},                                                  \
             sizeof((const struct param[]){__VA_ARGS__}) / sizeof(struct param), (out))

/* Rows of a ticket after its flush; columns from 0, typed getters. A NULL column gives nil id / 0 / NULL /
 * empty / false. */
size_t work_count(struct work *w, ticket t);
size_t work_affected(struct work *w, ticket t); /* rows an INSERT/UPDATE/DELETE touched */
struct id work_id(struct work *w, ticket t, size_t row, int col);
int64_t work_int(struct work *w, ticket t, size_t row, int col);
const char *work_text(struct work *w, ticket t, size_t row, int col); /* copied into the arena */
struct bytes work_bytes(struct work *w, ticket t, size_t row, int col);
bool work_bool(struct work *w, ticket t, size_t row, int col);
bool work_null(struct work *w, ticket t, size_t row, int col);

/* A page's reads: begins a pipeline that is ONE implicit transaction. If `token_hash` is not NULL its first
 * statement is the login lookup, gr.enter(token_hash), which sets the user for the statements after it; after
 * the flush work->user and dek are set, or the user stays nil. All queued statements see only that user's
 * rows; with no such login they see none. */
struct work *work_reading(struct db *db, struct arena *a, const uint8_t *token_hash);
/* The same for a known user (batch). */
struct work *work_reading_as(struct db *db, struct arena *a, struct id user);
/* The user as the login lookup finds them: their id, created, sealed; -1 in a work that has no login. */
ticket work_want_login(struct work *w);

/* Sealing inside the store: seals text for table/row/seq under the newest key; opens with whichever version
 * it names. */
MUST_USE enum err work_seal(struct work *w, enum sealed_table table, int column, struct id row, uint32_t seq,
                            const char *text, struct bytes *out);
MUST_USE enum err work_open(struct work *w, enum sealed_table table, int column, struct id row, uint32_t seq,
                            struct bytes sealed, const char **text);
/* A keyed hash that only this user's key gives (seal_fingerprint). */
MUST_USE enum err work_fingerprint(struct work *w, const char *text, uint8_t out[32]);
/* Gives the work a user's key made here (at sign-up, before its row exists). */
void work_use_key(struct work *w, struct id user, const struct dek *dek);

#endif
