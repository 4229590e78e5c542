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

/* A unit of work: statements queued, sent in one round trip, and their rows put where they are wanted.
 *
 * Every statement of the product is a named constant beside the row that it reads (row.h); each is prepared
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
 * A statement is queued together with the place where what it brings back goes; work_flush sends what is
 * queued and fills those places. In entity files this is x_want_y(work, ..., &y), and x_read_y(work, ...,
 * &y), which flushes too. Until the flush, and after one that fails, the place holds what it holds where
 * there is no row. It must live until then. */
struct work {
    struct db *db;
    struct arena *arena;   /* wiped kind */
    struct id user;        /* whose rows; the nil id before the user is known */
    const struct dek *dek; /* the user's newest data key, for sealing; NULL before the user is known */
    bool stale;            /* gr.enter says that the login's last use should be moved on (login_touch) */
    struct work_inner *inner;
};

/* Where what a statement brings back goes: made by ROW_ONE, ROW_ALL and ROW_HERE (row.h) and by the macros
 * below. `read` is called once when the statement is queued, with no statement (-1: no rows), and once when
 * its rows are there. */
struct row_kind;
struct into {
    enum err (*read)(struct work *w, int statement, const struct into *into);
    const struct row_kind *row;
    void *out;
    size_t *n;
    size_t size;
};
/* Nowhere: a statement that only writes. How many rows were found, or touched (a size_t). The first value of
 * the first row: a number or a bool (an int64_t, 0 where there is none), an id (nil where there is none). */
#define WORK_NOTHING ((struct into){.read = NULL})
#define WORK_COUNT(out_) ((struct into){.read = work_read_count, .out = (size_t *){(out_)}})
#define WORK_INT(out_) ((struct into){.read = work_read_int, .out = (int64_t *){(out_)}})
#define WORK_ID(out_) ((struct into){.read = work_read_id, .out = (struct id *){(out_)}})
MUST_USE enum err work_read_count(struct work *w, int statement, const struct into *into);
MUST_USE enum err work_read_int(struct work *w, int statement, const struct into *into);
MUST_USE enum err work_read_id(struct work *w, int statement, const struct into *into);

/* Queues a statement whose rows are wanted, or one that only writes. Errors surface at the flush; after a
 * flush that failed nothing more is queued. */
void work_read(struct work *w, struct into into, const struct statement *statement,
               const struct param *params, size_t n);
void work_write(struct work *w, const struct statement *statement, const struct param *params, size_t n);
/* Sends what is queued, one round trip, and fills all destinations. The first failure is returned, and again
 * by each later flush (unique violation: ERR_CONFLICT; serialization: ERR_BUSY; a sealed part that does not
 * open: ERR_SEAL). */
MUST_USE enum err work_flush(struct work *w);
/* Queues a statement that has to touch one row, and flushes. `otherwise` when it touched none. */
MUST_USE enum err work_change(struct work *w, enum err otherwise, const struct statement *statement,
                              const struct param *params, size_t n);
#define WORK_PARAMS(...)                                                                                     \
    (const struct param[]){__VA_ARGS__}, sizeof((const struct param[]){__VA_ARGS__}) / sizeof(struct param)
#define WORK_READ(w, into, s, ...) work_read((w), (into), (s), WORK_PARAMS(__VA_ARGS__))
#define WORK_WRITE(w, s, ...) work_write((w), (s), WORK_PARAMS(__VA_ARGS__))
#define WORK_CHANGE(w, otherwise, s, ...) work_change((w), (otherwise), (s), WORK_PARAMS(__VA_ARGS__))

/* What came back, for those who fill a destination: rows, and the bytes of a value (NULL when it is SQL's
 * NULL or there is no such row or column). */
size_t work_rows(const struct work *w, int statement);
const unsigned char *work_value(const struct work *w, int statement, size_t row, size_t column, size_t *n);
/* A value's bytes as what they are; nil and 0 for NULL. */
struct id work_decode_id(const unsigned char *value, size_t n);
int64_t work_decode_int(const unsigned char *value, size_t n);

/* A page's reads: begins a pipeline that is ONE implicit transaction. If `token_hash` is not NULL its first
 * statement is the login lookup, gr.enter(token_hash), which sets the user for the statements after it; after
 * the flush work->user and dek are set, or the user stays nil. All queued statements see only that user's
 * rows; with no such login they see none. */
struct work *work_reading(struct db *db, struct arena *a, const uint8_t *token_hash);
/* The same for a known user (batch). */
struct work *work_reading_as(struct db *db, struct arena *a, struct id user);
/* The user as the login lookup finds them: their id, created, sealed. False, and nothing is queued, where
 * this work has no lookup before it. */
bool work_read_login(struct work *w, struct into into);

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
