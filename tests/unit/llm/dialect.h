#ifndef TEST_LLM_DIALECT_H
#define TEST_LLM_DIALECT_H

/* What test_openai and test_anthropic share: a request, a provider asked over HTTP, what came of it. */

#include "base/buf.h"
#include "base/clock.h"
#include "llm/fixture.h"
#include "llm/http.h"
#include "llm/price.h"
#include "llm/provider.h"
#include "llm/server.h"

#define DOC "{\"words\": \"Good evening, na\xc3\xafve \xf0\x9f\x8e\xad\", \"number\": 7}"
#define WORDS "Good evening, na\xc3\xafve \xf0\x9f\x8e\xad"
#define NO_RETRY "x-should-retry: false\r\n"

static struct buf shown;

static void show(void *ctx, const char *text, size_t n)
{
    (void)ctx;
    buf_add_bytes(&shown, text, n);
}

static inline struct http *client(void)
{
    struct http *h = NULL;
    const char *why = "";
    const struct http_settings s = {.proxy = "", .ca_file = "", .slow_seconds = 5};
    if (http_new(a, &s, &h, &why) != OK)
        fail_msg("%s", why);
    return h;
}

static inline const struct prices *prices(void)
{
    static const char text[] =
        "gpt 1000000 100000 2000000 10000000\nclaude 1000000 100000 2000000 10000000\n";
    struct prices *p = NULL;
    const char *why = "";
    if (price_read(a, write_file(new_folder(), "prices", text, sizeof text - 1), &p, &why) != OK)
        fail_msg("%s", why);
    return p;
}

static inline const char *key_file(unsigned mode)
{
    const char *path = write_file(new_folder(), "key", "k-secret\n", 9);
    assert_int_equal(chmod(path, mode), 0);
    return path;
}

static inline struct provider_request request(bool streamed)
{
    shown = buf_new(a, 1 << 20);
    return (struct provider_request){
        .mode = "greet",
        .model = "",
        .input = doc("{}"),
        .system_text = "Greet people.",
        .request_text = "Name: Ada",
        .schema = doc("{'type':'object','properties':{'words':{'type':'string','maxWords':9},'number':{'type'"
                      ":'integer'}},"
                      "'required':['words'],'additionalProperties':false}"),
        .plain_text = "Write JSON.",
        .visible = "words",
        .temperature = 0.5,
        .max_tokens = 700,
        .deadline = clock_monotonic_ms() + 20000,
        .on_text = streamed ? show : NULL,
    };
}

/* The body of the i-th request. */
static inline json *body(int i)
{
    const char *text = asked(i);
    json *v = NULL;
    assert_non_null(text);
    text = strstr(text, "\r\n\r\n") + 4;
    if (json_parse(a, text, strlen(text), 32, &v) != OK)
        fail_msg("asked: %s", text);
    return v;
}

static inline const char *at(const json *from, const char *a_member, const char *its_member)
{
    return json_get_text(json_get(from, a_member), its_member, "");
}

/* What comes of a recorded answer, in every way it can come. */
struct expected {
    const char *file;
    int status;
    enum outcome outcome;
    const char *shown;                /* NULL: WORDS if all is well, else not looked at */
    int64_t in, cached, written, out; /* looked at if out is set */
};

static inline bool is_stream(const struct expected *e)
{
    return strstr(e->file, ".sse") != NULL;
}

static inline void hold(const struct expected *e, enum err got, const struct provider_reply *r)
{
    if (r->outcome != e->outcome || (got == OK) != (e->outcome == OUTCOME_OK))
        fail_msg("%s: %s, not %s", e->file, outcome_name(r->outcome), outcome_name(e->outcome));
    if (got == OK)
        assert_true(json_equal(doc(r->text), doc(DOC)));
    if (is_stream(e) && (got == OK || e->shown))
        assert_string_equal(shown.data, e->shown ? e->shown : WORDS);
    if (e->out && (r->usage.tokens_in != e->in || r->usage.tokens_cached != e->cached ||
                   r->usage.tokens_written != e->written || r->usage.tokens_out != e->out))
        fail_msg("%s: in %lld, cached %lld, written %lld, out %lld", e->file, (long long)r->usage.tokens_in,
                 (long long)r->usage.tokens_cached, (long long)r->usage.tokens_written,
                 (long long)r->usage.tokens_out);
    if (e->out)
        assert_int_equal(r->usage.cost_micro, (e->in - e->cached - e->written) + (e->cached + 9) / 10 +
                                                  e->written * 2 + e->out * 10);
}

#endif
