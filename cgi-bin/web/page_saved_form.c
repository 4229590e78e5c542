#include "store/idempotency.h"
#include "store/saved_form.h"
#include "web/forms.h"
#include "web/input.h"
#include "web/page.h"
#include "web/reply.h"
#include "web/show_sent.h"
#include <string.h>

/* What was kept when a login ran out (relogin.c): to be sent after all, or thrown away. */

struct saved_forms_page {
    struct saved_form *kept;
    size_t kept_n;
};

void page_saved_form_all_want(struct request *r)
{
    struct saved_forms_page *p = request_model(r, sizeof *p);
    saved_form_want_all(r->work, &p->kept, &p->kept_n);
}

/* The form as it was sent: long texts to be read and changed. */
static json *saved_form_view(struct request *r, const struct saved_form *form)
{
    struct arena *a = r->arena;
    struct inputs in = {0};
    json *one = json_new_object(a);
    if (input_form(a, form->form, strlen(form->form), &in) != OK)
        in.n = 0;
    json_put_text(a, one, "parked_id", id_text(a, form->id));
    json_put_text(a, one, "path", form->path);
    json_put_text(a, one, "at", clock_moment(a, form->at, r->user->zone));
    json *sent = show_sent(r, &in, NULL);
    if (!r->json_out)
        json_put_bool(a, one, "has_words", show_sent_words(sent));
    json_put(a, one, "fields", sent);
    return one;
}

enum err page_saved_form_all_show(struct request *r)
{
    const struct saved_forms_page *p = r->model;
    json *view = json_new_object(r->arena), *list = json_new_array(r->arena);
    for (size_t i = 0; i < p->kept_n; i++)
        json_add(r->arena, list, saved_form_view(r, &p->kept[i]));
    json_put(r->arena, view, "kept", list);
    return reply_page(r, "parked", "Kept for you", view);
}

static enum err drop(struct work *w, void *ctx)
{
    const struct request *r = ctx;
    const char *done;
    struct form_drop in = {0};
    FORM_FILL(r, drop, &in);
    enum err e = idempotency_begin(w, r->form, "drop", &done);
    if (e != OK || done)
        return e;
    if ((e = saved_form_drop(w, in.id)) != OK)
        return e;
    return idempotency_finish(w, r->form.id, "/parked");
}

enum err page_saved_form_drop_show(struct request *r)
{
    const enum err e = db_transact(r->site->db, r->arena, r->user->id, drop, r);
    if (e != OK)
        return e;
    return reply_done(r, "/parked", 200, json_new_object(r->arena));
}
