#include "store/context.h"

#include "store/doc.h"

static const struct doc_field fields[] = {DOC_TEXT(struct context, text)};

static const struct statement context_insert = {
    "context_insert", "INSERT INTO gr.contexts (user_id, id, added, sealed)"
                      " VALUES (gr.me(), $1::uuid, to_timestamp($2::int8), $3::bytea)"};

enum err context_add(struct work *w, struct id id, const char *text)
{
    const struct context context = {.text = text};
    struct bytes sealed;
    enum err e = doc_seal(w, SEALED_CONTEXT, id, 0, fields, DOC_COUNT(fields), &context, &sealed);
    if (e != OK)
        return e;
    return WORK_RUN(w, NULL, &context_insert, P_ID(id), P_INT(clock_now()), P_BYTES(sealed));
}

static const struct statement context_all = {"context_all",
                                             "SELECT id, extract(epoch FROM added)::int8, sealed"
                                             "  FROM gr.contexts"
                                             " WHERE user_id = gr.me()"
                                             " ORDER BY place"};

ticket context_want_all(struct work *w)
{
    return work_want(w, &context_all, NULL, 0);
}

enum err context_take_all(struct work *w, ticket t, struct context **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof **out);
    enum err e = OK;
    for (size_t i = 0; e == OK && i < *n; i++) {
        struct context *c = &(*out)[i];
        c->id = work_id(w, t, i, 0);
        c->added = work_int(w, t, i, 1);
        e = doc_open(w, SEALED_CONTEXT, c->id, 0, work_bytes(w, t, i, 2), fields, DOC_COUNT(fields), c);
    }
    return e;
}
