#include "web/account.h"
#include "base/text.h"
#include "store/login.h"
#include "web/reply.h"
#include <string.h>

/* How long after its end a login's forms are still kept for its user (gr.login_owner). */
enum { PARK_DAYS = 7 };

struct password_cost account_cost(const struct request *r)
{
    return (struct password_cost){.memory_kib = (uint32_t)conf_int(r->site->conf, "password.memory_kib"),
                                  .passes = (uint32_t)conf_int(r->site->conf, "password.passes")};
}

/* Is it a line of the list? */
static bool is_blocked(const struct site *site, const char *password)
{
    const size_t n = strlen(password);
    const char *const end = site->blocked + site->blocked_n, *at = site->blocked;
    for (; n && at && (at = memmem(at, (size_t)(end - at), password, n)) != NULL; at++)
        if ((at == site->blocked || at[-1] == '\n') && (at + n == end || at[n] == '\n'))
            return true;
    return false;
}

bool account_password_fits(struct request *r, const char *field, const char *password, const char *name)
{
    const int64_t least = conf_int(r->site->conf, "password.min_length");
    const char *folded = text_fold(r->arena, password);
    const char *message = NULL;
    if ((int64_t)text_length(password) < least)
        message = arena_printf(
            r->arena, "Please choose at least %lld characters. A short sentence is easy to remember.",
            (long long)least);
    else if (*name && text_contains(folded, name))
        message = "Please choose a password that does not hold your user name.";
    else if (text_contains(folded, "greenroom"))
        message = "Please choose a password that does not hold the name of this site.";
    else if (is_blocked(r->site, folded))
        message =
            "This password is among the most common ones, which are tried first. Please choose another.";
    if (!message)
        return true;
    request_problem(r, field, message);
    return false;
}

/* ---- the login that begins ---- */

static const char *coarse_address(struct arena *a, const char *address)
{
    const char *last = strrchr(address, '.');
    if (!last)
        return "an IPv6 address";
    return arena_printf(a, "%.*s.x", (int)(last - address), address);
}

/* "Firefox on Linux, 192.0.2.x": enough to recognise it, no more. */
static const char *coarse_where(const struct request *r)
{
    static const char *const browsers[][2] = {
        {"Edg/", "Edge"},      {"OPR/", "Opera"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"},
        {"Safari/", "Safari"}, {"w3m/", "w3m"},   {"Lynx/", "Lynx"}};
    static const char *const systems[][2] = {{"Android", "Android"}, {"iPhone", "iPhone"},
                                             {"iPad", "iPad"},       {"Windows", "Windows"},
                                             {"Mac OS", "Mac"},      {"Linux", "Linux"}};
    const char *browser = "A program", *system = "";
    for (size_t i = sizeof browsers / sizeof *browsers; i-- > 0;)
        if (strstr(r->agent, browsers[i][0]))
            browser = browsers[i][1];
    for (size_t i = sizeof systems / sizeof *systems; i-- > 0;)
        if (strstr(r->agent, systems[i][0]))
            system = systems[i][1];
    return arena_printf(r->arena, "%s%s%s, %s", browser, text_if(*system, " on "), system,
                        coarse_address(r->arena, r->address));
}

enum err account_login_begin(struct account_login *login)
{
    enum err e = id_new(&login->id);
    if (e == OK)
        e = token_new(login->token);
    if (e == OK)
        e = token_hash(login->token, login->hash);
    return e;
}

enum err account_login_save(struct work *w, const struct request *r, const struct account_login *login)
{
    return login_create(w, login->id, login->hash, coarse_where(r),
                        conf_int(r->site->conf, "login.idle_minutes") * 60,
                        conf_int(r->site->conf, "login.absolute_days") * 86400);
}

void account_login_give(struct request *r, const struct account_login *login)
{
    reply_set_login(r, login->token, (conf_int(r->site->conf, "login.absolute_days") + PARK_DAYS) * 86400);
    memcpy(r->token_hash, login->hash, sizeof r->token_hash);
    r->has_token = true;
}

/* ---- recovery codes ---- */

enum err account_make_codes(const struct request *r, const char *password, struct account_codes *codes)
{
    for (int i = 0; i < ACCOUNT_CODES; i++) {
        const char *what = arena_printf(r->arena, "%s %d %s", id_text(r->arena, r->form.id), i, password);
        enum err e = token_recovery_of(r->site->keys, what, codes->text[i]);
        if (e == OK)
            e = token_recovery_hash(codes->text[i], codes->hash[i]);
        if (e != OK)
            return e;
    }
    return OK;
}

json *account_codes_view(struct request *r, const struct account_codes *account_codes)
{
    json *view = json_new_object(r->arena), *codes = json_new_array(r->arena);
    for (int i = 0; i < ACCOUNT_CODES; i++)
        json_add_text(r->arena, codes, account_codes->text[i]);
    json_put(r->arena, view, "codes", codes);
    return view;
}
