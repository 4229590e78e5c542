#ifndef COACH_MODELS_H
#define COACH_MODELS_H

#include "base/conf.h"
#include "llm/ask.h"
#include "llm/speech.h"

/* Registers the model servers that the settings name (base/conf_server.h), and makes what hears, [speech].
 * Without such settings it does nothing, and *speech is NULL. ERR_CONFIG with *why. */
MUST_USE enum err models_register(struct arena *life, const struct conf *conf, struct asker *asker,
                                  struct speech **speech, const char **why);

#endif
