#include "llm/anthropic.h"
#include "base/text.h"
#include "llm/anthropic_read.h"
#include "llm/quirks.h"
#include "llm/strict.h"
#include <math.h>
#include <string.h>

enum { MOST_LESSONS_A_CALL = 6 };

struct anthropic {
    struct wire_settings set;
    struct wire wire;
    struct quirk_list habits;
};

/* ---- what families of models do not take ---- */

enum { NO_TEMPERATURE = 1, NO_FORCED_TOOL = 2, THINKS = 4 };

static unsigned traits(const char *model)
{
    static const struct {
        const char *family;
        unsigned traits;
    } families[] = {
        {"opus-4-7", NO_TEMPERATURE},
        {"opus-4-8", NO_TEMPERATURE},
        {"opus-5", NO_TEMPERATURE | THINKS},
        {"sonnet-5", NO_TEMPERATURE},
        {"fable-5", NO_TEMPERATURE | NO_FORCED_TOOL | THINKS},
        {"mythos", NO_TEMPERATURE | NO_FORCED_TOOL | THINKS},
    };
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (strstr(model, families[i].family))
            return families[i].traits;
    return 0;
}

/* ---- the request ---- */

struct building {
    struct arena *arena;
    const struct anthropic *self;
    const struct provider_request *request;
    const struct quirks *habits;
    const char *model;
    bool stream;
    unsigned used;
};

/* Constant for a prompt version, and marked so that the provider's cache keeps it. */
static json *system_of(const struct building *building)
{
    struct arena *a = building->arena;
    const struct provider_request *q = building->request;
    json *block = json_put_text(a, json_new_object(a), "type", "text");
    const char *text = q->system_text;
    if (building->habits->form == FORM_PLAIN)
        text = arena_printf(a, "%s\n\n%s", text, q->plain_text);
    json_put_text(a, block, "text", text);
    json_put(a, block, "cache_control", json_put_text(a, json_new_object(a), "type", "ephemeral"));
    return json_add(a, json_new_array(a), block);
}

static void add_message(struct arena *a, json *messages, const char *role, const char *text)
{
    json *m = json_put_text(a, json_new_object(a), "role", role);
    json_add(a, messages, json_put_text(a, m, "content", text));
}

static json *messages_of(const struct building *building)
{
    const struct provider_request *q = building->request;
    json *messages = json_new_array(building->arena);
    add_message(building->arena, messages, "user", q->request_text);
    if (q->repair) {
        add_message(building->arena, messages, "assistant", text_or(q->repaired, "{}"));
        add_message(building->arena, messages, "user", q->repair);
    }
    return messages;
}

static void put_tool(const struct building *building, json *body, const json *schema)
{
    struct arena *a = building->arena;
    json *tool = json_put_text(a, json_new_object(a), "name", building->request->mode);
    json_put(a, tool, "input_schema", json_copy(a, schema));
    json_put(a, body, "tools", json_add(a, json_new_array(a), tool));
    json *choice = json_new_object(a);
    if (traits(building->model) & NO_FORCED_TOOL) {
        json_put_text(a, choice, "type", "auto");
    } else {
        json_put_text(a, choice, "type", "tool");
        json_put_text(a, choice, "name", building->request->mode);
    }
    json_put(a, body, "tool_choice", json_put_bool(a, choice, "disable_parallel_tool_use", true));
}

static void put_form(struct building *building, json *body)
{
    struct arena *a = building->arena;
    json *schema = strict_schema(a, building->request->schema, false), *config = json_new_object(a);
    if (building->habits->form == FORM_TOOL)
        put_tool(building, body, schema);
    if (building->habits->form == FORM_SCHEMA)
        json_put(a, config, "format",
                 json_put(a, json_put_text(a, json_new_object(a), "type", "json_schema"), "schema", schema));
    if (*building->self->set.effort && !(building->habits->without & WITHOUT_EFFORT)) {
        json_put_text(a, config, "effort", building->self->set.effort);
        building->used |= WITHOUT_EFFORT;
    }
    if (json_members(config))
        json_put(a, body, "output_config", config);
}

static const char *build(struct building *building)
{
    struct arena *a = building->arena;
    const unsigned has = traits(building->model);
    json *body = json_put_text(a, json_new_object(a), "model", building->model);
    int most = building->request->max_tokens;
    if (has & THINKS)
        most += building->self->set.thinking_tokens;
    json_put_int(a, body, "max_tokens", most);
    json_put(a, body, "system", system_of(building));
    json_put(a, body, "messages", messages_of(building));
    put_form(building, body);
    if (!(has & NO_TEMPERATURE) && !(building->habits->without & WITHOUT_TEMPERATURE)) {
        json_put_real(a, body, "temperature", fmin(building->request->temperature, 1));
        building->used |= WITHOUT_TEMPERATURE;
    }
    if (building->stream)
        json_put_bool(a, body, "stream", true);
    return json_write(a, body);
}

/* ---- asking ---- */

static const struct lesson lessons[] = {
    {"temperature", WITHOUT_TEMPERATURE},
    {"effort", WITHOUT_EFFORT},
    {"output_config", 0},
    {"output_format", 0},
    {"schema", 0},
    {"grammar", 0},
    {"structured output", 0},
    {"tool", 0},
};

static const enum form next_form[] = {[FORM_SCHEMA] = FORM_TOOL,
                                      [FORM_TOOL] = FORM_PLAIN,
                                      [FORM_OBJECT] = FORM_PLAIN,
                                      [FORM_PLAIN] = FORM_PLAIN};

static enum err answer(const struct provider *self, struct arena *a, const struct provider_request *request,
                       struct provider_reply *out)
{
    struct anthropic *n = self->state;
    struct provider_request asked = *request;
    asked.model = text_or(request->model, n->set.model);
    struct quirks *habits = quirks_of(&n->habits, asked.model);
    *out = (struct provider_reply){.model = asked.model};
    for (int lesson = 0;; lesson++) {
        struct building b = {.arena = a,
                             .self = n,
                             .request = request,
                             .habits = habits,
                             .model = asked.model,
                             .stream = request->on_text != NULL};
        const char *body = build(&b), *complaint = "";
        const struct wire_call call = {.request = &asked,
                                       .body = body,
                                       .n = strlen(body),
                                       .stream = b.stream,
                                       .by_tool = habits->form == FORM_TOOL};
        const enum err e = wire_ask(&n->wire, a, &call, out, &complaint);
        out->complaint = complaint;
        if (e == OK && *out->text != '{')
            quirks_unheld(&n->habits, habits, next_form);
        if (out->outcome != OUTCOME_REQUEST || lesson == MOST_LESSONS_A_CALL ||
            !quirks_learn(&n->habits, habits, lessons, sizeof lessons / sizeof *lessons, next_form, b.used,
                          complaint))
            return e;
    }
}

/* ---- the provider's making ---- */

static enum err make_headers(struct arena *life, const char *key_file, const char *const **out,
                             const char **why)
{
    const char **headers = arena_array(life, 5, sizeof *headers), *key;
    headers[0] = "Content-Type: application/json";
    headers[1] = "Accept: application/json, text/event-stream";
    headers[2] = "anthropic-version: 2023-06-01";
    *out = headers;
    if (text_blank(key_file))
        return OK;
    const enum err e = wire_read_key(life, key_file, &key, why);
    if (e == OK)
        headers[3] = arena_printf(life, "x-api-key: %s", key);
    return e;
}

enum err anthropic_new(struct arena *life, const struct wire_settings *settings, struct provider **out,
                       const char **why)
{
    struct anthropic *n = arena_alloc(life, sizeof *n);
    *n = (struct anthropic){.set = *settings, .habits.provider = settings->name};
    n->wire = (struct wire){.provider = settings->name,
                            .http = settings->http,
                            .prices = settings->prices,
                            .dialect = &anthropic_dialect};
    if (quirks_form(settings->structured, FORM_SCHEMA, &n->habits.first) != OK ||
        n->habits.first == FORM_OBJECT) {
        *why = arena_printf(life, "%s.structured must be auto, schema, tool or plain", settings->section);
        return ERR_CONFIG;
    }
    enum err e = wire_url(life, settings->url, "messages", &n->wire.url, why);
    if (e == OK)
        e = make_headers(life, settings->key_file, &n->wire.headers, why);
    *out = arena_alloc(life, sizeof **out);
    **out = (struct provider){.name = settings->name,
                              .host = wire_host(life, settings->url),
                              .outside = settings->outside,
                              .on_wire = true,
                              .answer = answer,
                              .state = n};
    return e;
}
