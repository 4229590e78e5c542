#include "store/answer_cache.h"
#include "store/doc.h"

enum { KEY = 32 };

static const struct statement answer_cache_find = {
    "answer_cache_find",
    "SELECT id, sealed FROM gr.kept_answers"
    " WHERE user_id = gr.me() AND key = $1::bytea AND at > to_timestamp($2::int8) - interval '1 day'"};

enum err answer_cache_want(struct work *w, const char *asked, ticket *out)
{
    uint8_t *key = arena_alloc(w->arena, KEY);
    const enum err e = work_fingerprint(w, asked, key);
    if (e != OK)
        return e;
    *out = WORK_WANT(w, &answer_cache_find, P_BYTES(((struct bytes){key, KEY})), P_INT(clock_now()));
    return OK;
}

enum err answer_cache_take(struct work *w, ticket t, const json **out)
{
    json *doc = NULL;
    *out = NULL;
    if (work_count(w, t) == 0)
        return OK;
    const enum err e =
        doc_open_json(w, SEALED_KEPT_ANSWER, 1, work_id(w, t, 0, 0), 0, work_bytes(w, t, 0, 1), &doc);
    *out = doc;
    return e;
}

static const struct statement answer_cache_insert = {
    "answer_cache_insert", "INSERT INTO gr.kept_answers (user_id, id, key, at, sealed)"
                           " VALUES (gr.me(), $1::uuid, $2::bytea, to_timestamp($3::int8), $4::bytea)"
                           " ON CONFLICT (user_id, key) DO UPDATE"
                           " SET id = excluded.id, at = excluded.at, sealed = excluded.sealed"};

enum err answer_cache_add(struct work *w, const char *asked, const json *answer)
{
    uint8_t key[KEY];
    struct id id;
    struct bytes sealed;
    enum err e = work_fingerprint(w, asked, key);
    if (e == OK)
        e = id_new(&id);
    if (e == OK)
        e = doc_seal_json(w, SEALED_KEPT_ANSWER, 1, id, 0, answer, &sealed);
    if (e != OK)
        return e;
    return WORK_RUN(w, NULL, &answer_cache_insert, P_ID(id), P_BYTES(((struct bytes){key, KEY})),
                    P_INT(clock_now()), P_BYTES(sealed));
}
