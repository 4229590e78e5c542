#include "crypto/keyring.h"
#include "base/num.h"
#include "base/text.h"
#include "crypto/kdf.h"
#include "crypto/key_file.h"
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    KEY_BYTES = KEY_FILE_KEY,
    MOST_KEYS = 64,
    NONCE_AT = 6,
    TEXT_AT = 18,
    AAD_BYTES = 5 + 6 + 16 + 4,
};

struct master {
    uint32_t kid;
    uint8_t key[KEY_BYTES];
    uint8_t kek[KEY_BYTES]; /* HKDF-Expand-SHA512(key, "greenroom/v1 kek", 32) */
};

struct keyring {
    struct master keys[MOST_KEYS];
    size_t n;
    bool has_index;
    uint8_t index[KEY_BYTES];
    uint8_t form[KEY_BYTES];
    uint8_t throttle[KEY_BYTES];
    uint8_t code[KEY_BYTES];
};

static void wipe(void *ring)
{
    OPENSSL_cleanse(ring, sizeof(struct keyring));
}

/* ---- the file ---- */

static bool read_key(const char *hex, uint8_t key[KEY_BYTES])
{
    if (strlen(hex) != KEY_BYTES * 2)
        return false;
    for (int i = 0; i < KEY_BYTES; i++) {
        const int high = num_hex_digit(hex[i * 2]), low = num_hex_digit(hex[i * 2 + 1]);
        if (high < 0 || low < 0)
            return false;
        key[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static const struct master *find(const struct keyring *keyring, uint32_t kid)
{
    for (size_t i = 0; i < keyring->n; i++)
        if (keyring->keys[i].kid == kid)
            return &keyring->keys[i];
    return NULL;
}

/* One line, "7:hex" or "index:hex". */
static const char *read_line(struct keyring *keyring, char *line)
{
    char *colon = strchr(line, ':');
    int64_t kid;
    if (!colon)
        return "has no colon";
    *colon = '\0';
    if (strcmp(line, "index") == 0) {
        if (keyring->has_index)
            return "is a second index secret";
        keyring->has_index = true;
        if (!read_key(colon + 1, keyring->index))
            return "is not 64 hex digits";
        return NULL;
    }
    if (num_int(line, 1, UINT32_MAX, &kid) != OK)
        return "does not begin with a key number or “index”";
    if (find(keyring, (uint32_t)kid))
        return "has a key number that was there before";
    if (keyring->n == MOST_KEYS)
        return "is one key too many";
    if (!read_key(colon + 1, keyring->keys[keyring->n].key))
        return "is not 64 hex digits";
    keyring->keys[keyring->n++].kid = (uint32_t)kid;
    return NULL;
}

static enum err derive_keks(struct keyring *keyring)
{
    static const char label[] = "greenroom/v1 kek";
    enum err e = OK;
    for (size_t i = 0; e == OK && i < keyring->n; i++)
        e = kdf_expand(keyring->keys[i].key, KEY_BYTES, label, sizeof label - 1, keyring->keys[i].kek,
                       KEY_BYTES);
    return e;
}

static enum err parse(struct arena *a, struct keyring *keyring, char *text, const char *path,
                      const char **why)
{
    int number = 1;
    for (char *line = text, *next; line; line = next, number++) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (!*line || *line == '#')
            continue;
        const char *wrong = read_line(keyring, line);
        if (wrong) {
            *why = arena_printf(a, "key file %s, line %d: %s", path, number, wrong);
            return ERR_CONFIG;
        }
    }
    if (keyring->n && keyring->has_index)
        return OK;
    if (keyring->n)
        *why = arena_printf(a, "key file %s has no index secret", path);
    else
        *why = arena_printf(a, "key file %s has no master key", path);
    return ERR_CONFIG;
}

enum err keyring_read(struct arena *a, const char *path, struct keyring **out, const char **why)
{
    char text[KEY_FILE_MOST + 1];
    struct keyring *k = arena_alloc(a, sizeof *k);
    arena_defer(a, wipe, k);
    enum err e = key_file_read(a, path, text, why);
    if (e == OK)
        e = parse(a, k, text, path, why);
    OPENSSL_cleanse(text, sizeof text);
    if (e != OK)
        return e;
    static const char form[] = "greenroom/v1 form token", throttle[] = "greenroom/v1 throttle",
                      code[] = "greenroom/v1 recovery code";
    if ((e = derive_keks(k)) != OK)
        return e;
    if ((e = kdf_expand(k->index, KEY_BYTES, form, sizeof form - 1, k->form, KEY_BYTES)) != OK)
        return e;
    if ((e = kdf_expand(k->index, KEY_BYTES, throttle, sizeof throttle - 1, k->throttle, KEY_BYTES)) != OK)
        return e;
    if ((e = kdf_expand(k->index, KEY_BYTES, code, sizeof code - 1, k->code, KEY_BYTES)) != OK)
        return e;
    *out = k;
    return OK;
}

enum err keyring_create(const char *path, const char **why)
{
    static const char *const labels[] = {"1", "index"};
    const enum err e = key_file_write(path, "", labels, sizeof labels / sizeof *labels);
    if (e == OK && key_file_settle(path) == OK)
        return OK;
    if (e == ERR_CONFLICT) {
        *why = "there is a key file already; it is never written over";
        return ERR_CONFIG;
    }
    if (e == ERR_CONFIG) {
        *why = "the key file can't be made";
        return e;
    }
    unlink(path);
    *why = "the key file can't be written";
    return ERR_IO;
}

/* Is the new file what was wanted? It is read back before it takes the old one's place. */
static bool holds(struct arena *a, const char *path, size_t count, uint32_t active)
{
    struct keyring *k;
    const char *why;
    return keyring_read(a, path, &k, &why) == OK && k->n == count && keyring_active(k) == active;
}

static enum err add(struct arena *a, const char *path, uint32_t *kid, const char **why)
{
    char text[KEY_FILE_MOST + 1];
    struct keyring *k;
    struct stat st;
    enum err e = keyring_read(a, path, &k, why);
    if (e != OK)
        return e;
    if (k->n == MOST_KEYS) {
        *why = "the key file has as many keys as it can: take out one that nothing needs";
        return ERR_LIMIT;
    }
    if (keyring_active(k) == UINT32_MAX) {
        *why = "the key file has used its last key number";
        return ERR_LIMIT;
    }
    *kid = keyring_active(k) + 1;
    const char *temporary = arena_printf(a, "%s.new", path);
    const char *label = arena_printf(a, "%u", *kid);
    e = key_file_read(a, path, text, why);
    const bool made = e == OK && stat(path, &st) == 0 && key_file_write(temporary, text, &label, 1) == OK &&
                      (geteuid() != 0 || chown(temporary, st.st_uid, st.st_gid) == 0) &&
                      holds(a, temporary, k->n + 1, *kid) && rename(temporary, path) == 0;
    OPENSSL_cleanse(text, sizeof text);
    if (made && key_file_settle(path) == OK)
        return OK;
    unlink(temporary);
    if (e != OK)
        return e;
    *why = "the new key file can't be written";
    return ERR_IO;
}

enum err keyring_add(const char *path, uint32_t *kid, const char **why)
{
    static char reason[512]; /* outlives the arena */
    const char *told = "";
    struct arena *a = arena_new(1024 * 1024, true);
    if (!a)
        return ERR_MEMORY;
    const enum err e = add(a, path, kid, &told);
    snprintf(reason, sizeof reason, "%s", told);
    *why = reason;
    arena_free(a);
    return e;
}

/* ---- what it holds ---- */

uint32_t keyring_active(const struct keyring *keyring)
{
    uint32_t highest = 0;
    for (size_t i = 0; i < keyring->n; i++)
        if (keyring->keys[i].kid > highest)
            highest = keyring->keys[i].kid;
    return highest;
}

size_t keyring_count(const struct keyring *keyring)
{
    return keyring->n;
}

uint32_t keyring_kid(const struct keyring *keyring, size_t i)
{
    return i < keyring->n ? keyring->keys[i].kid : 0;
}

enum err keyring_check(const struct keyring *keyring, uint32_t kid, uint8_t out[MASTER_CHECK_BYTES])
{
    static const char label[] = "greenroom/v1 master check";
    const struct master *m = find(keyring, kid);
    if (!m)
        return ERR_NOT_FOUND;
    return kdf_hmac_sha256(m->key, KEY_BYTES, label, sizeof label - 1, out);
}

const uint8_t *keyring_form_key(const struct keyring *keyring)
{
    return keyring->form;
}

/* ---- data keys ---- */

enum err keyring_new_dek(uint32_t version, struct dek *out)
{
    *out = (struct dek){.version = version};
    return err_unless(RAND_bytes(out->key, sizeof out->key) == 1, ERR_CRYPTO);
}

/* "GRKv1" || bytes 0..5 || user_id || dek_version */
static void wrap_aad(uint8_t aad[AAD_BYTES], const uint8_t *head, struct id user, uint32_t version)
{
    memcpy(aad, "GRKv1", 5);
    memcpy(aad + 5, head, 6);
    memcpy(aad + 11, user.b, 16);
    kdf_put_u32(aad + 27, version);
}

enum err keyring_wrap(const struct keyring *keyring, struct id user, const struct dek *dek,
                      uint8_t out[WRAPPED_DEK_BYTES])
{
    const struct master *m = find(keyring, keyring_active(keyring));
    uint8_t aad[AAD_BYTES];
    if (!m)
        return ERR_NOT_FOUND;
    out[0] = out[1] = 1;
    kdf_put_u32(out + 2, m->kid);
    if (RAND_bytes(out + NONCE_AT, TEXT_AT - NONCE_AT) != 1)
        return ERR_CRYPTO;
    wrap_aad(aad, out, user, dek->version);
    const struct aead with = {.key = m->kek, .nonce = out + NONCE_AT, .aad = aad, .aad_n = sizeof aad};
    return kdf_encrypt(&with, dek->key, KEY_BYTES, out + TEXT_AT);
}

uint32_t keyring_wrapped_kid(struct bytes wrapped)
{
    return wrapped.len == WRAPPED_DEK_BYTES ? kdf_get_u32(wrapped.data + 2) : 0;
}

enum err keyring_unwrap(const struct keyring *keyring, struct id user, uint32_t version, struct bytes wrapped,
                        struct dek *out)
{
    uint8_t aad[AAD_BYTES];
    *out = (struct dek){.version = version};
    if (wrapped.len != WRAPPED_DEK_BYTES || wrapped.data[0] != 1 || wrapped.data[1] != 1)
        return ERR_SEAL;
    const struct master *m = find(keyring, keyring_wrapped_kid(wrapped));
    if (!m)
        return ERR_NOT_FOUND;
    wrap_aad(aad, wrapped.data, user, version);
    const struct aead with = {
        .key = m->kek, .nonce = wrapped.data + NONCE_AT, .aad = aad, .aad_n = sizeof aad};
    return kdf_decrypt(&with, wrapped.data + TEXT_AT, WRAPPED_DEK_BYTES - TEXT_AT, out->key);
}

/* ---- keyed hashes ---- */

enum err keyring_blind_name(const struct keyring *keyring, const char *name, uint8_t out[BLIND_BYTES])
{
    static const char label[] = "greenroom/v1 username index"; /* its NUL is the separator */
    uint8_t text[sizeof label + 256];
    const size_t n = strnlen(name, 256);
    memcpy(text, label, sizeof label);
    memcpy(text + sizeof label, name, n);
    const enum err e = kdf_hmac_sha256(keyring->index, KEY_BYTES, text, sizeof label + n, out);
    OPENSSL_cleanse(text, sizeof text);
    return e;
}

enum err keyring_blind_throttle(const struct keyring *keyring, const char *what, uint8_t out[BLIND_BYTES])
{
    return kdf_hmac_sha256(keyring->throttle, KEY_BYTES, what, strlen(what), out);
}

enum err keyring_blind_code(const struct keyring *keyring, const char *what, uint8_t out[BLIND_BYTES])
{
    return kdf_hmac_sha256(keyring->code, KEY_BYTES, what, strlen(what), out);
}
