#ifndef LLM_ASK_H
#define LLM_ASK_H

#include "llm/mode.h"
#include "llm/order.h"
#include "llm/provider.h"

/* Mode + input -> a checked answer. Order of providers, deadline, one repair, the next provider. What llm
 * finds out about usage it returns; recording it is coach's work. */
struct asker;

/* As many providers as one asking may go through. */
enum { ASK_MOST_STEPS = ORDER_MOST };

/* `order`: provider names, optionally with a model ("openai:small, builtin"), used by modes that have none of
 * their own. */
MUST_USE enum err ask_new(struct arena *life, const struct modes *modes, const char *order,
                          struct asker **out, const char **why);
void ask_register(struct asker *asker, const struct provider *provider); /* borrowed for the asker's life */
/* The servers outside this machine that may be asked, for people: "openai (api.openai.com), anthropic (...)";
 * "" if there are none. */
const char *ask_outside(const struct asker *asker, struct arena *a);
/* The servers on the wire that any order names, each once; how many there are. */
size_t ask_servers(const struct asker *asker, struct arena *a, const char *const **out);
/* Would a mode ask a server on the wire at all? And the whole of what decides its answer but for the input:
 * mode, prompt version, order. */
bool ask_on_wire(const struct asker *asker, struct arena *a, const char *mode, bool inside_only);
const char *ask_identity(const struct asker *asker, struct arena *a, const char *mode);

/* Is everybody registered whom the orders name, and none of them too long? ERR_CONFIG with *why: a slip of
 * the pen there would go unseen, since an asking passes such names over. `place`: where the installation's
 * order stands, for people. */
MUST_USE enum err ask_fit(const struct asker *asker, struct arena *life, const char *place, const char **why);

struct ask_request {
    const char *mode;
    const json *input;
    const char *order;          /* instead of the mode's own; NULL */
    bool inside_only;           /* only providers that keep text on this machine (the user's choice) */
    bool unmasked;              /* addresses and numbers go outside as they are (llm/mask.h) */
    bool at_once;               /* only providers inside this program */
    bool unlogged;              /* beside an asking that has its line in the log: gets none */
    const char *const *resting; /* servers ("openai:small") that are not to be asked just now */
    size_t resting_n;
    void (*on_text)(void *ctx, const char *text, size_t n); /* may be NULL */
    void *ctx;
};

/* One provider that was asked: for the records. */
struct ask_step {
    const char *server; /* as it stands in the order: "openai:small" */
    const char *provider, *model;
    enum outcome outcome; /* OUTCOME_OK: it gave the answer */
    bool on_wire, outside;
    struct provider_usage usage;
    int tries;
    int64_t first_ms, ms;
    const char *complaint; /* the last error in the server's words, "" for none: they may repeat what was
                            * sent, and are neither for a log nor a page */
};

struct ask_result {
    const json *answer; /* checked: schema and cross-field rules hold; NULL on failure */
    const char *mode;
    const char *provider;
    const char *model;
    const char *prompt_version;
    const char *system_text; /* what was sent, as it was sent: masked if it went outside */
    const char *request_text;
    struct provider_usage usage; /* summed over all tries */
    /* What became of the last try with a provider on the wire that was asked in vain, or OUTCOME_OK if the
     * first one answered; an answer that holds may stand beside it: the next provider's. */
    enum outcome missed;
    int64_t retry_after; /* seconds after which that provider may be asked again; 0 if it did not say */
    int tries;           /* requests made */
    int64_t first_ms;    /* to the first of the words of the last try; 0 if none came */
    int64_t ms;
    const char *request_id; /* the provider's own, "" if none */
    bool shown;             /* on_text was called */
    bool replaced;          /* ... with words that are not the answer's */
    bool escalated;      /* an answer that held, but called itself weak, was given up for the next model's */
    const char *instead; /* for whoever asks: why not somebody else (ask_mode leaves it NULL) */
    struct ask_step steps[ASK_MOST_STEPS];
    size_t steps_n;
    size_t rested; /* servers that would have been asked but for their rest */
};

/* OK, or ERR_PROVIDER when nobody gave an answer that holds (the result's usage, tries and ms are filled all
 * the same). Everything together takes the mode's deadline and no longer; only a provider inside this
 * program, which takes no time, is asked after it. */
MUST_USE enum err ask_mode(const struct asker *asker, struct arena *a, const struct ask_request *request,
                           struct ask_result *out);

#endif
