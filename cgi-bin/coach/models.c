#include "coach/models.h"
#include "base/conf_server.h"
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

/* Who speaks what a server may speak (SERVER_SPEAKS). */
static const struct {
    const char *name;
    enum err (*make)(struct arena *life, const struct wire_settings *s, struct provider **out,
                     const char **why);
} dialects[] = {
    {"openai", openai_new},
    {"anthropic", anthropic_new},
};

static enum err make(struct registering *registering, const char *speaks,
                     const struct wire_settings *settings, struct provider **out)
{
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++)
        if (text_equal(dialects[i].name, speaks))
            return dialects[i].make(registering->life, settings, out, registering->why);
    return ERR_INTERNAL; /* conf_server.c knows one that this table does not */
}

static enum err add_server(struct registering *registering, const struct conf_server *server)
{
    struct provider *p;
    const bool outside = !conf_server_bool(server, SERVER_INSIDE);
    const struct wire_settings s = {
        .name = server->name,
        .section = server->section,
        .outside = outside,
        .url = conf_server_url(server),
        .key_file = conf_server_text(server, SERVER_KEY_FILE),
        .model = conf_server_text(server, SERVER_MODEL),
        .structured = conf_server_text(server, SERVER_STRUCTURED),
        .token_name = conf_server_text(server, SERVER_TOKEN_NAME),
        .effort = conf_server_text(server, SERVER_EFFORT),
        .thinking_tokens = (int)conf_server_int(server, SERVER_THINKING_TOKENS),
        .http = registering->http,
        .prices = outside ? registering->prices : NULL,
    };
    if (text_blank(s.url)) {
        *registering->why = arena_printf(
            registering->life, "[%s] has a key_file and no url: say where the server is", server->section);
        return ERR_CONFIG;
    }
    const enum err e = make(registering, conf_server_text(server, SERVER_SPEAKS), &s, &p);
    if (e == OK)
        ask_register(registering->asker, p);
    return e;
}

/* What they share: one connection handle, one list of prices. */
static enum err make_ready(struct registering *registering, bool outside)
{
    const struct http_settings s = {
        .proxy = conf_text(registering->conf, "model.proxy"),
        .ca_file = conf_text(registering->conf, "model.ca_file"),
        .slow_seconds = (int)conf_int(registering->conf, "model.slow_seconds"),
    };
    struct prices *prices;
    enum err e = http_new(registering->life, &s, &registering->http, registering->why);
    if (e != OK || !outside)
        return e;
    e = price_read(registering->life, conf_text(registering->conf, "model.prices"), &prices,
                   registering->why);
    registering->prices = prices;
    return e;
}

/* ---- what hears ---- */

static bool hears(const struct conf *conf)
{
    return !text_blank(conf_text(conf, "speech.url")) || !text_blank(conf_text(conf, "speech.key_file"));
}

static enum err add_speech(struct registering *registering, bool outside, struct speech **out)
{
    const struct speech_settings s = {
        .url = text_or(conf_text(registering->conf, "speech.url"), "https://api.openai.com/v1"),
        .key_file = conf_text(registering->conf, "speech.key_file"),
        .model = conf_text(registering->conf, "speech.model"),
        .language = conf_text(registering->conf, "speech.language"),
        .outside = outside,
        .http = registering->http,
        .prices = outside ? registering->prices : NULL,
    };
    return speech_new(registering->life, &s, out, registering->why);
}

/* ---- all of them ---- */

/* How many servers are set up, and is one of them outside? */
static size_t count(const struct conf_servers *all, bool *outside)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (!conf_server_is_set(&all->list[i]))
            continue;
        n++;
        *outside = *outside || !conf_server_bool(&all->list[i], SERVER_INSIDE);
    }
    return n;
}

enum err models_register(struct arena *life, const struct conf *conf, struct asker *asker,
                         struct speech **speech, const char **why)
{
    struct registering r = {.life = life, .conf = conf, .asker = asker, .why = why};
    const struct conf_servers *servers = conf_servers(conf);
    const char *sphinx = conf_text(conf, "speech.sphinx");
    const bool speech_outside = !conf_bool(conf, "speech.inside");
    bool outside = hears(conf) && speech_outside;
    *speech = NULL;
    if (!hears(conf) && !text_blank(sphinx)) {
        const enum err e = sphinx_new(life, sphinx, speech, why);
        if (e != OK)
            return e;
    }
    if (count(servers, &outside) == 0 && !hears(conf))
        return OK;
    enum err e = make_ready(&r, outside);
    for (size_t i = 0; e == OK && i < servers->n; i++)
        if (conf_server_is_set(&servers->list[i]))
            e = add_server(&r, &servers->list[i]);
    if (e == OK && hears(conf))
        e = add_speech(&r, speech_outside, speech);
    return e;
}
