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

static void take_structure(const struct marker_answer *answer, const char *kind, struct marker_form *form)
{
    const struct kind *k = kind_of(kind);
    uint32_t signs = 0;
    for (size_t s = 0; s < answer->text->sentences_n; s++)
        if (answer->inside[s])
            signs |= answer->signs[s];
    for (size_t i = 0; i < MARKER_PARTS; i++)
        if (!(signs & k->parts[i].cues))
            form->missing[form->missing_n++] = k->parts[i].name;
    form->structure = 1 - (double)form->missing_n / MARKER_PARTS;
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

static struct counted count(const struct marker_answer *answer)
{
    const struct marker_text *t = answer->text;
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
        c.numbers += number && answer->inside[w->sentence];
        c.inside += answer->inside[w->sentence];
        c.telling += w->weight > 0;
        c.asked += w->weight > 0 && w->asked;
        c.wanted += w->weight > 0 && marker_text_find(answer->wanted, w->stem, strlen(w->stem), 0) >= 0;
    }
    return c;
}

/* Capital letters inside a sentence: people, places, products. */
static size_t names(const struct marker_answer *answer)
{
    size_t n = 0;
    for (size_t s = 0; s < answer->text->sentences_n; s++) {
        if (!answer->inside[s])
            continue;
        for (const char *p = answer->text->sentences[s].text; (p = strchr(p, ' ')) != NULL; p++)
            n += p[1] >= 'A' && p[1] <= 'Z' && p[2] >= 'a' && p[2] <= 'z';
    }
    return n;
}

/* A list of words has none of the words that tie a sentence together. */
static bool is_sentence(const struct marker_text *text, const struct marker_sentence *sentence)
{
    size_t glue = 0;
    for (size_t i = sentence->from; i < sentence->from + sentence->n; i++)
        glue += (text->words[i].tie || text->words[i].deny) && !only_joins(text->words[i].word);
    return sentence->n >= 3 && glue * 8 >= sentence->n;
}

static double in_sentences(const struct marker_text *text)
{
    size_t n = 0;
    for (size_t s = 0; s < text->sentences_n; s++)
        if (is_sentence(text, &text->sentences[s]))
            n += text->sentences[s].n;
    return num_share((double)n, (double)text->n);
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
static double stretch(const struct marker_answer *answer)
{
    size_t breaks = 0, words = 0;
    for (size_t s = 0; s < answer->text->sentences_n; s++) {
        const struct marker_sentence *at = &answer->text->sentences[s];
        breaks++;
        for (const char *p = at->text; *p; p++)
            breaks += *p == ',' || *p == ':' || *p == '/' || *p == '-';
        for (size_t i = at->from; i < at->from + at->n; i++) {
            const bool joins =
                text_among((const char *const[]){"and", "or", "the"}, 3, answer->text->words[i].word);
            breaks += joins;
            words += !joins;
        }
    }
    return (double)words / (double)num_max(breaks, 1);
}

static bool is_list(const struct marker_answer *answer, const struct counted *counted, double sentences)
{
    if (counted->words < LIST_WORDS)
        return false;
    const double together = stretch(answer), wanted = (double)counted->wanted / (double)counted->telling,
                 glue = (double)counted->glue / (double)(counted->words - counted->joins + 1);
    return sentences < 0.34 || (together < 1.7 && glue < 0.4) ||
           (wanted > 0.78 && glue < 0.3 && together < 3) ||
           (wanted > 0.85 &&
            (glue < 0.25 || together > 10)); /* nearly every word is one that an anchor is looked for by */
}

static bool is_nonsense(const struct counted *counted, double sentences)
{
    const double words = (double)counted->words;
    return (double)counted->known < 0.55 * words ||
           (counted->words >= SHORT_WORDS && counted->ties == 0 && sentences < 0.2 &&
            (double)counted->known < 0.75 * words);
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
static bool is_pasted(const struct marker_answer *answer, const struct counted *counted)
{
    const size_t own = counted->telling - counted->asked;
    if (counted->telling == 0 || (double)counted->asked > 0.8 * (double)counted->telling)
        return true;
    return longest_run(answer->text, answer->question) >= LEAST_RUN &&
           ((double)counted->asked > 0.6 * (double)counted->telling || own < LEAST_OWN);
}

static enum marker_shape shape_of(const struct marker_answer *answer, const struct counted *counted,
                                  double sentences)
{
    if (counted->words < LEAST_WORDS)
        return SHAPE_EMPTY;
    if (is_nonsense(counted, sentences))
        return SHAPE_NONSENSE;
    if (is_pasted(answer, counted))
        return SHAPE_PASTED;
    if (answer->count[CUE_NONE] && (counted->words < 45 || counted->inside < 45))
        return SHAPE_PASSED;
    if (is_list(answer, counted, sentences))
        return SHAPE_LIST;
    if (counted->words >= 40 && (double)counted->distinct < 0.28 * fmin((double)counted->words, 150))
        return SHAPE_REPEATED;
    return counted->inside < SHORT_WORDS ? SHAPE_SHORT : SHAPE_FAIR;
}

int marker_form_most(const struct marker_form *form)
{
    static const int most[] = {
        [SHAPE_FAIR] = 10, [SHAPE_EMPTY] = 1,  [SHAPE_NONSENSE] = 1, [SHAPE_PASTED] = 2,
        [SHAPE_LIST] = 3,  [SHAPE_PASSED] = 2, [SHAPE_REPEATED] = 4, [SHAPE_SHORT] = 3,
    };
    if (form->shape == SHAPE_FAIR && form->words < FEW_WORDS)
        return 5;
    return most[form->shape];
}

static bool denying(const struct marker_text *text)
{
    size_t n = 0;
    for (size_t s = 0; s < text->sentences_n; s++) {
        bool denies = false;
        for (size_t i = text->sentences[s].from; i < text->sentences[s].from + text->sentences[s].n; i++)
            denies |= text->words[i].deny;
        n += denies;
    }
    return n >= 2 && n * 5 >= text->sentences_n * 4;
}

/* The fair length in words goes with the fair time; it is reached fast and then counts less and less. */
static double length(size_t words, int64_t seconds)
{
    const double fair = fmin(fmax((double)seconds * 0.55, 70), 150);
    return fmin(1, log1p((double)words / 20) / log1p(fair / 20));
}

/* The first sentence, long enough to quote, of which it is true. */
static const char *first_sentence(const struct marker_answer *answer,
                                  bool (*is)(const struct marker_answer *answer, size_t s))
{
    for (size_t s = 0; s < answer->text->sentences_n; s++)
        if (answer->text->sentences[s].n >= LEAST_QUOTE && is(answer, s))
            return answer->text->sentences[s].text;
    return "";
}

static bool has_figures(const struct marker_answer *answer, size_t which)
{
    const struct marker_sentence *at = &answer->text->sentences[which];
    size_t n = 0;
    for (size_t i = at->from; i < at->from + at->n; i++)
        n += answer->text->words[i].number;
    return n >= 2 && answer->inside[which];
}

static bool is_general(const struct marker_answer *answer, size_t which)
{
    return (answer->signs[which] & (BIT(CUE_EMPTY) | BIT(CUE_REFUSE))) &&
           answer->touched[which] < SAYS_SOMETHING;
}

/* Sentences that anyone could say, beyond a share that anyone may have, and hedging. */
static double vague(const struct marker_answer *answer)
{
    const double words = (double)(answer->text->n + answer->hollow_words) + 15,
                 hedges = 12 * (double)(answer->count[CUE_HEDGE] + 2 * answer->count[CUE_REFUSE]) / words;
    size_t hollow = answer->hollow_words;
    for (size_t s = 0; s < answer->text->sentences_n; s++)
        if (answer->signs[s] & BIT(CUE_EMPTY))
            hollow += answer->text->sentences[s].n;
    return fmin(1, hedges + fmax(0, (double)hollow / words - FREE_HOLLOW) / (MOST_HOLLOW - FREE_HOLLOW));
}

struct marker_form marker_form_read(const struct marker_answer *answer, const char *kind, int64_t seconds)
{
    const struct counted c = count(answer);
    struct marker_form f = {
        .words = c.inside,
        .denying = denying(answer->text),
        .sentences = in_sentences(answer->text),
        .specific = fmin(1, ((double)c.numbers + 0.7 * (double)names(answer)) / 5),
        .length = length(c.inside, seconds),
        .vague = vague(answer),
        .figures = first_sentence(answer, has_figures),
        .general = text_or(answer->hollow_first, first_sentence(answer, is_general)),
    };
    f.copied = (double)longest_run(answer->text, answer->question) / (double)num_max(answer->question->n, 1);
    f.shape = shape_of(answer, &c, f.sentences);
    take_structure(answer, kind, &f);
    return f;
}
