#ifndef TEST_LLM_SERVER_H
#define TEST_LLM_SERVER_H

/* A server in a child process that listens on a loopback port of its own and is gone with the test's arena.
 */

#include "base/file.h"
#include "base/fixture.h"
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

struct server {
    pid_t pid;
    int port;
};

static inline void say_bytes(int to, const char *text, size_t n)
{
    while (n > 0) {
        const ssize_t sent = send(to, text, n, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        text += sent;
        n -= (size_t)sent;
    }
}

static inline void say(int to, const char *text)
{
    say_bytes(to, text, strlen(text));
}

/* One request, head and body, into `in`; false when the other side has gone. */
static inline bool hear(int from, char *in, size_t room)
{
    size_t n = 0, want = 0;
    in[0] = '\0';
    while (n < room - 1) {
        const ssize_t got = recv(from, in + n, room - 1 - n, 0);
        if (got <= 0)
            return false;
        n += (size_t)got;
        in[n] = '\0';
        const char *end = strstr(in, "\r\n\r\n"), *length = strstr(in, "Content-Length: ");
        if (end && length)
            want = (size_t)(end + 4 - in) + strtoul(length + 16, NULL, 10);
        if (want && n >= want)
            return true;
    }
    return true;
}

static inline void stop_server(void *server)
{
    const struct server *s = server;
    kill(s->pid, SIGKILL);
    waitpid(s->pid, NULL, 0);
}

/* For each request `play` is called with the number of its connection. */
static inline struct server *serve(void (*play)(int connection, int number, const char *request))
{
    struct server *s = arena_alloc(a, sizeof *s);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof at;
    const int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(door, (struct sockaddr *)&at, n), 0);
    assert_int_equal(listen(door, 8), 0);
    assert_int_equal(getsockname(door, (struct sockaddr *)&at, &n), 0);
    s->port = ntohs(at.sin_port);
    s->pid = fork();
    if (s->pid == 0) {
        static char in[262144];
        alarm(100);
        for (int number = 1;; number++) {
            const int connection = accept(door, NULL, NULL), one = 1;
            setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            while (hear(connection, in, sizeof in))
                play(connection, number, in);
            close(connection);
        }
    }
    close(door);
    arena_defer(a, stop_server, s);
    return s;
}

/* ---- a script: what is answered to the first request, the second ...; the last one stays ---- */

enum way { WHOLE, BYTE_BY_BYTE, CR_LF };

struct play {
    const char *file; /* of tests/llm/recorded */
    int status;       /* 0: 200 */
    const char *head; /* more headers, each ending in CR LF */
    enum way way;
};

enum { MOST_PLAYS = 8 };
static struct play script[MOST_PLAYS];
static size_t plays;
static const char *asked_in; /* the folder where requests are written down */

static inline const char *content_type_of(const char *file)
{
    const char *ending = strrchr(file, '.');
    return strcmp(ending, ".sse") == 0    ? "text/event-stream"
           : strcmp(ending, ".html") == 0 ? "text/html"
                                          : "application/json";
}

static inline void play_script(int to, int number, const char *request)
{
    static int asked;
    (void)number;
    const struct play *p = &script[(size_t)asked < plays ? (size_t)asked : plays - 1];
    FILE *f = fopen(arena_printf(a, "%s/%d", asked_in, asked++), "w");
    fputs(request, f);
    fclose(f);
    char *text;
    size_t n;
    if (file_read(a, arena_printf(a, "tests/llm/recorded/%s", p->file), 1 << 20, &text, &n) != OK)
        _exit(1);
    say(to, arena_printf(a, "HTTP/1.1 %d Played\r\nContent-Type: %s\r\nConnection: close\r\n%s\r\n",
                         p->status ? p->status : 200, content_type_of(p->file), p->head ? p->head : ""));
    for (size_t i = 0; p->way != WHOLE && i < n; i++) {
        if (p->way == CR_LF && text[i] == '\n')
            say(to, "\r");
        say_bytes(to, text + i, 1);
    }
    if (p->way == WHOLE)
        say_bytes(to, text, n);
    shutdown(to, SHUT_RDWR);
}

/* Serves `script`, of which the first n are set; the server's address is in the arena. */
static inline const char *serve_script(size_t n)
{
    plays = n;
    asked_in = new_folder();
    return arena_printf(a, "http://127.0.0.1:%d/v1", serve(play_script)->port);
}

/* How the i-th request was made, head and body; NULL if there was none. */
static inline const char *asked(int i)
{
    char *text;
    size_t n;
    return file_read(a, arena_printf(a, "%s/%d", asked_in, i), 1 << 20, &text, &n) == OK ? text : NULL;
}

#endif
