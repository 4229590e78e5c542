#ifndef STORE_IDEMPOTENCY_H
#define STORE_IDEMPOTENCY_H

#include "store/db.h"

/* A form as it came. */
struct form {
    struct id id;        /* its own */
    const char *content; /* what it brought, in one spelling; NULL or "": only its id counts */
};

/* A form's own id makes what it asks for happen once. Every write of a form begins with idempotency_begin in
 * its transaction: the first time *done is NULL and the row is claimed; sent again (or looked up after an
 * unknown COMMIT) *done is where the first one ended. ERR_REUSED: it came before with something else in it,
 * which stands. Of what it brought only a keyed hash is kept (work_fingerprint). */
MUST_USE enum err idempotency_begin(struct work *w, struct form form, const char *kind, const char **done);
/* Where it ended: a path with ids only ("/session/.../"), never content. */
MUST_USE enum err idempotency_finish(struct work *w, struct id op, const char *result);

#endif
