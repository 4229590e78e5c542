#include "web/show_coach.h"
#include "base/text.h"
#include "coach/dictation.h"
#include "coach/policy.h"
#include "llm/speech.h"

/* Who hears recordings, where that is somebody outside; else NULL. */
static const char *outside_ear(const struct speech *speech)
{
    return speech && speech->outside ? speech->host : NULL;
}

json *show_coach_choice(struct request *r)
{
    const struct coach *c = &r->site->coach;
    if (text_blank(c->outside) || r->user->builtin_only || policy_agreed(c, r->user))
        return NULL;
    json *doc = json_put_text(r->arena, json_new_object(r->arena), "servers", c->outside);
    json_put_text(r->arena, doc, "coaches", text_or(c->coaches, NULL));
    return json_put_text(r->arena, doc, "hears", outside_ear(c->speech));
}

json *show_coach_chosen(struct request *r)
{
    const struct coach *c = &r->site->coach;
    if (text_blank(c->outside))
        return NULL;
    json *doc = json_put_text(r->arena, json_new_object(r->arena), "servers", c->outside);
    json_put_bool(r->arena, doc, "outside", policy_agreed(c, r->user));
    return json_put_bool(r->arena, doc, "builtin", !policy_agreed(c, r->user));
}

void show_coach_speech(struct request *r, json *view)
{
    const struct coach *c = &r->site->coach;
    const enum dictation_offer offer = dictation_offered(c, r->user);
    const bool ready = offer == DICTATION_READY;
    const char *host = NULL, *agree = NULL;
    if (ready)
        host = outside_ear(c->speech);
    if (offer == DICTATION_AGREE)
        agree = c->speech->host;
    json_put_bool(r->arena, view, "speech_ready", ready);
    json_put_text(r->arena, view, "speech_host", host);
    json_put_bool(r->arena, view, "speech_wav", ready && c->speech->formats);
    json_put_text(r->arena, view, "speech_agree", agree);
    json_put_bool(r->arena, view, "heard", false); /* nothing yet: web/page_speech says when */
    json_put_bool(r->arena, view, "silence", false);
}

const char *show_coach_unheard(struct arena *a, const char *why)
{
    static const struct {
        const char *why, *sentence;
    } known[] = {
        {"none",
         "Nothing here can turn a recording into text. Your device’s own dictation works in the box."},
        {"agree", "Recordings would leave this machine to be turned into text. Say in the settings that they "
                  "may, then choose it again."},
        {"format", "Only WAV recordings can be turned into text here."},
        {"budget_user",
         "Your share of today’s budget for outside servers is used up. It begins anew at midnight "
         "UTC; your device’s own dictation works in the box."},
        {"budget_site",
         "This site’s budget for outside servers is used up for today. It begins anew at midnight "
         "UTC; your device’s own dictation works in the box."},
        {"off", "Turning recordings into text is switched off on this site for now. Your device’s own "
                "dictation works in the box."},
        {"rate", "That was a lot within one minute. Wait a moment, then choose the recording again."},
        {"resting",
         "What turns recordings into text is out of order just now. Choose it again in some minutes, or "
         "use your device’s own dictation."},
        {"timeout", "Turning this recording into text took too long. A shorter one may do."},
        {"slow", "Turning this recording into text took too long. A shorter one may do."},
        {"too_long", "This recording is too long or too large to be turned into text. Say it in parts."},
        {"request", "This recording could not be read. Record it again, or in another format."},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_equal(known[i].why, why))
            return known[i].sentence;
    return arena_printf(
        a,
        "This recording could not be turned into text (%s). Choose it again to try once more, or "
        "use your device’s own dictation.",
        why);
}

/* Why nobody else was asked. */
static const struct {
    const char *why, *sentence;
} unasked[] = {
    {"budget_user",
     "Your share of today’s budget for outside coaches is used up, so the built-in coach took over. "
     "It begins anew at midnight UTC."},
    {"budget_site", "This site’s budget for outside coaches is used up for today, so the built-in coach took "
                    "over. It begins anew at midnight UTC."},
    {"off", "Model servers are switched off on this site for now, so the built-in coach took over."},
    {"rate", "That was a lot within one minute, so the built-in coach took over."},
    {"resting", "Who is asked first has failed several times in a row and is left alone for a while, so the "
                "next one took over."},
    {"unsure", "Who was asked first was not sure, so the next one was asked."},
    {"kept", "The very same was answered within the last day: that answer was taken again, and nothing "
             "was sent."},
};

static const char *unasked_because(const struct exchange *exchange)
{
    for (size_t i = 0; i < sizeof unasked / sizeof *unasked; i++)
        if (text_equal(unasked[i].why, exchange->instead))
            return unasked[i].sentence;
    return NULL;
}

bool show_coach_in_vain(const struct exchange *exchange)
{
    return !text_blank(exchange->instead) && !unasked_because(exchange);
}

const char *show_coach_instead(struct arena *a, const struct exchange *exchange)
{
    if (!exchange || text_blank(exchange->instead))
        return "";
    const char *sentence = unasked_because(exchange);
    if (sentence)
        return sentence;
    return arena_printf(a, "Who was asked first gave no answer that holds (%s), so the next one took over.",
                        exchange->instead);
}

const char *show_coach_instead_of(struct arena *a, const json *call)
{
    return show_coach_instead(a, exchange_from_json(a, call));
}

const char *show_coach_trouble(const char *why)
{
    static const char no_answer[] = "The coach could not be reached.",
                      slow[] = "The coach took too long to answer.",
                      busy[] = "The coach has too much to do just now.",
                      wrong[] = "Something went wrong at the coach’s end.",
                      unfit[] = "What the coach answered could not be used.",
                      declined[] = "The coach declined to answer this.",
                      ours[] =
                          "The coach can’t be asked at the moment. That is for the people who run this site, "
                          "and they have been told.";
    static const struct {
        const char *why, *sentence;
    } known[] = {
        {"connect", no_answer},
        {"unreached", no_answer},
        {"tls", "The coach’s server could not prove who it is, so nothing was sent to it."},
        {"timeout", slow},
        {"slow", slow},
        {"rate_limited", busy},
        {"overloaded", busy},
        {"no_money", ours},
        {"key", ours},
        {"no_model", ours},
        {"too_long", "That is longer than the coach can read at once: a shorter text would fit."},
        {"refused", declined},
        {"filtered", declined},
        {"truncated", unfit},
        {"too_large", unfit},
        {"malformed", unfit},
        {"invalid", unfit},
        {"server", wrong},
        {"cut", wrong},
        {"redirect", wrong},
        {"request", wrong},
        {"failed", wrong},
        {"resting", "The coach has failed several times in a row and is left alone for a while."},
        {"off", "Model servers are switched off on this site for now."},
        {"rate", "That was a lot within one minute."},
        {"budget_user",
         "Your share of today’s budget for outside coaches is used up. It begins anew at midnight UTC."},
        {"budget_site",
         "This site’s budget for outside coaches is used up for today. It begins anew at midnight UTC."},
        {"alone", "There is nobody yet who may be asked: see “Who may read what you write” in the settings."},
    };
    for (size_t i = 0; why && i < sizeof known / sizeof *known; i++)
        if (text_equal(known[i].why, why))
            return known[i].sentence;
    return text_if(!text_blank(why), "The coach could not answer just now.");
}
