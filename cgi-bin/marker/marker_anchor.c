#include "marker/marker_anchor.h"
#include "base/num.h"
#include "marker/marker_story.h"
#include "marker/marker_words.h"
#include <math.h>
#include <string.h>

/* Weights, found by cross-validation by question (tests/bench/README); none is known better than by a tenth.
 */
static const double NAME = 0.6;        /* a word of the anchor's name against one of its text */
static const double NEXT = 0.85;       /* said in the sentence after */
static const double WHOLE = 0.7;       /* said anywhere in the answer */
static const double SAID = 1.25;       /* the whole anchor said in its own words */
static const double SAID_ALONE = 2.2;  /* ... where no other words are known to show it */
static const double LEAST_TOTAL = 1.5; /* an anchor of few telling words is not said by one of them */
static const double SHOWN = 0.9;       /* shown by the words that stand with it */
static const double TAKEN_UP = 0.4;    /* a word of the question taken up, towards being on the question */
static const double ON_QUESTION = 0.35;
static const double HOLLOW = 0.5;      /* what is left of a sentence that anyone could say */
static const double TOLD = 0.25;       /* a story with all its parts, whatever it is about */
static const double PLAYED = 0.3;      /* of a sentence that plays a part of it */
static const double LEAST_BEST = 0.15; /* of the sentence that is quoted */

static const double TOUCHED = 0.2; /* a sentence that says so much of an anchor is on the question */

#define PARTS (1U << CUE_SITUATION | 1U << CUE_TASK | 1U << CUE_OWN | 1U << CUE_OUTCOME | 1U << CUE_LESSON)

enum { LEAST_WORDS = 2 };

size_t marker_anchor_take(const json *list, struct marker_anchor *out, size_t most)
{
    size_t n = 0;
    for (; n < json_len(list) && n < most; n++) {
        const json *one = json_at(list, n);
        out[n] = (struct marker_anchor){.name = json_get_text(one, "name", ""),
                                        .text = json_get_text(one, "anchor", ""),
                                        .words = json_get(one, "words")};
    }
    return n;
}

/* What an anchor is looked for by: its terms with their weights, and where the answer says each. */
struct term {
    double weight;
    struct marker_hit *hits, best;
};
struct search {
    const struct marker_answer *m;
    struct term *terms;
    size_t n;
    double total;
    struct marker_hit *shown; /* by sentence: noisy or of the phrases */
    uint32_t roles;
    double said; /* what the anchor's own words are worth */
};

static bool seen(const struct marker_text *text, size_t i)
{
    const int first = marker_text_find(text, text->words[i].stem, strlen(text->words[i].stem), 0);
    return first >= 0 && (size_t)first < i;
}

static void add_terms(struct search *search, const struct marker_text *text, double part)
{
    for (size_t i = 0; i < text->n; i++) {
        const struct marker_word *w = &text->words[i];
        if (w->weight <= 0 || seen(text, i))
            continue;
        struct term *one = &search->terms[search->n++];
        one->weight = w->weight * part * marker_text_counts(w->asked);
        one->hits = arena_array(search->m->arena, search->m->text->sentences_n + 1, sizeof *one->hits);
        one->best = marker_words_say(search->m->text, w, one->hits);
        search->total += one->weight;
    }
}

static void add_phrases(struct search *search, const json *words)
{
    const size_t n = search->m->text->sentences_n;
    struct marker_hit *hits = arena_array(search->m->arena, n + 1, sizeof *hits);
    for (size_t i = 0; i < json_len(words); i++) {
        const struct marker_text *phrase = marker_text_read(
            search->m->grammar, search->m->arena, json_text(json_at(words, i), ""), search->m->question);
        memset(hits, 0, n * sizeof *hits);
        marker_words_show(search->m->text, phrase, hits);
        for (size_t s = 0; s < n; s++) {
            search->shown[s].sure = 1 - (1 - search->shown[s].sure) * (1 - hits[s].sure);
            search->shown[s].undenied = 1 - (1 - search->shown[s].undenied) * (1 - hits[s].undenied);
        }
    }
}

/* Share of the terms that sentence s says, those of the next one nearly counted. */
static struct marker_hit said(const struct search *search, size_t which)
{
    struct marker_hit sum = {0};
    const bool last = which + 1 >= search->m->text->sentences_n;
    for (size_t i = 0; i < search->n; i++) {
        const struct term *t = &search->terms[i];
        struct marker_hit next = {0};
        if (!last)
            next = t->hits[which + 1];
        sum.sure += t->weight * fmax(t->hits[which].sure, next.sure * NEXT);
        sum.undenied += t->weight * fmax(t->hits[which].undenied, next.undenied * NEXT);
    }
    if (search->total <= 0)
        return (struct marker_hit){0};
    return (struct marker_hit){sum.sure / search->total, sum.undenied / search->total};
}

static struct marker_hit said_anywhere(const struct search *search)
{
    struct marker_hit sum = {0};
    for (size_t i = 0; i < search->n; i++) {
        sum.sure += search->terms[i].weight * search->terms[i].best.sure;
        sum.undenied += search->terms[i].weight * search->terms[i].best.undenied;
    }
    if (search->total <= 0)
        return sum;
    return (struct marker_hit){sum.sure / search->total * WHOLE, sum.undenied / search->total * WHOLE};
}

static double either(double one, double other)
{
    return 1 - (1 - fmin(one, 1)) * (1 - fmin(other, 1));
}

static struct marker_hit named_at(const struct search *search, size_t which)
{
    const struct marker_hit own = said(search, which), shown = search->shown[which];
    double part = 1;
    if (search->m->signs[which] & (1U << CUE_EMPTY))
        part = HOLLOW;
    return (struct marker_hit){
        .sure = part * either(own.sure * search->said, shown.sure * SHOWN),
        .undenied = part * either(own.undenied * search->said, shown.undenied * SHOWN),
    };
}

static struct search look(const struct marker_answer *answer, const struct marker_anchor *anchor)
{
    struct marker_text *name =
                           marker_text_read(answer->grammar, answer->arena, anchor->name, answer->question),
                       *text =
                           marker_text_read(answer->grammar, answer->arena, anchor->text, answer->question);
    struct search k = {.m = answer};
    k.terms = arena_array(answer->arena, name->n + text->n + 1, sizeof *k.terms);
    k.shown = arena_array(answer->arena, answer->text->sentences_n + 1, sizeof *k.shown);
    add_terms(&k, text, 1);
    add_terms(&k, name, NAME);
    k.total = fmax(k.total, LEAST_TOTAL);
    k.said = SAID_ALONE;
    if (json_len(anchor->words))
        k.said = SAID;
    add_phrases(&k, anchor->words);
    if (answer->story)
        k.roles = marker_cues_roles(answer->cues, name);
    if (answer->story && !k.roles)
        k.roles = marker_cues_roles(answer->cues, text);
    return k;
}

static double named(const struct search *search)
{
    double best = 0;
    for (size_t s = 0; s < search->m->text->sentences_n; s++)
        best = fmax(best, named_at(search, s).sure);
    return best;
}

/* How much of the question's own words the answer takes up. */
static double takes_up(const struct marker_answer *answer)
{
    struct search k = {.m = answer,
                       .terms = arena_array(answer->arena, answer->question->n + 1, sizeof *k.terms)};
    add_terms(&k, answer->question, 1);
    return said_anywhere(&k).undenied / WHOLE;
}

static double on_question(const struct search *search, size_t n)
{
    double sum = 0, told = 0;
    for (size_t i = 0; i < n; i++)
        sum += named(&search[i]);
    if (n == 0)
        return 0;
    if (search->m->story)
        told = TOLD * marker_story_told(search->m);
    const double named_or_taken = sum / (double)n + TAKEN_UP * takes_up(search->m);
    return fmin(1, fmax(named_or_taken, told));
}

/* Where an anchor is said best; the number of sentences if nowhere. */
static size_t best_place(const struct marker_answer *answer, const struct search *search)
{
    size_t at = answer->text->sentences_n;
    double best = TOUCHED;
    for (size_t s = 0; s < answer->text->sentences_n; s++) {
        const double here = named_at(search, s).undenied;
        answer->touched[s] = fmax(answer->touched[s], here);
        if (here <= best || (answer->signs[s] & (1U << CUE_EMPTY)))
            continue;
        best = here;
        at = s;
    }
    return at;
}

/* From the first to the last place where an anchor is said best, with the sentence before, which sets the
 * scene. What is added for length adds nothing so. */
static void find_inside(const struct marker_answer *answer, const struct search *search, size_t n)
{
    const size_t all = answer->text->sentences_n;
    size_t first = all, last = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t at = best_place(answer, &search[i]);
        if (at == all)
            continue;
        first = num_min(at, first);
        last = num_max(at, last);
    }
    for (size_t s = 0; s < all && answer->story && marker_story_told(answer) > 0.6; s++) {
        if (marker_story_plays(answer, PARTS, s) < PLAYED)
            continue;
        first = num_min(s, first);
        last = num_max(s, last);
    }
    for (size_t s = first - (first > 0); s <= last + 1 && s < all && first < all; s++)
        answer->inside[s] = true;
}

static struct marker_found conclude(const struct search *search, const struct marker_anchor *anchor,
                                    double on)
{
    const struct marker_answer *m = search->m;
    const double gate = fmin(1, on / ON_QUESTION);
    struct marker_found f = {.anchor = *anchor, .quote = "", .near = ""};
    const char *quote = "";
    double best = 0;
    for (size_t s = 0; s < m->text->sentences_n; s++) {
        const struct marker_hit by_name = named_at(search, s);
        double role = 0;
        if (search->roles && m->inside[s])
            role = gate * marker_story_plays(m, search->roles, s);
        const struct marker_hit at = {either(by_name.sure, role), either(by_name.undenied, role)};
        m->touched[s] = fmax(m->touched[s], at.sure);
        if (m->text->sentences[s].n < LEAST_WORDS)
            continue;
        if (at.undenied > f.undenied)
            f.near = m->text->sentences[s].text;
        f.undenied = fmax(f.undenied, at.undenied);
        if (at.sure <= best)
            continue;
        best = at.sure;
        quote = m->text->sentences[s].text;
    }
    const struct marker_hit anywhere = said_anywhere(search);
    f.strength = fmin(1, fmax(best, either(best * 0.6, anywhere.sure)));
    f.undenied = fmin(1, fmax(f.undenied, anywhere.undenied));
    f.landed = f.strength >= MARKER_LANDED && best > LEAST_BEST && *quote;
    if (f.landed)
        f.quote = quote;
    return f;
}

double marker_anchor_find(const struct marker_answer *answer, const struct marker_anchor *anchors, size_t n,
                          struct marker_found *out)
{
    struct search *k = arena_array(answer->arena, n + 1, sizeof *k);
    for (size_t i = 0; i < n; i++)
        k[i] = look(answer, &anchors[i]);
    const double on = on_question(k, n);
    find_inside(answer, k, n);
    for (size_t i = 0; i < n; i++)
        out[i] = conclude(&k[i], &anchors[i], on);
    return on;
}
