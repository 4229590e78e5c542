#ifndef LLM_QUIRKS_H
#define LLM_QUIRKS_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

/* What a server takes for a model, learnt from its refusals and kept for the process's life: how it can be
 * held to a schema, and which fields it does not know. */

enum form {              /* how an answer is held to its schema */
            FORM_SCHEMA, /* natively, by the schema                   */
            FORM_TOOL,   /* as the input of a tool that must be used  */
            FORM_OBJECT, /* some JSON document, the schema as words   */
            FORM_PLAIN   /* words only                                */
};

enum { /* fields left out, as bits */
       WITHOUT_TEMPERATURE = 1,
       WITHOUT_EFFORT = 2,
       WITHOUT_USAGE = 4,    /* a stream's usage can't be asked for */
       OTHER_TOKEN_NAME = 8, /* the limit of tokens goes by its other name */
};

struct quirks {
    char model[96];
    enum form form;
    unsigned without;
};

enum { QUIRKS_MOST = 16 };

struct quirk_list {
    struct quirks models[QUIRKS_MOST];
    size_t n;
    enum form first;
    const char *provider; /* for the log */
};

/* A model's; the oldest makes room for a new one. */
struct quirks *quirks_of(struct quirk_list *list, const char *model);

/* A word in a refusal, and what it teaches: to leave a field out, or (0) to take another form. */
struct lesson {
    const char *word;
    unsigned without;
};

/* Looks for the first lesson in a complaint that changes something. `used`: the fields that were sent;
 * `next`: for each form the one to try after it, itself at the end. False if there is nothing to learn. */
bool quirks_learn(const struct quirk_list *list, struct quirks *quirks, const struct lesson *lessons,
                  size_t n, const enum form next[], unsigned used, const char *complaint);

/* An answer that is no document at all: the server let the form pass and did not hold to it. The next one, in
 * which the schema stands as words, is taken from now on. */
void quirks_unheld(const struct quirk_list *list, struct quirks *quirks, const enum form next[]);

/* "auto", "schema", "tool", "object", "plain"; auto is the given one. ERR_CONFIG for anything else. */
MUST_USE enum err quirks_form(const char *name, enum form automatic, enum form *out);

#endif
