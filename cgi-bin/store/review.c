#include "store/review.h"
#include "store/claim.h"
#include "store/doc.h"

#define COLUMNS                                                                                              \
    "SELECT id,"                                                                                             \
    " day::int8,"                                                                                            \
    " state::int8,"                                                                                          \
    " proposal,"                                                                                             \
    " extract(epoch FROM at)::int8,"                                                                         \
    " try_no::int8,"                                                                                         \
    " sealed,"                                                                                               \
    " why"                                                                                                   \
    " FROM gr.reviews"                                                                                       \
    " WHERE user_id = gr.me()"

static const struct statement review_latest = {"review_latest", COLUMNS " ORDER BY day DESC LIMIT 1"};
static const struct statement review_all = {"review_all", COLUMNS " ORDER BY day DESC"};

static const struct doc_field fields[] = {
    DOC_TEXT(struct review, verdict),
    DOC_TEXT(struct review, summary),
    DOC_JSON(struct review, reasons),
    DOC_JSON(struct review, call),
};

static enum err seal(struct work *w, const struct review *r, struct bytes *out)
{
    return doc_seal(w, SEALED_REVIEW, r->id, 0, fields, DOC_COUNT(fields), r, out);
}

static enum err read_row(struct work *w, ticket t, size_t row, struct review *out)
{
    *out = (struct review){
        .id = work_id(w, t, row, 0),
        .day = (clock_day)work_int(w, t, row, 1),
        .state = (enum review_state)work_int(w, t, row, 2),
        .proposal = work_id(w, t, row, 3),
        .at = work_int(w, t, row, 4),
        .try_no = (int)work_int(w, t, row, 5),
        .why = work_text(w, t, row, 7),
    };
    return doc_open(w, SEALED_REVIEW, out->id, 0, work_bytes(w, t, row, 6), fields, DOC_COUNT(fields), out);
}

ticket review_want_latest(struct work *w)
{
    return work_want(w, &review_latest, NULL, 0);
}

ticket review_want_all(struct work *w)
{
    return work_want(w, &review_all, NULL, 0);
}

enum err review_take_all(struct work *w, ticket t, struct review **out, size_t *n)
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

enum err review_take(struct work *w, ticket t, struct review **out)
{
    struct review *all;
    size_t n;
    enum err e = review_take_all(w, t, &all, &n);
    *out = e == OK && n > 0 ? all : NULL;
    return e;
}

static const struct statement review_new = {
    "review_new", "INSERT INTO gr.reviews (user_id, id, day, state, at, sealed)"
                  " VALUES (gr.me(), $1::uuid, $2::int8, 0, to_timestamp($3::int8), $4::bytea)"
                  " ON CONFLICT DO NOTHING"};

static const struct statement review_of_day = {"review_of_day", "SELECT id"
                                                                " FROM gr.reviews"
                                                                " WHERE user_id = gr.me()"
                                                                " AND day = $1::int8"};

enum err review_queue(struct work *w, clock_day day, struct id *out)
{
    struct review r = {.day = day};
    struct bytes sealed;
    enum err e = id_new(&r.id);
    if (e == OK)
        e = seal(w, &r, &sealed);
    if (e != OK)
        return e;
    ticket queued = WORK_WANT(w, &review_new, P_ID(r.id), P_INT(day), P_INT(clock_now()), P_BYTES(sealed));
    ticket found = WORK_WANT(w, &review_of_day, P_INT(day));
    if ((e = work_flush(w)) != OK)
        return e;
    *out = work_count(w, found) == 1 ? work_id(w, found, 0, 0) : (struct id){{0}};
    return work_affected(w, queued) == 1 ? OK : ERR_CONFLICT;
}

static const struct claim claim = {
    .take = {"review_claim", "UPDATE gr.reviews"
                             " SET state = 1,"
                             " try_no = try_no + 1,"
                             " lease = to_timestamp($3::int8),"
                             " why = NULL"
                             " WHERE user_id = gr.me()"
                             " AND id = $1::uuid"
                             " AND state <> 2"
                             " AND (lease IS NULL OR lease <= to_timestamp($2::int8))"
                             " RETURNING try_no::int8"},
    .look = {"review_claim_look", "SELECT (state = 2)::int::int8"
                                  " FROM gr.reviews"
                                  " WHERE user_id = gr.me()"
                                  " AND id = $1::uuid"},
    .release = {"review_release", "UPDATE gr.reviews"
                                  " SET state = 0,"
                                  " lease = NULL,"
                                  " why = $3::text"
                                  " WHERE user_id = gr.me()"
                                  " AND id = $1::uuid"
                                  " AND try_no = $2::int8"
                                  " AND state = 1"},
};

enum err review_claim(struct work *w, struct id id, int64_t lease_seconds, int *try_no)
{
    return claim_take(w, &claim, id, lease_seconds, try_no);
}

enum err review_release(struct work *w, struct id id, int try_no, const char *why)
{
    return claim_release(w, &claim, id, try_no, why);
}

static const struct statement review_finished = {"review_finished", "UPDATE gr.reviews"
                                                                    " SET state = 2,"
                                                                    " lease = NULL,"
                                                                    " proposal = $3::uuid,"
                                                                    " at = to_timestamp($4::int8),"
                                                                    " sealed = $5::bytea"
                                                                    " WHERE user_id = gr.me()"
                                                                    " AND id = $1::uuid"
                                                                    " AND try_no = $2::int8"
                                                                    " AND state <> 2"};

enum err review_finish(struct work *w, const struct review *r)
{
    struct bytes sealed;
    enum err e = seal(w, r, &sealed);
    if (e != OK)
        return e;
    ticket t;
    e = WORK_RUN(w, &t, &review_finished, P_ID(r->id), P_INT(r->try_no), P_ID(r->proposal),
                 P_INT(clock_now()), P_BYTES(sealed));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_CONFLICT;
}
