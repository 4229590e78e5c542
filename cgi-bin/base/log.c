#include "base/log.h"
#include "base/text.h"
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE_BYTES = 2048, WORD_BYTES = 120, REQUEST_BYTES = 40 };

static char request_id[REQUEST_BYTES + 1];
static int log_fd = STDERR_FILENO;

void log_request(const char *id)
{
    const size_t n = strnlen(text_or(id, ""), REQUEST_BYTES);
    if (n)
        memcpy(request_id, id, n);
    request_id[n] = '\0';
}

void log_to(int fd)
{
    log_fd = fd;
}

/* One line in a fixed room: a field that does not fit is left out whole, the line's end always fits. */
struct line {
    char text[LINE_BYTES];
    size_t n;
    bool full;
};

static void add_char(struct line *line, char letter)
{
    if (line->n < LINE_BYTES - 2)
        line->text[line->n++] = letter;
    else
        line->full = true;
}

static void add_plain(struct line *line, const char *text)
{
    for (; *text; text++)
        add_char(line, *text);
}

/* Quoted; anything but printable ASCII becomes '?', so no field can end the line, the string or colour a
 * terminal. */
static void add_quoted(struct line *line, const char *text)
{
    add_char(line, '"');
    const char *p = text;
    for (size_t left = WORD_BYTES; *p && left > 0; left--) {
        char c = *p++;
        if (c == '"' || c == '\\')
            add_char(line, '\\');
        if (c < ' ' || c > '~')
            c = '?';
        add_char(line, c);
    }
    add_char(line, '"');
}

static void add_member(struct line *line, const char *key, const char *word)
{
    add_char(line, ',');
    add_quoted(line, key);
    add_char(line, ':');
    add_quoted(line, word);
}

static void add_field(struct line *line, const struct log_field *field)
{
    char number[24], id[37];
    const size_t start = line->n;
    switch (field->as) {
    case LOG_AS_WORD:
        add_member(line, field->key, text_or(field->word, ""));
        break;
    case LOG_AS_ID:
        id_write(field->id, id);
        add_member(line, field->key, id);
        break;
    case LOG_AS_INT:
        snprintf(number, sizeof number, "%lld", (long long)field->number);
        add_char(line, ',');
        add_quoted(line, field->key);
        add_char(line, ':');
        add_plain(line, number);
        break;
    }
    if (line->full)
        line->n = start;
    line->full = false;
}

void log_line(enum log_level level, const char *event, const struct log_field *fields)
{
    static const char *const levels[] = {[LOG_INFO] = "info", [LOG_WARN] = "warn", [LOG_ALERT] = "alert"};
    struct line l = {.n = 0};
    struct timespec now;
    struct tm utc;
    char time[40];
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &utc);
    const size_t n = strftime(time, sizeof time, "%Y-%m-%dT%H:%M:%S", &utc);
    snprintf(time + n, sizeof time - n, ".%03ldZ", now.tv_nsec / 1000000);
    add_plain(&l, "{\"time\":");
    add_quoted(&l, time);
    add_member(&l, "level", levels[level]);
    add_member(&l, "event", event);
    if (*request_id)
        add_member(&l, "request", request_id);
    for (const struct log_field *f = fields; f->key; f++)
        add_field(&l, f);
    l.text[l.n++] = '}';
    l.text[l.n++] = '\n';
    if (write(log_fd, l.text, l.n) < 0) {
        /* nowhere left to say it; a full disk must not stop a request */
    }
}
