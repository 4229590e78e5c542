#ifndef LLM_ANSWER_H
#define LLM_ANSWER_H

#include "base/buf.h"
#include "llm/json_stream.h"
#include "llm/provider.h"

/* A provider's answer while it is put together from what comes over the wire, in whatever dialect. */
struct answer {
    struct arena *arena;
    struct buf text; /* what the model writes */
    struct buf tool; /* what it gives to a tool: the answer, where a tool was forced */
    bool by_tool;    /* a tool was forced: that is what a person may see */
    enum outcome outcome;
    bool refused;
    bool begun;        /* a stream's first event has come */
    const char *model; /* as it names itself; "" if it does not */
    struct provider_usage usage;
    bool counted;             /* usage was told */
    const char *complaint;    /* the server's words about an error: for learning, never for a log or a page */
    struct json_stream *peek; /* NULL: nobody looks on */
    int64_t began;            /* clock_monotonic_ms() */
    int64_t first_ms;
};

enum { ANSWER_MOST = 1024 * 1024, ANSWER_DEPTH = 32 };

/* An answer of which nothing has come: cut, unless more is heard. */
struct answer answer_new(struct arena *a, bool by_tool, struct json_stream *peek);

/* More of what the model writes, or gives to a tool; passed on to whoever looks on. */
void answer_add_text(struct answer *answer, const char *text);
void answer_add_tool(struct answer *answer, const char *text);

/* An error, told by a status (0 or 200: none) or a document (NULL: none, or not JSON) of any of the forms
 * that OpenAI, Anthropic, Ollama, llama.cpp and vLLM give it: sets outcome and complaint. */
void answer_fail(struct answer *answer, int status, const json *doc);

/* Does the document tell an error at its root? */
bool answer_is_error(const json *doc);

/* The model's stop reason, from a table that ends with a NULL reason; unknown ones are malformed. */
struct answer_stop {
    const char *reason;
    enum outcome outcome;
};
void answer_stop(struct answer *whole, const struct answer_stop *table, const char *reason);

/* The one JSON object in what came: without what a model thought aloud before it (<think>), a fence around it
 * or words beside it. What has two of them, or an open one, comes as it is: nothing is chosen and nothing
 * mended. */
const char *answer_document(const struct answer *answer);

/* A count that may be absent, null or negative. */
int64_t answer_count(const json *usage, const char *name);

#endif
