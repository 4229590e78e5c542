#ifndef LLM_OPENAI_H
#define LLM_OPENAI_H

#include "llm/http.h"
#include "llm/price.h"

/* A provider on the wire: chat completions as OpenAI speaks them, and with it OpenRouter, Ollama, llama.cpp's
 * server, vLLM, Groq, Mistral, DeepSeek and others. */
struct openai_settings {
    const char *name;       /* "openai", "local" */
    bool outside;           /* does text leave this machine? */
    const char *url;        /* "https://api.openai.com/v1" */
    const char *key_file;   /* "": no key */
    const char *model;      /* where an order names none */
    const char *structured; /* "auto", "schema", "tool", "object", "plain" */
    const char *token_name; /* "auto", "max_tokens", "max_completion_tokens" */
    const char *effort;     /* reasoning_effort; "": not sent */
    int thinking_tokens;    /* added to the limit of a model that thinks before it answers */
    struct http *http;
    const struct prices *prices; /* NULL: it costs nothing */
};

/* ERR_CONFIG with *why. */
MUST_USE enum err openai_new(struct arena *life, const struct openai_settings *s, struct provider **out,
                             const char **why);

#endif
