#include "store/idempotency.h"

#include "base/text.h"
#include "store/row.h"

enum { FINGERPRINT = 32 };

/* Where the form's first sending ended, and whether it was of the same kind and brought the same: of one that
 * an earlier release took, nobody knows what it brought. */
struct claimed {
    const char *result;
    bool same_kind, same_content;
};

/* clang-format off */
#define CLAIMED(C)                                   \
    C(COLUMN(1, TEXT, result))                       \
    C(EXPRESSION(2, BOOL, same_kind, "kind = $2::text")) \
    C(EXPRESSION(3, BOOL, same_content, "coalesce(fingerprint = $3::bytea, true)"))
/* clang-format on */

static ROW_DEFINE_OPEN(claimed_row, struct claimed, CLAIMED);

/* It writes each time, also when the form is known: so that the COMMIT after it waits for a replica (and
 * proves that the first one's rows are there too), and so that the same form sent twice at once is one after
 * the other. */
static const struct statement idempotency_claim = {
    "idempotency_claim", "INSERT INTO gr.ops (user_id, id, kind, fingerprint, at)"
                         " VALUES (gr.me(), $1::uuid, $2::text, $3::bytea, now())"
                         " ON CONFLICT (user_id, id) DO UPDATE SET times = ops.times + 1"
                         " RETURNING " ROW_COLUMNS(CLAIMED)};

enum err idempotency_begin(struct work *w, struct form form, const char *kind, const char **done)
{
    struct claimed claimed = {.result = NULL};
    struct param content = P_NULL;
    enum err e = OK;
    *done = NULL;
    if (!text_blank(form.content)) {
        uint8_t *hash = arena_alloc(w->arena, FINGERPRINT);
        e = work_fingerprint(w, form.content, hash);
        content = P_BYTES(((struct bytes){hash, FINGERPRINT}));
    }
    if (e != OK)
        return e;
    WORK_READ(w, ROW_HERE(claimed_row(), &claimed), &idempotency_claim, P_ID(form.id), P_TEXT(kind), content);
    if ((e = work_flush(w)) != OK)
        return e;
    if (!claimed.same_kind)
        return ERR_CONFLICT; /* another form's id */
    if (!claimed.same_content)
        return ERR_REUSED;
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
