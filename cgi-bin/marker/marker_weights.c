#include "marker/marker_weights.h"
#include "base/text.h"
#include <math.h>

static const char *const ways[WAYS] = {
    [WAY_KNOWN] = "known", [WAY_BARE] = "bare", [WAY_STORY] = "story", [WAY_GOOD] = "good"};

static const char *const hows[HOWS] = {
    [HOW_KNOWN] = "known",   [HOW_BARE] = "bare",     [HOW_SITUATION] = "situation",
    [HOW_TASK] = "task",     [HOW_OWN] = "own",       [HOW_OUTCOME] = "outcome",
    [HOW_LESSON] = "lesson", [HOW_REASON] = "reason", [HOW_STORY] = "story",
};

static const char *landing_name(size_t which)
{
    static const char *const names[] = {
#define LANDING_NAME(name) #name,
        LANDING(LANDING_NAME)
#undef LANDING_NAME
    };
    return names[which];
}

static const char *evidence_name(size_t which)
{
    return marker_evidence_name((enum evidence)which);
}

static const char *profile_name(size_t which)
{
    return marker_profile_name((enum profile)which);
}

/* Of an object {name: weight}; what it does not name counts nothing. */
static enum err take(struct arena *a, const json *doc, const char *where, const char *(*name_of)(size_t),
                     size_t n, double *out, const char **why)
{
    size_t known = 0;
    for (size_t i = 0; i < n; i++) {
        known += json_has(doc, name_of(i));
        out[i] = json_get_real(doc, name_of(i), 0);
    }
    if (doc && known == json_members(doc))
        return OK;
    *why = arena_printf(a, "weights.json: %s is missing, or has a weight for what nobody measures", where);
    return ERR_CONFIG;
}

/* A number that must be there, 0..1. */
static enum err take_share(struct arena *a, const json *doc, const char *name, const char *where, double *out,
                           const char **why)
{
    *out = json_get_real(doc, name, -1);
    if (*out >= 0 && *out <= 1)
        return OK;
    *why = arena_printf(a, "weights.json: %s is missing, or not from 0 to 1", where);
    return ERR_CONFIG;
}

/* What each way to look for an anchor has: how its sentences and it are weighed, and when it counts. */
static enum err take_how(struct arena *a, const json *doc, size_t how, struct marker_weights *out,
                         const char **why)
{
    enum err e = take(a, json_get(json_get(doc, "sentence"), hows[how]), "sentence", evidence_name, EVIDENCES,
                      out->sentence[how], why);
    if (e == OK)
        e = take(a, json_get(json_get(doc, "anchor"), hows[how]), "anchor", landing_name, LANDINGS,
                 out->anchor[how], why);
    if (e == OK)
        e = take_share(a, json_get(doc, "shown"), hows[how], "shown", &out->shown[how], why);
    if (e == OK)
        e = take_share(a, json_get(doc, "perhaps"), hows[how], "perhaps", &out->perhaps[how], why);
    return e;
}

enum err marker_weights_read(struct arena *a, const json *doc, struct marker_weights *out, const char **why)
{
    enum err e = take(a, json_get(doc, "sure"), "sure", profile_name, PROFILES, out->sure, why);
    if (e == OK)
        e = take_share(a, doc, "quite", "quite", &out->quite, why);
    if (e == OK)
        e = take_share(a, doc, "fairly", "fairly", &out->fairly, why);
    for (size_t i = 0; i < HOWS && e == OK; i++)
        e = take_how(a, doc, i, out, why);
    if (e == OK)
        e = take(a, json_get(doc, "substance"), "substance", profile_name, PROFILES, out->substance, why);
    for (size_t i = 0; i < WAYS && e == OK; i++)
        e = take(a, json_get(json_get(doc, "mark"), ways[i]), "mark", profile_name, PROFILES, out->mark[i],
                 why);
    return e;
}

double marker_weights_sum(const double *weights, const double *values, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += weights[i] * values[i];
    return sum;
}

double marker_weights_sure(double logit)
{
    return 1 / (1 + exp(-logit));
}
