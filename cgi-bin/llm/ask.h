#ifndef LLM_ASK_H
#define LLM_ASK_H

#include "llm/mode.h"
#include "llm/provider.h"

/* Mode + input -> a checked answer. Order of providers, deadline, one repair, the next provider. What llm
 * finds out about usage it returns; recording it is coach's work. */
struct asker;

/* `order`: provider names, optionally with a model ("openai:small, builtin"), used by modes that have none of
 * their own. */
MUST_USE enum err ask_new(struct arena *life, const struct modes *modes, const char *order,
                          struct asker **out, const char **why);
void ask_register(struct asker *k, const struct provider *p); /* borrowed for the asker's life */

struct ask_request {
    const char *mode;
    const json *input;
    bool inside_only; /* only providers that keep text on this machine (the user's choice) */
    void (*on_text)(void *ctx, const char *text, size_t n); /* may be NULL */
    void *ctx;
};

struct ask_result {
    const json *answer; /* checked: schema and cross-field rules hold; NULL on failure */
    const char *mode;
    const char *provider;
    const char *model;
    const char *prompt_version;
    const char *system_text; /* what was sent */
    const char *request_text;
    struct provider_usage usage; /* summed over all tries */
    int tries;
    int64_t ms;
};

/* OK, or ERR_PROVIDER when nobody gave an answer that holds (the result's usage, tries and ms are filled all
 * the same). */
MUST_USE enum err ask_mode(const struct asker *k, struct arena *a, const struct ask_request *q,
                           struct ask_result *out);

#endif
