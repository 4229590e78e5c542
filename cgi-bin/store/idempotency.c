#include "store/idempotency.h"

#include "store/row.h"

/* Where the form's first sending ended, and whether it was of the same kind. */
struct claimed {
    const char *result;
    bool same;
};

/* clang-format off */
#define CLAIMED(C)                                   \
    C(COLUMN(1, TEXT, result))                       \
    C(EXPRESSION(2, BOOL, same, "kind = $2::text"))
/* clang-format on */

static ROW_DEFINE_OPEN(claimed_row, struct claimed, CLAIMED);

/* It writes each time, also when the form is known: so that the COMMIT after it waits for a replica (and
 * proves that the first one's rows are there too), and so that the same form sent twice at once is one after
 * the other. */
static const struct statement idempotency_claim = {
    "idempotency_claim", "INSERT INTO gr.ops (user_id, id, kind, at)"
                         " VALUES (gr.me(), $1::uuid, $2::text, now())"
                         " ON CONFLICT (user_id, id) DO UPDATE SET times = ops.times + 1"
                         " RETURNING " ROW_COLUMNS(CLAIMED)};

enum err idempotency_begin(struct work *w, struct id op, const char *kind, const char **done)
{
    struct claimed claimed = {.result = NULL};
    *done = NULL;
    WORK_READ(w, ROW_HERE(claimed_row(), &claimed), &idempotency_claim, P_ID(op), P_TEXT(kind));
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    if (!claimed.same)
        return ERR_CONFLICT; /* another form's id */
    *done = claimed.result;
    return OK;
}

static const struct statement idempotency_result = {"idempotency_result",
                                                    "UPDATE gr.ops"
                                                    "   SET result = $2::text"
                                                    " WHERE user_id = gr.me() AND id = $1::uuid"};

enum err idempotency_finish(struct work *w, struct id op, const char *result)
{
    return WORK_CHANGE(w, ERR_NOT_FOUND, &idempotency_result, P_ID(op), P_TEXT(result));
}
