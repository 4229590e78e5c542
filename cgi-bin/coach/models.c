#include "coach/models.h"
#include "base/text.h"
#include "llm/anthropic.h"
#include "llm/openai.h"
#include "llm/sphinx.h"

struct registering {
    struct arena *life;
    const struct conf *conf;
    struct asker *asker;
    struct http *http;
    const struct prices *prices;
    const char **why;
};

/* A setting of a section. */
static const char *text_of(const struct registering *r, const char *section, const char *name)
{
    return conf_text(r->conf, arena_printf(r->life, "%s.%s", section, name));
}

static bool is_set(const struct registering *r, const char *section)
{
    return !text_blank(text_of(r, section, "url")) || !text_blank(text_of(r, section, "key_file"));
}

static const char *url_of(const struct registering *r, const char *section, const char *usual)
{
    const char *url = text_of(r, section, "url");
    return text_blank(url) ? usual : url;
}

static enum err add_openai(struct registering *r, const char *section, bool outside, const char *usual_url)
{
    struct provider *p;
    if (text_blank(url_of(r, section, usual_url))) {
        *r->why = arena_printf(r->life, "[%s] has a key_file and no url: say where the server is", section);
        return ERR_CONFIG;
    }
    const struct wire_settings s = {
        .name = section,
        .section = section,
        .outside = outside,
        .url = url_of(r, section, usual_url),
        .key_file = text_of(r, section, "key_file"),
        .model = text_of(r, section, "model"),
        .structured = text_of(r, section, "structured"),
        .token_name = text_of(r, section, "token_name"),
        .effort = text_of(r, section, "effort"),
        .thinking_tokens = (int)conf_int(r->conf, arena_printf(r->life, "%s.thinking_tokens", section)),
        .http = r->http,
        .prices = outside ? r->prices : NULL,
    };
    const enum err e = openai_new(r->life, &s, &p, r->why);
    if (e == OK)
        ask_register(r->asker, p);
    return e;
}

static enum err add_anthropic(struct registering *r)
{
    struct provider *p;
    const struct wire_settings s = {
        .name = "anthropic",
        .section = "anthropic",
        .outside = true,
        .url = url_of(r, "anthropic", "https://api.anthropic.com/v1"),
        .key_file = text_of(r, "anthropic", "key_file"),
        .model = text_of(r, "anthropic", "model"),
        .structured = text_of(r, "anthropic", "structured"),
        .effort = text_of(r, "anthropic", "effort"),
        .thinking_tokens = (int)conf_int(r->conf, "anthropic.thinking_tokens"),
        .http = r->http,
        .prices = r->prices,
    };
    const enum err e = anthropic_new(r->life, &s, &p, r->why);
    if (e == OK)
        ask_register(r->asker, p);
    return e;
}

/* What they share: one connection handle, one list of prices. */
static enum err make_ready(struct registering *r, bool outside)
{
    const struct http_settings s = {
        .proxy = conf_text(r->conf, "model.proxy"),
        .ca_file = conf_text(r->conf, "model.ca_file"),
        .slow_seconds = (int)conf_int(r->conf, "model.slow_seconds"),
    };
    struct prices *prices;
    enum err e = http_new(r->life, &s, &r->http, r->why);
    if (e != OK || !outside)
        return e;
    e = price_read(r->life, conf_text(r->conf, "model.prices"), &prices, r->why);
    r->prices = prices;
    return e;
}

static enum err add_speech(struct registering *r, bool outside, struct speech **out)
{
    const struct speech_settings s = {
        .url = url_of(r, "speech", "https://api.openai.com/v1"),
        .key_file = text_of(r, "speech", "key_file"),
        .model = text_of(r, "speech", "model"),
        .language = text_of(r, "speech", "language"),
        .outside = outside,
        .http = r->http,
        .prices = outside ? r->prices : NULL,
    };
    return speech_new(r->life, &s, out, r->why);
}

enum err models_register(struct arena *life, const struct conf *conf, struct asker *asker,
                         struct speech **speech, const char **why)
{
    struct registering r = {.life = life, .conf = conf, .asker = asker, .why = why};
    const char *sphinx = conf_text(conf, "speech.sphinx");
    const bool openai = is_set(&r, "openai"), anthropic = is_set(&r, "anthropic"),
               other = is_set(&r, "other"), local = is_set(&r, "local"), hears = is_set(&r, "speech");
    const bool outside = !conf_bool(conf, "speech.inside");
    *speech = NULL;
    if (!hears && !text_blank(sphinx)) {
        const enum err e = sphinx_new(life, sphinx, speech, why);
        if (e != OK)
            return e;
    }
    if (!openai && !anthropic && !other && !local && !hears)
        return OK;
    enum err e = make_ready(&r, openai || anthropic || other || (hears && outside));
    if (e == OK && openai)
        e = add_openai(&r, "openai", true, "https://api.openai.com/v1");
    if (e == OK && anthropic)
        e = add_anthropic(&r);
    if (e == OK && other)
        e = add_openai(&r, "other", true, "");
    if (e == OK && local)
        e = add_openai(&r, "local", false, "");
    if (e == OK && hears)
        e = add_speech(&r, outside, speech);
    return e;
}
