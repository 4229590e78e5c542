#include "marker/marker_story.h"
#include <math.h>

#define BIT(cue) (1U << (cue))

enum {
    WHOLE = 8, /* words of a first sentence that sets a scene without saying when */
    LEAST_WORDS = 30,
    LEAST_SENTENCES = 3
};

static const double COMMON = 0.4; /* a word of this weight or less is everybody's */
static const double ENOUGH = 0.3; /* beyond that, in a sentence */

static bool has_number(const struct marker_text *text, const struct marker_sentence *sentence)
{
    for (size_t i = sentence->from; i < sentence->from + sentence->n; i++)
        if (text->words[i].number)
            return true;
    return false;
}

bool marker_story_past(const struct marker_answer *answer, size_t sentence)
{
    const struct marker_sentence *at = &answer->text->sentences[sentence];
    for (size_t i = at->from; i < at->from + at->n; i++)
        if (marker_cues_past(answer->cues, answer->text->words[i].word))
            return true;
    return false;
}

double marker_story_tells(const struct marker_answer *answer, size_t sentence)
{
    const struct marker_sentence *at = &answer->text->sentences[sentence];
    double sum = 0;
    for (size_t i = at->from; i < at->from + at->n; i++) {
        const struct marker_word *word = &answer->text->words[i];
        if (word->number)
            return 1;
        if (!word->in_cue)
            sum += fmax(0, word->weight - COMMON);
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
