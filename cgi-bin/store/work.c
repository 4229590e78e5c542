#include "store/db_inner.h"

#include "base/log.h"
#include <string.h>

static const struct statement begin_writing = {"db_begin", "BEGIN ISOLATION LEVEL SERIALIZABLE"};
static const struct statement begin_single = {"db_begin_single", "BEGIN ISOLATION LEVEL READ COMMITTED"};
/* Transactions that run again after a serialization failure do so one after the other, or many that collided
 * would collide again. LOCK TABLE takes no snapshot: what comes after the wait sees what was committed
 * meanwhile. Nobody else locks gr.ops in this mode, which lets every row of it be written. */
static const struct statement wait_turn = {"db_wait_turn",
                                           "LOCK TABLE gr.ops IN SHARE UPDATE EXCLUSIVE MODE"};
static const struct statement enter_token = {
    "db_enter", "SELECT user_id, created, sealed, version, wrapped, stale FROM gr.enter($1::bytea)"};
static const struct statement enter_user = {"db_enter_user",
                                            "SELECT set_config('gr.uid', $1::uuid::text, true)"};
static const struct statement user_keys = {
    "db_user_keys",
    "SELECT version::int8, wrapped FROM gr.user_keys WHERE user_id = gr.me() ORDER BY version"};
enum { LOGIN_USER = 0, LOGIN_KEY = 3, LOGIN_STALE = 5 }; /* columns */

/* ---- The queue ---- */

void work_release(void *thing)
{
    struct work_inner *in = thing;
    db_batch_free(in);
    if (in->db->holder == in)
        db_disconnect(in->db); /* left in the middle of a transaction: memory ran out */
}

struct work *work_new(struct db *db, struct arena *a, enum work_kind kind, struct id user)
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

size_t work_push(struct work *w, const struct statement *statement, const struct param *params, size_t n)
{
    struct work_inner *in = w->inner;
    struct queued q = {.s = *statement, .n = (int)(n > PARAMS_MOST ? PARAMS_MOST : n)};
    q.values = arena_array(w->arena, n, sizeof *q.values);
    q.lengths = arena_array(w->arena, n, sizeof *q.lengths);
    for (int i = 0; i < q.n; i++)
        q.values[i] = work_encode(w->arena, &params[i], &q.lengths[i]);
    if (in->n == in->cap) {
        size_t cap = in->cap == 0 ? 16 : 2 * in->cap;
        struct queued *grown = arena_array(w->arena, cap, sizeof *grown);
        if (in->n > 0)
            memcpy(grown, in->queue, in->n * sizeof *grown);
        in->queue = grown;
        in->cap = cap;
    }
    in->queue[in->n] = q;
    return in->n++;
}

/* What must come first in a batch: BEGIN once in a transaction, and entering the user, whose setting ends
 * with each transaction. The user's keys are asked for the first time. */
static void push_entering(struct work *w)
{
    struct work_inner *in = w->inner;
    if (in->n > in->sent || (in->kind != READING && in->begun))
        return;
    if (in->kind != READING)
        work_push(w, in->kind == SINGLE ? &begin_single : &begin_writing, NULL, 0);
    in->begun = true;
    if (in->again)
        work_push(w, &wait_turn, NULL, 0);
    if (in->token != NULL && !in->entered)
        in->keys = (int)work_push(w, &enter_token, &P_BYTES(((struct bytes){in->token, 32})), 1);
    else if (!id_none(w->user))
        work_push(w, &enter_user, &P_ID(w->user), 1);
    if (in->token == NULL && !in->entered && !id_none(w->user))
        in->keys = (int)work_push(w, &user_keys, NULL, 0);
}

/* A destination is given its rows; before there are any, it is given none. */
static enum err fill(struct work *w, int statement, const struct into *into)
{
    return into->read == NULL ? OK : into->read(w, statement, into);
}

static void clear(struct work *w, const struct into *into)
{
    const enum err e = fill(w, -1, into);
    if (w->inner->failed == OK)
        w->inner->failed = e;
}

void work_read(struct work *w, struct into into, const struct statement *statement,
               const struct param *params, size_t n)
{
    clear(w, &into);
    if (w->inner->failed != OK)
        return;
    push_entering(w);
    const size_t at = work_push(w, statement, params, n);
    w->inner->queue[at].into = into;
}

void work_write(struct work *w, const struct statement *statement, const struct param *params, size_t n)
{
    work_read(w, (struct into){.read = NULL}, statement, params, n);
}

bool work_read_login(struct work *w, struct into into)
{
    struct work_inner *in = w->inner;
    if (in->token == NULL || in->entered || in->failed != OK)
        return false;
    push_entering(w);
    if (in->queue[in->keys].into.read != NULL)
        return false;
    clear(w, &into);
    in->queue[in->keys].into = into;
    return true;
}

/* One of the user's data keys, a row of the entering statement: its version, and its wrapped bytes in the
 * column after that. */
static enum err take_key(struct work *w, size_t row, size_t version, struct dek *out)
{
    const struct work_inner *in = w->inner;
    size_t n;
    const unsigned char *value = work_value(w, in->keys, row, version, &n);
    const uint32_t number = (uint32_t)work_decode_int(value, n);
    const unsigned char *wrapped = work_value(w, in->keys, row, version + 1, &n);
    return keyring_unwrap(in->db->keys, w->user, number, (struct bytes){wrapped, n}, out);
}

/* The user whose token it is, from the login lookup. */
static void take_user(struct work *w)
{
    size_t n;
    const unsigned char *value = work_value(w, w->inner->keys, 0, LOGIN_USER, &n);
    w->user = work_decode_id(value, n);
    value = work_value(w, w->inner->keys, 0, LOGIN_STALE, &n);
    w->stale = work_decode_int(value, n) != 0;
}

/* The user's data keys from the entering statement's rows. A key that does not open hurts this one user only,
 * and nothing is written over it. */
static enum err take_keys(struct work *w)
{
    struct work_inner *in = w->inner;
    if (in->keys < 0 || in->entered)
        return OK;
    in->entered = true;
    const size_t rows = work_rows(w, in->keys), version = in->token != NULL ? LOGIN_KEY : 0;
    if (in->token != NULL && rows > 0)
        take_user(w);
    struct dek *deks = arena_array(w->arena, rows, sizeof *deks);
    size_t found = 0;
    for (size_t i = 0; i < rows; i++) {
        size_t n;
        if (work_value(w, in->keys, i, version + 1, &n) == NULL)
            continue;
        const enum err e = take_key(w, i, version, &deks[found++]);
        if (e != OK) {
            log_event(LOG_ALERT, "data_key", LOG_ID("user", w->user), LOG_WORD("outcome", err_name(e)));
            return ERR_SEAL;
        }
    }
    in->deks = deks;
    in->deks_n = found;
    w->dek = found == 0 ? NULL : &deks[found - 1];
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
    return db_ready(db);
}

enum err work_send(struct work *w, struct batch *batch)
{
    struct work_inner *in = w->inner;
    *batch = (struct batch){.db = in->db, .in = in, .ends = batch->ends};
    enum err e = ready_for_batch(in);
    if (e == OK) {
        db_batch_run(batch, w->arena);
        e = batch->failed;
    }
    in->sent = in->n;
    if (e == OK)
        e = take_keys(w);
    if (e != OK && in->failed == OK) {
        in->failed = e;
        in->retry = batch->retry;
    }
    return e;
}

enum err work_fill(struct work *w, size_t from)
{
    struct work_inner *in = w->inner;
    for (size_t i = from; i < in->n; i++) {
        const enum err e = fill(w, (int)i, &in->queue[i].into);
        if (in->failed == OK)
            in->failed = e;
        db_batch_drop(in, i);
    }
    return in->failed;
}

bool work_waits(const struct work *w)
{
    const struct work_inner *in = w->inner;
    for (size_t i = in->sent; i < in->n; i++)
        if (in->queue[i].into.read != NULL)
            return true;
    return false;
}

enum err work_flush(struct work *w)
{
    struct work_inner *in = w->inner;
    if (in->n == in->sent && in->kind == READING && !in->entered && in->failed == OK)
        push_entering(w);
    if (in->failed != OK || in->n == in->sent)
        return in->failed;
    const size_t from = in->sent;
    const enum err e = work_send(w, &(struct batch){.ends = false});
    return e == OK ? work_fill(w, from) : e;
}

enum err work_change(struct work *w, enum err otherwise, const struct statement *statement,
                     const struct param *params, size_t n)
{
    size_t changed;
    work_read(w, WORK_COUNT(&changed), statement, params, n);
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    return changed == 1 ? OK : otherwise;
}

/* ---- Rows ---- */

size_t work_rows(const struct work *w, int statement)
{
    return db_batch_rows(w->inner, statement);
}

const unsigned char *work_value(const struct work *w, int statement, size_t row, size_t column, size_t *n)
{
    return db_batch_value(w->inner, statement, row, column, n);
}

enum err work_read_count(struct work *w, int statement, const struct into *into)
{
    *(size_t *)into->out = db_batch_touched(w->inner, statement);
    return OK;
}

enum err work_read_int(struct work *w, int statement, const struct into *into)
{
    size_t n;
    const unsigned char *value = work_value(w, statement, 0, 0, &n);
    *(int64_t *)into->out = work_decode_int(value, n);
    return OK;
}

enum err work_read_id(struct work *w, int statement, const struct into *into)
{
    size_t n;
    const unsigned char *value = work_value(w, statement, 0, 0, &n);
    *(struct id *)into->out = work_decode_id(value, n);
    return OK;
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

enum err work_fingerprint(struct work *w, const char *text, uint8_t out[32])
{
    const enum err e = fetch_keys(w);
    return e == OK ? seal_fingerprint(w->dek, text, strlen(text), out) : e;
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
