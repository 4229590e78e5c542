#include "marker/marker_pattern.h"
#include "base/num.h"
#include "base/text.h"
#include "library/stem.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TERMS = 6, EVERYWHERE = 100000 };

struct term {
    char *alternatives; /* "hash_function|hash" */
    bool after;         /* must stand after the term before it */
};

struct pattern {
    struct term terms[MOST_TERMS];
    size_t n, within;
};

/* How many words there may be, behind the last slash; 0 for what is no such number. */
static size_t number_of(const char *text)
{
    char digits[8];
    int64_t number;
    const size_t blanks = strspn(text, " "), n = strspn(text + blanks, "0123456789"),
                 after = blanks + n + strspn(text + blanks + n, " ");
    if (n == 0 || n >= sizeof digits || text[after])
        return 0;
    memcpy(digits, text + blanks, n);
    digits[n] = '\0';
    return num_int(digits, 1, EVERYWHERE, &number) == OK ? (size_t)number : 0;
}

static struct pattern read_pattern(struct arena *a, const char *written)
{
    struct pattern out = {.within = EVERYWHERE};
    char *text = arena_copy(a, written), *slash = strrchr(text, '/');
    if (slash) {
        *slash = '\0';
        out.within = number_of(slash + 1);
    }
    bool after = false;
    for (char *at = text; at && out.n < MOST_TERMS;) {
        char *end = strpbrk(at, "&>"), sign = '\0';
        if (end) {
            sign = *end;
            *end++ = '\0';
        }
        out.terms[out.n++] = (struct term){.alternatives = text_trim(a, at), .after = after};
        after = sign == '>';
        at = end;
    }
    return out;
}

/* Where in a sentence one of a term's alternatives stands first at or after a word; its end in *end. */
static int find_term(struct arena *a, const struct marker_text *text, const struct marker_sentence *in,
                     const char *alternatives, size_t from, size_t *end)
{
    int best = -1;
    char *rest = arena_copy(a, alternatives), *one;
    while ((one = strsep(&rest, "|"))) {
        size_t n;
        for (char *blank = one; (blank = strchr(blank, '_'));)
            *blank = ' ';
        char **stems = stem_words(a, one, &n);
        for (size_t i = num_max(from, in->from); n > 0 && i + n <= in->from + in->n; i++) {
            size_t k = 0;
            while (k < n && strcmp(text->words[i + k].stem, stems[k]) == 0 &&
                   (!text->words[i + k].denied || text->words[i + k].tie))
                k++;
            if (k < n)
                continue;
            if (best < 0 || (int)i < best) {
                best = (int)i;
                *end = i + n;
            }
            break;
        }
    }
    return best;
}

static bool is_met(struct arena *a, const struct marker_text *text, const struct marker_sentence *in,
                   const struct pattern *pattern)
{
    size_t from = 0, first = EVERYWHERE, last = 0;
    for (size_t i = 0; i < pattern->n; i++) {
        size_t end = 0;
        const int at =
            find_term(a, text, in, pattern->terms[i].alternatives, pattern->terms[i].after ? from : 0, &end);
        if (at < 0)
            return false;
        from = end;
        first = num_min(first, (size_t)at);
        last = num_max(last, end);
    }
    return last - first <= pattern->within;
}

void marker_pattern_find(struct arena *a, const struct marker_text *text, const char *pattern, bool *met)
{
    const struct pattern read = read_pattern(a, pattern);
    for (size_t s = 0; s < text->sentences_n; s++)
        met[s] = met[s] || is_met(a, text, &text->sentences[s], &read);
}

/* Is there a letter or a digit between two signs? */
static bool has_word(const char *from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isalnum((unsigned char)from[i]) || (unsigned char)from[i] >= 0x80)
            return true;
    return false;
}

bool marker_pattern_fit(const char *pattern, const char **why)
{
    const char *slash = strrchr(pattern, '/'), *end = slash ? slash : pattern + strlen(pattern);
    size_t terms = 1;
    *why = "";
    if (slash && number_of(slash + 1) == 0)
        *why = "has a / that is not followed by a number to its end";
    for (const char *at = pattern; at <= end && !**why; at++) {
        const size_t n = strcspn(at, "&>|/");
        if (!has_word(at, n))
            *why = "has a place where no word stands";
        at += n;
        terms += *at == '&' || *at == '>';
        if (terms > MOST_TERMS)
            *why = "has more than six terms";
    }
    return !**why;
}
