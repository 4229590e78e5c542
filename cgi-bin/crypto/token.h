#ifndef CRYPTO_TOKEN_H
#define CRYPTO_TOKEN_H

#include "crypto/keyring.h"
#include <stdbool.h>

enum { TOKEN_BYTES = 32, TOKEN_TEXT = 43, TOKEN_HASH_BYTES = 32 };

/* A login token: 32 random bytes as 43 characters of base64url. The database keeps only its SHA-256. */
MUST_USE enum err token_new(char text[TOKEN_TEXT + 1]);
/* SHA-256 of the decoded token; ERR_INPUT for anything but 43 base64url characters. */
MUST_USE enum err token_hash(const char *text, uint8_t out[TOKEN_HASH_BYTES]);

/* A form token: base64url(random 16 || HMAC-SHA256(K_csrf, binding || random)). `binding` is the login's
 * token hash, or the hash of the pre-login cookie for forms shown to nobody. */
MUST_USE enum err token_form(struct arena *a, const struct keyring *keyring,
                             const uint8_t binding[TOKEN_HASH_BYTES], char **out);
bool token_form_holds(const struct keyring *keyring, const uint8_t binding[TOKEN_HASH_BYTES],
                      const char *text);

/* What a browser that has logged in keeps: base64url(random 16 || HMAC-SHA256(K_throttle, random, name)). It
 * lets nobody in; it tells that failed tries elsewhere are not this browser's. */
enum { TOKEN_KNOWN_TEXT = 64 };
MUST_USE enum err token_known(const struct keyring *keyring, const char *name,
                              char text[TOKEN_KNOWN_TEXT + 1]);
bool token_known_holds(const struct keyring *keyring, const char *name, const char *text); /* NULL does not */

/* A recovery code for people: 20 characters of Crockford base32 in groups of five ("7K2QM-..."), 100 random
 * bits. */
MUST_USE enum err token_recovery(char text[24]);
/* The same from a keyed hash: the same code for the same `what`, which must hold something secret and
 * something that is used once. */
MUST_USE enum err token_recovery_of(const struct keyring *keyring, const char *what, char text[24]);
/* SHA-256 of the code, upper-cased, without blanks and dashes, O->0, I/L->1. ERR_INPUT if it is not such a
 * code. */
MUST_USE enum err token_recovery_hash(const char *text, uint8_t out[TOKEN_HASH_BYTES]);

#endif
