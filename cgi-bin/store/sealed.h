#ifndef STORE_SEALED_H
#define STORE_SEALED_H

#include "store/db.h"

/* Every sealed value of a user, whatever its table: for greenroom-admin. */

/* Opens them all: how many opened and how many did not. */
MUST_USE enum err sealed_verify(struct work *w, int64_t *opened, int64_t *broken);

/* A new data key for the user, from a transaction of its own: from its COMMIT on all that is written is
 * sealed under it. Where two keys are there already nothing is made: an earlier renewal is gone on with. */
MUST_USE enum err sealed_begin(struct work *w);

/* Seals values that older keys sealed under the newest one, at most `most` of each kind; those that do not
 * open stay as they are. A transaction that finds none deletes the older keys: SERIALIZABLE keeps it from
 * passing one that writes under them meanwhile. Done when both numbers are 0. */
MUST_USE enum err sealed_renew(struct work *w, int64_t most, int64_t *renewed, int64_t *broken);

#endif
