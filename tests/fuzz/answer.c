#include "base/text.h"
#include "llm/anthropic_read.h"
#include "llm/openai_read.h"
#include "llm/sse.h"
#include <stdlib.h>
#include <string.h>

/* Whatever a server sends, whole or as a stream, in either dialect: it is read to some end without harm. The
 * first byte says how. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

struct reading {
    struct arena *arena;
    const struct dialect *dialect;
    struct answer answer;
};

static void look(void *ctx, const char *text, size_t n)
{
    (void)ctx;
    if (!text_valid(text, n))
        abort();
}

static void take(struct reading *r, const char *name, const char *bytes, size_t n, bool whole)
{
    json *doc;
    if (json_parse(r->arena, bytes, n, ANSWER_DEPTH, &doc) != OK)
        return;
    if (answer_is_error(doc))
        answer_fail(&r->answer, 0, doc);
    else if (whole)
        r->dialect->on_whole(&r->answer, doc);
    else
        (void)!r->dialect->on_event(&r->answer, name, doc);
}

static enum err on_event(void *ctx, const struct sse_event *e)
{
    take(ctx, e->name, e->data, e->n, false);
    return OK;
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
    if (n < 1)
        return 0;
    struct arena *a = arena_new(64 << 20, false);
    const bool stream = data[0] & 1, tool = data[0] & 2;
    struct reading r = {.arena = a, .dialect = data[0] & 4 ? &openai_dialect : &anthropic_dialect};
    r.answer = answer_new(a, tool, json_stream_new(a, "reply, words", look, NULL));
    if (stream)
        (void)!sse_feed(sse_new(a, 1 << 16, on_event, &r), (const char *)data + 1, n - 1);
    else
        take(&r, "", (const char *)data + 1, n - 1, true);
    if (!text_valid(answer_document(&r.answer), strlen(answer_document(&r.answer))) ||
        !*outcome_name(r.answer.outcome))
        abort();
    arena_free(a);
    return 0;
}
