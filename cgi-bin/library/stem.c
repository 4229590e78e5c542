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

/* THE table: what stands in a text for something plainer. The first that begins it counts; an empty one is
 * passed over: it parts no word. */
static const struct {
    const char *from, *to;
    size_t n; /* bytes of the character */
} plainer[] = {
    {"\xC2\xAD", "", 2},     /* soft hyphen */
    {"\xE2\x80\x8C", "", 3}, /* zero width non-joiner, joiner, word joiner, byte order mark */
    {"\xE2\x80\x8D", "", 3},  {"\xE2\x81\xA0", "", 3},  {"\xEF\xBB\xBF", "", 3},
    {"\xE2\x80\x98", "'", 3}, {"\xE2\x80\x99", "'", 3},                       /* typographic apostrophes */
    {"\xCA\xBC", "'", 2},     {"\xE2\x80", " ", 3},     {"\xE2\x81", " ", 3}, /* General Punctuation */
    {"\xE3\x80\x80", " ", 3}, {"\xC2", " ", 2},                               /* Latin-1's signs */
};

/* Folded, with typographic apostrophes as plain ones, signs and unusual blanks as blanks. */
static char *plain(struct arena *a, const char *text)
{
    char *p = text_fold(a, text), *out = p, *const start = p;
    while (*p) {
        size_t i = 0;
        if ((unsigned char)*p < 0x80) {
            *out++ = *p++;
            continue;
        }
        while (i < sizeof plainer / sizeof *plainer &&
               strncmp(p, plainer[i].from, strlen(plainer[i].from)) != 0)
            i++;
        if (i == sizeof plainer / sizeof *plainer || strlen(p) < plainer[i].n) {
            *out++ = *p++;
            continue;
        }
        if (*plainer[i].to)
            *out++ = *plainer[i].to;
        p += plainer[i].n;
    }
    *out = '\0';
    return start;
}

const char **stem_split(struct arena *a, const char *text, size_t *n)
{
    char *p = plain(a, text);
    size_t room = 1;
    for (const char *at = p; *at; at++)
        room += !in_word(*at);
    const char **list = arena_array(a, room, sizeof *list);
    *n = 0;
    while (*p) {
        if (!in_word(*p) || *p == '\'') {
            p++;
            continue;
        }
        list[(*n)++] = p;
        while (in_word(*p))
            p++;
        if (*p)
            *p++ = '\0';
    }
    return list;
}

struct stem_word *stem_pairs(struct arena *a, const char *text, size_t *n)
{
    const char **words = stem_split(a, text, n);
    struct stem_word *list = arena_array(a, *n + 1, sizeof *list);
    for (size_t i = 0; i < *n; i++)
        list[i] = (struct stem_word){.word = words[i], .stem = stem(a, words[i], strlen(words[i]))};
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
