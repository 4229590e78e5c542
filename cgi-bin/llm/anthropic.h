#ifndef LLM_ANTHROPIC_H
#define LLM_ANTHROPIC_H

#include "llm/http.h"
#include "llm/price.h"

/* A provider on the wire: Anthropic's messages (docs.anthropic.com, API version 2023-06-01), and servers that
 * speak as it does. */
struct anthropic_settings {
    const char *name;       /* "anthropic" */
    const char *url;        /* "https://api.anthropic.com/v1" */
    const char *key_file;   /* "": no key */
    const char *model;      /* where an order names none */
    const char *structured; /* "auto", "schema", "tool", "plain" */
    const char *effort;     /* "low" to "max"; "": not sent */
    int thinking_tokens;    /* added to the limit of a model that thinks before it answers */
    struct http *http;
    const struct prices *prices;
};

/* ERR_CONFIG with *why. */
MUST_USE enum err anthropic_new(struct arena *life, const struct anthropic_settings *s, struct provider **out,
                                const char **why);

#endif
