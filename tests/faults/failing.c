/* Preloaded into a worker that serves one request as plain CGI: from that request's first look at its
 * environment on, the Nth call of one function fails, once or from then on.
 *   FAIL=malloc|random|write|send|recv|connect|open   FAIL_AT=N   FAIL_ON=1 (from then on)   FAIL_SAID=a file
 * that is made when it happened malloc stands for calloc and realloc too. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *what, *said;
static long at, calls;
static bool from_then_on, counting;

extern char **environ;

static const char *environment(const char *name)
{
    const size_t n = strlen(name);
    for (char **e = environ; e && *e; e++)
        if (strncmp(*e, name, n) == 0 && (*e)[n] == '=')
            return *e + n + 1;
    return NULL;
}

char *getenv(const char *name)
{
    if (!counting && strcmp(name, "REQUEST_METHOD") == 0) {
        const char *number = environment("FAIL_AT");
        what = environment("FAIL");
        said = environment("FAIL_SAID");
        from_then_on = environment("FAIL_ON") != NULL;
        for (at = 0; number && *number; number++)
            at = at * 10 + (*number - '0');
        counting = what != NULL;
    }
    return (char *)environment(name);
}

static bool fails(const char *function)
{
    if (!counting || strcmp(what, function) != 0)
        return false;
    calls++;
    if (calls < at || (calls > at && !from_then_on))
        return false;
    if (calls == at && said) {
        const long fd = syscall(SYS_openat, AT_FDCWD, said, O_CREAT | O_WRONLY, 0666);
        if (fd >= 0)
            syscall(SYS_close, fd);
    }
    return true;
}

/* The next one of that name; looked up without memory of our own. */
#define NEXT(type, name)                                                                                     \
    static type (*next)();                                                                                   \
    if (!next)                                                                                               \
    next = (type(*)())dlsym(RTLD_NEXT, name)

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
    return fails("malloc") ? (errno = ENOMEM, NULL) : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
    return fails("malloc") ? (errno = ENOMEM, NULL) : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
    return fails("malloc") ? (errno = ENOMEM, NULL) : __libc_realloc(p, n);
}

int RAND_bytes(unsigned char *out, int n)
{
    NEXT(int, "RAND_bytes");
    return fails("random") ? 0 : next(out, n);
}

ssize_t getrandom(void *out, size_t n, unsigned flags)
{
    return fails("random") ? (errno = EAGAIN, -1) : syscall(SYS_getrandom, out, n, flags);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
    return fails("write") ? (errno = ENOSPC, -1) : syscall(SYS_write, fd, bytes, n);
}

/* A line that is broken stays so: libpq reads what is left in it before it says anything. */
ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
    if (!fails("send"))
        return syscall(SYS_sendto, fd, bytes, n, flags, NULL, 0);
    shutdown(fd, SHUT_RDWR);
    errno = EPIPE;
    return -1;
}

ssize_t recv(int fd, void *out, size_t n, int flags)
{
    return fails("recv") ? (errno = ECONNRESET, -1) : syscall(SYS_recvfrom, fd, out, n, flags, NULL, NULL);
}

int connect(int fd, const struct sockaddr *to, socklen_t n)
{
    return fails("connect") ? (errno = ECONNREFUSED, -1) : (int)syscall(SYS_connect, fd, to, n);
}

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    const mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails("open") ? (errno = EMFILE, -1) : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
