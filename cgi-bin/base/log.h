#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/id.h"
#include <stdbool.h>
#include <stdint.h>

/* One line an event, JSON, UTC, to standard error: ids, times, classes and counts; never what a person or a
 * model wrote.
 *
 *   log_event(LOG_INFO, "login", LOG_ID("user", user), LOG_WORD("outcome", "ok"), LOG_INT("ms", 12));
 */
enum log_level { LOG_INFO, LOG_WARN, LOG_ALERT }; /* an alert: the host should look; a test with one fails */

/* How it went, where a failure is worth a look but no alert. */
static inline enum log_level log_level_of(bool fine)
{
    return fine ? LOG_INFO : LOG_WARN;
}

struct log_field {
    const char *key; /* NULL ends the list */
    enum { LOG_AS_WORD, LOG_AS_INT, LOG_AS_ID } as;
    const char *word; /* a literal, a route, an error class: escaped, cut at 120 bytes */
    int64_t number;
    struct id id;
};

#define LOG_WORD(k, w) ((struct log_field){.key = (k), .as = LOG_AS_WORD, .word = (w)})
#define LOG_INT(k, n) ((struct log_field){.key = (k), .as = LOG_AS_INT, .number = (n)})
#define LOG_ID(k, i) ((struct log_field){.key = (k), .as = LOG_AS_ID, .id = (i)})

/* Writes one line with one write(2), so that the lines of many processes never mix. */
void log_line(enum log_level level, const char *event, const struct log_field *fields);
#define log_event(level, event, ...)                                                                         \
    log_line(level, event, (const struct log_field[]){__VA_ARGS__, {.key = NULL}})

/* The request id (hex) that goes on every line until changed; "" for none. Copied. */
void log_request(const char *request_id);
/* Where the lines go; standard error unless set. */
void log_to(int fd);

#endif
