#include "llm/openai.h"
#include "base/text.h"
#include "llm/openai_read.h"
#include "llm/quirks.h"
#include "llm/strict.h"
#include <string.h>

enum { MOST_LESSONS_A_CALL = 6 };

struct openai {
    struct wire_settings set;
    struct wire wire;
    struct quirk_list habits;
    bool completion_tokens; /* the limit goes by "max_completion_tokens" */
};

/* ---- models that think before they answer refuse a temperature; first match wins ---- */

struct family {
    const char *prefix;
    bool thinks;  /* unless told otherwise */
    bool may_not; /* reasoning_effort "none" is taken */
};

static const struct family families[] = {
    {"gpt-5.6", true, true},
    {"gpt-5.5-pro", true, false},
    {"gpt-5.5", true, true},
    {"gpt-5.4-pro", true, false},
    {"gpt-5.4", false, true},
    {"gpt-5.3-chat", true, false},
    {"gpt-5.3", false, true},
    {"gpt-5.2-pro", true, false},
    {"gpt-5.2-chat", true, false},
    {"gpt-5.2", false, true},
    {"gpt-5.1-codex", true, false},
    {"gpt-5.1-chat", true, false},
    {"gpt-5.1", false, true},
    {"gpt-5-chat", false, false},
    {"gpt-5", true, false},
    {"o1", true, false},
    {"o3", true, false},
    {"o4", true, false},
};

static bool thinks(const char *model, const char *effort)
{
    const char *name = text_behind_last(model, '/');
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const struct family *f = &families[i];
        if (strncmp(name, f->prefix, strlen(f->prefix)) != 0)
            continue;
        if (f->may_not && *effort)
            return !text_equal(effort, "none");
        return f->thinks;
    }
    return false;
}

/* ---- the request ---- */

struct building {
    struct arena *arena;
    const struct openai *self;
    const struct provider_request *request;
    const struct quirks *habits;
    const char *model;
    bool stream;
    unsigned used; /* fields sent that a server may not take */
};

static void add_message(struct arena *a, json *messages, const char *role, const char *text)
{
    json *m = json_put_text(a, json_new_object(a), "role", role);
    json_add(a, messages, json_put_text(a, m, "content", text));
}

/* What is constant comes first: providers' prompt caches serve it. */
static json *messages_of(const struct building *building)
{
    struct arena *a = building->arena;
    const struct provider_request *q = building->request;
    const char *system = q->system_text;
    if (building->habits->form == FORM_OBJECT || building->habits->form == FORM_PLAIN)
        system = arena_printf(a, "%s\n\n%s", system, q->plain_text);
    json *messages = json_new_array(a);
    add_message(a, messages, "system", system);
    add_message(a, messages, "user", q->request_text);
    if (q->repair) {
        add_message(a, messages, "assistant", q->repaired);
        add_message(a, messages, "user", q->repair);
    }
    return messages;
}

static void put_form(const struct building *building, json *body)
{
    struct arena *a = building->arena;
    const char *name = building->request->mode;
    const json *schema = building->request->schema;
    json *format = json_new_object(a), *inner = json_put_text(a, json_new_object(a), "name", name);
    switch (building->habits->form) {
    case FORM_SCHEMA:
        json_put_bool(a, inner, "strict", true);
        json_put(a, inner, "schema", strict_schema(a, schema, true));
        json_put(a, json_put_text(a, format, "type", "json_schema"), "json_schema", inner);
        json_put(a, body, "response_format", format);
        break;
    case FORM_OBJECT:
        json_put(a, body, "response_format", json_put_text(a, format, "type", "json_object"));
        break;
    case FORM_TOOL:
        json_put(a, inner, "parameters", strict_schema(a, schema, true));
        json_put(a, json_put_text(a, format, "type", "function"), "function", inner);
        json_put(a, body, "tools", json_add(a, json_new_array(a), format));
        inner = json_put_text(a, json_new_object(a), "name", name);
        format = json_put(a, json_put_text(a, json_new_object(a), "type", "function"), "function", inner);
        json_put(a, body, "tool_choice", format);
        break;
    case FORM_PLAIN:
        break;
    }
}

static void put_limits(struct building *building, json *body)
{
    struct arena *a = building->arena;
    const struct openai *o = building->self;
    const unsigned without = building->habits->without;
    const bool thinking = thinks(building->model, o->set.effort);
    static const char *const names[] = {[false] = "max_tokens", [true] = "max_completion_tokens"};
    const bool completion = o->completion_tokens != ((without & OTHER_TOKEN_NAME) != 0);
    int most = building->request->max_tokens;
    if (thinking)
        most += o->set.thinking_tokens;
    json_put_int(a, body, names[completion], most);
    building->used = OTHER_TOKEN_NAME;
    if (!thinking && !(without & WITHOUT_TEMPERATURE)) {
        json_put_real(a, body, "temperature", building->request->temperature);
        building->used |= WITHOUT_TEMPERATURE;
    }
    if (*o->set.effort && !(without & WITHOUT_EFFORT)) {
        json_put_text(a, body, "reasoning_effort", o->set.effort);
        building->used |= WITHOUT_EFFORT;
    }
    if (!building->stream)
        return;
    json_put_bool(a, body, "stream", true);
    if (!(without & WITHOUT_USAGE)) {
        json_put(a, body, "stream_options", json_put_bool(a, json_new_object(a), "include_usage", true));
        building->used |= WITHOUT_USAGE;
    }
}

static const char *build(struct building *building)
{
    json *body = json_put_text(building->arena, json_new_object(building->arena), "model", building->model);
    json_put(building->arena, body, "messages", messages_of(building));
    put_form(building, body);
    put_limits(building, body);
    return json_write(building->arena, body);
}

/* ---- asking ---- */

static const struct lesson lessons[] = {
    {"stream_options", WITHOUT_USAGE},
    {"temperature", WITHOUT_TEMPERATURE},
    {"reasoning_effort", WITHOUT_EFFORT},
    {"max_tokens", OTHER_TOKEN_NAME},
    {"max_completion_tokens", OTHER_TOKEN_NAME},
    {"response_format", 0},
    {"response format", 0},
    {"schema", 0},
    {"structured output", 0},
    {"json mode", 0},
    {"tool", 0},
};

static const enum form next_form[] = {[FORM_SCHEMA] = FORM_OBJECT,
                                      [FORM_TOOL] = FORM_PLAIN,
                                      [FORM_OBJECT] = FORM_PLAIN,
                                      [FORM_PLAIN] = FORM_PLAIN};

static enum err answer(const struct provider *self, struct arena *a, const struct provider_request *request,
                       struct provider_reply *out)
{
    struct openai *o = self->state;
    const char *model = text_or(request->model, o->set.model);
    struct quirks *habits = quirks_of(&o->habits, model);
    struct provider_request asked = *request;
    asked.model = model;
    *out = (struct provider_reply){.model = model};
    for (int lesson = 0;; lesson++) {
        struct building b = {.arena = a,
                             .self = o,
                             .request = request,
                             .habits = habits,
                             .model = model,
                             .stream = request->on_text != NULL};
        const char *body = build(&b), *complaint = "";
        const struct wire_call call = {.request = &asked,
                                       .body = body,
                                       .n = strlen(body),
                                       .stream = b.stream,
                                       .by_tool = habits->form == FORM_TOOL};
        const enum err e = wire_ask(&o->wire, a, &call, out, &complaint);
        out->complaint = complaint;
        if (e == OK && *out->text != '{')
            quirks_unheld(&o->habits, habits, next_form);
        if (out->outcome != OUTCOME_REQUEST || lesson == MOST_LESSONS_A_CALL ||
            !quirks_learn(&o->habits, habits, lessons, sizeof lessons / sizeof *lessons, next_form, b.used,
                          complaint))
            return e;
    }
}

/* ---- the provider's making ---- */

static enum err make_headers(struct arena *life, const char *key_file, const char *const **out,
                             const char **why)
{
    const char **headers = arena_array(life, 4, sizeof *headers);
    headers[0] = "Content-Type: application/json";
    headers[1] = "Accept: application/json, text/event-stream";
    *out = headers;
    if (text_blank(key_file))
        return OK;
    const char *key;
    const enum err e = wire_read_key(life, key_file, &key, why);
    if (e == OK)
        headers[2] = arena_printf(life, "Authorization: Bearer %s", key);
    return e;
}

static enum err token_name(const struct wire_settings *settings, bool *completion)
{
    const bool other = text_equal(settings->token_name, "max_completion_tokens"),
               automatic = text_equal(settings->token_name, "auto");
    *completion = other || (automatic && strstr(settings->url, "://api.openai.com/"));
    return err_unless(other || automatic || text_equal(settings->token_name, "max_tokens"), ERR_CONFIG);
}

enum err openai_new(struct arena *life, const struct wire_settings *settings, struct provider **out,
                    const char **why)
{
    struct openai *o = arena_alloc(life, sizeof *o);
    *o = (struct openai){.set = *settings, .habits.provider = settings->name};
    o->wire = (struct wire){.provider = settings->name,
                            .http = settings->http,
                            .prices = settings->prices,
                            .dialect = &openai_dialect};
    if (quirks_form(settings->structured, FORM_SCHEMA, &o->habits.first) != OK) {
        *why = arena_printf(life, "%s.structured must be auto, schema, tool, object or plain",
                            settings->section);
        return ERR_CONFIG;
    }
    if (token_name(settings, &o->completion_tokens) != OK) {
        *why = arena_printf(life, "%s.token_name must be auto, max_tokens or max_completion_tokens",
                            settings->section);
        return ERR_CONFIG;
    }
    enum err e = wire_url(life, settings->url, "chat/completions", &o->wire.url, why);
    if (e == OK)
        e = make_headers(life, settings->key_file, &o->wire.headers, why);
    *out = arena_alloc(life, sizeof **out);
    **out = (struct provider){.name = settings->name,
                              .host = wire_host(life, settings->url),
                              .outside = settings->outside,
                              .on_wire = true,
                              .answer = answer,
                              .state = o};
    return e;
}
