#include "llm/openai_read.h"
#include "base/text.h"

static const struct answer_stop stops[] = {
    {"stop", OUTCOME_OK},
    {"tool_calls", OUTCOME_OK},
    {"function_call", OUTCOME_OK},
    {"length", OUTCOME_TRUNCATED},
    {"model_length", OUTCOME_TRUNCATED},
    {"content_filter", OUTCOME_FILTERED},
    {"insufficient_system_resource", OUTCOME_OVERLOADED},
    {"error", OUTCOME_SERVER},
    {.reason = NULL},
};

/* Told anywhere, as a whole each time: the last one counts. */
static void take_usage(struct answer *w, const json *doc)
{
    const json *u = json_get(doc, "usage");
    if (!u)
        u = json_get(json_get(doc, "x_groq"), "usage");
    if (json_kind_of(u) != JSON_OBJECT)
        return;
    const json *details = json_get(u, "prompt_tokens_details");
    w->counted = true;
    w->usage.tokens_in = answer_count(u, "prompt_tokens");
    w->usage.tokens_out = answer_count(u, "completion_tokens");
    w->usage.tokens_cached = answer_count(details, "cached_tokens");
    if (w->usage.tokens_cached == 0)
        w->usage.tokens_cached = answer_count(u, "prompt_cache_hit_tokens");
    w->usage.tokens_written = answer_count(details, "cache_write_tokens");
}

/* A text, or parts of which some are text (some models' thinking comes as another kind of part). */
static void take_content(struct answer *w, const json *content)
{
    answer_add_text(w, json_text(content, ""));
    for (size_t i = 0; i < json_len(content); i++)
        if (text_equal(json_get_text(json_at(content, i), "type", ""), "text"))
            answer_add_text(w, json_get_text(json_at(content, i), "text", ""));
}

/* What a tool is given: a text, or by some servers the document itself. */
static void take_call(struct answer *w, const json *function)
{
    const json *arguments = json_get(function, "arguments");
    const char *text = json_text(arguments, "");
    if (json_kind_of(arguments) == JSON_OBJECT)
        text = json_write(w->arena, arguments);
    answer_add_tool(w, text);
}

/* A message, or what is new of one. Only the first tool counts: no more were asked for. */
static void take_message(struct answer *w, const json *m)
{
    w->refused = w->refused || *json_get_text(m, "refusal", "");
    take_content(w, json_get(m, "content"));
    const json *tool = json_at(json_get(m, "tool_calls"), 0);
    if (json_get_int(tool, "index", 0) == 0)
        take_call(w, json_get(tool, "function"));
    take_call(w, json_get(m, "function_call"));
}

static void take_choices(struct answer *w, const json *doc, const char *member)
{
    const json *choices = json_get(doc, "choices");
    const char *model = json_get_text(doc, "model", "");
    if (*model)
        w->model = model;
    for (size_t i = 0; i < json_len(choices); i++) {
        const json *choice = json_at(choices, i);
        const char *reason = json_get_text(choice, "finish_reason", "");
        if (json_get_int(choice, "index", 0) != 0)
            continue;
        if (answer_is_error(choice))
            answer_fail(w, 0, choice);
        take_message(w, json_get(choice, member));
        if (*reason && w->outcome == OUTCOME_CUT)
            answer_stop(w, stops, reason);
    }
}

static enum err on_event(struct answer *w, const char *name, const json *doc)
{
    (void)name;
    take_usage(w, doc);
    take_choices(w, doc, "delta");
    return OK;
}

static void on_whole(struct answer *w, const json *doc)
{
    take_usage(w, doc);
    if (json_len(json_get(doc, "choices")) == 0)
        w->outcome = OUTCOME_MALFORMED;
    else
        take_choices(w, doc, "message");
    if (w->outcome == OUTCOME_CUT) /* it does not say how it ended */
        w->outcome = OUTCOME_MALFORMED;
}

const struct dialect openai_dialect = {.on_event = on_event, .on_whole = on_whole};
