#include "builtin/builtin_wish_words.h"
#include "library/stem.h"
#include "library/title_role.h"
#include <ctype.h>
#include <string.h>

enum { SHORT = 3, SLIP_FROM = 5 }; /* letters of a word that may have a slip */

/* What one English spells so and the other so, within a word or at its end ("$"); the same is done to both
 * sides, so it need not be a word. */
static const struct {
    const char *from, *to;
    bool at_end;
} spellings[] = {
    {"our", "or", false},   {"ise", "ize", false},  {"isi", "izi", false},  {"isa", "iza", false},
    {"yse", "yze", false},  {"ysi", "yzi", false},  {"ae", "e", false},     {"oe", "e", false},
    {"tre", "ter", true},   {"ogue", "og", true},   {"ence", "ense", true}, {"mme", "m", true},
    {"tice", "tize", true}, {"tres", "ters", true}, {"mmes", "ms", true},
};

static const char *one_spelling(struct arena *a, const char *word)
{
    char *out = arena_copy(a, word);
    const size_t rows = sizeof spellings / sizeof *spellings;
    for (size_t i = 0; i < rows && strlen(out) > 4; i++) {
        const size_t n = strlen(spellings[i].from), m = strlen(spellings[i].to);
        for (char *at = out + 1; (at = strstr(at, spellings[i].from)) != NULL; at++) {
            if (spellings[i].at_end && at[n])
                continue;
            memcpy(at, spellings[i].to, m);
            memmove(at + m, at + n, strlen(at + n) + 1);
        }
    }
    return out;
}

/* "labell" and "label" are stems of one word. */
static const char *one_stem(struct arena *a, const char *plain)
{
    char *stem = arena_copy(a, stem_one(a, plain));
    const size_t n = strlen(stem);
    if (n > SHORT && strcmp(stem + n - 2, "ll") == 0)
        stem[n - 1] = '\0';
    return stem;
}

static bool in_word(const char *at)
{
    const unsigned char c = (unsigned char)*at;
    return isalnum(c) || c >= 0x80 || (c == '\'' && isalnum((unsigned char)at[1])) || c == '+' || c == '#';
}

/* "&" is a word, "and". */
static size_t word_at(const char *at)
{
    size_t n = 0;
    if (*at == '&')
        return 1;
    if (*at == '\'')
        return 0;
    while (in_word(at + n) || (n > 0 && n < SHORT && at[n] == '/' && isalnum((unsigned char)at[n + 1])))
        n++;
    return n;
}

static struct builtin_wish_word make(struct arena *a, const char *at, size_t n)
{
    char *word = arena_text(a, at, n);
    if (n == 1 && *word == '&')
        word = arena_copy(a, "and");
    const size_t len = strlen(word);
    if (len > 2 && strcmp(word + len - 2, "'s") == 0)
        word[len - 2] = '\0';
    const char *plain = one_spelling(a, word);
    return (struct builtin_wish_word){.at = at, .n = n, .plain = plain, .stem = one_stem(a, plain)};
}

/* A mark that opens what is quoted; `'` within a word is none. */
static bool is_quote(const char *folded, const char *at)
{
    if (*at == '"')
        return true;
    if (*at != '\'')
        return false;
    const bool before = at > folded && isalnum((unsigned char)at[-1]), behind = isalnum((unsigned char)at[1]);
    return before != behind;
}

/* What opens here is closed further on: its end, NULL if not. */
static const char *closing(const char *folded, const char *at)
{
    if (!is_quote(folded, at) || (*at == '\'' && !isalnum((unsigned char)at[1])))
        return NULL;
    for (const char *end = at + 1; *end; end++)
        if (*end == *at && is_quote(folded, end) && (*end == '"' || !isalnum((unsigned char)end[1])))
            return end;
    return NULL;
}

struct builtin_wish_word *builtin_wish_words(struct arena *a, const char *folded, size_t *n)
{
    struct builtin_wish_word *list = arena_array(a, strlen(folded) + 1, sizeof *list);
    const char *quoted_to = NULL;
    bool parted = false;
    *n = 0;
    for (const char *at = folded; *at;) {
        const size_t length = word_at(at);
        if (!length) {
            const char *end = closing(folded, at);
            if (end && !quoted_to)
                quoted_to = end;
            if (quoted_to && at >= quoted_to && !end)
                quoted_to = NULL;
            parted = parted || strchr(",;:()", *at);
            at++;
            continue;
        }
        struct builtin_wish_word *word = &list[(*n)++];
        *word = make(a, at, length);
        word->quoted = quoted_to && at < quoted_to;
        word->parted = parted;
        parted = false;
        at += length;
    }
    return list;
}

/* "menus": the stemmer leaves those in "us" alone. */
static bool is_plural(const char *plural, const char *of)
{
    const size_t n = strlen(of);
    return n >= SHORT && strncmp(plural, of, n) == 0 && strcmp(plural + n, "s") == 0;
}

bool builtin_wish_words_same(const struct builtin_wish_word *one, const struct builtin_wish_word *other,
                             bool *slip)
{
    const size_t n = strlen(one->plain), m = strlen(other->plain);
    if (strcmp(one->stem, other->stem) == 0 || is_plural(one->plain, other->plain) ||
        is_plural(other->plain, one->plain))
        return true;
    if (n < SLIP_FROM || m < SLIP_FROM || n > TITLE_ROLE_LONGEST || m > TITLE_ROLE_LONGEST)
        return false;
    if (title_role_slips(one->plain, n, other->plain, m) > 1)
        return false;
    *slip = true;
    return true;
}
