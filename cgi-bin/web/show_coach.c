#include "web/show_coach.h"
#include "base/text.h"
#include "coach/terms.h"

json *show_coach_choice(struct request *r)
{
    const struct coach *c = &r->site->coach;
    if (text_blank(c->outside) || r->user->builtin_only || terms_agreed(c, r->user))
        return NULL;
    return json_put_text(r->arena, json_new_object(r->arena), "servers", c->outside);
}

json *show_coach_chosen(struct request *r)
{
    const struct coach *c = &r->site->coach;
    if (text_blank(c->outside))
        return NULL;
    json *doc = json_put_text(r->arena, json_new_object(r->arena), "servers", c->outside);
    json_put_bool(r->arena, doc, "outside", terms_agreed(c, r->user));
    return json_put_bool(r->arena, doc, "builtin", !terms_agreed(c, r->user));
}

/* Why nobody else was asked. */
static const struct {
    const char *why, *sentence;
} unasked[] = {
    {"budget_user",
     "Your share of today's budget for outside coaches is used up, so the built-in coach took over. "
     "It begins anew at midnight UTC."},
    {"budget_site", "This site's budget for outside coaches is used up for today, so the built-in coach took "
                    "over. It begins anew at midnight UTC."},
    {"rate", "That was a lot within one minute, so the built-in coach took over."},
    {"kept", "The very same was answered within the last day: that answer was taken again, and nothing "
             "was sent."},
};

static const char *unasked_because(const struct exchange *x)
{
    for (size_t i = 0; i < sizeof unasked / sizeof *unasked; i++)
        if (text_equal(unasked[i].why, x->instead))
            return unasked[i].sentence;
    return NULL;
}

bool show_coach_in_vain(const struct exchange *x)
{
    return !text_blank(x->instead) && !unasked_because(x);
}

const char *show_coach_instead(struct arena *a, const struct exchange *x)
{
    if (!x || text_blank(x->instead))
        return "";
    const char *sentence = unasked_because(x);
    return sentence ? sentence
                    : arena_printf(
                          a, "Who was asked first gave no answer that holds (%s), so the next one took over.",
                          x->instead);
}
