#include "base/fill.h"
#include "base/buf.h"
#include <string.h>

enum { MOST_FILLED = 1024 * 1024 };

static const char *filled_with(const char *name, size_t name_n, const struct hole *holes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(holes[i].name) == name_n && memcmp(holes[i].name, name, name_n) == 0)
            return holes[i].text;
    return NULL;
}

const char *fill_holes(struct arena *a, const char *text, const struct hole *holes, size_t n)
{
    struct buf out = buf_new(a, MOST_FILLED);
    const char *from = text, *open;
    while ((open = strstr(from, "{{")) != NULL) {
        const char *name = open + 2, *close = strstr(name, "}}");
        if (!close)
            break;
        const char *value = filled_with(name, (size_t)(close - name), holes, n);
        if (value) {
            buf_add_bytes(&out, from, (size_t)(open - from));
            buf_add(&out, value);
        } else {
            buf_add_bytes(&out, from, (size_t)(close + 2 - from));
        }
        from = close + 2;
    }
    buf_add(&out, from);
    return out.data ? out.data : "";
}

const char *fill_next_hole(struct arena *a, const char **at)
{
    const char *open = strstr(*at, "{{"), *close = NULL;
    if (open)
        close = strstr(open, "}}");
    if (!close)
        return NULL;
    *at = close + 2;
    return arena_text(a, open + 2, (size_t)(close - open - 2));
}
