#include "coach/stem.h"
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
static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80 || c == '\'' ||
           c == '+' || c == '#';
}

static char *stem(struct arena *a, const char *word, size_t n)
{
    while (n && word[n - 1] == '\'')
        n--;
    struct sb_stemmer *s = stemmer();
    const sb_symbol *stemmed =
        s && n <= WORD_MOST ? sb_stemmer_stem(s, (const sb_symbol *)word, (int)n) : NULL;
    return stemmed ? arena_text(a, (const char *)stemmed, (size_t)sb_stemmer_length(s))
                   : arena_text(a, word, n);
}

char **stem_words(struct arena *a, const char *text, size_t *n)
{
    const char *p = text_fold(a, text);
    char **list = arena_array(a, strlen(p) / 2 + 2, sizeof *list);
    *n = 0;
    while (*p) {
        if (!in_word(*p) || *p == '\'') {
            p++;
            continue;
        }
        const char *start = p;
        while (in_word(*p))
            p++;
        list[(*n)++] = stem(a, start, (size_t)(p - start));
    }
    return list;
}
