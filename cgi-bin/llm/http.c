#include "llm/http.h"
#include "base/clock.h"
#include "base/num.h"
#include "base/text.h"
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
    CONNECT_MS = 5000,
    MS_PER_BYTE = 100, /* 10 bytes a second keep an answer going */
    MOST_HEADERS = 64 * 1024,
    LOOK_MS = 1000, /* how often the clock is looked at while nothing comes */
};

struct http {
    CURL *easy;
    CURLM *multi;
    const char *proxy;
    int64_t slow_ms;
    struct curl_slist *headers; /* of the request under way; holds a key */
    bool busy;                  /* easy is in multi */
    /* What libcurl has handed over and is not yet handed on. Its callbacks only copy: nothing of ours, which
     * might leave by longjmp, runs inside it. */
    char *chunk;
    size_t n, room;
    size_t total, head;
    bool too_large;
};

/* ---- libcurl's callbacks ---- */

static size_t on_body(char *bytes, size_t one, size_t n, void *ctx)
{
    (void)one;
    struct http *h = ctx;
    if (n > HTTP_MOST_BYTES - h->total) {
        h->too_large = true;
        return 0;
    }
    if (h->n + n > h->room) {
        const size_t room = num_max(h->n + n, h->room * 2);
        char *grown = realloc(h->chunk, room);
        if (!grown)
            return 0;
        h->chunk = grown;
        h->room = room;
    }
    memcpy(h->chunk + h->n, bytes, n);
    h->n += n;
    h->total += n;
    return n;
}

static size_t on_header(char *bytes, size_t one, size_t n, void *ctx)
{
    (void)bytes;
    (void)one;
    struct http *h = ctx;
    h->head += n;
    h->too_large = h->too_large || h->head > MOST_HEADERS;
    return h->too_large ? 0 : n;
}

/* ---- the handle ---- */

static void forget_request(struct http *http)
{
    if (http->busy)
        curl_multi_remove_handle(http->multi, http->easy);
    http->busy = false;
    for (struct curl_slist *s = http->headers; s; s = s->next)
        explicit_bzero(s->data, strlen(s->data));
    curl_slist_free_all(http->headers);
    http->headers = NULL;
    if (http->chunk)
        explicit_bzero(http->chunk, http->n);
    http->n = http->total = http->head = 0;
    http->too_large = false;
}

static void close_http(void *http)
{
    struct http *h = http;
    if (h->multi && h->easy)
        forget_request(h);
    free(h->chunk);
    curl_easy_cleanup(h->easy);
    curl_multi_cleanup(h->multi);
}

/* What holds for every request. */
static CURLcode set_for_life(struct http *http, const struct http_settings *settings)
{
    const struct {
        CURLoption option;
        long value;
    } numbers[] = {
        {CURLOPT_NOSIGNAL, 1},
        {CURLOPT_POST, 1},
        {CURLOPT_FOLLOWLOCATION, 0},
        {CURLOPT_SSL_VERIFYPEER, 1},
        {CURLOPT_SSL_VERIFYHOST, 2},
        {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
        {CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS},
        {CURLOPT_TCP_KEEPALIVE, 1},
        {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS},
        {CURLOPT_DISALLOW_USERNAME_IN_URL, 1},
        {CURLOPT_NETRC, CURL_NETRC_IGNORED},
    };
    const struct {
        CURLoption option;
        const char *value;
    } texts[] = {
        {CURLOPT_NOPROXY, ""}, /* else the environment would say */
        {CURLOPT_USERAGENT, "greenroom"},
    };
    CURLcode c = CURLE_OK;
    for (size_t i = 0; c == CURLE_OK && i < sizeof numbers / sizeof *numbers; i++)
        c = curl_easy_setopt(http->easy, numbers[i].option, numbers[i].value);
    for (size_t i = 0; c == CURLE_OK && i < sizeof texts / sizeof *texts; i++)
        c = curl_easy_setopt(http->easy, texts[i].option, texts[i].value);
    if (c == CURLE_OK && !text_blank(settings->ca_file)) {
        c = curl_easy_setopt(http->easy, CURLOPT_CAINFO, settings->ca_file);
        if (c == CURLE_OK)
            c = curl_easy_setopt(http->easy, CURLOPT_CAPATH, (char *)NULL);
    }
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_WRITEFUNCTION, on_body);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_WRITEDATA, http);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_HEADERFUNCTION, on_header);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_HEADERDATA, http);
    return c;
}

enum err http_new(struct arena *life, const struct http_settings *settings, struct http **out,
                  const char **why)
{
    static bool begun;
    if (!text_blank(settings->ca_file) && access(settings->ca_file, R_OK) != 0) {
        *why = arena_printf(life, "can't read the file of trusted certificates %s", settings->ca_file);
        return ERR_CONFIG;
    }
    if (!begun && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        *why = "libcurl does not start";
        return ERR_CONFIG;
    }
    begun = true;
    struct http *h = arena_alloc(life, sizeof *h);
    *h = (struct http){.proxy = settings->proxy, .slow_ms = (int64_t)settings->slow_seconds * 1000};
    arena_defer(life, close_http, h);
    h->easy = curl_easy_init();
    h->multi = curl_multi_init();
    if (!h->easy || !h->multi || set_for_life(h, settings) != CURLE_OK) {
        *why = "libcurl lacks something Greenroom needs (TLS, or options of version 7.85)";
        return ERR_CONFIG;
    }
    *out = h;
    return OK;
}

/* ---- addresses ---- */

static bool is_loopback(const char *host)
{
    return strcasecmp(host, "localhost") == 0 || text_equal(host, "[::1]") ||
           (strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == strlen(host));
}

static bool url_part(CURLU *url, CURLUPart part, char *out, size_t room)
{
    char *text = NULL;
    const bool there = curl_url_get(url, part, &text, 0) == CURLUE_OK && strlen(text) < room;
    if (there)
        memcpy(out, text, strlen(text) + 1);
    curl_free(text);
    return there;
}

/* Taken apart: may it be asked, and is it this machine? */
static bool url_look(const char *url, bool *loopback)
{
    char scheme[16], host[256];
    CURLU *u = curl_url();
    bool fit = u && !strchr(url, '#') &&
               curl_url_set(u, CURLUPART_URL, url, CURLU_DISALLOW_USER) == CURLUE_OK &&
               url_part(u, CURLUPART_SCHEME, scheme, sizeof scheme) &&
               url_part(u, CURLUPART_HOST, host, sizeof host);
    *loopback = fit && is_loopback(host);
    fit = fit && (text_equal(scheme, "https") || (text_equal(scheme, "http") && *loopback));
    curl_url_cleanup(u);
    return fit;
}

bool http_url_fit(const char *url)
{
    bool loopback;
    return url_look(url, &loopback);
}

/* ---- one exchange ---- */

const char *http_end_name(enum http_end end)
{
    static const char *const names[] = {
        [HTTP_ANSWERED] = "answered", [HTTP_REFUSED] = "refused",     [HTTP_UNREACHED] = "unreached",
        [HTTP_TLS] = "tls",           [HTTP_TIMEOUT] = "timeout",     [HTTP_SLOW] = "slow",
        [HTTP_CUT] = "cut",           [HTTP_TOO_LARGE] = "too_large", [HTTP_REDIRECT] = "redirect",
        [HTTP_STOPPED] = "stopped",   [HTTP_FAILED] = "failed",
    };
    return names[end];
}

static enum http_end end_of(struct http *http, CURLcode code)
{
    static const struct {
        CURLcode code;
        enum http_end end;
    } ends[] = {
        {CURLE_OK, HTTP_ANSWERED},
        {CURLE_COULDNT_RESOLVE_HOST, HTTP_REFUSED},
        {CURLE_COULDNT_RESOLVE_PROXY, HTTP_REFUSED},
        {CURLE_COULDNT_CONNECT, HTTP_REFUSED},
        {CURLE_PROXY, HTTP_REFUSED},
        {CURLE_OPERATION_TIMEDOUT, HTTP_TIMEOUT},
        {CURLE_SSL_CONNECT_ERROR, HTTP_TLS},
        {CURLE_PEER_FAILED_VERIFICATION, HTTP_TLS},
        {CURLE_SSL_CERTPROBLEM, HTTP_TLS},
        {CURLE_SSL_CIPHER, HTTP_TLS},
        {CURLE_SSL_CACERT_BADFILE, HTTP_TLS},
        {CURLE_SSL_ISSUER_ERROR, HTTP_TLS},
        {CURLE_PARTIAL_FILE, HTTP_CUT},
        {CURLE_GOT_NOTHING, HTTP_CUT},
        {CURLE_SEND_ERROR, HTTP_CUT},
        {CURLE_RECV_ERROR, HTTP_CUT},
        {CURLE_HTTP2, HTTP_CUT},
        {CURLE_HTTP2_STREAM, HTTP_CUT},
    };
    curl_off_t ready = 0;
    if (http->too_large)
        return HTTP_TOO_LARGE;
    if (code == CURLE_OPERATION_TIMEDOUT &&
        curl_easy_getinfo(http->easy, CURLINFO_PRETRANSFER_TIME_T, &ready) == CURLE_OK && ready == 0)
        return HTTP_UNREACHED;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends[i].code == code)
            return ends[i].end;
    return HTTP_FAILED;
}

static const char *header(const struct http *http, struct arena *a, const char *name)
{
    struct curl_header *found;
    if (curl_easy_header(http->easy, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK)
        return "";
    return arena_copy(a, found->value);
}

/* Only once the headers are whole: when the body begins, or all is over. */
static void take_head(const struct http *http, struct arena *a, struct http_answer *out)
{
    long status = 0;
    if (out->status || curl_easy_getinfo(http->easy, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK ||
        status < 200)
        return;
    *out = (struct http_answer){
        .status = (int)status,
        .content_type = header(http, a, "content-type"),
        .retry_after = header(http, a, "retry-after"),
        .retry_after_ms = header(http, a, "retry-after-ms"),
        .should_retry = header(http, a, "x-should-retry"),
        .request_id = text_or(header(http, a, "x-request-id"), header(http, a, "request-id")),
    };
}

static CURLcode set_request(struct http *http, const struct http_request *request)
{
    bool loopback;
    const char *protocols = "https", *proxy = http->proxy, *encodings = NULL;
    if (!url_look(request->url, &loopback))
        return CURLE_URL_MALFORMAT;
    if (loopback) {
        protocols = "http,https";
        proxy = "";
    }
    if (request->compressed)
        encodings = "gzip, deflate";
    for (size_t i = 0; request->headers[i]; i++) {
        struct curl_slist *more = curl_slist_append(http->headers, request->headers[i]);
        if (!more)
            return CURLE_OUT_OF_MEMORY;
        http->headers = more;
    }
    const int64_t left = num_clamp(request->deadline - clock_monotonic_ms(), 1, INT64_MAX);
    CURLcode c = curl_easy_setopt(http->easy, CURLOPT_URL, request->url);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_PROTOCOLS_STR, protocols);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_PROXY, proxy);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_HTTPHEADER, http->headers);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->n);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_POSTFIELDS, request->body);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_ACCEPT_ENCODING, encodings);
    if (c == CURLE_OK)
        c = curl_easy_setopt(http->easy, CURLOPT_TIMEOUT_MS, (long)left);
    return c;
}

/* Hands on what has come. False when that was enough. */
static bool hand_on(struct http *http, struct arena *a, const struct http_request *request,
                    struct http_answer *out)
{
    if (http->n == 0)
        return true;
    take_head(http, a, out);
    const enum err e = request->on_bytes(request->ctx, out, http->chunk, http->n);
    explicit_bzero(http->chunk, http->n);
    http->n = 0;
    return e == OK;
}

/* Is the exchange over? Then *code says how. */
static bool is_over(struct http *http, CURLcode *code)
{
    int left;
    for (CURLMsg *m; (m = curl_multi_info_read(http->multi, &left));)
        if (m->msg == CURLMSG_DONE) {
            *code = m->data.result;
            return true;
        }
    return false;
}

static enum http_end run(struct http *http, struct arena *a, const struct http_request *request,
                         struct http_answer *out)
{
    int64_t alive_until = 0; /* from the first byte on, each byte buys a tenth of a second */
    for (;;) {
        int running;
        CURLcode code = CURLE_OK;
        if (curl_multi_perform(http->multi, &running) != CURLM_OK)
            return HTTP_FAILED;
        const int64_t now = clock_monotonic_ms();
        if (http->total > 0) {
            const int64_t most = now + http->slow_ms, bought = alive_until + (int64_t)http->n * MS_PER_BYTE;
            if (!alive_until || bought > most)
                alive_until = most;
            else
                alive_until = bought;
        }
        if (!hand_on(http, a, request, out))
            return HTTP_STOPPED;
        if (is_over(http, &code)) {
            take_head(http, a, out);
            if (code == CURLE_OK && out->status / 100 == 3)
                return HTTP_REDIRECT;
            return end_of(http, code);
        }
        if (alive_until && now > alive_until)
            return HTTP_SLOW;
        if (now >= request->deadline) /* libcurl says so too, but not while it looks up a name */
            return HTTP_TIMEOUT;
        const int64_t wait = num_clamp(request->deadline - now, 0, LOOK_MS);
        if (curl_multi_poll(http->multi, NULL, 0, (int)wait, NULL) != CURLM_OK)
            return HTTP_FAILED;
    }
}

struct http_answer http_post(struct http *http, struct arena *a, const struct http_request *request)
{
    struct http_answer out = {
        .content_type = "", .retry_after = "", .retry_after_ms = "", .should_retry = "", .request_id = ""};
    forget_request(http); /* one that ended by a jump */
    if (request->deadline <= clock_monotonic_ms())
        out.end = HTTP_TIMEOUT;
    else if (set_request(http, request) != CURLE_OK ||
             curl_multi_add_handle(http->multi, http->easy) != CURLM_OK)
        out.end = HTTP_FAILED;
    else {
        http->busy = true;
        out.end = run(http, a, request, &out);
    }
    forget_request(http);
    return out;
}
