#ifndef LLM_PRICE_H
#define LLM_PRICE_H

#include "llm/provider.h"

/* What a call costs, from a file the host keeps (deploy/prices.conf): one line a model or family,
 *
 *     model  in  cached  written  out        in millionths of the currency for a million tokens
 *
 * The longest line that begins the model's name counts; "*" stands for every other model. */
struct prices;

/* ERR_CONFIG with *why. */
MUST_USE enum err price_read(struct arena *life, const char *path, struct prices **out, const char **why);

/* Adds cost_micro to *u, rounded up. A model without a line costs nothing and is marked as estimated. */
void price_add(const struct prices *prices, const char *model, struct provider_usage *usage);

#endif
