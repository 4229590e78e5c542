#include "crypto/kdf.h"
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <stdbool.h>
#include <string.h>

enum { TAG_BYTES = 16, NONCE_BYTES = 12 };

/* Made once a process, because finding an algorithm costs more than using it; what stands here holds no key.
 */
static EVP_MAC_CTX *hmac_sha512;
static EVP_CIPHER *gcm;

/* A fresh HMAC-SHA512; NULL if OpenSSL fails. */
static EVP_MAC_CTX *fresh_hmac(void)
{
    if (!hmac_sha512) {
        OSSL_PARAM digest[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, "SHA512", 0),
                               OSSL_PARAM_construct_end()};
        EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
        EVP_MAC_CTX *ctx = hmac ? EVP_MAC_CTX_new(hmac) : NULL;
        EVP_MAC_free(hmac);
        if (!ctx || EVP_MAC_CTX_set_params(ctx, digest) != 1) {
            EVP_MAC_CTX_free(ctx);
            return NULL;
        }
        hmac_sha512 = ctx;
    }
    return EVP_MAC_CTX_dup(hmac_sha512);
}

/* Freeing a context wipes what it knew of the key. */
enum err kdf_extract(const void *salt, size_t salt_n, const void *key, size_t key_n, uint8_t prk[PRK_BYTES])
{
    size_t n = 0;
    EVP_MAC_CTX *ctx = fresh_hmac();
    const bool done = ctx && EVP_MAC_init(ctx, salt, salt_n, NULL) == 1 &&
                      EVP_MAC_update(ctx, key, key_n) == 1 && EVP_MAC_final(ctx, prk, &n, PRK_BYTES) == 1 &&
                      n == PRK_BYTES;
    EVP_MAC_CTX_free(ctx);
    return done ? OK : ERR_CRYPTO;
}

/* T(1) || T(2) || ... of RFC 5869, section 2.3, with a context that knows its key. */
static bool expand_one(EVP_MAC_CTX *ctx, const struct kdf_output *o)
{
    uint8_t block[PRK_BYTES];
    bool done = o->n <= 255 * sizeof block;
    uint8_t number = 0;
    for (size_t made = 0; done && made < o->n; made += sizeof block) {
        const size_t left = o->n - made;
        size_t n = 0;
        number++;
        done = (number == 1 ||
                (EVP_MAC_init(ctx, NULL, 0, NULL) == 1 && EVP_MAC_update(ctx, block, sizeof block) == 1)) &&
               EVP_MAC_update(ctx, o->info, o->info_n) == 1 && EVP_MAC_update(ctx, &number, 1) == 1 &&
               EVP_MAC_final(ctx, block, &n, sizeof block) == 1 && n == sizeof block;
        if (done)
            memcpy(o->out + made, block, left < sizeof block ? left : sizeof block);
    }
    OPENSSL_cleanse(block, sizeof block);
    return done;
}

enum err kdf_expand_each(const void *prk, size_t prk_n, const struct kdf_output *outputs, size_t n)
{
    EVP_MAC_CTX *ctx = fresh_hmac();
    bool done = ctx && EVP_MAC_init(ctx, prk, prk_n, NULL) == 1;
    for (size_t i = 0; done && i < n; i++)
        done = (i == 0 || EVP_MAC_init(ctx, NULL, 0, NULL) == 1) && expand_one(ctx, &outputs[i]);
    EVP_MAC_CTX_free(ctx);
    return done ? OK : ERR_CRYPTO;
}

enum err kdf_expand(const void *prk, size_t prk_n, const void *info, size_t info_n, uint8_t *out, size_t n)
{
    const struct kdf_output one = {.info = info, .info_n = info_n, .out = out, .n = n};
    return kdf_expand_each(prk, prk_n, &one, 1);
}

enum err kdf_hmac_sha256(const void *key, size_t key_n, const void *text, size_t n, uint8_t out[32])
{
    unsigned length = 32;
    return HMAC(EVP_sha256(), key, (int)key_n, text, n, out, &length) && length == 32 ? OK : ERR_CRYPTO;
}

void kdf_put_u16(uint8_t *p, uint16_t v)
{
    p[0] = (uint8_t)(v >> 8);
    p[1] = (uint8_t)v;
}

void kdf_put_u32(uint8_t *p, uint32_t v)
{
    kdf_put_u16(p, (uint16_t)(v >> 16));
    kdf_put_u16(p + 2, (uint16_t)v);
}

uint32_t kdf_get_u32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static EVP_CIPHER_CTX *aead_start(const struct aead *with, int encrypt)
{
    int length;
    if (!gcm)
        gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    EVP_CIPHER_CTX *ctx = gcm ? EVP_CIPHER_CTX_new() : NULL;
    if (!ctx)
        return NULL;
    if (EVP_CipherInit_ex2(ctx, gcm, with->key, with->nonce, encrypt, NULL) == 1 &&
        EVP_CipherUpdate(ctx, NULL, &length, with->aad, (int)with->aad_n) == 1)
        return ctx;
    EVP_CIPHER_CTX_free(ctx);
    return NULL;
}

enum err kdf_encrypt(const struct aead *with, const uint8_t *text, size_t n, uint8_t *out)
{
    EVP_CIPHER_CTX *ctx = aead_start(with, 1);
    int length = 0, rest = 0;
    if (!ctx)
        return ERR_CRYPTO;
    const int done = EVP_CipherUpdate(ctx, out, &length, text, (int)n) == 1 &&
                     EVP_CipherFinal_ex(ctx, out + length, &rest) == 1 &&
                     (size_t)length + (size_t)rest == n &&
                     EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, TAG_BYTES, out + n) == 1;
    EVP_CIPHER_CTX_free(ctx);
    return done ? OK : ERR_CRYPTO;
}

enum err kdf_decrypt(const struct aead *with, const uint8_t *sealed, size_t n, uint8_t *out)
{
    int length = 0, rest = 0;
    if (n < TAG_BYTES)
        return ERR_SEAL;
    const size_t text_n = n - TAG_BYTES;
    EVP_CIPHER_CTX *ctx = aead_start(with, 0);
    if (!ctx)
        return ERR_CRYPTO;
    /* The tag is always 16 bytes: OpenSSL would take a shorter one. */
    const int done =
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, TAG_BYTES, (void *)(sealed + text_n)) == 1 &&
        EVP_CipherUpdate(ctx, out, &length, sealed, (int)text_n) == 1 &&
        EVP_CipherFinal_ex(ctx, out + length, &rest) == 1;
    EVP_CIPHER_CTX_free(ctx);
    if (done)
        return OK;
    OPENSSL_cleanse(out, text_n); /* what came out before the tag was checked */
    return ERR_SEAL;
}
