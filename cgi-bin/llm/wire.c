#include "llm/wire.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/text.h"
#include "llm/retry.h"
#include "llm/sse.h"
#include <poll.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <sys/stat.h>

enum { BYTES_PER_TOKEN = 4, MOST_KEY = 4096 };

/* What comes of one request. */
struct exchange {
    const struct wire *wire;
    struct arena *arena;
    struct answer answer;
    struct sse *sse; /* NULL: a whole answer was asked for */
    struct buf whole;
    size_t events;
};

/* ---- what comes ---- */

static enum err on_event(void *ctx, const struct sse_event *event)
{
    struct exchange *x = ctx;
    json *doc;
    if (event->n == 0)
        return OK;
    x->events++;
    if (strncmp(event->data, "[DONE]", 6) == 0)
        return OK;
    if (json_parse(x->arena, event->data, event->n, ANSWER_DEPTH, &doc) != OK) {
        x->answer.outcome = OUTCOME_MALFORMED;
        return ERR_PROVIDER;
    }
    if (answer_is_error(doc)) {
        answer_fail(&x->answer, 0, doc);
        return ERR_PROVIDER;
    }
    return event->stray ? OK : x->wire->dialect->on_event(&x->answer, event->name, doc);
}

static bool is_json(const char *content_type)
{
    return strncasecmp(content_type, "application/json", 16) == 0;
}

static enum err on_bytes(void *ctx, const struct http_answer *so_far, const char *bytes, size_t n)
{
    struct exchange *x = ctx;
    const bool streamed = x->sse && so_far->status == 200 && !is_json(so_far->content_type);
    if (!streamed) {
        buf_add_bytes(&x->whole, bytes, n);
        return buf_status(&x->whole);
    }
    const enum err e = sse_feed(x->sse, bytes, n);
    if (e == ERR_LIMIT)
        x->answer.outcome = OUTCOME_TOO_LARGE;
    return e;
}

/* ---- what became of it ---- */

static const json *parsed(const struct exchange *exchange)
{
    json *doc;
    if (!exchange->whole.len ||
        json_parse(exchange->arena, exchange->whole.data, exchange->whole.len, ANSWER_DEPTH, &doc) != OK)
        return NULL;
    return doc;
}

static void take_answered(struct exchange *exchange, int status)
{
    struct answer *w = &exchange->answer;
    const json *doc = parsed(exchange);
    if (status != 200)
        answer_fail(w, status, doc);
    else if (answer_is_error(doc))
        answer_fail(w, 0, doc);
    else if (doc)
        exchange->wire->dialect->on_whole(w, doc);
    else if (exchange->events == 0 || exchange->whole.len)
        w->outcome = OUTCOME_MALFORMED;
    if (status != 200 && !*w->complaint && text_valid(exchange->whole.data, exchange->whole.len))
        w->complaint = exchange->whole.data;
}

static void take_end(struct exchange *exchange, const struct http_answer *answer)
{
    static const enum outcome ends[] = {
        [HTTP_REFUSED] = OUTCOME_CONNECT,   [HTTP_UNREACHED] = OUTCOME_UNREACHED,
        [HTTP_TLS] = OUTCOME_TLS,           [HTTP_TIMEOUT] = OUTCOME_TIMEOUT,
        [HTTP_SLOW] = OUTCOME_SLOW,         [HTTP_TOO_LARGE] = OUTCOME_TOO_LARGE,
        [HTTP_REDIRECT] = OUTCOME_REDIRECT, [HTTP_CUT] = OUTCOME_CUT,
        [HTTP_FAILED] = OUTCOME_FAILED,
    };
    struct answer *w = &exchange->answer;
    if (answer->end == HTTP_ANSWERED)
        take_answered(exchange, answer->status);
    else if (answer->end == HTTP_CUT && exchange->events && w->outcome != OUTCOME_CUT)
        ; /* all had been said */
    else if (answer->end != HTTP_STOPPED)
        w->outcome = ends[answer->end];
    else if (w->outcome == OUTCOME_CUT || w->outcome == OUTCOME_OK)
        w->outcome = OUTCOME_TOO_LARGE;
    if (w->outcome == OUTCOME_OK && w->refused)
        w->outcome = OUTCOME_REFUSED;
    if (w->outcome == OUTCOME_OK && w->text.len + w->tool.len == 0)
        w->outcome = OUTCOME_MALFORMED;
    if (buf_status(&w->text) != OK || buf_status(&w->tool) != OK)
        w->outcome = OUTCOME_TOO_LARGE;
}

/* What a try used; where nothing was told but words had come, about as many tokens as they have. */
static struct provider_usage count(const struct exchange *exchange, const struct wire_call *call,
                                   struct provider_reply *out)
{
    struct provider_usage u = exchange->answer.usage;
    const size_t words = exchange->answer.text.len + exchange->answer.tool.len;
    if (!exchange->answer.counted && words) {
        u.tokens_in = (int64_t)(call->n / BYTES_PER_TOKEN);
        u.tokens_out = (int64_t)(words / BYTES_PER_TOKEN) + 1;
        u.estimated = true;
    }
    if (exchange->wire->prices)
        price_add(exchange->wire->prices, text_or(exchange->answer.model, call->request->model), &u);
    u.estimated = u.estimated && (u.tokens_in || u.tokens_out);
    provider_usage_add(&out->usage, &u);
    return u;
}

/* The one line of a call: never content. */
static void log_try(const struct wire *wire, const struct wire_call *call, const struct provider_reply *out,
                    const struct provider_usage *usage, const struct http_answer *answer, int64_t ms)
{
    const struct provider_request *q = call->request;
    static const enum outcome alerts[] = {OUTCOME_NO_MONEY, OUTCOME_KEY, OUTCOME_NO_MODEL, OUTCOME_TLS};
    enum log_level level = log_level_of(out->outcome == OUTCOME_OK);
    for (size_t i = 0; i < sizeof alerts / sizeof *alerts; i++)
        if (alerts[i] == out->outcome)
            level = LOG_ALERT;
    log_event(level, "model_call", LOG_WORD("mode", q->mode), LOG_WORD("provider", wire->provider),
              LOG_WORD("model", q->model), LOG_WORD("class", outcome_name(out->outcome)),
              LOG_INT("status", answer->status), LOG_WORD("http", http_end_name(answer->end)),
              LOG_INT("try", out->tries), LOG_INT("ms", ms), LOG_INT("first_ms", out->first_ms),
              LOG_INT("tokens_in", usage->tokens_in), LOG_INT("tokens_cached", usage->tokens_cached),
              LOG_INT("tokens_out", usage->tokens_out), LOG_INT("cost_micro", usage->cost_micro),
              LOG_WORD("their_id", answer->request_id));
}

/* ---- trying ---- */

struct trying {
    const struct wire *wire;
    struct arena *arena;
    const struct wire_call *call;
    struct provider_reply *out;
    int done; /* retries */
};

static void on_text(void *ctx, const char *text, size_t n)
{
    const struct trying *t = ctx;
    t->out->shown = true;
    t->call->request->on_text(t->call->request->ctx, text, n);
}

/* One request. *again with the wait in ms if it should be made once more. */
static struct answer try_once(struct trying *trying, bool *again, int64_t *wait_ms)
{
    const struct provider_request *q = trying->call->request;
    struct json_stream *peek = NULL;
    if (trying->call->stream && q->on_text && !text_blank(q->visible))
        peek = json_stream_new(trying->arena, q->visible, on_text, trying);
    struct exchange x = {
        .wire = trying->wire, .arena = trying->arena, .whole = buf_new(trying->arena, ANSWER_MOST)};
    x.answer = answer_new(trying->arena, trying->call->by_tool, peek);
    if (trying->call->stream)
        x.sse = sse_new(trying->arena, ANSWER_MOST, on_event, &x);
    const struct http_request post = {
        .url = trying->wire->url,
        .headers = trying->wire->headers,
        .body = trying->call->body,
        .n = trying->call->n,
        .compressed = !trying->call->stream,
        .deadline = q->deadline,
        .on_bytes = on_bytes,
        .ctx = &x,
    };
    const struct http_answer r = http_post(trying->wire->http, trying->arena, &post);
    take_end(&x, &r);

    struct provider_reply *out = trying->out;
    out->tries++;
    out->outcome = x.answer.outcome;
    out->request_id = r.request_id;
    out->first_ms = x.answer.first_ms;
    const struct provider_usage used = count(&x, trying->call, out);
    const int64_t now = clock_monotonic_ms();
    const int64_t asked = retry_asked_ms(r.retry_after, r.retry_after_ms, clock_now() - clock_shifted());
    out->retry_after = 0;
    if (asked > 0 && out->outcome != OUTCOME_OK)
        out->retry_after = (asked + 999) / 1000;
    log_try(trying->wire, trying->call, out, &used, &r, now - x.answer.began);
    struct retry retry = {
        .outcome = out->outcome,
        .retry_after = r.retry_after,
        .retry_after_ms = r.retry_after_ms,
        .should_retry = r.should_retry,
        .done = trying->done,
        .left_ms = q->deadline - now,
        .shown = out->shown,
    };
    if (getrandom(&retry.chance, sizeof retry.chance, GRND_NONBLOCK) != sizeof retry.chance)
        retry.chance = (uint32_t)now;
    *again = retry_worth(&retry, clock_now() - clock_shifted(), wait_ms);
    return x.answer;
}

static enum err err_of(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_OK:
        return OK;
    case OUTCOME_TIMEOUT:
        return ERR_TIMEOUT;
    case OUTCOME_RATE_LIMITED:
    case OUTCOME_NO_MONEY:
        return ERR_LIMIT;
    default:
        return ERR_PROVIDER;
    }
}

enum err wire_ask(const struct wire *wire, struct arena *a, const struct wire_call *call,
                  struct provider_reply *out, const char **complaint)
{
    struct trying t = {.wire = wire, .arena = a, .call = call, .out = out};
    for (;; t.done++) {
        bool again;
        int64_t wait_ms = 0;
        const struct answer answer = try_once(&t, &again, &wait_ms);
        *complaint = answer.complaint;
        if (again) {
            poll(NULL, 0, (int)wait_ms);
            continue;
        }
        out->text = answer_document(&answer);
        out->model = text_or(answer.model, call->request->model);
        return err_of(out->outcome);
    }
}

/* ---- for the providers' making ---- */

enum err wire_read_key(struct arena *life, const char *path, const char **out, const char **why)
{
    struct stat st;
    char *text;
    size_t n;
    if (stat(path, &st) == 0 && (st.st_mode & 077)) {
        *why =
            arena_printf(life, "the key file %s can be read by others: its mode must be 0400 or 0600", path);
        return ERR_CONFIG;
    }
    if (file_read(life, path, MOST_KEY, &text, &n) != OK) {
        *why = arena_printf(life, "can't read the key file %s", path);
        return ERR_CONFIG;
    }
    *out = "";
    if (text_valid(text, n))
        *out = text_trim(life, text);
    explicit_bzero(text, n);
    for (const char *p = *out; *p; p++)
        if (*p <= ' ' || *p == 0x7f)
            *out = "";
    if (**out)
        return OK;
    *why = arena_printf(life, "the key file %s holds no key (one word)", path);
    return ERR_CONFIG;
}

enum err wire_url(struct arena *life, const char *base, const char *path, const char **out, const char **why)
{
    size_t n = strlen(base);
    while (n && base[n - 1] == '/')
        n--;
    *out = arena_printf(life, "%.*s/%s", (int)n, base, path);
    if (http_url_fit(*out))
        return OK;
    *why = arena_printf(life, "%s can't be asked: only https, or http to this machine itself", base);
    return ERR_CONFIG;
}

const char *wire_host(struct arena *life, const char *url)
{
    const char *scheme_end = strstr(url, "://"), *host = url;
    if (scheme_end)
        host = scheme_end + 3;
    return arena_text(life, host, strcspn(host, "/"));
}
