#ifndef LLM_OPENAI_H
#define LLM_OPENAI_H

#include "llm/wire.h"

/* A provider on the wire: chat completions as OpenAI speaks them, and with it OpenRouter, Ollama, llama.cpp's
 * server, vLLM, Groq, Mistral, DeepSeek and others. ERR_CONFIG with *why. */
MUST_USE enum err openai_new(struct arena *life, const struct wire_settings *settings, struct provider **out,
                             const char **why);

#endif
