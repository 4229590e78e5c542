#ifndef LLM_RETRY_H
#define LLM_RETRY_H

#include "base/clock.h"
#include "llm/outcome.h"
#include <stdbool.h>

/* When one provider is asked once more, and after how long: at most 2 retries; 0.5 s x 2^n,
 * at most 8 s, a quarter of it left to chance; what the server asks for is honoured if the deadline allows
 * it; never once a person has seen text. */
enum { RETRY_MOST = 2 };

struct retry {
    enum outcome outcome;
    const char *retry_after, *retry_after_ms; /* headers; "" if absent */
    const char *should_retry;                 /* "false" forbids; "true" says that a limit passes */
    int done;                                 /* retries made so far */
    int64_t left_ms;                          /* until the deadline */
    bool shown;                               /* did a person see text? */
    uint32_t chance;                          /* any number */
};

/* True with *wait_ms; there is then time left to ask after the wait. */
bool retry_worth(const struct retry *retry, clock_time now, int64_t *wait_ms);

/* What the headers ask for, in ms: "retry-after-ms", else "retry-after" as seconds or as a date (RFC 9110,
 * 10.2.3); 0 for at once or the past. -1 if they ask for nothing, or for nonsense. */
int64_t retry_asked_ms(const char *retry_after, const char *retry_after_ms, clock_time now);

#endif
