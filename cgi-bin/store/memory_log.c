#include "store/memory_log.h"
#include "store/doc.h"

static const struct statement memory_log_all = {"memory_log_all", "SELECT question,"
                                                                  " attempt,"
                                                                  " day::int8,"
                                                                  " sealed"
                                                                  " FROM gr.recalls"
                                                                  " WHERE user_id = gr.me()"
                                                                  " ORDER BY day, attempt"};

static const struct doc_field fields[] = {DOC_INT(struct memory_log, rating)};

static const struct statement memory_log_new = {
    "memory_log_new", "INSERT INTO gr.recalls (user_id, attempt, question, day, sealed)"
                      " VALUES (gr.me(), $1::uuid, $2::uuid, $3::int8, $4::bytea)"
                      " ON CONFLICT DO NOTHING"};

enum err memory_log_add(struct work *w, const struct memory_log *r)
{
    struct bytes sealed;
    enum err e = doc_seal(w, SEALED_MEMORY_LOG, r->attempt, 0, fields, DOC_COUNT(fields), r, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &memory_log_new, P_ID(r->attempt), P_ID(r->question), P_INT(r->day), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

ticket memory_log_want_all(struct work *w)
{
    return work_want(w, &memory_log_all, NULL, 0);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct memory_log *out)
{
    *out = (struct memory_log){
        .question = work_id(w, t, row, 0),
        .attempt = work_id(w, t, row, 1),
        .day = (clock_day)work_int(w, t, row, 2),
    };
    return doc_open(w, SEALED_MEMORY_LOG, out->attempt, 0, work_bytes(w, t, row, 3), fields,
                    DOC_COUNT(fields), out);
}

enum err memory_log_take_all(struct work *w, ticket t, struct memory_log **out, size_t *n)
{
    *n = work_count(w, t);
    *out = arena_array(w->arena, *n, sizeof(**out));
    for (size_t i = 0; i < *n; i++) {
        enum err e = read_row(w, t, i, &(*out)[i]);
        if (e != OK)
            return e;
    }
    return OK;
}
