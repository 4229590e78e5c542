#include "base/buf.h"
#include "base/clock.h"
#include "base/fixture.h"
#include "llm/http.h"
#include "llm/server.h"

static struct http *client(void)
{
    struct http *h = NULL;
    const char *why = "";
    const struct http_settings s = {.proxy = "", .ca_file = "", .slow_seconds = 1};
    if (http_new(a, &s, &h, &why) != OK)
        fail_msg("%s", why);
    return h;
}

static struct buf heard;

static enum err take(void *ctx, const struct http_answer *so_far, const char *bytes, size_t n)
{
    (void)ctx;
    assert_true(so_far->status >= 200);
    buf_add_bytes(&heard, bytes, n);
    return buf_status(&heard);
}

static struct http_answer post_within(struct http *h, int port, int ms)
{
    static const char *const headers[] = {"Content-Type: application/json", "Authorization: Bearer k-1",
                                          NULL};
    heard = buf_new(a, 2 << 20);
    const struct http_request q = {
        .url = arena_printf(a, "http://127.0.0.1:%d/v1/chat", port),
        .headers = headers,
        .body = "{\"a\":1}",
        .n = 7,
        .deadline = clock_monotonic_ms() + ms,
        .on_bytes = take,
    };
    return http_post(h, a, &q);
}

static struct http_answer post(struct http *h, int port)
{
    return post_within(h, port, 20000);
}

#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

static void echo(int to, int number, const char *request)
{
    const char *body = strstr(request, "\r\n\r\n") + 4;
    const bool key = strstr(request, "Authorization: Bearer k-1") != NULL;
    const bool first = strncmp(request, "POST /v1/chat HTTP/1.1\r\n", 24) == 0;
    char text[400];
    snprintf(text, sizeof text, "%d %d %d %s", number, key, first, body);
    char head[200];
    snprintf(head, sizeof head,
             HEAD
             "Retry-After: 7\r\nX-Request-Id: req-9\r\nX-Should-Retry: false\r\nContent-Length: %zu\r\n\r\n",
             strlen(text));
    say(to, head);
    say(to, text);
}

static void test_what_was_asked_and_answered(void **state)
{
    (void)state;
    struct http *h = client();
    const struct http_answer r = post(h, serve(echo)->port);
    assert_int_equal(r.end, HTTP_ANSWERED);
    assert_int_equal(r.status, 200);
    assert_string_equal(heard.data, "1 1 1 {\"a\":1}");
    assert_string_equal(r.content_type, "application/json");
    assert_string_equal(r.retry_after, "7");
    assert_string_equal(r.retry_after_ms, "");
    assert_string_equal(r.should_retry, "false");
    assert_string_equal(r.request_id, "req-9");
}

static void test_a_connection_is_used_again(void **state)
{
    (void)state;
    struct http *h = client();
    const struct server *s = serve(echo);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(post(h, s->port).end, HTTP_ANSWERED);
        assert_int_equal(heard.data[0], '1'); /* the first connection each time */
    }
}

static void keep_closing(int to, int number, const char *request)
{
    echo(to, number, request);
    shutdown(to, SHUT_RDWR);
}

static void test_a_connection_closed_meanwhile_is_made_anew(void **state)
{
    (void)state;
    struct http *h = client();
    const struct server *s = serve(keep_closing);
    assert_int_equal(post(h, s->port).end, HTTP_ANSWERED);
    assert_int_equal(post(h, s->port).end, HTTP_ANSWERED);
    assert_int_equal(heard.data[0], '2');
}

static void fail_with_words(int to, int number, const char *request)
{
    (void)number;
    (void)request;
    say(to, "HTTP/1.1 529 Overloaded\r\nrequest-id: req_1\r\nContent-Length: 4\r\n\r\nbusy");
}

static void test_an_error_status_comes_with_its_words(void **state)
{
    (void)state;
    const struct http_answer r = post(client(), serve(fail_with_words)->port);
    assert_int_equal(r.end, HTTP_ANSWERED);
    assert_int_equal(r.status, 529);
    assert_string_equal(r.request_id, "req_1");
    assert_string_equal(heard.data, "busy");
}

static void redirect(int to, int number, const char *request)
{
    say(to, "HTTP/1.1 302 Found\r\nLocation: /v1/elsewhere\r\nContent-Length: 0\r\n\r\n");
    if (number > 1 || strstr(request, "elsewhere"))
        _exit(1);
}

static void test_a_redirect_is_not_followed(void **state)
{
    (void)state;
    struct http *h = client();
    const struct server *s = serve(redirect);
    assert_int_equal(post(h, s->port).end, HTTP_REDIRECT);
    assert_int_equal(post(h, s->port).end, HTTP_REDIRECT); /* it is still there */
}

static void test_nobody_listens(void **state)
{
    (void)state;
    const struct server *s = serve(echo);
    stop_server((void *)s);
    const int64_t began = clock_monotonic_ms();
    assert_int_equal(post(client(), s->port).end, HTTP_REFUSED);
    assert_true(clock_monotonic_ms() - began < 3000);
}

static void hang(int to, int number, const char *request)
{
    (void)to;
    (void)number;
    (void)request;
    poll(NULL, 0, 30000);
}

static void test_the_deadline_ends_it(void **state)
{
    (void)state;
    struct http *h = client();
    const int64_t began = clock_monotonic_ms();
    assert_int_equal(post_within(h, serve(hang)->port, 300).end, HTTP_TIMEOUT);
    const int64_t took = clock_monotonic_ms() - began;
    assert_true(took >= 250 && took < 2500);
    assert_int_equal(post_within(h, serve(echo)->port, 0).end, HTTP_TIMEOUT); /* it had passed before */
    assert_int_equal(post(h, serve(echo)->port).end, HTTP_ANSWERED);          /* and the next one works */
}

static void drip(int to, int number, const char *request)
{
    (void)number;
    (void)request;
    say(to, HEAD "\r\n");
    for (;;) {
        say(to, "x");
        poll(NULL, 0, 250);
    }
}

static void test_a_drip_is_cut_off(void **state)
{
    (void)state;
    struct http *h = client(); /* slow_seconds = 1 */
    assert_int_equal(post(h, serve(drip)->port).end, HTTP_SLOW);
    assert_true(heard.len > 2 && heard.len < 20);
}

static void think_then_flow(int to, int number, const char *request)
{
    (void)number;
    (void)request;
    poll(NULL, 0, 1500); /* longer than slow_seconds: a model may think */
    say(to, HEAD "Connection: close\r\n\r\n");
    for (int i = 0; i < 12; i++) {
        say(to, "twenty bytes of text");
        poll(NULL, 0, 150);
    }
    shutdown(to, SHUT_RDWR);
}

static void test_thinking_and_a_steady_flow_are_not_slow(void **state)
{
    (void)state;
    assert_int_equal(post(client(), serve(think_then_flow)->port).end, HTTP_ANSWERED);
    assert_int_equal(heard.len, 240);
}

static void flood(int to, int number, const char *request)
{
    static char block[65537];
    (void)number;
    (void)request;
    memset(block, 'x', sizeof block - 1);
    say(to, HEAD "Connection: close\r\n\r\n");
    for (;;)
        say(to, block);
}

static void test_more_than_a_mebibyte_is_cut_off(void **state)
{
    (void)state;
    assert_int_equal(post(client(), serve(flood)->port).end, HTTP_TOO_LARGE);
    assert_true(heard.len <= HTTP_MOST_BYTES);
}

static void endless_head(int to, int number, const char *request)
{
    (void)number;
    (void)request;
    say(to, HEAD);
    for (;;)
        say(to,
            "X-More: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
}

static void test_an_endless_head_is_cut_off(void **state)
{
    (void)state;
    assert_int_equal(post(client(), serve(endless_head)->port).end, HTTP_TOO_LARGE);
}

static void cut(int to, int number, const char *request)
{
    (void)number;
    (void)request;
    say(to, HEAD "Content-Length: 100\r\n\r\nhalf");
    shutdown(to, SHUT_RDWR);
}

static void say_nothing(int to, int number, const char *request)
{
    (void)number;
    (void)request;
    shutdown(to, SHUT_RDWR);
}

static void babble(int to, int number, const char *request)
{
    (void)number;
    (void)request;
    say(to, "I am not a web server\r\n\r\n");
    shutdown(to, SHUT_RDWR);
}

static void test_a_broken_answer_is_told_from_a_whole_one(void **state)
{
    (void)state;
    assert_int_equal(post(client(), serve(cut)->port).end, HTTP_CUT);
    assert_string_equal(heard.data, "half");
    assert_int_equal(post(client(), serve(say_nothing)->port).end, HTTP_CUT);
    assert_int_equal(post(client(), serve(babble)->port).end, HTTP_FAILED);
}

static enum err enough(void *ctx, const struct http_answer *so_far, const char *bytes, size_t n)
{
    (void)ctx;
    (void)so_far;
    (void)bytes;
    (void)n;
    return ERR_PROVIDER;
}

static void test_a_listener_may_stop_it(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    const struct http_request q = {
        .url = arena_printf(a, "http://127.0.0.1:%d/", serve(drip)->port),
        .headers = none,
        .body = "",
        .deadline = clock_monotonic_ms() + 20000,
        .on_bytes = enough,
    };
    assert_int_equal(http_post(client(), a, &q).end, HTTP_STOPPED);
}

static jmp_buf place;

static enum err jump_out(void *ctx, const struct http_answer *so_far, const char *bytes, size_t n)
{
    (void)ctx;
    (void)so_far;
    (void)bytes;
    (void)n;
    longjmp(place, 1); /* as an arena does that has no more memory */
}

static void test_a_jump_out_of_the_listener_does_no_harm(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    static struct http *h;
    h = client();
    const struct http_request q = {
        .url = arena_printf(a, "http://127.0.0.1:%d/", serve(drip)->port),
        .headers = none,
        .body = "",
        .deadline = clock_monotonic_ms() + 20000,
        .on_bytes = jump_out,
    };
    if (setjmp(place) == 0) {
        http_post(h, a, &q);
        fail();
    }
    assert_int_equal(post(h, serve(echo)->port).end, HTTP_ANSWERED);
}

static void test_the_environments_proxies_mean_nothing(void **state)
{
    (void)state;
    setenv("http_proxy", "http://127.0.0.1:1", 1);
    setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
    assert_int_equal(post(client(), serve(echo)->port).end, HTTP_ANSWERED);
    unsetenv("http_proxy");
    unsetenv("ALL_PROXY");
}

static void test_only_https_or_this_machine(void **state)
{
    (void)state;
    static const char *const fit[] = {"https://api.openai.com/v1", "https://h:8443/",
                                      "http://localhost:11434/v1", "http://127.0.0.1:8080/v1",
                                      "http://[::1]:8000/v1"};
    static const char *const unfit[] = {"http://api.openai.com/v1",
                                        "ftp://127.0.0.1/",
                                        "file:///etc/passwd",
                                        "https://me:pw@h/",
                                        "https://me@h/",
                                        "http://127.0.0.1.evil.example/",
                                        "http://localhost.example/",
                                        "https://h/#fragment",
                                        "api.openai.com",
                                        "",
                                        "http://10.0.0.1:8080",
                                        "https://"};
    for (size_t i = 0; i < COUNT(fit); i++)
        if (!http_url_fit(fit[i]))
            fail_msg("%s", fit[i]);
    for (size_t i = 0; i < COUNT(unfit); i++)
        if (http_url_fit(unfit[i]))
            fail_msg("%s", unfit[i]);
}

static void test_an_address_that_does_not_fit_is_not_asked(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    const struct http_request q = {.url = "http://192.0.2.1/",
                                   .headers = none,
                                   .body = "",
                                   .deadline = clock_monotonic_ms() + 20000,
                                   .on_bytes = take};
    const int64_t began = clock_monotonic_ms();
    assert_int_equal(http_post(client(), a, &q).end, HTTP_FAILED);
    assert_true(clock_monotonic_ms() - began < 1000);
}

static void test_certificates_that_cannot_be_read_refuse_to_start(void **state)
{
    (void)state;
    struct http *h;
    const char *why = "";
    const struct http_settings s = {.proxy = "", .ca_file = "/nowhere/ca.pem", .slow_seconds = 1};
    assert_int_equal(http_new(a, &s, &h, &why), ERR_CONFIG);
    assert_non_null(strstr(why, "/nowhere/ca.pem"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_what_was_asked_and_answered),
        TEST(test_a_connection_is_used_again),
        TEST(test_a_connection_closed_meanwhile_is_made_anew),
        TEST(test_an_error_status_comes_with_its_words),
        TEST(test_a_redirect_is_not_followed),
        TEST(test_nobody_listens),
        TEST(test_the_deadline_ends_it),
        TEST(test_a_drip_is_cut_off),
        TEST(test_thinking_and_a_steady_flow_are_not_slow),
        TEST(test_more_than_a_mebibyte_is_cut_off),
        TEST(test_an_endless_head_is_cut_off),
        TEST(test_a_broken_answer_is_told_from_a_whole_one),
        TEST(test_a_listener_may_stop_it),
        TEST(test_a_jump_out_of_the_listener_does_no_harm),
        TEST(test_the_environments_proxies_mean_nothing),
        TEST(test_only_https_or_this_machine),
        TEST(test_an_address_that_does_not_fit_is_not_asked),
        TEST(test_certificates_that_cannot_be_read_refuse_to_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
