#include "admin/title_lines.h"
#include "base/json_lines.h"
#include "base/text.h"

/* "customer-service" is told as "customer service". */
static const char *told(struct arena *a, const struct library_family *family)
{
    if (!family)
        return "";
    char *key = arena_copy(a, family->key);
    for (char *c = key; *c; c++)
        if (*c == '-')
            *c = ' ';
    return key;
}

static enum err title_line(struct arena *a, const json *line, void *ctx, json **out)
{
    const struct library *const *library = ctx;
    const char *title = json_text(json_get(line, "title"), NULL);
    if (!title)
        return ERR_INPUT;
    const struct library_title found = library_title_of(*library, a, title);
    *out = json_new_object(a);
    json_put_text(a, *out, "title", title);
    json_put_text(a, *out, "family", told(a, found.family));
    json_put_bool(a, *out, "nearest", found.nearest);
    json_put_bool(a, *out, "asks", found.asks);
    return OK;
}

enum err title_lines(const struct library *library, FILE *in, FILE *out, size_t *line)
{
    return json_lines(in, out, title_line, &library, line);
}
