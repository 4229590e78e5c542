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
static void take_usage(struct answer *w, const json *u)
{
    int64_t *const written = &w->usage.tokens_written, *const cached = &w->usage.tokens_cached;
    int64_t plain = w->usage.tokens_in - *written - *cached;
    if (json_kind_of(u) != JSON_OBJECT)
        return;
    w->counted = true;
    if (json_get(u, "input_tokens"))
        plain = answer_count(u, "input_tokens");
    if (json_get(u, "cache_creation_input_tokens"))
        *written = answer_count(u, "cache_creation_input_tokens");
    if (json_get(u, "cache_read_input_tokens"))
        *cached = answer_count(u, "cache_read_input_tokens");
    if (json_get(u, "output_tokens"))
        w->usage.tokens_out = answer_count(u, "output_tokens");
    w->usage.tokens_in = plain + *written + *cached;
}

static void take_model(struct answer *w, const json *message)
{
    const char *model = json_get_text(message, "model", "");
    if (*model)
        w->model = model;
}

static void take_stop(struct answer *w, const json *from)
{
    const char *reason = json_get_text(from, "stop_reason", "");
    if (*reason)
        answer_stop(w, stops, reason);
}

/* ---- whole ---- */

static void on_whole(struct answer *w, const json *doc)
{
    const json *content = json_get(doc, "content");
    take_usage(w, json_get(doc, "usage"));
    take_model(w, doc);
    for (size_t i = 0; i < json_len(content); i++) {
        const json *block = json_at(content, i);
        const char *type = json_get_text(block, "type", "");
        if (text_equal(type, "text"))
            answer_add_text(w, json_get_text(block, "text", ""));
        if (text_equal(type, "tool_use") && w->tool.len == 0)
            answer_add_tool(w, json_write(w->arena, json_get(block, "input")));
    }
    take_stop(w, doc);
    if (w->outcome == OUTCOME_CUT)
        w->outcome = OUTCOME_MALFORMED;
}

/* ---- streamed ---- */

static enum err on_start(struct answer *w, const json *doc)
{
    if (w->begun) { /* two streams in one: a proxy's splice */
        w->outcome = OUTCOME_MALFORMED;
        return ERR_PROVIDER;
    }
    w->begun = true;
    const json *message = json_get(doc, "message");
    take_usage(w, json_get(message, "usage"));
    take_model(w, message);
    return OK;
}

static enum err on_block_delta(struct answer *w, const json *doc)
{
    const json *delta = json_get(doc, "delta");
    const char *type = json_get_text(delta, "type", "");
    if (text_equal(type, "text_delta"))
        answer_add_text(w, json_get_text(delta, "text", ""));
    if (text_equal(type, "input_json_delta"))
        answer_add_tool(w, json_get_text(delta, "partial_json", ""));
    return OK;
}

static enum err on_message_delta(struct answer *w, const json *doc)
{
    take_usage(w, json_get(doc, "usage"));
    take_stop(w, json_get(doc, "delta"));
    return OK;
}

static enum err on_event(struct answer *w, const char *name, const json *doc)
{
    static const struct {
        const char *type;
        enum err (*take)(struct answer *w, const json *doc);
    } events[] = {
        {"message_start", on_start},
        {"content_block_delta", on_block_delta},
        {"message_delta", on_message_delta},
    };
    const char *type = json_get_text(doc, "type", name);
    if (text_equal(type, "error")) { /* one without an error in it */
        answer_fail(w, 0, doc);
        return ERR_PROVIDER;
    }
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (text_equal(events[i].type, type))
            return events[i].take(w, doc);
    return OK; /* ping, content_block_start and _stop, message_stop, and what is yet to come */
}

const struct dialect anthropic_dialect = {.on_event = on_event, .on_whole = on_whole};
