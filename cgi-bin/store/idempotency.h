#ifndef STORE_IDEMPOTENCY_H
#define STORE_IDEMPOTENCY_H

#include "store/db.h"

/* A form's own id makes what it asks for happen once. Every write of a form begins with idempotency_begin in
 * its transaction: the first time *done is NULL and the row is claimed; sent again (or looked up after an
 * unknown COMMIT) *done is where the first one ended. */
MUST_USE enum err idempotency_begin(struct work *w, struct id op, const char *kind, const char **done);
/* Where it ended: a path with ids only ("/session/.../"), never content. */
MUST_USE enum err idempotency_finish(struct work *w, struct id op, const char *result);

#endif
