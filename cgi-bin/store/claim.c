#include "store/claim.h"

#include "store/row.h"

/* What a claim's statements give: a try number, or whether the row is done. */
struct answer {
    int64_t number;
};

/* clang-format off */
#define ANSWER(C)                            \
    C(COLUMN(1, INT64, number))
/* clang-format on */

static ROW_DEFINE_OPEN(answer_row, struct answer, ANSWER);

enum err claim_take(struct work *w, const struct claim *claim, struct id id, int64_t lease_seconds,
                    int *try_no)
{
    const clock_time now = clock_now();
    struct answer *took, *done;
    WORK_READ(w, ROW_ONE(answer_row(), &took), &claim->take, P_ID(id), P_INT(now),
              P_INT(now + lease_seconds));
    WORK_READ(w, ROW_ONE(answer_row(), &done), &claim->look, P_ID(id));
    const enum err e = work_flush(w);
    if (e != OK)
        return e;
    if (took) {
        *try_no = (int)took->number;
        return OK;
    }
    if (!done)
        return ERR_NOT_FOUND;
    return done->number ? ERR_CONFLICT : ERR_BUSY;
}

enum err claim_release(struct work *w, const struct claim *claim, struct id id, int try_no, const char *why)
{
    WORK_WRITE(w, &claim->release, P_ID(id), P_INT(try_no), P_TEXT(why));
    return work_flush(w);
}
