#ifndef COACH_COACH_H
#define COACH_COACH_H

#include "base/conf.h"
#include "llm/ask.h"
#include "store/db.h"

struct library;
struct speech;

/* What the rules of the product work with; made once per process by the programs. */
struct coach {
    struct db *db;
    const struct conf *conf;
    const struct asker *asker;
    const struct library *library;
    const struct speech *speech; /* turns sound into text; NULL: nothing can */
    const char *coaches;         /* the servers outside that may be asked (ask_outside); "" for none */
    const char *outside;         /* these and, if it is outside, the one that hears; "" for none */
};

/* Why nobody could answer. */
struct trouble {
    const char
        *why; /* an outcome's name, "resting", "rate", "budget_user", "budget_site", "alone"; NULL: none */
    clock_time again; /* a server asked not to be asked before then; 0 */
};

/* Where the coach's words go while they are being made; may be {NULL, NULL}. */
struct listener {
    void (*on_text)(void *ctx, const char *text, size_t n);
    void *ctx;
    struct trouble *trouble; /* filled in where nobody could answer; may be NULL */
    bool *taken_back;        /* set where words that were passed on do not stand; may be NULL */
};

#endif
