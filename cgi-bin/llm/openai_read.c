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
static void take_usage(struct answer *answer, const json *doc)
{
    const json *u = json_get(doc, "usage");
    if (!u)
        u = json_get(json_get(doc, "x_groq"), "usage");
    if (json_kind_of(u) != JSON_OBJECT)
        return;
    const json *details = json_get(u, "prompt_tokens_details");
    answer->counted = true;
    answer->usage.tokens_in = answer_count(u, "prompt_tokens");
    answer->usage.tokens_out = answer_count(u, "completion_tokens");
    answer->usage.tokens_cached = answer_count(details, "cached_tokens");
    if (answer->usage.tokens_cached == 0)
        answer->usage.tokens_cached = answer_count(u, "prompt_cache_hit_tokens");
    answer->usage.tokens_written = answer_count(details, "cache_write_tokens");
}

/* A text, or parts of which some are text (some models' thinking comes as another kind of part). */
static void take_content(struct answer *answer, const json *content)
{
    answer_add_text(answer, json_text(content, ""));
    for (size_t i = 0; i < json_len(content); i++)
        if (text_equal(json_get_text(json_at(content, i), "type", ""), "text"))
            answer_add_text(answer, json_get_text(json_at(content, i), "text", ""));
}

/* What a tool is given: a text, or by some servers the document itself. */
static void take_call(struct answer *answer, const json *function)
{
    const json *arguments = json_get(function, "arguments");
    const char *text = json_text(arguments, "");
    if (json_kind_of(arguments) == JSON_OBJECT)
        text = json_write(answer->arena, arguments);
    answer_add_tool(answer, text);
}

/* A message, or what is new of one. Only the first tool counts: no more were asked for. */
static void take_message(struct answer *answer, const json *value)
{
    answer->refused = answer->refused || *json_get_text(value, "refusal", "");
    take_content(answer, json_get(value, "content"));
    const json *tool = json_at(json_get(value, "tool_calls"), 0);
    if (json_get_int(tool, "index", 0) == 0)
        take_call(answer, json_get(tool, "function"));
    take_call(answer, json_get(value, "function_call"));
}

static void take_choices(struct answer *answer, const json *doc, const char *member)
{
    const json *choices = json_get(doc, "choices");
    const char *model = json_get_text(doc, "model", "");
    if (*model)
        answer->model = model;
    for (size_t i = 0; i < json_len(choices); i++) {
        const json *choice = json_at(choices, i);
        const char *reason = json_get_text(choice, "finish_reason", "");
        if (json_get_int(choice, "index", 0) != 0)
            continue;
        if (answer_is_error(choice))
            answer_fail(answer, 0, choice);
        take_message(answer, json_get(choice, member));
        if (*reason && answer->outcome == OUTCOME_CUT)
            answer_stop(answer, stops, reason);
    }
}

static enum err on_event(struct answer *answer, const char *name, const json *doc)
{
    (void)name;
    take_usage(answer, doc);
    take_choices(answer, doc, "delta");
    return OK;
}

static void on_whole(struct answer *answer, const json *doc)
{
    take_usage(answer, doc);
    if (json_len(json_get(doc, "choices")) == 0)
        answer->outcome = OUTCOME_MALFORMED;
    else
        take_choices(answer, doc, "message");
    if (answer->outcome == OUTCOME_CUT) /* it does not say how it ended */
        answer->outcome = OUTCOME_MALFORMED;
}

const struct dialect openai_dialect = {.on_event = on_event, .on_whole = on_whole};
