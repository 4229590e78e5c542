#ifndef LLM_PROVIDER_H
#define LLM_PROVIDER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"
#include "llm/outcome.h"
#include <stdbool.h>
#include <stdint.h>

/* What a provider must do: answer one request of one mode. It is told everything it needs here and knows no
 * user, plan or database. A new kind of provider is one file that fills in a struct provider. */

struct provider_request {
    const char *mode;         /* "evaluate_answer" */
    const char *model;        /* as in the settings; "" for a provider that has only one */
    const json *input;        /* the mode's input document (prompts/<mode>/input.schema.json) */
    const char *system_text;  /* the instructions, constant for a prompt version */
    const char *request_text; /* the request as built from the template and the input */
    const json *schema;       /* of the answer */
    const char *plain_text;   /* the schema as instructions, for a server that takes none by itself */
    const char *visible;      /* members of the answer whose text a person may see: "reply, gaps" */
    const char *repair;       /* what to say about the last answer; NULL the first time */
    const char *repaired;     /* that answer; NULL the first time */
    double temperature;
    int max_tokens;
    int64_t deadline; /* clock_monotonic_ms() after which it must have given up (ERR_TIMEOUT) */
    /* Called with what a person may see while it is being made (the "reply" of a chat, say), a piece at a
     * time; may be NULL. A provider need not call it. */
    void (*on_text)(void *ctx, const char *text, size_t n);
    void *ctx;
};

struct provider_usage {
    int64_t tokens_in; /* all of them */
    int64_t tokens_out;
    int64_t tokens_cached;  /* of tokens_in: read from the provider's cache */
    int64_t tokens_written; /* of tokens_in: written to it, where that costs more */
    int64_t cost_micro;     /* millionths of the currency; 0 for the built-in coach */
    bool estimated;         /* some of it was not told (a cut answer, a model without a price) */
};

/* Adds what one call used to a sum. */
void provider_usage_add(struct provider_usage *sum, const struct provider_usage *used);

struct provider_reply {
    const char *text;            /* the answer: one JSON document, unchecked; in the request's arena */
    const char *model;           /* which model answered: "builtin-1" */
    struct provider_usage usage; /* of all tries, failed ones included */
    /* These hold on failure too. */
    enum outcome outcome;
    const char *request_id; /* the provider's own, of the last try; NULL or "" if there is none */
    int64_t first_ms;       /* to the first of its words; 0 if none came */
    int64_t retry_after;    /* seconds after which it says it may be asked again; 0 if it does not say */
    int tries;              /* requests made */
    bool shown;             /* on_text was called */
    const char *complaint;  /* an error in the server's own words; NULL or "": none. For the host's own trial
                             * (coach/trial), never for a log or a page. */
};

struct provider {
    const char *name; /* "builtin", "openai", or the NAME of a [server NAME] */
    const char *host; /* whose server it is, for people: "api.openai.com"; NULL where there is none */
    bool outside;     /* does text leave this machine? */
    bool on_wire;     /* is it a server that takes time and may fail? */
    /* OK with *out filled; ERR_TIMEOUT, ERR_LIMIT (over budget or rate), ERR_PROVIDER (any other failure). */
    enum err (*answer)(const struct provider *self, struct arena *a, const struct provider_request *q,
                       struct provider_reply *out);
    void *state; /* the provider's own: a library, a CURL handle */
};

#endif
