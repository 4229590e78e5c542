#include "crypto/key_file.h"
#include "base/text.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- reading ---- */

/* Can anybody but its owner read or change it? A file of root's that somebody else got open is a credential
 * of systemd's: the right to read it is in an access list, which shows as the right of root's group. */
static bool open_to_others(const struct stat *st)
{
    const bool credential = st->st_uid == 0 && st->st_gid == 0 && geteuid() != 0;
    return (st->st_mode & (credential ? 037 : 077)) != 0;
}

enum err key_file_read(struct arena *a, const char *path, char text[KEY_FILE_MOST + 1], const char **why)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not be waited for */
    struct stat st;
    if (fd < 0) {
        const bool missing = errno == ENOENT;
        *why =
            arena_printf(a, "can't open the key file %s: %s%s", path, strerror(errno),
                         text_if(missing, ". Put its copy back; on a new site: greenroom-admin keys make"));
        return ERR_CONFIG;
    }
    enum err e = ERR_CONFIG;
    ssize_t n = -1;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        *why = arena_printf(a, "the key file %s is not a file", path);
    else if (open_to_others(&st))
        *why = arena_printf(a, "the key file %s can be read by others: its mode must be 0400", path);
    else if ((n = read(fd, text, KEY_FILE_MOST)) < 0 || n == KEY_FILE_MOST)
        *why = arena_printf(a, "can't read the key file %s, or it is too long", path);
    else if (memchr(text, '\0', (size_t)n))
        *why = arena_printf(a, "the key file %s is not text", path);
    else
        e = OK;
    close(fd);
    if (n < 0)
        n = 0;
    text[n] = '\0';
    return e;
}

/* ---- writing ---- */

/* Writes "label:hex\n" with fresh random digits; false when anything fails. */
static bool write_key(int fd, const char *label)
{
    uint8_t key[KEY_FILE_KEY];
    char line[32 + KEY_FILE_KEY * 2 + 2];
    if (RAND_bytes(key, sizeof key) != 1)
        return false;
    int n = snprintf(line, sizeof line, "%s:", label);
    for (int i = 0; i < KEY_FILE_KEY; i++)
        n += snprintf(line + n, sizeof line - (size_t)n, "%02x", key[i]);
    line[n++] = '\n';
    const bool written = write(fd, line, (size_t)n) == n;
    OPENSSL_cleanse(key, sizeof key);
    OPENSSL_cleanse(line, sizeof line);
    return written;
}

/* The text, its last line ended. */
static bool write_lines(int fd, const char *text)
{
    const size_t n = strlen(text);
    if (write(fd, text, n) != (ssize_t)n)
        return false;
    return n == 0 || text[n - 1] == '\n' || write(fd, "\n", 1) == 1;
}

enum err key_file_write(const char *path, const char *text, const char *const *labels, size_t n)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);
    if (fd < 0)
        return errno == EEXIST ? ERR_CONFLICT : ERR_CONFIG;
    bool done = write_lines(fd, text);
    for (size_t i = 0; done && i < n; i++)
        done = write_key(fd, labels[i]);
    done = done && fsync(fd) == 0;
    if (close(fd) == 0 && done)
        return OK;
    unlink(path);
    return ERR_IO;
}

enum err key_file_settle(const char *path)
{
    char folder[4096] = ".";
    const char *slash = strrchr(path, '/');
    if (slash)
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path) + 1, path);
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return err_unless(done, ERR_IO);
}
