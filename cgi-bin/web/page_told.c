#include "base/text.h"
#include "coach/intake_told.h"
#include "store/context.h"
#include "web/forms.h"
#include "web/page.h"
#include "web/reply.h"

/* All that was told, newest first: each text can be corrected or deleted, and what was heard in it goes with
 * it. */

struct told_page {
    struct context *all;
    size_t n;
};

void page_told_want(struct request *r)
{
    struct told_page *page = request_model(r, sizeof *page);
    context_want_all(r->work, &page->all, &page->n);
}

static json *told_view(struct request *r, const struct context *told)
{
    struct arena *a = r->arena;
    json *one = json_new_object(a);
    const bool given_back = r->fields == forms_told && r->problems_n > 0 && id_equal(told->id, r->path_id[0]);
    json_put_text(a, one, "told_id", id_text(a, told->id));
    json_put_text(a, one, "text", told->text);
    json_put_bool(a, one, "material", told->material);
    json_put_text(a, one, "at", clock_rfc3339(a, told->added));
    if (r->json_out)
        return one;
    json_put_text(a, one, "said_text", told->text);
    json_put_text(a, one, "at_text", clock_moment(a, told->added, r->user->zone));
    json_put_bool(a, one, "editing", given_back);
    json_put_text(a, one, "text_problem", "");
    if (given_back)
        fields_give_back(r, one, forms_told);
    return one;
}

enum err page_told_show(struct request *r)
{
    const struct told_page *page = r->model;
    json *view = json_new_object(r->arena), *list = json_new_array(r->arena);
    for (size_t i = page->n; i > 0; i--)
        json_add(r->arena, list, told_view(r, &page->all[i - 1]));
    json_put(r->arena, view, "told", list);
    return reply_page(r, "told", "All that you told", view);
}

static enum err change(struct request *r, const char *text)
{
    const enum err e =
        intake_told_change(&r->site->coach, r->arena, r->user->id, r->form, r->path_id[0], text);
    if (e != OK)
        return e;
    json *view =
        json_put_text(r->arena, json_new_object(r->arena), "told_id", id_text(r->arena, r->path_id[0]));
    return reply_done(r, "/told", 200, json_put_bool(r->arena, view, "deleted", text == NULL));
}

enum err page_told_correct_show(struct request *r)
{
    struct form_told in = {0};
    FORM_FILL(r, told, &in);
    return change(r, in.text);
}

enum err page_told_delete_show(struct request *r)
{
    return change(r, NULL);
}
