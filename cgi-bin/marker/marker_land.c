#include "marker/marker_land.h"
#include "base/num.h"
#include <math.h>

static const double NEVER = -8;  /* the logit of what no sentence says */
static const double CLEARLY = 2; /* so much surer, and a sentence is another anchor's */

enum { WORST = 3 };

size_t marker_land_usual(const json *feedback, const char *kind, struct marker_anchor out[MARKER_ANCHORS])
{
    const json *usual = json_get(feedback, "usual"), *list = json_get(usual, kind);
    if (!list)
        list = json_get(usual, "other");
    return marker_wanted_take(list, NULL, NULL, out, MARKER_ANCHORS);
}

/* The logit of each anchor for each sentence: [anchor * sentences + sentence]. */
static double *logits(const struct marker_weights *weights, const struct marker_measures *measured)
{
    const size_t n = measured->wanted->anchors_n, sentences = measured->answer.text->sentences_n;
    double *out = arena_array(measured->answer.arena, n * sentences + 1, sizeof *out);
    for (size_t i = 0; i < n * sentences; i++)
        out[i] = marker_weights_sum(weights->sentence[measured->wanted->anchors[i / sentences].how],
                                    measured->evidence[i].at, EVIDENCES);
    return out;
}

static void find_best(const double *mine, size_t n, size_t *best, double *first, double *second)
{
    *best = 0;
    *first = *second = NEVER;
    for (size_t s = 0; s < n; s++) {
        if (mine[s] > *first) {
            *second = *first;
            *first = mine[s];
            *best = s;
        } else {
            *second = fmax(*second, mine[s]);
        }
    }
}

static void land_one(const struct marker_measures *measured, const double *all, size_t which,
                     double at[LANDINGS], size_t *sentence)
{
    const size_t n = measured->answer.text->sentences_n, anchors = measured->wanted->anchors_n;
    double rest = 0, rival = NEVER;
    find_best(&all[which * n], n, sentence, &at[LANDING_best], &at[LANDING_second]);
    for (size_t i = 0; i < anchors; i++) {
        size_t where;
        double first, second;
        if (i == which)
            continue;
        find_best(&all[i * n], n, &where, &first, &second);
        rest += marker_weights_sure(first);
        if (n > 0)
            rival = fmax(rival, all[i * n + *sentence]);
    }
    at[LANDING_one] = 1;
    at[LANDING_rival] = fmax(rival, NEVER);
    at[LANDING_taken] = rival > at[LANDING_best];
    at[LANDING_rest] = num_share(rest, (double)anchors - 1);
}

/* One sentence shows one anchor, unless it says the second as surely. */
static void part_sentences(struct marker_landed *landed, size_t n, const double *all, size_t sentences)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) {
            if (i == k || landed->anchors[i].landing != LANDING_SHOWN ||
                landed->anchors[k].landing != LANDING_SHOWN ||
                landed->anchors[i].sentence != landed->anchors[k].sentence)
                continue;
            const size_t at = landed->anchors[i].sentence;
            if (all[i * sentences + at] + CLEARLY < all[k * sentences + at])
                landed->anchors[i].landing = LANDING_PERHAPS;
        }
}

/* How much closer to wrong sentences than to right ones the worst of its sentences are. */
static double wrong(const struct marker_measures *measured)
{
    const size_t n = measured->answer.text->sentences_n;
    double worst[WORST] = {0};
    for (size_t s = 0; s < n; s++) {
        double here = 0;
        for (size_t i = 0; i < measured->wanted->anchors_n; i++)
            here = fmax(here, measured->evidence[i * n + s].at[EVIDENCE_wronger]);
        for (size_t k = 0; k < WORST; k++)
            if (here > worst[k]) {
                const double less = worst[k];
                worst[k] = here;
                here = less;
            }
    }
    return worst[0] + worst[1] + worst[2];
}

struct marker_landed marker_land(const struct marker_weights *weights, const struct marker_measures *measured,
                                 const struct marker_profile *profile)
{
    struct marker_landed out = {0};
    const size_t n = measured->wanted->anchors_n, sentences = measured->answer.text->sentences_n;
    const double *all = logits(weights, measured);
    out.wrong = wrong(measured);
    for (size_t i = 0; i < n; i++) {
        const enum marker_how how = measured->wanted->anchors[i].how;
        land_one(measured, all, i, out.anchors[i].at, &out.anchors[i].sentence);
        out.anchors[i].at[LANDING_substance] = profile->at[PROFILE_substance];
        out.anchors[i].at[LANDING_place] = profile->at[PROFILE_place];
        out.anchors[i].at[LANDING_wrong] = out.wrong;
        out.anchors[i].quote = "";
        if (sentences == 0)
            continue;
        out.anchors[i].sure =
            marker_weights_sure(marker_weights_sum(weights->anchor[how], out.anchors[i].at, LANDINGS));
        if (out.anchors[i].sure >= weights->shown[how])
            out.anchors[i].landing = LANDING_SHOWN;
        else if (out.anchors[i].sure >= weights->perhaps[how])
            out.anchors[i].landing = LANDING_PERHAPS;
    }
    part_sentences(&out, n, all, sentences);
    for (size_t i = 0; i < n; i++)
        if (out.anchors[i].landing != LANDING_NOT)
            out.anchors[i].quote = measured->answer.text->sentences[out.anchors[i].sentence].text;
    return out;
}
