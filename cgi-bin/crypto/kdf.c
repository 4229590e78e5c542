#define OPENSSL_API_COMPAT 10100 /* SHA512_Init and its kin, which later versions advise against */
#include "crypto/kdf.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <stdbool.h>
#include <string.h>

enum { TAG_BYTES = 16, NONCE_BYTES = 12, BLOCK = 128 };

/* Made once a process, because finding an algorithm costs more than using it; what stands here holds no key.
 */
static EVP_CIPHER *gcm;

/* ---- HMAC-SHA512 (RFC 2104) ---- */

/* By OpenSSL's plain SHA-512, all on the stack: a page opens a dozen rows, each with a key of its own, and
 * what OpenSSL's general interface allocates and looks up for each costs as much as the hashing itself. */
struct hmac {
    SHA512_CTX inner, outer; /* after the key */
};

static bool hmac_key(struct hmac *h, const void *key, size_t n)
{
    uint8_t pad[BLOCK] = {0};
    if (n > BLOCK)
        return false;
    if (n)
        memcpy(pad, key, n);
    for (size_t i = 0; i < BLOCK; i++)
        pad[i] ^= 0x36;
    bool done = SHA512_Init(&h->inner) == 1 && SHA512_Update(&h->inner, pad, BLOCK) == 1;
    for (size_t i = 0; i < BLOCK; i++)
        pad[i] ^= 0x36 ^ 0x5c;
    done = done && SHA512_Init(&h->outer) == 1 && SHA512_Update(&h->outer, pad, BLOCK) == 1;
    OPENSSL_cleanse(pad, sizeof pad);
    return done;
}

/* Ends `text`, which began as the key's inner state. */
static bool hmac_end(const struct hmac *h, SHA512_CTX *text, uint8_t out[PRK_BYTES])
{
    SHA512_CTX outer = h->outer;
    const bool done = SHA512_Final(out, text) == 1 && SHA512_Update(&outer, out, PRK_BYTES) == 1 &&
                      SHA512_Final(out, &outer) == 1;
    OPENSSL_cleanse(&outer, sizeof outer);
    return done;
}

/* ---- HKDF-SHA512 (RFC 5869) ---- */

enum err kdf_extract(const void *salt, size_t salt_n, const void *key, size_t key_n, uint8_t prk[PRK_BYTES])
{
    struct hmac h;
    const bool done =
        hmac_key(&h, salt, salt_n) && SHA512_Update(&h.inner, key, key_n) == 1 && hmac_end(&h, &h.inner, prk);
    OPENSSL_cleanse(&h, sizeof h);
    return done ? OK : ERR_CRYPTO;
}

/* T(1) || T(2) || ... of section 2.3. */
static bool expand_one(const struct hmac *h, const struct kdf_output *o)
{
    uint8_t block[PRK_BYTES];
    SHA512_CTX text;
    bool done = o->n <= 255 * sizeof block;
    uint8_t number = 0;
    for (size_t made = 0; done && made < o->n; made += sizeof block) {
        const size_t left = o->n - made;
        text = h->inner;
        number++;
        done = (number == 1 || SHA512_Update(&text, block, sizeof block) == 1) &&
               SHA512_Update(&text, o->info, o->info_n) == 1 && SHA512_Update(&text, &number, 1) == 1 &&
               hmac_end(h, &text, block);
        if (done)
            memcpy(o->out + made, block, left < sizeof block ? left : sizeof block);
    }
    OPENSSL_cleanse(block, sizeof block);
    OPENSSL_cleanse(&text, sizeof text);
    return done;
}

enum err kdf_expand_each(const void *prk, size_t prk_n, const struct kdf_output *outputs, size_t n)
{
    struct hmac h;
    bool done = hmac_key(&h, prk, prk_n);
    for (size_t i = 0; done && i < n; i++)
        done = expand_one(&h, &outputs[i]);
    OPENSSL_cleanse(&h, sizeof h);
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
