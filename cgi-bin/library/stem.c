#include "library/stem.h"
#include "base/text.h"
#include <libstemmer.h>
#include <string.h>

enum { WORD_MOST = 64 };

/* Made once a process; holds nothing of a text between words. */
static struct sb_stemmer *stemmer(void)
{
    static struct sb_stemmer *english;
    if (!english)
        english = sb_stemmer_new("english", "UTF_8");
    return english;
}

/* Letters, digits, bytes of other scripts, and what stays inside terms: c++, c#. */
static bool in_word(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
           (unsigned char)letter >= 0x80 || letter == '\'' || letter == '+' || letter == '#';
}

static char *stem(struct arena *a, const char *word, size_t n)
{
    while (n && word[n - 1] == '\'')
        n--;
    struct sb_stemmer *s = stemmer();
    const sb_symbol *stemmed = NULL;
    if (s && n <= WORD_MOST)
        stemmed = sb_stemmer_stem(s, (const sb_symbol *)word, (int)n);
    if (!stemmed)
        return arena_text(a, word, n);
    return arena_text(a, (const char *)stemmed, (size_t)sb_stemmer_length(s));
}

/* Folded, with typographic apostrophes as plain ones and the rest of General Punctuation and of Latin-1's
 * signs as blanks: they are no letters. */
static char *plain(struct arena *a, const char *text)
{
    char *p = text_fold(a, text), *out = p, *const start = p;
    while (*p) {
        if (strncmp(p, "\xE2\x80\x98", 3) == 0 || strncmp(p, "\xE2\x80\x99", 3) == 0) {
            *out++ = '\'';
            p += 3;
        } else if ((strncmp(p, "\xE2\x80", 2) == 0 || strncmp(p, "\xE2\x81", 2) == 0) && p[2]) {
            *out++ = ' ';
            p += 3;
        } else if (strncmp(p, "\xC2", 1) == 0 && p[1]) {
            *out++ = ' ';
            p += 2;
        } else {
            *out++ = *p++;
        }
    }
    *out = '\0';
    return start;
}

struct stem_word *stem_pairs(struct arena *a, const char *text, size_t *n)
{
    const char *p = plain(a, text);
    struct stem_word *list = arena_array(a, strlen(p) / 2 + 2, sizeof *list);
    *n = 0;
    while (*p) {
        if (!in_word(*p) || *p == '\'') {
            p++;
            continue;
        }
        const char *start = p;
        while (in_word(*p))
            p++;
        list[(*n)++] = (struct stem_word){.word = arena_text(a, start, (size_t)(p - start)),
                                          .stem = stem(a, start, (size_t)(p - start))};
    }
    return list;
}

char **stem_words(struct arena *a, const char *text, size_t *n)
{
    const struct stem_word *pairs = stem_pairs(a, text, n);
    char **list = arena_array(a, *n + 1, sizeof *list);
    for (size_t i = 0; i < *n; i++)
        list[i] = (char *)pairs[i].stem;
    return list;
}

const char *stem_one(struct arena *a, const char *word)
{
    return stem(a, word, strlen(word));
}

bool stem_among(char *const *stems, size_t n, const char *stem)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(stems[i], stem) == 0)
            return true;
    return false;
}
