#include "web/reply.h"
#include "base/text.h"
#include "web/fcgi.h"
#include "web/frame.h"
#include "web/show_sent.h"
#include "web/tpl.h"
#include <stdio.h>
#include <string.h>

enum { HEADERS_MOST = 32 * 1024, BODY_MOST = 32 * 1024 * 1024 };

struct reply {
    int status;
    struct buf headers;
    bool made;      /* status and headers are decided */
    bool streaming; /* ... and have gone out already */
    bool ended;     /* ... and so has the page's end */
    json *head;     /* what the page began with */
    const char *title;
    struct buf streamed; /* the coach's words that went out */
    bool taken_back;     /* ... and do not stand */
};

void reply_begin(struct request *r)
{
    r->reply = arena_alloc(r->arena, sizeof *r->reply);
    r->reply->headers = buf_new(r->arena, HEADERS_MOST);
    r->reply->streamed = buf_new(r->arena, BODY_MOST);
}

bool reply_made(const struct request *r)
{
    return r->reply->made;
}

int reply_status(const struct request *r)
{
    return r->reply->status;
}

/* ---- headers ---- */

void reply_header(struct request *r, const char *name, const char *value)
{
    for (const char *p = value; *p; p++)
        if (*p < ' ' && *p != '\t') /* no value ends a header line */
            return;
    struct buf *b = &r->reply->headers;
    buf_add(b, name);
    buf_add(b, ": ");
    buf_add(b, value);
    buf_add(b, "\r\n");
}

/* On every answer. nginx says the same on those that are its own. */
static const char *const always[][2] = {
    {"Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                                "media-src 'self'; form-action 'self'; "
                                "base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(self)"},
    {"Cache-Control", "no-store"},
};

static void put_cookie(struct request *r, const char *name, const char *value, long long max_age)
{
    reply_header(r, "Set-Cookie",
                 arena_printf(r->arena, "%s%s=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%lld%s",
                              text_if(r->site->secure, "__Host-"), name, value, max_age,
                              text_if(r->site->secure, "; Secure")));
}

void reply_set_login(struct request *r, const char *token, int64_t max_age)
{
    put_cookie(r, "gr", token, max_age);
}

void reply_clear_login(struct request *r)
{
    put_cookie(r, "gr", "", 0);
}

void reply_set_pre_login(struct request *r, const char *token)
{
    put_cookie(r, "gr_pre", token, 86400);
}

void reply_clear_pre_login(struct request *r)
{
    put_cookie(r, "gr_pre", "", 0);
}

void reply_set_known(struct request *r, const char *text)
{
    put_cookie(r, "gr_known", text, (long long)400 * 86400); /* as long as browsers keep any */
}

void reply_clear_known(struct request *r)
{
    put_cookie(r, "gr_known", "", 0);
}

static const char *status_words(int status)
{
    static const struct {
        int status;
        const char *words;
    } table[] = {
        {200, "OK"},
        {201, "Created"},
        {303, "See Other"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {409, "Conflict"},
        {413, "Content Too Large"},
        {429, "Too Many Requests"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].status == status)
            return table[i].words;
    return "Internal Server Error";
}

/* Status, headers, and with body != NULL the whole answer; otherwise the body follows in pieces. */
static void send_head(struct request *r, int status, const char *type, const struct buf *body)
{
    struct buf out = buf_new(r->arena, HEADERS_MOST + 1024);
    r->reply->status = status;
    r->reply->made = true;
    reply_header(r, "Content-Type", type);
    if (body)
        reply_header(r, "Content-Length", arena_printf(r->arena, "%zu", body->len));
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        reply_header(r, always[i][0], always[i][1]);
    if (r->site->secure)
        reply_header(r, "Strict-Transport-Security", "max-age=31536000");
    reply_header(r, "X-Request-Id", r->id);
    buf_printf(&out, "Status: %d %s\r\n%s\r\n", status, status_words(status), r->reply->headers.data);
    const char *method = fcgi_env(r->fcgi, "REQUEST_METHOD");
    if (fcgi_write(r->fcgi, out.data, out.len) && body && !text_equal(method, "HEAD"))
        fcgi_write(r->fcgi, body->data, body->len);
}

static enum err send_json(struct request *r, int status, const char *type, const json *doc)
{
    struct buf body = buf_new(r->arena, BODY_MOST);
    buf_add(&body, json_write(r->arena, doc));
    buf_add_char(&body, '\n');
    send_head(r, status, type, &body);
    return buf_status(&body);
}

/* ---- pages ---- */

/* A view with what its frame shows, the page's end included. */
static void put_frame(struct request *r, const char *title, json *view)
{
    frame_put(r, title, view);
    json_put_bool(r->arena, view, "streamed", r->reply->streaming); /* the page's end is being made */
}

static void add_to_buf(void *ctx, const char *bytes, size_t n)
{
    buf_add_bytes(ctx, bytes, n);
}

static enum err problem_json(struct request *r, int status, const char *title, const struct fault *fault)
{
    struct arena *a = r->arena;
    json *doc = json_new_object(a), *problems = json_new_array(a);
    json_put_text(a, doc, "type", "about:blank");
    json_put_text(a, doc, "title", title);
    json_put_int(a, doc, "status", status);
    if (fault) {
        json_put_text(a, doc, "code", err_name(fault->code));
        json_put_text(a, doc, "detail", fault->next);
        if (fault->kept)
            json_put_text(a, doc, "kept", fault->kept);
    }
    json_put_text(a, doc, "instance", r->id);
    for (size_t i = 0; i < r->problems_n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "field", r->problems[i].field);
        json_put_text(a, one, "message", r->problems[i].message);
        json_add(a, problems, one);
    }
    json_put(a, doc, "problems", problems);
    for (size_t i = 0; i < json_members(r->beside); i++) {
        const char *name;
        const json *value = json_member(r->beside, i, &name);
        json_put(a, doc, name, json_copy(a, value));
    }
    return send_json(r, status, "application/problem+json", doc);
}

enum err reply_page_status(struct request *r, int status, const char *page, const char *title, json *view)
{
    if (r->json_out) {
        if (status < 400)
            return send_json(r, status, "application/json", view);
        const struct fault f = err_fault(status == 409 ? ERR_CONFLICT : ERR_INPUT);
        return problem_json(r, status, f.what, &f);
    }
    struct buf body = buf_new(r->arena, BODY_MOST);
    put_frame(r, title, view);
    if (!tpl_render("frame_top", view, add_to_buf, &body) || !tpl_render(page, view, add_to_buf, &body) ||
        !tpl_render("frame_end", view, add_to_buf, &body))
        return ERR_INTERNAL;
    const enum err e = buf_status(&body);
    if (e == OK)
        send_head(r, status, "text/html; charset=utf-8", &body);
    return e;
}

/* A page that gives a form back says why. */
static int page_status(const struct request *r)
{
    if (r->conflict)
        return err_status(ERR_CONFLICT);
    return r->problems_n ? 400 : 200;
}

enum err reply_page(struct request *r, const char *page, const char *title, json *view)
{
    return reply_page_status(r, page_status(r), page, title, view);
}

enum err reply_done(struct request *r, const char *location, int status, json *view)
{
    if (r->json_out)
        return send_json(r, status, "application/json", view);
    struct buf body = buf_new(r->arena, 16);
    reply_header(r, "Location", location);
    send_head(r, 303, "text/plain; charset=utf-8", &body);
    return OK;
}

enum err reply_text(struct request *r, const char *type, const char *text)
{
    struct buf body = buf_new(r->arena, BODY_MOST);
    buf_add(&body, text);
    send_head(r, 200, type, &body);
    return buf_status(&body);
}

enum err reply_file(struct request *r, const char *type, const char *filename, const char *text)
{
    struct buf body = buf_new(r->arena, BODY_MOST);
    buf_add(&body, text);
    reply_header(r, "Content-Disposition", arena_printf(r->arena, "attachment; filename=\"%s\"", filename));
    send_head(r, 200, type, &body);
    return buf_status(&body);
}

static bool may_be_sent_again(const struct request *r, int status)
{
    return !request_is_get(r) && (status == 503 || status == 400 || status == 401 || status == 409 ||
                                  status == 403 || status == 429);
}

enum err reply_fault(struct request *r, const struct fault *fault)
{
    return reply_fault_as(r, err_status(fault->code), fault);
}

enum err reply_fault_as(struct request *r, int status, const struct fault *fault)
{
    if (status == 503)
        reply_header(r, "Retry-After", "5");
    if (r->json_out)
        return problem_json(r, status, fault->what, fault);
    json *view = json_new_object(r->arena);
    json_put_text(r->arena, view, "what", fault->what);
    json_put_text(r->arena, view, "kept", fault->kept);
    json_put_text(r->arena, view, "next", fault->next);
    json_put_text(r->arena, view, "path", r->path);
    json_put_bool(r->arena, view, "to_login", fault->code == ERR_LOGIN);
    json *sent = NULL; /* with the form's own id: sent again it counts once */
    if (may_be_sent_again(r, status))
        sent = show_sent(r, r->inputs, r->fields);
    const bool has_words = show_sent_words(sent);
    json_put(r->arena, view, "sent", sent);
    json_put_bool(r->arena, view, "has_words", has_words);
    /* What has changed meanwhile is decided anew; there is nothing to send again but words. */
    json_put_bool(r->arena, view, "has_sent", has_words || (json_len(sent) > 0 && status != 409));
    return reply_page_status(r, status, "error", fault->what, view);
}

/* ---- pages that arrive in pieces ---- */

static void write_out(void *ctx, const char *bytes, size_t n)
{
    const struct request *r = ctx;
    fcgi_write(r->fcgi, bytes, n);
}

enum err reply_stream_begin(struct request *r, const char *page, const char *title, json *view)
{
    r->reply->title = title;
    if (r->json_out)
        return OK;
    put_frame(r, title, view);
    reply_header(r, "X-Accel-Buffering", "no");
    send_head(r, 200, "text/html; charset=utf-8", NULL);
    r->reply->streaming = true;
    r->reply->head = view;
    if (!tpl_render("frame_top", view, write_out, r) || !tpl_render(page, view, write_out, r) ||
        !tpl_render("coming", view, write_out, r))
        return ERR_INTERNAL;
    fcgi_flush(r->fcgi);
    return OK;
}

/* A piece of the coach's words, escaped by a template like everything else. */
static void stream_text(void *ctx, const char *text, size_t n)
{
    struct request *r = ctx;
    json *view = json_new_object(r->arena);
    if (!r->reply->streaming || !text_valid(text, n))
        return;
    json_put_text(r->arena, view, "text", arena_text(r->arena, text, n));
    buf_add_bytes(&r->reply->streamed, text, n);
    if (tpl_render("piece", view, write_out, r))
        fcgi_flush(r->fcgi);
}

enum err reply_turn(struct request *r, enum turn_mode mode, struct id id)
{
    struct turn turn = {
        .coach = &r->site->coach,
        .arena = r->arena,
        .mode = mode,
        .user = r->user->id,
        .id = id,
        .listener = {.on_text = stream_text,
                     .ctx = r,
                     .trouble = &r->trouble,
                     .taken_back = &r->reply->taken_back},
    };
    return turn_run(&turn);
}

/* Ends the paragraph of the coach's words, and says whether they stand. */
static bool end_words(struct request *r, json *view)
{
    r->reply->ended = true;
    json_put_bool(r->arena, view, "taken_back", r->reply->taken_back);
    return tpl_render("coming_end", view, write_out, r);
}

enum err reply_stream_end(struct request *r, const char *end_page, json *view)
{
    if (r->json_out)
        return send_json(r, 200, "application/json", view);
    if (!r->reply->streaming)
        return reply_page(r, end_page, r->reply->title, view);
    put_frame(r, r->reply->title, view);
    if (!end_words(r, view) || !tpl_render(end_page, view, write_out, r) ||
        !tpl_render("frame_end", view, write_out, r))
        return ERR_INTERNAL;
    fcgi_flush(r->fcgi);
    return OK;
}

void reply_stream_broken(struct request *r)
{
    if (!r->reply->streaming || r->reply->ended)
        return;
    r->reply->taken_back = r->reply->streamed.len > 0;
    if (end_words(r, r->reply->head) && tpl_render("broken", r->reply->head, write_out, r) &&
        tpl_render("frame_end", r->reply->head, write_out, r))
        fcgi_flush(r->fcgi);
}

const char *reply_streamed(const struct request *r)
{
    return r->reply->streamed.data;
}
