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
static double wanted_in(const struct marker_answer *m, const struct marker_sentence *s)
{
    double wanted = 0;
    for (size_t i = s->from; i < s->from + s->n; i++) {
        const struct marker_word *w = &m->text->words[i];
        if (w->asked || marker_text_find(m->wanted, w->stem, strlen(w->stem), 0) >= 0)
            wanted += w->weight;
    }
    return wanted;
}

static bool is_hollow(const struct marker_answer *m, const struct marker_sentence *s)
{
    double own = 0;
    for (size_t i = s->from; i < s->from + s->n; i++) {
        const struct marker_word *w = &m->text->words[i];
        if (w->number)
            return false;
        if (!w->in_cue)
            own += fmax(0, w->weight - COMMON);
    }
    return s->n >= SHORTEST && own < ENOUGH && wanted_in(m, s) < ON_QUESTION;
}

/* Of what a sentence tells, how much is wanted: next to nothing. */
static bool is_beside(const struct marker_answer *m, const struct marker_sentence *s)
{
    double all = 0;
    for (size_t i = s->from; i < s->from + s->n; i++)
        all += m->text->words[i].weight;
    return s->n >= SHORTEST_BESIDE && wanted_in(m, s) < BESIDE * all;
}

const char *marker_hollow_beside(const struct marker_answer *m)
{
    struct buf rest = buf_new(m->arena, 1 << 20);
    bool any = false;
    for (size_t i = 0; i < m->text->sentences_n; i++) {
        const bool beside = is_beside(m, &m->text->sentences[i]);
        any |= beside;
        if (!beside)
            buf_printf(&rest, "%s\n", m->text->sentences[i].text);
    }
    return any && rest.len ? rest.data : NULL;
}

struct marker_hollow marker_hollow_find(const struct marker_answer *m)
{
    struct marker_hollow h = {.first = ""};
    struct buf rest = buf_new(m->arena, 1 << 20);
    for (size_t i = 0; i < m->text->sentences_n; i++) {
        const struct marker_sentence *s = &m->text->sentences[i];
        if (!is_hollow(m, s)) {
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
