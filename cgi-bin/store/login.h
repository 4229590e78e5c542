#ifndef STORE_LOGIN_H
#define STORE_LOGIN_H

#include "crypto/token.h"
#include "store/row.h"

/* Where a user is logged in. The token itself is never stored. */
struct login {
    struct id id;
    clock_time created;
    clock_time last_used; /* kept to the nearest few minutes */
    clock_time expires;
    const char *where; /* coarse, sealed: "Firefox on Linux, 192.0.2.x" */
    bool current;
};

MUST_USE enum err login_create(struct work *w, struct id id, const uint8_t hash[TOKEN_HASH_BYTES],
                               const char *where, int64_t idle_seconds, int64_t absolute_seconds);
void login_want_all(struct work *w, const uint8_t current_hash[TOKEN_HASH_BYTES], struct login **out,
                    size_t *n); /* the last used first */
MUST_USE enum err login_end(struct work *w, struct id id);
MUST_USE enum err login_end_token(struct work *w, const uint8_t hash[TOKEN_HASH_BYTES]);
MUST_USE enum err login_end_all(struct work *w, const uint8_t *except_hash); /* NULL: all */
/* Moves last_used on, at most once every few minutes; called when gr.enter says it is stale. */
MUST_USE enum err login_touch(struct work *w, const uint8_t hash[TOKEN_HASH_BYTES], int64_t idle_seconds);
/* Whose login a token was, even if it ran out in the last 7 days (for answers parked when a login expires).
 * Nil if unknown. */
MUST_USE enum err login_expired_user(struct db *db, struct arena *a, const uint8_t hash[TOKEN_HASH_BYTES],
                                     struct id *out);
/* Forgets what ran out long ago; how many. Batch. */
MUST_USE enum err login_sweep(struct db *db, struct arena *a, int64_t *swept);

/* One-time recovery codes: ten hashes; using one spends it. */
/* Replaces the old ones. */
MUST_USE enum err login_save_codes(struct work *w, const uint8_t (*hashes)[TOKEN_HASH_BYTES], size_t n);
/* One more, which runs out after `seconds`: what an admin hands out. */
MUST_USE enum err login_add_code(struct work *w, const uint8_t hash[TOKEN_HASH_BYTES], int64_t seconds);
MUST_USE enum err login_spend_code(struct work *w, const uint8_t hash[TOKEN_HASH_BYTES], bool *spent);
void login_want_codes_left(struct work *w, int64_t *out);

/* Throttle: failures counted under a keyed hash (of a login name, of an address); the cool-off doubles from 1
 * s to 15 min. The `most`th failure in a row is followed by a day's rest (0: never). */
enum { LOGIN_FAILURES_MOST = 100 };
MUST_USE enum err login_throttle_wait(struct db *db, struct arena *a, const uint8_t bucket[BLIND_BYTES],
                                      int64_t *wait_seconds);
MUST_USE enum err login_throttle_failed(struct db *db, struct arena *a, const uint8_t bucket[BLIND_BYTES],
                                        int64_t free_failures, int64_t most);
MUST_USE enum err login_throttle_clear(struct db *db, struct arena *a, const uint8_t bucket[BLIND_BYTES]);

/* The row itself, for the download. */
const struct row_kind *login_row(void);

#endif
