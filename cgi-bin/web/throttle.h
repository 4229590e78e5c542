#ifndef WEB_THROTTLE_H
#define WEB_THROTTLE_H

#include "crypto/keyring.h"
#include "web/request.h"

/* How fast a secret may be guessed. Failures are counted under the name that is tried
 * and under the address they come from; or, for a browser that has logged in under this name before, under
 * that browser alone, so that the failures of others never lock it out. */
struct throttle {
    uint8_t who[BLIND_BYTES], address[BLIND_BYTES];
    bool known;
};

/* `what` is tried: "name" at the door, "recover" with a code. The name may be nobody's. */
MUST_USE enum err throttle_of(struct request *r, const char *what, const char *name,
                              struct throttle *throttle);
/* How many seconds the next try must wait for; 0: none. */
MUST_USE enum err throttle_wait(struct request *r, const struct throttle *throttle, int64_t *seconds);
MUST_USE enum err throttle_failed(struct request *r, const struct throttle *throttle);
MUST_USE enum err throttle_clear(struct request *r, const struct throttle *throttle);
/* The answer to who must wait. */
MUST_USE enum err throttle_refuse(struct request *r, int64_t seconds);

#endif
