#ifndef ADMIN_ANCHOR_REPORT_H
#define ADMIN_ANCHOR_REPORT_H

#include "base/arena.h"
#include "base/err.h"
#include <stdio.h>

/* `greenroom-admin library anchors`: how well the sentences of prompts/library/anchors/ tell the anchors of a
 * question apart, by the marker's own measures. A line an anchor, and beneath it what fails:
 *
 * - each of its right sentences is taken as an answer. A hit: of the question's anchors it speaks for this
 *   one most; else a miss, with the one that it speaks for. In brackets: how many are hits when the library
 *   does not know the sentence, which tells how far the others stand for what people say;
 * - each wrong sentence, the same way: bad where the anchor counts as shown;
 * - its patterns: hits, of its own right sentences, and bad ones: its wrong sentences, and right ones of the
 *   question's other anchors.
 *
 * Ends with a line of sums. `family`: only its anchors; NULL for all. ERR_CONFIG with *why where the library
 * can't be read or has no such family. */
MUST_USE enum err anchor_report_print(struct arena *a, const char *folder, const char *family, FILE *out,
                                      const char **why);

#endif
