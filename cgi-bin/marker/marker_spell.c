#include "marker/marker_spell.h"
#include "library/stem.h"
#include <string.h>

enum { SHORTEST = 5, LONGEST = 20, TOO_RARE = 58 /* a correction to so rare a word is a guess */ };

struct search {
    const struct lexicon *lexicon;
    struct arena *arena;
    const char *best;
    int rarity;
};

static void try(struct search *search, const char *word)
{
    const char *stem = stem_one(search->arena, word);
    const struct lexicon_word found = lexicon_find(search->lexicon, stem);
    if (!found.known || found.rarity >= search->rarity)
        return;
    search->best = stem;
    search->rarity = found.rarity;
}

static void try_swapped(struct search *search, const char *word, size_t n)
{
    char other[LONGEST + 2];
    for (size_t i = 0; i + 1 < n; i++) {
        memcpy(other, word, n + 1);
        other[i] = word[i + 1];
        other[i + 1] = word[i];
        try(search, other);
    }
}

static void try_shorter(struct search *search, const char *word, size_t n)
{
    char other[LONGEST + 2];
    for (size_t i = 0; i < n; i++) {
        memcpy(other, word, i);
        memcpy(other + i, word + i + 1, n - i);
        try(search, other);
    }
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

static void try_longer(struct search *search, const char *word, size_t n)
{
    char other[LONGEST + 2];
    for (size_t i = 1; i <= n; i++) /* the first letter is hardly ever the one left out */
        for (const char *c = letters; *c; c++) {
            memcpy(other, word, i);
            other[i] = *c;
            memcpy(other + i + 1, word + i, n - i + 1);
            try(search, other);
        }
}

static void try_changed(struct search *search, const char *word, size_t n)
{
    char other[LONGEST + 2];
    for (size_t i = 1; i < n; i++)
        for (const char *c = letters; *c; c++) {
            memcpy(other, word, n + 1);
            other[i] = *c;
            try(search, other);
        }
}

const char *marker_spell_stem(const struct lexicon *lexicon, struct arena *a, const char *word)
{
    /* Slips in the order in which they happen; the first kind that gives a word is taken. */
    static void (*const slips[])(struct search * k, const char *word, size_t n) = {try_swapped, try_longer,
                                                                                   try_shorter, try_changed};
    struct search k = {.lexicon = lexicon, .arena = a, .rarity = TOO_RARE};
    const size_t n = strlen(word);
    if (n < SHORTEST || n > LONGEST || strspn(word, "abcdefghijklmnopqrstuvwxyz") != n)
        return NULL;
    for (size_t i = 0; i < sizeof slips / sizeof *slips && !k.best; i++)
        slips[i](&k, word, n);
    return k.best;
}
