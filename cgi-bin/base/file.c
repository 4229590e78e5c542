#include "base/file.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_ENTRIES = 4096 };

static enum err read_all(int fd, char *data, size_t n)
{
    size_t got = 0;
    while (got < n) {
        const ssize_t r = read(fd, data + got, n - got);
        if (r < 0 && errno == EINTR)
            continue;
        if (r <= 0)
            return ERR_IO;
        got += (size_t)r;
    }
    return OK;
}

/* Why a path can't be opened. */
static enum err missing(void)
{
    return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
}

enum err file_read(struct arena *a, const char *path, size_t most, char **out, size_t *n)
{
    struct stat st, opened;
    if (stat(path, &st) != 0)
        return missing();
    if (!S_ISREG(st.st_mode))
        return ERR_IO;
    if ((size_t)st.st_size > most)
        return ERR_LIMIT;
    *n = (size_t)st.st_size;
    *out = arena_alloc(a, *n + 1); /* may not return, so nothing is open yet */
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return ERR_IO;
    enum err e = ERR_IO;
    if (fstat(fd, &opened) == 0 && S_ISREG(opened.st_mode) && opened.st_size == st.st_size)
        e = read_all(fd, *out, *n);
    close(fd);
    return e;
}

struct mapped {
    void *bytes;
    size_t n;
};

static void unmap(void *thing)
{
    const struct mapped *m = thing;
    if (m->bytes)
        munmap(m->bytes, m->n);
}

static enum err map_open(int fd, size_t most, struct mapped *mapped)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return ERR_IO;
    if ((size_t)st.st_size > most)
        return ERR_LIMIT;
    if (st.st_size == 0)
        return OK;
    void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (bytes == MAP_FAILED)
        return ERR_IO;
    *mapped = (struct mapped){bytes, (size_t)st.st_size};
    return OK;
}

enum err file_map(struct arena *a, const char *path, size_t most, const char **out, size_t *n)
{
    struct mapped *m = arena_alloc(a, sizeof *m);
    arena_defer(a, unmap, m); /* may not return, so nothing is open yet */
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return missing();
    const enum err e = map_open(fd, most, m);
    close(fd);
    *out = "";
    if (m->bytes)
        *out = m->bytes;
    *n = m->n;
    return e;
}

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void close_folder(void *folder)
{
    closedir(folder);
}

static bool ends_with(const char *name, const char *ending)
{
    const size_t n = strlen(name), k = strlen(ending);
    return n >= k && strcmp(name + n - k, ending) == 0;
}

enum err file_list(struct arena *a, const char *folder, const char *ending, char ***out, size_t *n)
{
    DIR *d = opendir(folder);
    if (!d)
        return missing();
    arena_defer(a, close_folder, d);
    *out = arena_array(a, MOST_ENTRIES, sizeof **out);
    *n = 0;
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || !ends_with(e->d_name, ending))
            continue;
        if (*n == MOST_ENTRIES)
            return ERR_LIMIT;
        (*out)[(*n)++] = arena_copy(a, e->d_name);
    }
    arena_release(a);
    qsort(*out, *n, sizeof **out, by_bytes);
    return OK;
}
