#include "coach/dictation.h"
#include "base/clock.h"
#include "base/text.h"
#include "coach/asking.h"
#include "llm/speech.h"

/* What the circuit breaker knows it by. */
#define SERVER "speech"

enum { MOST_CHARACTERS = 20000 }; /* as many as an answer may have */

enum dictation_offer dictation_offered(const struct coach *c, const struct user *user)
{
    if (!c->speech)
        return DICTATION_NONE;
    if (c->speech->outside && !policy_agreed(c, user))
        return DICTATION_AGREE;
    return DICTATION_READY;
}

static bool rests(const struct policy *t)
{
    for (size_t i = 0; i < t->resting_n; i++)
        if (text_equal(t->resting[i], SERVER))
            return true;
    return false;
}

/* What stands against asking now; "" if nothing does. A budget is for what leaves the machine. */
static const char *obstacle(const struct coach *c, const struct policy *t)
{
    if (t->off)
        return text_if(c->speech->on_wire, "off");
    if (rests(t))
        return "resting";
    return text_if(c->speech->outside || text_equal(t->instead, "rate"), t->instead);
}

static void record(struct coach *c, struct arena *a, const struct user *user, const struct policy *t,
                   const struct provider_reply *r, int64_t ms)
{
    const struct ask_result result = {
        .mode = "speech",
        .prompt_version = "",
        .steps = {{.server = SERVER,
                   .provider = c->speech->provider,
                   .model = r->model,
                   .outcome = r->outcome,
                   .on_wire = c->speech->on_wire,
                   .outside = c->speech->outside,
                   .usage = r->usage,
                   .tries = r->tries,
                   .first_ms = r->first_ms,
                   .ms = ms}},
        .steps_n = 1,
    };
    asking_record(c, a, user->id, t, &result);
}

static enum err refuse(struct dictation_heard *out, const char *why, enum err e)
{
    out->why = why;
    return e;
}

enum err dictation_hear(struct coach *c, struct arena *a, const struct user *user, const struct sound *s,
                        struct dictation_heard *out)
{
    static const char *const why_not[] = {[DICTATION_NONE] = "none", [DICTATION_AGREE] = "agree"};
    struct policy terms;
    struct provider_reply r;
    const enum dictation_offer offer = dictation_offered(c, user);
    *out = (struct dictation_heard){.text = "", .why = ""};
    if (offer != DICTATION_READY)
        return refuse(out, why_not[offer], ERR_FORBIDDEN);
    const char *formats = c->speech->formats;
    if (formats && !text_contains(formats, arena_printf(a, " %s ", s->ending)))
        return refuse(out, "format", ERR_INPUT);
    policy_read_speech(c, a, user, &terms);
    const char *against = obstacle(c, &terms);
    if (*against)
        return refuse(out, against, ERR_LIMIT);
    const int64_t began = clock_monotonic_ms();
    const enum err e =
        c->speech->hear(c->speech, a, s, began + conf_int(c->conf, "speech.seconds") * 1000, &r);
    record(c, a, user, &terms, &r, clock_monotonic_ms() - began);
    if (e != OK)
        return refuse(out, outcome_name(r.outcome), e);
    out->text = text_head(a, text_trim(a, r.text), MOST_CHARACTERS);
    return OK;
}
