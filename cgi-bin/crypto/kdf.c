#include "crypto/kdf.h"
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

enum { TAG_BYTES = 16, NONCE_BYTES = 12 };

/* Fetched once a process; what is fetched holds no key. */
static EVP_KDF *hkdf;
static EVP_CIPHER *gcm;

static enum err derive(int mode, OSSL_PARAM *rest, uint8_t *out, size_t n)
{
    if (!hkdf)
        hkdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
    EVP_KDF_CTX *ctx = hkdf ? EVP_KDF_CTX_new(hkdf) : NULL;
    if (!ctx)
        return ERR_CRYPTO;
    OSSL_PARAM params[] = {
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_MODE, &mode),
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, "SHA512", 0),
        rest[0],
        rest[1],
        OSSL_PARAM_construct_end(),
    };
    const int done = EVP_KDF_derive(ctx, out, n, params);
    EVP_KDF_CTX_free(ctx);
    return done == 1 ? OK : ERR_CRYPTO;
}

enum err kdf_extract(const void *salt, size_t salt_n, const void *key, size_t key_n, uint8_t prk[PRK_BYTES])
{
    OSSL_PARAM rest[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT, (void *)salt, salt_n),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)key, key_n),
    };
    return derive(EVP_KDF_HKDF_MODE_EXTRACT_ONLY, rest, prk, PRK_BYTES);
}

enum err kdf_expand(const void *prk, size_t prk_n, const void *info, size_t info_n, uint8_t *out, size_t n)
{
    OSSL_PARAM rest[] = {
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, info_n),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)prk, prk_n),
    };
    return derive(EVP_KDF_HKDF_MODE_EXPAND_ONLY, rest, out, n);
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
