#include "builtin/builtin.h"
#include "base/text.h"
#include "builtin/builtin_fit.h"
#include "builtin/builtin_modes.h"
#include <string.h>

/* THE table: mode -> who answers it. */
static const struct {
    const char *mode;
    builtin_mode answer;
} modes[] = {
    {"plan_chat", builtin_chat},
    {"suggest_plan", builtin_plan},
    {"suggest_plan_changes", builtin_follow_changes},
    {"generate_questions", builtin_questions},
    {"evaluate_answer", builtin_mark},
    {"build_story", builtin_story},
    {"reconcile_session", builtin_reconcile},
    {"daily_review", builtin_follow_review},
};

/* Those that answer in prose, with words of a person in it, which may be of any length. (A mark quotes letter
 * for letter.) */
static const char *const in_prose[] = {"plan_chat", "suggest_plan", "suggest_plan_changes", "daily_review"};

static enum err answer(const struct provider *self, struct arena *a, const struct provider_request *request,
                       struct provider_reply *out)
{
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (!text_equal(modes[i].mode, request->mode))
            continue;
        const json *doc = modes[i].answer(self->state, a, request->input);
        if (text_among(in_prose, sizeof in_prose / sizeof *in_prose, request->mode))
            doc = builtin_fit(a, request->schema, doc);
        const char *reply = json_get_text(doc, "reply", "");
        *out = (struct provider_reply){.text = json_write(a, doc), .model = "builtin-1"};
        out->shown = request->on_text && *reply;
        if (out->shown)
            request->on_text(request->ctx, reply, strlen(reply));
        return OK;
    }
    return ERR_PROVIDER;
}

enum err builtin_read(struct arena *life, const char *folder, struct builtin **out, const char **why)
{
    struct builtin *coach = arena_alloc(life, sizeof *coach);
    struct library *library;
    struct marker *marker;
    enum err e = library_read(life, folder, &library, why);
    if (e == OK)
        e = marker_read(life, folder, library, &marker, why);
    if (e != OK)
        return e;
    *coach = (struct builtin){.library = library, .marker = marker};
    *out = coach;
    return OK;
}

struct provider builtin_provider(const struct builtin *coach)
{
    return (struct provider){.name = "builtin", .answer = answer, .state = (void *)coach};
}
