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

const char *show_coach_instead(struct arena *a, const struct exchange *x)
{
    static const struct {
        const char *why, *sentence;
    } known[] = {
        {"budget_user",
         "Your share of today's budget for outside coaches is used up, so the built-in coach took over. "
         "It begins anew at midnight UTC."},
        {"budget_site",
         "This site's budget for outside coaches is used up for today, so the built-in coach took "
         "over. It begins anew at midnight UTC."},
        {"rate", "That was a lot within one minute, so the built-in coach took over."},
        {"kept", "The very same was answered within the last day: that answer was taken again, and nothing "
                 "was sent."},
    };
    if (!x || text_blank(x->instead))
        return "";
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_equal(known[i].why, x->instead))
            return known[i].sentence;
    return arena_printf(a, "Who was asked first gave no answer that holds (%s), so the next one took over.",
                        x->instead);
}
