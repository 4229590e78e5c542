#include "llm/ask.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "llm/contract.h"
#include <string.h>

enum { MOST_PROVIDERS = 8, MOST_STEPS = 8, ANSWER_DEPTH = 32 };

struct asker {
    const struct modes *modes;
    const char *order;
    const struct provider *providers[MOST_PROVIDERS];
    size_t n;
};

/* One entry of an order: "openai:small". */
struct step {
    const struct provider *provider;
    const char *model;
};

enum err ask_new(struct arena *life, const struct modes *modes, const char *order, struct asker **out,
                 const char **why)
{
    if (text_blank(order)) {
        *why = "model.order names no provider";
        return ERR_CONFIG;
    }
    *out = arena_alloc(life, sizeof **out);
    **out = (struct asker){.modes = modes, .order = order};
    return OK;
}

void ask_register(struct asker *k, const struct provider *p)
{
    if (k->n < MOST_PROVIDERS)
        k->providers[k->n++] = p;
}

static const struct provider *named(const struct asker *k, const char *name)
{
    for (size_t i = 0; i < k->n; i++)
        if (text_equal(k->providers[i]->name, name))
            return k->providers[i];
    return NULL;
}

/* "openai:small, builtin" -> steps; names nobody registered are passed over. */
static size_t read_order(const struct asker *k, struct arena *a, const char *order,
                         struct step out[MOST_STEPS])
{
    size_t n = 0;
    for (const char *p = order; *p && n < MOST_STEPS;) {
        const size_t len = strcspn(p, ",");
        const char *entry = text_trim(a, arena_text(a, p, len));
        const char *colon = strchr(entry, ':');
        const char *name = colon ? arena_text(a, entry, (size_t)(colon - entry)) : entry;
        const struct provider *provider = named(k, name);
        if (provider)
            out[n++] = (struct step){.provider = provider, .model = colon ? colon + 1 : ""};
        p += len + (p[len] == ',');
    }
    return n;
}

/* Everything of one asking. */
struct asking {
    struct arena *arena;
    const struct mode *mode;
    const struct ask_request *request;
    struct provider_request to_provider;
    struct ask_result *result;
};

static void count_usage(struct ask_result *r, const struct provider_usage *u)
{
    r->usage.tokens_in += u->tokens_in;
    r->usage.tokens_out += u->tokens_out;
    r->usage.tokens_cached += u->tokens_cached;
    r->usage.cost_micro += u->cost_micro;
}

/* An answer that parses, matches its schema and holds to the cross-field rules; else *why. */
static enum err checked(const struct asking *k, const char *text, const json **answer, const char **why)
{
    json *doc;
    if (json_parse(k->arena, text, strlen(text), ANSWER_DEPTH, &doc) != OK) {
        *why = "the answer is not one JSON document";
        return ERR_INPUT;
    }
    enum err e = contract_check(k->arena, k->mode->schema, doc, why);
    if (e != OK)
        return e;
    if ((e = contract_rules(k->arena, k->mode->name, k->request->input, doc, why)) != OK)
        return e;
    *answer = doc;
    return OK;
}

/* Asks one provider; what fails its checks goes back to it once with what was wrong. */
static enum err ask_step(struct asking *k, const struct step *s)
{
    struct provider_request *q = &k->to_provider;
    struct provider_reply reply = {0};
    q->model = s->model;
    q->repair = q->repaired = NULL;
    k->result->provider = s->provider->name;
    k->result->model = s->model;
    for (int round = 0; round < 2; round++) {
        const char *why = NULL;
        q->deadline = clock_monotonic_ms() + (int64_t)k->mode->deadline_seconds * 1000;
        k->result->tries++;
        enum err e = s->provider->answer(s->provider, k->arena, q, &reply);
        count_usage(k->result, &reply.usage);
        if (e == OK) {
            k->result->model = reply.model;
            e = checked(k, reply.text, &k->result->answer, &why);
        }
        log_event(e == OK ? LOG_INFO : LOG_WARN, "ask", LOG_WORD("mode", k->mode->name),
                  LOG_WORD("provider", s->provider->name), LOG_WORD("class", err_name(e)),
                  LOG_INT("round", round + 1));
        if (e != ERR_INPUT)
            return e;
        q->repair = why;
        q->repaired = reply.text;
    }
    return ERR_PROVIDER;
}

enum err ask_mode(const struct asker *k, struct arena *a, const struct ask_request *request,
                  struct ask_result *out)
{
    const int64_t began = clock_monotonic_ms();
    *out = (struct ask_result){.mode = request->mode, .provider = "", .model = "", .prompt_version = ""};
    const struct mode *mode = mode_find(k->modes, request->mode);
    if (!mode)
        return ERR_INTERNAL;
    struct asking asking = {
        .arena = a,
        .mode = mode,
        .request = request,
        .result = out,
        .to_provider = {.mode = mode->name,
                        .input = request->input,
                        .system_text = mode->instructions,
                        .schema = mode->schema,
                        .temperature = mode->temperature,
                        .max_tokens = mode->max_tokens,
                        .on_text = request->on_text,
                        .ctx = request->ctx},
    };
    out->prompt_version = mode->version;
    out->system_text = mode->instructions;
    enum err e = mode_fill(a, mode, request->input, &out->request_text);
    if (e != OK)
        return e;
    asking.to_provider.request_text = out->request_text;

    struct step steps[MOST_STEPS];
    const size_t n = read_order(k, a, *mode->order ? mode->order : k->order, steps);
    e = ERR_PROVIDER;
    for (size_t i = 0; i < n && e != OK; i++)
        if (!(request->inside_only && steps[i].provider->outside))
            e = ask_step(&asking, &steps[i]);
    out->ms = clock_monotonic_ms() - began;
    return e == OK ? OK : ERR_PROVIDER;
}
