#include "store/user.h"

/* clang-format off */
#define USER(C)                              \
    C(COLUMN_AS(1, ID, user_id, id))         \
    C(SEALED(TEXT, login_name))              \
    C(SEALED(TEXT, name))                    \
    C(SEALED(TEXT, role))                    \
    C(SEALED(TEXT, zone))                    \
    C(SEALED(BOOL, builtin_only))            \
    C(SECRET(TEXT, password))                \
    C(SEALED(TEXT, agreed))                  \
    C(COLUMN(2, TIME, created))              \
    C(DOCUMENT(3))
/* clang-format on */

ROW_DEFINE(user_row, struct user, USER, .table = SEALED_USER);

/* A data key as it is stored. */
struct key {
    int64_t version;
    struct bytes wrapped;
};

/* clang-format off */
#define KEY(C)                               \
    C(COLUMN(1, INT64, version))             \
    C(INNER(2, BYTES, wrapped))
/* clang-format on */

static ROW_DEFINE_OPEN(key_row, struct key, KEY);

/* A login name's user with one of their keys, before anybody is entered. */
struct found {
    struct id user_id;
    struct bytes sealed;
    int64_t version;
    struct bytes wrapped;
};

/* clang-format off */
#define FOUND(C)                             \
    C(COLUMN(1, ID, user_id))                \
    C(INNER(2, BYTES, sealed))               \
    C(COLUMN(3, INT64, version))             \
    C(INNER(4, BYTES, wrapped))
/* clang-format on */

static ROW_DEFINE_OPEN(found_row, struct found, FOUND);

static const struct statement user_lookup = {"user_lookup",
                                             "SELECT " ROW_COLUMNS(FOUND) " FROM gr.login_lookup($1::bytea)"};

enum err user_find(struct db *db, struct arena *a, const uint8_t blind[BLIND_BYTES], struct user_found *out)
{
    *out = (struct user_found){.password = NULL};
    struct work *w = work_reading(db, a, NULL);
    struct found *found;
    size_t n;
    WORK_READ(w, ROW_ALL(found_row(), &found, &n), &user_lookup,
              P_BYTES(((struct bytes){blind, BLIND_BYTES})));
    enum err e = work_flush(w);
    for (size_t i = 0; e == OK && i < n; i++) {
        struct dek dek;
        e = keyring_unwrap(db_keys(db), found[i].user_id, (uint32_t)found[i].version, found[i].wrapped, &dek);
        if (e == OK)
            work_use_key(w, found[i].user_id, &dek);
    }
    if (e == ERR_NOT_FOUND) /* a master key that is not in the ring isn't "no such user" */
        return ERR_SEAL;
    if (e != OK || n == 0)
        return e;
    struct user user = {.id = found[0].user_id};
    e = row_open(w, user_row(), found[0].sealed, &user);
    if (e == OK)
        *out = (struct user_found){.id = user.id, .password = user.password};
    return e;
}

static const struct statement user_exists = {
    "user_exists", "SELECT 1::int8 FROM gr.users WHERE user_id = gr.me() AND bidx = $1::bytea"};
static const struct statement user_insert = {
    "user_insert", "INSERT INTO gr.users (user_id, bidx, created, sealed)"
                   " VALUES (gr.me(), $1::bytea, to_timestamp($2::int8), $3::bytea)"};
static const struct statement user_insert_key = {"user_insert_key",
                                                 "INSERT INTO gr.user_keys (user_id, version, wrapped)"
                                                 " VALUES (gr.me(), $1::int8::integer, $2::bytea)"};

enum err user_create(struct work *w, const struct user *user, const uint8_t blind[BLIND_BYTES])
{
    const struct bytes bidx = {blind, BLIND_BYTES};
    size_t there;
    WORK_READ(w, WORK_COUNT(&there), &user_exists, P_BYTES(bidx));
    enum err e = work_flush(w);
    if (e != OK || there == 1)
        return e; /* this very user is there: an earlier COMMIT went through without our hearing of it */
    struct dek dek;
    if ((e = keyring_new_dek(1, &dek)) != OK)
        return e;
    uint8_t wrapped[WRAPPED_DEK_BYTES];
    if ((e = keyring_wrap(db_keys(w->db), user->id, &dek, wrapped)) != OK)
        return e;
    work_use_key(w, user->id, &dek);
    struct bytes sealed;
    if ((e = row_seal(w, user_row(), user, &sealed)) != OK)
        return e;
    WORK_WRITE(w, &user_insert, P_BYTES(bidx), P_INT(user->created), P_BYTES(sealed));
    WORK_WRITE(w, &user_insert_key, P_INT(dek.version), P_BYTES(((struct bytes){wrapped, sizeof wrapped})));
    return work_flush(w);
}

static const struct statement user_self = {
    "user_self", "SELECT " ROW_COLUMNS(USER) " FROM gr.users WHERE user_id = gr.me()"};

void user_want(struct work *w, struct user **out)
{
    const struct into into = ROW_ONE(user_row(), out);
    if (!work_read_login(w, into)) /* the same columns, and more */
        work_read(w, into, &user_self, NULL, 0);
}

enum err user_read(struct work *w, struct user **out)
{
    user_want(w, out);
    return work_flush(w);
}

static const struct statement user_save = {"user_save",
                                           "UPDATE gr.users SET sealed = $1::bytea WHERE user_id = gr.me()"};

enum err user_update(struct work *w, const struct user *user)
{
    struct bytes sealed;
    enum err e = row_seal(w, user_row(), user, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_NOT_FOUND, &user_save, P_BYTES(sealed));
}

static const struct statement user_forget = {"user_forget", "DELETE FROM gr.users WHERE user_id = gr.me()"};

enum err user_delete(struct work *w)
{
    return work_change(w, ERR_NOT_FOUND, &user_forget, NULL, 0);
}

/* clang-format off */
#define LISTED(C)                            \
    C(EXPRESSION(1, ID, id, "gr.user_ids()"))
/* clang-format on */

static ROW_DEFINE_OPEN(listed_row, struct user_listed, LISTED);

static const struct statement user_ids = {"user_ids", "SELECT " ROW_COLUMNS(LISTED)};

enum err user_list(struct db *db, struct arena *a, struct user_listed **out, size_t *n)
{
    struct work *w = work_reading(db, a, NULL);
    work_read(w, ROW_ALL(listed_row(), out, n), &user_ids, NULL, 0);
    return work_flush(w);
}

static const struct statement user_lock_keys = {
    "user_lock_keys",
    "SELECT " ROW_COLUMNS(KEY) " FROM gr.user_keys WHERE user_id = gr.me() ORDER BY version FOR UPDATE"};
static const struct statement user_save_key = {"user_save_key",
                                               "UPDATE gr.user_keys"
                                               "   SET wrapped = $2::bytea"
                                               " WHERE user_id = gr.me() AND version = $1::int8::integer"};

static enum err rewrap_one(struct work *w, const struct key *key)
{
    const struct keyring *keys = db_keys(w->db);
    struct dek dek;
    enum err e = keyring_unwrap(keys, w->user, (uint32_t)key->version, key->wrapped, &dek);
    if (e != OK)
        return e;
    uint8_t wrapped[WRAPPED_DEK_BYTES];
    if ((e = keyring_wrap(keys, w->user, &dek, wrapped)) != OK)
        return e;
    WORK_WRITE(w, &user_save_key, P_INT(key->version), P_BYTES(((struct bytes){wrapped, sizeof wrapped})));
    return OK;
}

enum err user_rewrap(struct work *w, bool *changed)
{
    *changed = false;
    struct {
        struct key *list;
        size_t n;
    } keys = {0};
    work_read(w, ROW_ALL(key_row(), &keys.list, &keys.n), &user_lock_keys, NULL, 0);
    enum err e = work_flush(w);
    for (size_t i = 0; e == OK && i < keys.n; i++) {
        if (keyring_wrapped_kid(keys.list[i].wrapped) == keyring_active(db_keys(w->db)))
            continue;
        e = rewrap_one(w, &keys.list[i]);
        *changed = true;
    }
    return e == OK ? work_flush(w) : e;
}

/* clang-format off */
#define KEY_COUNT(C)                         \
    C(COLUMN(1, INT, kid))                   \
    C(COLUMN(2, INT64, keys))
/* clang-format on */

static ROW_DEFINE_OPEN(key_count_row, struct user_key_count, KEY_COUNT);

static const struct statement user_key_counts = {"user_key_counts",
                                                 "SELECT " ROW_COLUMNS(KEY_COUNT) " FROM gr.key_counts()"};

enum err user_count_keys(struct db *db, struct arena *a, struct user_key_count **out, size_t *n)
{
    struct work *w = work_reading(db, a, NULL);
    work_read(w, ROW_ALL(key_count_row(), out, n), &user_key_counts, NULL, 0);
    return work_flush(w);
}
