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

static bool has_number(const struct marker_text *t, const struct marker_sentence *s)
{
    for (size_t i = s->from; i < s->from + s->n; i++)
        if (t->words[i].number)
            return true;
    return false;
}

static bool denies(const struct marker_text *t, const struct marker_sentence *s)
{
    for (size_t i = s->from; i < s->from + s->n && s->n <= SHORT; i++)
        if (t->words[i].deny)
            return true;
    return false;
}

/* How much a sentence says that not any sentence could say, 0..1: a figure, or words that are not
 * everybody's. */
static double tells(const struct marker_text *t, const struct marker_sentence *s)
{
    double sum = 0;
    for (size_t i = s->from; i < s->from + s->n; i++) {
        const struct marker_word *w = &t->words[i];
        if (w->number)
            return 1;
        if (!w->in_cue)
            sum += fmax(0, w->weight - COMMON);
    }
    return fmin(1, sum / ENOUGH);
}

/* The first sentence sets the scene, and figures near the end are what came of it, whatever their words. */
static uint32_t signs_at(const struct marker_answer *m, size_t s)
{
    const struct marker_sentence *at = &m->text->sentences[s];
    uint32_t signs = m->signs[s];
    if (signs & BIT(CUE_EMPTY))
        return 0;
    if (s == 0 && at->n >= WHOLE)
        signs |= BIT(CUE_SITUATION);
    if (s * 3 >= m->text->sentences_n * 2 && has_number(m->text, at))
        signs |= BIT(CUE_OUTCOME);
    return signs;
}

static bool is_more(const struct marker_answer *m, enum marker_cue cue, size_t s)
{
    switch (cue) {
    case CUE_OUTCOME:
        return has_number(m->text, &m->text->sentences[s]);
    case CUE_SITUATION:
        return s * 3 < m->text->sentences_n;
    case CUE_OWN:
        return m->count[CUE_OWN] > 2;
    default:
        return false;
    }
}

double marker_story_plays(const struct marker_answer *m, uint32_t roles, size_t s)
{
    const uint32_t signs = signs_at(m, s) & roles;
    double sure = 0;
    for (size_t i = 0; i < sizeof worth / sizeof *worth; i++)
        if (signs & BIT(worth[i].cue))
            sure = fmax(sure, is_more(m, worth[i].cue, s) ? worth[i].more : worth[i].plain);
    sure *= tells(m->text, &m->text->sentences[s]);
    if (denies(m->text, &m->text->sentences[s]))
        sure *= DENIED;
    return sure;
}

double marker_story_told(const struct marker_answer *m)
{
    size_t situation = 0, own = 0, outcome = 0;
    if (m->text->n < LEAST_WORDS || m->text->sentences_n < LEAST_SENTENCES)
        return 0;
    for (size_t s = 0; s < m->text->sentences_n; s++) {
        const uint32_t signs = signs_at(m, s);
        situation += (signs & (BIT(CUE_SITUATION) | BIT(CUE_TASK))) != 0;
        own += (signs & BIT(CUE_OWN)) != 0;
        outcome += (signs & (BIT(CUE_OUTCOME) | BIT(CUE_LESSON))) != 0;
    }
    return ((situation > 0) + (own > 1) + (outcome > 0)) / 3.0;
}
