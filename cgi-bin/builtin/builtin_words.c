#include "builtin/builtin_words.h"
#include "base/text.h"
#include "library/stem.h"
#include <string.h>

enum { MOST_SENTENCES = 400 };

static bool ends_sentence(const char *at)
{
    if (*at == '\n' || *at == ';')
        return true;
    return (*at == '.' || *at == '!' || *at == '?') && (at[1] == ' ' || at[1] == '\n' || at[1] == '\0');
}

static void add_sentence(struct arena *a, struct builtin_sentence *list, size_t *n, const char *from,
                         size_t len)
{
    const char *text = text_trim(a, arena_text(a, from, len));
    if (text_blank(text) || *n == MOST_SENTENCES)
        return;
    struct builtin_sentence *s = &list[(*n)++];
    s->text = text;
    s->stems = stem_words(a, text, &s->n);
}

struct builtin_sentence *builtin_sentences(struct arena *a, const char *text, size_t *n)
{
    struct builtin_sentence *list = arena_array(a, MOST_SENTENCES, sizeof *list);
    const char *from = text, *p = text;
    *n = 0;
    for (; *p; p++) {
        if (!ends_sentence(p))
            continue;
        add_sentence(a, list, n, from, (size_t)(p - from) + (*p != '\n' && *p != ';'));
        from = p + 1;
    }
    add_sentence(a, list, n, from, (size_t)(p - from));
    return list;
}

bool builtin_has_phrase(struct arena *a, const struct builtin_sentence *sentence, const char *phrase)
{
    size_t n;
    char **stems = stem_words(a, phrase, &n);
    for (size_t start = 0; n && start + n <= sentence->n; start++) {
        size_t k = 0;
        while (k < n && strcmp(sentence->stems[start + k], stems[k]) == 0)
            k++;
        if (k == n)
            return true;
    }
    return false;
}

bool builtin_has_any(const struct phrases *all, struct arena *a, const struct builtin_sentence *sentence,
                     enum phrase_list which)
{
    const char *const *phrases = phrases_list(all, which);
    for (size_t i = 0; phrases[i]; i++)
        if (builtin_has_phrase(a, sentence, phrases[i]))
            return true;
    return false;
}

bool builtin_is_common(const struct phrases *all, const char *stem)
{
    const char *const *common = phrases_list(all, HEAR_COMMON_STEMS);
    for (size_t i = 0; common[i]; i++)
        if (strcmp(common[i], stem) == 0)
            return true;
    return false;
}

size_t builtin_shared_stems(const struct phrases *all, struct arena *a, const char *left, const char *right)
{
    size_t xn, yn, shared = 0;
    char **xs = stem_words(a, left, &xn), **ys = stem_words(a, right, &yn);
    for (size_t i = 0; i < xn; i++)
        for (size_t k = 0; k < yn && !builtin_is_common(all, xs[i]); k++)
            if (strcmp(xs[i], ys[k]) == 0) {
                shared++;
                break;
            }
    return shared;
}
