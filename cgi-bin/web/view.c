#include "web/view.h"
#include "base/text.h"
#include <string.h>

static char *underscored(struct arena *a, const char *field)
{
    char *name = arena_copy(a, field);
    for (char *p = name; *p; p++)
        if (*p == '.')
            *p = '_';
    return name;
}

void view_field(struct request *r, json *view, const char *field, const char *fallback)
{
    const char *name = underscored(r->arena, field);
    json_put_text(r->arena, view, name, request_given(r, field, fallback));
    for (size_t i = 0; i < r->problems_n; i++)
        if (text_equal(r->problems[i].field, field))
            json_put_text(r->arena, view, arena_printf(r->arena, "%s_problem", name), r->problems[i].message);
}

void view_box(struct request *r, json *view, const char *field, const char *fallback)
{
    if (!r->json_out)
        view_field(r, view, field, fallback);
}
