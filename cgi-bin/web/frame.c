#include "web/frame.h"
#include "base/text.h"
#include "crypto/token.h"
#include "web/show_coach.h"
#include <string.h>

/* Which part of the navigation stands out on which pages. */
static const struct {
    const char *prefix, *flag;
} sections[] = {
    {"/plan", "at_plan"},         {"/proposal", "at_plan"},   {"/chat", "at_plan"},
    {"/study", "at_study"},       {"/session", "at_study"},   {"/attempt", "at_study"},
    {"/stor", "at_stories"},      {"/notes", "at_notes"},     {"/review", "at_review"},
    {"/settings", "at_settings"}, {"/parked", "at_settings"},
};

/* The id of a field's box: its name, where the view has no `NAME_box`. */
static const char *box_of(struct arena *a, const json *view, const char *field)
{
    return json_get_text(view, arena_printf(a, "%s_box", field), field);
}

/* A form's token, and its own id: one that is given back keeps it, and sent again it is the same thing. */
static void put_form(struct request *r, json *view)
{
    struct arena *a = r->arena;
    char *token = "";
    struct id form;
    if (r->has_token && token_form(a, r->site->keys, r->token_hash, &token) == OK)
        json_put_text(a, view, "token", token);
    if (!json_get(view, "form") && r->problems_n && id_parse(r->form_sent, &form) == OK)
        json_put_text(a, view, "form", r->form_sent);
    if (!json_get(view, "form") && id_new(&form) == OK)
        json_put_text(a, view, "form", id_text(a, form));
}

static void put_problems(struct request *r, json *view)
{
    struct arena *a = r->arena;
    json *problems = json_new_array(a);
    const bool has_boxes = !json_get(view, "what"); /* a fault's page has none to lead to */
    for (size_t i = 0; i < r->problems_n; i++) {
        json *one = json_new_object(a);
        json_put_text(a, one, "field", text_if(has_boxes, box_of(a, view, r->problems[i].field)));
        json_put_text(a, one, "message", r->problems[i].message);
        json_add(a, problems, one);
    }
    json_put(a, view, "problems", problems);
    json_put_bool(a, view, "has_problems", r->problems_n > 0);
    json_put_bool(a, view, "not_saved", r->conflict);
}

void frame_put(struct request *r, const char *title, json *view)
{
    struct arena *a = r->arena;
    json_put_text(a, view, "title", title);
    json_put_text(a, view, "site", r->site->name);
    json_put_text(a, view, "style", r->site->style);
    json_put_text(a, view, "request_id", r->id);
    json_put_bool(a, view, "logged_in", r->user != NULL);
    if (r->user)
        json_put_text(a, view, "called", text_or(r->user->name, r->user->login_name));
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (strncmp(r->path, sections[i].prefix, strlen(sections[i].prefix)) == 0)
            json_put_bool(a, view, sections[i].flag, true);
    put_form(r, view);
    put_problems(r, view);
    json_put_text(a, view, "trouble_text", show_coach_trouble(r->trouble.why));
}
