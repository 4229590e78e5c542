#ifndef BASE_PLAIN_H
#define BASE_PLAIN_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

/* A text without what slips when words are copied: capitals, doubled, no-break and line-breaking blanks,
 * typographic quotation marks, apostrophes, dashes and the ellipsis. Letters and all other signs stay. */
struct plain;
struct plain *plain_new(struct arena *a, const char *text);

/* Where whole words of one text stand in another, but for such slips: the bytes [*from, *to) of `whole` as it
 * was given. False: nowhere, and for a part without a sign. */
bool plain_find(const struct plain *whole, const struct plain *part, size_t *from, size_t *to);

/* The words of a text alone, with a blank before, between and behind them: " you didn't say "; " " for none.
 */
const char *plain_words(struct arena *a, const struct plain *text);

/* Have two texts a run of n words in common, whatever stands between them? Not with n of 0. */
bool plain_shares(struct arena *a, const struct plain *one, const struct plain *other, size_t n);

/* Does a letter or digit stand right at this place of a text; right before it? */
bool plain_word_at(const char *at);
bool plain_word_before(const char *text, const char *at);

#endif
