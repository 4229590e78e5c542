#ifndef LLM_HTTP_H
#define LLM_HTTP_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The only door to libcurl: POST to an address from the settings, with a deadline and a ceiling, the answer
 * handed on as it comes. TLS is verified, redirects are not followed, proxies come from the settings and
 * never from the environment. One handle for the process's life, so that connections are used again. */
struct http;

enum { HTTP_MOST_BYTES = 1024 * 1024 }; /* of one answer, after decompression */

struct http_settings {
    const char *proxy;   /* "" for none; never used for a loopback address */
    const char *ca_file; /* trusted certificates (PEM) instead of the system's; "" for the system's */
    int slow_seconds;    /* fewer than 10 bytes a second for so long, once an answer has begun, ends it */
};

/* ERR_CONFIG with *why. */
MUST_USE enum err http_new(struct arena *life, const struct http_settings *settings, struct http **out,
                           const char **why);

/* May it be asked? https, or http to this machine itself; no user name, no fragment. */
bool http_url_fit(const char *url);

/* How an exchange ended. */
enum http_end {
    HTTP_ANSWERED,  /* whole; look at the status                                 */
    HTTP_REFUSED,   /* the host has no address or does not listen: nothing sent  */
    HTTP_UNREACHED, /* no connection within 5 s                                  */
    HTTP_TLS,       /* the certificate or the handshake is not good              */
    HTTP_TIMEOUT,   /* the deadline passed                                       */
    HTTP_SLOW,      /* it dripped                                                */
    HTTP_TOO_LARGE, /* over HTTP_MOST_BYTES                                      */
    HTTP_REDIRECT,  /* it said to look elsewhere: not followed                   */
    HTTP_CUT,       /* the connection broke before the end                       */
    HTTP_STOPPED,   /* on_bytes had enough                                       */
    HTTP_FAILED     /* anything else: not HTTP, a bad encoding, no memory        */
};

/* Its end as a lower-case word for logs ("too_large"). */
const char *http_end_name(enum http_end end);

struct http_answer {
    enum http_end end;
    int status;               /* 0: none came */
    const char *content_type; /* these are "" if they did not come */
    const char *retry_after, *retry_after_ms, *should_retry;
    const char *request_id; /* the vendor's */
};

struct http_request {
    const char *url;
    const char *const *headers; /* "Name: value", NULL at the end */
    const char *body;
    size_t n;
    bool compressed;  /* may the answer come compressed? not for streams */
    int64_t deadline; /* clock_monotonic_ms() */
    /* Each piece as it comes, of whatever status; *so_far has status and headers. Not OK: enough. */
    enum err (*on_bytes)(void *ctx, const struct http_answer *so_far, const char *bytes, size_t n);
    void *ctx;
};

/* What came of it; texts are in the arena. on_bytes runs outside libcurl: it may use the arena. */
struct http_answer http_post(struct http *http, struct arena *a, const struct http_request *request);

#endif
