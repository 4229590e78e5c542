#ifndef COACH_MODELS_H
#define COACH_MODELS_H

#include "base/conf.h"
#include "llm/ask.h"

/* Registers the model servers that the settings name: [openai], [anthropic], and [local], which counts as
 * inside this machine. Without such settings it does nothing. ERR_CONFIG with *why. */
MUST_USE enum err models_register(struct arena *life, const struct conf *conf, struct asker *asker,
                                  const char **why);

#endif
