#include "crypto/keyring.h"
#include "base/num.h"
#include "base/text.h"
#include "crypto/kdf.h"
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    KEY_BYTES = 32,
    MOST_KEYS = 64,
    MOST_FILE = 16 * 1024,
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

static int digit(char c)
{
    const char *digits = "0123456789abcdef", *at = strchr(digits, tolower((unsigned char)c));
    return c && at ? (int)(at - digits) : -1;
}

static bool read_key(const char *hex, uint8_t key[KEY_BYTES])
{
    if (strlen(hex) != KEY_BYTES * 2)
        return false;
    for (int i = 0; i < KEY_BYTES; i++) {
        const int high = digit(hex[i * 2]), low = digit(hex[i * 2 + 1]);
        if (high < 0 || low < 0)
            return false;
        key[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static const struct master *find(const struct keyring *k, uint32_t kid)
{
    for (size_t i = 0; i < k->n; i++)
        if (k->keys[i].kid == kid)
            return &k->keys[i];
    return NULL;
}

/* One line, "7:hex" or "index:hex". */
static const char *read_line(struct keyring *k, char *line)
{
    char *colon = strchr(line, ':');
    int64_t kid;
    if (!colon)
        return "has no colon";
    *colon = '\0';
    if (strcmp(line, "index") == 0) {
        if (k->has_index)
            return "is a second index secret";
        k->has_index = read_key(colon + 1, k->index);
        return k->has_index ? NULL : "is not 64 hex digits";
    }
    if (num_int(line, 1, UINT32_MAX, &kid) != OK)
        return "does not begin with a key number or “index”";
    if (find(k, (uint32_t)kid))
        return "has a key number that was there before";
    if (k->n == MOST_KEYS)
        return "is one key too many";
    if (!read_key(colon + 1, k->keys[k->n].key))
        return "is not 64 hex digits";
    k->keys[k->n++].kid = (uint32_t)kid;
    return NULL;
}

static enum err derive_keks(struct keyring *k)
{
    static const char label[] = "greenroom/v1 kek";
    enum err e = OK;
    for (size_t i = 0; e == OK && i < k->n; i++)
        e = kdf_expand(k->keys[i].key, KEY_BYTES, label, sizeof label - 1, k->keys[i].kek, KEY_BYTES);
    return e;
}

static enum err parse(struct arena *a, struct keyring *k, char *text, const char *path, const char **why)
{
    int number = 1;
    for (char *line = text, *next; line; line = next, number++) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        if (!*line || *line == '#')
            continue;
        const char *wrong = read_line(k, line);
        if (wrong) {
            *why = arena_printf(a, "key file %s, line %d: %s", path, number, wrong);
            return ERR_CONFIG;
        }
    }
    if (k->n && k->has_index)
        return OK;
    *why = arena_printf(a, "key file %s has no %s", path, k->n ? "index secret" : "master key");
    return ERR_CONFIG;
}

/* Can anybody but its owner read or change it? A file of root's that somebody else got open is a credential
 * of systemd's: the right to read it is in an access list, which shows as the right of root's group. */
static bool open_to_others(const struct stat *st)
{
    const bool credential = st->st_uid == 0 && st->st_gid == 0 && geteuid() != 0;
    return (st->st_mode & (credential ? 037 : 077)) != 0;
}

/* Reads the file into text (MOST_FILE + 1 bytes), refusing one that anybody but its owner can read. */
static enum err read_file(struct arena *a, const char *path, char *text, const char **why)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not be waited for */
    struct stat st;
    if (fd < 0) {
        *why = arena_printf(a, "can't open the key file %s: %s%s", path, strerror(errno),
                            errno == ENOENT ? ". Put its copy back; on a new site: greenroom-admin keys make"
                                            : "");
        return ERR_CONFIG;
    }
    enum err e = ERR_CONFIG;
    ssize_t n = -1;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        *why = arena_printf(a, "the key file %s is not a file", path);
    else if (open_to_others(&st))
        *why = arena_printf(a, "the key file %s can be read by others: its mode must be 0400", path);
    else if ((n = read(fd, text, MOST_FILE)) < 0 || n == MOST_FILE)
        *why = arena_printf(a, "can't read the key file %s, or it is too long", path);
    else if (memchr(text, '\0', (size_t)n))
        *why = arena_printf(a, "the key file %s is not text", path);
    else
        e = OK;
    close(fd);
    text[n > 0 ? n : 0] = '\0';
    return e;
}

enum err keyring_read(struct arena *a, const char *path, struct keyring **out, const char **why)
{
    char text[MOST_FILE + 1];
    struct keyring *k = arena_alloc(a, sizeof *k);
    arena_defer(a, wipe, k);
    enum err e = read_file(a, path, text, why);
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

/* Writes "label:hex\n" with fresh random digits; false when anything fails. */
static bool write_key(int fd, const char *label)
{
    uint8_t key[KEY_BYTES];
    char line[32 + KEY_BYTES * 2 + 2];
    if (RAND_bytes(key, sizeof key) != 1)
        return false;
    int n = snprintf(line, sizeof line, "%s:", label);
    for (int i = 0; i < KEY_BYTES; i++)
        n += snprintf(line + n, sizeof line - (size_t)n, "%02x", key[i]);
    line[n++] = '\n';
    const bool written = write(fd, line, (size_t)n) == n;
    OPENSSL_cleanse(key, sizeof key);
    OPENSSL_cleanse(line, sizeof line);
    return written;
}

/* A new name in a folder lasts only once the folder is written too: without this a crash could take a master
 * key away under which data keys are wrapped already. */
static bool sync_folder(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    const int n = slash ? (int)(slash - path) + 1 : 1;
    snprintf(folder, sizeof folder, "%.*s", n, slash ? path : ".");
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return done;
}

enum err keyring_create(const char *path, const char **why)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    if (fd < 0) {
        *why = errno == EEXIST ? "there is a key file already; it is never written over"
                               : "the key file can't be made";
        return ERR_CONFIG;
    }
    const bool done = write_key(fd, "1") && write_key(fd, "index") && fsync(fd) == 0;
    if (close(fd) == 0 && done && sync_folder(path))
        return OK;
    unlink(path);
    *why = "the key file can't be written";
    return ERR_IO;
}

/* The old file's text and one more key, in a new file that takes its place at once. */
static bool write_added(const char *temporary, const char *text, uint32_t kid)
{
    char label[16];
    snprintf(label, sizeof label, "%u", kid);
    const int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    if (fd < 0)
        return false;
    const size_t n = strlen(text);
    const bool ends = n && text[n - 1] == '\n';
    const bool done = write(fd, text, n) == (ssize_t)n && (ends || write(fd, "\n", 1) == 1) &&
                      write_key(fd, label) && fsync(fd) == 0;
    return close(fd) == 0 && done;
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
    char text[MOST_FILE + 1];
    struct keyring *k;
    struct stat st;
    enum err e = keyring_read(a, path, &k, why);
    if (e != OK)
        return e;
    if (k->n == MOST_KEYS || keyring_active(k) == UINT32_MAX) {
        *why = k->n == MOST_KEYS ? "the key file has as many keys as it can: take out one that nothing needs"
                                 : "the key file has used its last key number";
        return ERR_LIMIT;
    }
    *kid = keyring_active(k) + 1;
    const char *temporary = arena_printf(a, "%s.new", path);
    e = read_file(a, path, text, why);
    const bool made = e == OK && stat(path, &st) == 0 && write_added(temporary, text, *kid) &&
                      (geteuid() != 0 || chown(temporary, st.st_uid, st.st_gid) == 0) &&
                      holds(a, temporary, k->n + 1, *kid) && rename(temporary, path) == 0;
    OPENSSL_cleanse(text, sizeof text);
    if (made && sync_folder(path))
        return OK;
    unlink(temporary);
    if (e == OK)
        *why = "the new key file can't be written";
    return e == OK ? ERR_IO : e;
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

uint32_t keyring_active(const struct keyring *k)
{
    uint32_t highest = 0;
    for (size_t i = 0; i < k->n; i++)
        if (k->keys[i].kid > highest)
            highest = k->keys[i].kid;
    return highest;
}

size_t keyring_count(const struct keyring *k)
{
    return k->n;
}

uint32_t keyring_kid(const struct keyring *k, size_t i)
{
    return i < k->n ? k->keys[i].kid : 0;
}

enum err keyring_check(const struct keyring *k, uint32_t kid, uint8_t out[MASTER_CHECK_BYTES])
{
    static const char label[] = "greenroom/v1 master check";
    const struct master *m = find(k, kid);
    return m ? kdf_hmac_sha256(m->key, KEY_BYTES, label, sizeof label - 1, out) : ERR_NOT_FOUND;
}

const uint8_t *keyring_form_key(const struct keyring *k)
{
    return k->form;
}

/* ---- data keys ---- */

enum err keyring_new_dek(uint32_t version, struct dek *out)
{
    *out = (struct dek){.version = version};
    return RAND_bytes(out->key, sizeof out->key) == 1 ? OK : ERR_CRYPTO;
}

/* "GRKv1" || bytes 0..5 || user_id || dek_version */
static void wrap_aad(uint8_t aad[AAD_BYTES], const uint8_t *head, struct id user, uint32_t version)
{
    memcpy(aad, "GRKv1", 5);
    memcpy(aad + 5, head, 6);
    memcpy(aad + 11, user.b, 16);
    kdf_put_u32(aad + 27, version);
}

enum err keyring_wrap(const struct keyring *k, struct id user, const struct dek *dek,
                      uint8_t out[WRAPPED_DEK_BYTES])
{
    const struct master *m = find(k, keyring_active(k));
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

enum err keyring_unwrap(const struct keyring *k, struct id user, uint32_t version, struct bytes wrapped,
                        struct dek *out)
{
    uint8_t aad[AAD_BYTES];
    *out = (struct dek){.version = version};
    if (wrapped.len != WRAPPED_DEK_BYTES || wrapped.data[0] != 1 || wrapped.data[1] != 1)
        return ERR_SEAL;
    const struct master *m = find(k, keyring_wrapped_kid(wrapped));
    if (!m)
        return ERR_NOT_FOUND;
    wrap_aad(aad, wrapped.data, user, version);
    const struct aead with = {
        .key = m->kek, .nonce = wrapped.data + NONCE_AT, .aad = aad, .aad_n = sizeof aad};
    return kdf_decrypt(&with, wrapped.data + TEXT_AT, WRAPPED_DEK_BYTES - TEXT_AT, out->key);
}

/* ---- keyed hashes ---- */

enum err keyring_blind_name(const struct keyring *k, const char *name, uint8_t out[BLIND_BYTES])
{
    static const char label[] = "greenroom/v1 username index"; /* its NUL is the separator */
    uint8_t text[sizeof label + 256];
    const size_t n = strnlen(name, 256);
    memcpy(text, label, sizeof label);
    memcpy(text + sizeof label, name, n);
    const enum err e = kdf_hmac_sha256(k->index, KEY_BYTES, text, sizeof label + n, out);
    OPENSSL_cleanse(text, sizeof text);
    return e;
}

enum err keyring_blind_throttle(const struct keyring *k, const char *what, uint8_t out[BLIND_BYTES])
{
    return kdf_hmac_sha256(k->throttle, KEY_BYTES, what, strlen(what), out);
}

enum err keyring_blind_code(const struct keyring *k, const char *what, uint8_t out[BLIND_BYTES])
{
    return kdf_hmac_sha256(k->code, KEY_BYTES, what, strlen(what), out);
}
