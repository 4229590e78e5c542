#include "marker/marker_vocabulary.h"
#include "base/num.h"
#include "base/text.h"
#include "library/stem.h"
#include <stdlib.h>
#include <string.h>

enum {
    SLOTS = 32768,
    MOST_KEPT = SLOTS / 2,
    RAREST = 62,   /* rarer words tell no more */
    COMMONEST = 15 /* as common as "the": tells nothing */
};

struct marker_vocabulary {
    struct arena *life;
    const struct lexicon *lexicon;
    const char **tie, **deny; /* stems, sorted */
    size_t tie_n, deny_n, kept;
    struct vocabulary_word *slots[SLOTS]; /* by the word's hash, then the next free one */
};

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static const char **sorted_stems(struct arena *a, const json *list, size_t *n)
{
    const char **out = arena_array(a, json_len(list) + 1, sizeof *out);
    *n = 0;
    for (size_t i = 0; i < json_len(list); i++) {
        size_t k;
        const struct stem_word *pairs = stem_pairs(a, json_text(json_at(list, i), ""), &k);
        if (k == 1)
            out[(*n)++] = pairs[0].stem;
    }
    qsort(out, *n, sizeof *out, by_text);
    return out;
}

struct marker_vocabulary *marker_vocabulary_new(struct arena *life, const struct lexicon *lexicon,
                                                const json *tie, const json *deny)
{
    struct marker_vocabulary *out = arena_alloc(life, sizeof *out);
    out->life = life;
    out->lexicon = lexicon;
    out->tie = sorted_stems(life, tie, &out->tie_n);
    out->deny = sorted_stems(life, deny, &out->deny_n);
    return out;
}

const struct lexicon *marker_vocabulary_lexicon(const struct marker_vocabulary *vocabulary)
{
    return vocabulary->lexicon;
}

static bool among(const char *stem, const char **list, size_t n)
{
    return bsearch(&stem, list, n, sizeof *list, by_text) != NULL;
}

static bool is_number(const char *word)
{
    static const char *const numbers[] = {
        "two",      "three",   "four",    "five",   "six",     "seven", "eight", "nine",  "ten",
        "eleven",   "twelve",  "fifteen", "twenty", "thirty",  "forty", "fifty", "sixty", "hundred",
        "thousand", "million", "half",    "third",  "quarter", "twice", "double"};
    return (*word >= '0' && *word <= '9') || text_among(numbers, sizeof numbers / sizeof *numbers, word);
}

double marker_vocabulary_weight(const struct vocabulary_word *word, struct lexicon_word meaning)
{
    if (word->tie || word->deny)
        return 0;
    const int r = (int)num_clamp(meaning.rarity, COMMONEST, RAREST);
    return num_share(r - COMMONEST, RAREST - COMMONEST);
}

static size_t slot_of(const struct marker_vocabulary *vocabulary, const char *word)
{
    size_t h = text_hash(word, strlen(word)) % SLOTS;
    while (vocabulary->slots[h] && strcmp(vocabulary->slots[h]->word, word) != 0)
        h = (h + 1) % SLOTS;
    return h;
}

const struct vocabulary_word *marker_vocabulary_find(struct marker_vocabulary *vocabulary, struct arena *a,
                                                     const char *word, bool keep)
{
    const size_t slot = slot_of(vocabulary, word);
    if (vocabulary->slots[slot])
        return vocabulary->slots[slot];
    const bool kept = keep && vocabulary->kept < MOST_KEPT;
    struct arena *in = kept ? vocabulary->life : a;
    struct vocabulary_word *out = arena_alloc(in, sizeof *out);
    out->word = arena_copy(in, word);
    out->stem = stem_one(in, word);
    out->meaning = lexicon_find(vocabulary->lexicon, out->stem);
    out->tie = among(out->stem, vocabulary->tie, vocabulary->tie_n);
    out->deny = among(out->stem, vocabulary->deny, vocabulary->deny_n);
    out->number = is_number(word);
    out->weight = marker_vocabulary_weight(out, out->meaning);
    if (!kept)
        return out;
    vocabulary->slots[slot] = out;
    vocabulary->kept++;
    return out;
}
