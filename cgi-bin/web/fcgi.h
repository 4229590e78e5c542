#ifndef WEB_FCGI_H
#define WEB_FCGI_H

#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

/* The only door to libfcgi: takes requests from the web server's socket (file descriptor 0), or, started as
 * plain CGI, the one request. */
struct fcgi;

/* A variable of the request ("REQUEST_METHOD"); "" if it has none. Valid during the request. */
const char *fcgi_env(struct fcgi *fcgi, const char *name);
/* Up to n bytes of the body; 0 at its end, -1 when the browser has gone. */
long fcgi_read(struct fcgi *fcgi, char *out, size_t n);
/* False when nobody listens any more; that is no error of ours. */
bool fcgi_write(struct fcgi *fcgi, const char *bytes, size_t n);
bool fcgi_flush(struct fcgi *fcgi);

/* Serves until SIGTERM (or the end of the one CGI request). */
MUST_USE enum err fcgi_loop(void (*serve)(struct fcgi *f, void *ctx), void *ctx);

#endif
