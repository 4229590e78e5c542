#include "crypto/password.h"
#include <argon2.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

enum { SALT_BYTES = 16, HASH_BYTES = 32, MOST_BYTES = 1024, LANES = 1 };

bool password_cost_fits(struct password_cost cost)
{
    return (cost.memory_kib >= 19456 && cost.passes >= 2) || (cost.memory_kib >= 47104 && cost.passes >= 1);
}

enum err password_hash(struct arena *a, struct password_cost cost, const char *password, char **phc)
{
    uint8_t salt[SALT_BYTES];
    const size_t n = strlen(password);
    if (n > MOST_BYTES)
        return ERR_LIMIT;
    if (RAND_bytes(salt, sizeof salt) != 1)
        return ERR_CRYPTO;
    const size_t room =
        argon2_encodedlen(cost.passes, cost.memory_kib, LANES, SALT_BYTES, HASH_BYTES, Argon2_id);
    *phc = arena_alloc(a, room);
    const int done = argon2id_hash_encoded(cost.passes, cost.memory_kib, LANES, password, n, salt,
                                           sizeof salt, HASH_BYTES, *phc, room);
    if (done == ARGON2_MEMORY_ALLOCATION_ERROR)
        return ERR_MEMORY;
    return err_unless(done == ARGON2_OK, ERR_CRYPTO);
}

/* Takes as long as a real one, so that an unknown name answers no sooner. */
static void hash_dummy(struct password_cost cost, const char *password, size_t n)
{
    static const uint8_t salt[SALT_BYTES] = "no such account";
    uint8_t hash[HASH_BYTES];
    if (argon2id_hash_raw(cost.passes, cost.memory_kib, LANES, password, n, salt, sizeof salt, hash,
                          sizeof hash) != ARGON2_OK)
        return; /* the answer is no in any case */
}

bool password_matches(struct password_cost cost, const char *phc, const char *password)
{
    const size_t n = strlen(password);
    if (n > MOST_BYTES)
        return false;
    if (phc)
        return argon2id_verify(phc, password, n) == ARGON2_OK;
    hash_dummy(cost, password, n);
    return false;
}

/* The number after a label, which must stand at *p; then *p is behind it. */
static bool number_after(const char **at, const char *label, uint64_t *out)
{
    const size_t n = strlen(label);
    if (strncmp(*at, label, n) != 0)
        return false;
    *out = 0;
    for (*at += n; **at >= '0' && **at <= '9' && *out < UINT32_MAX; ++*at)
        *out = *out * 10 + (uint64_t)(**at - '0');
    return true;
}

bool password_is_weak(struct password_cost cost, const char *phc)
{
    uint64_t memory, passes;
    if (!phc || !number_after(&phc, "$argon2id$v=19$m=", &memory) || !number_after(&phc, ",t=", &passes))
        return true;
    return memory < cost.memory_kib || passes < cost.passes;
}
