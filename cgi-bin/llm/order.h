#ifndef LLM_ORDER_H
#define LLM_ORDER_H

#include "llm/provider.h"

/* An order of models, as the settings have it: "openai:small, builtin". */

/* As many as may be registered: every server of the settings and the built-in coach. */
enum { ORDER_MOST = 40 };

/* Who may be named in an order. Borrowed. */
struct order_providers {
    const struct provider *list[ORDER_MOST];
    size_t n;
};

/* One entry of an order: "openai:small". */
struct order_step {
    const struct provider *provider;
    const char *model;  /* "" where it names none */
    const char *server; /* the entry as it stands */
};

/* The steps of an order, and how many they are. Names that nobody has are passed over, and the last of them
 * is put into *stranger; stranger may be NULL. */
size_t order_read(const struct order_providers *providers, struct arena *a, const char *order,
                  struct order_step out[ORDER_MOST], const char **stranger);

/* Does every name in it belong to somebody, and is it no longer than ORDER_MOST? Else ERR_CONFIG with *why.
 * `place`: where the order stands, for people. */
MUST_USE enum err order_fit(const struct order_providers *providers, struct arena *life, const char *order,
                            const char *place, const char **why);

#endif
