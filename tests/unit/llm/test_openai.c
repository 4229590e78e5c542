#include "llm/dialect.h"
#include "llm/openai.h"

static const struct provider *provider_with(struct wire_settings s)
{
    struct provider *p = NULL;
    const char *why = "";
    if (openai_new(a, &s, &p, &why) != OK)
        fail_msg("%s", why);
    return p;
}

static struct wire_settings settings(const char *url)
{
    return (struct wire_settings){.name = "openai",
                                  .section = "openai",
                                  .outside = true,
                                  .url = url,
                                  .key_file = key_file(0400),
                                  .model = "gpt-4.1-mini",
                                  .structured = "auto",
                                  .token_name = "auto",
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

static const struct expected all[] = {
    {.file = "openai-success.json",
     .status = 200,
     .outcome = OUTCOME_OK,
     .in = 1117,
     .cached = 1024,
     .written = 64,
     .out = 46},
    {.file = "openai-fenced.json", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-prose.json", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-tool-object.json", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-parts.json", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-tool.json", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-refusal.json",
     .status = 200,
     .outcome = OUTCOME_REFUSED,
     .in = 1117,
     .cached = 1024,
     .written = 64,
     .out = 46},
    {.file = "openai-truncated.json", .status = 200, .outcome = OUTCOME_TRUNCATED},
    {.file = "openai-empty-truncated.json", .status = 200, .outcome = OUTCOME_TRUNCATED},
    {.file = "openai-filtered.json", .status = 200, .outcome = OUTCOME_FILTERED},
    {.file = "openai-strange-end.json", .status = 200, .outcome = OUTCOME_MALFORMED},
    {.file = "openai-no-end.json", .status = 200, .outcome = OUTCOME_MALFORMED},
    {.file = "openai-no-choices.json", .status = 200, .outcome = OUTCOME_MALFORMED},
    {.file = "openai-empty.json", .status = 200, .outcome = OUTCOME_MALFORMED},
    {.file = "openai-no-usage.json", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-deepseek-usage.json",
     .status = 200,
     .outcome = OUTCOME_OK,
     .in = 100,
     .cached = 64,
     .out = 9},
    {.file = "openai-odd-usage.json", .status = 200, .outcome = OUTCOME_OK},
    {.file = "error-in-success.json", .status = 200, .outcome = OUTCOME_SERVER},
    {.file = "error-in-choice.json", .status = 200, .outcome = OUTCOME_SERVER},
    {.file = "error-text.json", .status = 200, .outcome = OUTCOME_NO_MODEL},
    {.file = "error-model.json", .status = 404, .outcome = OUTCOME_NO_MODEL},
    {.file = "error-rate.json", .status = 429, .outcome = OUTCOME_RATE_LIMITED},
    {.file = "error-quota.json", .status = 429, .outcome = OUTCOME_NO_MONEY},
    {.file = "error-groq-json.json", .status = 400, .outcome = OUTCOME_MALFORMED},
    {.file = "error-groq-tool.json", .status = 400, .outcome = OUTCOME_MALFORMED},
    {.file = "error-openrouter-moderation.json", .status = 403, .outcome = OUTCOME_FILTERED},
    {.file = "error-azure-filter.json", .status = 400, .outcome = OUTCOME_FILTERED},
    {.file = "error-context.json", .status = 400, .outcome = OUTCOME_TOO_LONG},
    {.file = "error-llamacpp-context.json", .status = 400, .outcome = OUTCOME_TOO_LONG},
    {.file = "error-llamacpp-loading.json", .status = 503, .outcome = OUTCOME_OVERLOADED},
    {.file = "error-array.json", .status = 429, .outcome = OUTCOME_RATE_LIMITED},
    {.file = "error-array.json", .status = 200, .outcome = OUTCOME_RATE_LIMITED},
    {.file = "error-detail.json", .status = 422, .outcome = OUTCOME_REQUEST},
    {.file = "error-mistral.json", .status = 429, .outcome = OUTCOME_RATE_LIMITED},
    {.file = "error-proxy.html", .status = 502, .outcome = OUTCOME_SERVER},
    {.file = "error-proxy.html", .status = 413, .outcome = OUTCOME_TOO_LONG},
    {.file = "error-proxy.html", .status = 200, .outcome = OUTCOME_MALFORMED},
    {.file = "openai-stream.sse",
     .status = 200,
     .outcome = OUTCOME_OK,
     .in = 1117,
     .cached = 1024,
     .written = 64,
     .out = 46},
    {.file = "openai-stream-dressed.sse",
     .status = 200,
     .outcome = OUTCOME_OK,
     .in = 1117,
     .cached = 1024,
     .written = 64,
     .out = 46},
    {.file = "openai-stream-comments.sse",
     .status = 200,
     .outcome = OUTCOME_OK,
     .in = 1117,
     .cached = 1024,
     .written = 64,
     .out = 46},
    {.file = "openai-stream-azure.sse", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-stream-groq.sse",
     .status = 200,
     .outcome = OUTCOME_OK,
     .in = 1117,
     .cached = 1024,
     .written = 64,
     .out = 46},
    {.file = "openai-stream-no-done.sse", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-stream-no-usage.sse", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-stream-tool.sse",
     .status = 200,
     .outcome = OUTCOME_OK,
     .shown = ""}, /* where no tool was asked for, it is not shown */
    {.file = "openai-stream-reasoning.sse", .status = 200, .outcome = OUTCOME_OK},
    {.file = "openai-stream-refusal.sse", .status = 200, .outcome = OUTCOME_REFUSED, .shown = ""},
    {.file = "openai-stream-truncated.sse",
     .status = 200,
     .outcome = OUTCOME_TRUNCATED,
     .shown = "Good eveni"},
    {.file = "openai-stream-cut.sse", .status = 200, .outcome = OUTCOME_CUT, .shown = "Good eveni"},
    {.file = "openai-stream-cut-in-event.sse", .status = 200, .outcome = OUTCOME_CUT, .shown = "Good eveni"},
    {.file = "openai-stream-error.sse", .status = 200, .outcome = OUTCOME_SERVER, .shown = "Good eveni"},
    {.file = "openai-stream-error-llamacpp.sse", .status = 200, .outcome = OUTCOME_OVERLOADED},
    {.file = "openai-stream-error-openrouter.sse", .status = 200, .outcome = OUTCOME_RATE_LIMITED},
    {.file = "openai-stream-error-ollama.sse", .status = 200, .outcome = OUTCOME_SERVER},
    {.file = "openai-stream-broken-json.sse", .status = 200, .outcome = OUTCOME_MALFORMED},
    {.file = "openai-stream-html.sse", .status = 200, .outcome = OUTCOME_MALFORMED},
    {.file = "openai-success.json",
     .status = 200,
     .outcome = OUTCOME_OK}, /* one that answers a stream's request whole */
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
    script[0] = (struct play){.file = "openai-success.json"};
    const struct provider *p = provider_with(settings(serve_script(1)));
    assert_int_equal(ask(p, false, &r), OK);
    assert_non_null(strstr(asked(0), "POST /v1/chat/completions HTTP/1.1\r\n"));
    assert_non_null(strstr(asked(0), "Authorization: Bearer k-secret\r\n"));
    const json *b = body(0);
    assert_string_equal(json_get_text(b, "model", ""), "gpt-4.1-mini");
    assert_int_equal(json_get_int(b, "max_tokens", 0), 700);
    assert_null(json_get(b, "max_completion_tokens"));
    assert_true(json_get_real(b, "temperature", 0) == 0.5);
    assert_null(json_get(b, "stream"));
    const json *messages = json_get(b, "messages");
    assert_int_equal(json_len(messages), 2);
    assert_string_equal(json_get_text(json_at(messages, 0), "role", ""), "system");
    assert_string_equal(json_get_text(json_at(messages, 0), "content", ""), "Greet people.");
    assert_string_equal(json_get_text(json_at(messages, 1), "content", ""), "Name: Ada");
    const json *schema = json_get(json_get(b, "response_format"), "json_schema");
    assert_string_equal(json_get_text(schema, "name", ""), "greet");
    assert_true(json_get_bool(schema, "strict", false));
    assert_int_equal(json_len(json_get(json_get(schema, "schema"), "required")), 2);
    assert_string_equal(r.model, "gpt-5.4-mini-2026-03-01");
    assert_int_equal(r.tries, 1);
}

static void test_a_repair_is_two_more_turns(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "openai-success.json"};
    const struct provider *p = provider_with(settings(serve_script(1)));
    struct provider_request q = request(false);
    q.repaired = "{\"words\":1}";
    q.repair = "/words: must be of type string";
    assert_int_equal(p->answer(p, a, &q, &r), OK);
    const json *messages = json_get(body(0), "messages");
    assert_int_equal(json_len(messages), 4);
    assert_string_equal(json_get_text(json_at(messages, 2), "role", ""), "assistant");
    assert_string_equal(json_get_text(json_at(messages, 3), "content", ""), q.repair);
}

static void test_a_stream_is_asked_for_with_its_usage(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "openai-stream.sse"};
    assert_int_equal(ask(provider_with(settings(serve_script(1))), true, &r), OK);
    assert_true(json_get_bool(body(0), "stream", false));
    assert_true(json_get_bool(json_get(body(0), "stream_options"), "include_usage", false));
    assert_true(r.shown);
    assert_true(r.first_ms > 0);
}

static void test_a_model_that_thinks_gets_room_and_no_temperature(void **state)
{
    (void)state;
    static const struct {
        const char *model, *effort;
        bool thinks;
    } models[] = {
        {"gpt-5.6-luna", "", true},    {"gpt-5.6-luna", "none", false}, {"gpt-5.4-mini", "", false},
        {"gpt-5.4-mini", "low", true}, {"gpt-5-mini", "", true},        {"openai/o4-mini", "", true},
        {"gpt-5-chat", "", false},     {"gpt-4o", "", false},           {"llama3", "", false}};
    for (size_t i = 0; i < COUNT(models); i++) {
        struct provider_reply r;
        script[0] = (struct play){.file = "openai-success.json"};
        struct wire_settings s = settings(serve_script(1));
        s.model = models[i].model;
        s.effort = models[i].effort;
        assert_int_equal(ask(provider_with(s), false, &r), OK);
        if ((json_get(body(0), "temperature") == NULL) != models[i].thinks)
            fail_msg("%s", models[i].model);
        assert_int_equal(json_get_int(body(0), "max_tokens", 0), models[i].thinks ? 4700 : 700);
        assert_string_equal(json_get_text(body(0), "reasoning_effort", ""), models[i].effort);
    }
}

static void test_what_a_server_does_not_take_is_learnt(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "error-refuses-max-tokens.json", .status = 400};
    script[1] = (struct play){.file = "error-refuses-temperature.json", .status = 400};
    script[2] = (struct play){.file = "error-refuses-schema.json", .status = 400};
    script[3] = (struct play){.file = "openai-success.json"};
    const struct provider *p = provider_with(settings(serve_script(4)));
    assert_int_equal(ask(p, false, &r), OK);
    assert_int_equal(r.tries, 4);
    assert_int_equal(ask(p, false, &r), OK); /* and kept */
    assert_int_equal(r.tries, 1);
    for (int i = 3; i < 5; i++) {
        const json *b = body(i);
        assert_int_equal(json_get_int(b, "max_completion_tokens", 0), 700);
        assert_null(json_get(b, "max_tokens"));
        assert_null(json_get(b, "temperature"));
        assert_string_equal(at(b, "response_format", "type"), "json_object");
        assert_non_null(
            strstr(json_get_text(json_at(json_get(b, "messages"), 0), "content", ""), "Write JSON."));
    }
    assert_null(asked(5));
}

static void test_another_model_is_not_judged_by_it(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "error-refuses-schema.json", .status = 400};
    script[1] = (struct play){.file = "openai-success.json"};
    const struct provider *p = provider_with(settings(serve_script(2)));
    assert_int_equal(ask(p, false, &r), OK);
    struct provider_request q = request(false);
    q.model = "gpt-4o";
    assert_int_equal(p->answer(p, a, &q, &r), OK);
    assert_string_equal(at(body(2), "response_format", "type"), "json_schema");
}

static void test_a_refusal_without_a_lesson_is_not_repeated(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "error-detail.json", .status = 400};
    const struct provider *p = provider_with(settings(serve_script(1)));
    assert_int_equal(ask(p, false, &r), ERR_PROVIDER);
    assert_int_equal(r.tries, 1);
    assert_null(asked(1));
    script[0] = (struct play){.file = "error-refuses-schema.json", .status = 400};
    p = provider_with(settings(serve_script(1)));
    assert_int_equal(ask(p, false, &r),
                     ERR_PROVIDER); /* schema, object, plain; then there is nothing left to leave out */
    assert_int_equal(r.tries, 3);
}

static void test_an_answer_in_words_teaches_to_say_the_schema(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "openai-words.json"};
    script[1] = (struct play){.file = "openai-success.json"};
    const struct provider *p = provider_with(settings(serve_script(2)));
    assert_int_equal(ask(p, false, &r), OK); /* it is for others to say that this does not hold */
    assert_int_equal(r.tries, 1);
    assert_int_equal(ask(p, false, &r), OK);
    assert_string_equal(at(body(0), "response_format", "type"), "json_schema");
    assert_string_equal(at(body(1), "response_format", "type"), "json_object");
    assert_non_null(
        strstr(json_get_text(json_at(json_get(body(1), "messages"), 0), "content", ""), "Write JSON."));
    assert_int_equal(ask(p, false, &r), OK); /* a document, and nothing more is learnt */
    assert_string_equal(at(body(2), "response_format", "type"), "json_object");
}

static void test_of_two_documents_none_is_chosen(void **state)
{
    (void)state;
    struct provider_reply r;
    json *v;
    script[0] = (struct play){.file = "openai-two.json"};
    assert_int_equal(ask(provider_with(settings(serve_script(1))), false, &r), OK);
    assert_int_equal(json_parse(a, r.text, strlen(r.text), 32, &v), ERR_INPUT);
}

static void test_each_form_can_be_set(void **state)
{
    (void)state;
    static const struct {
        const char *structured, *type;
        bool words, tool;
    } forms[] = {{"schema", "json_schema", false, false},
                 {"object", "json_object", true, false},
                 {"tool", "", false, true},
                 {"plain", "", true, false}};
    for (size_t i = 0; i < COUNT(forms); i++) {
        struct provider_reply r;
        script[0] = (struct play){.file = forms[i].tool ? "openai-stream-tool.sse" : "openai-stream.sse"};
        struct wire_settings s = settings(serve_script(1));
        s.structured = forms[i].structured;
        assert_int_equal(ask(provider_with(s), true, &r), OK);
        const json *b = body(0);
        assert_string_equal(at(b, "response_format", "type"), forms[i].type);
        assert_int_equal(json_len(json_get(b, "tools")), forms[i].tool);
        assert_int_equal(
            strstr(json_get_text(json_at(json_get(b, "messages"), 0), "content", ""), "Write JSON.") != NULL,
            forms[i].words);
        assert_string_equal(shown.data, WORDS);
    }
}

static void test_what_may_pass_is_tried_again_and_counted(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] =
        (struct play){.file = "error-llamacpp-loading.json", .status = 503, .head = "retry-after-ms: 10\r\n"};
    script[1] = (struct play){.file = "error-rate.json", .status = 429, .head = "retry-after-ms: 10\r\n"};
    script[2] = (struct play){.file = "openai-success.json", .head = "x-request-id: req-7\r\n"};
    assert_int_equal(ask(provider_with(settings(serve_script(3))), false, &r), OK);
    assert_int_equal(r.tries, 3);
    assert_string_equal(r.request_id, "req-7");
    assert_int_equal(r.usage.tokens_out, 46);
}

static void test_nothing_is_tried_again_once_it_was_shown(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "openai-stream-error-llamacpp.sse", .head = "retry-after-ms: 10\r\n"};
    script[1] = (struct play){.file = "openai-stream.sse"};
    assert_int_equal(ask(provider_with(settings(serve_script(2))), true, &r), ERR_PROVIDER);
    assert_true(r.shown);
    assert_int_equal(r.tries, 1);
    assert_true(r.usage.estimated); /* it was billed and not told */
    assert_true(r.usage.cost_micro > 0);
}

static void test_too_many_requests_say_when_to_come_back(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "error-rate.json", .status = 429, .head = "retry-after: 3600\r\n"};
    assert_int_equal(ask(provider_with(settings(serve_script(1))), false, &r), ERR_LIMIT);
    assert_int_equal(r.retry_after, 3600);
    assert_int_equal(r.tries, 1);
    script[0] = (struct play){.file = "error-quota.json", .status = 429, .head = "retry-after: 1\r\n"};
    assert_int_equal(ask(provider_with(settings(serve_script(1))), false, &r), ERR_LIMIT);
    assert_int_equal(r.outcome, OUTCOME_NO_MONEY);
    assert_int_equal(r.tries, 1);
}

static void test_a_server_inside_costs_nothing_and_needs_no_key(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "openai-success.json"};
    struct wire_settings s = settings(serve_script(1));
    s.prices = NULL;
    s.key_file = "";
    s.outside = false;
    const struct provider *p = provider_with(s);
    assert_false(p->outside);
    assert_int_equal(ask(p, false, &r), OK);
    assert_int_equal(r.usage.cost_micro, 0);
    assert_int_equal(r.usage.tokens_in, 1117);
    assert_null(strstr(asked(0), "Authorization"));
}

static void assert_unfit(struct wire_settings s, const char *because)
{
    struct provider *p;
    const char *why = "";
    assert_int_equal(openai_new(a, &s, &p, &why), ERR_CONFIG);
    if (!strstr(why, because))
        fail_msg("“%s” does not say “%s”", why, because);
}

static void test_settings_that_are_not_fit_refuse_to_start(void **state)
{
    (void)state;
    struct wire_settings s = settings("http://models.example/v1");
    assert_unfit(s, "only https");
    s = settings("http://127.0.0.1:1/v1");
    s.key_file = key_file(0440);
    assert_unfit(s, "0400");
    s.key_file = "/nowhere/key";
    assert_unfit(s, "/nowhere/key");
    s.key_file = write_file(new_folder(), "key", "two words\n", 10);
    assert_int_equal(chmod(s.key_file, 0600), 0);
    assert_unfit(s, "one word");
    s = settings("http://127.0.0.1:1/v1");
    s.structured = "strictly";
    assert_unfit(s, "structured");
    s.structured = "auto";
    s.token_name = "tokens";
    assert_unfit(s, "token_name");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_every_recorded_answer_in_every_way_it_can_come),
        TEST(test_a_request_holds_what_it_should),
        TEST(test_a_repair_is_two_more_turns),
        TEST(test_a_stream_is_asked_for_with_its_usage),
        TEST(test_a_model_that_thinks_gets_room_and_no_temperature),
        TEST(test_what_a_server_does_not_take_is_learnt),
        TEST(test_another_model_is_not_judged_by_it),
        TEST(test_a_refusal_without_a_lesson_is_not_repeated),
        TEST(test_an_answer_in_words_teaches_to_say_the_schema),
        TEST(test_of_two_documents_none_is_chosen),
        TEST(test_each_form_can_be_set),
        TEST(test_what_may_pass_is_tried_again_and_counted),
        TEST(test_nothing_is_tried_again_once_it_was_shown),
        TEST(test_too_many_requests_say_when_to_come_back),
        TEST(test_a_server_inside_costs_nothing_and_needs_no_key),
        TEST(test_settings_that_are_not_fit_refuse_to_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
