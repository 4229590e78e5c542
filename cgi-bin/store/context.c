#include "store/context.h"

/* clang-format off */
#define CONTEXT(C)                           \
    C(COLUMN(1, ID, id))                     \
    C(SEALED(TEXT, text))                    \
    C(COLUMN(2, TIME, added))                \
    C(DOCUMENT(3))
/* clang-format on */

ROW_DEFINE(context_row, struct context, CONTEXT, .table = SEALED_CONTEXT);

static const struct statement context_insert = {"context_insert", ROW_INSERT("gr.contexts", CONTEXT)};

enum err context_add(struct work *w, struct id id, const char *text)
{
    const struct context told = {.id = id, .text = text, .added = clock_now()};
    return row_insert(w, context_row(), &context_insert, &told);
}

static const struct statement context_all = {"context_all",
                                             "SELECT " ROW_COLUMNS(CONTEXT) "  FROM gr.contexts"
                                                                            " WHERE user_id = gr.me()"
                                                                            " ORDER BY place"};

void context_want_all(struct work *w, struct context **out, size_t *n)
{
    work_read(w, ROW_ALL(context_row(), out, n), &context_all, NULL, 0);
}
