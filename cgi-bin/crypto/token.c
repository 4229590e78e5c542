#include "crypto/token.h"
#include "crypto/digest.h"
#include "crypto/kdf.h"
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

enum { FORM_RANDOM = 16, FORM_BYTES = FORM_RANDOM + 32, CODE_CHARS = 20, CODE_GROUP = 5 };

static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* base64url without padding (RFC 4648 section 5). */
static void encode(const uint8_t *in, size_t n, char *out)
{
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < n; i++) {
        bits = bits << 8 | in[i];
        for (have += 8; have >= 6; have -= 6)
            *out++ = base64url[bits >> (have - 6) & 63];
    }
    if (have)
        *out++ = base64url[bits << (6 - have) & 63];
    *out = '\0';
}

/* Exactly n bytes, in their one spelling; false otherwise. */
static bool decode(const char *text, uint8_t *out, size_t n)
{
    const size_t chars = (n * 8 + 5) / 6;
    uint32_t bits = 0;
    int have = 0;
    size_t made = 0;
    if (!text || strnlen(text, chars + 1) != chars)
        return false;
    for (size_t i = 0; i < chars; i++) {
        const char *at = strchr(base64url, text[i]);
        if (!at)
            return false;
        bits = bits << 6 | (uint32_t)(at - base64url);
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[made++] = (uint8_t)(bits >> have);
        }
    }
    return (bits & ((1U << have) - 1)) == 0;
}

enum err token_new(char text[TOKEN_TEXT + 1])
{
    uint8_t token[TOKEN_BYTES];
    text[0] = '\0';
    if (RAND_bytes(token, sizeof token) != 1)
        return ERR_CRYPTO;
    encode(token, sizeof token, text);
    OPENSSL_cleanse(token, sizeof token);
    return OK;
}

enum err token_hash(const char *text, uint8_t out[TOKEN_HASH_BYTES])
{
    uint8_t token[TOKEN_BYTES];
    if (!decode(text, token, sizeof token))
        return ERR_INPUT;
    return digest_sha256(token, sizeof token, out);
}

/* HMAC-SHA256(K_csrf, binding || random) */
static enum err form_mac(const struct keyring *keyring, const uint8_t *binding, const uint8_t *random,
                         uint8_t out[32])
{
    uint8_t text[TOKEN_HASH_BYTES + FORM_RANDOM];
    memcpy(text, binding, TOKEN_HASH_BYTES);
    memcpy(text + TOKEN_HASH_BYTES, random, FORM_RANDOM);
    return kdf_hmac_sha256(keyring_form_key(keyring), 32, text, sizeof text, out);
}

enum err token_form(struct arena *a, const struct keyring *keyring, const uint8_t binding[TOKEN_HASH_BYTES],
                    char **out)
{
    uint8_t token[FORM_BYTES];
    if (RAND_bytes(token, FORM_RANDOM) != 1)
        return ERR_CRYPTO;
    const enum err e = form_mac(keyring, binding, token, token + FORM_RANDOM);
    *out = arena_alloc(a, FORM_BYTES * 4 / 3 + 1);
    encode(token, sizeof token, *out);
    return e;
}

bool token_form_holds(const struct keyring *keyring, const uint8_t binding[TOKEN_HASH_BYTES],
                      const char *text)
{
    uint8_t token[FORM_BYTES], mac[32];
    if (!decode(text, token, sizeof token) || form_mac(keyring, binding, token, mac) != OK)
        return false;
    return CRYPTO_memcmp(mac, token + FORM_RANDOM, sizeof mac) == 0;
}

/* ---- a browser that is known ---- */

static enum err known_mac(const struct keyring *keyring, const char *name, const uint8_t *random,
                          uint8_t out[32])
{
    char text[400], nonce[FORM_RANDOM * 4 / 3 + 2];
    encode(random, FORM_RANDOM, nonce);
    const int n = snprintf(text, sizeof text, "browser %s %s", nonce, name);
    if (n <= 0 || (size_t)n >= sizeof text)
        return ERR_INPUT;
    return keyring_blind_throttle(keyring, text, out);
}

enum err token_known(const struct keyring *keyring, const char *name, char text[TOKEN_KNOWN_TEXT + 1])
{
    uint8_t token[FORM_BYTES];
    text[0] = '\0';
    if (RAND_bytes(token, FORM_RANDOM) != 1)
        return ERR_CRYPTO;
    const enum err e = known_mac(keyring, name, token, token + FORM_RANDOM);
    if (e == OK)
        encode(token, sizeof token, text);
    return e;
}

bool token_known_holds(const struct keyring *keyring, const char *name, const char *text)
{
    uint8_t token[FORM_BYTES], mac[32];
    if (!decode(text, token, sizeof token) || known_mac(keyring, name, token, mac) != OK)
        return false;
    return CRYPTO_memcmp(mac, token + FORM_RANDOM, sizeof mac) == 0;
}

/* ---- codes for people ---- */

/* Five bits of each byte. */
static void write_code(const uint8_t bytes[CODE_CHARS], char *at)
{
    for (int i = 0; i < CODE_CHARS; i++) {
        if (i && i % CODE_GROUP == 0)
            *at++ = '-';
        *at++ = crockford[bytes[i] & 31];
    }
    *at = '\0';
}

enum err token_recovery(char text[24])
{
    uint8_t random[CODE_CHARS];
    if (RAND_bytes(random, sizeof random) != 1)
        return ERR_CRYPTO;
    write_code(random, text);
    OPENSSL_cleanse(random, sizeof random);
    return OK;
}

enum err token_recovery_of(const struct keyring *keyring, const char *what, char text[24])
{
    uint8_t mac[BLIND_BYTES];
    const enum err e = keyring_blind_code(keyring, what, mac);
    if (e == OK)
        write_code(mac, text);
    OPENSSL_cleanse(mac, sizeof mac);
    return e;
}

/* One character as it was meant: upper case, O as 0, I and L as 1; '\0' if it can't be part of a code. */
static char meant(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        letter = (char)(letter - 'a' + 'A');
    if (letter == 'O')
        letter = '0';
    if (letter == 'I' || letter == 'L')
        letter = '1';
    if (!strchr(crockford, letter))
        return '\0';
    return letter;
}

enum err token_recovery_hash(const char *text, uint8_t out[TOKEN_HASH_BYTES])
{
    char code[CODE_CHARS];
    int n = 0;
    for (; *text; text++) {
        if (*text == '-' || *text == ' ')
            continue;
        if (n == CODE_CHARS || !(code[n++] = meant(*text)))
            return ERR_INPUT;
    }
    if (n != CODE_CHARS)
        return ERR_INPUT;
    return digest_sha256(code, sizeof code, out);
}
