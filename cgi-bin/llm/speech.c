#include "llm/speech.h"
#include "base/id.h"
#include "base/text.h"
#include "llm/wire.h"
#include <string.h>

enum {
    /* A second of sound is ten tokens where a server counts seconds, and where it counts nothing three times
     * the tokens of its words: people say about that much in it. */
    TOKENS_A_SECOND = 10,
    SOUND_PER_WORD = 3,
    BYTES_PER_TOKEN = 4,
    MOST_HEAD = 4096,
};

struct server {
    struct speech_settings set;
    struct wire wire; /* but for its headers, which name the body's boundary */
    const char *authorization;
};

/* ---- what is sent: multipart/form-data (RFC 7578) ---- */

static void add_field(struct buf *buf, const char *boundary, const char *name, const char *value)
{
    if (!text_blank(value))
        buf_printf(buf, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary, name,
                   value);
}

/* The body in one piece of its own size: no copy of a recording more than is needed. */
static struct bytes build(const struct server *server, struct arena *a, const struct sound *sound,
                          const char *boundary)
{
    struct buf head = buf_new(a, MOST_HEAD);
    add_field(&head, boundary, "model", server->set.model);
    add_field(&head, boundary, "language", server->set.language);
    add_field(&head, boundary, "response_format", "json");
    buf_printf(&head,
               "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"sound.%s\"\r\n"
               "Content-Type: %s\r\n\r\n",
               boundary, sound->ending, sound->type);
    const char *tail = arena_printf(a, "\r\n--%s--\r\n", boundary);
    const size_t end = strlen(tail), n = head.len + sound->n + end;
    char *body = arena_alloc(a, n);
    memcpy(body, head.data, head.len);
    memcpy(body + head.len, sound->bytes, sound->n);
    memcpy(body + head.len + sound->n, tail, end);
    return (struct bytes){(const unsigned char *)body, n};
}

/* ---- what comes back ---- */

static void count(struct answer *answer, const json *usage, size_t bytes)
{
    struct provider_usage *u = &answer->usage;
    answer->counted = true;
    u->tokens_in = answer_count(usage, "input_tokens");
    u->tokens_out = answer_count(usage, "output_tokens");
    if (u->tokens_in || u->tokens_out)
        return;
    const double seconds = json_get_real(usage, "seconds", 0);
    u->tokens_out = (int64_t)(bytes / BYTES_PER_TOKEN);
    u->tokens_in = (u->tokens_out + 1) * SOUND_PER_WORD;
    if (seconds > 0 && seconds < INT32_MAX)
        u->tokens_in = (int64_t)(seconds * TOKENS_A_SECOND) + 1;
    u->estimated = true;
}

static void on_whole(struct answer *answer, const json *doc)
{
    char *clean;
    const json *text = json_get(doc, "text");
    const char *said = json_text(text, "");
    if (json_kind_of(text) != JSON_TEXT || text_clean(answer->arena, said, strlen(said), &clean) != OK) {
        answer->outcome = OUTCOME_MALFORMED;
        return;
    }
    said = clean;
    if (text_blank(clean))
        said = " "; /* silence is an answer, too */
    answer_add_text(answer, said);
    count(answer, json_get(doc, "usage"), strlen(clean));
    answer->outcome = OUTCOME_OK;
}

static enum err on_event(struct answer *answer, const char *name, const json *doc)
{
    (void)answer;
    (void)name;
    (void)doc;
    return OK; /* no stream is asked for */
}

static const struct dialect transcriptions = {.on_event = on_event, .on_whole = on_whole};

static enum err hear(const struct speech *self, struct arena *a, const struct sound *sound, int64_t deadline,
                     struct provider_reply *out)
{
    const struct server *k = self->state;
    struct id random;
    *out = (struct provider_reply){.model = k->set.model, .text = "", .outcome = OUTCOME_FAILED};
    enum err e = id_new(&random);
    if (e != OK)
        return e;
    const char *boundary = id_text(a, random), *complaint;
    const struct bytes body = build(k, a, sound, boundary);
    const char *const headers[] = {
        arena_printf(a, "Content-Type: multipart/form-data; boundary=%s", boundary),
        "Accept: application/json", "Expect:" /* libcurl would wait a second for leave to send */,
        k->authorization, NULL};
    struct wire wire = k->wire;
    wire.headers = headers;
    const struct provider_request q = {.mode = "speech", .model = k->set.model, .deadline = deadline};
    const struct wire_call call = {.request = &q, .body = (const char *)body.data, .n = body.len};
    e = wire_ask(&wire, a, &call, out, &complaint);
    if (e != OK)
        out->text = "";
    return e;
}

/* ---- its making ---- */

enum err speech_new(struct arena *life, const struct speech_settings *settings, struct speech **out,
                    const char **why)
{
    struct server *k = arena_alloc(life, sizeof *k);
    *k = (struct server){.set = *settings};
    k->wire = (struct wire){.provider = settings->outside ? "speech" : "local",
                            .http = settings->http,
                            .prices = settings->prices,
                            .dialect = &transcriptions};
    enum err e = wire_url(life, settings->url, "audio/transcriptions", &k->wire.url, why);
    if (e == OK && !text_blank(settings->key_file)) {
        const char *key;
        e = wire_read_key(life, settings->key_file, &key, why);
        if (e == OK)
            k->authorization = arena_printf(life, "Authorization: Bearer %s", key);
    }
    *out = arena_alloc(life, sizeof **out);
    **out = (struct speech){.provider = k->wire.provider,
                            .host = wire_host(life, settings->url),
                            .outside = settings->outside,
                            .on_wire = true,
                            .hear = hear,
                            .state = k};
    return e;
}
