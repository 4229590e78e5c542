#ifndef STORE_EXCHANGE_H
#define STORE_EXCHANGE_H

#include "base/arena.h"
#include "base/json.h"
#include <stdint.h>

/* What exactly was sent to whom: shown on a mark's page. Content lives here, sealed with the mark; never in
 * model_call. */
struct exchange {
    const char *mode;           /* "evaluate_answer" */
    const char *provider;       /* "builtin" */
    const char *model;          /* "builtin-1" */
    const char *prompt_version; /* hex */
    const char *system_text;    /* instructions sent */
    const char *request_text;   /* request sent */
    int64_t tokens_in, tokens_out, tokens_cached;
    int64_t cost_micro; /* millionths of the currency */
    int64_t ms;
    int tries;
    const char *instead; /* why not somebody else: "", "budget_user", "kept", ... (struct ask_terms) */
};

/* NULL for none, both ways. */
json *exchange_to_json(struct arena *a, const struct exchange *exchange);
struct exchange *exchange_from_json(struct arena *a, const json *doc);

#endif
