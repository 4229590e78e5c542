#ifndef CRYPTO_KEYRING_H
#define CRYPTO_KEYRING_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/id.h"
#include <stdint.h>

/* The master keys, from their file (mode 0400, outside the database), and what is derived from them
 * (cgi-bin/OPERATION.md, "Data at rest").
 *
 * The file: one `kid:64 hex digits` a line for master keys (the highest kid is active) and one `index:64 hex
 * digits` line. Blank lines and lines that begin with '#' are skipped. Keys are wiped when the ring is freed.
 */
struct keyring;

/* One version of a user's data key, in the clear: lives only in a wiped arena. */
struct dek {
    uint32_t version;
    uint8_t key[32];
};

enum { WRAPPED_DEK_BYTES = 66, MASTER_CHECK_BYTES = 32, BLIND_BYTES = 32 };

/* Reads the file. ERR_CONFIG with *why (in `a`) for a missing file, one that group or others may read, a bad
 * line, no key. (systemd's credentials show otherwise, and are taken.) */
MUST_USE enum err keyring_read(struct arena *a, const char *path, struct keyring **out, const char **why);

/* Writes a new file (mode 0400, never over an existing one) with one random master key, kid 1, and an index
 * secret. */
MUST_USE enum err keyring_create(const char *path, const char **why);
/* Adds a new random master key with the next kid to the file, atomically and durably. ERR_LIMIT when the file
 * is full (64 keys) or the last number is used; then, as after any failure, the old file stands. */
MUST_USE enum err keyring_add(const char *path, uint32_t *kid, const char **why);

/* The kid of the active master key; how many there are; the kid of each, from 0. */
uint32_t keyring_active(const struct keyring *keyring);
size_t keyring_count(const struct keyring *keyring);
uint32_t keyring_kid(const struct keyring *keyring, size_t i);

/* HMAC-SHA256(MK_kid, "greenroom/v1 master check"): what table keyring(kid, check) holds. ERR_NOT_FOUND for
 * an unknown kid. */
MUST_USE enum err keyring_check(const struct keyring *keyring, uint32_t kid, uint8_t out[MASTER_CHECK_BYTES]);

/* A fresh random data key. */
MUST_USE enum err keyring_new_dek(uint32_t version, struct dek *out);
/* Wraps under the active master key / unwraps whichever kid it names, bound to the user. ERR_SEAL if it does
 * not open; ERR_NOT_FOUND if its kid is not in the ring. */
MUST_USE enum err keyring_wrap(const struct keyring *keyring, struct id user, const struct dek *dek,
                               uint8_t out[WRAPPED_DEK_BYTES]);
MUST_USE enum err keyring_unwrap(const struct keyring *keyring, struct id user, uint32_t version,
                                 struct bytes wrapped, struct dek *out);
/* The kid a wrapped key names. */
uint32_t keyring_wrapped_kid(struct bytes wrapped);

/* The keyed hash that finds a login name (already canonical): HMAC-SHA256(IK, "greenroom/v1 username index"
 * 00 || name). */
MUST_USE enum err keyring_blind_name(const struct keyring *keyring, const char *name,
                                     uint8_t out[BLIND_BYTES]);
/* The keyed hash of anything a throttle counts by (an address, a login name), under K_throttle. */
MUST_USE enum err keyring_blind_throttle(const struct keyring *keyring, const char *what,
                                         uint8_t out[BLIND_BYTES]);
/* The keyed hash that recovery codes are made of, so that the same form shows the same codes again. */
MUST_USE enum err keyring_blind_code(const struct keyring *keyring, const char *what,
                                     uint8_t out[BLIND_BYTES]);
/* K_csrf = HKDF-Expand-SHA512(IK, "greenroom/v1 form token", 32): used by token.c. Borrowed. */
const uint8_t *keyring_form_key(const struct keyring *keyring);

#endif
