#ifndef CRYPTO_KDF_H
#define CRYPTO_KDF_H

#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

/* HKDF with SHA-512 (RFC 5869) and HMAC-SHA256, as the sealed formats use them. Internal to crypto.
 *
 * The process keeps one context for HMAC-SHA512, and what it was keyed with last can be had from it until
 * kdf_forget. So whoever extracts or expands for several labels sees to that; kdf_expand does by itself. */
enum { PRK_BYTES = 64 };

/* Extract: salt and key material -> 64 bytes. */
MUST_USE enum err kdf_extract(const void *salt, size_t salt_n, const void *key, size_t key_n,
                              uint8_t prk[PRK_BYTES]);
/* Expand: a key and a label -> n bytes, at most 255 * 64. The key is used as the PRK. */
MUST_USE enum err kdf_expand(const void *prk, size_t prk_n, const void *info, size_t info_n, uint8_t *out,
                             size_t n);
/* The same for several labels of one key, which is then set up once. */
struct kdf_output {
    const void *info;
    size_t info_n;
    uint8_t *out;
    size_t n;
};
MUST_USE enum err kdf_expand_each(const void *prk, size_t prk_n, const struct kdf_output *outputs, size_t n);
/* Wipes the context, if it was keyed: at once, or as an arena's clean-up (nothing: NULL) where many rows
 * follow one another. */
void kdf_forget(void *nothing);
MUST_USE enum err kdf_hmac_sha256(const void *key, size_t key_n, const void *text, size_t n, uint8_t out[32]);

/* Big-endian numbers of the formats. */
void kdf_put_u16(uint8_t *out, uint16_t value);
void kdf_put_u32(uint8_t *out, uint32_t value);
uint32_t kdf_get_u32(const uint8_t *from);

/* AES-256-GCM with a 12-byte nonce and a 16-byte tag behind the text. Decrypting gives nothing out before the
 * tag held. */
struct aead {
    const uint8_t *key, *nonce, *aad;
    size_t aad_n;
};
/* out gets n + 16 bytes: the tag comes last. */
MUST_USE enum err kdf_encrypt(const struct aead *with, const uint8_t *text, size_t n, uint8_t *out);
/* out gets n - 16 bytes. ERR_SEAL: it was not sealed so. */
MUST_USE enum err kdf_decrypt(const struct aead *with, const uint8_t *sealed, size_t n, uint8_t *out);

#endif
