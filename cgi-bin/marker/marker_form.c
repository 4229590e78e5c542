#include "marker/marker_form.h"
#include "base/num.h"
#include "base/text.h"
#include <math.h>
#include <string.h>

enum {
    LEAST_WORDS = 3,
    LEAST_RUN = 5,     /* words of the question in a row */
    LEAST_OWN = 4,     /* telling words of one's own */
    PASSED_WORDS = 60, /* who says more than so much after "I don't know" does answer */
    RUN = 4,           /* words in a row that are said again */
    LONG = 24          /* from so many words on, saying the same again tells */
};

static const double KNOWN = 0.55; /* share of its words that some list has: less is no language of ours */
static const double ASKED =
    0.8; /* share of the telling words that are the question's: more is the question */
static const double REPEATED = 0.45; /* share of four words in a row that stood before */

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

struct counted {
    size_t known, telling, asked;
};

static struct counted count(const struct marker_text *text)
{
    struct counted out = {0};
    for (size_t i = 0; i < text->n; i++) {
        const struct marker_word *word = &text->words[i];
        out.known += word->meaning.known || word->number || word->tie;
        out.telling += word->weight > 0;
        out.asked += word->weight > 0 && word->asked;
    }
    return out;
}

/* The question's words, with next to nothing added. */
static bool is_pasted(const struct marker_answer *answer, const struct counted *counted)
{
    const double share = num_share((double)counted->asked, (double)counted->telling);
    if (counted->telling == 0)
        return true;
    return (share > ASKED && counted->telling - counted->asked < LEAST_OWN) ||
           (longest_run(answer->text, answer->question) >= LEAST_RUN &&
            counted->telling - counted->asked < LEAST_OWN);
}

static bool same_run(const struct marker_text *text, size_t one, size_t other)
{
    for (size_t k = 0; k < RUN; k++)
        if (strcmp(text->words[one + k].stem, text->words[other + k].stem) != 0)
            return false;
    return true;
}

/* Share of the runs of four words that stood before. */
static double repeated(const struct marker_text *text)
{
    size_t again = 0;
    if (text->n < LONG)
        return 0;
    for (size_t i = 0; i + RUN <= text->n; i++)
        for (int k = marker_text_find(text, text->words[i].stem, strlen(text->words[i].stem), 0);
             k >= 0 && (size_t)k < i; k = marker_text_again(text, k))
            if (same_run(text, (size_t)k, i)) {
                again++;
                break;
            }
    return (double)again / (double)(text->n - RUN + 1);
}

static enum marker_shape shape_of(const struct marker_answer *answer)
{
    const struct counted counted = count(answer->text);
    const size_t words = answer->text->n + answer->text->again;
    if (words < LEAST_WORDS)
        return SHAPE_EMPTY;
    if ((double)counted.known < KNOWN * (double)answer->text->n)
        return SHAPE_NONSENSE;
    if (is_pasted(answer, &counted))
        return SHAPE_PASTED;
    if (answer->count[CUE_NONE] && words < PASSED_WORDS)
        return SHAPE_PASSED;
    if (repeated(answer->text) > REPEATED || answer->text->again > answer->text->n)
        return SHAPE_REPEATED;
    return SHAPE_FAIR;
}

int marker_form_most(enum marker_shape shape)
{
    static const int most[] = {
        [SHAPE_FAIR] = 10,  [SHAPE_EMPTY] = 1,    [SHAPE_NONSENSE] = 1, [SHAPE_PASTED] = 2,
        [SHAPE_PASSED] = 2, [SHAPE_REPEATED] = 3, [SHAPE_HOLLOW] = 2,
    };
    return most[shape];
}

struct marker_form marker_form_read(const struct marker_answer *answer)
{
    const double copied =
        num_share((double)longest_run(answer->text, answer->question), (double)answer->question->n);
    return (struct marker_form){.shape = shape_of(answer), .words = answer->text->n, .copied = copied};
}
