#ifndef COACH_BUILTIN_H
#define COACH_BUILTIN_H

#include "coach/library.h"
#include "llm/provider.h"

/* The built-in coach: a provider like any other that needs no network and no key. Deterministic. One function
 * a mode, in builtin_*.c, in THE table in builtin.c: mode name -> function(library, arena, input) -> answer
 * document. */
struct provider builtin_provider(const struct library *library);

#endif
