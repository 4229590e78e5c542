#include "store/user.h"

#include "store/doc.h"

static const struct doc_field fields[] = {
    DOC_TEXT(struct user, login_name), DOC_TEXT(struct user, name),         DOC_TEXT(struct user, role),
    DOC_TEXT(struct user, zone),       DOC_BOOL(struct user, builtin_only), DOC_TEXT(struct user, password),
    DOC_TEXT(struct user, agreed),
};

static const struct statement user_lookup = {
    "user_lookup", "SELECT user_id, sealed, version, wrapped FROM gr.login_lookup($1::bytea)"};

enum err user_find(struct db *db, struct arena *a, const uint8_t blind[BLIND_BYTES], struct user_found *out)
{
    *out = (struct user_found){.password = NULL};
    struct work *w = work_reading(db, a, NULL);
    ticket t;
    enum err e = WORK_RUN(w, &t, &user_lookup, P_BYTES(((struct bytes){blind, BLIND_BYTES})));
    struct id id = work_id(w, t, 0, 0);
    for (size_t i = 0; e == OK && i < work_count(w, t); i++) {
        struct dek dek;
        e = keyring_unwrap(db_keys(db), id, (uint32_t)work_int(w, t, i, 2), work_bytes(w, t, i, 3), &dek);
        if (e == OK)
            work_use_key(w, id, &dek);
    }
    if (e != OK || work_count(w, t) == 0)
        return e == ERR_NOT_FOUND ? ERR_SEAL
                                  : e; /* a master key that is not in the ring isn't "no such user" */
    struct user user;
    e = doc_open(w, SEALED_USER, id, 0, work_bytes(w, t, 0, 1), fields, DOC_COUNT(fields), &user);
    if (e == OK)
        *out = (struct user_found){.id = id, .password = user.password};
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
    ticket t;
    enum err e = WORK_RUN(w, &t, &user_exists, P_BYTES(bidx));
    if (e != OK || work_count(w, t) == 1)
        return e; /* this very user is there: an earlier COMMIT went through without our hearing of it */
    struct dek dek;
    if ((e = keyring_new_dek(1, &dek)) != OK)
        return e;
    uint8_t wrapped[WRAPPED_DEK_BYTES];
    if ((e = keyring_wrap(db_keys(w->db), user->id, &dek, wrapped)) != OK)
        return e;
    work_use_key(w, user->id, &dek);
    struct bytes sealed;
    if ((e = doc_seal(w, SEALED_USER, user->id, 0, fields, DOC_COUNT(fields), user, &sealed)) != OK)
        return e;
    WORK_WANT(w, &user_insert, P_BYTES(bidx), P_INT(user->created), P_BYTES(sealed));
    WORK_WANT(w, &user_insert_key, P_INT(dek.version), P_BYTES(((struct bytes){wrapped, sizeof wrapped})));
    return work_flush(w);
}

static const struct statement user_self = {
    "user_self",
    "SELECT user_id, extract(epoch FROM created)::int8, sealed FROM gr.users WHERE user_id = gr.me()"};

ticket user_want(struct work *w)
{
    const ticket login = work_want_login(w); /* the same columns, and more */
    return login >= 0 ? login : work_want(w, &user_self, NULL, 0);
}

enum err user_take(struct work *w, ticket t, struct user **out)
{
    *out = NULL;
    if (work_count(w, t) == 0)
        return OK;
    struct user *user = arena_alloc(w->arena, sizeof *user);
    user->id = work_id(w, t, 0, 0);
    user->created = work_int(w, t, 0, 1);
    enum err e =
        doc_open(w, SEALED_USER, user->id, 0, work_bytes(w, t, 0, 2), fields, DOC_COUNT(fields), user);
    if (e == OK)
        *out = user;
    return e;
}

enum err user_read(struct work *w, struct user **out)
{
    ticket t = user_want(w);
    enum err e = work_flush(w);
    return e == OK ? user_take(w, t, out) : e;
}

static const struct statement user_save = {"user_save",
                                           "UPDATE gr.users SET sealed = $1::bytea WHERE user_id = gr.me()"};

enum err user_update(struct work *w, const struct user *user)
{
    struct bytes sealed;
    enum err e = doc_seal(w, SEALED_USER, user->id, 0, fields, DOC_COUNT(fields), user, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &user_save, P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_NOT_FOUND;
}

static const struct statement user_forget = {"user_forget", "DELETE FROM gr.users WHERE user_id = gr.me()"};

enum err user_delete(struct work *w)
{
    ticket t;
    enum err e = work_run(w, &user_forget, NULL, 0, &t);
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_NOT_FOUND;
}

static const struct statement user_ids = {"user_ids", "SELECT gr.user_ids()"};

enum err user_list(struct db *db, struct arena *a, struct id **out, size_t *n)
{
    struct work *w = work_reading(db, a, NULL);
    ticket t;
    enum err e = work_run(w, &user_ids, NULL, 0, &t);
    if (e != OK)
        return e;
    *n = work_count(w, t);
    *out = arena_array(a, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = work_id(w, t, i, 0);
    return OK;
}

static const struct statement user_lock_keys = {
    "user_lock_keys",
    "SELECT version::int8, wrapped FROM gr.user_keys WHERE user_id = gr.me() ORDER BY version FOR UPDATE"};
static const struct statement user_save_key = {"user_save_key",
                                               "UPDATE gr.user_keys"
                                               "   SET wrapped = $2::bytea"
                                               " WHERE user_id = gr.me() AND version = $1::int8::integer"};

static enum err rewrap_one(struct work *w, uint32_t version, struct bytes old)
{
    const struct keyring *keys = db_keys(w->db);
    struct dek dek;
    enum err e = keyring_unwrap(keys, w->user, version, old, &dek);
    if (e != OK)
        return e;
    uint8_t wrapped[WRAPPED_DEK_BYTES];
    if ((e = keyring_wrap(keys, w->user, &dek, wrapped)) != OK)
        return e;
    WORK_WANT(w, &user_save_key, P_INT(version), P_BYTES(((struct bytes){wrapped, sizeof wrapped})));
    return OK;
}

enum err user_rewrap(struct work *w, bool *changed)
{
    *changed = false;
    ticket t;
    enum err e = work_run(w, &user_lock_keys, NULL, 0, &t);
    for (size_t i = 0; e == OK && i < work_count(w, t); i++) {
        struct bytes old = work_bytes(w, t, i, 1);
        if (keyring_wrapped_kid(old) == keyring_active(db_keys(w->db)))
            continue;
        e = rewrap_one(w, (uint32_t)work_int(w, t, i, 0), old);
        *changed = true;
    }
    return e == OK ? work_flush(w) : e;
}

static const struct statement user_key_counts = {"user_key_counts", "SELECT kid, keys FROM gr.key_counts()"};

enum err user_count_keys(struct db *db, struct arena *a, struct user_key_count **out, size_t *n)
{
    struct work *w = work_reading(db, a, NULL);
    ticket t;
    const enum err e = work_run(w, &user_key_counts, NULL, 0, &t);
    if (e != OK)
        return e;
    *n = work_count(w, t);
    *out = arena_array(a, *n, sizeof **out);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] =
            (struct user_key_count){.kid = (uint32_t)work_int(w, t, i, 0), .keys = work_int(w, t, i, 1)};
    return OK;
}
