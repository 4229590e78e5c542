#ifndef BUILTIN_BUILTIN_REPLY_H
#define BUILTIN_BUILTIN_REPLY_H

#include "base/buf.h"
#include "nlu/nlu.h"
#include "nlu/nlu_material.h"

/* What the plan chat says back. */

/* One more sentence; a blank one is nothing. */
void builtin_reply_add(struct buf *reply, const char *sentence);
/* What the message changed, in a few words, or that nothing was understood, unless something of its own is
 * said already (`answered`). */
void builtin_reply_understood(const struct nlu *heard, struct buf *reply, bool answered);
/* That something was pasted, and is taken as that; "" where nothing was. */
const char *builtin_reply_pasted(const struct nlu *heard, const struct nlu_material *parts);
/* The answer to a greeting, thanks, a question what this is, fear, no idea which job (heard: the whole
 * message);
 * "" for none. */
const char *builtin_reply_own(const struct nlu *heard);

#endif
