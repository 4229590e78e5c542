#ifndef LLM_SPEECH_H
#define LLM_SPEECH_H

#include "llm/http.h"
#include "llm/price.h"
#include "llm/sound.h"

/* Sound to text: something that can hear. Like a provider, it knows no user and no database; what it used is
 * told, and recording that is coach's work. */
struct speech {
    const char *provider; /* for records: "speech", or "local" where the sound stays on this machine */
    const char *host;     /* whose server it is, for people */
    bool outside;         /* does the sound leave this machine? */
    bool on_wire;         /* is it a server that may fail? */
    const char *formats;  /* endings that it takes, each with a blank on both sides; NULL: all of sound.h's */
    /* out->text is what was said, clean text, "" where nothing was; the rest as a provider fills it. OK,
     * ERR_TIMEOUT, ERR_LIMIT (rate or money) or ERR_PROVIDER. `deadline`: clock_monotonic_ms(). */
    enum err (*hear)(const struct speech *self, struct arena *a, const struct sound *s, int64_t deadline,
                     struct provider_reply *out);
    void *state;
};

/* A server that speaks OpenAI's audio/transcriptions, as OpenAI, Groq, speaches, LocalAI, vLLM and
 * whisper.cpp's server do. */
struct speech_settings {
    const char *url;      /* "https://api.openai.com/v1" */
    const char *key_file; /* "": no key */
    const char *model;    /* "": not sent (whisper.cpp has only one) */
    const char *language; /* ISO 639-1; "": the server finds out */
    bool outside;
    struct http *http;
    const struct prices *prices; /* NULL: it costs nothing */
};

/* ERR_CONFIG with *why. */
MUST_USE enum err speech_new(struct arena *life, const struct speech_settings *settings, struct speech **out,
                             const char **why);

#endif
