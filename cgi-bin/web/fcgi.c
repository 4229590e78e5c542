#include "web/fcgi.h"
#include "base/text.h"
#include <fcgiapp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fcgi {
    bool plain; /* CGI: environment, standard input and output */
    FCGX_Request request;
};

static volatile sig_atomic_t stopping;

static void on_stop(int signal_number)
{
    (void)signal_number;
    stopping = 1;
    FCGX_ShutdownPending();
}

const char *fcgi_env(struct fcgi *fcgi, const char *name)
{
    if (fcgi->plain)
        return text_or(getenv(name), "");
    return text_or(FCGX_GetParam(name, fcgi->request.envp), "");
}

long fcgi_read(struct fcgi *fcgi, char *out, size_t n)
{
    if (fcgi->plain)
        return (long)read(STDIN_FILENO, out, n);
    return FCGX_GetStr(out, (int)n, fcgi->request.in);
}

static bool write_plain(const char *bytes, size_t n)
{
    while (n > 0) {
        const ssize_t written = write(STDOUT_FILENO, bytes, n);
        if (written <= 0)
            return false;
        bytes += written;
        n -= (size_t)written;
    }
    return true;
}

bool fcgi_write(struct fcgi *fcgi, const char *bytes, size_t n)
{
    if (fcgi->plain)
        return write_plain(bytes, n);
    return FCGX_PutStr(bytes, (int)n, fcgi->request.out) == (int)n;
}

bool fcgi_flush(struct fcgi *fcgi)
{
    return fcgi->plain || FCGX_FFlush(fcgi->request.out) == 0;
}

/* After its last byte libfcgi waits for nginx to hang up, for fear that unread input makes the kernel throw
 * that byte away. Where all input was read there is nothing to fear, and the next request need not wait. */
static void let_go(FCGX_Request *request)
{
    if (FCGX_GetChar(request->in) < 0 && FCGX_GetError(request->in) == 0)
        FCGX_Detach(request);
}

enum err fcgi_loop(void (*serve)(struct fcgi *f, void *ctx), void *ctx)
{
    static struct fcgi f;
    const struct sigaction stop = {.sa_handler = on_stop}; /* no SA_RESTART: accept gives up */
    signal(SIGPIPE, SIG_IGN);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGINT, &stop, NULL);
    f.plain = FCGX_IsCGI();
    if (f.plain) {
        serve(&f, ctx);
        return OK;
    }
    if (FCGX_Init() != 0 || FCGX_InitRequest(&f.request, 0, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
        return ERR_IO;
    while (!stopping && FCGX_Accept_r(&f.request) == 0) {
        serve(&f, ctx);
        let_go(&f.request);
        FCGX_Finish_r(&f.request);
    }
    FCGX_Free(&f.request, 1);
    return OK;
}
