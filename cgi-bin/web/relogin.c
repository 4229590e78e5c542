#include "web/relogin.h"
#include "base/log.h"
#include "base/text.h"
#include "store/login.h"
#include "store/saved_form.h"
#include "web/input.h"
#include "web/reply.h"
#include <string.h>

/* A login that ran out while somebody was writing: what they wrote is kept for them. */

struct parking {
    struct request *r;
    struct id id;
    const char *form;
};

static enum err park(struct work *w, void *ctx)
{
    const struct parking *p = ctx;
    return saved_form_add(w, p->id, p->r->path, p->form);
}

/* What belongs to the form itself, and what is never kept: secrets. */
static bool is_typed(const struct input *in)
{
    static const char *const apart[] = {"token", "form", "parked", "current"};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (text_equal(in->name, apart[i]))
            return false;
    return in->kind == INPUT_FORM && !strstr(in->name, "password");
}

/* Did a person write something, or was it a button? */
static bool holds_words(const struct request *r)
{
    struct id id;
    for (size_t i = 0; i < r->inputs->n; i++) {
        const struct input *in = &r->inputs->list[i];
        if (is_typed(in) && !text_blank(in->value) && id_parse(in->value, &id) != OK)
            return true;
    }
    return false;
}

static char *encoded_form(const struct request *r)
{
    struct buf b = buf_new(r->arena, 1024 * 1024);
    for (size_t i = 0; i < r->inputs->n; i++) {
        const struct input *in = &r->inputs->list[i];
        if (is_typed(in) || text_equal(in->name, "form"))
            buf_printf(&b, "%s%s=%s", text_if(b.len > 0, "&"), in->name,
                       input_encode(r->arena, text_mend(r->arena, in->value, in->n)));
    }
    if (buf_status(&b) != OK)
        return NULL;
    return b.data;
}

/* Keeps the form for the user whose login it was, if the form really came from that login's page. */
static bool park_form(struct request *r, bool token_held)
{
    struct id user;
    struct parking p = {.r = r, .id = r->form.id, .form = encoded_form(r)}; /* sent twice it is kept once */
    if (!r->login_cookie || !token_held || !p.form || r->json_in)
        return false;
    if (login_expired_user(r->site->db, r->arena, r->token_hash, &user) != OK || id_none(user))
        return false;
    const bool kept = db_transact(r->site->db, r->arena, user, park, &p) == OK;
    log_event(LOG_INFO, "parked", LOG_ID("user", user), LOG_WORD("outcome", kept ? "ok" : "failed"));
    return kept;
}

enum err relogin_ask(struct request *r, bool token_held)
{
    if (r->json_out)
        return ERR_LOGIN;
    if (request_is_get(r)) {
        const char *next = arena_printf(r->arena, "/login?next=%s", input_encode(r->arena, r->path));
        return reply_done(r, next, 303, NULL);
    }
    if (!holds_words(r))
        return reply_done(r, "/login", 303, NULL);
    if (park_form(r, token_held))
        return reply_done(r, "/login?kept=1&next=%2Fparked", 303, NULL);
    return ERR_LOGIN; /* it can't be told whose it is: the page gives it back */
}

static enum err drop(struct work *w, void *ctx)
{
    const struct id *kept = ctx;
    return saved_form_drop(w, *kept);
}

void relogin_sent(struct request *r, const char *parked)
{
    struct id kept;
    if (!*parked || !r->user || reply_status(r) >= 400 || id_parse(parked, &kept) != OK)
        return;
    const enum err e = db_transact(r->site->db, r->arena, r->user->id, drop, &kept);
    if (e != OK && e != ERR_NOT_FOUND)
        log_event(LOG_WARN, "parked_not_dropped", LOG_ID("user", r->user->id),
                  LOG_WORD("class", err_name(e)));
}
