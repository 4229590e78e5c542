#ifndef CRYPTO_PASSWORD_H
#define CRYPTO_PASSWORD_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What hashing costs: Argon2id with p = 1. */
struct password_cost {
    uint32_t memory_kib;
    uint32_t passes;
};

/* Is it at least OWASP's floor: 19456 KiB and 2 passes, or 47104 KiB and 1 pass? */
bool password_cost_fits(struct password_cost cost);

/* The PHC string of a password (no trimming, no truncation; at most 1024 bytes, else ERR_LIMIT). */
MUST_USE enum err password_hash(struct arena *a, struct password_cost cost, const char *password, char **phc);

/* Does it match? A NULL phc hashes a dummy, takes as long and says false. */
bool password_matches(struct password_cost cost, const char *phc, const char *password);

/* Was the hash made with less than `cost`? Then it is made anew at the next log-in. */
bool password_is_weak(struct password_cost cost, const char *phc);

#endif
