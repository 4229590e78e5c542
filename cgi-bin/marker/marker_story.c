#include "marker/marker_story.h"
#include <math.h>

#define BIT(cue) (1U << (cue))

enum {
    SHORT = 12, /* a "not" in a sentence of so few words denies all of it */
    WHOLE = 8,  /* words of a sentence that may set a scene without saying when */
    LEAST_WORDS = 30,
    LEAST_SENTENCES = 3
};

static const double DENIED = 0.3;
static const double COMMON = 0.4; /* a word of this weight or less is everybody's */
static const double ENOUGH = 0.3; /* beyond that, in a sentence */

/* What a sentence with a cue is worth, and with more than the cue. */
static const struct {
    enum marker_cue cue;
    double plain, more;
} worth[] = {
    {CUE_OUTCOME, 0.32, 0.5},                         /* more: with a figure */
    {CUE_SITUATION, 0.2, 0.42},                       /* more: early on */
    {CUE_TASK, 0.35, 0.35},     {CUE_OWN, 0.25, 0.4}, /* more: as one of several */
    {CUE_LESSON, 0.45, 0.45},   {CUE_REASON, 0.2, 0.2},
};

static bool has_number(const struct marker_text *text, const struct marker_sentence *sentence)
{
    for (size_t i = sentence->from; i < sentence->from + sentence->n; i++)
        if (text->words[i].number)
            return true;
    return false;
}

static bool denies(const struct marker_text *text, const struct marker_sentence *sentence)
{
    for (size_t i = sentence->from; i < sentence->from + sentence->n && sentence->n <= SHORT; i++)
        if (text->words[i].deny)
            return true;
    return false;
}

/* How much a sentence says that not any sentence could say, 0..1: a figure, or words that are not
 * everybody's. */
static double tells(const struct marker_text *text, const struct marker_sentence *sentence)
{
    double sum = 0;
    for (size_t i = sentence->from; i < sentence->from + sentence->n; i++) {
        const struct marker_word *w = &text->words[i];
        if (w->number)
            return 1;
        if (!w->in_cue)
            sum += fmax(0, w->weight - COMMON);
    }
    return fmin(1, sum / ENOUGH);
}

/* The first sentence sets the scene, and figures near the end are what came of it, whatever their words. */
static uint32_t signs_at(const struct marker_answer *answer, size_t which)
{
    const struct marker_sentence *at = &answer->text->sentences[which];
    uint32_t signs = answer->signs[which];
    if (signs & BIT(CUE_EMPTY))
        return 0;
    if (which == 0 && at->n >= WHOLE)
        signs |= BIT(CUE_SITUATION);
    if (which * 3 >= answer->text->sentences_n * 2 && has_number(answer->text, at))
        signs |= BIT(CUE_OUTCOME);
    return signs;
}

static bool is_more(const struct marker_answer *answer, enum marker_cue cue, size_t which)
{
    switch (cue) {
    case CUE_OUTCOME:
        return has_number(answer->text, &answer->text->sentences[which]);
    case CUE_SITUATION:
        return which * 3 < answer->text->sentences_n;
    case CUE_OWN:
        return answer->count[CUE_OWN] > 2;
    default:
        return false;
    }
}

double marker_story_plays(const struct marker_answer *answer, uint32_t roles, size_t which)
{
    const uint32_t signs = signs_at(answer, which) & roles;
    double sure = 0;
    for (size_t i = 0; i < sizeof worth / sizeof *worth; i++)
        if (signs & BIT(worth[i].cue))
            sure = fmax(sure, is_more(answer, worth[i].cue, which) ? worth[i].more : worth[i].plain);
    sure *= tells(answer->text, &answer->text->sentences[which]);
    if (denies(answer->text, &answer->text->sentences[which]))
        sure *= DENIED;
    return sure;
}

double marker_story_told(const struct marker_answer *answer)
{
    size_t situation = 0, own = 0, outcome = 0;
    if (answer->text->n < LEAST_WORDS || answer->text->sentences_n < LEAST_SENTENCES)
        return 0;
    for (size_t s = 0; s < answer->text->sentences_n; s++) {
        const uint32_t signs = signs_at(answer, s);
        situation += (signs & (BIT(CUE_SITUATION) | BIT(CUE_TASK))) != 0;
        own += (signs & BIT(CUE_OWN)) != 0;
        outcome += (signs & (BIT(CUE_OUTCOME) | BIT(CUE_LESSON))) != 0;
    }
    return ((situation > 0) + (own > 1) + (outcome > 0)) / 3.0;
}
