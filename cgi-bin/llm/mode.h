#ifndef LLM_MODE_H
#define LLM_MODE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/json.h"

/* One kind of call to a model, read from its folder prompts/<name>/: instructions.txt, request.txt,
 * answer.schema.json, settings.ini; and from prompts/ itself what is the same for all: plain.txt, how to
 * answer where a server takes no schema, and repair.txt, what is said about an answer that does not hold. */
struct mode {
    const char *name;
    const char *instructions;
    const char *request; /* template, as mode_fill says */
    const json *schema;
    const char *plain;       /* plain.txt with the schema filled in */
    const char *repair;      /* template: {{why}} */
    const char *visible;     /* members of the answer whose text may be shown while it is being made */
    const char *version;     /* hash of its files, 16 hex digits: the prompt version */
    const char *order;       /* "builtin" or "openai:gpt-x, builtin"; "" means the installation's order */
    const char *order_place; /* where it stands, for people */
    /* An answer that holds, and says of itself in `weak_member` that it is `weak_value`, goes on to the next
     * model in the order, if there is one on the wire; NULL: none does. */
    const char *weak_member, *weak_value;
    int max_tokens;
    double temperature;
    int deadline_seconds;
    int tries;
};

struct modes;

/* Reads every mode folder; ERR_CONFIG with *why if one is missing a file or its schema uses a word that
 * contract.c does not know. */
MUST_USE enum err mode_read_all(struct arena *a, const char *folder, struct modes **out, const char **why);
const struct mode *mode_find(const struct modes *all, const char *name); /* NULL if there is none */
size_t mode_count(const struct modes *all);
const struct mode *mode_at(const struct modes *all, size_t i); /* NULL beyond the last */

/* The request as it will be sent: {{key}} stands for input.key, as JSON. {{key:a,b}} is only what is wanted
 * of it: of an object these members, but for those that are empty, 0 or false; of a list of objects a row of
 * these members each (of one member: its values). {{key[20]}} and {{key[20]:a,b}}: the first 20 of a list;
 * [-20]: the last. A text that has a line to itself is written as it is, for between fences. A fence is a
 * line of the template that begins with <<<, up to one that begins with >>>; both get a word behind them that
 * stands nowhere in the input, so that nothing a person wrote closes or opens one. The same input gives the
 * same request. ERR_LIMIT if it is too long. */
MUST_USE enum err mode_fill(struct arena *a, const struct mode *mode, const json *input, const char **out);
/* What to say about an answer that does not hold: `wrong` is contract's *why. */
MUST_USE enum err mode_fill_repair(struct arena *a, const struct mode *mode, const char *wrong,
                                   const char **out);

#endif
