#include "llm/anthropic.h"
#include "llm/dialect.h"

static const struct provider *provider_with(struct wire_settings s)
{
    struct provider *p = NULL;
    const char *why = "";
    if (anthropic_new(a, &s, &p, &why) != OK)
        fail_msg("%s", why);
    return p;
}

static struct wire_settings settings(const char *url)
{
    return (struct wire_settings){.name = "anthropic",
                                  .section = "anthropic",
                                  .outside = true,
                                  .url = url,
                                  .key_file = key_file(0600),
                                  .model = "claude-haiku-4-5",
                                  .structured = "auto",
                                  .effort = "",
                                  .thinking_tokens = 4000,
                                  .http = client(),
                                  .prices = prices()};
}

static enum err ask(const struct provider *p, bool streamed, struct provider_reply *r)
{
    const struct provider_request q = request(streamed);
    return p->answer(p, a, &q, r);
}

#define USED .in = 1117, .cached = 1024, .out = 46

static const struct expected all[] = {
    {.file = "anthropic-success.json", .outcome = OUTCOME_OK, USED},
    {.file = "anthropic-blocks.json", .outcome = OUTCOME_OK},
    {.file = "anthropic-tool.json", .outcome = OUTCOME_OK, USED},
    {.file = "anthropic-written.json", .outcome = OUTCOME_OK, .in = 1117, .written = 1024, .out = 46},
    {.file = "anthropic-refusal.json", .outcome = OUTCOME_REFUSED, USED},
    {.file = "anthropic-truncated.json", .outcome = OUTCOME_TRUNCATED},
    {.file = "anthropic-window.json", .outcome = OUTCOME_TOO_LONG},
    {.file = "anthropic-pause.json", .outcome = OUTCOME_MALFORMED},
    {.file = "anthropic-no-usage.json", .outcome = OUTCOME_OK},
    {.file = "anthropic-error-overloaded.json", .status = 529, .outcome = OUTCOME_OVERLOADED},
    {.file = "anthropic-error-rate.json", .status = 429, .outcome = OUTCOME_RATE_LIMITED},
    {.file = "anthropic-error-spend.json", .status = 429, .outcome = OUTCOME_NO_MONEY},
    {.file = "anthropic-error-billing.json", .status = 400, .outcome = OUTCOME_NO_MONEY},
    {.file = "anthropic-error-long.json", .status = 400, .outcome = OUTCOME_TOO_LONG},
    {.file = "anthropic-error-key.json", .status = 401, .outcome = OUTCOME_KEY},
    {.file = "anthropic-error-overloaded.json", .status = 200, .outcome = OUTCOME_OVERLOADED},
    {.file = "error-proxy.html", .status = 504, .outcome = OUTCOME_SERVER},
    {.file = "error-proxy.html", .status = 200, .outcome = OUTCOME_MALFORMED},
    {.file = "anthropic-stream.sse", .outcome = OUTCOME_OK, USED},
    {.file = "anthropic-stream-thinking.sse", .outcome = OUTCOME_OK, USED},
    {.file = "anthropic-stream-tool.sse", .outcome = OUTCOME_OK, .shown = "", USED},
    {.file = "anthropic-stream-usage.sse", .outcome = OUTCOME_OK, .in = 632, .cached = 512, .out = 61},
    {.file = "anthropic-stream-refusal.sse", .outcome = OUTCOME_REFUSED, .shown = "Good eveni"},
    {.file = "anthropic-stream-truncated.sse", .outcome = OUTCOME_TRUNCATED, .shown = ""},
    {.file = "anthropic-stream-overloaded.sse", .outcome = OUTCOME_OVERLOADED, .shown = "Good eveni"},
    {.file = "anthropic-stream-api-overloaded.sse", .outcome = OUTCOME_OVERLOADED, .shown = ""},
    {.file = "anthropic-stream-cut.sse", .outcome = OUTCOME_CUT, .shown = "Good eveni"},
    {.file = "anthropic-stream-no-stop.sse", .outcome = OUTCOME_OK, USED},
    {.file = "anthropic-stream-spliced.sse", .outcome = OUTCOME_MALFORMED, .shown = "Good eveni"},
    {.file = "anthropic-success.json", .outcome = OUTCOME_OK}, /* one that answers a stream's request whole */
};

static void test_every_recorded_answer_in_every_way_it_can_come(void **state)
{
    (void)state;
    struct arena *kept = a;
    for (size_t i = 0; i < COUNT(all); i++)
        for (enum way way = WHOLE; way <= (is_stream(&all[i]) ? CR_LF : BYTE_BY_BYTE); way++) {
            a = arena_new(16 << 20, false);
            struct provider_reply r;
            script[0] = (struct play){all[i].file, all[i].status, NO_RETRY, way};
            const struct provider *p = provider_with(settings(serve_script(1)));
            hold(&all[i], ask(p, is_stream(&all[i]) || i == COUNT(all) - 1, &r), &r);
            arena_free(a);
        }
    a = kept;
}

static void test_a_request_holds_what_it_should(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "anthropic-success.json", .head = "request-id: req_7\r\n"};
    assert_int_equal(ask(provider_with(settings(serve_script(1))), false, &r), OK);
    assert_non_null(strstr(asked(0), "POST /v1/messages HTTP/1.1\r\n"));
    assert_non_null(strstr(asked(0), "x-api-key: k-secret\r\n"));
    assert_non_null(strstr(asked(0), "anthropic-version: 2023-06-01\r\n"));
    const json *b = body(0), *system = json_at(json_get(b, "system"), 0);
    assert_int_equal(json_get_int(b, "max_tokens", 0), 700);
    assert_string_equal(json_get_text(system, "text", ""), "Greet people.");
    assert_string_equal(at(system, "cache_control", "type"), "ephemeral");
    assert_int_equal(json_len(json_get(b, "messages")), 1);
    assert_string_equal(json_get_text(json_at(json_get(b, "messages"), 0), "content", ""), "Name: Ada");
    const json *format = json_get(json_get(b, "output_config"), "format");
    assert_string_equal(json_get_text(format, "type", ""), "json_schema");
    assert_int_equal(json_len(json_get(json_get(format, "schema"), "required")),
                     1); /* optional may stay so */
    assert_null(json_get(b, "tools"));
    assert_null(json_get(b, "stream"));
    assert_string_equal(r.request_id, "req_7");
    assert_string_equal(r.model, "claude-haiku-4-5-20251001");
}

static void test_a_tool_can_be_forced_instead(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "anthropic-stream-tool.sse"};
    struct wire_settings s = settings(serve_script(1));
    s.structured = "tool";
    assert_int_equal(ask(provider_with(s), true, &r), OK);
    const json *b = body(0);
    assert_string_equal(json_get_text(json_at(json_get(b, "tools"), 0), "name", ""), "greet");
    assert_string_equal(at(b, "tool_choice", "type"), "tool");
    assert_string_equal(at(b, "tool_choice", "name"), "greet");
    assert_null(json_get(b, "output_config"));
    assert_string_equal(shown.data, WORDS);
}

static void test_what_a_server_does_not_take_is_learnt(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "anthropic-error-refuses-format.json", .status = 400};
    script[1] = (struct play){.file = "anthropic-tool.json"};
    const struct provider *p = provider_with(settings(serve_script(2)));
    assert_int_equal(ask(p, false, &r), OK);
    assert_int_equal(ask(p, false, &r), OK);
    assert_int_equal(r.tries, 1);
    assert_int_equal(json_len(json_get(body(1), "tools")), 1);
    assert_int_equal(json_len(json_get(body(2), "tools")), 1);
}

static void test_what_a_family_of_models_does_not_take_is_not_sent(void **state)
{
    (void)state;
    static const struct {
        const char *model, *choice;
        bool temperature;
        int tokens;
    } models[] = {{"claude-haiku-4-5", "tool", true, 700},
                  {"claude-opus-4-8", "tool", false, 700},
                  {"claude-opus-5", "tool", false, 4700},
                  {"claude-fable-5", "auto", false, 4700}};
    for (size_t i = 0; i < COUNT(models); i++) {
        struct provider_reply r;
        script[0] = (struct play){.file = "anthropic-tool.json"};
        struct wire_settings s = settings(serve_script(1));
        s.model = models[i].model;
        s.structured = "tool";
        assert_int_equal(ask(provider_with(s), false, &r), OK);
        assert_int_equal(json_get(body(0), "temperature") != NULL, models[i].temperature);
        assert_string_equal(at(body(0), "tool_choice", "type"), models[i].choice);
        assert_int_equal(json_get_int(body(0), "max_tokens", 0), models[i].tokens);
    }
}

static void test_effort_goes_with_the_format(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "anthropic-success.json"};
    struct wire_settings s = settings(serve_script(1));
    s.effort = "low";
    assert_int_equal(ask(provider_with(s), false, &r), OK);
    assert_string_equal(at(body(0), "output_config", "effort"), "low");
    assert_non_null(json_get(json_get(body(0), "output_config"), "format"));
}

static void test_an_overload_is_tried_again_until_words_were_shown(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] =
        (struct play){.file = "anthropic-stream-api-overloaded.sse", .head = "retry-after-ms: 10\r\n"};
    script[1] = (struct play){.file = "anthropic-stream-overloaded.sse", .head = "retry-after-ms: 10\r\n"};
    script[2] = (struct play){.file = "anthropic-stream.sse"};
    assert_int_equal(ask(provider_with(settings(serve_script(3))), true, &r), ERR_PROVIDER);
    assert_int_equal(r.outcome, OUTCOME_OVERLOADED);
    assert_int_equal(r.tries, 2);
    assert_null(asked(2));
}

static void test_one_inside_costs_nothing_and_goes_by_its_own_name(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "anthropic-success.json"};
    struct wire_settings s = settings(serve_script(1));
    assert_true(provider_with(s)->outside);
    s.name = "basement";
    s.outside = false;
    s.prices = NULL;
    const struct provider *p = provider_with(s);
    assert_false(p->outside);
    assert_string_equal(p->name, "basement");
    assert_int_equal(ask(p, false, &r), OK);
    assert_int_equal(r.usage.cost_micro, 0);
    assert_int_equal(r.usage.tokens_in, 1117);
}

static void test_settings_that_are_not_fit_refuse_to_start(void **state)
{
    (void)state;
    struct provider *p;
    const char *why = "";
    struct wire_settings s = settings("http://models.example/v1");
    assert_int_equal(anthropic_new(a, &s, &p, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "only https"));
    s = settings("http://127.0.0.1:1/v1");
    s.structured = "object"; /* there is no such thing here */
    s.section = "server basement";
    assert_int_equal(anthropic_new(a, &s, &p, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "server basement.structured must be auto, schema, tool or plain"));
    s.structured = "auto";
    s.key_file = key_file(0644);
    assert_int_equal(anthropic_new(a, &s, &p, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "0400"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_recorded_answer_in_every_way_it_can_come),
        TEST(test_a_request_holds_what_it_should),
        TEST(test_a_tool_can_be_forced_instead),
        TEST(test_what_a_server_does_not_take_is_learnt),
        TEST(test_what_a_family_of_models_does_not_take_is_not_sent),
        TEST(test_effort_goes_with_the_format),
        TEST(test_an_overload_is_tried_again_until_words_were_shown),
        TEST(test_one_inside_costs_nothing_and_goes_by_its_own_name),
        TEST(test_settings_that_are_not_fit_refuse_to_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
