#include "base/log.h"
#include "base/text.h"
#include "store/call.h"
#include "store/export.h"
#include "store/facts.h"
#include "store/idempotency.h"
#include "store/login.h"
#include "web/account.h"
#include "web/forms.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show_coach.h"

/* ---- the page ---- */

struct settings_page {
    struct login *logins;
    size_t logins_n;
    int64_t codes_left;
    struct call_sums calls; /* of the last day */
    struct call_load load;  /* since midnight UTC */
};

void page_settings_main_want(struct request *r)
{
    const clock_time today = clock_now() - 86400;
    struct settings_page *p = request_model(r, sizeof *p);
    login_want_all(r->work, r->token_hash, &p->logins, &p->logins_n);
    login_want_codes_left(r->work, &p->codes_left);
    call_want_today(r->work, today, &p->calls);
    call_want_load(r->work, clock_now() / 86400 * 86400, clock_now(), conf_inside(r->site->coach.conf),
                   &p->load);
}

static json *logins_view(struct request *r, const struct login *all, size_t n)
{
    struct arena *a = r->arena;
    json *list = json_new_array(a);
    for (size_t i = 0; i < n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "login_id", id_text(a, all[i].id));
        json_put_text(a, one, "where", all[i].where);
        json_put_text(a, one, "since", clock_moment(a, all[i].created, r->user->zone));
        json_put_text(a, one, "last_used", clock_moment(a, all[i].last_used, r->user->zone));
        json_put_bool(a, one, "current", all[i].current);
        json_add(a, list, one);
    }
    return list;
}

/* Four forms ask for the current password: each has a box of its own, and what is wrong with it stands beside
 * the one that was sent. */
static void put_confirm(struct request *r, json *view)
{
    static const struct {
        const char *path, *name, *box;
    } forms[] = {{"/settings/password", "confirm_password", "p-current"},
                 {"/settings/codes", "confirm_codes", "c-current"},
                 {"/settings/export", "confirm_export", "e-current"},
                 {"/settings/delete", "confirm_delete", "d-current"}};
    struct arena *a = r->arena;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        json *one = json_put_text(a, json_new_object(a), "current_problem", "");
        if (text_equal(r->path, forms[i].path)) {
            fields_give_back(r, one, forms_current);
            json_put_text(a, view, "current_box", forms[i].box);
        }
        json_put(a, view, forms[i].name, json_put_text(a, one, "box", forms[i].box));
    }
}

static const char *with_commas(struct arena *a, int64_t n)
{
    if (n < 1000)
        return arena_printf(a, "%lld", (long long)n);
    return arena_printf(a, "%s,%03lld", with_commas(a, n / 1000), (long long)(n % 1000));
}

/* How much of today's share of outside models is used; "" where there is nothing to limit. */
static const char *budget_text(struct request *r)
{
    const int64_t limit = conf_int(r->site->conf, "budget.user_tokens");
    const struct settings_page *p = r->model;
    if (text_blank(r->site->coach.outside) || limit == 0)
        return "";
    return arena_printf(r->arena,
                        "%s of %s tokens of your share of outside coaches are used since midnight UTC.",
                        with_commas(r->arena, p->load.tokens), with_commas(r->arena, limit));
}

enum err page_settings_main_show(struct request *r)
{
    struct arena *a = r->arena;
    const struct settings_page *p = r->model;
    json *view = json_new_object(a);
    FORM_SHOW(a, view, profile, r->user);
    fields_give_back(r, view, forms_profile);
    if (!r->json_out) {
        put_confirm(r, view);
        json_put_bool(a, view, "one_call", p->calls.calls == 1);
    }
    FORM_BOXES(r, view, password, NULL);
    FORM_BOXES(r, view, delete, NULL);
    json_put_text(a, view, "username", r->user->login_name);
    json_put_bool(a, view, "builtin_only", r->user->builtin_only);
    json_put(a, view, "chosen", show_coach_chosen(r));
    json_put_text(a, view, "budget_text", budget_text(r));
    json_put(a, view, "logins", logins_view(r, p->logins, p->logins_n));
    json_put_int(a, view, "codes_left", p->codes_left);
    json_put_int(a, view, "calls_today", p->calls.calls);
    json_put_text(
        a, view, "tokens_today",
        arena_printf(a, "%lld in, %lld out", (long long)p->calls.tokens_in, (long long)p->calls.tokens_out));
    json_put_int(a, view, "min_length", conf_int(r->site->conf, "password.min_length"));
    return reply_page(r, "settings", "Settings", view);
}

/* Does what a form asks for, and goes on to a page. */
static enum err do_and_go(struct request *r, enum err (*what)(struct work *w, void *ctx),
                          const char *location)
{
    const enum err e = db_transact(r->site->db, r->arena, r->user->id, what, r);
    if (e != OK)
        return e;
    return reply_done(r, location, 200, json_new_object(r->arena));
}

/* ---- profile ---- */

static enum err save_profile(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    struct user *u;
    struct facts *f;
    enum err e = user_read(w, &u);
    if (e != OK)
        return e;
    if ((e = facts_read(w, &f)) != OK)
        return e;
    const char *zone = u->zone;
    FORM_FILL(r, profile, u);
    if (text_blank(u->zone)) /* one there must be */
        u->zone = zone;
    if (!text_equal(f->role, u->role))
        facts_set_source(f, FACT_ROLE, FACTS_BY_HAND, false);
    f->role = u->role;
    if ((e = user_update(w, u)) != OK)
        return e;
    return facts_save(w, f);
}

enum err page_settings_profile_show(struct request *r)
{
    struct user typed = {0};
    FORM_FILL(r, profile, &typed);
    if (!text_blank(typed.zone) && !clock_zone_known(typed.zone)) {
        request_problem(r, "zone",
                        "This time zone is not known. Write it like Europe/Berlin, or leave it as UTC.");
        return ERR_INPUT;
    }
    return do_and_go(r, save_profile, "/settings");
}

/* ---- who may be asked ---- */

static enum err save_coach(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    struct user *u;
    struct form_coach in = {0};
    FORM_FILL(r, coach, &in);
    const enum err e = user_read(w, &u);
    if (e != OK)
        return e;
    u->builtin_only = text_equal(in.coach, "builtin");
    u->agreed = text_if(!u->builtin_only, r->site->coach.outside);
    return user_update(w, u);
}

enum err page_settings_coach_show(struct request *r)
{
    return do_and_go(r, save_coach, "/");
}

/* ---- what needs the password again ---- */

/* Is `current` their password? If not, the problem stands there. Failures are slowed down as at the door. */
static enum err confirm(struct request *r, const char *current)
{
    uint8_t bucket[BLIND_BYTES];
    int64_t wait;
    enum err e = keyring_blind_throttle(
        r->site->keys, arena_printf(r->arena, "again %s", id_text(r->arena, r->user->id)), bucket);
    if (e == OK)
        e = login_throttle_wait(r->site->db, r->arena, bucket, &wait);
    if (e != OK)
        return e;
    if (wait > 0) {
        request_problem(
            r, "current",
            arena_printf(r->arena, "There were too many failed tries. Wait %s.", clock_span(r->arena, wait)));
        return ERR_INPUT;
    }
    if (password_matches(account_cost(r), r->user->password, current))
        return OK;
    log_event(LOG_WARN, "confirm_failed", LOG_ID("user", r->user->id));
    if ((e = login_throttle_failed(r->site->db, r->arena, bucket,
                                   conf_int(r->site->conf, "login.free_failures"), LOGIN_FAILURES_MOST)) !=
        OK)
        return e;
    request_problem(r, "current", "This is not your current password.");
    return ERR_INPUT;
}

struct changing {
    const struct request *r;
    const char *phc;
    struct account_login login;
};

static enum err change_password(struct work *w, void *ctx)
{
    const struct changing *c = ctx;
    struct user *u;
    enum err e = user_read(w, &u);
    if (e != OK)
        return e;
    u->password = c->phc;
    if ((e = user_update(w, u)) != OK)
        return e;
    if ((e = login_end_all(w, NULL)) != OK)
        return e;
    return account_login_save(w, c->r, &c->login);
}

enum err page_settings_password_show(struct request *r)
{
    char *phc;
    struct form_confirm in = {0};
    FORM_FILL(r, password, &in);
    enum err e = confirm(r, in.current);
    if (e != OK)
        return e;
    if (!account_password_fits(r, "password", in.password, r->user->login_name))
        return ERR_INPUT;
    if ((e = password_hash(r->arena, account_cost(r), in.password, &phc)) != OK)
        return e;
    struct changing c = {.r = r, .phc = phc};
    if ((e = account_login_begin(&c.login)) != OK)
        return e;
    if ((e = db_transact(r->site->db, r->arena, r->user->id, change_password, &c)) != OK)
        return e;
    log_event(LOG_INFO, "password_changed", LOG_ID("user", r->user->id));
    account_login_give(r, &c.login);
    return reply_done(r, "/settings", 200, json_new_object(r->arena));
}

struct new_codes {
    const struct request *r;
    struct account_codes codes;
};

/* Sent twice they are the same codes; those used since stay used. Another password makes others of the form:
 * those are not the ones that hold. */
static enum err save_codes(struct work *w, void *ctx)
{
    const struct new_codes *c = ctx;
    const struct form form = {.id = c->r->form.id, .content = c->codes.text[0]};
    const char *done;
    enum err e = idempotency_begin(w, form, "codes", &done);
    if (e != OK || done)
        return e;
    if ((e = login_save_codes(w, c->codes.hash, ACCOUNT_CODES)) != OK)
        return e;
    return idempotency_finish(w, form.id, "/settings");
}

enum err page_settings_codes_show(struct request *r)
{
    struct new_codes c = {.r = r};
    struct form_confirm in = {0};
    FORM_FILL(r, current, &in);
    enum err e = confirm(r, in.current);
    if (e != OK)
        return e;
    if ((e = account_make_codes(r, in.current, &c.codes)) != OK)
        return e;
    if ((e = db_transact(r->site->db, r->arena, r->user->id, save_codes, &c)) != OK)
        return e;
    return reply_page(r, "codes", "Your recovery codes", account_codes_view(r, &c.codes));
}

static enum err export_all(struct work *w, void *ctx)
{
    return export_user(w, ctx);
}

enum err page_settings_export_show(struct request *r)
{
    json *all = NULL;
    struct form_confirm in = {0};
    FORM_FILL(r, current, &in);
    enum err e = confirm(r, in.current);
    if (e != OK)
        return e;
    if ((e = db_transact(r->site->db, r->arena, r->user->id, export_all, &all)) != OK)
        return e;
    log_event(LOG_INFO, "exported", LOG_ID("user", r->user->id));
    return reply_file(r, "application/json", "greenroom.json", json_write_pretty(r->arena, all));
}

static enum err delete_all(struct work *w, void *ctx)
{
    (void)ctx;
    const enum err e = user_delete(w);
    if (e == ERR_NOT_FOUND) /* gone already: an earlier COMMIT went through without our hearing of it */
        return OK;
    return e;
}

enum err page_settings_delete_show(struct request *r)
{
    struct form_confirm in = {0};
    FORM_FILL(r, delete, &in);
    if (!text_equal(text_fold(r->arena, in.confirm), "delete"))
        request_problem(r, "confirm", "Please write the word delete, so that this can’t happen by mistake.");
    enum err e = confirm(r, in.current);
    if (e == OK && r->problems_n)
        e = ERR_INPUT;
    if (e != OK)
        return e;
    if ((e = db_transact(r->site->db, r->arena, r->user->id, delete_all, NULL)) != OK)
        return e;
    log_event(LOG_INFO, "account_deleted", LOG_ID("user", r->user->id));
    r->user = NULL;
    reply_clear_login(r);
    reply_clear_known(r);
    reply_header(r, "Clear-Site-Data", "\"cache\", \"storage\"");
    return reply_page(r, "deleted", "Your account is gone", json_new_object(r->arena));
}

/* ---- logins ---- */

static enum err end_one(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    const char *done;
    struct form_end_login in = {0};
    FORM_FILL(r, end_login, &in);
    enum err e = idempotency_begin(w, r->form, "end_login", &done);
    if (e != OK || done)
        return e;
    if ((e = login_end(w, in.login)) != OK)
        return e;
    return idempotency_finish(w, r->form.id, "/settings");
}

enum err page_settings_end_login_show(struct request *r)
{
    return do_and_go(r, end_one, "/settings");
}

static enum err end_others(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    return login_end_all(w, r->token_hash);
}

enum err page_settings_end_others_show(struct request *r)
{
    return do_and_go(r, end_others, "/settings");
}
