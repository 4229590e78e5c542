#include "base/buf.h"
#include "base/log.h"
#include "store/db.h"
#include "web/fcgi.h"
#include "web/fixture.h"
#include "web/guard.h"
#include "web/site.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <time.h>

/* The dispatcher without a database, as plain CGI: what it decides before it reads anything, and what a
 * person and a program are told when the database is away. The rest is tests/web's. */

#define CANARY "canary-f3a9"

/* Nobody waits here for a database that never comes back: store's pause between its tries is none. */
int nanosleep(const struct timespec *pause, struct timespec *rest)
{
    (void)pause;
    (void)rest;
    return 0;
}

static struct arena *life;
static struct site *site;
static int log_fd;

static int make_site(void **state)
{
    (void)state;
    life = arena_new(64 << 20, true);
    a = life;
    const char *folder = new_folder(), *why = "";
    const char *keys = arena_printf(life, "%s/keys", folder);
    const char *settings = arena_printf(life,
                                        "[site]\norigin = http://127.0.0.1:8080\n[database]\nsocket = %s\n"
                                        "[paths]\ntemplates = templates\nstatic = static\n",
                                        folder);
    static struct start start;
    if (keyring_create(keys, &why) != OK || keyring_read(life, keys, &start.keys, &why) != OK ||
        conf_read(life, write_file(folder, "settings.ini", settings, strlen(settings)), &start.conf, &why) !=
            OK ||
        db_open(life, start.conf, start.keys, DB_APP, &start.coach.db, &why) != ERR_DB ||
        site_make(life, &start, &site, &why) != OK) {
        print_message("%s\n", why);
        return -1;
    }
    log_fd = memfd_create("log", MFD_CLOEXEC);
    log_to(log_fd);
    return log_fd < 0 ? -1 : 0;
}

static int drop_site(void **state)
{
    (void)state;
    close(log_fd);
    arena_free(life);
    return 0;
}

/* ---- one request ---- */

struct sent {
    const char *method, *path, *type, *body;
    const char *origin, *fetch_site, *accept, *cookie, *length, *id;
};

static void set(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

static void set_environment(const struct sent *s)
{
    const char *body = s->body ? s->body : "";
    set("REQUEST_METHOD", s->method);
    set("DOCUMENT_URI", s->path);
    set("CONTENT_TYPE", s->type ? s->type : "application/x-www-form-urlencoded");
    set("CONTENT_LENGTH", s->length ? s->length : arena_printf(a, "%zu", strlen(body)));
    set("HTTP_ORIGIN", s->origin);
    set("HTTP_SEC_FETCH_SITE", s->fetch_site);
    set("HTTP_ACCEPT", s->accept);
    set("HTTP_COOKIE", s->cookie);
    set("REQUEST_ID", s->id ? s->id : "0123456789abcdef");
    set("REMOTE_ADDR", "127.0.0.1");
}

static int file_with(const char *text)
{
    const int fd = memfd_create("stream", MFD_CLOEXEC);
    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) &&
                lseek(fd, 0, SEEK_SET) == 0);
    return fd;
}

static char *content(int fd)
{
    const off_t n = lseek(fd, 0, SEEK_END);
    char *text = arena_alloc(a, (size_t)n + 1);
    assert_true(n >= 0 && pread(fd, text, (size_t)n, 0) == n);
    return text;
}

/* The whole answer, with its head. */
static const char *answer_to(struct sent s)
{
    const int in = file_with(s.body ? s.body : ""), out = file_with("");
    set_environment(&s);
    fflush(stdout);
    const int old_in = dup(0), old_out = dup(1);
    assert_true(dup2(in, 0) == 0 && dup2(out, 1) == 1);
    const enum err e = fcgi_loop(guard_serve, site);
    assert_true(dup2(old_out, 1) == 1 && (old_in < 0 || dup2(old_in, 0) == 0));
    const char *answer = content(out);
    close(in);
    close(out);
    close(old_in);
    close(old_out);
    assert_int_equal(e, OK);
    return answer;
}

static int status_of(const char *answer)
{
    int status = 0;
    if (sscanf(answer, "Status: %d ", &status) != 1)
        fail_msg("no status: %s", answer);
    return status;
}

static bool says(const char *answer, const char *part)
{
    return strstr(answer, part) != NULL;
}

/* ---- where it comes from ---- */

static void test_a_foreign_page_is_refused(void **state)
{
    (void)state;
    static const struct sent bad[] = {{.origin = "https://evil.example"},
                                      {.origin = "null"},
                                      {.origin = "http://127.0.0.1:8081"},
                                      {.origin = "http://127.0.0.1:8080.evil.example"},
                                      {.fetch_site = "cross-site"},
                                      {.fetch_site = "same-site"},
                                      {.fetch_site = "cross-site", .origin = "http://127.0.0.1:8080"}};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct sent s = bad[i];
        s.method = "POST", s.path = "/users/login", s.body = "username=a&password=b";
        assert_int_equal(status_of(answer_to(s)), 403);
        s.type = "application/json", s.body = "{}";
        assert_int_equal(status_of(answer_to(s)), 403);
    }
}

static void test_a_page_of_ours_or_a_program_is_not(void **state)
{
    (void)state;
    static const struct sent good[] = {{.origin = "http://127.0.0.1:8080"},
                                       {.fetch_site = "same-origin"},
                                       {.fetch_site = "none"},
                                       {.origin = NULL}};
    for (size_t i = 0; i < COUNT(good); i++) {
        struct sent s = good[i];
        s.method = "POST", s.path = "/users/login", s.body = "username=a&password=b";
        assert_int_equal(status_of(answer_to(s)), 503); /* it got as far as the database */
    }
    /* a GET changes nothing: it may come from anywhere */
    assert_int_equal(
        status_of(answer_to((struct sent){.method = "GET", .path = "/login", .fetch_site = "cross-site"})),
        503);
}

/* ---- how much ---- */

static const char *long_body(const char *start, size_t n)
{
    char *body = arena_alloc(a, n + 1);
    memset(body, 'x', n);
    memcpy(body, start, strlen(start));
    return body;
}

static void test_a_body_at_its_limit_is_read_and_one_byte_more_is_not(void **state)
{
    (void)state;
    enum { LIMIT = 8 * 1024 };
    static const char path[] = "/users/login";
    struct sent s = {.method = "POST", .path = path, .body = long_body("username=", LIMIT)};
    assert_int_equal(status_of(answer_to(s)), 503);
    s.body = long_body("username=", LIMIT + 1);
    const char *answer = answer_to(s);
    assert_int_equal(status_of(answer), 413);
    assert_true(says(answer, "Content-Type: text/html; charset=utf-8\r\n") && says(answer, "</html>"));
    s.type = "application/json";
    answer = answer_to(s);
    assert_int_equal(status_of(answer), 413);
    assert_true(says(answer, "Content-Type: application/problem+json") && says(answer, "\"status\":413"));
}

static void test_a_length_that_is_none_is_not_believed(void **state)
{
    (void)state;
    static const char *const bad[] = {"-1", "1x", "0x10", "99999999999999999999", "1e3"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        const int status = status_of(answer_to(
            (struct sent){.method = "POST", .path = "/users/login", .body = "username=a", .length = bad[i]}));
        assert_true(status == 413 || status == 503); /* not taken, and nothing was read */
    }
}

static void test_a_browser_that_went_away_is_survived(void **state)
{
    (void)state;
    const char *answer = answer_to(
        (struct sent){.method = "POST", .path = "/users/login", .body = "username=a", .length = "500"});
    assert_int_equal(status_of(answer), 500);
}

/* ---- the database is away ---- */

static void test_a_person_is_told_and_gets_back_what_was_typed(void **state)
{
    (void)state;
    const char *answer = answer_to((struct sent){
        .method = "POST",
        .path = "/try",
        .body = "q=general%2F1&answer=" CANARY "+%3Cb%3E+said+twice%2C+on+a+line+that+is+long&token=T" CANARY
                "&form=0123abcd-4567-489a-8bcd-ef0123456789"});
    assert_int_equal(status_of(answer), 503);
    assert_true(says(answer, "Retry-After: 5\r\n"));
    assert_true(says(answer, "The database can’t be reached just now."));
    assert_true(says(answer, CANARY " &lt;b&gt; said twice"));
    assert_true(says(answer, "action=\"/try\""));
    assert_true(says(answer, "0123abcd-4567-489a-8bcd-ef0123456789")); /* sent again it counts once */
    assert_false(says(answer, "T" CANARY));
    assert_false(says(answer, "<b> said"));
}

static void test_characters_that_can_not_be_kept_do_not_lose_the_rest(void **state)
{
    (void)state;
    const char *answer = answer_to((struct sent){
        .method = "POST", .path = "/try", .body = "answer=pasted%0Cfrom+a+file+that+has+a+form+feed+in+it"});
    assert_true(says(answer, "pasted\xef\xbf\xbd"
                             "from a file"));
}

static void test_passwords_are_not_given_back(void **state)
{
    (void)state;
    static const char *const bodies[] = {"username=ada&password=" CANARY,
                                         "current=" CANARY "&password=" CANARY};
    static const char *const paths[] = {"/users/login", "/settings/password"};
    for (size_t i = 0; i < COUNT(paths); i++) {
        const char *answer = answer_to((struct sent){.method = "POST", .path = paths[i], .body = bodies[i]});
        assert_int_equal(status_of(answer), 503);
        assert_false(says(answer, CANARY));
    }
}

static void test_a_program_is_told_as_rfc_9457_says(void **state)
{
    (void)state;
    const char *answer = answer_to((struct sent){
        .method = "POST", .path = "/users/login", .type = "application/json", .body = "{\"username\":1}"});
    assert_int_equal(status_of(answer), 503);
    assert_true(says(answer, "Content-Type: application/problem+json\r\n") &&
                says(answer, "Retry-After: 5\r\n"));
    const char *body = strstr(answer, "\r\n\r\n");
    json *doc;
    assert_non_null(body);
    assert_int_equal(json_parse(a, body + 4, strlen(body + 4), 8, &doc), OK);
    assert_int_equal(json_get_int(doc, "status", 0), 503);
    assert_string_equal(json_get_text(doc, "code", ""), "db");
    assert_true(*json_get_text(doc, "title", "") && *json_get_text(doc, "type", ""));
    answer = answer_to((struct sent){.method = "GET", .path = "/", .accept = "application/json"});
    assert_true(says(answer, "application/problem+json"));
    answer = answer_to((struct sent){.method = "GET", .path = "/", .accept = "text/html,application/json"});
    assert_true(says(answer, "text/html; charset=utf-8"));
}

/* ---- every answer ---- */

static void test_every_answer_carries_the_same_precautions(void **state)
{
    (void)state;
    static const struct sent any[] = {
        {.method = "GET", .path = "/"},
        {.method = "GET", .path = "/no/such/page"},
        {.method = "DELETE", .path = "/"},
        {.method = "POST", .path = "/users/login", .origin = "https://evil.example"},
        {.method = "POST", .path = "/users/login", .type = "application/json", .body = "{"},
        {.method = "POST", .path = "/users/login", .length = "100000000"}};
    static const char *const headers[] = {"\r\nContent-Security-Policy: default-src 'none';",
                                          "\r\nX-Content-Type-Options: nosniff\r\n",
                                          "\r\nReferrer-Policy: same-origin\r\n",
                                          "\r\nCache-Control: no-store\r\n",
                                          "\r\nX-Request-Id: 0123456789abcdef\r\n",
                                          "\r\nContent-Type: "};
    for (size_t i = 0; i < COUNT(any); i++) {
        const char *answer = answer_to(any[i]);
        const char *head = arena_text(a, answer, (size_t)(strstr(answer, "\r\n\r\n") + 2 - answer));
        assert_true(status_of(head) >= 400);
        for (size_t k = 0; k < COUNT(headers); k++)
            if (!says(head, headers[k]))
                fail_msg("no %s in %s", headers[k] + 2, head);
        assert_false(says(head, "Set-Cookie"));
        assert_false(says(head, "unsafe"));
    }
}

static void test_a_head_has_no_body(void **state)
{
    (void)state;
    const char *answer = answer_to((struct sent){.method = "HEAD", .path = "/about"});
    assert_int_equal(status_of(answer), 503);
    assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
    assert_true(says(answer, "Content-Length: "));
}

static void test_no_value_ends_a_header_line(void **state)
{
    (void)state;
    const char *answer = answer_to(
        (struct sent){.method = "GET", .path = "/", .id = "x\r\nSet-Cookie: gr=stolen\r\n\r\n<html>"});
    const char *head = arena_text(a, answer, (size_t)(strstr(answer, "\r\n\r\n") - answer));
    assert_false(says(head, "stolen"));
    assert_false(says(answer, "\r\nSet-Cookie"));
}

static void test_odd_requests_are_survived(void **state)
{
    (void)state;
    static const struct sent odd[] = {
        {.method = NULL, .path = NULL},
        {.method = "", .path = ""},
        {.method = "GET", .path = "//"},
        {.method = "POST", .path = "/users/login", .type = "multipart/form-data"},
        {.method = "POST", .path = "/users/login", .type = "text/plain", .body = "x"},
        {.method = "POST", .path = "/users/login", .body = "%"},
        {.method = "POST", .path = "/users/login", .cookie = "gr=;gr_pre=;;=;gr"},
        {.method = "PUT", .path = "/study/end_session", .type = "application/json", .body = "[[["}};
    for (size_t i = 0; i < COUNT(odd); i++)
        assert_in_range(status_of(answer_to(odd[i])), 400, 503);
    const char *path = long_body("/", 100000);
    assert_int_equal(status_of(answer_to((struct sent){.method = "GET", .path = path})), 503);
}

/* The last test: it looks at all that was logged. */
static void test_nothing_that_was_sent_is_in_the_log(void **state)
{
    (void)state;
    (void)answer_to((struct sent){.method = "POST",
                                  .path = "/" CANARY,
                                  .body = CANARY "=" CANARY,
                                  .cookie = "gr=" CANARY,
                                  .origin = "https://" CANARY});
    (void)answer_to((struct sent){.method = CANARY, .path = "/"});
    const char *log = content(log_fd);
    assert_true(says(log, "\"foreign_origin\"") && says(log, "\"request\""));
    assert_false(says(log, CANARY));
    assert_false(says(log, "evil.example"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_a_foreign_page_is_refused),
        TEST(test_a_page_of_ours_or_a_program_is_not),
        TEST(test_a_body_at_its_limit_is_read_and_one_byte_more_is_not),
        TEST(test_a_length_that_is_none_is_not_believed),
        TEST(test_a_browser_that_went_away_is_survived),
        TEST(test_a_person_is_told_and_gets_back_what_was_typed),
        TEST(test_characters_that_can_not_be_kept_do_not_lose_the_rest),
        TEST(test_passwords_are_not_given_back),
        TEST(test_a_program_is_told_as_rfc_9457_says),
        TEST(test_every_answer_carries_the_same_precautions),
        TEST(test_a_head_has_no_body),
        TEST(test_no_value_ends_a_header_line),
        TEST(test_odd_requests_are_survived),
        TEST(test_nothing_that_was_sent_is_in_the_log),
    };
    return cmocka_run_group_tests(tests, make_site, drop_site);
}
