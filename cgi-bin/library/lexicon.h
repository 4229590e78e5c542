#ifndef LIBRARY_LEXICON_H
#define LIBRARY_LEXICON_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

/* What words mean, as far as marking needs it: how rare a stem is and which stems may stand for it. Read from
 * prompts/library/words/words.txt, which is mapped, not copied: all workers share it. */
struct lexicon;

enum { LEXICON_UNKNOWN = 65 }; /* the rarity of a stem that is not listed: as rare as can be */

/* What a noun stands for: something that can be seen and touched, or not. */
enum lexicon_thing { THING_NONE, THING_CONCRETE, THING_ABSTRACT };

struct lexicon_word {
    int rarity; /* ten times the logarithm of how many words there are for one of it: "the" 15, "hash" 58 */
    bool known;
    enum lexicon_thing thing;
    const char *kin; /* the other stems of its line, up to a line feed; "" where there are none */
};

/* ERR_CONFIG with *why if the file is missing or is not sorted by bytes. */
MUST_USE enum err lexicon_read(struct arena *a, const char *path, struct lexicon **out, const char **why);
struct lexicon_word lexicon_find(const struct lexicon *lexicon, const char *stem);

/* Walks a word's kin: `const char *at = word.kin; while (lexicon_next(&at, &kin))`. */
struct lexicon_kin {
    const char *stem; /* not NUL-terminated */
    size_t n;
    bool opposite;
    bool talk; /* in talk about work, not only somewhere in the language */
};
bool lexicon_next(const char **at, struct lexicon_kin *out);

#endif
