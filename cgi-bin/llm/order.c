#include "llm/order.h"
#include "base/text.h"
#include <string.h>

static const struct provider *named(const struct order_providers *providers, const char *name)
{
    for (size_t i = 0; i < providers->n; i++)
        if (text_equal(providers->list[i]->name, name))
            return providers->list[i];
    return NULL;
}

size_t order_read(const struct order_providers *providers, struct arena *a, const char *order,
                  struct order_step out[ORDER_MOST], const char **stranger)
{
    size_t n = 0;
    for (const char *p = order; *p && n < ORDER_MOST;) {
        const size_t len = strcspn(p, ",");
        const char *entry = text_trim(a, arena_text(a, p, len));
        const char *colon = strchr(entry, ':'), *name = entry, *model = "";
        if (colon) {
            name = arena_text(a, entry, (size_t)(colon - entry));
            model = colon + 1;
        }
        const struct provider *provider = named(providers, name);
        if (provider)
            out[n++] = (struct order_step){.provider = provider, .model = model, .server = entry};
        else if (stranger)
            *stranger = name;
        p += len + (p[len] == ',');
    }
    return n;
}

static size_t entries(const char *order)
{
    size_t n = 1;
    for (const char *p = order; *p; p++)
        n += *p == ',';
    return n;
}

enum err order_fit(const struct order_providers *providers, struct arena *life, const char *order,
                   const char *place, const char **why)
{
    struct order_step steps[ORDER_MOST];
    const char *stranger = NULL;
    if (entries(order) > ORDER_MOST) {
        *why = arena_printf(life, "%s: an order of models may name at most %d", place, ORDER_MOST);
        return ERR_CONFIG;
    }
    order_read(providers, life, order, steps, &stranger);
    if (!stranger)
        return OK;
    *why = arena_printf(
        life, "%s: the order names “%s”, which is not set up: no [server %s], nor a url or key_file", place,
        stranger, stranger);
    return ERR_CONFIG;
}
