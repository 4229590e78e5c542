#ifndef LLM_SSE_H
#define LLM_SSE_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

/* Server-sent events as they come, cut anywhere (WHATWG HTML, 9.2.6, as the vendors' own clients read it):
 * lines end in LF, CR or CR LF; a line that begins with ':' is a comment; one blank after the colon goes;
 * several data lines are joined by LF; unknown fields are passed over; an empty line ends an event if any
 * field was set; what follows the last empty line is discarded. id and retry mean nothing here: nobody
 * reconnects. */
struct sse_event {
    const char *name; /* "" if none was given */
    const char *data; /* NUL-terminated, until the callback returns; may hold NULs and bad UTF-8 */
    size_t n;
    bool stray; /* not an event: a bare line that begins with '{', as some servers send an error */
};

struct sse;

/* `ceiling`: bytes of one line, and of one event's data. What on_event returns, if it is not OK, ends the
 * reading. */
struct sse *sse_new(struct arena *a, size_t ceiling,
                    enum err (*on_event)(void *ctx, const struct sse_event *e), void *ctx);

/* ERR_LIMIT beyond the ceiling; what on_event returned. Sticky. */
MUST_USE enum err sse_feed(struct sse *sse, const char *bytes, size_t n);

#endif
