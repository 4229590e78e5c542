#ifndef CRYPTO_DIGEST_H
#define CRYPTO_DIGEST_H

#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_BYTES = 32 };

/* SHA-256 of n bytes, for what is compared, not kept secret (migrations, prompts). ERR_CRYPTO if OpenSSL
 * fails. */
MUST_USE enum err digest_sha256(const void *bytes, size_t n, uint8_t out[DIGEST_BYTES]);

#endif
