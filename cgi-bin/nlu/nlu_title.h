#ifndef NLU_NLU_TITLE_H
#define NLU_NLU_TITLE_H

#include "nlu/nlu.h"

/* Do these few words look like a job's title: a known one, or one that ends as titles do? */
bool nlu_title_like(const struct nlu *heard, const char *words);
/* Can a few words be the name of a role at all, known or not? */
bool nlu_title_plausible(const struct nlu *heard, const char *role);
/* The end of the title that begins at `from` in the folded sentence. */
const char *nlu_title_end(const struct nlu *heard, const char *from);

#endif
