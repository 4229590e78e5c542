#ifndef LLM_OPENAI_READ_H
#define LLM_OPENAI_READ_H

#include "llm/wire.h"

/* How chat completions are read, whole and streamed. */
extern const struct dialect openai_dialect;

#endif
