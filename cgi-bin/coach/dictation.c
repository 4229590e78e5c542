#include "coach/dictation.h"
#include "base/clock.h"
#include "base/text.h"
#include "coach/asking.h"
#include "llm/speech.h"

/* What the circuit breaker knows it by. */
#define SERVER "speech"

enum { MOST_CHARACTERS = 20000 }; /* as many as an answer may have */

enum dictation_offer dictation_offered(const struct coach *coach, const struct user *user)
{
    if (!coach->speech)
        return DICTATION_NONE;
    if (coach->speech->outside && !policy_agreed(coach, user))
        return DICTATION_AGREE;
    return DICTATION_READY;
}

static bool rests(const struct policy *policy)
{
    for (size_t i = 0; i < policy->resting_n; i++)
        if (text_equal(policy->resting[i], SERVER))
            return true;
    return false;
}

/* What stands against asking now; "" if nothing does. A budget is for what leaves the machine. */
static const char *obstacle(const struct coach *coach, const struct policy *policy)
{
    if (policy->off)
        return text_if(coach->speech->on_wire, "off");
    if (rests(policy))
        return "resting";
    return text_if(coach->speech->outside || text_equal(policy->instead, "rate"), policy->instead);
}

static void record(struct coach *coach, struct arena *a, const struct user *user, const struct policy *policy,
                   const struct provider_reply *reply, int64_t ms)
{
    const struct ask_result result = {
        .mode = "speech",
        .prompt_version = "",
        .steps = {{.server = SERVER,
                   .provider = coach->speech->provider,
                   .model = reply->model,
                   .outcome = reply->outcome,
                   .on_wire = coach->speech->on_wire,
                   .outside = coach->speech->outside,
                   .usage = reply->usage,
                   .tries = reply->tries,
                   .first_ms = reply->first_ms,
                   .ms = ms}},
        .steps_n = 1,
    };
    asking_record(coach, a, user->id, policy, &result);
}

static enum err refuse(struct dictation_heard *out, const char *why, enum err e)
{
    out->why = why;
    return e;
}

enum err dictation_hear(struct coach *coach, struct arena *a, const struct user *user,
                        const struct sound *sound, struct dictation_heard *out)
{
    static const char *const why_not[] = {[DICTATION_NONE] = "none", [DICTATION_AGREE] = "agree"};
    struct policy terms;
    struct provider_reply r;
    const enum dictation_offer offer = dictation_offered(coach, user);
    *out = (struct dictation_heard){.text = "", .why = ""};
    if (offer != DICTATION_READY)
        return refuse(out, why_not[offer], ERR_FORBIDDEN);
    const char *formats = coach->speech->formats;
    if (formats && !text_contains(formats, arena_printf(a, " %s ", sound->ending)))
        return refuse(out, "format", ERR_INPUT);
    policy_read_speech(coach, a, user, &terms);
    const char *against = obstacle(coach, &terms);
    if (*against)
        return refuse(out, against, ERR_LIMIT);
    const int64_t began = clock_monotonic_ms();
    const enum err e = coach->speech->hear(coach->speech, a, sound,
                                           began + conf_int(coach->conf, "speech.seconds") * 1000, &r);
    record(coach, a, user, &terms, &r, clock_monotonic_ms() - began);
    if (e != OK)
        return refuse(out, outcome_name(r.outcome), e);
    out->text = text_head(a, text_trim(a, r.text), MOST_CHARACTERS);
    return OK;
}
