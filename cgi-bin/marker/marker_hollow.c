#include "marker/marker_hollow.h"
#include "base/buf.h"
#include <math.h>
#include <string.h>

enum {
    SHORTEST_BESIDE = 6,
    SHORTEST = 10
}; /* shorter sentences may be what a person says who has little to add */

static const double COMMON = 0.4;      /* a word of this weight or less is everybody's */
static const double ENOUGH = 0.3;      /* beyond that, in all, a sentence says something of its own */
static const double BESIDE = 0.25;     /* a sentence with a smaller share of it is beside the question */
static const double ON_QUESTION = 0.8; /* ... or with so much of what the question is after */

/* How much of what the question is after. */
static double wanted_in(const struct marker_answer *answer, const struct marker_sentence *sentence)
{
    double wanted = 0;
    for (size_t i = sentence->from; i < sentence->from + sentence->n; i++) {
        const struct marker_word *w = &answer->text->words[i];
        if (w->asked || marker_text_find(answer->wanted, w->stem, strlen(w->stem), 0) >= 0)
            wanted += w->weight;
    }
    return wanted;
}

static bool is_hollow(const struct marker_answer *answer, const struct marker_sentence *sentence)
{
    double own = 0;
    for (size_t i = sentence->from; i < sentence->from + sentence->n; i++) {
        const struct marker_word *w = &answer->text->words[i];
        if (w->number)
            return false;
        if (!w->in_cue)
            own += fmax(0, w->weight - COMMON);
    }
    return sentence->n >= SHORTEST && own < ENOUGH && wanted_in(answer, sentence) < ON_QUESTION;
}

/* Of what a sentence tells, how much is wanted: next to nothing. */
static bool is_beside(const struct marker_answer *answer, const struct marker_sentence *sentence)
{
    double all = 0;
    for (size_t i = sentence->from; i < sentence->from + sentence->n; i++)
        all += answer->text->words[i].weight;
    return sentence->n >= SHORTEST_BESIDE && wanted_in(answer, sentence) < BESIDE * all;
}

const char *marker_hollow_beside(const struct marker_answer *answer)
{
    struct buf rest = buf_new(answer->arena, 1 << 20);
    bool any = false;
    for (size_t i = 0; i < answer->text->sentences_n; i++) {
        const bool beside = is_beside(answer, &answer->text->sentences[i]);
        any |= beside;
        if (!beside)
            buf_printf(&rest, "%s\n", answer->text->sentences[i].text);
    }
    return any && rest.len ? rest.data : NULL;
}

struct marker_hollow marker_hollow_find(const struct marker_answer *answer)
{
    struct marker_hollow h = {.first = ""};
    struct buf rest = buf_new(answer->arena, 1 << 20);
    for (size_t i = 0; i < answer->text->sentences_n; i++) {
        const struct marker_sentence *s = &answer->text->sentences[i];
        if (!is_hollow(answer, s)) {
            buf_printf(&rest, "%s\n", s->text);
            continue;
        }
        h.words += s->n;
        if (!*h.first)
            h.first = s->text;
    }
    if (h.words)
        h.rest = rest.data;
    return h;
}
