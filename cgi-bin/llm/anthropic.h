#ifndef LLM_ANTHROPIC_H
#define LLM_ANTHROPIC_H

#include "llm/wire.h"

/* A provider on the wire: Anthropic's messages (docs.anthropic.com, API version 2023-06-01), and servers that
 * speak as it does. ERR_CONFIG with *why. */
MUST_USE enum err anthropic_new(struct arena *life, const struct wire_settings *settings,
                                struct provider **out, const char **why);

#endif
