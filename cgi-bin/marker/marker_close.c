#include "marker/marker_close.h"
#include "base/buf.h"
#include "base/num.h"
#include "marker/marker_words.h"
#include <math.h>
#include <string.h>

/* THE weights, from tests/bench/marking-fit, rounded: the three parts that make up closeness have a sum of
 * one, so that the reference itself is as close as can be; two things cost. */
static const double WORTH_BOTH = 0.31;
static const double WORTH_ANGLE = 0.29;
static const double WORTH_LETTERS = 0.40;
static const double COST_SHORTER = 0.13;
static const double COST_LOST_NOT = 0.09;

static const double LEAST_TOTAL = 1; /* a text of few telling words is not said by one of them */
static const double MOST_EXTRA = 2;  /* what else is said counts up to so many times the reference */
static const int MORE_WORDS = 3;     /* one word or two: no matter */

enum { BARE_WORDS = 6 };

struct covered {
    double total, squares; /* of one text's telling words */
    double said, undenied; /* of that, what the other text says */
    double along;          /* of the squares */
};

static bool has(const struct marker_text *text, const struct marker_word *word)
{
    return marker_text_find(text, word->stem, strlen(word->stem), 0) >= 0;
}

static bool seen(const struct marker_text *text, size_t i)
{
    const int first = marker_text_find(text, text->words[i].stem, strlen(text->words[i].stem), 0);
    return first >= 0 && (size_t)first < i;
}

static struct covered cover(struct arena *a, const struct marker_text *want, const struct marker_text *by)
{
    struct marker_hit *hits = arena_array(a, by->sentences_n + 1, sizeof *hits);
    struct covered c = {0};
    for (size_t i = 0; i < want->n; i++) {
        const struct marker_word *w = &want->words[i];
        const double counts = marker_text_tells(w);
        if (counts <= 0 || seen(want, i))
            continue;
        memset(hits, 0, (by->sentences_n + 1) * sizeof *hits);
        const struct marker_hit hit = marker_words_say(by, w, hits);
        c.total += counts;
        c.squares += counts * counts;
        c.said += counts * hit.sure;
        c.undenied += counts * hit.undenied;
        c.along += counts * counts * hit.sure;
    }
    return c;
}

/* ---- letters ---- */

/* Counts of letter trigrams over a text's words, hashed. */
enum { TRIGRAMS = 4096 };

static unsigned short *trigrams(struct arena *a, const struct marker_text *text)
{
    unsigned short *count = arena_array(a, TRIGRAMS, sizeof *count);
    struct buf all = buf_new(a, 1 << 20);
    buf_add_char(&all, ' ');
    for (size_t i = 0; i < text->n; i++)
        buf_printf(&all, "%s ", text->words[i].word);
    for (size_t i = 0; i + 3 <= all.len; i++) {
        const unsigned char *p = (const unsigned char *)all.data + i;
        count[(p[0] * 961U + p[1] * 31U + p[2]) % TRIGRAMS]++;
    }
    return count;
}

static double letters(struct arena *a, const struct marker_text *question,
                      const struct marker_text *reference, const struct marker_text *answer)
{
    const unsigned short *asked = trigrams(a, question), *of = trigrams(a, reference),
                         *said = trigrams(a, answer);
    double shared = 0, total = 0;
    for (size_t i = 0; i < TRIGRAMS; i++) {
        const double counts = marker_text_counts(asked[i] > 0);
        total += counts * of[i];
        shared += counts * (double)num_min(of[i], said[i]);
    }
    return num_share(shared, total);
}

/* ---- all of it ---- */

static bool says_not(const struct marker_text *text)
{
    for (size_t i = 0; i < text->n; i++)
        if (text->words[i].deny)
            return true;
    return false;
}

/* A list of the reference's words is not what it says. Not so short an answer: "closed path, battery" may be
 * one. */
static bool is_bare(const struct marker_text *answer, const struct marker_text *reference)
{
    size_t ties = 0, tied = 0, taken = 0;
    for (size_t i = 0; i < answer->n; i++) {
        ties += answer->words[i].tie || answer->words[i].deny;
        taken += has(reference, &answer->words[i]);
    }
    for (size_t i = 0; i < reference->n; i++)
        tied += reference->words[i].tie || reference->words[i].deny;
    return answer->n >= BARE_WORDS && ties == 0 && taken * 5 > answer->n * 4 && tied * 6 > reference->n;
}

static double harmonic(double one, double other)
{
    return num_share(2 * one * other, one + other);
}

struct marker_closeness marker_close(const struct marker_answer *answer, const char *reference)
{
    const struct marker_text *t =
        marker_text_read(answer->vocabulary, answer->arena, reference, answer->question);
    const struct covered of = cover(answer->arena, t, answer->text),
                         in = cover(answer->arena, answer->text, t);
    const double total = fmax(of.total, LEAST_TOTAL), extra = fmin(in.total - in.said, MOST_EXTRA * total);
    struct marker_closeness c = {
        .recall = of.said / total,
        .undenied = of.undenied / total,
        .angle = fmin(1, num_share(of.along, sqrt(of.squares * in.squares))),
        .letters = letters(answer->arena, answer->question, t, answer->text),
        .shorter = fmax(0, log((double)(t->n + MORE_WORDS) / (double)(answer->text->n + MORE_WORDS))),
        .lost_not = says_not(t) && !says_not(answer->text),
        .bare = is_bare(answer->text, t),
    };
    c.both = harmonic(c.recall, num_share(of.said, of.said + extra));
    c.near = WORTH_BOTH * c.both + WORTH_ANGLE * c.angle + WORTH_LETTERS * c.letters -
             COST_SHORTER * c.shorter - COST_LOST_NOT * c.lost_not;
    return c;
}
