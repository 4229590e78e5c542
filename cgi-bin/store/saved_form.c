#include "store/saved_form.h"

/* The form stands alone: sealed as it came. */
/* clang-format off */
#define SAVED_FORM(C)                        \
    C(COLUMN(1, ID, id))                     \
    C(COLUMN(2, TEXT, path))                 \
    C(TEXT_ALONE(3, form))                   \
    C(COLUMN(4, TIME, at))
/* clang-format on */

ROW_DEFINE(saved_form_row, struct saved_form, SAVED_FORM, .table = SEALED_SAVED_FORM);

static const struct statement saved_form_insert = {
    "saved_form_insert", ROW_INSERT("gr.parked", SAVED_FORM) " ON CONFLICT (user_id, id) DO NOTHING"};

enum err saved_form_add(struct work *w, struct id id, const char *path, const char *form)
{
    const struct saved_form kept = {.id = id, .path = path, .form = form, .at = clock_now()};
    const enum err e = row_put(w, saved_form_row(), &saved_form_insert, &kept, WORK_NOTHING);
    return e == OK ? work_flush(w) : e;
}

static const struct statement saved_form_all = {"saved_form_all",
                                                "SELECT " ROW_COLUMNS(SAVED_FORM) "  FROM gr.parked"
                                                                                  " WHERE user_id = gr.me()"
                                                                                  " ORDER BY at DESC, id"};

void saved_form_want_all(struct work *w, struct saved_form **out, size_t *n)
{
    work_read(w, ROW_ALL(saved_form_row(), out, n), &saved_form_all, NULL, 0);
}

static const struct statement saved_form_delete = {
    "saved_form_delete", "DELETE FROM gr.parked WHERE user_id = gr.me() AND id = $1::uuid"};

enum err saved_form_drop(struct work *w, struct id id)
{
    return WORK_CHANGE(w, ERR_NOT_FOUND, &saved_form_delete, P_ID(id));
}
