#include "web/guard.h"
#include "base/log.h"
#include "base/num.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "store/login.h"
#include "web/fcgi.h"
#include "web/input.h"
#include "web/relogin.h"
#include "web/reply.h"
#include "web/routes.h"
#include <string.h>

enum { REQUEST_BYTES = 64 * 1024 * 1024, BODY_KIB_DEFAULT = 16 };

/* ---- cookies ---- */

static const char *cookie(const struct request *r, const char *name)
{
    if (r->site->secure)
        name = arena_printf(r->arena, "__Host-%s", name);
    return input_cookie(r->arena, r->cookies, name);
}

/* The login cookie, or for somebody without one the cookie that forms are bound to before there is a login.
 */
static void read_cookies(struct request *r)
{
    r->known = cookie(r, "gr_known");
    const char *login = cookie(r, "gr"), *before = cookie(r, "gr_pre");
    r->has_before = before && token_hash(before, r->before_hash) == OK;
    if (login && token_hash(login, r->token_hash) == OK)
        r->login_cookie = login;
    else if (r->has_before)
        memcpy(r->token_hash, r->before_hash, sizeof r->token_hash);
    r->has_token = r->login_cookie || r->has_before;
}

/* A person without a login gets a cookie that their forms are bound to. Somebody whose login ran out has one:
 * their forms stay bound to it, those that are on their way as well. */
static void give_pre_login(struct request *r)
{
    char token[TOKEN_TEXT + 1];
    if (r->has_token || r->json_out || token_new(token) != OK || token_hash(token, r->token_hash) != OK)
        return;
    r->has_token = true;
    reply_set_pre_login(r, token);
}

/* ---- where it comes from ---- */

/* A request that changes something must come from a page of ours or from a program, never from a foreign
 * page. */
static bool origin_holds(const struct request *r)
{
    const char *site = fcgi_env(r->fcgi, "HTTP_SEC_FETCH_SITE");
    const char *origin = fcgi_env(r->fcgi, "HTTP_ORIGIN");
    if (*site && !text_equal(site, "same-origin") && !text_equal(site, "none"))
        return false;
    return !*origin || text_equal(origin, r->site->origin);
}

static const char *taken_input(struct request *r, const char *name)
{
    struct input *in = input_find(r->inputs, name);
    if (!in)
        return "";
    in->used = true;
    return arena_text(r->arena, in->value, in->n);
}

/* What the form brought, in one spelling. Of a password not even a hash is kept beside what is compared. */
static const char *content_of(const struct request *r)
{
    json *content = json_copy(r->arena, r->in);
    for (const struct field *f = r->route->fields; f && f->kind != FIELD_END; f++)
        if (f->kind == FIELD_PASSWORD)
            json_drop(content, f->name);
    return json_write(r->arena, content);
}

static void read_next(struct request *r)
{
    const struct input *in = input_find(r->inputs, "next");
    if (in && routes_is_page(r, in->value))
        r->next = in->value;
}

/* The form's own id, bound to where it was sent and what it names: so two forms of one page are two things.
 * Version 8 (RFC 9562: our own making). An id that can't be read is refused: passed over in silence, what is
 * sent twice would count twice. */
static enum err derive_form(struct request *r, const char *sent)
{
    uint8_t hash[DIGEST_BYTES];
    struct id seed;
    enum err e = id_parse(sent, &seed);
    if (e != OK && *sent)
        request_problem(r, "form", "The form's id, or Idempotency-Key, must be a UUID.");
    if (e != OK)
        return id_new(&r->form.id); /* a program that sends no id: every request is a new one */
    r->form.content = content_of(r);
    struct buf b = buf_new(r->arena, 8192);
    buf_printf(&b, "%s %s", id_text(r->arena, seed), r->path);
    for (const struct field *f = r->route->fields; f && f->kind != FIELD_END; f++)
        if (f->kind == FIELD_ID)
            buf_printf(&b, " %s", json_get_text(r->in, f->name, ""));
    if ((e = buf_status(&b)) != OK)
        return e;
    if ((e = digest_sha256(b.data, b.len, hash)) != OK)
        return e;
    struct id *id = &r->form.id;
    memcpy(id->b, hash, sizeof id->b);
    id->b[6] = (uint8_t)((id->b[6] & 0x0f) | 0x80);
    id->b[8] = (uint8_t)((id->b[8] & 0x3f) | 0x80);
    return OK;
}

static bool token_holds(struct request *r)
{
    const char *token = taken_input(r, "token");
    if (r->json_in ||
        !r->route->token) /* no foreign page can send JSON: it would need our consent first (CORS) */
        return true;
    if (r->has_token && token_form_holds(r->site->keys, r->token_hash, token))
        return true;
    /* Of a page from before the log-in (page_account_login_show). */
    return r->has_before && token_form_holds(r->site->keys, r->before_hash, token);
}

/* ---- the login ---- */

static enum err touch(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    return login_touch(w, r->token_hash, conf_int(r->site->conf, "login.idle_minutes") * 60);
}

static void touch_login(struct request *r)
{
    if (r->user && r->work->stale && db_transact(r->site->db, r->arena, r->user->id, touch, r) != OK)
        log_event(LOG_WARN, "login_not_touched", LOG_ID("user", r->user->id));
}

/* The login and the page's reads: one round trip. */
static enum err read_page(struct request *r, void (*want)(struct request *r))
{
    const uint8_t *login = NULL;
    if (r->login_cookie)
        login = r->token_hash;
    r->work = work_reading(r->site->db, r->arena, login);
    user_want(r->work, &r->user);
    if (want)
        want(r);
    const enum err e = work_flush(r->work);
    if (e == OK && !r->user)
        give_pre_login(r);
    return e;
}

/* ---- answers to what is not as it should be ---- */

static enum err not_this_method(struct request *r, const char *allow)
{
    const struct fault f = {.code = ERR_INPUT,
                            .what = "This address can’t be used that way.",
                            .next = "Go back and use the page’s own links and buttons."};
    reply_header(r, "Allow", allow);
    return reply_fault_as(r, 405, &f);
}

static enum err too_large(struct request *r)
{
    const struct fault f = {
        .code = ERR_LIMIT,
        .what = "That is too long to be taken in one piece.",
        .next = "Go back: your browser still has what you typed. Shorten it and send it again."};
    return reply_fault_as(r, 413, &f);
}

/* The form came before with something else in it: it is given back as a new one. */
static void note_reused(struct request *r)
{
    r->conflict = true;
    r->form_sent = "";
    if (!r->json_out)
        request_problem(r, "",
                        "This form was sent before, with something else in it. What was sent first stands; "
                        "what you sent now is not saved yet. Send it again if you want that too.");
}

/* Bad input, or a form that came before with something else in it: the page that has the form, with what was
 * typed and the messages; or, where what the page is about can't be told, the error page, which gives back
 * what was sent. */
static enum err form_again(struct request *r, enum err why)
{
    const struct route *route = r->route;
    if (why == ERR_REUSED)
        note_reused(r);
    log_event(LOG_INFO, "bad_input", LOG_WORD("route", route->path), LOG_WORD("class", err_name(why)),
              LOG_INT("problems", (int64_t)r->problems_n));
    if (!r->json_out && route->back) {
        enum err e = OK;
        if (route->back_want)
            e = read_page(r, route->back_want);
        if (e == OK)
            e = route->back(r);
        if (e != ERR_NOT_FOUND)
            return e;
    }
    const struct fault f = err_fault(why);
    return reply_fault(r, &f);
}

/* ---- one request ---- */

static size_t body_limit(const struct request *r)
{
    const size_t most = (size_t)conf_int(r->site->conf, "limits.body_kib") * 1024,
                 most_sound = (size_t)conf_int(r->site->conf, "limits.sound_kib") * 1024;
    size_t form = BODY_KIB_DEFAULT * 1024;
    if (r->route->body_kib)
        form = (size_t)r->route->body_kib * 1024;
    return num_min(form, most) + num_min(fields_sound_bytes(r->route->fields), most_sound);
}

static enum err check_and_show(struct request *r)
{
    const bool get = request_is_get(r);
    const char *allow;
    r->route = routes_find(r, &allow);
    read_cookies(r);
    if (!r->route) {
        const enum err e = read_page(r, NULL);
        if (e != OK)
            return e;
        if (!allow)
            return ERR_NOT_FOUND;
        return not_this_method(r, allow);
    }
    if (!get && !origin_holds(r)) {
        log_event(LOG_WARN, "foreign_origin", LOG_WORD("route", r->route->path));
        return ERR_FORBIDDEN;
    }
    enum err e = request_read(r, body_limit(r));
    if (e == ERR_LIMIT)
        return too_large(r);
    if (e == ERR_IO)
        return e;
    if (e != OK)
        request_problem(r, "", "What was sent can’t be read.");
    const bool token_held = get || token_holds(r);
    const char *parked = "";
    if (!get) {
        parked = taken_input(r, "parked");
        r->form_sent = text_or(taken_input(r, "form"), fcgi_env(r->fcgi, "HTTP_IDEMPOTENCY_KEY"));
    }
    if (e == OK)
        fields_read(r, r->route->fields, r->inputs);
    read_next(r);
    if (!get && (e = derive_form(r, r->form_sent)) != OK)
        return e;
    if ((e = read_page(r, r->route->want)) != OK)
        return e;
    if (r->route->who == WHO_USER && !r->user)
        return relogin_ask(r, token_held);
    if (!token_held) {
        log_event(LOG_WARN, "form_token", LOG_WORD("route", r->route->path));
        return ERR_FORBIDDEN;
    }
    if (r->route->who == WHO_NOBODY && r->user && !r->json_out)
        return reply_done(r, "/", 303, json_new_object(r->arena));
    touch_login(r);
    if (r->problems_n)
        return ERR_INPUT;
    if ((e = r->route->show(r)) == OK)
        relogin_sent(r, parked);
    return e;
}

static const char *route_name(const struct request *r, const char *otherwise)
{
    return r->route ? r->route->path : otherwise;
}

/* What never happens, unless something is broken, is for the host to see. */
static enum log_level log_level_of_error(enum err e)
{
    if (e == ERR_SEAL || e == ERR_INTERNAL || e == ERR_CRYPTO)
        return LOG_ALERT;
    return LOG_INFO;
}

static void answer_error(struct request *r, enum err e)
{
    if ((e == ERR_INPUT || e == ERR_REUSED) && !reply_made(r))
        e = form_again(r, e);
    if (e == OK)
        return;
    log_event(log_level_of_error(e), "error", LOG_WORD("class", err_name(e)),
              LOG_WORD("route", route_name(r, "")));
    if (reply_made(r)) { /* the head of a page is out */
        reply_stream_broken(r);
        return;
    }
    const struct fault f = err_fault(e);
    if (reply_fault(r, &f) != OK)
        log_event(LOG_ALERT, "no_error_page", LOG_WORD("class", err_name(e)));
}

/* The log tells methods that are known, not what somebody sent for one. */
static const char *method_name(const struct request *r)
{
    static const char *const known[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_equal(r->method, known[i]))
            return known[i];
    return "other";
}

static void log_served(const struct request *r)
{
    struct id user = {0};
    if (r->user)
        user = r->user->id;
    log_event(
        LOG_INFO, "request", LOG_WORD("method", method_name(r)), LOG_WORD("route", route_name(r, "none")),
        LOG_INT("status", reply_status(r)), LOG_INT("ms", clock_monotonic_ms() - r->began_ms),
        LOG_INT("db_trips", (int64_t)(db_round_trips(r->site->db) - r->began_trips)), LOG_ID("user", user));
}

static void out_of_memory(struct fcgi *fcgi)
{
    static const char answer[] =
        "Status: 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 5\r\n"
        "Cache-Control: no-store\r\n\r\nThe server has no room for this just now. Nothing was stored "
        "half-way. Wait a moment, go back and try again.\n";
    log_event(LOG_ALERT, "out_of_memory", LOG_INT("bytes", REQUEST_BYTES));
    fcgi_write(fcgi, answer, sizeof answer - 1);
}

void guard_serve(struct fcgi *fcgi, void *site)
{
    struct arena *a = arena_new(REQUEST_BYTES, true);
    jmp_buf place;
    if (!a) {
        out_of_memory(fcgi);
        return;
    }
    if (setjmp(place)) {
        out_of_memory(fcgi);
        arena_free(a);
        return;
    }
    arena_on_failure(a, &place);
    struct request *r = arena_alloc(a, sizeof *r);
    *r = (struct request){.site = site,
                          .arena = a,
                          .fcgi = fcgi,
                          .form_sent = "",
                          .next = "/",
                          .began_ms = clock_monotonic_ms(),
                          .began_trips = db_round_trips(((struct site *)site)->db)};
    reply_begin(r);
    request_begin(r);
    log_request(r->id);
    const enum err e = check_and_show(r);
    if (e != OK)
        answer_error(r, e);
    log_served(r);
    log_request("");
    arena_free(a);
}
