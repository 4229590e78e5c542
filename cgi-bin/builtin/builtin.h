#ifndef BUILTIN_BUILTIN_H
#define BUILTIN_BUILTIN_H

#include "library/library.h"
#include "llm/provider.h"
#include "marker/marker.h"

/* The built-in coach: a provider like any other that needs no network and no key. Deterministic. One function
 * a mode, in builtin_*.c, in THE table in builtin.c: mode name -> function(coach, arena, input) -> answer
 * document. */
struct builtin {
    const struct library *library;
    const struct marker *marker;
};

/* Reads a library's folder and, in <folder>/words, what the marker reads with. ERR_CONFIG with *why. */
MUST_USE enum err builtin_read(struct arena *life, const char *folder, struct builtin **out,
                               const char **why);
/* What it works with must live as long as the provider. */
struct provider builtin_provider(const struct builtin *coach);

#endif
