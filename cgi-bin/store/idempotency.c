#include "store/idempotency.h"

/* It writes each time, also when the form is known: so that the COMMIT after it waits for a replica (and
 * proves that the first one's rows are there too), and so that the same form sent twice at once is one after
 * the other. */
static const struct statement idempotency_claim = {
    "idempotency_claim", "INSERT INTO gr.ops (user_id, id, kind, at)"
                         " VALUES (gr.me(), $1::uuid, $2::text, now())"
                         " ON CONFLICT (user_id, id) DO UPDATE SET times = ops.times + 1"
                         " RETURNING result, kind = $2::text"};
static const struct statement idempotency_result = {"idempotency_result",
                                                    "UPDATE gr.ops"
                                                    "   SET result = $2::text"
                                                    " WHERE user_id = gr.me() AND id = $1::uuid"};

enum err idempotency_begin(struct work *w, struct id op, const char *kind, const char **done)
{
    ticket t;
    *done = NULL;
    enum err e = WORK_RUN(w, &t, &idempotency_claim, P_ID(op), P_TEXT(kind));
    if (e != OK)
        return e;
    if (!work_bool(w, t, 0, 1))
        return ERR_CONFLICT; /* another form's id */
    *done = work_text(w, t, 0, 0);
    return OK;
}

enum err idempotency_finish(struct work *w, struct id op, const char *result)
{
    ticket t;
    enum err e = WORK_RUN(w, &t, &idempotency_result, P_ID(op), P_TEXT(result));
    if (e != OK)
        return e;
    return work_affected(w, t) == 1 ? OK : ERR_NOT_FOUND;
}
