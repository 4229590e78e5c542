#include "store/review.h"
#include "store/claim.h"

static const char *const states[] = {
    [REVIEW_QUEUED] = "queued", [REVIEW_ASKING] = "asking", [REVIEW_DONE] = "done"};

/* clang-format off */
#define REVIEW(C)                            \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, DAY, day))                   \
    C(COLUMN_WORD(3, state, states))         \
    C(SEALED(TEXT, verdict))                 \
    C(SEALED(TEXT, summary))                 \
    C(SEALED(JSON, reasons))                 \
    C(COLUMN(4, ID, proposal))               \
    C(SEALED(JSON, call))                    \
    C(COLUMN(5, TIME, at))                   \
    C(INNER(6, INT, try_no))                 \
    C(INNER(7, TEXT, why))                   \
    C(DOCUMENT(8))
/* clang-format on */

ROW_DEFINE(review_row, struct review, REVIEW, .table = SEALED_REVIEW);

#define SELECT "SELECT " ROW_COLUMNS(REVIEW) " FROM gr.reviews WHERE user_id = gr.me()"

static const struct statement review_latest = {"review_latest", SELECT " ORDER BY day DESC LIMIT 1"};

void review_want_latest(struct work *w, struct review **out)
{
    work_read(w, ROW_ONE(review_row(), out), &review_latest, NULL, 0);
}

static const struct statement review_all = {"review_all", SELECT " ORDER BY day DESC"};

void review_want_all(struct work *w, struct review **out, size_t *n)
{
    work_read(w, ROW_ALL(review_row(), out, n), &review_all, NULL, 0);
}

static const struct statement review_new = {"review_new",
                                            ROW_INSERT("gr.reviews", REVIEW) " ON CONFLICT DO NOTHING"};

static const struct statement review_of_day = {"review_of_day", "SELECT id"
                                                                " FROM gr.reviews"
                                                                " WHERE user_id = gr.me()"
                                                                " AND day = $1::int8"};

enum err review_queue(struct work *w, clock_day day, struct id *out)
{
    struct review queued = {.day = day, .state = REVIEW_QUEUED, .at = clock_now()};
    size_t inserted;
    enum err e = id_new(&queued.id);
    if (e == OK)
        e = row_put(w, review_row(), &review_new, &queued, WORK_COUNT(&inserted));
    if (e != OK)
        return e;
    WORK_READ(w, WORK_ID(out), &review_of_day, P_INT(day));
    if ((e = work_flush(w)) != OK)
        return e;
    return inserted == 1 ? OK : ERR_CONFLICT;
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

enum err review_finish(struct work *w, const struct review *review)
{
    struct bytes sealed;
    const enum err e = row_seal(w, review_row(), review, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_CONFLICT, &review_finished, P_ID(review->id), P_INT(review->try_no),
                       P_ID(review->proposal), P_INT(clock_now()), P_BYTES(sealed));
}
