#include "llm/dialect.h"
#include "llm/speech.h"

static const char ogg[] = "OggS\0\2\r\n--not the boundary\r\n\xff\xfe";

static struct speech_settings settings(const char *url)
{
    return (struct speech_settings){.url = url,
                                    .key_file = key_file(0400),
                                    .model = "gpt-hears",
                                    .language = "en",
                                    .outside = true,
                                    .http = client(),
                                    .prices = prices()};
}

static enum err hear_with(struct speech_settings s, struct provider_reply *r)
{
    struct speech *k = NULL;
    const char *why = "";
    if (speech_new(a, &s, &k, &why) != OK)
        fail_msg("%s", why);
    const struct sound sound = sound_of(ogg, sizeof ogg - 1);
    return k->hear(k, a, &sound, clock_monotonic_ms() + 20000, r);
}

static enum err hear_once(const char *file, int status, struct provider_reply *r)
{
    script[0] = (struct play){.file = file, .status = status, .head = NO_RETRY};
    return hear_with(settings(serve_script(1)), r);
}

/* ---- what is sent ---- */

/* Does the first request hold these bytes? */
static bool holds_bytes(const char *bytes, size_t n)
{
    char *text;
    size_t len;
    assert_int_equal(file_read(a, arena_printf(a, "%s/0", asked_in), 1 << 20, &text, &len), OK);
    return memmem(text, len, bytes, n) != NULL;
}

static void test_a_request_is_a_form_with_a_file(void **state)
{
    (void)state;
    struct provider_reply r;
    assert_int_equal(hear_once("speech-tokens.json", 200, &r), OK);
    const char *text = asked(0);
    assert_non_null(strstr(text, "POST /v1/audio/transcriptions HTTP/1.1\r\n"));
    assert_non_null(strstr(text, "Authorization: Bearer k-secret\r\n"));
    assert_null(strcasestr(text, "\nexpect:"));
    const char *type = strstr(text, "Content-Type: multipart/form-data; boundary=");
    assert_non_null(type);
    const char *boundary = arena_text(a, strchr(type, '=') + 1, 36);
    assert_non_null(strstr(text, arena_printf(a,
                                              "\r\n\r\n--%s\r\nContent-Disposition: form-data; "
                                              "name=\"model\"\r\n\r\ngpt-hears\r\n--%s\r\n",
                                              boundary, boundary)));
    assert_non_null(strstr(text, "name=\"language\"\r\n\r\nen\r\n"));
    assert_non_null(strstr(text, "name=\"response_format\"\r\n\r\njson\r\n"));
    assert_non_null(
        strstr(text, "name=\"file\"; filename=\"sound.ogg\"\r\nContent-Type: audio/ogg\r\n\r\nOggS"));
}

static void test_a_server_without_key_model_and_language_is_sent_none(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "speech-seconds.json"};
    struct speech_settings s = settings(serve_script(1));
    s.key_file = s.model = s.language = "";
    s.outside = false;
    s.prices = NULL;
    assert_int_equal(hear_with(s, &r), OK);
    const char *text = asked(0);
    assert_null(strstr(text, "Authorization"));
    assert_null(strstr(text, "name=\"model\""));
    assert_null(strstr(text, "name=\"language\""));
    assert_non_null(strstr(text, "name=\"response_format\""));
}

static void test_every_byte_of_the_recording_arrives(void **state)
{
    (void)state;
    struct provider_reply r;
    static char to[256];
    assert_int_equal(hear_once("speech-tokens.json", 200, &r), OK);
    assert_true(holds_bytes("OggS", 4)); /* the server writes down as far as the first NUL */
    const char *length = strstr(asked(0), "Content-Length: ");
    assert_non_null(length);
    const char *body = strstr(asked(0), "\r\n\r\n") + 4;
    snprintf(to, sizeof to, "\r\n--%s--\r\n", arena_text(a, body + 2, 36));
    const size_t before = (size_t)(strstr(body, "OggS") - body);
    assert_int_equal(strtoul(length + 16, NULL, 10), before + sizeof ogg - 1 + strlen(to));
}

/* ---- what comes back ---- */

static void test_what_was_said_is_clean_text(void **state)
{
    (void)state;
    struct provider_reply r;
    assert_int_equal(hear_once("speech-tokens.json", 200, &r), OK);
    assert_string_equal(r.text, "Good evening, na\xc3\xafve \xf0\x9f\x8e\xad.");
    assert_string_equal(r.model, "gpt-hears");
    assert_int_equal(r.outcome, OUTCOME_OK);
    assert_int_equal(hear_once("speech-verbose.json", 200, &r), OK);
    assert_string_equal(r.text, "Whole words.");
}

static void test_silence_is_an_answer(void **state)
{
    (void)state;
    struct provider_reply r;
    assert_int_equal(hear_once("speech-silence.json", 200, &r), OK);
    assert_string_equal(r.text, "");
}

static void test_what_it_used_is_told_or_reckoned(void **state)
{
    (void)state;
    struct provider_reply r;
    assert_int_equal(hear_once("speech-tokens.json", 200, &r), OK);
    assert_int_equal(r.usage.tokens_in, 14);
    assert_int_equal(r.usage.tokens_out, 101);
    assert_false(r.usage.estimated);
    assert_int_equal(r.usage.cost_micro, 14 + 1010);
    assert_int_equal(hear_once("speech-seconds.json", 200, &r), OK);
    assert_int_equal(r.usage.tokens_in, 91); /* ten a second, and one for the rest of one */
    assert_true(r.usage.estimated);
    assert_int_equal(hear_once("speech-verbose.json", 200, &r), OK);
    assert_true(r.usage.tokens_in > r.usage.tokens_out && r.usage.estimated);
}

static void test_what_is_no_transcript_is_told_by_its_class(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        int status;
        enum outcome outcome;
        enum err e;
    } bad[] = {
        {"speech-null.json", 200, OUTCOME_MALFORMED, ERR_PROVIDER},
        {"speech-control.json", 200, OUTCOME_MALFORMED, ERR_PROVIDER},
        {"openai-success.json", 200, OUTCOME_MALFORMED, ERR_PROVIDER},
        {"error-proxy.html", 200, OUTCOME_MALFORMED, ERR_PROVIDER},
        {"error-proxy.html", 502, OUTCOME_SERVER, ERR_PROVIDER},
        {"error-proxy.html", 413, OUTCOME_TOO_LONG, ERR_PROVIDER},
        {"speech-error.json", 400, OUTCOME_REQUEST, ERR_PROVIDER},
        {"speech-error.json", 200, OUTCOME_SERVER, ERR_PROVIDER},
        {"speech-not-found.html", 404, OUTCOME_NO_MODEL, ERR_PROVIDER},
        {"error-rate.json", 429, OUTCOME_RATE_LIMITED, ERR_LIMIT},
        {"error-quota.json", 429, OUTCOME_NO_MONEY, ERR_LIMIT},
        {"speech-error.json", 401, OUTCOME_KEY, ERR_PROVIDER},
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct provider_reply r;
        const enum err e = hear_once(bad[i].file, bad[i].status, &r);
        if (e != bad[i].e || r.outcome != bad[i].outcome || *r.text)
            fail_msg("%s, %d: %s, %s, “%s”", bad[i].file, bad[i].status, err_name(e), outcome_name(r.outcome),
                     r.text);
    }
}

static void test_a_server_that_fails_is_asked_again(void **state)
{
    (void)state;
    struct provider_reply r;
    script[0] = (struct play){.file = "error-proxy.html", .status = 503, .head = "retry-after-ms: 1\r\n"};
    script[1] = (struct play){.file = "speech-seconds.json"};
    assert_int_equal(hear_with(settings(serve_script(2)), &r), OK);
    assert_int_equal(r.tries, 2);
    assert_string_equal(r.text, "Nine seconds.");
    assert_non_null(asked(1));
}

/* ---- its settings ---- */

static void refused(struct speech_settings s, const char *words)
{
    struct speech *k;
    const char *why = "";
    assert_int_equal(speech_new(a, &s, &k, &why), ERR_CONFIG);
    if (!strstr(why, words))
        fail_msg("%s", why);
}

static void test_a_server_that_may_not_be_asked_is_refused(void **state)
{
    (void)state;
    struct speech_settings s = settings("http://speech.example/v1");
    refused(s, "only https");
    s.url = "https://speech.example/v1";
    s.key_file = key_file(0444);
    refused(s, "can be read by others");
}

static void test_it_says_whose_it_is(void **state)
{
    (void)state;
    struct speech *k;
    const char *why;
    struct speech_settings s = settings("https://speech.example:8443/v1/");
    assert_int_equal(speech_new(a, &s, &k, &why), OK);
    assert_string_equal(k->host, "speech.example:8443");
    assert_string_equal(k->provider, "speech");
    assert_true(k->outside && k->on_wire);
    s.outside = false;
    assert_int_equal(speech_new(a, &s, &k, &why), OK);
    assert_string_equal(k->provider, "local"); /* which no budget counts */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_request_is_a_form_with_a_file),
        TEST(test_a_server_without_key_model_and_language_is_sent_none),
        TEST(test_every_byte_of_the_recording_arrives),
        TEST(test_what_was_said_is_clean_text),
        TEST(test_silence_is_an_answer),
        TEST(test_what_it_used_is_told_or_reckoned),
        TEST(test_what_is_no_transcript_is_told_by_its_class),
        TEST(test_a_server_that_fails_is_asked_again),
        TEST(test_a_server_that_may_not_be_asked_is_refused),
        TEST(test_it_says_whose_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
