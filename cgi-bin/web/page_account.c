#include "base/log.h"
#include "base/text.h"
#include "coach/daily_review.h"
#include "crypto/password.h"
#include "store/context.h"
#include "store/idempotency.h"
#include "store/login.h"
#include "web/account.h"
#include "web/forms.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/throttle.h"
#include <string.h>

enum {
    NAME_LEAST = 3,
    NAME_MOST = 32,
    RESEND_SECONDS = 3600,
};

/* ---- names and passwords ---- */

/* The one spelling of a user name: ASCII, lower case, [a-z0-9._-]{3,32}. "" where it is none. */
static const char *canonical(struct request *r, const char *typed)
{
    char *name = arena_copy(r->arena, typed);
    const size_t n = strlen(name);
    for (char *p = name; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    const bool fits =
        n >= NAME_LEAST && n <= NAME_MOST && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789._-") == n;
    return text_if(fits, name);
}

/* A browser that has logged in under a name is known from then on: no failures of others lock it out. */
static void remember_browser(struct request *r, const char *name)
{
    char text[TOKEN_KNOWN_TEXT + 1];
    if (token_known_holds(r->site->keys, name, r->known))
        reply_set_known(r, r->known);
    else if (token_known(r->site->keys, name, text) == OK)
        reply_set_known(r, text);
}

/* ---- signing up ---- */

enum err page_account_signup_show(struct request *r)
{
    const struct form_signup fresh = {.zone = "UTC"};
    json *view = json_new_object(r->arena);
    FORM_BOXES(r, view, signup, &fresh);
    json_put_int(r->arena, view, "min_length", conf_int(r->site->conf, "password.min_length"));
    return reply_page(r, "signup", "Sign up", view);
}

struct signing_up {
    struct request *r;
    struct form_signup in;
    struct user user;
    uint8_t blind[BLIND_BYTES];
    struct account_codes codes;
    struct account_login login;
};

static enum err keep_tried(struct work *w, const struct form_signup *in)
{
    struct id id;
    if (text_blank(in->try_answer))
        return OK;
    const enum err e = id_new(&id);
    if (e != OK)
        return e;
    return context_add(
        w, id,
        arena_printf(w->arena, "The first question I tried: %s\n\n%s", in->try_question, in->try_answer));
}

/* The same form again, its reply having been lost: a new login to the account that it made, if it brings the
 * same password. For an hour; then it is a name that is taken, like any other. */
static enum err sign_up_again(struct work *w, const struct signing_up *up, const struct user *made)
{
    if (!text_equal(made->login_name, up->user.login_name) || made->created < clock_now() - RESEND_SECONDS ||
        !password_matches(account_cost(up->r), made->password, up->in.password))
        return ERR_CONFLICT;
    return account_login_save(w, up->r, &up->login);
}

static enum err sign_up(struct work *w, void *ctx)
{
    struct signing_up *s = ctx;
    const struct account_codes *codes = &s->codes;
    struct user *made;
    enum err e = user_read(w, &made);
    if (e != OK)
        return e;
    if (made)
        return sign_up_again(w, s, made);
    if ((e = user_create(w, &s->user, s->blind)) != OK)
        return e;
    if ((e = login_save_codes(w, codes->hash, ACCOUNT_CODES)) != OK)
        return e;
    if ((e = keep_tried(w, &s->in)) != OK)
        return e;
    return account_login_save(w, s->r, &s->login);
}

enum err page_account_create_show(struct request *r)
{
    struct signing_up s = {.r = r};
    FORM_FILL(r, signup, &s.in);
    const char *name = canonical(r, s.in.username), *zone = s.in.zone, *password = s.in.password;
    if (!*name)
        request_problem(r, "username",
                        "Please use 3 to 32 of: letters a to z, digits, dot, dash, underscore.");
    if (*zone && !clock_zone_known(zone))
        request_problem(r, "zone",
                        "This time zone is not known. Write it like Europe/Berlin, or leave it as UTC.");
    if (!account_password_fits(r, "password", password, name) || r->problems_n)
        return ERR_INPUT;
    char *phc;
    enum err e = password_hash(r->arena, account_cost(r), password, &phc);
    if (e != OK)
        return e;
    s.user = (struct user){.login_name = name,
                           .name = s.in.name,
                           .role = "",
                           .zone = text_or(zone, "UTC"),
                           .password = phc,
                           .created = clock_now()};
    s.user.id = r->form.id; /* sent twice is one account */
    if ((e = keyring_blind_name(r->site->keys, name, s.blind)) != OK)
        return e;
    if ((e = account_make_codes(r, password, &s.codes)) != OK)
        return e;
    if ((e = account_login_begin(&s.login)) != OK)
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
    account_login_give(r, &s.login);
    remember_browser(r, name);
    r->user = arena_bytes(r->arena, &s.user, sizeof s.user);
    json *view = account_codes_view(r, &s.codes);
    json_put_text(r->arena, view, "user_id", id_text(r->arena, s.user.id));
    json_put_text(r->arena, view, "username", name);
    json_put_bool(r->arena, view, "first", true);
    return reply_page(r, "codes", "Your recovery codes", view);
}

/* ---- logging in ---- */

enum err page_account_login_form_show(struct request *r)
{
    struct form_login in = {0};
    json *view = json_new_object(r->arena);
    if (!FORM_FILL(r, login_page, &in))
        FORM_FILL(r, login, &in);
    FORM_BOXES(r, view, login, NULL);
    json_put_text(r->arena, view, "next", r->next);
    json_put_bool(r->arena, view, "kept", in.kept);
    return reply_page(r, "login", "Log in", view);
}

struct logging_in {
    const struct request *r;
    struct account_login login;
    const char *password; /* to be hashed anew because its hash was made with less; else NULL */
};

/* An earlier login of theirs that this browser still had ends. */
static enum err log_in(struct work *w, void *ctx)
{
    const struct logging_in *l = ctx;
    enum err e = OK;
    if (l->password) {
        struct user *u;
        if ((e = user_read(w, &u)) != OK)
            return e;
        if (!u)
            return ERR_NOT_FOUND;
        u->password = l->password;
        if ((e = user_update(w, u)) != OK)
            return e;
    }
    if (l->r->login_cookie && (e = login_end_token(w, l->r->token_hash)) != OK)
        return e;
    return account_login_save(w, l->r, &l->login);
}

/* What was written on a page of this person's last login here, which has ended, can still be sent: its forms
 * are bound to that login, which becomes the cookie from before this one. Not where the browser logged in
 * under another name last: what stands on those pages is somebody else's. */
static void keep_forms(struct request *r, const char *name)
{
    if (!r->login_cookie)
        return;
    if (token_known_holds(r->site->keys, name, r->known))
        reply_set_pre_login(r, r->login_cookie);
    else
        reply_clear_pre_login(r);
}

/* The user whose name and password these are; ERR_INPUT with one and the same message when they are not,
 * however they fail. */
static enum err find_by_password(struct request *r, const struct throttle *tries, const char *name,
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
    if ((e = throttle_failed(r, tries)) != OK)
        return e;
    request_problem(r, "password", "This user name and password do not go together. Please try again.");
    return ERR_INPUT;
}

enum err page_account_login_show(struct request *r)
{
    struct logging_in l = {.r = r};
    struct throttle tries;
    struct user_found found;
    int64_t wait;
    struct form_login in = {0};
    FORM_FILL(r, login, &in);
    const char *name = canonical(r, in.username), *password = in.password;
    enum err e = throttle_of(r, "name", name, &tries);
    if (e == OK)
        e = throttle_wait(r, &tries, &wait);
    if (e != OK)
        return e;
    if (wait > 0)
        return throttle_refuse(r, wait);
    if ((e = find_by_password(r, &tries, name, password, &found)) != OK)
        return e;
    char *phc;
    if (password_is_weak(account_cost(r), found.password) &&
        password_hash(r->arena, account_cost(r), password, &phc) == OK)
        l.password = phc;
    if ((e = account_login_begin(&l.login)) != OK)
        return e;
    if ((e = db_transact(r->site->db, r->arena, found.id, log_in, &l)) != OK)
        return e;
    if ((e = throttle_clear(r, &tries)) != OK)
        return e;
    log_event(LOG_INFO, "logged_in", LOG_ID("user", found.id));
    struct id review; /* asked for on log-in, done by the batch; without a plan there is nothing to review */
    e = daily_review_queue(&r->site->coach, r->arena, found.id, &review);
    if (e != OK && e != ERR_NOT_FOUND)
        log_event(LOG_WARN, "review_not_queued", LOG_ID("user", found.id), LOG_WORD("class", err_name(e)));
    keep_forms(r, name);
    account_login_give(r, &l.login);
    remember_browser(r, name);
    json *view = json_new_object(r->arena);
    json_put_text(r->arena, view, "user_id", id_text(r->arena, found.id));
    json_put_text(r->arena, view, "username", name);
    return reply_done(r, r->next, 200, view);
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
    reply_clear_pre_login(r);
    reply_header(r, "Clear-Site-Data", "\"cache\", \"storage\"");
    return reply_done(r, "/", 200, json_new_object(r->arena));
}

/* ---- a forgotten password ---- */

enum err page_account_recover_form_show(struct request *r)
{
    json *view = json_new_object(r->arena);
    FORM_BOXES(r, view, recover, NULL);
    json_put_int(r->arena, view, "min_length", conf_int(r->site->conf, "password.min_length"));
    return reply_page(r, "recover", "Set a new password", view);
}

struct recovering {
    const struct request *r;
    struct form form;
    const char *typed; /* the new password, and its hash: */
    uint8_t code[TOKEN_HASH_BYTES];
    const char *password;
    bool spent;
};

/* The same form again, its reply having been lost: it did what it asks for if it brings the password that it
 * set. With another one its code is one that was used before. */
static enum err recovered_already(struct work *w, struct recovering *recovering)
{
    struct user *u;
    const enum err e = user_read(w, &u);
    if (e == OK && u)
        recovering->spent = password_matches(account_cost(recovering->r), u->password, recovering->typed);
    return e;
}

static enum err recover(struct work *w, void *ctx)
{
    struct recovering *k = ctx;
    const char *done;
    k->spent = false;
    enum err e = idempotency_begin(w, k->form, "recover", &done);
    if (e != OK)
        return e;
    if (done)
        return recovered_already(w, k);
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
    return idempotency_finish(w, k->form.id, "/login");
}

/* Spends the code of a user who may not exist; k->spent says whether it was one of theirs. */
static enum err try_code(struct request *r, const char *name, const char *code, struct recovering *recovering)
{
    uint8_t blind[BLIND_BYTES];
    struct user_found found = {0};
    enum err e = keyring_blind_name(r->site->keys, name, blind);
    if (e == OK)
        e = user_find(r->site->db, r->arena, blind, &found);
    if (e != OK || id_none(found.id) || token_recovery_hash(code, recovering->code) != OK)
        return e;
    e = db_transact(r->site->db, r->arena, found.id, recover, recovering);
    if (e == ERR_INPUT) /* not one of theirs */
        return OK;
    return e;
}

enum err page_account_recover_show(struct request *r)
{
    struct recovering k = {.r = r, .form = r->form};
    struct throttle tries;
    int64_t wait;
    char *phc;
    struct form_recover in = {0};
    FORM_FILL(r, recover, &in);
    const char *name = canonical(r, in.username);
    if (!account_password_fits(r, "password", in.password, name))
        return ERR_INPUT;
    enum err e = throttle_of(r, "recover", name, &tries);
    if (e == OK)
        e = throttle_wait(r, &tries, &wait);
    if (e != OK)
        return e;
    if (wait > 0)
        return throttle_refuse(r, wait);
    if ((e = password_hash(r->arena, account_cost(r), in.password, &phc)) != OK)
        return e;
    k.typed = in.password;
    k.password = phc;
    if ((e = try_code(r, name, in.code, &k)) != OK)
        return e;
    if (!k.spent) {
        if ((e = throttle_failed(r, &tries)) != OK)
            return e;
        request_problem(r, "code",
                        "This user name and code do not go together, or the code was used before.");
        return ERR_INPUT;
    }
    struct throttle door; /* whoever tried to guess the old password need not be waited for */
    if ((e = throttle_clear(r, &tries)) != OK)
        return e;
    if ((e = throttle_of(r, "name", name, &door)) != OK)
        return e;
    if ((e = throttle_clear(r, &door)) != OK)
        return e;
    log_event(LOG_INFO, "recovered", LOG_WORD("outcome", "ok"));
    return reply_done(r, "/login", 200, json_new_object(r->arena));
}
