#include "admin/library_lint_measure.h"
#include "base/num.h"
#include "builtin/builtin_words.h"
#include "library/stem.h"
#include <ctype.h>
#include <string.h>

enum { RARE = 60, COMMONEST = 20 }; /* ten times the logarithm of one word in how many */

/* A word's syllables: runs of vowels, without a silent e at the end. */
static int syllables(const char *word, size_t n)
{
    int count = 0;
    bool in_vowel = false;
    for (size_t i = 0; i < n; i++) {
        const bool vowel = strchr("aeiouy", tolower((unsigned char)word[i])) != NULL;
        count += vowel && !in_vowel;
        in_vowel = vowel;
    }
    if (count > 1 && tolower((unsigned char)word[n - 1]) == 'e' && tolower((unsigned char)word[n - 2]) != 'l')
        count--;
    return count > 0 ? count : 1;
}

double library_lint_grade(const char *text)
{
    int words = 0, sentences = 0, parts = 0;
    for (const char *p = text; *p;) {
        size_t n = 0;
        while (isalpha((unsigned char)p[n]) || (n && p[n] == '\''))
            n++;
        if (n) {
            words++;
            parts += syllables(p, n);
            p += n;
            continue;
        }
        sentences += strchr(".!?:;", *p) && (!p[1] || strchr(" \"\n", p[1]));
        p++;
    }
    if (words == 0)
        return 0;
    if (sentences == 0)
        sentences = 1;
    return 0.39 * words / sentences + 11.8 * parts / words - 15.59;
}

double library_lint_rare(const struct lexicon *lexicon, struct arena *a, const char *text, size_t *n)
{
    size_t rare = 0;
    char **stems = stem_words(a, text, n);
    for (size_t i = 0; i < *n; i++)
        rare += lexicon_find(lexicon, stems[i]).rarity >= RARE && !isdigit((unsigned char)stems[i][0]);
    return num_share((double)rare, (double)*n);
}

static bool holds(const struct library_lint_gist *gist, const char *stem)
{
    for (size_t i = 0; i < gist->n; i++)
        if (strcmp(gist->stems[i], stem) == 0)
            return true;
    return false;
}

struct library_lint_gist library_lint_gist(const struct lexicon *lexicon, const struct phrases *all,
                                           struct arena *a, const char *text)
{
    size_t n;
    char **stems = stem_words(a, text, &n);
    struct library_lint_gist g = {.stems = arena_array(a, n + 1, sizeof *g.stems),
                                  .weights = arena_array(a, n + 1, sizeof *g.weights)};
    for (size_t i = 0; i < n; i++) {
        const int rarity = lexicon_find(lexicon, stems[i]).rarity;
        if (builtin_is_common(all, stems[i]) || rarity <= COMMONEST || holds(&g, stems[i]))
            continue;
        g.stems[g.n] = stems[i];
        g.weights[g.n] = rarity - COMMONEST;
        g.weight += g.weights[g.n++];
    }
    return g;
}

double library_lint_likeness(const struct library_lint_gist *gist,
                             const struct library_lint_gist *library_lint_gist)
{
    double shared = 0;
    for (size_t i = 0; i < gist->n; i++)
        if (holds(library_lint_gist, gist->stems[i]))
            shared += gist->weights[i];
    return num_share(shared, gist->weight + library_lint_gist->weight - shared);
}
