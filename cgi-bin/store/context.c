#include "store/context.h"

/* clang-format off */
#define CONTEXT(C)                           \
    C(COLUMN(1, ID, id))                     \
    C(SEALED(TEXT, text))                    \
    C(SEALED(BOOL, material))                \
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

enum err context_add_material(struct work *w, struct id id, const char *text)
{
    const struct context brought = {.id = id, .text = text, .material = true, .added = clock_now()};
    return row_insert(w, context_row(), &context_insert, &brought);
}

static const struct statement context_update = {"context_update",
                                                "UPDATE gr.contexts"
                                                "   SET sealed = $2::bytea"
                                                " WHERE user_id = gr.me() AND id = $1::uuid"};

enum err context_change(struct work *w, const struct context *context)
{
    struct bytes sealed;
    const enum err e = row_seal(w, context_row(), context, &sealed);
    if (e != OK)
        return e;
    return WORK_CHANGE(w, ERR_NOT_FOUND, &context_update, P_ID(context->id), P_BYTES(sealed));
}

static const struct statement context_forget = {
    "context_forget", "DELETE FROM gr.contexts WHERE user_id = gr.me() AND id = $1::uuid"};

enum err context_delete(struct work *w, struct id id)
{
    return WORK_CHANGE(w, ERR_NOT_FOUND, &context_forget, P_ID(id));
}

size_t context_only(struct context *all, size_t n, bool material)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (all[i].material == material)
            all[kept++] = all[i];
    return kept;
}

static const struct statement context_all = {"context_all",
                                             "SELECT " ROW_COLUMNS(CONTEXT) "  FROM gr.contexts"
                                                                            " WHERE user_id = gr.me()"
                                                                            " ORDER BY place"};

void context_want_all(struct work *w, struct context **out, size_t *n)
{
    work_read(w, ROW_ALL(context_row(), out, n), &context_all, NULL, 0);
}
