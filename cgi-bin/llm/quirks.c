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

struct quirks *quirks_of(struct quirk_list *l, const char *model)
{
    for (size_t i = 0; i < l->n; i++)
        if (text_equal(l->models[i].model, model))
            return &l->models[i];
    if (l->n == QUIRKS_MOST)
        memmove(&l->models[0], &l->models[1], --l->n * sizeof l->models[0]);
    struct quirks *h = &l->models[l->n++];
    *h = (struct quirks){.form = l->first};
    memcpy(h->model, model, strnlen(model, sizeof h->model - 1));
    return h;
}

bool quirks_learn(const struct quirk_list *l, struct quirks *h, const struct lesson *lessons, size_t n,
                  const enum form next[], unsigned used, const char *complaint)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned without = lessons[i].without;
        if (!strcasestr(complaint, lessons[i].word))
            continue;
        if (without && (!(used & without) || (h->without & without)))
            continue;
        if (!without && next[h->form] == h->form)
            continue;
        if (without)
            h->without |= without;
        else
            h->form = next[h->form];
        log_event(LOG_WARN, "model_learnt", LOG_WORD("provider", l->provider),
                  LOG_WORD("from", lessons[i].word), LOG_WORD("form", form_name(h->form)),
                  LOG_INT("without", h->without));
        return true;
    }
    return false;
}

void quirks_unheld(const struct quirk_list *l, struct quirks *h, const enum form next[])
{
    if (next[h->form] == h->form)
        return;
    h->form = next[h->form];
    log_event(LOG_WARN, "model_learnt", LOG_WORD("provider", l->provider), LOG_WORD("from", "no document"),
              LOG_WORD("form", form_name(h->form)), LOG_INT("without", h->without));
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
