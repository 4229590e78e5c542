#include "llm/anthropic_read.h"
#include "base/text.h"

static const struct answer_stop stops[] = {
    {"end_turn", OUTCOME_OK},
    {"stop_sequence", OUTCOME_OK},
    {"tool_use", OUTCOME_OK},
    {"max_tokens", OUTCOME_TRUNCATED},
    {"model_context_window_exceeded", OUTCOME_TOO_LONG},
    {"refusal", OUTCOME_REFUSED},
    {.reason = NULL},
};

/* The three kinds of input are told apart, unlike OpenAI's. In a stream the counts are totals: each one told
 * replaces what was told before. */
static void take_usage(struct answer *answer, const json *value)
{
    int64_t *const written = &answer->usage.tokens_written, *const cached = &answer->usage.tokens_cached;
    int64_t plain = answer->usage.tokens_in - *written - *cached;
    if (json_kind_of(value) != JSON_OBJECT)
        return;
    answer->counted = true;
    if (json_get(value, "input_tokens"))
        plain = answer_count(value, "input_tokens");
    if (json_get(value, "cache_creation_input_tokens"))
        *written = answer_count(value, "cache_creation_input_tokens");
    if (json_get(value, "cache_read_input_tokens"))
        *cached = answer_count(value, "cache_read_input_tokens");
    if (json_get(value, "output_tokens"))
        answer->usage.tokens_out = answer_count(value, "output_tokens");
    answer->usage.tokens_in = plain + *written + *cached;
}

static void take_model(struct answer *answer, const json *message)
{
    const char *model = json_get_text(message, "model", "");
    if (*model)
        answer->model = model;
}

static void take_stop(struct answer *answer, const json *from)
{
    const char *reason = json_get_text(from, "stop_reason", "");
    if (*reason)
        answer_stop(answer, stops, reason);
}

/* ---- whole ---- */

static void on_whole(struct answer *answer, const json *doc)
{
    const json *content = json_get(doc, "content");
    take_usage(answer, json_get(doc, "usage"));
    take_model(answer, doc);
    for (size_t i = 0; i < json_len(content); i++) {
        const json *block = json_at(content, i);
        const char *type = json_get_text(block, "type", "");
        if (text_equal(type, "text"))
            answer_add_text(answer, json_get_text(block, "text", ""));
        if (text_equal(type, "tool_use") && answer->tool.len == 0)
            answer_add_tool(answer, json_write(answer->arena, json_get(block, "input")));
    }
    take_stop(answer, doc);
    if (answer->outcome == OUTCOME_CUT)
        answer->outcome = OUTCOME_MALFORMED;
}

/* ---- streamed ---- */

static enum err on_start(struct answer *answer, const json *doc)
{
    if (answer->begun) { /* two streams in one: a proxy's splice */
        answer->outcome = OUTCOME_MALFORMED;
        return ERR_PROVIDER;
    }
    answer->begun = true;
    const json *message = json_get(doc, "message");
    take_usage(answer, json_get(message, "usage"));
    take_model(answer, message);
    return OK;
}

static enum err on_block_delta(struct answer *answer, const json *doc)
{
    const json *delta = json_get(doc, "delta");
    const char *type = json_get_text(delta, "type", "");
    if (text_equal(type, "text_delta"))
        answer_add_text(answer, json_get_text(delta, "text", ""));
    if (text_equal(type, "input_json_delta"))
        answer_add_tool(answer, json_get_text(delta, "partial_json", ""));
    return OK;
}

static enum err on_message_delta(struct answer *answer, const json *doc)
{
    take_usage(answer, json_get(doc, "usage"));
    take_stop(answer, json_get(doc, "delta"));
    return OK;
}

static enum err on_event(struct answer *answer, const char *name, const json *doc)
{
    static const struct {
        const char *type;
        enum err (*take)(struct answer *answer, const json *doc);
    } events[] = {
        {"message_start", on_start},
        {"content_block_delta", on_block_delta},
        {"message_delta", on_message_delta},
    };
    const char *type = json_get_text(doc, "type", name);
    if (text_equal(type, "error")) { /* one without an error in it */
        answer_fail(answer, 0, doc);
        return ERR_PROVIDER;
    }
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (text_equal(events[i].type, type))
            return events[i].take(answer, doc);
    return OK; /* ping, content_block_start and _stop, message_stop, and what is yet to come */
}

const struct dialect anthropic_dialect = {.on_event = on_event, .on_whole = on_whole};
