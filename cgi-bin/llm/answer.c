#include "llm/answer.h"
#include "base/clock.h"
#include "base/num.h"
#include "base/text.h"
#include <string.h>

struct answer answer_new(struct arena *a, bool by_tool, struct json_stream *peek)
{
    return (struct answer){
        .arena = a,
        .text = buf_new(a, ANSWER_MOST),
        .tool = buf_new(a, ANSWER_MOST),
        .by_tool = by_tool,
        .outcome = OUTCOME_CUT,
        .model = "",
        .complaint = "",
        .peek = peek,
        .began = clock_monotonic_ms(),
    };
}

static void add(struct answer *answer, struct buf *to, const char *text, bool seen)
{
    const size_t n = strlen(text);
    if (n == 0)
        return;
    if (!answer->first_ms)
        answer->first_ms = num_clamp(clock_monotonic_ms() - answer->began, 1, INT64_MAX);
    buf_add_bytes(to, text, n);
    if (seen && answer->peek)
        json_stream_feed(answer->peek, text, n);
}

void answer_add_text(struct answer *answer, const char *text)
{
    add(answer, &answer->text, text, !answer->by_tool);
}

void answer_add_tool(struct answer *answer, const char *text)
{
    add(answer, &answer->tool, text, answer->by_tool);
}

int64_t answer_count(const json *usage, const char *name)
{
    const int64_t n = json_get_int(usage, name, 0);
    return n > 0 && n < INT32_MAX ? n : 0;
}

/* ---- errors ---- */

/* Some servers put it into a list of its own. */
static const json *root_of(const json *doc)
{
    return json_kind_of(doc) == JSON_ARRAY ? json_at(doc, 0) : doc;
}

bool answer_is_error(const json *doc)
{
    const json *error = json_get(root_of(doc), "error");
    switch (json_kind_of(error)) {
    case JSON_NULL:
        return false;
    case JSON_TEXT:
        return *json_text(error, "") != '\0';
    case JSON_BOOL:
        return json_get_bool(doc, "error", false);
    default:
        return true;
    }
}

/* Words of an error, whatever the status. First match wins. */
static const struct word {
    const char *word;
    enum outcome outcome;
} words[] = {
    {"insufficient_quota", OUTCOME_NO_MONEY},
    {"credit_balance_exhausted", OUTCOME_NO_MONEY},
    {"spend_limit", OUTCOME_NO_MONEY},
    {"usage_limit_exceeded", OUTCOME_NO_MONEY},
    {"billing_hard_limit", OUTCOME_NO_MONEY},
    {"billing_error", OUTCOME_NO_MONEY},
    {"credit balance is too low", OUTCOME_NO_MONEY},
    {"spend limit you set", OUTCOME_NO_MONEY},
    {"context_length_exceeded", OUTCOME_TOO_LONG},
    {"exceed_context_size", OUTCOME_TOO_LONG},
    {"request_too_large", OUTCOME_TOO_LONG},
    {"prompt is too long", OUTCOME_TOO_LONG},
    {"maximum context length", OUTCOME_TOO_LONG},
    {"content_filter", OUTCOME_FILTERED},
    {"content_policy_violation", OUTCOME_FILTERED},
    {"requires moderation", OUTCOME_FILTERED},
    {"input was flagged", OUTCOME_FILTERED},
    {"json_validate_failed", OUTCOME_MALFORMED}, /* the model's own slip, found by the server */
    {"tool_use_failed", OUTCOME_MALFORMED},
};

/* Words of an error that comes without a status of its own. */
static const struct word types[] = {
    {"overloaded", OUTCOME_OVERLOADED},
    {"slow_down", OUTCOME_OVERLOADED},
    {"unavailable_error", OUTCOME_OVERLOADED},
    {"rate_limit", OUTCOME_RATE_LIMITED},
    {"resource_exhausted", OUTCOME_RATE_LIMITED},
    {"authentication_error", OUTCOME_KEY},
    {"permission_error", OUTCOME_KEY},
    {"invalid_api_key", OUTCOME_KEY},
    {"not_found", OUTCOME_NO_MODEL},
    {"unexpected endpoint", OUTCOME_NO_MODEL},
    {"invalid_request_error", OUTCOME_REQUEST},
};

static enum outcome word_in(const struct word *table, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcasestr(text, table[i].word))
            return table[i].outcome;
    return OUTCOME_OK;
}

static enum outcome of_status(int status)
{
    static const struct {
        int status;
        enum outcome outcome;
    } table[] = {
        {401, OUTCOME_KEY},        {402, OUTCOME_NO_MONEY},     {403, OUTCOME_KEY},
        {404, OUTCOME_NO_MODEL},   {408, OUTCOME_SERVER},       {409, OUTCOME_SERVER},
        {413, OUTCOME_TOO_LONG},   {429, OUTCOME_RATE_LIMITED}, {501, OUTCOME_REQUEST},
        {503, OUTCOME_OVERLOADED}, {529, OUTCOME_OVERLOADED},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].status == status)
            return table[i].outcome;
    if (status >= 500)
        return OUTCOME_SERVER;
    if (status >= 400)
        return OUTCOME_REQUEST;
    return OUTCOME_OK;
}

void answer_fail(struct answer *answer, int status, const json *doc)
{
    const json *root = root_of(doc), *error = json_get(root, "error"), *coded = root;
    if (json_kind_of(error) == JSON_OBJECT)
        coded = error;
    if (!error)
        error = root;
    const int code = (int)json_get_int(coded, "code", 0);
    answer->complaint = "";
    if (error)
        answer->complaint = json_write(answer->arena, error);
    answer->outcome = word_in(words, sizeof words / sizeof *words, answer->complaint);
    if (answer->outcome == OUTCOME_OK)
        answer->outcome = of_status(status);
    if (answer->outcome == OUTCOME_OK)
        answer->outcome = of_status(code);
    if (answer->outcome == OUTCOME_OK)
        answer->outcome = word_in(types, sizeof types / sizeof *types, answer->complaint);
    if (answer->outcome == OUTCOME_OK)
        answer->outcome = OUTCOME_SERVER;
}

/* ---- its end ---- */

void answer_stop(struct answer *whole, const struct answer_stop *table, const char *reason)
{
    for (; table->reason; table++)
        if (text_equal(table->reason, reason)) {
            whole->outcome = table->outcome;
            return;
        }
    whole->outcome = OUTCOME_MALFORMED;
}

/* How some models mark what they think aloud. */
#define THINK "<think"
#define END_THINK "</think"

/* Behind the brace that closes the object which begins at `p`; NULL if none does. */
static const char *end_of_object(const char *at)
{
    size_t depth = 0;
    for (bool in_string = false; *at; at++) {
        if (in_string && *at == '\\' && at[1])
            at++;
        else if (*at == '"')
            in_string = !in_string;
        else if (!in_string && *at == '{')
            depth++;
        else if (!in_string && *at == '}' && --depth == 0)
            return at + 1;
    }
    return NULL;
}

const char *answer_document(const struct answer *answer)
{
    const char *text = text_trim(answer->arena, text_or(answer->tool.data, answer->text.data));
    if (strncmp(text, THINK ">", 7) == 0) {
        const char *thought = strstr(text, END_THINK ">");
        if (thought)
            text = text_trim(answer->arena, thought + 8);
    }
    const char *start = strchr(text, '{'), *end = NULL;
    if (start)
        end = end_of_object(start);
    if (!end || strchr(end, '{'))
        return text;
    return arena_text(answer->arena, start, (size_t)(end - start));
}
