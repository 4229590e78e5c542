#include "marker/marker_words.h"
#include "base/num.h"
#include <math.h>
#include <string.h>

enum {
    SHORTEST = 4,    /* shorter words are neither compared by letters nor by their beginning */
    MOST_LONGER = 6, /* how much longer a word may be than the one that it begins with */
    LIKENESS = 60    /* per cent of shared trigrams that make one word another misspelt */
};

/* A word that may stand for it: somewhere in the language, or in talk about work. It is worth less where it
 * shows an anchor: there it is one of several. */
static const double KIN[] = {[false] = 0.4, [true] = 0.5};
static const double KIN_SHOWN[] = {[false] = 0.15, [true] = 0.25};
static const double FORM = 0.7; /* "analyst" for "analysis" */
static const double MISSPELT = 0.9;
static const double OPPOSITE = 0.5; /* "not connected" for "separate" */
static const double DENIED = 0.3;   /* what is left of a word that is denied */
/* What a single word can show at most, since it takes two; and a phrase. */
static const double MOST_SHOWN[] = {[false] = 0.5, [true] = 0.75};
static const double COMMON = 0.25; /* words that tell less show nothing by themselves */

static bool denied(const struct marker_word *want, const struct marker_word *word)
{
    return want->denied != word->denied;
}

static void take(struct marker_hit *hits, const struct marker_word *word, double sure, bool is_denied)
{
    struct marker_hit *h = &hits[word->sentence];
    double kept = sure;
    if (is_denied)
        kept *= DENIED;
    if (kept > h->sure)
        h->sure = kept;
    if (sure > h->undenied)
        h->undenied = sure;
}

static void take_kin(const struct marker_text *text, const struct marker_word *want, struct marker_hit *hits)
{
    const char *at = want->meaning.kin;
    for (struct lexicon_kin kin; lexicon_next(&at, &kin);)
        for (int i = marker_text_find(text, kin.stem, kin.n, 0); i >= 0; i = marker_text_again(text, i)) {
            const struct marker_word *w = &text->words[i];
            if (!kin.opposite)
                take(hits, w, KIN[kin.talk], denied(want, w));
            else if (denied(want, w))
                take(hits, w, OPPOSITE, false);
        }
}

/* Share of letter trigrams, in per cent (Dice), the word's edges counted. */
static int likeness(const char *left, size_t xn, const char *right, size_t yn)
{
    char px[70], py[70];
    size_t shared = 0;
    if (xn > sizeof px - 3 || yn > sizeof py - 3)
        return 0;
    px[0] = px[xn + 1] = py[0] = py[yn + 1] = ' ';
    memcpy(px + 1, left, xn);
    memcpy(py + 1, right, yn);
    for (size_t i = 0; i < xn; i++)
        for (size_t k = 0; k < yn; k++)
            if (memcmp(px + i, py + k, 3) == 0) {
                shared++;
                break;
            }
    return (int)(200 * shared / (xn + yn));
}

/* Known words are taken at their word: only one that no list has may be another misspelt. */
static bool is_misspelt(const struct marker_word *word, const struct marker_word *want)
{
    const size_t n = strlen(want->stem), k = strlen(word->stem);
    return (!word->meaning.known || !want->meaning.known) && n >= SHORTEST && k >= SHORTEST && k <= n + 2 &&
           n <= k + 2 && likeness(word->stem, k, want->stem, n) >= LIKENESS;
}

static size_t same_beginning(const char *left, const char *right)
{
    size_t n = 0;
    while (left[n] && left[n] == right[n])
        n++;
    return n;
}

static bool is_form(const struct marker_word *word, const struct marker_word *want)
{
    const size_t longer = num_max(strlen(want->stem), strlen(word->stem)),
                 same = same_beginning(word->stem, want->stem);
    return same >= SHORTEST + 1 && same * 10 >= longer * 7;
}

static void take_alike(const struct marker_text *text, const struct marker_word *want,
                       struct marker_hit *hits)
{
    for (size_t i = 0; i < text->n; i++) {
        const struct marker_word *w = &text->words[i];
        if (w->tie)
            continue;
        if (is_form(w, want))
            take(hits, w, FORM, denied(want, w));
        else if (is_misspelt(w, want))
            take(hits, w, MISSPELT, denied(want, w));
    }
}

struct marker_hit marker_words_say(const struct marker_text *text, const struct marker_word *want,
                                   struct marker_hit *hits)
{
    struct marker_hit best = {0};
    for (int i = marker_text_find(text, want->stem, strlen(want->stem), 0); i >= 0;
         i = marker_text_again(text, i))
        take(hits, &text->words[i], 1, denied(want, &text->words[i]));
    take_kin(text, want, hits);
    take_alike(text, want, hits);
    for (size_t i = 0; i < text->sentences_n; i++) {
        best.sure = fmax(best.sure, hits[i].sure);
        best.undenied = fmax(best.undenied, hits[i].undenied);
    }
    return best;
}

/* ---- phrases ---- */

static bool begins(const struct marker_word *word, const struct marker_word *with)
{
    const size_t n = strlen(with->word);
    return n >= SHORTEST && strncmp(word->word, with->word, n) == 0 && strlen(word->word) <= n + MOST_LONGER;
}

static bool is_word(const struct marker_word *word, const struct marker_word *want)
{
    return strcmp(word->stem, want->stem) == 0 || begins(word, want) || is_misspelt(word, want);
}

/* Where the phrase that begins at word i ends; one word that only ties may stand between two. 0: it does not.
 */
static size_t phrase_end(const struct marker_text *text, const struct marker_text *phrase, size_t i)
{
    for (size_t k = 0; k < phrase->n; k++, i++) {
        if (k > 0 && i + 1 < text->n && text->words[i].tie && !is_word(&text->words[i], &phrase->words[k]))
            i++;
        if (i >= text->n || !is_word(&text->words[i], &phrase->words[k]))
            return 0;
    }
    return i;
}

/* How much a phrase tells by itself, 0..1: "because" next to nothing, "open addressing" nearly all. */
static double telling(const struct marker_text *phrase)
{
    double weight = 0;
    for (size_t k = 0; k < phrase->n; k++) {
        const struct marker_word *w = &phrase->words[k];
        const double own = w->weight * marker_text_counts(w->asked);
        if (own > COMMON)
            weight += own - 0.05;
        else
            weight += own * 0.2;
    }
    return fmin(weight, MOST_SHOWN[phrase->n > 1]);
}

static bool any_denied(const struct marker_text *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (text->words[i].denied)
            return true;
    return false;
}

static bool denies(const struct marker_text *phrase)
{
    for (size_t k = 0; k < phrase->n; k++)
        if (phrase->words[k].deny)
            return true;
    return false;
}

void marker_words_show(const struct marker_text *text, const struct marker_text *phrase,
                       struct marker_hit *hits)
{
    const double sure = telling(phrase);
    if (phrase->n == 0 || sure <= 0)
        return;
    for (size_t i = 0; i < text->n; i++) {
        const size_t end = phrase_end(text, phrase, i);
        if (end)
            take(hits, &text->words[i], sure, !denies(phrase) && any_denied(text, i, end));
    }
    if (phrase->n > 1)
        return;
    const char *at = phrase->words[0].meaning.kin;
    for (struct lexicon_kin kin; lexicon_next(&at, &kin);) {
        if (kin.opposite)
            continue;
        for (int i = marker_text_find(text, kin.stem, kin.n, 0); i >= 0; i = marker_text_again(text, i))
            take(hits, &text->words[i], sure * KIN_SHOWN[kin.talk], text->words[i].denied);
    }
}
