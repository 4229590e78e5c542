#include "crypto/seal.h"
#include "crypto/kdf.h"
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <string.h>

enum {
    HEAD = 6, /* version, suite, dek version */
    SALT = 32,
    COMMITMENT = 32,
    TEXT_AT = HEAD + SALT + COMMITMENT,
    TAG = 16,
    AAD = 50,
    MOST_TEXT = 1024 * 1024,
    STEP = 256, /* lengths are hidden in steps of this ... */
    BIG = 4096, /* ... and above this */
    BIG_STEP = 1024,
};

/* What one message's salt and data key give. */
struct message_key {
    uint8_t key_nonce[44];
    uint8_t commitment[COMMITMENT];
};

/* "greenroom/v1 data key" || head */
struct label {
    uint8_t bytes[48];
    size_t n;
};

static struct label make_label(const char *text, const uint8_t *head)
{
    struct label l = {.n = strlen(text) + HEAD};
    memcpy(l.bytes, text, strlen(text));
    memcpy(l.bytes + strlen(text), head, HEAD);
    return l;
}

/* What the kdf keeps of the message's key goes with the arena. */
static enum err derive(struct arena *a, const struct dek *dek, const uint8_t *message,
                       struct message_key *key)
{
    const struct label data = make_label("greenroom/v1 data key", message),
                       commitment = make_label("greenroom/v1 key commitment", message);
    const struct kdf_output outputs[] = {
        {data.bytes, data.n, key->key_nonce, sizeof key->key_nonce},
        {commitment.bytes, commitment.n, key->commitment, sizeof key->commitment},
    };
    uint8_t prk[PRK_BYTES];
    arena_defer(a, kdf_forget, NULL);
    enum err e = kdf_extract(message + HEAD, SALT, dek->key, sizeof dek->key, prk);
    if (e == OK)
        e = kdf_expand_each(prk, sizeof prk, outputs, 2);
    OPENSSL_cleanse(prk, sizeof prk);
    return e;
}

/* "GRv1" || bytes 0..5 || table || column || user || row || seq */
static void place_aad(uint8_t aad[AAD], const uint8_t *head, const struct place *at)
{
    memcpy(aad, "GRv1", 4);
    memcpy(aad + 4, head, HEAD);
    kdf_put_u16(aad + 10, at->table);
    kdf_put_u16(aad + 12, at->column);
    memcpy(aad + 14, at->user.b, 16);
    memcpy(aad + 30, at->row.b, 16);
    kdf_put_u32(aad + 46, at->seq);
}

static struct aead with_key(const struct message_key *key, const uint8_t *aad)
{
    return (struct aead){.key = key->key_nonce, .nonce = key->key_nonce + 32, .aad = aad, .aad_n = AAD};
}

static size_t padded(size_t n)
{
    const size_t whole = n + 4;
    size_t step = STEP;
    if (whole > BIG)
        step = BIG_STEP;
    return (whole + step - 1) / step * step;
}

/* Padded text -> the text within, if the padding is what it must be. */
static enum err unpad(const uint8_t *plain, size_t plain_n, const char **text, size_t *n)
{
    if (plain_n < 4)
        return ERR_SEAL;
    const size_t length = kdf_get_u32(plain);
    if (length > plain_n - 4 || padded(length) != plain_n)
        return ERR_SEAL;
    uint8_t rest = 0;
    for (size_t i = 4 + length; i < plain_n; i++)
        rest |= plain[i];
    if (rest != 0)
        return ERR_SEAL;
    *text = (const char *)plain + 4;
    *n = length;
    return OK;
}

uint32_t seal_version(struct bytes sealed)
{
    return sealed.len > TEXT_AT + TAG ? kdf_get_u32(sealed.data + 2) : 0;
}

enum err seal_open(struct arena *a, const struct dek *dek, const struct place *at, struct bytes sealed,
                   const char **text, size_t *n)
{
    struct message_key m;
    *text = NULL;
    *n = 0;
    if (sealed.len <= TEXT_AT + TAG || sealed.data[0] != 1 || sealed.data[1] != 1 ||
        seal_version(sealed) != dek->version)
        return ERR_SEAL;
    const size_t plain_n = sealed.len - TEXT_AT - TAG;
    uint8_t *plain = arena_alloc(a, plain_n + 1);
    enum err e = derive(a, dek, sealed.data, &m);
    if (e == OK && CRYPTO_memcmp(m.commitment, sealed.data + HEAD + SALT, COMMITMENT) != 0)
        e = ERR_SEAL;
    if (e == OK) {
        uint8_t aad[AAD];
        place_aad(aad, sealed.data, at);
        const struct aead with = with_key(&m, aad);
        e = kdf_decrypt(&with, sealed.data + TEXT_AT, plain_n + TAG, plain);
    }
    OPENSSL_cleanse(&m, sizeof m);
    if (e != OK)
        return e;
    return unpad(plain, plain_n, text, n);
}

static enum err encrypt(struct arena *a, const struct dek *dek, const struct place *at, const char *text,
                        size_t n, uint8_t *message, size_t plain_n)
{
    struct message_key m;
    uint8_t *plain = arena_alloc(a, plain_n);
    kdf_put_u32(plain, (uint32_t)n);
    memcpy(plain + 4, text, n);
    enum err e = derive(a, dek, message, &m);
    if (e == OK) {
        memcpy(message + HEAD + SALT, m.commitment, COMMITMENT);
        uint8_t aad[AAD];
        place_aad(aad, message, at);
        const struct aead with = with_key(&m, aad);
        e = kdf_encrypt(&with, plain, plain_n, message + TEXT_AT);
    }
    OPENSSL_cleanse(&m, sizeof m);
    OPENSSL_cleanse(plain, plain_n);
    return e;
}

enum err seal_make(struct arena *a, const struct dek *dek, const struct place *at, const char *text, size_t n,
                   struct bytes *out)
{
    if (n > MOST_TEXT)
        return ERR_LIMIT;
    const size_t plain_n = padded(n), size = TEXT_AT + plain_n + TAG;
    uint8_t *message = arena_alloc(a, size);
    message[0] = message[1] = 1;
    kdf_put_u32(message + 2, dek->version);
    if (RAND_bytes(message + HEAD, SALT) != 1)
        return ERR_CRYPTO;
    enum err e = encrypt(a, dek, at, text, n, message, plain_n);
    if (e != OK)
        return e;
    /* Read back before it is given out: what can't be opened must not be committed. */
    const char *again;
    size_t again_n;
    *out = (struct bytes){.data = message, .len = size};
    if ((e = seal_open(a, dek, at, *out, &again, &again_n)) != OK)
        return e;
    return err_unless(again_n == n && memcmp(again, text, n) == 0, ERR_SEAL);
}

enum err seal_fingerprint(const struct dek *dek, const char *text, size_t n, uint8_t out[32])
{
    static const char label[] = "greenroom/v1 fingerprint";
    uint8_t key[32];
    enum err e = kdf_expand(dek->key, sizeof dek->key, label, sizeof label - 1, key, sizeof key);
    if (e == OK)
        e = kdf_hmac_sha256(key, sizeof key, text, n, out);
    OPENSSL_cleanse(key, sizeof key);
    return e;
}
