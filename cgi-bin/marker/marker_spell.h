#ifndef MARKER_MARKER_SPELL_H
#define MARKER_MARKER_SPELL_H

#include "library/lexicon.h"

/* The stem of the commonest listed word that a folded, unlisted one can be a slip of: two letters swapped,
 * one left out, one too many or one wrong. NULL if there is none, or the word is too short to tell. In the
 * arena. */
const char *marker_spell_stem(const struct lexicon *lexicon, struct arena *a, const char *word);

#endif
