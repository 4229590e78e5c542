#include "base/log.h"
#include "base/text.h"
#include "coach/reviewing.h"
#include "crypto/password.h"
#include "store/context.h"
#include "store/login.h"
#include "store/op.h"
#include "web/account.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/view.h"
#include <string.h>

enum {
    NAME_LEAST = 3,
    NAME_MOST = 32,
    RESEND_SECONDS = 3600,
    PARK_DAYS = 7, /* how long after its end a login's forms are still kept for its user (gr.login_owner) */
};

/* ---- names and passwords ---- */

/* The one spelling of a user name: ASCII, lower case, [a-z0-9._-]{3,32}. NULL where it is none. */
static const char *canonical(struct request *r, const char *name)
{
    char *c = arena_copy(r->arena, name);
    const size_t n = strlen(c);
    for (char *p = c; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return n >= NAME_LEAST && n <= NAME_MOST && strspn(c, "abcdefghijklmnopqrstuvwxyz0123456789._-") == n
               ? c
               : NULL;
}

/* ---- the login that begins ---- */

/* "Firefox on Linux, 192.0.2.x": enough to recognise it, no more. */
static const char *coarse_where(const struct request *r)
{
    static const char *const browsers[][2] = {
        {"Edg/", "Edge"},      {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"},
        {"Safari/", "Safari"}, {"w3m/", "w3m"},   {"Lynx/", "Lynx"}};
    static const char *const systems[][2] = {{"Android", "Android"}, {"iPhone", "iPhone"},
                                             {"iPad", "iPad"},       {"Windows", "Windows"},
                                             {"Mac OS", "Mac"},      {"Linux", "Linux"}};
    const char *browser = "A program", *system = "", *address = r->address;
    for (size_t i = sizeof browsers / sizeof *browsers; i-- > 0;)
        if (strstr(r->agent, browsers[i][0]))
            browser = browsers[i][1];
    for (size_t i = sizeof systems / sizeof *systems; i-- > 0;)
        if (strstr(r->agent, systems[i][0]))
            system = systems[i][1];
    const char *last = strrchr(address, '.');
    const char *from =
        last ? arena_printf(r->arena, "%.*s.x", (int)(last - address), address) : "an IPv6 address";
    return arena_printf(r->arena, "%s%s%s, %s", browser, *system ? " on " : "", system, from);
}

struct beginning {
    struct request *r;
    struct id login;
    uint8_t hash[TOKEN_HASH_BYTES];
    char token[TOKEN_TEXT + 1];
};

static enum err prepare_login(struct request *r, struct beginning *b)
{
    b->r = r;
    enum err e = id_new(&b->login);
    if (e == OK)
        e = token_new(b->token);
    return e == OK ? token_hash(b->token, b->hash) : e;
}

static enum err save_login(struct work *w, const struct beginning *b)
{
    return login_create(w, b->login, b->hash, coarse_where(b->r),
                        conf_int(b->r->site->conf, "login.idle_minutes") * 60,
                        conf_int(b->r->site->conf, "login.absolute_days") * 86400);
}

static void give_login(struct request *r, const struct beginning *b)
{
    reply_set_login(r, b->token, (conf_int(r->site->conf, "login.absolute_days") + PARK_DAYS) * 86400);
}

/* ---- signing up ---- */

enum err page_account_signup_show(struct request *r)
{
    json *view = json_new_object(r->arena);
    view_box(r, view, "username", "");
    view_box(r, view, "name", "");
    view_box(r, view, "zone", "UTC");
    view_box(r, view, "try_question", "");
    view_box(r, view, "try_answer", "");
    view_box(r, view, "password", "");
    json_put_int(r->arena, view, "min_length", conf_int(r->site->conf, "password.min_length"));
    return reply_page(r, "signup", "Sign up", view);
}

struct signing_up {
    struct request *r;
    struct user user;
    uint8_t blind[BLIND_BYTES];
    struct account_codes codes;
    struct beginning login;
};

static enum err keep_tried(struct work *w, const struct request *r)
{
    const char *question = request_text(r, "try_question"), *answer = request_text(r, "try_answer");
    struct id id;
    if (text_blank(answer))
        return OK;
    const enum err e = id_new(&id);
    return e != OK
               ? e
               : context_add(
                     w, id, arena_printf(w->arena, "The first question I tried: %s\n\n%s", question, answer));
}

/* The same form again, its reply having been lost: a new login to the account that it made, if it brings the
 * same password. For an hour; then it is a name that is taken, like any other. */
static enum err sign_up_again(struct work *w, const struct signing_up *s, const struct user *made)
{
    const char *password = request_text(s->r, "password");
    if (!text_equal(made->login_name, s->user.login_name) || made->created < clock_now() - RESEND_SECONDS ||
        !password_matches(account_cost(s->r), made->password, password))
        return ERR_CONFLICT;
    return save_login(w, &s->login);
}

static enum err sign_up(struct work *w, void *ctx)
{
    struct signing_up *s = ctx;
    struct user *made;
    enum err e = user_read(w, &made);
    if (e != OK)
        return e;
    if (made)
        return sign_up_again(w, s, made);
    if ((e = user_create(w, &s->user, s->blind)) != OK)
        return e;
    if ((e = login_save_codes(w, s->codes.hash, ACCOUNT_CODES)) != OK)
        return e;
    if ((e = keep_tried(w, s->r)) != OK)
        return e;
    return save_login(w, &s->login);
}

enum err page_account_create_show(struct request *r)
{
    struct signing_up s = {.r = r};
    const char *name = canonical(r, request_text(r, "username")), *zone = request_text(r, "zone");
    const char *password = request_text(r, "password");
    if (!name)
        request_problem(r, "username",
                        "Please use 3 to 32 of: letters a to z, digits, dot, dash, underscore.");
    if (*zone && !clock_zone_known(zone))
        request_problem(r, "zone",
                        "This time zone is not known. Write it like Europe/Berlin, or leave it as UTC.");
    if (!account_password_fits(r, "password", password, name ? name : "") || r->problems_n)
        return ERR_INPUT;
    char *phc;
    enum err e = password_hash(r->arena, account_cost(r), password, &phc);
    if (e != OK)
        return e;
    s.user = (struct user){.login_name = name,
                           .name = request_text(r, "name"),
                           .role = "",
                           .zone = *zone ? zone : "UTC",
                           .password = phc,
                           .created = clock_now()};
    s.user.id = r->form; /* sent twice is one account */
    if ((e = keyring_blind_name(r->site->keys, name, s.blind)) != OK)
        return e;
    if ((e = account_make_codes(r, password, &s.codes)) != OK)
        return e;
    if ((e = prepare_login(r, &s.login)) != OK)
        return e;
    e = db_transact(r->site->db, r->arena, s.user.id, sign_up, &s);
    if (e == ERR_CONFLICT) {
        r->form_sent = ""; /* it may have made an account already: another name is another form */
        request_problem(
            r, "username",
            "This user name is taken. If you have just signed up, log in; otherwise choose another.");
        return ERR_INPUT;
    }
    if (e != OK)
        return e;
    log_event(LOG_INFO, "signed_up", LOG_ID("user", s.user.id));
    give_login(r, &s.login);
    r->user = arena_bytes(r->arena, &s.user, sizeof s.user);
    memcpy(r->token_hash, s.login.hash, sizeof r->token_hash);
    r->has_token = true;
    json *view = account_codes_view(r, &s.codes);
    json_put_text(r->arena, view, "user_id", id_text(r->arena, s.user.id));
    json_put_text(r->arena, view, "username", name);
    json_put_bool(r->arena, view, "first", true);
    return reply_page(r, "codes", "Your recovery codes", view);
}

/* ---- logging in ---- */

/* Only paths of our own; anything else is home. */
static const char *safe_next(const char *next)
{
    const bool own = next[0] == '/' && next[1] != '/' && next[1] != '\\' &&
                     strspn(next, "abcdefghijklmnopqrstuvwxyz0123456789/-_.") == strlen(next);
    return own ? next : "/";
}

enum err page_account_login_form_show(struct request *r)
{
    json *view = json_new_object(r->arena);
    view_box(r, view, "username", "");
    view_box(r, view, "password", "");
    json_put_text(r->arena, view, "next", safe_next(request_given(r, "next", "/")));
    json_put_bool(r->arena, view, "kept", json_get_bool(r->in, "kept", false));
    return reply_page(r, "login", "Log in", view);
}

/* What failures are counted under: the name, and the address. */
struct buckets {
    uint8_t name[BLIND_BYTES], address[BLIND_BYTES];
};

static enum err make_buckets(struct request *r, const char *name, struct buckets *b)
{
    enum err e = keyring_blind_throttle(r->site->keys, arena_printf(r->arena, "name %s", name), b->name);
    if (e == OK)
        e = keyring_blind_throttle(r->site->keys, arena_printf(r->arena, "address %s", r->address),
                                   b->address);
    return e;
}

static enum err must_wait(struct request *r, const struct buckets *b, int64_t *seconds)
{
    int64_t by_name = 0, by_address = 0;
    enum err e = login_throttle_wait(r->site->db, r->arena, b->name, &by_name);
    if (e == OK)
        e = login_throttle_wait(r->site->db, r->arena, b->address, &by_address);
    *seconds = by_name > by_address ? by_name : by_address;
    return e;
}

/* An address may fail ten times as often as a name: many people share one. */
static enum err count_failure(struct request *r, const struct buckets *b)
{
    const int64_t most = conf_int(r->site->conf, "login.free_failures");
    enum err e = login_throttle_failed(r->site->db, r->arena, b->name, most);
    if (e == OK)
        e = login_throttle_failed(r->site->db, r->arena, b->address, most * 10);
    return e;
}

static enum err too_often(struct request *r, int64_t seconds)
{
    log_event(LOG_WARN, "login_throttled", LOG_INT("wait", seconds));
    reply_header(r, "Retry-After", arena_printf(r->arena, "%lld", (long long)seconds));
    return reply_fault(
        r, &(struct fault){
               .code = ERR_LIMIT,
               .what = "There were too many failed tries.",
               .kept = "Nothing was changed.",
               .next = arena_printf(r->arena, "Wait %s, then try again.", clock_span(r->arena, seconds)),
           });
}

struct logging_in {
    struct beginning login;
    const char *password; /* to be hashed anew because its hash was made with less; else NULL */
};

static enum err log_in(struct work *w, void *ctx)
{
    const struct logging_in *l = ctx;
    if (l->password) {
        struct user *u;
        enum err e = user_read(w, &u);
        if (e != OK)
            return e;
        if (!u)
            return ERR_NOT_FOUND;
        u->password = l->password;
        if ((e = user_update(w, u)) != OK)
            return e;
    }
    return save_login(w, &l->login);
}

/* The user whose name and password these are; ERR_INPUT with one and the same message when they are not,
 * however they fail. */
static enum err find_by_password(struct request *r, const struct buckets *b, const char *name,
                                 const char *password, struct user_found *found)
{
    uint8_t blind[BLIND_BYTES];
    enum err e = keyring_blind_name(r->site->keys, name, blind);
    if (e == OK)
        e = user_find(r->site->db, r->arena, blind, found);
    if (e != OK)
        return e;
    if (password_matches(account_cost(r), found->password, password) && !id_none(found->id))
        return OK;
    log_event(LOG_WARN, "login_failed", LOG_ID("user", found->id));
    if ((e = count_failure(r, b)) != OK)
        return e;
    request_problem(r, "password", "This user name and password do not go together. Please try again.");
    return ERR_INPUT;
}

enum err page_account_login_show(struct request *r)
{
    struct logging_in l = {0};
    struct buckets b;
    struct user_found found;
    int64_t wait;
    const char *name = canonical(r, request_text(r, "username")), *password = request_text(r, "password");
    enum err e = make_buckets(r, name ? name : "", &b);
    if (e == OK)
        e = must_wait(r, &b, &wait);
    if (e != OK)
        return e;
    if (wait > 0)
        return too_often(r, wait);
    if ((e = find_by_password(r, &b, name ? name : "", password, &found)) != OK)
        return e;
    char *phc;
    if (password_is_weak(account_cost(r), found.password) &&
        password_hash(r->arena, account_cost(r), password, &phc) == OK)
        l.password = phc;
    if ((e = prepare_login(r, &l.login)) != OK)
        return e;
    if ((e = db_transact(r->site->db, r->arena, found.id, log_in, &l)) != OK)
        return e;
    if ((e = login_throttle_clear(r->site->db, r->arena, b.name)) != OK)
        return e;
    log_event(LOG_INFO, "logged_in", LOG_ID("user", found.id));
    struct id review; /* asked for on log-in, done by the batch; without a plan there is nothing to review */
    e = reviewing_queue(&r->site->coach, r->arena, found.id, &review);
    if (e != OK && e != ERR_NOT_FOUND)
        log_event(LOG_WARN, "review_not_queued", LOG_ID("user", found.id), LOG_WORD("class", err_name(e)));
    give_login(r, &l.login);
    json *view = json_new_object(r->arena);
    json_put_text(r->arena, view, "user_id", id_text(r->arena, found.id));
    json_put_text(r->arena, view, "username", name);
    return reply_done(r, safe_next(request_text(r, "next")), 200, view);
}

/* ---- logging out ---- */

static enum err log_out(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    return login_end_token(w, r->token_hash);
}

enum err page_account_logout_show(struct request *r)
{
    const enum err e = db_transact(r->site->db, r->arena, r->user->id, log_out, r);
    if (e != OK)
        return e;
    reply_clear_login(r);
    reply_header(r, "Clear-Site-Data", "\"cache\", \"storage\"");
    return reply_done(r, "/", 200, json_new_object(r->arena));
}

/* ---- a forgotten password ---- */

enum err page_account_recover_form_show(struct request *r)
{
    json *view = json_new_object(r->arena);
    view_box(r, view, "username", "");
    view_box(r, view, "code", "");
    view_box(r, view, "password", "");
    json_put_int(r->arena, view, "min_length", conf_int(r->site->conf, "password.min_length"));
    return reply_page(r, "recover", "Set a new password", view);
}

struct recovering {
    struct id form;
    uint8_t code[TOKEN_HASH_BYTES];
    const char *password;
    bool spent;
};

static enum err recover(struct work *w, void *ctx)
{
    struct recovering *k = ctx;
    const char *done;
    enum err e = op_begin(w, k->form, "recover", &done);
    k->spent = e == OK && done;
    if (e != OK || done)
        return e;
    if ((e = login_spend_code(w, k->code, &k->spent)) != OK)
        return e;
    if (!k->spent)
        return ERR_INPUT;
    struct user *u;
    if ((e = user_read(w, &u)) != OK)
        return e;
    if (!u)
        return ERR_NOT_FOUND;
    u->password = k->password;
    if ((e = user_update(w, u)) != OK)
        return e;
    if ((e = login_end_all(w, NULL)) != OK)
        return e;
    return op_finish(w, k->form, "/login");
}

/* Spends the code of a user who may not exist; k->spent says whether it was one of theirs. */
static enum err try_code(struct request *r, const char *name, struct recovering *k)
{
    uint8_t blind[BLIND_BYTES];
    struct user_found found = {0};
    enum err e = keyring_blind_name(r->site->keys, name, blind);
    if (e == OK)
        e = user_find(r->site->db, r->arena, blind, &found);
    if (e != OK || id_none(found.id) || token_recovery_hash(request_text(r, "code"), k->code) != OK)
        return e;
    e = db_transact(r->site->db, r->arena, found.id, recover, k);
    return e == ERR_INPUT ? OK : e; /* not one of theirs */
}

enum err page_account_recover_show(struct request *r)
{
    struct recovering k = {.form = r->form};
    struct buckets b;
    int64_t wait;
    char *phc;
    const char *name = canonical(r, request_text(r, "username"));
    if (!account_password_fits(r, "password", request_text(r, "password"), name ? name : ""))
        return ERR_INPUT;
    enum err e = make_buckets(r, name ? name : "", &b);
    if (e == OK)
        e = must_wait(r, &b, &wait);
    if (e != OK)
        return e;
    if (wait > 0)
        return too_often(r, wait);
    if ((e = password_hash(r->arena, account_cost(r), request_text(r, "password"), &phc)) != OK)
        return e;
    k.password = phc;
    if ((e = try_code(r, name ? name : "", &k)) != OK)
        return e;
    if (!k.spent) {
        if ((e = count_failure(r, &b)) != OK)
            return e;
        request_problem(r, "code",
                        "This user name and code do not go together, or the code was used before.");
        return ERR_INPUT;
    }
    log_event(LOG_INFO, "recovered", LOG_WORD("outcome", "ok"));
    return reply_done(r, "/login", 200, json_new_object(r->arena));
}
