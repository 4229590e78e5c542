#ifndef STORE_CLAIM_H
#define STORE_CLAIM_H

#include "store/db.h"

/* Claiming a row whose answer is being asked for: the next try number and a lease, so that one asker at a
 * time holds it and a late answer of a superseded try is dropped (cgi-bin/README.md, "A request that needs a
 * model"). Shared by every entity that is claimed. */
struct claim {
    /* $1 id, $2 now, $3 the lease's end: takes the row where it is not done and no lease holds; RETURNING the
     * try number. */
    struct statement take;
    /* $1 id: whether the row is done, as int8. */
    struct statement look;
    /* $1 id, $2 try number, $3 why: gives the claim back where that try still holds it. */
    struct statement release;
};

/* ERR_NOT_FOUND: no such row; ERR_CONFLICT: it is done; ERR_BUSY: another lease holds. */
MUST_USE enum err claim_take(struct work *w, const struct claim *claim, struct id id, int64_t lease_seconds,
                             int *try_no);
/* why: what kept anybody from answering, as a class, to be read with the row until it is claimed again.
 * Nothing happens if the try no longer matches. */
MUST_USE enum err claim_release(struct work *w, const struct claim *claim, struct id id, int try_no,
                                const char *why);

#endif
