#include "store/answer_cache.h"

enum { KEY = 32 };

struct cached {
    struct id id;
    const json *answer;
};

/* clang-format off */
#define CACHED(C)                            \
    C(COLUMN(1, ID, id))                     \
    C(DOCUMENT(2))
/* clang-format on */

/* The document is the answer itself. */
static enum err open_answer(struct arena *a, const json *doc, void *into)
{
    (void)a;
    struct cached *cached = into;
    cached->answer = doc;
    return OK;
}

static ROW_DEFINE(cached_row, struct cached, CACHED, .table = SEALED_KEPT_ANSWER, .open = open_answer);

static const struct statement answer_cache_find = {
    "answer_cache_find", "SELECT " ROW_COLUMNS(CACHED) " FROM gr.kept_answers"
                                                       " WHERE user_id = gr.me() AND key = $1::bytea AND at "
                                                       "> to_timestamp($2::int8) - interval '1 day'"};

enum err answer_cache_read(struct work *w, const char *asked, const json **out)
{
    uint8_t key[KEY];
    struct cached cached = {.answer = NULL};
    *out = NULL;
    enum err e = work_fingerprint(w, asked, key);
    if (e != OK)
        return e;
    WORK_READ(w, ROW_HERE(cached_row(), &cached), &answer_cache_find, P_BYTES(((struct bytes){key, KEY})),
              P_INT(clock_now()));
    e = work_flush(w);
    if (e == OK)
        *out = cached.answer;
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
    WORK_WRITE(w, &answer_cache_insert, P_ID(id), P_BYTES(((struct bytes){key, KEY})), P_INT(clock_now()),
               P_BYTES(sealed));
    return work_flush(w);
}
