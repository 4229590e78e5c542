#include "crypto/kdf.h"
#include "base/num.h"
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/params.h>
#include <stdbool.h>
#include <string.h>

enum { TAG_BYTES = 16, NONCE_BYTES = 12 };

/* Made once a process, because finding an algorithm costs more than using it. The cipher holds no key; what
 * the HMAC holds of one is wiped by kdf_forget. */
static EVP_CIPHER *gcm;
static struct {
    EVP_MAC_CTX *ctx;
    enum { EMPTY, KEYED, USED } state; /* used: text has come in since the key */
} hmac;

/* ---- HMAC-SHA512 (RFC 2104) ---- */

static EVP_MAC_CTX *hmac_new(void)
{
    char digest[] = "SHA512";
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                 OSSL_PARAM_construct_end()};
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *ctx = NULL;
    if (mac)
        ctx = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac); /* the context keeps it */
    if (ctx && EVP_MAC_CTX_set_params(ctx, params) == 1)
        return ctx;
    EVP_MAC_CTX_free(ctx);
    return NULL;
}

static bool hmac_key(const void *key, size_t n)
{
    if (n == 0)
        key = ""; /* NULL would be the key before */
    if (!hmac.ctx)
        hmac.ctx = hmac_new();
    if (!hmac.ctx)
        return false;
    hmac.state = KEYED;
    return EVP_MAC_init(hmac.ctx, key, n, NULL) == 1;
}

/* Before each text of the same key. */
static bool hmac_begin(void)
{
    const bool done = hmac.state != USED || EVP_MAC_init(hmac.ctx, NULL, 0, NULL) == 1;
    hmac.state = USED;
    return done;
}

static bool hmac_add(const void *text, size_t n)
{
    return EVP_MAC_update(hmac.ctx, text, n) == 1;
}

static bool hmac_end(uint8_t out[PRK_BYTES])
{
    size_t n;
    return EVP_MAC_final(hmac.ctx, out, &n, PRK_BYTES) == 1 && n == PRK_BYTES;
}

void kdf_forget(void *nothing)
{
    (void)nothing;
    if (hmac.state == EMPTY)
        return;
    if (!hmac_key(NULL, 0)) { /* freeing wipes, too */
        EVP_MAC_CTX_free(hmac.ctx);
        hmac.ctx = NULL;
    }
    hmac.state = EMPTY;
}

/* ---- HKDF-SHA512 (RFC 5869) ---- */

/* The result of a step; after one that failed nothing stays. */
static enum err ended(bool done)
{
    if (done)
        return OK;
    kdf_forget(NULL);
    return ERR_CRYPTO;
}

enum err kdf_extract(const void *salt, size_t salt_n, const void *key, size_t key_n, uint8_t prk[PRK_BYTES])
{
    return ended(hmac_key(salt, salt_n) && hmac_begin() && hmac_add(key, key_n) && hmac_end(prk));
}

/* T(1) || T(2) || ... of section 2.3. */
static bool expand_one(const struct kdf_output *output)
{
    uint8_t block[PRK_BYTES];
    bool done = output->n <= 255 * sizeof block;
    uint8_t number = 0;
    for (size_t made = 0; done && made < output->n; made += sizeof block) {
        const size_t left = output->n - made;
        number++;
        done = hmac_begin() && (number == 1 || hmac_add(block, sizeof block)) &&
               hmac_add(output->info, output->info_n) && hmac_add(&number, 1) && hmac_end(block);
        if (done)
            memcpy(output->out + made, block, num_min(left, sizeof block));
    }
    OPENSSL_cleanse(block, sizeof block);
    return done;
}

enum err kdf_expand_each(const void *prk, size_t prk_n, const struct kdf_output *outputs, size_t n)
{
    bool done = hmac_key(prk, prk_n);
    for (size_t i = 0; done && i < n; i++)
        done = expand_one(&outputs[i]);
    return ended(done);
}

enum err kdf_expand(const void *prk, size_t prk_n, const void *info, size_t info_n, uint8_t *out, size_t n)
{
    const struct kdf_output one = {.info = info, .info_n = info_n, .out = out, .n = n};
    const enum err e = kdf_expand_each(prk, prk_n, &one, 1);
    kdf_forget(NULL);
    return e;
}

enum err kdf_hmac_sha256(const void *key, size_t key_n, const void *text, size_t n, uint8_t out[32])
{
    unsigned length = 32;
    return err_unless(HMAC(EVP_sha256(), key, (int)key_n, text, n, out, &length) && length == 32, ERR_CRYPTO);
}

void kdf_put_u16(uint8_t *out, uint16_t value)
{
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)value;
}

void kdf_put_u32(uint8_t *out, uint32_t value)
{
    kdf_put_u16(out, (uint16_t)(value >> 16));
    kdf_put_u16(out + 2, (uint16_t)value);
}

uint32_t kdf_get_u32(const uint8_t *from)
{
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 | from[3];
}

static EVP_CIPHER_CTX *aead_start(const struct aead *with, int encrypt)
{
    int length;
    if (!gcm)
        gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
    EVP_CIPHER_CTX *ctx = NULL;
    if (gcm)
        ctx = EVP_CIPHER_CTX_new();
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
    return err_unless(done, ERR_CRYPTO);
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
