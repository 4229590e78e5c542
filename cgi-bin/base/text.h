#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text people type: UTF-8, NFC, no NUL, no control characters but TAB and LF. The only door to utf8proc. */

/* Checks n bytes as UTF-8 (no overlong forms, surrogates, NUL or C0/DEL/C1 control but TAB, LF, CR), turns CR
 * LF and lone CR into LF and normalises to NFC. ERR_INPUT where it is not such text; *out is NUL-terminated
 * in the arena. */
MUST_USE enum err text_clean(struct arena *a, const char *bytes, size_t n, char **out);

/* The same of any bytes, to be given back to whom they came from: what text_clean refuses becomes U+FFFD. */
char *text_mend(struct arena *a, const char *bytes, size_t n);

/* Is it valid UTF-8 without NUL? */
bool text_valid(const char *bytes, size_t n);

/* Would text_clean take it: no control characters but TAB, LF and CR? */
bool text_fit(const char *text);

/* Without blanks (Unicode white space too) at both ends; the result is in the arena. */
char *text_trim(struct arena *a, const char *text);

/* Code points; words (runs of letters, digits, and what joins them: ' - _ . inside a word). */
size_t text_length(const char *text);
size_t text_words(const char *text);

/* The longest head of at most `points` code points / `words` words, cut between characters / words. */
char *text_head(struct arena *a, const char *text, size_t points);
char *text_head_words(struct arena *a, const char *text, size_t words);

/* Unicode case folded, for comparing and searching. */
char *text_fold(struct arena *a, const char *text);

/* The 32-bit FNV-1a hash of n bytes, for tables in memory; not for secrets (IETF draft-eastlake-fnv). */
uint32_t text_hash(const char *bytes, size_t n);

/* Is the line break at text[at] one that only a window's width made, as in a mail, so that the sentence goes
 * on? So it is where a line nearly as wide as mails are goes on with a small letter, a figure, or "I". */
bool text_wraps(const char *text, size_t at);

/* Is `part` in `whole`, byte for byte? (both non-NULL; an empty part is) */
bool text_contains(const char *whole, const char *part);

/* Equal, NULL-safe. */
bool text_equal(const char *one, const char *text);

/* Is it one of the n of a list? */
bool text_among(const char *const *list, size_t n, const char *text);

/* NULL or only blanks. */
bool text_blank(const char *text);

/* ---- what is only sometimes said ---- */

/* The text, or the fallback where it is NULL or empty. */
const char *text_or(const char *text, const char *fallback);

/* The text where `said`, else "": `text_if(i > 0, ", ")`. */
const char *text_if(bool said, const char *text);

/* What makes a noun a plural: "" for one, "s" for any other number. */
const char *text_plural(int64_t count);

/* ---- parts ---- */

/* The part behind the last such sign; the whole text where there is none. */
const char *text_behind_last(const char *text, char sign);

/* How many bytes a character of UTF-8 has that begins with this one: 1 of ASCII, else 2 to 4. Of bytes that
 * no character begins with, those within one count 1. */
size_t text_point_bytes(char lead);

#endif
