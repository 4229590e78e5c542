#ifndef BUILTIN_BUILTIN_ASK_H
#define BUILTIN_BUILTIN_ASK_H

#include "builtin/builtin_reply.h"

/* The plan chat's questions, by the names of the contract's asks; `in` is the mode's input. */

/* May this message be a bare answer to a question: did the coach ask it last, or, where it has said nothing
 * yet, is it among what is missing first? */
bool builtin_ask_was(const struct nlu *heard, const json *in, const char *what);
/* What is still missing, by the names of the contract's `missing`. */
json *builtin_ask_missing(const struct nlu *heard);
/* Asks about what was said but is unclear: heard->asks, heard->doubt, a role that is several things. */
void builtin_ask_unclear(struct nlu *heard, struct buf *reply);
/* Asks for the next thing that is missing; false: nothing is. A date is asked for once. */
bool builtin_ask_next(struct nlu *heard, const json *in, const json *still, struct buf *reply);

#endif
