#include "store/recall.h"
#include "store/doc.h"

static const struct statement recall_all = {"recall_all", "SELECT question,"
                                                          " attempt,"
                                                          " day::int8,"
                                                          " sealed"
                                                          " FROM gr.recalls"
                                                          " WHERE user_id = gr.me()"
                                                          " ORDER BY day, attempt"};

static const struct doc_field fields[] = {DOC_INT(struct recall, rating)};

static const struct statement recall_new = {"recall_new",
                                            "INSERT INTO gr.recalls (user_id, attempt, question, day, sealed)"
                                            " VALUES (gr.me(), $1::uuid, $2::uuid, $3::int8, $4::bytea)"
                                            " ON CONFLICT DO NOTHING"};

enum err recall_add(struct work *w, const struct recall *r)
{
    struct bytes sealed;
    enum err e = doc_seal(w, SEALED_RECALL, r->attempt, 0, fields, DOC_COUNT(fields), r, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &recall_new, P_ID(r->attempt), P_ID(r->question), P_INT(r->day), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}

ticket recall_want_all(struct work *w)
{
    return work_want(w, &recall_all, NULL, 0);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct recall *out)
{
    *out = (struct recall){
        .question = work_id(w, t, row, 0),
        .attempt = work_id(w, t, row, 1),
        .day = (clock_day)work_int(w, t, row, 2),
    };
    return doc_open(w, SEALED_RECALL, out->attempt, 0, work_bytes(w, t, row, 3), fields, DOC_COUNT(fields),
                    out);
}

enum err recall_take_all(struct work *w, ticket t, struct recall **out, size_t *n)
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
