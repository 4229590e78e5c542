#include "web/account.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

struct password_cost account_cost(const struct request *r)
{
    return (struct password_cost){.memory_kib = (uint32_t)conf_int(r->site->conf, "password.memory_kib"),
                                  .passes = (uint32_t)conf_int(r->site->conf, "password.passes")};
}

static int by_text(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
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
    else if (bsearch(&folded, r->site->blocked, r->site->blocked_n, sizeof *r->site->blocked, by_text))
        message =
            "This password is among the most common ones, which are tried first. Please choose another.";
    if (!message)
        return true;
    request_problem(r, field, message);
    return false;
}

/* ---- recovery codes ---- */

enum err account_make_codes(const struct request *r, const char *password, struct account_codes *c)
{
    for (int i = 0; i < ACCOUNT_CODES; i++) {
        const char *what = arena_printf(r->arena, "%s %d %s", id_text(r->arena, r->form), i, password);
        enum err e = token_recovery_of(r->site->keys, what, c->text[i]);
        if (e == OK)
            e = token_recovery_hash(c->text[i], c->hash[i]);
        if (e != OK)
            return e;
    }
    return OK;
}

json *account_codes_view(struct request *r, const struct account_codes *c)
{
    json *view = json_new_object(r->arena), *codes = json_new_array(r->arena);
    for (int i = 0; i < ACCOUNT_CODES; i++)
        json_add_text(r->arena, codes, c->text[i]);
    json_put(r->arena, view, "codes", codes);
    return view;
}
