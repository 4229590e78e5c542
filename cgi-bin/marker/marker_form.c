#include "marker/marker_form.h"
#include "base/num.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

#define BIT(cue) (1U << (cue))

/* THE table: what each kind of answer is built of, the parts in the order in which their lack is told; any
 * cue of a part will do. */
static const struct kind {
    const char *name;
    struct part {
        const char *name;
        uint32_t cues;
    } parts[MARKER_PARTS];
} kinds[] = {
    {"story",
     {{"outcome", BIT(CUE_OUTCOME)},
      {"own", BIT(CUE_OWN)},
      {"situation", BIT(CUE_SITUATION) | BIT(CUE_TASK)},
      {"lesson", BIT(CUE_LESSON) | BIT(CUE_REASON)}}},
    {"explain",
     {{"reason", BIT(CUE_REASON)},
      {"example", BIT(CUE_EXAMPLE) | BIT(CUE_OWN)},
      {"weigh", BIT(CUE_WEIGH)},
      {"steps", BIT(CUE_STEPS)}}},
    {"design",
     {{"weigh", BIT(CUE_WEIGH)},
      {"steps", BIT(CUE_STEPS)},
      {"reason", BIT(CUE_REASON)},
      {"ask", BIT(CUE_EXAMPLE) | BIT(CUE_ASK)}}},
    {"debug",
     {{"steps", BIT(CUE_STEPS)},
      {"ask", BIT(CUE_ASK)},
      {"weigh", BIT(CUE_WEIGH)},
      {"reason", BIT(CUE_REASON) | BIT(CUE_EXAMPLE)}}},
    {"case",
     {{"weigh", BIT(CUE_WEIGH)},
      {"ask", BIT(CUE_ASK)},
      {"commit", BIT(CUE_REASON) | BIT(CUE_COMMIT)},
      {"steps", BIT(CUE_STEPS)}}},
    {"roleplay",
     {{"ask", BIT(CUE_ASK)},
      {"empathy", BIT(CUE_EMPATHY)},
      {"commit", BIT(CUE_COMMIT)},
      {"reason", BIT(CUE_WEIGH) | BIT(CUE_REASON)}}},
};

static const double FREE_HOLLOW = 0.25;
static const double MOST_HOLLOW = 0.7;
static const double SAYS_SOMETHING = 0.35;

static const struct kind *kind_of(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_equal(kinds[i].name, name))
            return &kinds[i];
    return &kinds[1];
}

static void take_structure(const struct marker_answer *m, const char *kind, struct marker_form *f)
{
    const struct kind *k = kind_of(kind);
    uint32_t signs = 0;
    for (size_t s = 0; s < m->text->sentences_n; s++)
        if (m->inside[s])
            signs |= m->signs[s];
    for (size_t i = 0; i < MARKER_PARTS; i++)
        if (!(signs & k->parts[i].cues))
            f->missing[f->missing_n++] = k->parts[i].name;
    f->structure = 1 - (double)f->missing_n / MARKER_PARTS;
}

/* ---- words ---- */

struct counted {
    size_t words, distinct, ties, known, numbers, inside, asked, telling, wanted, glue, joins;
};

#define AMONG(word, list) text_among(list, sizeof(list) / sizeof *(list), word)

/* A list of words may be strung together by these; they make no sentence. */
static bool only_joins(const char *word)
{
    static const char *const joins[] = {"and", "or",  "the", "a",    "of",  "an",
                                        "in",  "for", "to",  "with", "also"};
    return AMONG(word, joins);
}

static struct counted count(const struct marker_answer *m)
{
    const struct marker_text *t = m->text;
    struct counted c = {.words = t->n};
    for (size_t i = 0; i < t->n; i++) {
        const struct marker_word *w = &t->words[i];
        const int first = marker_text_find(t, w->stem, strlen(w->stem), 0);
        const bool number = w->number;
        c.distinct += first < 0 || (size_t)first == i;
        c.ties += w->tie || w->deny;
        c.joins += only_joins(w->word);
        c.glue += (w->tie || w->deny) && !only_joins(w->word);
        c.known += w->meaning.known || number;
        c.numbers += number && m->inside[w->sentence];
        c.inside += m->inside[w->sentence];
        c.telling += w->weight > 0;
        c.asked += w->weight > 0 && w->asked;
        c.wanted += w->weight > 0 && marker_text_find(m->wanted, w->stem, strlen(w->stem), 0) >= 0;
    }
    return c;
}

/* Capital letters inside a sentence: people, places, products. */
static size_t names(const struct marker_answer *m)
{
    size_t n = 0;
    for (size_t s = 0; s < m->text->sentences_n; s++) {
        if (!m->inside[s])
            continue;
        for (const char *p = m->text->sentences[s].text; (p = strchr(p, ' ')) != NULL; p++)
            n += p[1] >= 'A' && p[1] <= 'Z' && p[2] >= 'a' && p[2] <= 'z';
    }
    return n;
}

/* A list of words has none of the words that tie a sentence together. */
static bool is_sentence(const struct marker_text *t, const struct marker_sentence *s)
{
    size_t glue = 0;
    for (size_t i = s->from; i < s->from + s->n; i++)
        glue += (t->words[i].tie || t->words[i].deny) && !only_joins(t->words[i].word);
    return s->n >= 3 && glue * 8 >= s->n;
}

static double in_sentences(const struct marker_text *t)
{
    size_t n = 0;
    for (size_t s = 0; s < t->sentences_n; s++)
        if (is_sentence(t, &t->sentences[s]))
            n += t->sentences[s].n;
    return num_share((double)n, (double)t->n);
}

/* ---- the shape ---- */

enum {
    LEAST_WORDS = 3,
    LEAST_QUOTE = 4,
    LEAST_RUN = 5, /* words of the question in a row */
    LEAST_OWN = 4, /* telling words of one's own */
    SHORT_WORDS = 12,
    FEW_WORDS = 25,
    LIST_WORDS = 6 /* fewer words may stand without a sentence */
};

/* How many words stand together before a comma, a full stop or a joining word: in a list one or two. */
static double stretch(const struct marker_answer *m)
{
    size_t breaks = 0, words = 0;
    for (size_t s = 0; s < m->text->sentences_n; s++) {
        const struct marker_sentence *at = &m->text->sentences[s];
        breaks++;
        for (const char *p = at->text; *p; p++)
            breaks += *p == ',' || *p == ':' || *p == '/' || *p == '-';
        for (size_t i = at->from; i < at->from + at->n; i++) {
            const bool joins =
                text_among((const char *const[]){"and", "or", "the"}, 3, m->text->words[i].word);
            breaks += joins;
            words += !joins;
        }
    }
    return (double)words / (double)num_max(breaks, 1);
}

static bool is_list(const struct marker_answer *m, const struct counted *c, double sentences)
{
    if (c->words < LIST_WORDS)
        return false;
    const double together = stretch(m), wanted = (double)c->wanted / (double)c->telling,
                 glue = (double)c->glue / (double)(c->words - c->joins + 1);
    return sentences < 0.34 || (together < 1.7 && glue < 0.4) ||
           (wanted > 0.78 && glue < 0.3 && together < 3) ||
           (wanted > 0.85 &&
            (glue < 0.25 || together > 10)); /* nearly every word is one that an anchor is looked for by */
}

static bool is_nonsense(const struct counted *c, double sentences)
{
    const double words = (double)c->words;
    return (double)c->known < 0.55 * words ||
           (c->words >= SHORT_WORDS && c->ties == 0 && sentences < 0.2 && (double)c->known < 0.75 * words);
}

/* The longest run of words that stands in the question just so. */
static size_t longest_run(const struct marker_text *answer, const struct marker_text *question)
{
    size_t longest = 0;
    for (size_t q = 0; q < question->n; q++)
        for (int i = marker_text_find(answer, question->words[q].stem, strlen(question->words[q].stem), 0);
             i >= 0; i = marker_text_again(answer, i)) {
            size_t n = 1;
            while (q + n < question->n && (size_t)i + n < answer->n &&
                   strcmp(question->words[q + n].word, answer->words[(size_t)i + n].word) == 0)
                n++;
            longest = num_max(n, longest);
        }
    return longest;
}

/* The question's words, with next to nothing added. */
static bool is_pasted(const struct marker_answer *m, const struct counted *c)
{
    const size_t own = c->telling - c->asked;
    if (c->telling == 0 || (double)c->asked > 0.8 * (double)c->telling)
        return true;
    return longest_run(m->text, m->question) >= LEAST_RUN &&
           ((double)c->asked > 0.6 * (double)c->telling || own < LEAST_OWN);
}

static enum marker_shape shape_of(const struct marker_answer *m, const struct counted *c, double sentences)
{
    if (c->words < LEAST_WORDS)
        return SHAPE_EMPTY;
    if (is_nonsense(c, sentences))
        return SHAPE_NONSENSE;
    if (is_pasted(m, c))
        return SHAPE_PASTED;
    if (m->count[CUE_NONE] && (c->words < 45 || c->inside < 45))
        return SHAPE_PASSED;
    if (is_list(m, c, sentences))
        return SHAPE_LIST;
    if (c->words >= 40 && (double)c->distinct < 0.28 * fmin((double)c->words, 150))
        return SHAPE_REPEATED;
    return c->inside < SHORT_WORDS ? SHAPE_SHORT : SHAPE_FAIR;
}

int marker_form_most(const struct marker_form *f)
{
    static const int most[] = {
        [SHAPE_FAIR] = 10, [SHAPE_EMPTY] = 1,  [SHAPE_NONSENSE] = 1, [SHAPE_PASTED] = 2,
        [SHAPE_LIST] = 3,  [SHAPE_PASSED] = 2, [SHAPE_REPEATED] = 4, [SHAPE_SHORT] = 3,
    };
    if (f->shape == SHAPE_FAIR && f->words < FEW_WORDS)
        return 5;
    return most[f->shape];
}

static bool denying(const struct marker_text *t)
{
    size_t n = 0;
    for (size_t s = 0; s < t->sentences_n; s++) {
        bool denies = false;
        for (size_t i = t->sentences[s].from; i < t->sentences[s].from + t->sentences[s].n; i++)
            denies |= t->words[i].deny;
        n += denies;
    }
    return n >= 2 && n * 5 >= t->sentences_n * 4;
}

/* The fair length in words goes with the fair time; it is reached fast and then counts less and less. */
static double length(size_t words, int64_t seconds)
{
    const double fair = fmin(fmax((double)seconds * 0.55, 70), 150);
    return fmin(1, log1p((double)words / 20) / log1p(fair / 20));
}

/* The first sentence, long enough to quote, of which it is true. */
static const char *first_sentence(const struct marker_answer *m,
                                  bool (*is)(const struct marker_answer *m, size_t s))
{
    for (size_t s = 0; s < m->text->sentences_n; s++)
        if (m->text->sentences[s].n >= LEAST_QUOTE && is(m, s))
            return m->text->sentences[s].text;
    return "";
}

static bool has_figures(const struct marker_answer *m, size_t s)
{
    const struct marker_sentence *at = &m->text->sentences[s];
    size_t n = 0;
    for (size_t i = at->from; i < at->from + at->n; i++)
        n += m->text->words[i].number;
    return n >= 2 && m->inside[s];
}

static bool is_general(const struct marker_answer *m, size_t s)
{
    return (m->signs[s] & (BIT(CUE_EMPTY) | BIT(CUE_REFUSE))) && m->touched[s] < SAYS_SOMETHING;
}

/* Sentences that anyone could say, beyond a share that anyone may have, and hedging. */
static double vague(const struct marker_answer *m)
{
    const double words = (double)(m->text->n + m->hollow_words) + 15,
                 hedges = 12 * (double)(m->count[CUE_HEDGE] + 2 * m->count[CUE_REFUSE]) / words;
    size_t hollow = m->hollow_words;
    for (size_t s = 0; s < m->text->sentences_n; s++)
        if (m->signs[s] & BIT(CUE_EMPTY))
            hollow += m->text->sentences[s].n;
    return fmin(1, hedges + fmax(0, (double)hollow / words - FREE_HOLLOW) / (MOST_HOLLOW - FREE_HOLLOW));
}

struct marker_form marker_form_read(const struct marker_answer *m, const char *kind, int64_t seconds)
{
    const struct counted c = count(m);
    struct marker_form f = {
        .words = c.inside,
        .denying = denying(m->text),
        .sentences = in_sentences(m->text),
        .specific = fmin(1, ((double)c.numbers + 0.7 * (double)names(m)) / 5),
        .length = length(c.inside, seconds),
        .vague = vague(m),
        .figures = first_sentence(m, has_figures),
        .general = text_or(m->hollow_first, first_sentence(m, is_general)),
    };
    f.copied = (double)longest_run(m->text, m->question) / (double)num_max(m->question->n, 1);
    f.shape = shape_of(m, &c, f.sentences);
    take_structure(m, kind, &f);
    return f;
}
