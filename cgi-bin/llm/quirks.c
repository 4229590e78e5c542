#include "llm/quirks.h"
#include "base/log.h"
#include "base/text.h"
#include <string.h>

static const char *const forms[] = {
    [FORM_SCHEMA] = "schema", [FORM_TOOL] = "tool", [FORM_OBJECT] = "object", [FORM_PLAIN] = "plain"};

static const char *form_name(enum form form)
{
    return forms[form];
}

struct quirks *quirks_of(struct quirk_list *list, const char *model)
{
    for (size_t i = 0; i < list->n; i++)
        if (text_equal(list->models[i].model, model))
            return &list->models[i];
    if (list->n == QUIRKS_MOST)
        memmove(&list->models[0], &list->models[1], --list->n * sizeof list->models[0]);
    struct quirks *h = &list->models[list->n++];
    *h = (struct quirks){.form = list->first};
    memcpy(h->model, model, strnlen(model, sizeof h->model - 1));
    return h;
}

bool quirks_learn(const struct quirk_list *list, struct quirks *quirks, const struct lesson *lessons,
                  size_t n, const enum form next[], unsigned used, const char *complaint)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned without = lessons[i].without;
        if (!strcasestr(complaint, lessons[i].word))
            continue;
        if (without && (!(used & without) || (quirks->without & without)))
            continue;
        if (!without && next[quirks->form] == quirks->form)
            continue;
        if (without)
            quirks->without |= without;
        else
            quirks->form = next[quirks->form];
        log_event(LOG_WARN, "model_learnt", LOG_WORD("provider", list->provider),
                  LOG_WORD("from", lessons[i].word), LOG_WORD("form", form_name(quirks->form)),
                  LOG_INT("without", quirks->without));
        return true;
    }
    return false;
}

void quirks_unheld(const struct quirk_list *list, struct quirks *quirks, const enum form next[])
{
    if (next[quirks->form] == quirks->form)
        return;
    quirks->form = next[quirks->form];
    log_event(LOG_WARN, "model_learnt", LOG_WORD("provider", list->provider), LOG_WORD("from", "no document"),
              LOG_WORD("form", form_name(quirks->form)), LOG_INT("without", quirks->without));
}

enum err quirks_form(const char *name, enum form automatic, enum form *out)
{
    *out = automatic;
    if (text_equal(name, "auto"))
        return OK;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (text_equal(forms[i], name)) {
            *out = (enum form)i;
            return OK;
        }
    return ERR_CONFIG;
}
