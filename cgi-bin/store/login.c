#include "store/login.h"

static struct bytes hash_bytes(const uint8_t hash[TOKEN_HASH_BYTES])
{
    return (struct bytes){hash, TOKEN_HASH_BYTES};
}

/* ---- Logins ---- */

/* clang-format off */
#define LOGIN(C)                                                                             \
    C(COLUMN(1, ID, id))                                                                     \
    C(COLUMN(2, TIME, created))                                                              \
    C(COLUMN(3, TIME, last_used))                                                            \
    C(EXPRESSION(4, TIME, expires, "extract(epoch FROM least(idle_until, expires))::int8"))  \
    C(SEALED(TEXT, where))                                                                   \
    C(INNER_EXPRESSION(5, BOOL, current, "token_hash = $1::bytea"))                          \
    C(DOCUMENT(6))
/* clang-format on */

ROW_DEFINE(login_row, struct login, LOGIN, .table = SEALED_LOGIN);

static const struct statement login_insert = {
    "login_insert",
    "INSERT INTO gr.logins (user_id, id, token_hash, created, last_used, idle_until, expires, sealed)"
    " VALUES (gr.me(), $1::uuid, $2::bytea, now(), now(),"
    "         now() + interval '1 second' * least($3::int8, $4::int8),"
    "         now() + interval '1 second' * $4::int8, $5::bytea)"
    " ON CONFLICT (user_id, id) DO NOTHING"}; /* an earlier COMMIT went through without our hearing of it */

enum err login_create(struct work *w, struct id id, const uint8_t hash[TOKEN_HASH_BYTES], const char *where,
                      int64_t idle_seconds, int64_t absolute_seconds)
{
    const struct login login = {.id = id, .where = where};
    struct bytes sealed;
    const enum err e = row_seal(w, login_row(), &login, &sealed);
    if (e != OK)
        return e;
    WORK_WRITE(w, &login_insert, P_ID(id), P_BYTES(hash_bytes(hash)), P_INT(idle_seconds),
               P_INT(absolute_seconds), P_BYTES(sealed));
    return work_flush(w);
}

static const struct statement login_all = {
    "login_all",
    "SELECT " ROW_COLUMNS(LOGIN) "  FROM gr.logins"
                                 " WHERE user_id = gr.me() AND idle_until > now() AND expires > now()"
                                 " ORDER BY last_used DESC, id"};

void login_want_all(struct work *w, const uint8_t current_hash[TOKEN_HASH_BYTES], struct login **out,
                    size_t *n)
{
    WORK_READ(w, ROW_ALL(login_row(), out, n), &login_all, P_BYTES(hash_bytes(current_hash)));
}

static const struct statement login_drop = {
    "login_drop", "DELETE FROM gr.logins WHERE user_id = gr.me() AND id = $1::uuid"};

enum err login_end(struct work *w, struct id id)
{
    return WORK_CHANGE(w, ERR_NOT_FOUND, &login_drop, P_ID(id));
}

static const struct statement login_drop_token = {
    "login_drop_token", "DELETE FROM gr.logins WHERE user_id = gr.me() AND token_hash = $1::bytea"};

enum err login_end_token(struct work *w, const uint8_t hash[TOKEN_HASH_BYTES])
{
    WORK_WRITE(w, &login_drop_token, P_BYTES(hash_bytes(hash)));
    return work_flush(w);
}

static const struct statement login_drop_others = {
    "login_drop_others",
    "DELETE FROM gr.logins WHERE user_id = gr.me() AND ($1::bytea IS NULL OR token_hash <> $1::bytea)"};

enum err login_end_all(struct work *w, const uint8_t *except_hash)
{
    const struct bytes except = except_hash == NULL ? (struct bytes){NULL, 0} : hash_bytes(except_hash);
    WORK_WRITE(w, &login_drop_others, P_BYTES(except));
    return work_flush(w);
}

static const struct statement login_used = {
    "login_used",
    "UPDATE gr.logins"
    "   SET last_used = now(), idle_until = least(now() + interval '1 second' * $2::int8, expires)"
    " WHERE user_id = gr.me() AND token_hash = $1::bytea AND idle_until > now() AND expires > now()"
    "   AND last_used < now() - least(interval '5 minutes', (idle_until - last_used) / 4)"};

enum err login_touch(struct work *w, const uint8_t hash[TOKEN_HASH_BYTES], int64_t idle_seconds)
{
    WORK_WRITE(w, &login_used, P_BYTES(hash_bytes(hash)), P_INT(idle_seconds));
    const enum err e = work_flush(w);
    return e == ERR_BUSY ? OK : e; /* another request of the same login just did it */
}

static const struct statement login_owner = {"login_owner", "SELECT gr.login_owner($1::bytea)"};

enum err login_expired_user(struct db *db, struct arena *a, const uint8_t hash[TOKEN_HASH_BYTES],
                            struct id *out)
{
    struct work *w = work_reading(db, a, NULL);
    WORK_READ(w, WORK_ID(out), &login_owner, P_BYTES(hash_bytes(hash)));
    return work_flush(w);
}

static const struct statement login_forget = {"login_forget", "SELECT gr.sweep()"};

enum err login_sweep(struct db *db, struct arena *a, int64_t *swept)
{
    return db_single(db, a, WORK_INT(swept), &login_forget, NULL, 0);
}

/* ---- Recovery codes ---- */

static const struct statement login_drop_codes = {"login_drop_codes",
                                                  "DELETE FROM gr.recovery_codes WHERE user_id = gr.me()"};
static const struct statement login_insert_code = {
    "login_insert_code", "INSERT INTO gr.recovery_codes (user_id, hash) VALUES (gr.me(), $1::bytea)"};

enum err login_save_codes(struct work *w, const uint8_t (*hashes)[TOKEN_HASH_BYTES], size_t n)
{
    work_write(w, &login_drop_codes, NULL, 0);
    for (size_t i = 0; i < n; i++)
        WORK_WRITE(w, &login_insert_code, P_BYTES(hash_bytes(hashes[i])));
    return work_flush(w);
}

static const struct statement login_insert_passing_code = {
    "login_insert_passing_code", "INSERT INTO gr.recovery_codes (user_id, hash, expires) "
                                 "VALUES (gr.me(), $1::bytea, now() + $2::int8 * interval '1 second')"};

enum err login_add_code(struct work *w, const uint8_t hash[TOKEN_HASH_BYTES], int64_t seconds)
{
    WORK_WRITE(w, &login_insert_passing_code, P_BYTES(hash_bytes(hash)), P_INT(seconds));
    return work_flush(w);
}

static const struct statement login_use_code = {
    "login_use_code",
    "DELETE FROM gr.recovery_codes "
    "WHERE user_id = gr.me() AND hash = $1::bytea AND (expires IS NULL OR expires > now())"};

enum err login_spend_code(struct work *w, const uint8_t hash[TOKEN_HASH_BYTES], bool *spent)
{
    size_t spent_n;
    WORK_READ(w, WORK_COUNT(&spent_n), &login_use_code, P_BYTES(hash_bytes(hash)));
    const enum err e = work_flush(w);
    *spent = spent_n == 1;
    return e;
}

static const struct statement login_count_codes = {
    "login_count_codes",
    "SELECT count(*)::int8 FROM gr.recovery_codes WHERE user_id = gr.me() AND expires IS NULL"};

void login_want_codes_left(struct work *w, int64_t *out)
{
    work_read(w, WORK_INT(out), &login_count_codes, NULL, 0);
}

/* ---- Throttle ---- */

static const struct statement throttle_wait = {
    "throttle_wait", "SELECT greatest(0, ceil(extract(epoch FROM wait_until - now())))::int8"
                     "  FROM gr.throttle WHERE bucket = $1::bytea"};

enum err login_throttle_wait(struct db *db, struct arena *a, const uint8_t bucket[BLIND_BYTES],
                             int64_t *wait_seconds)
{
    struct work *w = work_reading(db, a, NULL);
    WORK_READ(w, WORK_INT(wait_seconds), &throttle_wait, P_BYTES(((struct bytes){bucket, BLIND_BYTES})));
    return work_flush(w);
}

/* Failures of more than a day ago are forgotten; after the most of them there is a day's rest. */
static const struct statement throttle_failed = {
    "throttle_failed",
    "INSERT INTO gr.throttle AS t (bucket, failures, last, wait_until)"
    " VALUES ($1::bytea, 1, now(), now() + gr.cool_off(1, $2::int8))"
    " ON CONFLICT (bucket) DO UPDATE"
    "    SET failures = CASE WHEN t.last < now() - interval '1 day' THEN 1 ELSE t.failures + 1 END,"
    "        last = now(),"
    "        wait_until = now() + CASE WHEN t.last < now() - interval '1 day' THEN gr.cool_off(1, $2::int8)"
    "                                  WHEN $3::int8 > 0 AND t.failures + 1 >= $3::int8 THEN interval '1 day'"
    "                                  ELSE gr.cool_off(t.failures + 1, $2::int8) END"};

enum err login_throttle_failed(struct db *db, struct arena *a, const uint8_t bucket[BLIND_BYTES],
                               int64_t free_failures, int64_t most)
{
    return DB_SINGLE(db, a, WORK_NOTHING, &throttle_failed, P_BYTES(((struct bytes){bucket, BLIND_BYTES})),
                     P_INT(free_failures), P_INT(most));
}

static const struct statement throttle_clear = {"throttle_clear",
                                                "DELETE FROM gr.throttle WHERE bucket = $1::bytea"};

enum err login_throttle_clear(struct db *db, struct arena *a, const uint8_t bucket[BLIND_BYTES])
{
    return DB_SINGLE(db, a, WORK_NOTHING, &throttle_clear, P_BYTES(((struct bytes){bucket, BLIND_BYTES})));
}
