#ifndef LLM_ANTHROPIC_READ_H
#define LLM_ANTHROPIC_READ_H

#include "llm/wire.h"

/* How messages are read, whole and streamed. */
extern const struct dialect anthropic_dialect;

#endif
